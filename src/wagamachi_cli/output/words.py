"""The words around a table: heads with units, as-of lines, notes; the same in every format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wagamachi_cli.language import _
from wagamachi_cli.period import Span
from wagamachi_cli.sheet import Report, Sheet, Value, human

RIGHT = ("number", "id")


def heads(sheet: Sheet, unit: str | None = None) -> list[str]:
    """The heads of ``sheet`` as people read them, with their unit unless it is ``unit``."""
    return [
        column.head
        if column.unit is None or column.unit == unit
        else _("{head} ({unit})").format(head=column.head, unit=column.unit)
        for column in sheet.columns
    ]


def field_text(value: Value) -> str:
    """``value`` where it has a field of its own: what consists of parts gets a line for each."""
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return "\n".join(human(item) for item in value)
    return human(value)


def common_unit(sheet: Sheet) -> str | None:
    """The unit of all the columns that have one, when it is the same; else None."""
    units = {column.unit for column in sheet.columns if column.unit is not None}
    return units.pop() if len(units) == 1 else None


def unit_line(unit: str | None) -> Iterator[str]:
    """（単位：団体）, where there is one unit."""
    if unit is not None:
        yield _("(unit: {unit})").format(unit=unit)


def when_line(report: Report) -> str:
    """The period and the day that a report stands on, as people read them; may be empty."""
    parts = []
    if report.period is not None:
        parts.append(report.period.long())
    if report.as_of is not None:
        parts.append(as_of(report.as_of))
    return (
        _("{first} {second}").format(first=parts[0], second=parts[1]) if len(parts) == 2 else "".join(parts)
    )


def as_of(day: date) -> str:
    """R4.1.31現在"""
    return _("as of {day}").format(day=Span.day(day).human())


def around(report: Report) -> list[str]:
    """All the words of a report, a line each: title, when, notes, sources."""
    return [line for line in (report.title, when_line(report), *after_lines(report)) if line]


def after_lines(report: Report) -> Iterator[str]:
    """The notes, each marked ※, and the sources."""
    for note in report.notes:
        yield note if note.startswith("※") else f"※ {note}"
    for source in report.sources:
        yield _("Source: {source}").format(source=source)
