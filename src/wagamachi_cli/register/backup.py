"""Copies of the register that are known to be whole, and the way back from one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from wagamachi_cli.errors import OutputError
from wagamachi_cli.language import _
from wagamachi_cli.register import opening, placing, trouble


def backup(path: Path, target: Path, force: bool = False) -> None:
    """A verified copy of the register at ``target`` (0600); an existing file only with ``force``.

    Raises OutputError (6) if the copy exists or cannot be made, RegisterError (5) if the register
    cannot be read or is not whole.
    """
    try:
        if target.exists() and target.samefile(path):
            raise OutputError(
                _("The copy would replace the register itself: {path}").format(path=target),
                _("Name another file."),
            )
        if target.exists() and not force:
            raise FileExistsError(target)
        with placing.built(target, force) as temporary, opening.snapshot(path) as source:
            _copy(source, temporary, target)
            _verify(temporary, path)
    except FileExistsError as error:
        raise OutputError(
            _("There is a file already: {path}").format(path=target),
            _("It was left untouched. Name another file, or say --force."),
        ) from error
    except OSError as error:
        raise _not_written(target, error) from error


def _copy(source: sqlite3.Connection, temporary: Path, target: Path) -> None:
    with opening.connected(temporary, "rw") as copy:
        try:
            source.backup(copy)
        except sqlite3.OperationalError as error:
            if trouble.explained(error, target) is None or _in_source(error):
                raise
            raise _not_written(target, error) from error


def _in_source(error: sqlite3.Error) -> bool:
    return trouble.primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _not_written(target: Path, error: Exception) -> OutputError:
    return OutputError(
        _("The copy cannot be written: {path} ({reason})").format(path=target, reason=error),
        _("See whether the folder is there, may be written to and has space."),
    )


def _verify(copy: Path, path: Path) -> None:
    """RegisterError naming ``path`` unless ``copy`` is a whole register."""
    with opening.snapshot(copy) as connection:
        whole = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] == ["ok"]
        if not whole or connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise trouble.damaged(path)
