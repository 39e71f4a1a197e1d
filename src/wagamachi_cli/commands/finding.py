"""``wagamachi note`` and ``wagamachi find``: a line on any record, and every record that mentions a word."""

from __future__ import annotations

from wagamachi_cli import shell, text
from wagamachi_cli.commands import doors, options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.language import Label, _
from wagamachi_cli.state import State

_NOTE = KINDS["note"]

note = shell.typer_app(help=shell.text(_NOTE.help.ja, _NOTE.help.en))


doors.add_verbs(note, _NOTE)


def _find(state: State, given: Given) -> None:
    from wagamachi_cli import register
    from wagamachi_cli.output import show_sheet
    from wagamachi_cli.queries.mentions import mentions

    wanted = text.fold(options.needed(given, "text", "TEXT"))
    target = options.target(given)
    with register.read(state.register) as connection:
        sheet = mentions(connection, wanted, state.today)
    show_sheet(sheet, target, title=_("Mentions"))


find = options.function(
    [options.argument("text", Label("探すことば", "the words to look for"), "TEXT"), *options.OUTPUT], _find
)
