"""Tables for eyes, by rich: folded to the terminal, nothing cut, data never read as markup."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from wagamachi_cli.language import _
from wagamachi_cli.output.words import RIGHT, field_text, heads
from wagamachi_cli.sheet import Sheet, human
from wagamachi_cli.text import visible, width

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

# A column that would have to be narrower than this folds into a pillar of syllables.
_READABLE = 10
_PADDING = 2
_UNLIMITED = 100_000


def table(sheet: Sheet, tty: bool, unit: str | None = None) -> str:
    """``sheet`` as a table as wide as the terminal, or as wide as it needs elsewhere.

    Where its columns would become unreadably narrow, each record is a block of lines instead. Heads
    carry their unit unless it is ``unit``, which stands above the table.
    """
    if not sheet.rows:
        return _("No records.") + "\n"
    console = _console(tty)
    titles = [visible(head) for head in heads(sheet, unit)]
    cells = [[visible(human(row[c.key]), lines=True) for c in sheet.columns] for row in sheet.rows]
    needed = sum(
        min(_READABLE, max([width(title), *(width(line[place]) for line in cells)])) + _PADDING
        for place, title in enumerate(titles)
    )
    if needed > console.width:
        blocks = [_render(console, _fields(titles, line)) for line in cells]
        return "\n".join(blocks)
    return _render(console, _grid(sheet, titles, cells))


def record(sheet: Sheet, tty: bool) -> str:
    """The one row of ``sheet``, a line a field; fields that are not stated are left out."""
    row = sheet.rows[0]
    cells = [visible(field_text(row[c.key]), lines=True) for c in sheet.columns]
    titles = [visible(head) for head in heads(sheet)]
    return _render(_console(tty), _fields(titles, cells))


def _grid(sheet: Sheet, titles: list[str], cells: list[list[str]]) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    # Lines only under the heads: many Japanese terminals draw them two columns wide, and between
    # cells that would push the columns apart.
    grid = Table(box=box.SIMPLE_HEAD, header_style="bold", show_edge=False, pad_edge=False)
    for column, title in zip(sheet.columns, titles, strict=True):
        side = "right" if column.kind in RIGHT else "left"
        grid.add_column(Text(title), justify="right" if side == "right" else "left", overflow="fold")
    for line in cells:
        grid.add_row(*map(Text, line))
    return grid


def _fields(titles: list[str], cells: list[str]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, _PADDING, 0, 0))
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
