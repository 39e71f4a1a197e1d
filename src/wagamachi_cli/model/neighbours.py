"""Surveys, helpers, requests for help and introductions: the tables and the rules."""

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


class Survey(Record, table=True):
    """A survey of residents."""

    __tablename__ = "survey"
    __table_args__ = table_args(span("on"), at_least("sent"), at_least("returned"), at_least("willing"))

    on_from: str
    on_to: str
    area_id: int | None = refers("area", default=None)
    sent: int | None = None
    returned: int | None = None
    willing: int | None = None


class SurveyWant(Row, table=True):
    """How many want a task done."""

    __tablename__ = "survey_want"
    __table_args__ = table_args(at_least("count", 1))

    survey_id: int = refers("survey")
    value: str = choice("task")
    count: int


class SurveyOffer(Row, table=True):
    """How many offer to do a task."""

    __tablename__ = "survey_offer"
    __table_args__ = table_args(at_least("count", 1))

    survey_id: int = refers("survey")
    value: str = choice("task")
    count: int


class Helper(Named, table=True):
    """A resident who helps neighbours; leaving keeps what was done."""

    __tablename__ = "helper"
    __table_args__ = table_args(unique_name("helper"), span("registered"), span("retired"))

    name: str
    kana: str | None = None
    area_id: int | None = refers("area", default=None)
    registered_from: str
    registered_to: str
    found_by: str | None = choice("found_by", default=None)
    retired_from: str | None = None
    retired_to: str | None = None


class HelperCan(Row, table=True):
    """A task that a helper can do."""

    __tablename__ = "helper_can"

    helper_id: int = refers("helper")
    value: str = choice("task")


class Request(Record, table=True):
    """A request for help. Its status follows from its dates."""

    __tablename__ = "request"
    __table_args__ = table_args(
        *(span(column) for column in ("on", "matched", "done", "unmet", "cancelled")),
        at_least("minutes", 1),
        check(
            "one_end",
            "(done_from IS NOT NULL) + (unmet_from IS NOT NULL) + (cancelled_from IS NOT NULL) <= 1",
        ),
        *by_day("request"),
        *by_day("request", "matched", "done", "unmet", "cancelled"),
    )

    task: str = choice("task")
    on_from: str
    on_to: str
    area_id: int | None = refers("area", default=None)
    for_id: int | None = refers("code", default=None)
    wanted: str | None = None
    source: str | None = choice("request_source", default=None)
    matched_from: str | None = None
    matched_to: str | None = None
    done_from: str | None = None
    done_to: str | None = None
    minutes: int | None = None
    unmet_from: str | None = None
    unmet_to: str | None = None
    reason: str | None = choice("unmet_reason", default=None)
    cancelled_from: str | None = None
    cancelled_to: str | None = None


class RequestHelper(Row, table=True):
    """A helper matched with a request."""

    __tablename__ = "request_helper"

    request_id: int = refers("request")
    helper_id: int = refers("helper")


class RequestAsk(Record, table=True):
    """A helper was asked about a request, and the answer."""

    __tablename__ = "request_ask"
    __table_args__ = table_args(span("on"), one_of("answer", "yes", "no"))

    request_id: int = refers("request")
    helper_id: int = refers("helper")
    on_from: str
    on_to: str
    answer: str | None = None


class Intro(Record, table=True):
    """People introduced from care prevention to local activities; 0 where nobody was."""

    __tablename__ = "intro"
    __table_args__ = table_args(span("on"), at_least("people"), at_least("times", 1))

    on_from: str
    on_to: str
    program: str = choice("program")
    people: int
    led_to: str | None = choice("intro_to", default=None)
    activity_id: int | None = refers("activity", default=None)
    times: int | None = 1


def survey_rule(change: Change) -> None:
    """No more came back than went out, and no more are willing than answered."""
    for less, more in (("returned", "sent"), ("willing", "returned")):
        fewer, greater = change.value(less), change.value(more)
        if fewer is not None and greater is not None and fewer > greater:
            raise RefusedError(
                _("{less} ({fewer}) are more than {more} ({greater}).").format(
                    less=change.kind.field(less).label,
                    fewer=fewer,
                    more=change.kind.field(more).label,
                    greater=greater,
                ),
                _("Check both numbers."),
            )


def request_rule(change: Change) -> None:
    """A request is matched before it is done, and ends once; a helper can do what is asked."""
    ends = [end for end in ("done", "unmet", "cancelled") if change.value(f"{end}_from") is not None]
    given = [end for end in ends if change.given.get(end) is not None]
    if len(ends) > 1:
        ended = next(end for end in ends if end not in given) if len(given) < len(ends) else ends[0]
        raise RefusedError(
            _("It has ended already: {end} on {day}.").format(
                end=change.kind.field(ended).label,
                day=change.span(ended).human(),  # type: ignore[union-attr]
            ),
            _("Empty that first: {command}").format(
                command=f"wagamachi activity request edit {change.id or '…'} --clear {ended}"
            ),
        )
    helpers = change.given.get("helpers")
    if isinstance(helpers, list) and helpers:
        if ends and "done" not in given and change.before:
            raise RefusedError(
                _("It has ended already: {end} on {day}.").format(
                    end=change.kind.field(ends[0]).label,
                    day=change.span(ends[0]).human(),  # type: ignore[union-attr]
                ),
                _("Correct it with edit, or take a new request."),
            )
        if change.value("matched_from") is None:
            day = change.span("done") if "done" in ends else None
            first, last = (day.first, day.last) if day else (change.today, change.today)
            change.columns |= {"matched_from": first.isoformat(), "matched_to": last.isoformat()}
        _refuse_unable(change, [int(helper) for helper in helpers])
    if "done" in given and change.value("matched_from") is None:
        raise RefusedError(
            _("It has no helper yet."),
            _("Say first who helps: {command}").format(
                command=f"wagamachi activity request match {change.id or '…'} --helper …"
            ),
        )
    if change.value("reason") is not None and "unmet" not in ends:
        raise RefusedError(_("A reason is for requests that were not met."), _("Leave --reason out."))


def _refuse_unable(change: Change, helpers: list[int]) -> None:
    """Rules that life may bend: a helper has not left, and can do the task."""
    for identifier in helpers:
        (helper,) = change.rows(
            "SELECT name, retired_from, EXISTS (SELECT 1 FROM helper_can AS c WHERE c.helper_id = h.id "
            "AND c.value = :task) AS able FROM helper AS h WHERE id = :id",
            id=identifier,
            task=change.value("task"),
        )
        if helper["retired_from"] is not None and helper["retired_from"] <= change.today.isoformat():
            change.bend(_("{helper} has left.").format(helper=helper["name"]))
        if not helper["able"]:
            change.bend(
                _("{helper} has not said to be able to do this task.").format(helper=helper["name"]),
                _("Add it to what they can do, or add --anyway with the reason: {command}").format(
                    command=f"wagamachi activity helper edit {identifier} --can …"
                ),
            )


def ask_rule(change: Change) -> None:
    """Nobody is asked about what has ended."""
    (request,) = change.rows(
        "SELECT coalesce(done_from, unmet_from, cancelled_from) AS ended FROM request WHERE id = :id",
        id=change.value("request_id"),
    )
    on = change.span("on")
    if request["ended"] is not None and on is not None and on.first.isoformat() > request["ended"]:
        change.bend(_("The request has ended already."))


def intro_rule(change: Change) -> None:
    """Who was introduced was introduced somewhere; an activity is named only for introductions to it."""
    on = change.span("on")
    assert on is not None  # noqa: S101 - it has a time
    settle_times(change, on)
    if change.value("activity_id") is not None and change.value("led_to") is None:
        change.columns["led_to"] = "activity"
    if change.value("activity_id") is not None and change.value("led_to") != "activity":
        raise RefusedError(
            _("An activity is named, but the people were introduced elsewhere."),
            _("Leave out --activity, or say --to activity."),
        )


RULES = {
    "survey": survey_rule,
    "request": request_rule,
    "ask": ask_rule,
    "intro": intro_rule,
}
