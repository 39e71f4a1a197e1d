"""How far long work has come: one line at the terminal, written over itself; nothing anywhere else.

    with progress.telling() as say:
        for number, table in enumerate(tables, 1):
            say(_("Table {number} of {count} …").format(number=number, count=len(tables)))
            …

Work that is over at once shows nothing, and the line is gone before anything else is said.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from wagamachi_cli.text import shorten, width

_PATIENCE = 0.5
"""Seconds that nobody needs to be told about."""
_PAUSE = 0.1
"""Seconds that a line stays at the least: saying often costs nothing."""
_COLUMNS = 78


@contextmanager
def telling() -> Iterator[Callable[[str], None]]:
    """What is given to the function is the line on stderr, while a person looks on and work lasts."""
    line = _Line()
    try:
        yield line.say
    finally:
        line.clear()


class _Line:
    def __init__(self) -> None:
        watched = sys.stderr is not None and sys.stderr.isatty()
        self._due = time.monotonic() + _PATIENCE if watched else math.inf
        self._columns = 0

    def say(self, words: str) -> None:
        if time.monotonic() < self._due:
            return
        words = shorten(words, _COLUMNS)
        columns = width(words)
        self._write(f"\r{words}{' ' * (self._columns - columns)}")
        self._columns = columns
        self._due = time.monotonic() + _PAUSE

    def clear(self) -> None:
        if self._columns:
            self._write(f"\r{' ' * self._columns}\r")
            self._columns = 0

    def _write(self, words: str) -> None:
        sys.stderr.write(words)
        sys.stderr.flush()
