"""The bare SQL of a report, asked by the standard library alone.

.venv/bin/python benchmarks/bare.py plain FILE QUESTIONS -- report quarter R3Q2
.venv/bin/python benchmarks/bare.py record FILE QUESTIONS -- report quarter R3Q2
.venv/bin/python benchmarks/bare.py replay FILE QUESTIONS

``plain`` writes down what anybody would ask to learn the numbers that the report shows: a sum for each number
of a table of times, a sum by the field for each column of a table of parts; nothing of what was published,
what is vague, what has to be hidden. ``record`` writes down what the program itself asks, each question once.
``replay`` asks either, and takes every row of the answers.
"""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

Question = tuple[str, Any]

STOCK = """
SELECT sum({sum}) FROM (
  SELECT {sum} FROM lot WHERE removed IS NULL AND on_from <= :day
  UNION ALL
  SELECT -n.{sum} FROM distribution AS v CROSS JOIN distribution_line AS n ON n.distribution_id = v.id
  WHERE v.removed IS NULL AND v.on_from <= :day
  UNION ALL
  SELECT CASE kind WHEN 'found' THEN {sum} ELSE -{sum} END FROM movement
  WHERE removed IS NULL AND on_from <= :day
)
"""
"""What is in stock on a day: all that came less all that went."""
ONE = {"activity": "activity.started", "placement": "placement.new"}
"""The reports of one measure, told apart row by row."""


def record(file: str, words: list[str]) -> Iterator[Question]:
    """Every question of the program with its values, each once."""
    asked: list[Question] = []

    class Listening(sqlite3.Connection):
        def execute(self, question: str, values: Any = ()) -> sqlite3.Cursor:
            if question.split()[0] in ("SELECT", "WITH", "CREATE"):
                asked.append((question, values if isinstance(values, dict) else list(values)))
            return super().execute(question, values)

    connect = sqlite3.connect

    def listening(*place: Any, **options: Any) -> sqlite3.Connection:
        return connect(*place, factory=Listening, **options)

    sqlite3.connect = listening  # type: ignore[assignment]
    _run(file, words)
    yield from asked


def plain(file: str, words: list[str]) -> Iterator[Question]:
    """A question for every number of the report's tables."""
    from wagamachi_cli.kinds.measures import MEASURES

    report = json.loads(_run(file, [*words, "-f", "json"]))
    _opened.append(sqlite3.connect(f"file:{file}?mode=ro", uri=True))
    first, last = report["period"]["from"], report["period"]["to"]
    times = dict(_times(report))
    if report["report"] in ONE:
        rows = report["columns"][0]["key"]
        yield from (_sum(ONE[report["report"]], *time, report["as_of"], rows) for time in times.values())
    for table in (report, *report["tables"], *report.get("sections", ())):
        keys = [column["key"] for column in table["columns"] or ()]
        for row in table["rows"] or ():
            if row.get("measure") in MEASURES:
                shown = [times[key] for key in keys if key in times]
                yield from (_sum(row["measure"], *time, report["as_of"]) for time in shown)
        for code in keys if table["rows"] else ():
            if code in MEASURES:
                yield _sum(code, first, last, report["as_of"], keys[0])


def _times(report: dict[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The columns of time: their first and last days."""
    from wagamachi_cli.period import Period, parse_period
    from wagamachi_cli.reports.periodic.times import Times

    today = date.fromisoformat(report["as_of"])
    days = [date.fromisoformat(report["period"][end]) for end in ("from", "to")]
    whole = parse_period(f"{days[0]:%Y-%m}..{days[1]:%Y-%m}", today)
    assert isinstance(whole, Period)
    named = {"total": whole}
    if whole.kind in ("quarter", "half", "month"):
        beside = Times.of(whole)
        named = {"ytd": beside.so_far, "last-year": beside.last_year, "previous": beside.previous}
    for column in report["columns"]:
        key = column["key"]
        try:
            one = named.get(key) or parse_period(key, today)
        except Exception:  # noqa: BLE001 - the head of something else
            continue
        yield key, (one.start.isoformat(), one.last.isoformat())


_opened: list[sqlite3.Connection] = []


def _columns(rows: str) -> set[str]:
    """The columns of a question, without its rows."""
    asked = _opened[0].execute(f"SELECT * FROM ({rows}) LIMIT 0", {"since": None, "until": None})
    return {column[0] for column in asked.description}


def _sum(code: str, first: str, last: str, as_of: str, field: str = "") -> Question:
    """The number of a measure in a time, on its last day if it is a stock; by a field if one is given."""
    from wagamachi_cli.kinds.measures import MEASURES
    from wagamachi_cli.queries.dimensions import column_of
    from wagamachi_cli.queries.rows import counted_codes, rows_of

    measure = MEASURES[code]
    if code not in counted_codes():  # a running sum of what began, less what ended
        return _sum(measure.flow, "1912-07-30", min(last, as_of), as_of, field)
    day = min(last, as_of)
    if code.startswith("food.stock") and not field:
        return STOCK.format(sum=measure.counts), {"day": day}
    days = {"first": first, "last": last, "day": day, "since": day, "until": day}
    rows = rows_of(measure)
    columns = _columns(rows)
    apart = next((one for one in (column_of(measure, field), f"{field}s") if field and one in columns), "")
    within = "on_from >= :first AND on_to <= :last"
    if measure.kind == "stock":
        within = "on_from <= :day AND (end_from IS NULL OR end_from > :day)"
    number = "count(DISTINCT who)" if "who" in columns else "sum(counts)"
    head, tail = (f"{apart}, ", " GROUP BY 1") if apart else ("", "")
    return f"SELECT {head}{number} FROM ({rows}) WHERE {within}{tail}", days


def _run(file: str, words: list[str]) -> str:
    from wagamachi_cli import app

    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(said):
        code = app.run(["--db", file, *words])
    if code:
        sys.exit(code)
    return said.buffer.getvalue().decode()  # type: ignore[attr-defined]


def replay(file: str, questions: str) -> None:
    """Ask them all and take every row of the answers."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    for question, values in json.loads(Path(questions).read_text(encoding="utf-8")):
        connection.execute(question, values).fetchall()


if __name__ == "__main__":
    verb, place, paper, *rest = sys.argv[1:]
    if verb == "replay":
        replay(place, paper)
    else:
        told = {"record": record, "plain": plain}[verb](place, rest[1:])
        once = {json.dumps(one): one for one in told}
        Path(paper).write_text(json.dumps(list(once.values())), encoding="utf-8")
