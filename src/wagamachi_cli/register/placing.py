"""Putting a finished file in its place: built whole beside it, moved in at the end."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def built(target: Path, force: bool = False) -> Iterator[Path]:
    """A new empty file (0600) in the folder of ``target`` that becomes ``target`` at the end.

    Nothing is left behind on failure. Raises FileExistsError if ``target`` exists, unless ``force``,
    and OSError if it cannot be made.
    """
    handle, name = tempfile.mkstemp(prefix=".wagamachi-", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _sync(temporary)
        if not force:
            # Claims the name, where a link could not be made (FAT, network drives) either.
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            temporary.replace(target)
        except BaseException:
            if not force:
                target.unlink()
            raise
        _sync_names(target.parent)
    finally:
        temporary.unlink(missing_ok=True)
        Path(f"{name}-journal").unlink(missing_ok=True)


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
