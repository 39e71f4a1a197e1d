"""Wrong and ambiguous words about councils, activities, help and consultants: a sentence, and nothing written."""

from __future__ import annotations

import pytest

from tests.conftest import Wagamachi, once

SESSION = ("activity", "session", "add")
REQUEST = ("activity", "request")


@pytest.fixture
@once
def town(empty: Wagamachi) -> None:
    for words in (
        ("council", "area", "add", "架空台"),
        ("council", "add", "架空台の会", "--area", "架空台", "--established", "R3.4.1"),
        ("council", "partner", "add", "架空商店", "--kind", "企業"),
        ("activity", "add", "架空サロン一", "--category", "居場所", "--started", "R3.5.1"),
        ("activity", "add", "架空サロン二", "--category", "居場所", "--started", "R3.5.1"),
        ("activity", "suspend", "架空サロン二", "--on", "R3.8.1"),
        ("activity", "helper", "add", "支え手001", "--can", "買い物", "--registered", "R3.5.1"),
        ("activity", "request", "add", "--task", "電球交換", "--on", "R4.1.10"),
        ("activity", "request", "add", "--task", "掃除", "--on", "R4.1.11"),
        ("activity", "request", "cancel", "2", "--on", "R4.1.12"),
        ("consultant", "add", "相談員001", "--registered", "R3.4.1"),
        ("consultant", "concern", "add", "--topic", "架空の困りごと", "--on", "R4.1.10"),
    ):
        empty.ok(*words)


WRONG = {
    "unknown task": (2, (*REQUEST, "add", "--task", "送迎"), "買い物"),
    "task that could be two": (2, (*REQUEST, "add", "--task", "の"), "庭の手入れ"),
    "helper who cannot": (4, (*REQUEST, "match", "1", "--helper", "支え手001"), "支え手001"),
    "helper nobody knows": (3, (*REQUEST, "match", "1", "--helper", "支え手009"), "支え手"),
    "done before matched": (4, (*REQUEST, "done", "1", "--minutes", "30"), "match"),
    "done after cancelled": (4, (*REQUEST, "done", "2"), "取消"),
    "minutes 0": (2, (*REQUEST, "done", "1", "--minutes", "0"), "1"),
    "attendees -1": (2, (*SESSION, "架空サロン一", "--on", "R4.1.10", "--attendees", "-1"), "0"),
    "attendees in words": (2, (*SESSION, "架空サロン一", "--on", "R4.1.10", "--attendees", "たくさん"), "15"),
    "a date in 9999": (2, (*SESSION, "架空サロン一", "--on", "9999-01-01"), "2100"),
    "a day ahead": (2, (*SESSION, "架空サロン一", "--on", "R4.3.1"), "R4.3.1"),
    "a wrong weekday": (2, (*SESSION, "架空サロン一", "--on", "R4.1.10（金）"), "月"),
    "an activity that could be two": (3, (*SESSION, "架空サロン", "--on", "R4.1.10"), "架空サロン一"),
    "a session while suspended": (4, (*SESSION, "架空サロン二", "--on", "R4.1.10"), "resume"),
    "a session before the start": (4, (*SESSION, "架空サロン一", "--on", "R3.4.10"), "架空サロン一"),
    "more different than all": (
        4,
        (*SESSION, "架空サロン一", "--on", "R4.1.10", "--attendees", "5", "--distinct", "6"),
        "distinct",
    ),
    "several on one day": (4, (*SESSION, "架空サロン一", "--on", "R4.1.10", "--times", "2"), "月"),
    "suspended twice": (4, ("activity", "suspend", "架空サロン二", "--on", "R3.9.1"), "休止"),
    "resumed while running": (4, ("activity", "resume", "架空サロン一", "--on", "R3.9.1"), "再開"),
    "closed before it began": (4, ("activity", "close", "架空サロン一", "--on", "R3.4.1"), "R3.5.1"),
    "a name of only spaces": (2, ("activity", "helper", "add", "　 ", "--can", "買い物"), ""),
    "the same name": (4, ("activity", "helper", "add", "支え手001", "--can", "掃除"), "支え手001"),
    "attendance of a meeting ahead": (
        4,
        ("council", "meeting", "add", "--on", "R4.3.1", "--kind", "定例会", "--attendees", "9"),
        "先",
    ),
    "more online than all": (
        4,
        (
            "council",
            "meeting",
            "add",
            "--on",
            "R4.1.10",
            "--kind",
            "定例会",
            "--attendees",
            "5",
            "--online",
            "6",
        ),
        "オンライン",
    ),
    "more returned than sent": (
        4,
        ("activity", "survey", "add", "--on", "R3.9", "--sent", "10", "--returned", "11"),
        "11",
    ),
    "a link to nobody": (3, ("council", "partner", "link", "架空商店", "--to", "別の会"), ""),
    "a concern that is not away": (4, ("consultant", "concern", "return", "1"), "show"),
    "told before resolved": (4, ("consultant", "concern", "edit", "1", "--told", "R4.1.12"), "resolve"),
    "an outcome is missing": (2, ("consultant", "concern", "resolve", "1"), "outcome"),
    "a visit by nobody": (
        3,
        ("consultant", "visit", "add", "--consultant", "相談員009", "--on", "R4.1.10"),
        "",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_sentence_and_nothing_written(town: Wagamachi, case: str) -> None:
    code, words, told = WRONG[case]
    error = town.refused(code, *words)
    assert told in str(error)
    assert error["hint"] or error["message"].count("。") > 1, "what to do next"


def test_two_meetings_on_one_day_are_told_apart(town: Wagamachi) -> None:
    add = ("council", "meeting", "add", "--on", "R4.1.10")
    town.ok(*add, "--kind", "定例会", "--council", "架空台の会", "--attendees", "8")
    town.ok(*add, "--kind", "タウン", "--attendees", "30")
    error = town.refused(3, "council", "meeting", "edit", "R4.1.10", "--attendees", "9")
    assert "定例会" in str(error["candidates"])
    town.ok("council", "meeting", "edit", "定例会", "--attendees", "9")
    rows = {row["measure"]: row for row in town.json("report", "meeting")["rows"]}
    assert (rows["meeting.held"]["total"], rows["meeting.attendees"]["total"]) == (2, 39)


def test_a_meeting_of_two_councils_stands_in_each_row_and_once_in_the_total(town: Wagamachi) -> None:
    town.ok("council", "area", "add", "架空町")
    town.ok("council", "add", "架空町の会", "--area", "架空町", "--established", "R3.4.1")
    town.ok(
        *("council", "meeting", "add", "--on", "R4.1.10", "--kind", "定例会", "--attendees", "20"),
        *("--council", "架空台の会", "--council", "架空町の会"),
    )
    for by, names in (("council", ("架空台の会", "架空町の会")), ("area", ("架空台", "架空町"))):
        report = town.json("report", "meeting", "--by", by)
        held = {row[by]: row["total"] for row in report["rows"] if row["measure"] == "meeting.held"}
        assert held == {names[0]: 1, names[1]: 1, "total": 1}
        assert any("複数の行" in note for note in report["notes"])
