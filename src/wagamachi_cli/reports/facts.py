"""What reports told and what they kept to themselves, and how an edition keeps that."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass

from wagamachi_cli.reports.knowable import Sum


@dataclass(slots=True)
class Facts:
    """What reports told, and what they kept to themselves."""

    told: list[Sum] = dataclasses.field(default_factory=list)
    kept: list[Sum] = dataclasses.field(default_factory=list)


Years = dict[int, Facts]
"""Facts by fiscal year."""


def put(years: Years) -> str:
    """Facts as text."""
    made = {
        year: [[list(one.items()) for one in sums] for sums in (facts.told, facts.kept)]
        for year, facts in years.items()
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def taken(text: str) -> Years:
    """The facts that ``put`` made ``text`` of."""

    def sums(kept: list[list[tuple[list[str], int]]]) -> list[Sum]:
        return [{tuple(unknown): weight for unknown, weight in one} for one in kept]

    return {int(year): Facts(sums(told), sums(kept)) for year, (told, kept) in json.loads(text).items()}
