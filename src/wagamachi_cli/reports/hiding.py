"""Small numbers of people in need: what a public report does not tell, so that it cannot be worked out.

A number is a sum of unknowns (a measure in a month). What was told, in this report and in those that may
have been handed over before it in the fiscal year, spans all that can be computed; a table is told only
if no small number of the year comes into that span. It is decided in the order in which reports are
handed over, so that each report takes those before it as told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.period import Period, Unit
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.periodic.times import Times
from wagamachi_cli.reports.published import Key
from wagamachi_cli.reports.trend import Question, trend
from wagamachi_cli.sheet import Sign

HIDDEN = Sign("x")

_CHANGES = {
    "help.open": {"help.requests": 1, "help.done": -1, "help.unmet": -1, "help.cancelled": -1},
    "concern.open": {"concern.received": 1, "concern.resolved": -1},
    "referral.open": {"referral.sent": 1, "referral.done": -1, "referral.declined": -1},
}
"""Stocks that flows explain: one of them can be computed from the others."""
_FOLLOWS = {"help.minutes": "help.done"}
"""What is told just where the number of people or cases behind it is."""
_FROM_APRIL = {"pantry.households": "pantry.new_in_year"}
"""Different households since the year began are those that came for the first time in it."""
_PRIME = 2**61 - 1  # arithmetic modulo a prime is exact; that it misjudges a span is as good as impossible

_Unknown = tuple[str, ...]
_Sum = Mapping[_Unknown, int]
_Lines = dict[tuple[str, Key], dict[Period, int | None]]
"""The numbers of a measure and a row of it, by column."""


class _Span:
    """All that can be computed from what was told, and the secrets that must stay out of it."""

    def __init__(self, secrets: Iterable[_Sum]) -> None:
        self._steps: list[tuple[_Unknown, _Sum]] = []
        self._secrets = [dict(secret) for secret in secrets]

    def tell(self, sums: Iterable[_Sum]) -> bool:
        """Tell all of ``sums``; False, and nothing is told, if a secret could then be computed."""
        steps, secrets = list(self._steps), self._secrets
        for one in sums:
            left = _without(one, steps)
            if not left:
                continue
            pivot, weight = next(iter(left.items()))
            inverse = pow(weight, -1, _PRIME)
            step = pivot, {unknown: weight * inverse % _PRIME for unknown, weight in left.items()}
            steps.append(step)
            secrets = [_without(secret, [step]) if pivot in secret else secret for secret in secrets]
            if not all(secrets):
                return False
        self._steps, self._secrets = steps, secrets
        return True

    def knows(self, one: _Sum) -> bool:
        """Whether a number can be computed."""
        return not _without(one, self._steps)

    def keep(self, sums: Iterable[_Sum]) -> None:
        """Take more secrets: what was not told must not be told by the way either."""
        self._secrets += [left for one in sums if (left := _without(one, self._steps))]


def _without(one: _Sum, steps: Iterable[tuple[_Unknown, _Sum]]) -> dict[_Unknown, int]:
    """What of a sum the steps do not explain."""
    left = dict(one)
    for pivot, step in steps:
        factor = left.get(pivot, 0)
        for unknown, weight in step.items() if factor else ():
            left[unknown] = (left.get(unknown, 0) - factor * weight) % _PRIME
            if not left[unknown]:
                del left[unknown]
    return left


_UNITS: tuple[Unit, ...] = ("quarter", "half", "fy")


class Hiding:
    """What the public report of a period may tell of the measures that are not public when small.

    ``apart`` are the tables of parts: a field, and the measures that are told apart by it. What is less
    than ``threshold`` and not 0 is small. Taken as told before are the reports of the quarters and
    halves (and for that of a month, of the months) of the fiscal year.
    """

    def __init__(
        self, reader: Measuring, period: Period, threshold: int, apart: Mapping[str, Sequence[str]]
    ) -> None:
        self._times = Times.of(period)
        self._units: tuple[Unit, ...] = ("month", *_UNITS) if period.kind == "month" else _UNITS
        self.reader, self.threshold, self.apart = reader, threshold, apart
        self._years: dict[int, _Year] = {}

    def hides(self, measure: Measure, column: Period) -> bool:
        """Whether the report has to hide a measure in a column of time."""
        if measure.public:
            return False
        times = self._times
        if measure.kind == "stock" and column.end == times.period.end:
            column = times.period  # the same number
        inside = column in times.inside
        report = times.period if inside else column  # another period's number is told as its own report does
        return (report, _told_with(measure), column) not in self.year(report.year).told

    def hides_parts(self, measure: Measure, field: str) -> bool:
        """Whether the report has to hide the rows of a measure by ``field``."""
        if measure.public:
            return False
        period = self._times.period
        return (period, _told_with(measure), field) not in self.year(period.year).told_apart

    def year(self, number: int) -> _Year:
        """What the reports of a fiscal year tell, up to this one."""
        if number not in self._years:
            whole, period = Period.fy(number), self._times.period
            every = {part for unit in self._units for part in whole.split(unit)}
            reports = sorted(every, key=lambda one: (one.last, one.months))
            if period in reports:
                reports = reports[: reports.index(period) + 1]
            self._years[number] = _Year(self, reports)
        return self._years[number]


def _told_with(measure: Measure) -> str:
    return _FOLLOWS.get(measure.code, measure.code)


class _Year:
    """What the reports of a fiscal year tell, one after the other.

    ``told`` are (period of the report, measure, column), ``told_apart`` (period, measure, field).
    """

    def __init__(self, hiding: Hiding, reports: Sequence[Period]) -> None:
        self._hiding, self._reader, self._threshold = hiding, hiding.reader, hiding.threshold
        self._reports = [Times.of(one) for one in reports if one.start <= hiding.reader.as_of]
        self._before = Period.fy(reports[0].year).previous()
        self._begun: dict[Period, list[str]] = {}
        self.told: set[tuple[Period, str, Period]] = set()
        self.told_apart: set[tuple[Period, str, str]] = set()
        self._span = _Span(())
        if self._reports:
            secret = [one for one in MEASURES.values() if not one.public and one.code not in _FOLLOWS]
            self._tell(secret)
            for field, codes in hiding.apart.items():
                own = [one for one in secret if one.code in codes and field in hiding.reader.fields(one)]
                self._tell_apart(own, field)

    def _tell(self, measures: Sequence[Measure]) -> None:
        """The lines of measures: in each report the period, then the year so far, then the parts."""
        columns = [column for times in self._reports for column in times.inside]
        lines = self._lines(measures, columns)
        span = self._span = _Span(self._secrets(lines))
        self._begin(lines)
        for times in self._reports:
            period, alone = times.period, _Span(())  # what this report tells by itself
            for group in ((period,), (times.so_far,), times.parts):
                for one in measures:
                    told = [
                        column
                        for column in group
                        if one.kind != "stock" or column == period or column.end < period.end
                    ]
                    line, sums = lines[one.code, None], [self._sum(one, column, None) for column in told]
                    small = any(self._small(line[column]) for column in told)
                    if not small and alone.tell(sums) and span.tell(sums):
                        self.told |= {(period, one.code, column) for column in told}
                    else:
                        alone.keep(sums)
                        span.keep(sums)

    def _tell_apart(self, measures: Sequence[Measure], field: str) -> None:
        """The parts of measures: all rows or none, and none without the total."""
        lines = self._lines(measures, [times.period for times in self._reports], field)
        span = _Span(self._secrets(lines))
        for period in (times.period for times in self._reports):
            for one in measures:
                keys = [key for code, key in lines if code == one.code]
                sums = [self._sum(one, period, key) for key in keys]
                if (
                    (period, one.code, period) in self.told
                    and not any(self._small(lines[one.code, key][period]) for key in keys)
                    and span.tell(sums)
                ):
                    self.told_apart.add((period, one.code, field))
                else:
                    span.keep(sums)

    def _lines(self, measures: Sequence[Measure], columns: Iterable[Period], field: str = "") -> _Lines:
        """The numbers of measures, by a field or (without one) all together."""
        every = tuple(dict.fromkeys([self._before, *columns]))
        made: _Lines = {}
        for one in measures:
            counted = trend(self._reader, one, every[-1], Question(every[-1], field), columns=every)
            rows = counted.rows if field else {None: counted.total}
            for key, line in rows.items():
                made[one.code, key] = {
                    column: cell.value for column, cell in zip(every, line.cells, strict=True)
                }
        return made

    def _secrets(self, lines: _Lines) -> list[_Sum]:
        """What is small."""
        return [
            self._sum(MEASURES[code], column, key)
            for (code, key), line in lines.items()
            for column, value in line.items()
            if column != self._before and self._small(value)
        ]

    def _begin(self, lines: _Lines) -> None:
        """What stocks were when the year began: known if the reports of the year before tell it."""
        for code in _CHANGES:
            if lines[code, None][self._before] is None or self._hiding.year(self._before.year).ends(code):
                self._span.tell([{(code, str(None)): 1}])
            else:
                self._span.keep([{(code, str(None)): 1}])

    def ends(self, code: str) -> bool:
        """Whether what a stock was when the year ended can be computed from its reports."""
        end = Period(self._before.end, self._before.next().end)
        return self._span.knows(self._sum(MEASURES[code], end, None))

    def _small(self, value: int | None) -> bool:
        return value is not None and 0 < abs(value) < self._threshold

    def _sum(self, measure: Measure, column: Period, key: Key) -> _Sum:
        """A number as the sum of what is not known: flows of months, stocks of days, people of a period."""
        code, row = measure.code, str(key)
        if code in _CHANGES:
            made: dict[_Unknown, int] = {(code, row): 1}
            for month in self._months(Period(self._before.start, column.end))[12:]:
                made |= {(flow, row, month): sign for flow, sign in _CHANGES[code].items()}
            return made
        if column.start == Period.fy(column.year).start:
            code = _FROM_APRIL.get(code, code)
        if measure.kind == "flow" or code != measure.code:
            return {(code, row, month): 1 for month in self._months(column)}
        if measure.kind == "stock":
            return {(code, row, str(min(column.last, self._reader.as_of))): 1}
        return {(code, row, column.key): 1}

    def _months(self, period: Period) -> list[str]:
        """The months that have begun; in the others there is nothing to be known."""
        if period not in self._begun:
            months = period.split("month")
            self._begun[period] = [month.key for month in months if month.start <= self._reader.as_of]
        return self._begun[period]
