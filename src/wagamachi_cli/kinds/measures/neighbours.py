"""Surveys, helpers and requests for help."""

from __future__ import annotations

from wagamachi_cli.kinds.measures.base import CASES, HEADS, PERSON, Measure
from wagamachi_cli.language import Label

SHEETS = Label("枚", "sheets")

MEASURES = (
    Measure(
        "survey.sent",
        Label("アンケート 配布", "surveys sent"),
        SHEETS,
        "flow",
        "process",
        Label(
            "期間内に配った住民アンケートの枚数。",
            "Survey sheets sent out in the period.",
        ),
    ),
    Measure(
        "survey.returned",
        Label("アンケート 回収", "surveys returned"),
        SHEETS,
        "flow",
        "process",
        Label(
            "期間内の住民アンケートの回収枚数。",
            "Survey sheets of the period that came back.",
        ),
    ),
    Measure(
        "survey.willing",
        Label("アンケート 手伝いたい人", "willing to help"),
        HEADS,
        "flow",
        "output",
        Label(
            "期間内の住民アンケートで「手伝いたい」と答えた人数。",
            "People who answered in a survey of the period that they would like to help.",
        ),
    ),
    Measure(
        "survey.wanted",
        Label("アンケート してほしいこと", "wanted in surveys"),
        CASES,
        "flow",
        "output",
        Label(
            "期間内の住民アンケートで「してほしい」と答えた数（内容ごと、一人が複数可）。",
            "Answers in surveys of the period that want a task done; one person may want several.",
        ),
        split="task",
        short=Label("してほしい", "wanted"),
    ),
    Measure(
        "survey.offered",
        Label("アンケート できること", "offered in surveys"),
        CASES,
        "flow",
        "output",
        Label(
            "期間内の住民アンケートで「できる」と答えた数（内容ごと、一人が複数可）。",
            "Answers in surveys of the period that offer a task; one person may offer several.",
        ),
        split="task",
        short=Label("できる", "offered"),
    ),
    Measure(
        "helper.new",
        Label("支え手 新規", "helpers registered"),
        PERSON,
        "flow",
        "output",
        Label(
            "期間内に登録した支え手の数。",
            "Helpers who registered in the period.",
        ),
        public=False,
    ),
    Measure(
        "helper.first_match",
        Label("支え手 初めての成立", "helpers first matched"),
        PERSON,
        "flow",
        "output",
        Label(
            "期間内に初めて依頼と結びついた支え手の数。",
            "Helpers who were matched with a request for the first time in the period.",
        ),
        public=False,
    ),
    Measure(
        "helper.active",
        Label("支え手 登録中", "helpers on the register"),
        PERSON,
        "stock",
        "structure",
        Label(
            "期間の末日に登録している支え手の数。",
            "Helpers registered on the last day.",
        ),
        public=False,
        short=Label("支え手", "helpers"),
    ),
    Measure(
        "helper.helped",
        Label("支え手 実働（実人数）", "helpers who helped"),
        PERSON,
        "distinct",
        "output",
        Label(
            "期間内に一度でも手伝った支え手を一人と数えた数。期間の和にはならない。",
            "Helpers who helped at least once in the period, each counted once; periods do not add up.",
        ),
        public=False,
    ),
    Measure(
        "help.requests",
        Label("依頼", "requests"),
        CASES,
        "flow",
        "output",
        Label(
            "期間内に受けた、ちょっとしたお手伝いの依頼の数。",
            "Requests for help taken in the period.",
        ),
        split="task",
        public=False,
    ),
    Measure(
        "help.matched",
        Label("成立", "requests matched"),
        CASES,
        "flow",
        "output",
        Label(
            "期間内に支え手が決まった依頼の数（支え手が何人でも、入れ替わっても1件）。",
            "Requests that found a helper in the period; once each, however many help or take over.",
        ),
        split="task",
        public=False,
    ),
    Measure(
        "help.done",
        Label("実施", "requests done"),
        CASES,
        "flow",
        "output",
        Label(
            "期間内に手伝いを終えた依頼の数。",
            "Requests that were done in the period.",
        ),
        split="task",
        public=False,
    ),
    Measure(
        "help.unmet",
        Label("不成立", "requests unmet"),
        CASES,
        "flow",
        "outcome",
        Label(
            "期間内に、応えられないまま終わった依頼の数。",
            "Requests that ended in the period without anybody being able to help.",
        ),
        split="task",
        public=False,
    ),
    Measure(
        "help.cancelled",
        Label("取消", "requests cancelled"),
        CASES,
        "flow",
        "process",
        Label(
            "期間内に依頼者の都合などで取り消された依頼の数。",
            "Requests that were withdrawn in the period.",
        ),
        split="task",
        public=False,
    ),
    Measure(
        "help.open",
        Label("受付中・成立中の依頼", "open requests"),
        CASES,
        "stock",
        "process",
        Label(
            "期間の末日に終わっていない依頼の数。",
            "Requests that have not ended on the last day.",
        ),
        split="task",
        public=False,
        short=Label("未了", "open"),
    ),
    Measure(
        "help.minutes",
        Label("お手伝いの時間", "minutes of help"),
        Label("分", "minutes"),
        "flow",
        "output",
        Label(
            "期間内に終えた依頼にかかった時間の和（時間の記録がない依頼は除く）。",
            "Minutes that the requests done in the period took, where they are recorded.",
        ),
        split="task",
        public=False,
        short=Label("時間", "minutes"),
    ),
)
