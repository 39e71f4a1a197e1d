"""A fictional town, counted by hand on one page: what is typed there comes to what is counted there."""

from __future__ import annotations

import contextlib
import re
import shlex
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Wagamachi
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.period import Period, parse_period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.trend import Question, trend
from wagamachi_cli.reports.why import why

PAGE = (Path(__file__).parent / "town.md").read_text(encoding="utf-8")
TODAY = "2022-01-05"
QUARTERS = ("R3Q1", "R3Q2", "R3Q3")


def _commands() -> list[list[str]]:
    block = PAGE.split("```")[1]
    return [shlex.split(line) for line in block.splitlines() if line and not line.startswith("#")]


def _cells() -> list[list[str]]:
    rows = [line.strip("|").split("|") for line in PAGE.splitlines() if re.match(r"\| [a-z]+\.", line)]
    return [[cell.strip() for cell in row] for row in rows]


COUNTED = [row for row in _cells() if len(row) == 6]
APART = [row for row in _cells() if len(row) == 4]


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wagamachi]:
    """The register after every line of the page has been typed."""
    with pytest.MonkeyPatch.context() as patch:
        wagamachi = Wagamachi(tmp_path_factory.mktemp("town") / "wagamachi.db", patch)
        wagamachi.today(TODAY)
        wagamachi.ok("init")
        for words in _commands():
            wagamachi.ok(*words)
        yield wagamachi


@pytest.fixture(scope="module")
def reader(typed: Wagamachi) -> Iterator[Measuring]:
    with contextlib.closing(sqlite3.connect(typed.db)) as connection:
        connection.row_factory = sqlite3.Row
        yield Measuring(connection, date.fromisoformat(TODAY))


def period(reader: Measuring, words: str) -> Period:
    return parse_period(words, reader.today)


def number(cell: str) -> float | None:
    return None if cell == "-" else float(cell)


def test_the_page_counts_every_measure_of_these_fields() -> None:
    assert {row[0] for row in COUNTED} == set(MEASURES) - {"council.closed"}  # none was closed


@pytest.mark.parametrize("row", COUNTED, ids=lambda row: row[0])
def test_every_number_of_the_page(reader: Measuring, row: list[str]) -> None:
    code, *cells, _why = row
    measure = MEASURES[code]
    year = period(reader, "R3")
    shown = trend(reader, measure, year, Question(year), columns=year.split("quarter"))
    counts = [cell.value for cell in shown.total.cells[:3]] + [shown.total.total.value]
    found = [None if count is None else measure.told(count) for count in counts]
    assert found == [number(cell) for cell in cells]
    if measure.kind == "flow":
        assert sum(count or 0 for count in counts[:3]) == (counts[3] or 0)
    for words, cell in zip((*QUARTERS, "R3"), cells, strict=True):
        answer = why(reader, period(reader, words), measure)
        assert answer.value == number(cell), words
        added = sum(float(str(one["counts"])) for one in answer.rows)
        assert added == pytest.approx(number(cell) or 0), words


@pytest.mark.parametrize("row", APART, ids=lambda row: f"{row[0]} by {row[1]}")
def test_every_row_of_the_page(reader: Measuring, row: list[str]) -> None:
    code, field, cells, total = row
    year = period(reader, "R3")
    shown = trend(reader, MEASURES[code], year, Question(year, field), columns=year.split("quarter"))
    found = {key or "unknown": shown.measure.told(line.total.value or 0) for key, line in shown.rows.items()}
    wanted = {name: int(count) for name, count in (cell.rsplit(" ", 1) for cell in cells.split(", "))}
    assert {key: value for key, value in found.items() if value or key in wanted} == wanted
    assert shown.measure.told(shown.total.total.value or 0) == int(total)
    if MEASURES[code].kind != "stock":
        assert sum(wanted.values()) - int(total) == shown.shared


@pytest.mark.parametrize("code", [row[0] for row in COUNTED])
def test_the_total_is_the_same_however_it_is_told_apart(reader: Measuring, code: str) -> None:
    measure, year = MEASURES[code], period(reader, "R3")
    whole = trend(reader, measure, year, Question(year)).total.total.value
    for by in (*reader.fields(measure), "month", "quarter"):
        shown = trend(reader, measure, year, Question(year, by))
        assert shown.total.total.value == whole, by
        if by in ("month", "quarter") and measure.kind == "flow":
            assert sum(cell.value or 0 for cell in shown.total.cells) == (whole or 0), by
        elif by not in ("month", "quarter"):
            latest = [line.total.value or 0 for line in shown.rows.values()]
            assert sum(latest) == (whole or 0) + shown.shared, by


def test_different_people_do_not_add_up(reader: Measuring) -> None:
    year = period(reader, "R3")
    people = trend(reader, MEASURES["session.people"], year, Question(year), columns=year.split("quarter"))
    assert sum(cell.value or 0 for cell in people.total.cells) == 22
    assert people.total.total.value == 21


# --- the reports ---------------------------------------------------------------------------------------


def rows(report: dict, key: str = "measure") -> dict:  # type: ignore[type-arg]
    return {row[key]: row for row in report["rows"]}


def test_reports_print_the_numbers_of_the_page(typed: Wagamachi) -> None:
    page = {row[0]: [number(cell) for cell in row[1:5]] for row in COUNTED}
    seen = set()
    for name in ("meeting", "sessions", "requests", "network", "support", "consultant", "pantry"):
        report = typed.json("report", name)
        assert report["report"] == name
        assert report["period"] == {"label": "R3", "from": "2021-04-01", "to": "2022-03-31"}
        quarters = ["2021Q1", "2021Q2", "2021Q3", "2021Q4"]
        assert [column["key"] for column in report["columns"]][-5:] == [*quarters, "total"]
        for code, row in rows(report).items():
            assert [row[key] for key in (*quarters[:3], "total")] == page[code], code
            assert any(note.startswith("※" + str(MEASURES[code].label)) for note in report["notes"]), code
            seen.add(code)
    assert len(seen) == 41 + 31


def test_no_report_tells_a_name_or_a_persons_words(typed: Wagamachi) -> None:
    for name in ("meeting", "sessions", "requests", "network", "support", "consultant", "pantry", "areas"):
        for language in ("ja", "en"):
            said = typed.ok("--lang", language, "report", name, "-f", "json").out
            for secret in (
                "相談員00",
                "支え手00",
                "架空の困りごと",
                "架空の結果",
                "P-1",
                "H-1",
                "K-1",
                "K-4",
                "H-0002",
            ):
                assert secret not in said, (name, secret)
    for measure in (
        "visit.made",
        "consultant.registered",
        "helper.active",
        "help.requests",
        "session.people",
        "pantry.households",
        "pantry.no_shows",
        "referral.sent",
    ):
        said = typed.ok("report", "why", "R3", measure, "-f", "json").out
        assert "00" not in "".join(
            str(row["name"]) for row in typed.json("report", "why", "R3", measure)["rows"]
        )
        assert "P-1" not in said
        assert "K-" not in said


def test_areas_at_a_glance(typed: Wagamachi) -> None:
    report = typed.json("report", "areas")
    assert [row["area"] for row in report["rows"]] == ["山手", "海辺", "unknown", "total"]
    by_area = rows(report, "area")
    assert [by_area[key]["session.held"] for key in by_area] == [4, 5, 1, 10]
    assert [by_area[key]["session.people"] for key in by_area] == [8, 14, 0, 21]
    assert [by_area[key]["council.total"] for key in by_area] == [1, 1, 0, 2]
    assert [by_area[key]["meeting.held"] for key in by_area] == [3, 4, 1, 7]
    assert any("複数の行" in note for note in report["notes"])
    assert typed("report", "areas", "--by", "month").code == 2
    by_council = rows(typed.json("report", "areas", "--by", "council"), "council")
    assert by_council["海辺の会"]["meeting.attendees"] == 50


def test_what_different_people_rest_on_is_said(typed: Wagamachi) -> None:
    notes = typed.json("report", "sessions")["notes"]
    assert "※参加者（実人数）：4回は、名簿ではなく団体の申告によります。" in notes
    assert "※参加者（実人数）：名簿も申告もない2回は除いています。" in notes


def test_what_is_missing_is_told_by_task_and_area(typed: Wagamachi) -> None:
    report = typed.json("report", "requests")
    tables = {one["key"]: one["rows"] for one in report["tables"]}
    assert [(row["task"], row["area"], row["help.unmet"]) for row in tables["unmet"]] == [
        ("garden", "山手", 2),
        ("air_conditioner", "unknown", 1),
    ]
    garden = next(row for row in tables["tasks"] if row["task"] == "garden")
    assert [
        garden[code] for code in ("help.requests", "survey.wanted", "survey.offered", "helper.active")
    ] == [
        2,
        5,
        0,
        1,
    ]
    assert [(row["count"], row["by_survey"]) for row in tables["funnel"]] == [
        (500, None),
        (140, None),
        (17, None),
        (3, 2),
        (3, 2),
    ]
    assert [row["help.open"] for row in tables["ages"]] == [0, 1, 0, 0]


def test_links_concerns_and_idle_consultants(typed: Wagamachi) -> None:
    links = {one["key"]: one["rows"] for one in typed.json("report", "network")["tables"]}["links"]
    assert [(row["partner"], row["to"], row["from"], row["until"]) for row in links] == [
        ("架空商店", "山手の会", "2021-04-15", None),
        ("架空商店", "海辺の会", None, None),
        ("架空園", "架空サロンB", "2021-08-01", "2021-12-15"),
    ]
    tables = {one["key"]: one["rows"] for one in typed.json("report", "consultant")["tables"]}
    assert [row["concern.open"] for row in tables["ages"]] == [0, 0, 0, 1]
    assert [row["count"] for row in tables["idle"]] == [2, 2, 0]
    autumn = typed.json("report", "consultant", "R3Q2", "--as-of", "R3.9.30")
    tables = {one["key"]: one["rows"] for one in autumn["tables"]}
    assert [row["count"] for row in tables["idle"]] == [3, 2, 1]


def test_a_field_that_some_measures_lack(typed: Wagamachi) -> None:
    report = typed.json("report", "requests", "--by", "task")
    assert {row["measure"] for row in report["rows"]} >= {"help.requests", "helper.active"}
    sources = typed.json("report", "requests", "--by", "source")
    assert any(note.startswith("※受付経路では分けられない指標") for note in sources["notes"])
    assert typed("report", "requests", "--by", "layer").code == 2


def test_charts_of_these_reports(typed: Wagamachi, tmp_path: Path) -> None:
    for name in ("sessions", "requests", "network", "support", "consultant", "pantry", "areas"):
        file = tmp_path / f"{name}.png"
        typed.ok("report", name, "--chart", str(file))
        assert file.read_bytes().startswith(b"\x89PNG")
        assert "データがありません" not in file.with_suffix(".txt").read_text(encoding="utf-8")
