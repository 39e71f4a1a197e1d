"""How SQLite goes about every question: what a report asks of a period reads that period and no more.

No table that grows is read whole where an index serves, and none once for each row of another.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from benchmarks import town

from tests.reports.conftest import schema
from wagamachi_cli import queries
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.queries.rows import counted_codes
from wagamachi_cli.queries.windows import Window
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
QUARTER = Period.quarter(2021, 2)
EVER = "it stands until it ends, whenever it began"
BOOKS = "what is left follows from all that ever came and went"
WHOLE = {
    ("held", "help.open"): EVER,
    ("held_items", "help.open"): EVER,
    ("held", "concern.open"): EVER,
    ("held_items", "concern.open"): EVER,
    **{
        (what, code): BOOKS
        for what in ("held", "held_items", "first_day", "newest")
        for code in ("food.stock", "food.stock_items")
    },
}
"""The questions that have to read a table that grows whole, and why."""
FEW = {"activity_event"}
"""Tables that grow with what there is, not with what happens: a few rows in the life of an activity."""


class Listening(sqlite3.Connection):
    """A connection that keeps what it is asked."""

    asked: list[tuple[str, Any]]

    def execute(self, question: str, values: Any = ()) -> sqlite3.Cursor:
        self.asked.append((question, values))
        return super().execute(question, values)


@pytest.fixture(scope="module")
def large() -> Listening:
    """A town of 100,000 events, without the history."""
    connection = sqlite3.connect(":memory:", factory=Listening)
    connection.asked = []
    connection.row_factory = sqlite3.Row
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


def read_whole(connection: sqlite3.Connection, question: str, values: Any) -> set[str]:
    """The tables that grow of which a question reads every row, or every entry of an index.

    Read off SQLite's machine code: there, and not in the plan, a range of an index is told from all of it.
    """
    pages = {
        page: (table, name)
        for table, name, page in connection.execute("SELECT tbl_name, name, rootpage FROM sqlite_schema")
        if table in LARGE - FEW
    }
    opened: dict[int, str] = {}
    found = set()
    asked = question.partition(" AS ")[2] if question.startswith("CREATE") else question
    for _address, operation, first, second, third, *_rest in connection.execute(
        f"EXPLAIN {asked}", values
    ).fetchall():
        if operation == "OpenRead" and third == 0:
            opened.pop(first, None)
            if second in pages:
                opened[first] = pages[second][0]
        elif operation in ("Rewind", "Last") and first in opened:
            found.add(opened[first])
    return found


def without_end(connection: sqlite3.Connection, question: str, values: Any) -> list[str]:
    """The searches by a day that have one end alone: what began in the period, and apart what reaches into it.

    SQLite writes these two as alternatives (MULTI-INDEX OR); it may also take the index for what has begun by
    the end of the period, which after twenty years is nearly all there is.
    """
    steps = {row[0]: (row[1], row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {question}", values)}
    return [
        said
        for parent, said in steps.values()
        if re.search(r"USING INDEX ix_[a-z_]+_from\b", said)
        and not steps.get(parent, (0, ""))[1].startswith("INDEX ")
    ]


def asked_of(
    large: Listening, measure: Measure, ask: Callable[[Measuring], object]
) -> Iterator[tuple[str, Any]]:
    """What a reader that knows nothing yet puts to the register."""
    reader = Measuring(large, town.TODAY)
    reader.fields(measure)  # what columns there are is asked without reading a row
    del large.asked[:]
    ask(reader)
    yield from list(large.asked)


def questions(measure: Measure) -> dict[str, Callable[[Measuring], object]]:
    """What reports ask of a measure, for a quarter beside the same quarter of the year before."""
    windows = [Window.of(column) for column in (QUARTER, *QUARTER.split("month"), QUARTER.previous())]
    both = {
        "first_day": lambda reader: reader.first_day(measure),
        "newest": lambda reader: reader.newest([measure], QUARTER),
    }
    if measure.kind == "stock":
        days = [QUARTER.last, QUARTER.previous().last]
        return both | {
            "held": lambda reader: [reader.held(measure, days, by) for by in ("", *reader.fields(measure))],
            "held_items": lambda reader: reader.held_items(measure, QUARTER.last),
        }
    return both | {
        "tally": lambda reader: [reader.tally(measure, windows, by) for by in ("", *reader.fields(measure))],
        "items": lambda reader: reader.items(measure, windows, inside=True),
        "doubtful": lambda reader: reader.items(measure, windows, inside=False),
        "used": lambda reader: reader.used(measure, windows[0]),
    }


@pytest.mark.parametrize("code", sorted(counted_codes()))
def test_a_report_reads_its_period_alone(large: Listening, code: str) -> None:
    for what, ask in questions(MEASURES[code]).items():
        whole = {
            table
            for question, values in asked_of(large, MEASURES[code], ask)
            for table in read_whole(large, question, values)
        }
        if what in ("tally", "items", "doubtful", "used"):
            asked = list(asked_of(large, MEASURES[code], ask))
            assert not [one for question in asked for one in without_end(large, *question)], (what, code)
        # A reason that no longer holds is found as well.
        assert bool(whole) == ((what, code) in WHOLE), (what, code, whole)


@pytest.mark.parametrize("code", sorted(one.code for one in KINDS.values() if one.table in town.SHARES))
def test_a_list_of_a_period_reads_that_period_alone(large: Listening, code: str) -> None:
    del large.asked[:]
    Measuring(large, town.TODAY).records(code, QUARTER)
    assert not any(read_whole(large, question, values) for question, values in list(large.asked))


def test_the_rosters_of_a_period_are_read_alone(large: Listening) -> None:
    del large.asked[:]
    Measuring(large, town.TODAY).rosters(QUARTER)
    assert not any(read_whole(large, question, values) for question, values in list(large.asked))


def test_a_question_that_reads_everything_is_found(large: Listening) -> None:
    days = {"first": date(2021, 7, 1).isoformat()}
    assert read_whole(large, "SELECT sum(attendees) FROM session WHERE on_to >= :first", days) == {"session"}
    assert read_whole(large, "SELECT sum(attendees) FROM session WHERE on_from >= :first", days) == set()
