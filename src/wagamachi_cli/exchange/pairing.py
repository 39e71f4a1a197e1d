"""Rows and records with the same keys, where no row equals what is left of the records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagamachi_cli.exchange.matching import Standing, agree
from wagamachi_cli.exchange.rows import Record


def paired(
    standing: Standing, keys: tuple[Any, ...], rows: list[tuple[int, Record]]
) -> Iterator[tuple[int, Record, list[int]]]:
    """Each row with the record that it is about: none of a new one, several where it may be any of them.

    As many rows as records: the k-th row is about the k-th record. Fewer rows: nobody knows which. A row
    with the time of day of a record is about that one before any other.
    """
    left = standing.left(keys)
    unpaired = []
    for line, record in rows:
        clocks = standing.clocks(record.columns)
        alike = [one for one, others in left if clocks == others] if clocks and None not in clocks else []
        waiting = [row for row in rows if row[0] >= line and standing.clocks(row[1].columns) == clocks]
        if len(alike) > len(waiting):
            yield line, record, alike
        elif alike:
            left = [other for other in left if other[0] != alike[0]]
            yield line, record, alike[:1]
        else:
            unpaired.append((line, record))
    for place, (line, record) in enumerate(unpaired):
        clocks = standing.clocks(record.columns)
        meant = [one for one, others in left if agree(clocks, others)]
        if len(meant) <= len(unpaired) - place:
            meant = meant[:1]
            left = [other for other in left if other[0] not in meant]
        yield line, record, meant
