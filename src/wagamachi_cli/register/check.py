"""What can be wrong with the file itself, whatever its records say."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from wagamachi_cli.language import _
from wagamachi_cli.register import hands, history, resting

if TYPE_CHECKING:
    from sqlalchemy import MetaData


def findings(connection: sqlite3.Connection, metadata: MetaData) -> list[str]:
    """A line for each thing that is wrong; ``metadata`` holds the tables as the program knows them."""
    return [
        *_integrity(connection),
        *hands.other_columns(connection, metadata),
        *_foreign_keys(connection),
        *_triggers(connection, metadata),
        *_choices(connection, metadata),
        *_ids(connection, metadata),
        *resting.findings(connection, (table.name for table in history.recorded(metadata))),
        *_command(connection),
    ]


def _integrity(connection: sqlite3.Connection) -> list[str]:
    said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    return [] if said == ["ok"] else [_("The file is damaged: {detail}").format(detail=line) for line in said]


def _foreign_keys(connection: sqlite3.Connection) -> list[str]:
    return [
        _("{table} {id} refers to a row of {parent} that does not exist").format(
            table=row[0], id=row[1], parent=row[2]
        )
        for row in hands.broken_keys(connection)
    ]


def _triggers(connection: sqlite3.Connection, metadata: MetaData) -> list[str]:
    wanted, present = history.triggers(metadata), history.present_triggers(connection, metadata.tables)
    return [
        *(_("The trigger {name} is missing").format(name=name) for name in wanted if name not in present),
        *(
            _("The trigger {name} is not as it should be").format(name=name)
            for name in present
            if present[name] != wanted.get(name)
        ),
    ]


def _choices(connection: sqlite3.Connection, metadata: MetaData) -> list[str]:
    found = []
    for table in metadata.sorted_tables:
        for column in table.columns:
            if "choice" not in column.info:
                continue
            name = column.name
            rows = connection.execute(
                f'SELECT id, "{name}" FROM "{table.name}" WHERE "{name}" IS NOT NULL'
                f' AND "{name}" NOT IN (SELECT code FROM choice WHERE field = ?)',
                (column.info["choice"],),
            )
            found += [
                _("{table} {id}: {column} holds {code}, which is not among the choices").format(
                    table=table.name, id=row[0], column=name, code=row[1]
                )
                for row in rows
            ]
    return found


def _ids(connection: sqlite3.Connection, metadata: MetaData) -> list[str]:
    given = dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    found = []
    for table in metadata.sorted_tables:
        if not table.dialect_options["sqlite"]["autoincrement"]:
            continue
        highest = connection.execute(f'SELECT max(id) FROM "{table.name}"').fetchone()[0]
        if (highest or 0) > given.get(table.name, 0):
            found.append(_("{table}: an id could be given out twice").format(table=table.name))
    return found


def _command(connection: sqlite3.Connection) -> list[str]:
    # No command is running, or a forget that was cut off: the next writer packs the file.
    right = connection.execute(
        "SELECT count(*) FROM history_now WHERE command_id IS NULL"
        " OR command_id IN (SELECT id FROM history_command WHERE kind = 'floor' AND command LIKE 'forget%')"
    ).fetchone()[0]
    return [] if right == 1 else [_("The history does not say which command is running")]
