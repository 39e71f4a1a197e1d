"""Times as sheets write them: heads that are months, days without a year, what Excel made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from wagamachi_cli import text
from wagamachi_cli.errors import UsageError
from wagamachi_cli.exchange.workbooks import Yearless
from wagamachi_cli.language import _
from wagamachi_cli.period import EARLIEST, LATEST, Span, parse_when

_YEAR = re.compile(
    r"(?:(?:令和|平成|昭和) *(?:[0-9]{1,2}|元) *年度?|(?:19|20)[0-9]{2} *年度?)(?! *[0-9]{1,2} *月)"
    r"|(?<![A-Za-z0-9])[RHS][0-9]{1,2}(?: *年度?(?! *[0-9]{1,2} *月)|(?![0-9.年/-]))"
)
_DAY = re.compile(r"[0-9]{1,2} *(?:[/月.-] *[0-9]{1,2} *日?|月)(?: *\(.\))?")
_CYCLE = 28  # so many years later the weekdays fall on the same days


def in_year(raw: str, year: Span) -> str:
    """``raw`` with its year, when it is a day, month or quarter that names none: the one in ``year``.

    UsageError when ``year`` has no such day. Anything else is left as it is.
    """
    if isinstance(raw, Yearless):
        raw = without_year(raw)
    found = yearless(raw, year.last)
    if found is None:
        return raw
    if found.first < year.first or found.last > year.last:
        raise UsageError(
            _("“{text}” does not lie in {period}.").format(text=text.visible(raw), period=year.human()),
            _("Write it with its year."),
        )
    return found.machine()


def named_year(titles: Iterable[str]) -> Span | None:
    """The fiscal (or calendar) year that titles name, if all that name one name the same."""
    spans = set()
    for title in titles:
        for found in _YEAR.finditer(unicodedata.normalize("NFKC", title)):
            try:
                spans.add(parse_when(found[0].replace(" ", ""), LATEST, "any"))
            except UsageError:
                continue
    return spans.pop() if len(spans) == 1 else None


def lacks_year(raw: str) -> bool:
    """Whether a cell holds a day or a month without its year."""
    return isinstance(raw, Yearless) or _DAY.fullmatch(unicodedata.normalize("NFKC", raw.strip())) is not None


def _parsed(words: str, near: date) -> Span | None:
    """The time that a head names; None when it names none, or an open one."""
    folded = unicodedata.normalize("NFKC", words)
    if not re.search("[0-9〇一二三四五六七八九十元]", folded):
        return None
    try:
        span = parse_when(words, near, "any")
    except UsageError:
        return None
    return None if span.first == EARLIEST or span.last == LATEST else span


def yearless(words: str, near: date) -> Span | None:
    """The time that ``words`` name without a year, the last one up to ``near``; None when they have one."""
    here = _parsed(words, near)
    other = near.replace(year=near.year - _CYCLE)
    return here if here is not None and here != _parsed(words, other) else None


def head_time(head: str, today: date, year: Span | None) -> Span | None:
    """The time that a head names, in ``year`` where it names none itself; None when that is not known."""
    if isinstance(head, Yearless) and year is None:
        return _parsed(str(head), today)
    if year is not None:
        return _parsed(in_year(head, year), today)
    return None if yearless(head, today) else _parsed(head, today)


def without_year(raw: str) -> str:
    """A date as its cell shows it: 10/5, or 4月."""
    _year, month, *day = raw.split("-")
    return f"{int(month)}/{int(day[0])}" if day else f"{int(month)}月"
