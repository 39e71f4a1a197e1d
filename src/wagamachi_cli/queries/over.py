"""Which records are over: whose time lies wholly before a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.types import Ref, Words
from wagamachi_cli.queries.records import sql


def over(connection: sqlite3.Connection, kind: Kind, before: date) -> frozenset[int]:
    """The ids of the records of a kind whose time lies wholly before a day.

    Those that were removed, and those that an undo took away, when nothing has happened to them since.
    What has no time (an area) or has not ended is not among them.
    """
    values = {"before": before.isoformat(), "at": before.isoformat(), "table": kind.table}
    gone = connection.execute(
        "SELECT h.row_id FROM history_change AS h JOIN history_command AS c ON c.id = h.command_id"
        " WHERE h.table_name = :table"
        f" AND h.row_id NOT IN (SELECT id FROM {kind.table} WHERE removed IS NULL)"
        " GROUP BY h.row_id HAVING max(c.day) < :before",
        values,
    )
    return frozenset(row[0] for row in (*gone, *_ended(connection, kind, values)))


def _ended(connection: sqlite3.Connection, kind: Kind, values: dict[str, str]) -> list[tuple[int]]:
    if not kind.over:
        return []
    one = kind.field(kind.over)
    if one.stored:
        source, last = f"{kind.table} AS r", f"r.{one.columns[-1]}"
    else:
        source, last = (
            f"{kind.table} AS r JOIN ({sql('kinds/' + kind.code)}) AS d ON d.id = r.id",
            f"d.{one.key}_to",
        )
    question = f"SELECT r.id FROM {source} WHERE r.removed IS NULL AND {last} < :before"
    found = connection.execute(question, values).fetchall()
    if kind.code == "household":
        found += connection.execute(
            f"SELECT id FROM household WHERE removed IS NULL AND id NOT IN"
            f" (SELECT id FROM ({sql('kinds/household')})) AND {_ENTERED} < date(:before, :months)",
            values | {"months": f"-{_NEVER_CAME} months"},
        ).fetchall()
    return found


_NEVER_CAME = 12
"""So many months after it was entered a household of which nothing else was ever recorded is over."""
_ENTERED = """coalesce(
  (SELECT min(c.day) FROM history_change AS h JOIN history_command AS c ON c.id = h.command_id
   WHERE h.table_name = 'household' AND h.row_id = household.id),
  (SELECT min(day) FROM history_command)
)"""


def removed(connection: sqlite3.Connection, kind: Kind) -> frozenset[int]:
    """The ids of the records of a kind that are there no more."""
    rows = connection.execute(
        f"SELECT id FROM {kind.table} WHERE removed IS NOT NULL"
        " UNION SELECT row_id FROM history_change WHERE table_name = :table"
        f" AND row_id NOT IN (SELECT id FROM {kind.table})",
        {"table": kind.table},
    )
    return frozenset(row[0] for row in rows)


def codes_of(connection: sqlite3.Connection, households: Collection[int]) -> frozenset[int]:
    """The codes, as records of the code book, that households bear."""
    return frozenset(_ids(connection, "SELECT code_id FROM household WHERE id IN ({})", households))


def was_there(connection: sqlite3.Connection, kind: Kind, identifier: int) -> bool:
    """Whether there is, or was, a record with this id, removed or taken away as it may be."""
    question = "SELECT 1 FROM history_change WHERE table_name = ? AND row_id = ?"
    return connection.execute(question, (kind.table, identifier)).fetchone() is not None


def about(connection: sqlite3.Connection, kind: Kind, identifier: int) -> dict[str, frozenset[int]]:
    """The records that are the same thing, gone and merged ones too, and what was written down about them.

    That is, of a household (or the code that it bears) every record of it, gone ones too; of what takes
    place somewhere, each time that it did. By kind.
    """
    same = {kind.code: _same(connection, kind, {identifier})}
    if kind.coded:
        households = same.get("household", set())
        codes = same.get("code", set())
        while True:
            before = len(households), len(codes)
            households |= _ids(connection, "SELECT id FROM household WHERE code_id IN ({})", codes)
            codes |= _ids(connection, "SELECT code_id FROM household WHERE id IN ({})", households)
            households = _same(connection, KINDS["household"], households)
            codes = _same(connection, KINDS["code"], codes)
            if before == (len(households), len(codes)):
                break
        same = {"household": households, "code": codes}
    found = {code: set(ids) for code, ids in same.items() if ids}
    for other in KINDS.values():
        if not (kind.coded or (places(other) and places(kind))):
            continue
        for column, code in _columns_about(other, same):
            found.setdefault(other.code, set()).update(
                _ids(
                    connection,
                    f"SELECT id FROM {other.table} WHERE {column} IN ({{0}})"
                    f" UNION SELECT row_id FROM history_change WHERE table_name = '{other.table}'"
                    f" AND (json_extract(before, '$.{column}') IN ({{0}})"
                    f" OR json_extract(after, '$.{column}') IN ({{0}}))",
                    same[code],
                )
            )
    return {code: frozenset(ids) for code, ids in found.items()}


def names(kind: Kind) -> list[Field]:
    """The fields that say what a person is called."""
    return [one for one in kind.fields if isinstance(one.type, Words) and one.type.person == "name"]


def places(kind: Kind) -> bool:
    """Whether a field of it may say whose home it is about."""
    return any(isinstance(one.type, Words) and one.type.person == "home" for one in kind.fields)


def _same(connection: sqlite3.Connection, kind: Kind, ids: set[int]) -> set[int]:
    """With records those that were merged into them, or they into, and gone ones that are called the same.

    Of a kind that is not known by its name (a placement), all that have ended and name the same person.
    """
    named = kind.name or next((one.columns[0] for one in names(kind)), "")
    if not named:
        return ids
    gone = f"SELECT id FROM {kind.table} WHERE {'removed IS NOT NULL' if kind.name else 'TRUE'}"
    found = set(ids)
    while True:
        before = len(found)
        if kind.name:
            found |= _ids(connection, f"SELECT id FROM {kind.table} WHERE merged_into_id IN ({{}})", found)
            found |= _ids(
                connection,
                f"SELECT merged_into_id FROM {kind.table} WHERE id IN ({{}}) AND merged_into_id IS NOT NULL",
                found,
            )
        found |= _ids(
            connection,
            f"{gone} AND {named} IN (SELECT {named} FROM {kind.table} WHERE id IN ({{0}}))"
            f" UNION SELECT row_id FROM history_change WHERE table_name = '{kind.table}'"
            f" AND row_id NOT IN (SELECT id FROM {kind.table})"
            f" AND json_extract(coalesce(after, before), '$.{named}') IN"
            f" (SELECT {named} FROM {kind.table} WHERE id IN ({{0}}))",
            found,
        )
        if len(found) == before:
            return found


def gone(connection: sqlite3.Connection, words: str, kinds: Iterable[Kind]) -> list[tuple[Kind, int]]:
    """The records that were called so and are there no more: removed, merged into another, or undone."""
    found = []
    for kind in kinds:
        if kind.name:
            rows = connection.execute(
                f"SELECT id FROM {kind.table} WHERE removed IS NOT NULL AND {kind.name} = :words"
                " UNION SELECT row_id FROM history_change WHERE table_name = :table"
                f" AND row_id NOT IN (SELECT id FROM {kind.table})"
                f" AND json_extract(coalesce(after, before), '$.{kind.name}') = :words LIMIT 1",
                {"words": words, "table": kind.table},
            )
            found += [(kind, row[0]) for row in rows]
    return found


def _ids(connection: sqlite3.Connection, question: str, ids: Collection[int]) -> set[int]:
    """What a question about some ids is answered with."""
    return {row[0] for row in connection.execute(question.format(", ".join(map(str, sorted(ids)))))}


def _columns_about(kind: Kind, whose: Collection[str]) -> Iterator[tuple[str, str]]:
    """The columns in which a record of ``kind`` names one of the kinds ``whose``, and which."""
    for one in kind.fields:
        if isinstance(one.type, Ref) and not one.many and kind.code not in whose:
            yield from (
                (column, code)
                for code, column in zip(one.type.kinds, one.columns, strict=False)
                if code in whose
            )


def notes_on(connection: sqlite3.Connection, table: str, kind: Kind, identifier: int) -> frozenset[int]:
    """The ids of the dated lines that are, or were, on a record; ``table`` keeps the lines."""
    rows = connection.execute(
        f"SELECT id FROM {table} WHERE record_kind = :kind AND record_id = :id"
        " UNION SELECT row_id FROM history_change WHERE table_name = :table"
        " AND json_extract(coalesce(after, before), '$.record_kind') = :kind"
        " AND json_extract(coalesce(after, before), '$.record_id') = :id",
        {"table": table, "kind": kind.code, "id": identifier},
    )
    return frozenset(row[0] for row in rows)
