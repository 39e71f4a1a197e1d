"""Lay consultants, courses, concerns and visits: the tables and the rules."""

from __future__ import annotations

from datetime import date

from wagamachi_cli.errors import RefusedError
from wagamachi_cli.language import _
from wagamachi_cli.model.base import (
    Named,
    Record,
    at_least,
    by_day,
    check,
    choice,
    refers,
    span,
    table_args,
    unique_name,
)
from wagamachi_cli.model.change import Change, settle_times
from wagamachi_cli.period import Span


class Consultant(Named, table=True):
    """A lay consultant; retiring keeps what was done."""

    __tablename__ = "consultant"
    __table_args__ = table_args(
        unique_name("consultant"), span("registered"), span("trained"), span("retired")
    )

    name: str
    kana: str | None = None
    area_id: int | None = refers("area", default=None)
    registered_from: str
    registered_to: str
    trained_from: str | None = None
    trained_to: str | None = None
    retired_from: str | None = None
    retired_to: str | None = None


class Course(Record, table=True):
    """A course for consultants, and how many completed it."""

    __tablename__ = "course"
    __table_args__ = table_args(span("on"), at_least("sessions", 1), at_least("completed"))

    on_from: str
    on_to: str
    title: str
    kind: str | None = choice("course_kind", default=None)
    sessions: int | None = None
    completed: int | None = None


class Concern(Record, table=True):
    """A concern that a consultant brought. Its status follows from its relays and its end."""

    __tablename__ = "concern"
    __table_args__ = table_args(
        span("on"), span("resolved"), span("told"), *by_day("concern"), *by_day("concern", "resolved")
    )

    topic: str
    on_from: str
    on_to: str
    consultant_id: int | None = refers("consultant", default=None)
    area_id: int | None = refers("area", default=None)
    resolved_from: str | None = None
    resolved_to: str | None = None
    outcome: str | None = None
    told_from: str | None = None
    told_to: str | None = None


class ConcernRelay(Record, table=True):
    """A concern was taken to a partner, a council or the coordinator, and perhaps came back."""

    __tablename__ = "concern_relay"
    __table_args__ = table_args(
        span("on"),
        span("returned"),
        check("one_end", "(partner_id IS NOT NULL) + (council_id IS NOT NULL) + coordinator = 1"),
    )

    concern_id: int = refers("concern")
    partner_id: int | None = refers("partner", default=None)
    council_id: int | None = refers("council", default=None)
    coordinator: int = 0
    on_from: str
    on_to: str
    returned_from: str | None = None
    returned_to: str | None = None


class ConsultantVisit(Record, table=True):
    """A visit or call by a consultant, or ``times`` of them in a month."""

    __tablename__ = "consultant_visit"
    __table_args__ = table_args(span("on"), at_least("times", 1), *by_day("consultant_visit"))

    consultant_id: int = refers("consultant")
    on_from: str
    on_to: str
    kind: str = choice("visit_kind")
    for_id: int | None = refers("code", default=None)
    absent: int | None = None
    times: int = 1


def _day(kept: str) -> str:
    """A day of the file as people read it."""
    return Span.day(date.fromisoformat(kept)).human()


def concern_rule(change: Change) -> None:
    """What came of a concern is told once it is resolved."""
    for key in ("outcome", "told_from"):
        if change.value(key) is not None and change.value("resolved_from") is None:
            raise RefusedError(
                _("The concern is not resolved yet."),
                _("Resolve it first: {command}").format(
                    command=f"wagamachi consultant concern resolve {change.id or '…'} --outcome …"
                ),
            )


def relay_rule(change: Change) -> None:
    """A concern is taken somewhere, while it is open."""
    ends = [change.value(column) for column in ("partner_id", "council_id")]
    if change.value("coordinator") is None:
        change.columns["coordinator"] = 0
    if sum(end is not None for end in ends) + change.value("coordinator") != 1:
        raise RefusedError(
            _("A concern is relayed to one partner, one council or the coordinator."),
            _("Give --to, or --coordinator."),
        )
    on = change.span("on")
    (concern,) = change.rows(
        "SELECT on_from, resolved_from FROM concern WHERE id = :id", id=change.value("concern_id")
    )
    assert on is not None  # noqa: S101 - a relay has a time
    if on.last.isoformat() < concern["on_from"]:
        raise RefusedError(
            _("It would be relayed before it came in ({day}).").format(day=_day(concern["on_from"])),
            _("Check the date with --on."),
        )
    if concern["resolved_from"] is not None and on.first.isoformat() > concern["resolved_from"]:
        raise RefusedError(
            _("The concern was resolved on {day}.").format(day=_day(concern["resolved_from"])),
            _("Open it again with: {command}").format(
                command=f"wagamachi consultant concern edit {change.value('concern_id')} --clear resolved"
            ),
        )


def visit_rule(change: Change) -> None:
    """Several visits at once are told for a month or longer, by consultants who were registered."""
    on = change.span("on")
    assert on is not None  # noqa: S101 - a visit has a time
    settle_times(change, on)
    (consultant,) = change.rows(
        "SELECT name, retired_from FROM consultant WHERE id = :id", id=change.value("consultant_id")
    )
    if consultant["retired_from"] is not None and on.first.isoformat() > consultant["retired_from"]:
        retired = _day(consultant["retired_from"])
        change.bend(_("{name} retired on {day}.").format(name=consultant["name"], day=retired))


RULES = {"concern": concern_rule, "relay": relay_rule, "visit": visit_rule}
