"""Distinct counts: people, each counted once, anew for every period and every row."""

from __future__ import annotations

from collections.abc import Sequence

from wagamachi_cli.kinds.measures import Measure
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.queries.windows import Tally, Window
from wagamachi_cli.reports.publications import Published
from wagamachi_cli.reports.published import Cell, Flow, Key, Silence, Source


def distinct(
    reader: Measuring,
    measure: Measure,
    columns: Sequence[Period],
    source: Source = "combined",
    by: str = "",
    keys: Sequence[Key] = (),
) -> Flow:
    """A distinct count over ``columns``; see ``flow``. Neither rows nor columns add up to the total.

    A figure for exactly a column's period stands for all of it: who was published and who is recorded
    cannot be told apart, so the larger number is taken.
    """
    published = Published.of(reader, measure)
    figures = published.figures if source != "recorded" else ()
    silence = Silence(reader, measure, published.reign)
    windows = [Window.of(column) for column in columns]

    def counted(field: str | None) -> dict[tuple[Window, Key], Tally]:
        return {} if source == "published" else reader.tally(measure, windows, field)

    def cell(column: Period, tally: Tally, stated_key: Key, stating: bool) -> Cell:
        value = None
        if source != "published" and column.start <= reader.as_of:
            value = tally.counts if tally.records else 0 if silence.broken(column.start) else None
        stated = [f for f in figures if stating and f.span == column.span and f.key == stated_key]
        if stated:
            return Cell(max(stated[-1].value, value or 0), "", (stated[-1],), 0, tally.counts)
        if tally.vague and not value:
            return Cell(hidden="recorded")
        return Cell(value, recorded=tally.counts)

    def line(tallies: dict[tuple[Window, Key], Tally], key: Key, stating: bool) -> tuple[Cell, ...]:
        return tuple(
            cell(column, tallies.get((window, key), Tally()), key, stating)
            for column, window in zip(columns, windows, strict=True)
        )

    parts, whole = counted(by), counted(None)
    stated_keys = () if by else [figure.key for figure in figures if figure.key is not None]
    found = dict.fromkeys([*keys, *(key for _, key in parts), *stated_keys])
    rows = {key: line(parts, key, not by) for key in found}
    total = line(whole, None, True)
    shared = tuple(
        sum(held.counts for (of, _), held in parts.items() if of == window)
        - whole.get((window, None), Tally()).counts
        for window in windows
    )
    return Flow(rows, total, any(tally.vague for tally in whole.values()), shared)
