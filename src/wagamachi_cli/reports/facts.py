"""What reports told and what they kept to themselves, and how an edition keeps that."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass

from wagamachi_cli.period import Period
from wagamachi_cli.reports.knowable import Sum, Unknown, value


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


def together(one: str | None, more: Years) -> str:
    """Facts as text, after those that ``one`` is the text of, each once."""
    made = taken(one) if one else {}
    for year, facts in more.items():
        whole = made.setdefault(year, Facts())
        whole.told += [told for told in facts.told if told not in whole.told]
        whole.kept += [kept for kept in facts.kept if kept not in whole.kept]
    return put(made)


class Past:
    """What was told before: by editions, and by reports that were written, with the keys of their periods."""

    def __init__(self, every: Iterable[tuple[str, Years]]) -> None:
        kept = list(every)
        self.monthly = any(len(key) == len("2021-04") and key[4] == "-" for key, _years in kept)
        self._years: dict[int, tuple[list[Sum], list[Sum]]] = {}
        for _key, years in kept:
            for year, facts in years.items():
                told, secret = self._years.setdefault(year, ([], []))
                told += facts.told
                secret += facts.kept
        self._zeros: set[frozenset[object]] = set()
        self._nothing: set[Unknown] = set()
        self._something: set[Unknown] = set()
        self._tables: set[Unknown] = set()
        for sums in self._years.values():
            for one in sums[0]:
                self._look(one)

    def of(self, year: int) -> tuple[list[Sum], list[Sum]]:
        """What was told of a fiscal year, and what was kept."""
        return self._years.get(year, ([], []))

    def tells_apart(self, year: int, code: str, field: str) -> bool:
        """Whether rows of a measure were told, or kept."""
        return any(u[0] == field and u[1] == code for sums in self.of(year) for one in sums for u in one)

    def ends(self, code: str, year: Period) -> bool:
        """Whether it was told what a stock was at the end of a fiscal year."""
        last = year.split("month")[-1].key
        return any(
            any(u[:2] == ("", code) for u in one) and any(u[3] in (last, str(year.last)) for u in one)
            for one in self.of(year.year)[0]
        )

    def late(self, one: Sum) -> bool:
        """Whether a small number was told as 0: what has come late says so itself, in every total after it.

        To keep it all those would have to be hidden for ever.
        """
        if sum(by * value(u) for u, by in one.items()) == 0:
            return False  # nothing has come
        return _shape(one) in self._zeros or all(
            u[:-1] not in self._something
            and (u[:-1] in self._nothing or (u[0] != "" and (u[0], u[1], u[3]) in self._tables))
            for u in one
            if value(u)
        )

    def _look(self, one: Sum) -> None:
        if len({u[0] for u in one}) > 1:
            return  # how rows make up a whole
        self._tables |= {(u[0], u[1], u[3]) for u in one if u[0]}
        self._something |= {u[:-1] for u in one if value(u)}
        if all(by == 1 for by in one.values()) and not any(map(value, one)):
            self._nothing |= {u[:-1] for u in one}
        if sum(by * value(u) for u, by in one.items()) == 0:
            self._zeros.add(_shape(one))


def _shape(one: Sum) -> frozenset[object]:
    return frozenset((u[:-1], by) for u, by in one.items())
