"""Resident activities and their history: the tables."""

from __future__ import annotations

from wagamachi_cli.model import council as _council  # noqa: F401 - the keys refer to its tables
from wagamachi_cli.model.base import Record, Row, choice, one_of, refers, span, table_args, unique_name


class Activity(Record, table=True):
    """An activity. Whether it runs, rests or has ended follows from its history."""

    __tablename__ = "activity"
    __table_args__ = table_args(unique_name("activity"), span("started"))

    name: str
    kana: str | None = None
    category: str = choice("category")
    council_id: int | None = refers("council", default=None)
    area_id: int | None = refers("area", default=None)
    venue: str | None = None
    started_from: str
    started_to: str


class ActivityEvent(Record, table=True):
    """A suspension, a return or the end of an activity."""

    __tablename__ = "activity_event"
    __table_args__ = table_args(span("on"), one_of("event", "suspended", "resumed", "closed"))

    activity_id: int = refers("activity")
    event: str
    on_from: str
    on_to: str
    reason: str | None = choice("reason", default=None)


class ActivityEventMeasure(Row, table=True):
    """What was done so that an activity could go on."""

    __tablename__ = "activity_event_measure"

    activity_event_id: int = refers("activity_event")
    value: str = choice("measure")
