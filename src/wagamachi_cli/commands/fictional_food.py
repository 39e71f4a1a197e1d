"""Food and households that never were, for the demo alone, and the days of its year."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from wagamachi_cli.period import Span

WRITTEN = date(2022, 1, 31)
"""The day on which fictional records are written: all of them are earlier."""
_MONDAYS = ((6, 28), (8, 30), (10, 25), (11, 29), (12, 20))
_GIVEN = (
    ("架空米", "grain", 1, 2000, Span(date(2022, 6, 1), date(2022, 6, 30))),
    ("架空缶詰", "canned", 2, 250, Span(date(2023, 3, 1), date(2023, 3, 31))),
    ("架空乾麺", "dried", 1, 300, Span(date(2022, 3, 1), date(2022, 3, 31))),
)
"""What a parcel holds: the item, its category, how many, the grams of one, to when it is good."""


class Writer(Protocol):
    """What writes fictional records."""

    def put(self, kind: str, /, **given: Any) -> int:
        """One record; its id."""

    def change(self, kind: str, identifier: int, /, **given: Any) -> None:
        """Change a record."""


class FictionalFood:
    """Two drives, a pantry on five Mondays, fifteen households, three referrals."""

    def __init__(self, writer: Writer, hill: int, town: int, partners: list[int]) -> None:
        self._write, self._areas, self._partners = writer, (hill, town), partners

    def fill(self) -> None:
        """All of it. RefusedError if a rule forbids something, which a test would see."""
        write = self._write
        drives = [
            write.put("drive", name=f"架空フードドライブ{month}月", on=day(month, 7), area=area, min="P1M")
            for month, area in zip((6, 10), self._areas, strict=True)
        ]
        households = [
            write.put(
                "household",
                adults=1 + number % 2,
                children=number % 3,
                seniors=int(number % 4 == 0),
                area=self._areas[number % 2],
            )
            for number in range(15)
        ]
        for place, (month, monday) in enumerate(_MONDAYS):
            lots = self._donations(month, drives[month > 9] if month in (6, 10) else None)
            self._event(month, monday, households, place)
        write.put("movement", lot=lots[1], kind="discarded", qty=2, on=day(12, 24), reason="damaged")
        _shop, clinic = self._partners
        write.put("movement", lot=lots[2], kind="passed_on", qty=3, on=day(12, 24), to=clinic)
        told = ((6, "done"), (10, "declined"), (12, ""))
        for household, (month, came) in zip(households, told, strict=False):
            write.put("hearing", household=household, on=day(month, 28), by="office", times=1)
            sent = write.put("referral", household=household, to=clinic, on=day(month, 28), consent="yes")
            if came:
                write.change("referral", sent, **{came: day(month + 1, 12)})

    def _donations(self, month: int, drive: int | None) -> list[int]:
        """Food for a month's parcels and some more; rice from the shop, the rest from a drive or unknown."""
        return [
            self._write.put(
                "lot",
                item=item,
                qty=18 * count,
                weight_kg=18 * count * grams,
                unit="点",
                category=category,
                donor=self._partners[0] if item == "架空米" else None,
                drive=None if item == "架空米" else drive,
                best_before=good,
                on=day(month, 8),
            )
            for item, category, count, grams, good in _GIVEN
        ]

    def _event(self, month: int, monday: int, households: list[int], place: int) -> None:
        """One has not reserved, one does not come, one has it delivered."""
        write, on = self._write, day(month, monday)
        event = write.put(
            "event",
            name=f"架空フードパントリー{month}月",
            on=on,
            area=self._areas[0],
            capacity=15,
            parcel={item: count for item, _category, count, _grams, _good in _GIVEN},
        )
        coming = households[: 12 + place % 4]
        for number, household in enumerate(coming[1:]):
            write.put(
                "reservation",
                event=event,
                household=household,
                on=day(month, monday - 6),
                channel="form",
                delivery=number == 0,
            )
        for household in coming[:-1]:
            write.put("distribution", event=event, household=household, on=on)
        write.change("event", event, closed=on)


def day(month: int, number: int) -> Span:
    """A day of the year in which it all happens."""
    return Span.day(date(2021, month, number))


def whole(month: int) -> Span:
    """A whole month of it."""
    following = date(2022, 1, 1) if month == 12 else date(2021, month + 1, 1)
    return Span(date(2021, month, 1), date.fromordinal(following.toordinal() - 1))
