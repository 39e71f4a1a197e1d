"""Dates and periods as a Japanese office counts them: eras, fiscal years, quarters, what is half known.

Fiscal year n runs from 1 April n to 31 March n+1; Q1 is April to June. This is the only module that
knows, and it is pure: nothing here asks a clock, ``today`` is always handed in.
"""

from wagamachi_cli.period.eras import (
    EARLIEST,
    LATEST,
    era_date,
    era_month,
    fiscal_year,
    fy_label,
    fy_long,
    months_before,
    weekday,
)
from wagamachi_cli.period.reading import (
    Tense,
    YearInDoubtError,
    parse_as_of,
    parse_date,
    parse_fy,
    parse_period,
    parse_time,
    parse_when,
    see_year,
)
from wagamachi_cli.period.spans import Period, Span, Unit

__all__ = [
    "EARLIEST",
    "LATEST",
    "Period",
    "Span",
    "Tense",
    "Unit",
    "YearInDoubtError",
    "era_date",
    "era_month",
    "fiscal_year",
    "fy_label",
    "fy_long",
    "months_before",
    "parse_as_of",
    "parse_date",
    "parse_fy",
    "parse_period",
    "parse_time",
    "parse_when",
    "see_year",
    "weekday",
]
