"""Reading the register: one moment of it, through the standard library alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wagamachi_cli.register import opening


def ensure_current(path: Path) -> None:
    """Bring an older register up to this program's version; a current one is only looked at.

    Raises RegisterError (5) if ``path`` is not a register that this program can use.
    """
    if opening.version_of(path) < opening.VERSION:
        from wagamachi_cli.register.migrating import migrate, shipped

        migrate(path, shipped())


@contextmanager
def read(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection that sees one moment of the register; rows are ``sqlite3.Row``.

    Keep it short: a writer cannot commit while it is open. Raises RegisterError (5).
    """
    ensure_current(path)
    with opening.snapshot(path) as connection:
        yield connection
