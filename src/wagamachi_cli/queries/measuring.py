"""Reading measures: what was recorded, window by window.

Each queries/measures/CODE.sql gives the rows of a measure (food in kilograms and in pieces share one):
``kind``, ``id``, ``on_from``, ``on_to``, ``counts``, ``key`` (its split) and what else it can be told apart
by (a plural name holds several values, in each of which the row stands); those of a stock also ``end_from``
and ``end_to``; one whose number is not known is ``unsaid`` and counts 0. What was over before the days that
are asked about (``:since``), or begins after them (``:until``), a file may leave out.
Rows with the same ``who`` count once, with the largest of their numbers. The sums are made
by SQLite, so that a million rows cost one pass.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.measures import Measure
from wagamachi_cli.period import EARLIEST, LATEST, Period, Span
from wagamachi_cli.queries.choices import Choices
from wagamachi_cli.queries.dimensions import FIELDS, choice_of, column_of
from wagamachi_cli.queries.figures import Document, Figure, document_called, figures_of
from wagamachi_cli.queries.records import Narrowing, read, sql
from wagamachi_cli.queries.rows import counted_codes, counting, rows_of
from wagamachi_cli.queries.windows import (
    AROUND,
    COME,
    GONE,
    HOLDS,
    INSIDE,
    SINCE,
    STANDS,
    THERE,
    TOUCHES,
    WHEN,
    Tally,
    Window,
    days_listed,
    windows_listed,
)
from wagamachi_cli.sheet import Row, Sheet

_AT_ONCE = 500
_WORKED_OUT = {"food.stock"}
"""What takes long: files whose rows follow from all that happened before."""
_NUMBERS = count(1)


class Item(NamedTuple):
    """One row of a measure."""

    kind: str
    id: int
    on: Span
    counts: int
    key: str | None


class Life(NamedTuple):
    """One row of a stock: when it came, and when it was over."""

    came: Item
    over: Span | None


class Since(NamedTuple):
    """What a figure may have counted, what has changed since, and how much may be either.

    Of what is there: it came at a time that the figure's day lies in.
    """

    then: int = 0
    change: int = 0
    vague: int = 0


class Rosters(NamedTuple):
    """How many sessions have a roster, how many only a stated number of people, how many neither."""

    roster: int = 0
    stated: int = 0
    unknown: int = 0


class Measuring:
    """The questions of the reports, put to one moment of the register.

    ``as_of`` is the day up to which things are counted; what lies later has not happened.
    """

    def __init__(self, connection: sqlite3.Connection, today: date, as_of: date | None = None) -> None:
        self._connection = connection
        self.today = today
        self.as_of = as_of or today
        self.bounded = as_of is not None
        self.choices = Choices(connection)
        self._figures: dict[str, tuple[Figure, ...]] = {}
        self._first_days: dict[str, date | None] = {}
        self._heads: dict[str, frozenset[str]] = {}
        self._worked_out: dict[str, tuple[date, str]] = {}
        self._holdings: dict[tuple[str, str | None], dict[date, dict[str | None, int]]] = {}
        self._tallies: dict[tuple[str, str | None], dict[Window, dict[str | None, Tally]]] = {}

    def figures(self, measure: Measure) -> tuple[Figure, ...]:
        """The published figures of a measure, by period and key, the latest as-of last."""
        if measure.code not in self._figures:
            self._figures[measure.code] = figures_of(self._connection, measure)
        return self._figures[measure.code]

    def told(self) -> list[tuple[str, str]]:
        """What was told of small numbers in what was handed over, with the key of the period of each."""
        from wagamachi_cli.queries.editions import told

        return told(self._connection)

    def document(self, title: str) -> Document | None:
        """What is kept of the source document called ``title``."""
        return document_called(self._connection, title)

    def top_codes(self, measure: Measure, field: str) -> list[str]:
        """The choices of a field that stand under no other and are in use."""
        choice = choice_of(measure, field)
        options = self.choices.options(choice).values() if choice else ()
        return [option.code for option in options if not option.parent and not option.retired]

    def order(self, measure: Measure, field: str) -> list[str]:
        """The values of a field in the order in which people expect them."""
        if field in ("area", "council"):
            return [str(row["name"]) for row in self.records(field).rows]
        return self.top_codes(measure, field)

    def fields(self, measure: Measure) -> tuple[str, ...]:
        """The fields by which the rows of a measure can be told apart."""
        has = self._columns(measure)
        return tuple(
            field
            for field in FIELDS
            if (column := column_of(measure, field)) and (column in has or f"{column}s" in has)
        )

    def _columns(self, measure: Measure) -> frozenset[str]:
        """The columns of a measure's rows."""
        if measure.code not in self._heads:
            heads: Iterable[str] = ()
            if measure.code in counted_codes():
                asked = f"SELECT * FROM ({rows_of(measure)}) LIMIT 0"
                cursor = self._connection.execute(asked, {"since": None, "until": None})
                heads = (column[0] for column in cursor.description)
            self._heads[measure.code] = frozenset(heads)
        return self._heads[measure.code]

    def _telling(self, measure: Measure, by: str | None) -> str | None:
        """What tells rows apart: nothing (None), where ``by`` is a measure's own split and it has none."""
        return None if by == "" and not measure.split else by

    def _apart(self, measure: Measure, by: str | None) -> tuple[str, str]:
        """SQL for what tells rows apart (None: nothing does), and a join that it needs."""
        if by is None:
            return "NULL", ""
        column = column_of(measure, by) if by else "key"
        several = f"{column}s"
        if by and several in self._columns(measure):
            return "several.value", f"LEFT JOIN json_each(r.{several}) AS several"
        return f"r.{column}", ""

    def first_day(self, measure: Measure) -> date | None:
        """The first day that one of its records names; None if there is none."""
        if measure.code not in self._first_days:
            self._first_days[measure.code] = self._edge(
                measure,
                f"SELECT on_from FROM ({{}}) WHERE on_from > '{EARLIEST}' AND on_from <= :until"
                " ORDER BY on_from LIMIT 1",
                f"SELECT min(on_to) FROM ({{}}) WHERE on_from = '{EARLIEST}' AND on_from <= :until",
            )
        return self._first_days[measure.code]

    def last_day(self, measure: Measure) -> date | None:
        """The last day that one of its records names; None if there is none."""
        return self._edge(
            measure,
            f"SELECT max(on_to) FROM ({{}}) WHERE on_to < '{LATEST}' AND on_from <= :until",
            f"SELECT max(on_from) FROM ({{}}) WHERE on_to >= '{LATEST}' AND on_from <= :until",
        )

    def _edge(self, measure: Measure, *questions: str) -> date | None:
        """The answer to the first question that has one; an open beginning or end is no day."""
        days = {"since": EARLIEST.isoformat(), "until": self.as_of.isoformat()}
        for question in questions if measure.code in counted_codes() else ():
            asked = f"SELECT ({question.format(rows_of(measure))})"
            found = self._connection.execute(asked, days).fetchone()[0]
            if found is not None:
                return date.fromisoformat(found)
        return None

    def newest(self, measures: Iterable[Measure], within: Period) -> date | None:
        """The latest day on which something recorded in a period begins, over several measures."""
        asked = {"since": within.start.isoformat(), "until": min(self.as_of, within.last).isoformat()}
        days = []
        for measure in measures:
            if measure.code in counted_codes():
                row = self._connection.execute(
                    f"SELECT max(on_from) FROM ({rows_of(measure)}) WHERE on_from BETWEEN :since AND :until",
                    asked,
                ).fetchone()
                days += [date.fromisoformat(row[0])] if row[0] else []
        return max(days, default=None)

    def tally(
        self, measure: Measure, windows: Sequence[Window], by: str | None = ""
    ) -> dict[tuple[Window, str | None], Tally]:
        """What was recorded in each window, by ``by`` (a field; empty: its own split; None: all together)."""
        if measure.code not in counted_codes() or not windows:
            return {}
        apart = self._telling(measure, by)
        known = self._tallies.setdefault((measure.code, apart), {})  # the tables of a report ask again
        if new := [window for window in dict.fromkeys(windows) if window not in known]:
            known |= {window: {} for window in new} | self._tally(measure, new, apart)
        return {(window, key): tally for window in windows for key, tally in known[window].items()}

    def _tally(
        self, measure: Measure, windows: Sequence[Window], by: str | None
    ) -> dict[Window, dict[str | None, Tally]]:
        listed, values = windows_listed(windows, self.as_of, bounded=self.bounded, months=True)
        inside = f"CASE WHEN {INSIDE} THEN r.counts ELSE 0 END"
        vague = f"sum(CASE WHEN {INSIDE} THEN 0 ELSE r.counts END)"
        apart, join = self._apart(measure, by)
        # Rows of the same time are added up first; CROSS: only then are they put into windows.
        source = f"FROM ({rows_of(measure)}) AS r {join} WHERE {AROUND}"
        if "who" in self._columns(measure):
            question = (
                "SELECT n, apart, sum(most), 0, sum(records), sum(vague) FROM ("
                f"SELECT w.n, r.apart, max(CASE WHEN {INSIDE} THEN r.most ELSE 0 END) AS most,"
                f" sum(CASE WHEN {INSIDE} THEN r.records ELSE 0 END) AS records, {vague} AS vague FROM ("
                f"SELECT {WHEN}, {apart} AS apart, r.who, max(r.counts) AS most, sum(r.counts) AS counts,"
                f" count(*) AS records {source} GROUP BY 1, 2, 3, 4"
                f") AS r CROSS JOIN w WHERE {TOUCHES} GROUP BY 1, 2, r.who) GROUP BY 1, 2"
            )
        else:
            question = (
                f"SELECT w.n, r.apart, sum({inside}),"
                f" sum(CASE WHEN {INSIDE} AND r.on_from > w.cut THEN r.counts ELSE 0 END),"
                f" sum(CASE WHEN {INSIDE} THEN r.records ELSE 0 END), {vague} FROM ("
                f"SELECT {WHEN}, {apart} AS apart, sum(r.counts) AS counts, count(*) AS records"
                f" {source} GROUP BY 1, 2, 3"
                f") AS r CROSS JOIN w WHERE {TOUCHES} GROUP BY 1, 2"
            )
        answer = self._connection.execute(
            f"WITH w(n, first, last, cut) AS (VALUES {listed}) {question}", values
        )
        found: dict[Window, dict[str | None, Tally]] = {}
        for row in answer:
            found.setdefault(windows[row[0]], {})[row[1]] = Tally(*row[2:])
        return found

    def cross(
        self, measure: Measure, period: Period, by: tuple[str, str]
    ) -> dict[tuple[str | None, ...], int]:
        """What was recorded in a period, by two fields at once."""
        if measure.code not in counted_codes():
            return {}
        listed, values = windows_listed([Window.of(period)], self.as_of, bounded=self.bounded)
        columns = ", ".join(f"r.{column_of(measure, field)}" for field in by)
        answer = self._connection.execute(
            f"WITH w(n, first, last, cut) AS (VALUES {listed}) SELECT {columns}, sum(r.counts)"
            f" FROM ({rows_of(measure)}) AS r CROSS JOIN w WHERE {AROUND} AND {INSIDE} GROUP BY 1, 2",
            values,
        )
        return {(row[0], row[1]): row[2] for row in answer}

    def items(self, measure: Measure, windows: Sequence[Window], *, inside: bool) -> list[Item]:
        """The rows that lie inside a window, or (not ``inside``) that touch one and lie inside none."""
        if measure.code not in counted_codes() or not windows:
            return []
        listed, values = windows_listed(windows, self.as_of, bounded=self.bounded)
        lies = f"EXISTS (SELECT 1 FROM w WHERE {INSIDE})"
        condition = lies if inside else f"EXISTS (SELECT 1 FROM w WHERE {TOUCHES}) AND NOT {lies}"
        question = f"WITH w(n, first, last, cut) AS (VALUES {listed}) "
        question += self._each(measure, f"{AROUND} AND {condition}")
        return [_item(row) for row in self._connection.execute(question, values)]

    def used(self, measure: Measure, window: Window) -> set[tuple[str, int]]:
        """The records behind a number: of a window, of a stock on its last day, by kind and id."""
        if measure.code not in counted_codes():
            return set()
        if measure.kind == "stock":
            return {(row[0], row[1]) for row in self._on(measure, window.last, "r.kind, r.id")}
        listed, values = windows_listed([window], self.as_of, bounded=self.bounded)
        answer = self._connection.execute(
            f"WITH w(n, first, last, cut) AS (VALUES {listed})"
            f" SELECT r.kind, r.id FROM ({rows_of(measure)}) AS r"
            f" WHERE {AROUND} AND EXISTS (SELECT 1 FROM w WHERE {INSIDE})",
            values,
        )
        return {(row[0], row[1]) for row in answer}

    def held(
        self, stock: Measure, days: Iterable[date], by: str | None = ""
    ) -> dict[tuple[date, str | None], int]:
        """What held on each day (none later than ``as_of``), by ``by`` as in ``tally``."""
        if stock.code not in counted_codes():
            return {}
        apart = self._telling(stock, by)
        known = self._holdings.setdefault((stock.code, apart), {})  # the tables of a report ask again
        asked = dict.fromkeys(days)
        new = [day for day in asked if day not in known]
        # Who is there on a day is soon told; on all days at once each of them would be put to each.
        for together in [[day] for day in new] if "who" in self._columns(stock) else [new] if new else []:
            known |= {day: {} for day in together} | self._held(stock, together, apart)
        return {(day, key): count for day in asked for key, count in known[day].items()}

    def _held(
        self, stock: Measure, days: Sequence[date], by: str | None
    ) -> dict[date, dict[str | None, int]]:
        distinct = "who" in self._columns(stock)
        apart, join = self._apart(stock, by)
        source = f"FROM ({self._standing(stock, min(days))}) AS r {join}"
        if distinct:
            question = (
                f"SELECT n, apart, sum(most) FROM (SELECT d.n, {apart} AS apart, max(r.counts) AS most"
                f" {source} CROSS JOIN d WHERE {STANDS} AND {HOLDS} GROUP BY 1, 2, r.who) GROUP BY 1, 2"
            )
        else:  # rows that begin and end alike are added up first
            rows = f"SELECT {SINCE}, {apart} AS apart, sum(r.counts) AS counts {source} WHERE {STANDS}"
            question = (
                f"SELECT d.n, r.apart, sum(r.counts) FROM ({rows} GROUP BY 1, 2, 3, 4, 5) AS r"
                f" CROSS JOIN d WHERE {HOLDS} GROUP BY 1, 2"
            )
        listed, values = days_listed(days, self.as_of, bounded=self.bounded, months=not distinct)
        found: dict[date, dict[str | None, int]] = {}
        answer = self._connection.execute(f"WITH d(n, day, over) AS (VALUES {listed}) {question}", values)
        for row in answer:
            found.setdefault(days[row[0]], {})[row[1]] = row[2]
        return found

    def since(self, stock: Measure, figure: date, day: date, by: str | None = "") -> dict[str | None, Since]:
        """What a figure that stands to a day may have counted, and what has surely changed by another day."""
        if stock.code not in counted_codes():
            return {}
        if "who" in self._columns(stock):
            then, now = (
                {key: n for (_, key), n in self.held(stock, [one], by).items()} for one in (figure, day)
            )
            return {
                key: Since(then.get(key, 0), now.get(key, 0) - then.get(key, 0)) for key in {**then, **now}
            }
        apart, join = self._apart(stock, self._telling(stock, by))
        listed, values = days_listed([day], self.as_of, bounded=self.bounded)
        answer = self._connection.execute(
            f"WITH d(n, day, over) AS (VALUES {listed}) SELECT {apart},"
            f" sum(CASE WHEN {THERE} THEN r.counts ELSE 0 END),"
            f" sum(CASE WHEN {COME} THEN r.counts WHEN {GONE} THEN -r.counts ELSE 0 END),"
            f" sum(CASE WHEN {THERE} AND r.on_to > :figure AND r.on_to < '{LATEST}' AND {HOLDS}"
            " THEN r.counts ELSE 0 END)"
            f" FROM ({self._standing(stock, min(figure, day))}) AS r {join} CROSS JOIN d"
            " WHERE r.end_from IS NULL OR r.end_to > :figure GROUP BY 1",
            {**values, "figure": figure.isoformat(), "since": min(figure, day).isoformat()},
        )
        return {row[0]: Since(*row[1:]) for row in answer}

    def lives(self, stock: Measure, by: str | None = "") -> list[Life]:
        """From when until when what a stock counts was there, row by row."""
        if stock.code not in counted_codes():
            return []
        apart, join = self._apart(stock, self._telling(stock, by))
        answer = self._connection.execute(
            "SELECT r.kind, r.id, r.on_from, r.on_to, r.counts,"
            f" {apart}, r.end_from, r.end_to FROM ({rows_of(stock)}) AS r {join}"
            " WHERE r.on_from <= :until ORDER BY r.on_from, r.on_to, r.id",
            {"until": self.as_of.isoformat()},
        )
        return [Life(_item(row), _span(row[6], row[7]) if row[6] else None) for row in answer]

    def undated(self, stock: Measure, day: date) -> tuple[int, int]:
        """How many rows that are not over on a day began nobody knows when.

        First those that are known to have been there by some day, then those of which nothing is recorded.
        """
        columns = self._columns(stock)
        if "end_from" not in columns:
            return 0, 0
        seen = "r.seen" if "seen" in columns else "0"
        days = {"since": day.isoformat(), "until": min(day, self.as_of).isoformat()}
        row = self._connection.execute(
            f"SELECT coalesce(sum(r.on_to < '{LATEST}'), 0), coalesce(sum(r.on_to >= '{LATEST}'), 0)"
            f" FROM ({rows_of(stock)}) AS r WHERE ({seen} OR r.on_to >= '{LATEST}')"
            " AND r.on_from <= :until AND (r.end_from IS NULL OR r.end_from > :until)",
            days,
        ).fetchone()
        return row[0], row[1]

    def began(self, stock: Measure, day: date) -> dict[date, int]:
        """When what holds on a day began: how many rows, by their first day."""
        answer = self._on(stock, day, "r.on_from, count(*)", " GROUP BY 1")
        return {date.fromisoformat(row[0]): row[1] for row in answer}

    def _on(self, stock: Measure, day: date, columns: str, more: str = "") -> sqlite3.Cursor:
        listed, values = days_listed([day], self.as_of, bounded=self.bounded)
        source = f"({self._standing(stock, day)}) AS r CROSS JOIN d WHERE {STANDS} AND {HOLDS}{more}"
        return self._connection.execute(
            f"WITH d(n, day, over) AS (VALUES {listed}) SELECT {columns} FROM {source}", values
        )

    def held_items(self, stock: Measure, day: date) -> list[Item]:
        """The rows that hold on a day."""
        if stock.code not in counted_codes():
            return []
        listed, values = days_listed([day], self.as_of, bounded=self.bounded)
        question = f"WITH d(n, day, over) AS (VALUES {listed}) "
        holds = f"{STANDS} AND EXISTS (SELECT 1 FROM d WHERE {HOLDS})"
        question += self._each(stock, holds, self._standing(stock, day))
        return [_item(row) for row in self._connection.execute(question, values)]

    def _standing(self, stock: Measure, day: date) -> str:
        """SQL for the rows of a stock that are not over before a day.

        Those that follow from everything before them are worked out once, from before that day's fiscal year
        on, into a table of their own that serves all tables of a report.
        """
        file = stock.rows or stock.code
        if file not in _WORKED_OUT:
            return rows_of(stock)
        if file not in self._worked_out or self._worked_out[file][0] > min(day, self.as_of):
            since = Period.containing(min(day, self.as_of), "fy").start - timedelta(days=1)
            table = f"temp.standing_{next(_NUMBERS)}"
            rows = sql(f"measures/{file}")
            self._connection.execute(f"CREATE TABLE {table} AS {rows}", {"since": since.isoformat()})
            self._worked_out[file] = since, table
        return counting(stock, f"SELECT * FROM {self._worked_out[file][1]}")

    def _each(self, measure: Measure, condition: str, rows: str = "") -> str:
        """SQL for the rows that fulfil a condition; of those with the same ``who`` the one that counts."""
        rows = f"SELECT r.* FROM ({rows or rows_of(measure)}) AS r WHERE {condition}"
        if "who" not in self._columns(measure):
            # +: a few rows are sorted, not all of them read in order.
            return f"SELECT kind, id, on_from, on_to, counts, key FROM ({rows}) ORDER BY +on_from, on_to, id"
        first = "row_number() OVER (PARTITION BY who ORDER BY counts DESC, on_from, on_to, id) AS nth"
        return (
            f"SELECT kind, id, on_from, on_to, sum(counts), key FROM (SELECT *, {first} FROM ({rows}))"
            " WHERE nth = 1 GROUP BY kind, id ORDER BY on_from, on_to, id"
        )

    def rosters(self, period: Period) -> Rosters:
        """How the people of the sessions of a period are known."""
        listed, values = windows_listed([Window.of(period)], self.as_of, bounded=self.bounded)
        answer = self._connection.execute(
            f"WITH w(n, first, last, cut) AS (VALUES {listed})"
            f" SELECT r.known, sum(r.times) FROM ({sql('rosters')}) AS r CROSS JOIN w"
            f" WHERE {AROUND} AND {INSIDE} GROUP BY 1",
            values,
        )
        return Rosters(**dict(answer.fetchall()))

    def unsaid(self, measure: Measure, period: Period) -> int:
        """How many totals of a period do not say how often it was, and so count for nothing."""
        if "unsaid" not in self._columns(measure):
            return 0
        listed, values = windows_listed([Window.of(period)], self.as_of, bounded=self.bounded)
        question = (
            f"WITH w(n, first, last, cut) AS (VALUES {listed}) SELECT count(*) FROM ({rows_of(measure)}) AS r"
            f" CROSS JOIN w WHERE {AROUND} AND {INSIDE} AND r.unsaid"
        )
        return int(self._connection.execute(question, values).fetchone()[0])

    def records(self, kind: str, period: Period | None = None) -> Sheet:
        """The records of a kind, those of a period if one is given."""
        return read(self._connection, KINDS[kind], self.today, Narrowing(period=period))

    def some(self, kind: str, ids: Sequence[int]) -> Iterator[Row]:
        """The records of a kind with these ids."""
        for start in range(0, len(ids), _AT_ONCE):
            narrowed = Narrowing(ids=tuple(ids[start : start + _AT_ONCE]))
            yield from read(self._connection, KINDS[kind], self.today, narrowed).rows


def _span(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))


def _item(row: sqlite3.Row) -> Item:
    return Item(row[0], row[1], _span(row[2], row[3]), row[4], row[5])
