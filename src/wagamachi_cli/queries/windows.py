"""Which rows lie in a time: conditions as SQL, and the days that their parameters hold.

``r`` is a row of a measure, ``w`` a window, ``d`` a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from wagamachi_cli.period import LATEST, Period
from wagamachi_cli.period.eras import ONE_DAY

WHEN = "substr(r.on_from, 1, :size) AS on_from, substr(r.on_to, 1, :size) AS on_to"
"""The time of a row: its days, or its months where all windows are whole months (``:size`` letters)."""
# A time known in part counts where all of it has been; unless a day is asked for, what was written down has.
INSIDE = "r.on_from >= w.first AND r.on_to <= w.last AND r.on_to <= :known"
TOUCHES = "r.on_from <= w.last AND r.on_to >= w.first"
# What holds on a day: on one that is over, what surely began by then; on today, what may have begun.
HOLDS = (
    "CASE d.over WHEN 1 THEN r.on_to ELSE r.on_from END <= d.day AND"
    " (r.end_from IS NULL OR CASE d.over WHEN 1 THEN r.end_to ELSE r.end_from END > d.day)"
)
# What may hold on one of the days; the others need not be put to each of them. (No index on the beginning
# serves, hence the +: most rows have begun.) What began at any time is on none of them.
STANDS = f"+r.on_from <= :until AND r.on_to < '{LATEST}' AND (r.end_from IS NULL OR r.end_to > :since)"
# Of what a figure of :figure may have counted: there by then, surely not over, over since; and come since.
THERE = "r.on_from <= :figure AND (r.end_from IS NULL OR r.end_from > :figure)"
GONE = f"{THERE} AND CASE d.over WHEN 1 THEN r.end_to ELSE r.end_from END <= d.day"
COME = f"r.on_from > :figure AND r.on_to < '{LATEST}' AND {HOLDS}"
SINCE = (
    "CASE WHEN r.on_to > :since THEN substr(r.on_from, 1, :size) ELSE '' END AS on_from,"
    " CASE WHEN r.on_to > :since THEN substr(r.on_to, 1, :size) ELSE '' END AS on_to,"
    " CASE WHEN r.end_from <= :until THEN substr(r.end_from, 1, :size) END AS end_from,"
    " CASE WHEN r.end_from <= :until THEN substr(r.end_to, 1, :size) END AS end_to"
)
"""The time of what stands, as far as it differs between the days asked about: what stands on all is one.

By months (``:size``), where all those days end one.
"""


def touching(row: str, first: str, last: str, start: str, until: str, before: str) -> str:
    """A condition: the time of ``row``, in two columns, may have to do with the days ``start`` to ``until``.

    The same as ``first <= until AND last >= start``, in two parts that each have an index: what begins
    then, and what began before (``before``: the first of those days) at a time known in part.
    """
    first, last = f"{row}.{first}", f"{row}.{last}"
    return (
        f"({first} BETWEEN {start} AND {until} OR"
        f" {first} <> {last} AND {last} >= {start} AND {first} < {before})"
    )


AROUND = touching("r", "on_from", "on_to", ":first", ":last", ":before")
"""In all windows, and nothing after the as-of day."""


class Window(NamedTuple):
    """Days in which records are counted, and apart those that lie wholly after ``cut``."""

    first: date
    last: date
    cut: date = LATEST

    @classmethod
    def of(cls, period: Period) -> Window:
        """The days of a period."""
        return cls(period.start, period.last)


class Tally(NamedTuple):
    """What a window holds: what counts, of it after the cut, how many records, what may lie in it."""

    counts: int = 0
    after: int = 0
    records: int = 0
    vague: int = 0


def windows_listed(
    windows: Sequence[Window], as_of: date, *, bounded: bool, months: bool = False
) -> tuple[str, dict[str, str | int]]:
    """Windows as VALUES of SQL, and what their parameters hold.

    ``bounded``: only what surely happened by ``as_of`` counts; ``months``: see ``WHEN``.
    """
    days = {
        f"{name}{number}": day
        for number, window in enumerate(windows)
        for name, day in zip(("first", "last", "cut"), window, strict=True)
    }
    days["known"] = as_of if bounded else date.max
    size = 7 if months and all(_whole(name, day) for name, day in days.items()) else 10
    values: dict[str, str | int] = {name: day.isoformat()[:size] for name, day in days.items()}
    first = min(window.first for window in windows)
    last = min(as_of, max(window.last for window in windows))
    around = {
        "first": first,
        "last": last,
        "before": min(first, last + ONE_DAY),
        "since": first,
        "until": last,
    }
    values |= {name: day.isoformat() for name, day in around.items()} | {"size": size}
    listed = ", ".join(f"({n}, :first{n}, :last{n}, :cut{n})" for n in range(len(windows)))
    return listed, values


def _whole(name: str, day: date) -> bool:
    """Whether a month begins with the first day of a window, or ends with another day."""
    if name.startswith("first"):
        return day.day == 1
    return day == date.max or (day + ONE_DAY).day == 1


def days_listed(
    days: Sequence[date], as_of: date, *, bounded: bool, months: bool = False
) -> tuple[str, dict[str, str | int]]:
    """Days as VALUES of SQL (none later than ``as_of``), and what they hold; see ``windows_listed``."""
    asked = [min(day, as_of) for day in days]
    size = 7 if months and all(_whole("day", day) for day in asked) else 10
    values: dict[str, str | int] = {
        "since": min(asked).isoformat(),
        "until": max(asked).isoformat(),
        "size": size,
    }
    for number, day in enumerate(asked):
        values |= {f"day{number}": day.isoformat()[:size], f"over{number}": int(bounded or day < as_of)}
    return ", ".join(f"({n}, :day{n}, :over{n})" for n in range(len(days))), values
