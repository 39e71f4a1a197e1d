"""What the charts of the workbook and of the slides have in common: their series and labels."""

from __future__ import annotations

from dataclasses import dataclass

from wagamachi_cli.output.alt_text import totals
from wagamachi_cli.sheet import ChartSpec

# Less than this share of the highest bar, and a number would not fit into its part.
_THIN = 0.045


@dataclass(frozen=True, slots=True)
class Over:
    """What is drawn over the bars; ``total`` is the number on top of a stack, without a line."""

    name: str
    values: tuple[int | None, ...]
    total: bool


def over(spec: ChartSpec) -> list[Over]:
    """The line and the totals of ``spec``, where there are any."""
    drawn = []
    if spec.line is not None:
        drawn.append(Over(*spec.line, total=False))
    if spec.stack_total is not None:
        drawn.append(Over(spec.stack_total, totals(spec), total=True))
    return drawn


def label_format(spec: ChartSpec) -> str:
    """The number format of the labels in the bars: nothing for 0 and for what is too thin for a number."""
    if any((value or 0) < 0 for _name, values in spec.bars for value in values):
        return '#,##0;"▲"#,##0;""'
    highest = max((total for total in totals(spec) if total is not None), default=0)
    if spec.line is not None:
        highest = max([highest, *(value for value in spec.line[1] if value is not None)])
    return f'[<{max(1, int(highest * _THIN))}]"";#,##0'


LABEL_OVER = '#,##0;"▲"#,##0;""'
"""The number format of the labels over the bars: nothing for 0."""
