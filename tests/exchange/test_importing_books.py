"""Workbooks as offices keep them: titles, merged cells, months as heads, totals, marks, Excel's dates."""

from __future__ import annotations

import csv
import zipfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Wagamachi
from tests.exchange.test_importing import counts

MONTHS = [*(f"R3.{month}" for month in range(4, 13)), "R4.1", "R4.2", "R4.3"]
OPTIONS = ("--head-row", "4", "--fill-down", "エリア", "--map", "エリア=圏域", "--set", "種別=定例会")
EXPECTED = [
    ("2021-04-01", "2021-04-30", "押立・車返ささえあい協議会", "押立", 15),
    ("2021-05-01", "2021-05-31", "押立・車返ささえあい協議会", "押立", 12),
    ("2021-06-01", "2021-06-30", "押立・車返ささえあい協議会", "押立", None),
    ("2021-10-01", "2021-10-31", "①髙㈱〜～−ｻｻｴｱｲ", "押立", 1200),
    ("2022-01-01", "2022-01-31", "ささえあい四谷", "四谷", 8),
]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def at(year: int, month: int, day: int) -> datetime:
    """A day as a workbook holds it, which knows no time zones."""
    return datetime(year, month, day)  # noqa: DTZ001


def table() -> list[list[Any]]:
    """A Shakyo's own table of meetings: who met in which month, how many came."""
    blank: list[Any] = [None] * 12
    rows: list[list[Any]] = [["エリア", "協議会", *MONTHS, "合計"]]
    rows.append(["押立", "OKS", 15, "１２", "○", *blank[:9], 27])
    rows.append([None, "①髙㈱〜～−ｻｻｴｱｲ", "－", *blank[:5], "1,200人", *blank[:5], 1200])
    rows.append(["四谷", "ｻｻｴｱｲ四谷", *blank[:9], 8, None, None, 8])
    rows.append(["合　計", None, 15, 12, *blank[:4], 1200, *blank[:2], 8, None, None, 1235])
    return rows


def book(name: str = "shakyo.xlsx") -> str:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.title = "定例会"
    for row, title in enumerate(("令和3年度　協議会定例会", "府中市社会福祉協議会", "（単位：人）"), 1):
        page.cell(row, 1, title)
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=15)
    for number, row in enumerate(table(), 4):
        for place, value in enumerate(row, 1):
            page.cell(number, place, value)
    page.merge_cells("A5:A6")
    made.create_sheet("空のシート")
    made.save(name)
    return name


def twin(name: str = "shakyo.csv") -> str:
    """The same as CSV, as Excel saves it in cp932."""
    lines = [
        ["令和3年度　協議会定例会"] + [""] * 14,
        ["府中市社会福祉協議会"] + [""] * 14,
        ["（単位：人）"] + [""] * 14,
    ]
    lines += [
        ["" if cell is None else str(cell).replace("〜", "～").replace("−", "－") for cell in row]
        for row in table()
    ]
    with Path(name).open("w", encoding="cp932", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(lines)
    return name


def in_register(fuchu: Wagamachi) -> list[tuple[Any, ...]]:
    return fuchu.rows(
        "SELECT on_from, on_to, council.name, area.name, attendees FROM meeting "
        "LEFT JOIN meeting_council ON meeting_id = meeting.id LEFT JOIN council ON council.id = council_id "
        "LEFT JOIN area ON area.id = area_id WHERE meeting.kind = 'regular' ORDER BY on_from"
    )


@pytest.fixture
def shakyo(fuchu: Wagamachi) -> Wagamachi:
    fuchu.ok("council", "add", "①髙㈱〜～−ｻｻｴｱｲ")
    return fuchu


@pytest.mark.parametrize("make", [book, twin])
def test_a_shakyos_own_table_comes_in_with_options_alone(shakyo: Wagamachi, make: Any) -> None:
    before = len(in_register(shakyo))
    name = make()
    done = shakyo("import", "meetings", name, *OPTIONS, "-f", "json")
    assert done.code == 0, done
    assert counts(done.json) == (5, 0, 0, 1, 0)
    assert "合計の行" in done.err
    assert "合計" in done.err.split("取り込まなかった列", 1)[1]
    assert in_register(shakyo) == EXPECTED
    assert before == 0
    assert shakyo.rows(
        "SELECT DISTINCT status FROM meeting WHERE kind = 'regular' AND on_to < '2022-01-24'"
    ) == [("held",)]
    again = shakyo.json("import", "meetings", name, *OPTIONS)
    assert counts(again) == (0, 0, 5, 1, 0)


def test_heads_are_never_guessed(shakyo: Wagamachi) -> None:
    error = shakyo.refused(2, "import", "meetings", book(), *OPTIONS[2:])
    assert "--head-row 4" in error["hint"]


def test_a_bad_cell_of_a_cross_table_is_named_and_handed_back(shakyo: Wagamachi) -> None:
    rows = table()
    rows[2][5] = "たくさん"
    with Path("cross.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["題"], [], ["題"], *rows])
    refused = shakyo("import", "meetings", "cross.csv", *OPTIONS, "--partial", "-f", "json")
    assert counts(refused.json) == (4, 0, 0, 1, 1)
    (error,) = refused.json["errors"]
    assert (error["line"], error["column"]) == (6, "R3.7")
    back = Path("cross.csv.errors.csv").read_text(encoding="utf-8-sig")
    assert back.splitlines()[4].startswith("押立,①髙㈱〜～−ｻｻｴｱｲ,'－,")  # what stands above is filled in
    Path("mended.csv").write_text(back.replace("たくさん", "2"), encoding="utf-8")
    assert counts(shakyo.json("import", "meetings", "mended.csv", *OPTIONS)) == (2, 0, 0, 0, 0)


def test_months_without_a_year_want_one(shakyo: Wagamachi) -> None:
    Path("months.csv").write_text("協議会,4月,12月,1月\n四谷,5,6,7\n", encoding="utf-8")
    error = shakyo.refused(2, "import", "meetings", "months.csv", "--set", "種別=定例会")
    assert "4月" in error["message"]
    shakyo.ok("import", "meetings", "months.csv", "--set", "種別=定例会", "--set", "年度=R3")
    assert [row[0] for row in in_register(shakyo)] == ["2021-04-01", "2021-12-01", "2022-01-01"]
    shakyo.ok("import", "meetings", "months.csv", "--set", "種別=準備会", "--set", "year=2020年")
    assert shakyo.rows("SELECT on_from FROM meeting WHERE kind = 'preparatory' ORDER BY 1") == [
        ("2020-01-01",), ("2020-04-01",), ("2020-12-01",),
    ]  # fmt: skip


def test_the_cells_of_a_cross_table_fill_what_is_said(shakyo: Wagamachi) -> None:
    shakyo.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R2")
    Path("times.csv").write_text("活動体,R3.10,R3.11\nつくし,2回,\n", encoding="utf-8")
    shakyo.ok("import", "sessions", "times.csv", "--map", "*=times")
    assert shakyo.rows("SELECT on_from, times, attendees FROM session") == [("2021-10-01", 2, None)]


def test_figures_by_fiscal_year_are_known_by_their_key(empty: Wagamachi) -> None:
    Path("figures.csv").write_text("内訳,H30,R1,R2\n居場所づくり,3,4,－\n生活支援,1,0,2\n", encoding="utf-8")
    options = ("--set", "指標=activity.started", "--set", "出典=市の報告")
    done = empty.json("import", "figures", "figures.csv", *options)
    assert counts(done) == (5, 0, 0, 0, 0)
    Path("figures.csv").write_text("内訳,H30\n居場所づくり,5\n", encoding="utf-8")
    assert counts(empty.json("import", "figures", "figures.csv", *options)) == (0, 1, 0, 0, 0)
    assert empty.rows("SELECT key, value FROM figure ORDER BY id LIMIT 1") == [("ibasho", 5)]


def filled(name: str, rows: list[list[Any]], forms: dict[str, str]) -> str:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    for row in rows:
        page.append(row)
    for cell, form in forms.items():
        page[cell].number_format = form
    made.save(name)
    return name


def test_what_excel_makes_of_dates_and_numbers(fuchu: Wagamachi) -> None:
    name = filled(
        "dates.xlsx",
        [
            ["開催日", "種別", "題名", "参加者（人）", "開始"],
            [at(2021, 6, 1), "定例会", 1, 15.0, time(13, 30)],
            [at(2021, 6, 2), "定例会", 2, "１５人", "午後1時半"],
            ["R3.6.3", "定例会", 3, None, None],
            [at(2021, 6, 1), "定例会", 4, None, None],
            [at(2021, 6, 1), "定例会", 5, None, None],
        ],
        {"A3": '[$-411]ge.m.d;@', "A5": 'ggge"年"m"月"', "A6": 'yyyy/m/d'},
    )  # fmt: skip
    fuchu.ok("import", "meetings", name)
    assert fuchu.rows(
        "SELECT on_from, on_to, title, attendees, start_at FROM meeting WHERE kind = 'regular' ORDER BY id"
    ) == [
        ("2021-06-01", "2021-06-01", "1", 15, "13:30"),
        ("2021-06-02", "2021-06-02", "2", 15, "13:30"),
        ("2021-06-03", "2021-06-03", "3", None, None),
        ("2021-06-01", "2021-06-30", "4", None, None),
        ("2021-06-01", "2021-06-01", "5", None, None),
    ]


def test_a_date_that_excel_made_of_10_5(fuchu: Wagamachi) -> None:
    """Typed in 2022 for last October, it shows 10月5日 and holds a day of 2022 that has not come."""
    fuchu.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R2")
    rows: list[list[Any]] = [
        ["活動体", "開催日", "参加者"],
        ["つくし", at(2022, 10, 5), 3],
        ["つくし", at(2022, 1, 5), 4],
    ]
    name = filled("typed.xlsx", rows, {"B2": 'm"月"d"日";@', "B3": 'm"月"d"日";@'})
    fuchu.ok("import", "sessions", name)
    assert fuchu.rows("SELECT on_from FROM session ORDER BY id") == [("2021-10-05",), ("2022-01-05",)]
    assert counts(fuchu.json("import", "sessions", name, "--set", "年度=R2", "--dry-run"))[0] == 2
    filled("typed.xlsx", rows, {"B2": "yyyy/m/d"})
    assert fuchu("import", "sessions", "typed.xlsx").code == 1  # it shows its year


def test_months_as_real_dates_in_the_heads(fuchu: Wagamachi) -> None:
    name = filled(
        "heads.xlsx",
        [["協議会", at(2021, 4, 1), at(2021, 5, 1)], ["四谷", 5, 6]],
        {"B1": "yyyy/m", "C1": '[$-411]ggge"年"m"月"'},
    )
    fuchu.ok("import", "meetings", name, "--set", "種別=定例会")
    assert [row[:2] for row in in_register(fuchu)] == [
        ("2021-04-01", "2021-04-30"),
        ("2021-05-01", "2021-05-31"),
    ]


def test_midnight_in_a_csv_of_excels_dates(fuchu: Wagamachi) -> None:
    Path("midnight.csv").write_text("開催日,種別\n2021/6/1 0:00:00,定例会\n", encoding="utf-8")
    fuchu.ok("import", "meetings", "midnight.csv")
    assert in_register(fuchu)[0][:2] == ("2021-06-01", "2021-06-01")


def test_several_sheets_want_a_name(empty: Wagamachi) -> None:
    made = openpyxl.Workbook()
    for title, name in (("令和2年", "東部"), ("令和3年", "西部")):
        page = made.create_sheet(title)
        page.append(["圏域"])
        page.append([name])
    made.save("several.xlsx")
    error = empty.refused(2, "import", "areas", "several.xlsx")
    assert "令和2年" in error["message"]
    assert empty.refused(2, "import", "areas", "several.xlsx", "--sheet", "令和4年")
    empty.ok("import", "areas", "several.xlsx", "--sheet", "令和3年")
    assert empty.rows("SELECT name FROM area") == [("西部",)]


def test_a_formula_that_failed_is_a_bad_cell(empty: Wagamachi) -> None:
    name = filled("failed.xlsx", [["圏域", "メモ"], ["東部", "#REF!"]], {})
    refused = empty("import", "areas", name, "-f", "json")
    assert "#REF!" in refused.json["errors"][0]["reason"]


def test_a_bomb_is_refused(empty: Wagamachi) -> None:
    filled("bomb.xlsx", [["圏域"], ["東部"]], {})
    with zipfile.ZipFile("bomb.xlsx", "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.png", bytes(200_000_000))
    assert empty.refused(2, "import", "areas", "bomb.xlsx")


@pytest.mark.parametrize("cut", [30, 200, 2000])
def test_a_broken_workbook_is_refused_in_a_sentence(empty: Wagamachi, cut: int) -> None:
    whole = Path(filled("whole.xlsx", [["圏域"], ["東部"]], {})).read_bytes()
    Path("broken.xlsx").write_bytes(whole[:cut])
    assert empty.refused(2, "import", "areas", "broken.xlsx")["message"]


def test_a_row_far_below_and_a_cell_far_right(empty: Wagamachi) -> None:
    for name, row, column in (("below.xlsx", 3_000_000, 1), ("right.xlsx", 3, 5_000)):
        filled(name, [["圏域"], ["東部"]], {})
        cell = f'<row r="{row}"><c r="{openpyxl.utils.get_column_letter(column)}{row}"><v>1</v></c></row></sheetData>'
        with zipfile.ZipFile(name) as package:
            parts = {one: package.read(one) for one in package.namelist()}
        parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
            b"</sheetData>", cell.encode()
        )
        with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as package:
            for one, content in parts.items():
                package.writestr(one, content)
        assert empty.refused(2, "import", "areas", name)["message"]
