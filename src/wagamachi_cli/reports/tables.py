"""Trends as tables: heads, labels of rows, and which field can tell rows apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wagamachi_cli.errors import UsageError
from wagamachi_cli.kinds.measures import Measure
from wagamachi_cli.language import _, language
from wagamachi_cli.period import Period
from wagamachi_cli.queries.dimensions import FIELDS, choice_of
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.published import UNSPLIT, Cell, Key
from wagamachi_cli.reports.trend import TIME_FIELDS, Line, Trend, partial_day
from wagamachi_cli.sheet import Coded, Column, Row, Sheet, Sign, Value

HIDDEN = Sign("…")
PARTIAL = "※"
TOTAL = "total"


def heading(column: Period) -> str:
    """The head of a column of time: H28 (to others FY2016), R3Q3, R4.1."""
    return column.label if language() == "ja" else column.key


def value(cell: Cell, measure: Measure) -> Value:
    """What stands in the table, in the measure's unit."""
    if cell.hidden:
        return HIDDEN
    return None if cell.value is None else measure.told(cell.value)


def time_columns(trends: Sequence[Trend], unit: str | None, reader: Measuring) -> tuple[Column, ...]:
    """The columns of time, marked where they stop short, and the total."""
    first = trends[0]
    made = [
        Column(
            column.key,
            heading(column),
            unit,
            "number",
            PARTIAL if any(partial_day(column, (one.total.cells[n],), reader) for one in trends) else "",
        )
        for n, column in enumerate(first.columns)
    ]
    return (
        *made,
        Column(
            TOTAL,
            _("latest") if all(t.measure.kind == "stock" for t in trends) else _("total"),
            unit,
            "number",
        ),
    )


def cells_of(line: Line, one: Trend) -> dict[str, Value]:
    """A line of a trend as the cells of a row."""
    row = {column.key: value(cell, one.measure) for column, cell in zip(one.columns, line.cells, strict=True)}
    return {**row, TOTAL: value(line.total, one.measure)}


def labelled(reader: Measuring, measure: Measure, field: str, key: Key) -> Coded:
    """A row's key with its label; what is unknown or not told apart by the field says so."""
    if key is None:
        return Coded("unknown", _("unknown"))
    if key == UNSPLIT:
        return Coded(UNSPLIT, _("not told apart"))
    choice = choice_of(measure, field)
    return reader.choices.coded(choice, key) if choice else Coded(key, key)


def ordered(keys: Iterable[Key], first: Sequence[Key]) -> list[Key]:
    """Rows in the order of ``first``, then by name; those not told apart and unknown last."""
    last: Mapping[Key, int] = {UNSPLIT: 1, None: 2}
    place = {key: number for number, key in enumerate(first)}
    return sorted(keys, key=lambda key: (last.get(key, 0), place.get(key, len(place)), key or ""))


def check_field(reader: Measuring, measures: Iterable[Measure], field: str) -> None:
    """UsageError if none of the measures can be told apart by ``field``."""
    if not field or field in TIME_FIELDS:
        return
    fields = {name for measure in measures for name in reader.fields(measure)}
    possible = [name for name in FIELDS if name in fields]
    if field not in possible:
        raise UsageError(
            _("This report cannot be told apart by {field}.").format(field=_named(field)),
            _("It can by: {fields}.").format(fields=_(", ").join(map(_named, [*possible, *TIME_FIELDS]))),
        )


def _named(field: str) -> str:
    label = str({**FIELDS, **TIME_FIELDS}[field])
    return label if label == field else f"{label} ({field})"


def field_label(field: str) -> str:
    """What a field is called."""
    return str(FIELDS[field])


def sheet(one: Trend, reader: Measuring, field: str, keys: Sequence[Key], *, total_row: bool) -> Sheet:
    """A trend as a sheet: a row a key under ``field``, perhaps one of all of them."""
    rows: list[Row] = [
        {field: labelled(reader, one.measure, field, key), **cells_of(one.rows[key], one)}
        for key in ordered(one.rows, keys)
    ]
    if total_row:
        rows.append({field: Coded(TOTAL, _("total")), **cells_of(one.total, one)})
    columns = time_columns([one], str(one.measure.unit), reader)
    return Sheet((Column(field, field_label(field), kind="choice"), *columns), tuple(rows))


def measure_sheet(trends: Sequence[Trend], reader: Measuring, field: str) -> Sheet:
    """Several measures as a sheet: a row each under ``measure``; with a field, one for each value too.

    A measure that the field does not tell apart has its one row.
    """
    rows: list[Row] = []
    for one in trends:
        measure: dict[str, Value] = {"measure": Coded(one.measure.code, str(one.measure.label))}
        unit: dict[str, Value] = {"unit": str(one.measure.unit)}
        if field in reader.fields(one.measure):
            rows += [
                {
                    **measure,
                    field: labelled(reader, one.measure, field, key),
                    **unit,
                    **cells_of(one.rows[key], one),
                }
                for key in ordered(one.rows, reader.order(one.measure, field))
            ]
        if field:
            measure[field] = Coded(TOTAL, _("total"))
        rows.append({**measure, **unit, **cells_of(one.total, one)})
    units = {str(one.measure.unit) for one in trends}
    common = units.pop() if len(units) == 1 else None
    heads = [Column("measure", _("measure"), kind="choice")]
    heads += [Column(field, field_label(field), kind="choice")] if field else []
    heads += [] if common else [Column("unit", _("unit"))]
    return Sheet((*heads, *time_columns(trends, common, reader)), tuple(rows))
