"""People's own words are erased everywhere; every count stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Wagamachi
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.register.forgetting import meant


def salon(wagamachi: Wagamachi, name: str, started: str, *more: str) -> None:
    wagamachi.ok("activity", "add", name, "--category", "居場所", "--started", started, *more)


def holds(path: Path, words: str) -> bool:
    return words.encode() in path.read_bytes()


def erased(wagamachi: Wagamachi, *words: str) -> dict[tuple[str, str], int]:
    told = wagamachi.json("forget", *words)
    return {(one["kind"], one["field"]): one["count"] for one in told["erased"]}


def test_every_kind_says_which_of_its_fields_are_a_persons_own_words() -> None:
    for code in KINDS:
        assert {"note", "removed", "anyway"} <= {one.key for one in meant(code)[1]}, code
    assert [one.key for one in meant("placement.name")[1]] == ["coordinator"]
    assert [one.key for one in meant("helper.name")[1]] == ["name", "kana"]
    assert [one.key for one in meant("meeting.home")[1]] == ["title", "venue"]
    assert "text" in {one.key for one in meant("note")[1]}


def test_one_record_with_its_lines_and_its_history(fuchu: Wagamachi) -> None:
    salon(fuchu, "つくし", "R3.5", "--note", "ひみつ一")
    fuchu.ok("activity", "edit", "つくし", "--note", "ひみつ二")
    fuchu.ok("note", "add", "活動体 つくし", "ひみつ三")
    fuchu.ok("note", "edit", "1", "--text", "ひみつ四")
    salon(fuchu, "よもぎ", "R3.5", "--note", "ほかの人")
    assert holds(fuchu.db, "ひみつ二")
    before = fuchu.db.read_bytes()
    expected = {("activity", "note"): 1, ("note", "text"): 1}
    assert erased(fuchu, "つくし", "--dry-run") == expected
    assert fuchu.db.read_bytes() == before
    assert erased(fuchu, "つくし") == expected
    assert not holds(fuchu.db, "ひみつ")
    assert holds(fuchu.db, "ほかの人")
    assert fuchu.json("activity", "show", "つくし")["note"] is None
    assert fuchu.json("note", "list")[0]["text"] == "…"
    assert fuchu("check").code == 0


def test_what_people_see_beforehand_never_holds_the_words(fuchu: Wagamachi) -> None:
    salon(fuchu, "つくし", "R3.5", "--note", "ひみつ")
    for words in (("forget", "つくし", "--dry-run"), ("forget", "つくし")):
        result = fuchu.ok(*words)
        assert "ひみつ" not in result.out + result.err
        assert "活動体" in result.out


def test_everything_that_was_over_before_a_day(fuchu: Wagamachi) -> None:
    add = ("council", "placement", "add", "--layer", "2")
    fuchu.ok(*add, "--from", "H28.4.1", "--until", "R2.3.31", "--coordinator", "ひみつ前任")
    fuchu.ok(*add, "--from", "H28.4.1", "--until", "R2", "--coordinator", "ひみつ年度中")
    fuchu.ok(*add, "--from", "R2.4.1", "--coordinator", "ひみつ現任")
    salon(fuchu, "終わった会", "H29", "--note", "ひみつ会")
    fuchu.ok("activity", "close", "終わった会", "--on", "R1.9.30", "--note", "ひみつ閉会")
    assert erased(fuchu, "--before", "R2.10.1") == {
        ("placement", "coordinator"): 1,
        ("activity", "note"): 1,
        ("history", "note"): 1,
    }
    assert not any(holds(fuchu.db, f"ひみつ{one}") for one in ("前任", "会", "閉会"))
    assert holds(fuchu.db, "ひみつ年度中"), "it may have lasted until R3.3.31"
    assert holds(fuchu.db, "ひみつ現任")


def test_what_was_removed_or_undone_is_erased_too(fuchu: Wagamachi) -> None:
    salon(fuchu, "つくし", "R3.5", "--note", "ひみつ一")
    fuchu.ok("activity", "remove", "つくし", "--reason", "ひみつ二")
    salon(fuchu, "よもぎ", "R3.5", "--note", "ひみつ三")
    fuchu.ok("undo")
    fuchu.refused(3, "forget", "1")
    assert erased(fuchu, "1", "--kind", "活動体") == {("activity", "note"): 1, ("activity", "removed"): 1}
    assert fuchu.rows("SELECT removed FROM activity") == [("…",)], "still counted nowhere"
    assert ("activity", "note") not in erased(fuchu, "--before", "R4.1.24"), "it was undone on that day"
    fuchu.today("2022-01-25")
    assert erased(fuchu, "--before", "R4.1.25")[("activity", "note")] == 1
    assert not holds(fuchu.db, "ひみつ")


def test_where_a_record_went_is_kept(fuchu: Wagamachi) -> None:
    salon(fuchu, "つくし", "R3.5", "--note", "ひみつ")
    salon(fuchu, "土筆", "R3.5")
    fuchu.ok("merge", "つくし", "--into", "土筆")
    erased(fuchu, "1", "--kind", "activity")
    erased(fuchu, "土筆")
    assert not holds(fuchu.db, "ひみつ")
    assert "「土筆」" in fuchu.refused(3, "activity", "show", "つくし")["message"]


def test_every_count_stays(fuchu: Wagamachi) -> None:
    salon(fuchu, "つくし", "R3.5", "--note", "ひみつ")
    fuchu.ok("activity", "suspend", "つくし", "--on", "R3.9.1", "--note", "ひみつ")
    fuchu.ok("council", "placement", "add", "--layer", "2", "--from", "R3.4.1", "--coordinator", "ひみつ")
    reports = ("placement", "activity", "council", "meeting")
    before = [fuchu.json("report", name) for name in reports]
    fuchu.ok("forget", "--before", "R4.12.31")
    fuchu.ok("forget", "つくし")
    assert [fuchu.json("report", name) for name in reports] == before


def test_it_is_a_floor_unless_there_was_nothing_to_erase(fuchu: Wagamachi) -> None:
    salon(fuchu, "つくし", "R3.5")
    before = fuchu.db.read_bytes()
    assert "消すものはありません" in fuchu.ok("forget", "つくし").err
    assert fuchu.db.read_bytes() == before
    fuchu.ok("activity", "edit", "つくし", "--note", "ひみつ")
    fuchu.ok("forget", "つくし")
    assert "forget --kind activity 1" in fuchu.refused(4, "undo")["message"]
    assert fuchu.json("log", "4")["changes"] == []


def test_copies_that_still_hold_it_are_named(fuchu: Wagamachi) -> None:
    salon(fuchu, "つくし", "R3.5")
    fuchu.ok("activity", "edit", "つくし", "--note", "ひみつ")
    fuchu.today("2022-01-25")
    salon(fuchu, "よもぎ", "R3.5")  # the copy of this day is the first that holds it
    folder = fuchu.db.parent / "backups"
    first, second = (folder / f"wagamachi-2022-01-{day}.db" for day in (24, 25))
    assert (holds(first, "ひみつ"), holds(second, "ひみつ")) == (False, True)
    (folder / "wagamachi-old.db").write_bytes(b"not a register")
    assert fuchu.json("forget", "つくし")["copies"] == [str(second), str(folder / "wagamachi-old.db")]


def test_only_what_is_named_exactly(fuchu: Wagamachi) -> None:
    salon(fuchu, "つくしの会", "R3.5", "--note", "ひみつ")
    fuchu.refused(3, "forget", "つくし")
    fuchu.refused(3, "forget", "1")
    fuchu.refused(2, "forget")
    fuchu.refused(2, "forget", "つくしの会", "--before", "R3")
    fuchu.refused(2, "forget", "--before", "R3")
    fuchu.refused(2, "forget", "1", "--kind", "ない種類")


@pytest.mark.parametrize("reason", ["merged into nothing", "merged into 5 by ひみつ"])
def test_a_reason_that_reads_like_ours_is_erased(reason: str, fuchu: Wagamachi) -> None:
    salon(fuchu, "つくし", "R3.5")
    fuchu.ok("activity", "remove", "つくし", "--reason", reason)
    assert erased(fuchu, "1", "--kind", "activity") == {("activity", "removed"): 1}
    assert not holds(fuchu.db, reason)
