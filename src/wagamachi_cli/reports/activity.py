"""The report on activities: categories by fiscal year, as the city is shown it."""

from __future__ import annotations

from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import _
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports import wording
from wagamachi_cli.reports.bases import ACTIVITY
from wagamachi_cli.reports.picture import bars, chart, whole
from wagamachi_cli.reports.tables import check_field, sheet
from wagamachi_cli.reports.trend import Line, Question, as_of, net, trend, years
from wagamachi_cli.sheet import Report


def activity(reader: Measuring, question: Question, basis: str = "started") -> Report:
    """Activities by category and fiscal year; UsageError for a field of none.

    ``basis`` is a key of bases.ACTIVITY.
    """
    codes = ["activity.started", "activity.closed"] if basis == "net" else [f"activity.{basis}"]
    measures = [MEASURES[code] for code in codes]
    check_field(reader, measures, question.field)
    period = question.period or years(reader, [MEASURES["activity.started"], *measures])
    field = question.field or "category"
    keys = reader.top_codes(measures[0], field)
    parts = [trend(reader, measure, period, question, keys) for measure in measures]
    counted = net(*parts) if basis == "net" else parts[0]
    shown = (
        counted.changed(Line.cumulative)
        if question.cumulative and counted.measure.kind == "flow"
        else counted
    )
    day = as_of(reader, parts, period)
    title = _("Activities of the mutual-support councils")
    what = str(ACTIVITY["net"]) if basis == "net" else str(counted.measure.label)
    table = sheet(shown, reader, field, keys, total_row=True)
    return Report(
        "activity",
        title,
        period,
        day,
        table,
        notes=tuple(wording.notes([shown], reader, measures, signs=wording.unknown_in(table))),
        sources=tuple(wording.sources([shown], reader)),
        chart=chart(
            reader,
            title,
            _("{measure}, running total").format(measure=what) if shown is not counted else what,
            day,
            [shown],
            bars(reader, shown, field, keys),
            total=whole(shown),
        ),
    )
