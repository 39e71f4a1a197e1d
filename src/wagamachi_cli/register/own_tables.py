"""What the register keeps of itself, beside its records: who it is, what it has done outside.

These tables have no history: nothing in them is undone. ``export`` takes along what belongs to the
register wherever it is (identity, what was forgotten), not what belongs to this machine.
"""

from __future__ import annotations

import sqlite3
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import MetaData

PREFIX = "register_"
CARRIED = frozenset({"register_identity", "register_forgotten"})
"""What an export takes along; the others belong to this machine, or to this file's history."""


def define(metadata: MetaData) -> None:
    """Add these tables to ``metadata``."""
    from sqlalchemy import (
        CheckConstraint,
        Column,
        ForeignKey,
        Integer,
        PrimaryKeyConstraint,
        Table,
        Text,
        UniqueConstraint,
    )
    from sqlalchemy.schema import conv

    Table(
        "register_identity",
        metadata,
        Column("id", Integer),
        Column("uuid", Text, nullable=False),  # for ever, the same in every copy
        PrimaryKeyConstraint("id", name=conv("pk_register_identity")),
        CheckConstraint("id = 1", name=conv("ck_register_identity_one")),
        sqlite_strict=True,
    )
    Table(
        "register_forgotten",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("record_id", Integer, nullable=False),
        UniqueConstraint("kind", "record_id", name=conv("uq_register_forgotten_record")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    Table(
        "register_intent",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("work", Text, nullable=False),  # what was begun outside the file, as JSON
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    Table(
        "register_import",
        metadata,
        Column("id", Integer, primary_key=True),
        Column(
            "command_id",
            Integer,
            ForeignKey("history_command.id", name=conv("fk_register_import_command_id")),
            nullable=False,
        ),
        Column("kind", Text, nullable=False),
        Column("file", Text, nullable=False),
        Column("sheet", Text),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    Table(
        "register_pack",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("period_from", Text, nullable=False),
        Column("period_to", Text, nullable=False),
        Column("day", Text, nullable=False),  # on which a public pack of this period was written
        Column("told", Text, nullable=False),  # what it told of numbers that may be small, as in an edition
        UniqueConstraint("period_from", "period_to", name=conv("uq_register_pack_period")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def identity(connection: sqlite3.Connection) -> str:
    """The UUID of the register, of whatever version; empty where it has none.

    One that was made without it gets it from its first command: the same in every copy.
    """
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'register_identity'").fetchone():
        row = connection.execute("SELECT uuid FROM register_identity WHERE id = 1").fetchone()
        return str(row[0]) if row else ""
    first = connection.execute(
        "SELECT at, day, user, command, version FROM history_command ORDER BY id LIMIT 1"
    ).fetchone()
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "|".join(map(str, first)))) if first else ""


def ensure_identity(connection: sqlite3.Connection, known: str | None = None) -> None:
    """Give the register its UUID, ``known`` or a new one, where it has none yet."""
    connection.execute(
        "INSERT OR IGNORE INTO register_identity (id, uuid) VALUES (1, ?)", (known or str(uuid.uuid4()),)
    )
