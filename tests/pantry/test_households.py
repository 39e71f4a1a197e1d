"""Households, hearings and referrals: as little as possible is known about anyone."""

from __future__ import annotations

import pytest

from tests.pantry.conftest import Pantry
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.contact_keys import contact_keys
from wagamachi_cli.kinds.types import Name


def test_there_is_no_field_for_a_name() -> None:
    named = [one.key for one in KINDS["household"].fields if isinstance(one.type, Name)]
    assert named == ["code"]


def test_codes_count_up_and_are_never_given_out_twice(pantry: Pantry) -> None:
    pantry.wagamachi.ok("activity", "add", "甲サロン", "--category", "居場所", "--started", "R3")
    pantry.wagamachi.ok("activity", "code", "add", "H-0003")
    assert [pantry.household(), pantry.household("h-0003"), pantry.household()] == [
        "H-0004",
        "H-0003",
        "H-0005",
    ]
    pantry.refused(4, "household", "add", "H-0003")
    pantry("household", "remove", "H-0005", "--reason", "二重")
    assert pantry.household() == "H-0006"
    assert pantry("household", "edit", "H-0006", "--code", "A-1")["code"] == "A-1"
    assert ("A-1",) in pantry.rows("SELECT code FROM code")
    assert (
        "household" in pantry.wagamachi.refused(4, "activity", "code", "edit", "A-1", "--code", "B")["hint"]
    )
    pantry.wagamachi.refused(4, "activity", "code", "remove", "A-1", "--reason", "誤り")
    books = "SELECT count(*) FROM household AS h JOIN code AS c ON c.id = h.code_id WHERE h.code <> c.code"
    assert pantry.rows(books) == [(0,)]


def test_a_contact_is_seen_only_where_it_is_asked_for(pantry: Pantry) -> None:
    pantry("event", "add", "1月の会", "--on", "1/24")
    pantry("household", "add", "--contact", "090-0000-0001")
    pantry("reserve", "1月の会", "--adults", "1", "--contact", "secret@example.jp", "--note", "秘密")
    pantry("distribute", "1月の会", "--walk-in", "--contact", "042-000-0001")
    ok = pantry.wagamachi.ok
    for words in (
        ("household", "list"),
        ("household", "list", "-f", "csv"),
        ("reservation", "list", "1月"),
        ("visit", "list", "-f", "json"),
    ):
        assert not {"0001", "secret"} & set(ok("pantry", *words).out.replace("H-0001", "").split("-")), words
        assert "secret" not in ok("pantry", *words).out
        assert "000-0" not in ok("pantry", *words).out
    said = str(pantry.rows("SELECT command FROM history_command"))
    for word in ("secret", "0000", "042", "秘密", "H-0"):
        assert word not in said


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("090-1111-2222", "０９０１１１１２２２２", True),
        ("090 1111 2222", "(090)1111-2222", True),
        ("+81 90-1111-2222", "090-1111-2222", True),
        ("090-1111-2222 / 042-123-4567", "0421234567", True),
        ("Taro@Example.jp", "taro@example.jp", True),
        ("090-1111-2222、a@example.jp", "a@example.jp", True),
        ("090-1111-2222", "090-1111-2223", False),
        ("a@example.jp", "b@example.jp", False),
        ("二階の窓口で", "二階の 窓口で", True),
        ("窓口", "電話なし", False),
    ],
)
def test_when_two_contacts_are_the_same(one: str, other: str, same: bool) -> None:
    assert bool(contact_keys(one) & contact_keys(other)) is same


def test_two_households_at_one_contact_need_a_reason(pantry: Pantry) -> None:
    code = pantry.household("--contact", "090-0000-0001")
    assert code in pantry.refused(4, "household", "add", "--contact", "09000000001")
    pantry("household", "add", "--contact", "09000000001", "--anyway", "同居")
    pantry("event", "add", "1月の会", "--on", "1/24")
    pantry.refused(3, "reserve", "1月の会", "--contact", "090 0000 0001")


def test_first_visit(pantry: Pantry) -> None:
    code = pantry.household()
    assert pantry("household", "show", code)["first_visit"] is None
    pantry("distribute", "--household", code, "--on", "1/20")
    pantry("distribute", "--household", code, "--on", "1/10")
    assert pantry("household", "show", code)["first_visit"] == "2022-01-10"
    pantry("visit", "remove", "2", "--reason", "誤り")
    assert pantry("household", "show", code)["first_visit"] == "2022-01-20"
    assert "1" in pantry.refused(4, "household", "remove", code, "--reason", "誤り")


def test_hearings(pantry: Pantry) -> None:
    code = pantry.household()
    heard = pantry("hearing", "add", "--household", code, "--by", "来所", "--informed", "貸付の案内")
    assert (heard["household"], heard["by"], heard["on"]) == (code, "office", "2022-01-24")
    assert "informed" not in pantry("hearing", "list")[0]
    pantry.refused(2, "hearing", "add", "--by", "電話")
    pantry("hearing", "add", "--by", "電話", "--on", "R3.12", "--times", "5")
    pantry.refused(4, "hearing", "add", "--by", "電話", "--times", "5")


def test_a_referral_and_its_age(pantry: Pantry) -> None:
    pantry.wagamachi.ok("council", "partner", "add", "自立相談窓口")
    code = pantry.household()
    words = ("refer", "--household", code, "--to", "自立相談", "--on", "1/10")
    pantry.refused(2, *words)
    pantry.refused(4, *words, "--consent", "no")
    bent = pantry(*words, "--consent", "no", "--anyway", "命にかかわる")
    assert (bent["anyway"], bent["consent"], bent["status"]) == ("命にかかわる", "no", "sent")
    sent = pantry(*words, "--consent", "同意あり", "--reason", "家計", "--again")
    assert (sent["status"], sent["age_days"]) == ("sent", 14)
    taken = pantry("referral", "update", str(sent["id"]), "--status", "受入れ", "--on", "1/12")
    assert taken["status"] == "accepted"
    assert len(pantry("referral", "list", "--open")) == 2
    done = pantry("referral", "update", str(sent["id"]), "--status", "done", "--on", "1/20")
    assert (done["status"], done["age_days"]) == ("done", 10)
    pantry.today("2022-03-01")
    assert pantry("referral", "show", str(sent["id"]))["age_days"] == 10
    assert [row["id"] for row in pantry("referral", "list", "--open")] == [bent["id"]]
    pantry.refused(4, "referral", "update", str(sent["id"]), "--status", "declined")
    pantry.refused(4, "referral", "update", str(bent["id"]), "--status", "done", "--on", "1/9")
    assert "reason" not in pantry("referral", "list")[0]


def test_one_household_entered_twice_under_three_codes(pantry: Pantry) -> None:
    """A proxy that turns out to be the household itself; a chain; the codes stay given out."""
    one, two, three = (pantry.household("--adults", str(n)) for n in (1, 2, 3))
    pantry("distribute", "--household", one, "--proxy-for", two)
    pantry("distribute", "--household", three, "--on", "1/17")
    merge = pantry.wagamachi.ok
    merge("merge", three, "--into", two)
    merge("merge", two, "--into", one)
    visits = [(row["household"], row["collected_by"], row["people"]) for row in pantry("visit", "list")]
    assert visits == [(one, None, 3), (one, None, 1), (one, None, 2)], "each as big as it was written down"
    pantry.wagamachi.refused(4, "merge", two, "--into", one)
    assert pantry.household() == "H-0004"


def test_a_code_is_the_household_that_bears_it(pantry: Pantry) -> None:
    code = pantry.household("--contact", "090-0000-0001")
    pantry.wagamachi.ok("note", "add", code, "アレルギーのメモ")
    pantry.wagamachi.ok("forget", code)
    assert pantry("household", "show", code)["contact"] is None
    assert b"0000-0001" not in pantry.wagamachi.db.read_bytes()
