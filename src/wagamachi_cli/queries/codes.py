"""Codes that do not look like one: from a time when anything was taken, perhaps somebody's name."""

from __future__ import annotations

import sqlite3

from wagamachi_cli.kinds.code import is_code
from wagamachi_cli.language import _
from wagamachi_cli.queries import settings


def odd_codes(connection: sqlite3.Connection) -> list[str]:
    """A line for each, with the command that gives it another code; it says the number, not the words."""
    pattern = settings.value(connection, "code.pattern")
    rows = connection.execute(
        "SELECT c.id, c.code, h.id FROM code AS c "
        "LEFT JOIN household AS h ON h.code_id = c.id AND h.removed IS NULL "
        "WHERE c.removed IS NULL ORDER BY c.id"
    )
    said = _("Code number {id} has not the form of a code; it may be a name or a telephone number: {command}")
    return [
        said.format(
            id=identifier,
            command=f"wagamachi pantry household edit {household} --code new"
            if household
            else f"wagamachi activity code edit {identifier} --code new",
        )
        for identifier, code, household in rows
        if not is_code(code, pattern)
    ]
