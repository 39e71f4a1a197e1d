"""Writing the register: one command, one transaction, recorded in the history."""

from __future__ import annotations

import getpass
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import wagamachi_cli
from wagamachi_cli import errors
from wagamachi_cli.register import hands, reading, resting, trouble

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

RECORD = "record"
"""Where a session keeps kind and id of the record that its step is about."""


@contextmanager
def write(
    path: Path, command: str, today: date, kind: str = "step", target: int | None = None
) -> Iterator[Session]:
    """One transaction on the register: all that is done with the session is kept at the end, or nothing.

    ``command`` is the command line without free text, for the log; ``kind`` is one of history.KINDS,
    ``target`` the command that an undo or redo plays. A step that changed nothing leaves no trace.
    Do not commit inside. Raises RegisterError (5), and RefusedError (4) for what a constraint of the
    file refuses.
    """
    reading.ensure_current(path)
    from sqlmodel import Session

    with trouble.told(path), reading.writable(path) as raw:
        prepare(raw)
        with transaction_on(raw, path) as connection:
            command_id = begin_command(raw, command, today, kind, target)
            before = raw.total_changes
            with Session(bind=connection) as session:
                yield session
                session.flush()
            changed = raw.total_changes != before or kind != "step"
            if changed:
                resting.refuse_gone(raw, command_id)
                end_command(raw, command_id, session.info.get(RECORD))
            else:
                raw.execute("ROLLBACK")  # so that not even the command is written
    if changed:
        errors.wrote()


def prepare(connection: sqlite3.Connection) -> None:
    """Set what every writer sets, before its transaction, and finish what a forget has left to do.

    RegisterError (5) for a register with a trigger of another hand.
    """
    hands.refuse_foreign(connection)
    set_up(connection)
    finish_forgetting(connection)


def set_up(connection: sqlite3.Connection) -> None:
    """Set how a writer writes; what is in the file is not looked at, it may be damaged."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    # Readers are shut out during the commit alone, not when the cache is full.
    connection.execute("PRAGMA cache_spill = OFF")
    # What is erased must not stay readable in free pages.
    connection.execute("PRAGMA secure_delete = ON")
    # Our triggers are known to be ours; many versions of SQLite hold what they call to be unsafe.
    connection.execute("PRAGMA trusted_schema = ON")
    # Another program may have switched our file to WAL, whose side files get lost by copying.
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
        reading.release(unless=connection)  # nobody else may have the file open for it
        connection.execute("PRAGMA journal_mode = DELETE")


def finish_forgetting(connection: sqlite3.Connection) -> None:
    """Pack the file anew when a forget has erased something and not done so yet; outside a transaction.

    That forget is still named as the command that is running. What it erased could be read in the file
    until now: erased cells leave traces in pages that are in use.
    """
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'history_now'").fetchone():
        return  # a register that is just being made
    if connection.execute("SELECT 1 FROM history_now WHERE command_id IS NOT NULL").fetchone():
        from wagamachi_cli.register import forgotten

        forgotten.keep_ledger(connection)
        connection.execute("PRAGMA cache_spill = ON")  # else the whole file would be held in memory
        connection.execute("VACUUM")
        connection.execute("UPDATE history_now SET command_id = NULL")
        connection.execute("PRAGMA cache_spill = OFF")


def begin_command(
    connection: sqlite3.Connection, command: str, today: date, kind: str, target: int | None = None
) -> int:
    """Write down the command and set it as the one that the triggers record under; its id."""
    cursor = connection.execute(
        "INSERT INTO history_command (at, day, user, command, version, kind, target_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            datetime.now(UTC).isoformat(timespec="seconds"),
            today.isoformat(),
            _user(),
            command,
            wagamachi_cli.__version__,
            kind,
            target,
        ),
    )
    command_id = int(cursor.lastrowid or 0)
    connection.execute("UPDATE history_now SET command_id = ?", (command_id,))
    return command_id


def end_command(
    connection: sqlite3.Connection, command_id: int, record: tuple[str, int] | None = None
) -> None:
    """Take the command away from the triggers; a step under which no row changed is forgotten.

    ``record``: kind and id of the record that it wrote, beside others that followed from it.
    """
    if record is not None:
        connection.execute(
            "UPDATE history_command SET record_kind = ?, record_id = ? WHERE id = ?", (*record, command_id)
        )
    connection.execute("UPDATE history_now SET command_id = NULL")
    connection.execute(
        "DELETE FROM history_command WHERE id = ? AND kind = 'step'"
        " AND NOT EXISTS (SELECT 1 FROM history_change WHERE command_id = history_command.id)",
        (command_id,),
    )


@contextmanager
def transaction_on(raw: sqlite3.Connection, path: Path) -> Iterator[Connection]:
    """One immediate transaction on a plain connection, for SQLAlchemy; kept at the end, or nothing.

    A session bound to it cannot commit by itself. What SQLite raises comes out as our errors.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    try:
        # SQLAlchemy begins nothing by itself here, and rolls back when it meets a connection first.
        with engine.connect() as connection, connection.begin():
            raw.execute("BEGIN IMMEDIATE")
            yield connection
    except DBAPIError as error:
        known = trouble.explained(error.orig, path) if error.orig else None
        if known is None:
            raise
        raise known from error


def _user() -> str:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # a user id without a name
        return ""
