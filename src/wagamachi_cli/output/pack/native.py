"""What the charts of the workbook and of the slides have in common: their series and labels."""

from __future__ import annotations

from wagamachi_cli.frozen import frozen
from wagamachi_cli.output.alt_text import totals
from wagamachi_cli.sheet import Amount, ChartSpec, height, known

# Less than this share of the highest bar, and a number would not fit into its part.
_THIN = 0.045
_LARGE = 0.08
_FEW = 8


@frozen
class Over:
    """What is drawn over the bars; ``total`` is the number on top of a stack, without a line."""

    name: str
    values: tuple[Amount, ...]
    total: bool


def over(spec: ChartSpec) -> list[Over]:
    """The line and the totals of ``spec``, where there are any; a stack of one bar is its own total."""
    drawn = []
    if spec.line is not None:
        drawn.append(Over(*spec.line, total=False))
    if spec.stack_total is not None and len(spec.bars) > 1:
        drawn.append(Over(spec.stack_total, totals(spec), total=True))
    return drawn


def highest(spec: ChartSpec) -> float:
    """The highest number that is drawn, at least 0."""
    drawn = [*totals(spec), *(spec.line[1] if spec.line is not None else ())]
    return max(map(height, drawn), default=0)


def step(spec: ChartSpec) -> int | None:
    """How far apart the lines of the scale are, where they would fall between whole numbers by themselves."""
    return 1 if highest(spec) <= _FEW else None


def label_format(spec: ChartSpec) -> str:
    """The number format of the labels in the bars: nothing for 0 and for what is too thin for a number."""
    if any(height(value) < 0 for _name, values in spec.bars for value in values):
        return '#,##0;"▲"#,##0;""'
    return f'[<{max(1, int(highest(spec) * _THIN))}]"";#,##0'


def roomy(spec: ChartSpec) -> bool:
    """Whether every part with a number is high enough for large digits."""
    parts = [abs(height(value)) for _name, values in spec.bars for value in values if height(value)]
    least = [part for part in parts if part >= highest(spec) * _THIN]
    return min(least, default=0) >= highest(spec) * _LARGE


def lowest(spec: ChartSpec) -> int | None:
    """Where the scale begins: at 0, but where something goes below it as the program finds it fit."""
    below = any(height(value) < 0 for _name, values in (*spec.bars, *_lines(spec)) for value in values)
    return None if below else 0


def _lines(spec: ChartSpec) -> list[tuple[str, tuple[Amount, ...]]]:
    return [(line.name, line.values) for line in over(spec)]


def numbers(values: tuple[Amount, ...]) -> list[float | None]:
    """What a program can draw of a series; a blank for what is not known."""
    return [known(value) for value in values]


LABEL_OVER = '#,##0;"▲"#,##0;""'
"""The number format of the labels over the bars: nothing for 0."""
