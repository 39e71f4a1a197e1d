"""Ten sheets as they come from the field: every cell is a value, a named exception, or told as left out."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.conftest import Result, Wagamachi, once
from wagamachi_cli import text
from wagamachi_cli.errors import UsageError
from wagamachi_cli.exchange.files import opened
from wagamachi_cli.exchange.heads import letter
from wagamachi_cli.period import parse_when

Row = tuple[object, ...]
TODAY = date(2022, 1, 24)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
@once
def town(fuchu: Wagamachi) -> None:
    """What the sheets name: two activities, two helpers."""
    for name in ("架空サロン001", "架空サロン002", "架空サロン003"):
        fuchu.ok("activity", "add", name, "--category", "居場所", "--started", "H30")
    for name in ("支え手901", "支え手902"):
        fuchu.ok(
            "activity",
            "helper",
            "add",
            name,
            "--can",
            "買い物",
            "--can",
            "庭の手入れ",
            "--registered",
            "R2.4.1",
        )


def book(*rows: Row, change: Callable[[Any], object] = lambda page: None) -> str:
    made = openpyxl.Workbook()
    page: Any = made.active
    for row in rows:
        page.append(row)
    change(page)
    made.save("sheet.xlsx")
    return "sheet.xlsx"


def paper(*rows: Row) -> str:
    """The rows as a CSV file in cp932."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    Path("sheet.csv").write_bytes(out.getvalue().encode("cp932"))
    return "sheet.csv"


def salons() -> str:
    """サロン一覧: areas merged over their salons, a sum below each."""
    return book(
        ("サロン一覧（令和3年4月1日現在）",),
        ("圏域", "名称", "区分", "会場", "開始", "備考", "担当者"),
        ("四谷", "架空サロン101", "居場所づくり", "架空会館", "H28.4.5", "月２回", "担当901"),
        (None, "架空サロン102", "居場所づくり", "架空集会所", "R1.5.12", None, "担当902"),
        ("小計", 2),
        ("押立", "架空サロン103", "生活支援", "架空公会堂", "R2年度", "R3.12.31解散", None),
        (None, "架空サロン104", "居場所づくり", "架空会館２階", "R2.10", None, None),
        ("小計", 2),
        ("合計　4団体",),
        ("※　担当者は地区の担当",),
        change=lambda page: (page.merge_cells("A3:A4"), page.merge_cells("A6:A7")),
    )


def cross_table() -> str:
    """Months × 参加者, with sums to the right and below; rests, and a salon of which nothing is known."""
    return book(
        ("活動体", "R3.4", "R3.5", "R3.6", "R3.7", "計"),
        ("架空サロン001", 15, "×", 12, "－", 27),
        ("架空サロン002", 0, 8, "…", "9人", 17),
        ("架空サロン003",),
        ("計", 15, 8, 12, 9, 44),
    )


def minutes() -> str:
    """The list of a council's meetings, saved as cp932."""
    return paper(
        ("令和3年度　四谷地区協議会　開催一覧",),
        ("開催日", "種別", "協議会", "会場", "参加者", "うちオンライン", "備考"),
        ("4/14", "定例会", "ささえあい四谷", "架空文化センター", "12名", "3名", "自己紹介"),
        ("5/12", "定例会", "ささえあい四谷", "架空文化センター", "１１", "", ""),
        ("1/12", "準備会", "ささえあい四谷", "", "6", "", "役員のみ"),
        ("", "", "", "合計", "29", "", ""),
    )


def roster() -> str:
    """Who came, by codes: leading zeros, and a column without a head."""
    return book(
        ("活動体", "開催日", "参加者名簿", "メモ", None),
        ("架空サロン001", "R3.6.1", "A-001、A-002、A-003", "雨", "鍵は架空会館"),
        ("架空サロン001", "R3.6.8", "A-001、A-004", None, None),
    )


def requests() -> str:
    """The book of requests, in which names stand that are not to be kept."""
    return paper(
        ("受付", "依頼者", "内容", "圏域", "支え手", "成立", "実施", "メモ"),
        ("R3.4.5", "架空 次郎", "買い物", "四谷", "支え手901", "R3.4.6", "R3.4.8", "週１回"),
        ("R3.5.10", "架空 花子", "庭の手入れ", "押立", "支え手902", "R3.5.11", "", ""),
        ("計", "2件", "", "", "", "", "", ""),
    )


def food() -> str:
    """The list of food in stock; a cell that was crossed out by hand, a price that nobody keeps."""
    return book(
        ("品目", "数", "単位", "分類", "受け取り", "賞味期限", "置き場所"),
        ("さば缶", 24, "缶", "缶詰・瓶詰", "R3.11.1", "R6.3.31", "棚１"),
        ("レトルトカレー", 30, "個", "レトルト食品", "R3.12.5", "R5.1.31", "棚２"),
        ("合計", 54),
        change=lambda page: setattr(page["B3"], "font", Font(strike=True)),
    )


def partners() -> str:
    """The list of those who work together with us, with a count below each kind."""
    return book(
        ("種別", "連携先", "構成数", "圏域"),
        ("企業", "架空商店901", None, "四谷"),
        (None, "計　1社"),
        ("団体", "架空の会902", 12, None),
        (None, "架空連絡会903", "8団体", "押立"),
        (None, "計 2団体", 20),
    )


def consultants() -> str:
    """The consultants of each area, with vacant posts."""
    return book(
        ("圏域", "氏名", "委嘱日", "研修の年度", "備考"),
        ("四谷", "相談員901", "R3.4.1", "R2", None),
        (None, "（欠員）"),
        (None, "相談員902", "R1.7.1", "R1", "民生委員"),
        ("押立", "相談員903", "R2年度", None, None),
        (None, "合計　3名"),
    )


def meetings() -> str:
    """Meetings held and planned, their days as Excel shows them without a year."""

    def shown(page: Any) -> None:
        for number in range(2, 5):
            page.cell(number, 1).number_format = 'm"月"d"日"'

    return book(
        ("開催日", "種別", "協議会", "状態", "参加者"),
        (date(2021, 11, 9), "定例会", "ささえあい四谷", "実施", 14),
        (date(2021, 12, 14), "定例会", "ささえあい四谷", "実施", 13),
        (date(2022, 2, 8), "定例会", "ささえあい四谷", "予定", None),
        change=shown,
    )


def diary() -> str:
    """A coordinator's diary: days without a year, rows filtered out or struck out."""

    def marked(page: Any) -> None:
        page.row_dimensions[3].hidden = True
        for cell in page[4]:
            cell.font = Font(strike=True)

    return book(
        ("日付", "支援先", "機能", "方法", "メモ", "天気"),
        ("11/5", "架空サロン001", "資源開発", "訪問", "会場の相談", "晴"),
        ("11/8", "架空サロン002", "資源開発", "電話", "取り下げ", "曇"),
        ("11/9", "四谷", "ネットワークの構築", "会議", "延期", "雨"),
        ("1/11", "ささえあい四谷", "ネットワークの構築", "会議", None, None),
        change=marked,
    )


SHEETS: dict[str, tuple[Callable[[], str], str, str, int, tuple[str, ...]]] = {
    "salons": (salons, "activities", "activity list", 2, ("--fill-down", "圏域", "--map", "担当者=")),
    "cross table": (cross_table, "sessions", "activity session list", 1, ()),
    "minutes": (minutes, "meetings", "council meeting list", 2, ()),
    "roster": (roster, "sessions", "activity session list", 1, ()),
    "requests": (requests, "requests", "activity request list", 1, ("--map", "依頼者=")),
    "food": (food, "lots", "pantry lot list", 1, ("--map", "置き場所=メモ")),
    "partners": (partners, "partners", "council partner list", 1, ("--fill-down", "種別")),
    "consultants": (
        consultants, "consultants", "consultant list", 1,
        ("--fill-down", "圏域", "--map", "氏名=name", "--map", "委嘱日=registered"),
    ),
    "meetings": (meetings, "meetings", "council meeting list", 1, ()),
    "diary": (diary, "supports", "council support list", 1, ("--map", "天気=")),
}  # fmt: skip

_SIGNS = ("×", "－", "…", "0")
"""Cells of the cross-table that say that nothing took place."""


def plain(cell: str) -> frozenset[str]:
    """What a cell says, by the simplest rules: its names, its number without a unit, its day as in ISO."""
    words = unicodedata.normalize("NFKC", cell).strip()
    if number := re.fullmatch(r"([0-9]+)(?:人|名|個|団体)?", words):
        return frozenset({number[1]})
    for tense in ("past", "any"):
        with contextlib.suppress(UsageError):
            span = parse_when(words, TODAY, tense)
            return frozenset({f"{span.first} {span.last}"})
    return frozenset(text.fold(one) for one in re.split("[、;,]", words))


def unaccounted(
    name: str, done: Result, records: list[list[str]], head_row: int, said: Sequence[str]
) -> list[tuple[int, str]]:
    """The cells below the heads that are lost: no value of the row's record, not told, not left out.

    Told are rows (``asides``), columns that were not read, and the number of cells that say nothing.
    """
    kept = [frozenset().union(*map(plain, record)) for record in records]
    with opened(name) as source:
        lines = dict(source.rows())
    heads = [cell.strip() or letter(place) for place, cell in enumerate(lines[head_row])]
    unread = re.search("取り込まなかった列があります：(.*)。", done.err)
    apart = {words.removesuffix("=") for words in said if words.endswith("=")}
    apart |= set(unread[1].split("、") if unread else ())
    passed = {aside["line"] for aside in done.json["asides"]}
    lost, signs = [], 0
    for line, cells in lines.items():
        if line <= head_row or line in passed:
            continue
        row: frozenset[str] = frozenset()
        single: list[tuple[str, frozenset[str]]] = []
        for place, cell in enumerate(cells):
            head = heads[place] if place < len(heads) else letter(place)
            if not cell.strip() or head in apart:
                continue
            if re.fullmatch(r"R[0-9]+\.[0-9]+", head):  # a cell of a cross-table is a record
                if cell in _SIGNS:
                    signs += 1
                else:
                    single.append((cell, plain(cell) | plain(head)))
            else:
                row |= plain(cell)
        wanted = [(cell, row | what) for cell, what in single] or [("", row)]
        for cell, what in wanted:
            if not any(what <= record for record in kept):
                best = min((what - record for record in kept), key=len)
                lost.append((line, cell or "、".join(sorted(best))))
    assert signs == done.json["zeros"]
    return lost


@pytest.mark.parametrize("title", SHEETS)
def test_every_cell_is_a_value_or_told(town: Wagamachi, title: str) -> None:
    make, kind, listing, head_row, said = SHEETS[title]
    name = make()
    done = town("import", kind, name, "--head-row", str(head_row), *said, "-f", "json")
    assert done.code == 0, done.json["errors"]
    town.ok(*listing.split(), "-o", "list.csv")
    with Path("list.csv").open(encoding="utf-8-sig", newline="") as file:
        records = list(csv.reader(file))[1:]
    for record in records:  # what a list leaves out
        shown = town.json(*listing.split()[:-1], "show", record[0])
        for value in shown.values():
            record += map(str, value if isinstance(value, list) else [value])
    assert unaccounted(name, done, records, head_row, said) == []
