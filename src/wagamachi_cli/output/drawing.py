"""Stacked bars with an optional line, drawn for the back row of a meeting room.

Everything is placed by hand in pixels: matplotlib's own layout neither wraps Japanese nor keeps
numbers apart, and a page without axis machinery is drawn faster.
"""

from __future__ import annotations

from dataclasses import replace

from wagamachi_cli.language import _
from wagamachi_cli.output.alt_text import number
from wagamachi_cli.output.bars import draw_chart, segment
from wagamachi_cli.output.frame import (
    FAINT,
    GRID,
    INK,
    LABEL,
    LEAST,
    MARGIN,
    SCALES,
    SMALL,
    SUBTITLE,
    TITLE,
    TOTAL,
    Frame,
    number_room,
    pill_room,
    ticks,
    upright_totals,
    value_range,
)
from wagamachi_cli.output.pen import LETTERS, Pen
from wagamachi_cli.sheet import ChartSpec
from wagamachi_cli.text import shorten


def draw(spec: ChartSpec, kind: str, size: tuple[int, int]) -> bytes:
    """``spec`` as the bytes of a ``png`` or ``svg`` of ``size`` pixels.

    Raises OutputError for a character that the font lacks.
    """
    with Pen(size, _texts(spec)) as pen:
        for scale in SCALES:
            pen.start(scale)
            top = _head(pen, spec)
            right, under_legend = _legend(pen, spec, top)
            bottom = _notes(pen, spec)
            frame = _frame(pen, spec, right, bottom, top)
            if under_legend > bottom and _readable(pen, spec, frame):
                break
        _grid(pen, frame)
        _categories(pen, spec, frame)
        draw_chart(pen, spec, frame)
        return pen.save(kind, spec.title)


def _texts(spec: ChartSpec) -> list[str]:
    """Everything that will be written, so that a missing character is found before drawing."""
    names = [name for name, _values in spec.bars]
    if spec.line is not None:
        names.append(spec.line[0])
    return [
        spec.title,
        spec.subtitle,
        *_unit_line(spec),
        *spec.categories,
        *names,
        spec.stack_total or "",
        *spec.notes,
        _("No data."),
        _("Number on top: {name}").format(name=""),
    ]


def _unit_line(spec: ChartSpec) -> list[str]:
    return [_("(unit: {unit})").format(unit=spec.unit)] if spec.unit else []


def _head(pen: Pen, spec: ChartSpec) -> float:
    """Title, subtitle and, at the left over the bars, the unit; returns the height below them."""
    y = pen.height - MARGIN * 0.8
    wide = pen.width - 2 * MARGIN
    for text, points, colour in ((spec.title, TITLE, INK), (spec.subtitle, SUBTITLE, FAINT)):
        for line in pen.wrap(text, points, wide) if text else ():
            pen.text(MARGIN, y, line, points, colour, bold=points == TITLE)
            y -= pen.line_height(points)
    y -= 14
    for line in _unit_line(spec):
        pen.text(MARGIN, y, line, SMALL, FAINT)
        y -= pen.line_height(SMALL)
    return y


def _notes(pen: Pen, spec: ChartSpec) -> float:
    """Notes and sources at the bottom left; returns the height above them."""
    wide = pen.width - 2 * MARGIN
    lines = [line for note in spec.notes for line in pen.wrap(note, SMALL, wide)]
    y = MARGIN * 0.7
    for line in reversed(lines):
        pen.text(MARGIN, y, line, SMALL, FAINT, up="bottom")
        y += pen.line_height(SMALL)
    return y + 12


def _legend(pen: Pen, spec: ChartSpec, top: float) -> tuple[float, float]:
    """At the right, from the top as things are stacked: line, bars, total.

    Returns where the bars must end, and the height below it.
    """
    swatch, gap = 40, 14
    widest = max(pen.width * 0.23, 400)
    names = [(name, "bar", place) for place, (name, _values) in enumerate(spec.bars)][::-1]
    if spec.line is not None:
        names.insert(0, (spec.line[0], "line", 0))
    if spec.stack_total is not None:
        names.append((_("Number on top: {name}").format(name=spec.stack_total), "total", 0))
    entries = [(pen.wrap(name, LABEL, widest), kind, place) for name, kind, place in names]
    if not entries:
        return pen.width - MARGIN, top
    width = max(pen.measure(line, LABEL) for lines, _kind, _place in entries for line in lines)
    left = pen.width - MARGIN - width - swatch - gap
    y = top
    for lines, kind, place in entries:
        middle = y - pen.line_height(LABEL) / 2
        if kind == "bar":
            segment(pen, (left, middle - 15, swatch, 30), place, "")
        elif kind == "line":
            pen.line([(left - 4, middle), (left + swatch + 4, middle)], INK, 4)
            pen.line([(left + swatch / 2, middle)], INK, 4, dots=True, over=True)
        start = left if kind == "total" else left + swatch + gap
        for line in lines:
            pen.text(start, y - pen.line_height(LABEL) / 2, line, LABEL, INK, up="center_baseline")
            y -= pen.line_height(LABEL)
        y -= 16
    return left - 40, y


def _frame(pen: Pen, spec: ChartSpec, right: float, bottom: float, top: float) -> Frame:
    """The place of the bars between legend, notes and head, with a scale that leaves room for numbers."""
    low, high = value_range(spec)
    left = MARGIN + max(pen.measure(number(tick), LABEL) for tick in ticks(low * 1.5, high * 1.5)) + 16
    frame = Frame(left, right, bottom, top, low, high, len(spec.categories))
    frame = replace(frame, bottom=bottom + _category_height(pen, spec, frame))
    room = number_room(pen, spec, frame)
    over = room + (pill_room(pen) if spec.line is not None else 0)
    under = room if low < 0 else 0
    scale = (high - low) / max(frame.top - frame.bottom - over - under, 1)
    return replace(frame, low=low - under * scale, high=high + over * scale)


def _grid(pen: Pen, frame: Frame) -> None:
    """Fine lines at the ticks with their numbers, and the line on which the bars stand."""
    for tick in ticks(frame.low, frame.high):
        y = frame.y(tick)
        edge = tick == 0
        pen.line([(frame.left, y), (frame.right, y)], INK if edge else GRID, 2 if edge else 1.2, over=edge)
        pen.text(frame.left - 14, y, number(tick), LABEL, FAINT, "right", "center_baseline")


def _category_lines(pen: Pen, spec: ChartSpec, frame: Frame) -> tuple[list[list[str]], bool]:
    """The names under the bars in lines, and whether they must stand upright to fit."""
    room = frame.slot - 10
    if all(pen.measure(name, LABEL) <= room for name in spec.categories):
        return [[name] for name in spec.categories], False
    wrapped = [pen.wrap(name, LABEL, room) for name in spec.categories]
    if room > 4 * pen.line_height(LABEL) and max(map(len, wrapped)) <= 3:
        return wrapped, False
    return [[shorten(name, 16)] for name in spec.categories], True


def _category_height(pen: Pen, spec: ChartSpec, frame: Frame) -> float:
    lines, upright = _category_lines(pen, spec, frame)
    if upright:
        return max(pen.measure(line[0], LABEL) for line in lines) + 24
    return max(map(len, lines), default=1) * pen.line_height(LABEL) + 12


def _readable(pen: Pen, spec: ChartSpec, frame: Frame) -> bool:
    """Whether the bars have enough of the page, and what stands upright enough of their width."""
    if frame.top - frame.bottom < pen.height * LEAST:
        return False
    _lines, upright_names = _category_lines(pen, spec, frame)
    needed = pen.line_height(LABEL) if upright_names else 0.0
    if spec.stack_total is not None and upright_totals(pen, spec, frame):
        needed = pen.line_height(TOTAL)
    return frame.slot >= needed * LETTERS


def _categories(pen: Pen, spec: ChartSpec, frame: Frame) -> None:
    lines, upright = _category_lines(pen, spec, frame)
    for place, name in enumerate(lines):
        y = frame.bottom - 12
        for line in name:
            pen.text(frame.x(place), y, line, LABEL, INK, "center", "top", upright=upright)
            y -= pen.line_height(LABEL)
