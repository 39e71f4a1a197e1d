"""What a shell offers on Tab: what records are called, read with as little as can be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from wagamachi_cli.kinds import Kind
from wagamachi_cli.kinds.types import Words


def names(connection: sqlite3.Connection, kind: Kind) -> Iterator[tuple[int, str, str]]:
    """Id, name and reading of every record of a kind; without a name what it is of, the newest first."""
    told = kind.name or next((key for key in kind.answers if isinstance(kind.field(key).type, Words)), "id")
    kana = next((one.columns[0] for one in kind.fields if one.key == "kana"), told)
    newest = "" if kind.name else " ORDER BY id DESC"
    for identifier, name, reading in connection.execute(
        f'SELECT id, "{told}", "{kana}" FROM "{kind.table}" WHERE removed IS NULL{newest}'
    ):
        yield identifier, str(name or ""), str(reading or "")
