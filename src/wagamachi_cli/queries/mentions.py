"""Which records mention a word."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from wagamachi_cli import text
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.language import _
from wagamachi_cli.queries.records import described, read
from wagamachi_cli.sheet import Coded, Column, Row, Sheet, Value


def mentions(connection: sqlite3.Connection, folded: str, today: date) -> Sheet:
    """Every field of every record whose text holds ``folded`` (kana, width and spaces set aside)."""
    columns = (
        Column("kind", _("kind"), kind="choice"),
        Column("id", "id", kind="id"),
        Column("name", _("name")),
        Column("field", _("field")),
        Column("text", _("text")),
    )
    rows = [row for kind in KINDS.values() for row in _of_kind(connection, kind, folded, today)]
    return Sheet(columns, tuple(rows))


def _of_kind(connection: sqlite3.Connection, kind: Kind, folded: str, today: date) -> Iterator[Row]:
    for row in read(connection, kind, today, whole=True).rows:
        for one in kind.all_fields:
            for words in _texts(row.get(one.key)):
                if folded in text.fold(words):
                    yield {
                        "kind": Coded(kind.code, kind.label),
                        "id": row["id"],
                        "name": described(kind, row),
                        "field": str(one.label),
                        "text": words,
                    }


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item) if not isinstance(item, dict) else ()
