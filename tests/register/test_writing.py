from __future__ import annotations

import getpass
import resource
import signal
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from wagamachi_cli import errors, register
from wagamachi_cli.errors import RefusedError, RegisterError
from wagamachi_cli.register import opening, reading
from wagamachi_cli.state import at_end

from .conftest import TODAY, add, in_child, names, plain


def commands(path: Path) -> list[dict[str, Any]]:
    with register.read(path) as connection:
        return [dict(row) for row in connection.execute("SELECT * FROM history_command ORDER BY id")]


def test_a_command_is_written_down_with_who_when_and_how(path: Path) -> None:
    add(path, "よもぎ")
    first, second = commands(path)
    assert (first["command"], first["kind"], first["day"]) == ("init", "floor", "2022-01-31")
    assert (second["command"], second["kind"], second["target_id"]) == ("thing add", "step", None)
    assert second["user"] == getpass.getuser()
    assert datetime.fromisoformat(second["at"]).utcoffset() is not None


def test_a_user_without_a_name_writes_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    add(path, "よもぎ")
    assert commands(path)[-1]["user"] == ""


def test_an_undo_names_its_command(path: Path) -> None:
    add(path, "よもぎ")
    with register.write(path, "undo", TODAY, "undo", 2) as session:
        session.connection().exec_driver_sql("DELETE FROM thing WHERE name = 'よもぎ'")
    assert [(one["kind"], one["target_id"]) for one in commands(path)][-1] == ("undo", 2)


def test_a_command_that_does_nothing_leaves_the_file_as_it_was(path: Path) -> None:
    errors.record_stands()
    before = path.read_bytes()
    with register.write(path, "thing list", TODAY):
        pass
    assert path.read_bytes() == before
    assert not errors.record_stands()


def test_a_command_that_changed_no_row_is_no_step(path: Path) -> None:
    with register.write(path, "thing edit", TODAY) as session:
        session.connection().exec_driver_sql("UPDATE thing SET size = size")
    assert [one["command"] for one in commands(path)] == ["init"]


def test_a_floor_is_kept_even_when_no_row_changed(path: Path) -> None:
    with register.write(path, "forget", TODAY, "floor"):
        pass
    assert [one["command"] for one in commands(path)] == ["init", "forget"]


def test_what_was_written_is_known_to_stand(path: Path) -> None:
    errors.record_stands()
    add(path, "よもぎ")
    assert errors.record_stands()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, RefusedError])
def test_an_error_takes_everything_back(error: type[BaseException], path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(error), register.write(path, "thing add", TODAY) as session:  # noqa: PT012
        session.connection().exec_driver_sql("INSERT INTO thing (name) VALUES ('よもぎ')")
        raise error("…")
    assert path.read_bytes() == before
    assert not path.with_name(path.name + "-journal").exists()


def test_a_commit_inside_keeps_nothing_of_a_command_that_fails(path: Path) -> None:
    with pytest.raises(ValueError, match="later"), register.write(path, "add", TODAY) as session:  # noqa: PT012
        session.connection().exec_driver_sql("INSERT INTO thing (name) VALUES ('よもぎ')")
        session.commit()
        raise ValueError("later")
    assert names(path) == ["つくし"]


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("INSERT INTO thing (name, size) VALUES ('x', -1)", "ck_thing_size"),
        ("INSERT INTO thing (name) VALUES ('つくし')", "thing.name"),
        ("INSERT INTO thing (name) VALUES (NULL)", "thing.name"),
        ("INSERT INTO thing (name, parent_id) VALUES ('x', 99)", "FOREIGN KEY"),
        ("INSERT INTO thing (name, kind) VALUES ('x', 'z')", "thing.kind: no such choice of kind"),
        ("UPDATE thing SET kind = 'z'", "thing.kind: no such choice of kind"),
        ("INSERT INTO thing (name, size) VALUES ('x', 1.5)", "thing.size"),
    ],
)
def test_what_the_file_refuses_is_told(statement: str, named: str, path: Path) -> None:
    with pytest.raises(RefusedError, match=named), register.write(path, "thing add", TODAY) as session:
        session.connection().exec_driver_sql(statement)
    assert names(path) == ["つくし"]


def test_a_mistake_in_the_program_stays_loud(path: Path) -> None:
    with (
        pytest.raises(OperationalError, match="no such table"),
        register.write(path, "thing add", TODAY) as session,
    ):
        session.connection().exec_driver_sql("SELECT * FROM no_such")


def test_no_space_left(path: Path) -> None:
    before = path.read_bytes()
    with (  # noqa: PT012
        pytest.raises(RegisterError, match="no space") as caught,
        register.write(path, "thing add", TODAY) as session,
    ):
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar()
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        session.connection().exec_driver_sql("INSERT INTO thing (name) VALUES (?)", ("x" * 99999,))
    assert caught.value.hint.startswith("Nothing was written")
    assert path.read_bytes() == before


@pytest.mark.parametrize("room", [0, 8, 100])
def test_a_disk_that_takes_no_more(room: int, path: Path) -> None:
    """The limit on a file's size hits the journal at once, or the file itself during the commit."""
    size = path.stat().st_size
    before = path.read_bytes()

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = size + room * 1024 if room else 1024
        with register.write(path, "thing add", TODAY) as session:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            session.connection().exec_driver_sql("INSERT INTO thing (name) VALUES (?)", ("x" * 500_000,))

    kind, message = in_child(work)  # type: ignore[misc]
    assert kind == "RegisterError"
    assert "disk failed" in message
    assert names(path) == ["つくし"]
    assert path.read_bytes() == before


def test_two_processes_that_write_at_once_wait_for_each_other(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 30)

    def work(name: str) -> None:
        for number in range(10):
            add(path, f"{name}{number}")

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda name: in_child(lambda: work(name)), "ab"))
    assert answers == [("NoneType", None)] * 2
    assert len(names(path)) == 21
    assert [one["command"] for one in commands(path)] == ["init"] + ["thing add"] * 20


def test_another_program_cannot_write(path: Path) -> None:
    with closing(plain(path)) as connection:
        for statement in (
            "INSERT INTO thing (name) VALUES ('x')",
            "INSERT OR REPLACE INTO thing (id, name) VALUES (1, 'x')",
            "UPDATE thing SET name = 'x'",
            "DELETE FROM thing",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="written by wagamachi alone"):
                connection.execute(statement)
    assert names(path) == ["つくし"]


@pytest.mark.parametrize("expect", [reading.release, reading.expect_writing], ids=["two", "one"])
def test_a_file_that_another_program_turned_to_wal_is_turned_back(
    path: Path, expect: Callable[[], None]
) -> None:
    """Whether it is read and written through two connections or through one."""
    with closing(plain(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with at_end:
        expect()
        assert names(path) == ["つくし"]
        add(path, "よもぎ")
    with closing(plain(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert {file.name for file in path.parent.iterdir()} == {"register.db"}
    assert names(path) == ["つくし", "よもぎ"]


def test_what_is_erased_does_not_stay_in_free_pages(path: Path) -> None:
    secret = "0312345678" * 3
    with register.write(path, "forget", TODAY, "floor") as session:
        connection = session.connection()
        connection.exec_driver_sql("INSERT INTO thing (name) VALUES (?)", (secret,))
    with register.write(path, "forget", date(2022, 2, 1), "floor") as session:
        connection = session.connection()
        connection.exec_driver_sql("DELETE FROM thing WHERE name = ?", (secret,))
        connection.exec_driver_sql("DELETE FROM history_change")
    assert secret.encode() not in path.read_bytes()
