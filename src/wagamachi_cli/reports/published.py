"""Published and recorded: what a cell of a flow says when figures stand for a part of the time.

A figure counts everything of its period up to the day to which it stands, as an opening balance does.
A cell is therefore max(published, recorded up to that day) + recorded after it; a record is after it
only if its whole interval is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.measures import Measure
from wagamachi_cli.period import EARLIEST, LATEST, Period, Span
from wagamachi_cli.queries.figures import Figure
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.queries.windows import Tally, Window
from wagamachi_cli.reports.publications import Key as Key
from wagamachi_cli.reports.publications import Published, overlap

Source = Literal["combined", "published", "recorded"]
UNSPLIT = "unsplit"
"""The row of what was published without the split that the rows have."""

Hidden = Literal["", "published", "recorded", "before"]
_NOTHING = Tally()


@frozen
class Cell:
    """A number, or nothing stated (None).

    ``hidden``: there is a number, but what was published, or recorded, is of a longer time, or it is a stock
    before its first figure. ``figures`` are in it, and ``after`` was recorded after them; ``recorded`` is
    all that the register has for it. Of what is ``vague`` it may have come before or after the figure.
    """

    value: int | None = None
    hidden: Hidden = ""
    figures: tuple[Figure, ...] = ()
    after: int = 0
    recorded: int = 0
    vague: int = 0


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
        sum(cell.vague for cell in cells),
    )


@frozen
class Flow:
    """A flow over columns: a cell for each, row by row, and the same for all rows together.

    ``vague``: something was recorded that may lie in a column and may not. ``shared``: by how much the
    rows of each column come to more than the total, since a record can stand in several of them.
    ``sums`` are the cells of what was asked for beside the columns: of several columns together.
    """

    rows: dict[Key, tuple[Cell, ...]]
    total: tuple[Cell, ...]
    vague: bool = False
    shared: tuple[int, ...] = ()
    sums: tuple[Sum, ...] = ()


@frozen
class Sum:
    """What several columns come to, row by row and for all rows together."""

    rows: dict[Key, Cell]
    total: Cell


class _Cells:
    """Works out cells from what is published and what was recorded."""

    def __init__(
        self,
        reader: Measuring,
        measure: Measure,
        columns: Sequence[Period],
        source: Source,
        sums: Sequence[Sequence[Period]],
    ) -> None:
        published = Published.of(reader, measure)
        self.silence = Silence(reader, measure, published.reign)
        self.published = published if source != "recorded" else replace(published, figures=())
        self._silent, self._split = source == "published", bool(measure.split)
        self._last, self._columns = reader.as_of, columns
        self.windows = [Window.of(column) for column in columns]
        windows = list(self.windows)
        for figure in self.published.figures:
            touched = [column for column in columns if figure.span.touches(column)]
            windows += [_part(figure, column.start, column.last) for column in touched]
            windows += [
                _part(figure, stretch[0].start, stretch[-1].last)
                for stretch in sums
                if stretch and figure.span.first <= stretch[-1].last and stretch[0].start <= figure.span.last
            ]
            windows += [_whole(figure)] if touched else []
        self.tally = {} if self._silent else reader.tally(measure, list(dict.fromkeys(windows)))

    def keys(self) -> Iterable[Key]:
        """The rows that have a figure or a record."""
        return dict.fromkeys([*(key for _, key in self.tally), *(f.key for f in self.published.figures)])

    def line(self, key: Key) -> tuple[Cell, ...]:
        """The cells of a row (None: of all rows together, for what was published of them as one number)."""
        return tuple(self.of((column,), key) for column in self._columns)

    def held(self, key: Key, window: Window) -> Tally:
        """What was recorded in a window for a row; None, where there are rows, is all of them."""
        if key is None and self._split:
            return self.all_keys(window)
        return self.tally.get((window, key), _NOTHING)

    def beyond(self, figure: Figure, key: Key, first: date = EARLIEST, last: date = LATEST) -> int:
        """What a figure has beyond what is recorded in its time, as far as that lies in these days."""
        part = self.held(key, _part(figure, first, last))
        return max(0, figure.value - (part.counts - part.after))

    def of(self, stretch: Sequence[Period], key: Key) -> Cell:
        """The cell of a row for a column, or for several that follow each other."""
        first, last = stretch[0].start, stretch[-1].last
        stating: tuple[Figure, ...] = ()
        if self.published.figures:
            stating = self.published.stating(
                first, last, key, lambda figure: self.beyond(figure, key, first, last)
            )
        if len(stretch) > 1:
            parts = [self.of((column,), key) for column in stretch]
            plain = summed(parts)
            if not any(crosses(figure, stretch) for figure in stating):
                return plain
            whole = self._stated(stretch, key, stating)
            return whole if plain.value is None or (whole.value or 0) > plain.value else plain
        (column,) = stretch
        base = self.held(key, Window.of(column))
        if stating:
            return self._stated(stretch, key, stating)
        covering = self.published.covering(column, key) if self.published.figures else None
        if covering is None:
            return self.recorded(column, base)
        if base.vague == 0 and _itemised(covering, self.held(key, _whole(covering))):
            return Cell(base.counts, recorded=base.counts)
        return Cell(hidden="published", recorded=base.counts)

    def _stated(self, stretch: Sequence[Period], key: Key, stating: tuple[Figure, ...]) -> Cell:
        """The cell of which ``stating`` are: all that is recorded, and what they have beyond it."""
        first, last = stretch[0].start, stretch[-1].last
        value = after = recorded = 0
        for figure in stating:
            part = self.held(key, _part(figure, first, last))
            value += max(figure.value, part.counts - part.after) + part.after
            after += part.after
        for column in stretch:
            base = self.held(key, Window.of(column)).counts
            recorded += base
            for figure in stating:
                if figure.span.touches(column):
                    base -= self.held(key, _part(figure, column.start, column.last)).counts
            value, after = value + max(base, 0), after + max(base, 0)
        return Cell(value, figures=stating, after=after, recorded=recorded)

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
    sums: Sequence[Sequence[Period]] = (),
) -> Flow:
    """A flow over ``columns``, by ``by`` (a field; empty: the measure's own split).

    ``keys`` are rows that stand there in any case; each of ``sums`` are columns that follow each other.
    Figures enter only the split in which they were published; in another one they make the row UNSPLIT,
    so that the total is the same.
    """
    cells = _Cells(reader, measure, columns, source, sums)
    found = list(dict.fromkeys([*cells.keys(), *(() if by else keys)]))
    # The total is of all rows that there could be, so that it is the same whatever is shown.
    natural = list(dict.fromkeys([*found, *reader.top_codes(measure, measure.split)]))
    as_one = bool(measure.split) and None in natural
    if as_one:
        natural.remove(None)
    of_rows = {key: cells.line(key) for key in natural}
    totals = [
        _total(cells, column, {key: line[n] for key, line in of_rows.items()}, as_one=as_one)
        for n, column in enumerate(columns)
    ]
    apart: dict[Key, tuple[Cell, ...]]
    shared = tuple(0 for _column in columns)
    if not by:
        apart = {key: of_rows[key] for key in found if key in of_rows}
    else:
        tally = {} if source == "published" else reader.tally(measure, cells.windows, by)
        shared = tuple(
            sum(held.counts for (of, _), held in tally.items() if of == window)
            - cells.all_keys(window).counts
            for window in cells.windows
        )
        apart = {
            key: tuple(
                cells.recorded(column, tally.get((window, key), _NOTHING))
                for column, window in zip(columns, cells.windows, strict=True)
            )
            for key in dict.fromkeys([*keys, *(key for _, key in tally)])
        }
    place = {column: n for n, column in enumerate(columns)}
    added: list[Sum] = []
    for stretch in sums:
        places = [place[column] for column in stretch]
        rows = {key: cells.of(stretch, key) for key in natural} if stretch else {}
        total = summed(totals[n] for n in places)
        if any(cell != summed(of_rows[key][n] for n in places) for key, cell in rows.items()):
            total = _whole_of(list(rows.values()))
        if as_one and stretch:
            total = _as_one(cells, stretch, rows, total)
        here = (
            {key: summed(line[n] for n in places) for key, line in apart.items()}
            if by
            else {key: rows.get(key, Cell()) for key in apart}
        )
        rest = rest_of(total, list(here.values()), sum(shared[n] for n in places))
        added.append(Sum({**here, UNSPLIT: rest}, total))
    rests = tuple(
        rest_of(totals[n], [line[n] for line in apart.values()], shared[n]) for n in range(len(columns))
    )
    rows_shown = apart
    if any(cell.value or cell.hidden for cell in (*rests, *(one.rows[UNSPLIT] for one in added))):
        rows_shown = {**apart, UNSPLIT: rests}
    whole_columns = set(cells.windows)
    vague = any(tally.vague for (window, _), tally in cells.tally.items() if window in whole_columns)
    return Flow(rows_shown, tuple(totals), vague, shared, tuple(added))


def _total(cells: _Cells, column: Period, rows: dict[Key, Cell], *, as_one: bool) -> Cell:
    """The cell of all rows together; ``as_one``: something was published of them as one number."""
    # No row at all is nothing, or none.
    total = _whole_of(list(rows.values())) if rows else cells.recorded(column, _NOTHING)
    return _as_one(cells, (column,), rows, total) if as_one else total


def _as_one(cells: _Cells, stretch: Sequence[Period], rows: dict[Key, Cell], total: Cell) -> Cell:
    """The total, or, if it is more, what was published as one number (and of other times row by row)."""
    whole = cells.of(stretch, None)
    if len(stretch) > 1 and not any(crosses(one, stretch) for one in whole.figures):
        return total
    if not whole.figures:
        return whole if whole.hidden and not total.figures else total
    first, last = stretch[0].start, stretch[-1].last
    more = {
        figure: cells.beyond(figure, key, first, last)
        for key, cell in rows.items()
        for figure in cell.figures
        if not any(overlap(figure, one) for one in whole.figures)
    }
    whole = replace(whole, value=(whole.value or 0) + sum(more.values()), figures=(*whole.figures, *more))
    stated = total.figures and (total.value or 0) >= (whole.value or 0)
    return total if stated else whole


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


def _part(figure: Figure, first: date, last: date) -> Window:
    """Of these days those that a figure's period holds, cut where the figure ends to stand."""
    return Window(max(first, figure.span.first), min(last, figure.span.last), figure.stands_to)


def crosses(figure: Figure, columns: Iterable[Period]) -> bool:
    """Whether what a figure states lies in none of the columns alone."""
    return not any(
        column.start <= figure.span.first and figure.stands_to <= column.last for column in columns
    )


def _whole(figure: Figure) -> Window:
    """All the days of a figure's period, cut where it ends to stand."""
    return Window(figure.span.first, figure.span.last, figure.stands_to)


def _itemised(figure: Figure, held: Tally) -> bool:
    """Whether every one of a figure is recorded, so that parts of its time are known too."""
    return held.counts - held.after >= figure.value
