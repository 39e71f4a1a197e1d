"""Events, reservations and visits: who was expected, who came, what they got."""

from __future__ import annotations

import pytest

from tests.pantry.conftest import Pantry


@pytest.fixture
def event(pantry: Pantry) -> Pantry:
    """An event today with a parcel, and food for twenty."""
    pantry.donate("米", 20, "--weight", "40kg", "--best-before", "2022-06", "--on", "1/10")
    pantry("event", "add", "1月の会", "--on", "1/24", "--capacity", "10", "--parcel", "米=1")
    return pantry


def test_capacity_is_a_rule_that_life_may_bend(event: Pantry) -> None:
    codes = [event.household("--adults", "1") for _ in range(11)]
    for code in codes[:10]:
        event("reserve", "1月の会", "--household", code)
    assert "10" in event.refused(4, "reserve", "1月の会", "--household", codes[10])
    bent = event("reserve", "1月の会", "--household", codes[10], "--anyway", "椅子を足す")
    assert event("reservation", "show", str(bent["id"]))["anyway"] == "椅子を足す"
    event("reservation", "cancel", codes[10])
    event("reservation", "cancel", codes[9])
    event("reserve", "1月の会", "--household", codes[10])
    assert event("event", "show", "1月の会")["reserved"] == 10


def test_the_same_household_twice(event: Pantry) -> None:
    code = event.household("--contact", "090-0000-0001")
    event("reserve", "1月の会", "--household", code)
    for words in (("--household", code), ("--adults", "2", "--contact", "０９０ ００００ ０００１")):
        event.refused(4, "reserve", "1月の会", *words)
        event.refused(4, "reserve", "1月の会", *words, "--anyway", "二回来る")
    assert [row["adults"] for row in event("household", "list")] == [None]


def test_an_unknown_code_is_never_matched_by_a_part(event: Pantry) -> None:
    for _ in range(10):
        event.household()
    for words in (
        ("distribute", "1月の会", "--household", "H-9999"),
        ("distribute", "1月の会", "--household", "H-001"),
        ("reserve", "1月の会", "--household", "H-00"),
        ("refer", "--household", "H-9999", "--to", "誰か", "--consent", "yes"),
        ("hearing", "add", "--household", "H-9999", "--by", "電話"),
    ):
        event.refused(3, *words)
    assert event("distribute", "1月の会", "--household", "ｈ-0010")["household"] == "H-0010"


def test_nothing_happens_at_an_event_that_is_over(event: Pantry) -> None:
    code = event.household()
    event("event", "add", "2月の会", "--on", "2022-02-21")
    event("event", "cancel", "2月の会")
    assert event("event", "show", "2月の会")["status"] == "cancelled"
    event.refused(4, "distribute", "2月の会", "--household", code)
    event.refused(4, "reserve", "2月の会", "--household", code, "--anyway", "それでも")
    event("event", "close", "1月の会")
    event.refused(4, "distribute", "1月の会", "--household", code)
    event.refused(4, "reserve", "1月の会", "--household", code)
    event.refused(4, "event", "cancel", "1月の会")
    event.refused(4, "event", "close", "2月の会")
    event("event", "edit", "1月の会", "--clear", "closed")
    event("distribute", "1月の会", "--household", code)
    event.refused(4, "event", "cancel", "1月の会")


def test_it_is_not_closed_before_it_began(event: Pantry) -> None:
    event.refused(4, "event", "close", "1月の会", "--on", "1/23")


def test_booked_except_those_who_did_not_come(event: Pantry) -> None:
    codes = [event.household("--adults", "1") for _ in range(4)]
    event("reserve", "1月の会", "--household", codes[0], "--delivery")
    for code in codes[1:3]:
        event("reserve", "1月の会", "--household", code)
    event.refused(3, "distribute", "1月の会", "--booked", "--except", codes[3])
    served = event("distribute", "1月の会", "--booked", "--except", codes[1])
    assert [row["household"] for row in served] == [codes[0], codes[2]]
    assert [row["walk_in"] for row in served] == [False, False]
    event("event", "close", "1月の会")
    assert [(row["status"], row["delivery"]) for row in event("reservation", "list", "1月の会")] == [
        ("served", True),
        ("no_show", False),
        ("served", False),
    ]
    shown = event("event", "show", "1月の会")
    assert (shown["status"], shown["reserved"], shown["served"]) == ("closed", 3, 2)
    event.refused(3, "distribute", "1月の会", "--booked", "--except", codes[1])


def test_a_walk_in_becomes_a_household(event: Pantry) -> None:
    visit = event("distribute", "1月の会", "--walk-in", "--adults", "2", "--children", "1")
    assert (visit["household"], visit["people"], visit["walk_in"]) == ("H-0001", 3, True)
    assert visit["lines"] == [{"lot": 1, "item": "米", "qty": 1, "weight_kg": 2}]


def test_second_visit(event: Pantry) -> None:
    one, two = event.household(), event.household()
    event("distribute", "1月の会", "--household", one)
    event.refused(4, "distribute", "--household", one)
    event.refused(4, "distribute", "1月の会", "--household", f"{two},{one}")
    assert len(event("visit", "list")) == 1
    again = event("distribute", "--household", one, "--item", "米=2", "--anyway", "家族が倒れた")
    assert event("visit", "show", str(again["id"]))["anyway"] == "家族が倒れた"
    assert again["event"] is None, "handed over at the counter"


def test_one_household_collects_for_others(event: Pantry) -> None:
    one, two, three = (event.household("--adults", str(n)) for n in (1, 2, 3))
    visits = event("distribute", "1月の会", "--household", one, "--proxy-for", f"{two}、{three}")
    assert [(row["household"], row["collected_by"], row["people"]) for row in visits] == [
        (one, None, 1),
        (two, one, 2),
        (three, one, 3),
    ]
    assert event.stock() == {1: 17}
    event.refused(4, "visit", "edit", str(visits[1]["id"]), "--collected-by", two)


def test_the_size_is_kept_as_it_was_that_day(event: Pantry) -> None:
    code = event.household("--adults", "1", "--children", "1")
    before = event("distribute", "1月の会", "--household", code)
    event("household", "edit", code, "--children", "3")
    assert event("visit", "show", str(before["id"])) == before
    event.today("2022-02-01")
    assert event("distribute", "--household", code, "--item", "米=1")["people"] == 4


def test_a_visit_without_lines_and_unknown_size(event: Pantry) -> None:
    visit = event("distribute", "--household", event.household())
    assert (visit["lines"], visit["people"]) == ([], None)


def test_a_line_is_mended(event: Pantry) -> None:
    event.donate("茶", 5, "--best-before", "2022-03", "--on", "1/10")
    visit = str(event("distribute", "1月の会", "--household", event.household())["id"])
    mended = event("visit", "edit", visit, "--item", "米=2,茶=1")
    assert [(line["item"], line["qty"], line["weight_kg"]) for line in mended["lines"]] == [
        ("米", 2, 4),
        ("茶", 1, None),
    ]
    assert event.stock() == {2: 4, 1: 18}
    event.refused(4, "visit", "edit", visit, "--item", "米=99")
    assert event("visit", "edit", visit, "--clear", "item")["lines"] == []
    event("visit", "remove", visit, "--reason", "別の世帯だった")
    assert event.stock() == {2: 5, 1: 20}
    assert event("event", "show", "1月の会")["served"] == 0


def test_options_that_do_not_go_together(event: Pantry) -> None:
    one, two = event.household(), event.household()
    for words in (
        ("1月の会",),
        ("--booked",),
        ("--walk-in", "--adults", "1"),
        ("1月の会", "--booked", "--household", one),
        ("1月の会", "--booked", "--walk-in"),
        ("1月の会", "--household", one, "--except", two),
        ("1月の会", "--household", f"{one},{two}", "--proxy-for", one),
        ("1月の会", "--household", f"{one},{two}", "--adults", "2"),
        ("1月の会", "--household", one, "--contact", "090"),
    ):
        event.refused(2, "distribute", *words)
    event.refused(2, "reserve", "1月の会")


def test_all_in_one_step(event: Pantry) -> None:
    for _ in range(3):
        event("reserve", "1月の会", "--adults", "1")
    before = len(event.rows("SELECT id FROM history_command"))
    event("distribute", "1月の会", "--booked")
    (command,) = event.rows("SELECT command FROM history_command ORDER BY id DESC LIMIT 1")[0]
    assert len(event.rows("SELECT id FROM history_command")) == before + 1
    assert command == "pantry distribute --event … --booked"
    event.wagamachi.ok("undo")
    assert event("visit", "list") == []
    assert event.stock() == {1: 20}
