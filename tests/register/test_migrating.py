from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, Table, Text

from wagamachi_cli import errors, progress, register
from wagamachi_cli.errors import RegisterError
from wagamachi_cli.register import check, history, migrating, opening
from wagamachi_cli.register.migrating import Schema

from .conftest import TODAY, add, everything, holding, in_child, names, plain, toy_metadata, toy_schema

NOTE = "op.execute('ALTER TABLE thing ADD COLUMN note TEXT')"

# A rebuild as SQLite's own manual has it, with what Alembic's batch mode would lose.
REBUILD = """
op.execute("CREATE TABLE new (id INTEGER NOT NULL PRIMARY KEY{counting},"
           " name TEXT NOT NULL UNIQUE COLLATE NOCASE, size INTEGER, kind TEXT,"
           " parent_id INTEGER REFERENCES thing (id), note TEXT) STRICT")
op.execute("INSERT INTO new (id, name, size, kind, parent_id)"
           " SELECT id, name, size, kind, parent_id FROM thing{some}")
op.execute("DROP TABLE thing")
op.execute("ALTER TABLE new RENAME TO thing")
"""

Upgraded = Callable[[str], Schema]


def with_note() -> MetaData:
    metadata = toy_metadata()
    thing = metadata.tables["thing"]
    Table("thing", metadata, *(Column("note", Text),), extend_existing=True)
    assert "note" in thing.columns
    return metadata


@pytest.fixture
def upgraded(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Upgraded:
    """Make the program one whose version 2 is reached by this step."""

    def make(body: str) -> Schema:
        steps = toy_schema(tmp_path_factory.mktemp("steps") / "toy", body).steps
        schema = Schema(with_note(), steps)
        monkeypatch.setattr(opening, "VERSION", 2)
        monkeypatch.setattr(migrating, "shipped", lambda: schema)
        return schema

    return make


def version(path: Path) -> int:
    with closing(plain(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.mark.parametrize("body", [NOTE, REBUILD.format(counting=" AUTOINCREMENT", some="")])
@pytest.mark.parametrize("door", ["read", "write"])
def test_an_older_register_is_brought_up_to_date(
    body: str, door: str, path: Path, upgraded: Upgraded
) -> None:
    with register.write(path, "test", TODAY) as session:
        for statement in (
            "INSERT INTO thing (id, name, parent_id) VALUES (7, 'よもぎ', 1)",
            "INSERT INTO thing (id, name) VALUES (9, 'x')",
            "DELETE FROM thing WHERE id = 9",
        ):
            session.connection().exec_driver_sql(statement)
    former = path.read_bytes()
    schema = upgraded(body)
    if door == "read":
        assert names(path) == ["つくし", "よもぎ"]
    else:
        add(path, "せり")
    assert version(path) == 2
    kept = path.with_name("register.version-1.db")
    assert {file.name for file in path.parent.iterdir()} == {"register.db", kept.name}
    assert version(kept) == 1
    assert kept.stat().st_mode & 0o777 == 0o600
    assert len(kept.read_bytes()) == len(former)
    [warning] = errors.take_warnings()
    assert "from version 1 to 2" in warning
    assert str(kept) in warning
    with register.read(path) as connection:
        assert check.findings(connection, schema.metadata) == []
        assert connection.execute("SELECT kind, command FROM history_command WHERE id > 2").fetchone()[:] == (
            "floor",
            "migrate 1 2",
        )
    with register.write(path, "test", TODAY) as session:
        session.connection().exec_driver_sql("INSERT INTO thing (name, note) VALUES ('new', 'n')")
    with register.read(path) as connection:
        (last,) = connection.execute("SELECT id FROM thing WHERE name = 'new'").fetchone()
        assert last > 9, "an id that was given out is not given out again"
        assert '"note":"n"' in connection.execute("SELECT max(id), after FROM history_change").fetchone()[1]
    assert errors.take_warnings() == []


def test_steps_run_without_being_recorded_as_changes(path: Path, upgraded: Upgraded) -> None:
    upgraded(NOTE + "\nop.execute(\"UPDATE thing SET note = 'none'\")")
    with register.read(path) as connection:
        assert (
            connection.execute("SELECT count(*) FROM history_change WHERE command_id > 1").fetchone()[0] == 0
        )
        assert connection.execute("SELECT note FROM thing").fetchone()[0] == "none"


FAILING = {
    "an error in the step": (NOTE + "\nraise KeyError('half way')", "half way"),
    "an error in its SQL": (NOTE + "\nop.execute('SELECT * FROM no_such')", "no such table"),
    "a rule of the file": (NOTE + "\nop.execute('UPDATE thing SET size = -1')", "ck_thing_size"),
    "a lost row": (REBUILD.format(counting=" AUTOINCREMENT", some=" WHERE id = 2"), "thing: 1 rows became 0"),
    "a lost promise about ids": (REBUILD.format(counting="", some=""), "given out twice"),
    "a key that points nowhere": (NOTE + "\nop.execute('UPDATE thing SET parent_id = 99')", "does not exist"),
    "a column that is forgotten": ("op.execute('CREATE TABLE other (id INTEGER)')", "other columns"),
}


@pytest.mark.parametrize("what", FAILING)
def test_a_migration_that_fails_leaves_the_old_file_whole(what: str, path: Path, upgraded: Upgraded) -> None:
    body, reason = FAILING[what]
    upgraded(body)
    before = path.read_bytes()
    kept = path.with_name("register.version-1.db")
    for _attempt in (1, 2):  # a second attempt does not pile up copies
        with pytest.raises(RegisterError, match=reason) as caught:
            names(path)
        assert str(kept) in caught.value.hint
        assert path.read_bytes() == before
        assert {file.name for file in path.parent.iterdir()} == {"register.db", kept.name}
    with closing(plain(kept)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT name FROM thing").fetchall() == [("つくし",)]
    assert errors.take_warnings() == []


def test_a_file_that_changed_between_two_attempts_is_kept_twice(
    path: Path,
    upgraded: Upgraded,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    upgraded("raise KeyError")
    with pytest.raises(RegisterError):
        names(path)
    monkeypatch.setattr(opening, "VERSION", 1)
    add(path, "よもぎ")
    monkeypatch.setattr(opening, "VERSION", 2)
    with pytest.raises(RegisterError):
        names(path)
    assert len(list(path.parent.iterdir())) == 3


def test_a_kill_in_the_middle_leaves_the_old_version(
    path: Path, upgraded: Upgraded, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgraded(NOTE + "\nimport os; os.kill(os.getpid(), 9)")
    before = path.read_bytes()
    assert in_child(lambda: names(path)) is None
    assert path.read_bytes() == before
    monkeypatch.setattr(opening, "VERSION", 1)
    assert names(path) == ["つくし"]


def test_ctrl_c_takes_a_migration_back(
    path: Path, upgraded: Upgraded, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(_line: object, words: str) -> None:
        if words.startswith("Step"):  # the copy has been made by then
            raise KeyboardInterrupt

    upgraded('op.execute("ALTER TABLE thing ADD COLUMN note TEXT")')
    before = path.read_bytes()
    monkeypatch.setattr(progress._Line, "say", pressed)
    with pytest.raises(KeyboardInterrupt):
        names(path)
    assert path.read_bytes() == before


def test_no_copy_no_migration(path: Path, upgraded: Upgraded, monkeypatch: pytest.MonkeyPatch) -> None:
    upgraded(NOTE)
    before = everything(path.parent)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    monkeypatch.setattr("wagamachi_cli.register.copying.copy_pages", full)
    with pytest.raises(RegisterError, match="No copy"):
        names(path)
    assert everything(path.parent) == before


def test_an_older_register_in_use_is_not_touched(path: Path, upgraded: Upgraded) -> None:
    upgraded(NOTE)
    before = everything(path.parent)
    with holding(path, "BEGIN IMMEDIATE"), pytest.raises(RegisterError, match="in use"):
        names(path)
    assert everything(path.parent) == before


def test_two_processes_that_meet_migrate_once(path: Path, upgraded: Upgraded) -> None:
    schema = upgraded(NOTE)
    migrating.migrate(path, schema)
    errors.take_warnings()
    after = everything(path.parent)
    migrating.migrate(path, schema)
    assert everything(path.parent) == after
    assert errors.take_warnings() == []


def test_an_older_register_that_may_not_be_written(path: Path, upgraded: Upgraded, open_folder: Path) -> None:
    upgraded(NOTE)
    moved = open_folder / "register.db"
    path.rename(moved)
    moved.chmod(0o444)
    open_folder.chmod(0o555)
    before = moved.read_bytes()
    kind, message = in_child(lambda: names(moved), user=65534)  # type: ignore[misc]
    assert kind == "RegisterError"
    assert "cannot be" in message
    assert moved.read_bytes() == before
    assert [file.name for file in open_folder.iterdir()] == ["register.db"]


def test_the_shipped_schema_holds_the_history() -> None:
    shipped = migrating.shipped()
    assert set(shipped.metadata.tables) >= {"history_command", "history_change", "history_now"}
    assert migrating.shipped().metadata is shipped.metadata
    history.triggers(shipped.metadata)


def test_an_empty_table_keeps_its_sequence(path: Path, upgraded: Upgraded) -> None:
    with register.write(path, "test", TODAY) as session:
        session.connection().exec_driver_sql("DELETE FROM thing")
    upgraded(REBUILD.format(counting=" AUTOINCREMENT", some=""))
    add(path, "よもぎ")
    with register.read(path) as connection:
        assert connection.execute("SELECT id FROM thing").fetchone()[0] == 2
