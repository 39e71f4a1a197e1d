"""What another process does between the reading and the writing of a command."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.conftest import Wagamachi
from wagamachi_cli import register

Meanwhile = Callable[..., None]


@pytest.fixture
def meanwhile(empty: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Have another process do something after the words of the next command were understood."""

    before = register.daily_backup

    def other(*words: str) -> None:
        def before_writing(*_given: object) -> None:
            monkeypatch.setattr(register, "daily_backup", before, raising=False)
            subprocess.run([sys.executable, "-m", "wagamachi_cli", *words], check=True, capture_output=True)

        monkeypatch.setattr(register, "daily_backup", before_writing, raising=False)

    for name in ("つくし", "土筆"):
        empty.ok("activity", "add", name, "--category", "居場所", "--started", "R2.4.1")
    return other


ADD = ("activity", "session", "add", "つくし", "--on", "R3.5.12", "--attendees", "14")


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (("activity", "remove", "つくし", "--reason", "二重"), "「つくし」"),
        (("merge", "つくし", "--into", "土筆"), "「土筆」（番号 2）"),
    ],
    ids=["removed", "merged"],
)
def test_what_it_rests_on_is_gone(
    empty: Wagamachi, meanwhile: Meanwhile, done: tuple[str, ...], said: str
) -> None:
    meanwhile(*done)
    answer = empty(*ADD, "-f", "json")
    assert answer.code == 4, answer
    assert said in answer.error["message"]
    assert empty.rows("SELECT count(*) FROM session") == [(0,)]
    assert empty("check").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("council", "support", "add", "--on", "R3.5.12", "--to", "つくし", "--function", "resource"),
        ("note", "add", "つくし", "元気"),
        ("council", "partner", "link", "架空商店", "--to", "つくし"),
        ("activity", "session", "edit", "1", "--activity", "つくし"),
    ],
    ids=lambda words: " ".join(words[:3]),
)
def test_whatever_refers_to_it(empty: Wagamachi, meanwhile: Meanwhile, words: tuple[str, ...]) -> None:
    empty.ok("council", "partner", "add", "架空商店", "--kind", "company")
    empty.ok("activity", "session", "add", "土筆", "--on", "R3.5.12", "--attendees", "14")
    meanwhile("activity", "remove", "つくし", "--reason", "二重")
    assert empty(*words).code == 4
    assert empty("check").code == 0


def test_one_of_several_is_gone(empty: Wagamachi, meanwhile: Meanwhile) -> None:
    empty.ok("council", "add", "甲の会")
    empty.ok("council", "add", "乙の会")
    meanwhile("council", "remove", "乙の会", "--reason", "二重")
    add = ("council", "meeting", "add", "--on", "1/20", "--kind", "定例会", "--council", "甲の会、乙の会")
    assert empty(*add).code == 4
    assert empty.rows("SELECT count(*) FROM meeting") == [(0,)]


def test_what_was_wrong_before_does_not_stand_in_the_way(empty: Wagamachi) -> None:
    empty.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R2.4.1")
    empty.ok(*ADD)
    spoil(empty, "UPDATE activity SET removed = '二重'")
    empty.ok("activity", "session", "edit", "1", "--attendees", "15")


def spoil(wagamachi: Wagamachi, statement: str) -> None:
    """Write as no command does."""
    with closing(sqlite3.connect(wagamachi.db)) as connection, connection:
        connection.execute("UPDATE history_now SET command_id = 1")
        connection.execute(statement)
        connection.execute("UPDATE history_now SET command_id = NULL")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE activity SET removed = '二重'", "session 1"),
        ("UPDATE area SET parent_id = 3 - id WHERE id < 3", "area"),
        ("UPDATE area SET removed = 'x', merged_into_id = 3 - id WHERE id < 3", "area"),
        ("UPDATE area SET removed = 'x', merged_into_id = 99 WHERE id = 1", "area 1"),
        ("UPDATE area SET merged_into_id = 2 WHERE id = 1", "area 1"),
    ],
    ids=["on a gone one", "areas", "merges", "merged into nothing", "merged and there"],
)
def test_check_finds_it_and_init_refuses_it(
    empty: Wagamachi, statement: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("架空町一丁目", "架空町二丁目", "架空町三丁目"):
        empty.ok("council", "area", "add", name)
    empty.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R2.4.1")
    empty.ok(*ADD)
    assert empty("check").code == 0
    spoil(empty, statement)
    assert said in empty("check").out
    empty.ok("export", str(empty.db.parent / "out"))
    monkeypatch.setenv("WAGAMACHI_DB", str(empty.db.parent / "new.db"))
    assert empty("init", "--from", str(empty.db.parent / "out")).code == 1
    assert not (empty.db.parent / "new.db").exists()
