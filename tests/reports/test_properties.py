"""Whatever is recorded and published: rows add up to totals, and ``why`` to what is printed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reports.town import started
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.period import Period, Span
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.activity import activity
from wagamachi_cli.reports.published import Source
from wagamachi_cli.reports.trend import Question, trend
from wagamachi_cli.reports.why import why
from wagamachi_cli.sheet import machine

TODAY = date(2022, 6, 1)
STARTED = MEASURES["activity.started"]
DAYS = st.dates(date(2018, 4, 1), date(2022, 5, 31))
UNITS = st.sampled_from(("fy", "quarter", "month"))
PERIODS = st.builds(Period.containing, DAYS, UNITS)
SPANS = st.one_of(DAYS.map(Span.day), PERIODS.map(lambda one: one.span), st.just(Span.unknown()))
KEYS = st.sampled_from(("ibasho", "other", "food"))
RECORDS = st.lists(st.tuples(SPANS, KEYS, st.sampled_from((None, 1, 2))), max_size=12)
FIGURES = st.lists(
    st.tuples(PERIODS, st.one_of(st.none(), KEYS), st.integers(0, 6), st.one_of(st.none(), DAYS)), max_size=6
)


@contextmanager
def town(connection: sqlite3.Connection, records: list, figures: list) -> Iterator[sqlite3.Connection]:  # type: ignore[type-arg]
    connection.execute("SAVEPOINT example")
    for span, category, council in records:
        number = started(connection, span.first.isoformat(), span.last.isoformat(), category)
        connection.execute("UPDATE activity SET council_id = ? WHERE id = ?", (council, number))
    for period, key, value, as_of in figures:
        day = as_of and max(as_of, period.start).isoformat()
        connection.execute(
            "INSERT INTO figure"
            " (measure, period_from, period_to, key, value, as_of_from, as_of_to, confidence)"
            " VALUES ('activity.started', ?, ?, ?, ?, ?, ?, 'certain')",
            (period.start.isoformat(), period.last.isoformat(), key, value, day, day),
        )
    try:
        yield connection
    finally:
        connection.execute("ROLLBACK TO example")
        connection.execute("RELEASE example")


SETTINGS = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


def prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    if not connection.execute("SELECT count(*) FROM council").fetchone()[0]:
        connection.execute("INSERT INTO council (name, preparing) VALUES ('例の会', 0), ('別の会', 0)")
    return connection


@SETTINGS
@given(records=RECORDS, figures=FIGURES, as_of=st.one_of(st.none(), DAYS))
def test_why_is_the_number_printed(
    unfilled: sqlite3.Connection, records: list, figures: list, as_of: date | None
) -> None:  # type: ignore[type-arg]
    with town(prepared(unfilled), records, figures) as connection:
        reader = Measuring(connection, TODAY, as_of)
        for period in (
            Period.between(Period.fy(2018), Period.fy(2021)),
            Period.fy(2020),
            Period.quarter(2021, 2),
        ):
            for measure in (STARTED, MEASURES["activity.running"]):
                answer = why(reader, period, measure)
                counts = sum(int(str(row["counts"])) for row in answer.rows)
                assert counts == (answer.value or 0)
                assert answer.value == trend(reader, measure, period, Question(period)).total.total.value


@SETTINGS
@given(
    records=RECORDS,
    figures=FIGURES,
    source=st.sampled_from(("combined", "published", "recorded")),
    by=st.sampled_from(("", "council", "quarter")),
)
def test_rows_add_up(
    unfilled: sqlite3.Connection, records: list, figures: list, source: Source, by: str
) -> None:  # type: ignore[type-arg]
    period = Period.between(Period.fy(2018), Period.fy(2021))
    with town(prepared(unfilled), records, figures) as connection:
        reader = Measuring(connection, TODAY)
        plain = activity(reader, Question(period, source=source)).sheet
        sheet = activity(reader, Question(period, by=by, source=source)).sheet
    *rows, total = ([machine(row[c.key]) for c in sheet.columns if c.kind == "number"] for row in sheet.rows)
    for place, number in enumerate(total):
        stated = [row[place] for row in rows if row[place] is not None]
        if by != "quarter" or place == len(total) - 1:
            assert sum(stated) == (number or 0)  # type: ignore[arg-type]
    if by != "quarter":
        assert machine(plain.rows[-1]["total"]) == total[-1]


@SETTINGS
@given(records=RECORDS)
def test_recorded_alone_is_counted_by_hand(unfilled: sqlite3.Connection, records: list) -> None:  # type: ignore[type-arg]
    with town(prepared(unfilled), records, []) as connection:
        for column in Period.fy(2021).split("quarter"):
            cell = trend(Measuring(connection, TODAY), STARTED, column, Question(column)).total.cells[0]
            inside = [span for span, _key, _council in records if span.within(column) and span.first <= TODAY]
            if inside:
                assert cell.value == len(inside)
            else:
                assert not cell.value
