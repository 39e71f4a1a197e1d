"""Which records belong to an area or a council, however far around."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.types import Ref


def touches(kind: Kind, code: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether records of ``kind`` can belong to a record of the kind ``code``."""
    return kind.code == code or any(
        touches(KINDS[other], code, seen | {kind.code})
        for _one, other in _references(kind)
        if other not in seen
    )


def within(connection: sqlite3.Connection, kind: Kind, code: str, identifier: int) -> set[int]:
    """The ids of the records of ``kind`` that belong to the record ``identifier`` of the kind ``code``.

    They refer to it, or to what belongs to it; an area has those that lie within it.
    """
    return _within(connection, kind, code, identifier, frozenset())


def _within(
    connection: sqlite3.Connection, kind: Kind, code: str, identifier: int, seen: frozenset[str]
) -> set[int]:
    if kind.code == code:
        return _down(connection, kind, {identifier})
    found: set[int] = set()
    for one, other in _references(kind):
        if other not in seen and other != kind.code:
            above = _within(connection, KINDS[other], code, identifier, seen | {kind.code})
            found |= _referring(connection, kind, one, other, above)
    return found


def _down(connection: sqlite3.Connection, kind: Kind, ids: set[int]) -> set[int]:
    """``ids`` and what lies below them among the same kind."""
    own = [one for one, other in _references(kind) if other == kind.code]
    found, last = ids, set[int]()
    while found != last:
        last = found
        found = found.union(*(_referring(connection, kind, one, kind.code, found) for one in own))
    return found


def _references(kind: Kind) -> Iterator[tuple[Field, str]]:
    for one in kind.fields:
        if isinstance(one.type, Ref) and (one.stored or one.many):
            for code in one.type.kinds:
                yield one, code


def _referring(connection: sqlite3.Connection, kind: Kind, one: Field, code: str, ids: set[int]) -> set[int]:
    """The records of ``kind`` whose field ``one`` refers to one of ``ids`` of the kind ``code``."""
    if not ids:
        return set()
    assert isinstance(one.type, Ref)  # noqa: S101 - see _references
    among = "IN (SELECT value FROM json_each(?))"
    if one.many:
        where = f"id IN (SELECT {kind.table}_id FROM {one.link} WHERE {code}_id {among})"
    else:
        where = f"{dict(zip(one.type.kinds, one.columns, strict=True))[code]} {among}"
    rows = connection.execute(
        f"SELECT id FROM {kind.table} WHERE removed IS NULL AND {where}", (json.dumps(sorted(ids)),)
    )
    return {row[0] for row in rows}
