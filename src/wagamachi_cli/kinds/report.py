"""The kind of the group ``report``: published figures."""

from __future__ import annotations

from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.kinds.types import Choice, Number, Stretch, When, Words
from wagamachi_cli.language import Label

CONFIDENCE = {
    "certain": Label("確実", "certain"),
    "likely": Label("推定", "likely"),
    "unsure": Label("不確か", "unsure"),
}

FIGURE = Kind(
    code="figure",
    plural="figures",
    group="report",
    thing="figure",
    label=Label("公表値", "figure"),
    help=Label("公表された数（出典・時点つき）", "Published numbers, with their source and date."),
    table="figure",
    answers=("measure", "period", "key"),
    when="period",
    fields=(
        Field(
            "measure",
            Label("指標", "measure"),
            Choice(fixed={m.code: m.label for m in MEASURES.values()}),
            required=True,
            filter=True,
        ),
        Field("period", Label("期間", "period"), Stretch(), required=True),
        Field(
            "key",
            Label("内訳", "key"),
            Words(),
            filter=True,
            help=Label("内訳のコード（ibasho、1 など）", "the code of the row (ibasho, 1 …)"),
        ),
        Field("value", Label("値", "value"), Number(), required=True),
        Field(
            "as_of",
            Label("時点", "as of"),
            When("any"),
            help=Label("いつの時点の数か", "the time for which it was stated"),
        ),
        Field("printed", Label("出典の表記", "as printed"), Words()),
        Field("source", Label("出典", "source"), Words()),
        Field("confidence", Label("確かさ", "confidence"), Choice(fixed=CONFIDENCE), default="certain"),
    ),
    order=("measure", "period_from", "key", "id"),
    together=("measure", "period", "key", "as_of"),
)

KINDS = (FIGURE,)
