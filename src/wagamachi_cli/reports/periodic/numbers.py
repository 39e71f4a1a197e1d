"""The numbers of a report: measures over its columns, and the tables that are made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.language import _
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.hiding import Hiding
from wagamachi_cli.reports.periodic.times import Times
from wagamachi_cli.reports.published import Cell
from wagamachi_cli.reports.several import Gathered
from wagamachi_cli.reports.tables import PARTIAL, TOTAL, heading, value
from wagamachi_cli.reports.trend import Question, Trend, partial_day, trend
from wagamachi_cli.sheet import HIDDEN, Coded, Column, Difference, Row, Sheet, Sign, Value, machine

SO_FAR, LAST_YEAR, DIFFERENCE, PREVIOUS = "ytd", "last-year", "diff", "previous"
NO_COMPARISON = Sign("–")
_EMPTY = (None, NO_COMPARISON)


class Counted:
    """The trends of a report, each worked out once for all who read it, in whatever language."""

    def __init__(self, reader: Measuring, times: Times) -> None:
        self.reader, self.times, self.columns = reader, times, times.every
        self._trends: dict[tuple[str, str, tuple[Period, ...]], Trend] = {}

    def trend(self, code: str, field: str = "", columns: tuple[Period, ...] = ()) -> Trend:
        """A measure over ``columns`` (all, if none are given), told apart by ``field`` or its own split."""
        place = code, field, columns or self.columns
        if place not in self._trends:
            period = self.times.period
            self._trends[place] = trend(
                self.reader, MEASURES[code], period, Question(period, field), columns=place[2]
            )
        return self._trends[place]


class Numbers:
    """The measures of a report over its columns; ``hiding`` is None where everything is shown."""

    def __init__(self, counted: Counted, hiding: Hiding | None) -> None:
        self.counted, self.hiding = counted, hiding
        self.reader, self.times = counted.reader, counted.times

    def trend(self, code: str) -> Trend:
        """A measure over all the columns."""
        return self.counted.trend(code)

    def trends(self, codes: Iterable[str]) -> list[Trend]:
        """Several of them."""
        return [self.trend(code) for code in codes]

    def shown(self, code: str, column: Period) -> Value:
        """What may be seen of a measure in a column: its number, ``…``, ``x``, or None (nothing stated)."""
        cell = self._cell(code, column)
        # In a table that is hidden a blank would say that there was none.
        blank = cell.hidden or column.start > self.reader.as_of
        if not blank and self.hiding and self.hiding.hides(MEASURES[code], column):
            return HIDDEN
        return value(cell, MEASURES[code])

    def difference(self, code: str) -> Value:
        """How much more it is than a year before; ``x`` if one of the two is hidden."""
        now, then = (self.shown(code, column) for column in (self.times.period, self.times.last_year))
        return difference(now, then)

    def partial(self, codes: Iterable[str], column: Period) -> bool:
        """Whether a column stops short of its end for one of the measures."""
        return any(partial_day(column, (self._cell(code, column),), self.reader) for code in codes)

    def stated(self, code: str) -> bool:
        """Whether anything is stated of a measure in the period, before it, or a year before."""
        return any(self.shown(code, column) is not None for column in self.counted.columns)

    def whole(self, code: str) -> bool:
        """Whether every part of the period may be seen."""
        return all(self.shown(code, column) is not HIDDEN for column in self.times.parts)

    def sheet(self, codes: Sequence[str]) -> Sheet:
        """A row a measure; a column that states nothing of any of them is left out."""
        units = {str(MEASURES[code].unit) for code in codes}
        unit = units.pop() if len(units) == 1 else None
        rows = tuple(self._row(code) for code in codes)
        kept = [
            column
            for column in self._columns(codes, unit)
            if column.key == self.times.period.key or any(row[column.key] not in _EMPTY for row in rows)
        ]
        heads = [Column("measure", _("measure"), kind="choice")]
        heads += [] if unit else [Column("unit", _("unit"))]
        return Sheet((*heads, *kept), rows)

    def apart(self, gathered: Gathered, field: str, codes: Sequence[str]) -> Sheet:
        """The measures told apart by a field; of what may not be told apart the total alone."""
        kept = [code for code in codes if not self._hides_parts(MEASURES[code], field)]
        sheet = gathered.apart(field, codes)
        rows: list[Row] = [
            {key: cell if key == field or key in kept else HIDDEN for key, cell in row.items()}
            for row in sheet.rows
            if kept and any(row[code] is not None for code in kept)
        ]
        if rows:
            totals = {code: self.shown(code, self.times.period) for code in codes}
            rows.append({field: Coded(TOTAL, _("total")), **totals})
        return Sheet(sheet.columns, tuple(rows))

    def hide_parts(self, sheet: Sheet, field: str) -> Sheet:
        """``sheet``, whose columns are measures and whose last row is the total, without what is hidden."""
        hidden = [
            column.key
            for column in sheet.columns
            if column.key in MEASURES and self._hides_parts(MEASURES[column.key], field)
        ]
        last = len(sheet.rows) - 1
        rows = (
            {
                **row,
                **{
                    code: self.shown(code, self.times.period) if number == last else HIDDEN for code in hidden
                },
            }
            for number, row in enumerate(sheet.rows)
        )
        return Sheet(sheet.columns, tuple(rows))

    def _hides_parts(self, measure: Measure, field: str) -> bool:
        return self.hiding is not None and self.hiding.hides_parts(measure, field)

    def _cell(self, code: str, column: Period) -> Cell:
        return self.trend(code).total.cells[self.counted.columns.index(column)]

    def _row(self, code: str) -> Row:
        times, measure = self.times, MEASURES[code]
        now = {column.key: self.shown(code, column) for column in (*times.parts, times.period)}
        return {
            "measure": Coded(code, str(measure.label)),
            "unit": str(measure.unit),
            **now,
            SO_FAR: self.shown(code, times.so_far) if times.so_far != times.period else None,
            LAST_YEAR: _compared(self.shown(code, times.last_year)),
            DIFFERENCE: self.difference(code),
            PREVIOUS: _compared(self.shown(code, times.previous)),
        }

    def _columns(self, codes: Sequence[str], unit: str | None) -> Iterable[Column]:
        times = self.times

        def mark(column: Period) -> str:
            return PARTIAL if self.partial(codes, column) else ""

        for column in (*times.parts, times.period):
            yield Column(column.key, heading(column), unit, "number", mark(column))
        yield Column(SO_FAR, _("year so far"), unit, "number", mark(times.so_far))
        before = _("year before ({period})").format(period=heading(times.last_year))
        yield Column(LAST_YEAR, before, unit, "number", mark(times.last_year))
        yield Column(DIFFERENCE, _("change"), unit, "number", mark(times.period))
        before = _("period before ({period})").format(period=heading(times.previous))
        yield Column(PREVIOUS, before, unit, "number", mark(times.previous))


def _compared(one: Value) -> Value:
    """What a number is compared with; – where there is nothing."""
    return NO_COMPARISON if one is None else one


def difference(now: Value, then: Value) -> Value:
    """How much more it is now than then; ``x`` if one of the two is hidden, – where nothing compares."""
    if HIDDEN in (now, then) and None not in (now, then):
        return HIDDEN
    if isinstance(now, int | float) and isinstance(then, int | float):
        return Difference(round(now - then, 3))
    return NO_COMPARISON


def number(one: Value) -> int | float | None:
    """A number that may be seen."""
    seen = machine(one)
    return seen if isinstance(seen, int | float) else None
