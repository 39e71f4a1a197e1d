"""The report on areas: one page, a row an area, a column a headline number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wagamachi_cli.errors import UsageError
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports import wording
from wagamachi_cli.reports.picture import amount
from wagamachi_cli.reports.several import heads, total_of
from wagamachi_cli.reports.tables import TOTAL, check_field, field_label, labelled, ordered, value
from wagamachi_cli.reports.trend import TIME_FIELDS, Question, Trend, as_of, trend
from wagamachi_cli.sheet import ChartSpec, Coded, Column, Report, Row, Sheet, human

CODES = (
    "council.total",
    "meeting.held",
    "meeting.attendees",
    "activity.running",
    "activity.suspended",
    "session.held",
    "session.attendances",
    "session.people",
    "help.requests",
    "help.done",
    "help.unmet",
    "helper.active",
    "consultant.registered",
    "visit.made",
    "concern.received",
    "pantry.visits",
    "food.distributed",
    "partner.linked",
)
"""The measures of the report."""
HEADLINES = {
    "council.total": Label("協議会", "councils"),
    "meeting.held": Label("会議", "meetings"),
    "activity.running": Label("活動体", "activities"),
    "session.held": Label("開催", "sessions"),
    "session.attendances": Label("参加（延べ）", "attendances"),
    "help.done": Label("お手伝い", "help given"),
    "consultant.registered": Label("相談員", "consultants"),
    "visit.made": Label("見守り", "visits"),
    "pantry.visits": Label("食の支援", "pantry visits"),
}
"""Those of the page of areas in the report of a period, and their heads, to be read from afar."""
_DRAWN = "activity.running"


def areas(reader: Measuring, question: Question) -> Report:
    """The headline numbers of a period, area by area, or by another field; UsageError if none has it."""
    if question.by in TIME_FIELDS:
        raise UsageError(
            _("The rows of this report are areas; it has no columns of time."),
            _("For one month or quarter give it as PERIOD."),
        )
    field = question.field or "area"
    measures = [MEASURES[code] for code in CODES]
    check_field(reader, measures, field)
    measures = [measure for measure in measures if field in reader.fields(measure)]
    period = question.period or Period.containing(reader.today, "fy")
    asked = Question(period, field)
    trends = [trend(reader, measure, period, asked, columns=(period,)) for measure in measures]
    order = reader.order(measures[0], field)
    keys = ordered({*order, *(key for one in trends for key in one.rows)}, order)
    rows: list[Row] = [
        {
            field: labelled(reader, measures[0], field, key),
            **{one.measure.code: total_of(one, key) for one in trends},
        }
        for key in keys
    ]
    rows.append(
        {
            field: Coded(TOTAL, _("total")),
            **{one.measure.code: value(one.total.total, one.measure) for one in trends},
        }
    )
    codes = [measure.code for measure in measures]
    stated = [one for one in trends if any(row[one.measure.code] is not None for row in rows)] or trends
    columns = (Column(field, field_label(field), kind="choice"), *heads(codes))
    day = as_of(reader, trends, period)
    drawn = next((one for one in trends if one.measure.code == _DRAWN), trends[0])
    title = _("Areas at a glance")
    return Report(
        "areas",
        title,
        period,
        day,
        Sheet(columns, tuple(rows)),
        notes=tuple(wording.notes(stated, reader)),
        sources=tuple(wording.sources(trends, reader)),
        chart=_chart(reader, title, field, rows[:-1], drawn, day),
        sparse=True,
    )


def _chart(
    reader: Measuring, title: str, field: str, rows: Sequence[Row], drawn: Trend, day: date
) -> ChartSpec:
    """A bar for each row."""
    counts = tuple(amount(row[drawn.measure.code]) for row in rows)
    return ChartSpec(
        title=title,
        subtitle=_("{what}, as of {day}").format(what=drawn.measure.label, day=wording.long_day(day)),
        unit=str(drawn.measure.unit),
        categories=tuple(human(row[field]) for row in rows),
        bars=((str(drawn.measure.label), counts),),
        notes=(*wording.remarks([drawn], reader), *wording.chart_sources([drawn], reader)),
    )
