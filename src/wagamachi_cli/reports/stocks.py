"""Stocks: what there is on the last day of a period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import sub

from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.period import Period
from wagamachi_cli.queries.figures import Figure
from wagamachi_cli.queries.measuring import Item, Measuring
from wagamachi_cli.queries.windows import Window
from wagamachi_cli.reports.published import (
    UNSPLIT,
    Cell,
    Flow,
    Key,
    Published,
    Source,
    flow,
    rest_of,
    summed,
)


def stock(
    reader: Measuring,
    measure: Measure,
    columns: Sequence[Period],
    source: Source = "combined",
    by: str = "",
    keys: Sequence[Key] = (),
) -> Flow:
    """A stock on the last day of each of ``columns``, none later than the reader's; see ``flow``."""
    if measure.flow:
        return _run_up(reader, measure, columns, source, by, keys)
    return _held(reader, measure, columns, source, by, keys)


def pieces(start: date, column: Period) -> tuple[Period, ...]:
    """The time from the fiscal year of ``start`` to the end of ``column``: whole years, then the rest."""
    first = Period.containing(start, "fy")
    if column.end <= first.start:
        return ()
    return Period(first.start, column.end).split("fy")


def _run_up(
    reader: Measuring,
    measure: Measure,
    columns: Sequence[Period],
    source: Source,
    by: str,
    keys: Sequence[Key],
) -> Flow:
    """The running sum of a flow, from its first figure or record on, less what ended."""
    coming, going = MEASURES[measure.flow], MEASURES[measure.less]
    start = beginning(reader, coming)
    if start is None:
        return _nothing(columns, keys)
    parts = {column: pieces(start, column) for column in columns}
    every = list(dict.fromkeys(piece for of_column in parts.values() for piece in of_column))
    come = flow(reader, coming, every, source, by, keys)
    gone = flow(reader, going, every, "recorded" if source == "combined" else source, by)
    vague = {
        column: surely_before(reader, coming, parts[column], source) if come.vague else []
        for column in columns
    }
    blank = tuple(Cell() for _ in every)

    def run(came: Sequence[Cell], went: Sequence[Cell], counted: Callable[[Item], bool]) -> tuple[Cell, ...]:
        came_in, went_in = dict(zip(every, came, strict=True)), dict(zip(every, went, strict=True))
        return tuple(
            _at(
                column,
                [came_in[piece] for piece in parts[column]],
                [went_in[piece] for piece in parts[column]],
                [item for item in vague[column] if counted(item)],
                reader,
            )
            for column in columns
        )

    def row(key: Key) -> tuple[Cell, ...]:
        return run(
            come.rows.get(key, blank),
            gone.rows.get(key, blank),
            lambda item: key == (UNSPLIT if by else item.key),
        )

    found = [UNSPLIT if by else item.key for items in vague.values() for item in items]
    rows = {key: row(key) for key in dict.fromkeys([*come.rows, *gone.rows, *found])}
    more = dict(zip(every, map(sub, come.shared, gone.shared), strict=True))
    shared = tuple(sum(more[piece] for piece in parts[column]) for column in columns)
    return Flow(rows, run(come.total, gone.total, lambda _item: True), False, shared)


def _at(column: Period, came: list[Cell], went: list[Cell], more: list[Item], reader: Measuring) -> Cell:
    if column.start > reader.as_of:
        return Cell()
    sum_in, sum_out = summed(came), summed(went)
    known = [item.counts for item in more if item.on.last <= column.last]
    if came and came[-1].hidden == "published":
        return Cell(hidden="published")
    if any(item.on.first <= column.last < item.on.last for item in more):
        return Cell(hidden="recorded")
    if sum_in.value is None and sum_out.value is None and not known:
        return Cell()
    value = (sum_in.value or 0) + sum(known) - (sum_out.value or 0)
    return Cell(value, "", sum_in.figures, sum_in.after, sum_in.recorded)


def surely_before(
    reader: Measuring, measure: Measure, every: Sequence[Period], source: Source = "combined"
) -> list[Item]:
    """What began at a time (..R1) that lies in no one piece and is no part of a figure.

    It is there for certain once that time is over.
    """
    if source == "published":
        return []
    figures = Published.of(reader, measure).figures if source == "combined" else ()
    return [
        item
        for item in reader.items(measure, [Window.of(piece) for piece in every], inside=False)
        if not any(f.span.first <= item.on.last and item.on.first <= f.stands_to for f in figures)
    ]


def _held(
    reader: Measuring,
    measure: Measure,
    columns: Sequence[Period],
    source: Source,
    by: str,
    keys: Sequence[Key],
) -> Flow:
    """What held on the day; from a figure's day on, the figure and the changes recorded since."""
    published = Published.of(reader, measure)
    figures = published.figures if source != "recorded" else ()
    days = {column: min(column.last, reader.as_of) for column in columns}
    wanted = sorted({*days.values(), *(figure.stands_to for figure in figures)})

    def speaks(day: date) -> bool:
        first = None if source == "published" else reader.first_day(measure)
        return first is not None and first.replace(day=1) <= day

    def lines(field: str, stating: Sequence[Figure], more: Sequence[Key]) -> dict[Key, tuple[Cell, ...]]:
        held = {} if source == "published" else reader.held(measure, wanted, field)

        def cell(column: Period, key: Key) -> Cell:
            if column.start > reader.as_of:  # nobody knows yet
                return Cell()
            now = held.get((days[column], key), 0)
            figure = _standing(stating, column, key)
            if figure is not None:
                then = held.get((figure.stands_to, key), 0)
                since = now - then if days[column] >= figure.stands_to else 0
                return Cell(max(figure.value, then) + since, "", (figure,), since, now)
            return Cell(now, recorded=now) if now or speaks(days[column]) else Cell()

        found = dict.fromkeys([*more, *(key for _, key in held), *(figure.key for figure in stating)])
        return {key: tuple(cell(column, key) for column in columns) for key in found}

    natural = lines("", figures, () if by else keys)
    parts = natural or lines("", figures, (None,))  # no row at all is nothing, or none
    total = tuple(summed(line[n] for line in parts.values()) for n in range(len(columns)))
    if not by:
        return Flow(natural, total)
    rows = lines(by, (), keys)
    shared = tuple(
        sum(line[n].recorded for line in rows.values()) - total[n].recorded for n in range(len(columns))
    )
    rest = tuple(
        rest_of(total[n], [line[n] for line in rows.values()], shared[n]) for n in range(len(columns))
    )
    return Flow({**rows, UNSPLIT: rest} if any(cell.value for cell in rest) else rows, total, False, shared)


def _standing(figures: Sequence[Figure], column: Period, key: Key) -> Figure | None:
    """The figure that counts at the end of a column: the last one that stands to a day not after it."""
    standing = [figure for figure in figures if figure.key == key and figure.stands_to <= column.last]
    return max(standing, key=lambda figure: figure.stands_to, default=None)


def beginning(reader: Measuring, measure: Measure) -> date | None:
    """The first day that a figure or a record of the measure names; None if there is neither."""
    recorded = reader.first_day(measure)
    firsts = [figure.span.first for figure in Published.of(reader, measure).figures]
    return min([*firsts, *([recorded] if recorded else [])], default=None)


def _nothing(columns: Sequence[Period], keys: Sequence[Key]) -> Flow:
    blank = tuple(Cell() for _ in columns)
    return Flow(dict.fromkeys(keys, blank), blank)
