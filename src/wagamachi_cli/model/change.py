"""A change to one record, as the rules see it before it is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from wagamachi_cli.errors import RefusedError
from wagamachi_cli.kinds import Kind
from wagamachi_cli.kinds.types import Number, Ref
from wagamachi_cli.language import _
from wagamachi_cli.period import Span
from wagamachi_cli.text import fold

if TYPE_CHECKING:
    from sqlmodel import Session

    from wagamachi_cli.model.totals import Standing

Given: TypeAlias = "str | int | bool | Span | list[str] | list[int] | dict[str, int] | tuple[str, int] | None"


@dataclass(slots=True)
class Change:
    """What is about to be written to one record.

    ``given``: the values of this command by field key (a reference is an id, one of several kinds a
    pair of kind and id; None empties the field). ``before``: the record's columns as they stand, empty
    for a new one. ``columns``: what will be written; rules may add to it. ``anyway``: why a rule that
    life may bend is bent, else None. ``instead``: it stands for what it would count twice with, which is
    then ``replaced`` (ids). ``standing``: how that is looked up, where many changes are made.
    """

    session: Session
    kind: Kind
    today: date
    given: Mapping[str, Given]
    anyway: str | None = None
    id: int | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    instead: bool = False
    replaced: list[int] = field(default_factory=list)
    standing: Standing | None = None

    def value(self, column: str) -> Any:
        """What the column will hold afterwards."""
        return self.columns[column] if column in self.columns else self.before.get(column)

    def span(self, key: str) -> Span | None:
        """The time that the field ``key`` will hold afterwards."""
        first, last = self.kind.field(key).columns
        return _span(self.value(first), self.value(last))

    def bend(self, message: str, hint: str = "") -> None:
        """A rule that life may bend is broken: RefusedError, unless a reason was given."""
        if self.anyway is None:
            raise RefusedError(message, hint or _("If it is so all the same, add --anyway with the reason."))

    def rows(self, question: str, **values: Any) -> list[Any]:
        """The rows that a question in SQL gives inside this transaction."""
        return asked(self.session, question, **values)

    def namesakes(self, name: str) -> list[tuple[int, str]]:
        """The records of its kind (id, name) whose name sounds like ``name``."""
        known = self.rows(f"SELECT id, {self.kind.name} AS name FROM {self.kind.table} WHERE removed IS NULL")
        wanted = fold(name)
        return [(row["id"], row["name"]) for row in known if fold(row["name"]) == wanted]


def plain(session: Session) -> sqlite3.Connection:
    """The connection below the session, inside the same transaction."""
    connection: Any = session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - the register is SQLite
    return connection


def asked(session: Session, question: str, **values: Any) -> list[dict[str, Any]]:
    """The rows that a question in SQL gives, by the names of its columns; it costs what SQLite takes."""
    cursor = plain(session).execute(question, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


@lru_cache
def _span(first: str | None, last: str) -> Span | None:
    return None if first is None else Span(date.fromisoformat(first), date.fromisoformat(last))


def columns_of(kind: Kind, given: Mapping[str, Given]) -> dict[str, Any]:
    """What is kept for each given value: column → INTEGER or TEXT; fields of other tables left out."""
    kept: dict[str, Any] = {}
    for key, value in given.items():
        one = kind.field(key)
        columns = one.columns
        if not columns:
            continue
        if value is None:
            kept |= dict.fromkeys(columns)
        elif isinstance(value, Span):
            kept |= dict(zip(columns, (value.first.isoformat(), value.last.isoformat()), strict=True))
        elif isinstance(value, tuple) and isinstance(one.type, Ref):
            kept |= one.type.kept(one.column or key, value)
        else:
            kept[columns[0]] = int(value) if isinstance(value, bool) else value
    return kept


def refuse_disorder(change: Change) -> None:
    """RefusedError when a time of the record would lie before the one that it must follow."""
    for earlier, later in change.kind.ordered:
        first, last = (change.value(column) for column in _ends(change.kind, earlier, later))
        if first is not None and last is not None and last < first:
            raise RefusedError(
                _("{later} ({end}) would be before {earlier} ({start}).").format(
                    later=change.kind.field(later).label,
                    end=_said(change, later),
                    earlier=change.kind.field(earlier).label,
                    start=_said(change, earlier),
                ),
                _("Check both dates; {command} shows the record.").format(
                    command=f"wagamachi {change.kind.command} show {change.id or ''}".strip()
                ),
            )


@cache
def _ends(kind: Kind, earlier: str, later: str) -> tuple[str, str]:
    """The columns of the first moment of a time and of the last of the one that follows it."""
    return kind.field(earlier).columns[0], kind.field(later).columns[-1]


def _said(change: Change, key: str) -> Any:
    columns = change.kind.field(key).columns
    span = change.span(key) if len(columns) > 1 else None
    return span.human() if span else change.value(columns[0])


def shown(names: Iterable[str]) -> str:
    """A few names in a sentence; the rest as a number."""
    listed = list(names)
    if len(listed) <= 3:
        return _(", ").join(listed)
    return _("{names} and {count} more").format(names=_(", ").join(listed[:3]), count=len(listed) - 3)


def _numbers_told(change: Change) -> bool:
    """Whether it holds another number than how often it was."""
    return any(
        change.value(one.columns[0]) is not None
        for one in change.kind.fields
        if isinstance(one.type, Number) and one.stored and one.key != "times"
    )


def settle_times(change: Change, on: Span) -> None:
    """How often it was: once, unless it was said; in a longer time that only has other numbers, not known.

    RefusedError when ``--times`` says more than one and the time is a single day.
    """
    one = change.kind.field("times")
    before = change.before
    moved = "on" in change.given and before and (before["on_from"] == before["on_to"]) != on.exact
    if (
        one.default is None
        and change.given.get("times") is None
        and (change.id is None or moved or "times" in change.given)
        and not (on.exact and (change.value("times") or 1) > 1)
    ):
        change.columns["times"] = None if not on.exact and _numbers_told(change) else 1
    if (change.value("times") or 1) > 1 and on.exact:
        raise RefusedError(
            _("Several at once are told for a month or longer, not for one day."),
            _("Give a month with --on, or add each of them."),
        )
