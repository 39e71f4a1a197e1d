"""What has no name is known by its keys: sheets fed again, mended, in parts; a second record is asked for."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.conftest import Wagamachi

HEADS = "活動体,開催日,参加者"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def salons(fuchu: Wagamachi) -> Wagamachi:
    for name in ("架空サロン甲", "架空サロン乙"):
        fuchu.ok("activity", "add", name, "--category", "居場所", "--started", "R3.4.1")
    return fuchu


def sheet(*lines: str, name: str = "sheet.csv") -> str:
    Path(name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    return name


def counts(result: dict[str, object]) -> tuple[object, ...]:
    return tuple(result[key] for key in ("added", "changed", "same", "bad"))


SHEETS = {
    "sessions": ("activity session", HEADS, "架空サロン甲,R4.1.12,14", "架空サロン甲,R4.1.12,15"),
    "meetings": ("council meeting", "開催日,種別,協議会,参加者", "R4.1.5,定例会,四谷,9", "R4.1.5,定例会,四谷,8"),
    "contacts": ("activity contact", "活動体,日付,方法,人数", "架空サロン甲,R4.1.5,電話,9", "架空サロン甲,R4.1.5,電話,8"),
    "outreach": ("council outreach", "日付,媒体,届いた数", "R4.1.5,チラシ,90", "R4.1.5,チラシ,80"),
    "courses": ("consultant course", "日付,題名,修了者", "R4.1.5,養成講座,9", "R4.1.5,養成講座,8"),
    "surveys": ("activity survey", "実施,配布", "R4.1.5,900", "R4.1.5,800"),
    "intros": ("activity intro", "日付,事業,紹介した人", "R4.1.5,体力測定,9", "R4.1.5,体力測定,8"),
    "placements": ("council placement", "層,協議会,着任,退任", "第2層,四谷,R3.4.1,", "第2層,四谷,R3.4.1,R3.12.31"),
    "supports": ("council support", "日付,支援先,機能,メモ", "R4.1.5,四谷,ネットワーク,甲", "R4.1.5,四谷,ネットワーク,乙"),
    "concerns": ("consultant concern", "内容,受付,圏域", "架空の困りごと,R4.1.5,", "架空の困りごと,R4.1.5,四谷圏域"),
}  # fmt: skip


@pytest.mark.parametrize("kind", SHEETS)
def test_a_mended_row_edits_the_record_with_its_keys(salons: Wagamachi, kind: str) -> None:
    command, heads, row, mended = SHEETS[kind]
    if "圏域" in heads:
        salons("council", "area", "add", "四谷圏域")
    before = len(salons.json(*command.split(), "list"))
    assert counts(salons.json("import", kind, sheet(heads, row))) == (1, 0, 0, 0)
    told = salons.json("import", kind, sheet(heads, mended), "--dry-run")
    assert counts(told) == (0, 1, 0, 0)
    assert len(told["changes"]) == 1
    refused = salons("import", kind, sheet(heads, mended), "--new-only", "-f", "json")
    assert (refused.code, counts(refused.json)) == (1, (0, 0, 0, 1))
    assert counts(salons.json("import", kind, sheet(heads, mended))) == (0, 1, 0, 0)
    assert counts(salons.json("import", kind, sheet(heads, mended))) == (0, 0, 1, 0)
    assert len(salons.json(*command.split(), "list")) == before + 1


def test_rows_of_one_file_with_the_same_keys_stay_as_many(salons: Wagamachi) -> None:
    first, second = "架空サロン甲,R4.1.12,14", "架空サロン甲,R4.1.12,9"
    assert counts(salons.json("import", "sessions", sheet(HEADS, first, second))) == (2, 0, 0, 0)
    mended = sheet(HEADS, "架空サロン甲,R4.1.12,15", second)  # what equals is told apart from what was mended
    assert counts(salons.json("import", "sessions", mended)) == (0, 1, 1, 0)
    both = sheet(HEADS, "架空サロン甲,R4.1.12,16", "架空サロン甲,R4.1.12,8")
    assert counts(salons.json("import", "sessions", both)) == (0, 2, 0, 0)
    assert salons.rows("SELECT id, attendees FROM session") == [(1, 16), (2, 8)]
    refused = salons("import", "sessions", sheet(HEADS, "架空サロン甲,R4.1.12,20"), "-f", "json")
    assert "1、2" in refused.json["errors"][0]["reason"]
    more = sheet(HEADS, "架空サロン甲,R4.1.12,16", "架空サロン甲,R4.1.12,8", "架空サロン甲,R4.1.12,3")
    assert counts(salons.json("import", "sessions", more)) == (1, 0, 2, 0)


def test_a_time_of_day_tells_apart_where_both_have_one(salons: Wagamachi) -> None:
    heads = "活動体,開催日,開始時刻,参加者"
    row = "架空サロン甲,R4.1.12,{},{}".format
    salons.ok("import", "sessions", sheet(heads, row("", 14)))
    assert counts(salons.json("import", "sessions", sheet(heads, row("10:00", 15)))) == (0, 1, 0, 0)
    assert counts(salons.json("import", "sessions", sheet(heads, row("14:00", 7)))) == (1, 0, 0, 0)
    assert counts(salons.json("import", "sessions", sheet(heads, row("10:00", 16)))) == (0, 1, 0, 0)
    refused = salons("import", "sessions", sheet(heads, row("", 20)), "-f", "json")
    assert counts(refused.json) == (0, 0, 0, 1)
    assert salons.rows("SELECT start_at, attendees FROM session") == [("10:00", 16), ("14:00", 7)]


def test_a_row_with_an_id_takes_its_record_from_the_others(salons: Wagamachi) -> None:
    salons.ok("import", "sessions", sheet(HEADS, "架空サロン甲,R4.1.12,14"))
    name = sheet("id," + HEADS, "1,架空サロン甲,R4.1.12,14", ",架空サロン甲,R4.1.12,9")
    assert counts(salons.json("import", "sessions", name)) == (1, 0, 1, 0)


def test_a_vaguer_time_does_not_replace_an_exact_one(fuchu: Wagamachi) -> None:
    fuchu.ok("activity", "add", "架空サロン甲", "--category", "居場所", "--started", "R3.5.12")
    name = sheet("活動体,開始,会場", "架空サロン甲,R3年度,公会堂")
    told = fuchu("import", "activities", name)
    assert told.code == 0
    assert "R3.5.12 のままです" in told.err
    assert "会場 （空欄） → 公会堂" in told.err
    assert fuchu.rows("SELECT started_from, started_to, venue FROM activity") == [
        ("2021-05-12", "2021-05-12", "公会堂")
    ]
    assert counts(fuchu.json("import", "activities", name, "--replace")) == (0, 1, 0, 0)
    assert fuchu.rows("SELECT started_from FROM activity") == [("2021-04-01",)]


def test_what_is_gone_from_a_file_is_named(salons: Wagamachi) -> None:
    salons.ok("import", "sessions", sheet(HEADS, "架空サロン甲,R4.1.12,14", "架空サロン乙,R4.1.12,9"))
    moved = sheet(HEADS, "架空サロン甲,R4.1.13,14", "架空サロン乙,R4.1.12,9")
    told = salons.json("import", "sessions", moved, "--dry-run")
    assert told["gone"] == [1]
    said = salons.ok("import", "sessions", moved)
    assert "架空サロン甲 R4.1.12（1）" in said.err or "架空サロン甲 R4.1.12 (1)" in said.err
    salons.ok("activity", "session", "remove", "1", "--reason", "日付の直し")
    assert salons.json("import", "sessions", moved)["gone"] == []
    elsewhere = sheet(HEADS, "架空サロン甲,R4.1.13,14", name="other.csv")
    assert salons.json("import", "sessions", elsewhere)["gone"] == []
    salons.ok("activity", "session", "edit", "3", "--attendees", "13")  # by hand: it is hers now
    assert salons.json("import", "sessions", sheet(HEADS, "架空サロン乙,R4.1.12,9"))["gone"] == []


def test_adding_what_stands_is_refused_unless_it_is_meant(salons: Wagamachi) -> None:
    words = ("activity", "session", "add", "架空サロン甲", "--on", "R4.1.12", "--attendees")
    salons.ok(*words, "14")
    for number in ("14", "15"):
        error = salons.refused(4, *words, number)
        assert "番号 1" in error["message"]
        assert "--again" in error["hint"]
    assert salons.json(*words, "15", "--again")["anyway"] == "again"
    assert "もう一件として記録" in salons.ok("activity", "session", "show", "2").out
    salons.ok(*words, "15", "--anyway", "昼の部")
    assert salons.json("check") == []


def test_requests_of_a_day_are_told_apart_only_by_whom_they_are_for_or_what_is_wanted(
    empty: Wagamachi,
) -> None:
    words = ("activity", "request", "add", "--task", "電球", "--on", "R4.1.5")
    for _each in range(2):
        empty.ok(*words)
    for further in (("--for", "H-0001"), ("--wanted", "居間の電球")):
        empty.ok(*words, *further)
        empty.refused(4, *words, *further)
    assert empty.json("check") == []


def test_a_planned_meeting_is_made_held(fuchu: Wagamachi) -> None:
    words = ("council", "meeting", "add", "--on", "R4.2.23", "--kind", "定例会", "--council", "四谷")
    planned = fuchu.json(*words)["id"]
    fuchu.today("2022-03-01")
    error = fuchu.refused(4, *words, "--attendees", "9")
    assert f"council meeting edit {planned} --status held" in error["hint"]


def test_check_names_look_alikes(salons: Wagamachi) -> None:
    rows = ("架空サロン甲,R4.1.12,14", "架空サロン甲,R4.1.12,14")
    salons.ok("import", "sessions", sheet(HEADS, *rows))
    (line,) = salons.json("check")
    assert line["level"] == "reminder"
    assert "1 と 2" in line["message"]


@pytest.mark.parametrize("seed", range(6))
def test_sheets_fed_in_any_way_make_the_register_that_is_made_by_hand(salons: Wagamachi, seed: int) -> None:
    """Twice, in halves, mended and fed again: what stands is what the last sheet says."""
    rng = random.Random(seed)
    keys = [(name, day) for name in ("架空サロン甲", "架空サロン乙") for day in range(1, 9)]
    wanted = {
        key: [rng.randint(1, 30) for _each in range(rng.choice((1, 1, 1, 2)))] for key in rng.sample(keys, 9)
    }

    def rows(keys: list[tuple[str, int]]) -> list[str]:
        return [f"{name},R4.1.{day},{count}" for name, day in keys for count in wanted[name, day]]

    for _each in range(6):
        order = rng.sample(list(wanted), len(wanted))
        half = rng.randrange(len(order) + 1)
        for part in rng.choice(([order], [order[:half], order[half:]], [order, order])):
            salons.ok("import", "sessions", sheet(HEADS, *rows(part), name=f"{rng.randrange(3)}.csv"))
        mended = rng.choice(order)
        if rng.random() < 0.5:
            wanted[mended] = [rng.randint(1, 30) for _count in wanted[mended]]
            salons.ok("import", "sessions", sheet(HEADS, *rows(order)))
        elif len(wanted[mended]) == 1:
            wanted[mended] = [31]
            (found,) = salons.rows(
                "SELECT s.id FROM session AS s JOIN activity AS a ON a.id = activity_id"
                f" WHERE a.name = '{mended[0]}' AND on_from = '2022-01-{mended[1]:02}'"
            )
            salons.ok("activity", "session", "edit", str(found[0]), "--attendees", "31")
    stands = salons.rows(
        "SELECT a.name, CAST(substr(on_from, 9) AS INTEGER), attendees FROM session AS s"
        " JOIN activity AS a ON a.id = s.activity_id"
    )
    assert sorted(stands) == sorted((*key, count) for key, held in wanted.items() for count in held)
