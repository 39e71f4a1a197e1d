"""Visits of which only a month's total is known, the sheet for a stocktake, and what waits."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.pantry.conftest import Pantry


def numbers(pantry: Pantry, period: str, *codes: str) -> list[object]:
    rows = {row["measure"]: row["total"] for row in pantry.wagamachi.json("report", "pantry", period)["rows"]}
    return [rows[code] for code in codes]


def test_a_months_total_is_of_no_household(pantry: Pantry) -> None:
    one = pantry.household("--adults", "2")
    pantry("distribute", "--household", one, "--on", "2021-10-05")
    total = pantry(
        "distribute", "--on", "10月", "--times", "12", "--distinct", "9", "--adults", "20", "--children", "7"
    )
    assert (total["household"], total["on"], total["times"], total["people"]) == (None, "2021-10", 12, 27)
    pantry("visit", "add", "--on", "R3.11", "--times", "8", "--distinct", "8")
    assert numbers(
        pantry, "R3Q3", "pantry.visits", "pantry.households", "pantry.people", "pantry.new_households"
    ) == [1 + 12 + 8, 1 + 9, 2 + 27, 1]
    assert pantry("household", "show", one)["first_visit"] == "2021-10-05"
    assert pantry("visit", "edit", str(total["id"]), "--times", "10")["times"] == 10


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (4, ("--on", "R3.10.5", "--times", "3")),
        (2, ("--on", "R3.10", "--household", "H-0001")),
        (2, ("--on", "R3.10", "--times", "3", "--household", "H-0001")),
        (4, ("--on", "R3.10", "--times", "3", "--distinct", "4")),
        (4, ("--on", "R3.10", "--times", "3", "--item", "米=3")),
        (4, ("会", "--on", "R3.10", "--times", "3")),
        (2, ("--on", "R3.10.5", "--household", "H-0001", "--distinct", "1")),
        (2, ("--on", "R3.10", "--times", "1")),
    ],
)
def test_what_is_no_total(pantry: Pantry, code: int, words: tuple[str, ...]) -> None:
    pantry.household()
    pantry.donate("米", 9, "--on", "R3.9.1")
    pantry("event", "add", "会", "--on", "R3.10.5")
    pantry.refused(code, "distribute", *words)
    assert pantry("visit", "list") == []
    assert pantry.stock() == {1: 9}


def test_hearings_of_a_month(pantry: Pantry) -> None:
    pantry("hearing", "add", "--by", "電話", "--on", "R3.10", "--times", "7")
    pantry("hearing", "add", "--by", "訪問", "--on", "R3.10.3", "--household", pantry.household())
    assert numbers(pantry, "R3Q3", "hearing.made") == [8]


def test_a_sheet_of_the_lots_in_stock(
    pantry: Pantry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pantry.donate("米", 9, "--best-before", "2022-06", "--on", "1/10")
    pantry.donate("缶詰", 5, "--best-before", "2022-03", "--on", "1/10")
    pantry.donate("茶", 2, "--on", "1/10")
    pantry("discard", "3")
    pantry.wagamachi.ok("template", "movements", "--for", "R4.1", "-o", "shelf.csv")
    with Path("shelf.csv").open(encoding="utf-8-sig", newline="") as file:
        heads, _example, *rows = csv.reader(file)
    lot, item, on, counted = (heads.index(head) for head in ("ロット", "品目", "日付", "棚卸の数"))
    assert [(row[0], row[lot], row[item]) for row in rows] == [
        ("1", "3", "茶"),
        ("", "2", "缶詰（残り5点、期限R4.3）"),
        ("", "1", "米（残り9点、期限R4.6）"),
    ]
    rows[1][on], rows[1][counted] = "1/24", "4"
    with Path("shelf.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
    told = pantry.wagamachi.json("import", "movements", "shelf.csv")
    assert (told["added"], told["same"]) == (1, 1)
    assert pantry.stock() == {2: 4, 1: 9}
    assert pantry("movement", "list")[-1]["kind"] == "lost"


def test_what_waits_in_the_pantry(pantry: Pantry) -> None:
    pantry.wagamachi.ok("council", "partner", "add", "架空窓口", "--kind", "専門機関")
    code = pantry.household()
    pantry("refer", "--household", code, "--to", "架空窓口", "--consent", "yes", "--on", "1/9")
    pantry("refer", "--household", code, "--to", "架空窓口", "--consent", "yes", "--on", "1/10")
    pantry("event", "add", "昨日の会", "--on", "2022-01-23")
    pantry("event", "add", "今日の会", "--on", "2022-01-24")
    pantry.donate("菓子", 1, "--best-before", "2022-01-23", "--on", "1/1")
    pantry.donate("茶", 1, "--best-before", "2022-02-23", "--on", "1/1")
    pantry.donate("米", 1, "--best-before", "2022-02-24", "--on", "1/1")
    said = [row["message"] for row in pantry.wagamachi.json("check")]
    assert said == [
        "フードパントリー「昨日の会」（R4.1.23）は、終了の記録がありません: "
        "wagamachi pantry event close 1 --on 2022-01-23",
        "照会 1（R4.1.9）は、終わらないまま15日たちました: wagamachi pantry referral update 1 --status …",
        "30日以内に期限を迎える在庫が1ロットあります: wagamachi pantry stock --expiring 30",
        "期限を過ぎた在庫が1ロットあります: wagamachi pantry stock --expiring 30",
    ]
    assert pantry.wagamachi.json("status")["attention"][: len(said)] == said
    assert list(pantry.stock("--expiring", "30")) == [1, 2]
