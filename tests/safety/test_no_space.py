"""A disk that takes no more, at any write: exit 5 or 6, and nothing is lost."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lengths import by_length, is_long

from . import town
from .killing import OPERATIONS, TRIED, Scene

pytestmark = pytest.mark.long(short=True)

PLACES = by_length(1, 14)
"""At how many sizes beside the telling ones a file may not grow further."""


def limited(path: Path, size: int, *line: str) -> int:
    """The exit code of a command in a process in which no file can become larger than ``size`` bytes."""
    child = os.fork()
    if not child:
        code = 70
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            code = town.run(path, *line)[0]
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("what", TRIED)
def test_no_file_may_grow_beyond_a_size(what: str, town_file: Path, tmp_path: Path) -> None:
    """The journal, the copy of the day, the register itself: whichever meets the limit first."""
    scene = Scene(OPERATIONS[what], town_file, tmp_path)
    whole = town_file.stat().st_size
    sizes = [20_000, whole, 0, 512, whole // 2, whole + 4_096] if is_long() else [20_000, whole]
    sizes += [round(whole * 1.3 * number / PLACES) for number in range(1, PLACES)]
    for size in sizes:
        folder = scene.copied(tmp_path / str(size))
        path = folder / "wagamachi.db"
        code = limited(path, size, *scene.operation.line(folder))
        assert code in (0, 5, 6), (size, code)
        scene.see_whole(folder, done=code == 0)
        shutil.rmtree(folder)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB that is really full when it is full."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "none", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=False)


@pytest.mark.parametrize(
    "what",
    ["write", "import", "restore", "migrate from 1", "forget", "backup", "issue"][: by_length(4, 7)],
)
@pytest.mark.parametrize("room", [40_000, 0, 400_000][: by_length(1, 3)])
def test_a_disk_that_is_full(what: str, room: int, town_file: Path, tmp_path: Path, small_disk: Path) -> None:
    scene = Scene(OPERATIONS[what], town_file, tmp_path)
    folder = scene.copied(small_disk / "here")
    free = os.statvfs(small_disk)
    filler = max(0, free.f_bavail * free.f_frsize - room)
    (small_disk / "filler").write_bytes(b"x" * filler)
    path = folder / "wagamachi.db"
    code, _out, err = town.run(path, *scene.operation.line(folder))
    assert code in (0, 5, 6), err
    assert code == 0 or "空き" in err or "ディスク" in err or "作れません" in err or "書け" in err, err
    (small_disk / "filler").unlink()
    scene.see_whole(folder, done=code == 0)
    assert not list(folder.glob(".wagamachi-*"))
    code, _out, err = town.run(path, "config", "set", "city", "架空市")
    assert code == 0, err
