"""Published figures put together with each other and with what is recorded: numbers by hand."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.test_properties import SETTINGS, SPANS
from tests.reports.town import happened, started
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.period import Period, Span, parse_period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.trend import Question, Trend, trend
from wagamachi_cli.reports.why import why
from wagamachi_cli.reports.wording import remarks

TODAY = date(2022, 6, 1)


def figure(
    connection: sqlite3.Connection,
    measure: str,
    period: str | Span,
    value: int,
    key: str | None = None,
    as_of: str | None = None,
) -> None:
    span = parse_period(period, TODAY).span if isinstance(period, str) else period
    connection.execute(
        "INSERT INTO figure (measure, period_from, period_to, key, value, as_of_from, as_of_to, confidence)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'certain')",
        (measure, span.first.isoformat(), span.last.isoformat(), key, value, as_of, as_of),
    )


def post(
    connection: sqlite3.Connection,
    first: str,
    last: str,
    end: tuple[str, str] | None = None,
    layer: str = "2",
) -> None:
    connection.execute(
        "INSERT INTO placement (layer, start_from, start_to, end_from, end_to) VALUES (?, ?, ?, ?, ?)",
        (layer, first, last, *(end or (None, None))),
    )


def consultant(
    connection: sqlite3.Connection, first: str, last: str = "", retired: str | None = None
) -> None:
    number = connection.execute("SELECT count(*) FROM consultant").fetchone()[0] + 1
    connection.execute(
        "INSERT INTO consultant (name, registered_from, registered_to, retired_from, retired_to)"
        " VALUES (?, ?, ?, ?, ?)",
        (f"相談員{number:03}", first, last or first, retired, retired),
    )


def asked(
    connection: sqlite3.Connection, code: str, period: str, by: str = "", as_of: date | None = None
) -> Trend:
    when = parse_period(period, TODAY)
    reader = Measuring(connection, TODAY, as_of)
    found = trend(reader, MEASURES[code], when, Question(when, by))
    if not by:
        answer = why(reader, when, MEASURES[code])
        assert sum(int(str(row["counts"])) for row in answer.rows) == (answer.value or 0)
    return found


def cells(one: Trend) -> list[object]:
    """The total's cells and what they come to; "…" where it is hidden."""
    return ["…" if cell.hidden else cell.value for cell in (*one.total.cells, one.total.total)]


# --- stocks with a figure of their own -------------------------------------------------------------


@pytest.fixture
def known(unfilled: sqlite3.Connection) -> sqlite3.Connection:
    """152 consultants at the end of January 2022."""
    figure(unfilled, "consultant.registered", "R3", 152, as_of="2022-01-31")
    return unfilled


def quarters(connection: sqlite3.Connection, as_of: date | None = None) -> list[object]:
    return cells(asked(connection, "consultant.registered", "R3", "quarter", as_of))


def test_one_of_them_recorded_does_not_tell_how_many_there_were(known: sqlite3.Connection) -> None:
    consultant(known, "2020-04-01")
    assert quarters(known) == ["…", "…", "…", 152, 152]
    assert quarters(known, date(2022, 1, 30)) == ["…", "…", "…", "…", None]
    assert quarters(known, date(2022, 1, 31)) == ["…", "…", "…", 152, 152]
    by_area = asked(known, "consultant.registered", "R2..R3", by="area")
    assert [cell.value for cell in by_area.rows[None].cells] == [None, 1]


def test_who_is_known_to_the_year_may_be_in_the_figure(known: sqlite3.Connection) -> None:
    for _ in range(10):
        consultant(known, "2021-04-01", "2022-03-31")
    assert quarters(known) == ["…", "…", "…", 152, 152]
    consultant(known, "2022-02-01")
    consultant(known, "2020-04-01", retired="2022-03-01")
    found = asked(known, "consultant.registered", "R3Q4")
    assert cells(found) == [152, 152]
    assert sum("10" in note and "公表値" in note for note in remarks([found], Measuring(known, TODAY))) == 1
    consultant(known, "2021-04-01", "2022-03-31", retired="2022-03-02")
    assert quarters(known)[-1] == 151


def test_a_figure_of_none_is_an_opening_balance(unfilled: sqlite3.Connection) -> None:
    figure(unfilled, "consultant.registered", "R2", 0)
    consultant(unfilled, "2021-05-01")
    assert quarters(unfilled) == [1, 1, 1, 1, 1]
    assert cells(asked(unfilled, "consultant.registered", "R1..R2")) == ["…", 0, 0]


def test_a_stock_published_as_one_number(unfilled: sqlite3.Connection) -> None:
    figure(unfilled, "activity.running", "R2", 10)
    for _ in range(4):
        started(unfilled, "2020-05-01", category="ibasho")
    started(unfilled, "2021-05-01", category="ibasho")
    found = asked(unfilled, "activity.running", "R2..R3")
    assert cells(found) == [10, 11, 11]
    assert {key: [cell.value for cell in line.cells] for key, line in found.rows.items()} == {
        "ibasho": [4, 5],
        "unsplit": [6, 6],
    }


# --- figures beside each other ---------------------------------------------------------------------


def test_a_detail_beside_a_total(unfilled: sqlite3.Connection) -> None:
    figure(unfilled, "activity.started", "R3", 10)
    assert cells(asked(unfilled, "activity.started", "R3")) == [10, 10]
    figure(unfilled, "activity.started", "R3", 4, "ibasho")
    found = asked(unfilled, "activity.started", "R3")
    assert cells(found) == [10, 10]
    assert {key: line.total.value for key, line in found.rows.items()} == {"ibasho": 4, "unsplit": 6}
    figure(unfilled, "activity.started", "R3", 7, "other")
    assert cells(asked(unfilled, "activity.started", "R3")) == [11, 11]
    figure(unfilled, "activity.started", "R2", 2, "other")
    assert cells(asked(unfilled, "activity.started", "R2..R3")) == [2, 11, 13]


def test_a_figure_of_several_years(unfilled: sqlite3.Connection) -> None:
    figure(unfilled, "activity.started", "H28..R3", 61, "other", "2022-01-31")
    started(unfilled, "2022-02-10")
    started(unfilled, "2018-05-01")
    years = cells(asked(unfilled, "activity.started", "H28..R3"))
    assert years == ["…"] * 6 + [62]
    assert cells(asked(unfilled, "activity.started", "R3")) == ["…", "…"]
    figure(unfilled, "activity.started", "R3", 12, "other", "2022-01-31")
    assert cells(asked(unfilled, "activity.started", "H28..R3")) == ["…"] * 5 + [13, 62]
    when = Period.between(Period.fy(2016), Period.fy(2021))
    reader = Measuring(unfilled, TODAY)
    whole = trend(reader, MEASURES["activity.started"], when, Question(when), columns=(when,))
    assert cells(whole) == [62, 62]
    figure(unfilled, "activity.started", "R2", 50, "other")
    assert cells(asked(unfilled, "activity.started", "H28..R3"))[-1] == 64, "51 + 13: more than 61 + 1"


def test_a_printed_total_that_its_years_make_up_changes_nothing(seeded: sqlite3.Connection) -> None:
    assert cells(asked(seeded, "activity.started", "H28..R3")) == [3, 9, 11, 11, 16, 11, 61]
    assert cells(asked(seeded, "placement.new", "H28..R2")) == [3, 1, 1, 2, 5, 12]


# --- stocks made of flows --------------------------------------------------------------------------


@pytest.mark.parametrize("begun", [("2018-05-01", "2018-05-01"), ("1912-07-30", "2100-03-31")])
def test_who_left_is_taken_off_a_figure_of_several_years(
    unfilled: sqlite3.Connection, begun: tuple[str, str]
) -> None:
    figure(unfilled, "placement.new", "H28..R2", 12, "2")
    post(unfilled, *begun, ("2020-11-30", "2020-11-30"))
    assert cells(asked(unfilled, "placement.in_post", "R2")) == [11, 11]
    assert cells(asked(unfilled, "placement.in_post", "R1..R3")) == ["…", 11, 11, 11]


def test_a_post_is_held_on_its_last_day(unfilled: sqlite3.Connection) -> None:
    post(unfilled, "2020-04-01", "2020-04-01", ("2020-11-30", "2020-11-30"))
    for day, there in ((date(2020, 11, 29), 1), (date(2020, 11, 30), 1), (date(2020, 12, 1), 0)):
        assert cells(asked(unfilled, "placement.in_post", "R2", as_of=day)) == [there, there]


@pytest.mark.parametrize("measure", ["council.total", "placement.in_post"])
def test_what_is_known_to_the_year_is_not_there_in_its_first_days(
    unfilled: sqlite3.Connection, measure: str
) -> None:
    unfilled.execute(
        "INSERT INTO council (name, established_from, established_to, preparing)"
        " VALUES ('例の会', '2021-04-01', '2022-03-31', 0), ('別の会', '2020-04-01', '2020-04-01', 0)"
    )
    post(unfilled, "2021-04-01", "2022-03-31")
    post(unfilled, "2020-04-01", "2020-04-01")
    assert cells(asked(unfilled, measure, "R3", as_of=date(2021, 4, 2))) == [1, 1]
    assert cells(asked(unfilled, measure, "R3", as_of=date(2022, 3, 31))) == [2, 2]
    assert cells(asked(unfilled, measure, "R3")) == [2, 2]


def test_today_asked_for_is_what_that_day_says_later(unfilled: sqlite3.Connection) -> None:
    started(unfilled, "2022-06-01", "2022-06-30")
    when = Period.fy(2022)
    for today in (TODAY, date(2022, 6, 2), date(2022, 7, 1)):
        reader = Measuring(unfilled, today, TODAY)
        found = trend(reader, MEASURES["activity.started"], when, Question(when))
        assert cells(found) == ["…", "…"]
    assert cells(asked(unfilled, "activity.started", "R4")) == [1, 1]


ENDS = st.one_of(st.none(), SPANS)
LONG = st.one_of(
    SPANS,
    st.builds(
        lambda one, other: Span(min(one.first, other.first), max(one.last, other.last)),
        SPANS.filter(lambda one: one != Span.unknown()),
        SPANS.filter(lambda one: one != Span.unknown()),
    ),
)
STOCKS = {"placement.in_post": "placement.new", "consultant.registered": "consultant.registered"}


@SETTINGS
@given(
    records=st.lists(st.tuples(LONG, ENDS, st.sampled_from(("1", "2"))), max_size=8),
    figures=st.lists(
        st.tuples(
            LONG.filter(lambda one: one != Span.unknown()),
            st.integers(0, 4),
            st.sampled_from((None, "1", "2")),
        ),
        max_size=4,
    ),
    as_of=st.one_of(st.none(), st.dates(date(2018, 4, 1), date(2022, 5, 31))),
)
def test_no_stock_is_below_none_and_why_adds_up(
    unfilled: sqlite3.Connection,
    records: list,
    figures: list,
    as_of: date | None,  # type: ignore[type-arg]
) -> None:
    unfilled.execute("SAVEPOINT example")
    for begun, end, layer in records:
        last = end and (max(begun.first, end.first).isoformat(), max(begun.last, end.last).isoformat())
        post(unfilled, begun.first.isoformat(), begun.last.isoformat(), last, layer)
        consultant(unfilled, begun.first.isoformat(), begun.last.isoformat())
        if last:
            unfilled.execute(
                "UPDATE consultant SET retired_from = ?, retired_to = ?"
                " WHERE id = (SELECT max(id) FROM consultant)",
                last,
            )
    for span, value, key in figures:
        figure(unfilled, "placement.new", span, value, key)
        figure(unfilled, "consultant.registered", span, value)
    try:
        for period in ("H30..R3", "R3Q1..R3Q4", "R1", "R3.5"):
            for measure in STOCKS:
                found = asked(unfilled, measure, period, as_of=as_of)
                lines = [*found.rows.values(), found.total]
                assert all((cell.value or 0) >= 0 for line in lines for cell in (*line.cells, line.total))
                for place, cell in enumerate(found.total.cells):
                    rows = [line.cells[place] for line in found.rows.values()]
                    if not any(row.hidden for row in rows):
                        assert sum(row.value or 0 for row in rows) == (cell.value or 0)
    finally:
        unfilled.execute("ROLLBACK TO example")
        unfilled.execute("RELEASE example")


# --- beginnings that nobody knows ------------------------------------------------------------------

UNKNOWN = ("1912-07-30", "2100-03-31")


def months(connection: sqlite3.Connection, code: str, today: date) -> list[object]:
    when = parse_period("R4.1..R4.5", TODAY)
    reader = Measuring(connection, today)
    return cells(trend(reader, MEASURES[code], when, Question(when)))[:-1]


def test_an_activity_of_unknown_start_counts_from_its_first_sign(unfilled: sqlite3.Connection) -> None:
    first, second, third = (started(unfilled, *UNKNOWN) for _ in range(3))
    unfilled.execute(
        "INSERT INTO session (activity_id, on_from, on_to, times) VALUES (?, '2022-02-10', '2022-02-10', 1)",
        (first,),
    )
    for event, day in (("suspended", "2022-03-01"), ("resumed", "2022-04-20")):
        happened(unfilled, second, event, day)
    expected = [None, 1, 1, 2, 2]
    assert months(unfilled, "activity.running", TODAY) == expected
    assert months(unfilled, "activity.running", date(2022, 5, 31)) == expected
    assert months(unfilled, "activity.running", date(2022, 4, 30))[:4] == expected[:4]
    assert months(unfilled, "activity.suspended", TODAY) == [None, None, 1, 0, 0]
    found = asked(unfilled, "activity.running", "R4.5")
    said = remarks([found], Measuring(unfilled, TODAY))
    assert sum("1" in note and "始まり" in note for note in said) == 2, third


@pytest.mark.parametrize("until", [None, "2022-03-31"])
def test_a_link_of_unknown_beginning_counts_from_the_council_on(
    unfilled: sqlite3.Connection, until: str | None
) -> None:
    unfilled.executescript(
        "INSERT INTO council (name, established_from, established_to, preparing)"
        " VALUES ('例の会', '2022-02-01', '2022-02-01', 0), ('別の会', NULL, NULL, 0);"
        "INSERT INTO partner (name) VALUES ('架空商店');"
    )
    for council in (1, 2):
        unfilled.execute(
            "INSERT INTO partner_link (partner_id, council_id, end_from, end_to) VALUES (1, ?, ?, ?)",
            (council, until, until),
        )
    after = 0 if until else 1
    for today in (TODAY, date(2022, 5, 31)):
        assert months(unfilled, "partner.linked", today)[1:] == [1, 1, after, after]
    assert cells(asked(unfilled, "partner.linked", "R4.3", as_of=date(2022, 3, 31))) == [1, 1]


def test_helpers_and_consultants_of_unknown_beginning(unfilled: sqlite3.Connection) -> None:
    consultant(unfilled, *UNKNOWN)
    consultant(unfilled, *UNKNOWN)
    unfilled.executescript(
        "INSERT INTO concern (topic, on_from, on_to, consultant_id) VALUES ('例', '2022-02-28', '2022-02-28', 1);"
        "INSERT INTO helper (name, registered_from, registered_to) VALUES ('支え手', '1912-07-30', '2100-03-31');"
    )
    assert months(unfilled, "consultant.registered", TODAY) == [None, 1, 1, 1, 1]
    assert months(unfilled, "consultant.active", TODAY) == [None, 1, 1, 1, 1]
    assert months(unfilled, "helper.active", TODAY)[-1] in (None, 0)


@pytest.mark.parametrize(("first", "there"), [("2021-09-01", 1), ("2021-08-28", 0), ("2021-07-01", 0)])
def test_a_visit_known_to_the_quarter_has_to_lie_in_the_six_months(
    unfilled: sqlite3.Connection, first: str, there: int
) -> None:
    consultant(unfilled, "2020-04-01")
    unfilled.execute(
        "INSERT INTO consultant_visit (consultant_id, on_from, on_to, kind, times)"
        " VALUES (1, ?, '2021-09-30', 'visit', 3)",
        (first,),
    )
    assert cells(asked(unfilled, "consultant.active", "R4.2"))[0] == there
