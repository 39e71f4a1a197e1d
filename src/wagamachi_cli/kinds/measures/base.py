"""What a measure is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from wagamachi_cli.frozen import described
from wagamachi_cli.language import Label
from wagamachi_cli.sheet import kilograms

MeasureKind = Literal["flow", "stock", "distinct"]
Level = Literal["structure", "process", "output", "outcome"]

PERSON = Label("名", "people")
GROUP = Label("団体", "groups")
TIMES = Label("回", "times")
HEADS = Label("人", "people")
CASES = Label("件", "cases")
HOUSEHOLDS = Label("世帯", "households")
PIECES = Label("点", "pieces")
KG = Label("kg", "kg")


@described
class Measure:
    """A measure.

    ``kind``: a flow adds up over periods, a stock is read on the last day, a distinct count is counted
    anew for each period. ``public``: shown in public output however small. ``split``: the field that
    its rows and its published figures are told apart by, always known. ``named``: fields that its rows
    hold under the name of the choices that they are of. ``rows``: the measure whose .sql file gives its
    rows, where it has none of its own; ``counts``: the column of them that is counted (grams are told in
    kilograms). ``flow``: of a stock, the flow whose figures it runs up, and ``less`` the
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
    named: Mapping[str, str] = field(default_factory=dict)
    rows: str = ""
    counts: str = "counts"
    flow: str = ""
    less: str = ""
    short: Label | None = None

    @property
    def grams(self) -> bool:
        """Whether it is counted in grams and told in kilograms."""
        return self.counts == "grams"

    def told(self, count: int) -> int | float:
        """What has been counted, in the measure's unit."""
        return kilograms(count) if self.grams else count
