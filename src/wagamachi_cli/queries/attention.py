"""What wants attention: things that wait or are unusual, though nothing is wrong with them."""

from __future__ import annotations

import sqlite3
from datetime import date

from wagamachi_cli.language import _
from wagamachi_cli.period import Span
from wagamachi_cli.queries.records import sql


def reminders(connection: sqlite3.Connection, today: date) -> list[str]:
    """A line for each thing that waits, with the command that settles it."""
    said = []
    for row in connection.execute(sql("reminders"), {"today": today.isoformat()}):
        on = Span(date.fromisoformat(row["on_from"]), date.fromisoformat(row["on_to"])).human()
        name = row["name"] or ""
        if row["code"] == "activity_before_council":
            said.append(
                _("Activity {id} “{name}” ({on}) began before its council was founded.").format(
                    id=row["id"], name=name, on=on
                )
            )
            continue
        if row["code"] == "meeting_unconfirmed":
            message = _(
                "Meeting {id} {on} “{name}” was planned and has passed; its number is missing: {command}"
            )
        else:
            message = _("Meeting {id} {on} “{name}” has no number of attendees: {command}")
        command = f"wagamachi council meeting edit {row['id']} --attendees N"
        said.append(message.format(id=row["id"], on=on, name=name, command=command))
    return said
