"""The city's own form comes back with the numbers in it, and with everything else as it was."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.conftest import Wagamachi, once

from .city_form import CELLS, changed, make, parts

SHEET = "xl/worksheets/sheet1.xml"
RESULTS = re.compile(rb"(<f[^>]*>[^<]*</f>)<v>[^<]*</v>")


@pytest.fixture
@once
def town(empty: Wagamachi) -> None:
    """Sessions in two years and a request that is too small to be told, on 5 January 2022."""
    empty.today("2022-01-05")
    empty.ok("council", "add", "山手の会", "--established", "R2.4.10")
    empty.ok("activity", "add", "架空サロン", "--category", "居場所", "--started", "R2.5")
    for day, came in (("R2.10.5", 9), ("R2.12.1", 8), ("R3.4.12", 3), ("R3.10.4", 1200), ("R3.11.9", 4)):
        empty.ok("activity", "session", "add", "架空サロン", "--on", day, "--attendees", str(came))
    empty.ok("activity", "request", "add", "--task", "買い物", "--on", "R3.11.1")


def filled(town: Wagamachi, form: Path, *more: str) -> Path:
    out = form.with_name(f"out{form.suffix}")
    town.ok("report", "quarter", "R3Q3", "--form", str(form), "-o", str(out), *more)
    return out


def test_the_numbers_stand_where_they_are_named(town: Wagamachi, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(filled(town, make(tmp_path / "form.xlsx")))["様式 第1号"]
    held = {address: page[address].value for address in CELLS}
    assert held == {
        "B3": "令和3年度第3四半期",
        "B5": 2,
        "C5": 3,
        "D5": 2,
        "E5": 0,
        "B6": 1204,
        "C6": 1204,
        "D6": 1207,
        "B7": "延べ 1,204 人（令和3年12月31日現在）",
        "B8": "x",
        "C8": None,
        "D8": 0,
    }
    assert page["B10"].value == "重要：開催は2回です"
    inside = openpyxl.load_workbook(filled(town, make(tmp_path / "form.xlsx"), "--internal", "--force"))
    assert inside["様式 第1号"]["B8"].value == 1


def test_everything_else_is_as_it_was(town: Wagamachi, tmp_path: Path) -> None:
    form = make(tmp_path / "form.xlsx")
    before, after = parts(form), parts(filled(town, form))
    assert list(after) == list(before)
    differ = {name for name in before if before[name] != after[name]}
    assert differ == {SHEET, "xl/worksheets/sheet2.xml"}
    assert any(name.startswith("xl/media/") for name in before)
    for end in (lambda xml: xml.partition(b"<sheetData>")[0], lambda xml: xml.partition(b"</sheetData>")[2]):
        assert end(before[SHEET]) == end(after[SHEET]) != b""
    untouched = {*re.findall(rb"<c r=[^>]*?(?:/>|>.*?</c>)", RESULTS.sub(rb"\1", before[SHEET]))}
    kept = {*re.findall(rb"<c r=[^>]*?(?:/>|>.*?</c>)", after[SHEET])}
    named = {cell[6:].partition(b'"')[0].decode() for cell in untouched - kept}
    assert named == {*CELLS, "B10"}


def test_formats_formulas_and_what_hangs_on_the_sheet(town: Wagamachi, tmp_path: Path) -> None:
    form = make(tmp_path / "form.xlsx")
    was, now = openpyxl.load_workbook(form), openpyxl.load_workbook(filled(town, form))
    for old, new in zip(was.worksheets, now.worksheets, strict=True):
        assert new.merged_cells.ranges == old.merged_cells.ranges
        assert new.print_area == old.print_area
        assert new.freeze_panes == old.freeze_panes
        assert len(new._images) == len(old._images)
        for row in old.iter_rows():
            for cell in row:
                assert new[cell.coordinate]._style == cell._style
                if cell.data_type == "f":
                    assert new[cell.coordinate].value == cell.value
    kept = openpyxl.load_workbook(tmp_path / "out.xlsx", data_only=True)
    assert kept["様式 第1号"]["F6"].value is None, "the sum of the empty form"
    assert kept["集計"]["A1"].value is None


def test_runs_keep_their_fonts_and_reading_aids_go(town: Wagamachi, tmp_path: Path) -> None:
    aid = '<si><t>期間 {期間}</t><rPh sb="0" eb="2"><t>{きかん}</t></rPh><phoneticPr fontId="1"/></si>'

    def with_aids(package: dict[str, bytes]) -> None:
        name = "xl/sharedStrings.xml"
        package[name] = package[name].replace("<si><t>{期間}</t></si>".encode(), aid.encode())

    out = parts(filled(town, changed(make(tmp_path / "form.xlsx"), with_aids)))[SHEET].decode()
    assert '<is><t xml:space="preserve">期間 令和3年度第3四半期</t></is>' in out
    rich = re.search(r'<c r="B10"[^>]*>(.*?)</c>', out)
    assert rich
    assert rich[1].count("<rPr>") == 3
    assert "color" in rich[1]


def test_the_same_bytes_each_time(town: Wagamachi, tmp_path: Path) -> None:
    form = make(tmp_path / "form.xlsx")
    first = filled(town, form).read_bytes()
    assert filled(town, form, "--force").read_bytes() == first


def test_a_workbook_that_says_nothing_of_its_calculation(town: Wagamachi, tmp_path: Path) -> None:
    def plain(package: dict[str, bytes]) -> None:
        name = "xl/workbook.xml"
        package[name] = package[name].replace(b' fullCalcOnLoad="1"', b"")

    out = parts(filled(town, changed(make(tmp_path / "form.xlsx"), plain)))
    assert b'<calcPr calcId="124519" fullCalcOnLoad="1"/>' in out["xl/workbook.xml"]


def test_other_prefixes_and_cells_without_an_address(town: Wagamachi, tmp_path: Path) -> None:
    def other(package: dict[str, bytes]) -> None:
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        package[SHEET] = (
            f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row><x:c><x:v>5</x:v></x:c>'
            "<x:c t='inlineStr' s='1'><x:is><x:t>{session.held}</x:t></x:is></x:c>"
            "<x:c t='inlineStr'><x:is><x:t>計 {session.held} &amp;</x:t></x:is></x:c></x:row></x:sheetData>"
            "</x:worksheet>"
        ).encode()

    page = openpyxl.load_workbook(filled(town, changed(make(tmp_path / "form.xlsx"), other))).worksheets[0]
    assert [cell.value for cell in page[1]] == [5, 2, "計 2 &"]


def test_an_unknown_word_is_named_with_sheet_and_cell(town: Wagamachi, tmp_path: Path) -> None:
    form = make(tmp_path / "form.xlsx", {"B5": "{session.hold}", "C7": "計{なにか}", "D7": "{session.held}"})
    words = ("report", "quarter", "R3Q3", "--form", str(form), "-o", str(tmp_path / "out.xlsx"))
    error = town.refused(2, *words[:-2], "-o", str(tmp_path / "out.xlsx"))
    assert "様式 第1号!B5 {session.hold}" in error["message"]
    assert "様式 第1号!C7 {なにか}" in error["message"]
    assert "{session.held}" in error["hint"]
    for word in ("{session.held|どこか}", "{session.held|ytd|diff}", "{session.held|}", "{placement.new|9}"):
        form = make(tmp_path / "form.xlsx", {"B5": word})
        assert f"B5 {word}" in town.refused(2, *words)["message"]
    assert not (tmp_path / "out.xlsx").exists()


def test_the_head_of_a_table_is_not_filled(town: Wagamachi, tmp_path: Path) -> None:
    """Excel keeps the heads of a table in the table as well; where the two differ, it repairs the file."""
    form, out = tmp_path / "table.xlsx", tmp_path / "out.xlsx"
    heads = [{"header": "項目"}, {"header": "{session.held}回"}, {"header": "備考"}]
    asked = ("report", "quarter", "R3Q3", "--form", str(form), "-o", str(out))

    def make_table(**options: object) -> None:
        book = xlsxwriter.Workbook(str(form))
        page = book.add_worksheet("様式")
        page.add_table("B4:D6", {"columns": heads, **options})
        page.write_string("C5", "{session.held}")
        page.write_string("C2", "{期間}")
        book.close()

    make_table()
    error = town.refused(2, *asked)
    assert "様式!C4 {session.held}" in error["message"]
    assert "C5" not in error["message"]
    assert "見出し" in error["hint"]
    assert not out.exists()
    make_table(header_row=False)  # then its first row is data
    town.ok(*asked)
    assert openpyxl.load_workbook(out)["様式"]["C5"].value == 2


def test_what_is_no_form(town: Wagamachi, tmp_path: Path) -> None:
    good = make(tmp_path / "form.xlsx")
    data = good.read_bytes()

    def broken(name: str, content: bytes) -> str:
        (tmp_path / name).write_bytes(content)
        return str(tmp_path / name)

    def with_part(name: str, content: bytes) -> str:
        made = make(tmp_path / "changed.xlsx")
        return str(changed(made, lambda package: package.update({name: content})))

    entity = b'<!DOCTYPE a [<!ENTITY b "{session.held}">]>' + parts(good)[SHEET]
    out = str(tmp_path / "out.xlsx")
    for form in (
        broken("old.xls", b"\xd0\xcf\x11\xe0" + b"0" * 100),
        broken("password.xlsx", b"\xd0\xcf\x11\xe0" + b"0" * 100),
        broken("text.xlsx", b"a,b"),
        broken("short.xlsx", data[: len(data) // 2]),
        broken("flipped.xlsx", data[:200] + bytes(40) + data[240:]),
        broken("letter.docx", data),
        str(tmp_path / "none.xlsx"),
        str(tmp_path),
        with_part(SHEET, entity),
        with_part(SHEET, parts(good)[SHEET].decode().encode("utf-16")),
        with_part(SHEET, b"<worksheet>"),
        with_part("xl/sharedStrings.xml", b'<sst xmlns="http://schemas.openxmlformats.org/x"/>'),
        with_part("bomb.bin", bytes(30_000_000)),
        str(make(tmp_path / "empty.xlsx", {}, rich=False)),
    ):
        error = town.refused(2, "report", "quarter", "R3Q3", "--form", form, "-o", out)
        assert error["hint"], form
    assert not Path(out).exists()


def test_options_and_order_of_checks(town: Wagamachi, tmp_path: Path) -> None:
    form, out = str(make(tmp_path / "form.xlsx")), tmp_path / "out.xlsx"
    asked = ("report", "quarter", "R3Q3", "--form", form)
    assert "-o" in town.refused(2, *asked)["message"]
    town.refused(2, *asked, "--out", str(tmp_path / "folder"))
    town.refused(2, *asked, "-o", str(tmp_path / "out.csv"))
    assert town("--db", str(tmp_path / "none.db"), *asked, "-o", str(out)).code == 5
    out.write_bytes(b"mine")
    assert town("--db", str(tmp_path / "none.db"), *asked, "-o", str(out)).code == 6
    assert out.read_bytes() == b"mine"
    told = town.json(*asked, "-o", str(out), "--force")
    assert told == {"form": form, "output": str(out), "filled": len(CELLS) + 2}


def test_a_form_with_macros_keeps_its_suffix(town: Wagamachi, tmp_path: Path) -> None:
    form = make(tmp_path / "form.xlsx").rename(tmp_path / "form.xlsm")
    changed(form, lambda package: package.update({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"}))
    assert parts(filled(town, form))["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0macro"
    town.refused(2, "report", "quarter", "R3Q3", "--form", str(form), "-o", str(tmp_path / "out.xlsx"))


@pytest.mark.parametrize("inside", [False, True], ids=["public", "internal"])
def test_every_number_is_that_of_the_report(town: Wagamachi, inside: bool, tmp_path: Path) -> None:
    """Every measure at every time: the form says what the table of the report says, hidden numbers too."""
    more = ("--internal",) if inside else ()
    town.ok("report", "quarter", "R3Q3", "--out", str(tmp_path / "pack"), "--only", "csv", *more)
    lines = (tmp_path / "pack" / "tables" / "measures.csv").read_text(encoding="utf-8-sig").splitlines()
    heads, *rows = list(csv.reader(lines))
    starts = {
        "": "2021Q3",
        "|ytd": "年度累計",
        "|last-year": "前年同期",
        "|diff": "増減",
        "|previous": "前期",
    }
    places = {
        time: number
        for time, start in starts.items()
        for number, head in reversed(list(enumerate(heads)))  # the number comes before why there is none
        if head.startswith(start)
    }
    assert len(places) >= 4, heads
    times = list(places)
    words = {
        f"{chr(65 + column)}{number}": f"{{{row[0]}{time}}}"
        for number, row in enumerate(rows, start=30)
        for column, time in enumerate(times)
    }
    page = openpyxl.load_workbook(filled(town, make(tmp_path / "form.xlsx", words), *more)).worksheets[0]
    for number, row in enumerate(rows, start=30):
        for column, place in enumerate(places.values()):
            value = page[f"{chr(65 + column)}{number}"].value
            why = row[place + 1 : place + 2]  # the column beside it says why there is no number
            said = "x" if why == ["hidden"] else row[place]
            assert ("" if value is None else str(value)) == said, (row[0], times[column])
