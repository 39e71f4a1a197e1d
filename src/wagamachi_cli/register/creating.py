"""Making a new register, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wagamachi_cli import errors
from wagamachi_cli.errors import RegisterError
from wagamachi_cli.language import _
from wagamachi_cli.register import opening, placing, trouble, writing

if TYPE_CHECKING:
    from sqlmodel import Session

    from wagamachi_cli.register.migrating import Schema


def create(
    path: Path,
    command: str,
    today: date,
    fill: Callable[[Session], None] | None = None,
    schema: Schema | None = None,
) -> None:
    """Make a register at ``path`` (0600) with its folders (0700), filled by ``fill`` in one transaction.

    ``command`` is what the log says. Raises RegisterError (5) if the file exists or cannot be made;
    whatever goes wrong, nothing is left behind.
    """
    from sqlmodel import Session

    from wagamachi_cli.register.migrating import climb, shipped

    refuse_taken(path)
    folders: list[Path] = []
    try:
        placing.make_folders(path.parent, folders)
        with (
            placing.built(path) as temporary,
            trouble.told(path),
            opening.connected(temporary, "rw") as raw,
        ):
            writing.prepare(raw)
            with writing.transaction_on(raw, path) as connection:
                raw.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
                climb(connection, raw, schema or shipped())
                command_id = writing.begin_command(raw, command, today, "floor")
                if fill is not None:
                    with Session(bind=connection) as session:
                        fill(session)
                        session.flush()
                writing.end_command(raw, command_id)
        errors.wrote()
    except BaseException as error:
        for folder in reversed(folders):
            with suppress(OSError):  # someone else has put something there
                folder.rmdir()
        if isinstance(error, FileExistsError):
            raise _taken(path) from error
        if isinstance(error, OSError):
            raise trouble.from_system(error, path) from error
        raise


def refuse_taken(path: Path) -> None:
    """RegisterError (5) if something stands at ``path``, or the rest of a write to a file that is gone."""
    if path.exists() or path.is_symlink():
        raise _taken(path)
    for rest in (path.with_name(f"{path.name}-journal"), path.with_name(f"{path.name}-wal")):
        if rest.exists():
            raise RegisterError(
                _("The rest of an unfinished write lies at {path}, and its register is gone").format(
                    path=rest
                ),
                _("Put the register back beside it, or move this file away, and try again."),
            )


def _taken(path: Path) -> RegisterError:
    return RegisterError(
        _("There is a file already: {path}").format(path=path),
        _("It was left untouched. Name another file with --db FILE."),
    )
