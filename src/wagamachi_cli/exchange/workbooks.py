"""The rows of an .xlsx workbook, as text that says what a person sees in its cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from wagamachi_cli.errors import UsageError
from wagamachi_cli.exchange.bombs import is_bomb
from wagamachi_cli.exchange.files import MOST_COLUMNS, Line, too_many_columns
from wagamachi_cli.exchange.form_cells import column_number
from wagamachi_cli.exchange.marks import Mark
from wagamachi_cli.language import _
from wagamachi_cli.text import visible

_LARGEST = 500_000_000
_MOST_ROWS = 1_048_576
_LONGEST_ROW, _BLOCK = 4_000_000, 1 << 20
_HIDDEN = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\sr="([0-9]+)"')
_FORMULA = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*>\s*<f\b(?:(?!</c>).)*</c>', re.DOTALL)
_RESULT = re.compile(rb'<v>[^<]|^<c\b[^>]*\bt="str"')
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')


class Yearless(str):
    """A date (ISO) whose cell shows month and day only; the year is that of the day it was typed."""

    __slots__ = ()


UNWORKED = "#NORESULT"
"""What a cell says whose formula has no stored result."""


class Opened(NamedTuple):
    """A sheet: its rows, from the beginning at each call, its title, and the rows that nobody sees.

    ``passed``: row → ``hidden`` or ``struck``; ``crossed``: rows of which single cells are struck out.
    What is struck out is known once it was read.
    """

    rows: Callable[[], Iterator[Line]]
    title: str
    passed: dict[int, str]
    crossed: set[int]


@contextmanager
def opened(path: Path, shown: str, sheet: str | None) -> Iterator[Opened]:
    """The sheet that is meant.

    UsageError (exit 2) when the file is no workbook that can be read, is too large, or has several
    sheets with something in them and none is named.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise UsageError(
            _("Reading .xlsx needs the office extra, which is not installed."),
            _('Install it with: pip install "wagamachi-cli[office]" (or save the sheet as CSV).'),
        ) from error
    with _explained(shown):
        _refuse_bomb(path, shown)
        book: Any = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        with _explained(shown):
            page = _page(book, shown, sheet)
            passed, unworked = _scanned(path, page)

        crossed: set[int] = set()

        def rows() -> Iterator[Line]:
            with _explained(shown):
                yield from _rows(page, shown, passed, crossed, unworked)

        yield Opened(rows, str(page.title), passed, crossed)
    finally:
        book.close()


@contextmanager
def _explained(shown: str) -> Iterator[None]:
    """Whatever the library stumbles over in a broken file, as one sentence."""
    try:
        yield
    except (UsageError, GeneratorExit):
        raise
    except MemoryError as error:
        raise _too_large(shown) from error
    except Exception as error:
        raise UsageError(
            _("{file} cannot be read as a workbook ({reason}).").format(
                file=shown, reason=type(error).__name__
            ),
            _("Open it in Excel and save it anew as .xlsx."),
        ) from error


def _refuse_bomb(path: Path, shown: str) -> None:
    """UsageError when unpacking it would fill the memory."""
    with zipfile.ZipFile(path) as package:
        members = package.infolist()
    if is_bomb(members, _LARGEST):
        raise _too_large(shown)
    for one in members:
        if one.filename.startswith("xl/worksheets/") and one.file_size > _LONGEST_ROW:
            _refuse_endless_row(path, one, shown)


def _refuse_endless_row(path: Path, member: zipfile.ZipInfo, shown: str) -> None:
    """UsageError when a row is longer than any row of records: the library would read all of it at once."""
    since, end = 0, b""
    with zipfile.ZipFile(path) as package, package.open(member) as file:
        while block := file.read(_BLOCK):
            at = (end + block).rfind(b"row")
            since = since + len(block) if at < 0 else len(end + block) - at
            if since > _LONGEST_ROW:
                raise _too_large(shown)
            end = block[-2:]


def _too_large(shown: str) -> UsageError:
    return UsageError(
        _("{file} is far larger inside than a sheet of records is.").format(file=shown),
        _("Copy the table into a new workbook, or save the sheet as CSV."),
    )


def _page(book: Any, shown: str, sheet: str | None) -> Any:
    pages = list(book.worksheets)
    for page in pages:
        page.reset_dimensions()  # what a file says of its own size is often wrong
    if sheet is not None:
        for page in pages:
            if page.title.strip() == sheet.strip():
                return page
        raise UsageError(
            _("{file} has no sheet “{name}”.").format(file=shown, name=visible(sheet)),
            _("There are: {choices}").format(choices=_(", ").join(visible(page.title) for page in pages)),
        )
    filled = [page for page in pages if page.sheet_state == "visible" and _first(page) is not None]
    marked = [page for page in filled if any(map(Mark.of, _first(page) or []))]
    found = marked or filled
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(_("{file} is empty.").format(file=shown), _("Choose a file with rows."))
    raise UsageError(
        _("{file} has several sheets: {names}.").format(
            file=shown, names=_(", ").join(visible(page.title) for page in found)
        ),
        _("Say which one with --sheet NAME."),
    )


def _first(page: Any) -> list[str] | None:
    """The first row of a sheet that has something in it; None when there is none."""
    for number, row in enumerate(page.iter_rows(), 1):
        cells = [words(cell) for cell in row]
        if any(cells):
            return cells
        if number > _MOST_ROWS:
            break
    return None


def _scanned(path: Path, page: Any) -> tuple[dict[int, str], dict[int, list[int]]]:
    """The rows that are hidden or filtered out, and the cells (row → places) of formulas without a result.

    Neither can be seen through the library, which reads row by row.
    """
    passed: dict[int, str] = {}
    unworked: dict[int, list[int]] = {}
    rest = b""
    with zipfile.ZipFile(path) as package, package.open(str(page._worksheet_path).lstrip("/")) as file:
        while block := file.read(_BLOCK):
            whole, _end, rest = (rest + block).rpartition(b"</row>")
            if b"hidden=" in whole:
                passed |= {int(row[1]): "hidden" for row in _HIDDEN.finditer(whole)}
            if b"<f" in whole:
                for cell in _FORMULA.finditer(whole):
                    if not _RESULT.search(cell[0]):
                        column, row = cell[1].decode(), int(cell[2])
                        unworked.setdefault(row, []).append(column_number(column) - 1)
            rest = rest[-_LONGEST_ROW:]
    return passed, unworked


def _struck(row: Any) -> list[bool]:
    """Of each cell in which something stands, whether it is struck out."""
    return [bool(cell.font and cell.font.strike) for cell in row if cell.value is not None]


def _rows(
    page: Any, shown: str, passed: dict[int, str], crossed: set[int], unworked: dict[int, list[int]]
) -> Iterator[Line]:
    strikes = any(font.strike for font in page.parent._fonts)
    for number, row in enumerate(page.iter_rows(), 1):
        if number > _MOST_ROWS:
            raise UsageError(
                _("{file} has more rows than Excel holds.").format(file=shown),
                _("Save the sheet anew, or as CSV."),
            )
        cells = [words(cell) for cell in row]
        for place in unworked.get(number, ()):
            if place < len(cells):
                cells[place] = UNWORKED
        if strikes and any(struck := _struck(row)):
            if all(struck):
                passed.setdefault(number, "struck")
            elif number not in passed:
                crossed.add(number)
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise too_many_columns(shown, number)
        yield number, cells


def words(cell: Any) -> str:
    """What a person reads in a cell: whole numbers without a point, dates in ISO form.

    A date that shows no day is its month; one that shows no year is ``Yearless``.
    """
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    if isinstance(value, datetime):
        return _date(value, cell.number_format or "")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)


def _number(value: float, form: str) -> str:
    shown = f"{value:.15g}" if abs(value) < 1e15 else str(int(value))
    return shown.zfill(len(form)) if form and set(form) == {"0"} else shown


def _date(value: datetime, form: str) -> str:
    if value.time() != time():
        return value.strftime("%Y-%m-%d %H:%M")
    parts = set(_QUOTED.sub("", form.split(";")[0]).lower())
    day = value.date().isoformat()
    shows_year = bool(parts & set("yeg"))
    if "m" in parts and not shows_year:
        return Yearless(day if "d" in parts else day[:7])
    return day[:7] if "m" in parts and "d" not in parts else day
