"""A further edition beside the one before it: what a cell said then is kept in it (訂正)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from wagamachi_cli.language import _
from wagamachi_cli.pack import Pack, Section
from wagamachi_cli.sheet import Column, Corrected, Difference, Row, Sheet, Sign, Table, Value, machine


def corrected(report: Pack, former: Pack) -> Pack:
    """``report`` with every number that ``former`` gave otherwise marked, and a note that says so.

    Both are of the same period, for the same readers, in the same language.
    """
    then = dict(_sheets(former))
    sections = tuple(_section(one, then.get(one.key)) for one in report.sections)
    annex = tuple(_table(one, then.get(one.key)) for one in report.annex)
    marked = replace(report, sections=sections, annex=annex)
    count = sum(
        isinstance(cell, Corrected)
        for _key, sheet in _sheets(marked)
        for row in sheet.rows
        for cell in row.values()
    )
    said = (
        _("Corrected: numbers that differ from edition {number} show beside them what they were.")
        if count
        else _("No number differs from edition {number}.")
    )
    return replace(marked, notes=(*marked.notes, said.format(number=former.edition)))


def _sheets(report: Pack) -> Iterator[tuple[str, Sheet]]:
    yield from ((one.key, one.sheet) for one in report.sections if one.sheet is not None)
    yield from ((one.key, one.sheet) for one in report.annex)


def _section(section: Section, former: Sheet | None) -> Section:
    if former is None:
        return section
    return replace(section, sheet=_compared(section.sheet or Sheet(former.columns, ()), former))


def _table(table: Table, former: Sheet | None) -> Table:
    return table if former is None else replace(table, sheet=_compared(table.sheet, former))


def _compared(now: Sheet, then: Sheet) -> Sheet:
    """``now`` with the old value in each cell that changed; rows and columns that went come back blank.

    A row is known by what stands in its cells that are no numbers; where two rows say the same, or a
    table has no numbers, nothing is compared.
    """
    if not any(column.kind == "number" for column in now.columns):
        return now
    columns = _merged(now.columns, then.columns)
    new, old = _by_name(now), _by_name(then)
    if len(new) < len(now.rows) or len(old) < len(then.rows):
        return now
    gone = [name for name in old if name not in new and _states(old[name], then)]
    rows = [_row(columns, row, old.get(name)) for name, row in new.items()]
    last = len(rows) - 1 if rows and _is_total(now, now.rows[-1]) else len(rows)
    rows[last:last] = [_row(columns, None, old[name]) for name in gone]
    kept = tuple(
        column
        for column in columns
        if column in now.columns or any(row[column.key] is not None for row in rows)
    )
    return Sheet(kept, tuple(rows))


def _merged(now: tuple[Column, ...], then: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of now, and those of numbers that only then had, each after its neighbour of then."""
    made = list(now)
    for place, column in enumerate(then):
        keys = [one.key for one in made]
        if column.kind == "number" and column.key not in keys:
            before = then[place - 1].key if place else ""
            made.insert(keys.index(before) + 1 if before in keys else len(made), column)
    return tuple(made)


def _by_name(sheet: Sheet) -> dict[tuple[str, ...], Row]:
    names = [column.key for column in sheet.columns if column.kind != "number"]
    return {tuple(str(machine(row[name])) for name in names if name != "unit"): row for row in sheet.rows}


def _is_total(sheet: Sheet, row: Row) -> bool:
    return machine(row[sheet.columns[0].key]) == "total"


def _states(row: Row, sheet: Sheet) -> bool:
    return any(_was(row[column.key]) is not None for column in sheet.columns if column.kind == "number")


def _row(columns: tuple[Column, ...], now: Row | None, then: Row | None) -> Row:
    named = now if now is not None else then
    assert named is not None  # noqa: S101 - one of them is there
    return {
        column.key: named.get(column.key)
        if column.kind != "number"
        else _cell((now or {}).get(column.key), then, column.key)
        for column in columns
    }


def _cell(now: Value, then: Mapping[str, Value] | None, key: str) -> Value:
    was = _was((then or {}).get(key))
    if now == was or not isinstance(now, int | float | Difference | Sign | None):
        return now
    if then is None and not now:  # a row that is new because of another of its numbers
        return now
    return Corrected(now, was)


def _was(cell: Value) -> int | float | Difference | Sign | None:
    if isinstance(cell, Corrected):
        return cell.now
    return cell if isinstance(cell, int | float | Difference | Sign) else None
