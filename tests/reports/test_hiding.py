"""What a public report hides stays hidden from somebody who has all the reports of the year and can compute."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import cache

import numpy as np
import pytest

from tests.lengths import by_length
from tests.reports.conftest import schema
from tests.reports.town import handed_over
from wagamachi_cli.pack import Pack
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.periodic import making
from wagamachi_cli.seed import choices_sql
from wagamachi_cli.sheet import Sheet, Value, machine

TODAY = date(2022, 9, 10)
AREAS = ("山手", "海辺")
TASKS = ("shopping", "cleaning", "garden")
FLOWS = (
    "help.requests",
    "help.done",
    "help.unmet",
    "help.cancelled",
    "concern.received",
    "concern.resolved",
    "referral.sent",
    "referral.done",
    "referral.declined",
    "pantry.visits",
    "pantry.new_in_year",
)
STOCKS = {
    "help.open": {"help.requests": 1, "help.done": -1, "help.unmet": -1, "help.cancelled": -1},
    "concern.open": {"concern.received": 1, "concern.resolved": -1},
    "referral.open": {"referral.sent": 1, "referral.done": -1, "referral.declined": -1},
}
DIFFERENT = {"pantry.households": "pantry.new_in_year"}
"""Different households since April are those that came for the first time in the year."""
MONTHS = Period(date(2021, 4, 1), date(2022, 7, 1)).split("month")
HOUSE = making.House("架空市社会福祉協議会", 10, "0")
REPORTS = [
    Period.quarter(2021, 1),
    Period.quarter(2021, 2),
    Period.half(2021, 1),
    Period.quarter(2021, 3),
    Period.quarter(2021, 4),
    Period.fy(2021),
    Period.quarter(2022, 1),
]
Place = tuple[str, str, str, str]


@cache
def busy(seed: int) -> sqlite3.Connection:
    """A register with many requests and concerns in some months and few in others."""
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    db.executescript(schema() + choices_sql())
    chance = random.Random(seed)
    for number, name in enumerate(AREAS, start=1):
        db.execute("INSERT INTO area (id, name) VALUES (?, ?)", (number, name))
    for month in (Period.month(2021, 3), *MONTHS):
        for area in (1, 2):
            for task in TASKS:
                for _ in range(chance.choice((0, 0, 2, 11, 14))):
                    _request(db, chance, month, area, task)
            for _ in range(chance.choice((0, 3, 12, 12))):
                end = chance.choice([None, *MONTHS])
                end = end if end and end.start >= month.start else None
                day = str(month.start)
                done = end and str(end.last)
                db.execute(
                    "INSERT INTO concern (topic, on_from, on_to, area_id, resolved_from, resolved_to)"
                    " VALUES ('x', ?, ?, ?, ?, ?)",
                    (day, day, area, done, done),
                )
    _pantry(db, chance)
    return db


def _pantry(db: sqlite3.Connection, chance: random.Random) -> None:
    """Households that come in some months often and in others hardly, and are referred."""
    db.execute("INSERT INTO partner (id, name, kind) VALUES (1, '架空窓口', 'agency')")
    for number in range(1, 41):
        db.execute("INSERT INTO code (id, code) VALUES (?, ?)", (number, f"H-{number}"))
        db.execute(
            "INSERT INTO household (id, code, code_id, area_id) VALUES (?, ?, ?, ?)",
            (number, f"H-{number}", number, number % 2 + 1),
        )
    for month in (Period.month(2021, 3), *MONTHS):
        day = str(month.start)
        for household in chance.sample(range(1, 41), chance.choice((0, 3, 12, 25))):
            db.execute(
                "INSERT INTO distribution (household_id, on_from, on_to, times) VALUES (?, ?, ?, 1)",
                (household, day, day),
            )
        for _ in range(chance.choice((0, 2, 12, 14))):
            later = [str(one.last) for one in MONTHS if one.start >= month.start][:2]
            ends: dict[str, str | None] = dict.fromkeys(("done", "declined")) | {
                chance.choice(("done", "declined", "none")): chance.choice(later)
            }
            db.execute(
                "INSERT INTO referral (household_id, to_id, consent, on_from, on_to, done_from, done_to,"
                " declined_from, declined_to) VALUES (?, 1, 'yes', ?, ?, ?, ?, ?, ?)",
                (
                    chance.randint(1, 40),
                    *(day, day),
                    *(ends["done"], ends["done"]),
                    *(ends["declined"], ends["declined"]),
                ),
            )


def _request(db: sqlite3.Connection, chance: random.Random, month: Period, area: int, task: str) -> None:
    ends: dict[str, str | None] = dict.fromkeys(("done", "unmet", "cancelled"))
    later = [one for one in MONTHS if one.start >= month.start][: chance.choice((1, 1, 2))]
    end = chance.choice(["done", "done", "done", "unmet", "cancelled", ""])
    if end:
        ends[end] = str(chance.choice(later).last)
    day = str(month.start)
    minutes = 30 if end == "done" else None
    db.execute(
        "INSERT INTO request (task, on_from, on_to, area_id, minutes, done_from, done_to, unmet_from, unmet_to,"
        " cancelled_from, cancelled_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (task, day, day, area, minutes, *(day for end in ends.values() for day in (end, end))),
    )


class Attacker:
    """Collects what reports tell, as sums of what is not known: flows by month, area and task."""

    def __init__(self) -> None:
        self.unknown: dict[Place, int] = {}
        self.told: list[dict[Place, int]] = []
        for code in FLOWS:
            for month in MONTHS:
                for area in AREAS:
                    for task in TASKS if code.startswith("help") else ("",):
                        self.unknown[code, month.key, area, task] = len(self.unknown)
        for code in STOCKS:
            self.unknown[code, "", "", ""] = len(self.unknown)

    def sum(self, code: str, column: Period, area: str = "", task: str = "") -> dict[Place, int]:
        if code in STOCKS:
            made: dict[Place, int] = {(code, "", "", ""): 1}
            for flow, sign in STOCKS[code].items():
                for place in self.sum(flow, Period(MONTHS[0].start, column.end)):
                    made[place] = sign
            return made
        months = {month.key for month in column.split("month")}
        return {
            place: 1
            for place in self.unknown
            if place[0] == code and place[1] in months and area in ("", place[2]) and task in ("", place[3])
        }

    def learns(self, found: Iterator[tuple[dict[Place, int], Value]]) -> None:
        self.told += [one for one, value in found if isinstance(machine(value), int)]

    def computes(self, wanted: list[dict[Place, int]]) -> list[bool]:
        """Which of the sums lie in the span of what was told."""
        known, asked = self._matrix(self.told), self._matrix(wanted)
        _u, weights, rows = np.linalg.svd(known, full_matrices=False)
        basis = rows[weights > 1e-9]
        left = asked - (asked @ basis.T) @ basis
        return list(np.linalg.norm(left, axis=1) < 1e-6 * np.linalg.norm(asked, axis=1))

    def _matrix(self, sums: list[dict[Place, int]]) -> np.ndarray:
        matrix = np.zeros((len(sums), len(self.unknown)))
        for number, one in enumerate(sums):
            for place, weight in one.items():
                matrix[number, self.unknown[place]] = weight
        return matrix


def cells(attacker: Attacker, pack: Pack) -> Iterator[tuple[dict[Place, int], Value]]:
    """Every number about people in need in a pack, as the sum that it is."""
    period = pack.period
    columns = {part.key: part for part in (*period.split("month"), *period.split("quarter"), period)}
    columns |= {
        "ytd": Period(Period.fy(period.year).start, period.end),
        "last-year": period.year_before(),
        "previous": period.previous(),
    }
    sheets = [part.sheet for part in (*pack.sections, *pack.annex) if part.sheet]
    for sheet in sheets:
        if sheet.columns[0].key == "measure":
            for row in sheet.rows:
                code = str(machine(row["measure"]))
                for key, column in columns.items():
                    if code in DIFFERENT and key in row and column.start == Period.fy(column.year).start:
                        yield attacker.sum(DIFFERENT[code], column), row[key]
                    if code in (*FLOWS, *STOCKS) and key in row and column.start >= MONTHS[0].start:
                        yield attacker.sum(code, column), row[key]
                before = period.year_before()
                if code in (*FLOWS, *STOCKS) and before.start >= MONTHS[0].start:
                    more = attacker.sum(code, period)
                    for place, weight in attacker.sum(code, before).items():
                        more[place] = more.get(place, 0) - weight
                    yield more, row["diff"]
        elif sheet.columns[0].key in ("area", "task"):
            yield from _apart(attacker, sheet, period)


def _apart(attacker: Attacker, sheet: Sheet, period: Period) -> Iterator[tuple[dict[Place, int], Value]]:
    field = sheet.columns[0].key
    for row in sheet.rows:
        name = str(machine(row[field]))
        if name not in (*AREAS, *TASKS, "total"):
            continue
        only = {} if name == "total" else {field: name}
        for code in FLOWS:
            if code in row:
                yield attacker.sum(code, period, **only), row[code]


@cache
def packs(seed: int, *, internal: bool) -> list[Pack]:
    """The reports of the year, each handed over before the next one is made."""
    db, made = busy(seed), []
    for period in REPORTS:
        report = making.Making(Measuring(db, TODAY), period, HOUSE)
        made.append(report.pack(internal=internal))
        if not internal:
            handed_over(db, report, period)
    return made


@pytest.mark.long(short=True)
@pytest.mark.parametrize("seed", range(by_length(1, 8)))
def test_nobody_can_compute_a_small_number(seed: int) -> None:
    attacker = Attacker()
    public = packs(seed, internal=False)
    for pack in public:
        attacker.learns(cells(attacker, pack))
    assert len(attacker.told) > 20, "there is something to compute from"
    small = [
        one
        for pack in packs(seed, internal=True)
        for one, value in cells(attacker, pack)
        if isinstance(value, int) and 0 < value < HOUSE.threshold
    ]
    assert len(small) > 20, "there is something to hide"
    assert not any(attacker.computes(small))
    told = {code for pack in public for code in _told(pack)}
    assert "help.requests" in told, "hiding everything would be no art"


@pytest.mark.long(short=True)
@pytest.mark.parametrize("seed", range(by_length(1, 8)))
def test_what_a_report_hides_it_does_not_tell_elsewhere(seed: int) -> None:
    for pack in packs(seed, internal=False):
        attacker = Attacker()
        attacker.learns(cells(attacker, pack))
        hidden = [one for one, value in cells(attacker, pack) if value == making.HIDDEN]
        assert hidden
        assert not any(attacker.computes(hidden)), pack.period


def test_the_attack_would_find_a_careless_report() -> None:
    """Small numbers alone left out, as a hurried person would: the rest gives them away."""
    attacker = Attacker()
    small = []
    for pack in packs(0, internal=True):
        for one, value in cells(attacker, pack):
            if isinstance(value, int) and 0 < value < HOUSE.threshold:
                small.append(one)
            elif isinstance(value, int):
                attacker.told.append(one)
    assert any(attacker.computes(small))


def test_inside_everything_is_shown() -> None:
    for pack in packs(0, internal=True):
        assert pack.internal
        assert making.HIDDEN not in _values(pack)
        assert pack.records["request"] > 0


def test_words_and_counts_tell_nothing_either() -> None:
    for pack in packs(0, internal=False):
        secret = {"request", "concern", "helper", "distribution", "household", "referral", "hearing"}
        assert not secret & set(pack.records)
        help_ = next(section for section in pack.sections if section.key == "help")
        assert help_.sheet is not None
        seen = {machine(row["measure"]): row.get(pack.period.key) for row in help_.sheet.rows}
        said = {"help.requests": "依頼を", "help.done": "手伝いを終えました", "help.unmet": "応えられません"}
        for code, words in said.items():
            assert (words in help_.message) <= isinstance(seen[code], int)
        assert help_.chart is None or making.HIDDEN not in _values(pack, "help")
        every = {machine(row["measure"]): row for row in pack.annex[0].sheet.rows}
        for key in (pack.period.key, "ytd"):
            if key in every["help.done"]:
                hidden = every["help.done"][key] == making.HIDDEN
                assert (every["help.minutes"][key] == making.HIDDEN) == hidden


def _told(pack: Pack) -> set[str]:
    rows = pack.annex[0].sheet.rows
    return {
        str(machine(row["measure"])) for row in rows if isinstance(machine(row.get(pack.period.key)), int)
    }


def _values(pack: Pack, key: str = "") -> list[Value]:
    parts = [part for part in (*pack.sections, *pack.annex) if key in ("", part.key)]
    return [cell for part in parts if part.sheet for row in part.sheet.rows for cell in row.values()]
