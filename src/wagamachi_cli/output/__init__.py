"""How an answer is shown: the one door from sheets and reports to the screen, files and pictures.

Each format has one owner here, imported only when it is asked for: screen (rich), text (tabulate),
data (csv, json), workbook (xlsx), chart (matplotlib).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from wagamachi_cli.output.target import Target
from wagamachi_cli.sheet import ChartSpec, Report, Sheet, without_empty

__all__ = ["Target", "check_chart", "show_object", "show_record", "show_report", "show_sheet", "write_chart"]


def show_sheet(sheet: Sheet, target: Target, title: str = "", *, sparse: bool = False) -> None:
    """Show ``sheet`` at ``target``; ``title`` stands above it for people. Raises OutputError.

    Of a ``sparse`` one people see no column of which nothing is known.
    """
    if target.for_eyes:
        from wagamachi_cli.output import page

        target.write(page.sheet_page(without_empty(sheet) if sparse else sheet, target, title))
    elif target.format == "json":
        from wagamachi_cli.output import data

        target.write(data.json_rows(sheet))
    else:
        _spreadsheet(target, [(title, sheet)])


def show_record(sheet: Sheet, target: Target, title: str = "") -> None:
    """Show the one row of ``sheet``: field by field for people, one object for machines.

    Raises OutputError.
    """
    if target.for_eyes:
        from wagamachi_cli.output import page

        target.write(page.record_page(sheet, target, title))
    elif target.format == "json":
        from wagamachi_cli.output import data

        target.write(data.json_record(sheet))
    else:
        _spreadsheet(target, [(title, sheet)])


def show_report(report: Report, target: Target) -> None:
    """Show ``report`` with its words; csv and tsv carry the main table alone. Raises OutputError."""
    if target.for_eyes:
        from wagamachi_cli.output import page

        shown = replace(report, sheet=without_empty(report.sheet)) if report.sparse else report
        target.write(page.report_page(shown, target))
    elif target.format == "json":
        from wagamachi_cli.output import data

        target.write(data.json_report(report))
    else:
        from wagamachi_cli.output.words import around

        tables = [(report.title, report.sheet), *((table.title, table.sheet) for table in report.tables)]
        _spreadsheet(target, tables, around(report))


def show_object(item: object, target: Target) -> None:
    """Write ``item``, made of what JSON has, where ``target`` says. Raises OutputError."""
    from wagamachi_cli.output import data

    target.write(data.json_object(item))


def _spreadsheet(target: Target, tables: list[tuple[str, Sheet]], words: Iterable[str] = ()) -> None:
    """csv and tsv (the first table) or a workbook (a sheet each, and the ``words``)."""
    if target.format == "xlsx":
        from wagamachi_cli.output import workbook

        target.write_bytes(workbook.workbook(tables, words))
        return
    from wagamachi_cli.output import data

    first = tables[0][1]
    if target.path is None and target.encoding is None:
        target.write(data.delimited(first, target.format))
    else:
        target.write_bytes(data.delimited_file(first, target.format, target.encoding or "utf-8-sig"))


def check_chart(path: str | Path, size: str = "16x9", force: bool = False) -> None:
    """Raise what ``write_chart`` would for ``path`` and ``size``, before anything else is done."""
    from wagamachi_cli.output import chart

    chart.check(path, size, force)


def write_chart(spec: ChartSpec, path: str | Path, size: str = "16x9", force: bool = False) -> None:
    """Draw ``spec`` as ``path`` (.png or .svg) and say the same in words in the .txt beside it.

    ``size`` is 16x9 (1920×1080), 4x3 or a4. Raises UsageError for another suffix or size, OutputError
    when one of the two files exists (without ``force``) or the font lacks a character.
    """
    from wagamachi_cli.output import chart

    chart.write(spec, path, size, force)
