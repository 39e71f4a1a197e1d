"""Several processes at once: nobody fails before five seconds, nothing is lost, nothing doubled."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.lengths import by_length
from wagamachi_cli.register import opening

from . import town
from .killing import begun

pytestmark = pytest.mark.long(short=True)


@pytest.fixture
def warm(town_file: Path, tmp_path: Path) -> Path:
    """The town's register; what its writers and reports import is there already."""
    other = shutil.copy2(town_file, tmp_path / "warm.db")
    for words in ("council add 会", "report activity", "council list", "log", "check"):
        assert town.run(other, *words.split())[0] == 0
    return town_file


def ended(children: list[int]) -> list[int]:
    """The exit codes of processes, in the order in which they were begun."""
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def in_turn(path: Path, lines: list[list[str]]) -> int:
    """One process that runs several commands, one after the other; its exit code is the first that is not 0."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        code = next((one for one in (town.run(path, *line)[0] for line in lines) if one), 0)
    finally:
        os._exit(code)


def names(path: Path) -> list[str]:
    return [name for (name,) in town.rows(path, "SELECT name FROM council ORDER BY name")]


@pytest.mark.parametrize("writers", [2, 10])
def test_writers_at_once(writers: int, warm: Path) -> None:
    each = by_length(2, 20)
    before = names(warm)
    wanted = [[f"会{writer}の{number}" for number in range(each)] for writer in range(writers)]
    children = [in_turn(warm, [["council", "add", name] for name in own]) for own in wanted]
    assert ended(children) == [0] * writers
    assert names(warm) == sorted([*before, *(name for own in wanted for name in own)])
    steps = town.rows(
        warm, "SELECT count(*), count(DISTINCT id) FROM history_command WHERE command LIKE 'council add%'"
    )
    assert steps == [(writers * each + 2, writers * each + 2)]
    assert town.rows(
        warm, "SELECT count(*) FROM history_change WHERE table_name = 'council' AND before IS NULL"
    ) == [(writers * each + 2,)]
    assert town.run(warm, "check")[0] == 0


def test_the_first_writers_of_a_day_make_one_copy(warm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(25, 25 + by_length(2, 5)):
        monkeypatch.setenv("WAGAMACHI_TODAY", f"2022-01-{day}")
        children = [begun(warm, "council", "add", f"{day}日の会{number}") for number in range(10)]
        assert ended(children) == [0] * 10
    said = Path(f"{warm}.err").read_text(encoding="utf-8")
    assert "控え" not in said, "no writer is troubled by another's copy"
    copies = sorted((warm.parent / "backups").iterdir())
    assert [copy.name for copy in copies] == [
        f"wagamachi-2022-01-{day}.db" for day in range(25, 25 + by_length(2, 5))
    ]
    for copy in copies:
        assert town.run(copy, "check")[0] == 0


def test_a_report_while_another_writes(warm: Path) -> None:
    """A report sees the records as one command left them, whatever is being written."""
    count = by_length(5, 40)
    writer = in_turn(
        warm,
        [
            ["activity", "add", f"活動{number}", "--category", "居場所", "--started", "R3.5.1"]
            for number in range(count)
        ],
    )
    seen = []
    while not os.waitid(os.P_PID, writer, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        code, out, err = town.run(warm, "report", "activity", "R3", "--source", "recorded", "-f", "json")
        assert code == 0, err
        seen.append(_total(out))
    assert ended([writer]) == [0]
    assert len(seen) > 2
    assert seen == sorted(seen)
    assert (
        _total(town.run(warm, "report", "activity", "R3", "--source", "recorded", "-f", "json")[1]) == count
    )


def _total(out: str) -> int:
    import json

    rows = json.loads(out)["rows"]
    return int(next(row for row in rows if row["category"] == "total")["total"] or 0)


def test_ten_readers_meet_what_a_killed_writer_left(warm: Path) -> None:
    """All of them find the same hot journal; one takes the write back, all of them read."""
    hold_hot(warm)
    children = [begun(warm, "council", "list") for _number in range(10)]
    assert ended(children) == [0] * 10
    assert not warm.with_name(f"{warm.name}-journal").exists()
    assert town.run(warm, "check")[0] == 0


def hold_hot(path: Path) -> None:
    """Leave half a write in the file and its journal beside it, as a killed writer does."""
    child = os.fork()
    if not child:
        try:
            import sqlite3

            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("PRAGMA cache_size = 2")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DROP TRIGGER history_council_update")
            connection.execute("UPDATE council SET name = name || hex(randomblob(90000))")
        finally:
            os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    assert any(path.with_name(f"{path.name}-journal").read_bytes()[:28])


@contextlib.contextmanager
def held_for(path: Path, seconds: float) -> Iterator[None]:
    """Another process holds the register for a while."""
    context = get_context("fork")
    ready = context.Event()
    holder = context.Process(target=_hold, args=(path, seconds, ready))
    holder.start()
    assert ready.wait(10)
    try:
        yield
    finally:
        holder.kill()
        holder.join()


def _hold(path: Path, seconds: float, ready) -> None:  # type: ignore[no-untyped-def]
    import sqlite3

    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    ready.set()
    time.sleep(seconds)
    connection.execute("ROLLBACK")


@pytest.mark.parametrize("words", ["council add 会", "council list", "report activity"])
def test_a_command_waits_while_another_holds_the_register(words: str, warm: Path) -> None:
    with held_for(warm, by_length(1, 4)):
        code, _out, err = town.run(warm, *words.split())
    assert code == 0, err


@pytest.mark.parametrize("words", ["council add 会", "council list"])
def test_it_gives_up_after_five_seconds_and_not_before(
    words: str, warm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience = by_length(1, 5)
    monkeypatch.setattr(opening, "BUSY_SECONDS", min(opening.BUSY_SECONDS, patience))
    before = warm.read_bytes()
    with held_for(warm, 60):
        begin = time.monotonic()
        code, _out, err = town.run(warm, *words.split())
        waited = time.monotonic() - begin
    assert (code, waited >= patience - 0.1, waited < patience + 5) == (5, True, True), (waited, err)
    assert warm.read_bytes() == before
