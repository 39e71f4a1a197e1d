"""The keys of records without a name: as they are kept, and as a row says them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.types import Clock, Ref, When


@frozen
class Keying:
    """``said``: SQL for each part of the keys of a record (alias r). ``clocks``: columns of times of day.

    ``needed``: the keys without which nothing is known, a time among them.
    """

    said: tuple[str, ...]
    clocks: tuple[str, ...]
    needed: tuple[str, ...]


@cache
def keying(kind: Kind) -> Keying:
    """How the keys of a kind are kept."""
    said: list[str] = []
    clocks: list[str] = []
    for fields in _parts(kind):
        if isinstance(fields[0].type, Clock):
            clocks += fields[0].columns
        elif len(fields) > 1:
            said.append(f"coalesce({', '.join(part for one in fields for part in _kept(kind, one))})")
        else:
            said += _kept(kind, fields[0])
    needed = [
        fields[0]
        for fields in _parts(kind)
        if len(fields) == 1 and (fields[0].required or (isinstance(fields[0].type, When) and not kind.single))
    ]
    return Keying(
        tuple(said),
        tuple(clocks),
        tuple(one.key for one in needed),
    )


def values(kind: Kind, given: Mapping[str, Any], columns: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """The parts of the keys that a new record would have; None when something needed is not said."""
    if any(given.get(key) is None for key in keying(kind).needed):
        return None
    if kind.unlike and all(given.get(key) is None for key in kind.unlike):
        return None
    told: list[Any] = []
    for fields in _parts(kind):
        if isinstance(fields[0].type, Clock):
            continue
        parts = [part for one in fields for part in _told(one, given, columns)]
        told += [next((part for part in parts if part is not None), None)] if len(fields) > 1 else parts
    return tuple(told)


@cache
def _parts(kind: Kind) -> tuple[tuple[Field, ...], ...]:
    return tuple(tuple(map(kind.field, [key] if isinstance(key, str) else key)) for key in kind.keys)


def _kept(kind: Kind, one: Field) -> list[str]:
    if not one.link:
        return [f'r."{column}"' for column in one.columns]
    column = f"{one.type.kinds[0]}_id" if isinstance(one.type, Ref) else "value"
    values_ = f"SELECT DISTINCT {column} AS v FROM {one.link} WHERE {kind.table}_id = r.id ORDER BY v"
    return [f"(SELECT nullif(json_group_array(v), '[]') FROM ({values_}))"]


def _told(one: Field, given: Mapping[str, Any], columns: Mapping[str, Any]) -> list[Any]:
    if not one.link:
        return [columns.get(column) for column in one.columns]
    several = sorted(set(given.get(one.key) or ()))
    return [json.dumps(several, separators=(",", ":"), ensure_ascii=False) if several else None]
