"""``wagamachi init`` and ``wagamachi status``: making a register, and how it stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from wagamachi_cli import errors, register, seed, shell
from wagamachi_cli.commands import options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import UsageError
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.settings import SETTINGS
from wagamachi_cli.language import Label, _
from wagamachi_cli.output import show_record
from wagamachi_cli.queries import due, settings
from wagamachi_cli.queries.attention import reminders
from wagamachi_cli.register import own_tables, whereabouts
from wagamachi_cli.sheet import Column, Row, Sheet, Value
from wagamachi_cli.state import State, place

if TYPE_CHECKING:
    from sqlmodel import Session

_ASKED = ("organisation", "city", "backup_folder")


def _init(state: State, given: Given) -> None:
    target = options.target({**given, "output": None})
    from wagamachi_cli.register.creating import refuse_taken

    sample = bool(given.get("sample"))
    if given.get("from"):
        if sample:
            raise UsageError(_("--sample and --from exclude each other."), _("Leave out one of them."))
        take_over(state, place(given["from"]))
    else:
        refuse_taken(state.register)
        asked = _ASKED if state.interactive else ()
        make(state, sample, {key: shell.ask(str(SETTINGS[key].label)) for key in asked})
    with register.read(state.register) as connection:
        folder = settings.backup_folder(connection, state.register)
    for notice in whereabouts.notices(state.register, folder):
        errors.warn(notice)
    columns = (Column("register", _("register")), Column("sample", _("with the sample"), kind="flag"))
    row: Row = {"register": str(state.register.resolve()), "sample": sample}
    show_record(Sheet(columns, (row,)), target)
    if target.format != "json":
        shell.say(_("The register is made. It is yours alone: only your account can read it."))
        shell.say(_("Next, for example:"))
        for command in (
            _("council add NAME-OF-THE-COUNCIL"),
            _("activity add NAME-OF-THE-ACTIVITY --category ibasho --started today"),
            _("report activity --chart chart.png"),
        ):
            shell.say(f"  {shell.called()} {command}")


def make(state: State, sample: bool, answers: Mapping[str, str] = MappingProxyType({})) -> None:
    """Make the register with the shipped choices, the source document's facts (``sample``), and settings."""

    def fill(session: Session) -> None:
        from wagamachi_cli.model.file import put_setting

        run_script(session, seed.choices_sql())
        if sample:
            run_script(session, seed.seed_sql())
        for key, answer in answers.items():
            if answer:
                put_setting(session, key, str(SETTINGS[key].type.read(answer, state.today)))

    register.create(state.register, "init --sample" if sample else "init", state.today, fill)


def take_over(state: State, folder: Path) -> None:
    """Make the register from what ``export`` wrote into ``folder``, ids included.

    UsageError (2) or Findings (1) when that is not whole and sound: nothing is made then.
    """
    from wagamachi_cli.commands.redacting import redact
    from wagamachi_cli.exchange import unpacking

    register.create(
        state.register, "init --from …", state.today, former=unpacking.read(folder), redact=redact
    )


def run_script(session: Session, script: str) -> None:
    """Run a script of plain SQL statements inside the session's transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            session.connection().exec_driver_sql(statement)
            statement = ""


def _status(state: State, given: Given) -> None:
    target = options.target(given)
    with register.read(state.register) as connection:
        folder = settings.backup_folder(connection, state.register)
        counted = {
            kind.plural: connection.execute(
                f"SELECT count(*) FROM {kind.table} WHERE removed IS NULL"
            ).fetchone()[0]
            for kind in KINDS.values()
        }
        waiting: list[Value] = [
            *reminders(connection, state.today),
            *due.reminder(connection, state.today),
            *whereabouts.notices(state.register, folder),
        ]
        organisation = settings.value(connection, "organisation")
        known = own_tables.identity(connection)
    columns = (
        Column("register", _("register")),
        Column("uuid", "UUID"),
        Column("version", _("version"), kind="number"),
        Column("organisation", str(SETTINGS["organisation"].label)),
        Column("last_copy", _("last copy")),
        *(Column(kind.plural, str(kind.label), kind="number") for kind in KINDS.values()),
        Column("attention", _("wants attention"), kind="several"),
    )
    last = register.last_copy(state.register, folder, state.today)
    row: Row = {
        "register": str(state.register.resolve()),
        "uuid": known,
        "version": register.VERSION,
        "organisation": organisation or None,
        "last_copy": None if last is None else str(last),
        **counted,
        "attention": waiting,
    }
    if target.for_eyes:
        columns, row = _for_eyes(columns, row)
    show_record(Sheet(columns, (row,)), target)


def _for_eyes(columns: tuple[Column, ...], row: Row) -> tuple[tuple[Column, ...], Row]:
    """What a person looks for: no kinds of which there is nothing yet, each reminder on a line of its own."""
    waiting = row["attention"]
    return tuple(column for column in columns if row[column.key] != 0), {
        **row,
        "last_copy": row["last_copy"] or _("none yet"),
        "attention": "\n".join(map(str, waiting)) if isinstance(waiting, list) and waiting else None,
    }


init = options.function(
    [
        options.flag(
            "sample",
            Label("見本（公表資料の数）を入れる", "fill in the sample (published facts)"),
        ),
        options.option(
            "from", Label("export で書き出したフォルダーから作る", "make it from an exported folder"), "DIR"
        ),
        options.FORMAT,
    ],
    _init,
)
status = options.function(options.OUTPUT, _status)
