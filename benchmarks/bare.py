"""The bare SQL of a report: what it asks of the file, asked again by the standard library alone.

.venv/bin/python benchmarks/bare.py record FILE QUESTIONS -- report quarter R3Q2
.venv/bin/python benchmarks/bare.py replay FILE QUESTIONS
"""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any


def record(file: str, questions: str, words: list[str]) -> None:
    """Run the program on ``file`` in this process and write down every question with its values."""
    from wagamachi_cli import app

    asked: list[tuple[str, Any]] = []

    class Listening(sqlite3.Connection):
        def execute(self, question: str, values: Any = ()) -> sqlite3.Cursor:
            if not question.startswith(("PRAGMA", "BEGIN")):
                asked.append((question, values if isinstance(values, dict) else list(values)))
            return super().execute(question, values)

    connect = sqlite3.connect

    def listening(*place: Any, **options: Any) -> sqlite3.Connection:
        return connect(*place, factory=Listening, **options)

    sqlite3.connect = listening  # type: ignore[assignment]
    code = app.run(["--db", file, *words])
    Path(questions).write_text(json.dumps(asked), encoding="utf-8")
    sys.exit(code)


def replay(file: str, questions: str) -> None:
    """Ask them all again and take every row of the answers."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    for question, values in json.loads(Path(questions).read_text(encoding="utf-8")):
        connection.execute(question, values).fetchall()


if __name__ == "__main__":
    verb, *places = sys.argv[1:]
    if verb == "record":
        record(places[0], places[1], places[3:])
    else:
        replay(*places)
