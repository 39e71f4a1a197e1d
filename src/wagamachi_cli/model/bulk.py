"""Many new records of one kind in one transaction: the rules of one by one, the speed of SQL alone."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from wagamachi_cli import model
from wagamachi_cli.kinds import Field, Kind
from wagamachi_cli.language import _
from wagamachi_cli.model import writing
from wagamachi_cli.model.change import Change
from wagamachi_cli.text import fold

if TYPE_CHECKING:
    from sqlmodel import Session

_AT_ONCE = 1_000
_MOST_ANSWERS = 5_000


class Bulk:
    """New records wait here and are written together, before anybody looks at the table.

    ``refused``: what the file itself refused when they were written: (place, reason); ``place`` is
    whatever ``add`` was given to know the record by.
    """

    def __init__(self, session: Session, kind: Kind, today: date, anyway: str | None = None) -> None:
        self.session, self.kind, self.today, self.anyway = session, kind, today, anyway
        self.refused: list[tuple[int, str]] = []
        self.raw = plain(session)
        self._rule = writing.own_rule(kind)
        # Where something follows from a record (food leaves the stock), it has to be written first.
        self._alone = kind.code in getattr(import_module(model.table(kind.table).__module__), "FOLLOWS", {})
        self._own_tables = re.compile("|".join(rf"\b{name}\b" for name in (kind.table, *_link_tables(kind))))
        self._answers: dict[tuple[str, tuple[Any, ...]], list[Any]] = {}
        self._links = [one for one in kind.fields if one.link]
        table: Any = model.table(kind.table)
        self._defaults = {
            name: None if one.is_required() else one.default for name, one in table.model_fields.items()
        }
        names = ", ".join(f'"{name}"' for name in self._defaults)
        places = ", ".join("?" * len(self._defaults))
        self._insert = f'INSERT INTO "{kind.table}" ({names}) VALUES ({places})'
        self._next = self._first_free(kind.table)
        self._waiting: list[_Waiting] = []
        self._names: dict[str, list[tuple[int, str]]] | None = None

    def add(self, given: Mapping[str, Any], columns: dict[str, Any], place: int) -> int:
        """Let a new record wait to be written; its id. RefusedError (4), UsageError (2) by the rules."""
        if self._alone:
            identifier = writing.add(self.session, self.kind, given, self.today, self.anyway)
            self.session.expunge_all()
            return identifier
        change = _BulkChange(
            self.session, self.kind, self.today, given, self.anyway, columns=columns, bulk=self
        )
        writing.keep_rules(change, self._rule)
        identifier = self._next
        self._next += 1
        kept = {**self._defaults, **change.columns, "id": identifier, "anyway": self.anyway}
        links = {one.link: change.given[one.key] for one in self._links if change.given.get(one.key)}
        self._waiting.append(_Waiting(place, identifier, tuple(kept.values()), links))
        if self._names is not None:
            name = str(kept[self.kind.name])
            self._names.setdefault(fold(name), []).append((identifier, name))
        if len(self._waiting) >= _AT_ONCE:
            self.flush()
        return identifier

    def edit(self, identifier: int, given: Mapping[str, Any]) -> None:
        """Change the given fields of a record; see ``writing.edit``."""
        self.flush()
        writing.edit(self.session, self.kind, identifier, given, self.today, self.anyway)
        self.session.expunge_all()
        self._names = None
        self._answers.clear()

    def answer(self, question: str, values: dict[str, Any]) -> list[Any]:
        """The rows that a question in SQL gives; what does not look at this kind's tables stays the same."""
        if self._own_tables.search(question):
            self.flush()
            return self._asked(question, values)
        key = question, tuple(values.items())
        if key not in self._answers:
            if len(self._answers) >= _MOST_ANSWERS:
                self._answers.clear()
            self._answers[key] = self._asked(question, values)
        return self._answers[key]

    def _asked(self, question: str, values: dict[str, Any]) -> list[Any]:
        cursor = self.raw.execute(question, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def flush(self) -> None:
        """Write what waits."""
        waiting, self._waiting = self._waiting, []
        done = 0
        while done < len(waiting):
            # No savepoint: it would make every page be copied. What was inserted is known by its id.
            try:
                self.raw.executemany(self._insert, [item.values for item in waiting[done:]])
                break
            except sqlite3.IntegrityError as error:
                (last,) = self.raw.execute(f'SELECT max(id) FROM "{self.kind.table}"').fetchone()
                while done < len(waiting) and waiting[done].identifier <= (last or 0):
                    done += 1
                refused = waiting.pop(done)
                said = _("The register refused this: {reason}").format(reason=error)
                self.refused.append((refused.place, said))
        for one in self._links:
            self._write_links(one, waiting)

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

    def _write_links(self, one: Field, waiting: list[_Waiting]) -> None:
        """Write the several values of a field of the records that have just been written."""
        columns: tuple[str, ...] = ()
        rows: list[tuple[Any, ...]] = []
        for item in waiting:
            if item.links.get(one.link):
                columns, linked = writing.linked(one, item.links[one.link])
                rows += [(item.identifier, *row) for row in linked]
        if rows:
            names = ", ".join((f"{self.kind.table}_id", *columns))
            places = ", ".join("?" * (1 + len(columns)))
            self.raw.executemany(f"INSERT INTO {one.link} ({names}) VALUES ({places})", rows)


@dataclass(slots=True)
class _Waiting:
    """A new record that is checked and not written yet."""

    place: int
    identifier: int
    values: tuple[Any, ...]
    links: Mapping[str, Any]


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


def _link_tables(kind: Kind) -> list[str]:
    return [one.link for one in kind.fields if one.link]


def plain(session: Session) -> sqlite3.Connection:
    """The connection below the session, inside the same transaction."""
    connection: Any = session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - the register is SQLite
    return connection


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
