"""The report on lay consultants: how many, how active, what they brought and what became of it. No names."""

from __future__ import annotations

from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import Label, _
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.several import Gathered
from wagamachi_cli.reports.trend import Question
from wagamachi_cli.sheet import Coded, Column, Report, Row, Sheet, Table

_VISITS = ("visit.made", "visit.met", "visit.absent")
_CODES = (
    "consultant.registered",
    "consultant.new",
    "consultant.retired",
    "consultant.active",
    "course.held",
    "course.completed",
    "concern.received",
    "concern.relayed",
    "concern.resolved",
    "concern.open",
    *_VISITS,
)
_RECORDED = Label("台帳にある相談員", "on the register")
_INACTIVE = Label("6か月をこえて活動の記録がない", "without a record for more than six months")


def consultant(reader: Measuring, question: Question) -> Report:
    """Consultants, concerns and visits over a period, a year by quarter. UsageError for a field of none."""
    gathered = Gathered.of(reader, question, _CODES)
    title = _("Lay consultants")
    return gathered.report(
        "consultant",
        title,
        (
            Table("visits", _("Visits by kind"), gathered.apart("kind", _VISITS)),
            Table("relays", _("Where concerns were taken"), gathered.apart("target", ("concern.relayed",))),
            Table("ages", _("How long open concerns have waited"), gathered.ages("concern.open")),
            Table("idle", _("Consultants and their activity"), _idle(gathered)),
        ),
        gathered.beside(title, str(MEASURES["visit.made"].label), _VISITS[1:], total=_VISITS[0]),
    )


def _idle(gathered: Gathered) -> Sheet:
    """Of those recorded, how many were active in the last six months and how many were not."""
    day = gathered.last
    there, active = (
        gathered.reader.held(MEASURES[code], [day], None).get((day, None), 0)
        for code in ("consultant.registered", "consultant.active")
    )
    counted = (
        ("recorded", str(_RECORDED), there),
        ("active", str(MEASURES["consultant.active"].label), active),
        ("inactive", str(_INACTIVE), there - active),
    )
    rows: list[Row] = [{"state": Coded(key, label), "count": count} for key, label, count in counted]
    columns = (
        Column("state", _("consultants"), kind="choice"),
        Column("count", _("count"), str(MEASURES["consultant.active"].unit), "number"),
    )
    return Sheet(columns, tuple(rows) if there else ())
