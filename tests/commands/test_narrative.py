"""A person's own words for a report: how they come in, where they stand, and how they are mended."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Wagamachi
from wagamachi_cli.commands import prose
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.state import State

STORY = "山手の会は、\n小さな集まりから。\n\n二つ目の段落。"
ADD = ("report", "narrative", "add", "R3Q3")


def sections(register: Wagamachi, *words: str) -> dict[str, Any]:
    report = register.json("report", *(words or ("quarter", "R3Q3")))
    return {section["key"]: section for section in report["sections"]}


def test_where_the_words_stand(fuchu: Wagamachi) -> None:
    fuchu.ok(*ADD, "--section", "協議会", "協議会の文。")
    fuchu.ok(*ADD, "--section", "これから", "次は。")
    fuchu.ok(*ADD, "--section", "story", "--title", "ほんの一歩から", STORY)
    fuchu.ok(*ADD, "--section", "story", "--title", "もう一つ", "別の話。")
    fuchu.ok(*ADD, "--section", "協議会", "--title", "その二", "続き。")
    fuchu.ok("report", "narrative", "add", "R3", "--section", "協議会", "年度の文。")
    held = sections(fuchu)
    assert held["councils"]["paragraphs"] == ["協議会の文。", "その二", "続き。"]
    assert list(held)[-3:] == ["story", "story-2", "next"]
    assert held["story"]["message"] == "ほんの一歩から"
    assert held["story"]["paragraphs"] == ["山手の会は、\n小さな集まりから。", "二つ目の段落。"]
    year = sections(fuchu, "year", "R3")
    assert year["councils"]["paragraphs"] == ["年度の文。"]
    assert "story" not in year


def test_a_section_without_numbers_stands_for_its_words(empty: Wagamachi) -> None:
    empty.today("2022-01-05")
    empty.ok(*ADD, "--section", "食の支援", "今期は募集をお休みしました。")
    assert sections(empty)["food"]["paragraphs"] == ["今期は募集をお休みしました。"]


def test_every_file_has_them(fuchu: Wagamachi, tmp_path: Path) -> None:
    fuchu.ok(*ADD, "--section", "story", "--title", "ほんの一歩から", "<b>小さな</b> *集まり*から。")
    fuchu.ok("report", "quarter", "R3Q3", "--out", str(tmp_path / "q"), "--only", "md,html,xlsx,pptx")
    page = (tmp_path / "q" / "report.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;小さな&lt;/b&gt; *集まり*から。" in page
    assert "\\*集まり\\*から。" in (tmp_path / "q" / "report.md").read_text(encoding="utf-8")
    import openpyxl
    from pptx import Presentation

    deck: Any = Presentation(str(tmp_path / "q" / "report.pptx"))
    slide = next(s for s in deck.slides if s.shapes.title and s.shapes.title.text == "ほんの一歩から")
    assert any("小さな" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert any(shape.placeholder_format.type.name == "PICTURE" for shape in slide.placeholders)
    book = openpyxl.load_workbook(tmp_path / "q" / "report.xlsx")
    cells = [str(cell.value) for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert any("小さな" in cell for cell in cells)


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_from_a_file_and_from_stdin(
    fuchu: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes("一行目\r\n二行目\r\n".encode("cp932"))
    assert fuchu.json(*ADD, "--section", "story", "--file", str(file))["text"] == "一行目\n二行目"
    file.write_bytes(b"\xef\xbb\xbf" + "印つき".encode())
    assert fuchu.json("report", "narrative", "edit", "1", "--file", str(file))["text"] == "印つき"
    stdin(monkeypatch, "標準入力から".encode())
    assert fuchu.json(*ADD, "--section", "next", "-")["text"] == "標準入力から"
    stdin(monkeypatch, "もう一つ".encode())
    assert fuchu.json(*ADD, "--section", "next", "--file", "-")["text"] == "もう一つ"


def test_from_the_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text("import sys; open(sys.argv[1], 'w', encoding='utf-8').write('書いた')", "utf-8")
    monkeypatch.delenv("VISUAL", raising=False)
    state = State(tmp_path / "none.db", "ja", None, interactive=True)  # type: ignore[arg-type]
    kind, given = KINDS["narrative"], {"period": "R3Q3", "section": "story", "file": None}
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    assert prose.taken(kind, "add", state, given)["text"] == "書いた"
    assert "text" not in prose.taken(kind, "edit", state, given)
    monkeypatch.setenv("EDITOR", "")
    assert "text" not in prose.taken(kind, "add", state, given), "asked for in one line"
    for broken in ("/none/editor", f"{sys.executable} -c 'raise SystemExit(1)'"):
        monkeypatch.setenv("EDITOR", broken)
        with pytest.raises(prose.UsageError):
            prose.taken(kind, "add", state, given)


def test_mended_and_taken_back(fuchu: Wagamachi) -> None:
    fuchu.ok(*ADD, "--section", "story", STORY)
    fuchu.ok("report", "narrative", "edit", "R3Q3", "--title", "題", "--text", "短く。")
    assert sections(fuchu)["story"]["paragraphs"] == ["短く。"]
    fuchu.ok("undo")
    assert sections(fuchu)["story"]["paragraphs"][1] == "二つ目の段落。"
    fuchu.ok("report", "narrative", "remove", "1", "--reason", "誤り")
    assert "story" not in sections(fuchu)
    assert fuchu.json("report", "narrative", "list") == []


def test_refused(fuchu: Wagamachi, tmp_path: Path) -> None:
    binary = tmp_path / "a.bin"
    binary.write_bytes(b"\xff\xfe\x00\x81")
    for words in (
        ("--section", "story"),
        ("text",),
        ("--section", "なにか", "text"),
        ("--section", "story", " \n "),
        ("--section", "story", "a\x1b[31m"),
        ("--section", "story", "長" * 10_001),
        ("--section", "story", "text", "--file", str(binary)),
        ("--section", "story", "--file", str(binary)),
        ("--section", "story", "--file", str(tmp_path / "none.txt")),
    ):
        fuchu.refused(2, *ADD, *words)
    fuchu.refused(2, "report", "narrative", "add", "R3Q5", "--section", "story", "text")
