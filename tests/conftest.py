"""What every test shares: the command run in this process, on a register of its own."""

from __future__ import annotations

import contextlib
import functools
import io
import itertools
import json
import os
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import lengths
from wagamachi_cli import app, errors, language

# Processes that tests start shall find our modules compiled; else each compiles them all for itself.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


MONDAY = "2022-01-24"
"""The day of most tests."""

_MEMORY, _ROOM = Path("/dev/shm"), 4 * 2**30
_FOLDER = pytest.StashKey[str]()
_counted = itertools.count()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With ``-n``, a process that has nothing left takes tests from the one that has most.

    So none waits at the end for what the other was dealt.
    """
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


def _work_in_memory(config: pytest.Config) -> None:
    """Make temporary files in memory where there is room: every command waits for a disk several times."""
    if "TMPDIR" in os.environ or not _MEMORY.is_dir():
        return
    found = os.statvfs(_MEMORY)
    if found.f_bavail * found.f_frsize >= _ROOM and not found.f_flag & os.ST_NOEXEC:
        folder = tempfile.mkdtemp(prefix="wagamachi-tests-", dir=_MEMORY)
        Path(folder).chmod(0o711)  # some tests go on as another user
        os.environ["TMPDIR"] = tempfile.tempdir = folder  # of the processes that tests start, too
        config.stash[_FOLDER] = folder


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Leave nothing in memory but what a test that failed has left to be looked at."""
    folder = session.config.stash.get(_FOLDER, None)
    if folder and not exitstatus:
        shutil.rmtree(folder)


def pytest_configure(config: pytest.Config) -> None:
    _work_in_memory(config)
    # A shell lets what it runs in the background not hear Ctrl-C; tests of it would then never end.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if re.search(r"(?<!not )\blong\b", config.option.markexpr):
        lengths.make_long()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave long tests out of an ordinary run, unless they have a short form."""
    if lengths.is_long():
        return
    left_out = [
        item for item in items if any(not mark.kwargs.get("short") for mark in item.iter_markers("long"))
    ]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@dataclass(frozen=True)
class Result:
    """What a command left: its exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return json.loads(self.err)["error"]


class Wagamachi:
    """``wagamachi`` on one register, in one language, on one day."""

    def __init__(self, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.db = db
        self._patch = monkeypatch
        for name in ("LC_ALL", "LC_MESSAGES", "LANG", "WAGAMACHI_LANG"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("WAGAMACHI_DB", str(db))
        self.today(MONDAY)

    def today(self, day: str) -> None:
        self._patch.setenv("WAGAMACHI_TODAY", day)

    def __call__(self, *words: str) -> Result:
        out, err = io.StringIO(), io.StringIO()
        errors.take_warnings()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = app.run(words)
        language.set_language("ja")
        language.set_terms({})
        return Result(code, out.getvalue(), err.getvalue())

    def ok(self, *words: str) -> Result:
        result = self(*words)
        assert result.code == 0, (words, result)
        return result

    def json(self, *words: str) -> Any:
        return self.ok(*words, "-f", "json").json

    def refused(self, code: int, *words: str) -> Any:
        """The error of a command that must end with ``code`` and leave the register as it was."""
        before = self.db.read_bytes() if self.db.exists() else None
        result = self(*words, "-f", "json")
        assert result.code == code, (words, result)
        assert result.out == "", result
        assert (self.db.read_bytes() if self.db.exists() else None) == before
        return result.error

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        with contextlib.closing(sqlite3.connect(self.db)) as connection:
            return connection.execute(question).fetchall()


@pytest.fixture(autouse=True)
def _own_data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept beside a user's data is not that of whoever runs the tests, nor of another test."""
    folder = tmp_path_factory.getbasetemp() / f"data-{next(_counted)}"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], bytes]:
    """Registers are slow to make: each sort is made once and copied."""
    made: dict[bool, bytes] = {}

    def register(sample: bool) -> bytes:
        if sample not in made:
            path = tmp_path_factory.mktemp("made") / "wagamachi.db"
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("wagamachi_cli.register.writing._user", lambda: "tester")
                wagamachi = Wagamachi(path, patch)
                wagamachi.ok("init", *(["--sample"] if sample else []))
            made[sample] = path.read_bytes()
        return made[sample]

    return register


def put(made: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Wagamachi:
    """A register that was made before, put into a folder; the copy of the day has been taken already."""
    path, copies = folder / "wagamachi.db", folder / "backups"
    copies.mkdir(0o700)
    for file in (path, copies / f"wagamachi-{MONDAY}.db"):
        file.write_bytes(made)
        file.chmod(0o600)
    return Wagamachi(path, monkeypatch)


def once(fill: Callable[[Wagamachi], None]) -> Callable[..., Wagamachi]:
    """A fixture that fills a register by commands: done once in each process, and copied from then on."""
    made: list[tuple[bytes, str]] = []

    @functools.wraps(fill)
    def filled(**given: Wagamachi) -> Wagamachi:
        (wagamachi,) = given.values()
        if made:
            content, day = made[0]
            wagamachi.db.write_bytes(content)
            wagamachi.today(day)
        else:
            fill(wagamachi)
            made.append((wagamachi.db.read_bytes(), os.environ["WAGAMACHI_TODAY"]))
        return wagamachi

    return filled


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _made: Callable[[bool], bytes]) -> Wagamachi:
    """A new register with nothing in it, on 2022-01-24 (a Monday)."""
    return put(_made(False), tmp_path, monkeypatch)


@pytest.fixture
def fuchu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _made: Callable[[bool], bytes]) -> Wagamachi:
    """A register with the source document's facts, on 2022-01-24."""
    return put(_made(True), tmp_path, monkeypatch)
