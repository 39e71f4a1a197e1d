"""The published figures of a measure: which may be used, and which of those that overlap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.measures import Measure
from wagamachi_cli.period import LATEST, Period, Span
from wagamachi_cli.queries.dimensions import choice_of
from wagamachi_cli.queries.figures import Figure
from wagamachi_cli.queries.measuring import Measuring

Key = str | None


@frozen
class Published:
    """The figures of a measure: those that may be used, and those that stand to a later day than asked."""

    figures: tuple[Figure, ...]
    left_out: tuple[Figure, ...]
    reign: Span | None

    @classmethod
    def of(cls, reader: Measuring, measure: Measure) -> Published:
        """What is published of a measure, for each row and period the latest that is allowed."""
        figures = reader.figures(measure)
        if not figures:
            return cls((), (), None)
        until = reader.as_of if reader.bounded else LATEST
        latest = {(figure.span, figure.key): figure for figure in figures if figure.stands_to <= until}
        left_out = tuple(figure for figure in figures if figure.stands_to > until)
        first = min(figure.span.first for figure in figures)
        reign = Span(first, max(first, *(figure.stated_to for figure in figures)))
        return cls(_by_row(reader, measure, latest.values()), left_out, reign)

    def of_key(self, key: Key) -> list[Figure]:
        """The figures of one row."""
        return [figure for figure in self.figures if figure.key == key]

    def stating(
        self, first: date, last: date, key: Key, beyond: Callable[[Figure], int]
    ) -> tuple[Figure, ...]:
        """The figures whose time lies in these days and which say what there was; they do not overlap.

        Of figures for the same time those are taken that together have most ``beyond`` what is recorded;
        where that is the same, the longest.
        """
        inside = [one for one in self.of_key(key) if first <= one.span.first and one.stands_to <= last]
        inside.sort(key=lambda one: ((one.span.first, one.span.last) != (first, last), _days(one), one.span))
        longest = _apart((), inside)
        most = _most(inside, beyond)
        if sum(map(beyond, most)) > sum(map(beyond, longest)):
            return _apart(most, inside)
        return longest

    def covering(self, column: Period, key: Key) -> Figure | None:
        """The figure for a longer period of which ``column`` is a part that nobody has told apart."""
        for figure in self.of_key(key):
            within = [
                one
                for one in self.of_key(key)
                if one.span != figure.span
                and figure.span.first <= one.span.first
                and one.span.last <= figure.span.last
            ]
            told_apart = within and sum(one.value for one in _most(within, _value)) >= figure.value
            if not told_apart and figure.span.first <= column.last and column.start <= figure.stands_to:
                return figure
        return None


def _value(figure: Figure) -> int:
    return figure.value


def _apart(chosen: Iterable[Figure], more: Iterable[Figure]) -> tuple[Figure, ...]:
    """``chosen``, and of ``more`` in its order what overlaps none of them."""
    found = list(chosen)
    for figure in more:
        if not any(overlap(figure, other) for other in found):
            found.append(figure)
    return tuple(found)


def _most(figures: Sequence[Figure], worth: Callable[[Figure], int]) -> tuple[Figure, ...]:
    """Those of the figures that do not overlap and together are worth most."""
    ordered = sorted(figures, key=lambda one: (one.stands_to, one.span.first))
    best: list[tuple[int, tuple[Figure, ...]]] = [(0, ())]
    for place, figure in enumerate(ordered):
        before = max(n for n in range(place + 1) if n == 0 or ordered[n - 1].stands_to < figure.span.first)
        with_it = best[before][0] + worth(figure), (*best[before][1], figure)
        best.append(max(best[place], with_it, key=lambda one: one[0]))
    return best[-1][1]


def overlap(one: Figure, other: Figure) -> bool:
    """Whether two figures state something of the same time."""
    return one.span.first <= other.stands_to and other.span.first <= one.stands_to


def _days(figure: Figure) -> int:
    """Its length, negative: the longest first."""
    return (figure.span.first - figure.stands_to).days


def _by_row(reader: Measuring, measure: Measure, figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Figures of a choice under another (food) as parts of the row that a trend has (other)."""
    choice = choice_of(measure, measure.split)
    if choice is None:
        return tuple(figures)
    rows: dict[tuple[Span, Key], Figure] = {}
    parts: list[Figure] = []
    for figure in figures:
        if figure.key is not None and reader.choices.parent(choice, figure.key) != figure.key:
            parts.append(figure)
        else:
            rows[figure.span, figure.key] = figure
    whole = set(rows)
    for part in parts:
        place = part.span, reader.choices.parent(choice, part.key or "")
        if place in whole:
            continue
        before = rows.get(place)
        rows[place] = replace(part, key=place[1], value=part.value + (before.value if before else 0))
    return tuple(rows.values())
