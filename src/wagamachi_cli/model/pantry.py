"""Food: drives, lots and their movements: the tables and the rules."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index

from wagamachi_cli import errors
from wagamachi_cli.errors import RefusedError, UsageError
from wagamachi_cli.kinds.types import Lasting
from wagamachi_cli.language import _
from wagamachi_cli.model import stock
from wagamachi_cli.model.base import (
    Named,
    Record,
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
from wagamachi_cli.model.change import Change
from wagamachi_cli.period import Span


class Drive(Named, table=True):
    """A food drive; ``least`` is the time that must be left to best-before at intake (ISO 8601)."""

    __tablename__ = "drive"
    __table_args__ = table_args(unique_name("drive"), span("on"), span("until"))

    name: str
    on_from: str
    on_to: str
    until_from: str | None = None
    until_to: str | None = None
    place: str | None = None
    area_id: int | None = refers("area", default=None)
    council_id: int | None = refers("council", default=None)
    least: str | None = None


class Lot(Record, table=True):
    """Food of one item and one date, as it was received; ``grams`` is the weight of all of it."""

    __tablename__ = "lot"
    __table_args__ = table_args(
        *(span(column) for column in ("on", "best_before", "use_by")),
        at_least("qty", 1),
        at_least("grams", 1),
        check("on_day", "on_from = on_to"),
        check(
            "one_date",
            "(best_before_from IS NOT NULL) + (use_by_from IS NOT NULL) + (no_date IS NOT NULL) <= 1",
        ),
        Index("ix_lot_item", "item"),
        *by_day("lot"),
    )

    item: str
    qty: int
    unit: str
    grams: int | None = None
    category: str | None = choice("food_category", default=None)
    donor_id: int | None = refers("partner", default=None)
    drive_id: int | None = refers("drive", default=None)
    on_from: str
    on_to: str
    best_before_from: str | None = None
    best_before_to: str | None = None
    use_by_from: str | None = None
    use_by_to: str | None = None
    no_date: str | None = choice("no_date", default=None)


class Movement(Record, table=True):
    """Food that left or was found otherwise than by a visit.

    Of a stocktake: ``counted`` as it was counted, ``opening`` as the books said the day before.
    """

    __tablename__ = "movement"
    __table_args__ = table_args(
        span("on"),
        one_of("kind", "discarded", "passed_on", "found", "lost", "counted"),
        at_least("grams"),
        at_least("counted"),
        check("on_day", "on_from = on_to"),
        check("qty_least", "qty >= (kind <> 'counted')"),
        check("stocktake", "(counted IS NULL) = (opening IS NULL)"),
        check("passed_to", "(kind = 'passed_on') = (to_id IS NOT NULL)"),
        *by_day("movement"),
    )

    lot_id: int = refers("lot")
    on_from: str
    on_to: str
    kind: str
    qty: int
    grams: int | None = None
    reason: str | None = choice("discard_reason", default=None)
    to_id: int | None = refers("partner", default=None)
    counted: int | None = None
    opening: int | None = None


def lot_rule(change: Change) -> None:
    """A lot has one sort of date; a drive's rule holds at intake; its weight is not forgotten."""
    if change.value("removed") is not None:
        return
    _keep_one_date(change)
    if change.before and change.before["grams"] is not None and change.value("grams") is None:
        raise RefusedError(
            _("The weight of a lot that is known cannot become unknown: what left it has its share."),
            _("Give the right weight with --weight."),
        )
    received, last = change.span("on"), _last_day(change)
    assert received is not None  # noqa: S101 - a lot has a day
    if last is None or not change.given.keys() & {"on", "best_before", "use_by", "drive"}:
        return
    if last < received.first:
        errors.warn(
            _("Its date ({last}) had passed when it was received ({day}).").format(
                last=Span.day(last).human(), day=received.human()
            )
        )
    for drive in change.rows(
        "SELECT name, least FROM drive WHERE id = :id AND least IS NOT NULL", id=change.value("drive_id")
    ):
        wanted = Lasting.after(drive["least"], received.first)
        if last < wanted:
            change.bend(
                _(
                    "“{drive}” takes food with at least {least} left: to {wanted}; this is good to {last}."
                ).format(
                    drive=drive["name"],
                    least=Lasting.said(drive["least"]),
                    wanted=Span.day(wanted).human(),
                    last=Span.day(last).human(),
                )
            )


def _keep_one_date(change: Change) -> None:
    """Best-before, use-by or why there is none: another one given takes the place of the former."""
    alternatives = ("best_before", "use_by", "no_date")
    given = [key for key in alternatives if change.given.get(key) is not None]
    if len(given) > 1:
        first, second = (change.kind.field(key).option for key in given[:2])
        raise UsageError(
            _("{first} and {second} exclude each other.").format(first=first, second=second),
            _("Leave out one of them."),
        )
    for key in alternatives:
        if given and key not in given:
            change.columns |= dict.fromkeys(change.kind.field(key).columns)


def _last_day(change: Change) -> date | None:
    """The last day on which the lot is good; None where it has no date."""
    for key in ("best_before", "use_by"):
        value = change.span(key)
        if value is not None:
            return value.last
    return None


def lot_follows(change: Change) -> None:
    """What left the lot must still fit; it keeps its own weight, once there is one."""
    assert change.id is not None  # noqa: S101 - it is written
    if change.before and change.before["grams"] is None and change.value("grams") is not None:
        stock.weigh(change.session, change.id)
    stock.refuse_broken(change.session, [change.id])
    left = stock.left(change.session, change.id)
    if change.before and left.qty == 0 and left.grams:
        errors.warn(
            _("Nothing is left of lot {id}, but {kg} kg of its weight: {command} shares it out anew.").format(
                id=change.id,
                kg=f"{left.grams / 1000:g}",
                command=f"wagamachi pantry lot reweigh {change.id} --weight …",
            )
        )
    if {"use_by", "best_before"} & change.given.keys():
        for name in stock.given_expired(change.session, change.id):
            errors.warn(_("By this date it had expired when it was handed out: {entry}").format(entry=name))


def movement_rule(change: Change) -> None:
    """What leaves was there, what is passed on is not expired and goes to somebody."""
    if change.value("removed") is not None:
        return
    if change.value("counted") is not None:
        _take_stock(change)
    kind = change.value("kind")
    if kind is None:
        raise UsageError(
            _("{option} is missing.").format(option="--kind"), _("Say what happened to the food.")
        )
    if kind == "counted" and change.value("counted") is None:
        raise UsageError(
            _("A stocktake needs the number that was counted."),
            _("See: {command}").format(command="wagamachi pantry count --help"),
        )
    if (kind == "passed_on") != (change.value("to_id") is not None):
        if kind == "passed_on":
            raise UsageError(_("{option} is missing.").format(option="--to"), _("Say to whom it went."))
        raise RefusedError(_("Only what is passed on goes to somebody."), _("Leave out --to."))
    lot_id, on = change.value("lot_id"), change.span("on")
    assert on is not None  # noqa: S101 - a movement has a day
    if kind == "passed_on":
        stock.refuse_expired(change, lot_id, on.first)
    if change.value("qty") is None:
        if kind == "found":
            raise UsageError(_("{option} is missing.").format(option="--qty"), _("Say how many were found."))
        change.columns["qty"] = stock.available(change.session, lot_id, on.first, without=change.id)
        if not change.columns["qty"]:
            raise RefusedError(
                _("Nothing is left of lot {id} on {day}.").format(id=lot_id, day=on.human()),
                _("See what there is with: {command}").format(command="wagamachi pantry stock"),
            )
    if not change.before or change.columns.keys() & {"qty", "kind", "lot_id"}:
        change.columns["grams"] = stock.share(
            change.session, lot_id, change.value("qty"), found=kind == "found", without=change.id
        )


def _take_stock(change: Change) -> None:
    """What the books lack or have too much on the day of a stocktake."""
    on = change.span("on")
    assert on is not None  # noqa: S101 - a movement has a day
    told = change.given.keys() & {"qty", "kind"}
    if told and change.given.get("counted") is not None:
        raise UsageError(
            _("{first} and {second} exclude each other.").format(
                first="--counted", second=change.kind.field(min(told)).option
            ),
            _("Leave out one of them."),
        )
    if told:
        raise RefusedError(
            _("This is a stocktake: its difference follows from what was counted."),
            _("Give the number that was counted: --counted N"),
        )
    books = stock.Books(change.session, change.value("lot_id"), without=change.id)
    difference = change.value("counted") - books.at(on.first)
    change.columns |= {
        "kind": "found" if difference > 0 else "lost" if difference < 0 else "counted",
        "qty": abs(difference),
        "opening": books.before(on.first),
    }


def movement_follows(change: Change) -> None:
    """The stock holds afterwards, and a lot that is empty weighs nothing."""
    lots = {change.value("lot_id"), change.before.get("lot_id") or change.value("lot_id")}
    stock.settle(change.session, lots)
    stock.refuse_broken(change.session, lots)


RULES = {"lot": lot_rule, "movement": movement_rule}
FOLLOWS = {"lot": lot_follows, "movement": movement_follows}
