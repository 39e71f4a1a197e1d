"""Numbers as sums of what is not known: how the columns of a fiscal year, and the rows, hang together.

What lies in a month is one unknown; what is known of a quarter only, beside its months, is another, and so
on. An unknown is known by its value too: one that has changed since it was told is another one.
"""

from __future__ import annotations

from collections.abc import Mapping

from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.knowable import Level, Sum, Unknown
from wagamachi_cli.reports.knowable import value as number
from wagamachi_cli.reports.periodic.times import Times
from wagamachi_cli.reports.published import Key
from wagamachi_cli.reports.trend import Question, trend

CHANGES: Mapping[str, Mapping[str, int]] = {
    "help.open": {"help.requests": 1, "help.done": -1, "help.unmet": -1, "help.cancelled": -1},
    "concern.open": {"concern.received": 1, "concern.resolved": -1},
    "referral.open": {"referral.sent": 1, "referral.done": -1, "referral.declined": -1},
    "helper.active": {"helper.new": 1},
    "food.stock": {"food.distributed": -1},
    "food.stock_items": {"food.distributed_items": -1},
}
"""Stocks that flows explain: one of them can be computed from the others. What else changes them is
public, or is taken as known."""
FROM_APRIL = {"pantry.households": "pantry.new_in_year"}
"""Different households since the year began are those that came for the first time in it."""
_WHOLE = ""
"""Where the numbers that are not told apart stand among the fields."""


def columns_of(number: int, reader: Measuring, *, monthly: bool) -> list[Period]:
    """What the reports of a fiscal year have as columns, as far as it has begun; the shortest first."""
    whole = Period.fy(number)
    months, quarters = whole.split("month"), whole.split("quarter")
    every = {*months, *quarters, *whole.split("half"), whole}
    every |= {Times.of(one).so_far for one in (*quarters, *(months if monthly else ()))}
    return sorted(
        (one for one in every if one.start <= reader.as_of), key=lambda one: (one.months, one.start)
    )


class Unknowns:
    """The numbers of some measures in two fiscal years, of which ``first`` is the earlier."""

    def __init__(self, reader: Measuring, first: int, *, monthly: bool) -> None:
        self._reader, self._first, self.monthly = reader, first, monthly
        self.columns = {year: columns_of(year, reader, monthly=monthly) for year in (first, first + 1)}
        self._inside = {
            year: {
                column: [one for one in every if column.start <= one.start and one.end <= column.end]
                for column in every
            }
            for year, every in self.columns.items()
        }
        self.before = Period.fy(first).previous()
        self._values: dict[tuple[str, str, int], dict[Key, dict[Period, int | None]]] = {}
        self._leaves: dict[tuple[str, str, int, Key], dict[Period, Unknown]] = {}

    def value(self, code: str, column: Period, field: str = _WHOLE, key: Key = None) -> int | None:
        """What a number is."""
        return self.values(code, field, column.year).get(key, {}).get(column)

    def values(self, code: str, field: str, year: int) -> dict[Key, dict[Period, int | None]]:
        """The numbers of a measure in a year, by the rows of ``field`` (without one: as a whole)."""
        if (code, field, year) not in self._values:
            every = tuple(self.columns[year])
            if year == self._first and not field and code in CHANGES:
                every = (self.before, *every)
            made: dict[Key, dict[Period, int | None]] = {}
            if every:
                counted = trend(
                    self._reader, MEASURES[code], every[-1], Question(every[-1], field), columns=every
                )
                for key, line in (counted.rows if field else {None: counted.total}).items():
                    cells = zip(every, line.cells, strict=True)
                    made[key] = {column: cell.value for column, cell in cells}
            self._values[code, field, year] = made
        return self._values[code, field, year]

    def leaves(self, code: str, year: int, field: str = _WHOLE, key: Key = None) -> dict[Period, Unknown]:
        """The unknowns of a flow in a year, by the shortest column that holds them."""
        place = code, field, year, key
        if place not in self._leaves:
            held = self.values(code, field, year).get(key, {})
            made: dict[Period, Unknown] = {}
            counts: dict[Period, int] = {}
            for column in self.columns[year]:
                now = held.get(column)
                rest = (now or 0) - sum(counts.get(one, 0) for one in self._inside[year][column])
                if column.kind == "month" or (now is not None and rest):
                    counts[column] = rest
                    told = str(now) if column.kind == "month" else str(rest)
                    made[column] = field, code, str(key), column.key, told
            self._leaves[place] = made
        return self._leaves[place]

    def form(self, code: str, column: Period, field: str = _WHOLE, key: Key = None) -> dict[Unknown, int]:
        """A number as a sum of the unknowns of its fiscal year, stocks of what they were when it began."""
        year, measure = column.year, MEASURES[code]
        if not field and code in CHANGES:
            made: dict[Unknown, int] = {self.opening(code, year): 1}
            for flow, sign in CHANGES[code].items():
                leaves = self.leaves(flow, year)
                made |= {leaf: sign for of, leaf in leaves.items() if of.end <= column.end}
            return made
        since = FROM_APRIL.get(code)
        if (
            since
            and not field
            and column.start == Period.fy(year).start
            and self.value(code, column) == self.value(since, column)
        ):
            code, measure = since, MEASURES[since]
        if measure.kind == "flow":
            leaves = self.leaves(code, year, field, key)
            return {leaves[one]: 1 for one in self._inside[year][column] if one in leaves}
        time = str(min(column.last, self._reader.as_of)) if measure.kind == "stock" else column.key
        return {(field, code, str(key), time, str(self.value(code, column, field, key))): 1}

    def opening(self, code: str, year: int) -> Unknown:
        """What a stock was when a year began."""
        first = year == self._first
        before = self.values(code, _WHOLE, self._first)[None].get(
            self.before if first else Period.fy(self._first)
        )
        return _WHOLE, code, str(None), "", str(before)

    def whole(self, one: Sum, year: int) -> Sum:
        """A sum of the unknowns of a year as one of those of both: it begins as the one before ends.

        Where nothing is stated there is nothing: everybody knows when a register began.
        """
        made: dict[Unknown, int] = {}
        for unknown, weight in one.items():
            if unknown[3] or year == self._first:
                made[unknown] = weight
            elif unknown[1] in CHANGES and unknown == self.opening(unknown[1], year):
                end = self.whole(self.form(unknown[1], Period.fy(self._first)), self._first)
                made |= {of: by * weight for of, by in end.items()}
            else:
                made[(*unknown[:3], f"<{year}", unknown[4])] = weight
        return {unknown: weight for unknown, weight in made.items() if unknown[4] != "None"}

    def explained(self, one: Sum, year: int) -> Sum:
        """A stock that was told as the number of a day as a sum of flows; nothing if it has changed."""
        unknown = next(iter(one))
        if len(one) > 1 or unknown[1] not in CHANGES or not unknown[3]:
            return one
        for column in self.columns[year]:
            day = str(min(column.last, self._reader.as_of))
            if day == unknown[3] and str(self.value(unknown[1], column)) == unknown[4]:
                return self.form(unknown[1], column)
        return {}

    def levels(self, code: str) -> list[Level]:
        """What a stock is at the end of every month, as far as it is known."""
        months = [one for every in self.columns.values() for one in every if one.kind == "month"]
        return [
            Level(self.whole(self.form(code, one), one.year), value)
            for one in sorted(months)
            if (value := self.value(code, one)) is not None
        ]

    def identities(self, code: str, field: str, year: int) -> dict[Unknown, Sum]:
        """How the rows of each time make up the whole, where they do: nobody has to be told that."""
        made: dict[Unknown, Sum] = {}
        keys = list(self.values(code, field, year))
        if MEASURES[code].kind == "stock":
            for column in self.columns[year]:
                time = str(min(column.last, self._reader.as_of))
                parts = {u: 1 for key in keys for u in self.form(code, column, field, key)}
                if keys and (self.value(code, column) or 0) == sum(number(u) for u in parts):
                    made[_WHOLE, code, str(None), time, str(self.value(code, column))] = parts
        elif keys and MEASURES[code].kind == "flow":
            rows = [self.leaves(code, year, field, key) for key in keys]
            for column, leaf in self.leaves(code, year).items():
                parts = {row[column]: 1 for row in rows if column in row}
                if parts and number(leaf) == sum(number(u) for u in parts):
                    made[leaf] = parts
        return made

    def total(self, code: str, column: Period) -> Sum:
        """The whole beside its rows: of stocks the number of the day, not what flows explain."""
        if MEASURES[code].kind != "stock":
            return self.form(code, column)
        time = str(min(column.last, self._reader.as_of))
        return {(_WHOLE, code, str(None), time, str(self.value(code, column))): 1}
