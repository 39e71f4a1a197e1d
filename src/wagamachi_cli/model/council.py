"""Areas, councils, placements and meetings: the tables and the rules."""

from __future__ import annotations

from wagamachi_cli.errors import RefusedError
from wagamachi_cli.language import _
from wagamachi_cli.model.base import (
    Named,
    Record,
    Row,
    at_least,
    by_day,
    check,
    choice,
    one_of,
    refers,
    span,
    table_args,
    unique_name,
)
from wagamachi_cli.model.change import Change, settle_times
from wagamachi_cli.period import EARLIEST, LATEST, Span


class Area(Named, table=True):
    """A daily-life area, perhaps within another."""

    __tablename__ = "area"
    __table_args__ = table_args(unique_name("area"), check("parent_other", "parent_id <> id"))

    name: str
    kana: str | None = None
    parent_id: int | None = refers("area", default=None)


class Council(Named, table=True):
    """A council. Its status follows from its dates; ``preparing`` counts only while none is known."""

    __tablename__ = "council"
    __table_args__ = table_args(
        unique_name("council"),
        span("established"),
        span("closed"),
        check("preparing_flag", "preparing IN (0, 1)"),
        check(
            "closed_after", "closed_to IS NULL OR established_from IS NULL OR closed_to >= established_from"
        ),
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
        *by_day("meeting"),
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
    times: int | None = 1
    status: str


class MeetingCouncil(Row, table=True):
    """A council that holds a meeting."""

    __tablename__ = "meeting_council"

    meeting_id: int = refers("meeting")
    council_id: int = refers("council")


class MeetingConsultant(Row, table=True):
    """A consultant who came to a meeting."""

    __tablename__ = "meeting_consultant"

    meeting_id: int = refers("meeting")
    consultant_id: int = refers("consultant")


class Outreach(Record, table=True):
    """Something that made the councils known, and how many it reached."""

    __tablename__ = "outreach"
    __table_args__ = table_args(span("on"), at_least("reach"), at_least("times", 1))

    on_from: str
    on_to: str
    channel: str = choice("channel")
    reach: int | None = None
    council_id: int | None = refers("council", default=None)
    times: int | None = 1


_ATTENDANCE = ("consultants_present", "consultants", "attendees", "status", "on")


def area_rule(change: Change) -> None:
    """An area does not lie within itself, however far around; a new one has nothing within it."""
    above = change.value("parent_id") if change.id is not None else None
    seen: set[int] = set()
    while above is not None and above not in seen:
        seen.add(above)
        if above == change.id:
            raise RefusedError(_("An area cannot lie within itself."), _("Give another --parent."))
        (row,) = change.rows("SELECT parent_id FROM area WHERE id = :id", id=above)
        above = row["parent_id"]


def council_rule(change: Change) -> None:
    """A status that was typed becomes what it follows from: dates, or that none is known yet."""
    status = change.given.get("status")
    if status == "preparing":
        if change.value("established_from") is not None and change.span("established").first <= change.today:  # type: ignore[union-attr]
            raise RefusedError(
                _("A council that was established is not being prepared any more."),
                _("Empty the date first: --clear established"),
            )
        change.columns["preparing"] = 1
    elif status == "active":
        change.columns |= {"preparing": 0, "closed_from": None, "closed_to": None}
    elif status == "closed" and change.value("closed_from") is None:
        change.columns |= {"closed_from": EARLIEST.isoformat(), "closed_to": LATEST.isoformat()}
    if change.columns.get("established_from") is not None:
        change.columns["preparing"] = 0


def meeting_rule(change: Change) -> None:
    """Held once the day has passed or a number is given; nobody can have come to what lies ahead."""
    on = change.span("on")
    assert on is not None  # noqa: S101 - a meeting has a time
    attendees = change.value("attendees")
    if "status" not in change.given and ("on" in change.given or "attendees" in change.given):
        held = on.last < change.today or (attendees is not None and on.first <= change.today)
        if change.before.get("status") != "cancelled":
            change.columns["status"] = "held" if held else "planned"
    if change.value("status") == "held" and on.first > change.today:
        raise RefusedError(
            _("A meeting on {day}, which lies ahead, cannot have been held yet.").format(day=on.human()),
            _("Correct the day with --on, or leave --status planned."),
        )
    counts = [key for key in ("attendees", "online", "consultants") if change.value(key) is not None]
    if counts and on.first > change.today:
        raise RefusedError(
            _("Nobody can have attended on {day}, which lies ahead.").format(day=on.human()),
            _("Leave the number out now and add it afterwards: {command}").format(
                command="wagamachi council meeting edit … --attendees N"
            ),
        )
    if counts and change.value("status") != "held":
        raise RefusedError(
            _("A meeting that was not held has no attendance."), _("Add --status held if it took place.")
        )
    for part in ("online", "consultants"):
        if change.value(part) is not None and attendees is not None and change.value(part) > attendees:
            raise RefusedError(
                _("{part} ({count}) are more than all who attended ({all}).").format(
                    part=change.kind.field(part).label, count=change.value(part), all=attendees
                ),
                _("--attendees counts everybody, those online too."),
            )
    _see_named(change, on)
    settle_times(change, on)


def _see_named(change: Change, on: Span) -> None:
    """Consultants who are named as present came to a meeting that was held, and are part of its number."""
    named = change.given.get("consultants_present")
    if named is None and change.id is not None and not change.given.keys().isdisjoint(_ATTENDANCE):
        found = change.rows(
            "SELECT consultant_id FROM meeting_consultant WHERE meeting_id = :id", id=change.id
        )
        named = [row["consultant_id"] for row in found]
    if not isinstance(named, list) or not named:
        return
    count = len(set(named))
    if change.value("status") != "held":
        raise RefusedError(
            _("Nobody can have come to a meeting that is not held ({day}).").format(day=on.human()),
            _("Name who came once it has taken place, with --status held."),
        )
    for part in ("consultants", "attendees"):
        number = change.value(part)
        if number is not None and number < count:
            change.bend(
                _("{count} consultants are named, but {part} is {number}.").format(
                    count=count, part=change.kind.field(part).label, number=number
                ),
                _("Correct the number (it may be larger), or add --anyway with the reason."),
            )


def outreach_rule(change: Change) -> None:
    """Several at once are told for a month or longer."""
    on = change.span("on")
    assert on is not None  # noqa: S101 - it has a time
    settle_times(change, on)


RULES = {
    "area": area_rule,
    "council": council_rule,
    "meeting": meeting_rule,
    "outreach": outreach_rule,
}
