"""A forget that was killed: nothing is lost, and the next command that writes finishes it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Wagamachi, once
from tests.lengths import by_length

_SECRET = "ひみつの電話番号"
_CHILD = """
import os, signal, sys
from wagamachi_cli import app
from wagamachi_cli.register import writing

if sys.argv[1] == "before packing":
    finish = writing.finish_forgetting

    def killed(connection):
        if connection.execute("SELECT 1 FROM history_now WHERE command_id IS NOT NULL").fetchone():
            os.kill(os.getpid(), signal.SIGKILL)

    writing.finish_forgetting = killed
print("ready", flush=True)
app.main(["forget", "--before", "R4.12.31"])
"""


@pytest.fixture
@once
def full(fuchu: Wagamachi) -> None:
    """A register with many words that are to be forgotten."""
    for number in range(12):
        name = f"つくし{number}号"
        fuchu.ok("activity", "add", name, "--category", "居場所", "--started", "R2", "--note", _SECRET * 40)
        fuchu.ok("activity", "close", name, "--on", "R3.3.1", "--note", _SECRET)
        fuchu.ok("activity", "edit", name, "--note", f"{_SECRET}{number}")


def start(when: str) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, when], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def held(path: Path) -> bool:
    return _SECRET.encode() in path.read_bytes()


def test_killed_between_erasing_and_packing(full: Wagamachi) -> None:
    with start("before packing") as child:
        assert child.wait() == -signal.SIGKILL
    assert full("check").code == 0
    assert "forget" in full.json("log", "-n", "1")[0]["command"]
    assert full.rows("SELECT command_id IS NULL FROM history_now") == [(0,)]
    full.ok("config", "set", "city", "府中市")
    assert full.rows("SELECT command_id IS NULL FROM history_now") == [(1,)]
    assert not held(full.db)
    assert full.json("forget", "--before", "R4.12.31")["erased"] == []
    assert full.json("log", "-n", "1")[0]["command"] == "config set city"


def test_a_restored_copy_of_it_is_finished_too(full: Wagamachi) -> None:
    with start("before packing") as child:
        child.wait()
    copy = Path(shutil.copy2(full.db, full.db.with_name("copy.db")))
    full.ok("restore", str(copy))
    assert full.rows("SELECT command_id IS NULL FROM history_now") == [(1,)]
    assert not held(full.db)


@pytest.mark.long(short=True)
@pytest.mark.parametrize("after", [0.1, 0.3, 0.0, 0.05, 0.15, 0.2, 0.4][: by_length(2, 7)])
def test_killed_at_any_moment(after: float, full: Wagamachi) -> None:
    with start("at random") as child:
        time.sleep(after)
        os.kill(child.pid, signal.SIGKILL)
    assert full("check").code == 0
    whole = full.json("forget", "--before", "R4.12.31", "--dry-run")["erased"]
    counts = {one["kind"]: one["count"] for one in whole if one["kind"] in ("activity", "history")}
    assert counts in ({}, {"activity": 12, "history": 12}), "all of it or nothing"
    full.ok("config", "set", "city", "府中市")
    full.ok("forget", "--before", "R4.12.31")
    assert not held(full.db)
    assert full("check").code == 0
