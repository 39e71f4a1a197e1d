"""The way back from a copy: written into the live file, which other programs may have open."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from wagamachi_cli import errors
from wagamachi_cli.errors import OutputError, RefusedError, RegisterError
from wagamachi_cli.language import _
from wagamachi_cli.register import (
    copying,
    creating,
    forgetting,
    forgotten,
    opening,
    placing,
    reading,
    trouble,
    whose,
    writing,
)
from wagamachi_cli.register.forgetting import Redact, leave
from wagamachi_cli.register.forgotten import Wanted


def restore(path: Path, source: Path, today: date, redact: Redact = leave) -> Path | None:
    """Bring the register back from the copy ``source``; where the former file is kept, None without one.

    The copy is verified first, and what was forgotten since it was made is forgotten in it again. An older
    copy is brought up to date when it is next opened. Raises RegisterError (5), and RefusedError (4) for
    the copy of another register: the register is then as it was.
    """
    reading.release()
    _refuse_other(source, path)
    _refuse_anothers(source, path)
    path = path.resolve()  # SQLite's side files lie beside the file itself, not beside a link to it
    there = path.exists() and not _harmless(path)
    try:
        placing.make_folders(path.parent, [])
        placing.clear(path.parent)
        with tempfile.TemporaryDirectory(prefix=placing.PREFIX, dir=path.parent) as folder:
            ready = Path(folder) / "register"
            copying.backup(source, ready)
            _forget_again(ready, forgotten.since(path, ready), today, redact)
            _set_floor(ready, today)
            if not path.exists():
                creating.refuse_taken(path)
                copying.backup(ready, path)
                errors.wrote()
                return None
            aside = _set_aside(path, today) if there else None
            with (
                trouble.told(path),
                opening.connected(path, "rw") as live,
                opening.connected(ready, "ro") as copy,
            ):
                writing.set_up(live)
                copying.copy_pages(copy, live, path)
            errors.wrote()
            return aside
    except OutputError as error:
        raise RegisterError(error.message, error.hint) from error
    except OSError as error:
        raise trouble.from_system(error, path) from error


def _refuse_other(source: Path, path: Path) -> None:
    """RegisterError, with where copies are, when ``source`` is missing or something else."""
    message = _("There is no copy at {path}") if not source.exists() else ""
    if source.is_file():
        first = opening.head(source)
        if first and not opening.is_ours(first) and not opening.is_cut_off(first):
            message = _("This is not a register of wagamachi, nor a copy of one: {path}")
    if message:
        raise RegisterError(
            message.format(path=source),
            _("Name one of the copies; they are in {folder}, unless another folder was set.").format(
                folder=path.resolve().parent / "backups"
            ),
        )


def _refuse_anothers(source: Path, path: Path) -> None:
    """RefusedError when ``source`` is the copy of another register than that which stands at ``path``."""
    mine, theirs = whose.of(path), whose.of(source)
    if mine is None or theirs is None or mine == theirs:
        return
    raise RefusedError(
        _("This is a copy of another register ({theirs}), not of this one ({mine}): {path}").format(
            theirs=theirs, mine=mine, path=source
        ),
        _("To have that one as well, give it a place of its own: {command}").format(
            command=f"wagamachi --db FILE restore {source}"
        ),
    )


def _forget_again(ready: Path, wanted: Wanted, today: date, redact: Redact) -> None:
    """Forget in a copy, before it is in place, what was forgotten since it was made, and say so."""
    if not wanted:
        return
    if opening.version_of(ready) < opening.VERSION:
        from wagamachi_cli.register.migrating import migrate, shipped

        migrate(ready, shipped(), keep=False)
    with trouble.told(ready), opening.connected(ready, "rw") as raw:
        writing.prepare(raw)
        raw.execute("BEGIN IMMEDIATE")
        outcome = forgetting.erase_again(raw, today, wanted, redact)
        raw.execute("COMMIT")
        writing.finish_forgetting(raw)
    forgetting.say_again(outcome)


def _harmless(path: Path) -> bool:
    """Whether the present file is empty; RegisterError if it is neither that nor a register."""
    first = opening.head(path)
    if first is None or opening.is_ours(first) or (first and opening.is_cut_off(first)):
        return False
    if not first:
        return True
    raise RegisterError(
        _("What stands in the place of the register is something else: {path}").format(path=path),
        _("It was left untouched. Move it away, then restore again."),
    )


def _set_floor(ready: Path, today: date) -> None:
    """Let no undo go behind the restore; an older copy gets its floor from the migration."""
    with trouble.told(ready), opening.connected(ready, "rw") as raw:
        if opening.carried_version(raw, ready) < opening.VERSION:
            return
        writing.prepare(raw)
        raw.execute("BEGIN IMMEDIATE")
        writing.end_command(raw, writing.begin_command(raw, "restore", today, "floor"))
        raw.execute("COMMIT")


def _set_aside(path: Path, today: date) -> Path:
    """Keep the present file, whole or damaged; a damaged one is emptied, SQLite could not write into it."""
    aside = placing.free_name(path, f"before-restore-{today.isoformat()}")
    with placing.built(aside) as temporary:
        try:
            with (
                trouble.told(path),
                # Opened for writing: what a killed writer left is taken back first.
                opening.connected(path, "rw") as live,
                opening.connected(temporary, "rw") as copy,
            ):
                copying.copy_pages(live, copy, path)
                opening.see_tables(live, path)
        except trouble.DamagedError:
            shutil.copyfile(path, temporary)
        else:
            return aside
    for tail in ("-journal", "-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
    os.truncate(path, 0)
    return aside
