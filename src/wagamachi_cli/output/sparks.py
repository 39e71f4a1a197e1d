"""Small bars at the end of a trend's rows, for eyes at a terminal alone: never in data, never in a pipe."""

from __future__ import annotations

import re
import sys

from wagamachi_cli.sheet import Row, Sheet

_TIME = re.compile(r"FY[0-9]{4}|[0-9]{4}Q[1-4]|[0-9]{4}-[0-9]{2}")
_BARS = "▁▂▃▄▅▆▇█"
_ENOUGH = 3


def sparks(sheet: Sheet) -> list[str]:
    """A line of bars for each row, each row to its own measure; none where they would show nothing.

    Blank for what nobody has stated, the lowest bar for 0. They are for the last column only: many
    Japanese terminals draw them two columns wide.
    """
    times = [column.key for column in sheet.columns if _TIME.fullmatch(column.key)]
    if len(times) < _ENOUGH or not _drawable():
        return []
    lines = [_line(row, times) for row in sheet.rows]
    return lines if any(line.strip() for line in lines) else []


def _line(row: Row, times: list[str]) -> str:
    values = [_number(row, key) for key in times]
    highest = max((value for value in values if value is not None), default=0)
    if highest <= 0:
        return ""
    steps = len(_BARS) - 1
    # The least of what is more than 0 is seen to be more.
    marks = (
        " " if value is None else _BARS[0 if value <= 0 else max(1, round(value * steps / highest))]
        for value in values
    )
    return "".join(marks).rstrip()


def _number(row: Row, key: str) -> float | None:
    value = row[key]
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _drawable() -> bool:
    """Whether the terminal's encoding has them (that of a Japanese Windows may not)."""
    try:
        _BARS.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
