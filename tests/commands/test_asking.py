"""What a terminal asks before it is done: a year in doubt, erasing, issuing; and what a folder is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.test_contract import Person
from tests.conftest import Wagamachi
from wagamachi_cli.exchange.times import in_year
from wagamachi_cli.period import Period


@pytest.fixture
def spring(empty: Wagamachi) -> Wagamachi:
    """1 March, an activity that runs."""
    empty.today("2022-03-01")
    empty.ok("activity", "add", "架空サロン001", "--category", "居場所", "--started", "R1.5.1")
    return empty


@pytest.mark.parametrize(
    ("day", "forms"),
    [
        ("3/20", ("R3.3.20", "R4.3.20")),
        ("５月３１日", ("R3.5.31", "R4.5.31")),
        ("2/29", ("R2.2.29", "R6.2.29")),
        ("5/30..6/2", ("R3.5.30", "R4.5.30")),
    ],
)
def test_elsewhere_a_day_long_ago_needs_its_year(day: str, forms: tuple[str, ...], spring: Wagamachi) -> None:
    error = spring.refused(2, "activity", "session", "add", "1", "--on", day, "--attendees", "3")
    assert all(form in error["message"] + error["hint"] for form in forms)
    assert error["message"].startswith("--on")


@pytest.mark.parametrize("day", ["6/1", "2/28", "3/20(土)", "R3.3.20", "3月", "R3.5"])
def test_a_day_that_leaves_no_doubt_is_taken(day: str, spring: Wagamachi) -> None:
    spring.ok("activity", "session", "add", "1", "--on", day, "--attendees", "3")


def test_what_is_planned_lies_ahead_and_is_not_asked_about(spring: Wagamachi) -> None:
    made = spring.json("council", "meeting", "add", "--on", "4/17", "--kind", "定例会", "--status", "予定")
    assert made["on"] == "2022-04-17"
    spring.refused(2, "council", "meeting", "add", "--on", "4/17", "--kind", "定例会")
    spring.refused(2, "forget", "--before", "4/17")


def test_a_day_to_find_a_record_by_is_a_search(spring: Wagamachi) -> None:
    spring.ok("council", "meeting", "add", "--on", "R3.3.20", "--kind", "定例会")
    assert spring.json("council", "meeting", "show", "3/20")["on"] == "2021-03-20"


def test_of_a_sheet_the_days_that_were_understood_are_said(spring: Wagamachi) -> None:
    """A year of sessions, written up in March, goes back to April."""
    sheet = spring.db.with_name("開催.csv")
    sheet.write_text("活動体,開催日,参加者\n架空サロン001,4/20,5\n架空サロン001,2/15,6\n", encoding="utf-8")
    assert "R3.4.20 – R4.2.15" in spring.ok("import", "sessions", str(sheet)).err
    assert in_year("4/20", Period.fy(2021).span) == "2021-04-20"


@pytest.mark.parametrize(("answer", "written"), [("1", "2021-03-20"), ("2", "")])
def test_at_a_terminal_the_year_is_asked(
    answer: str, written: str, spring: Wagamachi, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Person(monkeypatch, answer)
    result = spring("activity", "session", "add", "1", "--on", "3/20", "--attendees", "3")
    assert len(asked.asked) == 1
    assert result.code == (0 if written else 2)
    assert [row["on"] for row in spring.json("activity", "session", "list")] == ([written] if written else [])


def test_a_meeting_of_last_spring_is_asked_about_before_it_is_written(
    empty: Wagamachi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elsewhere it is the last such day: it lies less than nine months back."""
    empty.today("2021-12-10")
    words = ("council", "meeting", "add", "--on", "4/17", "--kind", "定例会")
    assert empty.json(*words)["on"] == "2021-04-17"
    asked = Person(monkeypatch, "2")
    assert empty.json(*words, "--title", "二つ目")["on"] == "2022-04-17"
    assert len(asked.asked) == 1


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (("forget", "H-0001"), "SELECT 1 FROM household WHERE contact IS NOT NULL"),
        (("report", "issue", "R3Q3", "--only", "md"), "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM edition)"),
    ],
)
def test_what_cannot_be_taken_back_is_asked_once(
    words: tuple[str, ...],
    left: str,
    spring: Wagamachi,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spring.ok("pantry", "household", "add", "H-0001", "--adults", "1", "--contact", "090-0000-0000")
    made = (*words, *(["--out", str(tmp_path / "issued")] if "issue" in words else []))
    asked = Person(monkeypatch, "n")
    spring.ok(*made)
    assert len(asked.asked) == 1
    assert spring.rows(left)
    asked = Person(monkeypatch)
    spring.ok(*made, "--yes")
    assert not asked.asked
    assert not spring.rows(left)


def test_elsewhere_nothing_is_asked(spring: Wagamachi, tmp_path: Path) -> None:
    spring.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "issued"), "--only", "md")
    assert spring.rows("SELECT count(*) FROM edition") == [(1,)]


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("報告.pptx", "-o"),
        ("報告.XLSX", "-o"),
        ("報告.md", "-o"),
        ("報告.pdf", "--out"),
        ("報告.png", "--only png"),
    ],
)
def test_the_name_of_a_file_is_no_folder(file: str, hint: str, spring: Wagamachi, tmp_path: Path) -> None:
    for verb in ("quarter", "issue"):
        error = spring.refused(2, "report", verb, "R3Q3", "--out", str(tmp_path / file))
        assert (hint in error["hint"]) or verb == "issue"
        assert "-o " not in error["hint"] or verb == "quarter"
    assert list(tmp_path.glob("報告*")) == []


@pytest.mark.parametrize("kind", ["pptx", "html", "xlsx", "md", "csv"])
def test_one_file_of_a_report(kind: str, spring: Wagamachi, tmp_path: Path) -> None:
    file = tmp_path / f"報告.{kind}"
    spring.ok("report", "quarter", "R3Q3", "-o", str(file))
    assert file.stat().st_size > 100
    assert spring("report", "quarter", "R3Q3", "-o", str(file)).code == 6
    if kind in ("pptx", "html"):
        spring.ok("report", "quarter", "R3Q3", "--out", str(tmp_path / "a"), "--only", kind)
        assert file.read_bytes() == (tmp_path / "a" / f"report.{kind}").read_bytes()


def test_a_folder_is_made_with_those_above_it_and_named(spring: Wagamachi, tmp_path: Path) -> None:
    folder = tmp_path / "報告" / "R4.3.1"
    told = spring.json("report", "quarter", "R3Q3", "--out", str(folder), "--only", "md,csv")
    assert told["period"] == {"label": "R3Q3", "from": "2021-10-01", "to": "2021-12-31"}
    assert told["folder"] == str(folder)
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {one["path"] for one in told["files"]} | {"manifest.json"} == found


def test_what_fails_leaves_no_folder_above(spring: Wagamachi, tmp_path: Path) -> None:
    from wagamachi_cli.output import folder

    place = folder.check_place(tmp_path / "a" / "b" / "c", parents=True)
    with pytest.raises(RuntimeError), folder.staged(place):
        raise RuntimeError
    assert not (tmp_path / "a").exists()
    (tmp_path / "file").write_text("")
    spring.refused(6, "report", "quarter", "R3Q3", "--out", str(tmp_path / "file" / "a"), "--only", "md")
