"""``wagamachi log``, ``undo`` and ``redo``: what each command changed, taken back and done again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wagamachi_cli import register, shell
from wagamachi_cli.commands import options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.commands.step import step
from wagamachi_cli.errors import NotFoundError
from wagamachi_cli.kinds.types import Number
from wagamachi_cli.language import Label, _
from wagamachi_cli.output import Target, show_record, show_sheet
from wagamachi_cli.queries import log as history
from wagamachi_cli.sheet import Sheet
from wagamachi_cli.state import State

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session

_SHOWN = 20


def _log(state: State, given: Given) -> None:
    target = options.target(given)
    number, count = _number(state, given, "number"), _number(state, given, "count")
    as_json = target.format == "json"
    with register.read(state.register) as connection:
        if number is None:
            sheet = history.listed(connection, count or _SHOWN, whole=as_json)
        else:
            sheet = history.one(connection, number, whole=as_json)
            if not sheet.rows:
                raise NotFoundError(
                    _("There is no command number {number}.").format(number=number),
                    _("See what was done with: {command}").format(command="wagamachi log"),
                )
            details = history.field_by_field(connection, number)
    if number is None:
        show_sheet(sheet, target, title=_("Log"), sparse=True)
    elif as_json:
        show_record(sheet, target)
    else:
        show_sheet(details, target, title=_headline(sheet))


def _number(state: State, given: Given, key: str) -> int | None:
    return None if given.get(key) is None else Number(minimum=1).read(given[key], state.today)


def _headline(sheet: Sheet) -> str:
    (row,) = sheet.rows
    return _("{number}: {command}").format(number=row["number"] or "–", command=row["command"])


def _undo(state: State, given: Given) -> None:
    from wagamachi_cli.register import undoing

    number = _number(state, given, "number")
    target = options.target(given)
    with register.read(state.register) as connection:
        chosen = undoing.chosen(connection, number)
    _play(
        state,
        "undo",
        chosen,
        lambda session: undoing.undo(session, chosen, state.today),
        target,
        dry_run=bool(given.get("dry_run")),
    )


def _redo(state: State, given: Given) -> None:
    from wagamachi_cli.register import undoing

    target = options.target(given)
    with register.read(state.register) as connection:
        chosen = undoing.last_undone(connection)
    _play(state, "redo", chosen, lambda session: undoing.redo(session, chosen), target)


class _TriedOutError(Exception):
    """What was tried is not to be kept."""


def _play(
    state: State,
    verb: str,
    number: int,
    played: Callable[[Session], None],
    target: Target,
    *,
    dry_run: bool = False,
) -> None:
    """Play a step backwards or again, and show what that changes; ``dry_run`` keeps nothing of it."""
    from wagamachi_cli.model.change import plain

    words = f"{verb} {number}"
    command = (
        register.write(state.register, words, state.today, verb, number)
        if dry_run
        else step(state, words, verb, number)
    )
    try:
        with command as session:
            played(session)
            made, details = _done(plain(session), target, dry_run=dry_run)
            if dry_run:
                raise _TriedOutError
    except _TriedOutError:
        pass
    if details is None:
        show_record(made, target)
    else:
        show_sheet(details, target, title=_headline(made))
    if target.format == "json":
        return
    (row,) = made.rows
    said = {
        "undo": _("Number {number} is undone. To do it again: wagamachi redo"),
        "redo": _("Number {number} is done again."),
    }
    shell.say(
        _("Nothing was written: this is what it would change.")
        if dry_run
        else said[verb].format(number=row["target"])
    )


def _done(connection: sqlite3.Connection, target: Target, *, dry_run: bool) -> tuple[Sheet, Sheet | None]:
    """The running command as the log tells it, and for people field by field where that can be read."""
    (number,) = connection.execute("SELECT command_id FROM history_now").fetchone()
    as_json = target.format == "json"
    made = history.one(connection, number, whole=as_json)
    if dry_run:  # there will be no such number
        made = Sheet(made.columns, tuple({**row, "number": None} for row in made.rows))
    if as_json or history.size(connection, number) > history.IN_WORDS:
        return made, None
    return made, history.field_by_field(connection, number)


_DRY_RUN = options.flag(
    "dry_run", Label("書き込まずに、何が変わるかだけを示す", "show what would change, write nothing")
)
_NUMBER = options.argument("number", Label("log の番号", "the number in the log"), "N")

log = options.function(
    [
        _NUMBER,
        options.option(
            "count",
            Label("新しいほうから何件か（省略時は 20）", "how many, the newest first (20)"),
            "N",
            names=("--count", "-n"),
        ),
        *options.OUTPUT,
    ],
    _log,
)
undo = options.function([_NUMBER, _DRY_RUN, *options.OUTPUT], options.writing(_undo))
redo = options.function(options.OUTPUT, options.writing(_redo))
