"""A chart draws the numbers that its report prints: values, what is not known, notes and day."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from tests.conftest import Wagamachi, once
from wagamachi_cli.commands.reporting import made
from wagamachi_cli.errors import UsageError
from wagamachi_cli.output.alt_text import alt_text, totals
from wagamachi_cli.output.chart import picture
from wagamachi_cli.period import parse_period
from wagamachi_cli.queries.dimensions import FIELDS
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.bases import ACTIVITY, PLACEMENT
from wagamachi_cli.reports.tables import HIDDEN
from wagamachi_cli.reports.trend import TIME_FIELDS, Question
from wagamachi_cli.reports.wording import long_day
from wagamachi_cli.sheet import ChartSpec, Coded, Report, Sheet, Sign, human

TODAY = date(2022, 3, 1)
REPORTS = {
    "placement": tuple(PLACEMENT),
    "council": ("",),
    "activity": tuple(ACTIVITY),
    **dict.fromkeys(
        ("meeting", "sessions", "requests", "network", "support", "consultant", "pantry", "areas"), ("",)
    ),
}


@pytest.fixture
@once
def town(fuchu: Wagamachi) -> None:
    """Some of everything that is drawn, some of it vague, some published for a longer time."""
    fuchu.today(TODAY.isoformat())
    for words in (
        "council area add 架空圏域",
        "activity add 架空サロン001 --category 居場所 --started R4.2.10 --area 架空圏域",
        "activity add 架空見守り001 --category 見守り --started R3年度",
        "activity session add 架空サロン001 --on R4.2.15 --attendees 12",
        "activity session add 架空見守り001 --on R4.2 --times 2 --attendees 20",
        "council meeting add --on R3.5.10 --kind 定例会 --attendees 9",
        "council meeting add --on R3年度 --kind タウンミーティング --attendees 9 --anyway 別の会",
        "council partner add 架空商店 --kind 企業",
        "council partner link 架空商店 --to 架空サロン001 --from R4.2",
        "council support add --on R4.1.20 --to 架空サロン001 --function ネットワーク",
        "activity request add --task 電球 --on R4.2.1",
        "activity request cancel 1 --on R4.2.2",
        "consultant add 相談員001 --registered R3.4.1",
        "consultant visit add --consultant 相談員001 --on R4.2.1",
        "consultant visit add --consultant 相談員001 --on R4.2.2 --absent",
        "pantry donate --item 米 --qty 6 --weight 12kg --best-before R5.6 --on R4.2.1",
        "pantry discard 1 --qty 1 --reason 破損 --on R4.2.2",
        "report figure add --measure meeting.held --period R3Q1 --value 4",
    ):
        fuchu.ok(*words.split())


@pytest.fixture
def reader(town: Wagamachi) -> Iterator[Measuring]:
    connection = sqlite3.connect(town.db)
    connection.row_factory = sqlite3.Row
    yield Measuring(connection, TODAY)
    connection.close()


def lines(sheet: Sheet, over_time: bool) -> dict[tuple[str, tuple[object, ...]], str]:
    """What a table shows: a row each (else a column each) with its names and numbers."""
    heads = [column for column in sheet.columns if column.kind != "number"]
    numbers = [column.key for column in sheet.columns if column.kind == "number"]
    if over_time:
        times = [key for key in numbers if re.fullmatch(r"(FY)?\d{4}.*", key)]
        return {
            (human(row.get(head.key)), tuple(row[key] for key in times)): str(row)
            for row in sheet.rows
            for head in heads
        }
    rows = [row for row in sheet.rows if not _is_total(row[heads[0].key])]
    return {(key, tuple(row[key] for row in rows)): key for key in numbers}


def _is_total(value: object) -> bool:
    return isinstance(value, Coded) and value.code == "total"


def holds(report: Report, spec: ChartSpec) -> None:
    """Every series, total, note and day of a chart stands in its report."""
    tables = [report.sheet, *(table.sheet for table in report.tables)]
    shown = {values for sheet in tables for _name, values in lines(sheet, report.name != "areas")}
    for name, values in spec.bars:
        assert values in shown, (report.name, name, values)
    if spec.totals:
        assert spec.totals in shown or report.name == "placement", (report.name, spec.totals)
    marks = [column.mark for column in report.sheet.columns if column.mark]
    assert sum(category.endswith("※") for category in spec.categories) <= len(marks)
    said = "\n".join((*report.notes, *report.sources))
    for note in spec.notes:
        assert note.removeprefix("※").removeprefix("出典：") in said, note
    drawn = [value for _name, values in spec.bars for value in values] + list(totals(spec))
    assert any(isinstance(value, Sign) for value in drawn) <= any(HIDDEN.sign in note for note in spec.notes)
    assert report.as_of is not None
    month = f"令和{report.as_of.year - 2018}年{report.as_of.month}月現在"
    assert spec.subtitle.endswith((f"{long_day(report.as_of)}現在", month)), spec.subtitle
    assert report.as_of <= TODAY
    assert not [day for day in days_of(spec) if day not in (long_day(report.as_of), *days_of(report))]
    words = alt_text(spec)
    for name, values in (*spec.bars, *([(spec.stack_total, totals(spec))] if spec.stack_total else [])):
        parts = (
            f"{category} {'記載なし' if value is None else value.sign if isinstance(value, Sign) else f'{value:,}'}"
            for category, value in zip(spec.categories, values, strict=True)
        )
        assert f"{name}：{'、'.join(parts)}\n" in words


def days_of(shown: Report | ChartSpec) -> list[str]:
    return re.findall(r"令和\d+年\d+月\d+日", "\n".join(shown.notes))


@pytest.mark.parametrize("source", ["combined", "published", "recorded"])
@pytest.mark.parametrize(
    ("name", "basis"), [(name, basis) for name, bases in REPORTS.items() for basis in bases]
)
def test_a_chart_is_its_report(name: str, basis: str, source: str, reader: Measuring) -> None:
    tried = 0
    for by, when, running in product(
        ("", *FIELDS, *TIME_FIELDS), ("", "R2..R3", "R3", "R3Q4"), (False, True)
    ):
        period = parse_period(when, TODAY) if when else None
        try:
            report = made(name, reader, Question(period, by, running, source), basis)  # type: ignore[arg-type]
        except UsageError:
            continue
        assert report.chart is not None
        holds(report, report.chart)
        tried += 1
    assert tried


def test_the_running_total_over_new_placements_is_what_the_running_table_says(reader: Measuring) -> None:
    new, running = (made("placement", reader, Question(cumulative=one), "new") for one in (False, True))
    assert new.chart is not None
    assert new.chart.line is not None
    assert running.chart is not None
    assert new.chart.line[1] == totals(running.chart)
    assert running.chart.line is None


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_zeros_are_data_and_unknown_numbers_are_told(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from wagamachi_cli.output.pen import Pen

    written: list[str] = []
    text = Pen.text

    def watched(self: Pen, x: float, y: float, words: str, *more: object, **named: object) -> None:
        written.append(words)
        text(self, x, y, words, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Pen, "text", watched)
    for zeros, total in (((0, 0), None), ((0, HIDDEN), "計"), ((None, None), None)):
        written.clear()
        spec = ChartSpec("題", "", "回", ("R2", "R3"), (("開催", zeros),), stack_total=total)
        assert picture(spec, kind)
        assert ("データがありません" in "".join(written)) is (zeros == (None, None))
        assert written.count("…") == (HIDDEN in zeros)


def test_no_report_speaks_for_a_day_after_today(fuchu: Wagamachi) -> None:
    fuchu.today("2022-03-01")
    fuchu.ok("report", "figure", "add", "--measure", "session.held", "--period", "R3", "--value", "40")
    told = fuchu.json("report", "sessions", "R3")
    assert told["as_of"] == "2022-03-01"
    assert not [note for note in told["notes"] if "3月31日" in note]
    assert fuchu.json("report", "sessions", "R2..R3")["as_of"] == "2022-03-01"
    assert "R4.3.31" not in fuchu.ok("report", "why", "R3", "session.held").out
    fuchu.today("2022-06-01")
    assert fuchu.json("report", "sessions", "R3")["as_of"] == "2022-03-31"
