"""Asking a person at a terminal; never called elsewhere. Prompts go to stderr, answers come by stdin."""

from __future__ import annotations

import contextlib
import os
import sys
import unicodedata
from collections.abc import Sequence

from wagamachi_cli.errors import UsageError
from wagamachi_cli.language import _
from wagamachi_cli.shell.streams import OutputLostError
from wagamachi_cli.text import visible

_YES = ("y", "yes", "はい")
_NO = ("n", "no", "いいえ")


def interactive() -> bool:
    """Whether a person sits there: stdin and stderr are terminals."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(question: str, default: str | None = None) -> str:
    """What the person answers, without spaces at the ends; ``default`` for an empty line, if given.

    The end of the input (Ctrl-D) is a UsageError.
    """
    shown = visible(f"{question} [{default}]: " if default else f"{question}: ")
    answer = _read(shown).strip()
    return default if default is not None and not answer else answer


def confirm(question: str, default: bool = False) -> bool:
    """Yes or no; an empty line is ``default``. Asks again until it is one of them."""
    choice = "Y/n" if default else "y/N"
    while True:
        answer = unicodedata.normalize("NFKC", ask(f"{question} [{choice}]")).lower()
        if not answer:
            return default
        if answer in _YES:
            return True
        if answer in _NO:
            return False
        say(_("Please answer y (yes) or n (no)."))


def pick(title: str, options: Sequence[str]) -> int:
    """The place (from 0) of the option that the person picks from a numbered list."""
    say(title)
    for number, option in enumerate(options, 1):
        say(f"  {number}) {option}")
    while True:
        answer = unicodedata.normalize("NFKC", ask(_("Number")))
        if answer.isdecimal() and 1 <= int(answer) <= len(options):
            return int(answer) - 1
        say(_("Please give a number from 1 to {last}.").format(last=len(options)))


def say(line: str) -> None:
    """A line for the person, on stderr; where that is gone nobody is there to be told."""
    # A log of both streams keeps their order. What stdout does not take is told when the command ends.
    with contextlib.suppress(OSError, OutputLostError):
        sys.stdout.flush()
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{visible(line)}\n")


def _read(prompt: str) -> str:
    """One line from the terminal, with the line editor where stdout is that same terminal."""
    if not interactive():
        raise RuntimeError("asked without a terminal")
    try:
        if _one_terminal():
            with contextlib.suppress(ImportError):
                import readline  # noqa: F401  its import is what gives input() an editor
            return f"{input(prompt)}\n"
        sys.stderr.write(prompt)
        sys.stderr.flush()
        line = sys.stdin.readline()
    except (EOFError, UnicodeDecodeError):
        line = ""
    if not line:
        sys.stderr.write("\n")
        raise UsageError(_("The answer is missing; nothing was written."))
    return line


def _one_terminal() -> bool:
    """Whether stdout and stderr are the same terminal: the line editor can only prompt on stdout."""
    try:
        return os.ttyname(sys.stdout.fileno()) == os.ttyname(sys.stderr.fileno())
    except (OSError, ValueError, AttributeError):
        return False
