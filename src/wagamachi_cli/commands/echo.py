"""What was understood, said again: full dates, their fiscal year, the published figure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from wagamachi_cli.kinds import Kind
from wagamachi_cli.language import _
from wagamachi_cli.period import Span
from wagamachi_cli.queries.records import described
from wagamachi_cli.sheet import Sheet


def echo(connection: sqlite3.Connection, kind: Kind, sheet: Sheet, told: Mapping[str, Any]) -> list[str]:
    """A line for each record that was written; ``told`` are the values of this command."""
    if len(sheet.rows) > 1:
        return [_("Written: {count} × {kind}").format(count=len(sheet.rows), kind=kind.label)]
    (row,) = sheet.rows
    labels = {one.key: str(one.label) for one in kind.all_fields}
    times = [
        f"{labels.get(key, _('on'))} {value.spoken()}"
        for key, value in told.items()
        if isinstance(value, Span)
    ]
    said = _("Written: {kind} {name} (number {id})").format(
        kind=kind.label, name=described(kind, row), id=row["id"]
    )
    return [_("  ").join([said, *times]), *_published(connection, kind, sheet)]


def _published(connection: sqlite3.Connection, kind: Kind, sheet: Sheet) -> Iterator[str]:
    return iter(())
