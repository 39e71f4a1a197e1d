"""Lay consultants, their courses, concerns and visits."""

from __future__ import annotations

from wagamachi_cli.kinds.measures.base import CASES, HEADS, PERSON, TIMES, Measure
from wagamachi_cli.language import Label

MEASURES = (
    Measure(
        "consultant.registered",
        Label("地域なんでも相談員 登録数", "consultants registered"),
        PERSON,
        "stock",
        "structure",
        Label(
            "期間の末日に登録している地域なんでも相談員の数。", "Lay consultants registered on the last day."
        ),
        short=Label("相談員", "consultants"),
    ),
    Measure(
        "consultant.new",
        Label("相談員 新規登録", "consultants newly registered"),
        PERSON,
        "flow",
        "structure",
        Label(
            "期間内に登録した地域なんでも相談員の数。",
            "Lay consultants who registered in the period.",
        ),
    ),
    Measure(
        "consultant.retired",
        Label("相談員 退任", "consultants retired"),
        PERSON,
        "flow",
        "structure",
        Label(
            "期間内に退任した地域なんでも相談員の数。",
            "Lay consultants who retired in the period.",
        ),
    ),
    Measure(
        "consultant.active",
        Label("相談員 活動中", "consultants active"),
        PERSON,
        "stock",
        "process",
        Label(
            "期間の末日に登録していて、それまでの6か月に見守りか困りごとの記録がある相談員の数。日のわからない"
            "記録は、その全体が6か月に入るものだけを数える。",
            "Consultants registered on the last day with a visit or a concern in the six months before it; "
            "of a time known in part only if it lies in them as a whole.",
        ),
        public=False,
    ),
    Measure(
        "course.held",
        Label("相談員講座 回数", "course sessions"),
        TIMES,
        "flow",
        "process",
        Label(
            "期間内に始まった相談員の講座の回数（回数の記録がない講座は1回。相談員のためでない講座は除く）。",
            "Sessions of the period's courses for consultants; a course without a number counts once.",
        ),
    ),
    Measure(
        "course.completed",
        Label("相談員講座 修了者", "courses completed"),
        HEADS,
        "flow",
        "output",
        Label(
            "期間内の相談員の講座の修了者の延べ人数（人数の記録がない講座と、相談員のためでない講座は除く）。",
            "People who completed a course for consultants of the period, where the number is recorded.",
        ),
    ),
    Measure(
        "concern.received",
        Label("困りごと 受付", "concerns received"),
        CASES,
        "flow",
        "output",
        Label(
            "期間内に相談員から受けた困りごとの数。",
            "Concerns that consultants brought in the period.",
        ),
        public=False,
        short=Label("困りごと", "concerns"),
    ),
    Measure(
        "concern.relayed",
        Label("困りごと つなぎ", "concerns relayed"),
        CASES,
        "flow",
        "process",
        Label(
            "期間内に連携先・協議会・コーディネーターへつないだ数（同じ困りごとをつなぎ直せば、そのつど）。",
            "How often concerns were taken to a partner, a council or the coordinator; again counts again.",
        ),
        named={"kind": "partner_kind"},
        public=False,
        short=Label("つなぎ", "relayed"),
    ),
    Measure(
        "concern.resolved",
        Label("困りごと 解決", "concerns resolved"),
        CASES,
        "flow",
        "outcome",
        Label(
            "期間内に解決した困りごとの数。",
            "Concerns that were resolved in the period.",
        ),
        public=False,
    ),
    Measure(
        "concern.open",
        Label("困りごと 未解決", "concerns open"),
        CASES,
        "stock",
        "process",
        Label(
            "期間の末日に解決していない困りごとの数。",
            "Concerns that are not resolved on the last day.",
        ),
        public=False,
        short=Label("未解決", "open"),
    ),
    Measure(
        "visit.made",
        Label("見守り 回数", "visits made"),
        TIMES,
        "flow",
        "output",
        Label(
            "期間内に相談員がおこなった訪問・声掛け・状況確認の回数（不在も含む）。",
            "Visits, calls and checks by consultants in the period, also where nobody was met.",
        ),
        split="kind",
        named={"kind": "visit_kind"},
        short=Label("見守り", "visits"),
    ),
    Measure(
        "visit.absent",
        Label("見守り 不在", "visits that met nobody"),
        TIMES,
        "flow",
        "output",
        Label("期間内の見守りのうち、不在だった回数。", "Of the visits of the period those that met nobody."),
        split="kind",
        named={"kind": "visit_kind"},
        short=Label("不在", "absent"),
    ),
    Measure(
        "visit.met",
        Label("見守り 会えた回数", "visits that met somebody"),
        TIMES,
        "flow",
        "output",
        Label(
            "期間内の見守りのうち、会えた回数（不在を除く）。",
            "Of the visits of the period those that met somebody.",
        ),
        split="kind",
        named={"kind": "visit_kind"},
        short=Label("会えた", "met"),
    ),
)
