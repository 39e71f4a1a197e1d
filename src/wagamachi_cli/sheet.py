"""What a question is answered with: rows and columns that know what they hold, and no format.

A cell is one of ``Value``; ``None`` is "nothing stated" and never the same as 0. Machines and people
read a cell differently (``2021-04`` and ``R3.4``; ``ibasho`` and 居場所づくり): ``machine`` and
``human`` are the only two ways to read one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal, TypeAlias

from wagamachi_cli.frozen import frozen
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Period, Span

Kind = Literal["id", "text", "number", "when", "choice", "flag", "several"]


@frozen
class Coded:
    """A choice: its code for machines, its label for people."""

    code: str
    label: Label | str


@frozen
class Sign:
    """A cell without a number that says why: ``…`` is known for a longer period only. Null to machines."""

    sign: str


HIDDEN = Sign("x")
"""A number that the public is not told, since it is small or would tell one that is."""


@frozen
class Counted:
    """A number of a choice, as in a list of them: 買い物=3."""

    of: Coded
    count: int


@frozen
class Line:
    """Something made of parts: the parts for machines, a few words for people (米=2)."""

    parts: Mapping[str, int | float | str | None]
    words: str


@frozen
class Difference:
    """How much more a number is than another; people see ▲ before what is less."""

    by: int | float


@frozen
class Corrected:
    """A cell that an edition before this one gave as ``was``; machines read ``now`` alone."""

    now: int | float | Difference | Sign | None
    was: int | float | Difference | Sign | None


Value: TypeAlias = (
    "int | float | str | bool | Span | Coded | Counted | Line | Sign | Difference | Corrected"
    " | list[Value] | list[dict[str, Value]] | dict[str, Value] | None"
)
Row: TypeAlias = Mapping[str, Value]


@frozen
class Column:
    """A column: its promised key, its head in the language spoken now, its unit, what it holds.

    ``kind`` decides alignment and format, they are never guessed from a cell. ``mark`` stands after
    the head for people (※ for a part of a year).
    """

    key: str
    label: str
    unit: str | None = None
    kind: Kind = "text"
    mark: str = ""

    @property
    def head(self) -> str:
        """The head as people read it."""
        return f"{self.label}{self.mark}"


@frozen
class Sheet:
    """A table: columns and rows; every row has a value (perhaps None) for every column."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def without_empty(sheet: Sheet) -> Sheet:
    """The sheet for a person's eyes: columns in which no row states anything are left out."""
    kept = [
        column
        for column in sheet.columns
        if column.kind == "id" or any(row[column.key] not in (None, []) for row in sheet.rows)
    ]
    return Sheet(tuple(kept), sheet.rows)


@frozen
class Table:
    """A further table of a report, with its own key and title."""

    key: str
    title: str
    sheet: Sheet


Amount: TypeAlias = "int | float | Sign | None"
"""What a chart draws: a cell of a table that has numbers."""


def height(value: Amount) -> int | float:
    """How high ``value`` stands: 0 for what is no number."""
    return 0 if value is None or isinstance(value, Sign) else value


def known(value: Amount) -> int | float | None:
    """``value`` if it is a number."""
    return None if isinstance(value, Sign) else value


@frozen
class ChartSpec:
    """The data and words of a chart; drawing it is somebody else's job.

    ``bars`` are stacked per category in this order, ``line`` runs over them (a cumulative count),
    ``totals`` (else the sum) stand over each stack under the name ``stack_total``. Nothing stated, a
    sign and 0 have no bar. ``note`` lines stand at the bottom, the source last.
    """

    title: str
    subtitle: str
    unit: str
    categories: tuple[str, ...]
    bars: tuple[tuple[str, tuple[Amount, ...]], ...]
    line: tuple[str, tuple[Amount, ...]] | None = None
    notes: tuple[str, ...] = ()
    stack_total: str | None = None
    totals: tuple[Amount, ...] = ()


@frozen
class Report:
    """An answer with its words: the main table, further ones, what to know about them.

    ``sparse``: people see no column of the main table of which nothing is known.
    """

    name: str
    title: str
    period: Period | None
    as_of: date | None
    sheet: Sheet
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    chart: ChartSpec | None = field(default=None, compare=False)
    sparse: bool = False


def kilograms(grams: int) -> int | float:
    """Grams as kilograms; a whole number of them is an int."""
    return grams // 1000 if grams % 1000 == 0 else grams / 1000


def machine(value: Value) -> object:
    """``value`` as JSON carries it: codes and ISO dates."""
    if isinstance(value, Coded):
        return value.code
    if isinstance(value, Counted):
        return {"code": value.of.code, "count": value.count}
    if isinstance(value, Line):
        return dict(value.parts)
    if isinstance(value, Sign):
        return None
    if isinstance(value, Difference):
        return value.by
    if isinstance(value, Corrected):
        return machine(value.now)
    if isinstance(value, Span):
        return value.machine()
    if isinstance(value, list):
        return [machine(item) for item in value]
    if isinstance(value, dict):
        return {key: machine(item) for key, item in value.items()}
    return value


def human(value: Value) -> str:
    """``value`` as a person reads it: labels and dates of the era; blank when nothing is stated."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Coded):
        return str(value.label)
    if isinstance(value, Counted):
        return f"{value.of.label}={value.count}"
    if isinstance(value, Line):
        return value.words
    if isinstance(value, Sign):
        return value.sign
    if isinstance(value, Difference):
        return f"▲{-value.by}" if value.by < 0 else str(value.by)
    if isinstance(value, Corrected):
        return _("{now} (corrected, was {was})").format(
            now=human(value.now), was=human(value.was) or _("blank")
        )
    if isinstance(value, Span):
        return value.human()
    if isinstance(value, list):
        return _(", ").join(human(item) for item in value)
    if isinstance(value, dict):
        return " ".join(human(item) for item in value.values() if item is not None)
    return str(value)
