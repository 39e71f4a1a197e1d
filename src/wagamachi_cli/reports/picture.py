"""The chart of a report: its data and words, made from the very lines that its table shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wagamachi_cli.language import _
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.published import Key
from wagamachi_cli.reports.tables import PARTIAL, cells_of, heading, labelled, ordered
from wagamachi_cli.reports.trend import Line, Trend, partial_day
from wagamachi_cli.reports.wording import chart_sources, long_day, remarks
from wagamachi_cli.sheet import Amount, ChartSpec, Sign

Series = tuple[str, tuple[Amount, ...]]


def chart(
    reader: Measuring,
    title: str,
    what: str,
    day: date,
    trends: Sequence[Trend],
    bars: Sequence[Series],
    line: Series | None = None,
    total: Series | None = None,
    stack_total: str | None = None,
) -> ChartSpec:
    """Bars stacked per column of time, in this order, and perhaps a line over them.

    ``what`` is counted, as of ``day``; the unit, notes and sources are those of ``trends``. Over each
    stack stands its ``total``, or its sum under the name ``stack_total``.
    """
    name, totals = total or (stack_total, ())
    signs = any(isinstance(value, Sign) for _label, values in bars for value in values)
    return ChartSpec(
        title=title,
        subtitle=_("{what}, as of {day}").format(what=what, day=_day(day, trends)),
        unit=str(trends[0].measure.unit),
        categories=_categories(reader, trends[0]),
        bars=tuple(bars),
        line=line,
        notes=(*remarks(trends, reader, signs=signs), *chart_sources(trends, reader)),
        stack_total=name,
        totals=totals,
    )


def series(label: str, line: Line, one: Trend) -> Series:
    """A line of a trend as the table shows it."""
    cells = cells_of(line, one)
    return label, tuple(amount(cells[column.key]) for column in one.columns)


def amount(value: object) -> Amount:
    """A cell of a measure, to be drawn."""
    assert value is None or isinstance(value, int | float | Sign)  # noqa: S101 - a cell of a measure
    return value


def whole(one: Trend) -> Series:
    """The line of all rows, as what stands over each stack."""
    return series(_("total"), one.total, one)


def lines(trends: Sequence[Trend]) -> list[Series]:
    """Measures as series of bars, those apart of which nothing was ever recorded."""
    return [
        series(str(one.measure.short or one.measure.label), one.total, one)
        for one in trends
        if any(cell.value is not None for cell in one.total.cells)
    ]


def bars(reader: Measuring, one: Trend, field: str, keys: Sequence[Key]) -> list[Series]:
    """The rows of a trend by ``field`` as series of bars, those of ``keys`` first."""
    return [
        series(str(labelled(reader, one.measure, field, key).label), one.rows[key], one)
        for key in ordered(one.rows, keys)
    ]


def _day(day: date, trends: Sequence[Trend]) -> str:
    """A day written out; as the month that the figures name, where it is theirs."""
    stated = (figure.as_of for one in trends for figure in one.figures)
    months = (time.period for time in stated if time and time.last == day)
    return next((month.long() for month in months if month), long_day(day))


def _categories(reader: Measuring, one: Trend) -> tuple[str, ...]:
    """The names under the bars; that they are fiscal years is said once."""
    names = []
    for number, (column, cell) in enumerate(zip(one.columns, one.total.cells, strict=True)):
        name = heading(column)
        if column.kind == "fy":
            name = column.short() if number == 0 else name.removeprefix("FY")
        names.append(name + (PARTIAL if partial_day(column, (cell,), reader) else ""))
    return tuple(names)
