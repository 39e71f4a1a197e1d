"""What earlier imports of the same file have added: a row that is gone from it was perhaps mended."""

from __future__ import annotations

import sqlite3

from wagamachi_cli.kinds import Kind


def added(connection: sqlite3.Connection, kind: Kind, file: str, sheet: str | None) -> set[int]:
    """The records that they added, which still stand, and which no other command has changed since."""
    rows = connection.execute(
        "WITH earlier AS (SELECT command_id FROM register_import WHERE kind = ? AND file = ? AND sheet IS ?)"
        " SELECT c.row_id FROM history_change AS c JOIN earlier USING (command_id)"
        " WHERE c.table_name = ? AND c.before IS NULL"
        f' AND EXISTS (SELECT 1 FROM "{kind.table}" AS r WHERE r.id = c.row_id AND r.removed IS NULL)'
        " AND NOT EXISTS (SELECT 1 FROM history_change AS o WHERE o.table_name = c.table_name"
        " AND o.row_id = c.row_id AND o.command_id NOT IN (SELECT command_id FROM earlier))",
        (kind.plural, file, sheet, kind.table),
    )
    return {int(row[0]) for row in rows}


def remember(connection: sqlite3.Connection, kind: Kind, file: str, sheet: str | None) -> None:
    """This command, which has written something, is an import of that file."""
    connection.execute(
        "INSERT INTO register_import (command_id, kind, file, sheet)"
        " SELECT command_id, ?, ?, ? FROM history_now"
        " WHERE command_id IN (SELECT command_id FROM history_change)",
        (kind.plural, file, sheet),
    )
