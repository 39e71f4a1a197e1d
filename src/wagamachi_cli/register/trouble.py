"""What SQLite says, in a person's words: only what a person can do something about."""

from __future__ import annotations

import errno
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from wagamachi_cli.errors import RefusedError, RegisterError, WagamachiError
from wagamachi_cli.language import _


def locked(path: Path) -> RegisterError:
    """Another program holds the register and did not let go in time; or nothing can be locked there."""
    if not _can_lock(path):  # SQLite says the same of both
        return without_locks(path)
    return RegisterError(
        _("The register is in use by another program: {path}").format(path=path),
        _("Nothing was written. Wait until the other program has finished, or close it, and try again."),
    )


class DamagedError(RegisterError):
    """The file is, or was, a register, and is not whole any more."""


def _can_lock(path: Path) -> bool:
    """Whether a new file beside ``path`` can be locked; also where that cannot be tried."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        with tempfile.TemporaryFile(dir=path.absolute().parent) as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)
    return True


def without_locks(path: Path) -> RegisterError:
    """The drive (a network drive, mostly) knows no locks: two writers could not be kept apart."""
    return RegisterError(
        _("The drive of the register cannot lock files: {path}").format(path=path),
        _("Nothing was written. Keep the register on a disk of this computer, or on a drive that can lock."),
    )


def damaged(path: Path) -> DamagedError:
    """The file cannot be read as a whole."""
    return DamagedError(
        _("The register is damaged: {path}").format(path=path),
        _("Leave the file as it is and bring back the last copy: wagamachi restore FILE"),
    )


def no_space(path: Path) -> RegisterError:
    """The disk is full."""
    return RegisterError(
        _("There is no space left on the disk of the register: {path}").format(path=path),
        _("Nothing was written. Make some space and try again."),
    )


def forbidden(path: Path) -> RegisterError:
    """The file or its folder may not be opened or written by this user."""
    return RegisterError(
        _("The register cannot be opened or written here: {path}").format(path=path),
        _("See whether you may write to the file and to its folder, and whether the folder is there."),
    )


def failing_disk(path: Path) -> RegisterError:
    """Reading or writing failed below SQLite."""
    return RegisterError(
        _("The disk failed while the register was read or written: {path}").format(path=path),
        _("See whether the disk or the network drive is connected and has space, and try again."),
    )


def from_system(error: OSError, path: Path) -> RegisterError:
    """What the operating system says of a file of the register."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return no_space(path) if full else forbidden(path)


_OTHER_TABLES = re.compile(r"(?:no such (?:table|column): |table .* has no column named )(?:\w+\.)?(\w+)")
"""What SQLite says where the file has other tables than the program asks for, and of what."""

# Primary result codes; an extended code carries its primary one in the low byte.
_SENTENCES: dict[int, Callable[[Path], RegisterError]] = {
    sqlite3.SQLITE_BUSY: locked,
    sqlite3.SQLITE_LOCKED: locked,
    sqlite3.SQLITE_PROTOCOL: locked,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: damaged,
    sqlite3.SQLITE_FORMAT: damaged,
    sqlite3.SQLITE_FULL: no_space,
    sqlite3.SQLITE_READONLY: forbidden,
    sqlite3.SQLITE_PERM: forbidden,
    sqlite3.SQLITE_CANTOPEN: forbidden,
    sqlite3.SQLITE_IOERR: failing_disk,
}


def primary_code(error: BaseException | None) -> int:
    """SQLite's primary result code of ``error``; -1 if it does not come from SQLite itself."""
    code = getattr(error, "sqlite_errorcode", None)
    return -1 if code is None else int(code) & 0xFF


def explained(error: BaseException, path: Path) -> WagamachiError | None:
    """``error`` as a person can use it; None if it is a mistake in the program.

    Raises KeyboardInterrupt where Ctrl-C has ended what SQLite was at.
    """
    code = primary_code(error)
    if code == sqlite3.SQLITE_INTERRUPT:
        raise KeyboardInterrupt from error
    if code in _SENTENCES:
        return _SENTENCES[code](path)
    if code == sqlite3.SQLITE_CONSTRAINT:
        return RefusedError(_("The register refused this: {reason}").format(reason=error))
    # The sqlite3 module raises this one itself, without a code: text that is not text any more.
    if isinstance(error, sqlite3.OperationalError) and "Could not decode to UTF-8" in str(error):
        return damaged(path)
    if code == sqlite3.SQLITE_ERROR and (lacking := _OTHER_TABLES.match(str(error))):
        from wagamachi_cli.register import hands

        return hands.strange(path, lacking[1])
    return None


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into our errors; mistakes in the program stay loud."""
    try:
        yield
    except sqlite3.Error as error:
        known = explained(error, path)
        if known is None:
            raise
        raise known from error
