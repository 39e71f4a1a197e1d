"""``wagamachi import … --for EVENT``: the reservation form, and the reception list that comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wagamachi_cli import register, shell, text
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import OutputError, UsageError
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.language import _
from wagamachi_cli.register.remains import wrote
from wagamachi_cli.state import State

if TYPE_CHECKING:
    from wagamachi_cli.exchange.files import Source
    from wagamachi_cli.exchange.heads import Asked
    from wagamachi_cli.exchange.marks import Mark
    from wagamachi_cli.exchange.putting import Outcome
    from wagamachi_cli.exchange.reservations import Form

_KINDS = ("reservation", "distribution")


def for_event(kind: Kind, asked: Asked, given: Given) -> Asked:
    """What was asked, with the event of ``--for`` in every row. UsageError where there is none to be for."""
    if not given.get("for"):
        return asked
    if kind.code not in _KINDS:
        raise UsageError(
            _("--for is for {kinds}.").format(kinds=_(", ").join(KINDS[code].plural for code in _KINDS)),
            _("Leave it out."),
        )
    return replace(asked, constants={**asked.constants, "event": given["for"]})


def form(state: State, kind: Kind, source: Source, asked: Asked, given: Given) -> Form | None:
    """The form that the sheet is, for ``--for EVENT``; None for every other sheet."""
    if not given.get("for"):
        return None
    from wagamachi_cli.commands import taking
    from wagamachi_cli.exchange.reservations import form_of

    if kind.code == "reservation":
        _see_place(given["file"])
    with register.read(state.register) as connection:
        event = taking.pick_one(connection, KINDS["event"], given["for"], state)
    return form_of(kind, source, asked, event)


def _list_of(name: str) -> Path:
    """Where the reception list goes: beside the form."""
    return Path("reservations.codes.csv") if name == "-" else Path(name).with_suffix(".codes.csv")


def _see_place(name: str) -> None:
    """OutputError (6) when the list cannot be written, or would replace one with marks on it."""
    import csv

    from wagamachi_cli.exchange.reservations import RECEIVED
    from wagamachi_cli.output.target import check_path

    path = check_path(_list_of(name), force=True)
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        heads, *rows = [*csv.reader(file)] or [[]]
    if (
        not heads
        or heads[-1] not in (RECEIVED.ja, RECEIVED.en)
        or any(row and row[-1].strip() for row in rows)
    ):
        raise OutputError(
            _("{file} is not an empty reception list; it is left as it is.").format(
                file=text.visible(str(path))
            ),
            _("Give it another name, then import again."),
        )


def decide(state: State, form: Form, outcome: Outcome, given: Given) -> bool:
    """At a terminal ask about the rows that may be of several households; whether all is decided.

    Not where other rows are bad too and nothing would be taken in anyway.
    """
    if not (state.interactive and form.doubts) or (
        outcome.bad - form.doubts.keys() and not given.get("partial")
    ):
        return False
    for line, doubt in sorted(form.doubts.items()):
        options = [_("{code}: it is the same household").format(code=code) for code in doubt.codes]
        title = _("Row {rows}: {reason}").format(rows=line, reason=doubt.said)
        chosen = shell.pick(title, [*options, _("another household"), _("leave it; nothing is taken in")])
        if chosen > len(options):
            return False
        form.decided[line] = (*doubt.codes, "NEW")[chosen]
    return True


def give_out(
    state: State, form: Form, source: Source, name: str, outcome: Outcome, given: Given, mark: Mark
) -> None:
    """Write the reception list of a form that was taken in, and say where it is."""
    from wagamachi_cli.exchange.reservations import reception_list
    from wagamachi_cli.output.target import save

    if (
        form.kind.code != "reservation"
        or given.get("dry_run")
        or (outcome.problems and not given.get("partial"))
    ):
        return
    path = _list_of(name)
    save(path, reception_list(form, source, replace(mark, kind=KINDS["distribution"].plural)))
    wrote(state.register, "codes", path)
    if given.get("format") != "json":
        shell.say(_("The reception list with the codes: {file}").format(file=text.visible(str(path))))
