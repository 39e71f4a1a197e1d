"""The report on meetings: how many were held and how many people came."""

from __future__ import annotations

from collections.abc import Sequence

from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import _
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring, choice_of
from wagamachi_cli.reports import wording
from wagamachi_cli.reports.picture import chart
from wagamachi_cli.reports.tables import check_field, labelled, measure_sheet, ordered, value
from wagamachi_cli.reports.trend import Question, Trend, as_of, trend
from wagamachi_cli.sheet import Coded, Column, Report, Row, Sheet, Table

_CODES = ("meeting.held", "meeting.attendees")
_LISTED = ("on", "kind", "title", "councils", "mode", "attendees", "status")


def meeting(reader: Measuring, question: Question) -> Report:
    """Meetings and attendances over a period, a year by quarter. UsageError for a field of none."""
    measures = [MEASURES[code] for code in _CODES]
    check_field(reader, measures, question.field)
    period = question.period or Period.containing(reader.today, "fy")
    # A year is asked about quarter by quarter; several stand side by side.
    columns = period.split("quarter") if period.kind == "fy" and question.by != "month" else None
    trends = [trend(reader, measure, period, question, columns=columns) for measure in measures]
    held, attendees = trends
    plain = trends
    if question.field not in ("", "kind"):
        whole = Question(period, source=question.source)
        plain = [trend(reader, measure, period, whole, columns=columns) for measure in measures]
    day = as_of(reader, trends, period)
    title = _("Meetings")
    shown = [one.changed(lambda line: line.cumulative()) for one in trends] if question.cumulative else trends
    kinds = ordered(plain[0].rows, reader.top_codes("kind"))
    bars = [
        (str(labelled(reader, "kind", choice_of("kind"), kind).label), plain[0].rows[kind]) for kind in kinds
    ]
    listed = _listed(reader, period)
    return Report(
        "meeting",
        title,
        period,
        day,
        measure_sheet(shown, reader, question.field),
        (
            Table("kinds", _("By kind"), _by_kind(reader, plain)),
            Table("meetings", _("Meetings of the period"), listed),
        ),
        notes=(*wording.notes(trends, reader), *wording.marked(_about(listed))),
        sources=tuple(wording.sources([held, attendees], reader)),
        chart=chart(reader, title, str(measures[0].label), day, plain[:1], bars, stack_total=_("total")),
    )


def _by_kind(reader: Measuring, trends: Sequence[Trend]) -> Sheet:
    """A row a kind with both numbers over the whole period."""
    kinds = dict.fromkeys(kind for one in trends for kind in one.rows)
    choice = choice_of("kind")
    rows: list[Row] = [
        {
            "kind": labelled(reader, "kind", choice, kind),
            **{one.measure.code: value(one.rows[kind].total) if kind in one.rows else None for one in trends},
        }
        for kind in ordered(kinds, reader.top_codes("kind"))
    ]
    heads = (Column(code, str(MEASURES[code].label), str(MEASURES[code].unit), "number") for code in _CODES)
    return Sheet((Column("kind", _("kind"), kind="choice"), *heads), tuple(rows))


def _listed(reader: Measuring, period: Period) -> Sheet:
    """The meetings of the period, those planned and cancelled too."""
    sheet = reader.records("meeting", period)
    columns = {column.key: column for column in sheet.columns}
    return Sheet(tuple(columns[key] for key in ("id", *_LISTED)), sheet.rows)


def _about(listed: Sheet) -> list[str]:
    """What the numbers leave out, as far as the list of meetings tells."""
    said = []
    held = [row for row in listed.rows if isinstance(row["status"], Coded) and row["status"].code == "held"]
    without = sum(row["attendees"] is None for row in held)
    if without:
        said.append(_("{count} meetings are without a number of attendees.").format(count=without))
    several = sum(isinstance(row["councils"], list) and len(row["councils"]) > 1 for row in held)
    if several:
        said.append(_("{count} meetings of several councils are counted once each.").format(count=several))
    return said
