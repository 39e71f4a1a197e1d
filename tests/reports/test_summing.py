"""Year so far and last year's period beside what was issued, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Wagamachi, put

QUICK = ("--only", "md")
SAID = "今の台帳の数です"
ISSUED = "R3Q1 第1版、R3Q2 第1版"


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("town")
    with pytest.MonkeyPatch.context() as patch:
        town = Wagamachi(folder / "wagamachi.db", patch)
        town.today("2022-01-05")
        town.ok("init")
        town.ok("activity", "add", "架空サロン", "--category", "居場所", "--started", "R2.5")
        sheet = folder / "sessions.csv"
        sheet.write_text(
            "活動体,開催日,参加者\n"
            + "".join(
                f"架空サロン,{day},{came}\n"
                for day, came in (("R2.11.2", 9), ("R3.5.10", 10), ("R3.8.3", 20), ("R3.11.9", 30))
            ),
            encoding="utf-8",
        )
        town.ok("import", "sessions", str(sheet))
        requests = folder / "requests.csv"
        requests.write_text(
            "内容,受付\n" + "買い物,R3.5.10\n" * 3 + "買い物,R3.8.10\n" * 9 + "買い物,R3.11.10\n" * 20,
            encoding="utf-8",
        )
        town.ok("import", "requests", str(requests))
        for period in ("R3Q1", "R3Q2"):
            issue(town, folder, period)
    return (folder / "wagamachi.db").read_bytes()


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _made: bytes) -> Wagamachi:
    """Two issued quarters with a session each, of 10 and 20 people; one of 30 in the third."""
    town = put(_made, tmp_path, monkeypatch)
    town.today("2022-01-05")
    return town


def issue(town: Wagamachi, folder: Path, period: str, *more: str) -> None:
    town.ok("report", "issue", period, "--out", str(folder / "out"), "--force", *QUICK, *more)


def came(town: Wagamachi, day: str, people: int) -> None:
    town.ok("activity", "session", "add", "架空サロン", "--on", day, "--attendees", str(people))


def said(town: Wagamachi, name: str, period: str, *more: str) -> list[str]:
    """The notes about what was issued."""
    notes = town.json("report", name, period, *more)["notes"]
    return [note.lstrip("※ ") for note in notes if SAID in note]


def test_nothing_is_said_while_the_register_says_what_was_issued(town: Wagamachi) -> None:
    assert said(town, "quarter", "R3Q3") == []
    came(town, "R3.12.7", 5)  # in the period itself, which is in its own number
    assert said(town, "quarter", "R3Q3", "--internal") == []


def test_what_came_late_is_told_measure_by_measure(town: Wagamachi, tmp_path: Path) -> None:
    came(town, "R3.6.1", 44)
    (note,) = said(town, "quarter", "R3Q3")
    assert note == (
        f"年度累計は今の台帳の数です。発行済みの報告（{ISSUED}）とこの期間の合計とは、次の数だけ違います："
        "開催回数 +1、参加者（延べ） +44。"
    )
    town.ok("activity", "session", "edit", "3", "--attendees", "13")  # 20 in August: 7 fewer
    assert "開催回数 +1、参加者（延べ） +37。" in said(town, "quarter", "R3Q3")[0]
    town.ok("activity", "session", "remove", "2", "--reason", "入力の誤り")  # the 10 in May
    (note,) = said(town, "quarter", "R3Q3")
    assert "参加者（延べ） +27。" in note
    assert "開催回数" not in note
    town.ok("activity", "session", "edit", "3", "--attendees", "20")
    town.ok("activity", "session", "edit", "5", "--attendees", "4")  # 10 issued, now 4
    assert "参加者（延べ） ▲6。" in said(town, "quarter", "R3Q3")[0]
    english = town.json("--lang", "en", "report", "quarter", "R3Q3")["notes"]
    assert any(
        "Year so far is what the register says now" in one
        and "(2021Q1 edition 1, 2021Q2 edition 1) and this period" in one
        and "▲6." in one
        for one in english
    )
    issue(town, tmp_path, "R3Q1", "--reason", "訂正")
    assert said(town, "quarter", "R3Q3") == [], "the last edition of each quarter counts"


def test_an_issued_report_keeps_its_note(town: Wagamachi, tmp_path: Path) -> None:
    came(town, "R3.6.1", 44)
    issue(town, tmp_path, "R3Q3")
    first = (tmp_path / "out" / "report.md").read_bytes()
    assert "参加者（延べ） +44。" in first.decode()
    came(town, "R3.6.2", 3)
    (note,) = said(town, "quarter", "R3Q3", "--edition", "1")
    assert "参加者（延べ） +44。" in note
    again = ("report", "quarter", "R3Q3", "--edition", "1", "--out", str(tmp_path / "again"), *QUICK)
    town.ok(*again)
    assert (tmp_path / "again" / "report.md").read_bytes() == first
    assert "参加者（延べ） +47。" in said(town, "quarter", "R3Q3")[0]


def test_a_year_is_compared_only_when_every_part_of_it_was_issued(town: Wagamachi, tmp_path: Path) -> None:
    came(town, "R3.6.1", 44)
    town.today("2022-04-05")
    assert said(town, "year", "R3") == []
    issue(town, tmp_path, "R3Q3")
    assert "R3Q1 第1版、R3Q2 第1版）とこの期間" in said(town, "half", "R3H2")[0]
    assert said(town, "year", "R3") == []
    issue(town, tmp_path, "R3Q4")
    for name, period, whole in (("year", "R3", "R3年度"), ("half", "R3H2", "年度累計")):
        (note,) = said(town, name, period)
        assert note.startswith(whole)
        assert "R3Q1 第1版、R3Q2 第1版、R3Q3 第1版、R3Q4 第1版）の合計" in note
        assert note.endswith("開催回数 +1、参加者（延べ） +44。")


def test_last_years_period_is_compared_with_its_own_edition(town: Wagamachi, tmp_path: Path) -> None:
    issue(town, tmp_path, "R2Q3")
    assert said(town, "quarter", "R3Q3") == []
    came(town, "R2.12.1", 8)
    (note,) = said(town, "quarter", "R3Q3")
    assert note == (
        "前年同期（R2Q3）は今の台帳の数です。発行済みの報告（R2Q3 第1版）とは、次の数だけ違います："
        "開催回数 +1、参加者（延べ） +8。"
    )


def test_what_a_public_edition_hides_is_not_told_by_the_note(town: Wagamachi) -> None:
    """3 and 9 requests in the two quarters are hidden, the 33 of the year so far are not."""
    town.ok("activity", "request", "add", "--task", "買い物", "--on", "R3.6.1")
    rows = {row["measure"]: row for row in town.json("report", "quarter", "R3Q3")["rows"]}
    assert rows["help.requests"]["ytd"] == 33
    (inside,) = said(town, "quarter", "R3Q3", "--internal")
    assert inside.endswith("違います：依頼 +1。")
    assert said(town, "quarter", "R3Q3") == []
