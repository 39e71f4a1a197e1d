"""The folder of a pack: replaced only where it is ours, whole or not at all; what others put there stays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from wagamachi_cli.errors import OutputError, warn
from wagamachi_cli.language import _
from wagamachi_cli.output import folder
from wagamachi_cli.output.pack.manifest import NAME, described
from wagamachi_cli.output.target import write_new
from wagamachi_cli.text import visible


def check(name: str | Path, force: bool) -> Path:
    """The folder that ``name`` means (links followed), if a pack may be put there.

    It is new or empty, or, with ``force``, one that the manifest of a pack of ours describes. Raises
    OutputError elsewise, and when its parent is missing or not writable.
    """
    path = folder.check_place(name, parents=True)
    if folder.names(path):
        if not force:
            raise OutputError(
                _("The folder {folder} is not empty.").format(folder=visible(str(name))),
                _("Give another name; --force replaces one that was written by this command."),
            )
        if not described(path):
            raise OutputError(
                _("The folder {folder} holds no report of ours.").format(folder=visible(str(name))),
                _("Nothing in it was touched. Give another name, or move what is in it away."),
            )
    return path


@contextmanager
def staged(path: Path, made: Mapping[str, bytes], *, public: bool) -> Iterator[Callable[[], None]]:
    """``made`` written beside the folder ``path`` from ``check``; what is given puts it in its place.

    There it replaces the files that the manifest of the folder names. Everything else in it stays, and
    what was changed by hand is kept beside its successor. What is not ``public`` is for this user alone.
    If anything fails in the block, the folder stays as it was. Raises OutputError.
    """
    with folder.staged(path, private=not public) as new:
        for name, data in made.items():
            file = new.path / name
            file.parent.mkdir(mode=0o777 if public else 0o700, exist_ok=True)
            write_new(file, data, public=public)
        kept = _carry(path, new.path)
        folder.flush(new.path)
        yield new.move_in
    for name, now in kept:
        warn(
            _("{file} had been changed by hand; your version is kept as {name}.").format(
                file=visible(name), name=visible(now)
            )
        )


def put(path: Path, made: Mapping[str, bytes], *, public: bool) -> None:
    """Put ``made`` into the folder ``path``, as ``staged`` does, at once. Raises OutputError."""
    with staged(path, made, public=public) as move_in:
        move_in()


def _carry(old: Path, new: Path) -> list[tuple[str, str]]:
    """Take into ``new`` what the manifest of ``old`` does not name, or names with another content.

    Returns the former names of those changed files and their new ones.
    """
    ours = described(old)
    kept = []
    for file in _below(old):
        name = file.relative_to(old).as_posix()
        if name == NAME or ours.get(name) == _checksum(file):
            continue
        now = name
        if name in ours or (new / name).exists() or (new / name).is_symlink():
            now = _free(name, old, new)
            kept.append((name, now))
        (new / now).parent.mkdir(parents=True, exist_ok=True)
        folder.link(file, new / now)
    return kept


def _below(path: Path) -> Iterator[Path]:
    """Every file in ``path`` and the folders in it; links are not followed, an empty folder is a file too."""
    if not path.is_dir():
        return
    for entry in sorted(path.iterdir()):
        if entry.is_dir() and not entry.is_symlink() and any(entry.iterdir()):
            yield from _below(entry)
        else:
            yield entry


def _checksum(file: Path) -> str:
    if file.is_symlink() or not file.is_file():
        return ""
    return sha256(file.read_bytes()).hexdigest()


def _free(name: str, *folders: Path) -> str:
    """A name like ``name`` that is free in all ``folders``: report-2.pptx."""
    path, number = Path(name), 2
    while True:
        tried = path.with_stem(f"{path.stem}-{number}").as_posix()
        if not any(os.path.lexists(folder / tried) for folder in folders):
            return tried
        number += 1
