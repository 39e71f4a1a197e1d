"""The year that a sheet names: in its title, as the sheet's or the file's name; heads in two lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Wagamachi
from tests.exchange.test_importing import counts, sheet
from wagamachi_cli.exchange.times import named_year


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def salon(fuchu: Wagamachi) -> Wagamachi:
    fuchu.ok("activity", "add", "つくし", "--category", "居場所", "--started", "H25")
    return fuchu


@pytest.mark.parametrize(
    ("titles", "year"),
    [
        (("令和2年度開催記録",), "2020"), (("R2年度",), "2020"), (("2020年度",), "2020"), (("平成３１年度 サロン",), "2019"),
        (("サロン_R2",), "2020"), (("令和元年度",), "2019"), (("令和2年度", "R2年度", "Sheet1"), "2020"),
        (("令和2年度", "R3年度"), ""), (("開催記録",), ""), (("令和3年4月現在",), ""), (("R3.4.1現在",), ""),
        (("令和2年度", "令和3年4月1日現在"), "2020"), ((), ""),
    ],
)  # fmt: skip
def test_the_year_that_titles_name(titles: tuple[str, ...], year: str) -> None:
    found = named_year(titles)
    assert (str(found.first.year) if found else "") == year


DAYS = ("活動体,開催日,参加者", "つくし,4/5,10", "つくし,3/1,12")


def days(salon: Wagamachi) -> list[str]:
    return [row["on"] for row in salon.json("activity", "session", "list")]


def test_a_title_above_the_heads_decides(salon: Wagamachi) -> None:
    name = sheet("令和2年度　開催記録", *DAYS)
    done = salon("import", "sessions", name, "--head-row", "2", "-f", "json")
    assert counts(done.json) == (2, 0, 0, 0, 0), done
    assert days(salon) == ["2020-04-05", "2021-03-01"]
    assert "年のない" not in done.err


def test_the_name_of_the_file_decides(salon: Wagamachi) -> None:
    salon.ok("import", "sessions", sheet(*DAYS, name="サロン開催R2年度.csv"))
    assert days(salon) == ["2020-04-05", "2021-03-01"]


def test_the_name_of_the_sheet_decides(salon: Wagamachi) -> None:
    made = openpyxl.Workbook()
    page: Any = made.active
    page.title = "2020年度"
    for line in DAYS:
        page.append(line.split(","))
    made.save("book.xlsx")
    salon.ok("import", "sessions", "book.xlsx")
    assert days(salon) == ["2020-04-05", "2021-03-01"]


def test_what_is_said_wins(salon: Wagamachi) -> None:
    salon.ok("import", "sessions", sheet(*DAYS, name="R2年度.csv"), "--set", "fy=H30")
    assert days(salon) == ["2018-04-05", "2019-03-01"]


@pytest.mark.parametrize("lines", [DAYS, ("令和2年度", "平成30年度の様式", *DAYS)], ids=["nothing", "two"])
def test_where_nothing_or_several_years_are_named_the_span_is_said(
    salon: Wagamachi, lines: tuple[str, ...]
) -> None:
    done = salon("import", "sessions", sheet(*lines), "--head-row", str(len(lines) - 2))
    assert done.code == 0
    assert "R3.3.1 – R3.4.5" in done.err


def test_months_of_a_cross_table_lie_in_the_year_of_the_title(salon: Wagamachi) -> None:
    salon.ok("import", "sessions", sheet("令和2年度", "活動体,4月,1月", "つくし,15,12"), "--head-row", "2")
    assert days(salon) == ["2020-04", "2021-01"]


@pytest.mark.parametrize("row", [(), ("--head-row", "1"), ("--head-row", "2")])
def test_heads_in_two_lines_are_not_half_read(salon: Wagamachi, row: tuple[str, ...]) -> None:
    name = sheet("活動体,R3.4,,R3.5,", ",回数,参加者,回数,参加者", "つくし,2,23,1,12")
    error = salon.refused(2, "import", "sessions", name, *row)
    assert "二段" in error["message"]


@pytest.mark.parametrize("so", [True, False])
def test_at_a_terminal_the_span_is_asked(salon: Wagamachi, monkeypatch: pytest.MonkeyPatch, so: bool) -> None:
    asked: list[str] = []

    def confirm(question: str) -> bool:
        asked.append(question)
        return so

    monkeypatch.setattr("wagamachi_cli.shell.interactive", lambda: True)
    monkeypatch.setattr("wagamachi_cli.shell.confirm", confirm)
    name = sheet(*DAYS)
    done = salon("import", "sessions", name)
    assert len(asked) == 1
    assert "R3.3.1 – R3.4.5" in asked[0]
    assert done.code == (0 if so else 2), done
    assert days(salon) == (["2021-03-01", "2021-04-05"] if so else [])
    assert so or "--set 年度=R3" in done.err
    asked.clear()
    salon.ok("import", "sessions", name, "--set", "fy=R2")  # said: nothing to ask
    salon.ok("import", "sessions", sheet(*DAYS), "--dry-run")  # nothing is written
    assert asked == []
