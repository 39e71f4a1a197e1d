"""A folder as an answer: built whole beside its place and moved in at the end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wagamachi_cli.errors import OutputError
from wagamachi_cli.language import _
from wagamachi_cli.output.target import cannot_write
from wagamachi_cli.text import visible

Named = Callable[[Path], frozenset[str]]
"""The names of the files of a folder that we made, as its own manifest says; empty for another's."""


def check_folder(name: str | Path, force: bool, named: Named) -> Path:
    """The folder that ``name`` means (links followed), if it may be written.

    It is new or empty, or, with ``force``, holds only what ``named`` says that we wrote. Raises
    OutputError elsewise, and when its parent is missing or not writable. Nothing is written here.
    """
    folder = Path(os.path.realpath(name))
    shown = visible(str(name))
    if folder.exists() and not folder.is_dir():
        raise OutputError(_("{file} is a file.").format(file=shown), _("Give the name of a folder."))
    if not folder.parent.is_dir():
        raise OutputError(
            _("There is no folder {folder}.").format(folder=visible(str(folder.parent))),
            _("Make the folder first, or give another place."),
        )
    if not os.access(folder.parent, os.W_OK | os.X_OK):
        raise OutputError(
            _("Nothing can be written in the folder {folder}.").format(folder=visible(str(folder.parent))),
            _("Give another place."),
        )
    present = _names(folder)
    if present and not force:
        raise OutputError(
            _("The folder {folder} is not empty.").format(folder=shown),
            _("Give another name; --force replaces one that was written by this command."),
        )
    foreign = sorted(present - named(folder)) if present else []
    if foreign:
        raise OutputError(
            _("The folder {folder} holds something else: {file}.").format(
                folder=shown, file=visible(foreign[0])
            ),
            _("Give another name, or move that away."),
        )
    return folder


@contextmanager
def built(folder: Path) -> Iterator[Path]:
    """A new folder (for this user alone) to write in, which takes the place of ``folder`` at the end.

    ``folder`` comes from ``check_folder``. On failure it stays as it was. Raises OutputError.
    """
    import secrets

    temporary = folder.parent / f".wagamachi-{secrets.token_hex(6)}.tmp"
    try:
        temporary.mkdir(mode=0o700)
        yield temporary
        _move_in(temporary, folder)
    except OSError as error:
        raise cannot_write(folder, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _move_in(temporary: Path, folder: Path) -> None:
    """Put the new folder in its place; the one that it replaces is gone only when it stands there."""
    former = temporary.with_suffix(".old")
    if folder.exists():
        folder.rename(former)
    try:
        temporary.rename(folder)
    except BaseException:
        if former.exists():
            former.rename(folder)
        raise
    with suppress(OSError):  # what cannot be removed does no harm
        shutil.rmtree(former)


def _names(folder: Path) -> frozenset[str]:
    try:
        return frozenset(entry.name for entry in folder.iterdir())
    except FileNotFoundError:
        return frozenset()
    except OSError as error:
        raise cannot_write(folder, error) from error
