"""The rows of a measure, as SQL."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.queries.records import sql


@cache
def counted_codes() -> frozenset[str]:
    """The measures that have rows of their own."""
    folder = Path(__file__).parent / "measures"
    files = {file.name.removesuffix(".sql") for file in folder.iterdir()}
    return frozenset(one.code for one in MEASURES.values() if (one.rows or one.code) in files)


def rows_of(measure: Measure) -> str:
    """SQL for the rows of a measure, for all time."""
    return counting(measure, sql(f"measures/{measure.rows or measure.code}"))


def counting(measure: Measure, rows: str) -> str:
    """SQL for the rows that count, with what each of them counts for."""
    counts = measure.counts
    if counts == "counts":
        return rows
    return f"SELECT *, {counts} AS counts FROM ({rows}) WHERE {counts} IS NOT NULL"
