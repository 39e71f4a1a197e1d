"""Opening the file: whose is it, which version, and one snapshot to read from.

The mark is read before anything that could write: SQLite leaves side files beside another
program's file in WAL mode even when it is opened ``mode=ro``, so its head is read without SQLite.
"""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from wagamachi_cli.errors import RegisterError
from wagamachi_cli.language import _, set_terms
from wagamachi_cli.register import trouble

APPLICATION_ID = int.from_bytes(b"WAGA", "big")
"""Marks a SQLite file as a register."""

VERSION = 9
"""The version that this program writes: the number of the last step in migrations/versions."""

BUSY_SECONDS = 5.0
"""How long to wait for another program that holds the register."""

_OPERATIONS = 100_000  # of SQLite's machine: some milliseconds

# What does not mean that a write that was cut off cannot be taken back.
_PASSING = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_INTERRUPT)

_OLDEST_SQLITE = (3, 37, 0)
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100

# Which files this process has open, by device and inode. Closing any handle of a file drops all
# POSIX locks that the process holds on it, SQLite's too: such a file is not looked into from outside.
_open_here: dict[tuple[int, int], int] = {}


def _uri(path: Path, mode: str) -> str:
    whole = path.absolute().as_posix()
    if not whole.startswith("/"):  # a Windows drive
        whole = "/" + whole
    return f"file://{quote(whole, safe='/:', errors='surrogateescape')}?mode={mode}"


def head(path: Path) -> bytes | None:
    """The first bytes of the file, read without SQLite; None if this process has it open already.

    Raises RegisterError if there is no such file or it cannot be read.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise foreign(path)
        if (status.st_dev, status.st_ino) in _open_here:
            return None
        with path.open("rb") as file:
            return file.read(_HEADER)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise RegisterError(
            _("There is no register at {path}").format(path=path),
            _("Make one with: wagamachi init (or name another file with --db FILE)"),
        ) from error
    except OSError as error:
        raise trouble.from_system(error, path) from error


def is_ours(first: bytes) -> bool:
    """Whether a file that begins so bears our mark."""
    return (
        len(first) == _HEADER
        and first.startswith(_MAGIC)
        and int.from_bytes(first[68:72], "big") == APPLICATION_ID
    )


def marked(path: Path) -> bool:
    """Whether an ordinary file can be read and bears our mark; what this process has open does."""
    try:
        first = head(path)
    except RegisterError:
        return False
    return first is None or is_ours(first)


def is_cut_off(first: bytes) -> bool:
    """Whether a file that begins so is a SQLite file that ends within its head, or an empty one."""
    return len(first) < _HEADER and _MAGIC.startswith(first[: len(_MAGIC)])


def look(path: Path) -> None:
    """See from outside that ``path`` is a register; RegisterError if it is missing, cut off or not ours."""
    first = head(path)
    if first is None or is_ours(first):
        return
    if not first:
        raise RegisterError(
            _("The file of the register is empty: {path}").format(path=path),
            _("Bring back the last copy: wagamachi restore FILE"),
        )
    raise trouble.damaged(path) if is_cut_off(first) else foreign(path)


def foreign(path: Path) -> RegisterError:
    """The file is something else."""
    return RegisterError(
        _("This is not a register of wagamachi: {path}").format(path=path),
        _("The file was left untouched. Name the register with --db FILE, or make one: wagamachi init"),
    )


@contextmanager
def connected(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """A plain connection in autocommit mode; ``mode`` is ``ro`` or ``rw``. Closed at the end."""
    which = identity(path)
    connection = sqlite3.connect(_uri(path, mode), uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection.set_progress_handler(_breathe, _OPERATIONS)
    # What others have put into the schema runs no function that reaches beyond the file.
    connection.execute("PRAGMA trusted_schema = OFF")
    _open_here[which] = _open_here.get(which, 0) + 1
    try:
        yield connection
    finally:
        connection.close()
        _open_here[which] -= 1
        if not _open_here[which]:
            del _open_here[which]


def identity(path: Path) -> tuple[int, int]:
    """Which file is at ``path``: its device and inode; OSError if it cannot be looked at."""
    status = path.stat()
    return status.st_dev, status.st_ino


def _breathe() -> None:
    """Called while SQLite works: Python hears Ctrl-C when it runs, and what it then raises ends the work."""


def carried_version(connection: sqlite3.Connection, path: Path) -> int:
    """The version that the file carries, 1 or more; RegisterError if it is newer than the program."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise RegisterError(
            _("The register is of a newer version ({version}) than this program ({ours}): {path}").format(
                version=version, ours=VERSION, path=path
            ),
            _("Update the program: pip install --upgrade wagamachi-cli"),
        )
    if version < 1:
        raise trouble.damaged(path)
    return version


@contextmanager
def snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection inside one read transaction, the mark looked at, rows as sqlite3.Row.

    The file may be older than the program. Raises RegisterError (also for what SQLite finds inside).
    """
    with trouble.told(path), opened(path) as connection, moment(connection, path):
        yield connection


@contextmanager
def moment(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One read transaction on a connection from ``opened``; it is left open when something is raised.

    Raises RegisterError for a damaged or newer file, and what SQLite raises.
    """
    connection.execute("BEGIN")
    see_tables(connection, path)
    carried_version(connection, path)
    hear_terms(connection)
    try:
        yield
    except UnicodeDecodeError as error:  # the name of a column is not text any more
        raise trouble.damaged(path) from error
    connection.execute("ROLLBACK")


def version_of(path: Path) -> int:
    """The version that the file carries, without a look at its tables: they are many, and take time.

    Raises RegisterError for a file that is not a register, or is newer than the program.
    """
    with trouble.told(path), opened(path) as connection:
        return carried_version(connection, path)


@contextmanager
def opened(path: Path, mode: str = "ro") -> Iterator[sqlite3.Connection]:
    """A connection to a file that bears our mark, rows as sqlite3.Row, closed at the end.

    A write that was cut off is taken back first. RegisterError if the file is missing or not ours.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise RegisterError(
            _("This Python brings SQLite {version}, which is too old").format(version=sqlite3.sqlite_version),
            _("Use a Python that brings SQLite 3.37 or newer."),
        )
    look(path)
    with ExitStack() as stack:
        connection = stack.enter_context(connected(path, mode))
        try:
            connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.OperationalError as error:
            if trouble.primary_code(error) in _PASSING or not Path(f"{path.resolve()}-journal").exists():
                raise
            stack.close()
            _roll_back(path)
            connection = stack.enter_context(connected(path, mode))
        connection.row_factory = sqlite3.Row
        yield connection


def hear_terms(connection: sqlite3.Connection) -> None:
    """Speak with the words that the register has for councils, activities and consultants."""
    try:
        rows = connection.execute("SELECT substr(key, 6), value FROM setting WHERE key LIKE 'term.%'")
        set_terms({str(key): str(value) for key, value in rows if value})
    except sqlite3.Error:  # of an older version, or damaged: what comes next says so
        set_terms({})


def see_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Let SQLite read what tables there are; RegisterError if it cannot."""
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # Nothing of the caller's is asked: what SQLite cannot read, or name in its message, is damaged.
        raise trouble.explained(error, path) or trouble.damaged(path) from error


def _roll_back(path: Path) -> None:
    """Let SQLite take back the half-done write of a killed writer, which a read-only connection may not."""
    try:
        with connected(path, "rw") as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        if trouble.primary_code(error) in _PASSING:
            raise
        raise RegisterError(
            _("A write to the register was cut off and cannot be taken back here: {path}").format(path=path),
            _("Run any command once as a user who may write to the file and to its folder."),
        ) from error
