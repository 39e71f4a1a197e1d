"""``wagamachi forget``: contacts and people's own words are erased everywhere; every count stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from wagamachi_cli import period, register, shell
from wagamachi_cli.commands import options
from wagamachi_cli.commands.merging import KIND, of_kind
from wagamachi_cli.commands.options import Given
from wagamachi_cli.commands.redacting import redact
from wagamachi_cli.errors import NotFoundError, UsageError, warn
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.language import Label, _
from wagamachi_cli.output import Target, show_object, show_sheet
from wagamachi_cli.queries import settings
from wagamachi_cli.queries.finding import find_any, several
from wagamachi_cli.queries.over import about, codes_of, gone, names, notes_on, over, removed, was_there
from wagamachi_cli.register import forgetting, remains
from wagamachi_cli.register.forgetting import Erased, Outcome
from wagamachi_cli.register.forgotten import Wanted
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
    dry = bool(given.get("dry_run"))
    with register.read(state.register) as connection:
        if before is None:
            kind, identifier = _meant(connection, str(words), kinds, state)
            wanted = _of_one(connection, kind, identifier, state.today)
            command = f"forget --kind {kind.code} {identifier}"
        else:
            wanted = _over(connection, kinds, before, state.today)
            command = f"forget --before {before.isoformat()}"
        folder = settings.backup_folder(connection, state.register)
        outcome = Outcome(tuple(forgetting.holdings(connection, wanted)))
    if outcome.erased and not dry and not _sure(state, given, outcome.erased):
        shell.say(_("Nothing was erased."))
        return
    if outcome.erased and not dry:
        register.daily_backup(state.register, folder, state.today)
        outcome = forgetting.forget(state.register, command, state.today, wanted, redact)
    copies = remains.still_held(state.register, folder, wanted) if outcome.erased else []
    files = remains.handed_out(state.register) if outcome.erased else []
    _show(outcome, copies, files, target, dry_run=dry)


def _sure(state: State, given: Given, found: Iterable[Erased]) -> bool:
    """Whether the person at the terminal wants it erased; elsewhere nobody is asked."""
    if given.get("yes") or not state.interactive:
        return True
    for one in found:
        shell.say(f"  {one.kind.label}  {one.field.label}  {one.records}")
    return shell.confirm(_("Erase this everywhere, for good?"))


def _meant(connection: sqlite3.Connection, words: str, kinds: list[Kind], state: State) -> tuple[Kind, int]:
    """The record that REF means, or one that was called so and is gone.

    With --kind an id also means one that was removed or undone.
    """
    try:
        return find_any(connection, words, state.today, kinds, exact=True)
    except NotFoundError as error:
        if error.candidates:
            raise
        found = gone(connection, words.strip(), kinds)
        if {kind.coded for kind, _id in found} == {True} or len(found) == 1:
            return found[0]
        if found:
            raise several(words, [(kind, one, words) for kind, one in found]) from error
        identifier = as_id(words)
        if len(kinds) > 1 or identifier is None or not was_there(connection, kinds[0], identifier):
            raise
        return kinds[0], identifier


def _of_one(connection: sqlite3.Connection, kind: Kind, identifier: int, today: date) -> Wanted:
    """One thing, wherever it was entered, and the dated lines on it; of a household all that is about it."""
    lines = KINDS["note"]
    if kind is lines:
        return {lines.code: notes_on(connection, lines.table, kind, identifier) | {identifier}}
    meant = about(connection, kind, identifier)
    if not kind.name:  # others that name the same person, as far as they have ended
        meant[kind.code] = meant[kind.code] & _left(connection, kind, today) | {identifier}
    notes = (
        notes_on(connection, lines.table, KINDS[code], one) for code, ids in meant.items() for one in ids
    )
    wanted = {**meant, lines.code: frozenset().union(*notes)}
    wanted |= {f"{code}.home": ids for code, ids in meant.items()}
    for code, ids in meant.items():
        if KINDS[code].coded or ids <= _left(connection, KINDS[code], today):
            wanted[f"{code}.name"] = ids
        elif names(KINDS[code]):
            warn(
                _(
                    "{kind} {id} is still in office: the name stays. Once it has ended, forget it again."
                ).format(kind=KINDS[code].label, id=identifier)
            )
    return _telling(wanted)


def _over(connection: sqlite3.Connection, kinds: list[Kind], before: date, today: date) -> Wanted:
    """What was over before a day, with the names of those who have left; titles and places stay."""
    wanted = {kind.code: over(connection, kind, before) for kind in kinds}
    households = wanted.get("household", frozenset())
    wanted["household.name"] = households
    wanted["code.name"] = codes_of(connection, households) | wanted.get("code", frozenset())
    for kind in kinds:
        if names(kind) and not kind.coded:
            wanted[f"{kind.code}.name"] = wanted[kind.code] & _left(connection, kind, today)
    return _telling(wanted)


def _left(connection: sqlite3.Connection, kind: Kind, today: date) -> frozenset[int]:
    """The records of a kind that have ended by today, and those that are gone."""
    return over(connection, kind, today + timedelta(days=1)) | removed(connection, kind)


def _telling(wanted: Wanted) -> dict[str, frozenset[int]]:
    """``wanted`` without what says nothing."""
    return {aspect: ids for aspect, ids in wanted.items() if ids and forgetting.meant(aspect)[1]}


def _show(outcome: Outcome, copies: list[Path], files: list[Path], target: Target, *, dry_run: bool) -> None:
    if target.format == "json":
        erased = [
            {"kind": one.kind.code, "field": one.field.key, "count": one.records} for one in outcome.erased
        ]
        left = [{"kind": one.kind.code if one.kind else one.place, "id": one.id} for one in outcome.left]
        show_object(
            {
                "erased": erased,
                "copies": [*map(str, copies)],
                "dry_run": dry_run,
                "left": left,
                "editions": outcome.editions,
                "files": [*map(str, files)],
            },
            target,
        )
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
        for one in outcome.erased
    ]
    title = _("Would be erased") if dry_run else _("Erased")
    show_sheet(Sheet(columns, tuple(rows)), target, title=title)
    if not rows:
        shell.say(_("There is nothing to erase."))
    elif dry_run:
        shell.say(_("Nothing was erased. It cannot be undone once it is."))
    for line in _told(outcome, copies, files):
        shell.say(line)


def _told(outcome: Outcome, copies: list[Path], files: list[Path]) -> Iterator[str]:
    if outcome.editions:
        yield _("In {count} issued editions the words were replaced; the numbers are as they were.").format(
            count=outcome.editions
        )
    for one in outcome.left:
        where = f"{one.kind.label} {one.id or ''}".strip() if one.kind else one.place
        yield _("The same words still stand here: {place}").format(place=where)
    for copy in copies:
        yield _("This copy still holds it: {path}").format(path=copy)
    for file in files:
        yield _("This file was written from the register and may hold it: {path}").format(path=file)


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
