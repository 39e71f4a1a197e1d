"""Small numbers of people in need: what a public report does not tell, so that it cannot be worked out.

A number is a sum of unknowns (a measure in a month). What was told, in this report and in those that may
have been handed over before it in the fiscal year, spans all that can be computed; a table is told only
if no small number of the year comes into that span. It is decided in the order in which reports are
handed over, so that each report takes those before it as told.

Of a report that was issued it is known what it told and what it kept (``facts``), and that is what counts.
An unknown is known by its value too: one that has changed since is another one, one that has not is the
same, and what an edition told of it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.period import Period, Unit
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.facts import Facts, Years, taken
from wagamachi_cli.reports.knowable import Sum, Told, Unknown
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
_OPEN = frozenset(code for stock, flows in _CHANGES.items() for code in (stock, *flows))
_FOLLOWS = {"help.minutes": "help.done"}
"""What is told just where the number of people or cases behind it is."""
_FROM_APRIL = {"pantry.households": "pantry.new_in_year"}
"""Different households since the year began are those that came for the first time in it."""

_Line = dict[Period, int | None]
_Lines = dict[tuple[str, Key], _Line]
"""The numbers of a measure and a row of it, by column."""
_WHOLE = ""
"""Where the numbers that are not told apart stand among the fields."""


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
        self._ended: dict[int, _Year] = {}
        self.issued: dict[str, list[Years]] = {}
        """The facts of the editions, by the key of their period."""
        for key, content in reader.told():
            self.issued.setdefault(key, []).append(taken(content))

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

    def facts(self) -> Years:
        """What the report tells and what it keeps, to be known when others follow."""
        times = self._times
        own = self.year(times.period.year)
        made: Years = {times.period.year: own.facts}
        for column in (times.last_year, times.previous):
            year = self.year(column.year)
            made.setdefault(column.year, Facts()).told.extend(year.told_elsewhere(column))
        return made

    def issued_in(self, year: int) -> Iterator[Facts]:
        """What the editions told and kept of a fiscal year."""
        for editions in self.issued.values():
            yield from (facts[year] for facts in editions if year in facts)

    def year(self, number: int) -> _Year:
        """What the reports of a fiscal year tell, up to this one."""
        if number not in self._years:
            self._years[number] = _Year(self, self._reports(number), self._secret(), self.apart)
        return self._years[number]

    def ended(self, number: int) -> _Year:
        """What the reports of a fiscal year tell of what was open at its end, and nothing else.

        It goes back to the first record: other measures do not bear on it, and would cost much.
        """
        if number in self._years:
            return self._years[number]
        if number not in self._ended:
            secret = [one for one in self._secret() if one.code in _OPEN]
            self._ended[number] = _Year(self, self._reports(number), secret, {})
        return self._ended[number]

    def _secret(self) -> list[Measure]:
        """The measures that are not public when small, in the order in which reports tell them."""
        secret = [one for one in MEASURES.values() if not one.public and one.code not in _FOLLOWS]
        # What follows from others comes after them, so that it does not tell what they hide.
        return sorted(secret, key=lambda one: one.code in _FROM_APRIL)

    def _reports(self, number: int) -> list[Period]:
        """The reports of a fiscal year in the order in which they are handed over, up to this one."""
        whole, period = Period.fy(number), self._times.period
        every = {part for unit in self._units for part in whole.split(unit)}
        reports = sorted(every, key=lambda one: (one.last, one.months))
        return reports[: reports.index(period) + 1] if period in reports else reports


def _told_with(measure: Measure) -> str:
    return _FOLLOWS.get(measure.code, measure.code)


_TOGETHER = {
    **{flow: stock for stock, flows in _CHANGES.items() for flow in flows},
    **{since: code for code, since in _FROM_APRIL.items()},
}
"""Measures of which one helps to compute the other, by one of them; the others stand for themselves."""


class _Year:
    """What the reports of a fiscal year tell, one after the other.

    ``told`` are (period of the report, measure, column), ``told_apart`` (period, measure, field).
    ``facts`` are those of the last report.
    """

    def __init__(
        self,
        hiding: Hiding,
        reports: Sequence[Period],
        secret: Sequence[Measure],
        apart: Mapping[str, Sequence[str]],
    ) -> None:
        self._hiding, self._reader, self._threshold = hiding, hiding.reader, hiding.threshold
        self._reports = [Times.of(one) for one in reports if one.start <= hiding.reader.as_of]
        self._number = reports[0].year
        self._before = Period.fy(self._number).previous()
        self._begun: dict[Period, list[Period]] = {}
        self._sums: dict[tuple[str, str, Period, Key], Sum] = {}
        self.told: set[tuple[Period, str, Period]] = set()
        self.told_apart: set[tuple[Period, str, str]] = set()
        self.facts = Facts()
        self._spans: dict[str, Told] = {}
        self._lines: dict[str, _Lines] = {}
        if self._reports:
            columns = [column for times in self._reports for column in times.inside]
            self._lines[_WHOLE] = self._read(secret, columns)
            for field, codes in apart.items():
                own = [one for one in secret if one.code in codes and field in hiding.reader.fields(one)]
                self._lines[field] = self._read(own, [times.period for times in self._reports], field)
            self._start()
            for times in self._reports:
                last = times is self._reports[-1]
                self.facts = Facts(told=self._identities())
                self._tell(times, secret, whole=last or times.period.key not in hiding.issued)

    def _start(self) -> None:
        """What is known before the first report: how parts make up a whole, what editions told."""
        issued = list(self._hiding.issued_in(self._number))
        known: dict[str, list[Sum]] = {}
        for one in self._identities() + [one for facts in issued for one in facts.told]:
            known.setdefault(_group(one), []).append(one)
        for code, sums in known.items():
            self._spans.setdefault(code, Told(())).force(sums)
        for one in self._secrets() + [one for facts in issued for one in facts.kept]:
            self._span(one).keep([one])
        self._begin()

    def _span(self, one: Sum) -> Told:
        """All that is known beside a number and has to do with it."""
        return self._spans.setdefault(_group(one), Told(()))

    def _tell(self, times: Times, measures: Sequence[Measure], *, whole: bool) -> None:
        """What a report tells: the period, then the year so far, then the parts of time, then the rows.

        Not ``whole``: of a report that was issued the edition told the rest.
        """
        period, lines = times.period, self._lines[_WHOLE]
        alone: dict[str, Told] = {}  # what this report tells by itself
        for group in ((period,), *((times.so_far,), times.parts) * whole):
            for bundle in _bundles(measures):
                told = [
                    (one, column)
                    for one in bundle
                    for column in group
                    if one.kind != "stock" or column == period or column.end < period.end
                ]
                sums = [made for one, column in told if (made := self._sum(_WHOLE, one, column, None))]
                small = any(self._small(lines[one.code, None][column]) for one, column in told)
                own = alone.setdefault(_TOGETHER.get(bundle[0].code, bundle[0].code), Told(()))
                if not small and own.tell(sums) and self._told(sums):
                    self.told |= {(period, one.code, column) for one, column in told}
                    self.facts.told += sums
                else:
                    own.keep(sums)
                    self._keep(sums)
        for field in [one for one in self._lines if one != _WHOLE and whole]:
            for one in measures:
                self._tell_apart(period, one, field)

    def _tell_apart(self, period: Period, one: Measure, field: str) -> None:
        """The rows of a measure: all or none, and none without the total."""
        lines = self._lines[field]
        keys = [key for code, key in lines if code == one.code]
        sums = [self._sum(field, one, period, key) for key in keys]
        if not sums:
            return
        small = any(self._small(lines[one.code, key][period]) for key in keys)
        if (period, one.code, period) in self.told and not small and self._told(sums):
            self.told_apart.add((period, one.code, field))
            self.facts.told += sums
        else:
            self._keep(sums)

    def _told(self, sums: Sequence[Sum]) -> bool:
        return not sums or self._span(sums[0]).tell(sums)

    def _keep(self, sums: Sequence[Sum]) -> None:
        for one in sums:
            self._span(one).keep([one])
        self.facts.kept += sums

    def _identities(self) -> list[Sum]:
        """How the rows of a month make up the whole, where they do: nobody has to be told that."""
        made: list[Sum] = []
        whole, months = self._lines[_WHOLE], self._months(Period.fy(self._number))
        for field, lines in self._lines.items():
            rows: dict[str, list[Key]] = {}
            for code, key in lines if field else ():
                rows.setdefault(code, []).append(key)
            for code, keys in rows.items():
                if MEASURES[code].kind == "flow" and all(
                    (whole[code, None][month] or 0) == sum(lines[code, key][month] or 0 for key in keys)
                    for month in months
                ):
                    made += [
                        {self._unknown(field, code, key, month, month.key): -1 for key in keys}
                        | {self._unknown(_WHOLE, code, None, month, month.key): 1}
                        for month in months
                    ]
        return made

    def told_elsewhere(self, period: Period) -> list[Sum]:
        """What another report tells of this period beside its own numbers."""
        return [
            self._sum(_WHOLE, MEASURES[code], column, None)
            for report, code, column in sorted(self.told)
            if report == column == period
        ]

    def _read(self, measures: Sequence[Measure], columns: Iterable[Period], field: str = "") -> _Lines:
        """The numbers of measures, by a field or (without one) all together; of every month, too."""
        months = self._months(Period.fy(self._number))
        every = tuple(dict.fromkeys([self._before, *months, *columns]))
        made: _Lines = {}
        for one in measures:
            counted = trend(self._reader, one, every[-1], Question(every[-1], field), columns=every)
            rows = counted.rows if field else {None: counted.total}
            for key, line in rows.items():
                made[one.code, key] = {
                    column: cell.value for column, cell in zip(every, line.cells, strict=True)
                }
        return made

    def _secrets(self) -> list[Sum]:
        """What is small."""
        shown = {column for times in self._reports for column in times.inside}
        return [
            self._sum(field, MEASURES[code], column, key)
            for field, lines in self._lines.items()
            for (code, key), line in lines.items()
            for column, value in line.items()
            if column in shown and self._small(value)
        ]

    def _begin(self) -> None:
        """What stocks were when the year began: known if the reports of the year before tell it."""
        for code in _CHANGES:
            value = self._lines[_WHOLE][code, None][self._before]
            opening: Sum = {(_WHOLE, code, str(None), "", str(value)): 1}
            if value is None or self._hiding.ended(self._before.year).ends(code):
                self._span(opening).force([opening])
            else:
                self._span(opening).keep([opening])

    def ends(self, code: str) -> bool:
        """Whether what a stock was when the year ended can be computed from its reports."""
        after = Period(self._before.end, self._before.next().end)
        end = self._sum(_WHOLE, MEASURES[code], after, None) if self._lines else {}
        return bool(end) and self._span(end).knows(end)

    def _small(self, value: int | None) -> bool:
        return value is not None and 0 < abs(value) < self._threshold

    def _sum(self, field: str, measure: Measure, column: Period, key: Key) -> Sum:
        """A number as a sum of unknowns: flows of months begun (if any), stocks of days, people of a time."""
        place = field, measure.code, column, key
        if place not in self._sums:
            self._sums[place] = self._summed(field, measure, column, key)
        return self._sums[place]

    def _summed(self, field: str, measure: Measure, column: Period, key: Key) -> Sum:
        code = measure.code
        if code in _CHANGES:
            opening = str(self._lines[field][code, key].get(self._before))
            made: dict[Unknown, int] = {(field, code, str(key), "", opening): 1}
            for month in self._months(Period(self._before.start, column.end))[12:]:
                made |= {
                    self._unknown(field, flow, key, month, month.key): sign
                    for flow, sign in _CHANGES[code].items()
                }
            return made
        if column.start == Period.fy(column.year).start:
            code = _FROM_APRIL.get(code, code)
        if measure.kind == "flow" or code != measure.code:
            return {self._unknown(field, code, key, month, month.key): 1 for month in self._months(column)}
        time = str(min(column.last, self._reader.as_of)) if measure.kind == "stock" else column.key
        return {self._unknown(field, code, key, column, time): 1}

    def _unknown(self, field: str, code: str, key: Key, column: Period, time: str) -> Unknown:
        """An unknown and the value that it has now."""
        value = self._lines[field].get((code, key), {}).get(column)
        return field, code, str(key), time, str(value)

    def _months(self, period: Period) -> list[Period]:
        """The months that have begun; in the others there is nothing to be known."""
        if period not in self._begun:
            months = period.split("month")
            self._begun[period] = [month for month in months if month.start <= self._reader.as_of]
        return self._begun[period]


def _group(one: Sum) -> str:
    """Which numbers a number has to do with."""
    code = next(iter(one))[1]
    return _TOGETHER.get(code, code)


def _bundles(measures: Sequence[Measure]) -> list[list[Measure]]:
    """The measures, those together that are the same number in some columns: told both, or neither."""
    by_code = {one.code: one for one in measures}
    made = []
    for one in measures:
        if one.code not in _FROM_APRIL.values():
            since = by_code.get(_FROM_APRIL.get(one.code, ""))
            made.append([one] if since is None else [one, since])
    return made
