"""Records that never happened, for the demo alone: whatever is in them is called 架空 or a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagamachi_cli.commands.fictional_food import WRITTEN, FictionalFood, day, whole
from wagamachi_cli.kinds import KINDS

if TYPE_CHECKING:
    from sqlmodel import Session


class Fiction:
    """Writes fictional records of April to December 2021 through the rules of the register."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, kind: str, /, **given: Any) -> int:
        """One record; its id."""
        from wagamachi_cli.model import writing

        return writing.add(self._session, KINDS[kind], given, WRITTEN)

    def change(self, kind: str, identifier: int, /, **given: Any) -> None:
        """Change a record."""
        from wagamachi_cli.model import writing

        writing.edit(self._session, KINDS[kind], identifier, given, WRITTEN)

    def fill(self) -> None:
        """All of them. RefusedError if a rule forbids one, which a test would see."""
        hill = self.put("area", name="架空台", kana="かくうだい")
        town = self.put("area", name="架空町", kana="かくうまち")
        hill_council = self.put("council", name="架空台ささえあいの会", areas=[hill], established=day(4, 12))
        town_council = self.put("council", name="架空町ささえあいの会", areas=[town], established=whole(4))
        councils = [hill_council, town_council]
        partners = self._partners(councils)
        activities = self._activities(hill_council, town_council, town)
        self._meetings(councils)
        self._coordinator(councils, activities, partners)
        self._help(hill, town)
        self._consultants(hill, town, partners[1])
        FictionalFood(self, hill, town, partners).fill()

    def _partners(self, councils: list[int]) -> list[int]:
        shop = self.put("partner", name="架空商店", kind="company")
        clinic = self.put("partner", name="架空の相談センター", kind="agency")
        self.put("link", partner=shop, to=("council", councils[0]), **{"from": day(5, 20)})
        self.put("link", partner=clinic, to=("council", councils[1]), **{"from": whole(7)})
        return [shop, clinic]

    def _activities(self, hill_council: int, town_council: int, town: int) -> list[int]:
        first = self.put(
            "activity", name="架空サロン001", category="ibasho", council=hill_council, started=day(5, 11)
        )
        second = self.put(
            "activity", name="架空サロン002", category="ibasho", council=town_council, started=day(6, 1)
        )
        helpers = self.put(
            "activity", name="架空お助け隊", category="life_support", area=town, started=whole(7)
        )
        codes = [self.put("code", code=f"K-{number:03}") for number in range(1, 10)]
        for month in range(5, 13):
            came = [codes[(month + step) % len(codes)] for step in range(4 + month % 3)]
            self.put("session", activity=first, on=day(month, 11), people=came, helpers=3, times=1)
        for month, count in ((6, 2), (7, 2), (10, 1), (11, 2), (12, 2)):
            self.put(
                "session", activity=second, on=whole(month), times=count, attendees=13 * count, distinct=11
            )
        self.put("history", activity=second, event="suspended", on=day(8, 2), reason="infection")
        self.put("contact", activity=second, on=day(8, 20), by="phone", people=8, times=1)
        self.put("contact", activity=second, on=whole(9), by="letter", people=22, times=2)
        self.put(
            "history",
            activity=second,
            event="resumed",
            on=day(10, 5),
            measures=["venue-change", "capacity"],
        )
        return [first, second, helpers]

    def _meetings(self, councils: list[int]) -> None:
        for month in range(4, 13):
            online = month in (8, 9)
            self.put(
                "meeting",
                on=day(month, 20),
                kind="regular",
                councils=councils if month == 12 else [councils[month % 2]],
                mode="online" if online else "in-person",
                attendees=10 + month % 4,
                consultants=2,
                times=1,
            )

    def _coordinator(self, councils: list[int], activities: list[int], partners: list[int]) -> None:
        for month, function, to, way in (
            (4, "resource", ("council", councils[0]), "meeting"),
            (6, "resource", ("activity", activities[1]), "visit"),
            (7, "network", ("partner", partners[1]), "phone"),
            (9, "match", ("activity", activities[2]), "visit"),
            (11, "network", ("council", councils[1]), "office"),
        ):
            self.put("support", on=whole(month), to=to, function=function, by=way, times=month - 2)
        self.put("outreach", on=day(5, 1), channel="bulletin", reach=1200, council=councils[0], times=1)
        self.put("outreach", on=day(10, 15), channel="face-to-face", reach=35, times=1)
        self.put("intro", on=day(6, 10), program="care-meeting", people=0, times=1)
        self.put("intro", on=day(11, 8), program="fitness-test", people=3, activity=activities[0], times=1)

    def _help(self, hill: int, town: int) -> None:
        self.put(
            "survey",
            on=whole(5),
            area=hill,
            sent=400,
            returned=132,
            willing=21,
            wants={"shopping": 14, "garden": 9, "air_conditioner": 6},
            offers={"talking": 12, "shopping": 8, "cleaning": 5},
        )
        helpers = [
            self.put(
                "helper",
                name=f"支え手{number:03}",
                can=tasks,
                area=area,
                registered=day(6, number),
                found_by=found,
            )
            for number, (tasks, area, found) in enumerate(
                (
                    (["shopping", "talking"], hill, "survey"),
                    (["cleaning", "light_bulb"], hill, "survey"),
                    (["shopping", "paperwork"], town, "course"),
                ),
                1,
            )
        ]
        for month, task, area, who in (
            (6, "shopping", hill, 0),
            (7, "light_bulb", hill, 1),
            (8, "shopping", town, 2),
            (10, "cleaning", hill, 1),
            (11, "talking", hill, 0),
        ):
            taken = self.put("request", task=task, on=day(month, 12), area=area, source="resident")
            self.change("request", taken, helpers=[helpers[who]], matched=day(month, 14))
            self.change("request", taken, done=day(month, 16), minutes=20 + month)
        for month, task, area, reason in (
            (7, "garden", town, "no_helper"),
            (9, "garden", hill, "no_helper"),
            (11, "garden", town, "no_helper"),
            (12, "air_conditioner", hill, "beyond"),
        ):
            taken = self.put("request", task=task, on=day(month, 3), area=area, source="consultant")
            self.change("request", taken, unmet=day(month, 24), reason=reason)
        self.put("request", task="garden", on=day(12, 20), area=hill, source="agency")

    def _consultants(self, hill: int, town: int, clinic: int) -> None:
        consultants = [
            self.put(
                "consultant",
                name=f"相談員{number:03}",
                area=hill if number % 2 else town,
                registered=day(4, number),
            )
            for number in range(1, 6)
        ]
        for month in range(5, 13):
            for place, consultant in enumerate(consultants[:4]):
                if (month + place) % 2:
                    self.put("visit", consultant=consultant, on=whole(month), kind="call", times=2 + place)
        self.put("visit", consultant=consultants[0], on=day(11, 4), kind="visit", absent=True, times=1)
        self.put("course", on=day(9, 3), title="架空の養成講座", sessions=4, completed=12)
        first, second, _third = (
            self.put(
                "concern", topic=f"架空の困りごと{number}", on=day(month, 9), consultant=consultants[who]
            )
            for number, month, who in ((1, 6, 0), (2, 10, 1), (3, 12, 2))
        )
        for concern, month in ((first, 6), (second, 10)):
            self.put("relay", concern=concern, to=("partner", clinic), on=day(month, 15))
        self.change("concern", first, resolved=day(7, 1), outcome="架空の結果", told=day(7, 2))
