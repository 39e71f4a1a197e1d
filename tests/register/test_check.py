from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from wagamachi_cli import register
from wagamachi_cli.register import check

from .conftest import add, plain, toy_metadata


def findings(path: Path) -> list[str]:
    with register.read(path) as connection:
        return check.findings(connection, toy_metadata())


def test_a_register_that_was_used_as_meant_is_clean(path: Path) -> None:
    add(path, "よもぎ")
    assert findings(path) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("DROP TRIGGER history_thing_update", "The trigger history_thing_update is missing"),
        (
            "CREATE TRIGGER other AFTER DELETE ON thing BEGIN SELECT 1; END",
            "The trigger other is not as it should be",
        ),
        ("UPDATE thing SET parent_id = 99", "thing 1 refers to a row of thing that does not exist"),
        ("UPDATE thing SET kind = 'z'", "thing 1: kind holds z, which is not among the choices"),
        ("UPDATE sqlite_sequence SET seq = 0", "thing: an id could be given out twice"),
        ("DELETE FROM sqlite_sequence", "thing: an id could be given out twice"),
        ("UPDATE history_now SET command_id = 1", "The history does not say which command is running"),
        ("DELETE FROM history_now", "The history does not say which command is running"),
    ],
)
def test_what_another_program_did_is_found(statement: str, found: str, path: Path) -> None:
    with closing(plain(path)) as connection:
        kept = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        if statement.startswith("UPDATE thing"):
            for name, _ in kept:
                connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        if statement.startswith("UPDATE thing"):
            for _, sql in kept:
                connection.execute(sql)
    said = findings(path)
    assert found in said
    assert len(said) == (2 if "sqlite_sequence" in statement else 1) or "sqlite_sequence" in statement


def test_damage_within_is_found(path: Path) -> None:
    with closing(plain(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'size INTEGER', 'size TEXT')")
    assert any(line.startswith("The file is damaged") for line in findings(path))
