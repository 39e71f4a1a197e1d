"""Every number counted again: random registers made through the doors, an independent count of their rows."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from datetime import date

import pytest

from tests.conftest import Wagamachi
from tests.lengths import by_length
from tests.reports.auditor import FLOWS, STOCKS, Auditor
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.period import parse_period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.trend import Question, trend

TODAY = date(2022, 5, 1)
PERIODS = ("R2", "R3", "R3Q1", "R3Q2", "R3Q3", "R3Q4", "R3.5", "R3.10", "R4.2", "R2Q4..R3Q2", "R3H2")


def nasty(wagamachi: Wagamachi, chance: random.Random) -> None:
    """A register with vague days, areas within areas, totals, removals and commands undone."""
    wagamachi.today(TODAY.isoformat())
    for words in (
        ("council", "area", "add", "架空市"),
        ("council", "area", "add", "甲", "--parent", "架空市"),
        ("council", "area", "add", "乙", "--parent", "架空市"),
        ("council", "add", "甲の会", "--area", "甲", "--established", "R2.6"),
        ("council", "add", "甲乙の会", "--area", "甲", "--area", "乙", "--established", "R2"),
    ):
        wagamachi.ok(*words)

    def when() -> str:
        day = date.fromordinal(chance.randint(date(2020, 4, 1).toordinal(), date(2022, 4, 29).toordinal()))
        month = f"{day.year}-{day.month:02}"
        return chance.choice([day.isoformat()] * 5 + ([month] if month < "2022-04" else []) + ["R2", "R3"])

    def area() -> list[str]:
        return chance.choice([["--area", "甲"], ["--area", "乙"], ["--area", "架空市"], []])

    activities = [f"架空サロン{n:03}" for n in range(4)]
    for name in activities:
        council = chance.choice([["--council", "甲の会"], ["--council", "甲乙の会"], []])
        started = chance.choice([when(), "不明"])
        wagamachi.ok("activity", "add", name, "--category", "居場所", "--started", started, *area(), *council)
    consultants = [f"相談員{n:03}" for n in range(4)]
    for name in consultants:
        wagamachi.ok("consultant", "add", name, "--registered", chance.choice([when(), "不明"]), *area())
    for n in range(30):
        kind = chance.choice(
            (
                "session",
                "session",
                "contact",
                "visit",
                "concern",
                "request",
                "placement",
                "pause",
                "undo",
                "remove",
            )
        )
        number = str(chance.randint(1, 20))
        words = {
            "session": ["activity", "session", "add", chance.choice(activities), "--on", when(), "--attendees", number, "--helpers", "2"],
            "contact": ["activity", "contact", "add", chance.choice(activities), "--on", when(), "--by", "phone", "--people", number],
            "visit": ["consultant", "visit", "add", "--consultant", chance.choice(consultants), "--on", when(), "--kind", "visit",
                      *chance.choice([["--absent"], ["--times", number], []])],
            "concern": ["consultant", "concern", "add", "--topic", f"例{n:03}", "--on", when(), *area(),
                        *chance.choice([["--consultant", chance.choice(consultants)], []])],
            "request": ["activity", "request", "add", "--task", "買い物", "--on", when(), *area()],
            "placement": ["council", "placement", "add", "--layer", "2", "--from", when(), *area()],
            "pause": ["activity", chance.choice(("suspend", "resume")), chance.choice(activities), "--on", when()],
            "undo": ["undo"],
            "remove": ["activity", "session", "remove", number, "--reason", "誤記"],
        }[kind]  # fmt: skip
        assert wagamachi(*words).code in (0, 3, 4), words  # what a rule refuses changes nothing
    for n in range(1, 4):
        wagamachi("consultant", "concern", "resolve", str(n), "--on", "2022-04-30", "--outcome", "例")
        wagamachi("activity", "request", "done", str(n), "--on", "2022-04-30", "--minutes", "30")


@pytest.mark.long(short=True)
@pytest.mark.parametrize("seed", range(3))
def test_every_number_is_what_the_auditor_counts(empty: Wagamachi, seed: int) -> None:
    """About 80 numbers of each period, and by area."""
    for number in range(by_length(1, 5)):
        copy = empty.db.read_bytes()
        nasty(empty, random.Random(f"{seed} {number}"))
        with contextlib.closing(sqlite3.connect(empty.db)) as connection:
            connection.row_factory = sqlite3.Row
            wrong = differences(connection)
        assert wrong == [], (seed, number)
        empty.db.write_bytes(copy)


def differences(connection: sqlite3.Connection) -> list[object]:
    reader, auditor, wrong = Measuring(connection, TODAY, TODAY), Auditor(connection), list[object]()
    for words in PERIODS:
        period = parse_period(words, TODAY)
        first, last = period.start.isoformat(), period.last.isoformat()
        for code in (*FLOWS, *STOCKS):
            if code in STOCKS:
                counted = auditor.stock(code, period.last)
            else:
                counted = dict[object, int]()
                for begun, ended, counts, area in auditor.flow(code):
                    if first <= begun and ended <= last:
                        counted[area] = counted.get(area, 0) + counts
            for by in ("", "area"):
                found = trend(reader, MEASURES[code], period, Question(period, by), columns=(period,))
                total = found.total.cells[0].value or 0
                if total != sum(counted.values()):
                    wrong.append((words, code, by, total, counted))
                if by:
                    rows = {key: line.cells[0].value or 0 for key, line in found.rows.items()}
                    if any(rows.get(key, 0) != counted.get(key, 0) for key in {*rows, *counted}):  # type: ignore[call-overload]
                        wrong.append((words, code, rows, counted))
    return wrong
