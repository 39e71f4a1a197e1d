"""A table on slides: as large as it can be read, over several slides where it has too many rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from wagamachi_cli.frozen import frozen
from wagamachi_cli.output.pack import words
from wagamachi_cli.output.pack.deck import INK, colour_of, japanese
from wagamachi_cli.output.pack.fitting import LINE, line_count, text_width, word_width
from wagamachi_cli.output.words import RIGHT, heads
from wagamachi_cli.sheet import Corrected, Sheet

if TYPE_CHECKING:
    from pptx.slide import Slide

_SIZES = (22, 20, 18, 16, 14, 13, 12, 11, 10)
# How many of them are tried with no line broken; from and to which with broken ones, before a table
# rather takes more slides.
_UNBROKEN, _BROKEN, _LARGE = 4, 2, 7
_NARROW = 4  # letters; Japanese in a narrower column cannot be read
# Points: beside text in its cell; what a row may grow; what another font may take more for a cell.
_ACROSS, _AIR, _SLACK = 7, 20, 10
_AROUND, _DENSE, _MANY = 4, 2, 12  # over and under text, and that in tables of many rows


@frozen
class Layout:
    """How a table stands on its slides: letters, widths and heights in points, rows of each slide."""

    size: float
    heads: list[str]
    widths: list[float]
    heights: list[float]
    pages: list[range]
    strong: str
    around: float


def layout(sheet: Sheet, unit: str | None, room: float, height: float, strong: str) -> Layout:
    """The largest letters in which ``sheet`` fits ``room`` times ``height``, else on several slides.

    ``strong`` is the key of the column that counts most.
    """
    table = _Texts(
        heads(sheet, unit), [[words.shown(row[c.key]) for c in sheet.columns] for row in sheet.rows]
    )
    around = table.around
    # First as large as it can be without a line that breaks, then with such lines, then over more slides.
    for sizes, broken in ((_SIZES[:_UNBROKEN], False), (_SIZES[_BROKEN:_LARGE], True)):
        for size in sizes:
            widths = table.widths(size, room, broken)
            heights = table.heights(size, widths) if widths else []
            if widths and sum(heights) <= height:
                air = min(_AIR, (height - sum(heights)) / len(heights))
                grown = [high + air for high in heights]
                return Layout(size, table.heads, widths, grown, [range(len(sheet.rows))], strong, around)
    size = next((size for size in _SIZES[_LARGE - 1 :] if table.widths(size, room, True)), _SIZES[-1])
    widths = table.widths(size, room, True) or table.squeezed(size, room)
    heights = table.heights(size, widths)
    return Layout(size, table.heads, widths, heights, _dealt(heights, height), strong, around)


def draw(slide: Slide, sheet: Sheet, made: Layout, rows: range, left: float, top: float) -> None:
    """Draw the ``rows`` of ``sheet`` under its heads."""
    from pptx.util import Pt

    heights = [made.heights[0], *(made.heights[number + 1] for number in rows)]
    shape = slide.shapes.add_table(
        len(heights), len(sheet.columns), Pt(left), Pt(top), Pt(sum(made.widths)), Pt(sum(heights))
    )
    table: Any = shape.table
    for place, wide in enumerate(made.widths):
        table.columns[place].width = Pt(wide)
    for number, high in enumerate(heights):
        table.rows[number].height = Pt(high)
    for place, column in enumerate(sheet.columns):
        right = column.kind in RIGHT
        _cell(table.cell(0, place), made.heads[place], made.size, right, "FFFFFF", True, made.around)
        for number, row in enumerate(rows, start=1):
            value = sheet.rows[row][column.key]
            cell = table.cell(number, place)
            _cell(
                cell,
                words.shown(value),
                made.size,
                right,
                INK,
                column.key == made.strong or isinstance(value, Corrected),
                made.around,
            )
            if isinstance(value, Corrected):
                cell.fill.solid()
                cell.fill.fore_color.rgb = colour_of("FFF3BF")


def _cell(cell: Any, text: str, size: float, right: bool, colour: str, bold: bool, around: float) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    cell.margin_left = cell.margin_right = Pt(_ACROSS)
    cell.margin_top = cell.margin_bottom = Pt(around)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.text = text.replace("\n", "\v")
    paragraph.line_spacing = Pt(size * LINE)
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    # An empty cell too, or its row would be as high as the usual letters.
    end = paragraph._p.get_or_add_endParaRPr()
    end.set("sz", str(int(size * 100)))
    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = colour_of(colour.lstrip("#"))
        japanese(run._r.get_or_add_rPr())


@frozen
class _Texts:
    """The heads (bold) and cells of a table."""

    heads: list[str]
    cells: list[list[str]]

    @property
    def around(self) -> float:
        """How much room is over and under the text of a cell."""
        return _DENSE if len(self.cells) > _MANY else _AROUND

    def widths(self, size: float, room: float, broken: bool) -> list[float] | None:
        """Columns as wide as their text and what is left over.

        With ``broken`` lines as narrow as need be, but no word breaks. None if that is too wide.
        """
        wanted = [self._widest(place, size, text_width) for place in range(len(self.heads))]
        spare = room - sum(wanted)
        if spare >= 0:
            return [wide + spare / len(wanted) for wide in wanted]
        least = [
            max(self._widest(place, size, word_width), min(wide, _NARROW * size + 2 * _ACROSS))
            for place, wide in enumerate(wanted)
        ]
        if not broken or sum(least) > room:
            return None
        share = (room - sum(least)) / (sum(wanted) - sum(least))
        return [low + (wide - low) * share for low, wide in zip(least, wanted, strict=True)]

    def squeezed(self, size: float, room: float) -> list[float]:
        """Columns in proportion to their text, where nothing else helps."""
        wanted = [min(self._widest(place, size, text_width), 160) for place in range(len(self.heads))]
        return [wide * room / sum(wanted) for wide in wanted]

    def heights(self, size: float, widths: list[float]) -> list[float]:
        """The height of the heads and of each row."""
        return [
            max(
                line_count(text, size, wide - 2 * _ACROSS + 0.5, number == 0)
                for text, wide in zip(line, widths, strict=True)
            )
            * size
            * LINE
            + 2 * self.around
            for number, line in enumerate((self.heads, *self.cells))
        ]

    def _widest(self, place: int, size: float, measure: Callable[[str, float, bool], float]) -> float:
        """The widest text of a column with the air beside it; cells may be bold too."""
        texts = [self.heads[place], *(line[place] for line in self.cells)]
        return (
            max(measure(line, size, True) for text in texts for line in text.split("\n"))
            + 2 * _ACROSS
            + _SLACK
        )


def _dealt(heights: list[float], height: float) -> list[range]:
    """The rows of each slide; all have the heads, and about as many rows."""
    body, room = heights[1:], height - heights[0]
    slides = max(1, -(-int(sum(body)) // max(1, int(room))))
    share = sum(body) / slides
    pages, start, used = [], 0, 0.0
    for number, high in enumerate(body):
        if number > start and (used + high > room or used + high / 2 > share):
            pages.append(range(start, number))
            start, used = number, 0.0
        used += high
    return [*pages, range(start, len(body))]
