"""The bars of a chart with their numbers, and the line over them."""

from __future__ import annotations

from wagamachi_cli.language import _
from wagamachi_cli.output.alt_text import number, totals
from wagamachi_cli.output.frame import (
    ANEW,
    DIGITS,
    DOT,
    FAINT,
    HATCH,
    INK,
    PALETTE,
    PARTIAL,
    SMALL,
    SUBTITLE,
    TOTAL,
    VALUE,
    Frame,
    pill_room,
    upright_totals,
)
from wagamachi_cli.output.pen import LETTERS, Box, Pen
from wagamachi_cli.sheet import Amount, ChartSpec, height, known


def draw_chart(pen: Pen, spec: ChartSpec, frame: Frame) -> None:
    """Draw bars, line and all their numbers; "no data" where there is nothing to draw."""
    ends, flat = _bars(pen, spec, frame)
    _line_and_totals(pen, spec, frame, ends)
    for place, values in enumerate(flat):
        _beside(pen, frame, place, values)
    if all(value is None for _name, values in _all(spec) for value in values):
        middle = ((frame.left + frame.right) / 2, (frame.bottom + frame.top) / 2)
        pen.text(*middle, _("No data."), SUBTITLE, FAINT, "center", "center")


def _bars(
    pen: Pen, spec: ChartSpec, frame: Frame
) -> tuple[list[tuple[float, float]], list[list[tuple[float, str]]]]:
    """Stack the bars with their values.

    Returns for each category the pixels at which its stack ends, above and below, and the values
    (with their height) that had no room inside.
    """
    ends, flat = [], []
    for place, category in enumerate(spec.categories):
        up: float = 0
        down: float = 0
        beside: list[tuple[float, str]] = []
        for series, (_name, values) in enumerate(spec.bars):
            value = height(values[place])
            if not value:
                continue
            start = up if value > 0 else down + value
            if value > 0:
                up += value
            else:
                down += value
            low, high = frame.y(start), frame.y(start + abs(value))
            fill, ink = PALETTE[series % len(PALETTE)]
            left = frame.x(place) - frame.bar / 2
            hatched = segment(pen, (left, low, frame.bar, high - low), series, category)
            back = fill if hatched else ""
            if not _inside(pen, frame, place, (low, high), number(value), ink, back):
                beside.append(((low + high) / 2, number(value)))
        flat.append(beside)
        ends.append((frame.y(up), frame.y(down)))
    return ends, flat


def _all(spec: ChartSpec) -> tuple[tuple[str, tuple[Amount, ...]], ...]:
    return spec.bars if spec.line is None else (*spec.bars, spec.line)


def segment(pen: Pen, place: tuple[float, float, float, float], series: int, category: str) -> bool:
    """One value's part of a bar: ``place`` is its lower left corner, width and height.

    Hatched (True) where the category is a part of a year, or where the colours begin anew.
    """
    pen.box(*place, PALETTE[series % len(PALETTE)][0])
    hatches = [HATCH] * category.endswith(PARTIAL) + [ANEW] * (series >= len(PALETTE))
    for hatch in hatches:
        pen.box(*place, "none", hatch=hatch)
    return bool(hatches)


def _inside(
    pen: Pen, frame: Frame, place: int, span: tuple[float, float], text: str, ink: str, back: str
) -> bool:
    """Write a value in the middle of its part of the bar, upright if need be; False: there is no room.

    ``back`` is the colour of a plain plate behind it, where the part is hatched.
    """
    low, high = span
    wide, tall = pen.measure(text, VALUE), pen.line_height(VALUE) * DIGITS
    flat = wide <= frame.bar - 6 and tall <= high - low
    upright = not flat and tall <= frame.bar - 4 and wide + 8 <= high - low
    if not flat and not upright:
        return False
    x, y = frame.x(place), (low + high) / 2
    if back:
        across, up = (tall, wide) if upright else (wide, tall)
        across, up = min(across + 20, frame.bar - 4), min(up + 12, high - low - 3)
        pen.box(x - across / 2, y - up / 2, across, up, back, rim=back)
    pen.text(x, y, text, VALUE, ink, "center", "center", upright=upright)
    return True


def _beside(pen: Pen, frame: Frame, place: int, values: list[tuple[float, str]]) -> None:
    """Write the values of parts that are too flat at the right of their bar, moved apart.

    Where there is no free room they are left to the table and the words beside the chart.
    """
    room = frame.slot - frame.bar - 12
    tall = pen.line_height(SMALL) * LETTERS
    left, lowest = frame.x(place) + frame.bar / 2 + 6, frame.bottom + tall / 2 + 4
    for y, text in sorted(values):
        y, wide = max(y, lowest), pen.measure(text, SMALL)
        if wide <= room and pen.free((left, y - tall / 2, left + wide, y + tall / 2)):
            pen.text(left, y, text, SMALL, INK, "left", "center", halo="white")
            lowest = y + tall + 2


def _line_and_totals(pen: Pen, spec: ChartSpec, frame: Frame, ends: list[tuple[float, float]]) -> None:
    """The totals over the bars, out of the line's way; the line with its numbers in dark boxes."""
    points = _points(spec, frame)
    if spec.stack_total is not None:
        _totals(pen, spec, frame, ends, points)
    elif len(spec.bars) == 1:
        _flat(pen, spec, frame)
    for first in points:
        pen.take(_around(points[first]))
        if first + 1 in points:
            pen.line([points[first], points[first + 1]], INK, 4, over=True)
    for point in points.values():
        pen.line([point], INK, 4, dots=True, over=True)
    if spec.line is not None:
        # From the last on: where there is no room for all numbers, the latest is the one that counts.
        for place, point in reversed(points.items()):
            _pill(pen, frame, point, height(spec.line[1][place]))


def _flat(pen: Pen, spec: ChartSpec, frame: Frame) -> None:
    """Write on the axis what of a single series has no bar: 0, or the sign of what is not known."""
    for place, value in enumerate(spec.bars[0][1]):
        if value is not None and not height(value):
            pen.text(
                frame.x(place), frame.y(0) + 8, number(value), VALUE, INK, "center", "bottom", halo="white"
            )


def _points(spec: ChartSpec, frame: Frame) -> dict[int, tuple[float, float]]:
    """Where the line passes, by the number of the category."""
    values = enumerate(map(known, spec.line[1]) if spec.line is not None else ())
    return {place: (frame.x(place), frame.y(value)) for place, value in values if value is not None}


def _around(point: tuple[float, float]) -> Box:
    """What a dot of the line covers."""
    x, y = point
    return x - DOT, y - DOT, x + DOT, y + DOT


def _totals(
    pen: Pen,
    spec: ChartSpec,
    frame: Frame,
    ends: list[tuple[float, float]],
    points: dict[int, tuple[float, float]],
) -> None:
    """Write the total above each stack (below one that only goes down), over dot and number of the line."""
    upright = upright_totals(pen, spec, frame)
    for place, total in enumerate(totals(spec)):
        above, below = ends[place]
        if total is None:
            continue
        text = number(total)
        if above == frame.y(0) and below < above:
            pen.text(
                frame.x(place), below - 8, text, TOTAL, INK, "center", "top", upright, "white", bold=True
            )
            continue
        y = above + 8
        tall = pen.measure(text, TOTAL) if upright else pen.line_height(TOTAL)
        if place in points:
            dot = points[place][1]
            if dot - DOT < y + tall and y < dot + pill_room(pen):
                y = dot + pill_room(pen)
        pen.text(frame.x(place), y, text, TOTAL, INK, "center", "bottom", upright, "white", bold=True)


def _pill(pen: Pen, frame: Frame, point: tuple[float, float], value: float) -> None:
    """Write ``value`` of the line in a dark box by its dot, where it covers nothing; else not at all."""
    if not value:
        return
    text = number(value)
    half, tall = pen.measure(text, VALUE) / 2 + 10, pen.line_height(VALUE)
    x, y = point
    above, below = y + DOT + 4 + tall / 2, y - DOT - 4 - tall / 2
    aside = half - DOT
    for middle, level in ((x, above), (x - aside, above), (x + aside, above), (x, below)):
        box = (middle - half, level - tall / 2, middle + half, level + tall / 2)
        if box[2] <= frame.right + 20 and box[1] > frame.bottom and pen.free(box):
            pen.take(box)
            pen.text(middle, level, text, VALUE, "white", "center", "center", pill=INK)
            return
