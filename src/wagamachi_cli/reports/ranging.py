"""How far a sum can move while others stand still: exact, by the simplex method, for small systems.

Every number is at least 0 and there is a point to begin with (what the register says), so that no first
phase is needed: columns that are in no basis may stand anywhere until they are moved to where they stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

Number = int | Fraction
Point = list[Number]
_MOST_STEPS = 2_000


class Ranging:
    """All points from ``start`` on at which ``rows`` come to the same as there; nothing is below 0."""

    def __init__(self, rows: Sequence[Sequence[int]], start: Sequence[int]) -> None:
        self.point: Point = list(start)
        self._table: list[Point] = []
        self._basis: list[int] = []
        order = sorted(range(len(start)), key=lambda column: -start[column])
        for row in rows:
            left: Point = list(row)
            for basic, known in zip(self._basis, self._table, strict=True):
                _subtract(left, known, left[basic])
            column = next((one for one in order if left[one]), None)
            if column is not None:
                self._table.append(left)
                self._basis.append(column)
                self._pivot(len(self._table) - 1, column)

    def spread(self, goal: Sequence[int], enough: int) -> tuple[int, list[Point]]:
        """How far apart the bounds of the sum ``goal`` are, looked for up to ``enough``, and points there."""
        middle = _value(goal, self.point)
        high = floor(middle + self._improve(list(goal), enough))
        points = [list(self.point)]
        if high - ceil(middle) < enough:
            most = _value(goal, self.point)
            low = ceil(most - self._improve([-one for one in goal], enough + 1))
            points.append(list(self.point))
        else:
            low = ceil(middle)
        return high - low, points

    def _improve(self, goal: Point, enough: int) -> Number:
        """Move to where ``goal`` is highest, or by ``enough`` higher; by how much it is higher there."""
        for basic, row in zip(self._basis, self._table, strict=True):
            _subtract(goal, row, goal[basic])
        gained: Number = 0
        for _step in range(_MOST_STEPS):
            column = next(
                (n for n, rate in enumerate(goal) if rate > 0 or (rate < 0 and self.point[n] > 0)), None
            )
            if column is None or gained >= enough:
                break
            up = 1 if goal[column] > 0 else -1
            rate: Number = goal[column] * up
            far, stop = self._room(column, up)
            if far is None:
                far = ceil(Fraction(enough) / rate)
            gained += rate * far
            self.point[column] += up * far
            for basic, row in zip(self._basis, self._table, strict=True):
                if row[column]:
                    self.point[basic] -= row[column] * up * far
            if stop is not None:
                self._pivot(stop, column)
                _subtract(goal, self._table[stop], goal[column])
        return gained

    def _room(self, column: int, up: int) -> tuple[Number | None, int | None]:
        """How far a column can move (None: without end), and the row that stops it (None: 0 does)."""
        far: Number | None = None if up > 0 else self.point[column]
        stop: int | None = None
        for number, (basic, row) in enumerate(zip(self._basis, self._table, strict=True)):
            falls = row[column] * up
            if falls > 0:
                here = _divided(self.point[basic], falls)
                if (
                    far is None
                    or here < far
                    or (here == far and stop is not None and basic < self._basis[stop])
                ):
                    far, stop = here, number
        return far, stop

    def _pivot(self, number: int, column: int) -> None:
        row = self._table[number]
        by = row[column]
        if by != 1:
            row[:] = [_divided(one, by) if one else 0 for one in row]
        self._basis[number] = column
        for other in self._table:
            if other is not row:
                _subtract(other, row, other[column])


def _subtract(row: Point, other: Point, times: Number) -> None:
    if times:
        for place, one in enumerate(other):
            if one:
                row[place] -= times * one


def _divided(one: Number, by: Number) -> Number:
    made = one * by if by in (1, -1) else Fraction(one) / by
    return made.numerator if isinstance(made, Fraction) and made.denominator == 1 else made


def _value(goal: Sequence[int], point: Point) -> Number:
    total: Number = 0
    for one, there in zip(goal, point, strict=True):
        if one:
            total += one * there
    return total
