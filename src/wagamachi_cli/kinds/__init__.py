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


__all__ = ["KINDS", "NOTE", "Field", "Kind", "in_group"]
