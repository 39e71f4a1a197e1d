"""A register in memory of the tests: the tables, the choices and the source document's facts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache

import pytest

from wagamachi_cli.language import set_language
from wagamachi_cli.seed import choices_sql, seed_sql


@cache
def schema() -> str:
    """The tables, as SQL."""
    from sqlalchemy import create_mock_engine

    from wagamachi_cli.model import metadata
    from wagamachi_cli.register import history, own_tables

    tables = metadata()
    if "register_pack" not in tables.tables:
        history.define(tables)
        own_tables.define(tables)
    made: list[str] = []
    engine = create_mock_engine(
        "sqlite://", lambda sql, *_, **__: made.append(str(sql.compile(dialect=engine.dialect)))
    )
    tables.create_all(engine, checkfirst=False)
    return ";\n".join(made) + ";"


@pytest.fixture(autouse=True)
def _japanese() -> Iterator[None]:
    set_language("ja")
    yield
    set_language("ja")


@pytest.fixture
def unfilled() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.executescript(schema())
    connection.executescript(choices_sql())
    yield connection
    connection.close()


@pytest.fixture
def seeded(unfilled: sqlite3.Connection) -> sqlite3.Connection:
    unfilled.executescript(seed_sql())
    return unfilled
