"""History: every change of a row is recorded by triggers, under the command that made it.

The triggers are made from the table metadata. A table that belongs to the history or carries
``info={"history": False}`` (what is kept as issued, and never undone) has none: its rows are written once,
and triggers refuse to change them or take them away. A column with
``info={"choice": FIELD}`` takes only codes that the table ``choice`` holds for that field.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from wagamachi_cli.register import own_tables

if TYPE_CHECKING:
    from sqlalchemy import Column, MetaData, Table

KINDS = ("step", "floor", "undo", "redo")
"""What a command is to ``undo``: a step can be taken back, nothing before a floor can."""

_OURS = ("history_", "guard_")
_ALONE = "the register is written by wagamachi alone"
_COMMAND = f"coalesce((SELECT command_id FROM history_now), RAISE(ABORT, '{_ALONE}'))"
# One statement, which writes into the history or refuses; nothing beside it.
_MADE = re.compile(
    r'CREATE TRIGGER \w+ AFTER \w+ ON "\w+" BEGIN\s+INSERT INTO history_change[^;]*;\s*END'
    r"|CREATE TRIGGER \w+ BEFORE [^;]*\sBEGIN\s+SELECT RAISE\(ABORT, '[^;']*'\);\s*END"
)
# json_object() takes at most 100 arguments in the oldest SQLite that we accept.
_MOST_COLUMNS = 50


def define(metadata: MetaData) -> None:
    """Add the tables of the history to ``metadata``."""
    from sqlalchemy import (
        CheckConstraint,
        Column,
        ForeignKey,
        Index,
        Integer,
        PrimaryKeyConstraint,
        Table,
        Text,
    )
    from sqlalchemy.schema import conv

    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    Table(
        "history_command",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("at", Text, nullable=False),  # UTC, ISO
        Column("day", Text, nullable=False),  # "today" as the command saw it
        Column("user", Text, nullable=False),  # of the operating system; may be empty
        Column("command", Text, nullable=False),  # its words, without free text
        Column("version", Text, nullable=False),  # of the program
        Column("kind", Text, nullable=False),
        Column(
            "target_id", Integer, ForeignKey("history_command.id", name=conv("fk_history_command_target_id"))
        ),
        Column("record_kind", Text),  # the record that it wrote and showed, the last of several
        Column("record_id", Integer),
        CheckConstraint(f"kind IN ({kinds})", name=conv("ck_history_command_kind")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    change = Table(
        "history_change",
        metadata,
        Column("id", Integer, primary_key=True),
        Column(
            "command_id",
            Integer,
            ForeignKey("history_command.id", name=conv("fk_history_change_command_id")),
            nullable=False,
        ),
        Column("table_name", Text, nullable=False),
        Column("row_id", Integer, nullable=False),
        Column("before", Text),  # the row as a JSON object; null for a new row
        Column("after", Text),  # null for a row that is gone
        CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name=conv("ck_history_change_image")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    Index("ix_history_change_command_id", change.c.command_id)
    Index("ix_history_change_row", change.c.table_name, change.c.row_id)
    Table(
        "history_now",
        metadata,
        Column("id", Integer),
        PrimaryKeyConstraint("id", name=conv("pk_history_now")),
        Column(
            "command_id", Integer, ForeignKey("history_command.id", name=conv("fk_history_now_command_id"))
        ),
        CheckConstraint("id = 1", name=conv("ck_history_now_one")),
        sqlite_strict=True,
    )


def recorded(metadata: MetaData) -> list[Table]:
    """The tables whose changes are recorded, by name."""
    return [
        table
        for name, table in sorted(metadata.tables.items())
        if not name.startswith(("history_", "alembic_", "sqlite_", own_tables.PREFIX))
        and table.info.get("history", True)
    ]


def triggers(metadata: MetaData) -> dict[str, str]:
    """The triggers that the register must have: name and the very text that SQLite keeps.

    Raises ValueError for a table whose rows JSON could not keep or whose ids are not its own.
    """
    made: dict[str, str] = {}
    for table in recorded(metadata):
        _see_fit(table)
        made.update(_recording(table))
    for table in metadata.tables.values():
        if not table.info.get("history", True):
            made.update(_kept(table))
        for column in table.columns:
            if "choice" in column.info:
                made.update(_guards(column))
    return made


def is_like_ours(name: str, sql: str) -> bool:
    """Whether a trigger is called and made as ours are; ``check`` compares the whole text."""
    return name.startswith(_OURS) and _MADE.fullmatch(sql) is not None


def make_triggers(connection: sqlite3.Connection, metadata: MetaData) -> None:
    """Drop the triggers that are ours and make them anew; inside the caller's transaction.

    Raises ValueError if a table of the file has other columns than ``metadata`` says.
    """
    drop_triggers(connection)
    for table in recorded(metadata):
        # SQLite looks at the columns only when a trigger runs: too late.
        rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table.name,))
        if {row[0] for row in rows} != set(table.columns.keys()):
            raise ValueError(f"{table.name}: the file has other columns than the models")
    for statement in triggers(metadata).values():
        connection.execute(statement)


def drop_triggers(connection: sqlite3.Connection) -> None:
    """Drop the triggers that are ours, so that a migration may rebuild tables."""
    for name in present_triggers(connection):
        if name.startswith(_OURS):
            connection.execute(f'DROP TRIGGER "{name}"')


def present_triggers(connection: sqlite3.Connection, tables: Collection[str] = ()) -> dict[str, str]:
    """The triggers that the file has, or those on ``tables``: name and text."""
    rows = connection.execute(
        "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
    )
    return {str(name): str(sql) for name, table, sql in rows if not tables or table in tables}


def _see_fit(table: Table) -> None:
    from sqlalchemy.dialects.sqlite import dialect

    keys = [column.name for column in table.primary_key.columns]
    if keys != ["id"] or not table.dialect_options["sqlite"]["autoincrement"]:
        raise ValueError(f"{table.name}: needs the key id with AUTOINCREMENT")
    if len(table.columns) > _MOST_COLUMNS:
        raise ValueError(f"{table.name}: more than {_MOST_COLUMNS} columns")
    for column in table.columns:
        name = column.type.compile(dialect=dialect())
        if name.split()[0] not in ("INTEGER", "TEXT"):  # JSON would round a REAL and refuse a BLOB
            raise ValueError(f"{table.name}.{column.name}: {name} is neither INTEGER nor TEXT")


def _recording(table: Table) -> Iterator[tuple[str, str]]:
    """The three that record a table. SQLite reads their text whenever the file is opened: it is short."""

    def image(row: str) -> str:
        pairs = ", ".join(f"'{column.name}', {row}.\"{column.name}\"" for column in table.columns)
        return f"json_object({pairs})"

    def trigger(verb: str, row: str, images: str) -> tuple[str, str]:
        name = f"history_{table.name}_{verb.lower()}"
        change = f"NULL, {_COMMAND}, '{table.name}', {row}.id"
        return name, (
            f'CREATE TRIGGER {name} AFTER {verb} ON "{table.name}" BEGIN\n'
            f"  INSERT INTO history_change SELECT {change}, {images};\n"
            "END"
        )

    yield trigger("INSERT", "NEW", f"NULL, {image('NEW')}")
    yield trigger("DELETE", "OLD", f"{image('OLD')}, NULL")
    # Compared as texts: a column that ignores case must not hide a change of case.
    yield trigger(
        "UPDATE",
        "OLD",
        f"b, a FROM (SELECT {image('OLD')} AS b,\n    {image('NEW')} AS a) WHERE b IS NOT a",
    )


def _kept(table: Table) -> Iterator[tuple[str, str]]:
    for verb in ("UPDATE", "DELETE"):
        name = f"guard_{table.name}_{verb.lower()}"
        yield (
            name,
            f'CREATE TRIGGER {name} BEFORE {verb} ON "{table.name}"\n'
            f"BEGIN SELECT RAISE(ABORT, '{table.name}: what was issued stays as it is'); END",
        )


def _guards(column: Column[object]) -> Iterator[tuple[str, str]]:
    table, field = column.table.name, column.info["choice"]
    for verb, when in (("insert", "INSERT"), ("update", f'UPDATE OF "{column.name}"')):
        name = f"guard_{table}_{column.name}_{verb}"
        yield (
            name,
            f'CREATE TRIGGER {name} BEFORE {when} ON "{table}" WHEN NEW."{column.name}" IS NOT NULL\n'
            f"  AND NOT EXISTS (SELECT 1 FROM choice"
            f" WHERE field = '{field}' AND code = NEW.\"{column.name}\")\n"
            f"BEGIN SELECT RAISE(ABORT, '{table}.{column.name}: no such choice of {field}'); END",
        )
