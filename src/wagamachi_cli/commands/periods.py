"""``wagamachi report quarter|half|year|month``, ``issue``, ``editions`` and ``diff``.

What they do stands in periodic.py and issuing.py, which are imported only when one of them is called.
"""

from __future__ import annotations

import typer

from wagamachi_cli.commands import options
from wagamachi_cli.commands.options import later
from wagamachi_cli.language import Label

_LABELS = {
    "quarter": Label(
        "四半期の報告です（--out でファイル一式）。", "The report of a quarter (--out: as files)."
    ),
    "half": Label("半期の報告です（--out でファイル一式）。", "The report of half a year (--out: as files)."),
    "year": Label(
        "年度の報告です（--out でファイル一式）。", "The report of a fiscal year (--out: as files)."
    ),
    "month": Label("月の報告です（--out でファイル一式）。", "The report of a month (--out: as files)."),
}
_PERIOD = options.argument(
    "period", Label("期間（省略時は最後に終わったもの）", "the period (else the last that is over)"), "PERIOD"
)
_OUT = options.option("out", Label("ファイル一式を置くフォルダー", "a folder for the files"), "DIR")
_ONLY = options.option(
    "only", Label("作るファイルの種類", "which files are made"), "md,html,xlsx,pptx,csv,png"
)
_INTERNAL = options.flag(
    "internal", Label("内部用：小さい数も隠さない（取扱注意）", "hide no small numbers: handle with care")
)

_FORM = options.option(
    "form",
    Label(
        "市の様式（.xlsx）：{指標} と書いたマスに数を入れる（-o が要ります）",
        "the city's own form to fill in",
    ),
    "FILE.xlsx",
)
_EDITION = options.option("edition", Label("発行した版の番号", "the number of an issued edition"), "N")
_ISSUED = options.argument(
    "period", Label("期間（R3Q3、R3H1、R3、R4.1 など）", "R3Q3, R3H1, R3, R4.1 …"), "PERIOD"
)


def hang(app: typer.Typer) -> None:
    """Hang the reports of periods and the verbs of their editions on the group of reports."""
    for name, label in _LABELS.items():
        parameters = [_PERIOD, options.AS_OF, _OUT, _ONLY, _INTERNAL, _EDITION, _FORM, *options.OUTPUT]
        options.add_command(app, name, label, parameters, later("periodic", "report", name))
    reason = options.option(
        "reason", Label("第2版からの発行の理由", "why, from the second edition on"), "TEXT"
    )
    options.add_command(
        app,
        "issue",
        Label("報告を発行し、そのままの姿で台帳に残します。", "Issue a report and keep it as it is."),
        [
            _ISSUED,
            options.AS_OF,
            _OUT,
            reason,
            _ONLY,
            options.flag(
                "internal",
                Label("渡すのは内部用（取扱注意）", "what is handed over hides no small numbers"),
            ),
            options.flag(
                "force", Label("前に作った報告のフォルダーを置き換える", "replace a folder of a report")
            ),
            options.YES,
            options.FORMAT,
        ],
        later("issuing", "issue"),
    )
    options.add_command(
        app,
        "editions",
        Label("発行した報告の一覧です。", "What was issued, and when."),
        [_ISSUED, *options.OUTPUT],
        later("issuing", "issued"),
    )
    options.add_command(
        app,
        "diff",
        Label(
            "発行した報告と今の台帳との違いです（もとになった記録つき）。",
            "What the register now says differently from an issued report, and which records did it.",
        ),
        [_ISSUED, _EDITION, *options.OUTPUT],
        later("issuing", "diff"),
    )
