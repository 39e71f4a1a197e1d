"""``status``: what a person sees of a register, and what machines do."""

from __future__ import annotations

import pytest

from tests.conftest import Wagamachi


@pytest.mark.parametrize("form", ["plain", "table", "markdown"])
def test_people_see_only_what_there_is(form: str, empty: Wagamachi) -> None:
    said = empty.ok("status", "-f", form).out
    assert "協議会" not in said
    assert "まだありません" in said
    assert len(said.splitlines()) <= 6
    empty.ok("council", "add", "架空台の会")
    said = empty.ok("status", "-f", form).out
    assert "協議会" in said
    assert "活動体" not in said
    assert "backups" in said


def test_machines_see_every_key(empty: Wagamachi) -> None:
    told = empty.json("status")
    assert (told["councils"], told["activities"], told["last_copy"], told["attention"]) == (0, 0, None, [])


def test_each_reminder_is_a_line(empty: Wagamachi) -> None:
    empty.ok("council", "meeting", "add", "--on", "R3.5.1", "--kind", "regular", "--title", "甲")
    empty.ok("council", "meeting", "add", "--on", "R3.6.1", "--kind", "regular", "--title", "乙")
    lines = empty.ok("status").out.splitlines()
    assert sum("参加者数がありません" in line for line in lines) == 2, lines


def test_the_last_copy_is_the_latest(empty: Wagamachi) -> None:
    for day in ("2022-01-24", "2022-01-25"):
        empty.today(day)
        for _number in range(11 if day.endswith("24") else 1):
            empty.ok("backup")
    (empty.db.parent / "backups" / "wagamachi-old.db").write_text("another file")
    assert empty.json("status")["last_copy"].endswith("wagamachi-2022-01-25.db")
    empty.ok("backup")
    assert empty.json("status")["last_copy"].endswith("wagamachi-2022-01-25-2.db")


def test_what_waits_in_the_pantry(empty: Wagamachi) -> None:
    empty.ok("council", "partner", "add", "架空の窓口", "--kind", "agency")
    for words in (
        ("donate", "--item", "米", "--qty", "3", "--best-before", "R4.2.1"),
        ("donate", "--item", "茶", "--qty", "3", "--best-before", "R5.2.1"),
        ("household", "add", "H-1", "--adults", "1"),
        ("refer", "--household", "H-1", "--to", "架空の窓口", "--on", "R4.1.9", "--consent", "yes"),
        ("refer", "--household", "H-1", "--to", "架空の窓口", "--on", "R4.1.10", "--consent", "yes"),
    ):
        empty.ok("pantry", *words)
    assert empty.json("status")["attention"] == [
        "照会 1（R4.1.9）は、終わらないまま15日たちました: wagamachi pantry referral update 1 --status …",
        "30日以内に期限を迎える在庫が1ロットあります: wagamachi pantry stock --expiring 30",
    ]
    empty.ok("pantry", "referral", "update", "1", "--status", "done")
    empty.today("2022-02-02")
    said = empty.json("status")["attention"]
    assert "照会 2" in said[0]
    assert said[1] == "期限を過ぎた在庫が1ロットあります: wagamachi pantry stock --expiring 30"
