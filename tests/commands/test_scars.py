"""What other registers learned the hard way: each a few commands, and the number that must come out."""

from __future__ import annotations

import pytest

from tests.conftest import Wagamachi


@pytest.fixture
def salon(empty: Wagamachi) -> Wagamachi:
    """A register with one salon, つくし, that has gone on since R1.5.1."""
    empty.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R1.5.1")
    return empty


def held(wagamachi: Wagamachi, *words: str) -> dict[str, object]:
    """The row of sessions held in ``report sessions``."""
    rows = wagamachi.json("report", "sessions", *words)["rows"]
    (row,) = (row for row in rows if row["measure"] == "session.held")
    return {key: value for key, value in row.items() if key not in ("measure", "label", "unit")}


def test_thirteen_months_keep_two_decembers_apart(salon: Wagamachi) -> None:
    for day in ("R2.12.5", "R3.12.5", "R3.12.12"):
        salon.ok("activity", "session", "add", "つくし", "--on", day, "--attendees", "5")
    months = held(salon, "R2.12..R3.12", "--by", "month")
    assert len(months) == 14, "thirteen months and the total"
    assert (months["2020-12"], months["2021-12"], months["total"]) == (1, 2, 3)


def test_the_last_of_march_and_the_first_of_april_lie_in_two_years(salon: Wagamachi) -> None:
    salon.today("2022-04-01")
    for day in ("R4.3.31", "R4.4.1"):
        salon.ok("activity", "session", "add", "つくし", "--on", day, "--attendees", "5")
    assert held(salon, "R3..R4") == {"FY2021": 1, "FY2022": 1, "total": 2}
    assert held(salon, "R3Q4")["total"] == held(salon, "R4Q1")["total"] == 1


def test_a_least_time_from_the_31st_ends_with_the_shorter_month(empty: Wagamachi) -> None:
    empty.today("2022-01-31")
    empty.ok("pantry", "drive", "add", "冬", "--on", "R4.1.31", "--min", "1か月")
    donate = ("pantry", "donate", "--item", "米", "--qty", "1", "--drive", "冬", "--best-before")
    empty.refused(4, *donate, "2022-02-27")
    empty.ok(*donate, "2022-02-28")


def test_what_is_due_today_is_given_out_and_not_tomorrow(empty: Wagamachi) -> None:
    empty.ok("pantry", "household", "add", "H-0001", "--adults", "1")
    empty.ok("pantry", "donate", "--item", "牛乳", "--qty", "2", "--use-by", "2022-01-24")
    give = ("pantry", "distribute", "--household", "H-0001", "--item", "牛乳=1")
    empty.ok(*give)
    empty.today("2022-01-25")
    empty.refused(4, *give, "--anyway", "まだ飲める")


def test_an_activity_that_rested_all_quarter_rested_and_was_not_running(salon: Wagamachi) -> None:
    salon.ok("activity", "suspend", "つくし", "--on", "R2.4.7")
    salon.ok("activity", "resume", "つくし", "--on", "R2.11.1")
    columns = {"2020Q1": 1, "2020Q2": 1, "2020Q3": 0, "2020Q4": 0}
    for basis, wanted in (
        ("suspended", columns),
        ("running", {key: 1 - value for key, value in columns.items()}),
    ):
        report = salon.json("report", "activity", "R2Q1..R2Q4", "--by", "quarter", "--basis", basis)
        (row,) = (row for row in report["rows"] if row["category"] == "ibasho")
        assert {key: row[key] for key in columns} == wanted


def test_a_helper_who_left_stays_in_what_was_done(empty: Wagamachi) -> None:
    empty.ok("activity", "helper", "add", "支え手001", "--can", "電球", "--registered", "R3.4.1")
    empty.ok("activity", "request", "add", "--task", "電球", "--on", "R3.10.1")
    empty.ok("activity", "request", "match", "1", "--helper", "支え手001", "--on", "R3.10.2")
    empty.ok("activity", "request", "done", "1", "--on", "R3.10.3", "--minutes", "30")
    before = empty.json("report", "requests", "R3Q3")["rows"]
    empty.ok("activity", "helper", "retire", "支え手001", "--on", "R4.1.10")
    assert empty.json("report", "requests", "R3Q3")["rows"] == before
    assert empty.json("activity", "request", "show", "1")["helpers"] == ["支え手001"]


def test_a_stock_is_not_known_before_its_period_begins(salon: Wagamachi) -> None:
    rows = salon.json("report", "sessions", "R4")["rows"]
    (running,) = (row for row in rows if row["measure"] == "activity.running")
    assert [running[f"2022Q{quarter}"] for quarter in (1, 2, 3, 4)] == [None] * 4
