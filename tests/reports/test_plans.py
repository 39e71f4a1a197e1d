"""How SQLite goes about every question: no table that grows is read once for each row of another."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from pathlib import Path

import pytest
from benchmarks import town

from tests.reports.conftest import schema
from wagamachi_cli import queries
from wagamachi_cli.seed import choices_sql

FOLDER = Path(queries.__file__).parent
NAMES = sorted(str(file.relative_to(FOLDER).with_suffix("")) for file in FOLDER.rglob("*.sql"))
LARGE = frozenset(town.SHARES) | {
    "activity_event",
    "code",
    "distribution_line",
    "history_change",
    "household",
    "lot",
    "meeting_council",
    "movement",
    "request_ask",
    "request_helper",
    "reservation",
    "session_code",
}


@pytest.fixture(scope="module")
def large() -> sqlite3.Connection:
    """A town of 100,000 events, without the history."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema())
    connection.executescript(choices_sql())
    town.fill(connection, 100_000)
    return connection


def plan(connection: sqlite3.Connection, name: str) -> list[tuple[int, int, str]]:
    """The steps of a question: number, the step that it belongs to, what is done."""
    question = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    if name == "suggesting":
        helpers = (FOLDER / "kinds" / "helper.sql").read_text(encoding="utf-8")
        question = f"WITH derived AS ({helpers.replace(':at', ':today')}) {question}"
    values = dict.fromkeys(re.findall(r":([a-z_]+)", question), "2022-01-24")
    return [(row[0], row[1], row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {question}", values)]


def aliases(question: str) -> dict[str, str]:
    """What each table is called in a question."""
    found = re.findall(r"(?:FROM|JOIN) ([a-z_]+)(?: AS ([a-z_]+))?", question)
    return {alias or table: table for table, alias in found}


def read_again(steps: list[tuple[int, int, str]], called: dict[str, str]) -> list[str]:
    """The tables that grow of which all is read, or an index built, for each row of another."""
    loops = defaultdict(list)
    for _number, parent, said in steps:
        step = re.match(r"(SCAN|SEARCH) ([a-z_]+)\b(.*)", said)
        if step:
            loops[parent].append((step[1], called.get(step[2], step[2]), step[3]))
    inner = [step for under in loops.values() for step in under[1:]]
    return [table for how, table, rest in inner if table in LARGE and (how == "SCAN" or "AUTOMATIC" in rest)]


@pytest.mark.parametrize("name", NAMES)
def test_no_table_that_grows_is_read_again_and_again(large: sqlite3.Connection, name: str) -> None:
    question = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    assert read_again(plan(large, name), aliases(question)) == []


@pytest.mark.parametrize("condition", ["s.minutes > m.online", "s.minutes = m.online"])
def test_a_bad_question_is_found(large: sqlite3.Connection, condition: str) -> None:
    question = f"SELECT 1 FROM meeting AS m CROSS JOIN session AS s WHERE {condition}"
    steps = [(row[0], row[1], row[3]) for row in large.execute(f"EXPLAIN QUERY PLAN {question}")]
    assert read_again(steps, aliases("FROM meeting AS m JOIN session AS s")) == ["session"]
