"""What goes with a record that is taken back, and what holds it."""

from __future__ import annotations

import pytest

from tests.conftest import Wagamachi, once


@pytest.fixture
@once
def tsukushi(empty: Wagamachi) -> None:
    """An activity with a life of its own, and with what others did there."""
    empty.ok("council", "area", "add", "架空町")
    empty.ok("council", "add", "架空の会", "--area", "架空町")
    empty.ok(
        "activity",
        "add",
        "つくし",
        "--category",
        "居場所",
        "--started",
        "R2.4.1",
        "--council",
        "架空の会",
        "--area",
        "架空町",
    )
    empty.ok("activity", "suspend", "つくし", "--on", "R2.4.7", "--measure", "shorter")
    empty.ok("activity", "resume", "つくし", "--on", "R2.7.1")
    empty.ok("note", "add", "つくし", "長いつきあい")


def hang(wagamachi: Wagamachi) -> None:
    """What others have to do with the activity."""
    wagamachi.ok("activity", "session", "add", "つくし", "--on", "R3.5.12", "--attendees", "14")
    wagamachi.ok("activity", "session", "add", "つくし", "--on", "R3.6.9", "--attendees", "15")
    wagamachi.ok("activity", "contact", "add", "つくし", "--on", "R2.5.1", "--by", "phone", "--people", "3")
    wagamachi.ok("council", "support", "add", "--on", "R3.5.12", "--to", "つくし", "--function", "resource")
    wagamachi.ok(
        "activity",
        "intro",
        "add",
        "--on",
        "R3.5.1",
        "--program",
        "other",
        "--people",
        "2",
        "--to",
        "activity",
        "--activity",
        "つくし",
    )


def standing(wagamachi: Wagamachi) -> dict[str, int]:
    return {
        table: wagamachi.rows(f"SELECT count(*) FROM {table} WHERE removed IS NULL")[0][0]
        for table in ("activity", "activity_event", "note_line", "session", "contact", "support", "intro")
    }


def test_its_own_life_goes_with_it_and_comes_back(tsukushi: Wagamachi) -> None:
    before = standing(tsukushi)
    answer = tsukushi.ok("activity", "remove", "つくし", "--reason", "二重")
    assert "経過 1、2（2件）" in answer.err
    assert standing(tsukushi) == before | {"activity": 0, "activity_event": 0, "note_line": 0}
    assert tsukushi("check").code == 0
    tsukushi.ok("undo")
    assert standing(tsukushi) == before
    assert [one["event"] for one in tsukushi.json("activity", "show", "つくし")["history"]] == [
        "started",
        "suspended",
        "resumed",
    ]


def test_other_records_are_named_and_counted(tsukushi: Wagamachi) -> None:
    hang(tsukushi)
    error = tsukushi.refused(4, "activity", "remove", "つくし", "--reason", "二重")
    assert "開催 1、2（2件）" in error["message"]
    assert "支援活動 1（1件）" in error["message"]
    assert "経過" not in error["message"], "that is its own"
    assert "--with" in error["hint"]


def test_they_go_along_when_that_is_said_in_one_step(tsukushi: Wagamachi) -> None:
    hang(tsukushi)
    before = standing(tsukushi)
    answer = tsukushi.ok("activity", "remove", "つくし", "--reason", "二重", "--with")
    assert "開催 1、2（2件）" in answer.err
    assert standing(tsukushi) == dict.fromkeys(before, 0) | {"intro": 1}
    assert tsukushi.rows("SELECT activity_id FROM intro") == [(None,)], "an introduction can be without it"
    assert "参加紹介 1（1件）" in answer.err
    assert tsukushi("check").code == 0
    tsukushi.ok("undo")
    assert standing(tsukushi) == before
    assert tsukushi.rows("SELECT activity_id FROM intro") == [(1,)]


def test_what_only_names_it_lets_go(tsukushi: Wagamachi) -> None:
    tsukushi.ok("council", "add", "別の会", "--area", "架空町")
    tsukushi.ok(
        "council", "meeting", "add", "--on", "1/20", "--kind", "定例会", "--council", "架空の会、別の会"
    )
    tsukushi.ok("council", "meeting", "add", "--on", "1/21", "--kind", "定例会", "--council", "架空の会")
    tsukushi.ok("council", "remove", "架空の会", "--reason", "誤り", "--with")
    assert [row["councils"] for row in tsukushi.json("council", "meeting", "list")] == [["別の会"], []]
    assert tsukushi.json("activity", "show", "つくし")["council"] is None
    tsukushi.ok("council", "area", "remove", "架空町", "--reason", "誤り", "--with")
    assert tsukushi.json("council", "show", "別の会")["areas"] == []
    assert tsukushi("check").code == 0


def test_what_hangs_on_what_hangs_goes_too(empty: Wagamachi) -> None:
    empty.ok("consultant", "add", "相談員001", "--registered", "R2.4.1")
    empty.ok(
        "consultant", "concern", "add", "--topic", "架空の相談", "--consultant", "相談員001", "--on", "1/10"
    )
    empty.ok("council", "partner", "add", "架空商店", "--kind", "company")
    empty.ok("consultant", "concern", "relay", "架空の相談", "--to", "架空商店", "--on", "1/12")
    empty.ok("note", "add", "架空の相談", "電話で")
    empty.refused(4, "consultant", "concern", "remove", "1", "--reason", "誤り")
    empty.ok("consultant", "concern", "remove", "1", "--reason", "誤り", "--with")
    assert empty.json("consultant", "relay", "list") == []
    assert empty.rows("SELECT count(*) FROM note_line WHERE removed IS NULL") == [(0,)]
    assert empty("check").code == 0
