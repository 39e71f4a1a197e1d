"""Sheets and reports of every kind, with text that tries to break out of its cell."""

from __future__ import annotations

from datetime import date

from wagamachi_cli.period import Period, Span
from wagamachi_cli.sheet import Coded, Column, Report, Row, Sheet, Table, Value

LONG = "あ" * 100
HOSTILE = {
    "markup": "[red]x[/] =1+1",
    "formula": "=1+1",
    "full-width formula": "＝１＋１",
    "escape": "\x1b[31mred\x1b[0m",
    "c1": "\x9b31mred",
    "bidi": "abc\u202edef",
    "pipe": "a|b\\|c",
    "lines": "one\ntwo\r\nthree",
    "tab": "a\tb",
    "emoji code": ":smile:",
    "wide": "全角ｶﾅ①𠮷髙～",
    "long": LONG,
    "quotes": "a \"b\" 'c', d",
    "empty": "",
}
COLUMNS = (
    Column("id", "番号", kind="id"),
    Column("name", "名前"),
    Column("people", "人数", "人", "number"),
    Column("on", "日付", kind="when"),
    Column("category", "区分", kind="choice"),
    Column("active", "活動中", kind="flag"),
    Column("areas", "圏域", kind="several"),
    Column("history", "経過", kind="several"),
)


def row(number: int, name: str, people: Value = 3) -> Row:
    return {
        "id": number,
        "name": name,
        "people": people,
        "on": Span.day(date(2022, 1, 31)),
        "category": Coded("ibasho", "居場所づくり"),
        "active": True,
        "areas": ["押立", name],
        "history": [{"event": "started", "on": Span.day(date(2021, 4, 1))}, {"event": "closed", "on": None}],
    }


HOSTILE_SHEET = Sheet(COLUMNS, tuple(row(n, text) for n, text in enumerate(HOSTILE.values(), start=1)))
EMPTY_SHEET = Sheet(COLUMNS, ())
NONE_OR_ZERO = Sheet(
    (Column("name", "名前"), Column("n", "数", "件", "number")),
    ({"name": "zero", "n": 0}, {"name": "none", "n": None}, {"name": "minus", "n": -5}),
)
SHEETS = {
    "hostile": HOSTILE_SHEET,
    "empty": EMPTY_SHEET,
    "none or zero": NONE_OR_ZERO,
    "hostile heads": Sheet(
        tuple(Column(f"k{n}", text, unit=text) for n, text in enumerate(HOSTILE.values())),
        ({f"k{n}": None for n in range(len(HOSTILE))},),
    ),
    "partly known": Sheet(
        (Column("on", "時期", kind="when"),),
        (
            {"on": Span.parse_machine("2021-04")},
            {"on": Span.parse_machine("2016-04-01/2019-03-31")},
            {"on": Span.unknown()},
            {"on": Span.day(date(1912, 7, 30))},
        ),
    ),
}

ACTIVITY = Report(
    name="activity",
    title="活動体の推移",
    period=Period.between(Period.fy(2016), Period.fy(2021)),
    as_of=date(2022, 1, 31),
    sheet=Sheet(
        (
            Column("category", "区分", kind="choice"),
            Column("FY2020", "R2", "団体", "number"),
            Column("FY2021", "R3", "団体", "number", mark="※"),
            Column("total", "計", "団体", "number"),
        ),
        (
            {"category": Coded("ibasho", "居場所づくり"), "FY2020": 1, "FY2021": 2, "total": 21},
            {"category": Coded("other", "その他"), "FY2020": 0, "FY2021": None, "total": 17},
        ),
    ),
    tables=(Table("more", "内訳", NONE_OR_ZERO),),
    notes=("R3は年度の途中です。",),
    sources=("進捗状況について",),
)
