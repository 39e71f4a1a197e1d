"""The tables of a pack as CSV for other programs: one value a cell, times as ISO and by era."""

from __future__ import annotations

from wagamachi_cli.errors import UsageError
from wagamachi_cli.language import _
from wagamachi_cli.output.data import delimited_file
from wagamachi_cli.pack import Pack
from wagamachi_cli.period import EARLIEST, LATEST, Span, era_date
from wagamachi_cli.sheet import Column, Corrected, Row, Sheet, Sign, Value

_WHY = {"x": "hidden", "…": "year only", "–": "nothing to compare"}


def named(pack: Pack) -> dict[str, Sheet]:
    """Every table of the pack by its key: the sections', the further ones, the definitions."""
    return {
        **{section.key: section.sheet for section in pack.sections if section.sheet is not None},
        **{table.key: table.sheet for table in pack.annex},
        "definitions": pack.definitions,
    }


def written(sheet: Sheet) -> bytes:
    """``sheet`` as a CSV file in UTF-8 with BOM, lines ending in CRLF. Raises OutputError."""
    columns: list[Column] = []
    for column in sheet.columns:
        columns.append(_headed(column))
        if column.kind == "when":
            columns.append(Column(_era_key(column), _("{head} (era)").format(head=column.label)))
        if any(isinstance(row[column.key], Corrected) for row in sheet.rows):
            former = _("{head} (before the correction)").format(head=_headed(column).label)
            columns.append(Column(_former_key(column), former, kind=column.kind))
        if any(_why(row[column.key]) for row in sheet.rows):
            why = _("{head} (why there is no number)").format(head=_headed(column).label)
            columns.append(Column(_why_key(column), why))
    rows = tuple(_row(sheet, row) for row in sheet.rows)
    return delimited_file(Sheet(tuple(columns), rows), "csv", "utf-8-sig")


def _row(sheet: Sheet, row: Row) -> Row:
    """The row, and what stands in the columns beside its own."""
    made: dict[str, Value] = {}
    for column in sheet.columns:
        value = row[column.key]
        now = value.now if isinstance(value, Corrected) else value
        made[column.key] = None if isinstance(now, Sign) else now
        made[_why_key(column)] = _why(value) or None
        made[_former_key(column)] = value.was if isinstance(value, Corrected) else None
        made[_era_key(column)] = _by_era(value) if isinstance(value, Span) else None
    return made


def _headed(column: Column) -> Column:
    """The column with its time in both ways of counting, and its unit, in the head."""
    times = [column.label, *(time for time in _times(column.key) if time not in column.label)]
    head = " ".join(times) + column.mark
    if column.unit is not None:
        head = _("{head} ({unit})").format(head=head, unit=column.unit)
    return Column(column.key, head, kind=column.kind)


def _times(key: str) -> tuple[str, ...]:
    """The time that a column's key names, as machines and as people write it: 2021Q3 and R3Q3."""
    try:
        period = Span.parse_machine(key).period
    except UsageError:
        return ()
    return () if period is None else (period.key, period.label)


def _by_era(span: Span) -> str:
    """The days of ``span`` by era, whatever language is spoken; an open end is left out: ..R2.3.31."""
    if span.exact:
        return era_date(span.first)
    period = span.period
    if period is not None:
        return period.label
    first = "" if span.first <= EARLIEST else era_date(span.first)
    return f"{first}.." + ("" if span.last >= LATEST else era_date(span.last))


def _why(value: Value) -> str:
    """Why a cell holds no number, as machines read it; blank for every other cell."""
    now = value.now if isinstance(value, Corrected) else value
    return _WHY.get(now.sign, now.sign) if isinstance(now, Sign) else ""


def _why_key(column: Column) -> str:
    return f"{column.key} why"


def _era_key(column: Column) -> str:
    return f"{column.key} era"


def _former_key(column: Column) -> str:
    return f"{column.key} before"
