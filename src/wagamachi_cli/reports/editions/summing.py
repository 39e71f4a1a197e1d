"""A report beside the editions before it: year so far and last year's period are the register's, which may
say more or less by now than what was issued. Where they do, a note says by how much.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.language import _
from wagamachi_cli.pack import Pack
from wagamachi_cli.period import Period
from wagamachi_cli.queries import editions
from wagamachi_cli.queries.editions import Edition
from wagamachi_cli.reports.editions.figures import Number, Place, by_place, numbers, plain
from wagamachi_cli.reports.periodic.numbers import LAST_YEAR, NO_COMPARISON, SO_FAR
from wagamachi_cli.reports.periodic.times import Times
from wagamachi_cli.reports.tables import heading

_BLANK = Number(None, None, False)
_PARTS = ("quarter", "half", "month")
"""What a year is put together from, the usual first."""
_Count = int | float | None
_Read = Callable[[Measure], _Count]
"""A number of each measure; None where this reader may not see it, or nobody knows it."""


def noted(connection: sqlite3.Connection, report: Pack) -> Pack:
    """``report``, a draft, with a note for each of the two columns that differs from what was issued.

    What a public report or a public edition hides is left out of it: a difference is only ever one of
    numbers that its readers have been told.
    """
    issued = {one.period: one for one in editions.latest(connection)}
    present = {place: Number(*plain(value), False) for place, value in numbers(report).items()}

    def here(key: str) -> _Read:
        return lambda one: _count(present.get(Place(one.code, "", None, key), _BLANK), hidden=False)

    def then(edition: Edition) -> _Read:
        told = by_place(editions.numbers(connection, edition))
        own = edition.period.key
        return lambda one: _count(told.get(Place(one.code, "", None, own)), hidden=not report.internal)

    said = [*_so_far(report.period, issued, here, then), *_last_year(report.period, issued, here, then)]
    return replace(report, notes=(*report.notes, *said))


def _so_far(
    period: Period,
    issued: Mapping[Period, Edition],
    here: Callable[[str], _Read],
    then: Callable[[Edition], _Read],
) -> Iterator[str]:
    """The year so far beside the editions since 1 April, and the period itself where none tells its part.

    Nothing, unless they make up the whole of that time. Flows alone add up.
    """
    so_far = Times.of(period).so_far
    others = [one for one in issued if one != period and one.kind in _PARTS]
    others.sort(key=lambda one: _PARTS.index(one.kind))
    parts = _tiles(so_far.start, so_far.end, [*others, period])
    used = [issued[one] for one in parts if one != period]
    if not used:
        return
    reads = [here(period.key) if one == period else then(issued[one]) for one in parts]
    now = here(period.key if so_far == period else SO_FAR)
    by = _differences([one for one in MEASURES.values() if one.kind == "flow"], now, reads)
    if by:
        words = (
            _(
                "{column} is what the register says now; it differs from the sum of what was issued"
                " ({editions}) and this period: {differences}."
            )
            if period in parts
            else _(
                "{column} is what the register says now; it differs from the sum of what was issued"
                " ({editions}): {differences}."
            )
        )
        column = period.short() if so_far == period else _("year so far")
        yield _begun(words.format(column=column, editions=_named(used), differences=by))


def _last_year(
    period: Period,
    issued: Mapping[Period, Edition],
    here: Callable[[str], _Read],
    then: Callable[[Edition], _Read],
) -> Iterator[str]:
    """Last year's period beside the edition of it; nothing is summed, so that every measure can be."""
    before = period.year_before()
    if before not in issued:
        return
    by = _differences(list(MEASURES.values()), here(LAST_YEAR), [then(issued[before])])
    if by:
        words = _(
            "{column} is what the register says now; it differs from what was issued"
            " ({editions}): {differences}."
        )
        column = _("year before ({period})").format(period=heading(before))
        yield _begun(words.format(column=column, editions=_named([issued[before]]), differences=by))


def _tiles(start: date, end: date, parts: Sequence[Period]) -> tuple[Period, ...]:
    """Those of ``parts`` that make up the time, the first that do; none if none do."""
    for one in parts:
        if one.start == start and one.end <= end:
            rest = _tiles(one.end, end, parts) if one.end < end else ()
            if rest or one.end == end:
                return (one, *rest)
    return ()


def _count(number: Number | None, *, hidden: bool) -> _Count:
    """What it comes to, a blank to 0; None for a sign, what is ``hidden``, what an edition did not have."""
    if number is None or (hidden and number.hidden) or number.sign not in (None, NO_COMPARISON.sign):
        return None
    return number.value or 0


def _differences(measures: Sequence[Measure], now: _Read, parts: Sequence[_Read]) -> str:
    """By how much each measure is more now than its parts together: 開催回数 +1、参加者（延べ） ▲4."""
    said = []
    for one in measures:
        whole, counts = now(one), [part(one) for part in parts]
        known = [count for count in counts if count is not None]
        if whole is None or len(known) < len(counts):
            continue
        by = round(whole - sum(known), 3)
        if by:
            said.append(f"{one.label} {f'+{by:,}' if by > 0 else f'▲{-by:,}'}")
    return _(", ").join(said)


def _named(issued: Sequence[Edition]) -> str:
    """R3Q1 第1版、R3Q2 第2版"""
    words = _("{period} edition {number}")
    return _(", ").join(words.format(period=heading(one.period), number=one.number) for one in issued)


def _begun(sentence: str) -> str:
    """It begins with a capital, in a language that has them."""
    return sentence[:1].upper() + sentence[1:]
