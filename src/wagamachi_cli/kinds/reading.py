"""From typed words to values, as far as no register is needed for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from wagamachi_cli import text
from wagamachi_cli.errors import UsageError
from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.choosing import Option, meant
from wagamachi_cli.kinds.types import Choice, When
from wagamachi_cli.language import _
from wagamachi_cli.period import Span
from wagamachi_cli.sheet import human


def read(kind: Kind, given: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The values of the fields in ``given``, as far as they need no register; what is no text stays.

    UsageError (exit 2) names the option. An end before its start is one, too.
    """
    values: dict[str, Any] = {}
    for one in kind.typed_fields:
        raw = given.get(one.key)
        if raw is None or raw == []:
            continue
        typed = all(isinstance(word, str) for word in (raw if isinstance(raw, list) else [raw]))
        values[one.key] = read_field(kind, one, raw, given, today) if typed else raw
    for earlier, later in kind.ordered:
        first, last = values.get(earlier), values.get(later)
        if first is None or last is None:
            continue
        if last.last < first.first if isinstance(first, Span) else last < first:
            raise UsageError(
                _("{later} ({end}) is before {earlier} ({start}).").format(
                    later=kind.field(later).option,
                    end=human(last),
                    earlier=kind.field(earlier).option,
                    start=human(first),
                ),
                _("Exchange them, or correct one."),
            )
    return values


def read_field(kind: Kind, one: Field, raw: Any, given: Mapping[str, Any], today: date) -> Any:
    """The value of one field; see ``read``."""
    reader = one.type
    if isinstance(reader, When) and kind.planned is not None and reader.tense == "any":
        key, ahead, past = kind.planned
        status = given.get(key)
        if isinstance(status, str):
            said = _fixed(kind.field(key), status)
            reader = replace(reader, tense="future" if said == ahead else "past" if said == past else "any")
    try:
        if one.many:
            several = [
                word for item in ([raw] if isinstance(raw, str) else raw) for word in text.split_several(item)
            ]
            return [reader.read(word, today) for word in several]
        return reader.read(raw, today)
    except UsageError as error:
        raise error.of(one.option) from error


def _fixed(one: Field, words: str) -> str | None:
    """The code of a status that was typed; None when it is none (that is told later)."""
    assert isinstance(one.type, Choice)  # noqa: S101 - a status
    try:
        return meant([Option(code, label) for code, label in one.type.fixed.items()], words)
    except UsageError:
        return None


def check_required(kind: Kind, values: Mapping[str, Any]) -> None:
    """UsageError (exit 2) that names every required field that is missing."""
    missing = [one for one in kind.typed_fields if one.required and one.key not in values]
    if missing:
        shown = (
            _("{option} ({label})").format(
                option=one.type.metavar if one.key in kind.positional else f"{one.option} {one.type.metavar}",
                label=one.label,
            )
            for one in missing
        )
        raise UsageError(
            _("Missing: {options}").format(options=_(", ").join(shown)),
            _("Add --help to see what the command takes."),
        )


def add_today(kind: Kind, values: dict[str, Any], today: date) -> None:
    """``--on`` is today unless given. Only of what is typed: a row of a sheet says its own day."""
    if "on" not in values and any(one.key == "on" for one in kind.typed_fields):
        values["on"] = kind.field("on").type.read("今日", today)


def add_defaults(kind: Kind, values: dict[str, Any], today: date) -> None:
    """Fill in what a new record holds where nothing was given."""
    for one in kind.typed_fields:
        if one.default is not None and one.key not in values:
            values[one.key] = one.type.read(one.default, today)
