"""What was handed over without being issued: public reports that were written, outside the history."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from wagamachi_cli.period import Period
from wagamachi_cli.register import opening, trouble


def note(path: Path, period: Period, day: date, told: str) -> None:
    """Note that the public report of a period was written on ``day``, and what it (and those before) told.

    Raises RegisterError (5) where the file cannot be written.
    """
    with trouble.told(path), opening.connected(path, "rw") as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(
            "INSERT INTO register_pack (period_from, period_to, day, told) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (period_from, period_to) DO UPDATE SET day = excluded.day, told = excluded.told",
            (period.start.isoformat(), period.last.isoformat(), day.isoformat(), told),
        )
