"""Removing records: what was entered by mistake, its own life with it, and, where asked, what hangs on it.

A record *hangs* on another that it cannot be without (a session on its activity). What only names it
among others, or need not name it at all (the area of a helper), lets go of it and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from wagamachi_cli.errors import RefusedError
from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.language import _
from wagamachi_cli.model import writing
from wagamachi_cli.model.change import Change, asked, shown
from wagamachi_cli.model.standing import referring, referring_to_any

if TYPE_CHECKING:
    from sqlmodel import Session

Record: TypeAlias = tuple[str, int]
"""A record: the code of its kind, its id."""


def remove(
    session: Session, kind: Kind, identifiers: Iterable[int], reason: str, today: date, *, along: bool = False
) -> list[str]:
    """Mark records as entered by mistake, all of them before a rule looks at any.

    What is of their own life goes with them; ``along``: so does all that hangs on them, and what only
    names them lets go. What went or let go, in words. RefusedError (4) when others stand on them and
    ``along`` was not said, or when a rule forbids it.
    """
    asked_for = [(kind.code, identifier) for identifier in identifiers]
    hanging = _Hanging(session, asked_for)
    hanging.gather()
    if hanging.others and not along:
        raise _in_use(hanging.others)
    for (code, identifier), fields in hanging.letting_go():
        writing.edit(session, KINDS[code], identifier, fields, today)
    changes = []
    for code, identifier in hanging.going:
        one = KINDS[code]
        before = writing.standing(session, one, identifier)
        changes.append(Change(session, one, today, {}, None, identifier, before, {"removed": reason}))
    for change in changes:
        writing.put_columns(change)
    for change in changes:
        writing.own_rule(change.kind)(change)
        writing.follow(change)
    return hanging.in_words(asked_for)


def refuse_in_use(session: Session, kind: Kind, identifier: int) -> None:
    """RefusedError (4) that names the records that refer to this one."""
    found = dict(_grouped(record for record, _one in _referring(session, (kind.code, identifier))))
    if found:
        raise _in_use(found)


def _in_use(found: dict[str, list[int]]) -> RefusedError:
    code, first = next((code, ids[0]) for code, ids in found.items())
    return RefusedError(
        _("It is still used by: {records}.").format(records=_records(found)),
        _("Correct or remove that first: {command}").format(
            command=f"wagamachi {KINDS[code].command} show {first}"
        )
        + " "
        + _("Or take along what hangs on it: --with (one step, which undo takes back)."),
    )


def _records(found: dict[str, list[int]]) -> str:
    return _(", ").join(
        _("{kind} {names} ({count})").format(
            kind=KINDS[code].label, names=shown(map(str, ids)), count=f"{len(ids):,}"
        )
        for code, ids in found.items()
    )


def _grouped(records: Iterable[Record]) -> Iterator[tuple[str, list[int]]]:
    by_kind: dict[str, list[int]] = {}
    for code, identifier in records:
        by_kind.setdefault(code, []).append(identifier)
    for code, ids in by_kind.items():
        yield code, sorted(set(ids))


def _referring(session: Session, record: Record) -> Iterator[tuple[Record, Field]]:
    """The standing records that refer to a record, each with the field that does."""
    code, identifier = record
    for other, one, table, column in referring(KINDS[code]):
        where = f"{column} = :id"
        if one.many:
            where = f"id IN (SELECT {other.table}_id FROM {table} WHERE {where})"
        question = f"SELECT id FROM {other.table} WHERE removed IS NULL AND {where} ORDER BY id"
        for row in asked(session, question, id=identifier):
            yield (other.code, row["id"]), one


@dataclass(slots=True)
class _Hanging:
    """What goes when ``going`` goes; what of it is another record, by kind; who lets go of what."""

    session: Session
    asked_for: list[Record]
    going: dict[Record, None] = field(init=False)
    others: dict[str, list[int]] = field(default_factory=dict)
    _lets_go: dict[Record, dict[str, set[int]]] = field(default_factory=dict)

    def gather(self) -> None:
        """Follow all that refers to what goes."""
        self.going = dict.fromkeys(self.asked_for)
        waiting, others = list(self.going), []
        while waiting:
            record = waiting.pop()
            owned = [(one, of) for one, of in _referring(self.session, record) if one not in self.going]
            for referring_one, of in owned:
                kind = KINDS[referring_one[0]]
                if kind.life != of.key:
                    others.append(referring_one)
                if self._stays(referring_one, of, record[1]):
                    continue
                self.going.setdefault(referring_one)
                waiting.append(referring_one)
            for line in referring_to_any(self.session, KINDS[record[0]], record[1]):
                self.going.setdefault(line)
        self.others = dict(_grouped(one for one in others if one not in self.asked_for))

    def _stays(self, record: Record, of: Field, gone: int) -> bool:
        """Whether a record can be without the one that goes; it then lets go of it."""
        ids = self._lets_go.setdefault(record, {}).setdefault(of.key, set())
        ids.add(gone)
        return not of.required or (of.many and not ids.issuperset(self._values(record, of)))

    def _values(self, record: Record, of: Field) -> list[int]:
        kind = KINDS[record[0]]
        column = f"{of.type.kinds[0]}_id"  # type: ignore[union-attr] # a reference
        question = f"SELECT {column} AS other FROM {of.link} WHERE {kind.table}_id = :id ORDER BY id"
        return [row["other"] for row in asked(self.session, question, id=record[1])]

    def letting_go(self) -> Iterator[tuple[Record, dict[str, list[int] | None]]]:
        """The records that stay, and what their fields hold without those that go."""
        for record, fields in self._lets_go.items():
            if record in self.going:
                continue
            kept: dict[str, list[int] | None] = {}
            for key, gone in fields.items():
                of = KINDS[record[0]].field(key)
                kept[key] = [one for one in self._values(record, of) if one not in gone] if of.many else None
            yield record, kept

    def in_words(self, asked_for: list[Record]) -> list[str]:
        """What went with what was asked for, and what let go of it."""
        gone = dict(_grouped(one for one in self.going if one not in asked_for))
        stay = dict(_grouped(one for one in self._lets_go if one not in self.going))
        return [
            *([_("Removed with it: {records}.").format(records=_records(gone))] if gone else []),
            *([_("No longer refers to it: {records}.").format(records=_records(stay))] if stay else []),
        ]
