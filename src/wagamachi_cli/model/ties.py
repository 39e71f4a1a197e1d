"""What ties the rows of the register together: which change depends on which.

A change *touches* places: its row, the record whose part the row is, and what a rule judges it
together with (Kind.together, names that must differ, the codes of a choice). It *rests* on the places
that its row refers to. A later command depends on an earlier one when it touches or rests on a place
that the earlier one touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from wagamachi_cli import model, text
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.tables import kept
from wagamachi_cli.kinds.types import Name, Ref

Place: TypeAlias = tuple[Any, ...]
Image: TypeAlias = Mapping[str, Any]


def touched(table: str, row: Image) -> Iterator[Place]:
    """The places that a change touches whose row was, or became, ``row``."""
    yield table, row["id"]
    whose = kept(table)
    kind = whose.kind
    if not kind.fields:  # parts that no description knows: of whatever they refer to
        yield from rested_on(table, row)
        return
    if whose.part is not None:
        yield kind.table, row[whose.owner]
        if isinstance(whose.part.type, Name):
            yield _name(kind, row["value"])
        return
    if kind.name and row[kind.name] is not None:
        yield _name(kind, row[kind.name])
    if kind.together:
        yield _together(kind, row)
    if table == "choice":
        yield "choice", row["field"], row["code"]


def rested_on(table: str, row: Image) -> Iterator[Place]:
    """The places that a row refers to."""
    for column, other in _keys(table):
        if row[column] is not None:
            yield other, row[column]
    for column, field in _codes(table):
        if row[column] is not None:
            yield "choice", field, row[column]
    for kind, identifier in _any(table):
        if row[kind] in KINDS:
            yield KINDS[row[kind]].table, row[identifier]


def _name(kind: Kind, name: str) -> Place:
    return kind.table, "name", text.fold(name)


def _together(kind: Kind, row: Image) -> Place:
    fields = [kind.field(key) for key in kind.together]
    values = tuple(row[column] for one in fields for column in one.columns)
    if len(fields) == 1 and isinstance(fields[0].type, Ref):  # the record that they all belong to
        return KINDS[fields[0].type.kinds[0]].table, *values
    return kind.table, "together", values


@cache
def _keys(table: str) -> tuple[tuple[str, str], ...]:
    columns = model.metadata().tables[table].columns
    return tuple((column.name, key.column.table.name) for column in columns for key in column.foreign_keys)


@cache
def _codes(table: str) -> tuple[tuple[str, str], ...]:
    columns = model.metadata().tables[table].columns
    return tuple((column.name, column.info["choice"]) for column in columns if "choice" in column.info)


@cache
def _any(table: str) -> tuple[tuple[str, str], ...]:
    """The pairs of columns that hold a kind and an id of it."""
    return tuple(
        (columns[0], columns[1])
        for kind in KINDS.values()
        if kind.table == table
        for one in kind.fields
        if isinstance(one.type, Ref) and not one.type.kinds and len(columns := one.columns) == 2
    )
