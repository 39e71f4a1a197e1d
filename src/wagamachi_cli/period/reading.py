"""How people write dates and periods: one small grammar for all of them.

A text is folded (width, case, spaces, kanji numerals), cut at ``..`` into at most two points, and each
point is matched against the few forms below. What it says, a day, a month, a quarter …, becomes the days
from first to last; the public functions only differ in what they accept of that.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple, NoReturn, TypeAlias

from wagamachi_cli.errors import UsageError, warn
from wagamachi_cli.language import _
from wagamachi_cli.period.eras import (
    EARLIEST,
    LATEST,
    ONE_DAY,
    WEEKDAYS,
    Era,
    era_date,
    era_month,
    era_of,
    fiscal_year,
    fy_label,
    month_end,
    months_before,
    weekday,
)
from wagamachi_cli.period.grammar import (
    ERA_OF,
    FORMS,
    MACHINE_RANGE,
    RANGE,
    UNKNOWN,
    WEEKDAY,
    WORDS,
    YEARLESS,
    fold,
)
from wagamachi_cli.period.spans import Period, Span
from wagamachi_cli.text import shorten

Tense: TypeAlias = Literal["past", "future", "any"]
"""past: it has happened; future: it is planned; any: either. See ``parse_date``."""

LONG_AGO = 9
"""So many months back a day without a year is not simply the last such day: which one is meant is asked."""

_ECHO = 60
"""So many columns of what was typed are shown back."""


def _refused(text: str, message: str, **words: object) -> UsageError:
    """The error that ``message`` words for what was typed."""
    return UsageError(message.format(text=shorten(text, _ECHO), **words))


class YearInDoubtError(UsageError):
    """A day without a year that would lie long ago: ``text``, the ``last`` such day, the ``coming`` one."""

    text: str
    last: date
    coming: date

    @classmethod
    def of_days(cls, text: str, last: date, coming: date) -> YearInDoubtError:
        """The error that names both days."""
        days = {"last": Span.day(last).human(), "coming": Span.day(coming).human()}
        made = cls(
            _("“{text}” was last on {last}, more than nine months ago.").format(
                text=shorten(text, _ECHO), **days
            ),
            _("Write it with its year: {last}, or {coming} for the coming one.").format(**days),
        )
        made.text, made.last, made.coming = text, last, coming
        return made


class _Point(NamedTuple):
    """What one end of a range, or a text without a range, says."""

    unit: Literal["day", "month", "quarter", "half", "fy", "year"]
    first: date
    last: date


class _Reader(NamedTuple):
    """Reads one text; where no year is given, ``near`` and ``tense`` find it."""

    text: str
    today: date
    near: date
    tense: Tense

    def ends(self, folded: str) -> tuple[_Point | None, _Point | None] | None:
        """The beginning and the end that are meant, None where open; None if nothing is understood."""
        if machine := re.fullmatch(MACHINE_RANGE, folded):
            parts = ["" if part == ".." else part for part in machine.groups()]
        else:
            parts = re.split(RANGE, folded)
        if len(parts) > 2:
            return None
        first = self.point(parts[0])
        if len(parts) == 1:
            return (first, first) if first else None
        # an end without a year is the next one after the beginning: R3Q1..Q3, 令和3年4月～9月
        reader = _Reader(self.text, self.today, first.first, "future") if first else self
        last = reader.point(parts[1])
        if (parts[0] and not first) or (parts[1] and not last):
            return None
        if first and last and last.last < first.first:
            self._refuse(_("“{text}” ends before it begins: write the earlier one first."))
        return first, last

    def point(self, folded: str) -> _Point | None:
        """What ``folded`` says, None if it has none of the forms; UsageError if it cannot be."""
        stated = re.search(WEEKDAY, folded)
        core = folded[: stated.start()] if stated else folded
        found = self._word(core) or self._form(core)
        if found is None or (stated and found.unit != "day"):
            return None
        if found.first < EARLIEST or found.last > LATEST:
            self._outside()
        if stated:
            self._check_weekday(stated, found.first)
        return found

    def _word(self, core: str) -> _Point | None:
        unit, offset = WORDS.get(core.replace("-", ""), (None, 0))
        if unit is None:
            return None
        if unit == "day":
            day = self.today + timedelta(days=offset)
            return _Point("day", day, day)
        period = Period.containing(self.today, unit)
        return _of(period.previous() if offset < 0 else period.next() if offset > 0 else period)

    def _form(self, core: str) -> _Point | None:
        for form in FORMS:
            if match := re.fullmatch(form, core):
                return self._build({name: value for name, value in match.groupdict().items() if value})
        return None

    def _build(self, said: dict[str, str]) -> _Point | None:
        """The point of a form's named parts."""
        part = "quarter" in said or "half" in said
        calendar = said.get("unit") == "年"
        if part and calendar:
            return None  # 令和3年第1四半期 does not say by which year it counts
        era = ERA_OF.get(said.get("era", ""))
        year = self._year(said, era)
        if "month" in said or "day" in said:
            return self._dated(said, year, era)
        if year is not None and calendar:
            return self._in_era(_Point("year", date(year, 1, 1), date(year, 12, 31)), era)
        fy = fiscal_year(self.near) if year is None else self._fiscal(year, era)
        if "quarter" in said:
            return _of(Period.quarter(fy, self._at_most(4, int(said["quarter"]))))
        if "half" in said:
            half = said["half"]
            nth = int(half[1]) if half[0] == "H" else 1 + (half[0] == "下")
            return _of(Period.half(fy, self._at_most(2, nth)))
        return _of(Period.fy(fy))

    def _year(self, said: dict[str, str], era: Era | None) -> int | None:
        """The western year, fiscal or of the calendar, None if none is given."""
        if "named" in said:
            return fiscal_year(self.today) + WORDS[said["named"]][1]
        if era:
            nth = 1 if said["nth"] == "元" else int(said["nth"])
            if nth == 0:
                self._refuse(
                    _("“{text}”: an era has no year 0; its first year is {right}."), right=f"{era.letter}1"
                )
            year = era.western(nth)
        elif "year" in said:
            year = int(said["year"])
        else:
            return None
        if not EARLIEST.year <= year <= LATEST.year:
            self._outside()
        return year

    def _fiscal(self, year: int, era: Era | None) -> int:
        """``year``, said in ``era`` to be a fiscal year."""
        if era and era.letter != fy_label(year)[0]:
            if Period.fy(year).start > era.last and not era.runs_on:
                self._refuse(
                    _("“{text}”: there was no such fiscal year; write {right}."), right=fy_label(year)
                )
            self._warn(_("“{text}” is read as fiscal year {right}."), right=fy_label(year))
        return year

    def _dated(self, said: dict[str, str], year: int | None, era: Era | None) -> _Point:
        """The point of a form that has a month, a day or both."""
        month = self._at_most(12, int(said["month"])) if "month" in said else None
        day = int(said["day"]) if "day" in said else None
        if year is None or month is None:
            return self._nearest_month(month) if month and day is None else self._nearest_day(month, day or 0)
        if "named" in said or "fy" in said or said.get("unit") == "年度":
            year = self._fiscal(year, era) + (month < 4)
            era = None
        end = month_end(year, month)
        if day is None:
            point = self._in_era(_Point("month", end.replace(day=1), end), era)
            if era and "dotted" in said:
                self._hint_at_fiscal(point)
            return point
        if not 1 <= day <= end.day:
            self._refuse(
                _("“{text}”: there is no such day; the month ends with {right}."), right=_written(end, era)
            )
        return self._in_era(_Point("day", end.replace(day=day), end.replace(day=day)), era)

    def _hint_at_fiscal(self, point: _Point) -> None:
        """Say what ``R3.1月`` is taken for: its month lies in the fiscal year before."""
        year, month = point.first.year, point.first.month
        if month < 4:
            self._warn(
                _("“{text}” is read as {month}; write {fiscal} if you mean the month of that fiscal year."),
                month=Period.month(year, month).long(),
                fiscal=f"{fy_label(year)}年度{month}月",
            )

    def _in_era(self, point: _Point, era: Era | None) -> _Point:
        """``point``, checked against the ``era`` that was written; a year is cut to the era's days."""
        if era is None:
            return point
        if point.last < era.first:
            self._refuse(
                _("“{text}” is before {era} began ({day}): write {right}."),
                era=str(era.name),
                day=_written(era.first, era),
                right=_right(point),
            )
        if point.first <= era.last:
            if point.unit != "year":
                return point
            return _Point("year", max(point.first, era.first), min(point.last, era.last))
        if not era.runs_on:
            self._refuse(
                _("“{text}” is after {era} ended ({day}): write {right}."),
                era=str(era.name),
                day=_written(era.last, era),
                right=_right(point),
            )
        self._warn(_("“{text}” is read as {right}."), right=_right(point))
        return point

    def _nearest_month(self, month: int) -> _Point:
        """The nearest such month that is not wholly on the wrong side of ``near``."""
        year = self.near.year
        if self.tense == "future":
            year += month_end(year, month) < self.near
        else:
            year -= date(year, month, 1) > self.near
        end = month_end(year, month)
        return _Point("month", end.replace(day=1), end)

    def _nearest_day(self, month: int | None, day: int) -> _Point:
        """The nearest such day of ``month``, or of any month, that is not on the wrong side of ``near``."""
        ahead = self.tense == "future"
        if not 1 <= day <= (month_end(2000, month).day if month else 31):
            self._refuse(_("“{text}”: there is no such day; write one that the month has."))
        months = self.near.year * 12 + (month or self.near.month) - 1
        while True:  # 29 February is at most eight years away, a 31st two months
            end = month_end(months // 12, months % 12 + 1)
            if day <= end.day:
                found = end.replace(day=day)
                if found >= self.near if ahead else found <= self.near:
                    return _Point("day", found, found)
            months += (12 if month else 1) * (1 if ahead else -1)

    def _check_weekday(self, stated: re.Match[str], day: date) -> None:
        said = stated["ja"] or stated["en"]
        right = WEEKDAYS[day.weekday()]
        if said and said not in (right.ja, right.en.upper()):
            self._refuse(
                _("“{text}”: {day} is {weekday}; write {day}({weekday}), or the day or year that you mean."),
                day=Span.day(day).human(),
                weekday=weekday(day),
            )

    def _at_most(self, most: int, number: int) -> int:
        """``number``, which must lie in 1 to ``most``: a month, a quarter, a half."""
        if not 1 <= number <= most:
            self._refuse(
                {
                    12: _("“{text}”: there is no month {number}; write 1 to 12, as in R4.1."),
                    4: _("“{text}”: there is no quarter {number}; write 1 to 4, as in R3Q3."),
                    2: _("“{text}”: there is no half {number}; write 1 or 2, as in R3H1."),
                }[most],
                number=number,
            )
        return number

    def _outside(self) -> NoReturn:
        self._refuse(_("“{text}” is not between {first} and {last}."), first=EARLIEST, last=LATEST)

    def _refuse(self, message: str, **words: object) -> NoReturn:
        raise _refused(self.text, message, **words)

    def _warn(self, message: str, **words: object) -> None:
        warn(message.format(text=shorten(self.text, _ECHO), **words))


def _of(period: Period) -> _Point:
    unit = period.kind
    assert unit != "range"  # noqa: S101 (for the type checker: made by Period.fy, .quarter, …)
    return _Point(unit, period.start, period.last)


def _written(day: date, era: Era | None) -> str:
    """``day`` in the calendar that was written, for a sentence that says the right form."""
    return era_date(day) if era else day.isoformat()


def _right(point: _Point) -> str:
    """The right form of a point that was written in the wrong era."""
    if point.unit == "day":
        return era_date(point.first)
    if point.unit == "month":
        return era_month(point.first.year, point.first.month)
    return f"{era_of(point.last).year_name(point.last.year)}年"


# --- what is asked for -----------------------------------------------------------------------------


def parse_date(text: str, today: date, tense: Tense = "past") -> date:
    """The day that ``text`` names.

    Without a year it is the nearest such day that is not in the future, with ``future`` not in the
    past. UsageError if it is no day, cannot be, or, with ``past``, is after ``today``.
    """
    point = _Reader(text, today, today, tense).point(fold(text))
    if point is None or point.unit != "day":
        raise _refused(
            text, _("“{text}” is not a date: write 2022-01-31, R4.1.31, 1/31 without a year, or today.")
        )
    _check_tense(text, point.first, today, tense)
    return point.first


def see_year(text: str, today: date, tense: Tense = "past", *, nearer: bool = False) -> None:
    """YearInDoubtError if ``text`` is a day without a year whose last one is more than nine months ago.

    ``nearer``: also where the coming one is nearer than the last. A weekday that is stated says the year.
    """
    words = next((part for part in re.split(RANGE, fold(text)) if part), "")
    if tense == "future" or not re.fullmatch(YEARLESS, words):
        return
    last, coming = parse_date(words, today, "any"), parse_date(words, today, "future")
    if last < months_before(today, LONG_AGO) or (nearer and coming - today < today - last):
        raise YearInDoubtError.of_days(text, last, coming)


def parse_when(text: str, today: date, tense: Tense = "past") -> Span:
    """The days that ``text`` could mean: a day, a month, a quarter, a fiscal year, an open end, 不明.

    UsageError as for ``parse_date``; with ``past`` only what lies wholly after ``today`` is refused.
    """
    folded = fold(text).removesuffix("現在")
    if folded in UNKNOWN:
        return Span.unknown()
    ends = _Reader(text, today, today, tense).ends(folded)
    if ends is None:
        raise _refused(
            text,
            _(
                "“{text}” is not a date or a part of one: "
                "write 2022-01-31, R4.1.31, 1/31, today, R4.1, R3Q3, R3, ..R1, H28.. or unknown."
            ),
        )
    first, last = ends
    if first:
        _check_tense(text, first.first, today, tense)
    return Span(first.first if first else EARLIEST, last.last if last else LATEST)


def parse_fy(text: str, today: date) -> int:
    """The fiscal year that ``text`` names (2021 for R3); UsageError if it names none."""
    point = _Reader(text, today, today, "any").point(fold(text))
    if point is None or point.unit != "fy":
        raise _refused(text, _("“{text}” is not a fiscal year: write R3, 2021 or FY2021."))
    return fiscal_year(point.first)


def parse_period(text: str, today: date) -> Period:
    """The period that ``text`` names: fiscal years, halves, quarters, months, or a range of them.

    UsageError if it names none, has an open end, or does not begin and end with a month.
    """
    ends = _Reader(text, today, today, "any").ends(fold(text))
    first, last = ends or (None, None)
    whole = first and last and "year" not in (first.unit, last.unit)
    after = last.last + ONE_DAY if last else None
    if not (whole and first and after and first.first.day == after.day == 1):
        raise _refused(
            text,
            _("“{text}” is not a period: write R3, R3Q3, R3H1, R4.1, this-month or a range: H28..R3."),
        )
    return Period(first.first, after)


def parse_as_of(text: str, today: date) -> date:
    """The day that a date names, or the last day of a month; UsageError if it is neither."""
    point = _Reader(text, today, today, "any").point(fold(text).removesuffix("現在"))
    if point is None or point.unit not in ("day", "month"):
        raise _refused(
            text, _("“{text}” is not a date or a month: write R4.1.31, 2022-01-31, R4.1 or 2022-01.")
        )
    return point.last


def _check_tense(text: str, day: date, today: date, tense: Tense) -> None:
    if tense == "past" and day > today:
        raise _refused(
            text,
            _("“{text}” is in the future: what has happened is dated today, {today}, or before."),
            today=Span.day(today).human(),
        )


_TIME = (
    r"(?P<noon>午前|午後)?(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})(?::00)?|時(?:(?P<spoken>[0-9]{1,2})分|(?P<half>半))?)"
)


def parse_time(text: str) -> str:
    """A time of day as ``HH:MM``, from 13:30, 13時30分 or 午後1時半; UsageError if it is none."""
    folded = fold(text)
    if folded == "正午":
        return "12:00"
    if said := re.fullmatch(_TIME, folded):
        hour = int(said["hour"])
        minute = 30 if said["half"] else int(said["minute"] or said["spoken"] or 0)
        # 午後12時 is noon to some and midnight to others
        if hour < (12 if said["noon"] else 24) and minute < 60:
            return f"{hour + 12 * (said['noon'] == '午後'):02}:{minute:02}"
    raise _refused(text, _("“{text}” is not a time: write it like 13:30 (0:00 to 23:59)."))
