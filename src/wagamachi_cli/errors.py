"""What can go wrong for a person, each with its exit code, its sentence and the way out.

Messages are already in the reader's language when an error is made: raise them with ``_("…")``.
A class that is not here is a bug in the program and ends with exit code 70.
"""

from __future__ import annotations

import copy
import errno
from collections.abc import Sequence
from typing import Self

from wagamachi_cli.language import _


class WagamachiError(Exception):
    """An error that a person can do something about.

    ``message`` says what and why, ``hint`` what to do next (may be empty).
    """

    code = 70

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def of(self, option: str) -> Self:
        """The same, said of an option."""
        said = copy.copy(self)
        said.message = f"{option}: {self.message}"
        said.args = (said.message,)
        return said


class Findings(WagamachiError):  # noqa: N818 - it is no error that the check found something
    """Exit 1: a check found something, an import was refused for its rows."""

    code = 1


class UsageError(WagamachiError):
    """Exit 2: the command line itself: usage, a choice, a number, a date, a period."""

    code = 2


class NotFoundError(WagamachiError):
    """Exit 3: no such record, or several; ``candidates`` are (id, what to show) of the several."""

    code = 3

    def __init__(self, message: str, hint: str = "", candidates: Sequence[tuple[int, str]] = ()) -> None:
        super().__init__(message, hint)
        self.candidates = tuple(candidates)


class RefusedError(WagamachiError):
    """Exit 4: refused by a rule."""

    code = 4


class RegisterError(WagamachiError):
    """Exit 5: the register is missing, locked, not ours, damaged, newer, or there is no space."""

    code = 5


class OutputError(WagamachiError):
    """Exit 6: the output exists, is not writable, or lacks a character."""

    code = 6


def reason(error: OSError) -> str:
    """Why the system could not do it, in the reader's language where it is a usual reason."""
    usual = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("not permitted"),
        errno.EPERM: _("not permitted"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("it is no folder"),
        errno.ENOSPC: _("no space left"),
        errno.EROFS: _("the disk is read-only"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.EIO: _("the disk reports an error"),
    }
    return usual.get(error.errno or 0) or error.strerror or type(error).__name__


_warnings: list[str] = []


def warn(message: str) -> None:
    """Keep a warning for the person; the boundary in app.py prints it on stderr, once each."""
    if message not in _warnings:
        _warnings.append(message)


def take_warnings() -> list[str]:
    """The warnings so far, oldest first; they are forgotten here."""
    taken = list(_warnings)
    _warnings.clear()
    return taken


_written = False


def wrote() -> None:
    """Remember that the register was written: if the output fails afterwards, the record stands."""
    global _written
    _written = True


def record_stands() -> bool:
    """Whether the register was written by this command; asking forgets it."""
    global _written
    written, _written = _written, False
    return written
