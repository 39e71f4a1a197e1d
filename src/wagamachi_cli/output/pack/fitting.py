"""How much room text takes on a slide: estimated from its characters, since the reader's font is not here.

All measures are points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from wagamachi_cli.text import width

LINE = 1.3
"""The height of a line as a multiple of its letters."""
# Shares of the size: a full-width letter; the others, as broad as the broader of the usual fonts have
# them. What may not begin a line (、 。 」) is allowed for by one letter less in each.
_FULL, _HALF, _CAPITAL, _BOLD = 1.0, 0.56, 0.66, 1.08
# A word that does not fit its line is torn: here the broadest of all fonts counts (DejaVu Sans).
_TORN = 1.08
# Some programs leave a little room between Japanese and other letters.
_BETWEEN, _GAP = re.compile(r"(?<=[^\x00-\xff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[^\x00-\xff])"), 0.25
_PIECE = re.compile(r"[!-~]+ ?|.")
_CAPITALS = re.compile("[A-Z%@&MWmw]")


def text_width(text: str, points: float, bold: bool = False) -> float:
    """The width of ``text`` on one line."""
    return _ems(text) * points * (_BOLD if bold else 1)


@lru_cache(maxsize=4096)
def _ems(text: str) -> float:
    """The width of ``text`` as a multiple of the height of its letters."""
    capitals = len(_CAPITALS.findall(text))
    full = sum(1 for character in text if width(character) == 2)
    ems = full * _FULL + capitals * _CAPITAL + (len(text) - full - capitals) * _HALF
    return ems + len(_BETWEEN.findall(text)) * _GAP


def word_width(text: str, points: float, bold: bool = False) -> float:
    """The width of what in ``text`` must stay on one line: a word, or a Japanese letter."""
    return max((_whole(piece.strip(), points, bold) for piece in _PIECE.findall(text)), default=0)


def _whole(piece: str, points: float, bold: bool) -> float:
    return text_width(piece, points, bold) * (_TORN if len(piece) > 1 else 1)


def line_count(text: str, points: float, room: float, bold: bool = False) -> int:
    """How many lines ``text`` takes where a line may be ``room`` wide."""
    return sum(_lines(line, points, room, bold) for line in text.split("\n"))


def text_height(text: str, points: float, room: float, bold: bool = False) -> float:
    """The height of ``text`` in lines of ``room``."""
    return line_count(text, points, room, bold) * points * LINE


def fitting(text: str, sizes: Sequence[float], room: float, height: float, bold: bool = False) -> float:
    """The largest of ``sizes`` (descending) in which ``text`` fits; the smallest if none does."""
    return next((size for size in sizes if text_height(text, size, room, bold) <= height), sizes[-1])


def headline(text: str, sizes: Sequence[float], room: float, height: float) -> float:
    """The size of a (bold) title: rather smaller on one line than larger with a word on the second."""
    half = sizes[: len(sizes) // 2]
    one_line = (size for size in half if line_count(text, size, room, bold=True) == 1)
    return next(one_line, None) or fitting(text, sizes, room, height, bold=True)


def pages(texts: Iterable[str], points: float, room: float, height: float) -> list[list[str]]:
    """The ``texts``, each followed by half a line, dealt out to pages of ``height``.

    A text that is higher than a page is divided.
    """
    dealt: list[list[str]] = [[]]
    left = height
    for text in texts:
        for part in _parts(text, points, room, height):
            needed = text_height(part, points, room) + points * LINE / 2
            if dealt[-1] and needed > left:
                dealt.append([])
                left = height
            dealt[-1].append(part)
            left -= needed
    return dealt


def _lines(line: str, points: float, room: float, bold: bool) -> int:
    """The lines of a paragraph: broken between words, or anywhere in Japanese."""
    if text_width(line, points, bold) <= room:
        return 1
    count, used = 1, 0.0
    for piece in _PIECE.findall(line):
        wide = text_width(piece, points, bold)
        if used and used + text_width(piece.rstrip(), points, bold) > room - points / 2:
            count, used = count + 1, 0.0
        used += wide
        if used > room:  # a word that is longer than a line
            count, used = count + int(used // room), used % room
    return count


def _parts(text: str, points: float, room: float, height: float) -> list[str]:
    """``text`` in parts that are at most a page high, divided after a sentence where one ends."""
    parts = []
    while text_height(text, points, room) + points * LINE / 2 > height:
        end = len(text)
        while text_height(text[:end], points, room) + points * LINE / 2 > height:
            end = end * 9 // 10
        sentence = max(text.rfind(stop, 0, end) for stop in "。.\n") + 1
        end = sentence if sentence > end // 2 else end
        parts.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*parts, text] if text else parts
