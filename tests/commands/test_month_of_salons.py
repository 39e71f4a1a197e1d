"""A month of salons: 14 activities, 26 sessions, one suspended, four people phoned – four commands."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.conftest import Wagamachi


def test_a_month_is_a_template_an_import_and_two_commands(fuchu: Wagamachi, tmp_path: Path) -> None:
    for number in range(1, 15):
        fuchu.ok("activity", "add", f"架空サロン{number:02}", "--category", "居場所", "--started", "R1.6")
    sheet = tmp_path / "開催.csv"

    fuchu.ok("activity", "suspend", "架空サロン14", "--on", "R3.10.1", "--reason", "感染症")
    fuchu.ok("activity", "contact", "add", "架空サロン14", "--on", "R3.10", "--by", "電話", "--people", "4人")
    fuchu.ok("template", "sessions", "--for", "R3.10", "-o", str(sheet))
    _fill_in(sheet)
    taken = fuchu.json("import", "sessions", str(sheet))

    assert (taken["added"], taken["bad"]) == (26, 0)
    measured = {row["measure"]: row["total"] for row in fuchu.json("report", "sessions", "R3.10")["rows"]}
    assert (measured["session.held"], measured["session.attendances"]) == (26, sum(range(10, 36)))
    assert measured["contact.people"] == 4
    again = fuchu.json("import", "sessions", str(sheet))
    assert (again["added"], again["same"]) == (0, 26)


def _fill_in(sheet: Path) -> None:
    """Two sessions for each of the 13 running salons, as somebody would type them in Excel."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = list(csv.reader(file))
    expected = [row for row in rows if not row[0].startswith("例")]
    assert len(expected) == 13, "the suspended one is not expected"
    on, attendees = heads.index("開催日"), heads.index("参加者（人）")
    filled = []
    for number, row in enumerate(expected * 2):
        session = list(row)
        session[on], session[attendees] = f"10/{number % 28 + 1}", f"{number + 10}人"
        filled.append(session)
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([heads, *filled])
