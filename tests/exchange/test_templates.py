"""Sheets to fill in: what is in them, what they know of themselves, what Excel must not spoil."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Wagamachi, once
from wagamachi_cli import language
from wagamachi_cli.errors import UsageError
from wagamachi_cli.exchange.marks import Mark, example, is_example
from wagamachi_cli.exchange.templates import form
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.period import Span
from wagamachi_cli.register import read

YOTSUYA = "ささえあい四谷"


@pytest.fixture
@once
def town(fuchu: Wagamachi) -> None:
    fuchu.ok("activity", "add", "よつや茶屋", "--started", "R2.4", "--category", "居場所", "--area", "四谷")
    fuchu.ok("activity", "add", "=1+1", "--started", "R2", "--category", "pr", "--council", YOTSUYA)
    fuchu.ok("activity", "add", "①㈱髙", "--started", "R2.4.1", "--category", "food", "--area", "押立")
    fuchu.ok("activity", "close", "①㈱髙", "--on", "R3.9.30")


def sheet(wagamachi: Wagamachi, *words: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(wagamachi.ok("template", *words, "-f", "csv").out)))


def records(wagamachi: Wagamachi, *words: str) -> list[dict[str, str]]:
    heads, _example, *rows = sheet(wagamachi, *words)
    return [{head: cell for head, cell in zip(heads, row, strict=True) if cell} for row in rows]


def mark(wagamachi: Wagamachi, *words: str) -> Mark:
    found = Mark.of(sheet(wagamachi, *words)[0][-1])
    assert found is not None
    assert found.register == wagamachi.json("status")["uuid"]
    return replace(found, register="")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
@pytest.mark.parametrize("spoken", ["ja", "en"])
def test_every_kind_has_a_sheet_whose_heads_are_told_apart(town: Wagamachi, kind: Kind, spoken: str) -> None:
    heads, shown = sheet(town, "--for", "R3", kind.plural)[:2]
    language.set_language(spoken)
    with read(town.db) as connection:
        made = form(connection, kind, None, date(2022, 1, 24))
    language.set_language("ja")
    assert [entry.column.key for entry in made.entries] == [one.key for one in kind.typed_fields]
    names = [entry.column.head for entry in made.entries]
    assert len(set(names)) == len(names)
    assert heads[0] == "id"
    assert shown[0] == "例"
    assert Mark.of(heads[-1]) is not None
    assert all(Mark.of(head) is None for head in heads[:-1])


def test_meetings_of_a_month_are_expected_of_each_council(town: Wagamachi) -> None:
    town.ok(
        "council",
        "meeting",
        "add",
        "--on",
        "R3.10.5",
        "--kind",
        "定例会",
        "--council",
        YOTSUYA,
        "--attendees",
        "12",
    )
    town.ok("council", "meeting", "add", "--on", "R3.10.6", "--kind", "準備会", "--council", "OKS")
    rows = records(town, "meetings", "--for", "R3.10")
    councils = {row["name"] for row in town.json("council", "list")}
    assert [(row["id"], row["開催日"]) for row in rows[:2]] == [("3", "2021-10-05"), ("4", "2021-10-06")]
    assert [set(row) for row in rows[2:]] == [{"種別", "協議会"}] * (len(councils) - 1)
    assert {row["協議会"] for row in rows[2:]} == councils - {YOTSUYA}
    assert mark(town, "meetings", "--for", "R3.10") == Mark(
        "meetings", Span.parse_machine("2021-10"), ("kind", "councils")
    )
    # A month of a quarter that has one is not asked for again.
    rows = records(town, "会議", "--for", "R3Q3")
    assert len([row for row in rows if row.get("協議会") == YOTSUYA and "id" not in row]) == 2


def test_councils_are_expected_only_from_their_beginning_to_their_end(town: Wagamachi) -> None:
    town.ok("council", "add", "あすの会", "--established", "R3.11")
    town.ok("council", "close", YOTSUYA, "--on", "R3.10.15")
    asked = {row["協議会"] for row in records(town, "meetings", "--for", "R3.10")}
    assert "あすの会" not in asked
    assert YOTSUYA not in asked
    assert "あすの会" in {row["協議会"] for row in records(town, "meetings", "--for", "R3.11")}


def test_running_activities_are_expected_in_their_history(town: Wagamachi) -> None:
    town.ok("activity", "suspend", "よつや茶屋", "--on", "R3.12.1")
    rows = records(town, "history", "--for", "R3Q3")
    assert [row["活動体"] for row in rows if "id" in row] == ["よつや茶屋"]
    assert {row["活動体"] for row in rows if "id" not in row} == {"よつや茶屋", "'=1+1"}
    assert "①㈱髙" in {row["活動体"] for row in records(town, "history", "--for", "R3Q1")}


def test_what_belongs_to_an_area_or_a_council_is_there_to_be_corrected(town: Wagamachi) -> None:
    rows = records(town, "activities", "--for", "四谷")
    assert [(row["id"], row["活動体"], row["区分"], row["開始"]) for row in rows] == [
        ("1", "よつや茶屋", "居場所づくり", "2020-04"),
        ("2", "'=1+1", "PR", "FY2020"),
    ]
    assert [row["id"] for row in records(town, "activities", "--for", YOTSUYA)] == ["2"]
    town.ok("council", "area", "add", "四谷西", "--parent", "四谷")
    town.ok("activity", "edit", "①㈱髙", "--area", "四谷西")
    assert [row["id"] for row in records(town, "activities", "--for", "四谷")] == ["1", "2", "3"]
    assert {row["圏域"] for row in records(town, "areas", "--for", "四谷")} == {"四谷", "四谷西"}
    assert mark(town, "activities", "--for", "四谷") == Mark("activities")


def test_a_period_takes_the_records_of_its_time(town: Wagamachi) -> None:
    figures = records(town, "figures", "--for", "R2")
    kept = town.rows("SELECT id FROM figure WHERE period_from >= '2020-04-01' AND period_to <= '2021-03-31'")
    assert {row["id"] for row in figures} == {str(identifier) for (identifier,) in kept}
    assert figures
    assert {row["活動体"] for row in records(town, "activities", "--for", "R3")} == {"よつや茶屋", "'=1+1"}
    assert len(records(town, "areas", "--for", "R3")) == 11


def test_what_may_be_of_another_time_is_no_row_of_a_period(town: Wagamachi) -> None:
    town.ok("activity", "survey", "add", "--on", "R3", "--sent", "10")
    town.ok("activity", "survey", "add", "--on", "R3.10", "--sent", "20")
    assert [row["配布（枚）"] for row in records(town, "surveys", "--for", "R3.10")] == ["20"]


def test_visits_are_asked_of_registered_consultants(town: Wagamachi) -> None:
    town.ok("consultant", "add", "相談員001", "--registered", "R2")
    town.ok("consultant", "add", "相談員002", "--registered", "R3.11.1")
    assert records(town, "visits", "--for", "R3.10") == [{"相談員": "相談員001"}]
    assert [row["相談員"] for row in records(town, "consultants", "--for", "R3.10")] == ["相談員001"]


def test_sessions_are_asked_of_those_that_have_none(town: Wagamachi) -> None:
    town.ok("activity", "session", "add", "よつや茶屋", "--on", "R3.10.5", "--attendees", "9")
    rows = records(town, "sessions", "--for", "R3.10")
    assert [(row["活動体"], row.get("id")) for row in rows] == [("よつや茶屋", "1"), ("'=1+1", None)]


def test_what_for_cannot_mean_is_refused(town: Wagamachi) -> None:
    assert town.refused(2, "template", "figures", "--for", "四谷", "-o", "x.csv")
    assert town.refused(2, "template", "meetings", "--for", "R3.13", "-o", "x.csv")
    assert town.refused(3, "template", "meetings", "--for", "どこにもない", "-o", "x.csv")
    assert town.refused(2, "template", "なんとか", "-o", "x.csv")
    town.ok("council", "add", "四谷")
    names = [one["name"] for one in town.refused(3, "template", "activities", "--for", "四谷")["candidates"]]
    assert len(names) == 2
    assert town.ok("template", "activities", "--for", "圏域 四谷", "-f", "csv")


def test_kinds_are_meant_by_plural_code_and_label(town: Wagamachi) -> None:
    wanted = sheet(town, "meetings")
    for words in ("meeting", "会議", "Meeting"):
        assert sheet(town, words) == wanted


def workbook(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def test_a_workbook_does_not_spoil_dates_and_codes(town: Wagamachi, tmp_path: Path) -> None:
    path = tmp_path / "会議.xlsx"
    town.ok("template", "meetings", "--for", "R3.10", "-o", str(path))
    book = workbook(path)
    page, explained, lists = book.worksheets
    heads = [cell.value for cell in page[1]]
    columns = {head: page.cell(1, place).column_letter for place, head in enumerate(heads, start=1)}
    drawn = {
        head: style
        for place, head in enumerate(heads, start=1)
        for style in page.column_dimensions.values()
        if style.min <= place <= style.max
    }
    for head in ("開催日", "種別", "協議会", "開始", "メモ"):
        assert drawn[head].number_format == "@", head
    assert drawn["参加者（人）"].number_format == "General"
    assert [head for head in heads if drawn[head].hidden] == [heads[-1]]
    assert page.freeze_panes == "C2"
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
    assert explained.title == "説明"
    assert lists.sheet_state == "hidden"
    rules = {str(rule.sqref).split(":")[0]: rule for rule in page.data_validations.dataValidation}
    rule = rules[f"{columns['種別']}2"]
    assert [cell.value for (cell,) in lists[rule.formula1.split("!")[1].replace("$", "")]] == [
        "定例会",
        "タウンミーティング",
        "準備会",
        "その他",
    ]
    assert rules[f"{columns['協議会']}2"].showErrorMessage is False
    assert "R3.10" in rules[f"{columns['開催日']}2"].prompt
    assert page.cell(1, 2).fill.fgColor.rgb != page.cell(1, 4).fill.fgColor.rgb


def test_a_workbook_and_a_csv_hold_the_same(town: Wagamachi, tmp_path: Path) -> None:
    for kind in KINDS.values():
        path = tmp_path / f"{kind.plural}.xlsx"
        town.ok("template", kind.plural, "--for", "R3", "-o", str(path))
        rows = [
            ["" if cell is None else str(cell) for cell in row]
            for row in workbook(path).worksheets[0].iter_rows(values_only=True)
        ]
        assert rows == sheet(town, kind.plural, "--for", "R3"), kind.code
    first = path.read_bytes()
    town.ok("template", kind.plural, "--for", "R3", "-o", str(path), "--force")
    assert path.read_bytes() == first


def test_names_that_bite_are_harmless_in_lists(town: Wagamachi, tmp_path: Path) -> None:
    town.ok("template", "sessions", "-o", str(tmp_path / "s.xlsx"))
    page, _explained, lists = workbook(tmp_path / "s.xlsx").worksheets
    assert [row[0].value for row in lists.iter_rows(max_col=1) if row[0].value] == [
        "活動体",
        "よつや茶屋",
        "'=1+1",
        "①㈱髙",
    ]
    assert page["A2"].value == "例: よつや茶屋"
    assert all(cell.data_type != "f" for row in lists.iter_rows() for cell in row)


def test_without_a_name_the_sheet_stands_here_once(
    town: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert town.json("template", "meetings") == {
        "template": str(tmp_path / "会議.xlsx"),
        "kind": "meetings",
        "rows": 0,
    }
    assert town.refused(6, "template", "meetings")
    town.ok("template", "meetings", "--force")
    assert workbook(tmp_path / "会議.xlsx").worksheets[0]["A1"].value == "開催日"
    assert town.refused(2, "template", "meetings", "-o", "x.json")
    assert town.ok("template", "meetings", "-o", "-").out == town.ok("template", "meetings", "-f", "csv").out
    town.ok("template", "meetings", "-o", "m.csv", "--encoding", "cp932")
    assert "開催日" in (tmp_path / "m.csv").read_text("cp932")


def test_without_the_office_extra_it_says_what_to_install(
    town: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert "pip install" in town.refused(6, "template", "meetings", "-o", str(tmp_path / "m.xlsx"))["hint"]
    assert not (tmp_path / "m.xlsx").exists()
    town.ok("template", "meetings", "-o", str(tmp_path / "m.csv"))


@pytest.mark.parametrize(
    "made",
    [
        Mark("meetings"),
        Mark("meetings", Span.parse_machine("2021-10"), ("kind", "councils")),
        Mark("history", Span.parse_machine("2016-04-01/2022-03-31")),
    ],
)
def test_a_mark_is_read_back(made: Mark) -> None:
    assert Mark.of(made.head) == made
    assert Mark.of(f" {made.head}　") == made


def test_a_mark_that_was_changed_is_refused() -> None:
    with pytest.raises(UsageError):
        Mark.of("wagamachi meetings period=R3.10")


@pytest.mark.parametrize("head", ["", "　", "wagamachi", "活動体", "wagamachiの会"])
def test_what_is_no_mark_is_a_head(head: str) -> None:
    assert Mark.of(head) is None


def test_the_example_row_is_told_from_a_record() -> None:
    for spoken in ("ja", "en"):
        language.set_language(spoken)
        assert is_example(example(""))
        assert is_example(example("=1+1"))
    language.set_language("ja")
    for cell in ("例：ひだまり", " 例", "Example: x"):
        assert is_example(cell)
    for cell in ("例会サロン", "例年の会", "examples", "実例: x", ""):
        assert not is_example(cell)
