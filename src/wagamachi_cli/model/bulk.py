"""Many new records of one kind in one transaction: the rules of one by one, the speed of SQL alone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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


class Bulk:
    """New records wait here and are written together, before anybody looks at the table.

    ``refused``: what the file itself refused when they were written: (place, reason); ``place`` is
    whatever ``add`` was given to know the record by.
    """

    def __init__(self, session: Session, kind: Kind, today: date, anyway: str | None = None) -> None:
        self.session, self.kind, self.today, self.anyway = session, kind, today, anyway
        self.refused: list[tuple[int, str]] = []
        self._raw = plain(session)
        self._rule = writing.own_rule(kind)
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
        change = _BulkChange(
            self.session, self.kind, self.today, given, self.anyway, columns=columns, bulk=self
        )
        writing.keep_rules(change, self._rule)
        identifier = self._next
        self._next += 1
        kept = {**self._defaults, **change.columns, "id": identifier, "anyway": self.anyway}
        links = {one.link: given[one.key] for one in self._links if given.get(one.key)}
        self._waiting.append(_Waiting(place, identifier, tuple(kept.values()), links))
        if self._names is not None:
            name = str(given[self.kind.name])
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

    def flush(self) -> None:
        """Write what waits."""
        waiting, self._waiting = self._waiting, []
        done = 0
        while done < len(waiting):
            # No savepoint: it would make every page be copied. What was inserted is known by its id.
            try:
                self._raw.executemany(self._insert, [item.values for item in waiting[done:]])
                break
            except sqlite3.IntegrityError as error:
                (last,) = self._raw.execute(f'SELECT max(id) FROM "{self.kind.table}"').fetchone()
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
            for identifier, other in self._raw.execute(
                f'SELECT id, "{self.kind.name}" FROM "{self.kind.table}" WHERE removed IS NULL'
            ):
                self._names.setdefault(fold(other), []).append((identifier, other))
        return self._names.get(fold(name), [])

    def _first_free(self, table: str) -> int:
        row = self._raw.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
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
            self._raw.executemany(f"INSERT INTO {one.link} ({names}) VALUES ({places})", rows)


@dataclass(frozen=True, slots=True)
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
        self.bulk.flush()
        return Change.rows(self, question, **values)

    def namesakes(self, name: str) -> list[tuple[int, str]]:
        assert self.bulk is not None  # noqa: S101 - made by Bulk alone
        return self.bulk.namesakes(name)


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
