"""The log: which commands changed the register, and what each of them changed."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Any

from wagamachi_cli.kinds.tables import kept
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Span
from wagamachi_cli.queries.changes import changed
from wagamachi_cli.sheet import Coded, Column, Row, Sheet, Value

IN_WORDS = 200
"""A command that changed more rows than this is summed up for people, not told record by record."""

WHOLE = 1000
"""For machines the list leaves out the changes of a command that changed more rows; ``one`` tells them."""

_TOLD = 3
_JAPAN = timezone(timedelta(hours=9))
_SORTS = {
    "step": Label("記録", "step"),
    "floor": Label("区切り", "floor"),
    "undo": Label("取消", "undo"),
    "redo": Label("やり直し", "redo"),
}
_COMMANDS = """
SELECT c.id, c.at, c.day, c.user, c.command, c.kind, c.target_id, t.id
FROM history_command AS c
LEFT JOIN history_command AS t ON c.kind = 'step' AND t.kind = 'undo' AND t.id = (
  SELECT max(id) FROM history_command WHERE target_id = c.id
)
"""


def listed(connection: sqlite3.Connection, count: int, *, whole: bool) -> Sheet:
    """The last ``count`` commands, newest first; ``whole``: with their changes, else with a summary."""
    rows = connection.execute(f"{_COMMANDS} ORDER BY c.id DESC LIMIT ?", (count,)).fetchall()
    return _sheet(connection, rows, WHOLE if whole else None)


def one(connection: sqlite3.Connection, number: int, *, whole: bool) -> Sheet:
    """One command, as ``listed`` gives it; a sheet without rows when there is none of this number."""
    rows = connection.execute(f"{_COMMANDS} WHERE c.id = ?", (number,)).fetchall()
    return _sheet(connection, rows, sys.maxsize if whole else None)


def field_by_field(connection: sqlite3.Connection, number: int) -> Sheet:
    """What one command changed, a row for each field of each record."""
    columns = (
        Column("kind", _("kind"), kind="choice"),
        Column("id", "id", kind="id"),
        Column("name", _("name")),
        Column("field", _("field")),
        Column("before", _("before")),
        Column("after", _("after")),
    )
    rows: list[Row] = [
        {
            "kind": Coded(record.kind.code, record.kind.label),
            "id": record.id,
            "name": record.name,
            "field": label,
            "before": before,
            "after": after,
        }
        for record in changed(connection, number)
        for label, before, after in record.fields()
    ]
    return Sheet(columns, tuple(rows))


def size(connection: sqlite3.Connection, number: int) -> int:
    """How many rows a command changed."""
    question = "SELECT count(*) FROM history_change WHERE command_id = ?"
    return int(connection.execute(question, (number,)).fetchone()[0])


def _sheet(connection: sqlite3.Connection, rows: Iterable[tuple[Any, ...]], most: int | None) -> Sheet:
    """Commands with the changes of those that changed at most ``most`` rows; None: with a summary."""
    whole = most is not None
    columns = (
        Column("number", _("number"), kind="id"),
        Column("at", _("done at")),
        *([Column("day", _("day"), kind="when")] if whole else []),
        Column("user", _("who")),
        Column("command", _("command")),
        Column("kind", _("sort"), kind="choice"),
        Column("target", _("of number"), kind="id"),
        Column("undone", _("undone by"), kind="id"),
        *([Column("rows", _("rows"), kind="number")] if whole else []),
        Column("changes", _("what changed"), kind="several" if whole else "text"),
    )
    made: list[Row] = []
    for number, at, day, user, command, kind, target, undone in rows:
        rows_changed = size(connection, number)
        changes: Value = None
        if most is None:
            changes = _summary(connection, number)
        elif rows_changed <= most:
            changes = [record.as_value() for record in changed(connection, number)]
        made.append(
            {
                "number": number,
                "at": _local(at),
                "day": Span.day(date.fromisoformat(day)),
                "user": user or None,
                "command": command,
                "kind": Coded(kind, _SORTS[kind]),
                "target": target,
                "undone": undone,
                "rows": rows_changed,
                "changes": changes,
            }
        )
    return Sheet(columns, tuple(made))


def _local(at: str) -> Coded:
    """A moment: UTC for machines, the clock in Japan for people."""
    moment = datetime.fromisoformat(at).astimezone(_JAPAN)
    return Coded(at, f"{Span.day(moment.date()).human()} {moment:%H:%M}")


def _summary(connection: sqlite3.Connection, number: int) -> str:
    if size(connection, number) <= IN_WORDS:
        records = changed(connection, number)
        if len(records) <= _TOLD:
            return _("; ").join(record.in_words() for record in records)
    counts = connection.execute(
        "SELECT table_name, CASE WHEN before IS NULL THEN 0 WHEN after IS NULL THEN 2 ELSE 1 END, count(*)"
        " FROM history_change WHERE command_id = ? GROUP BY 1, 2 ORDER BY 2, min(id)",
        (number,),
    )
    said = (_("{kind}: {count} added"), _("{kind}: {count} changed"), _("{kind}: {count} taken out"))
    return _("; ").join(
        said[sort].format(kind=kept(table).kind.label, count=count)
        for table, sort, count in counts
        if kept(table).part is None
    )
