"""A chart that Excel draws and people can go on working with, below the numbers that it draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagamachi_cli.language import _
from wagamachi_cli.output.alt_text import alt_text
from wagamachi_cli.output.frame import INK, PALETTE
from wagamachi_cli.output.pack.native import LABEL_OVER, label_format, lowest, numbers, over, step
from wagamachi_cli.output.pack.paper import LINE, NARROWEST, lines_of
from wagamachi_cli.output.workbook import FONT, inert
from wagamachi_cli.sheet import ChartSpec

_WIDTH, _HEIGHT, _ROW = 900, 460, 25  # pixels


def draw(book: Any, page: Any, row: int, spec: ChartSpec, style: Callable[..., Any]) -> None:
    """Write the numbers of ``spec`` from ``row`` on, and below them the chart and its notes."""
    if not spec.categories:
        return
    page.write_string(row, 0, inert(_("Numbers of the chart"), row), style(bold=True))
    page.write_string(
        row, 1, inert(_("(unit: {unit})").format(unit=spec.unit), row) if spec.unit else "", style()
    )
    head = style(bold=True, bottom=1, bg_color="#E7EEF7", text_wrap=True)
    top = row + 1
    series = [*spec.bars, *((line.name, line.values) for line in over(spec))]
    page.write_blank(top, 0, None, head)
    page.set_row(top, LINE * lines_of([name for name, _values in series], NARROWEST))
    for number, category in enumerate(spec.categories, start=top + 1):
        page.write_string(number, 0, inert(category, number), style())
    for place, (name, values) in enumerate(series, start=1):
        page.write_string(top, place, inert(name, top), head)
        for number, value in enumerate(numbers(values), start=top + 1):
            if value is not None:
                page.write_number(number, place, value, style(num_format="#,##0"))
    last = top + len(spec.categories)
    chart = _chart(book, page.get_name(), spec, top, last)
    page.insert_chart(
        last + 2,
        0,
        chart,
        {"description": alt_text(spec), "object_position": 2, "x_offset": 4, "y_offset": 4},
    )
    below = last + 3 + _HEIGHT // _ROW
    for number, note in enumerate(spec.notes, start=below):
        page.write_string(number, 0, inert(note, number), style(font_color="#4D4D4D"))


def _chart(book: Any, sheet: str, spec: ChartSpec, top: int, last: int) -> Any:
    """Stacked columns of the bars, over them the line, and the totals as numbers without a line."""
    font = {"name": FONT, "size": 10}
    labels = {"value": True, "num_format": label_format(spec)}

    def series(place: int) -> dict[str, Any]:
        return {
            "name": [sheet, top, place],
            "categories": [sheet, top + 1, 0, last, 0],
            "values": [sheet, top + 1, place, last, place],
        }

    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for place in range(1, len(spec.bars) + 1):
        fill, ink = PALETTE[(place - 1) % len(PALETTE)]
        chart.add_series(
            {
                **series(place),
                "fill": {"color": fill},
                "border": {"color": "white"},
                "gap": 60,
                "data_labels": {**labels, "position": "center", "font": {**font, "color": ink}},
            }
        )
    lines = over(spec)
    if lines:
        upper = book.add_chart({"type": "line"})
        for place, line in enumerate(lines, start=len(spec.bars) + 1):
            upper.add_series(
                {
                    **series(place),
                    "line": {"none": True} if line.total else {"color": INK, "width": 2.25},
                    "marker": {"type": "none"} if line.total else _DOT,
                    "data_labels": {
                        "value": True,
                        "num_format": LABEL_OVER,
                        "position": "above",
                        "font": {**font, "bold": True},
                    },
                }
            )
        chart.combine(upper)
    unnamed = [place for place, line in enumerate(lines, start=len(spec.bars)) if line.total]
    chart.set_title(
        {
            "name": f"{spec.title}\n{spec.subtitle}".strip(),
            "name_font": {**font, "size": 12},
            "overlay": False,
        }
    )
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis(
        {
            "num_font": font,
            "num_format": "#,##0",
            "major_unit": step(spec),
            "min": lowest(spec),
            "major_gridlines": {"visible": True, "line": {"color": "#D0D0D0"}},
        }
    )
    chart.set_legend({"position": "bottom", "font": font, "delete_series": unnamed})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    chart.show_blanks_as("gap")
    return chart


_DOT = {"type": "circle", "size": 7, "fill": {"color": "white"}, "border": {"color": INK, "width": 2}}
