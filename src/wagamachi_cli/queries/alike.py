"""Records with the same keys: those that stand beside a new one, and those that stand twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.keying import keying, values


def standing(
    connection: sqlite3.Connection,
    kind: Kind,
    given: Mapping[str, Any],
    columns: Mapping[str, Any],
    without: int | None = None,
) -> list[int]:
    """The records with the keys that ``given`` (and its ``columns``) has, the one ``without`` apart."""
    known = keying(kind)
    keys = values(kind, given, columns) if kind.again else None
    if keys is None:
        return []
    clocks = [column for column in known.clocks if columns.get(column) is not None]
    said = [
        "removed IS NULL",
        "id IS NOT ?",
        *(f"{part} IS ?" for part in known.said),
        *(f'(r."{column}" IS NULL OR r."{column}" = ?)' for column in clocks),
    ]
    rows = connection.execute(
        f'SELECT id FROM "{kind.table}" AS r WHERE {" AND ".join(said)} ORDER BY id',
        (without, *keys, *(columns[column] for column in clocks)),
    )
    return [int(row[0]) for row in rows]


def look_alikes(connection: sqlite3.Connection) -> Iterator[tuple[Kind, list[list[int]]]]:
    """By kind the records that have the same keys, unless it was said of them that they are others."""
    for kind in KINDS.values():
        if not kind.again:
            continue
        known = keying(kind)
        unlike = [f'r."{column}"' for key in kind.unlike for column in kind.field(key).columns]
        told = f" AND coalesce({', '.join(unlike)}) IS NOT NULL" if unlike else ""
        twice = "".join(
            f' OR count(r."{clock}") < count(*) OR count(DISTINCT r."{clock}") < count(*)'
            for clock in known.clocks
        )
        rows = connection.execute(
            f'SELECT group_concat(id) FROM (SELECT * FROM "{kind.table}" ORDER BY id) AS r'
            f" WHERE removed IS NULL{told} GROUP BY {', '.join(known.said)}"
            f" HAVING count(*) > 1 AND count(*) - count(anyway) > 1 AND ({twice[4:] or '1'})"
            " ORDER BY min(id)"
        )
        if groups := [[int(one) for one in row[0].split(",")] for row in rows]:
            yield kind, groups
