"""A report as text, and back: whatever it is made of, part by part, with nothing left out.

The types of a pack are found in the modules that define them, so that a new part of a report is kept
without a word here. A field that a later version adds has its default in what was kept before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from wagamachi_cli import language, pack, sheet
from wagamachi_cli.pack import Pack
from wagamachi_cli.period import spans

_TYPE, _DAY, _LIST, _MAP = "is", "day", "list", "map"
_TYPES: Mapping[str, Any] = {
    name: one
    for module in (pack, sheet, spans, language)
    for name, one in vars(module).items()
    if isinstance(one, type) and is_dataclass(one)
}


def frozen(report: Pack) -> str:
    """``report`` as text."""
    return json.dumps(_put(report), ensure_ascii=False, separators=(",", ":"))


def thawed(text: str) -> Pack:
    """The report that ``frozen`` made ``text`` of."""
    made = _taken(json.loads(text))
    assert isinstance(made, Pack)  # noqa: S101 - nothing else was frozen
    return made


def _put(value: Any) -> Any:
    """A value as JSON: a tuple is an array, all else that JSON lacks an object that says what it is."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple):
        return [_put(one) for one in value]
    if isinstance(value, list):
        return {_LIST: [_put(one) for one in value]}
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    if isinstance(value, Mapping):
        return {_MAP: {key: _put(one) for key, one in value.items()}}
    name = type(value).__name__
    if _TYPES.get(name) is not type(value):
        raise TypeError(f"a report cannot keep a {name}")
    return {_TYPE: name, **{one.name: _put(getattr(value, one.name)) for one in fields(value)}}


def _taken(kept: Any) -> Any:
    if isinstance(kept, list):
        return tuple(_taken(one) for one in kept)
    if not isinstance(kept, dict):
        return kept
    if _LIST in kept:
        return [_taken(one) for one in kept[_LIST]]
    if _DAY in kept:
        return date.fromisoformat(kept[_DAY])
    if _MAP in kept:
        return {key: _taken(one) for key, one in kept[_MAP].items()}
    kind = _TYPES[kept[_TYPE]]
    known = {one.name for one in fields(kind)}
    return kind(**{key: _taken(one) for key, one in kept.items() if key in known})
