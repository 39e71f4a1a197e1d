"""A file of rows, whatever program saved it: CSV, TSV or a workbook, as lines of text cells."""

from __future__ import annotations

import codecs
import csv
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import field
from pathlib import Path
from typing import IO, TypeAlias

from wagamachi_cli.errors import UsageError, reason
from wagamachi_cli.frozen import frozen
from wagamachi_cli.language import _
from wagamachi_cli.text import visible

Line: TypeAlias = tuple[int, list[str]]
"""The number of a row, as a spreadsheet counts them from 1, and its cells without blank ones at the end."""

MOST_COLUMNS = 1_000
LONGEST_CELL = 32_767
"""What Excel holds; more in a CSV file is a quotation mark that was never closed."""
LONGEST_LINE = 1_000_000

_ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "utf-8-sig": "utf-8-sig",
    "utf8-sig": "utf-8-sig",
    "utf-16": "utf-16",
    "cp932": "cp932",
    "ms932": "cp932",
    "windows-31j": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
}
_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", "")
_BLOCK = 1 << 20


@frozen
class Source:
    """The rows of a file; ``rows`` reads them from the beginning each time. ``told``: how it was read.

    ``called``: the names of the file and of the sheet. ``passed``: rows that a person does not see or has
    struck out (``hidden``, ``struck``); ``crossed``: rows of which single cells are struck out. What is
    struck out is known only once it was read.
    """

    rows: Callable[[], Iterator[Line]]
    told: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    passed: Mapping[int, str] = field(default_factory=dict)
    crossed: Collection[int] = ()


@contextmanager
def opened(
    name: str, encoding: str | None = None, sheet: str | None = None, *, with_hidden: bool = False
) -> Iterator[Source]:
    """The rows of a file, or of stdin (``-``).

    UTF-8, with or without a mark, then cp932 are tried, unless ``encoding`` says which it is. ``sheet``
    is the one of a workbook that is meant. UsageError (exit 2) when the file is not there or is not
    what it says it is; also while the rows are read.
    """
    asked = None if encoding is None else _asked(encoding)
    with ExitStack() as stack:
        path = _regular(name, stack)
        suffix = "" if name == "-" else Path(name).suffix.lower()
        with path.open("rb") as file:
            first = file.read(1024)
        shown = visible(_("stdin") if name == "-" else name)
        _refuse_unreadable(first, suffix, shown)
        if first.startswith(_WORKBOOK):
            from wagamachi_cli.exchange import workbooks

            if asked is not None:
                raise UsageError(_("--encoding is for CSV; a workbook says it itself."), _("Leave it out."))
            book = stack.enter_context(workbooks.opened(path, shown, sheet))
            passed = {} if with_hidden else book.passed
            yield Source(book.rows, called=(Path(name).stem, book.title), passed=passed, crossed=book.crossed)
            return
        if sheet is not None:
            raise UsageError(_("{file} has one sheet only.").format(file=shown), _("Leave out --sheet."))
        known = asked or _encoding_of(path, first, shown)
        told = (
            ()
            if known == "utf-8-sig"
            else (_("{file} was read as {encoding}.").format(file=shown, encoding=known),)
        )
        delimiter = _delimiter(path, known, suffix, shown)
        yield Source(lambda: _delimited(path, known, delimiter, shown), told, (Path(name).stem,))


def _asked(name: str) -> str:
    known = _ENCODINGS.get(name.strip().lower())
    if known is None:
        raise UsageError(
            _("There is no encoding {name}.").format(name=visible(name)),
            _("Encodings: {names}.").format(names=_(", ").join(("utf-8", "cp932", "utf-16"))),
        )
    return known


def _regular(name: str, stack: ExitStack) -> Path:
    """A file that can be read several times: stdin and pipes are copied."""
    try:
        if name != "-" and Path(name).is_file():
            with Path(name).open("rb"):
                return Path(name)
        if name != "-" and Path(name).is_dir():
            raise UsageError(_("{file} is a folder.").format(file=visible(name)), _("Name a file in it."))
        copy = _nameless(stack) or (
            Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wagamachi-"))) / "copy"
        )
        with copy.open("wb") as kept:
            if name == "-":
                shutil.copyfileobj(sys.stdin.buffer, kept, _BLOCK)
            else:
                with Path(name).open("rb") as pipe:
                    shutil.copyfileobj(pipe, kept, _BLOCK)
    except OSError as error:
        raise cannot_read(name, error) from error
    return copy


def _nameless(stack: ExitStack) -> Path | None:
    """A file that has no name, so that nothing stays of it however the command ends; where there are such."""
    file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    path = Path(f"/proc/self/fd/{file.fileno()}")
    return path if path.exists() else None


def cannot_read(name: str, error: OSError) -> UsageError:
    """A file that a person named and the system does not give."""
    return UsageError(
        _("{file} cannot be read: {reason}.").format(file=visible(name), reason=reason(error)),
        _("Check the name, and whether you may read it."),
    )


def _refuse_unreadable(first: bytes, suffix: str, shown: str) -> None:
    """UsageError when the file is none of those that can be read, or not what its suffix says."""
    if first.startswith(_OLD_WORKBOOK) or suffix == ".xls":
        raise UsageError(
            _("{file} is an old workbook (.xls), or one with a password.").format(file=shown),
            _("Open it in Excel and save it as an Excel workbook (.xlsx) without a password."),
        )
    if suffix not in _SUFFIXES:
        raise UsageError(
            _("{file} is neither CSV nor .xlsx.").format(file=shown), _("Save it as .xlsx or as CSV.")
        )
    is_workbook, says_workbook = first.startswith(_WORKBOOK), suffix in (".xlsx", ".xlsm")
    if says_workbook and not is_workbook:
        raise UsageError(
            _("{file} is not a workbook, whatever its name says.").format(file=shown),
            _("Open it in Excel and save it as .xlsx, or give it the suffix that it should have."),
        )
    if is_workbook and not says_workbook and suffix:
        raise UsageError(
            _("{file} is a workbook, whatever its name says.").format(file=shown),
            _("Give it the suffix .xlsx."),
        )
    text = first.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if text.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise UsageError(
            _("{file} is a web page, not a table.").format(file=shown),
            _("Open it in Excel and save it as .xlsx or as CSV."),
        )
    if (
        b"\0" in first
        and not is_workbook
        and not first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    ):
        raise UsageError(_("{file} is not text.").format(file=shown), _("Save it as .xlsx or as CSV."))


def _encoding_of(path: Path, first: bytes, shown: str) -> str:
    """The first encoding in which the whole file can be read."""
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    tried = ("utf-8-sig",) if first.startswith(codecs.BOM_UTF8) else ("utf-8-sig", "cp932")
    broken = {encoding: _broken_line(path, encoding) for encoding in tried}
    for encoding, line in broken.items():
        if line is None:
            return encoding
    raise UsageError(
        _("{file} is neither UTF-8 nor cp932 (line {line}).").format(
            file=shown, line=max(line or 0 for line in broken.values())
        ),
        _("Open it in Excel and save it as CSV UTF-8, or name its encoding with --encoding."),
    )


def _broken_line(path: Path, encoding: str) -> int | None:
    """The first line that the encoding cannot read; None when there is none."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as file:
        while True:
            block = file.read(_BLOCK)
            try:
                line += decoder.decode(block, final=not block).count("\n")
            except UnicodeDecodeError as error:
                return line + bytes(error.object[: error.start]).count(b"\n")
            if not block:
                return None


def _text(path: Path, encoding: str) -> IO[str]:
    return path.open(encoding=encoding, newline="")


def _delimiter(path: Path, encoding: str, suffix: str, shown: str) -> str:
    """TAB or comma, by the suffix, else by what stands in the first lines."""
    if suffix == ".tsv":
        return "\t"
    try:
        with _text(path, encoding) as file:
            sample = "".join(file.readline(LONGEST_LINE) for _line in range(20))
    except UnicodeError as error:
        raise _not_that(shown, encoding) from error
    return "\t" if "\t" in sample and (suffix != ".csv" or "," not in sample) else ","


def _delimited(path: Path, encoding: str, delimiter: str, shown: str) -> Iterator[Line]:
    number = 0
    csv.field_size_limit(LONGEST_CELL)
    try:
        with _text(path, encoding) as file:
            for number, cells in enumerate(csv.reader(_bounded(file, shown), delimiter=delimiter), 1):
                while cells and not cells[-1]:
                    cells.pop()
                if len(cells) > MOST_COLUMNS:
                    raise too_many_columns(shown, number)
                yield number, cells
    except csv.Error as error:
        raise _too_long(shown, number + 1) from error
    except UnicodeError as error:
        raise _not_that(shown, encoding) from error


def _bounded(file: IO[str], shown: str) -> Iterator[str]:
    """The lines of a file, none longer than the memory that we grant it."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise _too_long(shown, number)
        yield line


def too_many_columns(shown: str, row: int) -> UsageError:
    """The error for a row that no sheet of records has."""
    return UsageError(
        _("{file}: row {row} has more than {number} columns.").format(
            file=shown, row=row, number=f"{MOST_COLUMNS:,}"
        ),
        _("Delete what stands to the right of the table."),
    )


def _too_long(shown: str, row: int) -> UsageError:
    return UsageError(
        _("{file}: a cell in row {row} is too long; perhaps a quotation mark is not closed.").format(
            file=shown, row=row
        ),
        _("Open the file in Excel and save it as .xlsx, or correct that row."),
    )


def _not_that(shown: str, encoding: str) -> UsageError:
    return UsageError(
        _("{file} cannot be read as {encoding}.").format(file=shown, encoding=encoding),
        _("Leave out --encoding, or name another."),
    )
