"""Areas, councils, placements and meetings: the tables."""

from __future__ import annotations

from wagamachi_cli.model.base import (
    Record,
    Row,
    at_least,
    check,
    choice,
    one_of,
    refers,
    span,
    table_args,
    unique_name,
)


class Area(Record, table=True):
    """A daily-life area, perhaps within another."""

    __tablename__ = "area"
    __table_args__ = table_args(unique_name("area"), check("parent_other", "parent_id <> id"))

    name: str
    kana: str | None = None
    parent_id: int | None = refers("area", default=None)


class Council(Record, table=True):
    """A council. Its status follows from its dates; ``preparing`` counts only while none is known."""

    __tablename__ = "council"
    __table_args__ = table_args(
        unique_name("council"),
        span("established"),
        span("closed"),
        check("preparing_flag", "preparing IN (0, 1)"),
        check("closed_after", "closed_to IS NULL OR established_from IS NULL OR closed_to >= established_from"),
    )

    name: str
    kana: str | None = None
    established_from: str | None = None
    established_to: str | None = None
    closed_from: str | None = None
    closed_to: str | None = None
    preparing: int = 0


class CouncilAlias(Row, table=True):
    """Another name of a council."""

    __tablename__ = "council_alias"

    council_id: int = refers("council")
    value: str


class CouncilArea(Row, table=True):
    """An area that a council covers."""

    __tablename__ = "council_area"

    council_id: int = refers("council")
    area_id: int = refers("area")


class Placement(Record, table=True):
    """A coordinator's post, from when, until when."""

    __tablename__ = "placement"
    __table_args__ = table_args(
        span("start"),
        span("end"),
        check("concurrent_flag", "concurrent IN (0, 1)"),
        check("end_after", "end_to IS NULL OR end_to >= start_from"),
    )

    layer: str = choice("layer")
    council_id: int | None = refers("council", default=None)
    area_id: int | None = refers("area", default=None)
    coordinator: str | None = None
    start_from: str
    start_to: str
    end_from: str | None = None
    end_to: str | None = None
    concurrent: int | None = None


class Meeting(Record, table=True):
    """A meeting, or ``times`` of them where only a month's total is known."""

    __tablename__ = "meeting"
    __table_args__ = table_args(
        span("on"),
        one_of("status", "planned", "held", "cancelled"),
        at_least("attendees"),
        at_least("online"),
        at_least("consultants"),
        at_least("times", 1),
        check("planned_unattended", "status = 'held' OR attendees IS NULL"),
    )

    on_from: str
    on_to: str
    kind: str = choice("meeting_kind")
    title: str | None = None
    area_id: int | None = refers("area", default=None)
    mode: str | None = choice("mode", default=None)
    venue: str | None = None
    start_at: str | None = None
    end_at: str | None = None
    attendees: int | None = None
    online: int | None = None
    consultants: int | None = None
    times: int = 1
    status: str


class MeetingCouncil(Row, table=True):
    """A council that holds a meeting."""

    __tablename__ = "meeting_council"

    meeting_id: int = refers("meeting")
    council_id: int = refers("council")
