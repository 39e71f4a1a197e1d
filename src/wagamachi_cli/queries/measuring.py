"""Reading measures: what was recorded, window by window, and the figures that were published.

Each queries/measures/CODE.sql gives the rows of a measure (food in kilograms and in pieces share one):
``kind``, ``id``, ``on_from``, ``on_to``, ``counts``, ``key`` (its split) and what else it can be told apart
by (a plural name holds several values, in each of which the row stands); those of a stock also ``end_from``
and ``end_to``. Rows with the same ``who`` count once, with the largest of their numbers. The sums are made
by SQLite, so that a million rows cost one pass.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.period import EARLIEST, LATEST, Period, Span
from wagamachi_cli.queries.choices import Choices
from wagamachi_cli.queries.dimensions import FIELDS, choice_of, column_of
from wagamachi_cli.queries.records import Narrowing, read, sql
from wagamachi_cli.sheet import Row, Sheet

_AT_ONCE = 500

# A time known in part counts where all of it has been; what was written down by today has been.
_INSIDE = "r.on_from >= w.first AND r.on_to <= w.last AND r.on_to <= :known"
_TOUCHES = "r.on_from <= w.last AND r.on_to >= w.first"
# What holds on a day: on one that is over, what surely began by then; on today, what may have begun.
_HOLDS = (
    "CASE d.over WHEN 1 THEN r.on_to ELSE r.on_from END <= d.day AND"
    " (r.end_from IS NULL OR CASE d.over WHEN 1 THEN r.end_to ELSE r.end_from END > d.day)"
)
_AROUND = "r.on_from <= :last AND r.on_to >= :first"  # all windows, and nothing after the as-of day


class Window(NamedTuple):
    """Days in which records are counted, and apart those that lie wholly after ``cut``."""

    first: date
    last: date
    cut: date = LATEST

    @classmethod
    def of(cls, period: Period) -> Window:
        """The days of a period."""
        return cls(period.start, period.last)


class Tally(NamedTuple):
    """What a window holds: what counts, of it after the cut, how many records, what may lie in it."""

    counts: int = 0
    after: int = 0
    records: int = 0
    vague: int = 0


class Item(NamedTuple):
    """One row of a measure."""

    kind: str
    id: int
    on: Span
    counts: int
    key: str | None


class Rosters(NamedTuple):
    """How many sessions have a roster, how many only a stated number of people, how many neither."""

    roster: int = 0
    stated: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A published number of ``measure`` (its code) for ``span``, as of ``as_of``; of weight in grams."""

    id: int
    measure: str
    span: Span
    key: str | None
    value: int
    as_of: Span | None
    printed: str | None
    source: str | None
    confidence: str

    @property
    def stated_to(self) -> date:
        """The last day of its as-of time, or of its period where none is given."""
        return self.as_of.last if self.as_of else self.span.last

    @property
    def stands_to(self) -> date:
        """The day up to which it counts everything."""
        return min(self.stated_to, self.span.last)


@dataclass(frozen=True, slots=True)
class Document:
    """What a figure's source document says of itself; ``readings`` are (as dated there, ja, en)."""

    title: str
    publisher: str
    readings: tuple[tuple[str, str, str], ...]


@cache
def counted_codes() -> frozenset[str]:
    """The measures that have rows of their own."""
    folder = Path(__file__).parent / "measures"
    files = {file.name.removesuffix(".sql") for file in folder.iterdir()}
    return frozenset(one.code for one in MEASURES.values() if (one.rows or one.code) in files)


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
        self._tallies: dict[
            tuple[str, tuple[Window, ...], str | None], dict[tuple[Window, str | None], Tally]
        ] = {}

    def figures(self, measure: Measure) -> tuple[Figure, ...]:
        """The published figures of a measure, by period and key, the latest as-of last."""
        if measure.code not in self._figures:
            rows = self._connection.execute(
                "SELECT id, period_from, period_to, key, value,"
                " as_of_from, as_of_to, printed, source, confidence"
                " FROM figure WHERE removed IS NULL AND measure = ?"
                " ORDER BY period_from, period_to, key, coalesce(as_of_to, period_to), id",
                (measure.code,),
            )
            self._figures[measure.code] = tuple(_figure(measure, row) for row in rows)
        return self._figures[measure.code]

    def told(self) -> list[tuple[str, str]]:
        """What each edition told of small numbers, as it was kept, with the key of its period."""
        from wagamachi_cli.queries.editions import unpacked

        rows = self._connection.execute("SELECT period_from, period_to, told FROM edition ORDER BY id")
        return [(_span(row[0], row[1]).machine(), unpacked(row[2]).decode()) for row in rows]

    def document(self, title: str) -> Document | None:
        """What is kept of the source document called ``title``."""
        rows = self._connection.execute(
            "SELECT publisher, dated, note, note_en FROM source WHERE title = ? ORDER BY id", (title,)
        ).fetchall()
        if not rows:
            return None
        readings = tuple((row[1], row[2], row[3] or row[2]) for row in rows if row[1] and row[2])
        return Document(title, rows[0][0], readings)

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
        has = self._columns(MEASURES[measure.flow] if measure.flow else measure)
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
                cursor = self._connection.execute(f"SELECT * FROM ({_rows(measure)}) LIMIT 0")
                heads = (column[0] for column in cursor.description)
            self._heads[measure.code] = frozenset(heads)
        return self._heads[measure.code]

    def _apart(self, measure: Measure, by: str | None) -> tuple[str, str]:
        """SQL for what tells rows apart (None: nothing does), and a join that it needs."""
        if by is None:
            return "NULL", ""
        column = column_of(measure, by) if by else "key"
        several = f"{column}s"
        if by and several in self._columns(measure):
            return "several.value", f"LEFT JOIN json_each(r.{several}) AS several"
        return f"r.{column}", ""

    def _streamed(self, measure: Measure, by: str | None, more: Sequence[str], condition: str) -> str:
        """SQL for the rows that fulfil a condition: when, how much, ``apart`` and ``more`` of each.

        LIMIT keeps SQLite from working each row out anew for every window that it is put into.
        """
        apart, join = self._apart(measure, by)
        columns = ", ".join(f"r.{name}" for name in ("on_from", "on_to", "counts", *more))
        return (
            f"SELECT {columns}, {apart} AS apart FROM ({_rows(measure)}) AS r {join}"
            f" WHERE {condition} LIMIT -1"
        )

    def first_day(self, measure: Measure) -> date | None:
        """The first day that one of its records names; None if there is none."""
        if measure.code not in self._first_days:
            self._first_days[measure.code] = self._edge(
                measure,
                f"min(on_from) FROM ({{}}) WHERE on_from > '{EARLIEST}'",
                "min(on_to) FROM ({}) WHERE 1",
            )
        return self._first_days[measure.code]

    def last_day(self, measure: Measure) -> date | None:
        """The last day that one of its records names; None if there is none."""
        return self._edge(
            measure, f"max(on_to) FROM ({{}}) WHERE on_to < '{LATEST}'", "max(on_from) FROM ({}) WHERE 1"
        )

    def _edge(self, measure: Measure, *questions: str) -> date | None:
        """The answer to the first question that has one; an open beginning or end is no day."""
        for question in questions if measure.code in counted_codes() else ():
            asked = f"SELECT {question.format(_rows(measure))} AND on_from <= ?"
            found = self._connection.execute(asked, (self.as_of.isoformat(),)).fetchone()[0]
            if found is not None:
                return date.fromisoformat(found)
        return None

    def newest(self, measures: Iterable[Measure], within: Period) -> date | None:
        """The latest day on which something recorded in a period begins, over several measures."""
        days = []
        for measure in measures:
            if measure.code in counted_codes():
                row = self._connection.execute(
                    f"SELECT max(on_from) FROM ({_rows(measure)})"
                    " WHERE on_from <= ? AND on_from BETWEEN ? AND ?",
                    (self.as_of.isoformat(), within.start.isoformat(), within.last.isoformat()),
                ).fetchone()
                days += [date.fromisoformat(row[0])] if row[0] else []
        return max(days, default=None)

    def tally(
        self, measure: Measure, windows: Sequence[Window], by: str | None = ""
    ) -> dict[tuple[Window, str | None], Tally]:
        """What was recorded in each window, by ``by`` (a field; empty: its own split; None: all together)."""
        if measure.code not in counted_codes() or not windows:
            return {}
        asked = (measure.code, tuple(windows), by)
        if asked not in self._tallies:  # the tables of a report ask again
            self._tallies[asked] = self._tally(measure, windows, by)
        return self._tallies[asked]

    def _tally(
        self, measure: Measure, windows: Sequence[Window], by: str | None
    ) -> dict[tuple[Window, str | None], Tally]:
        listed, values = self._windows(windows)
        inside = f"CASE WHEN {_INSIDE} THEN r.counts ELSE 0 END"
        vague = f"sum(CASE WHEN {_INSIDE} THEN 0 ELSE r.counts END)"
        if "who" in self._columns(measure):
            rows = self._streamed(measure, by, ("who",), _AROUND)
            question = (
                "SELECT n, apart, sum(most), 0, sum(records), sum(vague) FROM ("
                f"SELECT w.n, r.apart, max({inside}) AS most, sum({_INSIDE}) AS records,"
                f" {vague} AS vague FROM ({rows}) AS r CROSS JOIN w WHERE {_TOUCHES}"
                " GROUP BY 1, 2, r.who) GROUP BY 1, 2"
            )
        else:
            # Rows of the same time are added up first; CROSS: only then are they put into windows.
            apart, join = self._apart(measure, by)
            question = (
                f"SELECT w.n, r.apart, sum({inside}),"
                f" sum(CASE WHEN {_INSIDE} AND r.on_from > w.cut THEN r.counts ELSE 0 END),"
                f" sum(CASE WHEN {_INSIDE} THEN r.records ELSE 0 END), {vague} FROM ("
                f"SELECT r.on_from, r.on_to, {apart} AS apart, sum(r.counts) AS counts, count(*) AS records"
                f" FROM ({_rows(measure)}) AS r {join} WHERE {_AROUND} GROUP BY 1, 2, 3"
                f") AS r CROSS JOIN w WHERE {_TOUCHES} GROUP BY 1, 2"
            )
        answer = self._connection.execute(
            f"WITH w(n, first, last, cut) AS (VALUES {listed}) {question}", values
        )
        return {(windows[row[0]], row[1]): Tally(*row[2:]) for row in answer}

    def cross(
        self, measure: Measure, period: Period, by: tuple[str, str]
    ) -> dict[tuple[str | None, ...], int]:
        """What was recorded in a period, by two fields at once."""
        if measure.code not in counted_codes():
            return {}
        listed, values = self._windows([Window.of(period)])
        columns = ", ".join(f"r.{column_of(measure, field)}" for field in by)
        answer = self._connection.execute(
            f"WITH w(n, first, last, cut) AS (VALUES {listed}) SELECT {columns}, sum(r.counts)"
            f" FROM ({_rows(measure)}) AS r CROSS JOIN w WHERE {_AROUND} AND {_INSIDE} GROUP BY 1, 2",
            values,
        )
        return {(row[0], row[1]): row[2] for row in answer}

    def items(self, measure: Measure, windows: Sequence[Window], *, inside: bool) -> list[Item]:
        """The rows that lie inside a window, or (not ``inside``) that touch one and lie inside none."""
        if measure.code not in counted_codes() or not windows:
            return []
        listed, values = self._windows(windows)
        lies = f"EXISTS (SELECT 1 FROM w WHERE {_INSIDE})"
        condition = lies if inside else f"EXISTS (SELECT 1 FROM w WHERE {_TOUCHES}) AND NOT {lies}"
        question = f"WITH w(n, first, last, cut) AS (VALUES {listed}) "
        question += self._each(measure, f"{_AROUND} AND {condition}")
        return [_item(row) for row in self._connection.execute(question, values)]

    def held(
        self, stock: Measure, days: Iterable[date], by: str | None = ""
    ) -> dict[tuple[date, str | None], int]:
        """What held on each day (none later than ``as_of``), by ``by`` as in ``tally``."""
        if stock.code not in counted_codes():
            return {}
        asked = list(dict.fromkeys(days))
        if not asked:
            return {}
        distinct = "who" in self._columns(stock)
        ends = ("end_from", "end_to", "who") if distinct else ("end_from", "end_to")
        rows = self._streamed(stock, by, ends, "r.on_from <= :until")
        listed, values = self._days(asked)
        source = f"FROM ({rows}) AS r CROSS JOIN d WHERE {_HOLDS} GROUP BY 1, 2"
        if distinct:
            question = (
                "SELECT n, apart, sum(most) FROM"
                f" (SELECT d.n, r.apart, max(r.counts) AS most {source}, r.who) GROUP BY 1, 2"
            )
        else:
            question = f"SELECT d.n, r.apart, sum(r.counts) {source}"
        answer = self._connection.execute(f"WITH d(n, day, over) AS (VALUES {listed}) {question}", values)
        return {(asked[row[0]], row[1]): row[2] for row in answer}

    def held_items(self, stock: Measure, day: date) -> list[Item]:
        """The rows that hold on a day."""
        if stock.code not in counted_codes():
            return []
        listed, values = self._days([day])
        question = f"WITH d(n, day, over) AS (VALUES {listed}) "
        question += self._each(stock, f"EXISTS (SELECT 1 FROM d WHERE {_HOLDS})")
        return [_item(row) for row in self._connection.execute(question, values)]

    def _each(self, measure: Measure, condition: str) -> str:
        """SQL for the rows that fulfil a condition; of those with the same ``who`` the one that counts."""
        rows = f"SELECT r.* FROM ({_rows(measure)}) AS r WHERE {condition}"
        if "who" not in self._columns(measure):
            return f"SELECT kind, id, on_from, on_to, counts, key FROM ({rows}) ORDER BY on_from, on_to, id"
        first = "row_number() OVER (PARTITION BY who ORDER BY counts DESC, on_from, on_to, id) AS nth"
        return (
            f"SELECT kind, id, on_from, on_to, sum(counts), key FROM (SELECT *, {first} FROM ({rows}))"
            " WHERE nth = 1 GROUP BY kind, id ORDER BY on_from, on_to, id"
        )

    def rosters(self, period: Period) -> Rosters:
        """How the people of the sessions of a period are known."""
        listed, values = self._windows([Window.of(period)])
        answer = self._connection.execute(
            f"WITH w(n, first, last, cut) AS (VALUES {listed})"
            f" SELECT r.known, sum(r.times) FROM ({sql('rosters')}) AS r CROSS JOIN w"
            f" WHERE {_AROUND} AND {_INSIDE} GROUP BY 1",
            values,
        )
        return Rosters(**dict(answer.fetchall()))

    def records(self, kind: str, period: Period | None = None) -> Sheet:
        """The records of a kind, those of a period if one is given."""
        return read(self._connection, KINDS[kind], self.today, Narrowing(period=period))

    def some(self, kind: str, ids: Sequence[int]) -> Iterator[Row]:
        """The records of a kind with these ids."""
        for start in range(0, len(ids), _AT_ONCE):
            narrowed = Narrowing(ids=tuple(ids[start : start + _AT_ONCE]))
            yield from read(self._connection, KINDS[kind], self.today, narrowed).rows

    def _windows(self, windows: Sequence[Window]) -> tuple[str, dict[str, str]]:
        """Windows as VALUES of SQL, and what their parameters hold."""
        values = {
            f"{name}{number}": day.isoformat()
            for number, window in enumerate(windows)
            for name, day in zip(("first", "last", "cut"), window, strict=True)
        }
        values["known"] = (self.as_of if self.as_of < self.today else date.max).isoformat()
        values["first"] = min(window.first for window in windows).isoformat()
        values["last"] = min(self.as_of, max(window.last for window in windows)).isoformat()
        listed = ", ".join(f"({n}, :first{n}, :last{n}, :cut{n})" for n in range(len(windows)))
        return listed, values

    def _days(self, days: Sequence[date]) -> tuple[str, dict[str, str | int]]:
        """Days as VALUES of SQL (none later than ``as_of``), and what their parameters hold."""
        values: dict[str, str | int] = {"until": min(self.as_of, max(days)).isoformat()}
        for number, asked in enumerate(days):
            day = min(asked, self.as_of)
            values |= {f"day{number}": day.isoformat(), f"over{number}": int(day < self.today)}
        return ", ".join(f"({n}, :day{n}, :over{n})" for n in range(len(days))), values


def _figure(measure: Measure, row: sqlite3.Row) -> Figure:
    as_of = _span(row[5], row[6]) if row[5] else None
    counted = row[4] * (1000 if measure.grams else 1)
    return Figure(row[0], measure.code, _span(row[1], row[2]), row[3], counted, as_of, *row[7:])


def _rows(measure: Measure) -> str:
    rows, counts = sql(f"measures/{measure.rows or measure.code}"), measure.counts
    if counts == "counts":
        return rows
    return f"SELECT *, {counts} AS counts FROM ({rows}) WHERE {counts} IS NOT NULL"


def _span(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))


def _item(row: sqlite3.Row) -> Item:
    return Item(row[0], row[1], _span(row[2], row[3]), row[4], row[5])
