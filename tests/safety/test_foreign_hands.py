"""What other tools put into the file: their own tables are left alone, triggers on ours are not."""

from __future__ import annotations

import errno
import fcntl
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Wagamachi
from wagamachi_cli.register import opening

from . import old

HARMLESS = """
CREATE TABLE notes_of_a_browser (word TEXT, seen INTEGER REFERENCES activity (name));
INSERT INTO notes_of_a_browser VALUES ('x', 1);
CREATE VIRTUAL TABLE words_of_a_browser USING fts5 (word);
INSERT INTO words_of_a_browser VALUES ('x');
CREATE VIEW running AS SELECT name FROM activity JOIN session ON session.activity_id = activity.id;
CREATE TRIGGER of_a_browser AFTER INSERT ON notes_of_a_browser BEGIN DELETE FROM notes_of_a_browser; END;
"""
TRIGGERS = {
    "ours_too": "CREATE TRIGGER ours_too AFTER INSERT ON activity BEGIN UPDATE activity SET note = 'x'; END",
    "history_activity_more": (
        "CREATE TRIGGER history_activity_more AFTER INSERT ON activity"
        " BEGIN INSERT INTO history_change SELECT 1; DELETE FROM session; END"
    ),
    "on the history": "CREATE TRIGGER quiet AFTER INSERT ON history_change BEGIN DELETE FROM history_change; END",
}


def run(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


@pytest.fixture
def town(empty: Wagamachi) -> Wagamachi:
    empty.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R2.4.1")
    return empty


@pytest.mark.parametrize("name", TRIGGERS)
@pytest.mark.parametrize(
    "words",
    [
        ("council", "add", "架空の会"),
        ("undo",),
        ("import", "councils", "{sheet}"),
        ("config", "set", "organisation", "架空市"),
    ],
    ids=lambda words: words[0],
)
def test_a_trigger_on_our_tables_is_named_and_nothing_is_written(
    town: Wagamachi, tmp_path: Path, name: str, words: tuple[str, ...]
) -> None:
    (tmp_path / "sheet.csv").write_text("名前\n架空の会\n", encoding="utf-8")
    run(town.db, TRIGGERS[name])
    error = town.refused(5, *(word.format(sheet=tmp_path / "sheet.csv") for word in words))
    assert TRIGGERS[name].split()[2] in error["message"]
    assert "DROP TRIGGER" in error["hint"]
    town.ok("activity", "list")
    assert town("check").code == 1


def test_what_is_not_of_ours_is_left_alone(town: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    out = town.db.parent / "out"
    run(town.db, HARMLESS)
    town.ok("council", "add", "架空の会")
    assert town("check").code == 0
    town.ok("undo")
    town.ok("export", str(out))
    assert not [file for file in out.iterdir() if "browser" in file.name or file.stem == "running"]
    town.ok("backup", str(town.db.parent / "copy.db"))
    assert town.rows("SELECT * FROM notes_of_a_browser") == [("x", 1)]
    monkeypatch.setenv("WAGAMACHI_DB", str(town.db.parent / "new.db"))
    town.ok("init", "--from", str(out))


@pytest.mark.parametrize("version", [1, opening.VERSION - 1])
def test_a_migration_leaves_it_alone_too(town_file: Path, empty: Wagamachi, version: int) -> None:
    empty.db.unlink()
    old.write_as(version, town_file, empty.db)
    run(empty.db, HARMLESS)
    empty.ok("activity", "list")
    assert empty.rows("PRAGMA user_version") == [(opening.VERSION,)]
    assert empty.rows("SELECT * FROM notes_of_a_browser") == [("x", 1)]
    assert empty.rows("SELECT count(*) FROM running") is not None
    assert empty("check").code == 0


def test_an_old_register_with_another_trigger_is_not_brought_up(town_file: Path, empty: Wagamachi) -> None:
    empty.db.unlink()
    old.write_as(opening.VERSION - 1, town_file, empty.db)
    run(empty.db, TRIGGERS["ours_too"])
    assert "ours_too" in empty.refused(5, "activity", "list")["message"]


@pytest.mark.parametrize(
    ("change", "said"),
    [("ALTER TABLE activity DROP COLUMN kana", "kana"), ("DROP TABLE activity", "activity")],
)
@pytest.mark.parametrize(
    "words",
    [
        ("activity", "show", "つくし"),
        ("activity", "add", "別", "--category", "居場所", "--started", "R2.4.1"),
        ("activity", "edit", "1", "--kana", "つくし"),
    ],
    ids=lambda words: words[1],
)
def test_tables_that_are_not_as_ours_are_said_to_be_so(
    town: Wagamachi, change: str, said: str, words: tuple[str, ...]
) -> None:
    with closing(sqlite3.connect(town.db)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(change)
    assert said in town.refused(5, *words)["message"]
    assert town("check").code in (1, 5)


def test_a_function_in_a_view_reaches_nothing(town: Wagamachi) -> None:
    with opening.connected(town.db, "ro") as connection:
        assert connection.execute("PRAGMA trusted_schema").fetchone()[0] == 0


def test_a_drive_without_locks_is_called_so(town: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(*_given: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    monkeypatch.setattr(fcntl, "lockf", no_locks)
    with closing(sqlite3.connect(town.db, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "ロック" in town.refused(5, "council", "add", "架空の会")["message"]


def test_a_copy_is_made_of_such_a_register(town: Wagamachi) -> None:
    run(town.db, HARMLESS)
    shutil.rmtree(town.db.parent / "backups")
    town.ok("council", "add", "架空の会")
