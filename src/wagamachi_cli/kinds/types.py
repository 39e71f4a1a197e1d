"""What a field can hold: how a typed word is read, and in which columns it is kept.

A type reads what needs no register (dates, numbers, times). What does (a choice, a reference) it
leaves as the words that were typed; queries/finding.py turns those into codes and ids.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from wagamachi_cli import period, text
from wagamachi_cli.errors import UsageError
from wagamachi_cli.frozen import described
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Span, Tense
from wagamachi_cli.period.eras import month_end
from wagamachi_cli.sheet import Kind as CellKind
from wagamachi_cli.state import place


@described
class Words:
    """Text. ``free``: a person's own words, which never enter a report or the log.

    ``person``: what it may tell of one. ``name``: what a person is called (a label stands for it once that
    person has left and is forgotten); ``reach``: how to reach a person; ``home``: where something takes
    place, or its title (it may be somebody's home).
    """

    free: bool = False
    person: Literal["", "name", "reach", "home"] = ""
    metavar = "TEXT"
    cell: CellKind = "text"

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns that keep it."""
        return (name,)

    def read(self, raw: str, today: date) -> str:  # noqa: ARG002 - every type reads alike
        """One line of text, trimmed; UsageError when nothing or a control character is in it."""
        value = text.clean_name(raw)
        if not value:
            raise UsageError(_("An empty text."), _("Leave the option out instead."))
        if text.has_control(value):
            raise UsageError(
                _("“{text}” holds a control character (a line break, TAB or escape).").format(
                    text=text.visible(value)
                ),
                _("Type it again on one line."),
            )
        return value


_LASTING = re.compile(r"([0-9]+)(?:([かヶカケヵ箇]?月|months?|m)|(日|days?|d)|(週間?|weeks?))?", re.ASCII)


@described
class Lasting(Words):
    """How long something lasts, in months or in days; kept as ISO 8601 writes it (P1M, P30D)."""

    metavar = "MONTHS|DAYS"

    def read(self, raw: str, today: date) -> str:  # noqa: ARG002 - every type reads alike
        """1か月, 30日, 2週間, 2 months; a bare number is months. UsageError elsewise."""
        word = unicodedata.normalize("NFKC", raw).replace(" ", "").lower()
        match = _LASTING.fullmatch(word)
        number = int(match[1]) if match and len(match[1]) <= 4 else 0
        if match is None or not 1 <= number <= (3660 if match[3] or match[4] else 120):
            raise UsageError(
                _("“{text}” is not a length of time.").format(text=text.visible(raw)),
                _("Write it like 1 month or 30 days."),
            )
        if match[4]:
            return f"P{number * 7}D"
        return f"P{number}D" if match[3] else f"P{number}M"

    @staticmethod
    def said(kept: str) -> Label:
        """What people call it: 1か月, 30日."""
        number = kept[1:-1]
        if kept.endswith("D"):
            return Label(f"{number}日", f"{number} days")
        return Label(f"{number}か月", f"{number} months")

    @staticmethod
    def after(kept: str, day: date) -> date:
        """The day that comes so long after ``day``; a month after the 31st is its last day."""
        number = int(kept[1:-1])
        if kept.endswith("D"):
            return day + timedelta(days=number)
        months = day.year * 12 + day.month - 1 + number
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(day.day, month_end(year, month).day))


@described
class Prose(Words):
    """Paragraphs, whose line ends are kept."""

    longest = 10_000

    def read(self, raw: str, today: date) -> str:  # noqa: ARG002 - every type reads alike
        """The text with plain line ends; UsageError when it is empty, too long or holds other controls."""
        lines = [text.clean_name(line).replace("\t", " ") for line in text.lines(raw)]
        value = "\n".join(lines).strip("\n")
        if not value:
            raise UsageError(_("An empty text."), _("Leave the option out instead."))
        if any(map(text.has_control, value.split("\n"))):
            raise UsageError(
                _("The text holds a control character."), _("Save it as plain text, or type it again.")
            )
        if len(value) > self.longest:
            raise UsageError(
                _("The text is longer than {most} letters.").format(most=f"{self.longest:,}"),
                _("Shorten it, or record it in several parts."),
            )
        return value


@described
class Name(Words):
    """A name: what the record is called."""

    metavar = "NAME"


@described
class Folder(Words):
    """A folder; kept as its whole path, since the next command may be given elsewhere."""

    metavar = "DIR"

    def read(self, raw: str, today: date) -> str:
        """The path; UsageError when no folder can be called so."""
        return str(place(super().read(raw, today)).absolute())


Measured = Literal["count", "minutes", "grams", "months"]

_UNITS: dict[Measured, dict[str, int]] = {
    "count": {},
    "minutes": {"分": 1, "min": 1, "時間": 60, "h": 60},
    "grams": {"g": 1, "グラム": 1, "kg": 1000, "キロ": 1000, "キログラム": 1000},
    "months": {"か月": 1, "ヶ月": 1, "カ月": 1, "ケ月": 1, "月": 1, "months": 1, "month": 1},
}
_ALSO = {"人": ("名", "person"), "点": ("個",), "枚": ("部", "通"), "世帯": ("軒",), "回": ("度",)}
"""What else people call a unit."""
_LONGEST_NUMBER = 400  # characters; Python itself refuses a few thousand digits
_BARE: dict[Measured, int] = {"count": 1, "minutes": 1, "grams": 1000, "months": 1}


@described
class Number:
    """A whole number: a count with its own unit, minutes, or grams (typed in kg unless said).

    ``minimum`` and ``maximum`` are included. ``also``: words that may follow it where it has no unit of
    its own.
    """

    unit: Label | None = None
    measured: Measured = "count"
    minimum: int = 0
    maximum: int = 9_999_999
    also: tuple[str, ...] = ()
    metavar = "N"
    cell: CellKind = "number"

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns that keep it."""
        return (name,)

    def read(self, raw: str, today: date) -> int:  # noqa: ARG002 - every type reads alike
        """The number, full or half width, with commas and its unit; UsageError elsewise."""
        value = self._value(raw)
        if value is None:
            raise UsageError(
                _("“{text}” is not a number{unit}.").format(
                    text=text.visible(raw), unit=_(" of {unit}").format(unit=self.unit) if self.unit else ""
                ),
                _("Write it like {number}; leave it out when it is not known.").format(number=self._example),
            )
        if not self.minimum <= value <= self.maximum:
            raise UsageError(
                _("{text} is outside {minimum} to {maximum}.").format(
                    text=text.visible(raw), minimum=f"{self.minimum:,}", maximum=f"{self.maximum:,}"
                ),
                _("Leave it out when it is not known."),
            )
        return value

    @property
    def _example(self) -> str:
        unit = re.split("・| or ", str(self.unit or ""))[0]
        return _("15 {unit}").format(unit=unit) if unit else "15"

    def _value(self, raw: str) -> int | None:
        word = unicodedata.normalize("NFKC", raw).replace(" ", "").replace("−", "-").replace(",", "").lower()
        if len(word) > _LONGEST_NUMBER:
            return None
        if self.measured == "minutes":
            word = re.sub(r"時間半$", "時間30分", word)
            spoken = re.fullmatch(r"(\d+)時間(\d+)分?", word)
            if spoken:
                return int(spoken[1]) * 60 + int(spoken[2])
        units = dict(_UNITS[self.measured])
        if self.unit is not None and self.measured == "count":
            own = (*self.unit.ja.split("・"), *self.unit.en.lower().split(" or "))
            units |= dict.fromkeys((word for one in own for word in (one, *_ALSO.get(one, ()))), 1)
        units |= dict.fromkeys(self.also, 1)
        match = re.fullmatch(r"([+-]?\d+)(?:\.(\d+))?(\D*)", word, re.ASCII)
        if match is None or (match[3] and match[3] not in units):
            return None
        factor = units[match[3]] if match[3] else _BARE[self.measured]
        digits = match[2] or ""
        scaled = int(match[1] + digits) * factor
        whole, rest = divmod(scaled, 10 ** len(digits))
        return None if rest else whole


@described
class When:
    """A time that may be known only in part: kept as the first and the last day that it could be."""

    tense: Tense = "past"
    metavar = "WHEN"
    cell: CellKind = "when"

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns that keep it."""
        return (f"{name}_from", f"{name}_to")

    def read(self, raw: str, today: date) -> Span:
        """The days that it could be; UsageError when it is not a time or lies in the wrong tense.

        YearInDoubtError for a day without a year that would lie long ago.
        """
        period.see_year(raw, today, self.tense)
        return period.parse_when(raw, today, self.tense)


@described
class Day(When):
    """A time that must be known to the day; kept like every time, as two equal days."""

    metavar = "DATE"

    def read(self, raw: str, today: date) -> Span:
        """The day."""
        period.see_year(raw, today, self.tense)
        return Span.day(period.parse_date(raw, today, self.tense))


@described
class Stretch:
    """A period of the calendar (a fiscal year, a quarter, a range), kept as its days."""

    metavar = "PERIOD"
    cell: CellKind = "when"

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns that keep it."""
        return (f"{name}_from", f"{name}_to")

    def read(self, raw: str, today: date) -> Span:
        """The period's days."""
        return period.parse_period(raw, today).span


@described
class Clock:
    """A time of the day, kept as ``HH:MM``."""

    metavar = "HH:MM"
    cell: CellKind = "text"

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns that keep it."""
        return (name,)

    def read(self, raw: str, today: date) -> str:  # noqa: ARG002 - every type reads alike
        """The time."""
        return period.parse_time(raw)


@described
class Flag:
    """Yes or no; kept as 1 or 0."""

    metavar = ""
    cell: CellKind = "flag"

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns that keep it."""
        return (name,)

    def read(self, raw: str, today: date) -> bool:  # noqa: ARG002 - every type reads alike
        """Yes or no, as a sheet says it: はい いいえ ○ × yes no 1 0."""
        word = unicodedata.normalize("NFKC", raw).strip().lower()
        if word in {"はい", "yes", "y", "true", "1", "○", "◯", "〇", "有", "兼務"}:
            return True
        if word in {"いいえ", "no", "n", "false", "0", "×", "無", "専従"}:
            return False
        raise UsageError(
            _("“{text}” is neither yes nor no.").format(text=text.visible(raw)),
            _("Write yes or no (○ or ×)."),
        )


@described
class Choice:
    """One of the register's choices of ``field`` (data), or of ``fixed`` ones (code → label; a status).

    ``offered``: at a terminal an unknown one is offered to be made. ``made``: a command makes it on first
    use, since a person's own words are as good.
    """

    field: str = ""
    fixed: Mapping[str, Label] = dataclasses.field(default_factory=dict)
    offered: bool = False
    made: bool = False
    metavar = "CHOICE"
    cell: CellKind = "choice"

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns that keep it."""
        return (name,)

    def read(self, raw: str, today: date) -> str:  # noqa: ARG002 - every type reads alike
        """The words as typed; which choice they mean is found in the register."""
        return raw.strip()


@described
class Ref:
    """Another record, of one kind or of several (``kinds`` are their codes), or of any (no kinds).

    ``offered``: at a terminal an unknown one is offered to be made. ``made``: a code of the code book,
    made on first use and never matched by a part of it. ``named``: the column for a kind, by its code,
    where the usual one (partner_id) holds something else already.
    """

    kinds: tuple[str, ...] = ()
    offered: bool = False
    made: bool = False
    named: Mapping[str, str] = dataclasses.field(default_factory=dict)
    metavar = "REF"
    cell: CellKind = "text"

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns that keep it: one per kind that it may be; of any kind, the kind and the id."""
        if not self.kinds:
            return (f"{name}_kind", f"{name}_id")
        return (f"{name}_id",) if len(self.kinds) == 1 else tuple(map(self._column, self.kinds))

    def _column(self, kind: str) -> str:
        return self.named.get(kind, f"{kind}_id")

    def kept(self, name: str, value: tuple[str, int]) -> dict[str, str | int | None]:
        """What each of its columns holds for a record given as kind and id."""
        kind, identifier = value
        if not self.kinds:
            return {f"{name}_kind": kind, f"{name}_id": identifier}
        return {**dict.fromkeys(self.columns(name)), self._column(kind): identifier}

    def read(self, raw: str, today: date) -> str:  # noqa: ARG002 - every type reads alike
        """The words as typed; which record they mean is found in the register."""
        return raw.strip()


@described
class Tally:
    """Numbers by choice (買い物=3): kept in a link table, a row for each choice."""

    field: str
    unit: Label
    metavar = "CHOICE=N"
    cell: CellKind = "several"
    sample = "買い物=3"

    def columns(self, name: str) -> tuple[str, ...]:  # noqa: ARG002 - every type reads alike
        """None: the numbers are kept in a link table."""
        return ()

    def read(self, raw: str, today: date) -> tuple[str, int]:
        """The words of the choice, and its number."""
        words, equals, number = raw.replace("＝", "=").rpartition("=")
        if not equals or not words.strip():
            raise UsageError(
                _("“{text}” is not a name and its number.").format(text=text.visible(raw)),
                _("Write it like {example}.").format(example=self.sample),
            )
        return text.clean_name(words), Number(self.unit, minimum=1).read(number, today)


@described
class Items(Tally):
    """Numbers by the name of an item of food (米=2): its words are free, ``field`` is empty."""

    metavar = "ITEM=QTY"
    sample = "米=2"


Type = Words | Number | When | Stretch | Clock | Flag | Choice | Ref | Tally
