"""What is written as a sheet comes back as it was; a template changes what was filled in, and only that."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Wagamachi
from tests.exchange.test_packages import tables
from tests.lengths import by_length, is_long
from wagamachi_cli.kinds import KINDS, Kind

COMMA, QUOTED, EQUALS, MARKUP = "北、南", '"東" の町', "=1+1", "[red]x[/]"
FULL, MINUS, APOSTROPHE, EXAMPLE = "①㈱髙〜～−", "－5", "'99年組", "例会サロン"


@pytest.fixture(scope="module")
def _filled(_made: Callable[[bool], bytes], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Made once and copied: it takes some fifty commands."""
    path = tmp_path_factory.mktemp("filled") / "wagamachi.db"
    path.write_bytes(_made(True))
    with pytest.MonkeyPatch.context() as patch:
        fill_town(Wagamachi(path, patch))
    return path.read_bytes()


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _filled: bytes) -> Wagamachi:
    path = tmp_path / "wagamachi.db"
    path.write_bytes(_filled)
    path.chmod(0o600)
    return Wagamachi(path, monkeypatch)


def fill_town(fuchu: Wagamachi) -> None:
    """A record of every kind and more, with names, times and texts that are hard to carry."""
    for name in (COMMA, QUOTED, EQUALS, MARKUP, FULL, MINUS, APOSTROPHE):
        fuchu.ok("council", "area", "add", "--", name)
    fuchu.ok("council", "area", "edit", FULL, "--parent", EQUALS)
    for name, area in ((MARKUP, '"北、南"'), (FULL, f"{EQUALS},{MINUS}"), (EQUALS, '"""東"" の町"')):
        fuchu.ok("council", "add", "--area", area, "--alias", f"{name}甲,{name}乙", "--", name)
    fuchu.ok("council", "add", "読みが別の会の名の会", "--kana", FULL)
    fuchu.ok("council", "add", "はじまる会", "--status", "preparing")
    fuchu.ok("council", "add", "終わった会", "--established", "H28..R1", "--status", "closed")
    fuchu.ok("council", "placement", "add", "--layer", "1", "--from", "不明", "--concurrent")
    fuchu.ok(
        "council", "placement", "add", "--layer", "2", "--from", "..R1", "--no-concurrent", "--council", FULL
    )
    fuchu.ok("council", "placement", "add", "--layer", "2", "--from", "H28..R1", "--until", "R3Q3")
    fuchu.ok("council", "placement", "add", "--layer", "3", "--from", "R2H1", "--until", "R4.3..")
    fuchu.ok(
        "council", "meeting", "add", "--on", "R3.10.5", "--kind", "other", "--council", f"{FULL},{EQUALS}",
        "--start", "9:05", "--end", "10時半", "--title", "＝題名", "--attendees", "0", "--note", "-覚え",
    )  # fmt: skip
    fuchu.ok(
        "council",
        "meeting",
        "add",
        "--on",
        "R4.5",
        "--kind",
        "regular",
        "--times",
        "2",
        "--status",
        "cancelled",
    )
    fuchu.ok("council", "partner", "add", "--kind", "company", "--members", "1200", "--", MINUS)
    fuchu.ok("council", "partner", "link", MINUS, "--to", MARKUP)
    fuchu.ok("council", "support", "add", "--on", "R3.10", "--to", MINUS, "--function", "network")
    fuchu.ok("council", "outreach", "add", "--on", "R3.10", "--channel", "sns", "--reach", "0")
    for name in (EQUALS, EXAMPLE, FULL, APOSTROPHE):
        fuchu.ok("activity", "add", "--started", "H30..R1", "--category", "food", "--", name)
    fuchu.ok("activity", "edit", EXAMPLE, "--council", FULL, "--area", COMMA, "--venue", "=会場")
    fuchu.ok("activity", "suspend", EXAMPLE, "--on", "R2.4", "--reason", "other")
    fuchu.ok("activity", "resume", EXAMPLE, "--on", "R3Q1", "--measure", "shorter,partition")
    fuchu.ok("activity", "close", EQUALS, "--on", "R3.9.30")
    fuchu.ok("activity", "session", "add", EXAMPLE, "--on", "R3.11", "--times", "2", "--attendees", "31")
    twice = ("activity", "session", "add", EXAMPLE, "--on", "R3.10.5", "--minutes", "1時間半")
    fuchu.ok(*twice)
    fuchu.ok(*twice, "--again")
    fuchu.ok("activity", "contact", "add", EXAMPLE, "--on", "R2.5", "--by", "letter", "--people", "12")
    fuchu.ok("activity", "survey", "add", "--on", "R3", "--sent", "1,000", "--wants", "shopping=3,cleaning=5")
    fuchu.ok("activity", "helper", "add", "--can", "shopping,cleaning", "--area", COMMA, "--", MARKUP)
    fuchu.ok("activity", "request", "add", "--task", "shopping", "--for", "H-0001", "--wanted", "@電球")
    fuchu.ok("activity", "request", "ask", "1", "--helper", MARKUP, "--answer", "no")
    fuchu.ok("activity", "intro", "add", "--on", "R3.10", "--program", "fitness-test", "--people", "0")
    fuchu.ok("consultant", "add", "--registered", "H30..R1", "--trained", "R2", "--area", COMMA, "--", EQUALS)
    fuchu.ok("consultant", "course", "add", "--on", "R3.9", "--title", "-講座", "--completed", "0")
    fuchu.ok("consultant", "concern", "add", "--topic", "@電球、買い物", "--consultant", EQUALS)
    fuchu.ok("consultant", "concern", "relay", "1", "--to", MINUS)
    fuchu.ok(
        "consultant", "visit", "add", "--consultant", EQUALS, "--on", "R3.10", "--times", "3", "--absent"
    )
    fuchu.ok("note", "add", f"活動体 {EXAMPLE}", "=覚え")
    fuchu.ok("report", "narrative", "add", "R3Q3", "--section", "story", "--title", FULL, "一行目\n\n=二行目")
    fuchu.ok("report", "narrative", "add", "R3Q3", "--section", "councils", "--", MINUS)


def brought_in(wagamachi: Wagamachi, kind: Kind, path: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = wagamachi.json("import", kind.plural, str(path), *words)
    return found


@pytest.mark.long(short=True)
@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_a_list_goes_back_and_changes_nothing(town: Wagamachi, tmp_path: Path, kind: Kind) -> None:
    """As a workbook and as CSV; in a short run each kind goes one of the two ways."""
    command = kind.command.split()
    rows = len(town.json(*command, "list"))
    before = tables(town)
    ways = (("ja", "xlsx"), ("en", "csv"))
    for spoken, suffix in ways if is_long() else ways[sorted(KINDS).index(kind.code) % 2 :][:1]:
        path = tmp_path / f"list.{suffix}"
        town.ok("--lang", spoken, *command, "list", "-o", str(path))
        found = brought_in(town, kind, path)
        assert {key: found[key] for key in ("added", "changed", "same", "bad")} == {
            "added": 0,
            "changed": 0,
            "same": rows,
            "bad": 0,
        }
        assert tables(town) == before


LATER = {
    "drives",
    "lots",
    "households",
    "events",
    "reservations",
    "distributions",
    "movements",
    "hearings",
    "referrals",
}
"""Kinds of which the town above has no record yet."""


def test_the_lists_hold_something(town: Wagamachi) -> None:
    counted = town.json("status")
    assert {kind.plural for kind in KINDS.values() if not counted[kind.plural]} <= LATER


@pytest.mark.long(short=True)
@pytest.mark.parametrize("kind", list(KINDS.values())[:: 1 if is_long() else 3], ids=lambda kind: kind.code)
def test_a_template_that_was_not_filled_in_changes_nothing(
    town: Wagamachi, tmp_path: Path, kind: Kind
) -> None:
    """An empty one and those of a period; in a short run the one with the most rows."""
    before = tables(town)
    ways = ((["--for", "H28..R4"], "xlsx"), ([], "csv"), (["--for", "R3.10"], "csv"))
    for scope, suffix in ways[: by_length(1, len(ways))]:
        path = tmp_path / f"template{len(scope)}.{suffix}"
        town.ok("template", kind.plural, *scope, "-o", str(path))
        found = brought_in(town, kind, path)
        assert (found["added"], found["changed"], found["bad"]) == (0, 0, 0), scope
        assert tables(town) == before


def fill(path: Path, named: str, head: str, **cells: Any) -> None:
    """Fill in cells of the row whose column ``head`` says ``named``, as a person does in Excel."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    places = {cell.value: cell.column for cell in page[1]}
    (row,) = [row for row in range(3, page.max_row + 1) if page.cell(row, places[head]).value == named]
    for key, value in cells.items():
        page.cell(row, places[key]).value = value
    book.save(path)


def test_only_the_rows_that_were_filled_in_change(town: Wagamachi, tmp_path: Path) -> None:
    path = tmp_path / "activities.xlsx"
    town.ok("template", "activities", "--for", COMMA, "-o", str(path))
    fill(path, EXAMPLE, "活動体", よみ="れいかい", 会場="新しい会館")
    assert brought_in(town, KINDS["activity"], path)["changed"] == 1
    (row,) = [row for row in town.json("activity", "list") if row["name"] == EXAMPLE]
    assert (row["kana"], row["area"]) == ("れいかい", COMMA)
    before = tables(town)
    found = brought_in(town, KINDS["activity"], path)
    assert (found["added"], found["changed"]) == (0, 0)
    assert tables(town) == before


def test_the_meetings_of_a_month_are_filled_in_and_no_others(town: Wagamachi, tmp_path: Path) -> None:
    path = tmp_path / "meetings.xlsx"
    town.ok("template", "meetings", "--for", "R3.11", "-o", str(path))
    fill(path, "'=1+1", "協議会", **{"開催日": "11/5", "参加者（人）": 12})
    assert brought_in(town, KINDS["meeting"], path)["added"] == 1
    (row,) = town.json("council", "meeting", "list", "--period", "R3.11")
    assert (row["on"], row["councils"], row["kind"], row["attendees"]) == (
        "2021-11-05",
        [EQUALS],
        "regular",
        12,
    )
    assert brought_in(town, KINDS["meeting"], path)["added"] == 0


def test_a_day_outside_the_period_of_the_sheet_is_a_bad_row(town: Wagamachi, tmp_path: Path) -> None:
    path = tmp_path / "meetings.xlsx"
    town.ok("template", "meetings", "--for", "R3.11", "-o", str(path))
    fill(path, "'=1+1", "協議会", 開催日="2021-10-05")
    before = tables(town)
    result = town("import", "meetings", str(path))
    assert result.code == 1
    assert "R3.11" in result.err
    assert tables(town) == before


def test_a_csv_knows_its_period_as_well(town: Wagamachi, tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    town.ok("template", "history", "--for", "R3Q3", "-o", str(path))
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    place = {head: number for number, head in enumerate(rows[0])}
    (row,) = [row for row in rows if row[place["活動体"]] == FULL]
    row[place["できごと"]], row[place["日付"]] = "休止", "12/1"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert brought_in(town, KINDS["history"], path)["added"] == 1
    assert town.json("activity", "show", FULL)["history"][-1]["on"] == "2021-12-01"
    row[place["日付"]] = "2022-01-05"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert town("import", "history", str(path)).code == 1
