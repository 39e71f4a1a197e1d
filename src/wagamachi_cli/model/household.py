"""Households, hearings and referrals: the tables and the rules."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, text

from wagamachi_cli import text as words
from wagamachi_cli.errors import RefusedError, UsageError
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.contact_keys import contact_keys
from wagamachi_cli.language import _
from wagamachi_cli.model.base import Named, Record, at_least, check, choice, refers, span, table_args
from wagamachi_cli.model.change import Change, settle_times
from wagamachi_cli.model.code import keep_form, next_code
from wagamachi_cli.period import Span

_SIZE = ("adults", "children", "seniors")


class Household(Named, table=True):
    """A household: ``code`` is its code in the code book, which knows nothing else of it."""

    __tablename__ = "household"
    __table_args__ = table_args(
        Index("uq_household_code", "code", unique=True, sqlite_where=text("removed IS NULL")),
        *(at_least(size) for size in _SIZE),
    )

    code: str
    code_id: int = refers("code")
    adults: int | None = None
    children: int | None = None
    seniors: int | None = None
    area_id: int | None = refers("area", default=None)
    contact: str | None = None
    second_contact: str | None = None
    emergency_contact: str | None = None


class Hearing(Record, table=True):
    """A household was heard and told something, or ``times`` of it in a month."""

    __tablename__ = "hearing"
    __table_args__ = table_args(span("on"), at_least("times", 1))

    household_id: int | None = refers("household", default=None)
    on_from: str
    on_to: str
    by: str = choice("by")
    informed: str | None = None
    times: int = 1


class Referral(Record, table=True):
    """A household was put in touch with an agency. How it stands follows from its dates."""

    __tablename__ = "referral"
    __table_args__ = table_args(
        *(span(column) for column in ("on", "accepted", "declined", "done")),
        check("one_end", "declined_from IS NULL OR done_from IS NULL"),
    )

    household_id: int = refers("household")
    to_id: int = refers("partner")
    on_from: str
    on_to: str
    consent: str = choice("consent")
    reason: str | None = None
    accepted_from: str | None = None
    accepted_to: str | None = None
    declined_from: str | None = None
    declined_to: str | None = None
    done_from: str | None = None
    done_to: str | None = None


def household_rule(change: Change) -> None:
    """A household has a code of the one code book; two do not answer at the same contact."""
    if change.value("removed") is not None:
        return
    if not change.value("code"):
        change.columns["code"] = next_code(change)
    if "code" in change.columns:
        _keep_code(change, words.code_name(change.columns["code"]))
    contact = change.given.get("contact")
    if isinstance(contact, str):
        keys = contact_keys(contact)
        for row in change.rows("SELECT id, code, contact FROM household WHERE removed IS NULL"):
            if row["id"] != change.id and row["contact"] and keys & contact_keys(row["contact"]):
                change.bend(_("{code} has the same contact.").format(code=row["code"]))


def _keep_code(change: Change, code: str) -> None:
    """Write the household's code in the code book, or find it there; a new code renames the old one."""
    from wagamachi_cli.model import writing

    change.columns["code"] = code
    known = change.rows("SELECT id FROM code WHERE code = :code AND removed IS NULL", code=code)
    if known:
        change.columns["code_id"] = known[0]["id"]
        return
    keep_form(change, code)
    if change.before:
        change.session.connection().execute(
            text("UPDATE code SET code = :code WHERE id = :id"),
            {"code": code, "id": change.before["code_id"]},
        )
    else:
        change.columns["code_id"] = writing.add(change.session, KINDS["code"], {"code": code}, change.today)


def hearing_rule(change: Change) -> None:
    """One hearing is of one household; a month's total is not."""
    if change.value("removed") is not None:
        return
    on = change.span("on")
    assert on is not None  # noqa: S101 - a hearing has a time
    settle_times(change, on)
    if change.value("household_id") is None and (change.value("times") or 1) == 1:
        raise UsageError(
            _("{option} is missing.").format(option="--household"),
            _("Say whom; only a month's total (--times N) goes without."),
        )


def referral_rule(change: Change) -> None:
    """Nobody is referred without consent, and a referral ends once."""
    if change.value("removed") is not None:
        return
    if change.value("consent") == "no" and "consent" in change.given:
        change.bend(
            _("There is no consent to this referral."),
            _("If it must be all the same, add --anyway with why."),
        )
    if change.value("declined_from") is not None and change.value("done_from") is not None:
        ended = "declined" if change.before.get("declined_from") else "done"
        raise RefusedError(
            _("It has ended already: {end} on {day}.").format(
                end=change.kind.field(ended).label,
                day=Span.day(date.fromisoformat(change.value(f"{ended}_from"))).human(),
            ),
            _("Empty that first: {command}").format(
                command=f"wagamachi pantry referral edit {change.id or '…'} --clear {ended}"
            ),
        )


RULES = {"household": household_rule, "hearing": hearing_rule, "referral": referral_rule}
