"""Another town takes it up: from ``init``, ``config`` and ``choice`` alone, with its own words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Wagamachi, once
from wagamachi_cli import language

ROOT = Path(__file__).resolve().parent.parent
# The town whose figures the sample is, and what only that town says.
SAMPLE_TOWN = re.compile(
    r"府中|fuchu|文化センター|culture center|押立|四谷|是政|紅葉丘|武蔵台|白糸台", re.IGNORECASE
)

SETTINGS = {
    "organisation": "架空市社会福祉協議会",
    "city": "架空市",
    "threshold": "5",
    "term.council": "地区社協",
    "term.activity": "通いの場",
    "term.consultant": "ふれあい員",
}
CHOICES = (
    ("retire", "category", "child_watch"),
    ("edit", "category", "ibasho", "--label", "サロン", "--label-en", "Salons"),
    ("add", "category", "walk", "--label", "散歩の会", "--label-en", "Walks"),
    ("edit", "layer", "1", "--label", "区", "--label-en", "Ward"),
)


def test_nothing_but_the_sample_speaks_of_its_town() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {word[0]}"
        for folder in ("src", "tools", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".sql", ".po", ".mako", ".txt", ".toml")
        for word in [SAMPLE_TOWN.search(path.read_text(encoding="utf-8"))]
        if word
    ]
    assert found == []


@pytest.fixture
@once
def town(empty: Wagamachi) -> None:
    """A register of its own, with wards and the areas within them."""
    for key, value in SETTINGS.items():
        empty.ok("config", "set", key, value)
    for choice in CHOICES:
        empty.ok("choice", *choice)
    for ward, areas in {"北区": ("北一丁目", "北二丁目"), "南区": ("南一丁目",)}.items():
        empty.ok("council", "area", "add", ward)
        for area in areas:
            empty.ok("council", "area", "add", area, "--parent", ward)
    empty.ok("council", "add", "北一支えあい", "--area", "北一丁目", "--established", "R3.4")
    empty.ok("council", "placement", "add", "--layer", "区", "--area", "北区", "--from", "R3.10.1")
    empty.ok("activity", "add", "朝の散歩", "--category", "散歩", "--started", "R3.10.4", "--council", "北一")
    empty.ok("activity", "session", "add", "朝の散歩", "--on", "R3.11.8", "--attendees", "12")
    empty.ok("consultant", "add", "相談員001", "--area", "北一丁目", "--registered", "R3.10")


def test_its_words_are_spoken(town: Wagamachi) -> None:
    trend = town.ok("report", "activity", "R3").out
    assert "地区社協 通いの場の推移" in trend
    assert re.search(r"散歩の会 +1 +1", trend)
    assert "子どもの見守り" not in trend
    assert "ふれあい員" in town.ok("report", "consultant", "R3").out
    assert "地区社協" in town.ok("activity", "list").out.splitlines()[1]
    # A name is data: whoever is called 相談員001 stays so.
    assert "相談員001" in town.ok("consultant", "list").out
    assert town.json("activity", "list")[0]["council"] == "北一支えあい"
    english = town.ok("--lang", "en", "report", "consultant", "R3").out
    assert "consultants" in english


def test_its_words_in_english(town: Wagamachi) -> None:
    town.ok("config", "set", "term.council", "district board")
    out = town.ok("--lang", "en", "report", "council", "R3").out
    assert re.search(r"[Dd]istrict boards", out)
    assert not re.search(r"\bcouncils?\b", out)
    assert "district board" in town.ok("report", "council", "R3").out


def test_its_own_heads_come_back_in(town: Wagamachi, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    town.ok("activity", "list", "-o", str(sheet))
    head = sheet.read_text(encoding="utf-8-sig").splitlines()[0]
    assert "通いの場" in head
    assert "地区社協" in head
    assert town.json("import", "activities", str(sheet))["added"] == 0
    # The usual words are understood as well.
    sheet.write_text("活動体,区分,開始,協議会\n夕方の散歩,散歩の会,R3.12.1,北一支えあい\n", encoding="utf-8")
    assert town.json("import", "activities", str(sheet))["added"] == 1


def test_it_gives_its_pack(town: Wagamachi, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    town.ok("report", "quarter", "R3Q3", "--out", str(folder), "--only", "md,html,csv")
    said = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8-sig")
        for path in folder.rglob("*")
        if path.suffix in (".md", ".html", ".csv")
    }
    report = said["report.md"]
    for word in ("架空市社会福祉協議会", "地区社協", "通いの場", "ふれあい員", "散歩の会", "サロン"):
        assert word in report, word
    for name, text in said.items():
        assert not SAMPLE_TOWN.search(text), name
        assert not re.search(r"(?<!福祉)協議会|活動体|相談員", text), name
    rows = json.loads(town.ok("report", "placement", "R3", "-f", "json").out)["rows"]
    assert rows[0]["label"] == "区"


def test_a_word_is_put_once_and_names_are_left_alone() -> None:
    language.set_terms({"council": "地区協議会"})
    try:
        assert str(language.Label("協議会と社会福祉協議会", "x")) == "地区協議会と社会福祉協議会"
        language.set_language("en")
        assert str(language.Label("協議会", "council")) == "council"
    finally:
        language.set_language("ja")
        language.set_terms({})
