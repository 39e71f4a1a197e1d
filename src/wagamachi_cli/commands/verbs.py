"""What the domain's own verbs share: which records they mean, and the step that they write."""

from __future__ import annotations

from inspect import Parameter
from typing import TYPE_CHECKING

import typer

from wagamachi_cli.commands import completing, doors, options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import NotFoundError, UsageError
from wagamachi_cli.kinds import Kind
from wagamachi_cli.language import Label, _
from wagamachi_cli.state import State

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session

ON = options.option("on", Label("いつ（省略時は今日）", "when (today unless given)"), "DATE")


def several(kind: Kind) -> list[Parameter]:
    """The parameters of a verb that takes several REF, or ``--all`` with the filters of ``list``."""
    return [
        options.argument("ref", options.REF, "REF", many=True, complete=completing.of_kind(kind)),
        options.flag("all", Label("条件に合うものすべて", "all that the filters leave")),
        *doors.filters(kind),
    ]


def chosen(state: State, kind: Kind, given: Given, connection: sqlite3.Connection) -> list[int]:
    """The records that a verb is meant for. UsageError (2) when neither REF nor --all says which."""
    from wagamachi_cli.commands import records
    from wagamachi_cli.queries.records import read

    narrowed = {one.key for one in kind.fields if one.filter and given.get(one.key)}
    if given.get("all"):
        if given.get("ref"):
            raise UsageError(_("REF and --all exclude each other."), _("Leave out one of them."))
        narrow = records.narrowing(state, kind, given)(connection)
        identifiers = [int(str(row["id"])) for row in read(connection, kind, state.today, narrow).rows]
        if not identifiers:
            raise NotFoundError(
                _("No {kind} fits these filters.").format(kind=kind.label), f"wagamachi {kind.command} list"
            )
        return identifiers
    if narrowed:
        raise UsageError(_("Filters go with --all."), _("Add --all, or give REF without filters."))
    return records.found(connection, kind, options.needed(given, "ref", "REF"), state)


def add_setting_verb(
    app: typer.Typer,
    kind: Kind,
    verb: str,
    key: str,
    label: Label,
    also: tuple[str, ...] = (),
    needed: tuple[str, ...] = (),
    *,
    again: bool = False,
) -> None:
    """Hang a verb on a group that sets one time of a record (``close``, ``end``, ``done``) to ``--on``.

    ``also`` are further fields that the verb takes, ``needed`` those of them that it cannot do without.
    ``again``: it may be done again, and replaces what stood (a match).
    """
    fields = (*also, "note")

    def run(state: State, given: Given) -> None:
        from wagamachi_cli import register
        from wagamachi_cli.commands import records, taking

        words = {one: given.get(one) for one in fields}
        for one in needed:
            options.needed(given, one, kind.field(one).option)
        values = taking.read(kind, words | {key: given.get("on") or "今日"}, state)
        target = options.target(given)
        with register.read(state.register) as connection:
            values = taking.resolve(connection, kind, values, state)
            narrowed = {one: value for one, value in given.items() if one not in fields}
            if kind.open_until and given.get("all") and not again:
                narrowed["open"] = True  # what has come to an end is not meant
            identifiers = chosen(state, kind, narrowed, connection)

        def step(session: Session) -> list[int]:
            from wagamachi_cli.model import writing

            changes = records.made(session, values, state)
            for identifier in identifiers:
                if again:
                    writing.edit(session, kind, identifier, changes, state.today, given.get("anyway"))
                else:
                    writing.settle(session, kind, identifier, key, changes, state.today, given.get("anyway"))
            return identifiers

        command = options.log_words(kind, verb, words | {"on": given.get("on")}, identifiers)
        records.write(state, kind, command, step, target, told=values)

    own = [options.of_field(kind.field(one)) for one in fields]
    taken = {parameter.name for parameter in own}
    others = [parameter for parameter in several(kind) if parameter.name not in taken]
    parameters = [*others, ON, *own, options.ANYWAY, *options.OUTPUT]
    options.add_command(app, verb, label, parameters, options.writing(run))
