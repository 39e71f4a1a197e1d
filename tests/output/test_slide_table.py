"""A table on a slide: no word of it breaks in two, in whichever font it is read."""

from __future__ import annotations

import pytest

from wagamachi_cli.output.pack.deck import ROOM
from wagamachi_cli.output.pack.slide_table import layout
from wagamachi_cli.sheet import Column, Sheet


def real_width(word: str, points: float) -> float:
    """In the bold letters of DejaVu Sans, which are broader than those of Arial, Meiryo or Yu Gothic."""
    from matplotlib.font_manager import FontProperties, findfont
    from matplotlib.ft2font import FT2Font

    font = FT2Font(findfont(FontProperties(family="DejaVu Sans", weight="bold")))
    font.set_size(points, 72)
    return sum(font.load_char(ord(letter)).linearHoriAdvance / 65536 for letter in word)


@pytest.mark.parametrize(
    "longest", ["occasions with care prevention", "people", "coordinator's support " * 3]
)
@pytest.mark.parametrize("months", [3, 6])
def test_no_word_of_a_head_breaks(longest: str, months: int) -> None:
    columns = (
        Column("measure", "measure"),
        Column("unit", "unit"),
        *(Column(f"m{n}", f"2021-{n:02}", kind="number") for n in range(1, months + 1)),
        Column("all", "2021Q3", kind="number"),
        Column("year", "year so far", kind="number"),
    )
    row = {**{column.key: 1 for column in columns}, "measure": longest, "unit": "times"}
    made = layout(Sheet(columns, (row, row)), None, ROOM, 380, "all")
    for head, wide in zip(made.heads, made.widths, strict=True):
        for word in head.split():
            assert real_width(word, made.size) + 2 * 7 <= wide, (word, made.size)
