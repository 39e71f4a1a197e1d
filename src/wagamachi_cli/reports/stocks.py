"""Stocks: what there is on the last day of a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wagamachi_cli.kinds.measures import Measure
from wagamachi_cli.period import Period
from wagamachi_cli.queries.figures import Figure
from wagamachi_cli.queries.measuring import Measuring, Since
from wagamachi_cli.reports.publications import Published
from wagamachi_cli.reports.published import UNSPLIT, Cell, Flow, Key, Source, rest_of, summed
from wagamachi_cli.reports.running import run_up


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
        return run_up(reader, measure, columns, source, by, keys)
    return _held(reader, measure, columns, source, by, keys)


def _held(
    reader: Measuring,
    measure: Measure,
    columns: Sequence[Period],
    source: Source,
    by: str,
    keys: Sequence[Key],
) -> Flow:
    """What held on the day; from a figure's day on, the figure and the changes recorded since.

    Before the first of them the register does not speak: who was there already is known as a number only.
    """
    published = Published.of(reader, measure)
    figures = published.figures if source != "recorded" else ()
    every = (*figures, *published.left_out) if source != "recorded" else ()
    days = {column: min(column.last, reader.as_of) for column in columns}
    first_day = reader.first_day(measure) if source != "published" else None

    def before(day: date, key: Key) -> bool:
        stated = [figure.stands_to for figure in every]
        own = [figure.stands_to for figure in every if figure.key == key]
        return bool(stated) and (day < min(stated) or (bool(own) and day < min(own)))

    def lines(
        field: str | None, stating: Sequence[Figure], more: Sequence[Key]
    ) -> dict[Key, tuple[Cell, ...]]:
        held = {} if source == "published" else reader.held(measure, days.values(), field)
        changes: dict[tuple[Figure, date], dict[Key, Since]] = {}

        def since(figure: Figure, day: date, key: Key) -> Since:
            if source == "published":
                return Since()
            if (figure, day) not in changes:
                changes[figure, day] = reader.since(
                    measure, figure.stands_to, max(day, figure.stands_to), field
                )
            return changes[figure, day].get(key, Since())

        def cell(column: Period, key: Key) -> Cell:
            day = days[column]
            if column.start > reader.as_of:  # nobody knows yet
                return Cell()
            now = held.get((day, key), 0)
            figure = _standing(stating, column, key)
            if figure is not None and (day >= figure.stands_to or not reader.bounded):
                then, change, vague = since(figure, day, key)
                value = max(max(figure.value, then) + change, now)
                return Cell(value, "", (figure,), change, now, vague)
            if before(day, key):
                return Cell(hidden="before", recorded=now)
            speaks = first_day is not None and first_day.replace(day=1) <= day
            return Cell(now, recorded=now) if now or speaks else Cell()

        found = dict.fromkeys([*more, *(key for _, key in held), *(figure.key for figure in stating)])
        return {key: tuple(cell(column, key) for column in columns) for key in found}

    natural = lines("", figures, () if by else keys)
    as_one = tuple(figure for figure in figures if figure.key is None) if measure.split else ()
    if as_one:
        natural.pop(None, None)
    parts = natural or lines("", figures, (None,))  # no row at all is nothing, or none
    total = tuple(_all([line[n] for line in parts.values()]) for n in range(len(columns)))
    if as_one:
        of_all = lines(None, as_one, (None,))[None]
        total = tuple(map(_more, of_all, total))
    rows = lines(by, (), keys) if by else natural
    shared = tuple(
        sum(line[n].recorded for line in rows.values()) - total[n].recorded if by else 0
        for n in range(len(columns))
    )
    rest = tuple(
        rest_of(total[n], [line[n] for line in rows.values()], shared[n]) for n in range(len(columns))
    )
    return Flow({**rows, UNSPLIT: rest} if any(cell.value for cell in rest) else rows, total, False, shared)


def _all(parts: list[Cell]) -> Cell:
    """The sum of all rows; not known before the first figure of one of them."""
    if any(part.hidden == "before" for part in parts):
        return Cell(hidden="before", recorded=sum(part.recorded for part in parts))
    return summed(parts)


def _more(whole: Cell, total: Cell) -> Cell:
    """The larger of what was published as one number and what the rows come to."""
    return total if total.figures and (total.value or 0) >= (whole.value or 0) else whole


def _standing(figures: Sequence[Figure], column: Period, key: Key) -> Figure | None:
    """The figure that counts at the end of a column: the last one that stands to a day not after it."""
    standing = [figure for figure in figures if figure.key == key and figure.stands_to <= column.last]
    return max(standing, key=lambda figure: figure.stands_to, default=None)
