"""Whose a file is: the UUID of any register or copy, of whatever version.

What lies beside a register may be anything (a pipe, a file of many gigabytes, a table that never ends):
only ordinary files with our mark are looked into, and not for long.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wagamachi_cli.register import opening, own_tables

PATIENCE = 2.0
"""Seconds for one look into a file."""
_LONG = 30.0
_OPERATIONS = 20_000  # of SQLite's machine, between two looks at the clock


class Unreadable(Exception):  # noqa: N818 - it is no mistake, and never leaves the room
    """What is in the file cannot be told."""


def of(path: Path) -> str | None:
    """The UUID of the register that ``path`` is, or is a copy of; None if that cannot be told."""
    try:
        with looked_into(path, PATIENCE) as connection:
            return own_tables.identity(connection) or None
    except Unreadable:
        return None


@contextmanager
def looked_into(path: Path, seconds: float = _LONG) -> Iterator[sqlite3.Connection]:
    """A read-only connection to a file that bears our mark; Unreadable for all that goes wrong, also inside.

    Raises KeyboardInterrupt for Ctrl-C.
    """
    if not opening.marked(path):
        raise Unreadable
    until = time.monotonic() + seconds
    try:
        with opening.connected(path, "ro") as connection:
            connection.set_progress_handler(lambda: time.monotonic() > until, _OPERATIONS)
            yield connection
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        interrupted = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT
        if interrupted and time.monotonic() <= until:
            raise KeyboardInterrupt from error
        raise Unreadable from error
