"""One record with everything that hangs on it."""

from __future__ import annotations

import sqlite3
from datetime import date

from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.language import Label, _
from wagamachi_cli.queries.records import Narrowing, read
from wagamachi_cli.sheet import Coded, Column, Row, Sheet, Value

_STARTED = Label("開始", "started")


def story(connection: sqlite3.Connection, kind: Kind, identifier: int, today: date) -> Sheet:
    """The record as a sheet of one row: every field, why a rule was bent, of an activity its history."""
    sheet = read(connection, kind, today, Narrowing(ids=(identifier,)), whole=True)
    (bent,) = connection.execute(f"SELECT anyway FROM {kind.table} WHERE id = ?", (identifier,)).fetchone()
    if bent is not None:
        rows = tuple({**row, "anyway": bent} for row in sheet.rows)
        sheet = Sheet((*sheet.columns, Column("anyway", _("why a rule was bent"))), rows)
    if kind.code != "activity":
        return sheet
    rows = tuple({**row, "history": _history(connection, row, today)} for row in sheet.rows)
    head = Column("history", str(KINDS["history"].label), kind="several")
    return Sheet((*sheet.columns, head), rows)


def _history(connection: sqlite3.Connection, activity: Row, today: date) -> list[dict[str, Value]]:
    identifier = activity["id"]
    assert isinstance(identifier, int)  # noqa: S101 - the primary key
    events = read(
        connection, KINDS["history"], today, Narrowing(equal={"activity": (identifier,)}), whole=True
    )
    started: dict[str, Value] = {
        "event": Coded("started", _STARTED),
        "on": activity["started"],
        "reason": None,
        "measures": [],
    }
    keys = ("event", "on", "reason", "measures")
    return [started, *({key: row[key] for key in keys} for row in events.rows)]
