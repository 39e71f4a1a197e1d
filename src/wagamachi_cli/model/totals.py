"""A total and what is in it tell of the same: only one of the two is counted."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from wagamachi_cli.kinds import Kind
from wagamachi_cli.kinds.tables import counted, counted_as, is_total
from wagamachi_cli.language import _
from wagamachi_cli.model.change import Change
from wagamachi_cli.period import Span

Rows = Callable[..., list[Any]]


class Told(NamedTuple):
    """A record that tells of a time: its id, the days, whether it is a total."""

    id: int
    first: str
    last: str
    total: bool


class Standing:
    """What the register tells, asked for one change."""

    def __init__(self, kind: Kind, rows: Rows) -> None:
        self._rows = rows
        first, last = kind.field(kind.when).columns
        self._key = [f"{said} IS :key{n}" for n, said in enumerate(counted_as(kind, "r"))]
        keys = ", ".join(f"{said} AS key{n}" for n, said in enumerate(counted_as(kind, "r")))
        self._vague_ones = (
            f"SELECT r.id, r.{first} AS first, r.{last} AS last, {is_total(kind, 'r')} AS total, {keys} "
            f"FROM {kind.table} AS r WHERE r.{first} <> r.{last} AND {counted(kind, 'r')}"
        )
        self._days = (
            f"SELECT r.id, r.{first} AS first, r.{last} AS last, 0 AS total FROM {kind.table} AS r "
            f"WHERE r.{first} BETWEEN :first AND :last AND r.{first} = r.{last} AND {counted(kind, 'r')}"
        )

    def silent(self) -> bool:
        """Whether it is known that no record tells of more than one day."""
        return False

    def vague(self, key: tuple[Any, ...]) -> Iterable[Told]:
        """What tells of more than one day."""
        return self._told(self._vague_ones, key)

    def inside(self, key: tuple[Any, ...], first: str, last: str) -> Iterable[Told]:
        """What tells of one of these days."""
        return self._told(self._days, key, first=first, last=last)

    def _told(self, question: str, key: tuple[Any, ...], **values: Any) -> list[Told]:
        values |= {f"key{n}": value for n, value in enumerate(key)}
        found = self._rows(" AND ".join([question, *self._key]), **values)
        return [Told(row["id"], row["first"], row["last"], bool(row["total"])) for row in found]

    def row(self, identifier: int) -> int | None:  # noqa: ARG002 - as that of Remembered
        """The row of the sheet that is taken in which a record is from; None if it stood before."""
        return None

    def written(self, told: Told, key: tuple[Any, ...]) -> None:
        """A record is written that tells of this."""

    def gone(self, identifiers: Iterable[int]) -> None:
        """These records are removed."""


class Remembered(Standing):
    """The same for many changes: what is not a day is kept in mind, days are asked for where they may be."""

    def __init__(self, kind: Kind, rows: Rows, start: int, flush: Callable[[], None]) -> None:
        super().__init__(kind, rows)
        self._start, self._flush = start, flush
        self._known: dict[tuple[Any, ...], list[Told]] | None = None
        self._lines = array("l")
        self._days_wait = False

    @property
    def _vague(self) -> dict[tuple[Any, ...], list[Told]]:
        if self._known is None:
            self._known = {}
            for row in self._rows(self._vague_ones):
                identifier, first, last, total, *key = row.values()
                self._known.setdefault(tuple(key), []).append(Told(identifier, first, last, bool(total)))
        return self._known

    def silent(self) -> bool:
        """Whether nothing tells of more than one day."""
        return not self._vague

    def vague(self, key: tuple[Any, ...]) -> Iterable[Told]:
        """What tells of more than one day."""
        return self._vague.get(key, ())

    def changed(self) -> None:
        """Another record than the last one has been written."""
        self._known = None

    def inside(self, key: tuple[Any, ...], first: str, last: str) -> Iterable[Told]:
        """What tells of one of these days, what waits to be written too."""
        if self._days_wait:
            self._flush()
            self._days_wait = False
        return super().inside(key, first, last)

    def row(self, identifier: int) -> int | None:
        """The row of this sheet that a record is from."""
        return self._lines[identifier - self._start] if identifier >= self._start else None

    def added(self, place: int) -> None:
        """The next record is from this row."""
        self._lines.append(place)

    def written(self, told: Told, key: tuple[Any, ...]) -> None:
        """Keep what the next record tells."""
        if told.first == told.last:
            self._days_wait = True
        else:
            self._vague.setdefault(key, []).append(told._replace(id=self._start + len(self._lines)))

    def gone(self, identifiers: Iterable[int]) -> None:
        """Forget what these records told."""
        lost = set(identifiers)
        for several in self._vague.values():
            several[:] = [one for one in several if one.id not in lost]


def see_totals(change: Change) -> None:
    """RefusedError when a total and what is in it would both be counted; with ``instead`` the new one is.

    What it stands for is then in ``change.replaced``.
    """
    kind = change.kind
    if not kind.covered or not _moved(change):
        return
    if kind.planned and change.value(kind.planned[0]) != kind.planned[2]:
        return
    first, last = map(change.value, kind.field(kind.when).columns)
    standing = change.standing or Standing(kind, change.rows)
    new = Told(change.id or 0, first, last, first != last and change.value("times") != 1)
    if first == last and standing.silent():
        standing.written(new, ())
        return
    key = _key(change)
    twice = [
        one
        for one in standing.vague(key)
        if one.id != change.id
        and (one.first, one.last) != (first, last)
        and ((one.total and _within(new, one)) or (new.total and _within(one, new)))
    ]
    if new.total:
        twice += [one for one in standing.inside(key, first, last) if one.id != change.id]
    if twice and change.instead and not any(standing.row(one.id) for one in twice):
        change.replaced += [one.id for one in twice]
    elif twice:
        _refuse(change, new, twice, standing)
    standing.written(new, key)


def _within(one: Told, other: Told) -> bool:
    return other.first <= one.first and one.last <= other.last


def _moved(change: Change) -> bool:
    """Whether it is new, or tells of another time or of something else than before."""
    kind = change.kind
    if change.id is None:
        return True
    plain = [column for key in (kind.when, "times", *kind.covered) for column in kind.field(key).columns]
    plain += [kind.planned[0]] if kind.planned else []
    return any(change.value(column) != change.before.get(column) for column in plain) or any(
        kind.field(key).link and key in change.given for key in kind.covered
    )


def _key(change: Change) -> tuple[Any, ...]:
    made: list[Any] = []
    for key in change.kind.covered:
        one = change.kind.field(key)
        if not one.link:
            made += map(change.value, one.columns)
        elif key in change.given or change.id is None:
            given: Any = change.given.get(key) or []
            made.append(",".join(map(str, sorted(set(given)))) or None)
        else:
            (said,) = counted_as(change.kind, "r", key)
            question = f"SELECT {said} AS said FROM {change.kind.table} AS r WHERE r.id = :id"
            made.append(change.rows(question, id=change.id)[0]["said"])
    return tuple(made)


def _refuse(change: Change, new: Told, twice: list[Told], standing: Standing) -> None:
    def said(one: Told) -> str:
        row = standing.row(one.id)
        words = _("row {row} ({on})") if row else _("number {id} ({on})")
        return words.format(row=row, id=one.id, on=_span(one).human())

    message = (
        _("{kind} {on} is a total, and what is in it is counted already: {others}.")
        if new.total and all(_within(one, new) for one in twice)
        else _("{kind} {on} is in a total that is counted already: {others}.")
    )
    change.bend(
        message.format(kind=change.kind.label, on=_span(new).human(), others=_(", ").join(map(said, twice))),
        _("Leave out the one or the other. If both are right, add --anyway with the reason.")
        if any(standing.row(one.id) for one in twice)
        else _(
            "With --instead it stands for them, and they are removed."
            " If both are right, add --anyway with the reason."
        ),
    )


def _span(one: Told) -> Span:
    return Span(date.fromisoformat(one.first), date.fromisoformat(one.last))
