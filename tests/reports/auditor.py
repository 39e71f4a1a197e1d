"""An independent count: rows as they stand in the file, counted in plain Python as docs/measures.md says."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

Row = dict[str, Any]
Counted = tuple[str, str, int, object]
"""A flow's row: from, to, what it counts for, its area."""
UNKNOWN = "2100-03-31"


class Auditor:
    """Counts what one register holds; a stock on a day that is over, a flow in a period that is."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.areas = {row["id"]: row["name"] for row in self._all("area")}
        self.activities = {row["id"]: row for row in self._all("activity")}
        self.consultants = {row["id"]: row for row in self._all("consultant")}
        self.of_council: dict[int, list[int]] = {}
        for row in self._all("council_area"):
            self.of_council.setdefault(row["council_id"], []).append(row["area_id"])

    def _all(self, table: str) -> list[Row]:
        cursor = self._connection.execute(f"SELECT * FROM {table}")
        names = [one[0] for one in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def _live(self, table: str) -> Iterator[Row]:
        return (row for row in self._all(table) if row["removed"] is None)

    def _area(self, *ids: int | None, council: int | None = None) -> object:
        """Its own, else that of its council, where that has one only."""
        own = next((one for one in ids if one is not None), None)
        covered = self.of_council.get(council or 0, [])
        own = covered[0] if own is None and len(covered) == 1 else own
        return self.areas.get(own or 0)

    def _of_activity(self, identifier: int) -> object:
        activity = self.activities[identifier]
        return self._area(activity["area_id"], council=activity["council_id"])

    def _when(
        self, table: str, column: str, counts: Callable[[Row], int | None], area: Callable[[Row], object]
    ) -> list[Counted]:
        first, last = f"{column}_from", f"{column}_to"
        return [
            (row[first], row[last], counted, area(row))
            for row in self._live(table)
            if row[first] is not None and (counted := counts(row)) is not None
        ]

    def flow(self, code: str) -> list[Counted]:
        """The rows of a flow."""
        own = lambda row: self._area(row["area_id"])  # noqa: E731
        activity = lambda row: self._of_activity(row["activity_id"])  # noqa: E731
        itself = lambda row: self._of_activity(row["id"])  # noqa: E731
        visited = lambda row: self._area(self.consultants[row["consultant_id"]]["area_id"])  # noqa: E731
        brought = lambda row: self._area(  # noqa: E731
            row["area_id"], self.consultants.get(row["consultant_id"], {"area_id": None})["area_id"]
        )
        one = lambda row: 1  # noqa: E731
        times = lambda row: row["times"] or 0  # noqa: E731
        questions: dict[str, Callable[[], list[Counted]]] = {
            "activity.started": lambda: self._when("activity", "started", one, itself),
            "session.held": lambda: self._when("session", "on", times, activity),
            "session.attendances": lambda: self._when("session", "on", lambda r: r["attendees"], activity),
            "session.helpers": lambda: self._when("session", "on", lambda r: r["helpers"], activity),
            "contact.people": lambda: self._when("contact", "on", lambda r: r["people"], activity),
            "consultant.new": lambda: self._when("consultant", "registered", one, own),
            "consultant.retired": lambda: self._when("consultant", "retired", one, own),
            "visit.made": lambda: self._when("consultant_visit", "on", lambda r: r["times"], visited),
            "visit.absent": lambda: self._when(
                "consultant_visit", "on", lambda r: r["times"] if r["absent"] else None, visited
            ),
            "concern.received": lambda: self._when("concern", "on", one, brought),
            "concern.resolved": lambda: self._when("concern", "resolved", one, brought),
            "help.requests": lambda: self._when("request", "on", one, own),
            "help.done": lambda: self._when("request", "done", one, own),
            "help.unmet": lambda: self._when("request", "unmet", one, own),
            "help.minutes": lambda: self._when("request", "done", lambda r: r["minutes"], own),
            "placement.new": lambda: self._when("placement", "start", one, own),
            "placement.ended": lambda: self._when("placement", "end", one, own),
        }
        return questions[code]()

    def stock(self, code: str, day: date) -> dict[object, int]:
        """How many there are on a day that is over, by area."""
        at, found = day.isoformat(), dict[object, int]()
        for came, over, area in self._lives(code):
            if came <= at and came < UNKNOWN and (over is None or over > at):
                found[area] = found.get(area, 0) + 1
        return found

    def _lives(self, code: str) -> Iterator[tuple[str, str | None, object]]:
        """The day by which each is there for certain, from which on it is over, its area."""
        if code == "consultant.registered":
            for row in self._live("consultant"):
                signs = [
                    one["on_to"]
                    for table in ("consultant_visit", "concern")
                    for one in self._live(table)
                    if one["consultant_id"] == row["id"]
                ]
                came = row["registered_to"] if row["registered_to"] < UNKNOWN else min(signs, default=UNKNOWN)
                yield came, row["retired_to"], self._area(row["area_id"])
        elif code == "concern.open":
            for row in self._live("concern"):
                consultant = self.consultants.get(row["consultant_id"], {"area_id": None})
                yield row["on_to"], row["resolved_to"], self._area(row["area_id"], consultant["area_id"])
        elif code == "help.open":
            for row in self._live("request"):
                yield (
                    row["on_to"],
                    row["done_to"] or row["unmet_to"] or row["cancelled_to"],
                    self._area(row["area_id"]),
                )
        elif code == "activity.running":
            events = list(self._live("activity_event"))
            for row in self._live("activity"):
                own = sorted(
                    (e for e in events if e["activity_id"] == row["id"]),
                    key=lambda e: (e["on_from"], e["on_to"], e["id"]),
                )
                signs = [e["on_to"] for e in own]
                for table in ("session", "contact", "intro"):
                    signs += [one["on_to"] for one in self._live(table) if one["activity_id"] == row["id"]]
                came = row["started_to"] if row["started_to"] < UNKNOWN else min(signs, default=UNKNOWN)
                story = [("started", came), *((e["event"], e["on_to"]) for e in own)]
                for place, (event, begun) in enumerate(story):
                    until = story[place + 1][1] if place + 1 < len(story) else None
                    if event in ("started", "resumed"):
                        yield begun, until, self._of_activity(row["id"])


FLOWS = (
    "activity.started", "session.held", "session.attendances", "session.helpers", "contact.people",
    "consultant.new", "consultant.retired", "visit.made", "visit.absent", "concern.received",
    "concern.resolved", "help.requests", "help.done", "help.unmet", "help.minutes", "placement.new",
    "placement.ended",
)  # fmt: skip
STOCKS = ("consultant.registered", "concern.open", "help.open", "activity.running")
