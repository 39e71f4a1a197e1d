"""Which records are over: whose time lies wholly before a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from datetime import date

from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.types import Ref
from wagamachi_cli.queries.records import sql


def over(connection: sqlite3.Connection, kind: Kind, before: date) -> frozenset[int]:
    """The ids of the records of a kind whose time lies wholly before a day.

    Those that were removed, and those that an undo took away, when nothing has happened to them since.
    What has no time (an area) or has not ended is not among them.
    """
    values = {"before": before.isoformat(), "at": before.isoformat(), "table": kind.table}
    gone = connection.execute(
        "SELECT h.row_id FROM history_change AS h JOIN history_command AS c ON c.id = h.command_id"
        " WHERE h.table_name = :table"
        f" AND h.row_id NOT IN (SELECT id FROM {kind.table} WHERE removed IS NULL)"
        " GROUP BY h.row_id HAVING max(c.day) < :before",
        values,
    )
    return frozenset(row[0] for row in (*gone, *_ended(connection, kind, values)))


def _ended(connection: sqlite3.Connection, kind: Kind, values: dict[str, str]) -> list[tuple[int]]:
    if not kind.over:
        return []
    one = kind.field(kind.over)
    if one.stored:
        source, last = f"{kind.table} AS r", f"r.{one.columns[-1]}"
    else:
        source, last = (
            f"{kind.table} AS r JOIN ({sql('kinds/' + kind.code)}) AS d ON d.id = r.id",
            f"d.{one.key}_to",
        )
    question = f"SELECT r.id FROM {source} WHERE r.removed IS NULL AND {last} < :before"
    return connection.execute(question, values).fetchall()


def was_there(connection: sqlite3.Connection, kind: Kind, identifier: int) -> bool:
    """Whether there is, or was, a record with this id, removed or taken away as it may be."""
    question = "SELECT 1 FROM history_change WHERE table_name = ? AND row_id = ?"
    return connection.execute(question, (kind.table, identifier)).fetchone() is not None


def about(connection: sqlite3.Connection, kind: Kind, identifier: int) -> dict[str, frozenset[int]]:
    """What was written down about a household: the ids of its records, gone ones too, by kind.

    ``kind`` and ``identifier`` are the household, or the code that it bears.
    """
    whose = {kind.code: identifier}
    if kind.code == "household":
        bears = connection.execute("SELECT code_id FROM household WHERE id = ?", (identifier,)).fetchone()
        whose |= {"code": bears[0]} if bears else {}
    found = {code: frozenset({one}) for code, one in whose.items()}
    for other in KINDS.values():
        for column, code in _columns_about(other, whose):
            rows = connection.execute(
                f"SELECT id FROM {other.table} WHERE {column} = :id"
                " UNION SELECT row_id FROM history_change WHERE table_name = :table"
                f" AND :id IN (json_extract(before, '$.{column}'), json_extract(after, '$.{column}'))",
                {"table": other.table, "id": whose[code]},
            )
            found[other.code] = found.get(other.code, frozenset()) | {row[0] for row in rows}
    return found


def _columns_about(kind: Kind, whose: Collection[str]) -> Iterator[tuple[str, str]]:
    """The columns in which a record of ``kind`` names one of the kinds ``whose``, and which."""
    for one in kind.fields:
        if isinstance(one.type, Ref) and not one.many and kind.code not in whose:
            yield from (
                (column, code)
                for code, column in zip(one.type.kinds, one.columns, strict=False)
                if code in whose
            )


def notes_on(connection: sqlite3.Connection, table: str, kind: Kind, identifier: int) -> frozenset[int]:
    """The ids of the dated lines that are, or were, on a record; ``table`` keeps the lines."""
    rows = connection.execute(
        f"SELECT id FROM {table} WHERE record_kind = :kind AND record_id = :id"
        " UNION SELECT row_id FROM history_change WHERE table_name = :table"
        " AND json_extract(coalesce(after, before), '$.record_kind') = :kind"
        " AND json_extract(coalesce(after, before), '$.record_id') = :id",
        {"table": table, "kind": kind.code, "id": identifier},
    )
    return frozenset(row[0] for row in rows)
