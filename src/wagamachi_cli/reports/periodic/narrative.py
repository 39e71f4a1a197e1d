"""A person's own words in the report of a period: in their section, or as sections of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from wagamachi_cli.kinds.report import SECTIONS
from wagamachi_cli.pack import Section
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.sheet import Row, machine

_BETWEEN = re.compile(r"\n[^\S\n]*\n\s*")


def with_words(sections: Iterable[Section], reader: Measuring, period: Period) -> tuple[Section, ...]:
    """``sections`` with what was written for the report of ``period``, in the order of the chapters."""
    told: dict[str, list[Row]] = {}
    for row in reader.records("narrative", period).rows:
        if row["period"] == period.span:
            told.setdefault(str(machine(row["section"])), []).append(row)
    known = {section.key: section for section in sections}
    made = [
        replace(
            section, paragraphs=tuple(part for row in told.get(key, ()) for part in _paragraphs(row, True))
        )
        for key, section in known.items()
    ]
    made += [one for key in told if key not in known for one in _alone(key, told[key])]
    order = list(SECTIONS)
    return tuple(sorted(made, key=lambda section: order.index(section.key.partition("-")[0])))


def _alone(key: str, rows: Iterable[Row]) -> Iterator[Section]:
    """Sections that consist of words: one for each title, those without one together."""
    heading, untitled = str(SECTIONS[key]), []
    number = 1
    for row in rows:
        if row["title"] is None:
            untitled += _paragraphs(row, False)
            continue
        yield Section(
            _key(key, number), heading, str(row["title"]), paragraphs=tuple(_paragraphs(row, False))
        )
        number += 1
    if untitled:
        yield Section(_key(key, number), heading, "", paragraphs=tuple(untitled))


def _key(key: str, number: int) -> str:
    return key if number == 1 else f"{key}-{number}"


def _paragraphs(row: Row, titled: bool) -> list[str]:
    """The text by its blank lines, after its title where that stands nowhere else."""
    parts = _BETWEEN.split(str(row["text"]))
    return [str(row["title"]), *parts] if titled and row["title"] is not None else parts
