"""What is counted twice: totals beside records of the days that lie in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.tables import counted, counted_as, is_total
from wagamachi_cli.kinds.types import Number
from wagamachi_cli.language import _
from wagamachi_cli.period import Span


class Twice(NamedTuple):
    """A total and the records that lie in it. ``surely``: by what it says of itself or by its number."""

    kind: Kind
    id: int
    on: Span
    inside: str
    surely: bool


def counted_twice(connection: sqlite3.Connection) -> list[Twice]:
    """Totals that stand beside what they are made of, unless a reason was given for it."""
    return [one for kind in KINDS.values() if kind.covered for one in _of_kind(connection, kind)]


def told(found: Twice) -> str:
    """What is wrong, and how it is put right."""
    message = (
        _("{kind} number {id} ({on}) is a total, counted beside what is in it (number {ids}): {command}")
        if found.surely
        else _("{kind} number {id} ({on}) may be a total of what is in it (number {ids}): {command}")
    )
    return message.format(
        kind=found.kind.label,
        id=found.id,
        on=found.on.human(),
        ids=found.inside,
        command=f"wagamachi {found.kind.command} remove {found.id} --reason …",
    )


def _of_kind(connection: sqlite3.Connection, kind: Kind) -> Iterator[Twice]:
    first, last = kind.field(kind.when).columns
    numbers = [
        f"t.{one.columns[0]}"
        for one in kind.fields
        if isinstance(one.type, Number) and one.stored and one.key != "times"
    ]
    # Before totals could leave it open, one without a number of times was kept as one time.
    number = numbers[0] if numbers else "NULL"
    total = is_total(kind, "t")
    same = " AND ".join(
        f"{one} IS {other}" for one, other in zip(counted_as(kind, "t"), counted_as(kind, "d"), strict=True)
    )
    question = (
        f"SELECT t.id, t.{first}, t.{last}, group_concat(d.id, ', '),"
        f" {total} OR {number} = sum({number.replace('t.', 'd.')})"
        f" FROM {kind.table} AS t JOIN {kind.table} AS d ON {same}"
        f" AND d.{first} BETWEEN t.{first} AND t.{last} AND d.{last} <= t.{last}"
        f" AND (d.{first} <> t.{first} OR d.{last} <> t.{last})"
        f" WHERE t.{first} <> t.{last} AND {counted(kind, 't')} AND {counted(kind, 'd')}"
        f" AND t.anyway IS NULL AND d.anyway IS NULL"
        f" AND ({total} OR coalesce({', '.join(numbers or ['NULL'])}, NULL) IS NOT NULL)"
        " GROUP BY t.id ORDER BY t.id"
    )
    for identifier, start, end, inside, surely in connection.execute(question):
        span = Span(date.fromisoformat(start), date.fromisoformat(end))
        yield Twice(kind, identifier, span, inside, bool(surely))
