"""Which record of the register a row is about, and what it would change of it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from wagamachi_cli import text
from wagamachi_cli.kinds import Kind
from wagamachi_cli.kinds.types import Tally
from wagamachi_cli.model.bulk import kept, kept_sql
from wagamachi_cli.queries import records
from wagamachi_cli.sheet import machine

_KEYS = {"figure": ("measure", "period", "key", "as_of")}
"""The fields that tell the records of a kind without a name apart; each is the record's key."""


class Standing:
    """The records that stand in the register, as an import compares its rows with them.

    A record that has no name and no key is known by being equal: the k-th equal row is the k-th
    equal record. For that, those that stood before are copied aside, and each is taken once.
    """

    def __init__(self, connection: sqlite3.Connection, kind: Kind, today: date) -> None:
        self._connection, self._kind, self._today = connection, kind, today
        self._expressions = kept_sql(kind)
        self._key = (kind.name,) if kind.name else _KEYS.get(kind.code, ())
        self._spelled = text.fold if kind.coded else str
        self._names: dict[str, int] | None = None
        self._worked_out: dict[int, Mapping[str, Any]] | None = None
        required = [one for one in kind.fields if one.required and one.default is None]
        self._required = [column for one in required for column in one.columns]
        when = kind.field(kind.when) if kind.when else None
        self._day = when.columns if when and when not in required else ()  # a row may leave it out
        self._telling = (*self._required, *self._day)
        known_by_key = self._key and all(kind.field(key).required for key in self._key[:1])
        self._aside = set() if known_by_key else self._copy_aside()

    def find(self, given: Mapping[str, Any], columns: Mapping[str, Any]) -> int | None:
        """The record that a row without an id is about; None when it tells of a new one."""
        if self._kind.name and self._kind.name in given:
            if self._names is None:
                self._names = {
                    self._spelled(name): int(identifier)
                    for identifier, name in self._connection.execute(
                        f'SELECT id, "{self._kind.name}" FROM "{self._kind.table}" WHERE removed IS NULL'
                    )
                }
            return self._names.get(self._spelled(given[self._kind.name]))
        if self._key and not self._kind.name:
            names = [column for key in self._key for column in self._kind.field(key).columns]
            same = " AND ".join(f'"{name}" IS ?' for name in names)
            row = self._connection.execute(
                f'SELECT id FROM "{self._kind.table}" WHERE removed IS NULL AND {same} LIMIT 1',
                [columns.get(name) for name in names],
            ).fetchone()
            return int(row[0]) if row else None
        if not self._aside:
            return None
        if self._day and self._day[0] not in columns:
            known = all(name in columns for name in self._required)
        else:
            known = hash(tuple(map(columns.get, self._telling))) in self._aside
        return self._take_equal(kept(self._kind, given, columns)) if known else None

    def contradicted(self, identifier: int, columns: Mapping[str, Any]) -> list[str]:
        """Of the fields that tell people of one name apart those of which a row says what cannot be so.

        A time known in part agrees with each that it could be, a reading however it is spelled.
        """
        row = dict(
            self._connection.execute(
                f'SELECT * FROM "{self._kind.table}" WHERE id = ?', (identifier,)
            ).fetchone()
        )
        found = []
        for key in self._kind.telling:
            names = self._kind.field(key).columns
            held: list[Any] = [row[name] for name in names]
            said: list[Any] = [columns.get(name) for name in names]
            if None in (*held, *said):
                continue
            if len(names) > 1:
                agrees = said[0] <= held[1] and held[0] <= said[1]
            else:
                agrees = text.fold(str(said[0])) == text.fold(str(held[0]))
            if not agrees:
                found.append(key)
        return found

    def named(self, name: str, identifier: int) -> None:
        """A record was added under this name."""
        if self._names is not None:
            self._names[self._spelled(name)] = identifier

    def differing(
        self, identifier: int, given: Mapping[str, Any], columns: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """The given fields whose values the record does not hold; None when there is no such record."""
        wanted = kept(self._kind, given, columns)
        selected = ", ".join(self._expressions[name] for name in wanted) or "1"
        row = self._connection.execute(
            f'SELECT {selected} FROM "{self._kind.table}" AS r WHERE id = ? AND removed IS NULL',
            (identifier,),
        ).fetchone()
        if row is None:
            return None
        other = {name for name, held in zip(wanted, row, strict=bool(wanted)) if held != wanted[name]}
        return {key: value for key, value in given.items() if self._differs(key, value, other, identifier)}

    def _differs(self, key: str, value: Any, other: set[str], identifier: int) -> bool:
        one = self._kind.field(key)
        if one.link:
            return key in other
        if one.stored:
            return not other.isdisjoint(one.columns)
        if self._worked_out is None:
            sheet = records.read(self._connection, self._kind, self._today, whole=True)
            self._worked_out = {int(str(row["id"])): row for row in sheet.rows}
        held = machine(self._worked_out[identifier][key])
        if isinstance(one.type, Tally) and isinstance(held, list):  # lines of food: by item, whatever the lot
            counted: Counter[str] = Counter()
            for line in held:
                counted[line["item"]] += line["qty"]
            return bool(dict(counted) != value)
        return bool(held != value)

    def _copy_aside(self) -> set[int]:
        """Copy what stands into a table of its own, gone with the transaction.

        The hashes of what tells most records apart: most rows that are new are known by that alone.
        """
        table = self._kind.table
        if not self._connection.execute(f'SELECT 1 FROM "{table}" WHERE removed IS NULL LIMIT 1').fetchone():
            return set()
        selected = ", ".join(f'{said} AS "{name}"' for name, said in self._expressions.items())
        self._connection.execute(
            f'CREATE TEMP TABLE standing AS SELECT id, {selected} FROM "{table}" AS r WHERE removed IS NULL'
        )
        names = ", ".join(f'"{name}"' for name in (*self._telling, "id"))
        self._connection.execute(f"CREATE INDEX temp.standing_same ON standing ({names})")
        standing = self._connection.execute(f"SELECT {names} FROM temp.standing")
        return {hash(tuple(row)[:-1]) for row in standing}

    def _take_equal(self, wanted: Mapping[str, Any]) -> int | None:
        same = " AND ".join(f'"{name}" IS ?' for name in wanted)
        row = self._connection.execute(
            f"SELECT rowid, id FROM temp.standing WHERE {same} ORDER BY id LIMIT 1", list(wanted.values())
        ).fetchone()
        if row is None:
            return None
        self._connection.execute("DELETE FROM temp.standing WHERE rowid = ?", (row[0],))
        return int(row[1])
