"""What waits or is unusual is said by ``check`` and ``status``, with the command that settles it."""

from __future__ import annotations

import pytest

from tests.conftest import Wagamachi, once


@pytest.fixture
@once
def town(empty: Wagamachi) -> None:
    for words in (
        ("council", "add", "架空台の会", "--established", "R3.6.1"),
        (
            "activity",
            "add",
            "架空サロン",
            "--category",
            "居場所",
            "--started",
            "R3.5.1",
            "--council",
            "架空台",
        ),
        ("activity", "session", "add", "架空サロン", "--on", "R3.5.10", "--attendees", "5"),
        ("activity", "session", "add", "架空サロン", "--on", "R3.6.10", "--attendees", "5"),
        ("activity", "request", "add", "--task", "買い物", "--on", "R3.12.24"),
        ("activity", "request", "add", "--task", "掃除", "--on", "R3.12.25"),
        ("consultant", "add", "相談員001", "--registered", "R3.4.1"),
        ("consultant", "add", "相談員002", "--registered", "R3.4.1"),
        ("consultant", "add", "相談員003", "--registered", "R3.4.1"),
        ("consultant", "retire", "相談員003", "--on", "R3.12.1"),
        ("consultant", "visit", "add", "--consultant", "相談員001", "--on", "R3.7.24"),
        ("consultant", "visit", "add", "--consultant", "相談員002", "--on", "R3.7.25"),
        ("consultant", "concern", "add", "--topic", "架空の困りごと", "--on", "R4.1.9"),
        ("consultant", "concern", "add", "--topic", "別の困りごと", "--on", "R4.1.10"),
    ):
        empty.ok(*words)


def test_what_waits_is_said_with_its_command(town: Wagamachi) -> None:
    found = town.json("check")
    assert {row["level"] for row in found} == {"reminder"}
    said = [row["message"] for row in found]
    *same, due = town.json("status")["attention"]
    assert said == same
    assert due == (
        "R3Q1、R3Q2、R3Q3 は終わりましたが、まだ発行していません: wagamachi report issue R3Q1 --out DIR"
    )
    assert said == [
        "活動体 1「架空サロン」（R3.5.1）は、協議会の設立より前に始まっています: wagamachi activity edit 1 --started …",
        "困りごと 1（R4.1.9）は、解決しないまま15日たちました: wagamachi consultant concern resolve 1 --outcome …",
        "この6か月に見守りも困りごとも会議への出席もない相談員が1人います: wagamachi consultant list --inactive 6 --status active",
        "依頼 1（R3.12.24）は、終わらないまま31日たちました: wagamachi activity request suggest 1",
        "「架空サロン」の開催1回（R3.5.10）は、協議会の設立より前です: wagamachi activity show 1",
    ]
    idle = town.json("consultant", "list", "--inactive", "6", "--status", "active")
    assert [row["name"] for row in idle] == ["相談員001"]


def test_a_day_earlier_nothing_is_old(town: Wagamachi) -> None:
    town.today("2022-01-23")
    said = "".join(row["message"] for row in town.json("check"))
    assert "架空サロン" in said
    for words in ("困りごと", "依頼", "相談員"):
        assert words not in said


def test_what_is_settled_is_not_said(town: Wagamachi) -> None:
    town.ok("consultant", "concern", "resolve", "1", "--outcome", "架空の結果")
    town.ok("activity", "request", "unmet", "1", "--reason", "担い手")
    town.ok("consultant", "visit", "add", "--consultant", "相談員001", "--on", "R4.1.20")
    town.ok("council", "edit", "架空台の会", "--established", "R3.4.1")
    assert town.json("check") == []
