"""Tables as an Excel workbook, by xlsxwriter: real dates and numbers, nothing that runs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from wagamachi_cli.errors import OutputError
from wagamachi_cli.language import _
from wagamachi_cli.output.data import cell
from wagamachi_cli.period import Span
from wagamachi_cli.sheet import Column, Sheet, Value
from wagamachi_cli.text import defuse, visible, width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# The same rows give the same bytes: the day of making is no part of them.
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - xlsx knows no time zones
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001
_FIRST_DAY = 61  # before March 1900 Excel counts a day that never was
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TEXT = 32_767
_NARROWEST, _WIDEST = 6, 60
FONT = "游ゴシック"


def workbook(tables: Iterable[tuple[str, Sheet]], words: Iterable[str] = ()) -> bytes:
    """A workbook with a sheet for each (title, sheet), and ``words`` (notes, sources) on one of their own.

    Raises OutputError when the office extra is not installed.
    """
    out = io.BytesIO()
    book = new_book(out)
    styles = {
        "head": book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#E7EEF7", "text_wrap": True, "valign": "top"}
        ),
        "text": book.add_format({"valign": "top"}),
        "wrapped": book.add_format({"valign": "top", "text_wrap": True}),
        "date": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"}),
    }
    for style in styles.values():
        style.set_font_name(FONT)
    taken: set[str] = set()
    for title, sheet in tables:
        _fill(book.add_worksheet(sheet_name(title, taken)), sheet, styles)
    lines = [visible(line, lines=True) for line in words]
    if lines:
        page = book.add_worksheet(sheet_name(_("Notes"), taken))
        page.set_column(0, 0, 100, styles["wrapped"])
        for number, line in enumerate(lines):
            page.write_string(number, 0, defuse(line), styles["wrapped"])
    book.close()
    return out.getvalue()


def new_book(out: io.BytesIO) -> Any:
    """An empty workbook that is written to ``out``; what is put into it stays what it is.

    Raises OutputError when the office extra is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise OutputError(
            _("Writing .xlsx needs the office extra, which is not installed."),
            _('Install it with: pip install "wagamachi-cli[office]" (or write .csv instead).'),
        ) from error
    book = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": CREATED})
    return book


def _fill(page: Worksheet, sheet: Sheet, styles: dict[str, Any]) -> None:
    """Write ``sheet``: the id first, a frozen row of heads with filters, columns as wide as their text."""
    columns = sorted(sheet.columns, key=lambda column: column.kind != "id")
    for place, column in enumerate(columns):
        page.write_string(0, place, defuse(visible(column.head)), styles["head"])
        widest = width(column.head) + 3  # the filter's arrow
        for number, row in enumerate(sheet.rows, start=1):
            widest = max(widest, _put(page, number, place, row[column.key], styles))
        shown = min(max(widest + 1, _NARROWEST), _WIDEST)
        hidden = {"hidden": True} if not column.key else {}  # the mark by which the sheet is known again
        page.set_column(place, place, shown, _style(column, styles), hidden)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), sum(bool(column.key) for column in columns) - 1)


def _style(column: Column, styles: dict[str, Any]) -> Any:
    """How the cells below the last row look, where people go on writing."""
    return styles["date" if column.kind == "when" else "text"]


def _put(page: Worksheet, row: int, place: int, value: Value, styles: dict[str, Any]) -> int:
    """Write one cell; the columns that it takes."""
    if isinstance(value, Span):
        day = serial(value)
        if day is not None:
            page.write_number(row, place, day, styles["date"])
            return 10
    held = cell(value)
    if held is None:
        return 0
    if isinstance(held, int | float):
        page.write_number(row, place, held, styles["text"])
        return len(str(held))
    text = inert(held, row)
    widest = max(map(width, text.split("\n")), default=0)
    page.write_string(row, place, text, styles["wrapped" if widest > _WIDEST or "\n" in text else "text"])
    return widest


def inert(held: str, row: int) -> str:
    """The text of a cell in ``row`` (from 0) so that nothing in it runs; OutputError where it is too long."""
    text = defuse(visible(held, lines=True))
    if len(text) > _LONGEST_TEXT:
        raise OutputError(
            _("A text in row {row} is too long for Excel, which holds {number} characters in a cell.").format(
                row=row + 1, number=f"{_LONGEST_TEXT:,}"
            ),
            _("Write .csv instead."),
        )
    return text


def serial(span: Span) -> int | None:
    """The day as Excel counts, if the span is one day that Excel knows."""
    if not span.exact:
        return None
    day = span.first
    number = (datetime(day.year, day.month, day.day) - _EPOCH).days  # noqa: DTZ001
    return number if number >= _FIRST_DAY else None


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel takes: 31 characters at most, none of ``[]:*?/\\``, none twice."""
    base = _FORBIDDEN.sub(" ", visible(title)).strip(" '")[:31] or _("Sheet")
    name, number = base, 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = base[: 31 - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name
