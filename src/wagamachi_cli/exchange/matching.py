"""Which record of the register a row is about, and what it would change of it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from wagamachi_cli import text
from wagamachi_cli.kinds import Kind
from wagamachi_cli.kinds.keying import keying, values
from wagamachi_cli.kinds.types import Tally
from wagamachi_cli.model.bulk import kept, kept_sql
from wagamachi_cli.queries import records
from wagamachi_cli.sheet import machine


class Standing:
    """The records that stand in the register, as an import compares its rows with them.

    A record without a name is known by being equal, then by its keys: the k-th equal row is the k-th
    equal record, and what is left of the rows with the same keys is paired with what is left of the
    records (``rivals``). For that, those that stood before are copied aside, and each is taken once:
    what this import writes is not among them.
    """

    def __init__(self, connection: sqlite3.Connection, kind: Kind, today: date) -> None:
        self._connection, self._kind, self._today = connection, kind, today
        self._expressions = kept_sql(kind)
        self._names: dict[str, int] | None = None
        self._worked_out: dict[int, Mapping[str, Any]] | None = None
        self._keying = keying(kind)
        required = [one for one in kind.fields if one.required and one.default is None]
        if kind.keys:
            required = [one for one in required if one.key in self._keying.needed]
        self._required = [column for one in required for column in one.columns]
        when = kind.field(kind.when) if kind.when else None
        self._day = when.columns if when and when not in required else ()  # a row may leave it out
        self._telling = (*self._required, *self._day)
        self._worked = {  # parts of the keys that no column keeps
            f"key_{place}": said for place, said in enumerate(self._keying.said) if not said.startswith('r."')
        }
        parts = {said: f'"{name}"' for name, said in self._worked.items()}
        self._same_keys = " AND ".join(
            f"{parts.get(said) or said.removeprefix('r.')} IS ?" for said in self._keying.said
        )
        self._aside = set() if kind.name or kind.single else self._copy_aside()

    def find(self, given: Mapping[str, Any], columns: Mapping[str, Any]) -> int | None:
        """The record that a row without an id is about; None when it tells of a new one, or has rivals."""
        if self._kind.name and self._kind.name in given:
            if self._names is None:
                self._names = {
                    name: int(identifier)
                    for identifier, name in self._connection.execute(
                        f'SELECT id, "{self._kind.name}" FROM "{self._kind.table}" WHERE removed IS NULL'
                    )
                }
            return self._names.get(given[self._kind.name])
        if self._kind.single:
            same = " AND ".join(f"{said} IS ?" for said in self._keying.said)
            row = self._connection.execute(
                f'SELECT id FROM "{self._kind.table}" AS r WHERE removed IS NULL AND {same} LIMIT 1',
                values(self._kind, given, columns) or [None] * len(self._keying.said),
            ).fetchone()
            return int(row[0]) if row else None
        return self._take_equal(kept(self._kind, given, columns)) if self._may_stand(columns) else None

    def rivals(self, given: Mapping[str, Any], columns: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The keys of a row that equals no record, where records with these keys are left; else None."""
        if not self._kind.keys or not self._may_stand(columns):
            return None
        keys = values(self._kind, given, columns)
        if keys is None:
            return None
        clocks = self.clocks(columns)
        return keys if any(agree(clocks, others) for _one, others in self.left(keys)) else None

    def left(self, keys: tuple[Any, ...]) -> list[tuple[int, tuple[Any, ...]]]:
        """The records with these keys that no row was equal to: each id, and its times of day."""
        selected = ", ".join(f'"{name}"' for name in ("id", *self._keying.clocks))
        rows = self._connection.execute(
            f"SELECT {selected} FROM temp.standing WHERE {self._same_keys} ORDER BY id", keys
        )
        return [(int(row[0]), tuple(row)[1:]) for row in rows]

    def clocks(self, columns: Mapping[str, Any]) -> tuple[Any, ...]:
        """The times of day that a row says."""
        return tuple(map(columns.get, self._keying.clocks))

    def take(self, identifier: int) -> None:
        """A row says by its id that it is about this record: no other row is."""
        if self._aside:
            self._connection.execute("CREATE INDEX IF NOT EXISTS temp.standing_id ON standing (id)")
            self._connection.execute("DELETE FROM temp.standing WHERE id = ?", (identifier,))

    def _may_stand(self, columns: Mapping[str, Any]) -> bool:
        """Whether a record may equal the row, or have its keys; most rows that are new are known by that."""
        if not self._aside:
            return False
        if self._day and self._day[0] not in columns:
            return all(name in columns for name in self._required)
        return hash(tuple(map(columns.get, self._telling))) in self._aside

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
            self._names[name] = identifier

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
        said = self._expressions | self._worked
        selected = ", ".join(f'{expression} AS "{name}"' for name, expression in said.items())
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


def agree(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether times of day may be the same: where one is not known, nothing tells them apart."""
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))
