"""The code book: codes have the form of codes, and nothing that looks like a person becomes one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Wagamachi

_PERSON = "架空 次郎（090-1111-2222）"
_NO_CODES = (
    _PERSON,
    "架空次郎",
    "090-1111-2222",
    "09011112222",
    "042-000-0002",
    "a@example.com",
    "A B",
    "-1",
    "A" * 41,
)
_DOORS = (
    ("activity", "request", "add", "--task", "電球", "--for"),
    ("consultant", "visit", "add", "--consultant", "誰もいない", "--on", "1/20", "--for"),
    ("pantry", "household", "add"),
    ("activity", "code", "add"),
)


@pytest.mark.parametrize("words", _NO_CODES)
def test_a_person_is_no_code(empty: Wagamachi, words: str) -> None:
    error = (
        empty.refused(2, *_DOORS[0], words)
        if not words.startswith("-")
        else empty.refused(2, *_DOORS[0][:-1], f"--for={words}")
    )
    assert "--map" in error["hint"]
    assert "新規" in error["hint"]
    assert empty.json("activity", "code", "list") == []


@pytest.mark.parametrize("door", _DOORS)
def test_no_door_takes_a_person(empty: Wagamachi, door: tuple[str, ...]) -> None:
    empty.refused(2, *door, _PERSON)
    assert "架空".encode() not in empty.db.read_bytes()


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("H-0012", "H-0012"),
        ("ｈ－０１２", "H-012"),
        ("Hー12", "H-12"),
        ("p7", "P7"),
        ("2022-0001", "2022-0001"),
    ],
)
def test_a_code_is_kept_in_one_spelling(empty: Wagamachi, words: str, kept: str) -> None:
    assert empty.json(*_DOORS[0], words)["for"] == kept
    empty.ok(*_DOORS[0], kept.lower(), "--again")
    assert [row["requests"] for row in empty.json("activity", "code", "list")] == [2]


@pytest.mark.parametrize("words", ["new", "新規", "ＮＥＷ"])
def test_the_next_code_is_made_and_no_name_is_kept(empty: Wagamachi, words: str) -> None:
    empty.ok("pantry", "household", "add", "H-0007")
    assert empty.json(*_DOORS[0], words)["for"] == "H-0008"
    assert empty.json("pantry", "household", "add", words)["code"] == "H-0009"


def test_a_sheet_with_names_is_named_row_by_row(empty: Wagamachi, tmp_path: Path) -> None:
    sheet = tmp_path / "requests.csv"
    sheet.write_text(f"内容,受付,依頼者\n電球,R4.1.10,{_PERSON}\n買い物,R4.1.11,P-1\n", encoding="utf-8")
    result = empty("import", "requests", str(sheet))
    assert result.code == 1
    assert "依頼者" in result.out + result.err
    assert empty.json("activity", "request", "list") == []
    assert empty.json("import", "requests", str(sheet), "--map", "依頼者=")["added"] == 2
    assert empty.json("activity", "code", "list") == []


def test_names_on_a_roster_are_a_bad_row(empty: Wagamachi, tmp_path: Path) -> None:
    empty.ok("activity", "add", "架空サロン001", "--category", "居場所", "--started", "R2")
    sheet = tmp_path / "sessions.csv"
    sheet.write_text('活動体,開催日,参加者名簿\n架空サロン001,R4.1.10,"P-1、架空次郎"\n', encoding="utf-8")
    assert empty("import", "sessions", str(sheet)).code == 1
    assert empty.json("activity", "code", "list") == []


@pytest.mark.parametrize("spelled", ["p-1", "Ｐ-1", "P-1"])
def test_a_sheet_of_codes_fed_again_adds_nothing(empty: Wagamachi, tmp_path: Path, spelled: str) -> None:
    sheet = tmp_path / "codes.csv"
    sheet.write_text(f"コード\n{spelled}\n", encoding="utf-8")
    for added in (1, 0):
        told = empty.json("import", "codes", str(sheet))
        assert (told["added"], told["same"]) == (added, 1 - added)


def test_codes_are_listed_changed_and_removed(empty: Wagamachi) -> None:
    empty.ok("consultant", "add", "相談員001", "--registered", "R2")
    empty.ok("consultant", "visit", "add", "--consultant", "相談員001", "--on", "1/20", "--for", "P-1")
    empty.ok("activity", "code", "add", "P-2")
    empty.ok("pantry", "household", "add", "P-3")
    listed = empty.json("activity", "code", "list")
    assert [(row["code"], row["visits"], row["household"]) for row in listed] == [
        ("P-1", 1, False),
        ("P-2", 0, False),
        ("P-3", 0, True),
    ]
    empty.ok("activity", "code", "edit", "P-1", "--code", "P-9")
    assert empty.json("consultant", "visit", "show", "1")["for"] == "P-9"
    assert {row["kind"] for row in empty.json("find", "P-9")} == {"code", "visit"}
    empty.refused(4, "activity", "code", "edit", "P-9", "--code", "P-2")
    empty.refused(2, "activity", "code", "edit", "P-9", "--code", "架空次郎")
    empty.refused(4, "activity", "code", "remove", "P-9", "--reason", "誤り")
    empty.refused(4, "activity", "code", "remove", "P-3", "--reason", "誤り")
    empty.ok("activity", "code", "remove", "P-2", "--reason", "誤り")
    empty.refused(4, "merge", "P-3", "--into", "P-9", "--kind", "code")
    empty.ok("merge", "P-9", "--into", "P-3", "--kind", "code")
    assert empty.json("consultant", "visit", "show", "1")["for"] == "P-3"


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "a**", "[z-a]", "a*b*c*d*", "(?=a)", r"\1", "(", "", "a{1,999}"]
)
def test_only_simple_patterns(empty: Wagamachi, pattern: str) -> None:
    if pattern:
        empty.refused(2, "config", "set", "code.pattern", pattern)
    else:
        empty.ok("config", "set", "code.pattern", pattern)


def test_a_town_has_codes_of_its_own_form(empty: Wagamachi) -> None:
    empty.ok("config", "set", "code.pattern", "^[A-Z]{2}-[0-9]{4}|四谷[0-9]+$")
    for code in ("AB-0001", "四谷12", "H-0003"):
        empty.ok("activity", "code", "add", code)
    for code in ("AB-1", "P-1", "四谷", "090-1111-2222"):
        empty.refused(2, "activity", "code", "add", code)
    empty.ok("check")
    empty.ok("config", "set", "code.pattern", "")
    assert empty("check").code == 1


def test_names_from_earlier_are_findings_that_can_be_mended(empty: Wagamachi) -> None:
    empty.ok("activity", "code", "add", "P-1")
    empty.ok("pantry", "household", "add", "P-2")
    empty.ok("config", "set", "code.pattern", "[A-Z]+-[0-9]+|架空.*")
    empty.ok("activity", "code", "edit", "P-1", "--code", "架空次郎")
    empty.ok("pantry", "household", "edit", "P-2", "--code", "架空花子")
    empty.ok(*_DOORS[0], "架空次郎")
    empty.ok("config", "set", "code.pattern", "")
    result = empty("check")
    assert result.code == 1
    assert "架空" not in result.out + result.err
    empty.ok(*_DOORS[0], "架空次郎", "--again")
    empty.ok("activity", "code", "edit", "架空次郎", "--code", "new")
    empty.ok("pantry", "household", "edit", "架空花子", "--code", "新規")
    empty.ok("check")
    assert {row["code"] for row in empty.json("activity", "code", "list")} == {"H-0001", "H-0002"}
