"""Small numbers, case by case: a few requests, reports that are handed over, and what they may not tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Wagamachi

Row = dict[str, Any]
_NAMES = {"Q": "quarter", "H": "half", ".": "month"}


class Town:
    """A register of requests, and its reports."""

    def __init__(self, wagamachi: Wagamachi, folder: Path) -> None:
        self.wagamachi, self.folder = wagamachi, folder
        wagamachi.today("2022-04-10")
        for area in ("山手", "海辺"):
            wagamachi.ok("council", "area", "add", area)

    def requests(self, *counts: tuple[str, int], area: str = "山手") -> None:
        sheet = self.folder / "requests.csv"
        rows = [f"買い物,{day},{area}" for day, count in counts for _ in range(count)]
        sheet.write_text("\n".join(["内容,受付,圏域", *rows]), encoding="utf-8")
        self.wagamachi.ok("import", "requests", str(sheet))

    def late(self, day: str, area: str = "山手") -> None:
        words = ("activity", "request", "add", "--task", "買い物")
        self.wagamachi.ok(*words, "--on", day, "--area", area)

    def issue(self, period: str) -> None:
        self._hand("issue", period)

    def write(self, period: str) -> None:
        self._hand(self.name(period), period)

    def _hand(self, verb: str, period: str) -> None:
        self.wagamachi.ok(
            "report", verb, period, "--out", str(self.folder / "out"), "--force", "--only", "md"
        )

    def name(self, period: str) -> str:
        return next((name for sign, name in _NAMES.items() if sign in period), "year")

    def row(self, period: str, code: str = "help.requests") -> Row:
        """The row of a measure; x where it is hidden."""
        report = self.wagamachi.json("report", self.name(period), period)
        tables = [report, *report["tables"]]
        row: Row = next(row for one in tables for row in one["rows"] if row.get("measure") == code)
        return {**row, **dict.fromkeys(row.get("hidden", ()), "x")}


@pytest.fixture
def town(empty: Wagamachi, tmp_path: Path) -> Town:
    return Town(empty, tmp_path)


def test_a_half_that_a_quarter_completes_is_a_secret_of_the_quarter(town: Town) -> None:
    town.requests(("R3.5.10", 20), ("R3.8.10", 14), ("R3.11.10", 1), ("R4.2.10", 1))
    town.issue("R3H1")
    assert town.row("R3Q4")["ytd"] == "x"
    town.issue("R3Q4")
    second = town.row("R3H2")
    assert (second["2021H2"], second["ytd"], second["previous"]) == ("x", "x", 34)


def test_hidden_numbers_together_are_none_or_enough(town: Town) -> None:
    town.wagamachi.today("2022-01-05")
    town.requests(("R3.5.10", 20), ("R3.8.10", 1), ("R3.11.10", 1))
    for period in ("R3Q1", "R3Q2"):
        town.issue(period)
    assert town.row("R3Q3")["ytd"] == "x"
    assert town.row("R3Q1")["2021Q1"] == 20


def test_the_whole_is_told_rather_than_a_part(town: Town) -> None:
    town.requests(("R3.5.10", 3), ("R3.8.10", 12), ("R3.11.10", 15), ("R4.2.10", 20))
    assert town.row("R3")["FY2021"] == 50
    town.write("R3Q1")
    second = town.row("R3Q2")
    assert (second["2021Q2"], second["ytd"]) == ("x", 15)


@pytest.mark.parametrize("written", [False, True])
def test_only_what_was_written_counts_as_told(written: bool, town: Town) -> None:
    town.requests(("R3.5.10", 20), ("R3.8.10", 1), ("R3.11.10", 1))
    assert town.row("R3Q1")["2021Q1"] == 20
    if written:
        town.write("R3Q1")
    assert town.row("R3")["FY2021"] == ("x" if written else 22)


def test_months_that_were_written_count_as_told(town: Town) -> None:
    town.requests(("R3.4.10", 20), ("R3.5.10", 30), ("R3.6.10", 3))
    town.write("R3.4")
    town.write("R3.5")
    quarter = town.row("R3Q1")
    assert (quarter["2021Q1"], quarter["2021-06"]) == ("x", "x")


@pytest.mark.parametrize("where", [("R3.4.11", "山手"), ("R3.5.11", "海辺")])
def test_a_late_entry_does_not_hide_a_half(where: tuple[str, str], town: Town) -> None:
    town.requests(("R3.5.10", 20), ("R3.8.10", 15))
    town.issue("R3Q1")
    town.issue("R3Q2")
    town.late(*where)
    assert town.row("R3H1")["2021H1"] == 36
    assert town.row("R3")["FY2021"] == 36


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (9, "x"), (10, 10), (11, 11)])
def test_the_threshold(count: int, shown: object, town: Town) -> None:
    """Nothing is no small number; the threshold itself is none either."""
    town.requests(("R2.5.10", 12), ("R3.5.10", count))
    assert town.row("R3Q1")["2021Q1"] == shown
    assert town.row("R3")["FY2021"] == shown


def test_a_stock_and_what_explains_it_are_tied(town: Town) -> None:
    def helpers(day: str, count: int) -> None:
        sheet = town.folder / "helpers.csv"
        names = [f"支え手{day[3]}-{n:03},買い物,{day}" for n in range(count)]
        sheet.write_text("\n".join(["支え手,できること,登録", *names]), encoding="utf-8")
        town.wagamachi.ok("import", "helpers", str(sheet))

    helpers("R3.5.10", 30)
    town.issue("R3Q1")
    helpers("R3.8.10", 3)
    new, active = town.row("R3Q2", "helper.new"), town.row("R3Q2", "helper.active")
    assert new["2021Q2"] == "x"
    assert (active["previous"], active["2021Q2"]) == (30, "x")


def test_food_is_told_only_where_the_households_are(town: Town) -> None:
    ok = town.wagamachi.ok
    ok(
        "pantry",
        "donate",
        "--item",
        "米",
        "--qty",
        "50",
        "--weight",
        "50kg",
        "--no-date",
        "米",
        "--on",
        "R3.4.5",
    )
    ok("pantry", "event", "add", "架空配布会", "--on", "R3.5.10", "--parcel", "米=1")
    for _ in range(3):
        ok("pantry", "household", "add", "--adults", "1")
    for number in (1, 2, 3):
        code = f"H-{number:04}"
        ok("pantry", "distribute", "架空配布会", "--household", code, "--walk-in", "--on", "R3.5.10")
    for code in ("pantry.visits", "food.distributed", "food.distributed_items"):
        assert town.row("R3Q1", code)["2021Q1"] == "x", code
    stock = town.row("R3Q1", "food.stock")
    assert [stock[key] for key in ("2021-04", "2021Q1")].count("x") > 0, "else it is a subtraction"
    assert town.row("R3Q1", "food.received")["2021Q1"] == 50
    words = ok("report", "quarter", "R3Q1").out
    assert "3kg" not in words
    area = town.wagamachi.json("report", "quarter", "R3Q1")
    assert all(
        "food.distributed" not in row or row["food.distributed"] is None
        for one in area["sections"]
        if one["key"] == "areas"
        for row in one["rows"]
    )


def test_what_is_known_by_quarter_only_does_not_stand_out(town: Town) -> None:
    ok = town.wagamachi.ok
    words = ("activity", "intro", "add", "--program", "other", "--to", "council", "--anyway", "別の回")
    for when, count in (("R3.4", 12), ("R3.5", 12), ("R3.6", 12), ("R3Q1", 3)):
        ok(*words, "--on", when, "--people", str(count))
    quarter = town.row("R3Q1", "intro.people")
    assert quarter["2021Q1"] == 39
    assert quarter["2021-04"] == quarter["2021-05"] == quarter["2021-06"] == "x"


def test_a_hidden_number_is_told_apart_from_an_unknown_one(town: Town) -> None:
    town.requests(("R3.5.10", 3))
    report = town.wagamachi.json("report", "quarter", "R3Q1")
    row = next(row for row in report["rows"] if row["measure"] == "help.requests")
    assert row["2021Q1"] is None
    assert "2021Q1" in row["hidden"]
    assert all("hidden" not in row for row in report["rows"] if row["measure"] == "meeting.held")
    inside = town.wagamachi.json("report", "quarter", "R3Q1", "--internal")
    assert all("hidden" not in row for row in inside["rows"])


def test_a_report_that_was_written_is_noted_once(town: Town) -> None:
    town.requests(("R3.5.10", 20))
    town.write("R3Q1")
    before = town.wagamachi.db.read_bytes()
    town.write("R3Q1")
    assert town.wagamachi.db.read_bytes() == before, "it told nothing more"
    rows = town.wagamachi.rows("SELECT period_from, period_to, day FROM register_pack")
    assert [tuple(row) for row in rows] == [("2021-04-01", "2021-06-30", "2022-04-10")]


def test_what_stays_inside_is_not_noted(town: Town) -> None:
    town.requests(("R3.5.10", 20))
    out = str(town.folder / "inside")
    town.wagamachi.ok("report", "quarter", "R3Q1", "--internal", "--only", "md", "--out", out)
    town.wagamachi.ok("report", "quarter", "R3Q1")
    assert town.wagamachi.rows("SELECT * FROM register_pack") == []


def test_a_report_is_written_where_it_cannot_be_noted(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    from wagamachi_cli.errors import RegisterError
    from wagamachi_cli.register import handed

    def locked(*_: object) -> Callable[[], None]:
        raise RegisterError("locked")

    monkeypatch.setattr(handed, "note", locked)
    town.requests(("R3.5.10", 20))
    town.write("R3Q1")
    assert (town.folder / "out" / "report.md").exists()
