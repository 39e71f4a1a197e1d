"""What of the file's schema is ours, and what other hands have put there.

A table or a view of another tool (a browser of databases keeps its own) is left alone. A trigger on a
table of ours would change records behind every rule: such a register is not written to.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Container, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from wagamachi_cli.errors import RegisterError
from wagamachi_cli.language import _
from wagamachi_cli.model import ROOMS
from wagamachi_cli.register import history, own_tables
from wagamachi_cli.text import visible

if TYPE_CHECKING:
    from sqlalchemy import MetaData

_NAMES = frozenset(table for room in ROOMS.values() for table in room)


def triggers(connection: sqlite3.Connection) -> tuple[dict[str, str], dict[str, str]]:
    """The triggers that are made as ours are, and the others: name → table."""
    ours: dict[str, str] = {}
    others: dict[str, str] = {}
    rows = connection.execute("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger'")
    for name, table, sql in rows:
        (ours if history.is_like_ours(name, sql) else others)[name] = table
    return ours, others


def _is_ours(table: str, watched: Container[str]) -> bool:
    return table in _NAMES or table in watched or table.startswith(("history_", own_tables.PREFIX))


def tables(connection: sqlite3.Connection) -> list[str]:
    """The tables that are ours, whether the program knows them or our triggers watch them."""
    watched = triggers(connection)[0].values()
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [row[0] for row in rows if _is_ours(row[0], watched)]


def refuse_foreign(connection: sqlite3.Connection) -> None:
    """RegisterError (5) when a trigger that is not ours hangs on a table that is."""
    ours, others = triggers(connection)
    watched = set(ours.values())
    for name, table in others.items():
        if _is_ours(table, watched):
            raise RegisterError(
                _("A trigger that is not of this program hangs on {table}: {name}").format(
                    table=table, name=visible(name)
                ),
                _("Nothing was written. Take it out with the tool that made it ({statement}).").format(
                    statement=f'DROP TRIGGER "{visible(name)}"'
                ),
            )


def broken_keys(connection: sqlite3.Connection) -> Iterator[tuple[str, int, str]]:
    """What refers to a row that does not exist: table, id, the other table; of our tables alone."""
    for table in tables(connection):
        for row in connection.execute("SELECT * FROM pragma_foreign_key_check(?)", (table,)):
            yield row[0], row[1], row[2]


def other_columns(connection: sqlite3.Connection, metadata: MetaData) -> Iterator[str]:
    """Where the tables have other columns than the program knows."""
    for name, table in sorted(metadata.tables.items()):
        rows = connection.execute("SELECT name FROM pragma_table_info(?)", (name,))
        present, wanted = {row[0] for row in rows}, set(table.columns.keys())
        for column in sorted(wanted - present):
            yield _("{table} has no column {column}").format(table=name, column=column)
        for column in sorted(present - wanted):
            yield _("{table} has a column that is not ours: {column}").format(
                table=name, column=visible(column)
            )


def strange(path: Path, lacking: str) -> RegisterError | None:
    """What is to be said of a file that lacks a table or a column; None if the program has none such."""
    from wagamachi_cli.register import opening
    from wagamachi_cli.register.migrating import shipped

    with opening.connected(path, "ro") as connection:
        every = other_columns(connection, shipped().metadata)
        found = next((line for line in every if re.search(rf"\b{lacking}\b", line)), None)
    if found is None:
        return None
    return RegisterError(
        _("The tables of the register are not as this program makes them: {detail} ({path})").format(
            detail=found, path=path
        ),
        _("Another program has changed them. Bring back the last copy: wagamachi restore FILE"),
    )
