"""A chart that PowerPoint draws and people can go on working with."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from wagamachi_cli.output.alt_text import alt_text
from wagamachi_cli.output.frame import INK, PALETTE, PARTIAL
from wagamachi_cli.output.pack.deck import FONT, colour_of, japanese
from wagamachi_cli.output.pack.native import LABEL_OVER, label_format, lowest, numbers, over, roomy, step
from wagamachi_cli.sheet import ChartSpec, height
from wagamachi_cli.text import visible

if TYPE_CHECKING:
    from pptx.slide import Slide

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_MANY = 12  # categories; beyond, their names are smaller
# What a series of a line chart has, in the order that its schema wants.
_OF_LINE = ("idx", "order", "tx", "spPr", "marker", "dPt", "dLbls", "cat", "val", "smooth")


def draw(slide: Slide, spec: ChartSpec, place: tuple[float, float, float, float]) -> None:
    """Draw ``spec`` at ``place`` (left, top, width and height in points)."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Pt

    made: Any = CategoryChartData
    data = made(number_format="#,##0")
    data.categories = [visible(category) for category in spec.categories]
    lines = over(spec)
    for name, values in (*spec.bars, *((line.name, line.values) for line in lines)):
        data.add_series(visible(name), numbers(values))
    left, top, width, height = map(Pt, place)
    frame: Any = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_STACKED, left, top, width, height, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt_text(spec).rstrip("\n"))
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(14), FONT
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(chart, spec)
    _bars(chart, spec)
    if lines:
        _lines(chart, [line.total for line in lines])
    _east_asian(chart)


def _axes(chart: Any, spec: ChartSpec) -> None:
    from pptx.util import Pt

    categories = len(spec.categories)
    values = chart.value_axis
    values.has_major_gridlines, values.major_unit = True, step(spec)
    values.minimum_scale = lowest(spec)
    values.major_gridlines.format.line.color.rgb = colour_of("D0D0D0")
    values.format.line.fill.background()
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "#,##0", False
    values.tick_labels.font.size = Pt(12)
    chart.category_axis.tick_labels.font.size = Pt(14 if categories <= _MANY else 10)
    chart.category_axis.format.line.color.rgb = colour_of(INK.lstrip("#"))


def _bars(chart: Any, spec: ChartSpec) -> None:
    """Colours, numbers inside, and hatching where a category is a part of a year."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.enum.dml import MSO_PATTERN
    from pptx.util import Pt

    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, 100
    for place, series in enumerate(list(plot.series)[: len(spec.bars)]):
        fill, ink = (colour.lstrip("#") for colour in PALETTE[place % len(PALETTE)])
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour_of(fill)
        labels = series.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.CENTER
        labels.number_format, labels.number_format_is_linked = label_format(spec), False
        labels.font.size, labels.font.bold = Pt(14 if roomy(spec) else 11), True
        labels.font.color.rgb = colour_of({"white": "FFFFFF", "black": "000000"}.get(ink, ink))
        for number, category in enumerate(spec.categories):
            if category.endswith(PARTIAL) and height(spec.bars[place][1][number]):
                hatched = series.points[number].format.fill
                hatched.patterned()
                hatched.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
                hatched.fore_color.rgb = colour_of("FFFFFF")
                hatched.back_color.rgb = colour_of(fill)
                _plate(series.points[number], fill, labels.font)


def _plate(point: Any, fill: str, font: Any) -> None:
    """A plain plate behind the number of a hatched part, which then needs its ``font`` named anew."""
    own = point.data_label.font
    own.size, own.bold = font.size, True
    own.color.rgb = font.color.rgb
    label = point.data_label._dLbl
    plate = _made(f'<c:spPr><a:solidFill><a:srgbClr val="{fill}"/></a:solidFill></c:spPr>')
    label.find(f"{_C}txPr").addprevious(plate)


def _lines(chart: Any, totals: list[bool]) -> None:
    """Move the last series from the columns to a line chart on the same axes.

    python-pptx makes charts of one kind only; the file format has several in a plot as a matter of course.
    """
    bars = chart._chartSpace.find(f".//{_C}barChart")
    series = bars.findall(f"{_C}ser")[-len(totals) :]
    lines = _made('<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>')
    bars.addnext(lines)
    for one, total in zip(series, totals, strict=True):
        lines.append(one)
        _line(one, total)
        if total:
            number = one.find(f"{_C}idx").get("val")
            entry = _made(f'<c:legendEntry><c:idx val="{number}"/><c:delete val="1"/></c:legendEntry>')
            chart.legend._element.find(f"{_C}legendPos").addnext(entry)
    lines.append(_made('<c:marker val="1"/>'))
    for axis in bars.findall(f"{_C}axId"):
        lines.append(deepcopy(axis))


def _line(series: Any, total: bool) -> None:
    """Dress a series as a dark line with dots, or as numbers without a line."""
    for child in list(series):
        if child.tag.removeprefix(_C) not in _OF_LINE or child.tag == f"{_C}spPr":
            series.remove(child)
    dark = INK.lstrip("#")
    stroke = '<a:ln w="28575"><a:noFill/></a:ln>' if total else _stroke(dark, 28575)
    marker = (
        '<c:symbol val="none"/>'
        if total
        else '<c:symbol val="circle"/><c:size val="8"/><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/>'
        f"</a:solidFill>{_stroke(dark, 25400)}</c:spPr>"
    )
    parts = (
        f"<c:spPr>{stroke}</c:spPr>",
        f"<c:marker>{marker}</c:marker>",
        f'<c:dLbls><c:numFmt formatCode="{_quoted(LABEL_OVER)}" sourceLinked="0"/>'
        "<c:spPr><a:noFill/></c:spPr>"
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1400" b="1"><a:solidFill>'
        f'<a:srgbClr val="{dark}"/></a:solidFill></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-US"/></a:p></c:txPr>'
        '<c:dLblPos val="t"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>',
    )
    after = series.find(f"{_C}tx")
    for part in parts:
        made = _made(part)
        after.addnext(made)
        after = made
    series.append(_made('<c:smooth val="0"/>'))


def _made(xml: str) -> Any:
    """The element that ``xml`` is."""
    from pptx.oxml import parse_xml

    tag, rest = re.split(r"(?=[ />])", xml, maxsplit=1)
    return parse_xml(f"{tag} {_SPACES} {rest}")


def _stroke(colour: str, thick: int) -> str:
    return f'<a:ln w="{thick}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln>'


def _quoted(text: str) -> str:
    return text.replace('"', "&quot;")


def _east_asian(chart: Any) -> None:
    """Name our font for Japanese letters wherever the chart says how text looks."""
    for properties in chart._chartSpace.iter("{*}defRPr"):
        japanese(properties)
