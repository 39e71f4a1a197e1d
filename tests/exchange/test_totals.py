"""A total and what is in it are counted once: refused, or the newer one stands for the older."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Wagamachi
from tests.exchange.test_importing import counts, sheet


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def salon(fuchu: Wagamachi) -> Wagamachi:
    for name in ("つくし", "たんぽぽ"):
        fuchu.ok("activity", "add", name, "--category", "居場所", "--started", "R2")
    fuchu.ok("consultant", "add", "相談員901", "--registered", "R2.4.1")
    return fuchu


KINDS = [
    ("activity session", ("つくし",), ("--attendees", "12")),
    ("activity contact", ("つくし", "--by", "電話"), ("--people", "12")),
    ("council meeting", ("--kind", "定例会", "--council", "四谷"), ("--attendees", "12")),
    ("council outreach", ("--channel", "チラシ"), ("--reach", "12")),
    ("activity intro", ("--program", "ケア会議"), ("--people", "12")),
    ("council support", ("--to", "四谷", "--function", "資源開発"), ("--times", "2")),
    ("consultant visit", ("--consultant", "相談員901"), ("--times", "2")),
]


@pytest.mark.parametrize(("command", "what", "number"), KINDS)
def test_a_total_beside_its_details_is_refused_or_stands_for_them(
    salon: Wagamachi, command: str, what: tuple[str, ...], number: tuple[str, ...]
) -> None:
    verb = command.split()

    def listed() -> list[int]:
        return sorted(row["id"] for row in salon.json(*verb, "list") if row["on"].startswith("2021-04"))

    details = [
        salon.json(*verb, "add", *what, "--on", day, *(number if number[0] != "--times" else ()))["id"]
        for day in ("R3.4.5", "R3.4.19")
    ]
    error = salon.refused(4, *verb, "add", *what, "--on", "R3.4", *number)
    assert all(f"番号 {identifier}" in error["message"] for identifier in details)
    assert "2021年4月" in error["message"] or "R3.4" in error["message"], error
    assert "--instead" in error["hint"]
    total = salon.json(*verb, "add", *what, "--on", "R3.4", *number, "--instead")["id"]
    assert listed() == [total]
    table = salon.rows("SELECT table_name, after FROM history_change ORDER BY id DESC LIMIT 1")[0][0]
    assert salon.rows(f"SELECT DISTINCT removed FROM {table} WHERE id IN ({details[0]}, {details[1]})") == [
        (f"replaced by {total}",)
    ]
    salon.ok("undo")
    assert listed() == details
    salon.ok("redo")

    again = (*verb, "add", *what, "--on", "R3.4.5", *(number if number[0] != "--times" else ()))
    error = salon.refused(4, *again)
    assert f"番号 {total}" in error["message"]
    salon.ok(*again, "--instead")
    assert len(listed()) == 1
    salon.ok("check")


def test_another_activity_another_month_and_a_single_unknown_day_are_no_part_of_it(salon: Wagamachi) -> None:
    add = ("activity", "session", "add")
    salon.ok(*add, "つくし", "--on", "R3.4", "--attendees", "23")
    salon.ok(*add, "たんぽぽ", "--on", "R3.4.5", "--attendees", "9")
    salon.ok(*add, "つくし", "--on", "R3.5.1", "--attendees", "9")
    salon.refused(4, *add, "つくし", "--on", "R3", "--attendees", "90")
    salon.ok(*add, "たんぽぽ", "--on", "R3.4")  # one session on a day of which the month is known
    salon.refused(4, *add, "たんぽぽ", "--on", "R3", "--times", "2")
    salon.ok(*add, "つくし", "--on", "R3.4.5", "--attendees", "3", "--anyway", "別の集まり")
    salon.ok("check")


def test_a_meeting_of_the_same_councils_in_whatever_order(salon: Wagamachi) -> None:
    add = ("council", "meeting", "add", "--kind", "定例会")
    salon.ok(*add, "--on", "R3.4.5", "--council", "四谷", "--council", "押立")
    salon.ok(*add, "--on", "R3.4", "--council", "四谷", "--attendees", "20")
    salon.refused(4, *add, "--on", "R3.4", "--council", "押立", "--council", "四谷", "--attendees", "20")
    salon.ok(*add, "--on", "R4.4.5", "--council", "四谷", "--council", "押立")
    salon.ok(*add, "--on", "R4.4", "--council", "四谷", "--council", "押立", "--times", "2")  # planned both


def test_an_edit_does_not_make_a_total_of_what_is_counted(salon: Wagamachi) -> None:
    add = ("activity", "session", "add", "つくし", "--attendees", "9", "--on")
    first = str(salon.json(*add, "R3.4.5")["id"])
    other = str(salon.json(*add, "R3.4.19")["id"])
    edit = ("activity", "session", "edit", first)
    salon.refused(4, *edit, "--on", "R3.4")
    salon.ok(*edit, "--attendees", "10")
    salon.ok(*edit, "--on", "R3.4", "--instead")
    assert [str(row["id"]) for row in salon.json("activity", "session", "list")] == [first]
    assert other not in first


def test_the_same_in_a_sheet(salon: Wagamachi) -> None:
    details = sheet("活動体,開催日,参加者", "つくし,R3.4.5,11", "つくし,R3.4.19,12", "たんぽぽ,R3.4.6,5")
    salon.ok("import", "sessions", details)
    months = sheet("活動体,R3.4,R3.5", "つくし,23,20", name="months.csv")
    refused = salon("import", "sessions", months, "-f", "json")
    assert (refused.code, refused.json["bad"]) == (1, 1)
    assert "番号 1" in refused.json["errors"][0]["reason"]
    assert "番号 2" in refused.json["errors"][0]["reason"]
    done = salon("import", "sessions", months, "--instead", "-f", "json")
    assert (counts(done.json), done.json["replaced"]) == ((2, 0, 0, 0, 0), [1, 2]), done
    assert salon.json("report", "why", "R3.4", "session.attendances")["value"] == 28
    assert counts(salon.json("import", "sessions", months)) == (0, 0, 2, 0, 0)
    back = salon("import", "sessions", details, "--instead", "-f", "json")
    assert (counts(back.json), len(back.json["replaced"])) == ((2, 0, 1, 0, 0), 1), back
    assert salon.json("report", "why", "R3.4", "session.attendances")["value"] == 28
    salon.ok("check")


@pytest.mark.parametrize("turned", [False, True])
def test_both_in_one_sheet_are_a_bad_row(salon: Wagamachi, turned: bool) -> None:
    rows = ["つくし,R3.4.5,11", "たんぽぽ,R3.4,8", "つくし,R3.4,23"]
    name = sheet("活動体,開催日,参加者", *(reversed(rows) if turned else rows))
    refused = salon("import", "sessions", name, "--instead", "-f", "json")
    assert refused.code == 1
    assert [(error["line"], "2 行目" in error["reason"]) for error in refused.json["errors"]] == [(4, True)]


def test_check_finds_what_was_counted_twice_before(salon: Wagamachi) -> None:
    add = ("activity", "session", "add")
    for day, count in (("R3.4.5", "11"), ("R3.4.19", "12"), ("R3.6.1", "10"), ("R3.7.1", "10")):
        salon.ok(*add, "つくし", "--on", day, "--attendees", count)
    salon.ok(*add, "たんぽぽ", "--on", "R3.4", "--attendees", "23")
    salon.ok(*add, "たんぽぽ", "--on", "R3.6", "--times", "3")
    salon.ok(*add, "たんぽぽ", "--on", "R3.7", "--times", "1", "--attendees", "99")
    salon.ok("check")
    with closing(sqlite3.connect(salon.db)) as connection:
        connection.execute("UPDATE history_now SET command_id = 1")
        connection.execute("UPDATE session SET activity_id = 1, times = coalesce(times, 1)")
        connection.execute("UPDATE history_now SET command_id = NULL")
        connection.commit()
    found = salon("check", "-f", "json")
    assert found.code == 1
    assert [(row["level"], "番号 5" in row["message"], "番号 6" in row["message"]) for row in found.json
            if "合計" in row["message"]] == [
        ("finding", True, False), ("finding", False, True), ("reminder", False, False),
    ]  # fmt: skip
    assert "番号 1, 2" in found.json[0]["message"]


def test_hearings_of_households_are_in_the_total_of_their_month(salon: Wagamachi) -> None:
    salon.ok("pantry", "household", "add", "--adults", "2")
    add = ("pantry", "hearing", "add", "--by", "電話", "--on")
    salon.ok(*add, "R3.4.5", "--household", "H-0001")
    salon.refused(4, *add, "R3.4", "--times", "7")
    salon.ok(*add, "R3.5", "--times", "7")
