"""What a public report hides stays hidden from somebody who has every edition that was issued in the year.

The register changes between the editions, so what is unknown is known by its value too: a number that has
not changed is the same in two editions, one that has is another.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import Wagamachi
from wagamachi_cli.period import Period

TASKS = ("shopping", "cleaning", "garden")
AREAS = ("山手", "海辺")
FLOWS = ("help.requests", "help.done", "help.unmet", "help.cancelled")
OPEN = {"help.requests": 1, "help.done": -1, "help.unmet": -1, "help.cancelled": -1}
YEAR = Period.fy(2021)
MONTHS = YEAR.split("month")
SMALL = 10
SEED = 11  # one whose editions would give something away if they were not taken into account
ENDS = {"done": "done", "unmet": "unmet", "cancelled": "cancelled"}
Unknown = tuple[str, ...]
Sum = dict[Unknown, int]


class Office:
    """A register with requests for help, its editions, and an attacker who reads them."""

    def __init__(self, wagamachi: Wagamachi, folder: Path, seed: int) -> None:
        self.wagamachi, self.folder, self.chance = wagamachi, folder, random.Random(seed)
        self.told: list[Sum] = []
        self.small: list[Sum] = []
        wagamachi.today("2022-04-05")
        wagamachi.ok("init")
        for area in AREAS:
            wagamachi.ok("council", "area", "add", area)
        for month in MONTHS:
            self.happens([month] * self.chance.choice((2, 9, 18, 30)))

    def happens(self, months: list[Period]) -> None:
        """A request in each of ``months``, as another program would write it: one step, any time."""
        with sqlite3.connect(self.wagamachi.db) as db:
            db.execute(
                "INSERT INTO history_command (at, day, user, command, version, kind)"
                " VALUES ('2022-04-05T00:00:00+00:00', '2022-04-05', '', 'import requests', '0', 'step')"
            )
            db.execute("UPDATE history_now SET command_id = (SELECT max(id) FROM history_command)")
            for month in months:
                end = self.chance.choice(("done", "done", "done", "unmet", "cancelled", ""))
                later = [one for one in MONTHS if one.start >= month.start][: self.chance.choice((1, 1, 2))]
                ended = str(self.chance.choice(later).last)
                ends = [ended if end == name else None for name in ENDS]
                db.execute(
                    "INSERT INTO request (task, on_from, on_to, area_id, minutes, done_from, done_to,"
                    " unmet_from, unmet_to, cancelled_from, cancelled_to)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        self.chance.choice(TASKS),
                        str(month.start),
                        str(month.start),
                        self.chance.choice((1, 1, 1, 2)),
                        30 if end == "done" else None,
                        *(day for day in ends for _twice in (1, 2)),
                    ),
                )
            db.execute("UPDATE history_now SET command_id = NULL")

    def loses(self, count: int) -> None:
        """Some requests turn out to be mistakes."""
        rows = self.wagamachi.rows("SELECT id FROM request WHERE removed IS NULL")
        with sqlite3.connect(self.wagamachi.db) as db:
            db.execute("UPDATE history_now SET command_id = (SELECT max(id) FROM history_command)")
            for (one,) in self.chance.sample(rows, min(count, len(rows))):
                db.execute("UPDATE request SET removed = 'x' WHERE id = ?", (one,))
            db.execute("UPDATE history_now SET command_id = NULL")

    def issue(self, period: str, *more: str) -> None:
        """Issue a report; the attacker reads the public one, and what it has to keep is noted."""
        words = ("report", "issue", period, "--out", str(self.folder), "--force", "--only", "md", *more)
        number = self.wagamachi.json(*words)["edition"]
        name = (
            "quarter" if "Q" in period else "half" if "H" in period else "month" if "." in period else "year"
        )
        shown = ("report", name, period, "--edition", str(number))
        truth = self._truth()
        for one, value in self._cells(self.wagamachi.json(*shown), truth):
            if isinstance(value, int):
                self.told.append(one)
        for one, value in self._cells(self.wagamachi.json(*shown, "--internal"), truth):
            if isinstance(value, int) and 0 < value < SMALL:
                self.small.append(one)

    def _truth(self) -> Counter[tuple[str, str, str, str]]:
        """How many there are of each flow in each month, area and task."""
        truth: Counter[tuple[str, str, str, str]] = Counter()
        columns = ("on", *ENDS)
        for code, column in zip(FLOWS, columns, strict=True):
            for day, area, task, count in self.wagamachi.rows(
                f"SELECT {column}_from, a.name, task, count(*) FROM request r JOIN area a ON a.id = area_id"
                f" WHERE r.removed IS NULL AND {column}_from IS NOT NULL GROUP BY 1, 2, 3"
            ):
                truth[code, day[:7], area, task] += count
        return truth

    def _sum(self, truth: Any, code: str, column: Period, field: str = "", key: str = "") -> Sum:
        if code == "help.open":
            made: Sum = {}
            for flow, sign in OPEN.items():
                made |= dict.fromkeys(
                    self._sum(truth, flow, Period(YEAR.start, column.end), field, key), sign
                )
            return made
        return {
            (code, month.key, area, task, str(truth[code, month.key, area, task])): 1
            for month in column.split("month")
            for area in AREAS
            for task in TASKS
            if key in ("", area if field == "area" else task)
        }

    def _cells(self, report: Any, truth: Any) -> Iterator[tuple[Sum, Any]]:
        period = next(
            one
            for unit in ("month", "quarter", "half", "fy")
            for one in YEAR.split(unit)  # type: ignore[arg-type]
            if report["period"]["from"] == str(one.start) and report["period"]["to"] == str(one.last)
        )
        columns = {one.key: one for one in (*period.split("month"), *period.split("quarter"), period)}
        columns["ytd"] = Period(YEAR.start, period.end)
        if period.previous().start >= YEAR.start:
            columns["previous"] = period.previous()
        tables = [report, *report["sections"], *report["tables"]]
        for table in tables:
            for row in table["rows"]:
                if row.get("measure") in (*FLOWS, "help.open"):
                    for key, column in columns.items():
                        if key in row:
                            yield self._sum(truth, row["measure"], column), row[key]
                for field, keys in (("area", AREAS), ("task", TASKS)):
                    if row.get(field) in keys:
                        for code in FLOWS:
                            if code in row:
                                yield self._sum(truth, code, period, field, row[field]), row[code]

    def computed(self) -> list[Sum]:
        """The small numbers that can be computed from what was told."""
        places = {one: n for n, one in enumerate({place for s in (*self.told, *self.small) for place in s})}

        def matrix(sums: list[Sum]) -> np.ndarray:
            made = np.zeros((len(sums), len(places)))
            for number, one in enumerate(sums):
                for place, weight in one.items():
                    made[number, places[place]] = weight
            return made

        known, asked = matrix(self.told), matrix(self.small)
        _u, weights, rows = np.linalg.svd(known, full_matrices=False)
        basis = rows[weights > 1e-9]
        left = asked - (asked @ basis.T) @ basis
        norms = np.linalg.norm(left, axis=1) < 1e-6 * np.linalg.norm(asked, axis=1)
        return [one for one, found in zip(self.small, norms, strict=True) if found]


def test_what_an_edition_told_of_one_area_does_not_give_away_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both areas were told; one shrinks below the threshold: then its total would be a subtraction."""
    town = Wagamachi(tmp_path / "wagamachi.db", monkeypatch)
    town.today("2022-04-05")
    town.ok("init")
    rows = ["内容,受付,圏域"]
    for name, count in zip(AREAS, (20, 15), strict=True):
        town.ok("council", "area", "add", name)
        rows += [f"買い物,R3.5.10,{name}"] * count
    sheet = tmp_path / "requests.csv"
    sheet.write_text("\n".join(rows), encoding="utf-8")
    town.ok("import", "requests", str(sheet))
    issue = ("report", "issue", "R3Q1", "--out", str(tmp_path / "out"), "--force", "--only", "md")

    def shown() -> tuple[Any, dict[str, Any]]:
        report = town.json("report", "quarter", "R3Q1")
        areas = next(one for one in report["sections"] if one["key"] == "areas")["rows"]
        whole = next(row for row in report["rows"] if row["measure"] == "help.requests")
        return whole["2021Q1"], {row["area"]: row.get("help.requests") for row in areas}

    whole, parts = shown()
    assert (whole, parts["山手"], parts["海辺"]) == (35, 20, 15)
    town.ok(*issue)
    town.ok("activity", "request", "remove", *map(str, range(29, 36)), "--reason", "入力の誤り")
    whole, parts = shown()
    assert (parts["山手"], parts["海辺"]) == (None, None)
    assert whole is None


EVERY = ("R3.5", "R3Q1", "R3.8", "R3Q2", "R3H1", "R3Q3", "R3Q4", "R3H2", "R3")


def scene(seed: int, wagamachi: Wagamachi, folder: Path, periods: Sequence[str]) -> Office:
    """Reports are issued, records come late and go, and further editions follow."""
    office = Office(wagamachi, folder, seed)
    chance = office.chance
    for step, period in enumerate(periods):
        office.issue(period)
        if step % 2:
            office.happens([chance.choice(MONTHS) for _ in range(chance.choice((1, 4)))])
            office.loses(chance.choice((1, 3, 12)))
            office.issue(period, "--reason", "訂正")
    return office


@pytest.mark.parametrize(
    ("seed", "periods"),
    [
        (SEED, ("R3.5", "R3Q1")),
        *(pytest.param(seed, EVERY, marks=pytest.mark.long) for seed in (1, 2, 3)),
    ],
)
def test_nobody_can_compute_a_small_number_from_the_editions(
    seed: int, periods: Sequence[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = scene(seed, Wagamachi(tmp_path / "wagamachi.db", monkeypatch), tmp_path / "out", periods)
    assert len(office.told) > len(periods), "there is something to compute from"
    assert len(office.small) > len(periods), "there is something to hide"
    assert office.computed() == []
