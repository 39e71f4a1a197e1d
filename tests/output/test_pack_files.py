"""A pack as files: the same numbers and words in every format, nothing from data is markup, the same bytes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from wagamachi_cli.errors import OutputError, UsageError
from wagamachi_cli.language import language
from wagamachi_cli.output import pack as packs
from wagamachi_cli.output.pack import words
from wagamachi_cli.pack import Pack, Section
from wagamachi_cli.sheet import Column, Corrected, Difference, Sheet, human, machine

from .packs import sample
from .samples import HOSTILE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return packs.files(sample())


@pytest.fixture(scope="module")
def issued() -> dict[str, bytes]:
    """The second edition, internal, in English."""
    return packs.files(sample("en", edition=2, internal=True, reason="One meeting was missing"))


def texts_of(slide: Any) -> list[str]:
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def slides(data: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(data)).slides)


def test_what_a_pack_consists_of(made: dict[str, bytes]) -> None:
    assert list(made)[-1] == "manifest.json"
    assert {"report.md", "report.html", "report.xlsx", "report.pptx"} < set(made)
    assert {"tables/councils.csv", "tables/meetings.csv", "tables/definitions.csv"} < set(made)
    assert {name for name in made if name.endswith(".png")} == {
        f"charts/{key}.png" for key in ("placement", "councils", "activities", "food")
    }
    assert language() == "ja"


def test_the_manifest_tells_the_whole_pack(made: dict[str, bytes]) -> None:
    manifest = json.loads(made["manifest.json"])
    assert {file["path"]: file["sha256"] for file in manifest["files"]} == {
        name: sha256(data).hexdigest() for name, data in made.items() if name != "manifest.json"
    }
    assert manifest["period"] == {"label": "R3Q3", "from": "2021-10-01", "to": "2021-12-31"}
    assert (manifest["as_of"], manifest["edition"], manifest["internal"]) == ("2021-12-31", None, False)
    assert manifest["records"]["meeting"] == 33


@pytest.mark.parametrize("key", ["councils", "salons", "food", "areas"])
def test_a_number_is_the_same_in_every_format(made: dict[str, bytes], key: str) -> None:
    section = next(section for section in sample().sections if section.key == key)
    sheet = words.for_eyes(section)
    assert sheet is not None
    book = load_workbook(io.BytesIO(made["report.xlsx"]))[section.heading]
    in_book = [cell.value for row in book.iter_rows() for cell in row if isinstance(cell.value, int | float)]
    in_csv = list(csv.reader(io.StringIO(made[f"tables/{key}.csv"].decode("utf-8-sig"))))
    page = made["report.html"].decode()
    for row in sheet.rows:
        numbers = [row[column.key] for column in sheet.columns if column.kind == "number"]
        for value in numbers:
            shown = words.shown(value)
            assert f">{shown}<" in page
            assert f" {shown} " in made["report.md"].decode()
            if (plain := machine(value)) is not None:
                assert plain in in_book
                assert any(str(plain) in line for line in in_csv)
    if section.chart is None:
        told = [text for slide in slides(made["report.pptx"]) for text in texts_of(slide)]
        assert {words.shown(row[c.key]) for row in sheet.rows for c in sheet.columns} <= set(told)


def test_marks(made: dict[str, bytes]) -> None:
    page, text = made["report.html"].decode(), made["report.md"].decode()
    for mark in ("▲5", "11（訂正前 10）", "33（訂正前 32）", "–", "…", ">x<", "1,592.25"):
        assert mark in page
        assert mark.strip("<>") in text
    heads, _council, meetings, *_rest = csv.reader(
        io.StringIO(made["tables/councils.csv"].decode("utf-8-sig"))
    )
    assert heads[2] == "10月 2021-10 R3.10"
    assert meetings[heads.index("第3四半期 2021Q3 R3Q3")] == "33"
    assert meetings[heads.index("第3四半期 2021Q3 R3Q3（訂正前）")] == "32"
    assert b"\r\n" in made["tables/councils.csv"]
    town = list(csv.reader(io.StringIO(made["tables/town.csv"].decode("utf-8-sig"))))
    assert town[0] == ["開催日", "開催日（和暦）", "方法", "内容", "参加者（名）"]
    assert [row[:2] for row in town[1:]] == [["2021-08", "R3.8"], ["2022-02-23", "R4.2.23"]]


def test_values_of_a_report() -> None:
    assert (human(Difference(-3)), human(Difference(3)), machine(Difference(-3))) == ("▲3", "3", -3)
    corrected = Corrected(12, 10)
    assert (human(corrected), machine(corrected)) == ("12（訂正前 10）", 12)
    assert human(Corrected(12, None)) == "12（訂正前 空欄）"
    assert words.shown(Corrected(Difference(-1200), 1000)) == "▲1,200（訂正前 1,000）"


def test_workbook(made: dict[str, bytes]) -> None:
    book = load_workbook(io.BytesIO(made["report.xlsx"]))
    assert book.sheetnames[0] == "表紙"
    assert book.sheetnames[-2:] == ["用語の定義", "注記と出典"]
    assert {"会議の一覧", "活動体の推移"} < set(book.sheetnames)
    page = book["居場所・サロン"]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    head = next(row[0].row for row in page.iter_rows() if row[0].value == "指標")
    assert page.freeze_panes == f"B{head + 1}"
    less = next(cell for row in page.iter_rows() for cell in row if cell.value == -5)
    assert less.number_format == '#,##0;"▲"#,##0'
    corrected = next(
        cell for row in book["わがまち支えあい協議会"].iter_rows() for cell in row if cell.value == 33
    )
    assert corrected.number_format == '#,##0"（訂正前 32）"'
    assert book["わがまちタウンミーティング"]["A7"].value == datetime.fromisoformat("2022-02-23")
    assert [len(sheet._charts) for sheet in book][1:5] == [1, 1, 1, 1]
    for sheet in book:
        assert "案" in sheet.oddHeader.right.text
        assert sheet.oddFooter.right.text == "&P / &N" or "&P" in str(sheet.oddFooter.right.text)
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert "前四半期" in [cell.value for row in page.iter_rows() for cell in row]
    assert "前四半期" not in made["report.html"].decode()


def test_slides(made: dict[str, bytes]) -> None:
    deck = slides(made["report.pptx"])
    titles = [slide.shapes.title.text_frame.text for slide in deck]
    assert titles[0].endswith("（案）")
    assert titles[3] == "活動体は平成28年度から61団体が立ち上がりました"
    chart = next(shape for shape in deck[3].shapes if shape.has_chart)
    assert "居場所づくり" in chart._element.nvGraphicFramePr.cNvPr.get("descr")
    assert [plot._element.tag.rpartition("}")[2] for plot in chart.chart.plots] == ["barChart", "lineChart"]
    assert chart.chart.plots[0].series[0].values == (3, 4, 6, 5, 1, 2)
    assert 'typeface="Yu Gothic"' in chart.chart._chartSpace.xml
    embedded = load_workbook(io.BytesIO(chart.chart.part.chart_workbook.xlsx_part.blob)).active
    assert [cell.value for cell in embedded[2]] == ["H28年度", 3, 0, 0, 0, 3]
    assert "期間中に始まった活動体の数" in deck[3].notes_slide.notes_text_frame.text
    assert "出典：" in deck[3].notes_slide.notes_text_frame.text
    story = next(slide for slide in deck if slide.shapes.title.text_frame.text == "食の支援")
    assert any(shape.placeholder_format.type.name == "PICTURE" for shape in story.placeholders)
    for slide in deck:
        assert "案" in texts_of(slide)
        assert any(shape.placeholder_format.type.name == "SLIDE_NUMBER" for shape in slide.placeholders)
        assert slide.notes_slide.notes_text_frame.text


def test_an_issued_internal_report_says_so_on_every_page(issued: dict[str, bytes]) -> None:
    stamp = "edition 2 / Handle with care"
    assert issued["report.md"].decode().splitlines()[0].endswith("(edition 2)")
    assert all(stamp in texts_of(slide) for slide in slides(issued["report.pptx"]))
    book = load_workbook(io.BytesIO(issued["report.xlsx"]))
    assert all(stamp in str(sheet.oddHeader.right.text) for sheet in book)
    page = issued["report.html"].decode()
    assert (
        page.count(f'<p class="stamp">{stamp}</p>') == page.count("<h2>") - 1
    )  # definitions and notes share one
    assert "Why this edition: One meeting was missing" in page
    assert not re.search("[ぁ-ん]", page)
    manifest = json.loads(issued["manifest.json"])
    assert (manifest["edition"], manifest["internal"], manifest["language"]) == (2, True, "en")


class Outline(HTMLParser):
    """What a check of accessibility looks at."""

    VOID = ("meta", "br", "img")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.tags if found == tag]


def test_html_can_be_heard_and_fetches_nothing(made: dict[str, bytes]) -> None:
    page = made["report.html"].decode()
    outline = Outline(page)
    assert outline.all("html") == [{"lang": "ja"}]
    assert outline.headings.count(1) == 1
    assert outline.headings[0] == 1
    assert set(outline.headings[1:]) == {2}
    assert len(outline.all("caption")) == len(outline.all("table"))
    assert all(head.get("scope") in ("col", "row") for head in outline.all("th"))
    assert len(outline.all("img")) == 4
    for image in outline.all("img"):
        assert "H28" in (image["alt"] or "") or "R3" in (image["alt"] or "")
        assert (image["src"] or "").startswith("data:image/png;base64,")
    ids = {section["id"] for section in outline.all("section") if "id" in section}
    assert {(link["href"] or "")[1:] for link in outline.all("a")} == ids
    assert not {"script", "link", "iframe", "object", "form"} & {tag for tag, _attributes in outline.tags}
    assert "http" not in re.sub(r"http-equiv|data:image/png;base64,[^\"]*", "", page)
    assert "@page" in page


def hostile() -> Pack:
    bad = {key: f"{text}<script>alert(1)</script>\"'&" for key, text in HOSTILE.items()}
    columns = (Column("name", bad["markup"]), Column("n", bad["pipe"], bad["quotes"], "number"))
    rows = tuple({"name": text, "n": 1} for text in bad.values())
    section = Section(
        "bad",
        bad["escape"],
        bad["lines"],
        Sheet(columns, rows),
        notes=tuple(bad.values()),
        paragraphs=("# no heading\n- no item\n1. no number\n[a]: /b\n[no](link)\n_no_", *bad.values()),
    )
    return replace(
        sample(), title=bad["lines"], organisation=bad["c1"], sections=(section,), notes=tuple(bad.values())
    )


def test_nothing_in_data_is_markup() -> None:
    made = packs.files(hostile())
    page = made["report.html"].decode()
    assert "script" not in {tag for tag, _attributes in Outline(page).tags}
    for name in ("report.html", "report.md"):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", made[name].decode())
    text = made["report.md"].decode()
    assert "<script" not in re.sub(r"\\<", "", text)
    assert re.findall("(?m)^#+ ", text) == ["# ", "## ", "## ", "## "]
    assert r"\- no item" in text
    assert r"1\. no number" in text
    assert r"\[a]: /b" in text
    assert r"[no\](link)" in text
    assert r"\_no\_" in text
    book = load_workbook(io.BytesIO(made["report.xlsx"]))
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert slides(made["report.pptx"])
    assert "\n'=1+1" in made["tables/bad.csv"].decode("utf-8-sig").replace('"', "")


def test_slides_hold_whatever_is_said() -> None:
    many = tuple({"name": f"協議会{n:03}の活動の記録" * 3, "n": n} for n in range(70))
    wide = tuple(Column(f"c{n}", f"とても長い見出し{n}", "団体", "number") for n in range(14))
    sections = (
        Section(
            "long",
            "長い表",
            "題名" * 60,
            Sheet((Column("name", "名前"), Column("n", "数", "件", "number")), many),
        ),
        Section("wide", "広い表", "m", Sheet(wide, ({c.key: 1_234_567 for c in wide},))),
        Section("story", "物語", "", paragraphs=("長い話です。" * 300, "a word " * 400)),
        *sample().sections[:1],
    )
    deck = slides(
        packs.files(replace(sample(), sections=sections, notes=("注記です。" * 40,) * 9))["report.pptx"]
    )
    assert len(deck) > 12
    titles = [slide.shapes.title.text_frame.text for slide in deck]
    assert sum(bool(re.search("（[1-9]/[5-9]）$", title)) for title in titles) >= 5
    named = [text for slide in deck for text in texts_of(slide) if text.startswith("協議会0")]
    assert len(named) == 70
    for slide in deck:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= 12_192_000
            assert shape.top + shape.height <= 6_858_000 - 12_700 * 9, shape.name


def test_only(made: dict[str, bytes]) -> None:
    assert packs.wanted(None) == frozenset(packs.KINDS)
    assert packs.wanted("MD、.csv") == {"md", "csv"}
    with pytest.raises(UsageError, match="docx"):
        packs.wanted("md,docx")
    with pytest.raises(UsageError):
        packs.wanted("")
    few = packs.files(sample(), frozenset({"md", "html"}))
    assert list(few) == ["report.md", "report.html", "manifest.json"]
    assert few["report.html"] == made["report.html"]
    assert "charts/" not in few["report.md"].decode()
    assert "居場所づくり：H28年度 3" in few["report.md"].decode()


@pytest.mark.parametrize(("module", "kind"), [("xlsxwriter", "xlsx"), ("pptx", "pptx")])
def test_without_the_office_extra(module: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    for tried in (lambda: packs.wanted(None), lambda: packs.files(sample())):
        with pytest.raises(OutputError, match=f".{kind}") as error:
            tried()
        assert "wagamachi-cli[office]" in error.value.hint
        assert "--only md,html,csv,png" in error.value.hint
    assert packs.wanted("md,html,csv,png")


def test_a_character_that_the_font_lacks() -> None:
    pack = sample()
    chart = pack.sections[0].chart
    assert chart is not None
    lacking = replace(pack.sections[0], chart=replace(chart, title="𠮷"))
    with pytest.raises(OutputError, match="U\\+20BB7"):
        packs.files(replace(pack, sections=(lacking,)), frozenset({"png"}))
    assert language() == "ja"


_MAKE = """
import sys
sys.path.insert(0, sys.argv[1])
from hashlib import sha256
from tests.output.packs import sample
from wagamachi_cli.output import pack
for name, data in pack.files(sample("ja", edition=1)).items():
    print(name, sha256(data).hexdigest())
"""


@pytest.mark.long
def test_the_same_bytes_in_any_process() -> None:
    """Those of a town's report are compared in every run (test_editions_held.py)."""
    told = []
    for zone, seed, locale in (("Asia/Tokyo", "1", "ja_JP.UTF-8"), ("America/New_York", "2", "C")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LANG": locale, "LC_ALL": locale}
        environment["PYTHONPATH"] = str(ROOT / "src")
        told.append(
            subprocess.run(
                [sys.executable, "-c", _MAKE, str(ROOT)],
                env=environment,
                capture_output=True,
                check=True,
                cwd=ROOT,
            ).stdout
        )
    assert told[0] == told[1]
    assert told[0].count(b"\n") > 20


def test_office_files_carry_no_day_of_making(made: dict[str, bytes]) -> None:
    def times(data: bytes) -> set[Any]:
        with ZipFile(io.BytesIO(data)) as archive:
            found = {entry.date_time for entry in archive.infolist()}
            for name in archive.namelist():
                if name.endswith(".xlsx"):
                    found |= times(archive.read(name))
                if name == "docProps/core.xml":
                    found |= set(re.findall(rb">(\d{4})-\d\d-\d\dT", archive.read(name)))
        return found

    assert times(made["report.pptx"]) == {(1980, 1, 1, 0, 0, 0), b"2000"}
    assert times(made["report.xlsx"]) == {(1980, 1, 1, 0, 0, 0), b"2000"}


def test_native_bars_stand_on_zero(made: dict[str, bytes]) -> None:
    """790, 790 and 812 are not drawn from 775 up."""
    from zipfile import ZipFile

    for name in ("report.pptx", "report.xlsx"):
        with ZipFile(io.BytesIO(made[name])) as package:
            charts = [package.read(one).decode() for one in package.namelist() if "/charts/chart" in one]
        bars = [chart for chart in charts if "<c:barChart>" in chart]
        assert bars
        for chart in bars:
            axis = chart[chart.index("<c:valAx>") :]
            low = re.search(r'<c:scaling>.*?<c:min val="0(\.0)?"/>.*?</c:scaling>', axis, re.DOTALL)
            assert low or re.search(r"<c:v>-\d", chart), name
