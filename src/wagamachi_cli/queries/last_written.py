"""The record that ``.`` means: the one written last that stands, of whatever kind."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator

from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.tables import kept


def last_written(connection: sqlite3.Connection, without: Collection[str] = ()) -> tuple[Kind, int] | None:
    """Kind and id of the record that the last standing step wrote; None if nothing was written.

    What was removed since is passed over, and what is of a kind ``without``.
    """
    for command, kind_code, identifier in _standing_steps(connection):
        written = [(kind_code, identifier)] if kind_code else _changed(connection, command)
        for code, number in written:
            kind = KINDS.get(code)
            if kind is not None and code not in without and _stands(connection, kind, number):
                return kind, number
    return None


def _standing_steps(connection: sqlite3.Connection) -> Iterator[tuple[int, str | None, int]]:
    """The steps that are in force, the one applied last first; each with the record that it showed."""
    turned: set[int] = set()  # decided already by a later undo or redo
    for number, verb, target, *record in connection.execute(
        "SELECT id, kind, target_id, record_kind, record_id FROM history_command ORDER BY id DESC"
    ):
        step = number if verb == "step" else target
        if verb == "floor" or step in turned:
            continue
        turned.add(step)
        if verb == "redo":
            record = connection.execute(
                "SELECT record_kind, record_id FROM history_command WHERE id = ?", (step,)
            ).fetchone()
        if verb != "undo":
            yield step, *record


def _changed(connection: sqlite3.Connection, command: int) -> Iterator[tuple[str, int]]:
    """The records that a step of many (a sheet) wrote, the last first; parts stand for their record."""
    import json

    for table, row_id, image in connection.execute(
        "SELECT table_name, row_id, coalesce(after, before) FROM history_change"
        " WHERE command_id = ? ORDER BY id DESC",
        (command,),
    ):
        whose = kept(table)
        yield whose.kind.code, json.loads(image)[whose.owner] if whose.part else row_id


def _stands(connection: sqlite3.Connection, kind: Kind, identifier: int) -> bool:
    found = connection.execute(
        f"SELECT 1 FROM {kind.table} WHERE id = ? AND removed IS NULL", (identifier,)
    ).fetchone()
    return found is not None
