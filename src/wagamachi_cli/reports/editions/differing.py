"""What the register now says differently from an edition, and which records are responsible."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.kinds.types import Ref
from wagamachi_cli.queries import editions
from wagamachi_cli.queries.editions import Edition
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.editions.basis import Basis, basis, taken
from wagamachi_cli.reports.editions.figures import Number, Place, plain
from wagamachi_cli.sheet import Value

_NOTHING = Number(None, None, False)


@frozen
class Responsible:
    """A record behind a difference: what it counted in the edition and what now (None: it did not).

    ``commands`` are the numbers in the log of what has changed it since.
    """

    kind: Kind
    id: int
    issued: int | None
    now: int | None
    commands: tuple[int, ...]


@frozen
class Difference:
    """A number that differs, and the records responsible."""

    place: Place
    issued: Number
    now: Number
    records: tuple[Responsible, ...]


def differences(
    connection: sqlite3.Connection,
    reader: Measuring,
    edition: Edition,
    then: Mapping[Place, Number],
    now: Mapping[Place, Value],
) -> list[Difference]:
    """Every number that differs: of each measure the period's, then its parts, then the other columns."""
    present = {place: Number(*plain(value), False) for place, value in now.items()}
    differ = [
        place
        for place in dict.fromkeys([*then, *present])
        if _said(place, then.get(place)) != _said(place, present.get(place))
    ]
    if not differ:
        return []
    own = edition.period.key
    order = {code: number for number, code in enumerate(MEASURES)}
    differ.sort(
        key=lambda one: (order.get(one.measure, len(order)), one.period != own, one.split, one.key or "")
    )
    search = _Search(connection, reader, edition)
    return [
        Difference(place, then.get(place, _NOTHING), present.get(place, _NOTHING), search.records(place))
        for place in differ
    ]


def _said(place: Place, number: Number | None) -> tuple[int | float | None, str | None]:
    """What a number says; a part that has no row says 0."""
    if place.split and (number is None or number[:2] == (None, None)):
        return 0, None
    return (number or _NOTHING)[:2]


class _Search:
    """Finds the records behind a difference; what was frozen and the history are read once."""

    def __init__(self, connection: sqlite3.Connection, reader: Measuring, edition: Edition) -> None:
        self._reader, self._edition = reader, edition
        self._frozen = editions.bases(connection, edition)
        self._changed = editions.changed_since(connection, edition.at)
        self._bases: dict[str, tuple[Basis, Basis]] = {}

    def records(self, place: Place) -> tuple[Responsible, ...]:
        """Those whose counts differ; where none does, those that were changed, or what they refer to."""
        then, now = (one.get(place.period, {}) for one in self._of(place.measure))
        differ = [one for one in {**then, **now} if then.get(one) != now.get(one)]
        if not differ:
            every = {*then, *now}
            differ = [one for one in self._changed if one in every]
        if not differ:
            kinds = {kind for kind, _id in {**then, **now}}
            around = {code for kind in kinds if kind in KINDS for code in _referred(KINDS[kind])}
            differ = [one for one in self._changed if one[0] in around]
        return tuple(
            Responsible(
                KINDS[kind],
                number,
                then.get((kind, number)),
                now.get((kind, number)),
                tuple(self._changed.get((kind, number), ())),
            )
            for kind, number in sorted(differ)
        )

    def _of(self, code: str) -> tuple[Basis, Basis]:
        """What a measure rested on, and what it rests on now."""
        if code not in self._bases:
            known = code in MEASURES
            self._bases[code] = (
                taken(self._frozen[code]) if code in self._frozen else {},
                basis(self._reader, MEASURES[code], self._edition.period) if known else {},
            )
        return self._bases[code]


def _referred(kind: Kind, seen: frozenset[str] = frozenset()) -> set[str]:
    """The kinds to which a kind refers, however far around."""
    own = {
        code
        for one in kind.fields
        if isinstance(one.type, Ref)
        for code in one.type.kinds
        if code not in seen and code != kind.code
    }
    return own.union(*(_referred(KINDS[code], seen | own | {kind.code}) for code in own))
