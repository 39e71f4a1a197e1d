"""The report on requests for help: what was asked, done and not done, by whom, and what is missing."""

from __future__ import annotations

from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import _
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.several import Gathered, heads
from wagamachi_cli.reports.tables import field_label, labelled, ordered, value
from wagamachi_cli.reports.trend import Question
from wagamachi_cli.sheet import Coded, Column, Report, Row, Sheet, Table

_ENDS = ("help.done", "help.unmet", "help.cancelled")
_CODES = (
    "help.requests",
    "help.matched",
    *_ENDS,
    "help.open",
    "help.minutes",
    "helper.active",
    "helper.helped",
)
_TASKS = (
    "help.requests",
    "help.done",
    "help.unmet",
    "help.minutes",
    "survey.wanted",
    "survey.offered",
    "helper.active",
)
_FUNNEL = ("survey.sent", "survey.returned", "survey.willing", "helper.new", "helper.first_match")


def requests(reader: Measuring, question: Question) -> Report:
    """Requests for help over a period, a year by quarter. UsageError for a field of none."""
    gathered = Gathered.of(reader, question, _CODES)
    title = _("Requests for help")
    return gathered.report(
        "requests",
        title,
        (
            Table("unmet", _("Unmet, by task and area"), _unmet(gathered)),
            Table(
                "tasks",
                _("By task: asked for, done, wanted and offered in surveys, helpers who can"),
                gathered.apart("task", _TASKS, every=True),
            ),
            Table("sources", _("By source"), gathered.apart("source", ("help.requests",))),
            Table("funnel", _("From the survey to the first match"), _funnel(gathered)),
            Table("ages", _("How long open requests have waited"), gathered.ages("help.open")),
        ),
        gathered.beside(title, _("how requests ended"), _ENDS),
    )


def _unmet(gathered: Gathered) -> Sheet:
    """Task by task and area by area what could not be met, the most first, beside what was asked."""
    reader, fields = gathered.reader, ("task", "area")
    unmet, asked = (MEASURES[code] for code in ("help.unmet", "help.requests"))
    missed = reader.cross(unmet, gathered.period, fields)
    all_asked = reader.cross(asked, gathered.period, fields)
    tasks = reader.order(unmet, "task")
    places = {task: place for place, task in enumerate(ordered({task for task, _area in missed}, tasks))}
    areas = {
        area: place
        for place, area in enumerate(ordered({area for _task, area in missed}, reader.order(unmet, "area")))
    }
    rows: list[Row] = [
        {
            "task": labelled(reader, unmet, "task", task),
            "area": labelled(reader, unmet, "area", area),
            asked.code: all_asked.get((task, area), 0),
            unmet.code: count,
        }
        for (task, area), count in sorted(
            missed.items(), key=lambda one: (-one[1], places[one[0][0]], areas[one[0][1]])
        )
    ]
    columns = (Column(field, field_label(field), kind="choice") for field in fields)
    return Sheet((*columns, *heads([asked.code, unmet.code])), tuple(rows))


def _funnel(gathered: Gathered) -> Sheet:
    """From the sheets sent out to the first match; of helpers, how many the survey found."""
    rows: list[Row] = []
    for code in _FUNNEL:
        apart = gathered.by(code, "found_by" if code.startswith("helper") else "")
        found = apart.rows.get("survey") if code.startswith("helper") else None
        rows.append(
            {
                "measure": Coded(code, str(apart.measure.label)),
                "count": value(apart.total.total, apart.measure),
                "by_survey": value(found.total, apart.measure) if found else None,
                "unit": str(apart.measure.unit),
            }
        )
    columns = (
        Column("measure", _("stage"), kind="choice"),
        Column("count", _("count"), kind="number"),
        Column("by_survey", _("of them found by the survey"), kind="number"),
        Column("unit", _("unit")),
    )
    return Sheet(columns, tuple(rows) if any(row["count"] for row in rows) else ())
