"""The calendar by example: the golden days, what is accepted, what is refused and with which words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from wagamachi_cli.errors import UsageError, take_warnings
from wagamachi_cli.language import set_language
from wagamachi_cli.period import (
    EARLIEST,
    LATEST,
    Period,
    Span,
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
    weekday,
)

TODAY = date(2022, 1, 24)
LATER = date(2022, 3, 15)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    take_warnings()
    yield
    take_warnings()
    set_language("ja")


@pytest.fixture
def japanese() -> None:
    set_language("ja")


def span(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("iso", "era", "label", "quarter"),
    [
        ("2019-03-31", "H31.3.31", "H30", 4),
        ("2019-04-01", "H31.4.1", "R1", 1),
        ("2019-04-30", "H31.4.30", "R1", 1),
        ("2019-05-01", "R1.5.1", "R1", 1),
        ("2020-03-31", "R2.3.31", "R1", 4),
        ("2020-04-01", "R2.4.1", "R2", 1),
        ("2021-01-31", "R3.1.31", "R2", 4),
        ("2021-04-01", "R3.4.1", "R3", 1),
        ("2022-01-31", "R4.1.31", "R3", 4),
        ("2022-02-23", "R4.2.23", "R3", 4),
        ("1989-01-07", "S64.1.7", "S63", 4),
        ("1989-01-08", "H1.1.8", "S63", 4),
        ("1926-12-24", "T15.12.24", "T15", 3),
        ("1926-12-25", "S1.12.25", "T15", 3),
        ("1912-07-30", "T1.7.30", "T1", 2),
    ],
)
def test_golden_days(iso: str, era: str, label: str, quarter: int) -> None:
    day = date.fromisoformat(iso)
    assert era_date(day) == era
    assert fy_label(fiscal_year(day)) == label
    assert Period.containing(day, "quarter") == Period.quarter(fiscal_year(day), quarter)
    assert parse_date(era, LATER) == day


@pytest.mark.parametrize(
    ("year", "label", "long"),
    [
        (1926, "T15", "大正15年度"),
        (1927, "S2", "昭和2年度"),
        (1988, "S63", "昭和63年度"),
        (1989, "H1", "平成元年度"),
        (2016, "H28", "平成28年度"),
        (2018, "H30", "平成30年度"),
        (2019, "R1", "令和元年度"),
        (2021, "R3", "令和3年度"),
    ],
)
def test_fiscal_years_have_one_name(year: int, label: str, long: str, japanese: None) -> None:
    assert (fy_label(year), fy_long(year)) == (label, long)
    assert parse_fy(label, TODAY) == parse_fy(long, TODAY) == year
    assert take_warnings() == []


def test_weekdays_and_months() -> None:
    assert weekday(date(2022, 2, 23)) == "Wed"
    assert (era_month(2019, 4), era_month(2019, 5), era_month(2022, 1)) == ("H31.4", "R1.5", "R4.1")


def test_weekday_in_japanese(japanese: None) -> None:
    assert [weekday(date(2022, 1, day)) for day in range(24, 31)] == list("月火水木金土日")


# --- days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2022-01-31",
        "2022/1/31",
        "2022.1.31",
        "20220131",
        "R4.1.31",
        "r4.1.31",
        "R4/1/31",
        "R4-1-31",
        "R4-01-31",
        "Ｒ４．１．３１",
        "２０２２－０１－３１",
        "２０２２／１／３１",
        "令和4年1月31日",
        "令和４年１月３１日",
        "令和四年一月三十一日",
        "㋿4年1月31日",
        "令和 4 年 1 月 31 日",
        "　令和4年　1月31日 ",
        "二〇二二年一月三十一日",
        "2022年1月31日",
        "R4.1.31（月）",
        "R4.1.31(月)",
        "令和4年1月31日（月曜日）",
        "2022-01-31 (Mon)",
        "2022-01-31 (Monday)",
        "R4.1.31（月・祝）",
        "R4.1.31（祝）",
        "R3年度1月31日",
        "1/31",
        "1月31日",
        "31日",
    ],
)
def test_one_day_in_every_spelling(text: str) -> None:
    assert parse_date(text, LATER, "any") == date(2022, 1, 31)
    assert parse_when(text, LATER) == Span.day(date(2022, 1, 31))
    assert parse_as_of(text, LATER) == date(2022, 1, 31)
    assert take_warnings() == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("平成31年4月30日", "2019-04-30"),
        ("令和元年5月1日", "2019-05-01"),
        ("R元.5.1", "2019-05-01"),
        ("R1.5.1", "2019-05-01"),
        ("H31.4.30", "2019-04-30"),
        ("S64.1.7", "1989-01-07"),
        ("令和元年度4月30日", "2019-04-30"),
        ("令和三年十月二十日", "2021-10-20"),
        ("今日", "2022-01-24"),
        ("today", "2022-01-24"),
        ("昨日", "2022-01-23"),
        ("yesterday", "2022-01-23"),
        ("1912-07-30", "1912-07-30"),
    ],
)
def test_days(text: str, iso: str) -> None:
    assert parse_date(text, TODAY) == date.fromisoformat(iso)
    assert take_warnings() == []


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("1/17", "2022-01-17", "2023-01-17"),
        ("1/24", "2022-01-24", "2022-01-24"),
        ("1/25", "2021-01-25", "2022-01-25"),
        ("12/20", "2021-12-20", "2022-12-20"),
        ("12月20日", "2021-12-20", "2022-12-20"),
        ("24日", "2022-01-24", "2022-01-24"),
        ("25日", "2021-12-25", "2022-01-25"),
        ("2/29", "2020-02-29", "2024-02-29"),
    ],
)
def test_without_a_year_the_nearest_on_the_right_side(text: str, past: str, future: str) -> None:
    assert parse_date(text, TODAY) == parse_date(text, TODAY, "any") == date.fromisoformat(past)
    assert parse_date(text, TODAY, "future") == date.fromisoformat(future)


def test_month_arithmetic_from_the_31st() -> None:
    assert parse_date("31日", date(2022, 3, 1)) == date(2022, 1, 31)
    assert parse_date("31日", date(2022, 3, 31)) == date(2022, 3, 31)
    assert parse_date("31日", date(2022, 4, 1), "future") == date(2022, 5, 31)
    assert parse_period("先月", date(2022, 3, 31)) == Period.month(2022, 2)
    assert parse_period("先月", date(2022, 1, 31)) == Period.month(2021, 12)
    assert parse_date("2/29", date(2099, 3, 1)) == date(2096, 2, 29)


def test_tense() -> None:
    for ahead in ("R4.1.25", "明日", "2022-02-01"):
        with pytest.raises(UsageError, match="future"):
            parse_date(ahead, TODAY)
        assert parse_date(ahead, TODAY, "any") == parse_date(ahead, TODAY, "future") > TODAY
    assert parse_date("2021-01-25", TODAY, "future") == date(2021, 1, 25)
    with pytest.raises(UsageError, match="future"):
        parse_when("R4.2", TODAY)
    assert parse_when("R4.1", TODAY).last > TODAY  # this month has begun


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("R3.13", "R4.1"),
        ("R4.13.1", "13"),
        ("2022-02-30", "2022-02-28"),
        ("R4.2.30", "R4.2.28"),
        ("2/30", "no such day"),
        ("13/1", "month 13"),
        ("32日", "no such day"),
        ("0日", "no such day"),
        ("R1.4.30", "H31.4.30"),
        ("R1.1.1", "H31.1.1"),
        ("令和元年4月30日", "H31.4.30"),
        ("R1.4", "H31.4"),
        ("R1.3.31", "H31.3.31"),
        ("S64.1.8", "H1.1.8"),
        ("S65年", "平成2年"),
        ("T16.1.1", "S2.1.1"),
        ("R0.5.1", "R1"),
        ("S64", "H1"),
        ("R4.1.31（火）", "Mon"),
        ("2022-01-31 (Tue)", "Mon"),
        ("1912-07-29", "1912-07-30"),
        ("M45.7.29", "1912-07-30"),
        ("明治30年1月1日", "1912-07-30"),
        ("2100-04-01", "2100-03-31"),
        ("R999.1.1", "2100-03-31"),
        ("0000-01-01", "1912-07-30"),
        ("令和年", "R4.1.31"),
        ("1/2/2022", "2022-01-31"),
        ("02-03-04", "2022-01-31"),
        ("1.24", "2022-01-31"),
        ("24", "2022-01-31"),
        ("2022-1/31", "2022-01-31"),
        ("R41月", "R4.1"),
        ("R3Q5", "R3Q3"),
        ("R3H3", "R3H1"),
        ("令和3年第1四半期", "R3Q3"),
        ("R3.9..R3.4", "earlier"),
        ("2022-01-10..2022-01-09", "earlier"),
        ("2019-03-31/2016-04-01", "earlier"),
        ("R3..R4..R5", "R4.1.31"),
        ("R3..なにか", "R4.1.31"),
        ("R4.1（月）", "R4.1.31"),
        ("", "R4.1.31"),
        ("8月頃", "R4.1.31"),
    ],
)
def test_refused_with_the_right_form(text: str, says: str) -> None:
    with pytest.raises(UsageError, match="“") as caught:
        parse_when(text, LATER)
    assert says in caught.value.message
    assert caught.value.code == 2


@pytest.mark.parametrize(
    "text", ["R4.1", "R3", "R3Q3", "R4.1.1..R4.1.3", "不明", "..R4.1.1", "24", "2月30日"]
)
def test_no_day(text: str) -> None:
    with pytest.raises(UsageError):
        parse_date(text, TODAY)


def test_a_wrong_weekday_names_the_day_that_was_meant() -> None:
    with pytest.raises(UsageError, match=r"2021-02-23 is Tue; write 2021-02-23\(Tue\)"):
        parse_date("2月23日（水）", TODAY)
    assert parse_date("2月23日（水）", TODAY, "future") == date(2022, 2, 23)


def test_what_was_typed_is_echoed_harmlessly_and_short() -> None:
    with pytest.raises(UsageError) as caught:
        parse_date("\x1b[31m{text}" + "あ" * 500, TODAY)
    message = caught.value.message
    assert "\x1b" not in message
    assert r"\x1b[31m{text}" in message
    assert len(message) < 150


# --- what is understood with a warning -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "machine", "read_as"),
    [
        ("H31.5.1", "2019-05-01", "R1.5.1"),
        ("H32.4.1", "2020-04-01", "R2.4.1"),
        ("H31.5", "2019-05", "R1.5"),
        ("平成32年", "2020-01-01/2020-12-31", "令和2年"),
        ("H31", "FY2019", "R1"),
        ("H32", "FY2020", "R2"),
        ("平成32年度", "FY2020", "R2"),
        ("H31Q4", "2019Q4", "R1"),
        ("S1", "FY1926", "T15"),
        ("R3.1月", "2021-01", "R3年度1月"),
    ],
)
def test_understood_with_a_warning(text: str, machine: str, read_as: str) -> None:
    assert parse_when(text, TODAY).machine() == machine
    (warning,) = take_warnings()
    assert read_as in warning
    assert text in warning


# --- spans ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "machine"),
    [
        ("2022-01", "2022-01"),
        ("2022/01", "2022-01"),
        ("R4.1", "2022-01"),
        ("令和4年1月", "2022-01"),
        ("R3.1", "2021-01"),
        ("R3年度1月", "2022-01"),
        ("R3年度4月", "2021-04"),
        ("令和元年度4月", "2019-04"),
        ("FY2021-01", "2022-01"),
        ("令和4年1月現在", "2022-01"),
        ("10月", "2021-10"),
        ("1月", "2022-01"),
        ("R3Q3", "2021Q3"),
        ("2021Q3", "2021Q3"),
        ("2021-Q3", "2021Q3"),
        ("FY2021 Q3", "2021Q3"),
        ("R3 3Q", "2021Q3"),
        ("R3年度第3四半期", "2021Q3"),
        ("令和三年度第三四半期", "2021Q3"),
        ("3Q", "2021Q3"),
        ("第3四半期", "2021Q3"),
        ("今年度第3四半期", "2021Q3"),
        ("R3", "FY2021"),
        ("R3年度", "FY2021"),
        ("2021年度", "FY2021"),
        ("FY R3", "FY2021"),
        ("令和3年", "2021-01-01/2021-12-31"),
        ("2021年", "2021-01-01/2021-12-31"),
        ("平成31年", "2019-01-01/2019-04-30"),
        ("令和元年", "2019-05-01/2019-12-31"),
        ("R3H1", "2021-04-01/2021-09-30"),
        ("不明", "../.."),
        ("unknown", "../.."),
        ("..", "../.."),
        ("..R1", "../2020-03-31"),
        ("～R1年度", "../2020-03-31"),
        ("〜R1", "../2020-03-31"),
        ("H28..", "2016-04-01/.."),
        ("H28年度～", "2016-04-01/.."),
        ("..R4.1.10", "../2022-01-10"),
        ("H28..H30", "2016-04-01/2019-03-31"),
        ("R3.4.5~R3.4.7", "2021-04-05/2021-04-07"),
        ("12/30～1/3", "2021-12-30/2022-01-03"),
        ("2016-04-01/2019-03-31", "2016-04-01/2019-03-31"),
        ("../2020-03-31", "../2020-03-31"),
        ("2016-04-01/..", "2016-04-01/.."),
    ],
)
def test_partly_known(text: str, machine: str) -> None:
    assert parse_when(text, TODAY).machine() == machine
    assert take_warnings() == []


def test_a_month_that_is_planned() -> None:
    assert parse_when("10月", TODAY, "future").machine() == "2022-10"
    assert parse_when("1月", TODAY, "future").machine() == "2022-01"


@pytest.mark.parametrize(
    ("machine", "human", "spoken", "human_en", "spoken_en"),
    [
        (
            "2022-01-31",
            "R4.1.31",
            "令和4年1月31日（月） R3年度",
            "2022-01-31",
            "2022-01-31 (Mon), FY2021 (R3)",
        ),
        (
            "2019-04-30",
            "H31.4.30",
            "平成31年4月30日（火） R1年度",
            "2019-04-30",
            "2019-04-30 (Tue), FY2019 (R1)",
        ),
        ("2021-04", "R3.4", "令和3年4月 R3年度", "2021-04", "Apr 2021, FY2021 (R3)"),
        (
            "2021Q3",
            "R3第3四半期",
            "令和3年度第3四半期",
            "FY2021 Q3",
            "FY2021 Q3 (Oct–Dec 2021)",
        ),
        ("FY2019", "R1年度", "令和元年度", "FY2019", "FY2019"),
        (
            "2021-10-01/2022-03-31",
            "R3下半期",
            "令和3年度下半期",
            "FY2021 H2",
            "FY2021 H2 (Oct 2021–Mar 2022)",
        ),
        (
            "2016-04-01/2020-03-31",
            "H28年度～R1年度",
            "平成28年度～令和元年度",
            "FY2016..FY2019",
            "FY2016 to FY2019",
        ),
        (
            "2021-04-05/2021-05-07",
            "R3.4.5～R3.5.7",
            "令和3年4月5日～令和3年5月7日",
            "2021-04-05..2021-05-07",
            "2021-04-05 to 2021-05-07",
        ),
        ("../2020-03-31", "～R1年度", "令和元年度まで", "..FY2019", "until FY2019"),
        ("../2020-02-29", "～R2.2", "令和2年2月まで", "..2020-02", "until Feb 2020"),
        ("2016-04-01/..", "H28年度～", "平成28年度から", "FY2016..", "from FY2016"),
        ("2016-04-02/..", "H28.4.2～", "平成28年4月2日から", "2016-04-02..", "from 2016-04-02"),
        ("../..", "不明", "不明", "unknown", "unknown"),
    ],
)
def test_how_a_span_is_written(machine: str, human: str, spoken: str, human_en: str, spoken_en: str) -> None:
    told = Span.parse_machine(machine)
    assert told.machine() == machine
    assert (told.human(), told.spoken()) == (human_en, spoken_en)
    set_language("ja")
    assert (told.human(), told.spoken()) == (human, spoken)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "R3",
        "2021Q5",
        "2021-4",
        "20210401",
        "2021-W01",
        "FY21x",
        "2021-04-01/2021-04-30",
        "2019-03-31/2019-01-01",
    ],
)
def test_parse_machine_takes_only_what_machine_writes(text: str) -> None:
    with pytest.raises(UsageError, match="machines"):
        Span.parse_machine(text)


def test_within_and_touches() -> None:
    year = Period.fy(2021)
    assert span("2021-04-01", "2022-03-31").within(year)
    assert not span("2021-03-31", "2021-04-01").within(year)
    assert span("2021-03-31", "2021-04-01").touches(year)
    assert not span("2022-04-01", "2022-04-02").touches(year)
    assert not Span.unknown().within(year)
    assert Span.unknown().touches(year)


def test_a_span_knows_itself() -> None:
    assert Span.day(TODAY).exact
    assert not span("2022-01-24", "2022-01-25").exact
    assert Span.unknown() == Span(EARLIEST, LATEST)
    assert span("2021-04-01", "2021-09-30").period == Period.half(2021, 1)
    assert span("2021-04-01", "2021-09-29").period is None
    assert Span(EARLIEST, date(2020, 3, 31)).period is None
    assert Span.day(EARLIEST).machine() == "1912-07-30"
    with pytest.raises(ValueError, match="no day"):
        span("2022-01-02", "2022-01-01")


# --- fiscal years and periods --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("R3", 2021),
        ("Ｒ３", 2021),
        ("令和3年度", 2021),
        ("令和三年度", 2021),
        ("令和元年度", 2019),
        ("R1", 2019),
        ("2019", 2019),
        ("H31", 2019),
        ("H28", 2016),
        ("2021", 2021),
        ("FY2021", 2021),
        ("今年度", 2021),
        ("前年度", 2020),
        ("昨年度", 2020),
        ("this-year", 2021),
        ("last-fy", 2020),
        ("平成三十年度", 2018),
    ],
)
def test_fiscal_years(text: str, year: int) -> None:
    assert parse_fy(text, TODAY) == year
    assert parse_period(text, TODAY) == Period.fy(year)


@pytest.mark.parametrize("text", ["R3Q1", "R4.1", "H28..R3", "令和3年", "21", "R", "不明", "R3H1"])
def test_no_fiscal_year(text: str) -> None:
    with pytest.raises(UsageError):
        parse_fy(text, TODAY)


@pytest.mark.parametrize(
    ("text", "label", "key"),
    [
        ("R3Q3", "R3Q3", "2021Q3"),
        ("2021Q3", "R3Q3", "2021Q3"),
        ("3Q", "R3Q3", "2021Q3"),
        ("令和3年度第3四半期", "R3Q3", "2021Q3"),
        ("R3H1", "R3H1", "2021H1"),
        ("2021H1", "R3H1", "2021H1"),
        ("令和3年度上半期", "R3H1", "2021H1"),
        ("令和3年度下半期", "R3H2", "2021H2"),
        ("上半期", "R3H1", "2021H1"),
        ("R4.1", "R4.1", "2022-01"),
        ("2022-01", "R4.1", "2022-01"),
        ("今四半期", "R3Q4", "2021Q4"),
        ("前四半期", "R3Q3", "2021Q3"),
        ("this-quarter", "R3Q4", "2021Q4"),
        ("last-quarter", "R3Q3", "2021Q3"),
        ("last quarter", "R3Q3", "2021Q3"),
        ("last-half", "R3H1", "2021H1"),
        ("今月", "R4.1", "2022-01"),
        ("先月", "R3.12", "2021-12"),
        ("last-month", "R3.12", "2021-12"),
        ("H28..R3", "H28..R3", "2016-04-01/2022-03-31"),
        ("H28~R3", "H28..R3", "2016-04-01/2022-03-31"),
        ("H28～R3", "H28..R3", "2016-04-01/2022-03-31"),
        ("H28〜R3", "H28..R3", "2016-04-01/2022-03-31"),
        ("2016..2021", "H28..R3", "2016-04-01/2022-03-31"),
        ("平成28年度～令和3年度", "H28..R3", "2016-04-01/2022-03-31"),
        ("R3..R3", "R3", "FY2021"),
        ("R3Q1..R3Q4", "R3", "FY2021"),
        ("R3Q1..Q3", "R3Q1..R3Q3", "2021-04-01/2021-12-31"),
        ("R3.4..R3.9", "R3H1", "2021H1"),
        ("R3.4..R3.8", "R3.4..R3.8", "2021-04-01/2021-08-31"),
        ("令和3年4月～8月", "R3.4..R3.8", "2021-04-01/2021-08-31"),
        ("12月..1月", "R3.12..R4.1", "2021-12-01/2022-01-31"),
        ("R2..今月", "R2.4..R4.1", "2020-04-01/2022-01-31"),
        ("R3Q2..R3Q3", "R3Q2..R3Q3", "2021-07-01/2021-12-31"),
        ("2016-04-01/2022-03-31", "H28..R3", "2016-04-01/2022-03-31"),
        ("R5", "R5", "FY2023"),
    ],
)
def test_periods(text: str, label: str, key: str) -> None:
    period = parse_period(text, TODAY)
    assert (period.label, period.key) == (label, key)


@pytest.mark.parametrize(
    "text",
    [
        "R3..R2",
        "R3..",
        "..R3",
        "不明",
        "R4.1.31",
        "今日",
        "令和3年",
        "R3.4.2..R3.9.30",
        "R3.13",
        "T1",
        "x",
        "",
    ],
)
def test_no_period(text: str) -> None:
    with pytest.raises(UsageError):
        parse_period(text, TODAY)


def test_long_names(japanese: None) -> None:
    assert Period.fy(2019).long() == "令和元年度"
    assert Period.half(2021, 2).long() == "令和3年度下半期"
    assert Period.quarter(2021, 3).long() == "令和3年度第3四半期"
    assert Period.month(2022, 1).long() == "令和4年1月"
    assert Period.between(Period.fy(2016), Period.fy(2021)).long() == "平成28年度～令和3年度"
    set_language("en")
    assert Period.fy(2019).long() == "FY2019"
    assert Period.quarter(2021, 3).long() == "FY2021 Q3 (Oct–Dec 2021)"
    assert Period.quarter(2021, 4).long() == "FY2021 Q4 (Jan–Mar 2022)"
    assert Period.half(2021, 2).long() == "FY2021 H2 (Oct 2021–Mar 2022)"
    assert Period.month(2022, 1).long() == "Jan 2022"
    assert Period.between(Period.month(2021, 4), Period.month(2021, 8)).long() == "Apr 2021 to Aug 2021"


def test_neighbours() -> None:
    quarter = Period.quarter(2021, 1)
    assert quarter.previous() == Period.quarter(2020, 4)
    assert quarter.next() == Period.quarter(2021, 2)
    assert quarter.year_before() == Period.quarter(2020, 1)
    months = Period.between(Period.month(2021, 1), Period.month(2021, 5))
    assert months.previous().label == "R2.8..R2.12"
    assert quarter.last == date(2021, 6, 30)
    assert quarter.span == span("2021-04-01", "2021-06-30")


def test_columns_follow_the_length() -> None:
    def labels(text: str) -> list[str]:
        return [column.label for column in parse_period(text, TODAY).columns()]

    assert labels("H30..R2") == ["H30", "R1", "R2"]
    assert labels("R3") == ["R3"]
    assert labels("R3H1") == ["R3Q1", "R3Q2"]
    assert labels("R3Q3") == ["R3Q3"]
    assert labels("R3Q3..R4Q1") == ["R3Q3", "R3Q4", "R4Q1"]
    assert labels("R3.4..R3.7") == ["R3.4", "R3.5", "R3.6", "R3.7"]
    assert [part.label for part in Period.quarter(2021, 4).split("month")] == ["R4.1", "R4.2", "R4.3"]
    assert [part.label for part in Period.fy(2021).split("quarter")] == ["R3Q1", "R3Q2", "R3Q3", "R3Q4"]


def test_a_period_is_whole_months() -> None:
    for start, end in (("2021-04-02", "2021-05-01"), ("2021-05-01", "2021-05-01")):
        with pytest.raises(ValueError, match="whole months"):
            Period(date.fromisoformat(start), date.fromisoformat(end))


# --- as of, time of day --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("R4.1", "2022-01-31"),
        ("令和4年1月現在", "2022-01-31"),
        ("R3年度1月", "2022-01-31"),
        ("2020-02", "2020-02-29"),
        ("R4.1.31現在", "2022-01-31"),
        ("12月", "2021-12-31"),
        ("今月", "2022-01-31"),
        ("今日", "2022-01-24"),
    ],
)
def test_as_of(text: str, iso: str) -> None:
    assert parse_as_of(text, TODAY) == date.fromisoformat(iso)


@pytest.mark.parametrize("text", ["R3", "R3Q3", "..R3", "不明", "R4.2.30"])
def test_no_as_of(text: str) -> None:
    with pytest.raises(UsageError):
        parse_as_of(text, TODAY)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("13:30", "13:30"),
        ("１３：３０", "13:30"),
        ("13時30分", "13:30"),
        ("13時半", "13:30"),
        ("午後1時半", "13:30"),
        ("午後１時３０分", "13:30"),
        ("午後1:30", "13:30"),
        ("十三時三十分", "13:30"),
        ("15時", "15:00"),
        ("9:05", "09:05"),
        ("9時5分", "09:05"),
        ("13:30:00", "13:30"),
        ("午前0時", "00:00"),
        ("午後0時", "12:00"),
        ("正午", "12:00"),
        ("23:59", "23:59"),
    ],
)
def test_times(text: str, time: str) -> None:
    assert parse_time(text) == time


@pytest.mark.parametrize(
    "text", ["24:00", "13:60", "13:5", "午後13時", "午後12時", "午前12時", "13", "", "午後", "半", "-1:00"]
)
def test_no_time(text: str) -> None:
    with pytest.raises(UsageError, match="13:30"):
        parse_time(text)
