"""What other systems got wrong, each as a test: pantries, stock keepers and registers of helpers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Wagamachi
from tests.pantry.conftest import Pantry

MEMBERS = {"H-0001": (2, 1, 0), "H-0002": (1, 0, 0), "H-0003": (0, 0, 2), "H-0004": (3, 2, 1)}


@pytest.fixture
def autumn(pantry: Pantry) -> Pantry:
    """Four households of 12 people, of which the first collected for all in October, and food that is weighed."""
    pantry.donate(
        "米", 20, "--weight", "40kg", "--best-before", "2022-06", "--category", "grain", "--on", "R3.10.1"
    )
    for adults, children, seniors in MEMBERS.values():
        pantry.household("--adults", str(adults), "--children", str(children), "--seniors", str(seniors))
    pantry("event", "add", "十月の会", "--on", "R3.10.25", "--parcel", "米=1")
    others = ",".join(list(MEMBERS)[1:])
    pantry("distribute", "十月の会", "--household", "H-0001", "--proxy-for", others, "--on", "R3.10.25")
    pantry("event", "close", "十月の会", "--on", "R3.10.25")
    return pantry


def totals(wagamachi: Wagamachi, *words: str) -> dict[str, Any]:
    return {row["measure"]: row["total"] for row in wagamachi.json("report", "pantry", *words)["rows"]}


def test_peer_1_a_closed_quarter_reads_the_same_after_later_edits(autumn: Pantry) -> None:
    before = autumn.wagamachi.json("report", "pantry", "R3Q3")
    autumn("household", "edit", "H-0001", "--adults", "9", "--children", "9")
    autumn("household", "edit", "H-0002", "--code", "Z-1")
    autumn("lot", "edit", "1", "--weight", "80kg")
    autumn.wagamachi.ok("choice", "edit", "food_category", "grain", "--label", "穀類")
    autumn.wagamachi.ok("choice", "retire", "food_category", "grain")
    after = autumn.wagamachi.json("report", "pantry", "R3Q3")
    changed = {
        row["measure"] for row, former in zip(after["rows"], before["rows"], strict=True) if row != former
    }
    assert changed == {"food.received", "food.stock"}, (
        "the lot was weighed wrongly; what was handed out stands"
    )


def test_peer_3_a_month_from_the_31st(pantry: Pantry) -> None:
    pantry.today("2022-03-31")
    pantry("drive", "add", "一月の会", "--on", "R4.1.31", "--min", "1か月")
    donate = (
        "donate",
        "--item",
        "米",
        "--qty",
        "1",
        "--drive",
        "一月の会",
        "--on",
        "R4.1.31",
        "--best-before",
    )
    pantry.refused(4, *donate, "2022-02-27")
    pantry(*donate, "2022-02-28")
    pantry.wagamachi.ok("consultant", "add", "相談員001", "--registered", "R2.4.1")
    pantry.wagamachi.ok("consultant", "visit", "add", "--consultant", "相談員001", "--on", "R3.9.30")
    pantry.today("2022-03-29")
    assert pantry.wagamachi.json("consultant", "list", "--inactive", "6") == []
    pantry.today("2022-03-31")
    assert len(pantry.wagamachi.json("consultant", "list", "--inactive", "6")) == 1


def test_peer_6_a_failing_write_leaves_nothing(autumn: Pantry) -> None:
    autumn.donate("茶", 3, "--on", "R3.10.1")
    before = autumn.wagamachi.db.read_bytes()
    for words in (
        ("distribute", "--household", "H-0001", "--item", "茶=2,米=99"),
        ("distribute", "--household", "H-0001,H-0002", "--item", "茶=2"),
        ("distribute", "--household", "H-0001", "--item", "茶=99", "--anyway", "足りないはずがない"),
        ("discard", "1,2", "--qty", "10"),
        ("refer", "--household", "H-0001", "--to", "まだない窓口", "--consent", "no"),
    ):
        assert autumn.wagamachi("pantry", *words).code in (3, 4), words
        assert autumn.wagamachi.db.read_bytes() == before, words


@pytest.mark.parametrize("qty", ["0", "-1", "１.５", "−3"])
def test_peer_7_no_quantity_that_is_none(autumn: Pantry, qty: str) -> None:
    before = autumn.stock()
    for words in (
        ("donate", "--item", "米", f"--qty={qty}"),
        ("distribute", "--household", "H-0001", "--item", f"米={qty}"),
        ("discard", "1", f"--qty={qty}"),
        ("pass-on", "1", f"--qty={qty}", "--to", "誰か"),
        ("event", "add", "会", "--on", "2/1", "--parcel", f"米={qty}"),
    ):
        assert autumn.wagamachi("pantry", *words).code == 2, words
    assert autumn.stock() == before


def test_peer_8_a_stocktake_and_an_earlier_movement(autumn: Pantry) -> None:
    autumn("discard", "1", "--qty", "2", "--on", "R3.11.1")
    autumn("count", "1", "--qty", "13", "--on", "R3.12.1")
    assert "棚卸" in autumn.refused(4, "movement", "edit", "1", "--qty", "5")
    assert "棚卸" in autumn.refused(4, "movement", "remove", "1", "--reason", "誤り")
    assert autumn.stock() == {1: 13}
    assert autumn.stock("--at", "R3.11.30") == {1: 14}


def test_peer_10_one_collects_for_three_others(autumn: Pantry) -> None:
    """Who came, how many households were served, how many people: three numbers, each with its own name."""
    counted = totals(autumn.wagamachi, "R3Q3")
    assert counted["pantry.handovers"] == 1
    assert (counted["pantry.visits"], counted["pantry.households"]) == (4, 4)
    assert counted["pantry.people"] == sum(map(sum, MEMBERS.values())) == 12
    assert (counted["pantry.walk_ins"], counted["food.distributed_items"], counted["food.distributed"]) == (
        1,
        4,
        8,
    )


def test_peer_11_a_second_visit_on_one_day(autumn: Pantry) -> None:
    again = ("distribute", "--household", "H-0001", "--on", "R3.10.25")
    assert "H-0001" in autumn.refused(4, *again)
    visit = autumn(*again, "--anyway", "病院の帰り")
    assert autumn("visit", "show", str(visit["id"]))["anyway"] == "病院の帰り"
    assert totals(autumn.wagamachi, "R3Q3")["pantry.visits"] == 5


def test_peer_12_who_leaves_or_is_forgotten_is_still_counted(autumn: Pantry) -> None:
    ok = autumn.wagamachi.ok
    ok("activity", "helper", "add", "支え手001", "--can", "買い物", "--registered", "R3.4.1")
    ok("activity", "request", "add", "--task", "買い物", "--on", "R3.10.1")
    ok("activity", "request", "match", "1", "--helper", "支え手001", "--on", "R3.10.2")
    ok("activity", "request", "done", "1", "--on", "R3.10.3", "--minutes", "30")
    ok("consultant", "add", "相談員001", "--registered", "R3.4.1")
    ok("consultant", "visit", "add", "--consultant", "相談員001", "--on", "R3.10.3", "--note", "ひみつ")
    ok("consultant", "concern", "add", "--topic", "ひみつ", "--on", "R3.10.3", "--consultant", "相談員001")

    def everything() -> list[Any]:
        names = ("requests", "consultant", "pantry", "areas")
        return [autumn.wagamachi.json("report", name, "R3Q3")["rows"] for name in names]

    before = everything()
    ok("activity", "helper", "retire", "支え手001", "--on", "R4.1.20")
    ok("consultant", "retire", "相談員001", "--on", "R4.1.20")
    ok("forget", "H-0001")
    ok("forget", "--before", "R4.1.24")
    assert everything() == before


def test_peer_22_today_is_not_past(pantry: Pantry) -> None:
    pantry.donate("弁当", 1, "--use-by", "2022-01-24", "--on", "1/24")
    pantry.donate("菓子", 1, "--best-before", "2022-01-24", "--on", "1/24")
    one, two = pantry.household(), pantry.household()
    assert {row["state"] for row in pantry("stock")} == {"soon"}
    pantry("distribute", "--household", one, "--item", "弁当=1,菓子=1")
    pantry.wagamachi.ok("undo")
    pantry.today("2022-01-25")
    assert {row["state"] for row in pantry("stock")} == {"expired"}
    pantry.refused(4, "distribute", "--household", two, "--item", "弁当=1", "--anyway", "見た目はよい")
    pantry.refused(4, "distribute", "--household", two, "--item", "菓子=1")
    pantry("distribute", "--household", two, "--item", "菓子=1", "--anyway", "賞味期限を伝えた")


def test_peer_23_nothing_yet_nothing_before_and_a_group_that_rests(empty: Wagamachi) -> None:
    report = empty.json("report", "pantry", "R3Q3")
    assert {row["total"] for row in report["rows"]} == {None}, "an empty register says nothing, not 0"
    assert empty.ok("report", "quarter", "R3Q3").code == 0
    ok = empty.ok
    ok("activity", "add", "架空サロン", "--category", "居場所", "--started", "R3.4.1")
    ok("activity", "suspend", "架空サロン", "--on", "R3.8.1", "--reason", "感染症")
    ok("pantry", "household", "add", "--adults", "1")
    ok("pantry", "distribute", "--household", "H-0001", "--on", "R3.10.4")
    assert [totals(empty, "R3Q3")[code] for code in ("pantry.visits", "pantry.days")] == [1, None]
    for basis, count in (("suspended", 1), ("running", 0)):
        rows = empty.json("report", "activity", "R3Q3", "--basis", basis)["rows"]
        assert rows[-1]["total"] == count, basis
    page = ok("report", "quarter", "R3Q3", "--internal").out
    assert "–" in page, "there is no year before to compare with"
