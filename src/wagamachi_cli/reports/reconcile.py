"""Published against recorded, figure by figure, and printed totals against what they are the sum of."""

from __future__ import annotations

from collections.abc import Sequence

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.language import _
from wagamachi_cli.period import Period, Span
from wagamachi_cli.queries.dimensions import choice_of
from wagamachi_cli.queries.figures import Figure
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.queries.rows import counted_codes
from wagamachi_cli.queries.windows import Window
from wagamachi_cli.reports.wording import cited, marked
from wagamachi_cli.sheet import Coded, Column, Report, Row, Sheet, Table, Value


@frozen
class Reconciled:
    """The report and how many findings are in it."""

    report: Report
    findings: int


def reconcile(reader: Measuring, period: Period | None = None) -> Reconciled:
    """Compare every figure (of a period) with the register, and printed totals with their sums."""
    figures: list[Row] = []
    totals: list[Row] = []
    said: list[str] = []
    titles: dict[str, None] = {}
    for measure in MEASURES.values():
        stated = [
            figure
            for figure in reader.figures(measure)
            if not (reader.bounded and figure.stands_to > reader.as_of)
            and (period is None or figure.span.within(period))
        ]
        stated.sort(key=lambda figure: _place(reader, measure, figure))
        titles |= dict.fromkeys(figure.source or "" for figure in stated)
        for figure in stated:
            row = _compared(reader, measure, figure)
            figures.append(row)
            said += _finding(measure, row, _("more is recorded than published"))
            parts = _parts(figure, stated)
            if parts:
                total = _added(measure, figure, parts, reader)
                totals.append(total)
                said += _finding(measure, total, _("the printed total is not its sum"))
    key = Column("key", _("row"), kind="choice")
    measure_column, when = (
        Column("measure", _("measure"), kind="choice"),
        Column("period", _("period"), kind="when"),
    )
    finding = Column("finding", _("finding"))
    sheet = Sheet(
        (
            Column("id", "id", kind="id"),
            measure_column,
            when,
            key,
            Column("as_of", _("stands to"), kind="when"),
            Column("published", _("published"), kind="number"),
            Column("recorded", _("recorded"), kind="number"),
            Column("difference", _("difference"), kind="number"),
            finding,
        ),
        tuple(figures),
    )
    added = Sheet(
        (
            Column("id", "id", kind="id"),
            measure_column,
            when,
            key,
            Column("printed", _("printed total"), kind="number"),
            Column("sum", _("sum"), kind="number"),
            Column("difference", _("difference"), kind="number"),
            finding,
        ),
        tuple(totals),
    )
    report = Report(
        "reconcile",
        _("Published and recorded"),
        period,
        reader.as_of if reader.bounded else None,
        sheet,
        (Table("totals", _("Printed totals and their sums"), added),) if totals else (),
        notes=tuple(
            marked(
                [
                    *said,
                    _("Difference: published less recorded up to the day to which the figure stands."),
                ]
            )
        ),
        sources=tuple(cited(title, reader) for title in titles),
    )
    return Reconciled(report, len(said))


def _place(reader: Measuring, measure: Measure, figure: Figure) -> tuple[int, Span]:
    """Row by row in the order of the choices, through the years."""
    choice = choice_of(measure, measure.split)
    codes = list(reader.choices.options(choice)) if choice else []
    return codes.index(figure.key) if figure.key in codes else len(codes), figure.span


def _compared(reader: Measuring, measure: Measure, figure: Figure) -> Row:
    recorded = _recorded(reader, measure, figure)
    difference = None if recorded is None else figure.value - recorded
    return {
        **_about(reader, measure, figure),
        "as_of": figure.as_of or figure.span,
        "published": measure.told(figure.value),
        "recorded": None if recorded is None else measure.told(recorded),
        "difference": None if difference is None else measure.told(difference),
        "finding": _("more is recorded than published")
        if difference is not None and difference < 0
        else None,
    }


def _recorded(reader: Measuring, measure: Measure, figure: Figure) -> int | None:
    """What the register has up to the day to which the figure stands; None where it counts no such thing."""
    if measure.code not in counted_codes():
        return None
    rows = {figure.key, *_under(reader, measure, figure.key)}
    if measure.kind == "stock":
        held = reader.held(measure, [figure.stands_to])
        return sum(counts for (_day, key), counts in held.items() if figure.key is None or key in rows)
    window = Window(figure.span.first, figure.span.last, figure.stands_to)
    tally = reader.tally(measure, [window])
    return sum(
        one.counts - one.after for (_window, key), one in tally.items() if figure.key is None or key in rows
    )


def _under(reader: Measuring, measure: Measure, key: str | None) -> Sequence[str]:
    choice = choice_of(measure, measure.split)
    return reader.choices.with_children(choice, key) if choice and key else ()


def _parts(figure: Figure, stated: Sequence[Figure]) -> list[Figure]:
    """The figures that a printed total is the sum of: of shorter periods in its own, the latest of each."""
    inside = [
        other
        for other in stated
        if other.key == figure.key
        and other.span != figure.span
        and figure.span.first <= other.span.first
        and other.span.last <= figure.span.last
    ]
    # A total within a total would be added twice.
    finest = [
        one
        for one in inside
        if not any(
            o.span != one.span and one.span.first <= o.span.first and o.span.last <= one.span.last
            for o in inside
        )
    ]
    if not finest and figure.key is None:
        finest = [other for other in stated if other.key is not None and other.span == figure.span]
    return list({(one.span, one.key): one for one in finest}.values())


def _added(measure: Measure, figure: Figure, parts: Sequence[Figure], reader: Measuring) -> Row:
    added = sum(part.value for part in parts)
    return {
        **_about(reader, measure, figure),
        "printed": measure.told(figure.value),
        "sum": measure.told(added),
        "difference": measure.told(figure.value - added),
        "finding": _("the printed total is not its sum") if figure.value != added else None,
    }


def _about(reader: Measuring, measure: Measure, figure: Figure) -> dict[str, Value]:
    choice = choice_of(measure, measure.split)
    key: Value = figure.key
    if choice and figure.key is not None:
        key = reader.choices.coded(choice, figure.key)
    return {
        "id": figure.id,
        "measure": Coded(measure.code, str(measure.label)),
        "period": figure.span,
        "key": key,
    }


def _finding(measure: Measure, row: Row, words: str) -> list[str]:
    """A line for a row with a finding."""
    if row["finding"] is None:
        return []
    return [
        _("{measure} (figure {id}): {finding}.").format(measure=measure.label, id=row["id"], finding=words)
    ]
