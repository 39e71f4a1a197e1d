"""The charts of a report: trends over fiscal years as the city is shown them, flows part by part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import _
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports import picture
from wagamachi_cli.reports.activity import activity
from wagamachi_cli.reports.council import council
from wagamachi_cli.reports.pantry import WHERE
from wagamachi_cli.reports.periodic.chapters import Chapter
from wagamachi_cli.reports.periodic.numbers import Numbers
from wagamachi_cli.reports.placement import placement
from wagamachi_cli.reports.trend import Question, Trend, years
from wagamachi_cli.sheet import ChartSpec, Report, height

_TRENDS: Mapping[str, tuple[Callable[[Measuring, Question], Report], tuple[str, ...]]] = {
    "placement": (placement, ("placement.new",)),
    "councils": (council, ("council.established", "council.closed")),
    "activities": (activity, ("activity.started",)),
}
"""The report that draws a chapter's trend, and the measures whose years it shows."""
_TELLING = 5
"""Lower than this, bars of months say less than the table."""
_ENDS = ("help.done", "help.unmet", "help.cancelled")
_MET = ("visit.met", "visit.absent")
_SPLIT = {"salons": ("session.attendances", "category"), "meetings": ("meeting.held", "kind")}


def drawn(numbers: Numbers, chapter: Chapter, day: date) -> ChartSpec | None:
    """The chart of a chapter, if it has one and there is anything to draw."""
    return something(_made(numbers, chapter, day))


def something(chart: ChartSpec | None) -> ChartSpec | None:
    """The chart, if it has a bar."""
    return (
        chart if chart and any(height(value) for _label, values in chart.bars for value in values) else None
    )


def _made(numbers: Numbers, chapter: Chapter, day: date) -> ChartSpec | None:
    reader, times = numbers.reader, numbers.times
    if chapter.key in _TRENDS:
        report, codes = _TRENDS[chapter.key]
        known = years(reader, [MEASURES[code] for code in codes])
        end = min(known.end, Period.fy(times.period.year).end)
        return report(reader, Question(Period(known.start, end))).chart if known.start < end else None
    if len(times.parts) < 2:
        return None
    total = None
    if chapter.key in _SPLIT:
        code, field = _SPLIT[chapter.key]
        one = _by_part(numbers, code)
        series = picture.bars(reader, one, field, reader.top_codes(one.measure, field))
        title, what, trends = str(chapter.heading), str(one.measure.label), [one]
        total = picture.whole(one)
    elif chapter.key == "help" and all(numbers.whole(code) for code in _ENDS):
        trends = [_by_part(numbers, code) for code in _ENDS]
        series = [picture.series(str(one.measure.label), one.total, one) for one in trends]
        title, what = str(chapter.heading), _("how requests ended")
    elif chapter.key == "food" and all(numbers.whole(code) for code in WHERE):
        trends = [_by_part(numbers, code) for code in WHERE]
        series = picture.lines(trends)
        title, what = str(chapter.heading), _("where food went")
    elif chapter.key == "consultants":
        trends = [_by_part(numbers, code) for code in _MET]
        series = [picture.series(str(one.measure.label), one.total, one) for one in trends]
        title, what = str(MEASURES["visit.made"].label), str(MEASURES["visit.made"].label)
    else:
        return None
    made = picture.chart(reader, title, what, day, trends, series, total=total, stack_total=_("total"))
    return made if _highest(made) >= _TELLING else None


def _highest(chart: ChartSpec) -> float:
    """The highest stack."""
    stacks = zip(*(values for _label, values in chart.bars), strict=True)
    return max((sum(map(height, stack)) for stack in stacks), default=0)


def _by_part(numbers: Numbers, code: str) -> Trend:
    return numbers.counted.trend(code, columns=numbers.times.parts)
