"""The report on councils: how many there are, when each began, which areas they cover."""

from __future__ import annotations

from collections.abc import Sequence

from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import _
from wagamachi_cli.period import Period, Span
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports import wording
from wagamachi_cli.reports.picture import chart, series
from wagamachi_cli.reports.tables import check_field, heading, measure_sheet
from wagamachi_cli.reports.trend import Line, Question, as_of, trend, years
from wagamachi_cli.sheet import Column, Report, Row, Sheet, Table, Value

_CODES = ("council.established", "council.total")


def council(reader: Measuring, question: Question) -> Report:
    """Councils established and in existence by fiscal year. UsageError for a field of none."""
    established, total = measures = [MEASURES[code] for code in _CODES]
    flows = [established, MEASURES["council.closed"]]
    check_field(reader, flows, question.field)
    period = question.period or years(reader, flows)
    new = trend(reader, established, period, question)
    there = trend(reader, total, period, question)
    shown = [new.changed(Line.cumulative) if question.cumulative else new, there]
    day = as_of(reader, [new, there], period)
    title = _("Neighbourhood mutual-support councils")
    table = measure_sheet(shown, reader, question.field)
    return Report(
        "council",
        title,
        period,
        day,
        table,
        (
            Table(
                "timeline", _("Councils in the order of their beginning"), _timeline(reader, period, question)
            ),
            Table("coverage", _("Areas and their councils"), _coverage(reader)),
        ),
        notes=tuple(wording.notes(shown, reader, measures, signs=wording.unknown_in(table))),
        sources=tuple(wording.sources([new, there], reader)),
        chart=chart(
            reader,
            title,
            _("{first} and {second}").format(first=established.label, second=total.label),
            day,
            shown,
            [series(str(established.label), shown[0].total, shown[0])],
            line=series(str(total.label), there.total, there),
        ),
    )


def _timeline(reader: Measuring, period: Period, question: Question) -> Sheet:
    """Year by year which councils began; how many more were published without a name."""
    established = MEASURES["council.established"]
    whole = Question(period, source=question.source)
    new = trend(reader, established, period, whole, columns=period.split("fy"))
    sheet = reader.records("council") if question.source != "published" else Sheet((), ())
    rows: list[Row] = []
    placed: set[object] = set()
    for column, cell in zip(new.columns, new.total.cells, strict=True):
        here = [row for row in sheet.rows if _began(row, column)]
        placed |= {row["id"] for row in here}
        said: list[Value] = [_called(row) for row in here]
        more = (cell.value or 0) - len(here)
        if more > 0:
            said.append(_("{count} more (published figure)").format(count=more))
        if said:
            rows.append({"period": heading(column), "councils": said})
    rest: list[Value] = [
        _called(row) for row in sheet.rows if row["id"] not in placed and _may_have_begun(row, period)
    ]
    if rest:
        rows.append({"period": _("unknown"), "councils": rest})
    columns = (Column("period", _("year")), Column("councils", _("councils"), kind="several"))
    return Sheet(columns, tuple(rows))


def _began(row: Row, column: Period) -> bool:
    time = row["established"]
    return isinstance(time, Span) and time.within(column)


def _may_have_begun(row: Row, period: Period) -> bool:
    time = row["established"]
    return not isinstance(time, Span) or time.touches(period)


def _called(row: Row) -> str:
    """A council by its name and its other names."""
    aliases = row["aliases"]
    others = _(", ").join(str(one) for one in aliases) if isinstance(aliases, list) else ""
    return _("{name} ({aliases})").format(name=row["name"], aliases=others) if others else str(row["name"])


def _coverage(reader: Measuring) -> Sheet:
    """Area by area the councils that cover it and have not ended."""
    councils: dict[object, list[Value]] = {}
    for row in reader.records("council").rows:
        areas: Sequence[object] = row["areas"] if isinstance(row["areas"], list) else ()
        if row["closed"] is None:
            for area in areas:
                councils.setdefault(area, []).append(str(row["name"]))
    rows: list[Row] = [
        {"area": row["name"], "councils": councils.get(row["name"], [])}
        for row in reader.records("area").rows
    ]
    columns = (Column("area", _("area")), Column("councils", _("councils"), kind="several"))
    return Sheet(columns, tuple(rows))
