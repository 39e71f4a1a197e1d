"""Whom to ask about a request: who can, who lives near, who was longest not asked."""

from __future__ import annotations

import sqlite3
from datetime import date

from wagamachi_cli.language import _
from wagamachi_cli.period import Span
from wagamachi_cli.queries.records import sql
from wagamachi_cli.sheet import Column, Row, Sheet


def suggestions(connection: sqlite3.Connection, request: int, today: date) -> Sheet:
    """The helpers in the order in which to ask them, each with the reasons for the place.

    First who can do the task, then who has not said no to it, who lives in its area, who was longest
    not asked, who has the fewest open requests.
    """
    columns = (
        Column("rank", _("rank"), kind="number"),
        Column("id", "id", kind="id"),
        Column("name", _("helper")),
        Column("area", _("area")),
        Column("can", _("can do it"), kind="flag"),
        Column("last_asked", _("last asked"), kind="when"),
        Column("why", _("why")),
    )
    question = f"WITH derived AS ({sql('kinds/helper')}) {sql('suggesting')}"
    rows = connection.execute(
        question, {"request": request, "at": today.isoformat(), "today": today.isoformat()}
    )
    return Sheet(columns, tuple(_ranked(rank, row) for rank, row in enumerate(rows, 1)))


def _ranked(rank: int, row: sqlite3.Row) -> Row:
    asked = row["last_asked_from"]
    last = Span(date.fromisoformat(asked), date.fromisoformat(row["last_asked_to"])) if asked else None
    why = [
        _("can do it") if row["able"] else _("has not offered this"),
        _("same area") if row["near"] else _("another area"),
        _("last asked {day}").format(day=last.human()) if last else _("never asked"),
    ]
    if row["matched"]:
        why.append(_("matched with it"))
    if row["answer"] == "no":
        why.append(_("said no"))
    elif row["answer"] == "yes":
        why.append(_("said yes"))
    if row["busy"]:
        why.append(_("{count} open").format(count=row["busy"]))
    return {
        "rank": rank,
        "id": row["id"],
        "name": row["name"],
        "area": row["area"],
        "can": bool(row["able"]),
        "last_asked": last,
        "why": _(", ").join(why),
    }
