"""What rows rest on: no record that counts refers to one that was removed, or lies within itself.

Words are understood in one moment and written in another; in between another process may remove or merge
what they mean. So what a command wrote is looked at once more before it is kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from wagamachi_cli.errors import RefusedError
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.tables import kept
from wagamachi_cli.kinds.types import Ref
from wagamachi_cli.language import _
from wagamachi_cli.text import visible


@frozen
class _Key:
    """A column that refers to rows of another table; ``kind``: a column that must hold ``code`` for that."""

    column: str
    other: str
    kind: str = ""
    code: str = ""


def refuse_gone(connection: sqlite3.Connection, command_id: int) -> None:
    """RefusedError (4) when what the command wrote refers to a record that was removed meanwhile."""
    changed = connection.execute(
        "SELECT DISTINCT table_name FROM history_change WHERE command_id = ?", (command_id,)
    ).fetchall()
    for (table,) in changed:
        for key in [*_keys(connection, table), *_any_keys(table)]:
            source = (
                "(SELECT row_id, before FROM history_change"
                " WHERE command_id = :command AND table_name = :changed)"
                f' AS c JOIN "{table}" AS r ON r.id = c.row_id'
                f" AND json_extract(c.before, '$.{key.column}') IS NOT r.\"{key.column}\""
            )
            for _row, other in _on_gone(connection, table, key, source, command=command_id, changed=table):
                raise _gone(connection, key.other, other)


def findings(connection: sqlite3.Connection, tables: Iterable[str]) -> Iterator[str]:
    """A line for each record that counts and refers to one that does not, and for each ring."""
    for table in tables:
        for key in _keys(connection, table):
            for row, other in _on_gone(connection, table, key, f'"{table}" AS r'):
                yield _("{table} {id} refers to {parent} {number}, which was removed").format(
                    table=table, id=row, parent=key.other, number=other
                )
        above = [key.column for key in _keys(connection, table) if key.other == table]
        merged = "merged_into_id"
        if merged in _columns(connection, table):
            above.append(merged)
            for row, other in connection.execute(
                f'SELECT id, {merged} FROM "{table}" WHERE {merged} IS NOT NULL'
                f' AND (removed IS NULL OR {merged} NOT IN (SELECT id FROM "{table}"))'
            ):
                yield _("{table} {id} cannot have been merged into {number}").format(
                    table=table, id=row, number=other
                )
        for column in above:
            pairs = connection.execute(f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
            for row in _in_rings(dict(pairs.fetchall())):
                yield _("{table} {id} lies within itself, by {column}").format(
                    table=table, id=row, column=column
                )


def _in_rings(above: Mapping[int, int]) -> Iterator[int]:
    """The first of each ring."""
    seen: dict[int, int] = {}
    for start in above:
        at: int | None = start
        while at is not None and at not in seen:
            seen[at] = start
            at = above.get(at)
        if at is not None and seen[at] == start:
            yield at


def _on_gone(
    connection: sqlite3.Connection, table: str, key: _Key, source: str, **values: str | int
) -> Iterator[tuple[int, int]]:
    """The rows (alias r of ``source``) that count and refer by ``key`` to a row that does not, with that."""
    columns = _columns(connection, table)
    if "removed" in columns:
        counts = "r.removed IS NULL"
    else:  # a part: it counts as the record does to which it belongs, which its first reference names
        of = min(_keys(connection, table), key=lambda one: columns.index(one.column))
        if of == key:
            return
        counts = (
            f'EXISTS (SELECT 1 FROM "{of.other}" AS o WHERE o.id = r."{of.column}" AND o.removed IS NULL)'
        )
    if key.kind:
        counts += f" AND r.\"{key.kind}\" = '{key.code}'"
    yield from connection.execute(
        f'SELECT r.id, p.id FROM {source} JOIN "{key.other}" AS p ON p.id = r."{key.column}"'
        f" AND p.removed IS NOT NULL WHERE {counts} ORDER BY r.id",
        values,
    )


def _gone(connection: sqlite3.Connection, table: str, identifier: int) -> RefusedError:
    kind = kept(table).kind
    name, into = (f'"{kind.name}"', "merged_into_id") if kind.name else ("id", "NULL")
    called, merged = connection.execute(
        f'SELECT {name}, {into} FROM "{table}" WHERE id = ?', (identifier,)
    ).fetchone()
    said = {"kind": kind.label, "name": visible(str(called))}
    if merged is not None:
        (other,) = connection.execute(f'SELECT {name} FROM "{table}" WHERE id = ?', (merged,)).fetchone()
        message = _("{kind} “{name}” has been merged into “{other}” (number {number}) meanwhile.")
        return RefusedError(
            message.format(
                kind=kind.label, name=visible(str(called)), other=visible(str(other)), number=merged
            ),
            _("Nothing was written. Give the command again with that one."),
        )
    return RefusedError(
        _("{kind} “{name}” has been removed meanwhile.").format(**said),
        _("Nothing was written. See what there is: {command}").format(
            command=f"wagamachi {kind.command} list"
        ),
    )


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def _keys(connection: sqlite3.Connection, table: str) -> list[_Key]:
    """The references of a table to tables whose rows may be removed."""
    rows = connection.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,)).fetchall()
    return [_Key(row[0], row[1]) for row in rows if "removed" in _columns(connection, row[1])]


def _any_keys(table: str) -> Iterator[_Key]:
    """Where a record of any kind may be meant, once for each."""
    kind = kept(table).kind
    for one in kind.fields:
        if kind.table == table and isinstance(one.type, Ref) and not one.type.kinds:
            whose, column = one.columns
            yield from (_Key(column, other.table, whose, other.code) for other in KINDS.values())
