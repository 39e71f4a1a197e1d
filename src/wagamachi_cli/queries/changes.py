"""What a command changed, record by record, in the words of the kinds.

A person's own words (notes, reasons) never appear: where they changed, … stands for them. Rows are read
by position, so that a writer's plain connection will do as well: ``undo`` shows what it has just done.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.tables import ANYWAY, REMOVED, kept
from wagamachi_cli.kinds.types import Choice, Flag, Ref, Stretch, Tally, When, Words
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Span
from wagamachi_cli.queries.choices import Choices
from wagamachi_cli.queries.records import described
from wagamachi_cli.sheet import Coded, Counted, Value, human

HIDDEN = "…"
"""Stands for a person's own words."""

# Columns that no field of the kind describes.
_FURTHER = (REMOVED, ANYWAY, Field("preparing", Label("準備中", "preparing"), Flag()))

Image = dict[str, Any]


@dataclass(slots=True)
class Changed:
    """What a command changed of one record: the values that differ, None for a record that was not there."""

    kind: Kind
    id: int
    name: str
    before: dict[str, Value] | None
    after: dict[str, Value] | None

    def as_value(self) -> dict[str, Value]:
        """As machines read it."""
        return {
            "table": self.kind.table,
            "kind": Coded(self.kind.code, self.kind.label),
            "id": self.id,
            "before": self.before,
            "after": self.after,
        }

    def fields(self) -> Iterator[tuple[str, Value, Value]]:
        """The label of each value that differs, what it was and what it became."""
        labels = {one.key: str(one.label) for one in (*self.kind.all_fields, *_FURTHER)}
        before, after = self.before or {}, self.after or {}
        for key in dict.fromkeys((*before, *after)):
            yield labels.get(key, key), before.get(key), after.get(key)

    def in_words(self) -> str:
        """In one phrase."""
        said = {"kind": self.kind.label, "name": self.name}
        if self.before is None:
            return _("{kind} “{name}”: added").format(**said)
        if self.after is None:
            return _("{kind} “{name}”: taken out").format(**said)
        if self.before.get("removed") is None and self.after.get("removed") is not None:
            return _("{kind} “{name}”: removed").format(**said)
        fields = (
            _("{field} {before} → {after}").format(
                field=label, before=human(before) or "–", after=human(after) or "–"
            )
            for label, before, after in self.fields()
        )
        return _("{kind} “{name}”: {changes}").format(changes=_(", ").join(fields), **said)


def changed(connection: sqlite3.Connection, number: int) -> list[Changed]:
    """What the command ``number`` changed, record by record, in the order in which it came to them."""
    reader = _Reader(connection)
    return [record for one in _gathered(connection, number) if (record := reader.told(one)) is not None]


@dataclass(slots=True)
class _Gathered:
    """The rows of one record that a command changed: its own first and last image, its parts."""

    kind: Kind
    id: int
    images: list[tuple[Image | None, Image | None]] = dataclasses.field(default_factory=list)
    lost: dict[str, list[Image]] = dataclasses.field(default_factory=dict)
    won: dict[str, list[Image]] = dataclasses.field(default_factory=dict)


def _gathered(connection: sqlite3.Connection, number: int) -> Iterable[_Gathered]:
    records: dict[tuple[str, int], _Gathered] = {}

    def record(kind: Kind, identifier: int) -> _Gathered:
        return records.setdefault((kind.code, identifier), _Gathered(kind, identifier))

    for table, before, after in connection.execute(
        "SELECT table_name, before, after FROM history_change WHERE command_id = ? ORDER BY id", (number,)
    ):
        whose = kept(table)
        images = (
            None if before is None else json.loads(before),
            None if after is None else json.loads(after),
        )
        if whose.part is None:
            record(whose.kind, (images[0] or images[1] or {})["id"]).images.append(images)
            continue
        if images[0] is not None:
            lost = record(whose.kind, images[0][whose.owner]).lost
            lost.setdefault(whose.part.key, []).append(images[0])
        if images[1] is not None:
            won = record(whose.kind, images[1][whose.owner]).won
            won.setdefault(whose.part.key, []).append(images[1])
    return records.values()


class _Reader:
    """Turns images of rows into values: codes get their labels, ids the names of their records."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._choices = Choices(connection)
        self._names: dict[tuple[str, int], str] = {}

    def told(self, one: _Gathered) -> Changed | None:
        """What changed of a record; None when in the end nothing did."""
        old, new = (one.images[0][0], one.images[-1][1]) if one.images else (None, None)
        if one.images and old is None and new is None:
            return None
        name = self._described(one.kind, new or old or self._row(one.kind, one.id))
        before, after = self._fields(one, old, one.lost), self._fields(one, new, one.won)
        if one.images and (old is None or new is None):
            # A record that comes or goes: what it holds, not what it leaves blank.
            return Changed(
                one.kind,
                one.id,
                name,
                None if old is None else _stated(before),
                None if new is None else _stated(after),
            )
        for field in _fields_of(one.kind):
            if not _differs(field, one, old, new):
                before.pop(field.key, None)
                after.pop(field.key, None)
        return Changed(one.kind, one.id, name, before, after) if before else None

    def _fields(self, one: _Gathered, image: Image | None, parts: dict[str, list[Image]]) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for field in _fields_of(one.kind):
            if field.key in one.lost or field.key in one.won:
                values[field.key] = [self._item(field, part) for part in _in_order(parts, field)]
            elif image is not None and field.columns and set(field.columns) <= image.keys():
                values[field.key] = self._value(field, image)
        return values

    def _item(self, field: Field, part: Image) -> Any:
        """One of the several values of a field."""
        if isinstance(field.type, Tally):
            return Counted(self._choices.coded(Choice(field.type.field), part["value"]), part["count"])
        if isinstance(field.type, Ref):
            (code,) = field.type.kinds
            return self._named(code, part[f"{code}_id"])
        return self._coded(field, part["value"])

    def _value(self, field: Field, image: Image) -> Value:
        raw = image[field.columns[0]]
        if isinstance(field.type, Ref):
            return self._referred(field, field.type, image)
        if raw is None:
            return None
        if isinstance(field.type, When | Stretch):
            return Span(*(date.fromisoformat(image[column]) for column in field.columns))
        return self._coded(field, raw)

    def _coded(self, field: Field, raw: Any) -> Value:
        if isinstance(field.type, Words) and field.type.free:
            return HIDDEN
        if isinstance(field.type, Choice):
            return self._choices.coded(field.type, raw)
        return bool(raw) if isinstance(field.type, Flag) else raw

    def _referred(self, field: Field, ref: Ref, image: Image) -> Value:
        if not ref.kinds:
            code, identifier = (image[column] for column in field.columns)
            if code not in KINDS:
                return None
            return {"kind": Coded(code, KINDS[code].label), "name": self._named(code, identifier)}
        for code, column in zip(ref.kinds, field.columns, strict=True):
            if image[column] is not None:
                return self._named(code, image[column])
        return None

    def _named(self, code: str, identifier: int) -> str:
        """The name of a record, or its id where it has none; also of one that is not there any more."""
        kind = KINDS[code]
        if not kind.name:
            return str(identifier)
        if (code, identifier) not in self._names:
            name = self._row(kind, identifier).get(kind.field(kind.name).columns[0])
            self._names[code, identifier] = str(name or identifier)
        return self._names[code, identifier]

    def _row(self, kind: Kind, identifier: int) -> Image:
        """A record's row as it stands, or as it last stood."""
        cursor = self._connection.execute(f'SELECT * FROM "{kind.table}" WHERE id = ?', (identifier,))
        row = cursor.fetchone()
        if row is not None:
            return dict(zip((column[0] for column in cursor.description), row, strict=True))
        last = self._connection.execute(
            "SELECT coalesce(after, before) FROM history_change WHERE table_name = ? AND row_id = ?"
            " ORDER BY id DESC LIMIT 1",
            (kind.table, identifier),
        ).fetchone()
        return dict(json.loads(last[0])) if last else {"id": identifier}

    def _described(self, kind: Kind, image: Image) -> str:
        """What a person calls the record, without anybody's own words."""
        if kind.name:
            return str(image.get(kind.name) or image["id"])
        told = (
            field
            for field in map(kind.field, kind.answers)
            if not (isinstance(field.type, Words) and field.type.free)
        )
        row: dict[str, Value] = {
            field.key: self._value(field, image)
            for field in told
            if field.columns and set(field.columns) <= image.keys()
        }
        return described(kind, {**row, "id": image["id"]})


def _fields_of(kind: Kind) -> tuple[Field, ...]:
    return (*kind.all_fields, *_FURTHER)


def _in_order(parts: dict[str, list[Image]], field: Field) -> list[Image]:
    """The rows that keep the several values of a field, as the record has them."""
    return sorted(parts.get(field.key, ()), key=lambda part: int(part["id"]))


def _differs(field: Field, one: _Gathered, old: Image | None, new: Image | None) -> bool:
    if field.many:
        lost, won = (
            [{**part, "id": None} for part in _in_order(parts, field)] for parts in (one.lost, one.won)
        )
        return lost != won
    return any((old or {}).get(column) != (new or {}).get(column) for column in field.columns)


def _stated(values: dict[str, Value]) -> dict[str, Value]:
    """The values that state something."""
    return {key: value for key, value in values.items() if value not in (None, [])}
