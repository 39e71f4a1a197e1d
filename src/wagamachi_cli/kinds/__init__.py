"""What there is: every kind of record, described once. Standard library only: every start reads this."""

from __future__ import annotations

from wagamachi_cli.kinds import (
    activity,
    code,
    consultant,
    council,
    event,
    household,
    neighbours,
    note,
    pantry,
    partner,
    report,
)
from wagamachi_cli.kinds.base import NOTE, Field, Kind
from wagamachi_cli.kinds.types import Ref, Words

_ALL = (
    *council.KINDS,
    *partner.KINDS,
    *activity.KINDS,
    *neighbours.KINDS,
    *code.KINDS,
    *consultant.KINDS,
    *pantry.KINDS,
    *event.KINDS,
    *household.KINDS,
    *report.KINDS,
    *note.KINDS,
)
KINDS: dict[str, Kind] = {kind.code: kind for kind in _ALL}


def in_group(group: str) -> tuple[Kind, ...]:
    """The kinds whose commands stand in ``group``, the group's own first."""
    return tuple(
        sorted((kind for kind in KINDS.values() if kind.group == group), key=lambda kind: bool(kind.thing))
    )


def names_people(kind: Kind) -> bool:
    """Whether a list of the kind says who somebody is: what a person is called, a code, or of whom it is."""
    known = [
        kind,
        *(KINDS[code] for one in kind.fields if isinstance(one.type, Ref) for code in one.type.kinds),
    ]
    return any(
        isinstance(one.type, Words) and (one.type.free or one.type.person in ("name", "reach"))
        for other in known
        for one in other.fields
    )


__all__ = ["KINDS", "NOTE", "Field", "Kind", "in_group", "names_people"]
