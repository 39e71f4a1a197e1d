"""Reading records: the question is made from the kind's description, the answer is a Sheet."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.report import MeasureRow
from wagamachi_cli.kinds.types import Choice, Flag, Items, Lasting, Number, Ref, Stretch, Tally, When
from wagamachi_cli.language import _
from wagamachi_cli.period import Period, Span
from wagamachi_cli.queries.choices import Choices
from wagamachi_cli.queries.windows import touching
from wagamachi_cli.sheet import Coded, Column, Counted, Line, Row, Sheet, Value, kilograms


@frozen
class Narrowing:
    """What ``list`` is narrowed by.

    ``equal``: field key → ids of records or codes of choices, any of which will do.
    ``idle_since``: only what has not been active after that day.
    ``at``: only what was there on that day; a status is the one of that day.
    ``open_only``: only what has not ended (Kind.open_until).
    """

    equal: Mapping[str, tuple[int | str, ...]] = field(default_factory=dict)
    period: Period | None = None
    at: date | None = None
    idle_since: date | None = None
    open_only: bool = False
    ids: tuple[int, ...] | None = None


@cache
def sql(name: str) -> str:
    """The text of queries/NAME.sql."""
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")


def _named(kind: str, column: str) -> str:
    """SQL for the name (or where it has none the id) of the record whose id stands in ``column``."""
    if not KINDS[kind].name:
        return column
    return f"(SELECT {KINDS[kind].name} FROM {KINDS[kind].table} WHERE id = {column})"


def _any_named(kind_column: str, column: str) -> str:
    """SQL for what a record of any kind is called: its kind, and its name or its id, as JSON."""
    cases = " ".join(
        f"WHEN '{kind.code}' THEN (SELECT {kind.name} FROM {kind.table} WHERE id = r.{column})"
        for kind in KINDS.values()
        if kind.name
    )
    name = f"CASE r.{kind_column} {cases} ELSE CAST(r.{column} AS TEXT) END"
    return f"json_object('kind', r.{kind_column}, 'name', {name})"


def _selected(kind: Kind, one: Field) -> str:
    """SQL for the value of a field, under its key (a time: under key_from and key_to)."""
    if not one.stored:
        if isinstance(one.type, When):
            return f'd."{one.key}_from", d."{one.key}_to"'
        return f'd."{one.key}"'
    if isinstance(one.type, Tally):
        pairs = f"SELECT value, count FROM {one.link} AS l WHERE l.{kind.table}_id = r.id ORDER BY l.id"
        return f'(SELECT json_group_array(json_array(value, count)) FROM ({pairs})) AS "{one.key}"'
    if one.many:
        if isinstance(one.type, Ref):
            value = _named(one.type.kinds[0], f"l.{one.type.kinds[0]}_id")
        else:
            value = "l.value"
        return (
            f"(SELECT json_group_array(v) FROM (SELECT {value} AS v FROM {one.link} AS l "
            f'WHERE l.{kind.table}_id = r.id ORDER BY l.id)) AS "{one.key}"'
        )
    if isinstance(one.type, Ref) and not one.type.kinds:
        return f'{_any_named(*one.columns)} AS "{one.key}"'
    if isinstance(one.type, Ref):
        names = [
            _named(code, f"r.{column}") for code, column in zip(one.type.kinds, one.columns, strict=True)
        ]
        return (names[0] if len(names) == 1 else f"coalesce({', '.join(names)})") + f' AS "{one.key}"'
    if isinstance(one.type, When | Stretch):
        first, last = one.columns
        return f'r.{first} AS "{one.key}_from", r.{last} AS "{one.key}_to"'
    return f'r."{one.columns[0]}" AS "{one.key}"'


def _conditions(kind: Kind, narrowing: Narrowing) -> tuple[list[str], dict[str, Any]]:
    said: list[str] = ["r.removed IS NULL"]
    values: dict[str, Any] = {}

    def marks(key: str, items: Iterable[object]) -> str:
        names = []
        for number, item in enumerate(items):
            values[f"{key}_{number}"] = item
            names.append(f":{key}_{number}")
        return ", ".join(names)

    for key, wanted in narrowing.equal.items():
        one = kind.field(key)
        among = f"IN ({marks(key, wanted)})"
        if one.many:
            column = f"{one.type.kinds[0]}_id" if isinstance(one.type, Ref) else "value"
            linked = f"SELECT 1 FROM {one.link} AS l WHERE l.{kind.table}_id = r.id AND l.{column} {among}"
            said.append(f"EXISTS ({linked})")
        elif one.stored:
            said.append(f'r."{one.columns[0]}" {among}')
        else:
            said.append(f'd."{one.key}" {among}')
    if narrowing.period is not None:
        first, last = kind.field(kind.when).columns
        said.append(touching("r", first, last, ":period_first", ":period_last", ":period_first"))
        values |= {
            "period_first": narrowing.period.start.isoformat(),
            "period_last": narrowing.period.last.isoformat(),
        }
    if narrowing.at is not None and "status" not in narrowing.equal:
        said.append("d.there")
    if narrowing.idle_since is not None:
        said.append(f"coalesce(d.\"{kind.idle}_to\", '') <= :idle_since")
        values["idle_since"] = narrowing.idle_since.isoformat()
    if narrowing.open_only:
        one = kind.field(kind.open_until)
        said.append(f"r.{one.columns[0]} IS NULL" if one.stored else f'd."{one.key}_from" IS NULL')
    if narrowing.ids is not None:
        said[0] = f"r.id IN ({marks('id', narrowing.ids)})"
    return said, values


def _value(one: Field, row: sqlite3.Row, choices: Choices) -> Value:
    if isinstance(one.type, When | Stretch):
        first, last = row[f"{one.key}_from"], row[f"{one.key}_to"]
        return None if first is None else Span(date.fromisoformat(first), date.fromisoformat(last))
    raw = row[one.key]
    if isinstance(one.type, Items) and not one.link:
        lines: list[Value] = [_line(part) for part in json.loads(raw)]
        return lines
    if isinstance(one.type, Tally):
        task = Choice(one.type.field)
        tallied: list[Value] = [Counted(choices.coded(task, code), count) for code, count in json.loads(raw)]
        return tallied
    if one.many:
        items = json.loads(raw)
        several: list[Value] = [
            choices.coded(one.type, item) if isinstance(one.type, Choice) else item for item in items
        ]
        return several
    if raw is None:
        return None
    if isinstance(one.type, Choice):
        return choices.coded(one.type, raw)
    if isinstance(one.type, MeasureRow):
        return choices.coded(one.type.choice(row["measure"]), raw)
    if isinstance(one.type, Ref) and not one.type.kinds:
        named = json.loads(raw)
        return {"kind": Coded(named["kind"], KINDS[named["kind"]].label), "name": named["name"]}
    if isinstance(one.type, Flag):
        return bool(raw)
    if isinstance(one.type, Lasting):
        return Coded(raw, Lasting.said(raw))
    if isinstance(one.type, Number) and one.type.measured == "grams":
        return kilograms(raw)
    return raw  # type: ignore[no-any-return] # a cell of SQLite: INTEGER or TEXT


def _line(part: Mapping[str, Any]) -> Line:
    """What was handed out of one lot: ``lot``, ``item``, ``qty`` and ``grams``."""
    grams = part["grams"]
    kept = {key: part[key] for key in ("lot", "item", "qty")}
    return Line(
        kept | {"weight_kg": None if grams is None else kilograms(grams)}, f"{part['item']}={part['qty']}"
    )


def columns(fields: Iterable[Field]) -> tuple[Column, ...]:
    """The columns of a sheet of these fields, the id first."""
    return (
        Column("id", "id", kind="id"),
        *(
            Column(
                one.key,
                str(one.label),
                unit=str(one.type.unit) if isinstance(one.type, Number) and one.type.unit else None,
                kind="several" if one.many else one.type.cell,
            )
            for one in fields
        ),
    )


def read(
    connection: sqlite3.Connection,
    kind: Kind,
    today: date,
    narrowing: Narrowing | None = None,
    *,
    whole: bool = False,
    only: Collection[str] = (),
) -> Sheet:
    """The records of a kind as a sheet, those removed left out unless asked for by id.

    ``whole``: every field, else those of ``list``; ``only``: these alone. A status is that of
    ``narrowing.at``, else today's.
    """
    narrowing = narrowing or Narrowing()
    fields = [one for one in kind.all_fields if (one.listed or whole) and (one.stored or kind.derived)]
    if only:
        fields = [one for one in kind.all_fields if one.key in only and (one.stored or kind.derived)]
    conditions, values = _conditions(kind, narrowing)
    joined = kind.derived and not (only and all(one.stored for one in fields))
    derived = f"LEFT JOIN ({sql('kinds/' + kind.code)}) AS d ON d.id = r.id" if joined else ""
    order = ", ".join(f"r.{column} IS NULL, r.{column}" for column in (*kind.order, "id"))
    question = (
        f"SELECT r.id, {', '.join(_selected(kind, one) for one in fields)} "
        f"FROM {kind.table} AS r {derived} WHERE {' AND '.join(conditions)} ORDER BY {order}"
    )
    values["at"] = (narrowing.at or today).isoformat()
    choices = Choices(connection)
    rows: list[Row] = [
        {"id": row["id"], **{one.key: _value(one, row, choices) for one in fields}}
        for row in connection.execute(question, values)
    ]
    return Sheet(columns(fields), tuple(rows))


def described(kind: Kind, row: Row) -> str:
    """What a person calls this record: its name, or its time and what else tells it apart."""
    from wagamachi_cli.sheet import human

    if kind.name:
        return str(row[kind.name])
    parts = (human(row.get(key)) for key in kind.answers)
    return " ".join(part for part in parts if part) or _("number {id}").format(id=row["id"])
