"""``wagamachi report``: the tables and charts, what a number consists of, and the published figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from wagamachi_cli import output, period, register
from wagamachi_cli.commands import doors, options, periodic
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import Findings, UsageError
from wagamachi_cli.kinds.choosing import Option, meant
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Period
from wagamachi_cli.queries.dimensions import FIELDS
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports import (
    activity,
    areas,
    consultant,
    council,
    handover,
    measures,
    meeting,
    network,
    pantry,
    placement,
    reconcile,
    requests,
    sessions,
    support,
    why,
)
from wagamachi_cli.reports.published import Source
from wagamachi_cli.reports.trend import Question
from wagamachi_cli.sheet import Report, without_empty
from wagamachi_cli.state import State

app, _apps = doors.group_app("report", Label("集計・推移・公表値", "Tables, trends, published figures"))

_BY = {**FIELDS, "month": Label("月", "month"), "quarter": Label("四半期", "quarter")}
_SOURCE_LABELS = {
    "combined": Label("合算", "combined"),
    "published": Label("公表値", "published"),
    "recorded": Label("登録", "recorded"),
}
_SOURCES: dict[str, Source] = {"published": "published", "recorded": "recorded"}

_PERIOD = options.argument(
    "period", Label("期間（R3、H28..R3、R3Q3、R3.4..R3.9 など）", "R3, H28..R3, R3Q3, R3.4..R3.9 …"), "PERIOD"
)
_BY_OPTION = options.option(
    "by",
    Label("分け方（圏域・協議会・区分・内容など。月・四半期なら列）", "told apart by area, council, task …"),
    "FIELD",
)
_CUMULATIVE = options.flag("cumulative", Label("累計にする", "running totals"))
_SOURCE = options.option(
    "source",
    Label("公表値と登録の合算か、どちらか一方か", "figures and records, or one alone"),
    "|".join(_SOURCE_LABELS),
)
_CHART = (
    options.option("chart", Label("図を描く（.png か .svg）", "draw a chart (.png or .svg)"), "FILE"),
    options.option("size", Label("図の大きさ（省略時は 16x9）", "the chart's size"), "16x9|4x3|a4"),
)


@dataclass(frozen=True, slots=True)
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
            source=_SOURCES.get(_chosen(given, "source", _SOURCE_LABELS) or "", "combined"),
        ),
        period.parse_as_of(as_of, state.today) if as_of else None,
        _chosen(given, "basis", bases) or next(iter(bases), ""),
    )


def _chosen(given: Given, key: str, among: Mapping[str, Label]) -> str | None:
    """The code of a choice that the program itself offers; UsageError names them."""
    words = given.get(key)
    return meant([Option(code, label) for code, label in among.items()], words) if words else None


_OF_SEVERAL: dict[str, Callable[[Measuring, Question], Report]] = {
    "council": council.council,
    "meeting": meeting.meeting,
    "sessions": sessions.sessions,
    "requests": requests.requests,
    "network": network.network,
    "support": support.support,
    "consultant": consultant.consultant,
    "pantry": pantry.pantry,
    "areas": areas.areas,
}


def made(name: str, reader: Measuring, question: Question, basis: str = "") -> Report:
    """The report ``name``, read from the register."""
    if name == "placement":
        return placement.placement(reader, question, basis or "new")
    if name == "activity":
        return activity.activity(reader, question, basis or "started")
    return _OF_SEVERAL[name](reader, question)


def _table(name: str, state: State, given: Given, bases: Mapping[str, Label]) -> None:
    asked = _asked(state, given, bases)
    chart, size, force = given.get("chart"), given.get("size") or "16x9", bool(given.get("force"))
    if chart:
        output.check_chart(chart, size, force)
    elif given.get("size"):
        raise UsageError(
            _("--size is the size of a chart, and none was asked for."), _("Add --chart FILE.png.")
        )
    target = options.target(given)
    with register.read(state.register) as connection:
        report = made(name, Measuring(connection, state.today, asked.as_of), asked.question, asked.basis)
    if chart and report.chart:
        output.write_chart(report.chart, chart, size, force)
    if name == "areas" and target.format in ("table", "plain", "markdown"):
        report = replace(report, sheet=without_empty(report.sheet))
    output.show_report(report, target)


def _hang(name: str, label: Label, bases: Mapping[str, Label], *more: str) -> None:
    extras = {
        "cumulative": _CUMULATIVE,
        "source": _SOURCE,
        "basis": options.option("basis", Label("何を数えるか", "what is counted"), "|".join(bases)),
    }
    options.add_command(
        app,
        name,
        label,
        [_PERIOD, options.AS_OF, _BY_OPTION, *(extras[key] for key in more), *_CHART, *options.OUTPUT],
        lambda state, given: _table(name, state, given, bases),
    )


_hang(
    "placement",
    Label("コーディネーターの配置状況です。", "Placements by layer and year."),
    placement.BASIS,
    "basis",
    "cumulative",
    "source",
)
_hang(
    "council",
    Label("協議会の設立・設置数と経過、圏域です。", "Councils: how many, when, which areas."),
    {},
    "cumulative",
    "source",
)
_hang(
    "activity",
    Label("活動体の推移です。", "Activities by category and year."),
    activity.BASIS,
    "basis",
    "cumulative",
    "source",
)
_hang(
    "meeting",
    Label("会議の回数と参加者です。", "Meetings and attendances."),
    {},
    "cumulative",
    "source",
)
for _name, _label in (
    ("sessions", Label("開催・参加者・つながりです。", "Sessions, who came, keeping in touch.")),
    ("requests", Label("ちょっとしたお手伝いの依頼です。", "Requests for help, and what is missing.")),
    ("network", Label("連携先と広報です。", "Partners, links and outreach.")),
    ("support", Label("コーディネーターの支援です。", "The coordinator's own work.")),
    ("consultant", Label("相談員・困りごと・見守りです。", "Consultants, concerns, visits.")),
    ("pantry", Label("食料の寄付・配布・在庫、利用世帯、つなぎです。", "Food, households, referrals.")),
    ("areas", Label("圏域別の一覧です。", "A row an area, a column a headline number.")),
):
    _hang(_name, _label, {})


def _measures(state: State, given: Given) -> None:  # noqa: ARG001 - every command is called alike
    output.show_report(measures.measures(), options.target(given))


def _why(state: State, given: Given) -> None:
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
        answer = why.why(reader, when, MEASURES[code])
        report = answer.report(reader)
    if target.format == "json":
        output.show_object(answer.as_object(), target)
    else:
        output.show_report(report, target)


def _handover(state: State, given: Given) -> None:
    target = options.target(given)
    with register.read(state.register) as connection:
        report = handover.handover(connection, state.today)
    output.show_report(report, target)


def _reconcile(state: State, given: Given) -> None:
    asked = _asked(state, given, {})
    target = options.target(given)
    with register.read(state.register) as connection:
        found = reconcile.reconcile(Measuring(connection, state.today, asked.as_of), asked.question.period)
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


options.add_command(
    app,
    "measures",
    Label("数えられる指標の一覧です。", "Everything that can be counted."),
    options.OUTPUT,
    _measures,
)
options.add_command(
    app,
    "why",
    Label("一つの数のもとになった記録です。", "The records behind one number."),
    [
        _PERIOD,
        options.argument("measure", Label("指標のコードか名前", "a measure's code or name"), "MEASURE"),
        options.AS_OF,
        *options.OUTPUT,
    ],
    _why,
)
options.add_command(
    app,
    "reconcile",
    Label("公表値と登録を照合します。", "Compare published figures with the records."),
    [_PERIOD, options.AS_OF, *options.OUTPUT],
    _reconcile,
)
options.add_command(
    app,
    "handover",
    Label(
        "後任への引き継ぎです：終わっていないこと、予定、期限の近い食品など。",
        "For the successor: what is open, planned, running out, not reported yet.",
    ),
    options.OUTPUT,
    _handover,
)
periodic.hang(app)
