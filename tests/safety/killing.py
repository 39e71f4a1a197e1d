"""Commands in processes of their own, killed at any moment; and what there is afterwards.

To look at a further command, add an ``Operation`` to ``OPERATIONS``.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.lengths import is_long
from wagamachi_cli import app, errors
from wagamachi_cli.register import opening

from . import old, town

Content = dict[str, Any]


def _nothing(_folder: Path, _made: Path) -> None:
    return


@dataclass(frozen=True)
class Operation:
    """A command line; ``{here}`` is the folder of the register, in which ``prepare`` has put what it needs.

    ``makes``: a file that the command makes, which may be there or not, but never in part.
    """

    words: str
    prepare: Callable[[Path, Path], None] = _nothing
    makes: str = ""

    def line(self, folder: Path) -> list[str]:
        return [word.replace("{here}", str(folder)) for word in self.words.split()]


def _sheet(folder: Path, _made: Path) -> None:
    lines = [f"架空サロン,2021-{1 + n % 12:02}-{1 + n % 28:02},{n % 40}" for n in range(400)]
    (folder / "sessions.csv").write_text("\n".join(["活動体,開催日,参加者", *lines]), encoding="utf-8")


def _copy_of_before(folder: Path, made: Path) -> None:
    """A copy, and a register that has gone on since."""
    shutil.copy2(made, folder / "copy.db")
    assert town.run(folder / "wagamachi.db", "council", "add", "後からの会")[0] == 0


def _undone(folder: Path, _made: Path) -> None:
    assert town.run(folder / "wagamachi.db", "undo")[0] == 0


def _of_version(version: int) -> Callable[[Path, Path], None]:
    def prepare(folder: Path, made: Path) -> None:
        (folder / "wagamachi.db").unlink()
        old.write_as(version, made, folder / "wagamachi.db")

    return prepare


def _exported(folder: Path, made: Path) -> None:
    assert town.run(made, "export", str(folder / "out"))[0] == 0
    (folder / "wagamachi.db").unlink()


OPERATIONS = {
    "write": Operation("council add 新しい会 --established R3.10.1"),
    "write a visit": Operation("pantry distribute --household H-0003 --item 米=3 --on R4.1.24"),
    "suspend": Operation("activity suspend --all --status active --on R4.1.10 --reason infection"),
    "import": Operation("import sessions {here}/sessions.csv", _sheet),
    "undo": Operation("undo"),
    "redo": Operation("redo", _undone),
    "merge": Operation("merge 架空町の会 --into 架空台の会 --kind council"),
    "restore": Operation("restore {here}/copy.db", _copy_of_before),
    "forget": Operation("forget --before R4.12.31"),
    "issue": Operation("report issue R3Q3 --out {here}/pack --only md,csv"),
    "backup": Operation("backup {here}/made.db", makes="made.db"),
    "init --from": Operation("init --from {here}/out", _exported, makes="wagamachi.db"),
    **{
        f"migrate from {version}": Operation("council list", _of_version(version))
        for version in range(1, opening.VERSION)
    },
}

TRIED = (
    [*OPERATIONS]
    if is_long()
    else [
        "write",
        "import",
        "restore",
        "forget",
        "issue",
        "init --from",
        f"migrate from {opening.VERSION - 1}",
    ]
)
"""The operations that this run looks at."""


@dataclass
class Tally:
    """What a number of kills met."""

    kills: int = 0
    before: int = 0
    after: int = 0
    hot: int = 0


class Scene:
    """A register before an operation, what it is like before and after it, and how long that takes."""

    def __init__(self, operation: Operation, made: Path, folder: Path) -> None:
        self.operation = operation
        self.start = folder / "start"
        self.start.mkdir()
        shutil.copy2(made, self.start / "wagamachi.db")
        operation.prepare(self.start, made)
        shutil.rmtree(self.start / "backups", ignore_errors=True)
        self.before = self._content(self.start)
        done = self.copied(folder / "done")
        begun = time.monotonic()
        code, _out, err = town.run(done / "wagamachi.db", *operation.line(done))
        assert code == 0, err
        self.seconds = time.monotonic() - begun
        self.after = self._content(done)
        assert self.before != self.after or operation.makes

    def copied(self, folder: Path) -> Path:
        return Path(shutil.copytree(self.start, folder))

    def _content(self, folder: Path) -> Content | None:
        path = folder / "wagamachi.db"
        return town.content(path) if path.exists() else None

    def kill_one(self, folder: Path, chance: random.Random, tally: Tally) -> None:
        """Run the operation and kill it at a moment: any, or soon after it has begun to write."""
        self.copied(folder)
        path = folder / "wagamachi.db"
        if is_long() and chance.random() < 0.1:
            self._kill_a_new_interpreter(path, chance)
            tally.kills += 1
            self.see(folder, tally)
            shutil.rmtree(folder)
            return
        child = begun(path, *self.operation.line(folder))
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0, self.seconds * 1.1))
        else:
            _wait_for_journal(path, child, self.seconds * 5)
            time.sleep(chance.choice((0, chance.uniform(0, 0.002), chance.uniform(0, 0.02))))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        tally.kills += 1
        tally.hot += _is_hot(path)
        self.see(folder, tally)
        shutil.rmtree(folder)

    def _kill_a_new_interpreter(self, path: Path, chance: random.Random) -> None:
        """As a person starts it: most of its time goes into the start."""
        line = [sys.executable, "-m", "wagamachi_cli", "--db", str(path), *self.operation.line(path.parent)]
        with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
            time.sleep(chance.uniform(0, 1.5 + self.seconds))
            child.kill()

    def see_whole(self, folder: Path, *, done: bool) -> None:
        """As ``see``; and it is what it says: done, or nothing of it."""
        tally = Tally()
        self.see(folder, tally)
        old_one = self.operation.words == "council list"  # whoever looks at it brings it up to date
        assert old_one or self.operation.makes or bool(tally.after) == done, tally

    def see(self, folder: Path, tally: Tally) -> None:
        """The file opens for a reader, ``check`` is clean, the change is whole or absent."""
        path = folder / "wagamachi.db"
        made = folder / self.operation.makes if self.operation.makes else None
        if not path.exists():
            assert made == path, "the register is gone"
            tally.before += 1
            return
        code, _out, err = town.run(path, "council", "list")
        assert code == 0, err
        code, out, err = town.run(path, "check")
        assert code == 0, (out, err)
        found = self._content(folder)
        # Of an old register the reader has made a new one; a forget is packed by the next that writes.
        if self.after in (found, _packed(found)):
            tally.after += 1
        else:
            assert found == self.before, _difference(found, self.before)
            tally.before += 1
        if made and made != path and made.exists():
            assert town.run(made, "check")[0] == 0
            assert town.content(made) == self.before
        for copy in (folder / "backups").glob("wagamachi-*"):
            assert town.content(copy) == self.before, "the copy of the day is of before"


def _packed(found: Content | None) -> Content | None:
    """As it is once a forget has packed the file: the next command that writes does that."""
    return None if found is None else {**found, "history_now": [(1, None)]}


def _difference(one: Content | None, other: Content | None) -> list[Any]:
    if one is None or other is None:
        return [one is None, other is None]
    return [
        (name, [row for row in one.get(name, []) if row not in other.get(name, [])][:3])
        for name in one.keys() | other.keys()
        if one.get(name) != other.get(name)
    ]


def begun(path: Path, *line: str) -> int:
    """The command in a process of its own, which has imported everything already; the process's number.

    What it says on stderr is added to a file beside the register.
    """
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        heard = os.open(f"{path}.err", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for stream, end in enumerate((nowhere, nowhere, heard)):
            os.dup2(end, stream)
        errors.take_warnings()
        code = app.run(["--db", str(path), *line])
    finally:
        os._exit(code)


def _wait_for_journal(path: Path, child: int, most: float) -> None:
    journal = f"{path}-journal"
    end = time.monotonic() + most
    while not os.path.exists(journal) and time.monotonic() < end:  # noqa: PTH110 - as fast as can be
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return


def _is_hot(path: Path) -> bool:
    """Whether a write was cut off: the journal must be played back by whoever opens the file next."""
    journal = path.with_name(f"{path.name}-journal")
    return journal.exists() and any(journal.read_bytes()[:28])
