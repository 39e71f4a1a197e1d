"""The report on placements: layers by fiscal year, as the city is shown it."""

from __future__ import annotations

from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import _
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports import wording
from wagamachi_cli.reports.picture import bars, chart, series, whole
from wagamachi_cli.reports.tables import check_field, sheet
from wagamachi_cli.reports.trend import Line, Question, as_of, trend, years
from wagamachi_cli.sheet import Report

_MEASURES = {"new": "placement.new", "in-post": "placement.in_post"}
_LAYERS = ("1", "2")
"""The layers that are shown even when nothing is known of them; the third is outside the programme."""


def placement(reader: Measuring, question: Question, basis: str = "new") -> Report:
    """Coordinators by layer and fiscal year; UsageError for a field of none.

    ``basis`` is a key of bases.PLACEMENT.
    """
    measure = MEASURES[_MEASURES[basis]]
    counted = [MEASURES["placement.new"], *([MEASURES["placement.ended"]] if basis == "in-post" else [])]
    check_field(reader, counted, question.field)
    period = question.period or years(reader, counted)
    field = question.field or "layer"
    keys = list(_LAYERS) if field == "layer" else []
    new = trend(reader, measure, period, question, keys)
    shown = new.changed(Line.cumulative) if question.cumulative and measure.kind == "flow" else new
    day = as_of(reader, [new], period)
    title = _("Placements of livelihood-support coordinators")
    counts = measure.kind == "flow" and not question.cumulative
    what = str(measure.label)
    if question.cumulative and measure.kind == "flow":
        what = _("{measure}, running total").format(measure=what)
    table = sheet(shown, reader, field, keys, total_row=field != "layer")
    return Report(
        "placement",
        title,
        period,
        day,
        table,
        notes=tuple(wording.notes([shown], reader, signs=wording.unknown_in(table))),
        sources=tuple(wording.sources([shown], reader)),
        chart=chart(
            reader,
            title,
            _("{measure} and their running total").format(measure=what) if counts else what,
            day,
            [shown],
            bars(reader, shown, field, keys),
            line=series(_("running total"), new.total.cumulative(), new) if counts else None,
            total=None if counts else whole(shown),
        ),
    )
