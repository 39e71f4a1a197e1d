"""What people read, put together: a title, the table in one of three formats, the words around it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

from wagamachi_cli.output.target import Target
from wagamachi_cli.output.words import after_lines, common_unit, unit_line, when_line
from wagamachi_cli.sheet import Report, Sheet
from wagamachi_cli.text import folded, visible

_HANG = "  "
_LEAST = 20


def sheet_page(sheet: Sheet, target: Target, title: str = "") -> str:
    """``sheet`` in the format of ``target``, under ``title`` if there is one."""
    return _heading(title, target, 2) + _table(sheet, target)


def record_page(sheet: Sheet, target: Target, title: str = "") -> str:
    """The one row of ``sheet`` in the format of ``target``, under ``title`` if there is one."""
    if target.format == "table":
        from wagamachi_cli.output import screen

        body = screen.record(sheet, target.tty)
    else:
        from wagamachi_cli.output import text

        body = text.markdown_record(sheet) if target.format == "markdown" else text.plain_record(sheet)
    return _heading(title, target, 2) + body


def report_page(report: Report, target: Target) -> str:
    """``report`` with its title, its period and day, every table, notes and sources."""
    when = when_line(report)
    parts = [_heading(report.title, target, 1) + (_paragraph([when], target) if when else "")]
    parts.append(titled("", report.sheet, target))
    parts.extend(titled(table.title, table.sheet, target) for table in report.tables)
    after = list(after_lines(report))
    if after:
        parts.append(_paragraph(after, target))
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def titled(title: str, sheet: Sheet, target: Target) -> str:
    """A table of a report under its own title, the unit of all its numbers above it."""
    unit = common_unit(sheet)
    return (
        _heading(title, target, 2) + _paragraph(list(unit_line(unit)), target) + _table(sheet, target, unit)
    )


def _table(sheet: Sheet, target: Target, unit: str | None = None) -> str:
    if target.format == "table":
        from wagamachi_cli.output import screen

        return screen.table(sheet, target.tty, unit)
    from wagamachi_cli.output import text

    return text.markdown(sheet, unit) if target.format == "markdown" else text.plain(sheet, unit)


def _heading(title: str, target: Target, level: int) -> str:
    if not title:
        return ""
    if target.format == "markdown":
        from wagamachi_cli.output import text

        return f"{'#' * level} {text.escape(title)}\n\n"
    return visible(title) + "\n"


def _paragraph(lines: list[str], target: Target) -> str:
    """``lines`` as they stand; in Markdown a paragraph whose lines stay lines."""
    if not lines:
        return ""
    if target.format == "markdown":
        from wagamachi_cli.output import text

        return "  \n".join(text.escape(line) for line in lines) + "\n\n"
    return lines_of(lines, target)


def lines_of(lines: Iterable[str], target: Target) -> str:
    """``lines`` as a person reads them; at a terminal folded between words, which it would tear."""
    shown = (part for line in lines for part in visible(line, lines=True).split("\n"))
    if target.tty and target.format == "table":
        columns = max(shutil.get_terminal_size().columns, _LEAST)
        shown = (part for line in shown for part in _hanging(line, columns))
    return "".join(f"{line}\n" for line in shown)


def _hanging(line: str, columns: int) -> list[str]:
    """``line`` in lines that the terminal need not tear within a word, the later ones set in."""
    first = folded(line, columns)[0]
    rest = line[len(first) :].lstrip(" ")
    return [first, *(f"{_HANG}{part}" for part in folded(rest, columns - len(_HANG)))] if rest else [first]
