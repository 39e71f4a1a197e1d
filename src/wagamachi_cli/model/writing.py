"""The steps that every kind shares: add and edit. Each happens inside one transaction of the caller."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from wagamachi_cli import model, text
from wagamachi_cli.errors import NotFoundError, RefusedError
from wagamachi_cli.kinds import Field, Kind
from wagamachi_cli.kinds.tables import REPLACED_BY
from wagamachi_cli.kinds.types import Ref, Tally
from wagamachi_cli.language import _
from wagamachi_cli.model.change import Change, Given, columns_of, refuse_disorder
from wagamachi_cli.model.totals import see_totals
from wagamachi_cli.period import Span

if TYPE_CHECKING:
    from sqlmodel import Session

Rule = Callable[[Change], None]


def add(
    session: Session,
    kind: Kind,
    given: Mapping[str, Given],
    today: date,
    anyway: str | None = None,
    *,
    instead: list[int] | None = None,
) -> int:
    """Write a new record; its id. RefusedError (4) when a rule forbids it.

    ``instead``: it stands for what it would count twice with, which is removed and whose ids are put there.
    """
    change = Change(session, kind, today, given, anyway, columns=columns_of(kind, given))
    change.instead = instead is not None
    keep_rules(change, own_rule(kind))
    from wagamachi_cli.model.base import put

    table: Any = model.table(kind.table)
    change.id = put(session, table(**change.columns, anyway=anyway))
    _write_links(change, change.id)
    follow(change)
    replace(change, change.id, instead)
    return change.id


def replace(change: Change, identifier: int, instead: list[int] | None) -> None:
    """Remove what the record stands for, and tell which those were."""
    if change.replaced:
        from wagamachi_cli.model.removing import remove

        reason = REPLACED_BY.format(id=identifier)
        remove(change.session, change.kind, change.replaced, reason, change.today)
    if instead is not None:
        instead += change.replaced


def edit(
    session: Session,
    kind: Kind,
    identifier: int,
    given: Mapping[str, Given],
    today: date,
    anyway: str | None = None,
    *,
    instead: list[int] | None = None,
) -> None:
    """Change the given fields of a record; see ``add``. RefusedError (4) when a rule forbids it."""
    before = standing(session, kind, identifier)
    change = Change(session, kind, today, given, anyway, identifier, before, columns_of(kind, given))
    change.instead = instead is not None
    keep_rules(change, own_rule(kind))
    if anyway is not None:
        change.columns["anyway"] = anyway
    put_columns(change)
    _write_links(change, identifier)
    follow(change)
    replace(change, identifier, instead)


def settle(
    session: Session,
    kind: Kind,
    identifier: int,
    key: str,
    given: Mapping[str, Given],
    today: date,
    anyway: str | None = None,
) -> None:
    """Write when a record came to something (``key``: closed, done …), which it does once.

    What was known in part may be told more exactly, and the very same again changes nothing.
    RefusedError (4) for anything else: that is a correction, and has its own verb.
    """
    before = standing(session, kind, identifier)
    first, last = kind.field(key).columns
    said = columns_of(kind, given)
    if before[first] is not None:
        stands = Span(date.fromisoformat(before[first]), date.fromisoformat(before[last]))
        others = {column: value for column, value in said.items() if column not in (first, last)}
        if not (before[first] <= said[first] and said[last] <= before[last]) or any(
            before[column] not in (None, value) for column, value in others.items()
        ):
            raise RefusedError(
                _("{kind} {id} already has this: {field} {day}.").format(
                    kind=kind.label, id=identifier, field=kind.field(key).label, day=stands.human()
                ),
                _("To change it: {command}").format(
                    command=f"wagamachi {kind.command} edit {identifier} {kind.field(key).option} …"
                ),
            )
    edit(session, kind, identifier, given, today, anyway)


def standing(session: Session, kind: Kind, identifier: int) -> dict[str, Any]:
    """The columns of a record that was not removed; NotFoundError (3) if there is none."""
    from wagamachi_cli.model.base import table_of

    table = table_of(model.table(kind.table))
    found = session.connection().execute(table.select().where(table.c.id == identifier)).mappings().first()
    if found is None or found["removed"] is not None:
        raise NotFoundError(_("There is no {kind} “{text}”.").format(kind=kind.label, text=identifier))
    return dict(found)


def put_columns(change: Change) -> None:
    """Write the columns of a change to its record."""
    from wagamachi_cli.model.base import table_of

    table = table_of(model.table(change.kind.table))
    if change.columns:
        change.session.connection().execute(
            table.update().where(table.c.id == change.id), dict(change.columns)
        )


def own_rule(kind: Kind) -> Rule:
    """The rule of a kind, from its room; one that allows everything where it has none."""
    room = import_module(model.table(kind.table).__module__)
    rules: Mapping[str, Rule] = getattr(room, "RULES", {})
    return rules.get(kind.code, lambda _change: None)


def follow(change: Change) -> None:
    """What follows once the record is written (lines of food, the state of the stock), as its room says."""
    room = import_module(model.table(change.kind.table).__module__)
    follow: Rule | None = getattr(room, "FOLLOWS", {}).get(change.kind.code)
    if follow is not None:
        follow(change)


def keep_rules(change: Change, rule: Rule) -> None:
    """Every rule that a change must keep; ``rule`` is its kind's own. RefusedError (4), UsageError (2)."""
    if change.kind.name:
        _refuse_namesake(change)
    rule(change)
    refuse_disorder(change)
    see_totals(change)


def _refuse_namesake(change: Change) -> None:
    """Two records of one name could not be told apart; names that only sound alike need a reason."""
    kind = change.kind
    names = [str(change.given[kind.name])] if change.given.get(kind.name) else []
    aliases = change.given.get("aliases")
    names += [str(alias) for alias in aliases] if isinstance(aliases, list) else []
    for name in names:
        for identifier, other in change.namesakes(name):
            if identifier == change.id:
                continue
            message = _("{kind} “{name}” exists already (number {id}).").format(
                kind=kind.label, name=text.visible(other), id=identifier
            )
            way_out = _("To change it: {command}").format(
                command=f"wagamachi {kind.command} edit {identifier} …"
            )
            if other == name:
                raise RefusedError(message, way_out)
            change.bend(message, way_out + " " + _("If it is another one, add --anyway with the reason."))


def _write_links(change: Change, identifier: int) -> None:
    """Keep the several values of a field, if they are others than before."""
    from sqlalchemy import text as sql

    connection = change.session.connection()
    for key, values in change.given.items():
        one = change.kind.field(key)
        if not one.link:
            continue
        owner = f"{change.kind.table}_id"
        columns, wanted = linked(one, values)
        kept = connection.execute(
            sql(f"SELECT {', '.join(columns)} FROM {one.link} WHERE {owner} = :id ORDER BY id"),
            {"id": identifier},
        )
        if [tuple(row) for row in kept] == wanted:
            continue
        connection.execute(sql(f"DELETE FROM {one.link} WHERE {owner} = :id"), {"id": identifier})
        places = ", ".join(f":{column}" for column in columns)
        for row in wanted:
            connection.execute(
                sql(f"INSERT INTO {one.link} ({owner}, {', '.join(columns)}) VALUES (:id, {places})"),
                {"id": identifier, **dict(zip(columns, row, strict=True))},
            )


def linked(one: Field, values: Any) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The columns of a field's link table and the rows that keep its values, each once."""
    if isinstance(one.type, Tally):
        return ("value", "count"), list((values or {}).items())
    column = f"{one.type.kinds[0]}_id" if isinstance(one.type, Ref) else "value"
    return (column,), [(value,) for value in dict.fromkeys(values or ())]
