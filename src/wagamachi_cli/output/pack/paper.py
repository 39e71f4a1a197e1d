"""How much room text takes in a workbook, whose rows we make as high as their text."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from wagamachi_cli.text import width

LINE = 18.75
"""The height of a line of our font, in points."""
# Columns as Excel measures them: half-width letters.
NARROWEST, WIDEST, READABLE, USUAL = 7, 60, 90, 8.43
_BROAD = 1.1  # our letters beside those that Excel measures by


def column_width(texts: Iterable[str]) -> float:
    """How wide a column of ``texts`` must be; what is wider than the widest is wrapped."""
    widest = max((width(line) for text in texts for line in text.split("\n")), default=0)
    return min(max((widest + 1) * _BROAD, NARROWEST), WIDEST)


def lines_of(texts: Iterable[str], room: float) -> int:
    """How many lines the longest of ``texts`` takes in a column that is ``room`` wide."""
    return max(
        (sum(max(1, ceil(width(line) * _BROAD / room)) for line in text.split("\n")) for text in texts),
        default=1,
    )
