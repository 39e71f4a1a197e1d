"""The city's own form: a workbook whose cells name what is to stand in them, ``{活動体 新規数}``, filled in.

What comes back is that workbook: every part of it byte for byte, but for the cells that were filled, and
the kept results of formulas, which would be those of the empty form.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from wagamachi_cli.errors import UsageError
from wagamachi_cli.exchange import form_cells
from wagamachi_cli.exchange.bombs import is_bomb
from wagamachi_cli.exchange.files import cannot_read
from wagamachi_cli.exchange.form_cells import Cell, Part
from wagamachi_cli.frozen import frozen
from wagamachi_cli.language import _
from wagamachi_cli.text import visible

WORD = re.compile(r"[{｛]\s*([^{}｛｝]*[^{}｛｝\s])\s*[}｝]")
SUFFIXES = (".xlsx", ".xlsm")
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LARGEST = 200_000_000
_MOST_PARTS = 10_000
_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"


class Filled(NamedTuple):
    """What stands for a word: alone in a cell (None: nothing), and among other words."""

    alone: int | float | str | None
    words: str


class Place(NamedTuple):
    """A word of the form, without its braces, and where it stands."""

    sheet: str
    address: str
    word: str


@frozen
class _Page:
    """A sheet: its name, its part, its XML, the cells that hold words, and the results of its formulas.

    ``fixed``: those cells that are the head of a table. The table keeps its heads as well; a filled one
    would differ from what it keeps, and Excel would take the file for damaged.
    """

    name: str
    part: str
    data: bytes
    cells: tuple[Cell, ...]
    results: tuple[Part, ...]
    fixed: tuple[Cell, ...]


@frozen
class Blank:
    """A form that was read and is not filled in yet."""

    entries: tuple[tuple[zipfile.ZipInfo, bytes], ...]
    comment: bytes
    book: str
    pages: tuple[_Page, ...]

    def places(self) -> Iterator[Place]:
        """Every word in it, sheet by sheet."""
        for page in self.pages:
            yield from _places(page, page.cells)

    def fixed(self) -> Iterator[Place]:
        """The words that cannot be filled, since they stand in the head of a table."""
        for page in self.pages:
            yield from _places(page, page.fixed)

    def filled(self, values: Mapping[str, Filled]) -> bytes:
        """The workbook with a value for each of its words; the same bytes each time."""
        new = {page.part: _page(page, values) for page in self.pages if page.cells or page.results}
        if any(page.results for page in self.pages):
            new[self.book] = form_cells.calculated_anew(self._part(self.book))
        return _packed(self, new)

    def _part(self, name: str) -> bytes:
        return next(data for info, data in self.entries if info.filename == name)


def _places(page: _Page, cells: tuple[Cell, ...]) -> Iterator[Place]:
    for cell in cells:
        for match in WORD.finditer(cell.text.whole):
            yield Place(page.name, cell.address, match[1])


def opened(name: str) -> Blank:
    """The form in a file. UsageError (exit 2) where it is none, or no cell of it names anything."""
    shown = visible(name)
    path = Path(name)
    if path.suffix.lower() == ".xls":
        raise _old(shown)
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(
            _("{file} is no Excel workbook (.xlsx).").format(file=shown),
            _("Open the form in Excel and save it as an Excel workbook (.xlsx)."),
        )
    try:
        with path.open("rb") as file:
            first = file.read(4)
    except OSError as error:
        raise cannot_read(name, error) from error
    if first == _OLD:
        raise _old(shown)
    if first != _ZIP:
        raise UsageError(
            _("{file} is not a workbook, whatever its name says.").format(file=shown),
            _("Open it in Excel and save it as .xlsx, or give it the suffix that it should have."),
        )
    try:
        blank = _read(path, shown)
    except UsageError:
        raise
    except (
        zipfile.BadZipFile,
        OSError,
        RuntimeError,
        ValueError,
        LookupError,
        EOFError,
        SyntaxError,
    ) as error:
        raise _damaged(shown) from error
    except Exception as error:  # what zlib, lzma and others raise has no common class
        if type(error).__name__ != "error":
            raise
        raise _damaged(shown) from error
    if next(blank.places(), None) is None:
        raise UsageError(
            _("No cell of {file} names a measure.").format(file=shown),
            _("Write into each cell to be filled what shall stand there, for example {example}.").format(
                example="{activity.started}"
            ),
        )
    return blank


def _old(shown: str) -> UsageError:
    return UsageError(
        _("{file} is an old workbook (.xls), or one with a password.").format(file=shown),
        _("Open it in Excel and save it as an Excel workbook (.xlsx) without a password."),
    )


def _damaged(shown: str) -> UsageError:
    return UsageError(
        _("{file} is damaged, or no workbook that Excel made.").format(file=shown),
        _("Open it in Excel and save it anew as .xlsx."),
    )


def _read(path: Path, shown: str) -> Blank:
    with zipfile.ZipFile(path) as package:
        members = package.infolist()
        _refuse_bomb(members, shown)
        if len({one.filename for one in members}) < len(members):
            raise ValueError("a part stands in it twice")
        entries = tuple((one, package.read(one)) for one in members)
        comment = package.comment
    parts = {info.filename: data for info, data in entries}
    book = next(_related(parts, "", "/officeDocument"))
    shared = next((form_cells.texts(parts[one]) for one in _related(parts, book, "/sharedStrings")), [])
    return Blank(entries, comment, book, tuple(_pages(parts, book, shared)))


def _refuse_bomb(members: list[zipfile.ZipInfo], shown: str) -> None:
    """UsageError when unpacking it would fill the memory."""
    if len(members) > _MOST_PARTS or is_bomb(members, _LARGEST):
        raise UsageError(
            _("{file} is far larger inside than a form is.").format(file=shown),
            _("Ask for the form anew, or copy its sheets into a new workbook."),
        )


def _pages(parts: Mapping[str, bytes], book: str, shared: list[form_cells.Text]) -> Iterator[_Page]:
    """The sheets in their order; a sheet that is a chart has no cells."""
    targets = _targets(parts, book)
    for name, attributes in form_cells.elements(parts[book]):
        if name != "sheet":
            continue
        key = next((value for name, value in attributes.items() if name.endswith(" id")), "")
        kind, part = targets[key]
        if kind.endswith("/worksheet"):
            found = form_cells.sheet(parts[part], shared)
            cells = tuple(cell for cell in found.cells if WORD.search(cell.text.whole))
            heads = [_head(parts[table]) for table in _related(parts, part, "/table")]
            fixed = tuple(
                cell for cell in cells if any(_within(cell.address, head) for head in heads if head)
            )
            yield _Page(attributes["name"], part, parts[part], cells, tuple(found.results), fixed)


def _head(table: bytes) -> tuple[int, int, int] | None:
    """The row, first and last column of a table's head; None where it has none."""
    _name, attributes = form_cells.elements(table)[0]
    if attributes.get("headerRowCount", "1") == "0":
        return None
    first, _colon, last = attributes["ref"].partition(":")
    (row, left), (_row, right) = form_cells.coordinates(first), form_cells.coordinates(last or first)
    return row, left, right


def _within(address: str, head: tuple[int, int, int]) -> bool:
    row, column = form_cells.coordinates(address)
    return row == head[0] and head[1] <= column <= head[2]


def _related(parts: Mapping[str, bytes], of: str, kind: str) -> Iterator[str]:
    """The parts that ``of`` (empty: the package) is related to in one way."""
    for found, target in _targets(parts, of).values():
        if found.endswith(kind):
            yield target


def _targets(parts: Mapping[str, bytes], of: str) -> dict[str, tuple[str, str]]:
    """The relations of a part by their id: what they are and the part that they lead to."""
    folder, name = posixpath.split(of)
    relations = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    if relations is None:
        return {}
    return {
        one["Id"]: (
            one["Type"],
            posixpath.normpath(posixpath.join("/", folder, one["Target"])).lstrip("/"),
        )
        for name, one in form_cells.elements(relations)
        if name == _RELATION and one.get("TargetMode") != "External"
    }


def _page(page: _Page, values: Mapping[str, Filled]) -> bytes:
    pieces = [(part, b"") for part in page.results]
    pieces += [(cell.place, _cell(page.data, cell, values)) for cell in page.cells]
    return form_cells.spliced(page.data, pieces)


def _cell(data: bytes, cell: Cell, values: Mapping[str, Filled]) -> bytes:
    alone = WORD.fullmatch(cell.text.whole.strip())
    if alone:
        value = values[alone[1]].alone
        if value is None:
            return form_cells.without_value(data, cell)
        if not isinstance(value, str):
            return form_cells.with_number(data, cell, value)
    return form_cells.with_text(data, cell, WORD, _words(values))


def _words(values: Mapping[str, Filled]) -> Callable[[str], str]:
    def said(match: str) -> str:
        found = WORD.fullmatch(match)
        return values[found[1]].words if found else match

    return said


def _packed(blank: Blank, new: Mapping[str, bytes]) -> bytes:
    """The parts in their order, each with the time and the packing that it had."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.comment = blank.comment
        for info, data in blank.entries:
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            entry.compress_type = (
                info.compress_type if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
            )
            entry.create_system, entry.external_attr = info.create_system, info.external_attr
            package.writestr(entry, new.get(info.filename, data))
    return out.getvalue()
