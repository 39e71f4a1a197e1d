"""What a person does not see in a workbook, or has struck out; formulas that were never worked out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.conftest import Wagamachi
from tests.exchange.test_importing import counts, sheet


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def book() -> str:
    made = openpyxl.Workbook()
    page: Any = made.active
    for row in (
        ("圏域", "よみ"), ("北部", "ほくぶ"), ("南部", "なんぶ"), ("西部", "せいぶ"), ("中部", "ちゅうぶ"),
    ):  # fmt: skip
        page.append(row)
    page.row_dimensions[3].hidden = True
    for cell in page[4]:
        cell.font = Font(strike=True)
    page["A5"].font = Font(strike=True)  # one cell alone: the row stands
    made.save("areas.xlsx")
    return "areas.xlsx"


def test_rows_that_are_hidden_or_struck_out_are_told_and_left_out(empty: Wagamachi) -> None:
    done = empty("import", "areas", book(), "-f", "json")
    assert counts(done.json) == (2, 0, 0, 2, 0), done
    assert done.json["asides"] == [{"line": 3, "why": "hidden"}, {"line": 4, "why": "struck"}]
    assert "非表示の行" in done.err
    assert "取り消し線の行" in done.err
    assert [row["name"] for row in empty.json("council", "area", "list")] == ["中部", "北部"]
    assert counts(empty.json("import", "areas", "areas.xlsx", "--with-hidden")) == (2, 0, 2, 0, 0)


def test_a_formula_without_a_result_is_a_bad_cell(fuchu: Wagamachi) -> None:
    made = openpyxl.Workbook()
    page: Any = made.active
    page.append(("開催日", "種別", "参加者"))
    page.append(("R3.6.1", "定例会", "=5+7"))
    page.append(("R3.6.2", "定例会", 9))
    made.save("formula.xlsx")
    refused = fuchu("import", "meetings", "formula.xlsx", "-f", "json")
    assert refused.code == 1
    (error,) = refused.json["errors"]
    assert (error["line"], error["column"]) == (2, "参加者")
    assert "計算結果が保存されていません" in error["reason"]


def test_a_remark_that_something_is_over_is_told(fuchu: Wagamachi) -> None:
    name = sheet(
        "活動体,区分,開始,備考", "つくし,居場所,R2,R3.12.31解散", "たんぽぽ,居場所,R2,休止中", "すみれ,居場所,R2,月２回",
    )  # fmt: skip
    done = fuchu("import", "activities", name, "-f", "json")
    assert counts(done.json) == (3, 0, 0, 0, 0)
    assert "2 R3.12.31解散" in done.err
    assert "3 休止中" in done.err
    assert "月２回" not in done.err


def test_tables_of_a_pack_hold_numbers_or_nothing_and_say_why() -> None:
    import csv
    import io

    from wagamachi_cli.output.pack.tables import written
    from wagamachi_cli.sheet import Column, Sheet, Sign

    columns = (
        Column("name", "name"),
        Column("now", "now", kind="number"),
        Column("diff", "diff", kind="number"),
    )
    rows = tuple(
        {"name": str(number), "now": now, "diff": 1}
        for number, now in enumerate((3, Sign("x"), Sign("…"), Sign("–")))
    )
    made = list(csv.reader(io.StringIO(written(Sheet(columns, rows)).decode("utf-8-sig"))))
    assert [row[1:] for row in made[1:]] == [
        ["3", "", "1"], ["", "hidden", "1"], ["", "year only", "1"], ["", "nothing to compare", "1"],
    ]  # fmt: skip
