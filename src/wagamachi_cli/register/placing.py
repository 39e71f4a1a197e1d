"""Putting a finished file in its place: built whole beside it, moved in at the end."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".wagamachi-copy-"
"""How the names begin of what is being built beside a register or a copy."""

_STALE = 24 * 3600  # seconds; nothing is built for so long


@contextmanager
def built(target: Path, force: bool = False) -> Iterator[Path]:
    """A new empty file (0600) in the folder of ``target`` that becomes ``target`` at the end.

    Nothing is left behind on failure; what a killed process left is taken away. Raises FileExistsError
    if ``target`` exists, unless ``force``, and OSError if it cannot be made.
    """
    clear(target.parent)
    handle, name = tempfile.mkstemp(prefix=PREFIX, dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _sync(temporary)
        if force:
            temporary.replace(target)
        else:
            _move_in(temporary, target)
        _sync_names(target.parent)
    finally:
        temporary.unlink(missing_ok=True)
        Path(f"{name}-journal").unlink(missing_ok=True)


def _move_in(temporary: Path, target: Path) -> None:
    """Let the finished file be at ``target`` as well or instead, unless something stands there."""
    try:
        os.link(temporary, target)  # whole from the first moment on, even if we are killed
    except FileExistsError:
        raise
    except OSError:  # no links on FAT and many network drives: the name is claimed first
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            temporary.replace(target)
        except BaseException:
            target.unlink()
            raise


def clear(folder: Path) -> None:
    """Take away what a process that was killed long ago was building in ``folder``: it holds names."""
    with suppress(OSError):
        for left in folder.glob(f"{PREFIX}*"):
            if time.time() - left.stat().st_mtime > _STALE:
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
                else:
                    left.unlink()


def make_folders(folder: Path, made: list[Path]) -> None:
    """Make ``folder`` and those above it that lack (0700), and add them to ``made``, the highest first."""
    if folder.is_dir():
        return
    make_folders(folder.parent, made)
    folder.mkdir(mode=0o700)
    made.append(folder)


def free_name(path: Path, word: str) -> Path:
    """A name beside ``path`` that says ``word`` and is not taken: ``register.WORD.db``, ``…-2.db``."""
    number = 1
    while True:
        tail = "" if number == 1 else f"-{number}"
        candidate = path.with_name(f"{path.stem}.{word}{tail}{path.suffix}")
        if not candidate.exists():
            return candidate
        number += 1


def _sync(path: Path) -> None:
    """Bring a file to the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_names(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can (Windows cannot)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
