"""A sheet to fill in: its columns, the rows that are there already, its words; drawing it is elsewhere."""

from __future__ import annotations

from wagamachi_cli.frozen import frozen
from wagamachi_cli.sheet import Column, Row


@frozen
class Entry:
    """A column to fill in.

    ``prompt`` says what a cell accepts, ``example`` shows it (may be empty). ``options`` are what can be
    picked; ``open``: other words, or several, are as good.
    """

    column: Column
    prompt: str
    example: str = ""
    required: bool = False
    options: tuple[str, ...] = ()
    open: bool = False


@frozen
class Form:
    """A sheet to fill in.

    ``rows`` have a value (perhaps None) for every column; the id, where rows have one, is the first.
    ``mark`` is the head of a last column, hidden where that can be, by which the sheet is known again.
    ``lines`` say how it is to be filled in.
    """

    title: str
    entries: tuple[Entry, ...]
    rows: tuple[Row, ...]
    mark: str
    lines: tuple[str, ...] = ()
