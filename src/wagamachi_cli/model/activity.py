"""Resident activities and their history: the tables and the rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from wagamachi_cli.errors import RefusedError
from wagamachi_cli.kinds.activity import EVENT
from wagamachi_cli.language import _
from wagamachi_cli.model.base import (
    Named,
    Record,
    Row,
    at_least,
    by_day,
    choice,
    one_of,
    refers,
    span,
    table_args,
    unique_name,
)
from wagamachi_cli.model.change import Change, settle_times
from wagamachi_cli.period import Span


class Activity(Named, table=True):
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


class Session(Record, table=True):
    """A session of an activity, or ``times`` of them where only a month's total is known."""

    __tablename__ = "session"
    __table_args__ = table_args(
        span("on"),
        *(at_least(column) for column in ("attendees", "unique_people", "helpers", "consultants")),
        at_least("minutes", 1),
        at_least("times", 1),
        *by_day("session"),
    )

    activity_id: int = refers("activity")
    on_from: str
    on_to: str
    start_at: str | None = None
    times: int | None = 1
    attendees: int | None = None
    unique_people: int | None = None
    helpers: int | None = None
    consultants: int | None = None
    minutes: int | None = None
    venue: str | None = None
    mode: str | None = choice("mode", default=None)


class SessionCode(Row, table=True):
    """A person, by code, who came to a session."""

    __tablename__ = "session_code"

    session_id: int = refers("session")
    code_id: int = refers("code")


class Contact(Record, table=True):
    """Keeping in touch with the people of an activity."""

    __tablename__ = "contact"
    __table_args__ = table_args(span("on"), at_least("people"), at_least("times", 1), *by_day("contact"))

    activity_id: int = refers("activity")
    on_from: str
    on_to: str
    by: str = choice("by")
    people: int
    times: int | None = 1


def activity_rule(change: Change) -> None:
    """Its start may not move behind what happened to it."""
    if "started" in change.given and change.id is not None:
        _refuse_impossible(change, change.id, change.span("started"), None)


def history_rule(change: Change) -> None:
    """What happens to an activity follows from what came before, and so does what came after it."""
    activity_id = change.value("activity_id")
    (activity,) = change.rows("SELECT started_from, started_to FROM activity WHERE id = :id", id=activity_id)
    started = Span(date.fromisoformat(activity["started_from"]), date.fromisoformat(activity["started_to"]))
    if change.value("removed") is not None:
        _refuse_impossible(change, activity_id, started, None, without=change.id)
        return
    on = change.span("on")
    assert on is not None  # noqa: S101 - an event has a time
    if change.given.get("measures") and change.value("event") == "closed":
        raise RefusedError(
            _("Measures are for going on; this activity has ended."), _("Leave out --measure.")
        )
    _refuse_impossible(change, activity_id, started, (on, change.value("event")), without=change.id)


def _story(change: Change, activity_id: int) -> list[Any]:
    """What happened to an activity, from the first to the last."""
    return change.rows(
        "SELECT id, event, on_from, on_to FROM activity_event "
        "WHERE activity_id = :id AND removed IS NULL ORDER BY on_from, on_to, id",
        id=activity_id,
    )


def _refuse_impossible(
    change: Change,
    activity_id: int,
    started: Span | None,
    added: tuple[Span, str] | None,
    without: int | None = None,
) -> None:
    """RefusedError when the story of an activity would not hold together, naming the entry that breaks."""
    events = [
        (Span(date.fromisoformat(row["on_from"]), date.fromisoformat(row["on_to"])), row["event"])
        for row in _story(change, activity_id)
        if change.kind.code != "history" or row["id"] != without
    ]
    if added is not None:
        events = sorted([*events, added], key=lambda event: (event[0].first, event[0].last))
    status = "active"
    allowed = {"active": {"suspended", "closed"}, "suspended": {"resumed", "closed"}, "closed": set()}
    now = {"active": _("running"), "suspended": _("suspended"), "closed": _("closed")}
    for on, event in events:
        if started is not None and on.last < started.first:
            raise RefusedError(
                _("“{event}” on {day} would be before it started ({start}).").format(
                    event=EVENT[event], day=on.human(), start=started.human()
                ),
                _("Check the dates with: {command}").format(command=f"wagamachi activity show {activity_id}"),
            )
        if event not in allowed[status]:
            raise RefusedError(
                _("“{event}” on {day} does not fit: it is {status} then.").format(
                    event=EVENT[event], day=on.human(), status=now[status]
                ),
                _("See what happened with: {command}").format(
                    command=f"wagamachi activity show {activity_id}"
                ),
            )
        status = "active" if event == "resumed" else event


def session_rule(change: Change) -> None:
    """A session lies within its activity's life, and its numbers agree with each other."""
    on = change.span("on")
    assert on is not None  # noqa: S101 - a session has a time
    people = change.given.get("people")
    if isinstance(people, list) and people and change.value("attendees") is None:
        change.columns["attendees"] = len(people)
    settle_times(change, on)
    attendees, distinct = change.value("attendees"), change.value("unique_people")
    if attendees is not None and distinct is not None and distinct > attendees:
        raise RefusedError(
            _("{distinct} different people cannot be more than {attendees} attendances.").format(
                distinct=distinct, attendees=attendees
            ),
            _("--attendees counts everyone each time, --distinct everyone once."),
        )
    if isinstance(people, list) and attendees is not None and len(people) > attendees:
        raise RefusedError(
            _("The roster names {people} people, but only {attendees} attended.").format(
                people=len(people), attendees=attendees
            ),
            _("Correct the roster or --attendees."),
        )
    if "on" in change.given or "activity" in change.given:
        _refuse_while_not_running(change)


def _refuse_while_not_running(change: Change) -> None:
    """A rule that life may bend: no session while the activity is suspended or closed."""
    activity_id, first, last = change.value("activity_id"), change.value("on_from"), change.value("on_to")
    (activity,) = change.rows("SELECT name, started_from FROM activity WHERE id = :id", id=activity_id)
    if last < activity["started_from"]:
        change.bend(
            _("{activity} started only on {day}.").format(
                activity=activity["name"], day=Span.day(date.fromisoformat(activity["started_from"])).human()
            )
        )
    story = _story(change, activity_id)
    happened = [row for row in story if row["on_to"] <= first][-1:]
    if (
        happened
        and happened[0]["event"] != "resumed"
        and not any(row["event"] == "resumed" and first < row["on_from"] <= last for row in story)
    ):
        since = Span.day(date.fromisoformat(happened[0]["on_from"]))
        change.bend(
            _("{activity} was {event} on {day} and holds no sessions.").format(
                activity=activity["name"], event=EVENT[happened[0]["event"]], day=since.human()
            ),
            _("Record that it resumed, or add --anyway with the reason: {command}").format(
                command=f"wagamachi activity resume {activity_id} --on …"
            ),
        )


def contact_rule(change: Change) -> None:
    """Several contacts at once are told for a month or longer."""
    on = change.span("on")
    assert on is not None  # noqa: S101 - a contact has a time
    settle_times(change, on)


RULES = {
    "activity": activity_rule,
    "history": history_rule,
    "session": session_rule,
    "contact": contact_rule,
}
