"""Activities that rest and return: what the reports and the record itself tell of it."""

from __future__ import annotations

import pytest

from tests.conftest import Wagamachi, once

QUARTERS = ["2020Q1", "2020Q2", "2020Q3", "2020Q4"]


@pytest.fixture
@once
def rested(empty: Wagamachi) -> None:
    """Twenty-one salons and a group of helpers; the salons rested from R2.4.10, one returned on R2.11.1."""
    empty.today("2021-04-05")
    empty.ok("activity", "add", "架空お助け隊", "--category", "生活支援", "--started", "R1.6.1")
    for number in range(1, 22):
        empty.ok("activity", "add", f"架空サロン{number:03}", "--category", "居場所", "--started", "H30.5.1")
    empty.ok("activity", "suspend", "--all", "--category", "居場所", "--on", "R2.4.10", "--reason", "感染症")
    empty.ok("activity", "contact", "add", "架空サロン001", "--on", "R2.6.8", "--by", "電話", "--people", "9")
    empty.ok(
        "activity", "contact", "add", "架空サロン001", "--on", "R2.8", "--by", "お便り", "--people", "14"
    )
    empty.ok(
        *("activity", "resume", "架空サロン001", "--on", "R2.11.1"),
        *("--measure", "会場変更", "--measure", "capacity"),
    )


def shown(wagamachi: Wagamachi, basis: str, *more: str) -> dict[str, list[int | None]]:
    report = wagamachi.json("report", "activity", "R2", "--basis", basis, "--by", "quarter", *more)
    assert [column["key"] for column in report["columns"]][1:] == [*QUARTERS, "total"]
    return {row["category"]: [row[key] for key in QUARTERS] for row in report["rows"]}


def test_running_leaves_and_returns_and_suspended_holds_it_between(rested: Wagamachi) -> None:
    assert rested.rows("SELECT count(*) FROM history_command") == [(27,)], "twenty-one rests are one step"
    running, resting = shown(rested, "running"), shown(rested, "suspended")
    assert running["ibasho"] == [0, 0, 1, 1]
    assert running["life_support"] == [1, 1, 1, 1]
    assert running["total"] == [1, 1, 2, 2]
    assert resting["ibasho"] == resting["total"] == [21, 21, 20, 20]
    assert shown(rested, "running", "--as-of", "R2.10.31")["ibasho"] == [0, 0, 0, None]
    months = rested.json("report", "activity", "R2Q3", "--basis", "running", "--by", "month")
    assert [months["rows"][0][f"2020-{month}"] for month in (10, 11, 12)] == [0, 1, 1]
    before = rested.json("report", "activity", "R1", "--basis", "running")
    assert before["rows"][0]["FY2019"] == 21


def test_each_number_is_its_activities(rested: Wagamachi) -> None:
    for measure, count in (("activity.suspended", 20), ("activity.running", 2), ("activity.resumed", 1)):
        answer = rested.json("report", "why", "R2", measure)
        assert answer["value"] == sum(row["counts"] for row in answer["rows"]) == count
    assert rested.json("report", "why", "R2", "活動体 再開数")["rows"][0]["name"] == "架空サロン001"


def test_the_story_is_told_with_its_measures(rested: Wagamachi) -> None:
    story = rested.json("activity", "show", "架空サロン001")["history"]
    assert [(one["event"], one["on"]) for one in story] == [
        ("started", "2018-05-01"),
        ("suspended", "2020-04-10"),
        ("resumed", "2020-11-01"),
    ]
    assert story[1]["reason"] == "infection"
    assert story[2]["measures"] == ["venue-change", "capacity"]
    told = rested.ok("activity", "show", "架空サロン001").out
    for words in ("R2.4.10", "感染症", "R2.11.1", "会場変更", "人数制限"):
        assert words in told


def test_keeping_in_touch_is_counted_by_way(rested: Wagamachi) -> None:
    report = rested.json("report", "sessions", "R2")
    touch = next(row for row in report["rows"] if row["measure"] == "contact.people")
    assert [touch[key] for key in (*QUARTERS, "total")] == [9, 14, 0, 0, 23]
    ways = next(one["rows"] for one in report["tables"] if one["key"] == "ways")
    assert [(row["way"], row["contact.people"]) for row in ways] == [("phone", 9), ("letter", 14)]


def test_no_session_while_it_rests_unless_life_bends_the_rule(rested: Wagamachi) -> None:
    session = ("activity", "session", "add", "架空サロン002", "--on", "R2.7.1", "--attendees", "3")
    error = rested.refused(4, *session)
    assert "架空サロン002" in error["message"]
    assert "resume" in error["hint"]
    assert (
        rested("activity", "session", "add", "架空サロン001", "--on", "R2.11.10", "--attendees", "5").code
        == 0
    )
    rested.ok(*session, "--anyway", "屋外で小さく")
    held = next(
        row for row in rested.json("report", "sessions", "R2")["rows"] if row["measure"] == "session.held"
    )
    assert held["total"] == 2


def test_a_figure_of_consultants_is_added_to_from_its_day_on(fuchu: Wagamachi) -> None:
    def registered() -> list[int | None]:
        row = fuchu.json("report", "consultant")["rows"][0]
        assert row["measure"] == "consultant.registered"
        return [row[key] for key in ("2021Q1", "2021Q2", "2021Q3", "2021Q4", "total")]

    fuchu.today("2022-03-01")
    assert registered() == [None, None, None, 152, 152]
    fuchu.ok("consultant", "add", "相談員001", "--registered", "R3.6.1")
    assert registered() == [None, None, None, 152, 152], "it itemises one of the 152"
    fuchu.ok("consultant", "add", "相談員002", "--registered", "R4.2.10")
    assert registered() == [None, None, None, 153, 153]
    answer = fuchu.json("report", "why", "R3", "consultant.registered")
    assert answer["value"] == sum(row["counts"] for row in answer["rows"]) == 153
    areas = fuchu.json("report", "areas")["rows"]
    assert areas[-1]["consultant.registered"] == 153
    assert sum(row["consultant.registered"] for row in areas[:-1]) == 153
