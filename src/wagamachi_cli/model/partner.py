"""Partners and whom they work with: the tables and the rules."""

from __future__ import annotations

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

_ENDS = ("council_id", "activity_id", "to_partner_id", "drive_id", "event_id")
"""With whom or what a partner can be linked."""


class Partner(Named, table=True):
    """A group, company, facility or agency that works along; ``members`` bodies where it is a network."""

    __tablename__ = "partner"
    __table_args__ = table_args(unique_name("partner"), at_least("members"))

    name: str
    kana: str | None = None
    kind: str | None = choice("partner_kind", default=None)
    members: int | None = None
    area_id: int | None = refers("area", default=None)


class PartnerLink(Record, table=True):
    """A partner works with a council, an activity, a drive or a pantry day, or belongs to a partner."""

    __tablename__ = "partner_link"
    __table_args__ = table_args(
        span("start"),
        span("end"),
        check("one_end", f"{' + '.join(f'({end} IS NOT NULL)' for end in _ENDS)} = 1"),
        check("another", "to_partner_id <> partner_id"),
        check("end_after", "end_to IS NULL OR start_from IS NULL OR end_to >= start_from"),
    )

    partner_id: int = refers("partner")
    council_id: int | None = refers("council", default=None)
    activity_id: int | None = refers("activity", default=None)
    to_partner_id: int | None = refers("partner", default=None)
    drive_id: int | None = refers("drive", default=None)
    event_id: int | None = refers("event", default=None)
    start_from: str | None = None
    start_to: str | None = None
    end_from: str | None = None
    end_to: str | None = None


class Support(Record, table=True):
    """The coordinator's own work for a council, an activity or a partner."""

    __tablename__ = "support"
    __table_args__ = table_args(
        span("on"),
        at_least("times", 1),
        check(
            "one_end", "(council_id IS NOT NULL) + (activity_id IS NOT NULL) + (partner_id IS NOT NULL) = 1"
        ),
        *by_day("support"),
    )

    on_from: str
    on_to: str
    council_id: int | None = refers("council", default=None)
    activity_id: int | None = refers("activity", default=None)
    partner_id: int | None = refers("partner", default=None)
    function: str = choice("function")
    by: str | None = choice("by", default=None)
    times: int = 1


def link_rule(change: Change) -> None:
    """A partner is linked to the same end once at a time, and is no member of itself, however far around."""
    if change.value("removed") is not None:
        return
    _refuse_circle(change)
    for row in change.rows(
        "SELECT id FROM partner_link WHERE partner_id = :partner_id AND removed IS NULL AND end_from IS NULL "
        + "".join(f" AND {end} IS :{end}" for end in _ENDS),
        **{column: change.value(column) for column in ("partner_id", *_ENDS)},
    ):
        if row["id"] != change.id and change.value("end_from") is None:
            change.bend(
                _("They are linked already (number {id}).").format(id=row["id"]),
                _("To end that link: {command}").format(
                    command=f"wagamachi council link edit {row['id']} --until …"
                ),
            )


def _refuse_circle(change: Change) -> None:
    partner, within = change.value("partner_id"), change.value("to_partner_id")
    if within is None or change.value("end_from") is not None:
        return
    around = change.rows(
        "WITH RECURSIVE above (id) AS (SELECT :within UNION SELECT l.to_partner_id FROM above "
        "JOIN partner_link AS l ON l.partner_id = above.id WHERE l.to_partner_id IS NOT NULL "
        "AND l.removed IS NULL AND l.end_from IS NULL AND l.id IS NOT :link) "
        "SELECT id FROM above WHERE id = :partner",
        within=within,
        partner=partner,
        link=change.id,
    )
    if around:
        raise RefusedError(
            _("A partner cannot be a member of itself, nor of one of its own members."),
            _("See the links with: {command}").format(
                command=f"wagamachi council link list --partner {within}"
            ),
        )


def support_rule(change: Change) -> None:
    """Several at once are told for a month or longer."""
    on = change.span("on")
    assert on is not None  # noqa: S101 - it has a time
    settle_times(change, on)


RULES = {"link": link_rule, "support": support_rule}
