"""A new record with the keys of one that stands: refused, asked about, or meant (``--again``)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from wagamachi_cli import register, shell
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import RefusedError
from wagamachi_cli.kinds import Kind
from wagamachi_cli.kinds.base import AGAIN
from wagamachi_cli.language import _
from wagamachi_cli.period import Span
from wagamachi_cli.queries.alike import standing
from wagamachi_cli.queries.records import Narrowing, read
from wagamachi_cli.sheet import Row, human
from wagamachi_cli.state import State

if TYPE_CHECKING:
    from sqlmodel import Session


def add(
    session: Session,
    kind: Kind,
    values: Mapping[str, Any],
    state: State,
    given: Given,
    instead: list[int] | None = None,
) -> int:
    """Write a new record; its id. RefusedError (4) where one with its keys stands, unless it is meant.

    ``instead`` as that of ``writing.add``.
    """
    from sqlalchemy import text

    from wagamachi_cli.model import writing
    from wagamachi_cli.model.change import columns_of, plain

    reason = given.get("anyway")
    identifier = writing.add(session, kind, values, state.today, reason, instead=instead)
    if reason is None and given.get("again"):
        session.connection().execute(
            text(f'UPDATE "{kind.table}" SET anyway = :again WHERE id = :id'),
            {"again": AGAIN, "id": identifier},
        )
    elif reason is None:
        connection = plain(session)
        others = standing(connection, kind, values, columns_of(kind, values), identifier)
        if others:
            connection.row_factory = sqlite3.Row  # nothing is written with it any more
            raise _refused(connection, kind, others, state)
    return identifier


def ask(state: State, kind: Kind, values: Mapping[str, Any], given: Given) -> int | None:
    """At a terminal: the planned record that the new one is, now held; None where a new one is meant.

    RefusedError (4) when it is not.
    """
    from wagamachi_cli.commands.taking import New, NewChoice
    from wagamachi_cli.model.change import columns_of

    several = [one for value in values.values() for one in (value if isinstance(value, list) else [value])]
    made = any(isinstance(one, New | NewChoice) for one in several)
    if not state.interactive or given.get("again") or given.get("anyway") or made:
        return None
    with register.read(state.register) as connection:
        others = standing(connection, kind, values, columns_of(kind, values))
        if not others:
            return None
        refused = _refused(connection, kind, others, state)
        planned = _planned(kind, _row(connection, kind, others[0], state))
    shell.say(refused.message)
    on = values.get(kind.when)
    happened = values.get("status") != "planned" and isinstance(on, Span) and on.first <= state.today
    if planned and happened and shell.confirm(_("It was planned. Is this the same one, held now?"), True):
        return others[0]
    if not shell.confirm(_("Write a second one?")):
        raise refused
    given["again"] = True
    return None


def held(kind: Kind) -> dict[str, str]:
    """What says that something planned has happened."""
    return {kind.planned[0]: kind.planned[2]} if kind.planned else {}


def _refused(connection: sqlite3.Connection, kind: Kind, others: list[int], state: State) -> RefusedError:
    row = _row(connection, kind, others[0], state)
    values = _(", ").join(
        f"{one.label} {human(row[one.key])}"
        for one in kind.all_fields
        if one.key in row and human(row[one.key])
    )
    message = _("{kind} number {id} stands already for this: {values}.").format(
        kind=kind.label, id=others[0], values=values
    )
    if len(others) > 1:
        further = _(", ").join(map(str, others[1:]))
        message += " " + _("So do: number {ids}.").format(ids=further)
    command = f"wagamachi {kind.command} edit {others[0]} …"
    way_out = _("To change it: {command}").format(command=command)
    if kind.planned and _planned(kind, row):
        field, _ahead, held = kind.planned
        command = f"wagamachi {kind.command} edit {others[0]} --{field} {held} --attendees …"
        way_out = _("To make it held: {command}").format(command=command)
    return RefusedError(message, way_out + " " + _("If it is a second one, add --again."))


def _row(connection: sqlite3.Connection, kind: Kind, identifier: int, state: State) -> Row:
    return read(connection, kind, state.today, Narrowing(ids=(identifier,))).rows[0]


def _planned(kind: Kind, row: Row) -> bool:
    return kind.planned is not None and getattr(row[kind.planned[0]], "code", None) == kind.planned[1]
