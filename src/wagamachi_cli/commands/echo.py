"""What was understood, said again: full dates, their fiscal year, the published figure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from wagamachi_cli.kinds import Kind
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.kinds.types import Choice
from wagamachi_cli.language import _
from wagamachi_cli.period import Period, Span
from wagamachi_cli.queries.records import described
from wagamachi_cli.sheet import Coded, Row, Sheet

# The measure that counts a kind, and the fields that say when and in which row.
_COUNTED = {
    "activity": ("activity.started", "started", "category"),
    "placement": ("placement.new", "from", "layer"),
    "council": ("council.established", "established", ""),
}


def echo(
    connection: sqlite3.Connection, kind: Kind, sheet: Sheet, told: Mapping[str, Any], today: date
) -> list[str]:
    """Lines about what was written; ``told`` are the values of this command."""
    if "removed" in told:
        names = _(", ").join(f"{described(kind, row)} ({row['id']})" for row in sheet.rows)
        return [_("Removed, and counted nowhere: {kind} {names}").format(kind=kind.label, names=names)]
    if len(sheet.rows) != 1:
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
    return [_("  ").join([said, *times]), *_published(connection, kind, row, told, today)]


def _published(
    connection: sqlite3.Connection, kind: Kind, row: Row, told: Mapping[str, Any], today: date
) -> Iterator[str]:
    """Under a published figure: how many of it are recorded now, and how many came after it."""
    code, when, split = _COUNTED.get(kind.code, ("", "", ""))
    on = row.get(when)
    if when not in told or not isinstance(on, Span):
        return
    from wagamachi_cli.queries.measuring import Measuring
    from wagamachi_cli.reports.published import flow

    reader = Measuring(connection, today)
    year = Period.containing(on.first, "fy")
    of = row.get(split)
    field = kind.field(split).type if split else None
    key, named = None, ""
    if isinstance(of, Coded) and isinstance(field, Choice):
        key = reader.choices.parent(field, of.code)
        named = f" {reader.choices.coded(field, key).label}"
    cells = flow(reader, MEASURES[code], [year]).rows.get(key)
    if cells is None or not cells[0].figures:
        return
    (cell,) = cells
    said = _("{year} {measure}{row}: {recorded} recorded of the {published} published").format(
        year=year.long(),
        measure=MEASURES[code].label,
        row=named,
        recorded=cell.recorded - cell.after,
        published=sum(figure.value for figure in cell.figures),
    )
    if cell.after:
        said += _(", and {after} after it").format(after=cell.after)
    yield said
