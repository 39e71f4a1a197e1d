"""Registers as former versions of the program wrote them, with a town's rows in them."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from wagamachi_cli.register import opening, writing
from wagamachi_cli.register.migrating import climb, shipped


def write_as(version: int, town: Path, path: Path) -> None:
    """The rows of ``town`` that version ``version`` knew, in its tables, at ``path``."""
    path.touch(0o600)
    with opening.connected(path, "rw") as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        with writing.transaction_on(raw, path) as connection:
            raw.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
            assert climb(connection, raw, shipped(), upto=version) == version
        raw.execute("ATTACH ? AS town", (str(town),))
        for (table,) in raw.execute(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'alembic%'"
        ).fetchall():
            _copy(raw, table)
        while _drop_dead(raw):
            pass
        raw.execute("DELETE FROM sqlite_sequence")
        raw.execute(
            "INSERT INTO sqlite_sequence SELECT * FROM town.sqlite_sequence WHERE name IN"
            " (SELECT name FROM main.sqlite_schema)"
        )
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        # Of this file alone: SQLite 3.40 finds faults in a second one that are not there.
        assert raw.execute("PRAGMA main.integrity_check").fetchall() == [("ok",)]


def _copy(raw: sqlite3.Connection, table: str) -> None:
    """The columns that both versions have; a row that a former rule forbids stays out."""
    names = [
        [row[1] for row in raw.execute(f"PRAGMA {schema}.table_info('{table}')")]
        for schema in ("main", "town")
    ]
    shared = ", ".join(f'"{name}"' for name in names[0] if name in names[1])
    raw.execute(f'DELETE FROM main."{table}"')
    with contextlib.suppress(sqlite3.IntegrityError):
        raw.execute(f'INSERT INTO main."{table}" ({shared}) SELECT {shared} FROM town."{table}"')
        return
    for (row,) in raw.execute(f'SELECT id FROM town."{table}"').fetchall():
        with contextlib.suppress(sqlite3.IntegrityError):
            raw.execute(
                f'INSERT INTO main."{table}" ({shared}) SELECT {shared} FROM town."{table}" WHERE id = ?',
                (row,),
            )


def _drop_dead(raw: sqlite3.Connection) -> bool:
    """Take out the rows that refer to what the version did not know."""
    dead = raw.execute("PRAGMA foreign_key_check").fetchall()
    for table, row, *_rest in dead:
        raw.execute(f'DELETE FROM main."{table}" WHERE rowid = ?', (row,))
    return bool(dead)
