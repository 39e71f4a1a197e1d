"""A sheet to fill in as an Excel workbook: lists to pick from, cells that Excel does not reinterpret."""

from __future__ import annotations

import io
from typing import Any

from wagamachi_cli.form import Entry, Form
from wagamachi_cli.language import _
from wagamachi_cli.output.data import cell
from wagamachi_cli.output.workbook import new_book, sheet_name
from wagamachi_cli.sheet import Value
from wagamachi_cli.text import defuse, shorten, visible, width

_LISTS = "lists"
_A4 = 9
_LAST_ROW = 1_048_575
_LONGEST_PROMPT, _LONGEST_TITLE = 255, 32
_NARROWEST, _WIDEST = 10, 40


def workbook(form: Form, example: list[str]) -> bytes:
    """The form as a workbook: the sheet, how to fill it in, and (hidden) the lists.

    ``example`` are the cells of the row below the heads. Raises OutputError without the office extra.
    """
    out = io.BytesIO()
    book = new_book(out)
    styles = {
        "head": book.add_format({"bold": True, "bottom": 1, "bg_color": "#E7EEF7", "text_wrap": True}),
        "required": book.add_format({"bold": True, "bottom": 1, "bg_color": "#F8CBAD", "text_wrap": True}),
        "example": book.add_format({"italic": True, "font_color": "#7F7F7F", "num_format": "@"}),
        # As text, or Excel would make a date of 10/5 and a 12 of 0012.
        "text": book.add_format({"num_format": "@"}),
        "number": book.add_format({}),
        "id": book.add_format({"font_color": "#7F7F7F"}),
        "wrapped": book.add_format({"text_wrap": True}),
    }
    for style in styles.values():
        style.set_font_name("游ゴシック")
        style.set_align("top")
    taken: set[str] = set()
    page = book.add_worksheet(sheet_name(form.title, taken))
    help_page = book.add_worksheet(sheet_name(_("How to fill in"), taken))
    lists = book.add_worksheet(sheet_name(_LISTS, taken))
    lists.hide()
    for place, entry in enumerate(form.entries):
        _head(page, place, entry, styles)
        page.write_string(1, place, defuse(example[place]), styles["example"])
        widest = max(width(entry.column.head) + 3, width(example[place]))
        for number, row in enumerate(form.rows, start=2):
            widest = max(widest, _put(page, number, place, row[entry.column.key], _style(entry, styles)))
        page.set_column(place, place, min(max(widest + 1, _NARROWEST), _WIDEST), _style(entry, styles))
        _pick(page, lists, place, entry)
    last = len(form.entries)
    page.write_string(0, last, form.mark)
    page.set_column(last, last, None, None, {"hidden": True})
    page.freeze_panes(1, 2 if form.entries[0].column.kind == "id" else 1)
    page.autofilter(0, 0, len(form.rows) + 1, last - 1)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    _set_paper(page)
    page.repeat_rows(0)
    _explain(help_page, form, styles)
    book.close()
    return out.getvalue()


def _head(page: Any, place: int, entry: Entry, styles: dict[str, Any]) -> None:
    page.write_string(
        0, place, defuse(visible(entry.column.head)), styles["required" if entry.required else "head"]
    )


def _style(entry: Entry, styles: dict[str, Any]) -> Any:
    kind = entry.column.kind
    return styles[kind if kind in ("id", "number") else "text"]


def _put(page: Any, row: int, place: int, value: Value, style: Any) -> int:
    """Write one cell; the columns that it takes."""
    held = cell(value)
    if held is None or held == "":
        return 0
    if isinstance(held, int | float):
        page.write_number(row, place, held, style)
        return len(str(held))
    text = defuse(visible(held, lines=True))
    page.write_string(row, place, text, style)
    return width(text)


def _pick(page: Any, lists: Any, place: int, entry: Entry) -> None:
    """What the column says of itself when a cell is entered, and the list to pick from."""
    rule: dict[str, Any] = {
        "validate": "any",
        "input_title": shorten(_named(entry), _LONGEST_TITLE),
        "input_message": entry.prompt[:_LONGEST_PROMPT],
    }
    if entry.options:
        lists.write_string(0, place, visible(entry.column.head))
        for number, option in enumerate(entry.options, start=1):
            lists.write_string(number, place, defuse(visible(option)))
        rule |= {
            "validate": "list",
            "source": f"={_LISTS}!{_cells(place, len(entry.options))}",
            # A code or a part of a name is as good: Excel asks, and does not forbid.
            "error_type": "warning",
            "show_error": not entry.open,
            "error_title": _("Not in the list"),
            "error_message": _("Only what is in the list, its code or a part of it is understood."),
        }
    if entry.prompt or entry.options:
        page.data_validation(1, place, _LAST_ROW, place, rule)


def _cells(place: int, count: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    return str(xl_range_abs(1, place, count, place))


def _named(entry: Entry) -> str:
    return _("{head} (required)").format(head=entry.column.head) if entry.required else entry.column.head


def _explain(page: Any, form: Form, styles: dict[str, Any]) -> None:
    """The second sheet: how to fill in, then each column with what it accepts."""
    for place, columns in enumerate((24, 60, 60)):
        page.set_column(place, place, columns, styles["wrapped"])
    for number, line in enumerate(form.lines):
        page.merge_range(number, 0, number, 2, defuse(visible(line)), styles["wrapped"])
    start = len(form.lines) + 1
    for place, head in enumerate((_("Column"), _("What a cell accepts"), _("Choices"))):
        page.write_string(start, place, head, styles["head"])
    for number, entry in enumerate(form.entries, start=start + 1):
        choices = "" if entry.open else _(", ").join(entry.options)
        for place, text in enumerate((_named(entry), entry.prompt, choices)):
            page.write_string(number, place, defuse(visible(text)), styles["wrapped"])
    _set_paper(page)


def _set_paper(page: Any) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
