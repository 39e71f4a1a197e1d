"""What a command wrote into a time that was reported on already."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

from wagamachi_cli.kinds import Kind
from wagamachi_cli.kinds.tables import ANYWAY, kept
from wagamachi_cli.kinds.types import Stretch, When, Words
from wagamachi_cli.period import LATEST, Span
from wagamachi_cli.queries.editions import Edition, latest

UNCOUNTED = {"note", "ask", "area", "partner", "code", "household"}
"""Kinds that no report counts by a time of their own."""
_LASTING = {"history", "lot", "movement", "distribution"}
"""What happened once and is felt in the stocks of later periods."""

_Image = dict[str, Any]


def touched(connection: sqlite3.Connection) -> list[Edition]:
    """The last editions of the periods into which the running command wrote, by their periods.

    Whether a number has changed, only a comparison can tell: this looks at times alone, so that it costs
    nothing.
    """
    editions = latest(connection)
    if not editions:
        return []
    spans = list(dict.fromkeys(_spans(connection)))
    return [
        one
        for one in editions
        if any(span.first <= one.day and span.last >= one.period.start for span in spans)
    ]


def _spans(connection: sqlite3.Connection) -> Iterator[Span]:
    """The times that what was written is about."""
    for table, before, after in connection.execute(
        "SELECT table_name, before, after FROM history_change"
        " WHERE command_id = (SELECT command_id FROM history_now)"
    ):
        whose = kept(table)
        if whose.kind.code in UNCOUNTED or not times(whose.kind):
            continue
        images = [None if image is None else json.loads(image) for image in (before, after)]
        if whose.part is not None:
            image = images[0] or images[1] or {}
            images = [None, _owner(connection, whose.kind, image[whose.owner])]
        yield from _affected(whose.kind, *images)


def _owner(connection: sqlite3.Connection, kind: Kind, identifier: int) -> _Image | None:
    cursor = connection.execute(f'SELECT * FROM "{kind.table}" WHERE id = ?', (identifier,))
    row = cursor.fetchone()
    return None if row is None else dict(zip((one[0] for one in cursor.description), row, strict=True))


def times(kind: Kind) -> list[tuple[str, str]]:
    """The columns of the times by which a kind is counted: its beginning first, then its ends."""
    keys = dict.fromkeys([kind.when, *(key for pair in kind.ordered for key in pair), kind.over])
    named = [kind.field(key) for key in keys if key]
    known, every = (
        [one for one in fields if one.stored and isinstance(one.type, When | Stretch)]
        for fields in (named, kind.fields)
    )
    return [(one.columns[0], one.columns[-1]) for one in known or every]


def _affected(kind: Kind, old: _Image | None, new: _Image | None) -> Iterator[Span]:
    """The time in which the numbers may be others now."""
    old, new = (None if image is None or image["removed"] is not None else image for image in (old, new))
    if old is None or new is None:
        yield from (_life(kind, image) for image in (old, new) if image is not None)
        return
    silent = {
        column
        for one in (*kind.all_fields, ANYWAY)
        if isinstance(one.type, Words) and one.type.free
        for column in one.columns
    }
    changed = {column for column in new if old.get(column) != new[column]} - silent
    pairs = times(kind)
    moved = [pair for pair in pairs if changed.intersection(pair)]
    if changed - {column for pair in pairs for column in pair}:
        yield from (_life(kind, image) for image in (old, new))
    elif moved:
        days = [image[column] for pair in moved for column in pair for image in (old, new)]
        yield _span([day for day in days if day is not None], still=None in days)


def _life(kind: Kind, image: _Image) -> Span:
    """From the beginning of a record to its end; what lasts and has none lasts on."""
    first, *others = times(kind)
    begin = [image[column] for column in first if image[column] is not None]
    ends = [image[column] for pair in others for column in pair if image[column] is not None]
    lasting = kind.code in _LASTING or (bool(kind.ends or kind.open_until) and not ends)
    return _span([*begin, *ends], still=lasting)


def _span(days: list[str], *, still: bool) -> Span:
    known = sorted(map(date.fromisoformat, days))
    return Span(known[0], LATEST if still else known[-1]) if known else Span.unknown()
