"""Reading the register: one moment of it, through the standard library alone.

The connection stays open until the command ends, without a lock between two moments: whenever SQLite
opens the file it reads the text of all tables and triggers, which takes longer than most questions.
A command that writes reads through the connection that it writes with; all others cannot change anything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from wagamachi_cli.register import opening, trouble
from wagamachi_cli.state import at_end

_open = ExitStack()
_kept: tuple[tuple[int, int], sqlite3.Connection] | None = None
"""The file that is open (device and inode), and the connection to it."""
_writing = False
"""Whether the command that runs is one that writes."""


def expect_writing() -> None:
    """Said by a command that will write, before it reads."""
    global _writing
    release()
    _writing = True
    at_end.callback(_writing_ended)


def _writing_ended() -> None:
    global _writing
    _writing = False


def ensure_current(path: Path) -> None:
    """Bring an older register up to this program's version; a current one is only looked at.

    Raises RegisterError (5) if ``path`` is not a register that this program can use.
    """
    if _standing(path) is None and opening.version_of(path) < opening.VERSION:
        from wagamachi_cli.register.migrating import migrate, shipped

        migrate(path, shipped())


@contextmanager
def read(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that sees one moment of the register and changes nothing; rows are ``sqlite3.Row``.

    Keep it short: a writer cannot commit while it is open. Raises RegisterError (5).
    """
    if _kept is not None and _kept[1].in_transaction:
        ensure_current(path)
        with opening.snapshot(path) as another:  # a moment within a moment
            yield another
        return
    connection = _standing(path)
    if connection is None:
        connection = _opened(path)
    try:
        with trouble.told(path), opening.moment(connection, path):
            yield connection
    except BaseException:
        release()
        raise


@contextmanager
def writable(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to write with, in autocommit mode: that which a command that writes has read through.

    The file is a current register. A moment that is being read stays as it is: then it is another one, as
    where no writing was expected. Raises what SQLite raises.
    """
    connection = _standing(path) if _writing else None
    if connection is None or connection.in_transaction:
        with opening.connected(path, "rw") as another:
            yield another
        return
    connection.row_factory = None
    try:
        yield connection
    except BaseException:
        release()
        raise
    connection.row_factory = sqlite3.Row


def release(unless: sqlite3.Connection | None = None) -> None:
    """Close what reading has left open: when the command has ended, or before the file is replaced."""
    global _kept
    if unless is None or _kept is None or _kept[1] is not unless:
        _kept = None
        _open.close()


def _standing(path: Path) -> sqlite3.Connection | None:
    """The open connection, if the same current file is still at ``path`` and can be read."""
    if _kept is None:
        return None
    which, connection = _kept
    with trouble.told(path):
        try:
            if which != opening.identity(path):
                return None
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except (OSError, sqlite3.Error) as error:
            if trouble.primary_code(error) == sqlite3.SQLITE_BUSY:
                raise
            return None  # opening it anew says what it is
    return connection if version == opening.VERSION else None


def _opened(path: Path) -> sqlite3.Connection:
    """A new connection to the file, which is brought up to this program's version first."""
    global _kept
    release()
    at_end.callback(release)
    mode = "rw" if _writing else "ro"
    with trouble.told(path):
        connection = _open.enter_context(opening.opened(path, mode))
        if opening.carried_version(connection, path) < opening.VERSION:
            release()
            ensure_current(path)
            connection = _open.enter_context(opening.opened(path, mode))
        _kept = opening.identity(path), connection
    return connection
