"""Who has reserved, and which household a contact belongs to."""

from __future__ import annotations

import sqlite3

from wagamachi_cli.errors import NotFoundError
from wagamachi_cli.kinds.contact_keys import contact_keys
from wagamachi_cli.language import _
from wagamachi_cli.queries.records import sql


def booked(connection: sqlite3.Connection, event_id: int) -> dict[int, str]:
    """The households (id → code) that are still expected at an event, as they reserved."""
    return {row["id"]: row["code"] for row in connection.execute(sql("booked"), {"event": event_id})}


def by_contact(connection: sqlite3.Connection, contact: str) -> int | None:
    """The household that answers at a contact; NotFoundError (3) when several do."""
    keys = contact_keys(contact)
    found = [
        (row["id"], row["code"])
        for row in connection.execute(
            "SELECT id, code, contact FROM household"
            " WHERE removed IS NULL AND contact IS NOT NULL ORDER BY code"
        )
        if keys & contact_keys(row["contact"])
    ]
    if len(found) > 1:
        raise NotFoundError(
            _("Several households have this contact."), _("Name one of them: --household CODE"), found
        )
    return found[0][0] if found else None
