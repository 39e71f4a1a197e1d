"""What a command is run with: which register, which language, which day is today."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path

from wagamachi_cli.errors import UsageError
from wagamachi_cli.frozen import frozen
from wagamachi_cli.language import _
from wagamachi_cli.text import can_be_file, shorten

at_end = ExitStack()
"""What is closed when the command has ended."""


@frozen
class State:
    """Made once in app.py and handed to every command as ``ctx.obj``.

    ``today`` is the date at UTC+9 or WAGAMACHI_TODAY; nothing else asks a clock for it.
    ``interactive``: a person sits at a terminal (stdin and stderr), so something may be asked.
    ``arguments``: the command line after the program's name, for the log.
    """

    register: Path
    language: str
    today: date
    interactive: bool
    arguments: tuple[str, ...] = ()


def place(name: str) -> Path:
    """The path that a person means: ``~`` is the home folder, where there is one of that name.

    Raises UsageError (2) when no file can be called so.
    """
    if not can_be_file(name):
        raise UsageError(
            _("No file can be called so: {name}").format(name=shorten(name, 60)),
            _("Give a shorter name, or a place with shorter ones."),
        )
    with suppress(RuntimeError):
        return Path(name).expanduser()
    return Path(name)
