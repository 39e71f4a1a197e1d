"""What a successor is told: what is open, and nothing that is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Wagamachi, once


@pytest.fixture
@once
def office(empty: Wagamachi) -> None:
    """One of each that is open, and one of each that is not, on 5 January 2022."""
    empty.today("2022-01-05")
    empty.ok("activity", "add", "架空サロン", "--category", "居場所", "--started", "R2.5")
    empty.ok("activity", "add", "休んだ会", "--category", "居場所", "--started", "R3.5")
    empty.ok("activity", "suspend", "休んだ会", "--on", "R3.12.1")
    empty.ok("consultant", "add", "相談員001", "--registered", "R2.4.1")
    empty.ok("consultant", "add", "相談員002", "--registered", "R2.4.1")
    empty.ok("consultant", "visit", "add", "--consultant", "相談員002", "--on", "R3.12.1")
    for topic in ("ごみ出し", "電球"):
        empty.ok("consultant", "concern", "add", "--topic", topic, "--on", "R3.11.1")
    empty.ok("consultant", "concern", "resolve", "電球", "--on", "R3.11.2", "--outcome", "済み")
    for task in ("買い物", "掃除"):
        empty.ok("activity", "request", "add", "--task", task, "--on", "R3.12.1")
    empty.ok("activity", "request", "unmet", "掃除", "--on", "R3.12.2", "--reason", "日程")
    empty.ok("council", "meeting", "add", "--on", "R4.2.23", "--kind", "town", "--title", "予定の会")
    empty.ok("council", "meeting", "add", "--on", "R3.10.1", "--kind", "town", "--attendees", "9")
    empty.ok("council", "partner", "add", "架空機関", "--kind", "agency")
    empty.ok("pantry", "household", "add", "H-0001", "--adults", "2")
    refer = ("pantry", "refer", "--household", "H-0001", "--to", "架空機関", "--consent", "yes", "--on")
    empty.ok(*refer, "R3.12.20")
    empty.ok(*refer, "R3.12.1")
    empty.ok("pantry", "referral", "update", "2", "--status", "done", "--on", "R3.12.3")
    empty.ok("pantry", "donate", "--item", "米", "--qty", "6", "--best-before", "R4.1.20", "--on", "R3.12.1")
    empty.ok("pantry", "donate", "--item", "塩", "--qty", "6", "--best-before", "R9.1.20", "--on", "R3.12.1")


def counts(report: dict[str, Any]) -> dict[str, int]:
    return {row["matter"]: row["count"] for row in report["rows"]}


def test_what_is_open(office: Wagamachi) -> None:
    report = office.json("report", "handover")
    assert counts(report) == {
        "concerns": 1,
        "requests": 1,
        "referrals": 1,
        "meetings": 1,
        "events": 0,
        "activities": 1,
        "stock": 1,
        "consultants": 1,
        "quarters": 4,
    }
    tables = {table["key"]: table["rows"] for table in report["tables"]}
    assert "events" not in tables
    assert tables["concerns"][0]["topic"] == "ごみ出し"
    assert tables["consultants"][0]["name"] == "相談員001"
    assert tables["stock"][0]["item"] == "米"
    assert tables["meetings"][0]["on"] == "2022-02-23"
    assert tables["referrals"][0]["household"] == "H-0001"
    assert [(row["period"], row["state"]) for row in tables["quarters"]] == [
        ("2021Q4", "running"),
        ("2021Q3", "not_issued"),
        ("2021Q1", "not_issued"),
        ("2020Q1", "not_issued"),
    ]
    assert "取扱注意" in report["title"]


def test_an_issued_quarter_is_finished(office: Wagamachi, tmp_path: Path) -> None:
    office.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "q"), "--only", "md")
    assert counts(office.json("report", "handover"))["quarters"] == 3


def test_every_command_that_it_names_works(office: Wagamachi) -> None:
    for row in office.json("report", "handover")["rows"]:
        words = row["command"].split()[1:]
        if "PERIOD" not in words:
            assert len(office.json(*words)) == row["count"], words


@pytest.mark.parametrize("language", ["ja", "en"])
def test_as_files(office: Wagamachi, language: str, tmp_path: Path) -> None:
    for suffix in ("md", "xlsx", "csv", "txt", "json"):
        office.ok("--lang", language, "report", "handover", "-o", str(tmp_path / f"h.{suffix}"))
    assert "ごみ出し" in (tmp_path / "h.md").read_text(encoding="utf-8")
    assert len(openpyxl.load_workbook(tmp_path / "h.xlsx").sheetnames) >= 9
    assert office("report", "handover", "-o", str(tmp_path / "h.md")).code == 6
    assert office("report", "handover", "-o", str(tmp_path / "h.odt")).code == 2


def test_a_new_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = Wagamachi(tmp_path / "wagamachi.db", monkeypatch)
    assert new("report", "handover").code == 5
    new.ok("init")
    assert counts(new.json("report", "handover"))["quarters"] == 1
