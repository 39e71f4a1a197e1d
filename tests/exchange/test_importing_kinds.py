"""Every kind comes in, and what its list says goes back without changing anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Wagamachi, once
from tests.exchange.test_importing import counts
from wagamachi_cli.commands.exporting import kind_of
from wagamachi_cli.kinds import KINDS

# In the order in which they refer to each other; the heads are the promised keys.
SHEETS = {
    "areas": ["name,kana,parent,note", "東部,とうぶ,,一行め", "押立一丁目,,東部,'=1+1"],
    "councils": [
        "name,kana,aliases,areas,status,established,closed",
        '東部の会,とうぶ,"TB、""東、部""","東部、押立一丁目",,R2,',
        "西の会,,,,準備中,,",
        "北の会,,,,終了,H28,R1.5.1",
    ],
    "partners": ["name,kana,kind,members,area", "見本商店,みほん,company,,東部", "見本機関,,agency,3,"],
    "placements": [
        "layer,council,area,coordinator,from,until,concurrent",
        "2,東部の会,,担当001,R3.4.1,,はい",
        "1,,東部,,H28,R2.3.31,×",
    ],
    "meetings": [
        "on,kind,title,councils,area,mode,venue,start,end,attendees,online,consultants,times,status",
        "R3.6.1,定例会,題,\"東部の会、西の会\",東部,hybrid,会場A,13:30,午後3時,12,2,1,,",
        "R3.7,定例会,,,,,,,,40,,,2,",
        "2022-03-01,town,,,,,,,,,,,,planned",
        "R3.8.1,town,,,,,,,,,,,,中止",
    ],
    "links": ["partner,to,from,until", "見本商店,東部の会,R2,", "見本機関,西の会,R3.4,R3.9"],
    "supports": ["on,to,function,by,times", "R3.6,東部の会,match,phone,3", "R3.6.1,見本商店,network,,"],
    "outreach": ["on,channel,reach,council,times", "R3.6,bulletin,1000,東部の会,2", "R3.6.2,sns,,,"],
    "activities": [
        "name,kana,category,council,area,venue,started",
        "つくし,つくし,ibasho,東部の会,東部,会場A,R2.10",
        "すみれ,,food,,,,H30",
    ],
    "codes": ["code", "P-0001", "H-0009"],
    "sessions": [
        "activity,on,times,attendees,distinct,helpers,consultants,minutes,venue,mode,people",
        "つくし,R3.6.1,,12,,2,1,2時間,会場A,in-person,\"P-0001、P-0002\"",
        "つくし,R3.7,3,36,14,,,,,,",
    ],
    "contacts": ["activity,on,by,people,times", "つくし,R3.8,phone,5,2"],
    "history": ["activity,event,on,reason,measures", "つくし,休止,R3.9.1,infection,", "つくし,再開,R3.11.1,,\"shorter,capacity\""],
    "surveys": ["on,area,sent,returned,willing,wants,offers", "R3.5,東部,100,40,5,\"買い物=3、cleaning=1\",", "R2,,,,,,"],
    "helpers": ["name,kana,area,can,registered,found_by,retired", "支え手001,,東部,\"shopping、掃除\",R2.4,survey,", "支え手002,,,話し相手,R3.4.1,,R3.12"],
    "requests": [
        "task,on,area,for,wanted,source,helpers,matched,done,minutes",
        "買い物,R3.6.1,東部,P-0001,週に一度,resident,支え手001,R3.6.2,R3.6.5,30分",
        "掃除,R3.12.1,,,,,,,,",
    ],
    "asks": ["request,helper,on,answer", "1,支え手001,R3.6.2,はい", "2,支え手001,R3.12.2,no"],
    "intros": ["on,program,people,to,activity,times", "R3.6,care-meeting,3,activity,つくし,2", "R3.7.1,other,0,,,"],
    "consultants": ["name,kana,area,registered,trained,retired", "相談員001,,東部,R2.4.1,R1,", "相談員002,,,H28,,R3.3.31"],
    "courses": ["on,title,sessions,completed", "R3.9,養成講座,4,12"],
    "concerns": ["topic,on,consultant,area,resolved,outcome,told", "ごみ出し,R3.6.1,相談員001,東部,,,", "見守り,R3.7,,,R3.8.1,解決,R3.8.2"],
    "relays": ["concern,to,coordinator,on,returned", "ごみ出し,見本機関,,R3.6.2,", "見守り,,はい,R3.7.30,"],
    "visits": ["consultant,on,kind,for,absent,times", "相談員001,R3.6.1,visit,P-0001,はい,", "相談員001,R3.7,call,,,5"],
    "drives": ["name,on,until,place,area,council,min", "秋の会,R3.10.1,R3.10.3,会場A,東部,東部の会,30日", "春の会,R3.4,,,,,"],
    "lots": [
        "item,qty,unit,weight_kg,category,donor,drive,on,best_before,use_by,no_date",
        "米,10,袋,20,grain,見本商店,秋の会,R3.10.1,R4.12,,",
        "缶詰,24,,500g,canned,,,R3.12.1,R5.1.31,,",
        "日用品,5,,,other,,,R3.12.1,,,goods",
    ],
    "movements": ["lot,on,kind,qty,reason,to,counted", "缶詰,R3.12.5,廃棄,2,damaged,,", "缶詰,R3.12.6,譲渡,2,,見本機関,"],
    "households": ["code,adults,children,seniors,area,contact", "H-0101,2,1,0,東部,090-0000-0000", "H-0102,1,,,,"],
    "events": ["name,on,place,area,council,capacity,parcel", "十二月の会,R3.12.18,会場A,東部,東部の会,10,\"米=1、缶詰=2\"", "三月の会,R4.3.5,,,,,"],
    "reservations": ["event,household,on,channel,delivery", "十二月の会,H-0101,R3.12.10,phone,○"],
    "distributions": ["household,event,on,lines", "H-0101,十二月の会,R3.12.18,\"米=1、缶詰=2\"", "H-0102,,R3.12.20,"],
    "hearings": ["household,on,by,informed,times", "H-0101,R3.12.18,office,案内,"],
    "referrals": ["household,to,on,consent,reason,accepted", "H-0101,見本機関,R3.12.19,yes,事情,R3.12.20"],
    "figures": [
        "measure,period,key,value,as_of,printed,source,confidence,note",
        "activity.started,R2,居場所,3,R4.1,3,市の報告,likely,",
        "council.total,R3,,11,R4.1.31,,,,",
    ],
    "narratives": ["period,section,title,text", 'R3Q3,story,題,"一行目\n\n二行目, と"', "R3Q3,協議会,,=1"],
    "notes": ["record,on,text", "協議会 東部の会,R3.6.1,一言", "area 東部,R3.6,'=2"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for plural, lines in SHEETS.items():
        Path(f"{plural}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")


@pytest.fixture
@once
def full(empty: Wagamachi) -> None:
    for plural, lines in SHEETS.items():
        done = empty("import", plural, f"{plural}.csv", "-f", "json")
        assert done.code == 0, (plural, done)
        assert counts(done.json)[:2] == (len(lines) - 1, 0), (plural, done)


def test_every_kind_has_its_sheet() -> None:
    assert set(SHEETS) == {kind.plural for kind in KINDS.values()}


def test_the_same_sheets_again_add_nothing(full: Wagamachi) -> None:
    before = full.db.read_bytes()
    for plural, lines in SHEETS.items():
        done = full("import", plural, f"{plural}.csv", "-f", "json")
        assert counts(done.json) == (0, 0, len(lines) - 1, 0, 0), (plural, done)
    assert full.db.read_bytes() == before


@pytest.mark.parametrize(
    ("suffix", "language"),
    [
        ("xlsx", "ja"),
        ("tsv", "en"),
        pytest.param("xlsx", "en", marks=pytest.mark.long),
        pytest.param("csv", "ja", marks=pytest.mark.long),
    ],
)
def test_every_list_goes_back(full: Wagamachi, suffix: str, language: str) -> None:
    before = full.db.read_bytes()
    for kind in KINDS.values():
        name = f"list-{kind.plural}.{suffix}"
        full.ok("--lang", language, *kind.command.split(), "list", "-o", name)
        done = full("--lang", language, "import", kind.plural, name, "-f", "json")
        assert done.code == 0, (kind.plural, done)
        rows = len(SHEETS[kind.plural]) - 1
        same = done.json["same"]
        assert counts(done.json) == (0, 0, same, 0, 0), (kind.plural, done)
        assert same >= rows, kind.plural
    assert full.db.read_bytes() == before


def test_a_template_for_a_period_filled_and_imported_twice(full: Wagamachi) -> None:
    full.ok("template", "sessions", "--for", "R3Q3", "-o", "form.csv")
    lines = Path("form.csv").read_text(encoding="utf-8-sig").splitlines()
    heads = lines[0].split(",")
    row = next(place for place, line in enumerate(lines) if "つくし" in line and "例" not in line)
    cells = lines[row].split(",")
    cells[heads.index("開催日")] = "12/5"
    cells[heads.index("参加者（人）")] = "１７"
    lines[row] = ",".join(cells)
    Path("form.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    done = full("import", "sessions", "form.csv", "-f", "json")
    assert done.code == 0, (lines, done.out)
    assert counts(done.json)[:3] == (1, 0, 0)
    assert full.rows("SELECT on_from, attendees FROM session ORDER BY id DESC LIMIT 1") == [
        ("2021-12-05", 17)
    ]
    assert counts(full.json("import", "sessions", "form.csv"))[:3] == (0, 0, 1)
    Path("form.csv").write_text("\n".join([*lines, ""]).replace("12/5", "R3.6.5"), encoding="utf-8")
    refused = full("import", "sessions", "form.csv", "-f", "json")
    assert (refused.code, refused.json["bad"]) == (1, 1)


def test_a_template_for_another_kind_is_refused(full: Wagamachi) -> None:
    full.ok("template", "sessions", "-o", "form.xlsx")
    assert "sessions" in full.refused(2, "import", "meetings", "form.xlsx")["message"]
    assert counts(full.json("import", "sessions", "form.xlsx")) == (0, 0, 0, 1, 0)


def test_choices_come_in_too(empty: Wagamachi) -> None:
    Path("choices.csv").write_text(
        "項目,コード,名前,上位,並び順\n区分,walk,散歩の会,居場所づくり,9\ncategory,pr,広め隊,,\n",
        encoding="utf-8",
    )
    assert counts(empty.json("import", "choices", "choices.csv")) == (1, 1, 0, 0, 0)
    assert counts(empty.json("import", "choices", "choices.csv")) == (0, 0, 2, 0, 0)
    assert empty.rows("SELECT label_ja, label_en, parent, position FROM choice WHERE code = 'walk'") == [
        ("散歩の会", "散歩の会", "ibasho", 9)
    ]
    Path("bad.csv").write_text("項目,コード,名前\n区分,Walk!,散歩\n区分,new,\nなぞ,a,b\n", encoding="utf-8")
    refused = empty("import", "選択肢", "bad.csv", "-f", "json")
    assert [error["line"] for error in refused.json["errors"]] == [2, 3, 4]
    empty.ok("choice", "list", "-o", "list.xlsx")
    assert counts(empty.json("import", "choices", "list.xlsx"))[:2] == (0, 0)


def test_unknown_heads_are_asked_once_at_a_terminal(
    empty: Wagamachi, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter(["なぞ", "圏域", ""])

    def ask(question: str, default: str | None = None) -> str:
        asked.append(question)
        return next(answers)

    Path("heads.csv").write_text("エリア名,担当者\n東部,担当001\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("wagamachi_cli.shell.interactive", lambda: True)
        patch.setattr("wagamachi_cli.shell.ask", ask)
        assert counts(empty.json("import", "areas", "heads.csv")) == (1, 0, 0, 0, 0)
    assert len(asked) == 3
    assert counts(empty.json("import", "areas", "heads.csv")) == (0, 0, 1, 0, 0)
    assert counts(empty.json("import", "areas", "heads.csv", "--map", "担当者=メモ")) == (0, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("rows", "attendees", "people"),
    [
        ("つくし,R3.10.5,A、B、C", 3, ["A", "B", "C"]),
        ("つくし,R3.10.5,12人", 12, []),
        ("つくし,R3.10.5,", None, []),
    ],
)
def test_a_column_of_those_who_came_is_a_number_or_a_roster(
    empty: Wagamachi,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    rows: str,
    attendees: int | None,
    people: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    empty.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R1.5.1")
    Path("came.csv").write_text(f"活動体,開催日,参加者\n{rows}\n", encoding="utf-8")
    empty.ok("import", "sessions", "came.csv")
    came = empty.json("activity", "session", "show", "1")
    assert (came["attendees"], came["people"]) == (attendees, people)


def test_a_slip_in_a_column_of_numbers_makes_no_roster_of_it(
    empty: Wagamachi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    empty.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R1.5.1")
    lines = "活動体,開催日,参加者\nつくし,R3.10.5,十人くらい\nつくし,R3.10.6,12\n"
    Path("came.csv").write_text(lines, encoding="utf-8")
    assert empty("import", "sessions", "came.csv").code == 1
    assert empty.json("activity", "code", "list") == []


PROMISED = """
areas councils placements meetings partners links supports outreach activities history sessions contacts surveys helpers
requests intros consultants courses concerns visits drives lots households events reservations distributions movements
hearings referrals figures choices
"""


def test_the_promised_words_for_kinds_are_taken() -> None:
    assert [kind_of(word).plural for word in PROMISED.split()] == PROMISED.split()
