"""Commands made at random from the kinds' own descriptions, as a person could type them."""

from __future__ import annotations

import contextlib
import io
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from wagamachi_cli import app, errors
from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.types import Choice, Clock, Flag, Name, Number, Ref, Stretch, Tally, When, Words

Draw = Callable[[st.SearchStrategy[Any]], Any]
_DATES = ("H30", "R2.4", "R2.10.5", "R3.5.1", "R3.6.15", "R3.12.24", "R4.1.10", "R4.1.24")


@dataclass(frozen=True)
class Id:
    """A word that is the id of a record; ``kind`` stands before it where any kind may be meant."""

    kind: str
    id: int
    named: bool = False


Word = str | Id


class Register:
    """A register in a file, and the command line on it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, *words: str) -> tuple[int, str]:
        """Run a command line; the exit code, and what was said."""
        out, err = io.StringIO(), io.StringIO()
        errors.take_warnings()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = app.run(["--db", str(self.path), *words])
        return code, out.getvalue() + err.getvalue()

    @cached_property
    def _reading(self) -> sqlite3.Connection:
        """Kept: the schema is read once, and not for every question."""
        return sqlite3.connect(self.path)

    def close(self) -> None:
        self._reading.close()

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        return self._reading.execute(question).fetchall()

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, the history and the ids given out apart."""
        tables = self.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'history%'"
            " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'alembic%'"
        )
        return {name: self.rows(f'SELECT * FROM "{name}" ORDER BY id') for (name,) in tables}

    def ids(self, kind: Kind) -> list[int]:
        return [row[0] for row in self.rows(f"SELECT id FROM {kind.table} WHERE removed IS NULL ORDER BY id")]

    def last(self) -> int:
        """The number of the last command."""
        return int(self.rows("SELECT max(id) FROM history_command")[0][0])


def command(draw: Draw, register: Register) -> list[Word]:
    """Any command that writes, most of them possible."""
    kinds = list(KINDS.values())
    kind = draw(st.sampled_from(kinds))
    make = draw(st.sampled_from((_add, _add, _add, _edit, _edit, _remove, _domain, _own, _merge)))
    words: list[Word] | None = make(draw, register, kind)
    return words if words is not None else _add(draw, register, draw(st.sampled_from(kinds[:5])))


def _add(draw: Draw, register: Register, kind: Kind) -> list[Word]:
    words: list[Word] = [*kind.command.split(), "add"]
    for one in kind.typed_fields:
        if one.required or one.key in kind.positional or draw(st.booleans()):
            values = list(_values(draw, register, kind, one))
            if one.key in kind.positional:
                words += values[1:]
            else:
                words += values
    return words


def _edit(draw: Draw, register: Register, kind: Kind) -> list[Word] | None:
    ids = register.ids(kind)
    if not ids:
        return None
    words: list[Word] = [*kind.command.split(), "edit", Id(kind.code, draw(st.sampled_from(ids)))]
    fields = list(kind.typed_fields)
    for one in draw(st.lists(st.sampled_from(fields), min_size=1, max_size=3, unique_by=lambda one: one.key)):
        clearable = not one.required and (one.stored or one.many)
        if clearable and draw(st.booleans()):
            words += ["--clear", one.key]
        else:
            words += _values(draw, register, kind, one)
    return words


def _remove(draw: Draw, register: Register, kind: Kind) -> list[Word] | None:
    ids = register.ids(kind)
    if not ids:
        return None
    one = Id(kind.code, draw(st.sampled_from(ids)))
    return [*kind.command.split(), "remove", one, "--reason", "二重"]


_DOMAIN = (
    ("activity", "suspend"),
    ("activity", "resume"),
    ("activity", "close"),
    ("council", "close"),
    ("placement", "end"),
    ("helper", "retire"),
    ("consultant", "retire"),
    ("request", "done"),
    ("request", "unmet"),
    ("concern", "resolve"),
)


def _domain(draw: Draw, register: Register, _kind: Kind) -> list[Word] | None:
    code, verb = draw(st.sampled_from(_DOMAIN))
    kind = KINDS[code]
    ids = register.ids(kind)
    if not ids:
        return None
    one = Id(kind.code, draw(st.sampled_from(ids)))
    return [*kind.command.split(), verb, one, "--on", draw(st.sampled_from(_DATES[2:]))]


def _own(draw: Draw, _register: Register, _kind: Kind) -> list[Word]:
    """What the register keeps for itself: settings and choices."""
    number = draw(st.integers(1, 3))
    return draw(
        st.sampled_from(
            (
                ["config", "set", "city", f"第{number}市"],
                ["config", "set", "threshold", str(number)],
                ["config", "set", "city", ""],
                ["choice", "add", "category", f"new-{number}", "--label", f"新しい区分{number}"],
                ["choice", "edit", "category", f"new-{number}", "--label", f"区分{number}の改め"],
                ["choice", "edit", "category", "ibasho", "--order", str(number)],
                ["choice", "retire", "category", f"new-{number}"],
            )
        )
    )


def _merge(draw: Draw, register: Register, _kind: Kind) -> list[Word] | None:
    kind = draw(st.sampled_from([kind for kind in KINDS.values() if kind.name]))
    ids = register.ids(kind)
    if len(ids) < 2:
        return None
    first, second = draw(st.permutations(ids))[:2]
    return ["merge", Id(kind.code, first), "--into", Id(kind.code, second), "--kind", kind.code]


def _values(draw: Draw, register: Register, kind: Kind, one: Field) -> Iterator[Word]:
    """The option of a field and a value for it; nothing where there is none to give."""
    kind_of = one.type
    if isinstance(kind_of, Flag):
        yield one.option if draw(st.booleans()) else one.option.replace("--", "--no-", 1)
        return
    word: Word | None
    if isinstance(kind_of, Ref):
        word = _reference(draw, register, kind_of)
    elif isinstance(kind_of, Choice):
        known = kind_of.fixed or [
            row[0] for row in register.rows(f"SELECT code FROM choice WHERE field = '{kind_of.field}'")
        ]
        word = draw(st.sampled_from(sorted(known))) if known else None
    elif isinstance(kind_of, Tally):
        known = [row[0] for row in register.rows(f"SELECT code FROM choice WHERE field = '{kind_of.field}'")]
        word = f"{draw(st.sampled_from(sorted(known) or ['米', 'みそ']))}={draw(st.integers(1, 3))}"
    else:
        word = draw(_plain(kind, one))
    if word is not None:
        yield one.option
        yield word


def _plain(kind: Kind, one: Field) -> st.SearchStrategy[str]:
    kind_of = one.type
    if isinstance(kind_of, Number):
        return st.integers(kind_of.minimum, kind_of.minimum + 20).map(str)
    if isinstance(kind_of, When):
        return st.sampled_from(_DATES)
    if isinstance(kind_of, Stretch):
        return st.sampled_from(("R2", "R3", "R3Q2"))
    if isinstance(kind_of, Clock):
        return st.sampled_from(("10:00", "13:30"))
    if isinstance(kind_of, Name):
        return st.integers(1, 4).map(lambda number: f"{kind.label.ja}{number}号")
    assert isinstance(kind_of, Words), one
    return st.sampled_from(("一言", "another word", "1か月"))


def _reference(draw: Draw, register: Register, ref: Ref) -> Word | None:
    if ref.made:
        return draw(st.sampled_from(("P-1", "P-2", "P-3")))  # type: ignore[no-any-return]
    there = [
        Id(code, identifier, named=not ref.kinds)
        for code in (ref.kinds or ("council", "activity", "area"))
        for identifier in register.ids(KINDS[code])
    ]
    return draw(st.sampled_from(there)) if there else None


def typed(words: list[Word], known: Mapping[tuple[str, int], int] = MappingProxyType({})) -> list[str]:
    """The words of a command line; an id that ``known`` has (by table) becomes the one that it says."""

    def spelled(word: Id) -> str:
        identifier = known.get((KINDS[word.kind].table, word.id), word.id)
        return f"{word.kind} {identifier}" if word.named else str(identifier)

    return [word if isinstance(word, str) else spelled(word) for word in words]
