"""Tables for eyes, by rich: folded to the terminal, nothing cut, data never read as markup."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from wagamachi_cli.language import _
from wagamachi_cli.output.sparks import sparks
from wagamachi_cli.output.words import RIGHT, field_text, heads
from wagamachi_cli.sheet import Sheet, human
from wagamachi_cli.text import visible, width

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

# A column that would have to be narrower than this folds into a pillar of syllables.
_READABLE = 10
_PADDING = 3
_UNLIMITED = 100_000


def table(sheet: Sheet, tty: bool, unit: str | None = None) -> str:
    """``sheet`` as a table as wide as the terminal, or as wide as it needs elsewhere.

    Where its columns would become unreadably narrow, a table of numbers is taken apart into several,
    one under the other, each beginning with the first column; of any other each record is a block of
    lines. Heads carry their unit unless it is ``unit``, which stands above the table.
    """
    if not sheet.rows:
        return _("No records.") + "\n"
    console = _console(tty)
    whole = titles = [visible(head) for head in heads(sheet, unit)]
    cells = [[visible(human(row[c.key]), lines=True) for c in sheet.columns] for row in sheet.rows]
    widths = _widths(titles, cells)
    if sum(widths) + _PADDING * len(widths) > console.width:
        titles = [_folded(column.head, title) for column, title in zip(sheet.columns, titles, strict=True)]
        widths = _widths(titles, cells)
    needed = [min(_READABLE, wide) + _PADDING for wide in widths]
    if sum(needed) <= console.width:
        bars = sparks(sheet) if tty else []
        if bars and sum(widths) + _PADDING * len(widths) + max(map(width, bars)) <= console.width:
            return _render(console, _grid(sheet, titles, cells, bars))
        return _render(console, _grid(sheet, titles, cells))
    first, *others = sheet.columns
    if first.kind in ("choice", "text") and others and all(one.kind == "number" for one in others):
        return "\n".join(
            _render(console, _grid(*_part(sheet, titles, cells, places)))
            for places in _parts(needed, console.width)
        )
    blocks = [_render(console, _fields(whole, line)) for line in cells]
    return "\n".join(blocks)


def _widths(titles: list[str], cells: list[list[str]]) -> list[int]:
    """How wide the widest line of each column is."""
    return [
        max(width(line) for text in (title, *(row[place] for row in cells)) for line in text.split("\n"))
        for place, title in enumerate(titles)
    ]


def _folded(head: str, title: str) -> str:
    """A title with its unit on a line of its own."""
    unit = title.removeprefix(head).strip()
    return f"{head}\n{unit}" if unit and title.startswith(head) else title


def _parts(needed: list[int], wide: int) -> list[list[int]]:
    """The places of the columns of each part: the first column in every one, in as few parts as fit."""
    count = len(needed) - 1
    parts: list[list[int]] = []
    for each in range(count, 0, -1):
        parts = [[0, *range(begin, min(begin + each, count + 1))] for begin in range(1, count + 1, each)]
        if all(sum(needed[place] for place in part) <= wide for part in parts):
            break
    return parts


def _part(
    sheet: Sheet, titles: list[str], cells: list[list[str]], places: list[int]
) -> tuple[Sheet, list[str], list[list[str]]]:
    return (
        Sheet(tuple(sheet.columns[place] for place in places), sheet.rows),
        [titles[place] for place in places],
        [[line[place] for place in places] for line in cells],
    )


def record(sheet: Sheet, tty: bool) -> str:
    """The one row of ``sheet``, a line a field; fields that are not stated are left out."""
    row = sheet.rows[0]
    cells = [visible(field_text(row[c.key]), lines=True) for c in sheet.columns]
    titles = [visible(head) for head in heads(sheet)]
    return _render(_console(tty), _fields(titles, cells))


def _grid(
    sheet: Sheet, titles: list[str], cells: list[list[str]], bars: list[str] | None = None
) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    # Lines only under the heads: many Japanese terminals draw them two columns wide, and between
    # cells that would push the columns apart.
    grid = Table(box=box.SIMPLE_HEAD, header_style="bold", show_edge=False, pad_edge=False)
    for column, title in zip(sheet.columns, titles, strict=True):
        side = "right" if column.kind in RIGHT else "left"
        grid.add_column(Text(title), justify="right" if side == "right" else "left", overflow="fold")
    if bars:
        grid.add_column("", no_wrap=True)
    for place, line in enumerate(cells):
        drawn = [Text(bars[place], style="cyan")] if bars else []
        grid.add_row(*map(Text, line), *drawn)
    return grid


def _fields(titles: list[str], cells: list[str]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="bold", overflow="fold", max_width=24)
    grid.add_column(overflow="fold")
    for title, cell in zip(titles, cells, strict=True):
        if cell:
            grid.add_row(Text(title), Text(cell))
    return grid


def _console(tty: bool) -> Console:
    """The terminal as rich sees it; elsewhere one without colour or a right margin."""
    from rich.console import Console

    if tty:
        return Console(file=sys.stdout, markup=False, emoji=False, highlight=False)
    return Console(
        file=sys.stdout,
        width=_UNLIMITED,
        color_system=None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _render(console: Console, shown: RenderableType) -> str:
    """What would be printed, so that it is written in one place only; no spaces at line ends."""
    with console.capture() as capture:
        console.print(shown)
    return "\n".join(line.rstrip(" ") for line in capture.get().split("\n"))
