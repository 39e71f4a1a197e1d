"""What wants attention: things that wait or are unusual, though nothing is wrong with them."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from wagamachi_cli.language import _, language
from wagamachi_cli.period import Span, months_before
from wagamachi_cli.queries import settings
from wagamachi_cli.queries.records import sql
from wagamachi_cli.queries.stock import in_stock
from wagamachi_cli.sheet import Coded

_CONCERN_DAYS = 14
_REQUEST_DAYS = 30
_REFERRAL_DAYS = 14
IDLE_MONTHS = 6
"""A consultant of whom nothing was heard for so long is inactive."""


def reminders(connection: sqlite3.Connection, today: date) -> list[str]:
    """A line for each thing that waits, with the command that settles it."""
    values = {
        "today": today.isoformat(),
        "language": language(),
        "concerns_since": (today - timedelta(days=_CONCERN_DAYS)).isoformat(),
        "referrals_since": (today - timedelta(days=_REFERRAL_DAYS)).isoformat(),
        "requests_since": (today - timedelta(days=_REQUEST_DAYS)).isoformat(),
        "idle_since": months_before(today, IDLE_MONTHS).isoformat(),
    }
    words = {
        "meeting_unconfirmed": (
            _("Meeting {id} {on} “{name}” was planned and has passed; its number is missing: {command}"),
            "council meeting edit {id} --attendees N",
        ),
        "meeting_unattended": (
            _("Meeting {id} {on} “{name}” has no number of attendees: {command}"),
            "council meeting edit {id} --attendees N",
        ),
        "activity_before_council": (
            _("Activity {id} “{name}” ({on}) began before its council was founded: {command}"),
            "activity edit {id} --started …",
        ),
        "session_before_council": (
            _("“{name}” held {count} sessions ({on}) before its council was founded: {command}"),
            "activity show {id}",
        ),
        "concern_old": (
            _("Concern {id} ({on}) has been open for {count} days: {command}"),
            "consultant concern resolve {id} --outcome …",
        ),
        "request_old": (
            _("Request {id} ({on}) has been open for {count} days: {command}"),
            "activity request suggest {id}",
        ),
        "referral_old": (
            _("Referral {id} ({on}) has been open for {count} days: {command}"),
            "pantry referral update {id} --status …",
        ),
        "event_unclosed": (
            _("“{name}” ({on}) is over and not closed: {command}"),
            "pantry event close {id} --on {day}",
        ),
        "consultants_idle": (
            _("{count} consultants have no visit, concern or meeting in the last six months: {command}"),
            f"consultant list --inactive {IDLE_MONTHS} --status active",
        ),
    }
    said = []
    for code, identifier, name, first, last, count in connection.execute(sql("reminders"), values):
        message, command = words[code]
        said.append(
            message.format(
                id=identifier,
                name=name or "",
                on=Span(date.fromisoformat(first), date.fromisoformat(last)).human() if first else "",
                count=int(count),
                command="wagamachi " + command.format(id=identifier, day=last),
            )
        )
    return [*said, *_stock(connection, today)]


def _stock(connection: sqlite3.Connection, today: date) -> list[str]:
    """What is in stock and is soon, or already, past its date."""
    days = int(settings.value(connection, "stock.soon"))
    lots = [row["state"] for row in in_stock(connection, today, days).rows]
    counts = {
        code: sum(isinstance(state, Coded) and state.code == code for state in lots)
        for code in ("soon", "expired")
    }
    command = f"wagamachi pantry stock --expiring {days}"
    said = []
    if counts["soon"]:
        said.append(
            _("{count} lots in stock are to be given away within {days} days: {command}").format(
                count=counts["soon"], days=days, command=command
            )
        )
    if counts["expired"]:
        said.append(
            _("{count} lots in stock are past their date: {command}").format(
                count=counts["expired"], command=command
            )
        )
    return said
