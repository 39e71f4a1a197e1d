"""What may be written: SQLModel tables, the rules, the steps of the domain's verbs.

Importing this module alone loads nothing heavy; ``metadata()`` and ``table()`` do.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import MetaData

    from wagamachi_cli.model.base import Row

ROOMS = {
    "file": ("setting", "choice", "source"),
    "council": (
        "area",
        "council",
        "council_alias",
        "council_area",
        "placement",
        "meeting",
        "meeting_council",
        "meeting_consultant",
        "outreach",
    ),
    "activity": (
        "activity",
        "activity_event",
        "activity_event_measure",
        "session",
        "session_code",
        "contact",
    ),
    "partner": ("partner", "partner_link", "support"),
    "code": ("code",),
    "neighbours": (
        "survey",
        "survey_want",
        "survey_offer",
        "helper",
        "helper_can",
        "request",
        "request_helper",
        "request_ask",
        "intro",
    ),
    "consultant": ("consultant", "course", "concern", "concern_relay", "consultant_visit"),
    "pantry": ("drive", "lot", "movement"),
    "household": ("household", "hearing", "referral"),
    "event": ("event", "event_parcel", "reservation", "distribution", "distribution_line"),
    "report": ("figure", "narrative"),
    "note": ("note_line",),
    "edition": ("edition", "edition_number", "edition_pack", "edition_file", "edition_basis"),
}
_ROOM_OF = {table: room for room, tables in ROOMS.items() for table in tables}


def metadata() -> MetaData:
    """The schema: every table of every room."""
    from sqlmodel import SQLModel

    for room in ROOMS:
        import_module(f"wagamachi_cli.model.{room}")
    return SQLModel.metadata


def table(name: str) -> type[Row]:
    """The SQLModel class of a table; only its room is loaded, not those that its keys refer to.

    KeyError if there is no such table.
    """
    from wagamachi_cli.model.base import Row

    if name in _ROOM_OF:
        import_module(f"wagamachi_cli.model.{_ROOM_OF[name]}")
    waiting: list[type[Row]] = [Row]
    while waiting:
        for one in waiting.pop().__subclasses__():
            if getattr(one, "__tablename__", None) == name:
                return one
            waiting.append(one)
    raise KeyError(name)
