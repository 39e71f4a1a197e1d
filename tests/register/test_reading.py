"""The file stays open between two moments of one command, and may change in between."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from wagamachi_cli import register
from wagamachi_cli.errors import RefusedError, RegisterError
from wagamachi_cli.register import opening, reading
from wagamachi_cli.state import at_end

from .conftest import TODAY, add, cut_off_write, names, plain


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    with at_end:
        yield
    reading.release()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How the file was opened, time after time: ``ro`` or ``rw``."""
    modes: list[str] = []
    connected = sqlite3.connect

    def connect(place: str, *rest: object, **given: object) -> sqlite3.Connection:
        modes.append(place.rpartition("mode=")[2])
        return connected(place, *rest, **given)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(sqlite3, "connect", connect)
    return modes


def test_what_was_written_in_between_is_seen_without_opening_the_file_again(
    path: Path, opened: list[str]
) -> None:
    assert names(path) == ["つくし"]
    opened.clear()
    add(path, "なのはな")
    assert names(path) == ["つくし", "なのはな"]
    assert opened == ["rw"]


def test_a_command_that_writes_opens_the_file_once(path: Path, opened: list[str]) -> None:
    reading.expect_writing()
    assert names(path) == ["つくし"]
    add(path, "なのはな")
    assert names(path) == ["つくし", "なのはな"]
    assert opened == ["rw"]


def test_what_reads_before_it_is_written_changes_nothing(path: Path) -> None:
    reading.expect_writing()
    before = path.read_bytes()
    with register.read(path) as connection:
        connection.execute("CREATE TABLE another (id INTEGER)")
    assert path.read_bytes() == before
    assert names(path) == ["つくし"]


def test_who_writes_within_a_moment_does_so_beside_it(path: Path, opened: list[str]) -> None:
    reading.expect_writing()
    with register.read(path) as outer:
        opened.clear()
        with pytest.raises(RegisterError, match="in use"):
            add(path, "なのはな")
        assert opened == ["rw"]
        assert [row["name"] for row in outer.execute("SELECT name FROM thing")] == ["つくし"]
    assert names(path) == ["つくし"]


def test_a_write_that_was_refused_leaves_nothing_open(path: Path) -> None:
    reading.expect_writing()
    names(path)
    with pytest.raises(RefusedError), register.write(path, "thing add", TODAY) as session:
        session.connection().exec_driver_sql("INSERT INTO thing (name) VALUES ('なのはな'), ('なのはな')")
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("ROLLBACK")
    assert names(path) == ["つくし"]


def test_a_file_that_was_moved_away_in_between_is_missed(path: Path) -> None:
    names(path)
    path.rename(path.with_name("elsewhere.db"))
    with pytest.raises(RegisterError, match="no register"):
        names(path)


def test_another_file_in_its_place_is_the_one_that_is_read(path: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy2(path, tmp_path / "other.db"))
    add(other, "なのはな")
    names(path)
    other.replace(path)
    assert names(path) == ["つくし", "なのはな"]


def test_a_write_that_was_cut_off_in_between_is_taken_back(path: Path) -> None:
    names(path)
    cut_off_write(path)
    assert names(path) == ["つくし"]


def test_a_newer_program_may_have_been_there_in_between(path: Path) -> None:
    names(path)
    with closing(plain(path)) as connection:
        connection.execute(f"PRAGMA user_version = {opening.VERSION + 1}")
    with pytest.raises(RegisterError, match="newer"):
        names(path)


def test_a_moment_within_a_moment_sees_the_register_as_it_is_by_now(path: Path) -> None:
    with register.read(path) as outer:
        assert names(path) == ["つくし"]
        assert [row["name"] for row in outer.execute("SELECT name FROM thing")] == ["つくし"]
    assert names(path) == ["つくし"]


def test_nobody_is_kept_from_writing_between_two_moments(path: Path) -> None:
    names(path)
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("ROLLBACK")


def test_whoever_finds_it_locked_waits_once(path: Path) -> None:
    names(path)
    with closing(plain(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RegisterError, match="in use"):
            names(path)
        other.execute("ROLLBACK")
    assert names(path) == ["つくし"]
