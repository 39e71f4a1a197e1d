"""Lots and what is left of them: earliest date first, never below zero, every gram accounted for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pantry.conftest import Pantry


def test_a_careful_person_takes_these_lots(pantry: Pantry) -> None:
    """Ten lots with mixed dates and three visits, worked out by hand."""
    lots = [
        pantry.donate("カレー", 3, "--best-before", "2022-03", "--on", "1/10"),  # 1: good to 31 March
        pantry.donate(
            "カレー", 2, "--best-before", "2022-03-31", "--on", "1/5"
        ),  # 2: the same day, came first
        pantry.donate("カレー", 4, "--no-date", "その他", "--on", "1/1"),  # 3: no date, last of all
        pantry.donate("カレー", 2, "--use-by", "2022-01-24", "--on", "1/20"),  # 4: today is its last day
        pantry.donate("カレー", 5, "--use-by", "2022-01-23", "--on", "1/20"),  # 5: over
        pantry.donate("カレー", 1, "--best-before", "2022-01-23", "--on", "1/20"),  # 6: past, but no poison
        pantry.donate("カレー", 2, "--best-before", "2022-02", "--on", "1/24"),  # 7: good to 28 February
        pantry.donate("カレー", 9, "--on", "1/2"),  # 8: no date told
        pantry.donate("米", 1, "--best-before", "2022-01-31", "--on", "1/2"),  # 9: something else
        pantry.donate("カレー", 1, "--best-before", "2022-02-27", "--on", "1/24"),  # 10
    ]
    assert lots == list(range(1, 11))
    assert list(pantry.stock()) == [5, 6, 4, 9, 10, 7, 2, 1, 3, 8]
    first, second, third = (pantry.household("--adults", "1") for _ in range(3))
    assert pantry.give(first, "--item", "カレー=3") == {4: 2, 10: 1}
    assert pantry.give(second, "--item", "カレー=5") == {7: 2, 2: 2, 1: 1}
    assert pantry.give(third, "--item", "カレー=8") == {1: 2, 3: 4, 8: 2}
    assert pantry.stock() == {5: 5, 6: 1, 9: 1, 8: 7}


def test_no_date_leaves_last_and_ties_go_by_receipt(pantry: Pantry) -> None:
    for words in (
        ("--no-date", "その他", "--on", "1/1"),
        ("--best-before", "2022-05", "--on", "1/20"),
        ("--best-before", "2022-05-31", "--on", "1/3"),
        ("--on", "1/2"),
    ):
        pantry.donate("乾パン", 1, *words)
    assert [row["id"] for row in pantry("stock")] == [3, 2, 1, 4]


def test_why_there_is_no_date_may_be_told_in_ones_own_words(pantry: Pantry) -> None:
    lots = [pantry.donate(item, 1, "--no-date", "塩には要らない") for item in ("塩", "岩塩")]
    assert lots == [1, 2]
    shown = [pantry("lot", "show", str(lot)) for lot in lots]
    (code,) = {one["no_date"] for one in shown}
    assert code != "other"


@pytest.mark.parametrize(
    ("printed", "last", "next_day"),
    [("2022-02", "2022-02-28", "2022-03-01"), ("2024-02", "2024-02-29", "2024-03-01")],
)
def test_month_precision_is_good_to_its_last_day(
    pantry: Pantry, printed: str, last: str, next_day: str
) -> None:
    pantry.donate("カレー", 5, "--best-before", printed)
    code = pantry.household()
    (row,) = pantry("stock", "--at", last)
    assert (row["state"], row["best_before"], row["use_by"]) == ("soon", printed, None)
    assert pantry("stock", "--at", next_day)[0]["state"] == "expired"
    pantry.today(last)
    assert pantry.give(code, "--item", "カレー=1") == {1: 1}
    pantry.today(next_day)
    pantry.refused(4, "distribute", "--household", code, "--item", "カレー=1")
    given = pantry("distribute", "--household", code, "--item", "カレー=1", "--anyway", "一日過ぎただけ")
    assert given["anyway"] == "一日過ぎただけ"
    assert pantry("visit", "show", str(given["id"]))["anyway"] == "一日過ぎただけ"


def test_an_expired_use_by_is_never_given_nor_passed_on(pantry: Pantry) -> None:
    lot = pantry.donate("豆腐", 3, "--use-by", "2022-01-23")
    code = pantry.household()
    for words in ((), ("--anyway", "もったいない")):
        pantry.refused(4, "distribute", "--household", code, "--item", "豆腐=1", *words)
    pantry.wagamachi.ok("council", "partner", "add", "別の団体")
    assert "消費" in pantry.refused(4, "pass-on", str(lot), "--to", "別の団体", "--anyway", "もったいない")
    gone = pantry("discard", str(lot), "--reason", "期限切れ")
    assert (gone["kind"], gone["qty"], gone["reason"]) == ("discarded", 3, "expired")
    assert pantry.stock() == {}
    pantry.refused(4, "discard", str(lot))


def test_no_more_than_there_is_and_then_nothing_is_taken(pantry: Pantry) -> None:
    pantry.donate("米", 3, "--on", "1/10")
    pantry.donate("茶", 9, "--on", "1/10")
    one, two = pantry.household(), pantry.household()
    said = pantry.refused(4, "distribute", "--household", one, "--item", "茶=1,米=4")
    assert "3" in said
    assert "4" in said
    pantry.refused(
        4, "distribute", "--household", f"{one},{two}", "--item", "米=2", "--anyway", "足りなくても"
    )
    pantry.refused(4, "distribute", "--household", one, "--item", "米=1", "--on", "1/9")
    assert pantry.stock() == {1: 3, 2: 9}
    assert pantry("visit", "list") == []


def test_what_was_there_before_and_is_needed_later_cannot_leave(pantry: Pantry) -> None:
    pantry.donate("米", 5, "--on", "1/3")
    one, two = pantry.household(), pantry.household()
    pantry.give(one, "--item", "米=4", "--on", "1/20")
    pantry.refused(4, "distribute", "--household", two, "--item", "米=2", "--on", "1/10")
    assert pantry.give(two, "--item", "米=1", "--on", "1/10") == {1: 1}
    said = pantry.refused(4, "lot", "edit", "1", "--qty", "4")
    assert one in said, "the entry that would break is named"
    assert "R4.1.20" in said
    assert two in pantry.refused(4, "lot", "edit", "1", "--on", "1/15")
    pantry.refused(4, "lot", "edit", "1", "--qty", "4", "--anyway", "そうだから")
    assert two in pantry.refused(4, "lot", "remove", "1", "--reason", "誤記")
    assert pantry("lot", "edit", "1", "--qty", "7")["left"] == 2


@pytest.mark.parametrize(
    "words",
    [("count", "1", "--qty", "0"), ("count", "1", "--qty", "3"), ("discard", "1", "--reason", "破損")],
)
def test_nothing_happens_to_a_lot_before_it_was_received(pantry: Pantry, words: tuple[str, ...]) -> None:
    pantry.wagamachi.ok("council", "partner", "add", "別の団体")
    pantry.donate("米", 5, "--on", "1/10")
    pantry.refused(4, *words, "--on", "1/9")
    pantry.refused(4, "pass-on", "1", "--qty", "1", "--to", "別の団体", "--on", "1/9")
    pantry("count", "1", "--qty", "3", "--on", "1/10")
    assert "1" in pantry.refused(4, "lot", "edit", "1", "--on", "1/11")
    assert pantry.stock() == {1: 3}


@pytest.mark.parametrize("qty", ["0", "-1", "1.5", "三"])
def test_no_quantity_that_is_none(pantry: Pantry, qty: str) -> None:
    pantry.refused(2, "donate", "--item", "米", f"--qty={qty}")
    pantry.donate("米", 5)
    pantry.refused(2, "discard", "1", f"--qty={qty}")
    pantry.refused(2, "distribute", "--household", pantry.household(), f"--item=米={qty}")


def test_full_width_and_units(pantry: Pantry) -> None:
    lot = pantry("donate", "--item", "米", "--qty", "１２", "--weight", "２．５kg", "--unit", "袋")
    assert (lot["qty"], lot["weight_kg"], lot["unit"]) == (12, 2.5, "袋")
    assert pantry("lot", "edit", "米", "--weight", "500g")["weight_kg"] == 0.5


def test_lines_keep_their_weight_and_the_last_piece_takes_the_rest(pantry: Pantry) -> None:
    pantry.donate("缶詰", 3, "--weight", "1kg")
    weights = []
    for _ in range(3):
        visit = pantry("distribute", "--household", pantry.household(), "--item", "缶詰=1")
        weights.append(visit["lines"][0]["weight_kg"])
    assert weights == [0.333, 0.333, 0.334]
    assert pantry("stock") == []


def test_a_lots_weight_is_corrected_while_the_lines_keep_theirs(pantry: Pantry) -> None:
    pantry.donate("缶詰", 4, "--weight", "1kg")
    pantry.give(pantry.household(), "--item", "缶詰=2")
    pantry("lot", "edit", "1", "--weight", "1.2kg")
    assert pantry("visit", "list")[0]["lines"][0]["weight_kg"] == 0.5
    assert pantry("stock")[0]["weight_kg"] == 0.7
    assert "reweigh" in pantry.refused(4, "lot", "edit", "1", "--weight", "400g")
    pantry("lot", "reweigh", "1", "--weight", "400g")
    assert pantry("visit", "list")[0]["lines"][0]["weight_kg"] == 0.2
    assert pantry("stock")[0]["weight_kg"] == 0.2
    pantry.refused(4, "lot", "edit", "1", "--clear", "weight")


def test_a_weight_that_becomes_known_later_reaches_the_lines(pantry: Pantry) -> None:
    pantry.donate("缶詰", 4)
    visit = pantry("distribute", "--household", pantry.household(), "--item", "缶詰=1")
    assert visit["lines"][0]["weight_kg"] is None
    assert pantry("stock")[0]["weight_kg"] is None
    pantry("lot", "edit", "1", "--weight", "1kg")
    assert pantry("visit", "list")[0]["lines"][0]["weight_kg"] == 0.25
    assert pantry.wagamachi("check").code == 0


def test_one_sort_of_date(pantry: Pantry) -> None:
    pantry.refused(
        2, "donate", "--item", "米", "--qty", "1", "--best-before", "2022-05", "--use-by", "2022-05-01"
    )
    pantry.refused(2, "donate", "--item", "米", "--qty", "1", "--best-before", "不明")
    pantry.refused(2, "donate", "--item", "米", "--qty", "1", "--best-before", "R4年度")
    pantry.donate("米", 1, "--best-before", "2022-05")
    mended = pantry("lot", "edit", "1", "--use-by", "2022-05-01")
    assert (mended["best_before"], mended["use_by"]) == (None, "2022-05-01")


@pytest.mark.parametrize(
    ("least", "received", "date", "taken"),
    [
        ("1か月", "2022-01-10", "2022-02-10", True),
        ("1か月", "2022-01-10", "2022-02-09", False),
        ("1か月", "2022-01-10", "2022-02", True),
        ("1 month", "2022-01-31", "2022-02", True),
        ("２か月", "2022-01-10", "2022-02", False),
        ("30日", "2022-01-10", "2022-02-09", True),
        ("31日", "2022-01-10", "2022-02-09", False),
    ],
)  # fmt: skip
def test_a_drives_least_time(pantry: Pantry, least: str, received: str, date: str, taken: bool) -> None:
    pantry.today("2022-01-31")
    pantry("drive", "add", "年始", "--on", "2022-01", "--min", least)
    words = ("--item", "米", "--qty", "1", "--drive", "年始", "--on", received, "--best-before", date)
    if taken:
        assert pantry("donate", *words)["drive"] == "年始"
        return
    pantry.refused(4, "donate", *words)
    assert pantry("donate", *words, "--anyway", "すぐ配る")["anyway"] == "すぐ配る"


def test_a_stocktake_and_what_lies_before_it(pantry: Pantry) -> None:
    pantry.donate("米", 10, "--on", "1/3", "--weight", "10kg")
    one, two = pantry.household(), pantry.household()
    pantry.give(one, "--item", "米=2", "--on", "1/5")
    lost = pantry("count", "1", "--qty", "7", "--on", "1/10")
    assert (lost["kind"], lost["qty"], lost["weight_kg"]) == ("lost", 1, 1)
    found = pantry("count", "1", "--qty", "9", "--on", "1/20")
    assert (found["kind"], found["qty"], found["weight_kg"]) == ("found", 2, 2)
    assert pantry("count", "1", "--qty", "9", "--on", "1/21")["kind"] == "counted"
    said = pantry.refused(4, "visit", "edit", "1", "--item", "米=3")
    assert "R4.1.10" in said, "the stocktake is named, its number is not shifted"
    pantry.refused(4, "distribute", "--household", two, "--item", "米=1", "--on", "1/9")
    pantry.refused(4, "lot", "edit", "1", "--qty", "11")
    assert pantry.give(two, "--item", "米=1", "--on", "1/21") == {1: 1}, "the same day is not closed"
    assert pantry.stock() == {1: 8}
    pantry.refused(4, "movement", "edit", "2", "--qty", "3")
    mended = pantry("movement", "edit", "3", "--counted", "7")
    assert (mended["kind"], mended["qty"]) == ("lost", 1)
    assert pantry.stock() == {1: 7}


def test_whom_a_lot_reached(pantry: Pantry) -> None:
    pantry.donate("米", 10, "--on", "1/3")
    pantry.wagamachi.ok("council", "partner", "add", "こども食堂甲")
    one, two = pantry.household(), pantry.household()
    pantry("event", "add", "1月の会", "--on", "2022-01-20", "--parcel", "米=2")
    pantry("distribute", "1月の会", "--household", one, "--on", "1/20")
    pantry.give(two, "--item", "米=1", "--on", "1/21")
    pantry("pass-on", "1", "--qty", "3", "--to", "こども食堂甲", "--on", "1/22")
    reached = [
        (row["household"], row["event"], row["on"], row["qty"], row["to"], row["left"])
        for row in pantry("recall", "1")
    ]
    assert reached == [
        (one, "1月の会", "2022-01-20", 2, None, 4),
        (two, None, "2022-01-21", 1, None, 4),
        (None, None, "2022-01-22", 3, "こども食堂甲", 4),
    ]


def test_several_lots_at_once_or_none(pantry: Pantry) -> None:
    for day in ("2022-01-20", "2022-01-21", "2022-06-01"):
        pantry.donate("パン", 2, "--best-before", day, "--on", "1/10")
    moved = pantry("discard", "--all", "--state", "期限切れ", "--reason", "期限切れ")
    assert [row["lot"] for row in moved] == [1, 2]
    assert pantry.stock() == {3: 2}
    pantry.refused(4, "discard", "3", "1", "--qty", "1")
    assert pantry.stock() == {3: 2}


def test_items_are_found_as_names_are(pantry: Pantry) -> None:
    pantry.donate("レトルトカレー", 2)
    pantry.donate("ﾚﾄﾙﾄｶﾚｰ", 2)
    pantry.donate("カレールー", 2)
    one, two = pantry.household(), pantry.household()
    assert pantry.give(one, "--item", "れとるとカレー=3") == {1: 2, 2: 1}
    pantry.refused(3, "distribute", "--household", two, "--item", "カレー=1")
    pantry.refused(3, "distribute", "--household", two, "--item", "パスタ=1")
    pantry.refused(2, "distribute", "--household", two, "--item", "ルー=1", "--item", "ルー=2")
    assert pantry.give(two, "--item", "ルー=1") == {3: 1}


def test_a_drive_says_what_came_in(pantry: Pantry) -> None:
    pantry("drive", "add", "年末", "--on", "R3.12.20")
    (row,) = pantry("drive", "list")
    assert (row["items"], row["weight_kg"]) == (0, 0), "nothing came is not the same as nobody knows"
    pantry.donate("米", 2, "--drive", "年末")
    assert pantry("drive", "list")[0]["weight_kg"] is None
    pantry.donate("米", 3, "--drive", "年末", "--weight", "3.25")
    (row,) = pantry("drive", "list")
    assert (row["items"], row["weight_kg"]) == (5, 3.25)


def test_json_has_the_promised_keys(pantry: Pantry) -> None:
    pantry("drive", "add", "年末", "--on", "R3.12.20")
    pantry.donate("米", 9, "--drive", "年末")
    pantry.wagamachi.ok("council", "partner", "add", "窓口甲")
    code = pantry.household()
    pantry("event", "add", "1月の会", "--on", "1/24")
    pantry("reserve", "1月の会", "--household", code)
    pantry("distribute", "1月の会", "--household", code, "--item", "米=1")
    pantry("discard", "1", "--qty", "1")
    pantry("hearing", "add", "--household", code, "--by", "訪問")
    pantry("refer", "--household", code, "--to", "窓口甲", "--consent", "yes")
    promised: dict[tuple[str, ...], str] = {
        ("drive", "list"): "name on until place min items weight_kg",
        ("lot", "list"): "item qty unit weight_kg donor drive best_before use_by",
        ("stock",): "item qty unit weight_kg best_before use_by state",
        ("household", "list"): "code adults children seniors area first_visit",
        ("event", "list"): "name on place capacity status reserved served",
        ("reservation", "list", "1月の会"): "household channel delivery status",
        ("visit", "list"): "household event on people lines",
        ("movement", "list"): "lot on kind qty reason to",
        ("hearing", "list"): "household on by",
        ("referral", "list", "--open"): "household to on status consent age_days",
        ("recall", "1"): "household event on qty",
    }
    for words, keys in promised.items():
        rows: list[dict[str, Any]] = pantry(*words)
        assert len(rows) == 1, words
        assert {"id", *keys.split()} <= set(rows[0]), words


def test_what_left_a_lot_is_undone_in_turn(pantry: Pantry) -> None:
    pantry.donate("米", 5, "--on", "1/3")
    one, two = pantry.household(), pantry.household()
    visit = str(pantry("distribute", "--household", one, "--item", "米=4")["id"])
    pantry("visit", "edit", visit, "--item", "米=1")
    (edited,) = pantry.rows("SELECT max(id) FROM history_command")[0]
    pantry.give(two, "--item", "米=4")
    pantry.wagamachi.refused(4, "undo", str(edited))
    assert pantry.stock() == {}
    pantry.wagamachi.ok("undo")
    pantry.wagamachi.ok("undo")
    assert pantry.stock() == {1: 1}
    pantry.wagamachi.ok("redo")
    assert pantry.stock() == {1: 4}
