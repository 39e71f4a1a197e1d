"""Words of the tests of reports: a few things that happened, and numbers read from a table."""

from __future__ import annotations

import sqlite3

from wagamachi_cli.period import Period
from wagamachi_cli.queries.editions import packed
from wagamachi_cli.reports.facts import put
from wagamachi_cli.reports.periodic.making import Making
from wagamachi_cli.sheet import Sheet, machine


def started(connection: sqlite3.Connection, first: str, last: str = "", category: str = "other") -> int:
    """An activity that started on a day, or between two."""
    number = connection.execute("SELECT count(*) FROM activity").fetchone()[0] + 1
    cursor = connection.execute(
        "INSERT INTO activity (name, category, started_from, started_to) VALUES (?, ?, ?, ?)",
        (f"活動{number:03}", category, first, last or first),
    )
    return int(cursor.lastrowid or 0)


def happened(connection: sqlite3.Connection, activity: int, event: str, day: str) -> None:
    """Something in the history of an activity."""
    connection.execute(
        "INSERT INTO activity_event (activity_id, event, on_from, on_to) VALUES (?, ?, ?, ?)",
        (activity, event, day, day),
    )


def table(sheet: Sheet, key: str) -> dict[object, list[object]]:
    """Row → its numbers, in the order of the columns."""
    numbers = [column.key for column in sheet.columns if column.kind == "number"]
    return {machine(row[key]): [machine(row[number]) for number in numbers] for row in sheet.rows}


def handed_over(connection: sqlite3.Connection, report: Making, period: Period) -> None:
    """Note that the public report of a period was written, as the command does."""
    connection.execute(
        "INSERT INTO register_pack (period_from, period_to, day, told) VALUES (?, ?, '2022-09-10', ?)",
        (str(period.start), str(period.last), packed(put(report.hiding.facts()).encode())),
    )
