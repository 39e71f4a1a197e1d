"""What a measure is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wagamachi_cli.language import Label

MeasureKind = Literal["flow", "stock", "distinct"]
Level = Literal["structure", "process", "output", "outcome"]

PERSON = Label("名", "people")
GROUP = Label("団体", "groups")
TIMES = Label("回", "times")
HEADS = Label("人", "people")
CASES = Label("件", "cases")


@dataclass(frozen=True, eq=False, repr=False)
class Measure:
    """A measure.

    ``kind``: a flow adds up over periods, a stock is read on the last day, a distinct count is counted
    anew for each period. ``public``: shown in public output however small. ``split``: the field that
    its rows and its published figures are told apart by, always known. ``kinds``: the choices that
    the field ``kind`` is of. ``flow``: of a stock, the flow whose figures it runs up, and ``less`` the
    flow that is taken off. ``short``: its head in a table of several measures.
    """

    code: str
    label: Label
    unit: Label
    kind: MeasureKind
    level: Level
    definition: Label
    public: bool = True
    split: str = ""
    kinds: str = ""
    flow: str = ""
    less: str = ""
    short: Label | None = None
