"""Many new records of one kind in one transaction: the rules of one by one, the speed of SQL alone."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from wagamachi_cli import model
from wagamachi_cli.kinds import Kind
from wagamachi_cli.language import _
from wagamachi_cli.model import writing
from wagamachi_cli.model.change import Change, asked, plain
from wagamachi_cli.model.totals import Remembered
from wagamachi_cli.text import fold

if TYPE_CHECKING:
    from sqlmodel import Session

_T = TypeVar("_T")
_AT_ONCE = 1_000
_MOST_VALUES = 30_000
"""So many values one INSERT takes, and so many rows: SQLite guards a statement that a trigger may refuse
by copying each page that it changes, and row by row that took longer than the writing."""
_MOST_ANSWERS = 5_000


class Bulk:
    """New records wait here and are written together, before anybody looks at the table.

    ``refused``: what the file itself refused when they were written: (place, reason); ``place`` is
    whatever ``add`` was given to know the record by.
    """

    def __init__(
        self,
        session: Session,
        kind: Kind,
        today: date,
        anyway: str | None = None,
        instead: list[int] | None = None,
    ) -> None:
        self.session, self.kind, self.today, self.anyway = session, kind, today, anyway
        self.refused: list[tuple[int, str]] = []
        self.raw = plain(session)
        self._rule = writing.own_rule(kind)
        # Where something follows from a record (food leaves the stock), it has to be written first.
        self._alone = kind.code in getattr(import_module(model.table(kind.table).__module__), "FOLLOWS", {})
        own_tables = re.compile("|".join(rf"\b{name}\b" for name in (kind.table, *_link_tables(kind))))
        self._looks_at_own = cache(lambda question: own_tables.search(question) is not None)
        self._answers: dict[tuple[Any, ...], list[Any]] = {}
        self._links = [one for one in kind.fields if one.link]
        table: Any = model.table(kind.table)
        self._columns = tuple(table.model_fields)
        self._defaults: dict[str, Any] = {
            name: one.default
            for name, one in table.model_fields.items()
            if not one.is_required() and one.default is not None
        }
        if anyway is not None:
            self._defaults["anyway"] = anyway
        self._change = _BulkChange(session, kind, today, {}, anyway, bulk=self)
        self._next = self._first_free(kind.table)
        self._instead = instead
        self._told = Remembered(kind, self._asked, self._next, self.flush) if kind.covered else None
        self._change.standing, self._change.instead = self._told, instead is not None
        # Nothing but numbers and words waits: what refers to more is read by each collection of garbage.
        self._waiting: list[tuple[int, dict[str, Any]]] = []
        self._linked: dict[str, list[tuple[Any, ...]]] = {one.link: [] for one in self._links}
        self._names: dict[str, list[tuple[int, str]]] | None = None

    def add(self, given: Mapping[str, Any], columns: dict[str, Any], place: int) -> int:
        """Let a new record wait to be written; its id. RefusedError (4), UsageError (2) by the rules."""
        if self._alone:
            return writing.add(self.session, self.kind, given, self.today, self.anyway)
        change = self._change
        change.given, change.columns = given, columns
        identifier = self._next
        writing.keep_rules(change, self._rule)
        self._next += 1
        if self._told is not None:
            self._told.added(place)
            self._replace(change, identifier)
        self._waiting.append((place, {**self._defaults, **change.columns, "id": identifier}))
        for one in self._links:
            if change.given.get(one.key):
                _names, rows = writing.linked(one, change.given[one.key])
                self._linked[one.link] += [(identifier, *row) for row in rows]
        if self._names is not None:
            name = str(change.columns[self.kind.name])
            self._names.setdefault(fold(name), []).append((identifier, name))
        if len(self._waiting) >= _AT_ONCE:
            self.flush()
        return identifier

    def edit(self, identifier: int, given: Mapping[str, Any]) -> None:
        """Change the given fields of a record; see ``writing.edit``."""
        self.flush()
        writing.edit(
            self.session, self.kind, identifier, given, self.today, self.anyway, instead=self._instead
        )
        self._names = None
        if self._told is not None:
            self._told.changed()
        self._answers.clear()

    def _replace(self, change: Change, identifier: int) -> None:
        """Remove what a new record stands for."""
        if change.replaced:
            writing.replace(change, identifier, self._instead)
            self._told.gone(change.replaced)  # type: ignore[union-attr] # it told of them
            change.replaced = []
            self._answers.clear()

    def _asked(self, question: str, **values: Any) -> list[Any]:
        return asked(self.session, question, **values)

    def answer(self, question: str, values: dict[str, Any]) -> list[Any]:
        """The rows that a question in SQL gives; what does not look at this kind's tables stays the same."""
        key = question, *values.values()
        if key not in self._answers:
            if self._looks_at_own(question):
                self.flush()
                return asked(self.session, question, **values)
            if len(self._answers) >= _MOST_ANSWERS:
                self._answers.clear()
            self._answers[key] = asked(self.session, question, **values)
        return self._answers[key]

    def flush(self) -> None:
        """Write what waits."""
        waiting, self._waiting = self._waiting, []
        refused: set[int] = set()
        for together in _statements(waiting, len(self._columns)):
            try:
                self._write([columns for _place, columns in together])
            except sqlite3.IntegrityError:  # nothing of the statement stands: one of them is to be refused
                refused.update(columns["id"] for place, columns in together if self._refuses(place, columns))
        for one in self._links:
            linked = [row for row in self._linked[one.link] if row[0] not in refused]
            self._linked[one.link].clear()
            names, _rows = writing.linked(one, None)
            for rows in _statements(linked, 1 + len(names)):
                insert = _insert(one.link, (f"{self.kind.table}_id", *names), len(rows))
                self.raw.execute(insert, [value for row in rows for value in row])

    def _write(self, together: list[dict[str, Any]]) -> None:
        """One statement, of the columns that any of these records fills; the others are null."""
        filled = set().union(*together)
        names = tuple(name for name in self._columns if name in filled)
        values = [columns.get(name) for columns in together for name in names]
        self.raw.execute(_insert(self.kind.table, names, len(together)), values)

    def _refuses(self, place: int, columns: dict[str, Any]) -> bool:
        """Write a record alone; whether the file refuses it."""
        try:
            self._write([columns])
        except sqlite3.IntegrityError as error:
            self.refused.append((place, _("The register refused this: {reason}").format(reason=error)))
            return True
        return False

    def namesakes(self, name: str) -> list[tuple[int, str]]:
        """The records (id, name) whose name sounds like ``name``, those that wait among them."""
        if self._names is None:
            self.flush()
            self._names = {}
            for identifier, other in self.raw.execute(
                f'SELECT id, "{self.kind.name}" FROM "{self.kind.table}" WHERE removed IS NULL'
            ):
                self._names.setdefault(fold(other), []).append((identifier, other))
        return self._names.get(fold(name), [])

    def _first_free(self, table: str) -> int:
        row = self.raw.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        return int(row[0]) + 1 if row else 1


@dataclass(slots=True)
class _BulkChange(Change):
    """A change whose rules see the records that wait, too."""

    bulk: Bulk | None = None

    def rows(self, question: str, **values: Any) -> list[Any]:
        assert self.bulk is not None  # noqa: S101 - made by Bulk alone
        return self.bulk.answer(question, values)

    def namesakes(self, name: str) -> list[tuple[int, str]]:
        assert self.bulk is not None  # noqa: S101 - made by Bulk alone
        return self.bulk.namesakes(name)


def _statements(rows: list[_T], width: int) -> Iterator[list[_T]]:
    """As many of the rows at a time as one statement takes."""
    most = _MOST_VALUES // width
    for start in range(0, len(rows), most):
        yield rows[start : start + most]


@lru_cache
def _insert(table: str, columns: tuple[str, ...], rows: int) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    places = f"({', '.join('?' * len(columns))})"
    return f'INSERT INTO "{table}" ({names}) VALUES {", ".join([places] * rows)}'


def _link_tables(kind: Kind) -> list[str]:
    return [one.link for one in kind.fields if one.link]


def kept(kind: Kind, given: Mapping[str, Any], columns: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept for the given values, as ``kept_sql`` sees it: columns, and fields of links as JSON."""
    held = dict(columns)
    for one in kind.fields:
        if one.link and one.key in given:
            _columns, rows = writing.linked(one, given[one.key])
            held[one.key] = json.dumps(rows, separators=(",", ":"), ensure_ascii=False)
    return held


def kept_sql(kind: Kind) -> dict[str, str]:
    """SQL for what is kept of each record (alias r): column, or key of a field of links → expression."""
    said = {column: f'r."{column}"' for one in kind.all_fields for column in one.columns}
    for one in kind.fields:
        if one.link:
            names, _rows = writing.linked(one, None)
            pair = ", ".join(names)
            said[one.key] = (
                f"(SELECT json_group_array(json_array({pair})) FROM (SELECT {pair} FROM {one.link} "
                f"WHERE {kind.table}_id = r.id ORDER BY id))"
            )
    return said
