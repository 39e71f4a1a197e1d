"""The eras, and the names of days, months and fiscal years in them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from wagamachi_cli.language import Label, language

EARLIEST = date(1912, 7, 30)
LATEST = date(2100, 3, 31)

ONE_DAY = timedelta(days=1)

WEEKDAYS = tuple(
    Label(*pair)
    for pair in zip("月火水木金土日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Era(NamedTuple):
    """An era: its first and last day, and the first fiscal year that bears its name.

    The last is no rule but usage: FY2019 is 令和元年度 as a whole though April was still 平成, FY1988
    is 昭和63年度 to its end. ``runs_on``: plans were written beyond its end (平成32年度).
    """

    letter: str
    name: Label
    first: date
    last: date
    first_fy: int
    runs_on: bool = False

    def western(self, nth: int) -> int:
        """The western year of the ``nth`` year of this era."""
        return self.first.year + nth - 1

    def nth(self, year: int) -> int:
        """Which year of this era the western ``year`` is."""
        return year - self.first.year + 1

    def year_name(self, year: int) -> str:
        """The western ``year`` in this era, written out: 令和元, 令和3."""
        nth = self.nth(year)
        return f"{self.name.ja}{'元' if nth == 1 else nth}"


ERAS = (
    Era("R", Label("令和", "Reiwa"), date(2019, 5, 1), date.max, 2019),
    Era("H", Label("平成", "Heisei"), date(1989, 1, 8), date(2019, 4, 30), 1989, runs_on=True),
    Era("S", Label("昭和", "Showa"), date(1926, 12, 25), date(1989, 1, 7), 1927),
    Era("T", Label("大正", "Taisho"), date(1912, 7, 30), date(1926, 12, 24), 1912),
    Era("M", Label("明治", "Meiji"), date(1868, 10, 23), date(1912, 7, 29), 1868),
)


def era_of(day: date) -> Era:
    """The era in which ``day`` lies; what is before the table's first belongs to that."""
    return next((era for era in ERAS if era.first <= day), ERAS[-1])


def era_of_fy(year: int) -> Era:
    """The era after which fiscal year ``year`` is named."""
    return next((era for era in ERAS if era.first_fy <= year), ERAS[-1])


def fiscal_year(day: date) -> int:
    """The fiscal year in which ``day`` lies: 2021 for 2022-01-31."""
    return day.year - (day.month < 4)


def fy_label(year: int) -> str:
    """The short name of fiscal year ``year`` in any language: ``R1`` for 2019."""
    era = era_of_fy(year)
    return f"{era.letter}{era.nth(year)}"


def fy_long(year: int) -> str:
    """The full name of fiscal year ``year`` in the language spoken: 令和元年度, ``FY2019``."""
    return f"{era_of_fy(year).year_name(year)}年度" if language() == "ja" else f"FY{year}"


def era_date(day: date) -> str:
    """``day`` as people write it: ``R4.1.31``."""
    era = era_of(day)
    return f"{era.letter}{era.nth(day.year)}.{day.month}.{day.day}"


def era_date_long(day: date) -> str:
    """``day`` written out: 令和4年1月31日."""
    return f"{era_of(day).year_name(day.year)}年{day.month}月{day.day}日"


def era_month(year: int, month: int) -> str:
    """A month as people write it: ``R4.1``. The month of a change is named after the new era."""
    era = era_of(month_end(year, month))
    return f"{era.letter}{era.nth(year)}.{month}"


def era_month_long(year: int, month: int) -> str:
    """A month written out: 令和4年1月."""
    return f"{era_of(month_end(year, month)).year_name(year)}年{month}月"


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - ONE_DAY


def weekday(day: date) -> str:
    """The day of the week in the language spoken: 月, ``Mon``."""
    return str(WEEKDAYS[day.weekday()])


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))
