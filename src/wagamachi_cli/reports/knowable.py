"""What can be worked out from what was told: between which bounds a number lies that was not.

Unknowns are whole numbers of which none is below 0, and what was told are sums of them. What they really
are is one of the points at which all that was told is true; a number is known as well as those points
agree on it. Points that were found once are kept: as long as they stand, nothing needs to be searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from wagamachi_cli.frozen import frozen
from wagamachi_cli.reports.ranging import Number, Ranging

Unknown = tuple[str, ...]
"""What it is, and last the value that it has."""
Sum = Mapping[Unknown, int]
"""A number as the sum of unknowns, each with its weight."""
_Row = tuple[int, int]
_Delta = dict[Unknown, Number]
_Step = tuple[Unknown, dict[Unknown, int]]
_PRIME = 2**61 - 1  # arithmetic modulo a prime is exact; that it misjudges a sum is as good as impossible


def value(unknown: Unknown) -> int:
    """What an unknown is; nothing stated is nothing."""
    return 0 if unknown[-1] == "None" else int(unknown[-1])


@frozen
class Level:
    """What flows leave at a moment, never less than 0: ``form`` and what else there is come to ``value``."""

    form: Sum
    value: int


@frozen
class _Secret:
    form: Sum
    need: int


class System:
    """What was told, and the numbers of which nobody may know more than that they lie ``need`` apart.

    ``levels`` are those of one stock, by time.
    """

    def __init__(self, need: int, levels: Sequence[Level] = ()) -> None:
        self._need, self._levels = need, levels
        self._rows: list[Sum] = []
        self._steps: list[_Step] = []
        self._secrets: list[_Secret] = []
        self._points: list[_Delta] = [{}]

    def force(self, sums: Iterable[Sum]) -> None:
        """Take ``sums`` as told, whatever follows; before anything is kept."""
        self._steps, self._rows = _steps([], [*self._rows, *sums])
        self._points = [{}]

    def keep(self, one: Sum) -> bool:
        """Keep a number from now on, as well as it can be; whether that is as well as it ought to be."""
        need = min(self._need, self._width(one, _Seen(self._rows)))
        if need:
            self._secrets.append(_Secret(one, need))
        return need == self._need

    def tell(self, sums: Iterable[Sum]) -> bool:
        """Tell all of ``sums``; False, and nothing is told, if something that is kept were known by that."""
        steps, new = _steps(self._steps, sums)
        if not new:
            return True  # it was known already
        rows, points = self._rows, self._points
        self._rows = [*rows, *new]
        self._points = [point for point in points if not any(_of(one, point) for one in new)]
        standing = len(self._points)
        seen = _Seen(self._rows)
        if all(self._width(one.form, seen, one.need) >= one.need for one in self._secrets):
            self._steps = steps
            return True
        self._rows, self._points = rows, [*points, *self._points[standing:]]
        return False

    def knows(self, one: Sum) -> bool:
        """Whether a number follows from those that were told."""
        return not _steps(self._steps, [one])[1]

    def surely(self, one: Sum, rows: Sequence[Sum]) -> bool:
        """Whether a number would be kept well if only ``rows`` had been told."""
        seen = _Seen(rows)
        return self._free(one, seen, self._need) or self._searched(one, seen, self._need)[0] >= self._need

    @property
    def state(self) -> tuple[list[Sum], list[_Step], list[_Delta]]:
        """What is told and found, to go back to it."""
        return list(self._rows), list(self._steps), list(self._points)

    @state.setter
    def state(self, state: tuple[list[Sum], list[_Step], list[_Delta]]) -> None:
        self._rows, self._steps, self._points = state

    def _width(self, one: Sum, seen: _Seen, need: int = 0) -> int:
        """How far apart the bounds of a number are, as far as ``need`` goes."""
        need = need or self._need
        found = [_of(one, point) for point in self._points]
        if max(found) - min(found) >= need or self._free(one, seen, need):
            return need
        width, points = self._searched(one, seen, need)
        self._points += points
        return width

    def _free(self, one: Sum, seen: _Seen, need: int) -> bool:
        """Whether unknowns that were only told together leave it open: most numbers, and soon seen."""
        if self._levels:  # what one flow has more, another one of the same time has, too
            for unknown, weight in one.items():
                marks = seen.marks(unknown)
                if not marks and self._sign.get(unknown, 1) > 0:
                    return True
                if unknown in self._sign:
                    other = tuple((row, -by) for row, by in marks)
                    if any(
                        weight + one.get(down, 0) and seen.marks(down) == other
                        for down in self._beside.get(unknown, ())
                    ):
                        return True
            return False
        open_ = 0
        weights: dict[tuple[_Row, ...], list[int]] = {}
        for unknown, weight in one.items():
            marks = seen.marks(unknown)
            if not marks:
                return True
            weights.setdefault(marks, []).append(weight)
        for marks, held in weights.items():
            whole = seen.together[marks]
            rest = [0] if len(held) < len(whole) else []
            open_ += (max(held + rest) - min(held + rest)) * sum(max(value(u), 0) for u in whole)
        return open_ >= need

    @cached_property
    def _beside(self) -> dict[Unknown, list[Unknown]]:
        """The flows of the same time that go the other way, for each."""
        place = self._place
        return {
            one: [u for u in place if place[u] == place[one] and self._sign[u] == -self._sign[one]]
            for one in place
        }

    @cached_property
    def _place(self) -> dict[Unknown, int]:
        """From which level on an unknown is in them."""
        return {u: n for n, level in reversed(list(enumerate(self._levels))) for u in level.form}

    @cached_property
    def _sign(self) -> dict[Unknown, int]:
        return dict(self._levels[-1].form) if self._levels else {}

    def _searched(self, one: Sum, seen: _Seen, need: int) -> tuple[int, list[_Delta]]:
        """How far apart the bounds are by searching, and the points at which they are."""
        rows = seen.rows if self._levels else seen.around(one)
        unknowns = dict.fromkeys([*one, *(u for row in rows for u in row), *self._sign])
        levels = self._boundaries(one, seen)
        classes: dict[tuple[object, ...], list[Unknown]] = {}
        for u in sorted(unknowns, key=lambda u: self._place.get(u, -1)):
            at = next((n for n, level in enumerate(levels) if u in level.form), -1)
            classes.setdefault((seen.marks(u), one.get(u, 0), at, self._sign.get(u, 0)), []).append(u)
        members = list(classes.values())
        first = [whole[0] for whole in members]
        table = [[row.get(u, 0) for u in first] + [0] * len(levels) for row in rows]
        for n, level in enumerate(levels):
            slack = [0] * len(levels)
            slack[n] = -1
            table.append([level.form.get(u, 0) for u in first] + slack)
        masses = [sum(max(value(u), 0) for u in whole) for whole in members]
        ranging = Ranging(table, masses + [max(level.value, 0) for level in levels])
        width, points = ranging.spread([one.get(u, 0) for u in first] + [0] * len(levels), need)
        return min(width, need), [self._moved(members, point) for point in points]

    def _boundaries(self, one: Sum, seen: _Seen) -> list[Level]:
        """The levels that matter: between them flows can be moved freely, what comes in first of all."""
        kept: list[Level] = []
        before: list[tuple[str, tuple[_Row, ...], int]] = []
        known: Sum = {}
        for level in self._levels:
            here = sorted((u[1], seen.marks(u), one.get(u, 0)) for u in level.form if u not in known)
            if kept and here == before:
                kept[-1] = level
            else:
                kept.append(level)
            before, known = here, level.form
        return kept

    def _moved(self, members: Sequence[Sequence[Unknown]], point: Sequence[Number]) -> _Delta:
        """How a point differs from what is: what comes in as early as may be, what goes as late."""
        made: _Delta = {}
        for whole, there in zip(members, point, strict=False):
            bearer = whole[-1 if self._sign.get(whole[0], 1) < 0 else 0]
            for u in whole:
                by = (there if u == bearer else 0) - max(value(u), 0)
                if by:
                    made[u] = by
        return made


class _Seen:
    """Told sums, looked at from the unknowns."""

    def __init__(self, rows: Sequence[Sum]) -> None:
        self.rows = rows
        self._marks: dict[Unknown, list[_Row]] = {}
        for number, row in enumerate(rows):
            for unknown, weight in row.items():
                self._marks.setdefault(unknown, []).append((number, weight))

    def marks(self, unknown: Unknown) -> tuple[_Row, ...]:
        """In which sums an unknown is, and how: unknowns with the same were only told together."""
        return tuple(self._marks.get(unknown, ()))

    @cached_property
    def together(self) -> dict[tuple[_Row, ...], list[Unknown]]:
        """The unknowns by what was told of them."""
        made: dict[tuple[_Row, ...], list[Unknown]] = {}
        for unknown, marks in self._marks.items():
            made.setdefault(tuple(marks), []).append(unknown)
        return made

    def around(self, one: Sum) -> list[Sum]:
        """The sums that have to do with a number, however far around."""
        due, found = list(one), dict[int, Sum]()
        known = set(due)
        while due:
            for number, _weight in self._marks.get(due.pop(), ()):
                if number not in found:
                    found[number] = self.rows[number]
                    new = [u for u in self.rows[number] if u not in known]
                    known.update(new)
                    due += new
        return [found[number] for number in sorted(found)]


def _steps(known: Sequence[_Step], sums: Iterable[Sum]) -> tuple[list[_Step], list[Sum]]:
    """Which of ``sums`` do not follow from those that are known: each explains one unknown more."""
    steps, new = list(known), []
    for one in sums:
        left = dict(one)
        for pivot, step in steps:
            if by := left.get(pivot, 0):
                for unknown, weight in step.items():
                    left[unknown] = (left.get(unknown, 0) - by * weight) % _PRIME
        left = {unknown: weight for unknown, weight in left.items() if weight}
        if left:
            pivot, by = next(iter(left.items()))
            inverse = pow(by, -1, _PRIME)
            steps.append((pivot, {unknown: weight * inverse % _PRIME for unknown, weight in left.items()}))
            new.append(one)
    return steps, new


def _of(one: Sum, point: _Delta) -> Number:
    """By how much more a number is at a point than it is."""
    small, large = (one, point) if len(one) < len(point) else (point, one)
    total: Number = 0
    for u, by in small.items():
        if u in large:
            total += by * large[u]
    return total
