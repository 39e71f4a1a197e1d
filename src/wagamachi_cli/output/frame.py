"""How a chart looks: colours and sizes, and the frame of pixels and values in which its bars stand."""

from __future__ import annotations

from math import ceil

from wagamachi_cli.frozen import frozen
from wagamachi_cli.output.alt_text import number, totals
from wagamachi_cli.output.pen import Pen
from wagamachi_cli.sheet import ChartSpec, height

# Fill and the colour of digits on it, in stack order from the bottom: colours near the CUD set (not
# blue with purple), ordered so that two that touch differ in lightness and stay apart in grey.
PALETTE = (
    ("#0037A0", "white"),
    ("#E69F00", "black"),
    ("#007A5A", "white"),
    ("#BFE4FF", "black"),
    ("#B33400", "white"),
    ("#FFCABF", "black"),
    ("#804000", "white"),
    ("#C8C8CB", "black"),
)
INK, FAINT, GRID = "#1A1A1A", "#4D4D4D", "#D0D0D0"
TITLE, SUBTITLE, TOTAL, VALUE, LABEL, SMALL = 27, 17, 19, 16, 16, 14
MARGIN = 48
PARTIAL = "※"
HATCH, ANEW = "//", "\\\\"
# Text shrinks only where so much is said that the bars would have less than this share of the page,
# or where names would touch.
LEAST, SCALES = 0.35, (1.0, 0.85, 0.7, 0.55, 0.4)
DOT = 14
DIGITS = 0.62  # the height of digits as a share of their line's


@frozen
class Frame:
    """Where the bars stand (pixels) and which values its height spans."""

    left: float
    right: float
    bottom: float
    top: float
    low: float
    high: float
    slots: int

    @property
    def slot(self) -> float:
        """The width that one category has."""
        return (self.right - self.left) / max(self.slots, 1)

    @property
    def bar(self) -> float:
        """The width of a bar."""
        return min(self.slot * 0.62, 190)

    def x(self, place: int) -> float:
        """The middle of a category."""
        return self.left + (place + 0.5) * self.slot

    def y(self, value: float) -> float:
        """The height at which ``value`` stands."""
        return self.bottom + (value - self.low) / (self.high - self.low) * (self.top - self.bottom)


def value_range(spec: ChartSpec) -> tuple[float, float]:
    """The lowest and the highest value that is drawn, 0 always among them."""
    ends: list[float] = [0]
    for place in range(len(spec.categories)):
        stack = [height(values[place]) for _name, values in spec.bars]
        ends += [sum(v for v in stack if v > 0), sum(v for v in stack if v < 0)]
    if spec.line is not None:
        ends += map(height, spec.line[1])
    low, high = min(ends), max(ends)
    return low, high if high > low else low + 1


def ticks(low: float, high: float) -> list[int]:
    """Whole numbers at even steps of 1, 2 or 5 times a power of ten, seven at most."""
    step, factor = 1, 0
    while (high - low) / step > 6:
        factor += 1
        step = (1, 2, 5)[factor % 3] * 10 ** (factor // 3)
    return list(range(ceil(low / step) * step, int(high) + 1, step))


def number_room(pen: Pen, spec: ChartSpec, frame: Frame) -> float:
    """The height that totals take above the bars."""
    if spec.stack_total is None:
        return 12
    if upright_totals(pen, spec, frame):
        return max(pen.measure(number(total), TOTAL) for total in totals(spec) if total is not None) + 24
    return pen.line_height(TOTAL) + 8


def upright_totals(pen: Pen, spec: ChartSpec, frame: Frame) -> bool:
    """Whether totals must stand upright, because they are wider than their category."""
    wide = (pen.measure(number(total), TOTAL) for total in totals(spec) if total is not None)
    return max(wide, default=0) > frame.slot - 6


def pill_room(pen: Pen) -> float:
    """How high a number of the line reaches above its dot."""
    return DOT + pen.line_height(VALUE) + 10
