"""``wagamachi forget``: contacts and people's own words are erased everywhere; every count stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from wagamachi_cli import period, register, shell
from wagamachi_cli.commands import options
from wagamachi_cli.commands.merging import KIND, of_kind
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import NotFoundError, UsageError
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.language import Label, _
from wagamachi_cli.output import Target, show_object, show_sheet
from wagamachi_cli.queries import settings
from wagamachi_cli.queries.finding import find_any
from wagamachi_cli.queries.over import about, notes_on, over, was_there
from wagamachi_cli.register import forgetting
from wagamachi_cli.register.forgetting import Erased
from wagamachi_cli.sheet import Coded, Column, Row, Sheet
from wagamachi_cli.state import State
from wagamachi_cli.text import as_id


def _forget(state: State, given: Given) -> None:
    words, said = given.get("ref"), given.get("before")
    if bool(words) == bool(said):
        raise UsageError(
            _("Say what to forget: one REF, or --before DATE."),
            _("With --dry-run nothing is erased: it shows what would be."),
        )
    kinds = of_kind(given, [*KINDS.values()])
    if said:
        period.see_year(said, state.today, "any")
    before = period.parse_date(said, state.today, "any") if said else None
    target = options.target(given)
    with register.read(state.register) as connection:
        if before is None:
            kind, identifier = _meant(connection, str(words), kinds, state)
            wanted = _of_one(connection, kind, identifier)
            command = f"forget --kind {kind.code} {identifier}"
        else:
            wanted = {kind.code: over(connection, kind, before) for kind in kinds}
            command = f"forget --before {before.isoformat()}"
        folder = settings.backup_folder(connection, state.register)
        found = forgetting.holdings(connection, wanted)
    if found and not given.get("dry_run") and not _sure(state, given, found):
        shell.say(_("Nothing was erased."))
        return
    if found and not given.get("dry_run"):
        register.daily_backup(state.register, folder, state.today)
        found = forgetting.forget(state.register, command, state.today, wanted)
    copies = forgetting.still_held(state.register, folder, wanted) if found else []
    _show(found, copies, target, dry_run=bool(given.get("dry_run")))


def _sure(state: State, given: Given, found: Iterable[Erased]) -> bool:
    """Whether the person at the terminal wants it erased; elsewhere nobody is asked."""
    if given.get("yes") or not state.interactive:
        return True
    for one in found:
        shell.say(f"  {one.kind.label}  {one.field.label}  {one.records}")
    return shell.confirm(_("Erase this everywhere, for good?"))


def _meant(connection: sqlite3.Connection, words: str, kinds: list[Kind], state: State) -> tuple[Kind, int]:
    """The record that REF means; with --kind an id also means one that was removed or undone."""
    try:
        return find_any(connection, words, state.today, kinds, exact=True)
    except NotFoundError as error:
        identifier = as_id(words)
        if error.candidates or len(kinds) > 1 or identifier is None:
            raise
        if not was_there(connection, kinds[0], identifier):
            raise
        return kinds[0], identifier


def _of_one(connection: sqlite3.Connection, kind: Kind, identifier: int) -> dict[str, frozenset[int]]:
    """One record and the dated lines on it; of a household everything that was written down about it."""
    lines = KINDS["note"]
    if kind is lines:
        return {lines.code: notes_on(connection, lines.table, kind, identifier) | {identifier}}
    meant = about(connection, kind, identifier) if kind.coded else {kind.code: frozenset({identifier})}
    notes = (
        notes_on(connection, lines.table, KINDS[code], one) for code, ids in meant.items() for one in ids
    )
    return {**meant, lines.code: frozenset().union(*notes)}


def _show(found: Iterable[Erased], copies: Iterable[Path], target: Target, *, dry_run: bool) -> None:
    if target.format == "json":
        erased = [{"kind": one.kind.code, "field": one.field.key, "count": one.records} for one in found]
        show_object({"erased": erased, "copies": [*map(str, copies)], "dry_run": dry_run}, target)
        return
    columns = (
        Column("kind", _("kind"), kind="choice"),
        Column("field", _("field"), kind="choice"),
        Column("count", _("records"), kind="number"),
    )
    rows: list[Row] = [
        {
            "kind": Coded(one.kind.code, one.kind.label),
            "field": Coded(one.field.key, one.field.label),
            "count": one.records,
        }
        for one in found
    ]
    title = _("Would be erased") if dry_run else _("Erased")
    show_sheet(Sheet(columns, tuple(rows)), target, title=title)
    if not rows:
        shell.say(_("There is nothing to erase."))
    elif dry_run:
        shell.say(_("Nothing was erased. It cannot be undone once it is."))
    for copy in copies:
        shell.say(_("This copy still holds it: {path}").format(path=copy))


forget = options.function(
    [
        options.argument("ref", options.EXACT, "REF"),
        options.option(
            "before",
            Label("この日より前に終わった記録すべて", "every record that was over before this day"),
            "DATE",
        ),
        KIND,
        options.flag(
            "dry_run", Label("消さずに、何が消えるかだけを示す", "show what would be erased, erase nothing")
        ),
        options.YES,
        *options.OUTPUT,
    ],
    _forget,
)
