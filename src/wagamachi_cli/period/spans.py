"""When something was: a span of days that it could be, and a fiscal period that is reported on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, TypeAlias

from wagamachi_cli.errors import UsageError
from wagamachi_cli.language import _, language
from wagamachi_cli.period.eras import (
    EARLIEST,
    LATEST,
    MONTHS,
    ONE_DAY,
    era_date,
    era_date_long,
    era_month,
    era_month_long,
    fiscal_year,
    fy_label,
    fy_long,
    weekday,
)
from wagamachi_cli.text import shorten

Unit: TypeAlias = Literal["fy", "half", "quarter", "month"]
_LENGTH: dict[Unit, int] = {"fy": 12, "half": 6, "quarter": 3, "month": 1}


def _count(day: date) -> int:
    """Months since April of year 0, so that whole fiscal units are whole multiples of their length."""
    return day.year * 12 + day.month - 4


def _first(months: int) -> date:
    """The first day of the month that ``_count`` gave as ``months``."""
    return date((months + 3) // 12, (months + 3) % 12 + 1, 1)


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A fiscal period: whole months from ``start`` up to, not including, ``end``.

    Both are the first day of a month (ValueError otherwise). What kind it is follows from them, so
    that ``R3Q1..R3Q4`` and ``R3`` are the same period.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if not (self.start.day == self.end.day == 1 and self.start < self.end):
            raise ValueError(f"not whole months: {self.start} to {self.end}")

    @classmethod
    def fy(cls, year: int) -> Period:
        """Fiscal year ``year``."""
        return cls(date(year, 4, 1), date(year + 1, 4, 1))

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        """Half 1 (April to September) or 2 of fiscal year ``year``."""
        return cls.containing(_first(year * 12 + (half - 1) * 6), "half")

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """Quarter 1 (April to June) to 4 of fiscal year ``year``."""
        return cls.containing(_first(year * 12 + (quarter - 1) * 3), "quarter")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """A month of a calendar year."""
        return cls.containing(date(year, month, 1), "month")

    @classmethod
    def containing(cls, day: date, unit: Unit) -> Period:
        """The fiscal year, half, quarter or month in which ``day`` lies."""
        length = _LENGTH[unit]
        start = _count(day) // length * length
        return cls(_first(start), _first(start + length))

    @classmethod
    def between(cls, first: Period, last: Period) -> Period:
        """From the beginning of ``first`` to the end of ``last`` (ValueError if that is nothing)."""
        return cls(first.start, last.end)

    @property
    def months(self) -> int:
        """How many months it has."""
        return _count(self.end) - _count(self.start)

    @property
    def kind(self) -> Literal["fy", "half", "quarter", "month", "range"]:
        """What it is a whole one of, or ``range``."""
        months, start = self.months, _count(self.start)
        for unit, length in _LENGTH.items():
            if months == length and start % length == 0:
                return unit
        return "range"

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end - ONE_DAY

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.start, self.last)

    @property
    def year(self) -> int:
        """The fiscal year in which it begins."""
        return fiscal_year(self.start)

    @property
    def nth(self) -> int:
        """Which half, quarter or month of its fiscal year it is, from 1 (a fiscal year: 1)."""
        return _count(self.start) % 12 // self.months + 1

    @property
    def label(self) -> str:
        """The short name, the same in any language: ``R3`` ``R3H1`` ``R3Q3`` ``R4.1`` ``H28..R3``."""
        match self.kind:
            case "fy":
                return fy_label(self.year)
            case "half":
                return f"{fy_label(self.year)}H{self.nth}"
            case "quarter":
                return f"{fy_label(self.year)}Q{self.nth}"
            case "month":
                return era_month(self.start.year, self.start.month)
        first, last = self._ends()
        return f"{first.label}..{last.label}"

    @property
    def key(self) -> str:
        """The name for machines: ``FY2021`` ``2021H1`` ``2021Q3`` ``2021-10`` ``2016-04-01/2022-03-31``."""
        return _key(self)

    def short(self) -> str:
        """The name in a table, in the language spoken: R3年度 R3第3四半期 R4.1 H28年度～R3年度."""
        ja = language() == "ja"
        match self.kind:
            case "fy":
                return f"{self.label}年度" if ja else self.key
            case "half":
                return (
                    f"{fy_label(self.year)}{'上下'[self.nth - 1]}半期" if ja else f"FY{self.year} H{self.nth}"
                )
            case "quarter":
                return f"{fy_label(self.year)}第{self.nth}四半期" if ja else f"FY{self.year} Q{self.nth}"
            case "month":
                return self.label if ja else self.key
        first, last = self._ends()
        return f"{first.short()}{'～' if ja else '..'}{last.short()}"

    def long(self) -> str:
        """The full name in the language spoken: 令和3年度第3四半期, ``FY2021 Q3 (Oct–Dec 2021)``."""
        ja = language() == "ja"
        match self.kind:
            case "fy":
                return fy_long(self.year)
            case "half":
                return f"{fy_long(self.year)}{'上下'[self.nth - 1]}半期" if ja else self._long_part("H")
            case "quarter":
                return f"{fy_long(self.year)}第{self.nth}四半期" if ja else self._long_part("Q")
            case "month":
                year, month = self.start.year, self.start.month
                return era_month_long(year, month) if ja else f"{MONTHS[month - 1]} {year}"
        first, last = self._ends()
        return f"{first.long()}{'～' if ja else ' to '}{last.long()}"

    def _long_part(self, letter: str) -> str:
        first, last = self.start, self.last
        begins = MONTHS[first.month - 1] + (f" {first.year}" if first.year != last.year else "")
        return f"FY{self.year} {letter}{self.nth} ({begins}–{MONTHS[last.month - 1]} {last.year})"

    def _ends(self) -> tuple[Period, Period]:
        """The first and last of the units of which a range is made."""
        columns = self.columns()
        return columns[0], columns[-1]

    def previous(self) -> Period:
        """The one before it, equally long."""
        return self._moved(-self.months)

    def next(self) -> Period:
        """The one after it, equally long."""
        return self._moved(self.months)

    def year_before(self) -> Period:
        """The same months a year earlier."""
        return self._moved(-12)

    def _moved(self, months: int) -> Period:
        return Period(_first(_count(self.start) + months), _first(_count(self.end) + months))

    def split(self, unit: Unit) -> tuple[Period, ...]:
        """Its parts by ``unit``, in order and without gaps; the first and the last may be cut short."""
        parts = []
        start = self.start
        while start < self.end:
            whole = Period.containing(start, unit)
            parts.append(Period(start, min(whole.end, self.end)))
            start = whole.end
        return tuple(parts)

    def columns(self) -> tuple[Period, ...]:
        """One part per fiscal year if it is whole years, else per quarter if whole quarters, else month."""
        units: tuple[Unit, ...] = ("fy", "quarter")
        for unit in units:
            if _count(self.start) % _LENGTH[unit] == _count(self.end) % _LENGTH[unit] == 0:
                return self.split(unit)
        return self.split("month")


@lru_cache(maxsize=1024)  # a report asks for the same months some thousand times
def _key(period: Period) -> str:
    match period.kind:
        case "fy":
            return f"FY{period.year}"
        case "half":
            return f"{period.year}H{period.nth}"
        case "quarter":
            return f"{period.year}Q{period.nth}"
        case "month":
            return f"{period.start:%Y-%m}"
    return f"{period.start}/{period.last}"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """The days in which something could lie, ``first`` and ``last`` included (ValueError if none).

    EARLIEST as first means that nothing is known of the beginning, LATEST as last nothing of the end.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.first} to {self.last} holds no day")

    @classmethod
    def day(cls, day: date) -> Span:
        """One day, known exactly."""
        return cls(day, day)

    @classmethod
    def unknown(cls) -> Span:
        """Any day at all: 不明."""
        return cls(EARLIEST, LATEST)

    @classmethod
    def parse_machine(cls, text: str) -> Span:
        """What ``machine`` wrote, and only that (UsageError for all else)."""
        try:
            span = cls._from_machine(text)
        except ValueError:
            span = None
        if span is None or span.machine() != text:
            raise UsageError(
                _(
                    "“{text}” is not a date as machines write it: "
                    "write 2022-01-31, 2021-04, 2021Q3, FY2021 or 2016-04-01/2019-03-31."
                ).format(text=shorten(text, 60))
            )
        return span

    @classmethod
    def _from_machine(cls, text: str) -> Span:
        head, slash, tail = text.partition("/")
        if slash:
            return cls(
                EARLIEST if head == ".." else date.fromisoformat(head),
                LATEST if tail == ".." else date.fromisoformat(tail),
            )
        if text.startswith("FY"):
            return Period.fy(int(text[2:])).span
        if "Q" in text:
            year, quarter = text.split("Q")
            return Period.quarter(int(year), int(quarter)).span
        if len(text) == len("2021-04"):
            return Period.containing(date.fromisoformat(f"{text}-01"), "month").span
        return cls.day(date.fromisoformat(text))

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    @property
    def period(self) -> Period | None:
        """The same days as a period, if they are whole months and both ends are known."""
        after = self.last + ONE_DAY
        if self._open or not self.first.day == after.day == 1:
            return None
        return Period(self.first, after)

    @property
    def _open(self) -> bool:
        return not self.exact and (self.first <= EARLIEST or self.last >= LATEST)

    def within(self, period: Period) -> bool:
        """Whether it lies in ``period`` for certain."""
        return period.start <= self.first and self.last < period.end

    def touches(self, period: Period) -> bool:
        """Whether it may lie in ``period``."""
        return self.first < period.end and period.start <= self.last

    def machine(self) -> str:
        """For machines: ``2022-01-31`` ``2021-04`` ``2021Q3`` ``FY2021``, else ``2016-04-01/2019-03-31``.

        An open beginning or end is ``..``; ``parse_machine`` reads it back.
        """
        if self.exact:
            return self.first.isoformat()
        if (period := self.period) and period.kind in ("fy", "quarter", "month"):
            return period.key
        first = ".." if self.first <= EARLIEST else self.first.isoformat()
        last = ".." if self.last >= LATEST else self.last.isoformat()
        return f"{first}/{last}"

    def human(self) -> str:
        """For a table, in the language spoken: R4.1.31 R3.4 R3第3四半期 R3年度 ～R1年度 不明.

        ``parse_when`` reads it back.
        """
        ja = language() == "ja"
        if self.exact:
            return era_date(self.first) if ja else self.first.isoformat()
        if period := self.period:
            return period.short()
        if self.first <= EARLIEST and self.last >= LATEST:
            return "不明" if ja else "unknown"
        first, last = self._edges()
        return f"{first.human() if first else ''}{'～' if ja else '..'}{last.human() if last else ''}"

    def spoken(self) -> str:
        """The full echo in the language spoken: 令和4年1月31日（月） R3年度, 令和元年度まで."""
        ja = language() == "ja"
        if self.exact:
            return self._spoken_day()
        if period := self.period:
            if period.kind != "month":
                return period.long()
            label = fy_label(period.year)
            return f"{period.long()} {label}年度" if ja else f"{period.long()}, FY{period.year} ({label})"
        first, last = self._edges()
        if first and last:
            return f"{first._long()}～{last._long()}" if ja else f"{first._long()} to {last._long()}"
        if first:
            return f"{first._long()}から" if ja else f"from {first._long()}"
        if last:
            return f"{last._long()}まで" if ja else f"until {last._long()}"
        return self.human()

    def _edges(self) -> tuple[Span | None, Span | None]:
        """What is known of the beginning and of the end, an open one named after as long a unit as fits."""
        if not self._open:
            return Span.day(self.first), Span.day(self.last)
        units: tuple[Unit, ...] = ("fy", "month")
        begins = (Period.containing(self.first, unit) for unit in units)
        ends = (Period.containing(self.last, unit) for unit in units)
        # A unit at the end of all time is open itself, and no name for an edge.
        first = next(
            (one.span for one in begins if one.start == self.first and not one.span._open),
            Span.day(self.first),
        )
        last = next(
            (one.span for one in ends if one.last == self.last and not one.span._open), Span.day(self.last)
        )
        return (None if self.first <= EARLIEST else first, None if self.last >= LATEST else last)

    def _spoken_day(self) -> str:
        year = fiscal_year(self.first)
        if language() == "ja":
            return f"{self._long()}（{weekday(self.first)}） {fy_label(year)}年度"
        return f"{self._long()} ({weekday(self.first)}), FY{year} ({fy_label(year)})"

    def _long(self) -> str:
        """One day, month or fiscal year written out, without more about it."""
        if period := self.period:
            return period.long()
        return era_date_long(self.first) if language() == "ja" else self.first.isoformat()
