"""Trends: a measure over the columns of a period, row by row, with what each column and row adds up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.language import Label
from wagamachi_cli.period import Period
from wagamachi_cli.queries.figures import Figure
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.queries.windows import Window
from wagamachi_cli.reports.distinct import distinct
from wagamachi_cli.reports.publications import Published
from wagamachi_cli.reports.published import Cell, Key, Source, flow, summed
from wagamachi_cli.reports.stocks import stock

TIME_FIELDS = {"month": Label("月", "month"), "quarter": Label("四半期", "quarter")}


@frozen
class Question:
    """What a person asks of a report: when, told apart by what (a field, month or quarter), how."""

    period: Period | None = None
    by: str = ""
    cumulative: bool = False
    source: Source = "combined"

    @property
    def field(self) -> str:
        """The field that makes the rows; empty where it is the report's own or makes columns."""
        return "" if self.by in TIME_FIELDS else self.by

    def columns(self, period: Period) -> tuple[Period, ...]:
        """The columns of ``period``: as asked, else years, quarters or months as it is whole ones of."""
        if self.by == "month":
            return period.split("month")
        if self.by == "quarter":
            return period.split("quarter")
        return period.columns()


@frozen
class Line:
    """A row of cells and what they come to: a flow's sum, a stock's latest number, who came at all."""

    cells: tuple[Cell, ...]
    total: Cell

    def cumulative(self) -> Line:
        """The running sum, carried on over what is not stated; not known after what is hidden."""
        running: list[Cell] = []
        for cell in self.cells:
            before = running[-1] if running else Cell()
            hidden = before.hidden or cell.hidden
            if hidden:
                running.append(Cell(hidden=hidden))
            elif cell.value is None:
                running.append(replace(before, figures=()))
            else:
                running.append(replace(cell, value=(before.value or 0) + cell.value))
        return Line(tuple(running), self.total)


@frozen
class Trend:
    """A measure over columns: its rows, the line of all of them, and what could be put nowhere.

    ``vague`` counts what was recorded without a time that lies in one column, ``shared`` by how much
    the rows come to more than their total, since a record can stand in several.
    """

    measure: Measure
    period: Period
    columns: tuple[Period, ...]
    rows: dict[Key, Line]
    total: Line
    left_out: tuple[Figure, ...] = ()
    vague: int = 0
    shared: int = 0

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that are in it."""
        cells = [*self.total.cells, self.total.total]
        return tuple(dict.fromkeys(figure for cell in cells for figure in cell.figures))

    def changed(self, change: Callable[[Line], Line]) -> Trend:
        """The same with every line changed."""
        rows = {key: change(line) for key, line in self.rows.items()}
        return replace(self, rows=rows, total=change(self.total))


def trend(
    reader: Measuring,
    measure: Measure,
    period: Period,
    question: Question,
    keys: Sequence[Key] = (),
    columns: tuple[Period, ...] | None = None,
) -> Trend:
    """The trend of a measure over a period; ``keys`` are rows that stand there in any case."""
    shown = columns or question.columns(period)
    field = "" if question.field == measure.split else question.field
    stated = [Published.of(reader, MEASURES[code]) for code in (measure.code, measure.flow) if code]
    left_out = tuple(
        figure
        for published in stated
        for figure in published.left_out
        if any(figure.span.within(column) for column in (*shown, *period.columns()))
    )
    if measure.kind == "stock":
        answer = stock(reader, measure, shown, question.source, field, keys)
        return Trend(
            measure,
            period,
            shown,
            {key: Line(cells, _latest(cells)) for key, cells in answer.rows.items()},
            Line(answer.total, _latest(answer.total)),
            left_out,
            shared=next((more for more in reversed(answer.shared) if more), 0),
        )
    # Whole years may be known where their parts are not, and several together where one is not.
    if measure.kind == "flow":
        whole = period.columns()
        every = list(dict.fromkeys([*shown, *whole]))
        answer = flow(reader, measure, every, question.source, field, keys, (whole,))
        sums, places = answer.sums[0], [every.index(column) for column in whole]
        rows = {key: _line(cells, shown, sums.rows[key], adds=True) for key, cells in answer.rows.items()}
        total = _line(answer.total, shown, sums.total, adds=True)
    else:
        every = list(dict.fromkeys([*shown, period]))
        answer = distinct(reader, measure, every, question.source, field, keys)
        places = [every.index(period)]
        rows = {key: _line(cells, shown, cells[places[0]], adds=False) for key, cells in answer.rows.items()}
        total = _line(answer.total, shown, answer.total[places[0]], adds=False)
    vague = 0
    if answer.vague:
        windows = [Window.of(column) for column in shown]
        vague = sum(item.counts for item in reader.items(measure, windows, inside=False))
    shared = sum(answer.shared[place] for place in places)
    return Trend(measure, period, shown, rows, total, left_out, vague, shared)


def _line(cells: Sequence[Cell], shown: Sequence[Period], total: Cell, *, adds: bool) -> Line:
    """The cells that are shown and their total, which ``adds`` up where it is not known as a whole."""
    here = tuple(cells[: len(shown)])
    return Line(here, summed(here) if adds and total.value is None and not total.hidden else total)


def net(started: Trend, closed: Trend) -> Trend:
    """What began less what ended; nothing where neither is stated."""

    def less(first: Cell, second: Cell) -> Cell:
        if first.value is None and second.value is None:
            return first
        return replace(first, value=(first.value or 0) - (second.value or 0), hidden="")

    def line(first: Line, second: Line) -> Line:
        cells = tuple(less(a, b) for a, b in zip(first.cells, second.cells, strict=True))
        return Line(cells, less(first.total, second.total))

    blank = Line(tuple(Cell() for _column in started.columns), Cell())
    rows = {
        key: line(started.rows.get(key, blank), closed.rows.get(key, blank))
        for key in dict.fromkeys([*started.rows, *closed.rows])
    }
    return replace(
        started, rows=rows, total=line(started.total, closed.total), vague=started.vague + closed.vague
    )


def years(reader: Measuring, measures: Iterable[Measure]) -> Period:
    """From the first to the last fiscal year with a figure or a record; this one if there is neither."""
    days: list[date] = []
    for measure in measures:
        days += [day for figure in reader.figures(measure) for day in (figure.span.first, figure.span.last)]
        days += [day for day in (reader.first_day(measure), reader.last_day(measure)) if day]
    days = days or [reader.today]
    return Period.between(Period.containing(min(days), "fy"), Period.containing(max(days), "fy"))


def as_of(reader: Measuring, trends: Iterable[Trend], period: Period) -> date:
    """The day for which a report speaks: as asked; the figures' if nothing came after; else its last day."""
    if reader.bounded:
        return reader.as_of
    trends = list(trends)
    stated = [_up_to(figure, figure.stated_to, reader) for one in trends for figure in one.figures]
    if stated:
        measures = {MEASURES[code] for one in trends for code in _codes(one.measure)}
        newest = reader.newest(measures, period)
        if newest is None or newest <= max(stated):
            return max(stated)
    return min(reader.today, period.last)


def _codes(measure: Measure) -> list[str]:
    """The measures whose records a measure follows from, itself the first."""
    return [code for code in (measure.code, measure.flow, measure.less) if code]


def _up_to(figure: Figure, day: date, reader: Measuring) -> date:
    """``day``, but no day after today where the figure itself names none."""
    return day if figure.as_of else min(day, reader.as_of)


def partial_day(column: Period, cells: Iterable[Cell], reader: Measuring) -> date | None:
    """The day at which a column stops short of its end, if it does."""
    cells = list(cells)
    stated = [_up_to(figure, figure.stands_to, reader) for cell in cells for figure in cell.figures]
    if stated and column.start <= max(stated) < column.last:
        return max(stated)
    if stated or all(cell.hidden for cell in cells):
        return None
    return reader.as_of if column.start <= reader.as_of < column.last else None


def _latest(cells: Sequence[Cell]) -> Cell:
    """The last cell that states something."""
    return next((cell for cell in reversed(cells) if cell.value is not None), Cell())
