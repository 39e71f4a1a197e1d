"""The numbers of a report one by one, each at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.pack import Pack
from wagamachi_cli.reports.periodic.numbers import DIFFERENCE
from wagamachi_cli.reports.tables import TOTAL
from wagamachi_cli.sheet import HIDDEN, Corrected, Row, Sheet, Sign, Value, human, machine


class Place(NamedTuple):
    """Which number: the measure, the field that it is told apart by and its row, its column of time.

    ``split`` is empty for the whole, ``key`` then None; ``period`` is the key of the column.
    """

    measure: str
    split: str
    key: str | None
    period: str


class Number(NamedTuple):
    """What stands there, and whether the public has to do without it."""

    value: int | float | None
    sign: str | None
    hidden: bool


def numbers(report: Pack) -> dict[Place, Value]:
    """Every number of a report by its place; what is worked out from two of them (a change) left out."""
    found: dict[Place, Value] = {}
    for sheet in sheets(report):
        for place, value in _of_sheet(sheet, report.period.key):
            found.setdefault(place, value)
    return found


def sheets(report: Pack) -> Iterator[Sheet]:
    """The tables of a report, the further ones first: they have every measure."""
    yield from (table.sheet for table in report.annex)
    yield from (section.sheet for section in report.sections if section.sheet is not None)


def names(report: Pack) -> dict[tuple[str, str], str]:
    """What the rows of the tables of parts are called, by field and key."""
    found: dict[tuple[str, str], str] = {}
    for sheet in sheets(report):
        field = sheet.columns[0].key
        found |= {(field, str(machine(row[field]))): human(row[field]) for row in sheet.rows}
    return found


def seen(whole: Pack, public: Pack) -> dict[Place, Number]:
    """The numbers of the report in which nothing is hidden, and which of them the public one hides."""
    told = numbers(public)
    made = {}
    for place, value in numbers(whole).items():
        number, sign = plain(value)
        made[place] = Number(number, sign, told.get(place) == HIDDEN)
    return made


def plain(value: Value) -> tuple[int | float | None, str | None]:
    """A cell as a number and a sign, one of which is None, or both."""
    if isinstance(value, Corrected):
        value = value.now
    if isinstance(value, Sign):
        return None, value.sign
    number = machine(value)
    return (number if isinstance(number, int | float) else None), None


def _of_sheet(sheet: Sheet, period: str) -> Iterable[tuple[Place, Value]]:
    """A table has a row a measure, or a column a measure and rows of a field."""
    keys = [column.key for column in sheet.columns if column.kind == "number"]
    if any(column.key == "measure" for column in sheet.columns):
        return _by_row(sheet.rows, [key for key in keys if key != DIFFERENCE])
    codes = [key for key in keys if key in MEASURES]
    return _by_column(sheet.rows, sheet.columns[0].key, codes, period) if codes else ()


def _by_row(rows: Iterable[Row], keys: Iterable[str]) -> Iterator[tuple[Place, Value]]:
    for row in rows:
        code = str(machine(row["measure"]))
        yield from ((Place(code, "", None, key), row[key]) for key in keys)


def _by_column(
    rows: Iterable[Row], field: str, codes: Iterable[str], period: str
) -> Iterator[tuple[Place, Value]]:
    for row in rows:
        key = str(machine(row[field]))
        if key != TOTAL:
            yield from ((Place(code, field, key, period), row[code]) for code in codes)


def by_place(rows: Iterable[Mapping[str, Value]]) -> dict[Place, Number]:
    """The numbers of an edition from the rows that the register keeps of them."""
    return {
        Place(str(row["measure"]), str(row["split"]), _text(row["key"]), str(row["period"])): Number(
            read(row["value"]), _text(row["sign"]), bool(row["hidden"])
        )
        for row in rows
    }


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def read(value: Value) -> int | float | None:
    """A number that is kept as text."""
    if value is None:
        return None
    text = str(value)
    return float(text) if "." in text or "e" in text else int(text)
