"""Workbooks as Excel reads them."""

from __future__ import annotations

import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from wagamachi_cli.errors import OutputError
from wagamachi_cli.output import Target, show_report, show_sheet
from wagamachi_cli.output.workbook import workbook
from wagamachi_cli.sheet import Column, Sheet
from wagamachi_cli.text import undefuse, visible

from .samples import ACTIVITY, HOSTILE, HOSTILE_SHEET, SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_can_be_opened_again(name: str) -> None:
    sheet = SHEETS[name]
    page = load_workbook(BytesIO(workbook([("一覧", sheet)]))).active
    assert page.max_column == len(sheet.columns)
    assert page.max_row == (1 if name == "hostile heads" else 1 + len(sheet.rows))
    assert page.freeze_panes == "A2"
    assert not any(cell.data_type == "f" or cell.hyperlink for row in page.iter_rows() for cell in row)


def test_numbers_and_days_are_real_and_text_is_inert() -> None:
    sheet = Sheet((*HOSTILE_SHEET.columns[1:], HOSTILE_SHEET.columns[0]), HOSTILE_SHEET.rows)
    rows = list(load_workbook(BytesIO(workbook([("", sheet)]))).active.iter_rows(values_only=True))
    assert rows[0][:3] == ("番号", "名前", "人数"), "the id stands first"
    assert rows[1][0] == 1
    assert rows[1][2:6] == (3, datetime.fromisoformat("2022-01-31"), "居場所づくり", "はい")
    assert [undefuse(row[1] or "") for row in rows[1:]] == [
        visible(text, lines=True) for text in HOSTILE.values()
    ]
    assert rows[2][1] == "'=1+1"


def test_what_is_partly_known_stays_text() -> None:
    page = load_workbook(BytesIO(workbook([("", SHEETS["partly known"])]))).active
    values = [row[0] for row in page.iter_rows(min_row=2, values_only=True)]
    assert values == ["2021-04", "2016-04-01/2019-03-31", "../..", datetime.fromisoformat("1912-07-30")]


def test_a_report_has_a_sheet_for_each_table_and_one_for_the_words(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    show_report(ACTIVITY, Target.of(None, str(file)))
    book = load_workbook(file)
    assert book.sheetnames == ["活動体の推移", "内訳", "注記"]
    assert [cell.value for cell in book["注記"]["A"]][-1] == "出典：進捗状況について"
    assert book["活動体の推移"]["C3"].value is None


def test_names_of_sheets_are_made_to_fit() -> None:
    sheets = [
        ("長い" * 20, HOSTILE_SHEET),
        ("長い" * 20, HOSTILE_SHEET),
        ("a/b[c]:*?", HOSTILE_SHEET),
        ("'", HOSTILE_SHEET),
    ]
    names = load_workbook(BytesIO(workbook(sheets))).sheetnames
    assert len(set(names)) == 4
    assert max(map(len, names)) <= 31


def test_a_text_that_excel_would_cut_is_refused() -> None:
    sheet = Sheet((Column("note", "メモ"),), ({"note": "あ" * 40_000},))
    with pytest.raises(OutputError, match="2行目"):
        workbook([("", sheet)])


def test_without_the_extra_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(OutputError) as error:
        show_sheet(HOSTILE_SHEET, Target.of(None, str(tmp_path / "a.xlsx")))
    assert "wagamachi-cli[office]" in error.value.hint
    assert list(tmp_path.iterdir()) == []
