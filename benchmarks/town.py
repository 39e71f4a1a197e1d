"""Fictional towns of any size: the same seed and size give the same town, row by row.

    .venv/bin/python benchmarks/town.py FILE EVENTS [SEED]

A town has twenty years behind it (April 2002 to March 2022). A third of its events are visits, three in
ten are sessions, the rest is food handed out, contacts, requests, meetings, support and concerns. Who takes
part grows with it, as the square root of its size. Every name is visibly made up.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from math import isqrt
from pathlib import Path
from typing import Any

from wagamachi_cli.commands.start import make
from wagamachi_cli.register import writing
from wagamachi_cli.state import State

TODAY = date(2022, 1, 24)
FIRST = date(2002, 4, 1)
_DAYS = (TODAY - FIRST).days
SHARES = {
    "consultant_visit": 32,
    "session": 30,
    "distribution": 15,
    "contact": 8,
    "request": 6,
    "meeting": 4,
    "support": 3,
    "concern": 2,
}
"""How many of a hundred events are of each kind."""
_MEETINGS = ("regular", "regular", "town", "preparatory")
_MODES = ("in-person", "hybrid")


def build(path: Path, events: int, seed: int = 1) -> None:
    """Make a register at ``path`` (there must be none) with a town of so many events and its history."""
    make(State(path, "ja", TODAY, False, ()), False)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN IMMEDIATE")
        command = writing.begin_command(connection, "fiction", TODAY, "step")
        fill(connection, events, seed)
        writing.end_command(connection, command)
        connection.execute("COMMIT")


def fill(connection: sqlite3.Connection, events: int, seed: int = 1) -> None:
    """Put a town of so many events into the tables."""
    _Town(connection, events, random.Random(seed)).fill()


class _Town:
    def __init__(self, connection: sqlite3.Connection, events: int, chance: random.Random) -> None:
        self.connection, self.events, self.chance = connection, events, chance
        rows = connection.execute("SELECT code FROM choice WHERE field = 'task' ORDER BY position, id")
        self.tasks = [row[0] for row in rows]
        people = max(10, isqrt(events))
        self.areas = min(11, 2 + people // 20)
        self.councils = self.areas
        self.partners = max(5, people // 8)
        self.activities = max(8, people // 2)
        self.consultants = max(10, people)
        self.helpers = max(6, people // 3)
        self.households = max(10, people)
        self.lots = max(10, self._number("distribution") // 20)
        self.pantry_days = max(2, min(20 * 12, events // 500))

    def _number(self, table: str) -> int:
        return self.events * SHARES[table] // 100

    def fill(self) -> None:
        for table, columns, rows in (*self._standing(), *self._happening()):
            names = ", ".join(columns.split())
            places = ", ".join("?" * len(columns.split()))
            self.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)

    def _standing(self) -> Iterator[tuple[str, str, Iterator[Sequence[Any]]]]:
        """Who and what there is."""
        some = self.chance.randint

        def early() -> tuple[str, str]:
            day = (FIRST + timedelta(days=some(0, _DAYS // 2))).isoformat()
            return day, day

        yield "area", "name", ((f"架空圏域{n:02}",) for n in range(1, self.areas + 1))
        yield (
            "council",
            "name established_from established_to preparing",
            ((f"架空協議会{n:02}", *early(), 0) for n in range(1, self.councils + 1)),
        )
        yield "council_area", "council_id area_id", ((n, n) for n in range(1, self.areas + 1))
        yield (
            "partner",
            "name kind area_id",
            ((f"架空団体{n:04}", "company", some(1, self.areas)) for n in range(1, self.partners + 1)),
        )
        categories = ("ibasho", "life_support", "child_watch", "other", "pr", "food")
        yield (
            "activity",
            "name category council_id area_id started_from started_to",
            (
                (f"架空活動{n:05}", categories[n % 6], some(1, self.councils), some(1, self.areas), *early())
                for n in range(1, self.activities + 1)
            ),
        )
        yield (
            "activity_event",
            "activity_id event on_from on_to",
            (
                (n, event, day, day)
                for n in range(1, self.activities + 1)
                if n % 3 == 0
                for event, day in (("suspended", "2020-04-07"), ("resumed", "2021-10-01"))
            ),
        )
        yield (
            "consultant",
            "name area_id registered_from registered_to",
            ((f"架空相談員{n:05}", some(1, self.areas), *early()) for n in range(1, self.consultants + 1)),
        )
        yield (
            "helper",
            "name area_id registered_from registered_to",
            ((f"架空サポーター{n:05}", some(1, self.areas), *early()) for n in range(1, self.helpers + 1)),
        )
        yield (
            "helper_can",
            "helper_id value",
            ((n, task) for n in range(1, self.helpers + 1) for task in self.chance.sample(self.tasks, 2)),
        )
        yield "code", "code", ((f"H-{n:06}",) for n in range(1, self.households + 1))
        yield (
            "household",
            "code code_id adults children seniors area_id",
            (
                (f"H-{n:06}", n, some(1, 2), some(0, 3), some(0, 1), some(1, self.areas))
                for n in range(1, self.households + 1)
            ),
        )
        yield (
            "event",
            "name on_from on_to area_id",
            (
                (f"架空パントリー{n:04}", day, day, some(1, self.areas))
                for n in range(1, self.pantry_days + 1)
                for day in [self._day()]
            ),
        )
        # Big enough that none of them is ever empty.
        yield (
            "lot",
            "item qty unit grams donor_id on_from on_to best_before_from best_before_to",
            (
                (f"架空食品{n % 40:02}", 1000, "点", 500_000, some(1, self.partners), *first, last, last)
                for n in range(1, self.lots + 1)
                for first, last in [((FIRST.isoformat(),) * 2, "2099-12-31")]
            ),
        )

    def _happening(self) -> Iterator[tuple[str, str, Iterator[Sequence[Any]]]]:
        """What happened; each kind in the order of its days, as it is written down."""
        some, chosen = self.chance.randint, self.chance.choice
        yield (
            "consultant_visit",
            "consultant_id on_from on_to kind absent times",
            (
                (some(1, self.consultants), *day, chosen(("visit", "call", "check")), int(some(1, 9) == 1), 1)
                for day in self._days("consultant_visit")
            ),
        )
        yield (
            "session",
            "activity_id on_from on_to times attendees unique_people helpers minutes mode",
            (
                (
                    some(1, self.activities),
                    *(day if n % 50 else _month(day[0])),
                    1 if n % 50 else 2,
                    some(3, 30),
                    some(3, 20) if n % 3 == 0 else None,
                    some(0, 5),
                    90,
                    "in-person",
                )
                for n, day in enumerate(self._days("session"), 1)
            ),
        )
        yield (
            "session_code",
            "session_id code_id",
            (
                (n, code)
                for n in range(1, self._number("session") + 1, 10)
                for code in {some(1, self.households), some(1, self.households)}
            ),
        )
        yield (
            "distribution",
            "household_id event_id on_from on_to adults children seniors times",
            (
                (
                    some(1, self.households),
                    some(1, self.pantry_days),
                    *day,
                    some(1, 2),
                    some(0, 3),
                    some(0, 1),
                    1,
                )
                for day in self._days("distribution")
            ),
        )
        yield (
            "distribution_line",
            "distribution_id lot_id qty grams",
            ((n, n % self.lots + 1, 2, 1000) for n in range(1, self._number("distribution") + 1)),
        )
        yield (
            "contact",
            "activity_id on_from on_to by people times",
            (
                (some(1, self.activities), *day, chosen(("phone", "mail", "letter")), some(1, 20), 1)
                for day in self._days("contact")
            ),
        )
        yield (
            "request",
            "task on_from on_to area_id matched_from matched_to done_from done_to minutes",
            (
                (
                    self._task(),
                    *day,
                    some(1, self.areas),
                    *(day * 2 if some(1, 5) > 1 else [None] * 4),
                    30,
                )
                for day in self._days("request")
            ),
        )
        yield (
            "request_helper",
            "request_id helper_id",
            ((n, some(1, self.helpers)) for n in range(1, self._number("request") + 1)),
        )
        yield (
            "meeting",
            "on_from on_to kind attendees online consultants mode times status",
            (
                (*day, chosen(_MEETINGS), some(5, 30), some(0, 4), some(0, 5), chosen(_MODES), 1, "held")
                for day in self._days("meeting")
            ),
        )
        yield (
            "meeting_council",
            "meeting_id council_id",
            ((n, some(1, self.councils)) for n in range(1, self._number("meeting") + 1)),
        )
        yield (
            "support",
            "on_from on_to activity_id function by times",
            (
                (*day, some(1, self.activities), chosen(("resource", "network", "match")), "visit", 1)
                for day in self._days("support")
            ),
        )
        yield (
            "concern",
            "topic on_from on_to consultant_id area_id resolved_from resolved_to outcome",
            (
                ("架空の困りごと", *day, some(1, self.consultants), some(1, self.areas), *day, "架空の結果")
                for day in self._days("concern")
            ),
        )

    def _days(self, table: str) -> Iterator[tuple[str, str]]:
        number = self._number(table)
        for n in range(number):
            day = (FIRST + timedelta(days=n * _DAYS // number)).isoformat()
            yield day, day

    def _day(self) -> str:
        return (FIRST + timedelta(days=self.chance.randint(0, _DAYS))).isoformat()

    def _task(self) -> str:
        return self.chance.choice(self.tasks)


def _month(day: str) -> tuple[str, str]:
    first = date.fromisoformat(day).replace(day=1)
    return first.isoformat(), ((first + timedelta(days=31)).replace(day=1) - timedelta(days=1)).isoformat()


def main() -> None:
    """Make the town that the command line asks for."""
    path, events, *seed = sys.argv[1:]
    build(Path(path), int(events), *map(int, seed))


if __name__ == "__main__":
    main()
