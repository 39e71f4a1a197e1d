from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, Float, Integer, MetaData, Table, Text, create_engine
from sqlalchemy.pool import StaticPool

from wagamachi_cli import register
from wagamachi_cli.register import history

from .conftest import TODAY, names, plain, toy_metadata


def changes(path: Path) -> list[tuple[str, int, Any, Any]]:
    """What has been recorded after the register was made."""
    with register.read(path) as connection:
        return [
            (
                row["table_name"],
                row["row_id"],
                row["before"] and json.loads(row["before"]),
                row["after"] and json.loads(row["after"]),
            )
            for row in connection.execute("SELECT * FROM history_change WHERE command_id > 1 ORDER BY id")
        ]


def thing(**values: Any) -> dict[str, Any]:
    return {"id": 1, "name": "つくし", "size": 3, "kind": "a", "parent_id": None} | values


def run(path: Path, *statements: str) -> None:
    with register.write(path, "test", TODAY) as session:
        for statement in statements:
            session.connection().exec_driver_sql(statement)


def test_a_change_keeps_the_row_before_and_after(path: Path) -> None:
    run(path, "UPDATE thing SET size = NULL", "INSERT INTO thing (id, name) VALUES (5, '\"}｛\\')")
    run(path, "DELETE FROM thing WHERE id = 1")
    new = {"id": 5, "name": '"}｛\\', "size": None, "kind": None, "parent_id": None}
    assert changes(path) == [
        ("thing", 1, thing(), thing(size=None)),
        ("thing", 5, None, new),
        ("thing", 1, thing(size=None), None),
    ]


def test_a_change_of_case_alone_is_a_change(path: Path) -> None:
    run(path, "UPDATE thing SET name = 'abc'")
    run(path, "UPDATE thing SET name = 'ABC'", "UPDATE thing SET name = name, size = 3")
    assert changes(path)[1:] == [("thing", 1, thing(name="abc"), thing(name="ABC"))]


def test_the_largest_numbers_are_kept_exactly(path: Path) -> None:
    run(path, f"UPDATE thing SET size = {2**63 - 1}")
    assert changes(path)[0][3]["size"] == 2**63 - 1


def test_the_triggers_in_the_file_are_those_that_the_tables_ask_for(path: Path) -> None:
    with closing(plain(path)) as connection:
        wanted = history.triggers(toy_metadata())
        assert history.present_triggers(connection) == dict(sorted(wanted.items()))
        assert sorted(wanted) == [
            "guard_thing_kind_insert",
            "guard_thing_kind_update",
            *(f"history_choice_{verb}" for verb in ("delete", "insert", "update")),
            *(f"history_thing_{verb}" for verb in ("delete", "insert", "update")),
        ]


def test_making_the_triggers_anew_takes_old_ones_of_ours_away(path: Path) -> None:
    with closing(plain(path)) as connection:
        connection.execute("CREATE TRIGGER history_old AFTER DELETE ON thing BEGIN SELECT 1; END")
        connection.execute("DROP TRIGGER guard_thing_kind_insert")
        history.make_triggers(connection, toy_metadata())
        assert history.present_triggers(connection) == dict(sorted(history.triggers(toy_metadata()).items()))


def test_a_table_may_be_left_out_of_the_history() -> None:
    metadata = MetaData()
    Table("edition", metadata, Column("page", Float), info={"history": False})
    assert list(history.triggers(metadata)) == [
        "guard_edition_update",
        "guard_edition_delete",
    ]


@pytest.mark.parametrize(
    "columns",
    [
        [Column("id", Integer, primary_key=True), Column("weight", Float)],
        [Column("id", Integer, primary_key=True), Column("retired", Boolean)],
        [Column("code", Text, primary_key=True)],
        [Column("id", Integer, primary_key=True), Column("other", Integer, primary_key=True)],
        [Column("id", Integer, primary_key=True), *(Column(f"c{n}", Text) for n in range(50))],
    ],
)
def test_a_table_that_the_history_could_not_hold_is_a_mistake(columns: list[Column[Any]]) -> None:
    metadata = MetaData()
    Table("wrong", metadata, *columns, sqlite_autoincrement=True)
    with pytest.raises(ValueError, match="wrong"):
        history.triggers(metadata)


def test_as_many_columns_as_are_allowed_are_recorded() -> None:
    metadata = MetaData()
    history.define(metadata)
    columns = [Column(f"c{number}", Text) for number in range(49)]
    Table("wide", metadata, Column("id", Integer, primary_key=True), *columns, sqlite_autoincrement=True)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        metadata.create_all(create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool))
        history.make_triggers(connection, metadata)
        connection.execute("INSERT INTO history_now VALUES (1, NULL)")
        connection.execute(
            "INSERT INTO history_command VALUES (1, '', '', '', '', '', 'step', NULL, NULL, NULL)"
        )
        connection.execute("UPDATE history_now SET command_id = 1")
        connection.execute("INSERT INTO wide (c48) VALUES ('last')")
        (after,) = connection.execute("SELECT after FROM history_change").fetchone()
    assert json.loads(after)["c48"] == "last"


step = st.one_of(
    st.tuples(
        st.just("insert"), st.integers(1, 6), st.text(max_size=5).filter(lambda text: "\0" not in text)
    ),
    st.tuples(st.just("update"), st.integers(1, 6), st.one_of(st.none(), st.integers(0, 2**63 - 1))),
    st.tuples(st.just("delete"), st.integers(1, 6), st.none()),
)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(step, max_size=12))
def test_played_backwards_the_record_gives_the_rows_as_they_were(
    steps: list[tuple[str, int, Any]],
) -> None:
    metadata = toy_metadata()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        metadata.create_all(create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool))
        connection.execute("INSERT INTO history_now VALUES (1, NULL)")
        connection.execute(
            "INSERT INTO history_command VALUES (1, '', '', '', '', '', 'step', NULL, NULL, NULL)"
        )
        connection.execute("INSERT INTO thing (id, name, size) VALUES (1, 'つくし', 3), (2, 'x', NULL)")
        before = connection.execute("SELECT * FROM thing ORDER BY id").fetchall()
        history.make_triggers(connection, metadata)
        connection.execute("UPDATE history_now SET command_id = 1")
        for verb, number, value in steps:
            if verb == "insert":
                connection.execute("INSERT OR IGNORE INTO thing (id, name) VALUES (?, ?)", (number, value))
            elif verb == "update":
                connection.execute("UPDATE thing SET size = ? WHERE id = ?", (value, number))
            else:
                connection.execute("DELETE FROM thing WHERE id = ?", (number,))
        recorded = connection.execute(
            "SELECT row_id, before FROM history_change WHERE table_name = 'thing' ORDER BY id DESC"
        ).fetchall()
        history.drop_triggers(connection)
        for row_id, image in recorded:
            connection.execute("DELETE FROM thing WHERE id = ?", (row_id,))
            if image is not None:
                values = json.loads(image)
                connection.execute(
                    f"INSERT INTO thing ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
                    tuple(values.values()),
                )
        assert connection.execute("SELECT * FROM thing ORDER BY id").fetchall() == before


def test_reading_rows_by_name(path: Path) -> None:
    assert names(path) == ["つくし"]
