from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, create_engine

from wagamachi_cli import register
from wagamachi_cli.errors import RegisterError
from wagamachi_cli.register import history, migrating, opening
from wagamachi_cli.register.migrating import Schema

from .conftest import TODAY, everything, in_child, plain, toy_metadata

STEPS = Path(migrating.__file__).parent / "migrations"


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Every table and index with its text, but Alembic's own."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index')")
    return {name: " ".join((sql or "").split()) for name, sql in rows if "alembic" not in name}


def test_a_new_register_is_ours_current_and_private(tmp_path: Path, schema: Schema) -> None:
    path = tmp_path / "a" / "b" / "register.db"
    former = os.umask(0)
    try:
        register.create(path, "init", TODAY, None, schema)
    finally:
        os.umask(former)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent.parent)] == [
        0o700
    ] * 2
    assert [file.name for file in path.parent.iterdir()] == ["register.db"]
    with closing(plain(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (opening.APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert connection.execute("SELECT * FROM history_now").fetchall() == [(1, None)]
        assert connection.execute("SELECT kind, command FROM history_command").fetchall() == [
            ("floor", "init")
        ]


def test_the_journal_is_as_private_as_the_file(path: Path) -> None:
    path.chmod(0o600)
    former = os.umask(0)
    try:
        with register.write(path, "thing add", TODAY) as session:
            session.connection().exec_driver_sql("INSERT INTO thing (name) VALUES ('よもぎ')")
            journal = path.with_name(path.name + "-journal")
            assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    finally:
        os.umask(former)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_fill_that_fails_leaves_nothing_behind(
    error: type[BaseException], tmp_path: Path, schema: Schema
) -> None:
    def fill(session: Any) -> None:
        raise error("…")

    with pytest.raises(error):
        register.create(tmp_path / "a" / "register.db", "init", TODAY, fill, schema)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"important"])
def test_an_existing_file_is_never_replaced(content: bytes, tmp_path: Path, schema: Schema) -> None:
    path = tmp_path / "register.db"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match="a file already"):
        register.create(path, "init", TODAY, None, schema)
    assert everything(tmp_path) == {"register.db": content}


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path, schema: Schema) -> None:
    path = tmp_path / "register.db"
    with pytest.raises(RegisterError, match="a file already"):
        register.create(path, "init", TODAY, lambda _: path.write_text("other") and None, schema)
    assert everything(tmp_path) == {"register.db": b"other"}


def test_the_rest_of_another_registers_write_would_spoil_a_new_one(tmp_path: Path, schema: Schema) -> None:
    (tmp_path / "register.db-journal").write_bytes(b"rest")
    with pytest.raises(RegisterError, match="unfinished write"):
        register.create(tmp_path / "register.db", "init", TODAY, None, schema)
    assert everything(tmp_path) == {"register.db-journal": b"rest"}


def test_a_folder_that_may_not_be_written(open_folder: Path, schema: Schema) -> None:
    open_folder.chmod(0o555)
    for path in (open_folder / "register.db", open_folder / "a" / "register.db"):
        kind, message = in_child(lambda: register.create(path, "init", TODAY, None, schema), user=65534)  # type: ignore[misc]  # noqa: B023
        assert kind == "RegisterError"
        assert "cannot be opened or written" in message
    assert list(open_folder.iterdir()) == []


def test_a_file_in_the_place_of_a_folder(tmp_path: Path, schema: Schema) -> None:
    (tmp_path / "a").write_text("file")
    with pytest.raises(RegisterError):
        register.create(tmp_path / "a" / "register.db", "init", TODAY, None, schema)
    assert everything(tmp_path) == {"a": b"file"}


def test_the_first_step_makes_the_history_as_it_is_defined(tmp_path: Path) -> None:
    """The step is frozen, the definition lives on: as long as there is one step they are the same."""
    metadata = MetaData()
    history.define(metadata)
    metadata.create_all(create_engine(f"sqlite:///{tmp_path / 'defined.db'}"))
    path = tmp_path / "stepped.db"
    register.create(path, "init", TODAY, None, Schema(metadata, STEPS))
    with closing(plain(path)) as stepped, closing(plain(tmp_path / "defined.db")) as defined:
        wanted = schema_of(defined)
        assert {name: text for name, text in schema_of(stepped).items() if name in wanted} == wanted


def test_the_toy_schema_is_the_same_both_ways(path: Path, tmp_path: Path) -> None:
    """Else the other tests would test something that cannot happen."""
    toy_metadata().create_all(create_engine(f"sqlite:///{tmp_path / 'defined.db'}"))
    with closing(plain(path)) as stepped, closing(plain(tmp_path / "defined.db")) as defined:
        columns = "SELECT name, type, \"notnull\", pk FROM pragma_table_info('thing')"
        assert stepped.execute(columns).fetchall() == defined.execute(columns).fetchall()


def test_the_program_writes_the_version_that_its_steps_lead_to() -> None:
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(STEPS)
    assert int(script.get_current_head() or 0) == register.VERSION
    revisions = [step.revision for step in script.walk_revisions()]
    assert revisions == [f"{number:04}" for number in range(register.VERSION, 0, -1)]
