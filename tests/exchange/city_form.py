"""A city's form as one is sent out: merged cells, borders, formulas, a picture, lists, another sheet."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

CELLS: Mapping[str, str] = {
    "B3": "{期間}",
    "B5": "{session.held}",
    "C5": "{session.held|ytd}",
    "D5": "{session.held|last-year}",
    "E5": "{session.held|diff}",
    "B6": "{参加者（延べ）}",
    "C6": "{session.attendances|居場所づくり}",
    "D6": "{session.attendances|居場所づくり|累計}",
    "B7": "延べ {session.attendances} 人（{時点}現在）",
    "B8": "{help.requests}",
    "C8": "{helper.active}",
    "D8": "｛ session.held ｜ 前期 ｝",
}


def png(side: int = 8) -> bytes:
    """A grey square."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\x80" * side for _row in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def make(path: Path, cells: Mapping[str, str] = CELLS, *, rich: bool = True) -> Path:
    """The form as a workbook at ``path``."""
    book = xlsxwriter.Workbook(str(path))
    page, other, cover = (book.add_worksheet(name) for name in ("様式 第1号", "集計", "表紙"))
    border = book.add_format({"border": 1, "num_format": "#,##0", "font_name": "ＭＳ 明朝"})
    title = book.add_format({"bold": True, "align": "center", "border": 2, "font_size": 16})
    red, plain = book.add_format({"bold": True, "font_color": "red"}), book.add_format({"italic": True})
    page.merge_range("A1:F1", "生活支援体制整備事業 実績報告書", title)
    page.merge_range("B3:D3", "", border)
    for address, text in cells.items():
        page.write_string(address, text, border)
    if rich:
        page.write_rich_string("B10", red, "重要：", plain, "開催は{session.held", red, "}回です", border)
    page.write_number("F5", 12.5, border)
    page.write_formula("F6", "=SUM(B5:D5)", border, 999)
    page.write_formula("F7", '="{"&"session.held}"', border, "{session.held}")
    page.write_string("A12", "ふつうの文 & <印>", border)
    page.write_string("A13", "{}", border)
    page.data_validation("F8", {"validate": "list", "source": ["はい", "いいえ"]})
    page.conditional_format("B5:E8", {"type": "cell", "criteria": ">", "value": 3, "format": red})
    page.insert_image("A15", "seal.png", {"image_data": io.BytesIO(png())})
    page.print_area("A1:F20")
    page.set_landscape()
    page.set_header("&C市への報告")
    page.freeze_panes(4, 1)
    page.protect("secret")
    other.write_formula("A1", "='様式 第1号'!B5*2", border, 998)
    other.write_string("A2", "見出しだけ", border)
    cover.write_string("A1", "表紙です")
    book.close()
    return path


def changed(path: Path, change: Callable[[dict[str, bytes]], Any]) -> Path:
    """The workbook at ``path`` with its parts changed by hand."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook by their name, in order."""
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}
