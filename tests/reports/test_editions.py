"""Issued editions: kept as they were, printed again byte for byte, compared with the register."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Wagamachi, put
from wagamachi_cli.output.pack import keeping
from wagamachi_cli.reports.editions import freezing

from ..output.packs import sample

TODAY = "2022-01-05"
QUICK = ("--only", "md,csv")
"""The files that cost nothing; those with pictures are made where they matter."""


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("town") / "wagamachi.db"
    with pytest.MonkeyPatch.context() as patch:
        town = Wagamachi(path, patch)
        town.today(TODAY)
        town.ok("init")
        town.ok("council", "area", "add", "山手")
        town.ok("council", "add", "山手の会", "--area", "山手", "--established", "R3.4.10")
        activity = ("activity", "add", "架空サロン", "--category", "居場所", "--council", "山手の会")
        town.ok(*activity, "--started", "R3.5")
        for day, came in (("R3.10.4", 12), ("R3.11.9", 14)):
            town.ok("activity", "session", "add", "架空サロン", "--on", day, "--attendees", str(came))
        town.ok("pantry", "household", "add", "H-1", "--adults", "2", "--children", "0")
    return path.read_bytes()


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _made: bytes) -> Wagamachi:
    """Two sessions in the third quarter of R3, on 5 January 2022."""
    town = put(_made, tmp_path, monkeypatch)
    town.today(TODAY)
    return town


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def changes(town: Wagamachi, *more: str) -> dict[tuple[str, str | None], Any]:
    """The differences by measure and key."""
    found = town.json("report", "diff", "R3Q3", *more)["changes"]
    return {(one["measure"], one["key"]): one for one in found}


def test_an_edition_is_printed_again_byte_for_byte_whatever_has_happened(
    town: Wagamachi, tmp_path: Path
) -> None:
    town.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "1"))
    first = content(tmp_path / "1")
    manifest = json.loads(first["manifest.json"])
    assert (manifest["edition"], manifest["internal"]) == (1, False)
    assert {name.rpartition(".")[2] for name in first} == {"md", "html", "xlsx", "pptx", "csv", "png", "json"}
    assert "第1版" in first["report.md"].decode()
    assert "案" not in first["report.md"].decode()
    town.ok("activity", "session", "add", "架空サロン", "--on", "R3.12.7", "--attendees", "10")
    town.ok("activity", "session", "edit", "1", "--attendees", "13")
    town.ok("activity", "session", "remove", "2", "--reason", "入力の誤り")
    town.ok("undo")
    town.ok("pantry", "household", "edit", "H-1", "--children", "3")
    town.ok("config", "set", "organisation", "架空の会")
    town.today("2023-05-01")
    town.ok("report", "quarter", "R3Q3", "--edition", "1", "--out", str(tmp_path / "again"))
    assert content(tmp_path / "again") == first
    draft = town.ok("report", "quarter", "R3Q3", "-f", "markdown").out
    assert "案" in draft
    assert "架空の会" in draft


def test_the_frozen_report_speaks_both_languages_to_both_readers(town: Wagamachi, tmp_path: Path) -> None:
    town.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "1"), *QUICK)

    def printed(name: str, *words: str) -> dict[str, bytes]:
        town.ok(*words, "--edition", "1", "--out", str(tmp_path / name), "--only", "md")
        return content(tmp_path / name)

    asked = (
        ("--lang", "en", "report", "quarter", "R3Q3"),
        ("report", "quarter", "R3Q3", "--internal"),
    )
    before = [printed(f"before{number}", *words) for number, words in enumerate(asked)]
    assert "edition 1" in before[0]["report.md"].decode()
    assert "取扱注意" in before[1]["report.md"].decode()
    town.ok("activity", "session", "add", "架空サロン", "--on", "R3.12.7", "--attendees", "10")
    assert [printed(f"after{number}", *words) for number, words in enumerate(asked)] == before


def test_what_differs_is_named_with_the_records_responsible(town: Wagamachi, tmp_path: Path) -> None:
    town.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "1"), *QUICK)
    assert changes(town) == {}
    added = town.json("activity", "session", "add", "架空サロン", "--on", "R3.12.7", "--attendees", "10")[
        "id"
    ]
    town.ok("activity", "session", "edit", "1", "--attendees", "13")
    found = changes(town)
    held = found["session.held", None]
    assert (held["issued"], held["now"]) == (2, 3)
    assert [(one["kind"], one["id"], one["issued"], one["now"]) for one in held["records"]] == [
        ("session", added, None, 1)
    ]
    came = found["session.attendances", None]
    assert (came["issued"], came["now"]) == (26, 37)
    assert {one["id"]: (one["issued"], one["now"]) for one in came["records"]} == {
        1: (12, 13),
        added: (None, 10),
    }
    log = {row["number"]: row["command"] for row in town.json("log")}
    assert all("session" in log[number] for one in came["records"] for number in one["log"])
    assert (found["session.held", "2021-12"]["issued"], found["session.held", "2021-12"]["now"]) == (0, 1)
    assert (found["session.held", "ibasho"]["by"], found["session.held", "ytd"]["now"]) == ("category", 3)
    town.ok("undo")
    town.ok("undo")
    assert changes(town) == {}
    town.ok("activity", "session", "remove", "1", "--reason", "入力の誤り")
    gone = changes(town)["session.held", None]
    assert [(one["id"], one["issued"], one["now"]) for one in gone["records"]] == [(1, 1, None)]


def test_a_further_edition_needs_a_reason_and_marks_what_it_corrects(town: Wagamachi, tmp_path: Path) -> None:
    town.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "1"), *QUICK)
    town.ok("activity", "session", "add", "架空サロン", "--on", "R3.12.7", "--attendees", "10")
    error = town.refused(2, "report", "issue", "R3Q3", "--out", str(tmp_path / "2"), *QUICK)
    assert "--reason" in error["message"]
    assert not (tmp_path / "2").exists()
    issue = ("report", "issue", "R3Q3", "--out", str(tmp_path / "2"), "--reason", "開催の追加", *QUICK)
    assert town.json(*issue)["edition"] == 2
    second = content(tmp_path / "2")
    assert "3（訂正前 2）" in second["report.md"].decode()
    assert "開催の追加" in second["report.md"].decode()
    assert "（訂正前）" in second["tables/measures.csv"].decode("utf-8-sig")
    assert changes(town) == {}
    assert ("session.held", None) in changes(town, "--edition", "1")
    listed = town.json("report", "editions")
    assert [(one["period"], one["edition"], one["reason"]) for one in listed] == [
        ("2021Q3", 1, None),
        ("2021Q3", 2, "開催の追加"),
    ]
    town.ok("report", "quarter", "R3Q3", "--edition", "1", "--out", str(tmp_path / "again"))
    assert content(tmp_path / "again") == content(tmp_path / "1")


def test_what_was_not_issued_is_not_found(town: Wagamachi) -> None:
    assert "発行されていません" in town.refused(3, "report", "diff", "R3Q3")["message"]
    town.refused(3, "report", "quarter", "R3Q3", "--edition", "1")
    town.refused(2, "report", "issue", "R3Q1..R3Q3", "--out", "x")
    town.refused(2, "report", "issue", "R3Q3")


def test_a_failure_leaves_neither_edition_nor_folder(
    town: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "1"
    town.ok("report", "quarter", "R3Q2", "--out", str(folder), *QUICK)
    before = content(folder)
    issue = ("report", "issue", "R3Q3", "--out", str(folder), "--force", *QUICK)

    def full(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    def refuses(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    for place, failing, code in (
        ("wagamachi_cli.output.pack.place.write_new", full, 6),
        ("wagamachi_cli.register.writing.end_command", refuses, 130),  # after the folder has moved in
    ):
        with monkeypatch.context() as patch:
            patch.setattr(place, failing)
            assert town(*issue).code == code
        assert content(folder) == before
        assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".wagamachi")] == []
        assert town.json("report", "editions") == []
    town.ok(*issue)
    assert json.loads(content(folder)["manifest.json"])["edition"] == 1


def test_a_name_that_the_font_lacks_issues_nothing(town: Wagamachi, tmp_path: Path) -> None:
    town.ok("activity", "add", "架空の集い", "--category", "居場所", "--started", "R3.10.1")
    town.ok("choice", "edit", "category", "ibasho", "--label", "居場所\U00020bb7\U0001f600")
    result = town("report", "issue", "R3Q3", "--out", str(tmp_path / "1"))
    assert result.code == 6, result
    assert not (tmp_path / "1").exists()
    assert town.json("report", "editions") == []


def test_the_file_itself_refuses_to_change_an_edition(town: Wagamachi, tmp_path: Path) -> None:
    import sqlite3

    town.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "1"), *QUICK)
    with sqlite3.connect(town.db) as connection:
        for statement in (
            "UPDATE edition_number SET value = '9'",
            "DELETE FROM edition_file",
            "UPDATE edition SET reason = 'x'",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="issued"):
                connection.execute(statement)


def test_an_export_carries_the_editions(town: Wagamachi, tmp_path: Path) -> None:
    town.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "1"))
    town.ok("export", str(tmp_path / "all"))
    shutil.move(town.db, tmp_path / "former.db")
    town.ok("init", "--from", str(tmp_path / "all"))
    town.ok("report", "quarter", "R3Q3", "--edition", "1", "--out", str(tmp_path / "again"))
    assert content(tmp_path / "again") == content(tmp_path / "1")
    town.ok("activity", "session", "edit", "1", "--attendees", "13")
    (record,) = changes(town)["session.attendances", None]["records"]
    assert (record["id"], record["issued"], record["now"]) == (1, 12, 13)
    assert town.ok("check").code == 0


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_report_can_be_frozen_whatever_it_is_made_of(language: str) -> None:
    report = sample(language, edition=2, reason="訂正")
    assert freezing.thawed(freezing.frozen(report)) == report


def test_pictures_are_kept_once() -> None:
    from base64 import b64encode

    picture = bytes(range(256)) * 40
    files = {"report.html": b"<p>" + b64encode(picture) + b"</p>", "charts/a.png": picture, "report.md": b"a"}
    kept = keeping.compact(files)
    assert len(kept["report.html"]) < 100
    assert keeping.whole(kept) == files


LATE = "発行済み"


def test_a_late_entry_is_said_at_once_by_the_command_that_made_it(town: Wagamachi, tmp_path: Path) -> None:
    assert LATE not in town.ok("activity", "session", "edit", "1", "--attendees", "13").err
    town.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "1"), *QUICK)
    sheet = tmp_path / "sessions.csv"
    sheet.write_text("活動体,開催日,参加者\n架空サロン,R3.12.1,8\n", encoding="utf-8")
    for words in (
        ("activity", "session", "add", "架空サロン", "--on", "R3.12.7", "--attendees", "10"),
        ("activity", "session", "edit", "1", "--attendees", "12"),
        ("activity", "session", "remove", "1", "--reason", "入力の誤り"),
        ("undo",),
        ("redo",),
        ("activity", "suspend", "架空サロン", "--on", "R3.12.20"),
        ("activity", "edit", "架空サロン", "--category", "生活支援"),
        ("council", "placement", "add", "--layer", "2", "--from", "R2.4.1"),
        ("consultant", "add", "相談員001", "--registered", "R3.9"),
        ("import", "sessions", str(sheet)),
    ):
        said = town.ok(*words).err
        assert LATE in said, words
        assert "wagamachi report diff R3Q3" in said
    error = town.ok("activity", "session", "edit", "2", "--attendees", "11", "-f", "json").err
    assert LATE in json.loads(error)["warnings"][0]


def test_what_lies_outside_an_issued_period_is_no_late_entry(town: Wagamachi, tmp_path: Path) -> None:
    town.ok("consultant", "concern", "add", "--topic", "架空の困りごと", "--on", "R3.11.1")
    town.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "1"), *QUICK)
    for words in (
        ("activity", "session", "add", "架空サロン", "--on", "R4.1.4", "--attendees", "10"),
        ("activity", "session", "add", "架空サロン", "--on", "R3.9.30", "--attendees", "10"),
        ("consultant", "concern", "resolve", "1", "--on", "R4.1.4", "--outcome", "解決"),
        ("activity", "close", "架空サロン", "--on", "R4.1.5"),
        ("activity", "session", "edit", "1", "--note", "寒い日"),
        ("pantry", "household", "edit", "H-1", "--children", "3"),
        ("config", "set", "city", "架空市"),
    ):
        assert LATE not in town.ok(*words).err, words


def test_status_names_the_quarters_that_are_over_and_not_issued(town: Wagamachi, tmp_path: Path) -> None:
    def waiting() -> str:
        return "".join(town.json("status")["attention"])

    assert "R3Q1、R3Q3 は終わりました" in waiting()
    town.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "1"), *QUICK)
    assert "R3Q1 は終わりました" in waiting()
    town.today("2022-07-01")
    assert "R3Q4、R4Q1 は終わりました" in waiting()
