"""The migrations lead to the very tables that model/ describes: columns, keys, rules, indices."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine

from wagamachi_cli.register.migrating import climb, shipped

Found = dict[str, set[tuple[object, ...]]]


def rules(sql: str) -> Iterator[tuple[str, str]]:
    """The named CHECKs of a table: name and condition, without white space."""
    for match in re.finditer(r"CONSTRAINT (\w+) CHECK \(", sql):
        depth, end = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        yield match[1], re.sub(r"\s+", "", sql[match.end() : end - 1])


def described(connection: sqlite3.Connection) -> Found:
    """What a file says of each of its tables."""
    found: Found = {}
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"):
        if name.startswith(("sqlite_", "alembic_")):
            continue
        columns = connection.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (name,))
        said = {("column", *row) for row in columns}
        said |= {("rule", *rule) for rule in rules(sql)}
        keys = connection.execute('SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)', (name,))
        said |= {("key", *row) for row in keys}
        indices = connection.execute(
            'SELECT l.name, l."unique", l.partial, (SELECT sql FROM sqlite_schema WHERE name = l.name)'
            " FROM pragma_index_list(?) AS l",
            (name,),
        ).fetchall()
        for index, unique, partial, text in indices:
            parts = tuple(row[2] for row in connection.execute(f'PRAGMA index_info("{index}")'))
            condition = re.sub(r"\s+", "", text.partition(" WHERE ")[2]) if text else ""
            label = "" if index.startswith("sqlite_autoindex") else index
            said.add(("index", label, unique, partial, parts, condition))
        said.add(("strict", sql.rstrip().endswith("STRICT"), "AUTOINCREMENT" in sql))
        found[name] = said
    return found


def of_the_models() -> Found:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        shipped().metadata.create_all(connection)
        return described(connection.connection.driver_connection)  # type: ignore[arg-type]


def of_the_migrations() -> Found:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        climb(connection, raw, shipped())
        return described(raw)


MODELS, MIGRATED = of_the_models(), of_the_migrations()


@pytest.mark.parametrize("table", sorted({*MODELS, *MIGRATED}))
def test_a_table_is_what_its_model_says(table: str) -> None:
    """What the models lack stands left, what the migrations lack right."""
    model, migrated = MODELS.get(table, set()), MIGRATED.get(table, set())
    assert sorted(map(repr, migrated - model)) == []
    assert sorted(map(repr, model - migrated)) == []
