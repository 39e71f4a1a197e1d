"""The report on the network: who works with whom, and what made the councils known."""

from __future__ import annotations

from wagamachi_cli.language import _
from wagamachi_cli.period import Period, Span
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.several import Gathered
from wagamachi_cli.reports.trend import Question
from wagamachi_cli.sheet import Coded, Column, Report, Row, Sheet, Table

_LINKS = ("partner.links", "partner.linked")
_OUTREACH = ("outreach.count", "outreach.reach")
_PERSONS = "commissioner"
"""The kind of partner that may be one person: its name stands in no report."""


def network(reader: Measuring, question: Question) -> Report:
    """Links and outreach over a period, a year by quarter. UsageError for a field of none."""
    gathered = Gathered.of(reader, question, (*_LINKS, *_OUTREACH))
    title = _("The network of partners")
    drawn, over_time = gathered.stacked(title, "partner.links", "kind")
    return gathered.report(
        "network",
        title,
        (
            *over_time,
            Table("kinds", _("By kind of partner"), gathered.apart("kind", _LINKS)),
            Table("links", _("Who works with whom"), _links(reader, gathered.period)),
            Table("channels", _("Outreach by channel"), gathered.apart("channel", _OUTREACH)),
        ),
        drawn,
    )


def _links(reader: Measuring, period: Period) -> Sheet:
    """The links that were, or may have been, in force in the period, partner by partner."""
    kinds = {row["name"]: row["kind"] for row in reader.records("partner").rows}
    rows: list[Row] = []
    for row in reader.records("link").rows:
        first, last = row["from"], row["until"]
        if isinstance(first, Span) and first.first > min(period.last, reader.as_of):
            continue
        if isinstance(last, Span) and last.last < period.start:
            continue
        kind = kinds.get(row["partner"])
        named = not (isinstance(kind, Coded) and kind.code == _PERSONS)
        rows.append(
            {
                "partner": row["partner"] if named else None,
                "kind": kind,
                "to": row["to"],
                "from": first,
                "until": last,
            }
        )
    columns = (
        Column("partner", _("partner")),
        Column("kind", _("kind"), kind="choice"),
        Column("to", _("works with")),
        Column("from", _("from"), kind="when"),
        Column("until", _("until"), kind="when"),
    )
    return Sheet(columns, tuple(sorted(rows, key=lambda row: (row["partner"] is None, str(row["partner"])))))
