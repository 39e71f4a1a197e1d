from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wagamachi_cli import register
from wagamachi_cli.errors import RegisterError
from wagamachi_cli.register import opening, reading
from wagamachi_cli.register.migrating import Schema

from .conftest import (
    TODAY,
    add,
    cut_off_write,
    everything,
    holding,
    in_child,
    names,
    open_all_ways,
    plain,
)


def other_program(path: Path, journal: str) -> None:
    with closing(plain(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("CREATE TABLE thing (name)")


def newer(path: Path, whole: bytes) -> None:
    path.write_bytes(whole)
    with closing(plain(path)) as connection:
        connection.execute(f"PRAGMA user_version = {opening.VERSION + 1}")


BAD = {
    "another program's": (lambda path, whole: other_program(path, "DELETE"), "not a register"),
    "another program's in WAL mode": (lambda path, whole: other_program(path, "WAL"), "not a register"),
    "text": (lambda path, whole: path.write_text("四谷\n" * 99, encoding="utf-8"), "not a register"),
    "short text": (lambda path, whole: path.write_bytes(b"x"), "not a register"),
    "empty": (lambda path, whole: path.write_bytes(b""), "empty"),
    "a folder": (lambda path, whole: path.mkdir(), "not a register"),
    "a pipe": (lambda path, whole: os.mkfifo(path), "not a register"),
    "newer": (newer, "newer version"),
    "cut within the mark": (lambda path, whole: path.write_bytes(whole[:9]), "damaged"),
    "cut within the head": (lambda path, whole: path.write_bytes(whole[:99]), "damaged"),
    "cut after the head": (lambda path, whole: path.write_bytes(whole[:100]), "damaged"),
    "cut within a page": (lambda path, whole: path.write_bytes(whole[:5000]), "damaged"),
    "cut after a page": (lambda path, whole: path.write_bytes(whole[:8192]), "damaged"),
    "last page lost": (lambda path, whole: path.write_bytes(whole[:-4096]), "damaged"),
    "head alone": (lambda path, whole: path.write_bytes(whole[:100] + b"x" * 9999), "damaged"),
    "version taken away": (
        lambda path, whole: path.write_bytes(whole[:60] + b"\0\0\0\0" + whole[64:]),
        "damaged",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_not_a_register_is_refused_and_left_alone(what: str, path: Path, tmp_path: Path) -> None:
    make, sentence = BAD[what]
    whole = path.read_bytes()
    path.unlink()
    make(path, whole)
    before = everything(tmp_path)
    for door, use in open_all_ways(path):
        with pytest.raises(RegisterError) as caught:
            use()
        assert caught.value.hint, door
        if door != "create":
            assert sentence in caught.value.message, door
        assert everything(tmp_path) == before, door


def test_a_missing_register_is_told_with_the_way_to_make_one(tmp_path: Path) -> None:
    for path in (tmp_path / "none.db", tmp_path / "no" / "folder.db"):
        with pytest.raises(RegisterError, match="no register") as caught, register.read(path):
            pass
        assert "wagamachi init" in caught.value.hint
        assert not path.exists()


@pytest.mark.parametrize("name", ["a b", "50%20?mode=memory#x", "台帳", 'it\'s "so"', "-x", "a;b&c=d"])
def test_any_file_name_is_that_file(name: str, path: Path) -> None:
    moved = path.with_name(name)
    path.rename(moved)
    add(moved, "よもぎ")
    register.backup(moved, moved.with_name(name + "-copy"))
    assert names(moved) == names(moved.with_name(name + "-copy")) == ["つくし", "よもぎ"]
    assert {file.name for file in path.parent.iterdir()} == {name, name + "-copy"}


def test_a_relative_path(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    assert names(Path(path.name)) == ["つくし"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_bytes_lead_to_anything_but_a_sentence(data: st.DataObject, path: Path) -> None:
    whole = path.with_name("whole")
    if not whole.exists():
        whole.write_bytes(path.read_bytes())
    content = bytearray(whole.read_bytes())
    if data.draw(st.booleans()):
        content = bytearray(data.draw(st.binary(max_size=300)))
    else:
        for _ in range(data.draw(st.integers(1, 20))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        content = content[: data.draw(st.one_of(st.none(), st.integers(0, len(content))))]
    path.write_bytes(content)
    try:
        with register.read(path) as connection:
            for (table,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table'"
            ).fetchall():
                quoted = str(table).replace('"', '""')
                connection.execute(f'SELECT * FROM "{quoted}"').fetchall()
            connection.execute("PRAGMA integrity_check").fetchall()
    except RegisterError:
        pass


def test_a_report_sees_one_moment(path: Path) -> None:
    with register.read(path) as connection:
        first = connection.execute("SELECT count(*) FROM thing").fetchone()[0]
        with pytest.raises(RegisterError, match="in use"):
            add(path, "よもぎ")
        assert connection.execute("SELECT count(*) FROM thing").fetchone()[0] == first
    add(path, "よもぎ")
    assert names(path) == ["つくし", "よもぎ"]


def test_a_reader_cannot_write(path: Path) -> None:
    with pytest.raises(RegisterError, match="cannot be"), register.read(path) as connection:
        connection.execute("DELETE FROM history_command")


def test_a_mistake_in_the_program_stays_loud(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), register.read(path) as connection:
        connection.execute("SELECT * FROM no_such")


def test_another_file_of_ours_that_is_open_keeps_its_locks(path: Path) -> None:
    """Looking into a file from outside would drop the locks that this process holds on it."""
    script = (
        "import sqlite3, sys\n"
        "try: sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute('BEGIN IMMEDIATE')\n"
        "except sqlite3.OperationalError: print('locked')\n"
    )
    with register.write(path, "thing add", TODAY) as session:
        session.connection().exec_driver_sql("INSERT INTO thing (name) VALUES ('よもぎ')")
        assert names(path) == ["つくし"]
        said = subprocess.run(
            [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
        )
        assert said.stdout == "locked\n"
    assert names(path) == ["つくし", "よもぎ"]


def test_a_register_locked_by_another_process(path: Path, tmp_path: Path) -> None:
    before = everything(tmp_path)
    with holding(path, "BEGIN EXCLUSIVE"):
        for door, use in open_all_ways(path):
            with pytest.raises(RegisterError) as caught:
                use()
            assert door == "create" or "in use" in caught.value.message, door
            assert everything(tmp_path) == before, door
    assert names(path) == ["つくし"]


def test_a_list_works_while_another_process_writes(path: Path) -> None:
    with holding(path, "BEGIN IMMEDIATE"):
        assert names(path) == ["つくし"]
        with pytest.raises(RegisterError, match="in use"):
            add(path, "よもぎ")


def test_a_commit_that_a_reader_shuts_out_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with (
        holding(path, "BEGIN;SELECT count(*) FROM thing"),
        pytest.raises(RegisterError, match="in use"),
    ):
        add(path, "よもぎ")
    assert path.read_bytes() == before
    assert names(path) == ["つくし"]


def test_after_a_kill_in_the_middle_of_a_write_a_list_works(path: Path) -> None:
    cut_off_write(path)
    assert names(path) == ["つくし"]
    assert not path.with_name(path.name + "-journal").exists()
    add(path, "よもぎ")
    assert names(path) == ["つくし", "よもぎ"]


def test_after_a_kill_in_our_own_write_nothing_is_written(path: Path) -> None:
    before = path.read_bytes()

    def work() -> None:
        with register.write(path, "thing add", TODAY) as session:
            for number in range(3000):
                session.connection().exec_driver_sql(
                    "INSERT INTO thing (name) VALUES (?)", (f"{number}" * 40,)
                )
            os.kill(os.getpid(), 9)

    assert in_child(work) is None
    assert path.read_bytes() == before, "cache_spill is off: nothing reaches the file before the commit"
    assert names(path) == ["つくし"]


@pytest.mark.parametrize("closed", ["all", "folder", "journal"])
@pytest.mark.parametrize("expected", [reading.release, reading.expect_writing], ids=["reads", "writes"])
def test_a_cut_off_write_that_may_not_be_taken_back(
    expected: Callable[[], None], closed: str, path: Path, open_folder: Path, schema: Schema
) -> None:
    moved = open_folder / "register.db"
    path.rename(moved)
    cut_off_write(moved)
    before = everything(open_folder)
    for file in open_folder.iterdir():
        file.chmod(0o444 if closed == "all" or (closed == "journal" and file != moved) else 0o666)
    open_folder.chmod(0o555)

    def read() -> list[str]:
        expected()
        return names(moved)

    assert in_child(read, user=65534) == (
        "RegisterError",
        f"A write to the register was cut off and cannot be taken back here: {moved}",
    )
    open_folder.chmod(0o777)
    if closed != "folder":  # there all is taken back but the journal taken away
        assert everything(open_folder) == before


@pytest.mark.parametrize("closed", ["file", "folder"])
def test_a_read_only_register_is_read_and_not_written(closed: str, path: Path, open_folder: Path) -> None:
    moved = open_folder / "register.db"
    path.rename(moved)
    before = everything(open_folder)
    moved.chmod(0o444 if closed == "file" else 0o666)
    open_folder.chmod(0o555 if closed == "folder" else 0o777)
    in_child(lambda: add(moved, "load what a writer imports"))  # rolled back with the child, see below
    moved.write_bytes(before["register.db"])
    assert in_child(lambda: names(moved), user=65534) == ("list", ["つくし"])
    kind, message = in_child(lambda: add(moved, "よもぎ"), user=65534)  # type: ignore[misc]
    assert (kind, message) == (
        "RegisterError",
        f"The register cannot be opened or written here: {moved}",
    )
    open_folder.chmod(0o777)
    assert everything(open_folder) == before


def test_a_register_that_may_not_be_read(path: Path, open_folder: Path) -> None:
    moved = open_folder / "register.db"
    path.rename(moved)
    moved.chmod(0o000)
    kind, message = in_child(lambda: names(moved), user=65534)  # type: ignore[misc]
    assert kind == "RegisterError"
    assert "cannot be opened" in message


def test_an_old_sqlite_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(RegisterError, match="too old"), register.read(path):
        pass


def test_reading_loads_nothing_heavy() -> None:
    script = (
        "import sys; from wagamachi_cli import register\n"
        "heavy = {'sqlalchemy', 'sqlmodel', 'alembic', 'pydantic'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
