"""What a sheet holds beside records: totals, vacant posts, zeros; and totals that do not say how often."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Wagamachi
from tests.exchange.test_importing import counts, sheet
from wagamachi_cli.exchange.asides import told_by_name


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("小計", "total"), ("合　計", "total"), ("合計　2名", "total"), ("押立計", "total"), ("押立　計", "total"),
        ("計 1社", "total"), ("計　１社", "total"), ("総計", "total"), ("計（押立）", "total"), ("小計(押立)", "total"),
        ("【小計】", "total"), ("■合計", "total"), ("ｻﾛﾝ計", "total"), ("年度計", "total"), ("4月計", "total"),
        ("参加者数計", "total"), ("計12か所", "total"), ("合計：1,234人", "total"), ("累計", "total"), ("平均", "total"),
        ("Total 2", "total"), ("Grand Total", "total"), ("総数", "total"),
        ("（欠員）", "gap"), ("欠員", "gap"), ("空席", "gap"), ("欠員1名", "gap"), ("押立（欠員）", "gap"),
        ("欠員（後任調整中）", "gap"), ("〈空席〉", "gap"), ("Vacant", "gap"),
        ("計画の会", ""), ("会計サークル", ""), ("時計クラブ", ""), ("架空時計", ""), ("架空時計（東）", ""), ("自治会会計", ""),
        ("まちの設計", ""), ("家計", ""), ("腕時計2班", ""), ("体温計", ""), ("血圧計を測る会", ""), ("計測会", ""),
        ("合計年齢百歳の会", ""), ("空席をうめる会", ""), ("欠員補充の会", ""), ("総数亭", ""), ("total care", ""),
        ("会計(1)", ""), ("年度計画", ""), ("架空サロン001", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_a_name_says_that_its_row_is(cell: str, told: str) -> None:
    assert told_by_name(cell) == told


_PLACES = st.sampled_from(["", "押立", "四谷", "第２層 ", "東部　", "男性", "R3.4 "])
_COUNTS = st.sampled_from(["", " 2名", "　１社", "（3人）", ":12か所", " 1,234"])


@given(_PLACES, st.sampled_from(["小計", "合計", "計", "総計", "合　計", "累計"]), _COUNTS)
def test_a_total_with_or_without_count_and_place(place: str, word: str, count: str) -> None:
    assert told_by_name(place + word + count) == "total"


@given(
    _PLACES,
    st.sampled_from(["計画", "会計", "時計", "設計", "家計", "合計年齢"]),
    st.sampled_from(["の会", "クラブ", "サークル"]),
)
def test_a_name_that_holds_such_a_word_is_a_name(place: str, word: str, end: str) -> None:
    assert told_by_name(place + word + end) == ""


def test_totals_and_gaps_are_no_consultants_and_no_partners(fuchu: Wagamachi) -> None:
    name = sheet(
        "圏域,氏名,委嘱日", "押立,相談員901,R3.4.1", "押立,（欠員）,", "押立,押立計,1", "四谷,相談員902,R3.4.1", "四谷,小計,1",
        "四谷,合計　2名,",
    )  # fmt: skip
    done = fuchu(
        "import", "consultants", name, "--map", "氏名=name", "--map", "委嘱日=registered", "-f", "json"
    )
    assert counts(done.json) == (2, 0, 0, 4, 0), done
    assert done.json["asides"] == [
        {"line": 3, "why": "gap"}, {"line": 4, "why": "total"}, {"line": 6, "why": "total"},
        {"line": 7, "why": "total"},
    ]  # fmt: skip
    assert "合計の行 3（4、6、7 行目）" in done.err
    assert "欠員などの行 1（3 行目）" in done.err
    rows = sheet("連携先,種別", "架空商店901,店舗", "計　1社,", name="partners.csv")
    done = fuchu("import", "partners", rows, "-f", "json")
    assert [row["why"] for row in done.json["asides"]] == ["total"], done


def test_a_row_with_an_id_is_a_record_whatever_it_is_called(fuchu: Wagamachi) -> None:
    fuchu.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R2")
    name = sheet("id,活動体", "1,みんなの計")
    assert counts(fuchu.json("import", "activities", name)) == (0, 1, 0, 0, 0)


def test_a_zero_in_a_cross_table_is_no_session(fuchu: Wagamachi) -> None:
    fuchu.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R2")
    name = sheet("活動体,R3.4,R3.5,R3.6,R3.7", "つくし,15,0,０人,○")
    done = fuchu("import", "sessions", name, "-f", "json")
    assert (counts(done.json), done.json["zeros"]) == ((2, 0, 0, 0, 0), 2)
    assert "2か所" in done.err
    assert fuchu.rows("SELECT on_from, times, attendees FROM session ORDER BY 1") == [
        ("2021-04-01", None, 15), ("2021-07-01", 1, None),
    ]  # fmt: skip


def test_signs_for_nothing_are_counted_and_a_row_without_any_number_is_named(tsukushi: Wagamachi) -> None:
    tsukushi.ok("activity", "add", "たんぽぽ", "--category", "居場所", "--started", "R2")
    name = sheet("活動体,R3.4,R3.5,R3.6,R3.7,計", "つくし,15,×,–,…,15", "たんぽぽ,,,,,")
    done = tsukushi("import", "sessions", name, "-f", "json")
    assert (counts(done.json), done.json["zeros"]) == ((1, 0, 0, 1, 0), 3), done
    assert done.json["asides"] == [{"line": 3, "why": "blank"}]
    assert "計" in done.err


TOTALS = [
    ("activity session", ("つくし",), ("--attendees", "23")),
    ("activity contact", ("つくし", "--by", "電話"), ("--people", "23")),
    ("council meeting", ("--kind", "定例会"), ("--attendees", "23")),
    ("council outreach", ("--channel", "チラシ"), ("--reach", "23")),
    ("activity intro", ("--program", "ケア会議"), ("--people", "23")),
]


@pytest.fixture
def tsukushi(fuchu: Wagamachi) -> Wagamachi:
    fuchu.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R2")
    return fuchu


@pytest.mark.parametrize(("command", "what", "number"), TOTALS)
def test_a_total_does_not_say_how_often(
    tsukushi: Wagamachi, command: str, what: tuple[str, ...], number: tuple[str, ...]
) -> None:
    def add(*words: str) -> object:
        return tsukushi.json(*command.split(), "add", *what, *words)["times"]

    assert add("--on", "R3.4", *number) is None
    assert add("--on", "R3.5", *number, "--times", "2") == 2
    assert add("--on", "R3.6.1", *number) == 1
    listed = tsukushi.json(*command.split(), "list")
    first = str(next(row["id"] for row in listed if row["on"] == "2021-04"))
    edit = (*command.split(), "edit", first)
    assert tsukushi.json(*edit, "--on", "R3.4.2")["times"] == 1
    assert tsukushi.json(*edit, "--on", "R3.4")["times"] is None
    assert tsukushi.json(*edit, "--times", "3")["times"] == 3
    assert tsukushi.json(*edit, *number[:1], "24")["times"] == 3
    assert tsukushi.json(*edit, "--clear", "times")["times"] is None


def test_what_only_was_held_was_held_once(tsukushi: Wagamachi) -> None:
    assert tsukushi.json("activity", "session", "add", "つくし", "--on", "R3.4")["times"] == 1
    assert tsukushi.json("consultant", "add", "相談員901", "--registered", "R2.4.1")["id"]
    visit = tsukushi.json("consultant", "visit", "add", "--consultant", "相談員901", "--on", "R3.4")
    assert visit["times"] == 1


def test_reports_count_what_is_known_and_say_so(tsukushi: Wagamachi) -> None:
    name = sheet("活動体,開催日,参加者,回数", "つくし,R3.4,23,", "つくし,R3.5,20,2", "つくし,R3.6.1,10,")
    assert counts(tsukushi.json("import", "sessions", name)) == (3, 0, 0, 0, 0)
    why = tsukushi.json("report", "why", "R3", "session.held")
    assert (why["value"], [row["counts"] for row in why["rows"]]) == (3, [0, 2, 1])
    assert tsukushi.json("report", "why", "R3", "session.attendances")["value"] == 53
    shown = tsukushi.ok("report", "sessions", "R3").out
    assert "※開催回数：回数の分からない合計が 1件あります（参加者などの人数は数えています）。" in shown
    assert "回数の分からない" not in tsukushi.ok("report", "sessions", "R2").out
    tsukushi.ok("check")


def test_what_is_refused_whole_is_handed_back_whole(fuchu: Wagamachi) -> None:
    rows = [
        f"R3.{month}.1,定例会,四谷,{month}{'人と少し' if month > 9 else ''},番地" for month in range(4, 13)
    ]
    name = sheet("開催日,種別,協議会,参加者,住所", *rows)
    same = ("--map", "住所=")
    refused = fuchu("import", "meetings", name, *same)
    assert refused.code == 1
    assert "すべての行が入っている" in refused.err
    back = Path("sheet.csv.errors.csv")
    content = back.read_text(encoding="utf-8-sig")
    assert len(content.splitlines()) == 10
    assert "番地" not in content
    back.write_text(content.replace("人と少し", ""), encoding="utf-8-sig")
    done = fuchu("import", "meetings", str(back), *same, "-f", "json")
    assert counts(done.json) == (9, 0, 0, 0, 0), done
    assert not back.exists()

    partial = fuchu("import", "meetings", sheet("開催日,種別,協議会,参加者,住所", *rows), "--partial", *same)
    assert partial.code == 1
    assert len(back.read_text(encoding="utf-8-sig").splitlines()) == 4
    mended = sheet("開催日,種別,協議会,参加者,住所", *(row.replace("人と少し", "") for row in rows))
    fuchu.ok("import", "meetings", mended, *same)
    assert not back.exists()
