"""Sheets of another register: their numbers and codes mean other records there than here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from wagamachi_cli.errors import Findings
from wagamachi_cli.exchange.files import Line
from wagamachi_cli.exchange.heads import Plan
from wagamachi_cli.exchange.marks import Mark
from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.types import Ref
from wagamachi_cli.language import _
from wagamachi_cli.queries import settings
from wagamachi_cli.register import own_tables
from wagamachi_cli.sheet import Column, Sheet
from wagamachi_cli.text import visible


def mark_of(connection: sqlite3.Connection, kind: Kind, *, named: bool = True) -> Mark:
    """The mark of a sheet of ``kind`` of this register; ``named``: with the name of the organisation."""
    organisation = settings.value(connection, "organisation") if named else None
    return Mark(kind.plural, register=own_tables.identity(connection), owner=organisation or "")


def marked(sheet: Sheet, mark: Mark) -> Sheet:
    """A list with the column that says whose its ids are."""
    return Sheet((*sheet.columns, Column("", mark.head)), tuple({**row, "": None} for row in sheet.rows))


def see_own(
    connection: sqlite3.Connection, plan: Plan, rows: Iterable[Line], codes: Iterable[int], *, as_new: bool
) -> Plan:
    """The plan, where the ids in the sheet are of this register, or there are none.

    ``codes`` are further columns of codes. ``as_new``: the ids and codes of the rows themselves are passed
    over. Findings (exit 1) for a sheet with ids of another register, and for what refers to others by them.
    """
    mark, mine = plan.mark, own_tables.identity(connection)
    if mark is None or mark.register in ("", mine):
        return plan
    own = {place for place, one in plan.fields.items() if plan.kind.coded and one.key == plan.kind.name}
    own |= {plan.identifier} if plan.identifier is not None else set()
    others = {place for place, one in plan.fields.items() if _by_number(one)} | {*codes}
    filled = _filled(plan, rows, own | others)
    if not filled:
        return plan
    if as_new and not filled & others:
        fields = {place: one for place, one in plan.fields.items() if place not in own}
        return replace(plan, identifier=None, fields=fields, unread=(*plan.unread, *sorted(own)))
    theirs = visible(f"{mark.owner.replace('_', ' ')} {mark.register}".strip())
    said = _("This sheet is of another register ({theirs}); its ids mean other records in this one ({mine}).")
    hint = _("Import it there. To take its rows in as new records: --as-new")
    if as_new:
        heads = _(", ").join(visible(plan.named(place)) for place in sorted(filled & others))
        hint = _("These columns name records by numbers or codes of that register: {heads}").format(
            heads=heads
        )
    raise Findings(said.format(theirs=theirs, mine=mine) + _(" Nothing was written."), hint)


def _by_number(one: Field) -> bool:
    """Whether the cells of a field name records by their ids or codes."""
    if not isinstance(one.type, Ref):
        return False
    return any(not KINDS[code].name or KINDS[code].coded for code in one.type.kinds)


def _filled(plan: Plan, rows: Iterable[Line], places: set[int]) -> set[int]:
    """The columns in which something stands below the heads."""
    return {
        place
        for line, cells in rows
        if line > plan.row
        for place in places
        if place < len(cells) and cells[place].strip()
    }
