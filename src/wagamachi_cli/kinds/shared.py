"""Fields and units that kinds of several groups share."""

from __future__ import annotations

from dataclasses import replace

from wagamachi_cli.kinds.base import Field
from wagamachi_cli.kinds.types import Number, Words
from wagamachi_cli.language import Label

KANA = Field("kana", Label("よみ", "reading"), Words(), listed=True)
PERSONS_KANA = Field("kana", Label("よみ", "reading"), Words(person="name"), listed=True)
PEOPLE = Label("人", "people")
PARTNERS = Field(
    "partners", Label("連携先", "partners"), Words(), many=True, stored=False, typed=False, listed=False
)
TIMES = Field(
    "times",
    Label("回数", "times"),
    Number(Label("回", "times"), minimum=1),
    default="1",
    listed=False,
    help=Label("月などの合計でまとめるときの回数", "how many, where only a month's total is known"),
)
HOW_OFTEN = replace(
    TIMES,
    default=None,
    help=Label(
        "月などの合計の回数（分からなければ空欄。日の記録は 1）",
        "how many, of a month's total (left out where it is not known; on a day it is 1)",
    ),
)
"""Where a total may tell of people without telling how often they came."""
