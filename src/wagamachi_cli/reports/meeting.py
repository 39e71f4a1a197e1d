"""The report on meetings: how many were held, who came, how."""

from __future__ import annotations

from wagamachi_cli.language import _
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.several import Gathered
from wagamachi_cli.reports.trend import Question
from wagamachi_cli.sheet import Coded, Report, Sheet, Table

_HEADS = ("meeting.attendees", "meeting.at_venue", "meeting.online", "meeting.consultants")
_CODES = ("meeting.held", *_HEADS)
_LISTED = ("on", "kind", "title", "councils", "mode", "attendees", "status")


def meeting(reader: Measuring, question: Question) -> Report:
    """Meetings and attendances over a period, a year by quarter. UsageError for a field of none."""
    gathered = Gathered.of(reader, question, _CODES)
    title = _("Meetings")
    drawn, over_time = gathered.stacked(title, "meeting.held", "kind")
    listed = _listed(reader, gathered.period)
    return gathered.report(
        "meeting",
        title,
        (
            *over_time,
            Table("kinds", _("By kind"), gathered.apart("kind", _CODES)),
            Table("modes", _("By mode"), gathered.apart("mode", _CODES)),
            Table("meetings", _("Meetings of the period"), listed),
        ),
        drawn,
        _about(gathered, listed),
    )


def _listed(reader: Measuring, period: Period) -> Sheet:
    """The meetings of the period, those planned and cancelled too."""
    sheet = reader.records("meeting", period)
    columns = {column.key: column for column in sheet.columns}
    return Sheet(tuple(columns[key] for key in ("id", *_LISTED)), sheet.rows)


def _about(gathered: Gathered, listed: Sheet) -> list[str]:
    """What the numbers leave out."""
    said = []
    held = [row for row in listed.rows if isinstance(row["status"], Coded) and row["status"].code == "held"]
    without = sum(row["attendees"] is None for row in held)
    if without:
        said.append(_("{count} meetings are without a number of attendees.").format(count=without))
    several = sum(isinstance(row["councils"], list) and len(row["councils"]) > 1 for row in held)
    if several:
        said.append(_("{count} meetings of several councils are counted once each.").format(count=several))
    came, *places = (gathered.one(code).total.total.value or 0 for code in _HEADS[:3])
    written = gathered.by("meeting.attendees", "mode").rows.get("written")
    came -= (written and written.total.value) or 0  # neither at a venue nor online
    if came > sum(places):
        said.append(
            _("Of {count} attendances it is not known whether at the venue or online.").format(
                count=came - sum(places)
            )
        )
    return said
