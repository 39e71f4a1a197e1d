"""Which quarters are over and have not been issued."""

from __future__ import annotations

import sqlite3
from datetime import date

from wagamachi_cli.kinds import KINDS
from wagamachi_cli.language import _
from wagamachi_cli.period import Period
from wagamachi_cli.queries.editions import issued
from wagamachi_cli.queries.late import UNCOUNTED, times

_BACK = 4
"""Quarters that are looked back, where no earlier one was issued."""


def due(connection: sqlite3.Connection, today: date, back: int = _BACK) -> list[Period]:
    """The quarters that are over and not issued, the earliest first.

    Of the last ``back`` those in which anything is recorded; from the first one that was issued on, all.
    """
    done = {one.period for one in issued(connection) if one.period.kind == "quarter"}
    last = Period.containing(today, "quarter").previous()
    quarters = [last]
    while len(quarters) < back or (done and min(done) < quarters[-1]):
        quarters.append(quarters[-1].previous())
    return [
        quarter
        for quarter in reversed(quarters)
        if quarter not in done and ((done and min(done) < quarter) or _recorded(connection, quarter))
    ]


def reminder(connection: sqlite3.Connection, today: date) -> list[str]:
    """A line that says so, with the command."""
    quarters = due(connection, today)
    if not quarters:
        return []
    return [
        _("{quarters}: over and not issued: {command}").format(
            quarters=_(", ").join(one.label for one in quarters),
            command=f"wagamachi report issue {quarters[0].label} --out DIR",
        )
    ]


def _recorded(connection: sqlite3.Connection, quarter: Period) -> bool:
    """Whether anything has happened in a quarter, as far as the register knows."""
    for kind in KINDS.values():
        known = times(kind)
        if not known or kind.code in UNCOUNTED or kind.code == "figure":
            continue
        first, last = known[0]
        found = connection.execute(
            f"SELECT 1 FROM {kind.table} WHERE removed IS NULL AND {first} >= ? AND {last} <= ? LIMIT 1",
            (quarter.start.isoformat(), quarter.last.isoformat()),
        ).fetchone()
        if found:
            return True
    return False
