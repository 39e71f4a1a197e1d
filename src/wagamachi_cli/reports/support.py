"""The report on the coordinator's own work: for whom, to what end, how; and together with care prevention."""

from __future__ import annotations

from wagamachi_cli.language import _
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.several import Gathered
from wagamachi_cli.reports.trend import Question
from wagamachi_cli.sheet import Report, Table

_MADE = ("support.made",)
_INTRO = ("intro.occasions", "intro.people")


def support(reader: Measuring, question: Question) -> Report:
    """The coordinator's work over a period, a year by quarter. UsageError for a field of none."""
    gathered = Gathered.of(reader, question, (*_MADE, *_INTRO))
    title = _("The coordinator's work")
    drawn, over_time = gathered.stacked(title, "support.made", "function")
    return gathered.report(
        "support",
        title,
        (
            *over_time,
            Table("functions", _("By function"), gathered.apart("function", _MADE)),
            Table("targets", _("By whom it was for"), gathered.apart("target", _MADE)),
            Table("ways", _("By way"), gathered.apart("way", _MADE)),
            Table("programs", _("By programme of care prevention"), gathered.apart("program", _INTRO)),
        ),
        drawn,
    )
