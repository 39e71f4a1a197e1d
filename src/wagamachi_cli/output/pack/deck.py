"""An empty 16:9 presentation in our colours and fonts, and the page of a slide in points."""

from __future__ import annotations

import io
from copy import deepcopy
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from wagamachi_cli.language import language
from wagamachi_cli.output.frame import PALETTE
from wagamachi_cli.output.pack.fitting import LINE
from wagamachi_cli.text import shorten

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

WIDTH, HEIGHT, MARGIN = 960, 540, 44
ROOM = WIDTH - 2 * MARGIN
HEAD, BODY, FOOT = 44, 132, 500
"""Where the title, what stands under it, and the foot of a slide begin."""
FONT = "Yu Gothic"
NAVY, INK, FAINT, RED, PALE = "10316B", "1A1A1A", "4D4D4D", "8A0018", "F2F5FA"
FOOT_SIZE, FOOT_ROOM = 11, ROOM - 120
COVER, ONLY_TITLE, STORY = 0, 5, 8
"""The layouts that we use, by their place among those of python-pptx's own template."""
_PICTURE_LEFT = 590
_LONGEST_PROPERTY = 250  # PowerPoint takes 255 characters
_FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - the day of making is no part of a report
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WIDER = 12_192_000 / 9_144_000


def new(title: str, organisation: str) -> Presentation:
    """A presentation without slides. ImportError without the office extra."""
    from pptx import Presentation
    from pptx.util import Pt

    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _theme(deck)
    master = deck.slide_masters[0]
    for place in (master, *master.slide_layouts):
        for shape in place.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = int(shape.left * _WIDER), int(shape.width * _WIDER)
    _arrange(master, deck.slide_layouts)
    about = deck.core_properties
    author = shorten(organisation, _LONGEST_PROPERTY)
    about.title, about.author, about.last_modified_by = shorten(title, _LONGEST_PROPERTY), author, author
    about.created = about.modified = _FIXED
    about.language = language()
    return deck


def saved(deck: Presentation) -> bytes:
    """The presentation as a file."""
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def put(shape: Any, left: float, top: float, width: float, height: float) -> None:
    """Place ``shape``, in points."""
    from pptx.util import Pt

    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(width), Pt(height)


def write(
    frame: Any, lines: list[str], points: float, colour: str = INK, bold: bool = False, gap: float = 0
) -> None:
    """Put ``lines`` into a text frame, a paragraph each with ``gap`` points after it; line ends stay.

    The frame keeps its size, has no margins and wraps; lines are as high as ``fitting`` takes them to
    be, whatever the font says.
    """
    from pptx.enum.text import MSO_AUTO_SIZE
    from pptx.util import Pt

    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = line.replace("\n", "\v")
        paragraph.space_after = Pt(gap)
        paragraph.line_spacing = Pt(points * LINE)
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(points), bold
            run.font.color.rgb = colour_of(colour)
            japanese(run._r.get_or_add_rPr())


def japanese(properties: Any) -> None:
    """Name our font for Latin and for Japanese letters in run properties, and the language spoken."""
    for tag in ("latin", "ea"):
        for old in properties.findall(f"{_A}{tag}"):
            properties.remove(old)
        properties.append(properties.makeelement(f"{_A}{tag}", {"typeface": FONT}))
    if properties.tag == f"{_A}rPr":
        properties.set("lang", "ja-JP" if language() == "ja" else "en-GB")
        properties.set("altLang", "en-US")


def colour_of(code: str) -> Any:
    """The colour RRGGBB."""
    from pptx.dml.color import RGBColor

    number, made = int(code, 16), cast("Any", RGBColor)
    return made(number >> 16, number >> 8 & 255, number & 255)


def box(slide: Slide, left: float, top: float, width: float, height: float) -> Any:
    """A new text box."""
    from pptx.util import Pt

    return slide.shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(height))


def foot(slide: Slide, text: str) -> None:
    """Give ``slide`` the foot of its layout: ``text`` and the number of the page."""
    layout: Any = slide.slide_layout
    for shape in layout.placeholders:
        kind = shape.placeholder_format.type
        if kind is None or kind.name not in ("FOOTER", "SLIDE_NUMBER"):
            continue
        copied = deepcopy(shape._element)
        copied.nvSpPr.cNvPr.set("id", str(max(s.shape_id for s in slide.shapes) + 1))
        slide.shapes._spTree.append(copied)
        if kind.name == "FOOTER":
            added: Any = slide.shapes[-1]
            write(added.text_frame, [text], FOOT_SIZE, FAINT)


def _arrange(master: Any, layouts: Any) -> None:
    """Where things stand: a bold title from the left, the foot below, room for a picture at the right."""
    from pptx.util import Pt

    title, foot_line = (MARGIN, HEAD, ROOM, BODY - HEAD - 8), FOOT + 12
    high = FOOT - BODY - 16
    beside = WIDTH - 84 - MARGIN
    places = (
        (
            master,
            {
                "TITLE": title,
                "BODY": (MARGIN, BODY, ROOM, high),
                "DATE": (MARGIN, foot_line, 100, 18),
                "FOOTER": (MARGIN, foot_line, FOOT_ROOM, 18),
                "SLIDE_NUMBER": (WIDTH - MARGIN - 100, foot_line, 100, 18),
            },
        ),
        (
            layouts[STORY],
            {
                "TITLE": title,
                "PICTURE": (_PICTURE_LEFT, BODY, WIDTH - MARGIN - _PICTURE_LEFT, high),
                "BODY": (MARGIN, BODY, _PICTURE_LEFT - MARGIN - 26, high),
            },
        ),
        (layouts[COVER], {"CENTER_TITLE": (84, 140, beside, 130), "SUBTITLE": (84, 300, beside, 150)}),
    )
    for of, placed in places:
        for shape in of.placeholders:
            kind = shape.placeholder_format.type.name
            if kind in placed:
                put(shape, *placed[kind])
            if kind in ("FOOTER", "SUBTITLE"):
                for level in shape._element.txBody.iter(f"{_A}lvl1pPr"):
                    level.set("algn", "l")
            if kind == "TITLE" and of is not master:
                _own_style(shape)
    style = master._element.find(".//{*}titleStyle/{*}lvl1pPr")
    style.set("algn", "l")
    style.find(f"{_A}defRPr").set("sz", str(Pt(28).centipoints))
    style.find(f"{_A}defRPr").set("b", "1")


def _own_style(shape: Any) -> None:
    """Take a layout's own style of a title away, so that the master's holds."""
    style = shape._element.txBody.find(f"{_A}lstStyle")
    for child in list(style):
        style.remove(child)
    shape._element.txBody.bodyPr.attrib.pop("anchor", None)


def _theme(deck: Presentation) -> None:
    """Our fonts and colours in the theme, so that what people add looks like the rest."""
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.opc.oxml import serialize_part_xml
    from pptx.oxml import parse_xml

    part: Any = deck.slide_masters[0].part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root: Any = parse_xml(part.blob)
    for font in root.iter(f"{_A}majorFont", f"{_A}minorFont"):
        for tag in ("latin", "ea"):
            font.find(f"{_A}{tag}").set("typeface", FONT)
        for named in font.iter(f"{_A}font"):
            if named.get("script") == "Jpan":
                named.set("typeface", FONT)
    for place, (fill, _ink) in enumerate(PALETTE[:6], start=1):
        root.find(f".//{_A}accent{place}/{_A}srgbClr").set("val", fill.lstrip("#"))
    root.find(f".//{_A}dk2/{_A}srgbClr").set("val", NAVY)
    part.blob = serialize_part_xml(root)
