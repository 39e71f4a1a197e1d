"""The fields that have choices in the register, by code and by what people call them."""

from __future__ import annotations

import sqlite3

from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.choosing import Option
from wagamachi_cli.kinds.types import Choice
from wagamachi_cli.language import Label


def choice_fields(connection: sqlite3.Connection) -> list[Option]:
    """Every field of the table of choices, with the label of what holds it."""
    called = {
        one.type.field: Label(
            f"{kind.label.ja}の{one.label.ja}" if one.key == "kind" else one.label.ja,
            f"{kind.label.en} {one.label.en}" if one.key == "kind" else one.label.en,
        )
        for kind in KINDS.values()
        for one in kind.fields
        if isinstance(one.type, Choice) and one.type.field
    }
    rows = connection.execute("SELECT DISTINCT field FROM choice ORDER BY field")
    return [Option(row[0], called.get(row[0], Label(row[0], row[0]))) for row in rows]
