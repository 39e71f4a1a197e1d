"""Pantry events, reservations and visits: the tables and the rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Index, text

from wagamachi_cli import text as words
from wagamachi_cli.errors import RefusedError, UsageError
from wagamachi_cli.language import _
from wagamachi_cli.model import stock
from wagamachi_cli.model.base import (
    Named,
    Record,
    Row,
    at_least,
    by_day,
    check,
    choice,
    known,
    put,
    refers,
    span,
    table_args,
    unique_name,
)
from wagamachi_cli.model.change import Change, settle_times
from wagamachi_cli.period import Span

_SIZE = ("adults", "children", "seniors")


class Event(Named, table=True):
    """A pantry event. Whether it is over follows from its dates."""

    __tablename__ = "event"
    __table_args__ = table_args(
        unique_name("event"),
        *(span(column) for column in ("on", "closed", "cancelled")),
        at_least("capacity", 1),
        check("one_end", "closed_from IS NULL OR cancelled_from IS NULL"),
    )

    name: str
    on_from: str
    on_to: str
    place: str | None = None
    area_id: int | None = refers("area", default=None)
    council_id: int | None = refers("council", default=None)
    capacity: int | None = None
    closed_from: str | None = None
    closed_to: str | None = None
    cancelled_from: str | None = None
    cancelled_to: str | None = None


class EventParcel(Row, table=True):
    """An item of the parcel that a household gets at an event; ``value`` is its name."""

    __tablename__ = "event_parcel"
    __table_args__ = table_args(at_least("count", 1))

    event_id: int = refers("event")
    value: str
    count: int


class Reservation(Record, table=True):
    """A household has reserved. Whether it came follows from its visit, and from the event's end."""

    __tablename__ = "reservation"
    __table_args__ = table_args(
        span("on"),
        span("cancelled"),
        check("delivery_flag", "delivery IN (0, 1)"),
        Index(
            "uq_reservation_household_id",
            "event_id",
            "household_id",
            unique=True,
            sqlite_where=text("removed IS NULL AND cancelled_from IS NULL"),
        ),
    )

    event_id: int = refers("event")
    household_id: int = refers("household")
    on_from: str
    on_to: str
    channel: str | None = choice("reservation_channel", default=None)
    delivery: int = 0
    cancelled_from: str | None = None
    cancelled_to: str | None = None


class Distribution(Record, table=True):
    """A visit of a household, with its size as it was that day.

    Or ``times`` of them where only a month's total is known: then of no household, with all their people.
    """

    __tablename__ = "distribution"
    __table_args__ = table_args(
        span("on"),
        check("on_day", "times > 1 OR on_from = on_to"),
        check("other_collects", "collected_by_id <> household_id"),
        check("of_household", "(household_id IS NULL) = (times > 1)"),
        *(at_least(size) for size in (*_SIZE, "unique_households")),
        at_least("times", 1),
        *by_day("distribution"),
        # In the order of its visits, so that the first one is found at once.
        Index("ix_distribution_household_id", "household_id", "on_from"),
        known("distribution", "collected_by_id"),
    )

    household_id: int | None = refers("household", default=None, index=False)
    event_id: int | None = refers("event", default=None)
    on_from: str
    on_to: str
    adults: int | None = None
    children: int | None = None
    seniors: int | None = None
    collected_by_id: int | None = refers("household", default=None, index=False)
    times: int = 1
    unique_households: int | None = None


class DistributionLine(Row, table=True):
    """What a visit took from one lot; it keeps its own weight."""

    __tablename__ = "distribution_line"
    __table_args__ = table_args(at_least("qty", 1), at_least("grams"))

    distribution_id: int = refers("distribution")
    lot_id: int = refers("lot")
    qty: int
    grams: int | None = None


def event_rule(change: Change) -> None:
    """An event ends once; one at which something was handed out was not cancelled."""
    if change.value("removed") is not None or not {"closed", "cancelled"} & change.given.keys():
        return
    if change.value("closed_from") is not None and change.value("cancelled_from") is not None:
        ended = "cancelled" if change.before.get("cancelled_from") else "closed"
        raise RefusedError(
            _("It has ended already: {end} on {day}.").format(
                end=change.kind.field(ended).label, day=_spoken_day(change.value(f"{ended}_from"))
            ),
            _("Empty that first: {command}").format(
                command=f"wagamachi pantry event edit {change.id or '…'} --clear {ended}"
            ),
        )
    if change.value("cancelled_from") is not None:
        served = change.rows(
            "SELECT id FROM distribution WHERE event_id = :id AND removed IS NULL ORDER BY id LIMIT 1",
            id=change.id,
        )
        if served:
            raise RefusedError(
                _("Food was handed out at it: visit {id}.").format(id=served[0]["id"]),
                _("See who came: {command}").format(
                    command=f"wagamachi pantry visit list --event {change.id}"
                ),
            )


def reservation_rule(change: Change) -> None:
    """A household reserves once, for an event to come that has room."""
    if change.value("removed") is not None or change.value("cancelled_from") is not None:
        return
    if change.before and not {"event", "household", "cancelled"} & change.given.keys():
        return
    event = _open_event(change, change.value("event_id"))
    standing = change.rows(
        "SELECT r.id, r.household_id, h.code FROM reservation AS r"
        " JOIN household AS h ON h.id = r.household_id"
        " WHERE r.event_id = :event AND r.removed IS NULL AND r.cancelled_from IS NULL AND r.id IS NOT :id",
        event=change.value("event_id"),
        id=change.id,
    )
    for row in standing:
        if row["household_id"] == change.value("household_id"):
            raise RefusedError(
                _("{code} has reserved for “{event}” already (number {id}).").format(
                    code=row["code"], event=words.visible(event["name"]), id=row["id"]
                ),
                _("To change it: {command}").format(
                    command=f"wagamachi pantry reservation edit {row['id']} …"
                ),
            )
    if event["capacity"] is not None and len(standing) >= event["capacity"]:
        change.bend(
            _("“{event}” is full: {reserved} of {capacity} are reserved.").format(
                event=words.visible(event["name"]), reserved=len(standing), capacity=event["capacity"]
            )
        )


def _open_event(change: Change, event_id: int) -> Mapping[str, Any]:
    """The event; RefusedError (4) when it has ended."""
    (event,) = change.rows(
        "SELECT id, name, on_from, capacity, closed_from, cancelled_from FROM event WHERE id = :id",
        id=event_id,
    )
    for end, message in (
        ("cancelled", _("“{event}” was cancelled on {day}.")),
        ("closed", _("“{event}” was closed on {day}.")),
    ):
        if event[f"{end}_from"] is not None:
            raise RefusedError(
                message.format(
                    event=words.visible(event["name"]),
                    day=Span.day(date.fromisoformat(event[f"{end}_from"])).human(),
                ),
                _("To open it again: {command}").format(
                    command=f"wagamachi pantry event edit {event_id} --clear {end}"
                ),
            )
    return event  # type: ignore[no-any-return] # a row, read by its names


def distribution_rule(change: Change) -> None:
    """A household comes once to an event and once a day; its size is kept as it is now."""
    if change.value("removed") is not None:
        return
    if (change.value("times") or 1) > 1:
        _check_total(change)
        return
    _check_single(change)
    lines = change.given.get("lines")
    if isinstance(lines, dict):
        change.given = {**change.given, "lines": _meant(change, lines)}
    if change.value("collected_by_id") == change.value("household_id"):
        raise RefusedError(_("A household does not collect for itself."), _("Leave out --collected-by."))
    if not change.before or "household" in change.given:
        (size,) = change.rows(
            "SELECT adults, children, seniors FROM household WHERE id = :id", id=change.value("household_id")
        )
        change.columns |= {key: size[key] for key in _SIZE if key not in change.given}
    event_id = change.value("event_id")
    if event_id is not None and (not change.before or "event" in change.given):
        event = _open_event(change, event_id)
        if event["on_from"] > change.value("on_from"):
            change.bend(
                _("“{event}” is on {day}, which is later.").format(
                    event=words.visible(event["name"]), day=_spoken_day(event["on_from"])
                )
            )
    if not change.before or {"household", "event", "on"} & change.given.keys():
        _refuse_second(change)


def _check_total(change: Change) -> None:
    """A month's total is of no household, event or lot, and of no more households than visits."""
    on = change.span("on")
    assert on is not None  # noqa: S101 - a visit has a time
    settle_times(change, on)
    for key in ("household", "event", "collected_by"):
        if change.value(change.kind.field(key).columns[0]) is not None:
            raise RefusedError(
                _("A month's total is told without {option}.").format(option=change.kind.field(key).option),
                _("Leave it out, or write down each visit."),
            )
    if change.given.get("lines") or _lots(change):
        raise RefusedError(
            _("A month's total is told without {option}.").format(option="--item"),
            _("Take the food from the stock otherwise: {command}").format(
                command="wagamachi pantry pass-on LOT --qty N --to PARTNER"
            ),
        )
    times, distinct = change.value("times"), change.value("unique_households")
    if distinct is not None and distinct > times:
        raise RefusedError(
            _("{distinct} different households cannot be more than {times} visits.").format(
                distinct=distinct, times=times
            ),
            _("--times counts every visit, --distinct every household once."),
        )


def _check_single(change: Change) -> None:
    """One visit is of a household, on a day."""
    if change.value("household_id") is None:
        raise UsageError(
            _("{option} is missing.").format(option="--household"),
            _("Say whom; only a month's total (--times N) goes without."),
        )
    on = change.span("on")
    assert on is not None  # noqa: S101 - a visit has a time
    if not on.exact:
        raise UsageError(
            _("One visit is on a day, not in {time}.").format(time=on.human()),
            _("Give the day with --on; a month's total needs --times N."),
        )
    if change.value("unique_households") is not None:
        raise UsageError(
            _("{option} goes with a month's total (--times N).").format(option="--distinct"),
            _("Leave it out."),
        )


def _meant(change: Change, lines: Mapping[str, int]) -> dict[str, int]:
    """The items that were named, as they are called in the stock."""
    found: dict[str, int] = {}
    for named, qty in lines.items():
        item = stock.meant(change, named)
        found[item] = found.get(item, 0) + qty
    return found


def _refuse_second(change: Change) -> None:
    """A rule that life may bend: a household is served once a day, and once at an event."""
    for row in change.rows(
        "SELECT d.id, h.code, d.on_from, d.event_id IS :event AS same_event"
        " FROM distribution AS d JOIN household AS h ON h.id = d.household_id"
        " WHERE d.household_id = :household AND d.removed IS NULL AND d.id IS NOT :id"
        " AND (d.on_from = :day OR d.event_id = :event) ORDER BY d.id DESC LIMIT 1",
        household=change.value("household_id"),
        event=change.value("event_id"),
        day=change.value("on_from"),
        id=change.id,
    ):
        change.bend(
            _("{code} has been served already on {day} (visit {id}).").format(
                code=row["code"], day=_spoken_day(row["on_from"]), id=row["id"]
            )
        )


def distribution_follows(change: Change) -> None:
    """Take what was given from the lots; without items a new visit gets the event's parcel."""
    assert change.id is not None  # noqa: S101 - it is written
    lines = change.given.get("lines")
    lots = _lots(change)
    if change.value("removed") is None:
        on = change.span("on")
        assert on is not None  # noqa: S101 - a visit has a day
        if not change.before and lines is None and change.value("event_id") is not None:
            lines = _meant(change, _parcel(change))
        if "lines" in change.given or not change.before:
            _take(change, lines if isinstance(lines, dict) else {}, on.first)
        elif "on" in change.given:
            for lot_id in sorted(lots):
                stock.refuse_expired(change, lot_id, on.first)
        lots |= _lots(change)
    stock.settle(change.session, lots)
    stock.refuse_broken(change.session, lots)


def _parcel(change: Change) -> dict[str, int]:
    rows = change.rows(
        "SELECT value, count FROM event_parcel WHERE event_id = :id ORDER BY id", id=change.value("event_id")
    )
    return {row["value"]: row["count"] for row in rows}


def _lots(change: Change) -> set[int]:
    """The lots that the visit takes from."""
    rows = change.rows("SELECT lot_id FROM distribution_line WHERE distribution_id = :id", id=change.id)
    return {row["lot_id"] for row in rows}


def _take(change: Change, lines: Mapping[str, int], on: date) -> None:
    """Give back what the visit had, then take ``lines`` from the lots."""
    session = change.session
    session.connection().execute(
        text("DELETE FROM distribution_line WHERE distribution_id = :id"), {"id": change.id}
    )
    for item, qty in lines.items():
        for lot_id, taken, grams in stock.take(change, item, qty, on):
            assert change.id is not None  # noqa: S101 - it is written
            put(session, DistributionLine(distribution_id=change.id, lot_id=lot_id, qty=taken, grams=grams))


def _spoken_day(iso: str) -> str:
    return Span.day(date.fromisoformat(iso)).human()


RULES = {"event": event_rule, "reservation": reservation_rule, "distribution": distribution_rule}
FOLLOWS = {"distribution": distribution_follows}
