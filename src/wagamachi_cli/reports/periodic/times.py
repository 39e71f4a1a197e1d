"""The columns of a report of a period: its parts, itself, the year so far, and what it is compared with."""

from __future__ import annotations

from wagamachi_cli.frozen import frozen
from wagamachi_cli.period import Period, Unit

_PARTS: dict[str, Unit] = {"fy": "quarter", "half": "month", "quarter": "month"}
"""A year is shown by quarter, everything shorter by month."""


@frozen
class Times:
    """A period with its parts (none for a month), and the times that stand beside it."""

    period: Period
    parts: tuple[Period, ...]
    so_far: Period
    last_year: Period
    previous: Period

    @classmethod
    def of(cls, period: Period) -> Times:
        """The times of the report of ``period``, which lies in one fiscal year."""
        unit = _PARTS.get(period.kind)
        return cls(
            period,
            period.split(unit) if unit else (),
            Period(Period.fy(period.year).start, period.end),
            period.year_before(),
            period.previous(),
        )

    @property
    def inside(self) -> tuple[Period, ...]:
        """The columns of its own fiscal year up to its end: the parts, the period, the year so far."""
        return tuple(dict.fromkeys([*self.parts, self.period, self.so_far]))

    @property
    def every(self) -> tuple[Period, ...]:
        """All the columns, each once."""
        return tuple(dict.fromkeys([*self.inside, self.last_year, self.previous]))
