"""Long work: how far it is, shown at a terminal alone; Ctrl-C leaves everything as it was, exit 130."""

from __future__ import annotations

import _thread
import io
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Wagamachi
from wagamachi_cli import progress, register
from wagamachi_cli.exchange import importing
from wagamachi_cli.register import copying, opening, trouble, writing

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever does long work says so at once."""
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setattr(progress, "_PAUSE", 0)
    monkeypatch.setattr(importing, "_TOLD_EVERY", 1)
    monkeypatch.setattr(copying, "_PAGES_AT_ONCE", 16)


def sheet(folder: Path) -> str:
    lines = ["開催日,種別,参加者", *(f"2021-11-{day:02},定例会,{day}" for day in range(1, 20))]
    (folder / "meetings.csv").write_text("\n".join(lines), encoding="utf-8")
    return str(folder / "meetings.csv")


LONG: dict[str, Callable[[Path], tuple[str, ...]]] = {
    "import": lambda folder: ("import", "meetings", sheet(folder)),
    "export": lambda folder: ("export", str(folder / "out")),
    "backup": lambda folder: ("backup", str(folder / "copy.db")),
    "pack": lambda folder: ("report", "quarter", "R3Q3", "--out", str(folder / "pack"), "--only", "png,csv"),
}


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("what", LONG)
def test_ctrl_c_leaves_everything_as_it_was(
    what: str, fuchu: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(_line: object, _words: str) -> None:
        raise KeyboardInterrupt

    words = LONG[what](tmp_path)
    fuchu.ok("config", "set", "city", "架空市")  # the copy of the day is made
    before = contents(tmp_path)
    monkeypatch.setattr(progress._Line, "say", pressed)
    result = fuchu(*words)
    assert (result.code, result.out, result.err) == (130, "", "")
    assert contents(tmp_path) == before


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("what", LONG)
def test_a_terminal_is_told_and_a_pipe_is_not(
    what: str, fuchu: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    say = progress._Line.say

    def heard(line: progress._Line, words: str) -> None:
        said.append(words)
        say(line, words)

    monkeypatch.setattr(progress._Line, "say", heard)
    assert "\r" not in fuchu.ok(*LONG[what](tmp_path)).err
    assert said
    assert all(words.endswith("…") and "{" not in words for words in said)


def test_the_line_is_written_over_and_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setattr(progress, "_PAUSE", 0)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.telling() as say:
        say("１０行…")
        say("\x1b…")
    assert terminal.getvalue() == "\r１０行…\r\\x1b…  \r     \r"


def test_what_is_soon_over_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.telling() as say:
        say("1 …")
    assert terminal.getvalue() == ""


def test_ctrl_c_is_heard_while_sqlite_works(fuchu: Wagamachi) -> None:
    with pytest.raises(KeyboardInterrupt), register.read(fuchu.db) as connection:  # noqa: PT012
        threading.Timer(0.1, _thread.interrupt_main).start()
        connection.execute(ENDLESS).fetchone()


def test_ctrl_c_in_a_writer_takes_everything_back(fuchu: Wagamachi, tmp_path: Path) -> None:
    before = fuchu.db.read_bytes()
    with (  # noqa: PT012
        pytest.raises(KeyboardInterrupt),
        trouble.told(fuchu.db),
        opening.connected(fuchu.db, "rw") as raw,
    ):
        writing.prepare(raw)
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE history_now SET command_id = 1")
        raw.execute("UPDATE setting SET value = 'x'")
        threading.Timer(0.1, _thread.interrupt_main).start()
        raw.execute(ENDLESS).fetchone()
    assert fuchu.db.read_bytes() == before
