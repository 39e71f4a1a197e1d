"""What holds of every day and every period, and an independent oracle for the eras."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from japanera import EraDate

from tests.lengths import by_length
from wagamachi_cli.errors import UsageError, take_warnings
from wagamachi_cli.language import set_language
from wagamachi_cli.period import (
    EARLIEST,
    LATEST,
    Period,
    Span,
    Unit,
    era_date,
    era_month,
    fiscal_year,
    fy_label,
    fy_long,
    parse_as_of,
    parse_date,
    parse_fy,
    parse_period,
    parse_time,
    parse_when,
)

TODAY = date(2022, 1, 24)
UNITS: tuple[Unit, ...] = ("fy", "half", "quarter", "month")
EVERY_DAY = [EARLIEST + timedelta(days=n) for n in range((date(2060, 12, 31) - EARLIEST).days + 1)]

days = st.dates(EARLIEST, LATEST)
units = st.sampled_from(UNITS)


@pytest.fixture(autouse=True, scope="module")
def _english() -> Iterator[None]:
    set_language("en")
    yield
    take_warnings()
    set_language("ja")


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Days, whole units, ranges of days and of units, open ends."""
    first, last = sorted((draw(days), draw(days)))
    match draw(st.sampled_from(("day", "unit", "days", "units", "open start", "open end", "unknown"))):
        case "day":
            return Span.day(first)
        case "unit":
            return Period.containing(max(first, date(1913, 4, 1)), draw(units)).span
        case "units":
            unit = draw(units)
            first, last = max(first, date(1913, 4, 1)), max(last, date(1913, 4, 1))
            return Span(Period.containing(first, unit).start, Period.containing(last, unit).last)
        case "open start":
            return Span(EARLIEST, draw(st.sampled_from((last, Period.containing(last, "fy").last))))
        case "open end":
            return Span(first, LATEST)
        case "unknown":
            return Span.unknown()
    return Span(first, last)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any number of whole months between FY1913 and FY2098."""
    start = draw(st.integers(1913 * 12 + 3, 2098 * 12))
    end = start + draw(st.sampled_from((1, 3, 6, 12, 24, 7)) | st.integers(1, 400))
    end = min(end, 2100 * 12 + 2)
    return Period(date(start // 12, start % 12 + 1, 1), date(end // 12, end % 12 + 1, 1))


def test_every_day_lies_in_exactly_one_quarter() -> None:
    quarters = [Period.quarter(year, n) for year in range(1912, 2061) for n in (1, 2, 3, 4)]
    assert all(one.end == other.start for one, other in itertools.pairwise(quarters))
    by_start = {quarter.start: quarter for quarter in quarters}
    for day in EVERY_DAY:
        quarter = Period.containing(day, "quarter")
        assert by_start[quarter.start] == quarter
        assert quarter.start <= day < quarter.end
        assert quarter.year == fiscal_year(day) == day.year - (day.month < 4)
        assert quarter.nth == (day.month - 4) % 12 // 3 + 1


def test_eras_agree_with_the_oracle() -> None:
    for day in EVERY_DAY:
        theirs = EraDate.from_date(day)
        letter = theirs.era.english[0]
        nth = day.year - theirs.era.since.year + 1
        assert era_date(day) == f"{letter}{nth}.{day.month}.{day.day}"


def test_every_day_is_read_back_from_its_era() -> None:
    for day in EVERY_DAY[::7]:
        assert parse_date(era_date(day), TODAY, "any") == day


def test_a_fiscal_year_is_named_after_the_era_that_covers_most_of_it() -> None:
    letters: dict[int, list[str]] = {}
    for day in EVERY_DAY:
        letters.setdefault(fiscal_year(day), []).append(era_date(day)[0])
    for year, seen in letters.items():
        assert fy_label(year)[0] == max(seen, key=seen.count)


def test_months_and_fiscal_years_are_read_back() -> None:
    for year in range(1913, 2100):
        assert parse_fy(fy_label(year), TODAY) == year
        assert parse_period(f"FY{year}", TODAY) == Period.fy(year)
        for month in range(1, 13):
            assert parse_period(era_month(year, month), TODAY) == Period.month(year, month)
        for language in ("ja", "en"):
            set_language(language)
            named = fy_long(year)
            set_language("en")
            assert parse_fy(named, TODAY) == year
    assert take_warnings() == []


@given(periods())
def test_label_key_and_long_name_name_the_period(period: Period) -> None:
    for name in (period.label, period.key, period.span.machine()):
        assert parse_period(name, TODAY) == period
    set_language("ja")
    names = (period.long(), period.short())
    set_language("en")
    for name in (*names, period.short()):
        assert parse_period(name, TODAY) == period


@given(periods().filter(lambda period: period.start.year > 1950 and period.end.year < 2060))
def test_neighbours(period: Period) -> None:
    assert period.previous().next() == period.next().previous() == period
    assert period.previous().end == period.start
    assert period.next().start == period.end
    assert period.next().months == period.months
    if period.kind != "range":
        assert period.next().kind == period.previous().kind == period.kind
    assert period.year_before().start.replace(year=period.start.year) == period.start


@given(periods(), units)
def test_split_partitions(period: Period, unit: Unit) -> None:
    parts = period.split(unit)
    assert parts[0].start == period.start
    assert parts[-1].end == period.end
    assert all(one.end == other.start for one, other in itertools.pairwise(parts))
    assert all(Period.containing(part.start, unit) == Period.containing(part.last, unit) for part in parts)
    assert all(part.kind == unit for part in parts[1:-1])
    kinds = {column.kind for column in period.columns()}
    assert kinds in ({"fy"}, {"quarter"}, {"month"})


@given(spans())
@example(Span(date(2099, 4, 1), LATEST))
@example(Span(date(2100, 3, 1), LATEST))
@example(Span(EARLIEST, date(1912, 7, 31)))
@example(Span(EARLIEST, date(1913, 3, 31)))
def test_a_span_is_read_back_from_what_it_writes(span: Span) -> None:
    assert Span.parse_machine(span.machine()) == span
    assert parse_when(span.machine(), TODAY, "any") == span
    for language in ("ja", "en"):
        set_language(language)
        assert span.spoken()
        written = span.human()
        set_language("en")
        assert parse_when(written, TODAY, "any") == span
        assert parse_when(unicodedata.normalize("NFKC", written), TODAY, "any") == span


@given(spans(), units, days)
def test_within_implies_touches(span: Span, unit: Unit, day: date) -> None:
    period = Period.containing(day, unit)
    both = max(span.first, period.start), min(span.last, period.last)
    assert span.touches(period) == (both[0] <= both[1])
    assert span.within(period) == (both == (span.first, span.last))


@given(days, st.dates(date(1925, 1, 1), date(2085, 1, 1)))
def test_without_a_year_the_nearest(day: date, today: date) -> None:
    text = f"{day.month}/{day.day}"
    past, future = parse_date(text, today), parse_date(text, today, "future")
    assert past <= today <= future
    assert (past.month, past.day) == (future.month, future.day) == (day.month, day.day)
    if (day.month, day.day) != (2, 29):
        assert (future - past).days in (0, 365, 366)


@given(days, st.sampled_from((" ", "　", "\t")))
def test_width_and_spaces_make_no_difference(day: date, space: str) -> None:
    era = era_date(day)
    wide = "".join(chr(ord(char) + 0xFEE0) for char in era)
    assert parse_date(wide, TODAY, "any") == parse_date(space.join(era), TODAY, "any") == day


PARSERS: tuple[Callable[[str], object], ...] = (
    lambda text: parse_date(text, TODAY),
    lambda text: parse_date(text, TODAY, "future"),
    lambda text: parse_when(text, TODAY),
    lambda text: parse_when(text, TODAY, "future"),
    lambda text: parse_fy(text, TODAY),
    lambda text: parse_period(text, TODAY),
    lambda text: parse_as_of(text, TODAY),
    parse_time,
    Span.parse_machine,
)
nearly = st.lists(
    st.sampled_from(
        [
            *"RHSTM令和平成年月日度元半上下期第QqFY一十三〇0123459-/.~～:()（）月火 時分",
            "..",
            "2022",
            "四半期",
            "今",
            "前",
        ]
    ),
    max_size=12,
).map("".join)


@pytest.mark.long(short=True)
@settings(max_examples=by_length(150, 400))
@given(st.text() | nearly)
def test_only_a_usage_error_comes_out(text: str) -> None:
    refusals = []
    for parse in PARSERS:
        try:
            parse(text)
        except UsageError as error:
            refusals.append(error.message)
    assert all(0 < len(message) < 300 for message in refusals)


@given(nearly)
def test_what_is_read_lies_in_bounds(text: str) -> None:
    try:
        span = parse_when(text, TODAY, "any")
    except UsageError:
        return
    assert EARLIEST <= span.first <= span.last <= LATEST
