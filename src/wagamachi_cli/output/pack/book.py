"""The pack as a workbook: a cover, a sheet for each table with its chart, definitions, notes and sources."""

from __future__ import annotations

import io
from collections.abc import Iterable
from math import ceil
from typing import Any

from wagamachi_cli.language import _, language
from wagamachi_cli.output.data import cell
from wagamachi_cli.output.pack import words
from wagamachi_cli.output.pack.book_chart import draw
from wagamachi_cli.output.pack.paper import LINE, READABLE, USUAL, column_width, lines_of
from wagamachi_cli.output.words import RIGHT, heads
from wagamachi_cli.output.workbook import CREATED, FONT, inert, new_book, serial, sheet_name
from wagamachi_cli.pack import Pack, Section
from wagamachi_cli.period import Span
from wagamachi_cli.sheet import Column, Corrected, Difference, Sheet, Table, Value
from wagamachi_cli.text import visible

_A4, _COVER = 9, 78
_WHOLE, _LESS = "#,##0", '#,##0;"▲"#,##0'
_PART, _LESS_PART = "#,##0.0##", '#,##0.0##;"▲"#,##0.0##'
_DAY = {"ja": "[$-411]ge.m.d", "en": "yyyy-mm-dd"}


def workbook(pack: Pack) -> bytes:
    """The whole report, every further table too. Raises OutputError without the office extra."""
    out = io.BytesIO()
    made = _Book(new_book(out), pack)
    made.cover()
    for number, section in enumerate(words.sections(pack), start=1):
        made.section(number, section)
    for table in pack.annex:
        made.annex(table)
    made.annex(Table("definitions", _("Definitions"), pack.definitions))
    made.closing()
    made.book.close()
    return out.getvalue()


class _Book:
    """The workbook while it is made: its formats, and the names of sheets that are taken."""

    def __init__(self, book: Any, pack: Pack) -> None:
        self.book, self.pack = book, pack
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._taken: set[str] = set()
        book.set_properties(
            {"title": visible(words.heading(pack)), "company": visible(pack.organisation), "created": CREATED}
        )
        names = [section.heading for section in words.sections(pack)]
        names += [*(table.title for table in pack.annex), _("Definitions"), _("Notes and sources")]
        self._cover_name = sheet_name(_("Cover"), self._taken)
        self._names = [(name, sheet_name(name, self._taken)) for name in names]
        self._next = iter(self._names)

    def cover(self) -> None:
        """Title, state and period, and a list of the sheets to jump to."""
        page = self._page(self._cover_name, landscape=False)
        page.set_column(0, 0, 5)
        page.set_column(1, 1, _COVER)
        page.hide_gridlines(2)
        title = inert(words.heading(self.pack), 1)
        page.set_row(1, 2 * LINE * lines_of([title], _COVER / 2))
        page.write_string(1, 1, title, self.style(bold=True, font_size=20, text_wrap=True))
        row = 3
        for line in words.head_lines(self.pack):
            page.set_row(row, LINE * lines_of([line], _COVER))
            loud = {"bold": True, "font_color": "#B00020"} if line == words.secret(self.pack) else {}
            page.write_string(row, 1, inert(line, row), self.style(font_size=12, text_wrap=True, **loud))
            row += 1
        page.write_string(row + 1, 1, _("Contents"), self.style(bold=True, bottom=1))
        messages = [section.message for section in words.sections(self.pack)]
        for number, (title, name) in enumerate(self._names):
            row_here = row + 2 + number
            message = messages[number] if number < len(messages) else ""
            text = _("{heading}: {message}").format(heading=title, message=message) if message else title
            page.set_row(row_here, LINE * lines_of([text], _COVER))
            page.write_url(
                row_here,
                1,
                "internal:'{}'!A1".format(name.replace("'", "''")),
                self.style(font_color="#0046C8", text_wrap=True),
                inert(text, row_here)[:250],
            )
        last = row + 3 + len(self._names)
        page.write_string(last, 1, words.made_by(self.pack), self.style(font_color="#4D4D4D"))

    def section(self, number: int, section: Section) -> None:
        """A section's table with all its columns, its words, and the chart with its numbers."""
        page = self._page(next(self._next)[1])
        lines = [words.numbered(number, section), section.message, words.when(self.pack)]
        page.fit_to_pages(1, 1 if section.chart is not None else 0)
        row, widths = self._title(page, lines), [float(READABLE)]
        if section.sheet is not None and section.sheet.rows:
            row, widths = self._table(page, row, section.sheet)
        else:
            page.set_column(0, 0, READABLE)
        row = self._lines(page, row, [*words.marked(section.notes), *section.paragraphs], widths)
        if section.chart is not None:
            draw(self.book, page, row + 1, section.chart, self.style)

    def annex(self, table: Table) -> None:
        """A further table."""
        page = self._page(next(self._next)[1])
        self._table(page, self._title(page, [table.title, words.when(self.pack)]), table.sheet)

    def closing(self) -> None:
        """Notes and sources."""
        page = self._page(next(self._next)[1], landscape=False)
        page.set_column(0, 0, READABLE)
        self._lines(page, self._title(page, [_("Notes and sources")]), words.closing(self.pack), [READABLE])

    def style(self, **wanted: object) -> Any:
        """A format with our font; the same one for the same wish."""
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            made = self.book.add_format({"font_name": FONT, "valign": "top", **wanted})
            self._formats[key] = made
        return self._formats[key]

    def _page(self, name: str, landscape: bool = True) -> Any:
        """A new sheet, ready for A4: as wide as the paper, with 案 in the head and numbered pages."""
        page = self.book.add_worksheet(name)
        page.set_default_row(LINE)
        page.set_paper(_A4)
        if landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        page.set_header(
            f"&L&9{_margin(self.pack.organisation)}&R&10&K8A0018{_margin(words.stamp(self.pack))}"
        )
        page.set_footer(f"&L&9{_margin(self.pack.title)}&R&9&P / &N")
        return page

    def _title(self, page: Any, lines: Iterable[str]) -> int:
        """The words above a table; returns the row after them."""
        row = 0
        for line in filter(None, lines):
            size = {"bold": True, "font_size": 14} if row == 0 else {}
            page.set_row(row, LINE + 6 if row == 0 else LINE)
            page.write_string(row, 0, inert(line, row), self.style(**size))
            row += 1
        return row + 1

    def _lines(self, page: Any, row: int, lines: Iterable[str], widths: list[float]) -> int:
        """Text below a table, over its columns (of ``widths``) and as many more as it needs to be read."""
        more = max(0, ceil((READABLE - sum(widths)) / USUAL))
        room, last = sum(widths) + more * USUAL, len(widths) - 1 + more
        style = self.style(font_color="#4D4D4D", text_wrap=True)
        for line in lines:
            text = inert(line, row)
            page.set_row(row, LINE * lines_of([text], room))
            if last:
                page.merge_range(row, 0, row, last, "", style)
            page.write_string(row, 0, text, style)
            row += 1
        return row

    def _table(self, page: Any, top: int, sheet: Sheet) -> tuple[int, list[float]]:
        """Write ``sheet`` from row ``top`` on; returns the row after it and the widths of its columns."""
        titles = [inert(title, top) for title in heads(sheet)]
        texts = [[words.shown(row[column.key]) for column in sheet.columns] for row in sheet.rows]
        widths = [column_width(line[place] for line in (titles, *texts)) for place in range(len(titles))]
        for place, (column, title) in enumerate(zip(sheet.columns, titles, strict=True)):
            side = "right" if column.kind in RIGHT else "left"
            head = self.style(bold=True, bottom=1, bg_color="#E7EEF7", text_wrap=True, align=side)
            page.write_string(top, place, title, head)
            page.set_column(place, place, widths[place])
        for number, (row, line) in enumerate(zip(sheet.rows, texts, strict=True), start=top + 1):
            high = max(lines_of([text], wide) for text, wide in zip(line, widths, strict=True))
            page.set_row(number, LINE * high)
            for place, column in enumerate(sheet.columns):
                self._put(page, number, place, column, row[column.key], high > 1)
        page.set_row(top, LINE * max(lines_of([t], wide) for t, wide in zip(titles, widths, strict=True)))
        page.freeze_panes(top + 1, 1)
        page.repeat_rows(top)
        return top + len(sheet.rows) + 2, widths

    def _put(self, page: Any, row: int, place: int, column: Column, value: Value, wrapped: bool) -> None:
        """Write one cell."""
        look: dict[str, object] = {"bottom": 4, "bottom_color": "#C9D2E0"}
        if isinstance(value, Corrected):
            look["bg_color"] = "#FFF3BF"
        if isinstance(value, Span) and (day := serial(value)) is not None:
            page.write_number(row, place, day, self.style(**look, num_format=_DAY[language()], align="left"))
            return
        held = cell(value)
        if held is None and not isinstance(value, Corrected):
            page.write_blank(row, place, None, self.style(**look))
            return
        if isinstance(held, int | float):
            page.write_number(row, place, held, self.style(**look, num_format=_format(value, held)))
            return
        if column.kind in RIGHT:
            look["align"] = "right"
        page.write_string(row, place, inert(words.shown(value), row), self.style(**look, text_wrap=wrapped))


def _format(value: Value, held: int | float) -> str:
    """How Excel shows a number: commas, ▲ for less, what stood there before behind it."""
    now = value.now if isinstance(value, Corrected) else value
    less = isinstance(now, Difference)
    whole = held == int(held)
    number = (_LESS if less else _WHOLE) if whole else (_LESS_PART if less else _PART)
    if not isinstance(value, Corrected):
        return number
    was = _(" (corrected, was {was})").format(was=words.formerly(value)).replace('"', "'")
    return ";".join(f'{part}"{was}"' for part in number.split(";"))


def _margin(text: str) -> str:
    """``text`` for the head or foot of a page, where & means something and 255 characters are the most."""
    return visible(text).replace("&", "&&")[:80]
