"""The numbers of the reports on the source document's facts, and what changes them."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from tests.reports.town import happened, started, table
from wagamachi_cli import queries
from wagamachi_cli.errors import UsageError
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.period import Period, parse_period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.queries.rows import counted_codes
from wagamachi_cli.queries.windows import Window
from wagamachi_cli.reports.activity import activity
from wagamachi_cli.reports.council import council
from wagamachi_cli.reports.meeting import meeting
from wagamachi_cli.reports.placement import placement
from wagamachi_cli.reports.tables import HIDDEN
from wagamachi_cli.reports.trend import Question
from wagamachi_cli.sheet import Report

TODAY = date(2022, 3, 1)


def reader(connection: sqlite3.Connection, as_of: date | None = None, today: date = TODAY) -> Measuring:
    return Measuring(connection, today, as_of)


def other(report: Report) -> list[object]:
    return table(report.sheet, "category")["other"]


def test_placement_is_the_source_table(seeded: sqlite3.Connection) -> None:
    report = placement(reader(seeded), Question())
    assert [column.key for column in report.sheet.columns] == [
        "layer",
        *(f"FY{year}" for year in range(2016, 2021)),
        "total",
    ]
    assert table(report.sheet, "layer") == {
        "1": [1, None, None, None, None, 1],
        "2": [2, 1, 1, 2, 5, 11],
    }


def test_placement_running_up(seeded: sqlite3.Connection) -> None:
    cumulative = placement(reader(seeded), Question(cumulative=True))
    assert table(cumulative.sheet, "layer") == {"1": [1, 1, 1, 1, 1, 1], "2": [2, 3, 4, 6, 11, 11]}
    in_post = placement(reader(seeded), Question(), "in-post")
    assert table(in_post.sheet, "layer")["2"] == [2, 3, 4, 6, 11, 11]
    assert in_post.chart is not None
    assert in_post.chart.line is None


def test_in_post_runs_up_from_before_the_period_and_loses_who_left(seeded: sqlite3.Connection) -> None:
    seeded.execute(
        "INSERT INTO placement (layer, start_from, start_to, end_from, end_to)"
        " VALUES ('2', '2020-06-01', '2020-06-01', '2021-02-28', '2021-02-28')"
    )
    report = placement(reader(seeded), Question(parse_period("R1..R2", TODAY)), "in-post")
    assert table(report.sheet, "layer")["2"] == [6, 10, 10]


def test_activity_is_the_source_table(seeded: sqlite3.Connection) -> None:
    report = activity(reader(seeded), Question())
    assert table(report.sheet, "category") == {
        "ibasho": [3, 4, 6, 5, 1, 2, 21],
        "life_support": [0, 1, 3, 5, 1, 1, 11],
        "child_watch": [0, 3, 2, 1, 5, 1, 12],
        "other": [0, 1, 0, 0, 9, 7, 17],
        "total": [3, 9, 11, 11, 16, 11, 61],
    }
    assert [column.mark for column in report.sheet.columns] == ["", "", "", "", "", "", "※", ""]
    assert report.as_of == date(2022, 1, 31)
    assert "※出典の表記は「R3.1月現在」。列の年度は原資料に記載がなく、H28～R3年度と推定。" in report.notes
    assert any("R3年度" in note and "令和4年1月31日" in note for note in report.notes)
    assert len(report.sources) == 1


def test_council_is_the_source_timeline(seeded: sqlite3.Connection) -> None:
    report = council(reader(seeded), Question())
    assert table(report.sheet, "measure") == {
        "council.established": [1, 0, 1, 1, 2, 6, 11],
        "council.total": [1, 1, 2, 3, 5, 11, 11],
    }
    timeline, coverage = (one.sheet for one in report.tables)
    assert [row["period"] for row in timeline.rows] == ["H28", "H30", "R1", "R2", "R3"]
    assert timeline.rows[0]["councils"] == ["押立・車返ささえあい協議会（OKS）"]
    assert timeline.rows[-1]["councils"] == ["他6エリア（公表値）"]
    assert sum(bool(row["councils"]) for row in coverage.rows) == 5
    assert len(coverage.rows) == 11


def test_meetings_of_the_year(seeded: sqlite3.Connection) -> None:
    report = meeting(reader(seeded), Question())
    assert [column.key for column in report.sheet.columns][2:] == [
        "2021Q1",
        "2021Q2",
        "2021Q3",
        "2021Q4",
        "total",
    ]
    assert table(report.sheet, "measure") == {
        "meeting.held": [None, 1, 0, 0, 1],
        "meeting.attendees": [None, 53, 0, 0, 53],
        "meeting.at_venue": [None, 0, 0, 0, 0],
        "meeting.online": [None, 53, 0, 0, 53],
        "meeting.consultants": [None, None, None, None, None],
    }
    listed = report.tables[-1].sheet
    assert [row["attendees"] for row in listed.rows] == [53, None]


# --- published and recorded ------------------------------------------------------------------------


def test_what_came_after_the_figure_adds_up_and_what_came_before_does_not(seeded: sqlite3.Connection) -> None:
    started(seeded, "2021-06-01")
    assert other(activity(reader(seeded), Question())) == [0, 1, 0, 0, 9, 7, 17]
    started(seeded, "2022-02-10", category="food")
    report = activity(reader(seeded), Question())
    assert other(report) == [0, 1, 0, 0, 9, 8, 18]
    assert report.as_of == TODAY
    assert any("1" in note and "令和4年1月31日" in note for note in report.notes)


def test_what_may_have_come_before_the_figure_is_in_it(seeded: sqlite3.Connection) -> None:
    started(seeded, "2022-01-15", "2022-02-15")
    started(seeded, "2021-04-01", "2022-03-31")
    assert other(activity(reader(seeded), Question()))[5] == 7


def test_more_recorded_than_published_is_shown(seeded: sqlite3.Connection) -> None:
    for _ in range(8):
        started(seeded, "2021-06-01")
    started(seeded, "2022-02-10")
    assert other(activity(reader(seeded), Question()))[5] == 9


def test_either_side_alone(seeded: sqlite3.Connection) -> None:
    for _ in range(8):
        started(seeded, "2021-06-01")
    assert other(activity(reader(seeded), Question(source="published")))[5] == 7
    assert other(activity(reader(seeded), Question(source="recorded"))) == [
        None,
        None,
        None,
        None,
        None,
        8,
        8,
    ]


def test_a_figure_of_a_later_day_is_left_out_and_named(seeded: sqlite3.Connection) -> None:
    started(seeded, "2021-06-01")
    report = activity(reader(seeded, as_of=date(2021, 12, 31)), Question())
    assert other(report) == [0, 1, 0, 0, 9, 1, 11]
    assert report.as_of == date(2021, 12, 31)
    named = [note for note in report.notes if "活動体 新規数 R3年度" in note]
    assert len(named) == 1
    assert not any("R3年度、" in source for source in report.sources)


def test_what_happened_later_than_asked_is_not_counted(unfilled: sqlite3.Connection) -> None:
    started(unfilled, "2021-06-01")
    started(unfilled, "2021-12-01", "2021-12-31")
    started(unfilled, "2022-02-10")
    year = Question(Period.fy(2021))
    assert other(activity(reader(unfilled, as_of=date(2021, 12, 31)), year)) == [2, 2]
    assert other(activity(reader(unfilled, as_of=date(2021, 12, 30)), year)) == [1, 1]
    # written down this month, known to the month: it has happened
    assert other(activity(reader(unfilled, today=date(2021, 12, 24)), year)) == [2, 2]


def test_the_latest_of_two_figures_is_taken(seeded: sqlite3.Connection) -> None:
    seeded.execute(
        "INSERT INTO figure (measure, period_from, period_to, key, value, as_of_from, as_of_to, confidence)"
        " VALUES ('activity.started', '2021-04-01', '2022-03-31', 'other', 9, '2022-02-01', '2022-02-28', 'certain')"
    )
    assert other(activity(reader(seeded), Question()))[5] == 9
    assert other(activity(reader(seeded, as_of=date(2022, 1, 31)), Question()))[5] == 7


def test_a_total_published_without_the_split(seeded: sqlite3.Connection) -> None:
    seeded.execute(
        "INSERT INTO figure (measure, period_from, period_to, value, confidence)"
        " VALUES ('activity.started', '2022-04-01', '2023-03-31', 5, 'certain')"
    )
    started(seeded, "2022-06-01")
    report = activity(reader(seeded, today=date(2023, 5, 1)), Question(Period.fy(2022)))
    rows = table(report.sheet, "category")
    assert rows["other"] == [1, 1]
    assert rows["unsplit"] == [4, 4]
    assert rows["total"] == [5, 5]


def test_figures_of_quarters_make_the_year(unfilled: sqlite3.Connection) -> None:
    for quarter, value in ((1, 2), (2, 3)):
        period = Period.quarter(2021, quarter)
        unfilled.execute(
            "INSERT INTO figure (measure, period_from, period_to, key, value, confidence) VALUES (?, ?, ?, ?, ?, ?)",
            (
                "activity.started",
                period.start.isoformat(),
                period.last.isoformat(),
                "other",
                value,
                "certain",
            ),
        )
    started(unfilled, "2021-05-01")
    started(unfilled, "2021-11-01")
    assert other(activity(reader(unfilled), Question(Period.fy(2021)))) == [6, 6]
    quarters = activity(reader(unfilled), Question(Period.fy(2021), by="quarter"))
    assert other(quarters) == [2, 3, 1, 0, 6]


def test_a_part_of_the_published_under_another_is_in_its_row(unfilled: sqlite3.Connection) -> None:
    for key, value in (("food", 2), ("pr", 1)):
        unfilled.execute(
            "INSERT INTO figure (measure, period_from, period_to, key, value, confidence)"
            " VALUES ('activity.started', '2020-04-01', '2021-03-31', ?, ?, 'certain')",
            (key, value),
        )
    report = activity(reader(unfilled), Question())
    assert list(table(report.sheet, "category")) == [
        "ibasho",
        "life_support",
        "child_watch",
        "other",
        "total",
    ]
    assert other(report) == [3, 3]


# --- nothing stated and none -----------------------------------------------------------------------


def test_blank_before_the_first_record_and_none_after_it(unfilled: sqlite3.Connection) -> None:
    started(unfilled, "2020-06-15", category="ibasho")
    report = activity(reader(unfilled), Question(parse_period("R2Q1..R2Q4", TODAY), by="quarter"))
    rows = table(report.sheet, "category")
    assert rows["ibasho"] == [1, 0, 0, 0, 1]
    assert rows["other"] == [None, 0, 0, 0, 0]


def test_the_register_speaks_after_the_last_figure(seeded: sqlite3.Connection) -> None:
    report = activity(reader(seeded, today=date(2023, 5, 1)), Question(Period.fy(2022)))
    assert table(report.sheet, "category")["total"] == [0, 0]
    report = placement(reader(seeded, today=date(2023, 5, 1)), Question(parse_period("R3..R4", TODAY)))
    assert table(report.sheet, "layer")["2"] == [None, 0, 0]


def test_what_has_not_begun_is_blank(seeded: sqlite3.Connection) -> None:
    report = activity(reader(seeded), Question(Period.fy(2022)))
    assert table(report.sheet, "category")["total"] == [None, None]


# --- told apart ------------------------------------------------------------------------------------


def test_a_quarter_of_a_year_that_alone_is_known(seeded: sqlite3.Connection) -> None:
    report = activity(reader(seeded), Question(Period.fy(2021), by="quarter"))
    last = next(row for row in report.sheet.rows if row["category"].code == "other")  # type: ignore[union-attr]
    assert last["2021Q1"] == HIDDEN
    assert table(report.sheet, "category")["other"] == [None, None, None, None, 7]
    assert any("…" in note for note in report.notes)
    by_month = activity(reader(seeded), Question(Period.fy(2021), by="month"))
    assert other(by_month)[-4:] == [None, 0, 0, 7]  # after January the register speaks


def test_a_year_that_is_recorded_in_full_shows_its_quarters(seeded: sqlite3.Connection) -> None:
    started(seeded, "2021-05-01", category="ibasho")
    started(seeded, "2021-11-01", category="ibasho")
    report = activity(reader(seeded), Question(Period.fy(2021), by="quarter"))
    assert table(report.sheet, "category")["ibasho"] == [1, 0, 1, 0, 2]


def test_a_council_known_to_the_year_is_in_no_quarter(seeded: sqlite3.Connection) -> None:
    report = council(reader(seeded), Question(Period.fy(2020), by="quarter"))
    assert table(report.sheet, "measure") == {
        "council.established": [None, None, None, None, 2],
        "council.total": [None, None, None, 5, 5],
    }
    assert any("2" in note and "設立数" in note for note in report.notes)


def test_other_rows_have_the_same_total(seeded: sqlite3.Connection) -> None:
    number = started(seeded, "2021-06-01")
    seeded.execute("UPDATE activity SET council_id = 2 WHERE id = ?", (number,))
    started(seeded, "2022-02-10")
    report = activity(reader(seeded), Question(by="council"))
    rows = table(report.sheet, "council")
    assert rows["ささえあい四谷"] == [None, None, None, None, None, 1, 1]
    assert rows["unknown"][-1] == 1
    assert rows["unsplit"] == [3, 9, 11, 11, 16, 10, 60]
    assert rows["total"] == [3, 9, 11, 11, 16, 12, 62]
    assert list(rows)[-3:] == ["unsplit", "unknown", "total"]


def test_a_meeting_of_several_councils_counts_once_and_stands_in_each_row(seeded: sqlite3.Connection) -> None:
    seeded.executescript(
        "INSERT INTO meeting (on_from, on_to, kind, attendees, times, status)"
        " VALUES ('2021-10-05', '2021-10-05', 'regular', 12, 1, 'held'), ('2021-10-31', '2021-10-31', 'regular', NULL, 2, 'held');"
        "INSERT INTO meeting_council (meeting_id, council_id) VALUES (3, 1), (3, 2), (4, 2);"
    )
    report = meeting(reader(seeded), Question(by="council"))
    rows = {
        (row["measure"].code, row["council"].code): row["total"]  # type: ignore[union-attr]
        for row in report.sheet.rows
    }
    assert rows["meeting.held", "押立・車返ささえあい協議会"] == 1
    assert rows["meeting.held", "ささえあい四谷"] == 3
    assert rows["meeting.held", "unknown"] == 1
    assert rows["meeting.held", "total"] == 4
    assert rows["meeting.attendees", "total"] == 65
    assert sum("1" in note and ("複数" in note or "人数" in note) for note in report.notes) >= 2
    by_area = meeting(reader(seeded), Question(by="area")).sheet.rows
    assert [(row["area"].code, row["total"]) for row in by_area][:4] == [  # type: ignore[union-attr]
        ("押立", 1),
        ("四谷", 3),
        ("unknown", 1),
        ("total", 4),
    ]


def test_who_took_part_in_writing_was_at_no_place(unfilled: sqlite3.Connection) -> None:
    unfilled.executescript(
        "INSERT INTO meeting (on_from, on_to, kind, attendees, mode, times, status)"
        " VALUES ('2021-10-05', '2021-10-05', 'regular', 15, 'written', 1, 'held');"
    )

    def said() -> int:
        notes = meeting(reader(unfilled), Question()).notes
        return sum("内訳がわかりません" in note for note in notes)

    assert said() == 0
    unfilled.execute("UPDATE meeting SET mode = NULL")
    assert said() == 1


def test_a_field_that_is_not_there_is_refused(seeded: sqlite3.Connection) -> None:
    with pytest.raises(UsageError):
        placement(reader(seeded), Question(by="category"))


# --- what runs -------------------------------------------------------------------------------------


def test_running_and_resting(unfilled: sqlite3.Connection) -> None:
    first, second = started(unfilled, "2019-05-01"), started(unfilled, "2019-06-01")
    happened(unfilled, first, "suspended", "2020-04-07")
    happened(unfilled, first, "resumed", "2021-10-01")
    happened(unfilled, second, "suspended", "2020-04-07")
    happened(unfilled, second, "closed", "2021-03-31")
    period = Question(parse_period("H30..R3", TODAY))
    assert other(activity(reader(unfilled), period, "running")) == [None, 2, 0, 1, 1]
    assert other(activity(reader(unfilled), period, "suspended")) == [None, None, 1, 0, 0]
    assert other(activity(reader(unfilled), period, "closed")) == [None, None, 1, 0, 1]
    assert other(activity(reader(unfilled), period, "net")) == [None, 2, -1, 0, 1]


def test_a_council_of_before_some_year_is_there(unfilled: sqlite3.Connection) -> None:
    unfilled.execute(
        "INSERT INTO council (name, established_from, established_to, preparing) VALUES ('例の会', '1912-07-30', '2020-03-31', 0)"
    )
    report = council(reader(unfilled), Question(parse_period("H30..R2", TODAY)))
    assert table(report.sheet, "measure")["council.total"][1:] == [1, 1, 1]


def test_removed_records_count_nowhere(seeded: sqlite3.Connection) -> None:
    number = started(seeded, "2022-02-10")
    happened(seeded, number, "suspended", "2022-02-11")
    seeded.execute("UPDATE activity SET removed = '誤り'")
    seeded.execute("UPDATE figure SET removed = '誤り' WHERE key = 'other'")
    seeded.execute("UPDATE council SET removed = '誤り'")
    seeded.execute("UPDATE meeting SET removed = '誤り'")
    seeded.execute("UPDATE partner_link SET removed = '誤り'")
    ever = [Window(date(1912, 7, 30), date(2100, 3, 31))]
    for measure in MEASURES.values():
        assert reader(seeded).items(measure, ever, inside=True) == []
    assert other(activity(reader(seeded), Question())) == [None] * 7


def test_every_measure_has_rows() -> None:
    assert counted_codes() == set(MEASURES)
    files = {file.stem for file in (Path(queries.__file__).parent / "measures").glob("*.sql")}
    assert files == {MEASURES[code].rows or code for code in counted_codes()}, "a file that nothing counts"
