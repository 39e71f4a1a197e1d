"""Rows that are no records: totals, gaps, examples and footnotes among them."""

from __future__ import annotations

import re
from functools import lru_cache

from wagamachi_cli import text
from wagamachi_cli.exchange.marks import is_example

_FOOTNOTE = re.compile(r"※|\(?注\)?[0-9:：)）]|\(注|（注")
_COUNT = r"[:=]?\(?(?:約|のべ|延べ?)?[0-9][0-9,.]*[^0-9()]{0,4}\)?"
_TOTAL_HEAD = re.compile(
    "(?:小|中|合|総|総合|累)?計|(?:年度|年間|月|期|上半?期|下半?期)(?:小|合|総|累)?計|(?:grand|sub)?-?total|sum"
)
_TOTAL = re.compile(
    rf"(?:.*(?:計|合計数|平均)|総(?:数|合計)|.*(?:sub|grand)?-?total|sum|average)(?:\([^()]*\)|{_COUNT})*"
)
_NO_TOTAL = re.compile(
    "(?:時|会|家|設|生|推|統|余|日時|温度|湿度|速度|体温|血圧|体重|歩数|量)計(?:\\([^()]*\\))?$"
)
"""Words that end like a sum and are none: 時計, 会計, 設計 … stand at the end of names of groups."""
_GAP = re.compile(rf".{{0,12}}(?:欠員|空席|空位|欠番|vacan(?:t|cy))(?:中|のため|\)|\([^()]*\)|{_COUNT})*")
_AROUND = re.compile(r"^[\[(<【《〈「『■●◆▼▲*]+|[\])>】》〉」』:]+$")
_MOST_KEPT = 5_000


def is_total(head: str) -> bool:
    """Whether a head says that sums stand below it (計, 合計, 小計 …), with a unit or without."""
    return _TOTAL_HEAD.fullmatch(text.fold(head).partition("(")[0]) is not None


@lru_cache(_MOST_KEPT)
def told_by_name(cell: str) -> str:
    """What a cell that should name something says that its row is: ``total``, ``gap``; blank for a record.

    With or without a count or a place: 小計, 合計　2名, 計 1社, みどり計, （欠員）. 計画の会 and
    架空時計クラブ are names.
    """
    folded = text.fold(cell)
    bare = _AROUND.sub("", folded) if folded.count("(") == 0 or folded.startswith("(") else folded
    for words in dict.fromkeys((folded, bare)):
        if _GAP.fullmatch(words):
            return "gap"
        if _TOTAL.fullmatch(words) and not _NO_TOTAL.search(re.sub(f"{_COUNT}$", "", words)):
            return "total"
    return ""


@lru_cache(_MOST_KEPT)
def told_by_first(cell: str) -> str:
    """What the first cell of a row says that the row is; blank for a record."""
    if is_example(cell):
        return "example"
    if is_total(cell):
        return "total"
    return "footnote" if _FOOTNOTE.match(cell) else ""


def first_of(cells: list[str]) -> str:
    """The first cell of a row that is not blank."""
    for cell in cells:
        if cell and (word := cell.strip()):
            return word
    return ""
