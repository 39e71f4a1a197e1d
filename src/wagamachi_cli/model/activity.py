"""Resident activities and their history: the tables and the rules."""

from __future__ import annotations

from datetime import date

from wagamachi_cli.errors import RefusedError
from wagamachi_cli.kinds.activity import EVENT
from wagamachi_cli.language import _
from wagamachi_cli.model import council as _council  # noqa: F401 - the keys refer to its tables
from wagamachi_cli.model.base import Record, Row, choice, one_of, refers, span, table_args, unique_name
from wagamachi_cli.model.change import Change
from wagamachi_cli.period import Span


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
        for row in change.rows(
            "SELECT id, event, on_from, on_to FROM activity_event "
            "WHERE activity_id = :id AND removed IS NULL ORDER BY on_from, on_to, id",
            id=activity_id,
        )
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


RULES = {"activity": activity_rule, "history": history_rule}
