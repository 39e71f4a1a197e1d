"""The report on sessions: how often activities met, who came, and how the rest was kept in touch with."""

from __future__ import annotations

from wagamachi_cli.language import _
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.several import Gathered
from wagamachi_cli.reports.trend import Question
from wagamachi_cli.sheet import Report, Table

_HELD = ("session.held", "session.attendances", "session.people", "session.helpers")
_TOUCH = ("contact.people",)
_LIFE = ("activity.running", "activity.suspended")


def sessions(reader: Measuring, question: Question) -> Report:
    """Sessions and contacts over a period, a year by quarter. UsageError for a field of none."""
    gathered = Gathered.of(reader, question, (*_HELD, *_TOUCH, *_LIFE))
    title = _("Sessions and keeping in touch")
    drawn, over_time = gathered.stacked(title, "session.attendances", "category")
    return gathered.report(
        "sessions",
        title,
        (
            *over_time,
            Table("categories", _("By category"), gathered.apart("category", _HELD)),
            Table("ways", _("Keeping in touch, by way"), gathered.apart("way", _TOUCH)),
        ),
        drawn,
    )
