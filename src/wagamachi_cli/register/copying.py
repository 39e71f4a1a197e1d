"""Copies of the register that are known to be whole."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from wagamachi_cli import errors, progress
from wagamachi_cli.errors import OutputError, WagamachiError, reason
from wagamachi_cli.language import _
from wagamachi_cli.register import (
    hands,
    opening,
    own_tables,
    placing,
    reading,
    trouble,
    whereabouts,
    whose,
)

KEPT = 30
"""How many daily copies are kept."""

_DATED = re.compile(r"-([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-([0-9a-f]{8}))?(?:-([0-9]{1,7}))?")
_PAGES_AT_ONCE = 4_096


def backup(path: Path, target: Path, force: bool = False) -> None:
    """A verified copy of the register at ``target`` (0600); an existing file only with ``force``.

    Raises OutputError (6) if the copy exists or cannot be made, RegisterError (5) if the register
    cannot be read or is not whole.
    """
    try:
        if target.exists() and path.exists() and target.samefile(path):
            raise OutputError(
                _("The copy would replace the register itself: {path}").format(path=target),
                _("Name another file."),
            )
        if target.exists() and not target.is_file():
            raise OutputError(
                _("{file} is not an ordinary file.").format(file=target),
                _("Give the name of a file that may be replaced."),
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


def backup_into(path: Path, folder: Path, today: date, keep: int | None = None) -> Path:
    """A verified copy in ``folder`` (made if it lacks), named after the day; its path. Errors as backup().

    ``keep``: of the dated copies of this very register there, the latest that many stay, this one included.
    """
    mine = _identity(path)
    number, target = 1, folder
    try:
        target = _of_day(path, folder, today, mine)
        while target.exists():
            number += 1
            target = _of_day(path, folder, today, mine, f"-{number}")
        placing.make_folders(folder, [])
    except OSError as error:
        raise _not_written(target, error) from error
    backup(path, target)
    if keep is not None:
        others = [file for file in _own(path, folder, today, mine) if file != target]
        for old in others[keep - 1 :]:
            try:
                old.unlink()
            except OSError as error:
                raise _not_written(old, error) from error
    return target


def daily_backup(path: Path, folder: Path, today: date) -> None:
    """The copy of the day, before its first write; the KEPT latest stay. A failure only warns.

    This is also the moment to say, once a day, what is wrong with the places of both.
    """
    from wagamachi_cli.register import remains

    mine = _identity(path)
    try:
        wanted = _of_day(path, folder, today, mine)
        if wanted.exists():
            return
        for notice in whereabouts.notices(path, folder):
            errors.warn(notice)
        placing.make_folders(folder, [])
        backup(path, wanted)
        remains.wrote(path, "copies", folder)
        daily = [file for file in _own(path, folder, today, mine) if not _age(file)[1]]
        for old in [file for file in daily if file != wanted][KEPT - 1 :]:
            old.unlink(missing_ok=True)
    except (WagamachiError, OSError) as error:
        if isinstance(error, OutputError) and isinstance(error.__cause__, FileExistsError):
            return  # another command was quicker
        said = error.message if isinstance(error, WagamachiError) else reason(error)
        errors.warn(_("Today's copy of the register could not be made: {reason}").format(reason=said))


def last_copy(path: Path, folder: Path, today: date) -> Path | None:
    """The latest dated copy of this very register in ``folder``; None if there is none.

    What bears a day that has not come was made by a wrong clock, and does not count.
    """
    try:
        return next(_own(path, folder, today, _identity(path)), None)
    except OSError:
        return None


def copy_pages(source: sqlite3.Connection, target: sqlite3.Connection, path: Path) -> None:
    """Copy a whole file through SQLite; RegisterError if ``path`` stays locked by another program."""
    patience = time.monotonic() + opening.BUSY_SECONDS
    with progress.telling() as say:

        def watch(status: int, remaining: int, total: int) -> None:
            # The module itself would try for ever.
            if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > patience:
                raise trouble.locked(path)
            if total:
                say(_("{percent} % copied …").format(percent=100 * (total - remaining) // total))

        # In pieces, so that Ctrl-C is heard between them.
        source.backup(target, pages=_PAGES_AT_ONCE, progress=watch, sleep=0.05)


def _identity(path: Path) -> str | None:
    """The UUID of the register itself; None if it cannot be read."""
    try:
        with reading.read(path) as connection:
            return own_tables.identity(connection) or None
    except (WagamachiError, sqlite3.Error):
        return None


def _of_day(path: Path, folder: Path, today: date, mine: str | None, tail: str = "") -> Path:
    """The name of a copy of the day; a longer one where a copy of another register has the usual one."""
    usual = folder / f"{path.stem}-{today.isoformat()}{tail}{path.suffix}"
    if mine is None or not usual.exists() or whose.of(usual) == mine:
        return usual
    return usual.with_name(f"{path.stem}-{today.isoformat()}-{mine[:8]}{tail}{path.suffix}")


def _own(path: Path, folder: Path, today: date, mine: str | None) -> Iterator[Path]:
    """The dated copies of this register up to today, the latest first; looked into one by one."""
    dated = [file for file in dated_copies(path, folder) if _age(file)[0] <= today.isoformat()]
    for file in sorted(dated, key=_age, reverse=True):
        if mine is not None and whose.of(file) == mine:
            yield file


def dated_copies(path: Path, folder: Path) -> list[Path]:
    """What is named as the copies of a register are, whosever it is."""
    name = re.compile(rf"{re.escape(path.stem)}{_DATED.pattern}{re.escape(path.suffix)}")
    return [file for file in folder.iterdir() if name.fullmatch(file.name)]


def _age(copy: Path) -> tuple[str, int]:
    """The day that a dated copy names, and its number among those of the day (0 for the first)."""
    (day, _whose, number) = _DATED.findall(copy.name)[-1]
    return day, int(number or 0)


def _copy(source: sqlite3.Connection, temporary: Path, target: Path) -> None:
    with opening.connected(temporary, "rw") as copy:
        try:
            copy_pages(source, copy, target)
        except sqlite3.OperationalError as error:  # damage in the source is another class
            raise _not_written(target, error) from error


def _not_written(target: Path, error: Exception) -> OutputError:
    return OutputError(
        _("The copy cannot be written: {path} ({reason})").format(
            path=target, reason=reason(error) if isinstance(error, OSError) else error
        ),
        _("See whether the folder is there, may be written to and has space."),
    )


def _verify(copy: Path, path: Path) -> None:
    """RegisterError naming ``path`` unless ``copy`` is a whole register."""
    with opening.snapshot(copy) as connection:
        whole = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] == ["ok"]
        if not whole or any(hands.broken_keys(connection)):
            raise trouble.damaged(path)
