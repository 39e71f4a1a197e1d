"""One record with everything that hangs on it."""

from __future__ import annotations

import sqlite3
from datetime import date

from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.base import AGAIN
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Span
from wagamachi_cli.queries.records import Narrowing, read
from wagamachi_cli.sheet import Coded, Column, Row, Sheet, Value

_AGAIN = Label("同じ内容のもう一件として記録", "recorded as a second one")
_STARTED = Label("開始", "started")


def story(connection: sqlite3.Connection, kind: Kind, identifier: int, today: date) -> Sheet:
    """The record as a sheet of one row: every field, why a rule was bent, of an activity its history,
    and the dated notes on it."""
    sheet = read(connection, kind, today, Narrowing(ids=(identifier,)), whole=True)
    (bent,) = connection.execute(f"SELECT anyway FROM {kind.table} WHERE id = ?", (identifier,)).fetchone()
    if bent is not None:
        why = Coded(bent, _AGAIN) if bent == AGAIN else bent
        rows = tuple({**row, "anyway": why} for row in sheet.rows)
        sheet = Sheet((*sheet.columns, Column("anyway", _("why a rule was bent"))), rows)
    if kind.code == "activity":
        rows = tuple({**row, "history": _history(connection, row, today)} for row in sheet.rows)
        head = Column("history", str(KINDS["history"].label), kind="several")
        sheet = Sheet((*sheet.columns, head), rows)
    notes = _notes(connection, kind, identifier)
    if notes:
        rows = tuple({**row, "notes": notes} for row in sheet.rows)
        sheet = Sheet((*sheet.columns, Column("notes", _("dated notes"), kind="several")), rows)
    return sheet


def _notes(connection: sqlite3.Connection, kind: Kind, identifier: int) -> list[Value]:
    rows = connection.execute(
        "SELECT on_from, on_to, text FROM note_line "
        "WHERE record_kind = ? AND record_id = ? AND removed IS NULL ORDER BY on_from, id",
        (kind.code, identifier),
    )
    return [
        {"on": Span(date.fromisoformat(first), date.fromisoformat(last)), "text": said}
        for first, last, said in rows
    ]


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
