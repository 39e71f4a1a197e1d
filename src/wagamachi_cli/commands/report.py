"""``wagamachi report``: the tables and charts, what a number consists of, and the published figures.

What they do stands in reporting.py, which is imported only when one of them is called.
"""

from __future__ import annotations

from collections.abc import Mapping

from wagamachi_cli.commands import doors, options, periods
from wagamachi_cli.commands.options import later
from wagamachi_cli.language import Label
from wagamachi_cli.reports import bases

app, _apps = doors.group_app("report", Label("集計・推移・公表値", "Tables, trends, published figures"))

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
    "|".join(bases.SOURCE),
)
_CHART = (
    options.option("chart", Label("図を描く（.png か .svg）", "draw a chart (.png or .svg)"), "FILE"),
    options.option("size", Label("図の大きさ（省略時は 16x9）", "the chart's size"), "16x9|4x3|a4"),
)


def _hang(name: str, label: Label, counted: Mapping[str, Label], *more: str) -> None:
    extras = {
        "cumulative": _CUMULATIVE,
        "source": _SOURCE,
        "basis": options.option("basis", Label("何を数えるか", "what is counted"), "|".join(counted)),
    }
    options.add_command(
        app,
        name,
        label,
        [_PERIOD, options.AS_OF, _BY_OPTION, *(extras[key] for key in more), *_CHART, *options.OUTPUT],
        later("reporting", "table", name, counted),
    )


_hang(
    "placement",
    Label("コーディネーターの配置状況です。", "Placements by layer and year."),
    bases.PLACEMENT,
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
    bases.ACTIVITY,
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


options.add_command(
    app,
    "measures",
    Label("数えられる指標の一覧です。", "Everything that can be counted."),
    options.OUTPUT,
    later("reporting", "measures"),
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
    later("reporting", "why"),
)
options.add_command(
    app,
    "reconcile",
    Label("公表値と登録を照合します。", "Compare published figures with the records."),
    [_PERIOD, options.AS_OF, *options.OUTPUT],
    later("reporting", "reconcile"),
)
options.add_command(
    app,
    "handover",
    Label(
        "後任への引き継ぎです：終わっていないこと、予定、期限の近い食品など。",
        "For the successor: what is open, planned, running out, not reported yet.",
    ),
    options.OUTPUT,
    later("reporting", "handover"),
)
periods.hang(app)
