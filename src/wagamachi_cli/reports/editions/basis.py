"""What a number rests on: the records behind it with what each counted, kept so that they can be compared."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.periodic.numbers import LAST_YEAR, PREVIOUS, SO_FAR
from wagamachi_cli.reports.periodic.times import Times
from wagamachi_cli.reports.why import behind

Record = tuple[str, int]
"""The code of a kind, and an id."""
Basis = Mapping[str, Mapping[Record, int]]
"""For each column of a measure the records and figures behind its number, and what each counts."""


def columns(period: Period) -> dict[str, Period]:
    """The columns of the report of a period, as its numbers are kept under them."""
    times = Times.of(period)
    named = {column.key: column for column in (*times.parts, period)}
    if times.so_far != period:
        named[SO_FAR] = times.so_far
    return {**named, LAST_YEAR: times.last_year, PREVIOUS: times.previous}


def basis(reader: Measuring, measure: Measure, period: Period) -> Basis:
    """What the numbers of a measure in the report of a period rest on."""
    made: dict[str, dict[Record, int]] = {}
    for key, column in columns(period).items():
        if column.start > reader.as_of:
            continue
        counted: Counter[Record] = Counter()
        for item in behind(reader, column, measure)[1]:
            counted[item.kind, item.id] += item.counts
        made[key] = dict(counted)
    return made


def every(reader: Measuring, period: Period) -> dict[str, str]:
    """What every number of the report of a period rests on, as text, by the code of the measure."""
    return {code: put(basis(reader, one, period)) for code, one in MEASURES.items()}


def put(one: Basis) -> str:
    """A basis as text."""
    told = {
        key: sorted([kind, number, counts] for (kind, number), counts in records.items())
        for key, records in one.items()
    }
    return json.dumps(told, separators=(",", ":"))


def taken(text: str) -> Basis:
    """The basis that ``put`` made ``text`` of."""
    return {
        key: {(kind, number): counts for kind, number, counts in records}
        for key, records in json.loads(text).items()
    }
