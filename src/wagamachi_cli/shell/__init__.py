"""The one place that bends typer: our languages, our help page, our errors, groups loaded late.

How another module hangs commands on it::

    from wagamachi_cli import shell

    app = shell.typer_app(help=shell.text("協議会", "Councils"))
    meeting = shell.typer_app(help=shell.text("会議", "Meetings"))
    app.add_typer(meeting, name="meeting")

    @shell.command(meeting, "add", help=shell.text("会議を記録します。", "Record a meeting."))
    def add(
        ctx: typer.Context,
        on: Annotated[
            str | None, typer.Option("--on", metavar="WHEN", help=shell.text("いつ", "When"))
        ] = None,
    ) -> None: ...

- Every text that a help page shows (``help=``, a ``metavar=`` that is not one of the
  promised capital words) is made by ``shell.text(ja, en)``: one string that carries both languages
  through typer; the page takes the one that is spoken when it is printed. Its first line is what
  the list of commands shows. A docstring is never shown.
- Parameters are declared ``str``, ``bool`` or ``list[str]`` (each perhaps ``| None``) and read by
  our own parsers. An option without a metavar shows ``TEXT``, an argument its name in capitals.
- The root command's ``examples(path)``, where it has one, gives the lines at the end of a page.
- A group takes no options of its own (no callback); what app.py loads late is a line in its tables.
"""

from wagamachi_cli.shell.calling import called, quoted
from wagamachi_cli.shell.framework import Command, Group, LazyGroup, Stub, built, command, typer_app
from wagamachi_cli.shell.prompts import ask, confirm, interactive, pick, say
from wagamachi_cli.shell.words import spoken, text

__all__ = [
    "Command",
    "Group",
    "LazyGroup",
    "Stub",
    "ask",
    "built",
    "called",
    "command",
    "confirm",
    "interactive",
    "pick",
    "quoted",
    "say",
    "spoken",
    "text",
    "typer_app",
]
