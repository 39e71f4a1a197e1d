"""What the commands of ``wagamachi report`` do; each report is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module

from wagamachi_cli import output, period, register, shell
from wagamachi_cli.commands import options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import Findings, UsageError
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.choosing import ChoiceError, Option, meant
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Period
from wagamachi_cli.queries.dimensions import FIELDS
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.bases import SOURCE
from wagamachi_cli.reports.published import Source
from wagamachi_cli.reports.trend import TIME_FIELDS, Question
from wagamachi_cli.sheet import Report
from wagamachi_cli.state import State
from wagamachi_cli.text import visible

_BY = {**FIELDS, **TIME_FIELDS}
_SOURCES: dict[str, Source] = {"published": "published", "recorded": "recorded"}


@frozen
class _Asked:
    """What was asked for, read and checked as far as it needs no register."""

    question: Question
    as_of: date | None
    basis: str


def _asked(state: State, given: Given, bases: Mapping[str, Label]) -> _Asked:
    words = given.get("period")
    as_of = given.get("as_of")
    return _Asked(
        Question(
            period=period.parse_period(words, state.today) if words else None,
            by=_chosen(given, "by", _BY) or "",
            cumulative=bool(given.get("cumulative")),
            source=_SOURCES.get(_chosen(given, "source", SOURCE) or "", "combined"),
        ),
        period.parse_as_of(as_of, state.today) if as_of else None,
        _chosen(given, "basis", bases) or next(iter(bases), ""),
    )


def _chosen(given: Given, key: str, among: Mapping[str, Label]) -> str | None:
    """The code of a choice that the program itself offers; UsageError names them."""
    words = given.get(key)
    try:
        return meant([Option(code, label) for code, label in among.items()], words) if words else None
    except ChoiceError as error:
        raise error.of(f"--{key}") from error


def made(name: str, reader: Measuring, question: Question, basis: str = "") -> Report:
    """The report ``name``, read from the register: the function of its name in the module of its name."""
    report = getattr(import_module(f"wagamachi_cli.reports.{name}"), name)
    found: Report = report(reader, question, basis) if basis else report(reader, question)
    return found


def table(name: str, bases: Mapping[str, Label], state: State, given: Given) -> None:
    """One of the tables, and perhaps its chart."""
    asked = _asked(state, given, bases)
    chart, size, force = given.get("chart"), given.get("size") or "16x9", bool(given.get("force"))
    if chart:
        output.check_chart(chart, size, force)
    elif given.get("size"):
        raise UsageError(
            _("--size is the size of a chart, and none was asked for."), _("Add --chart FILE.png.")
        )
    target = options.target(given, public=True)
    with register.read(state.register) as connection:
        report = made(name, Measuring(connection, state.today, asked.as_of), asked.question, asked.basis)
    if chart and report.chart:
        output.write_chart(report.chart, chart, size, force)
    output.show_report(report, target)
    if state.interactive:
        for file in filter(None, (report.chart and chart, target.path)):
            shell.say(_("The file is {file}.").format(file=visible(str(file))))


def measures(state: State, given: Given) -> None:  # noqa: ARG001 - every command is called alike
    """Everything that can be counted."""
    from wagamachi_cli.reports import measures as report

    output.show_report(report.measures(), options.target(given, public=True))


def why(state: State, given: Given) -> None:
    """The records behind one number."""
    from wagamachi_cli.reports import why as report

    words = options.needed(given, "period", "PERIOD")
    asked = _asked(state, {**given, "period": words}, {})
    code = meant(
        [Option(one.code, one.label) for one in MEASURES.values()],
        options.needed(given, "measure", "MEASURE"),
    )
    when = asked.question.period
    assert isinstance(when, Period)  # noqa: S101 - it was needed
    target = options.target(given)
    with register.read(state.register) as connection:
        reader = Measuring(connection, state.today, asked.as_of)
        answer = report.why(reader, when, MEASURES[code])
        told = answer.report(reader)
    if target.format == "json":
        output.show_object(answer.as_object(), target)
    else:
        output.show_report(told, target)


def handover(state: State, given: Given) -> None:
    """What a successor has to know."""
    from wagamachi_cli.reports import handover as report

    target = options.target(given)
    with register.read(state.register) as connection:
        told = report.handover(connection, state.today)
    output.show_report(told, target)
    if target.path is not None:
        from wagamachi_cli.register.remains import wrote

        wrote(state.register, "list", target.path)


def reconcile(state: State, given: Given) -> None:
    """Figures beside records; Findings (1) where they do not agree."""
    from wagamachi_cli.reports import reconcile as report

    asked = _asked(state, given, {})
    target = options.target(given, public=True)
    with register.read(state.register) as connection:
        found = report.reconcile(Measuring(connection, state.today, asked.as_of), asked.question.period)
    output.show_report(found.report, target)
    if found.findings:
        raise Findings(
            _("{count} figures do not agree with the register or with each other.").format(
                count=found.findings
            ),
            _("See which records a number consists of: {command}").format(
                command="wagamachi report why PERIOD MEASURE"
            ),
        )
