"""Reading what was published: the figures, and what their source documents say of themselves."""

from __future__ import annotations

import sqlite3
from datetime import date

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.measures import Measure
from wagamachi_cli.period import Span


@frozen
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


@frozen
class Document:
    """What a figure's source document says of itself; ``readings`` are (as dated there, ja, en)."""

    title: str
    publisher: str
    readings: tuple[tuple[str, str, str], ...]


def figures_of(connection: sqlite3.Connection, measure: Measure) -> tuple[Figure, ...]:
    """The published figures of a measure, by period and key, the latest as-of last."""
    rows = connection.execute(
        "SELECT id, period_from, period_to, key, value,"
        " as_of_from, as_of_to, printed, source, confidence"
        " FROM figure WHERE removed IS NULL AND measure = ?"
        " ORDER BY period_from, period_to, key, coalesce(as_of_to, period_to), id",
        (measure.code,),
    )
    return tuple(_figure(measure, row) for row in rows)


def document_called(connection: sqlite3.Connection, title: str) -> Document | None:
    """What is kept of the source document called ``title``."""
    rows = connection.execute(
        "SELECT publisher, dated, note, note_en FROM source WHERE title = ? ORDER BY id", (title,)
    ).fetchall()
    if not rows:
        return None
    readings = tuple((row[1], row[2], row[3] or row[2]) for row in rows if row[1] and row[2])
    return Document(title, rows[0][0], readings)


def _figure(measure: Measure, row: sqlite3.Row) -> Figure:
    as_of = _span(row[5], row[6]) if row[5] else None
    counted = row[4] * (1000 if measure.grams else 1)
    return Figure(row[0], measure.code, _span(row[1], row[2]), row[3], counted, as_of, *row[7:])


def _span(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))
