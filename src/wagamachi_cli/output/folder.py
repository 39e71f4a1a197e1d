"""A folder as an answer: built whole beside its place and moved in at the end.

A folder cannot be exchanged for another in one step everywhere, so a run that is killed may leave the
former one under the name of ``_former``; ``check_place`` puts that right at the next run.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from wagamachi_cli.errors import OutputError
from wagamachi_cli.language import _
from wagamachi_cli.output.target import cannot_write
from wagamachi_cli.text import visible

_STALE = 600
"""Seconds after which what another run is building can only be what a killed one left."""

Named = Callable[[Path], frozenset[str]]
"""The names of the files of a folder that we made, as its own manifest says; empty for another's."""


def check_place(name: str | Path, *, parents: bool = False) -> Path:
    """The folder that ``name`` means (links followed), if one can be written there at all.

    Raises OutputError for a file, and when its parent is missing (unless ``parents`` says that those that
    are missing will be made) or not writable. What a run that was
    killed left of this folder is put right here; nothing else is written.
    """
    folder = Path(os.path.realpath(name))
    if folder.exists() and not folder.is_dir():
        raise OutputError(
            _("{file} is a file.").format(file=visible(str(name))), _("Give the name of a folder.")
        )
    above = folder.parent
    while parents and not os.path.lexists(above):
        above = above.parent
    if not above.is_dir():
        raise OutputError(
            _("There is no folder {folder}.").format(folder=visible(str(above))),
            _("Make the folder first, or give another place."),
        )
    if not os.access(above, os.W_OK | os.X_OK):
        raise OutputError(
            _("Nothing can be written in the folder {folder}.").format(folder=visible(str(above))),
            _("Give another place."),
        )
    try:
        _recover(folder)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return folder


def check_folder(name: str | Path, force: bool, named: Named) -> Path:
    """The folder that ``name`` means, if ``check_place`` finds no fault and it may be replaced.

    It is new or empty, or, with ``force``, holds only what ``named`` says that we wrote. Raises
    OutputError elsewise.
    """
    folder = check_place(name)
    shown = visible(str(name))
    present = names(folder)
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


class Staged:
    """A new folder, whole but not yet in its place: ``path`` is where it is written."""

    def __init__(self, path: Path, folder: Path, *, private: bool) -> None:
        self.path, self._folder, self._private, self._moved = path, folder, private, False

    def move_in(self) -> None:
        """Put it in its place; the folder that was there is kept until the block of ``staged`` ends."""
        former = _former(self._folder)
        if self._folder.exists():
            if not self._private:
                shutil.copymode(self._folder, self.path)
            self._folder.rename(former)
        try:
            self.path.rename(self._folder)
        except BaseException:
            _put_back(former, self._folder)
            raise
        self._moved = True

    def take_back(self) -> None:
        """Have everything as it was before ``move_in``, if that has happened."""
        if self._moved:
            self._folder.rename(self.path)
            _put_back(_former(self._folder), self._folder)


@contextmanager
def staged(folder: Path, private: bool = True) -> Iterator[Staged]:
    """A new folder to write in, which takes the place of ``folder`` when it is told to.

    ``folder`` comes from ``check_place`` or ``check_folder``; missing ones above it are made. If anything
    fails in the block, also after the move, it stays as it was. ``private``: for this user alone, else for
    whom the former folder was or the user's other new ones are. Raises OutputError.
    """
    import secrets

    temporary = folder.parent / f"{_mark(folder)}-{secrets.token_hex(6)}.tmp"
    missing = [above for above in folder.parents if not above.exists()]
    try:
        for above in reversed(missing):
            above.mkdir(mode=0o700 if private else 0o777)
        temporary.mkdir(mode=0o700 if private else 0o777)
        new = Staged(temporary, folder, private=private)
        try:
            yield new
        except BaseException:
            new.take_back()
            raise
        shutil.rmtree(_former(folder), ignore_errors=True)  # what cannot be removed does no harm
    except OSError as error:
        raise cannot_write(folder, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        if not folder.exists():  # then those above it that were made for it go, too
            for above in missing:
                with suppress(OSError):
                    above.rmdir()


@contextmanager
def built(folder: Path, private: bool = True) -> Iterator[Path]:
    """A new folder to write in, which takes the place of ``folder`` at the end; else as ``staged``."""
    with staged(folder, private) as new:
        yield new.path
        new.move_in()


def link(file: Path, new: Path) -> None:
    """Make ``new`` another name of ``file`` (a file, a link or an empty folder), or a copy of it."""
    if file.is_symlink():
        shutil.copy2(file, new, follow_symlinks=False)
    elif file.is_dir():
        new.mkdir()
    else:
        try:
            os.link(file, new)
        except OSError:  # a disk that knows one name for a file only
            shutil.copy2(file, new)


def flush(folder: Path) -> None:
    """Have the disk keep the names in ``folder`` and in the folders in it."""
    for path in (folder, *(entry for entry in folder.rglob("*") if entry.is_dir())):
        with suppress(OSError):  # Windows opens no folders, and needs it not
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _mark(folder: Path) -> str:
    """How the names begin that stand beside ``folder`` for a moment."""
    return f".wagamachi-{sha256(os.fsencode(folder.name)).hexdigest()[:12]}"


def _former(folder: Path) -> Path:
    """Where ``folder`` is while its successor moves in."""
    return folder.parent / f"{_mark(folder)}.old"


def _recover(folder: Path) -> None:
    """Put back a folder whose successor did not move in; take away what else killed runs left."""
    former = _former(folder)
    if former.exists():
        if folder.exists():
            shutil.rmtree(former, ignore_errors=True)
        else:
            former.rename(folder)
    for left in folder.parent.glob(f"{_mark(folder)}-*.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE:
                shutil.rmtree(left, ignore_errors=True)


def _put_back(former: Path, folder: Path) -> None:
    """Put a folder back where it was, if it was moved away."""
    if former.exists():
        former.rename(folder)


def names(folder: Path) -> frozenset[str]:
    """What is in ``folder``; nothing if it is missing. Raises OutputError."""
    try:
        return frozenset(entry.name for entry in folder.iterdir())
    except FileNotFoundError:
        return frozenset()
    except OSError as error:
        raise cannot_write(folder, error) from error
