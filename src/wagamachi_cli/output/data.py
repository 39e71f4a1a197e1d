"""Tables as CSV, TSV and JSON: for spreadsheets and for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from wagamachi_cli.errors import OutputError
from wagamachi_cli.language import _
from wagamachi_cli.period import Span
from wagamachi_cli.sheet import (
    HIDDEN,
    Coded,
    Column,
    Corrected,
    Difference,
    Report,
    Row,
    Sheet,
    Value,
    human,
    machine,
)
from wagamachi_cli.text import defuse, escape_controls, join_several, visible

_DELIMITERS = {"csv": ",", "tsv": "\t"}


def cell(value: Value) -> str | int | float | None:
    """``value`` as a spreadsheet holds it: a number, or text with ISO dates and labels for choices."""
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, Difference):
        return value.by
    if isinstance(value, Corrected):
        return cell(value.now)
    if isinstance(value, Span):
        return value.machine()
    if isinstance(value, list):
        return join_several(("" if item is None else str(cell(item)) for item in value), _(", "))
    return human(value)


def delimited(sheet: Sheet, style: str) -> str:
    r"""``sheet`` as ``csv`` or ``tsv`` for stdout: lines end in ``\n``, control characters are visible.

    Text that a spreadsheet would run is defused.
    """
    return escape_controls(_written(sheet, style, "\n"))


def delimited_file(sheet: Sheet, style: str, encoding: str) -> bytes:
    """``sheet`` as a ``csv`` or ``tsv`` file in ``encoding``, lines ending in CRLF; text is defused.

    A character that the encoding lacks raises OutputError naming row, column and character.
    """
    text = _written(sheet, style, "\r\n")
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        raise _lacking(sheet, encoding) from error


def json_rows(sheet: Sheet) -> str:
    """``sheet`` as an array of objects, one a line, every key in every object."""
    lines = (_compact(item) for item in objects(sheet))
    body = ",\n".join(f"  {line}" for line in lines)
    return f"[\n{body}\n]\n" if body else "[]\n"


def json_record(sheet: Sheet) -> str:
    """The one row of ``sheet`` as an object."""
    return json_object(next(iter(objects(sheet))))


def json_report(report: Report) -> str:
    """``report`` as one object: its words, the columns and rows of its main table, further tables."""
    period = report.period
    return json_object(
        {
            "report": report.name,
            "title": report.title,
            "period": None
            if period is None
            else {
                "label": period.label,
                "from": period.start.isoformat(),
                "to": period.last.isoformat(),
            },
            "as_of": None if report.as_of is None else report.as_of.isoformat(),
            **_table(report.sheet),
            "notes": list(report.notes),
            "sources": list(report.sources),
            "tables": [
                {"key": table.key, "title": table.title, **_table(table.sheet)} for table in report.tables
            ],
        }
    )


def objects(sheet: Sheet) -> Iterable[dict[str, object]]:
    """The rows of ``sheet`` as machines read them."""
    for row in sheet.rows:
        yield {column.key: machine(row[column.key]) for column in sheet.columns}


def _written(sheet: Sheet, style: str, line_end: str) -> str:
    """Heads and rows with all text defused; numbers stay numbers."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_DELIMITERS[style], lineterminator=line_end)
    writer.writerow([defuse(column.head) for column in sheet.columns])
    for row in sheet.rows:
        values = (cell(row[column.key]) for column in sheet.columns)
        writer.writerow([defuse(value) if isinstance(value, str) else value for value in values])
    return out.getvalue()


def _table(sheet: Sheet) -> dict[str, object]:
    return {
        "columns": [
            {"key": column.key, "label": column.label, "unit": column.unit} for column in sheet.columns
        ],
        "rows": [_labelled(row, sheet.columns) for row in sheet.rows],
    }


def _labelled(row: Row, columns: tuple[Column, ...]) -> dict[str, object]:
    """A report's row: beside the code of what it is about stands the ``label`` of it."""
    item: dict[str, object] = {}
    for column in columns:
        value = row[column.key]
        item[column.key] = machine(value)
        if isinstance(value, Coded):
            item.setdefault("label", str(value.label))
    hidden = [column.key for column in columns if _hidden(row[column.key])]
    return {**item, "hidden": hidden} if hidden else item


def _hidden(value: Value) -> bool:
    """Whether a number is kept back: null, too, but not because nobody knows it."""
    return (value.now if isinstance(value, Corrected) else value) == HIDDEN


def json_object(item: object) -> str:
    """``item`` as JSON for people's eyes too."""
    return escape_controls(json.dumps(item, ensure_ascii=False, indent=2)) + "\n"


def _compact(item: object) -> str:
    return escape_controls(json.dumps(item, ensure_ascii=False))


def _lacking(sheet: Sheet, encoding: str) -> OutputError:
    """The sentence for the first character that ``encoding`` lacks; row 1 is the heads."""
    heads: list[str | int | float | None] = [column.head for column in sheet.columns]
    rows = [[cell(row[column.key]) for column in sheet.columns] for row in sheet.rows]
    for number, values in enumerate((heads, *rows), start=1):
        for column, value in zip(sheet.columns, values, strict=True):
            for character in str(value):
                try:
                    character.encode(encoding)
                except UnicodeEncodeError:
                    return OutputError(
                        _("{encoding} has no character {character} (row {row}, column {column}).").format(
                            encoding=encoding,
                            character=f"{visible(character)} (U+{ord(character):04X})",
                            row=number,
                            column=visible(column.head),
                        ),
                        _("Leave out --encoding: UTF-8 has every character, and Excel reads it.")
                        if encoding == "cp932"
                        else _("This character is damaged; correct the record and write the file again."),
                    )
    raise AssertionError(encoding)
