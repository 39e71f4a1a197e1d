"""Published and recorded: what a cell of a flow says when figures stand for a part of the time.

A figure counts everything of its period up to the day to which it stands, as an opening balance does.
A cell is therefore max(published, recorded up to that day) + recorded after it; a record is after it
only if its whole interval is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.measures import Measure
from wagamachi_cli.period import LATEST, Period, Span
from wagamachi_cli.queries.dimensions import choice_of
from wagamachi_cli.queries.figures import Figure
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.queries.windows import Tally, Window

Source = Literal["combined", "published", "recorded"]
UNSPLIT = "unsplit"
"""The row of what was published without the split that the rows have."""

Key = str | None
Hidden = Literal["", "published", "recorded"]
_NOTHING = Tally()


@frozen
class Cell:
    """A number, or nothing stated (None).

    ``hidden``: there is a number, but what was published, or recorded, is of a longer time. ``figures``
    are in it, and ``after`` was recorded after them; ``recorded`` is all that the register has for it.
    """

    value: int | None = None
    hidden: Hidden = ""
    figures: tuple[Figure, ...] = ()
    after: int = 0
    recorded: int = 0


@frozen
class Published:
    """The figures of a measure: those that may be used, and those that stand to a later day than asked."""

    figures: tuple[Figure, ...]
    left_out: tuple[Figure, ...]
    reign: Span | None

    @classmethod
    def of(cls, reader: Measuring, measure: Measure) -> Published:
        """What is published of a measure, for each row and period the latest that is allowed."""
        figures = reader.figures(measure)
        if not figures:
            return cls((), (), None)
        until = reader.as_of if reader.bounded else LATEST
        latest = {(figure.span, figure.key): figure for figure in figures if figure.stands_to <= until}
        left_out = tuple(figure for figure in figures if figure.stands_to > until)
        first = min(figure.span.first for figure in figures)
        reign = Span(first, max(first, *(figure.stated_to for figure in figures)))
        return cls(_by_row(reader, measure, latest.values()), left_out, reign)

    def of_key(self, key: Key) -> list[Figure]:
        """The figures of one row."""
        return [figure for figure in self.figures if figure.key == key]

    def stating(self, column: Period, key: Key) -> tuple[Figure, ...]:
        """The figures whose time lies in ``column`` and which say what there was; they do not overlap."""
        inside = [
            figure
            for figure in self.of_key(key)
            if column.start <= figure.span.first <= column.last and figure.stands_to <= column.last
        ]
        inside.sort(key=lambda figure: (figure.span != column.span, _days(figure), figure.span.first))
        chosen: list[Figure] = []
        for figure in inside:
            if all(
                figure.stands_to < other.span.first or other.stands_to < figure.span.first for other in chosen
            ):
                chosen.append(figure)
        return tuple(chosen)

    def covering(self, column: Period, key: Key) -> Figure | None:
        """The figure for a longer period of which ``column`` is a part that nobody has told apart."""
        for figure in self.of_key(key):
            finer = any(
                other.span != figure.span
                and figure.span.first <= other.span.first
                and other.span.last <= figure.span.last
                for other in self.of_key(key)
            )
            if not finer and figure.span.first <= column.last and column.start <= figure.stands_to:
                return figure
        return None


def _days(figure: Figure) -> int:
    """Its length, negative: the longest first."""
    return (figure.span.first - figure.stands_to).days


def _by_row(reader: Measuring, measure: Measure, figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Figures of a choice under another (food) as parts of the row that a trend has (other)."""
    choice = choice_of(measure, measure.split)
    if choice is None:
        return tuple(figures)
    rows: dict[tuple[Span, Key], Figure] = {}
    parts: list[Figure] = []
    for figure in figures:
        if figure.key is not None and reader.choices.parent(choice, figure.key) != figure.key:
            parts.append(figure)
        else:
            rows[figure.span, figure.key] = figure
    whole = set(rows)
    for part in parts:
        place = part.span, reader.choices.parent(choice, part.key or "")
        if place in whole:
            continue
        before = rows.get(place)
        rows[place] = replace(part, key=place[1], value=part.value + (before.value if before else 0))
    return tuple(rows.values())


@frozen
class Silence:
    """When the register says nothing, so that a cell without a record is blank and not 0.

    Figures reign from the first one's period to the last as-of; before them it speaks from the month
    of its first record on, after them always.
    """

    reader: Measuring
    measure: Measure
    reign: Span | None = None

    def broken(self, start: date) -> bool:
        """Whether the register speaks for a period that begins on ``start``."""
        if self.reign is not None and start >= self.reign.first:
            return start > self.reign.last
        first = self.reader.first_day(self.measure)
        return first is not None and start >= first.replace(day=1)


def summed(cells: Iterable[Cell]) -> Cell:
    """The sum of what the cells state; nothing if none states anything."""
    cells = list(cells)
    stated = [cell.value for cell in cells if cell.value is not None]
    return Cell(
        sum(stated) if stated else None,
        "" if stated else next((cell.hidden for cell in cells if cell.hidden), ""),
        tuple(dict.fromkeys(figure for cell in cells for figure in cell.figures)),
        sum(cell.after for cell in cells),
        sum(cell.recorded for cell in cells),
    )


@frozen
class Flow:
    """A flow over columns: a cell for each, row by row, and the same for all rows together.

    ``vague``: something was recorded that may lie in a column and may not. ``shared``: by how much the
    rows of each column come to more than the total, since a record can stand in several of them.
    """

    rows: dict[Key, tuple[Cell, ...]]
    total: tuple[Cell, ...]
    vague: bool = False
    shared: tuple[int, ...] = ()


class _Cells:
    """Works out cells from what is published and what was recorded."""

    def __init__(
        self, reader: Measuring, measure: Measure, columns: Sequence[Period], source: Source
    ) -> None:
        published = Published.of(reader, measure)
        self.silence = Silence(reader, measure, published.reign)
        self.published = published if source != "recorded" else replace(published, figures=())
        self._silent = source == "published"
        self._last, self._columns = reader.as_of, columns
        self.windows = [Window.of(column) for column in columns]
        windows = list(self.windows)
        for figure in self.published.figures:
            touched = [column for column in columns if figure.span.touches(column)]
            windows += [_part(figure, column) for column in touched]
            windows += [_whole(figure)] if touched else []
        self.tally = {} if self._silent else reader.tally(measure, list(dict.fromkeys(windows)))

    def keys(self) -> Iterable[Key]:
        """The rows that have a figure or a record."""
        return dict.fromkeys([*(key for _, key in self.tally), *(f.key for f in self.published.figures)])

    def line(self, key: Key, held: Callable[[Window], Tally]) -> tuple[Cell, ...]:
        """The cells of a row, of which ``held`` was recorded."""
        return tuple(
            self.of(column, key, held, held(window))
            for column, window in zip(self._columns, self.windows, strict=True)
        )

    def of(self, column: Period, key: Key, held: Callable[[Window], Tally], base: Tally) -> Cell:
        """The cell of a row, of which ``held`` was recorded, ``base`` in the whole column."""
        if not self.published.figures:
            return self.recorded(column, base)
        stating = self.published.stating(column, key)
        if not stating:
            covering = self.published.covering(column, key)
            if covering is None:
                return self.recorded(column, base)
            if base.vague == 0 and _itemised(covering, held(_whole(covering))):
                return Cell(base.counts, recorded=base.counts)
            return Cell(hidden="published", recorded=base.counts)
        value, after, rest = 0, 0, base.counts
        for figure in stating:
            part = held(_part(figure, column))
            value += max(figure.value, part.counts - part.after) + part.after
            after += part.after
            rest -= part.counts
        rest = max(rest, 0)
        return Cell(value + rest, figures=stating, after=after + rest, recorded=base.counts)

    def recorded(self, column: Period, tally: Tally) -> Cell:
        """The cell where no figure says anything."""
        if self._silent or column.start > self._last:
            return Cell()
        value = tally.counts if tally.records else 0 if self.silence.broken(column.start) else None
        if tally.vague and not value:
            return Cell(hidden="recorded")
        return Cell(value, recorded=tally.counts)

    def all_keys(self, window: Window) -> Tally:
        """What was recorded in a window, whatever the row."""
        parts = [tally for (of, _), tally in self.tally.items() if of == window]
        return Tally(*map(sum, zip(*parts, strict=True))) if parts else Tally()


def flow(
    reader: Measuring,
    measure: Measure,
    columns: Sequence[Period],
    source: Source = "combined",
    by: str = "",
    keys: Sequence[Key] = (),
) -> Flow:
    """A flow over ``columns``, by ``by`` (a field; empty: the measure's own split).

    ``keys`` are rows that stand there in any case. Figures enter only the split in which they were
    published; in another one they make the row UNSPLIT, so that the total is the same.
    """
    cells = _Cells(reader, measure, columns, source)

    def row(key: Key) -> tuple[Cell, ...]:
        return cells.line(key, lambda window: cells.tally.get((window, key), _NOTHING))

    found = list(dict.fromkeys([*cells.keys(), *(() if by else keys)]))
    # The total is of all rows that there could be, so that it is the same whatever is shown.
    natural = {key: row(key) for key in dict.fromkeys([*found, *reader.top_codes(measure, measure.split)])}
    unsplit = natural.pop(None, None) if measure.split else None
    total = [_whole_of([line[n] for line in natural.values()]) for n in range(len(columns))]
    if not natural:  # no row at all is nothing, or none
        total = [cells.recorded(column, _NOTHING) for column in columns]
    if unsplit is not None:
        for n, whole in enumerate(cells.line(None, cells.all_keys)):
            if not total[n].figures and (whole.figures or whole.hidden):
                total[n] = whole
    shared = tuple(0 for _column in columns)
    if not by:
        rows = {key: natural[key] for key in found if key in natural}
    else:
        tally = {} if source == "published" else reader.tally(measure, cells.windows, by)
        shared = tuple(
            sum(held.counts for (of, _), held in tally.items() if of == window)
            - cells.all_keys(window).counts
            for window in cells.windows
        )
        apart = dict.fromkeys([*keys, *(key for _, key in tally)])
        rows = {
            key: tuple(
                cells.recorded(column, tally.get((window, key), _NOTHING))
                for column, window in zip(columns, cells.windows, strict=True)
            )
            for key in apart
        }
    rest = tuple(
        rest_of(total[n], [line[n] for line in rows.values()], shared[n]) for n in range(len(columns))
    )
    if any(cell.value or cell.hidden for cell in rest):
        rows = {**rows, UNSPLIT: rest}
    whole_columns = set(cells.windows)
    vague = any(tally.vague for (window, _), tally in cells.tally.items() if window in whole_columns)
    return Flow(rows, tuple(total), vague, shared)


def _whole_of(parts: list[Cell]) -> Cell:
    """The sum of all rows; not known where what was published of one is of a longer time."""
    if any(part.hidden == "published" for part in parts):
        return Cell(hidden="published", recorded=sum(part.recorded for part in parts))
    return summed(parts)


def rest_of(total: Cell, parts: list[Cell], shared: int) -> Cell:
    """What of a total is in none of its parts, which share so much; where the total is hidden, so is it."""
    if total.value is None:
        return Cell(hidden="" if any(part.hidden for part in parts) else total.hidden)
    return Cell(total.value + shared - sum(part.value or 0 for part in parts), figures=total.figures)


def _part(figure: Figure, column: Period) -> Window:
    """The days of a column that a figure's period holds, cut where the figure ends to stand."""
    return Window(max(column.start, figure.span.first), min(column.last, figure.span.last), figure.stands_to)


def _whole(figure: Figure) -> Window:
    """All the days of a figure's period, cut where it ends to stand."""
    return Window(figure.span.first, figure.span.last, figure.stands_to)


def _itemised(figure: Figure, held: Tally) -> bool:
    """Whether every one of a figure is recorded, so that parts of its time are known too."""
    return held.counts - held.after >= figure.value
