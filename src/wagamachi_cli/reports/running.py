"""Stocks made of flows: what has come and is not over, and what figures of the flow have beyond that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.period import LATEST, Period
from wagamachi_cli.queries.figures import Figure
from wagamachi_cli.queries.measuring import Life, Measuring
from wagamachi_cli.reports.publications import Published
from wagamachi_cli.reports.published import UNSPLIT, Cell, Flow, Hidden, Key, Source, flow, rest_of


def run_up(
    reader: Measuring,
    measure: Measure,
    columns: Sequence[Period],
    source: Source = "combined",
    by: str = "",
    keys: Sequence[Key] = (),
) -> Flow:
    """Such a stock on the last day of each of ``columns``; see ``flow``."""
    books = Books.of(reader, measure, columns, source, keys)
    if books is None:
        blank = tuple(Cell() for _ in columns)
        return Flow(dict.fromkeys(keys, blank), blank)
    places = range(len(columns))
    natural = {key: tuple(books.row(n, key) for n in places) for key in books.known()}
    total = tuple(books.total(n, [line[n] for line in natural.values()]) for n in places)
    rows, shared = natural, tuple(0 for _ in places)
    if by:
        apart = Books.of(reader, measure, columns, source, keys, by)
        assert apart is not None  # noqa: S101 - the same flow
        rows = {key: tuple(apart.row(n, key) for n in places) for key in apart.known()}
        shared = tuple(
            sum(line[n].recorded for line in rows.values())
            - sum(line[n].recorded for line in natural.values())
            for n in places
        )
    rest = tuple(rest_of(total[n], [line[n] for line in rows.values()], shared[n]) for n in places)
    if any(cell.value or cell.hidden for cell in rest):
        rows = {**rows, UNSPLIT: rest}
    return Flow(rows, total, False, shared)


@frozen
class Behind:
    """What a number is made of: what had come, what of it was over, what each figure has beyond that."""

    came: tuple[Life, ...]
    over: tuple[Life, ...]
    beyond: dict[Figure, int]

    @property
    def value(self) -> int:
        """What is there."""
        return (
            sum(life.came.counts for life in self.came)
            - sum(life.came.counts for life in self.over)
            + sum(self.beyond.values())
        )


@frozen
class Books:
    """The flow with its figures, and from when until when each one that it counts was there."""

    reader: Measuring
    columns: tuple[Period, ...]
    parts: tuple[tuple[Period, ...], ...]
    every: tuple[Period, ...]
    come: Flow
    lives: tuple[Life, ...]

    @classmethod
    def of(
        cls,
        reader: Measuring,
        measure: Measure,
        columns: Sequence[Period],
        source: Source = "combined",
        keys: Sequence[Key] = (),
        by: str = "",
    ) -> Books | None:
        """From the first figure or record of the flow on; None if there is neither."""
        coming = MEASURES[measure.flow]
        start = beginning(reader, coming)
        if start is None:
            return None
        parts = tuple(pieces(start, column) for column in columns)
        every = tuple(dict.fromkeys(piece for of_column in parts for piece in of_column))
        come = flow(reader, coming, every, source, by, keys, parts)
        lives = () if source == "published" else tuple(reader.lives(measure, by))
        return cls(reader, tuple(columns), parts, every, come, lives)

    def known(self) -> list[Key]:
        """The rows that something is known of."""
        found = dict.fromkeys([*self.come.rows, *(life.came.key for life in self.lives)])
        return [key for key in found if key != UNSPLIT]

    def row(self, place: int, key: Key) -> Cell:
        """The number of a row at the end of a column."""
        stated = self.come.sums[place].rows.get(key, Cell())
        of_row = [life for life in self.lives if life.came.key == key]
        return self._cell(place, stated, self.come.rows.get(key), stated.figures, of_row)

    def total(self, place: int, rows: Sequence[Cell]) -> Cell:
        """The number of all rows, or what was published of them as one, if that is more."""
        stated = self.come.sums[place].total
        figures = tuple(dict.fromkeys(figure for row in rows for figure in row.figures))
        of_rows = self._cell(place, stated, None, figures, self.lives)
        hidden: Hidden = next((row.hidden for row in rows if row.hidden), "")
        if any(figure not in figures for figure in stated.figures):
            whole = self._cell(place, stated, self.come.total, stated.figures, self.lives)
            if hidden or (whole.value or 0) > (of_rows.value or 0):
                return whole
        return Cell(hidden=hidden, recorded=of_rows.recorded) if hidden else of_rows

    def _cell(
        self,
        place: int,
        stated: Cell,
        cells: Sequence[Cell] | None,
        figures: Sequence[Figure],
        lives: Iterable[Life],
    ) -> Cell:
        column = self.columns[place]
        if column.start > self.reader.as_of:
            return Cell()
        behind = self.behind(column, figures, lives)
        recorded = behind.value - sum(behind.beyond.values())
        wanted = dict(zip(self.every, cells, strict=True)) if cells else {}
        for piece in self.parts[place] if cells else ():
            if wanted[piece].hidden == "published" and not any(_states(one, piece) for one in figures):
                return Cell(hidden="published", recorded=recorded)
        vague = [
            life
            for life in lives
            if life not in behind.came
            and life.came.on.first <= self._day(column)
            and life.came.on.last < LATEST
            and not any(_may_be_in(figure, life) for figure in figures)
        ]
        if vague and (self._day(column) == column.last or not behind.value):
            return Cell(hidden="recorded", recorded=recorded)
        if stated.value is None and not behind.came:
            return Cell()
        return Cell(behind.value, "", tuple(figures), stated.after, recorded)

    def behind(self, column: Period, figures: Sequence[Figure], lives: Iterable[Life]) -> Behind:
        """What the number at the end of a column is made of."""
        day = self._day(column)
        over = tuple(
            life
            for life in lives
            if life.over is not None and life.over.last <= day and life.over.first <= self.reader.as_of
        )
        # What is over has come, whenever that was.
        came = tuple(
            life
            for life in lives
            if life.came.on.last <= day or (life in over and any(_may_be_in(one, life) for one in figures))
        )
        left = {figure: figure.value for figure in figures}
        for life in sorted(came, key=lambda one: not any(_within(figure, one) for figure in figures)):
            may = [figure for figure in figures if _may_be_in(figure, life)]
            if may:
                left[max(may, key=lambda one: (_within(one, life), left[one]))] -= life.came.counts
        return Behind(
            came,
            tuple(life for life in over if life in came),
            {figure: max(0, value) for figure, value in left.items()},
        )

    def _day(self, column: Period) -> date:
        """The day by which something has to have happened for certain."""
        return min(column.last, self.reader.as_of) if self.reader.bounded else column.last


def _states(figure: Figure, column: Period) -> bool:
    return figure.span.first <= column.last and column.start <= figure.stands_to


def _may_be_in(figure: Figure, life: Life) -> bool:
    """Whether a figure may count what came at such a time."""
    same_row = figure.key is None or figure.key == life.came.key
    return same_row and figure.span.first <= life.came.on.last and life.came.on.first <= figure.stands_to


def _within(figure: Figure, life: Life) -> bool:
    on = life.came.on
    return _may_be_in(figure, life) and figure.span.first <= on.first and on.last <= figure.span.last


def pieces(start: date, column: Period) -> tuple[Period, ...]:
    """The time from the fiscal year of ``start`` to the end of ``column``: whole years, then the rest."""
    first = Period.containing(start, "fy")
    if column.end <= first.start:
        return ()
    return Period(first.start, column.end).split("fy")


def beginning(reader: Measuring, measure: Measure) -> date | None:
    """The first day that a figure or a record of the measure names; None if there is neither."""
    recorded = reader.first_day(measure)
    firsts = [figure.span.first for figure in Published.of(reader, measure).figures]
    return min([*firsts, *([recorded] if recorded else [])], default=None)
