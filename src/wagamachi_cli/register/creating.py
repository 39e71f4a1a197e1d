"""Making a new register, whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from wagamachi_cli import errors
from wagamachi_cli.errors import Findings, RegisterError
from wagamachi_cli.language import _
from wagamachi_cli.register import (
    check,
    forgetting,
    forgotten,
    opening,
    own_tables,
    placing,
    trouble,
    writing,
)
from wagamachi_cli.register.forgetting import Outcome, Redact, leave

if TYPE_CHECKING:
    from sqlmodel import Session

    from wagamachi_cli.register.migrating import Schema


class Former(Protocol):
    """All rows of a register that there was, of the same or an older version."""

    @property
    def version(self) -> int:
        """The version of its tables."""

    def fill(self, connection: sqlite3.Connection) -> None:
        """Write the rows into the tables of that version, inside the caller's transaction."""


def create(
    path: Path,
    command: str,
    today: date,
    fill: Callable[[Session], None] | None = None,
    schema: Schema | None = None,
    former: Former | None = None,
    redact: Redact = leave,
) -> None:
    """Make a register at ``path`` (0600) with its folders (0700), filled by ``fill`` in one transaction.

    ``command`` is what the log says; ``former`` are the rows of another register, in which what is known to
    be forgotten is forgotten again. Raises RegisterError
    (5) if the file exists or cannot be made, Findings (1) if the former rows are not sound; whatever goes
    wrong, nothing is left behind.
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
            if former is not None:
                # The steps may rebuild tables that others refer to; all references are looked at in the end.
                raw.execute("PRAGMA foreign_keys = OFF")
            with writing.transaction_on(raw, path) as connection:
                raw.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
                schema = schema or shipped()
                if former is not None:
                    climb(connection, raw, schema, upto=former.version)
                    former.fill(raw)
                climb(connection, raw, schema)
                if former is not None:
                    _see_sound(raw, schema)
                command_id = writing.begin_command(raw, command, today, "floor")
                own_tables.ensure_identity(raw)
                if fill is not None:
                    with Session(bind=connection) as session:
                        fill(session)
                        session.flush()
                writing.end_command(raw, command_id)
                again = forgotten.ledger(own_tables.identity(raw)) if former is not None else {}
                outcome = forgetting.erase_again(raw, today, again, redact) if again else Outcome()
            writing.finish_forgetting(raw)
        forgetting.say_again(outcome)
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


def _see_sound(raw: sqlite3.Connection, schema: Schema) -> None:
    wrong = check.findings(raw, schema.metadata)
    if wrong:
        raise Findings(
            _("The register would not be sound: {finding}").format(finding=wrong[0]),
            _("Nothing was made. Export it anew: {command}").format(command="wagamachi export DIR"),
        )


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
