"""A household is forgotten: its contact and what was written about it, everywhere; every count stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pantry.conftest import Pantry

CONTACTS = ("090-1234-5678", "080-9999-0000")
WORDS = (
    "架空のひみつ一",
    "架空のひみつ二",
    "架空のひみつ三",
    "架空のひみつ四",
    "架空のひみつ五",
    "架空のひみつ六",
)


@pytest.fixture
def known(pantry: Pantry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pantry:
    """H-0001, of whom much is written down, and H-0002."""
    monkeypatch.chdir(tmp_path)
    pantry.wagamachi.ok("council", "partner", "add", "架空窓口", "--kind", "専門機関")
    pantry.donate("米", 9, "--weight", "9kg", "--on", "1/10")
    pantry("event", "add", "会", "--on", "1/24")
    pantry("household", "add", "--adults", "2", "--contact", CONTACTS[0], "--note", WORDS[0])
    pantry("household", "edit", "H-0001", "--contact", CONTACTS[1])
    pantry("household", "add", "--adults", "1", "--contact", "042-000-0002")
    pantry("hearing", "add", "--household", "H-0001", "--by", "訪問", "--informed", WORDS[1], "--on", "1/20")
    refer = ("refer", "--household", "H-0001", "--to", "架空窓口", "--on", "1/20")
    pantry(*refer, "--consent", "no", "--anyway", WORDS[2], "--reason", WORDS[3])
    pantry("reserve", "会", "--household", "H-0001", "--note", WORDS[4])
    pantry("distribute", "会", "--household", "H-0001,H-0002", "--item", "米=1")
    pantry.wagamachi.ok("note", "add", "H-0001", WORDS[5])
    return pantry


def held(path: Path) -> list[str]:
    return [word for word in (*CONTACTS, *WORDS) if word.encode() in path.read_bytes()]


def test_nothing_of_it_is_left_in_the_file(known: Pantry) -> None:
    wagamachi = known.wagamachi
    assert held(wagamachi.db) == [*CONTACTS, *WORDS]
    counted = wagamachi.json("report", "pantry")
    before = wagamachi.db.read_bytes()
    would = wagamachi.json("forget", "H-0001", "--dry-run")
    assert wagamachi.db.read_bytes() == before
    told = wagamachi.json("forget", "H-0001")
    assert told["erased"] == would["erased"]
    assert {(one["kind"], one["field"]) for one in told["erased"]} == {
        ("household", "contact"),
        ("household", "note"),
        ("hearing", "informed"),
        ("referral", "anyway"),
        ("referral", "reason"),
        ("reservation", "note"),
        ("note", "text"),
    }
    assert held(wagamachi.db) == [], "nor in the pages that are free"
    assert b"042-000-0002" in wagamachi.db.read_bytes(), "the other household is not meant"
    assert wagamachi.json("report", "pantry") == counted
    assert wagamachi("check").code == 0
    assert known("household", "show", "H-0001")["adults"] == 2


def test_copies_and_exports_are_named(known: Pantry, tmp_path: Path) -> None:
    ok = known.wagamachi.ok
    ok("backup", "mine.db")
    ok("export", "tables")
    ok("--db", "other.db", "init")
    ok("--db", "other.db", "pantry", "household", "add", "--contact", "042-000-0003")
    kept = {str(tmp_path / name) for name in ("mine.db", "tables")}
    assert kept <= set(known.wagamachi.json("forget", "H-0001", "--dry-run")["copies"])
    copies = set(known.wagamachi.json("forget", "H-0001")["copies"])
    assert kept <= copies
    assert str(tmp_path / "other.db") not in copies, "another register"
    ok("export", "after")
    assert "after" not in str(known.wagamachi.json("forget", "H-0001", "--dry-run")["copies"])


def test_households_that_came_no_more(known: Pantry) -> None:
    known.today("2022-12-01")
    known("hearing", "add", "--household", "H-0002", "--by", "電話")
    known.wagamachi.ok("forget", "--before", "R4.4.1")
    assert CONTACTS[1] in held(known.wagamachi.db), "its referral is open"
    known("referral", "update", "1", "--status", "done", "--on", "R4.3.1")
    known.wagamachi.ok("forget", "--before", "R4.4.1")
    assert held(known.wagamachi.db) == []
    assert known("household", "show", "H-0002")["contact"] == "042-000-0002"
