"""Bringing a register from version to version: all steps in one transaction, or none."""

from __future__ import annotations

import filecmp
import sqlite3
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from wagamachi_cli import errors, progress
from wagamachi_cli.errors import OutputError, RegisterError, WagamachiError
from wagamachi_cli.frozen import frozen
from wagamachi_cli.language import _
from wagamachi_cli.register import copying, hands, history, opening, own_tables, placing, trouble, writing

if TYPE_CHECKING:
    from sqlalchemy import Connection, MetaData

_JAPAN = timezone(timedelta(hours=9))


@frozen
class Schema:
    """The tables as the program knows them, and the folder of Alembic steps that lead there."""

    metadata: MetaData
    steps: Path


def shipped() -> Schema:
    """The schema of this program."""
    from wagamachi_cli.model import metadata

    tables = metadata()
    if "history_command" not in tables.tables:
        history.define(tables)
        own_tables.define(tables)
    return Schema(tables, Path(__file__).parent / "migrations")


def climb(connection: Connection, raw: sqlite3.Connection, schema: Schema, upto: int | None = None) -> int:
    """Run the steps that the file lacks, inside the caller's transaction; the version reached.

    ``raw`` is the same connection below SQLAlchemy. The triggers are taken away for the steps, which
    may rebuild tables, and made anew after them; not when they lead only ``upto`` an older version.
    """
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(schema.steps)
    context = MigrationContext.configure(connection)
    goal = "head" if upto is None else f"{upto:04d}"
    lacking = list(script.iterate_revisions(goal, context.get_current_revision() or "base"))
    history.drop_triggers(raw)
    with Operations.context(context), progress.telling() as say:
        for number, step in enumerate(reversed(lacking), 1):
            say(_("Step {number} of {count} …").format(number=number, count=len(lacking)))
            step.module.upgrade()
            context.stamp(script, step.revision)
    if upto is None:
        history.make_triggers(raw, schema.metadata)
    version = int(context.get_current_revision() or 0)
    raw.execute(f"PRAGMA user_version = {version}")
    return version


def migrate(path: Path, schema: Schema, *, keep: bool = True) -> None:
    """Bring an older register up to ``schema``, with a verified copy of the file beside it first.

    ``keep``: False for what is a copy itself.

    Raises RegisterError (5): the file is then as it was.
    """
    kept: Path | None = None
    try:
        with trouble.told(path), opening.connected(path, "rw") as raw:
            writing.prepare(raw)
            # ON would delete what refers to a table while the table is rebuilt.
            raw.execute("PRAGMA foreign_keys = OFF")
            # A view of another tool must not stand in the way of renaming a table that was rebuilt.
            raw.execute("PRAGMA legacy_alter_table = ON")
            with writing.transaction_on(raw, path) as connection:
                old = opening.carried_version(raw, path)
                if old == opening.VERSION:
                    return  # another process was quicker
                kept = _keep(path, old) if keep else None
                before = _Holdings(raw)
                new = climb(connection, raw, schema)
                before.compare(raw)
                command_id = writing.begin_command(
                    raw, f"migrate {old} {new}", datetime.now(_JAPAN).date(), "floor"
                )
                writing.end_command(raw, command_id)
    except Exception as error:
        if kept is None:
            raise
        reason = error.message if isinstance(error, WagamachiError) else str(error)
        raise RegisterError(
            _("The register could not be brought up to this version: {reason}").format(reason=reason),
            _("The file is as it was, and a copy of it is kept at {copy}. Use the former program.").format(
                copy=kept
            ),
        ) from error
    if kept is None:
        return
    errors.warn(
        _(
            "The register was brought from version {old} to {new}; the file as it was is kept at {copy}"
        ).format(old=old, new=new, copy=kept)
    )


def _keep(path: Path, version: int) -> Path:
    """A verified copy of the file as it is, beside it; the one of a former attempt if it is the same."""
    word = f"version-{version}"
    copy = placing.free_name(path, word)
    try:
        copying.backup(path, copy)
    except OutputError as error:
        raise RegisterError(
            _("No copy of the register could be made before bringing it up to this version: {reason}").format(
                reason=error.message
            ),
            error.hint,
        ) from error
    for former in path.parent.glob("*"):
        if (
            former.name.startswith(f"{path.stem}.{word}")
            and former != copy
            and filecmp.cmp(former, copy, shallow=False)
        ):
            copy.unlink()
            return former
    return copy


class _Holdings:
    """What a migration must not lose: rows, the ids given out, the promise never to reuse one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        ours = hands.tables(connection)
        self._tables = {table: held for table, held in self._read(connection).items() if table in ours}
        self._sequence = self._ids_given(connection)

    def compare(self, connection: sqlite3.Connection) -> None:
        """Put the ids given out back; RegisterError for a lost row, a lost AUTOINCREMENT, a dead key."""
        now = self._read(connection)
        for table, (rows, counts_up) in self._tables.items():
            if table not in now:
                continue
            if now[table][0] != rows:
                raise RegisterError(
                    _("{table}: {before} rows became {after}").format(
                        table=table, before=rows, after=now[table][0]
                    )
                )
            if counts_up and not now[table][1]:
                raise RegisterError(_("{table}: an id could be given out twice").format(table=table))
        self._put_back(connection, now)
        broken = next(hands.broken_keys(connection), None)
        if broken is not None:
            raise RegisterError(
                _("{table} {id} refers to a row of {parent} that does not exist").format(
                    table=broken[0], id=broken[1], parent=broken[2]
                )
            )

    def _put_back(self, connection: sqlite3.Connection, now: Mapping[str, object]) -> None:
        present = self._ids_given(connection)
        for table, last in self._sequence.items():
            if table not in now:
                continue
            if table not in present:
                connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))
            elif present[table] < last:
                connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (last, table))

    @staticmethod
    def _read(connection: sqlite3.Connection) -> dict[str, tuple[int, bool]]:
        tables = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'alembic_version'"
            " AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
        return {
            name: (
                connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0],
                "AUTOINCREMENT" in sql.upper(),
            )
            for name, sql in tables
        }

    @staticmethod
    def _ids_given(connection: sqlite3.Connection) -> dict[str, int]:
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").fetchone():
            return {}
        return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
