"""The pack as slides: one message each, a chart or a table under it, everything else in the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from wagamachi_cli.language import _
from wagamachi_cli.output.pack import deck, slide_chart, slide_table, words
from wagamachi_cli.output.pack.deck import (
    BODY,
    FAINT,
    FOOT,
    FOOT_ROOM,
    FOOT_SIZE,
    HEAD,
    MARGIN,
    NAVY,
    RED,
    ROOM,
    WIDTH,
)
from wagamachi_cli.output.pack.fitting import (
    LINE,
    fitting,
    headline,
    line_count,
    pages,
    text_height,
    text_width,
)
from wagamachi_cli.output.words import common_unit, unit_line
from wagamachi_cli.pack import Pack, Section
from wagamachi_cli.sheet import ChartSpec, Sheet
from wagamachi_cli.text import visible

if TYPE_CHECKING:
    from pptx.slide import Slide

_TITLES = (30, 28, 26, 24, 22, 20, 18, 16)
_NOTES = (13, 12, 11, 10)
_STORY = (24, 22, 20, 18, 16)
_CLOSING = (18, 16, 14)
_MOST_NOTES = 84  # points of a slide's height that its notes may take


def presentation(pack: Pack) -> bytes:
    """The whole report as slides. Raises OutputError without the office extra."""
    made = _Slides(pack)
    made.cover()
    for number, section in enumerate(words.sections(pack), start=1):
        made.section(number, section)
    made.closing()
    return deck.saved(made.deck)


class _Slides:
    """The presentation while it is made."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.deck = deck.new(visible(words.heading(pack)), visible(pack.organisation))

    def cover(self) -> None:
        """The title, who reports and when, 案."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[deck.COVER])
        bar: Any = slide.shapes.add_shape(1, 0, 0, 1, 1)
        deck.put(bar, 44, 128, 10, 320)
        _fill(bar, NAVY)
        title, subtitle = slide.placeholders[0], slide.placeholders[1]
        text = visible(words.heading(self.pack))
        room = WIDTH - 84 - MARGIN
        deck.write(
            title.text_frame,
            [text],
            fitting(text, (44, 40, 36, 32, 28, 24, 20), room, 130, bold=True),
            NAVY,
            True,
        )
        _anchor(title, "b")
        lines = [
            visible(line, lines=True)
            for line in words.head_lines(self.pack)
            if line != words.secret(self.pack)
        ]
        deck.write(
            subtitle.text_frame,
            lines,
            fitting("\n".join(lines), (24, 22, 20, 18, 16, 14, 12), room, 130),
            gap=6,
        )
        self._stamp(slide)
        deck.foot(slide, self._foot())
        self._speak(slide, words.head_lines(self.pack))

    def section(self, number: int, section: Section) -> None:
        """The slide of a section's message, then its story."""
        sheet = words.for_eyes(section)
        kicker = words.numbered(number, section)
        said = [
            *words.marked(section.notes),
            *words.definitions(self.pack, section),
            *words.sourced(self.pack),
        ]
        if section.chart is not None:
            self._chart(kicker, section, section.chart, said)
        elif sheet is not None:
            self._table(kicker, section, sheet, said)
        if section.paragraphs:
            self._story(kicker, section, said)

    def closing(self) -> None:
        """Notes and sources; the definitions are in the speaker's notes."""
        lines = [visible(line, lines=True) for line in words.closing(self.pack)]
        defined = words.definitions(self.pack)
        high = FOOT - BODY - 16
        size = _paragraph_size(lines, ROOM, high, _CLOSING)
        for part, texts in enumerate(pages(lines, size, ROOM, high)):
            slide = self._slide(_("Notes and sources"), "")
            deck.write(
                deck.box(slide, MARGIN, BODY, ROOM, high).text_frame,
                texts,
                size,
                gap=size * LINE / 2,
            )
            self._speak(slide, [*(defined if part == 0 else []), words.made_by(self.pack)])

    def _chart(self, kicker: str, section: Section, spec: ChartSpec, said: list[str]) -> None:
        slide = self._slide(section.message or section.heading, kicker)
        unit = _("(unit: {unit})").format(unit=spec.unit) if spec.unit else ""
        about = visible("　".join(part for part in (spec.title, spec.subtitle, unit) if part))
        size = fitting(about, (15, 14, 13, 12, 11, 10), ROOM, 20)
        high = text_height(about, size, ROOM)
        deck.write(deck.box(slide, MARGIN, BODY, ROOM, high).text_frame, [about], size, FAINT)
        bottom = self._notes(slide, spec.notes)
        slide_chart.draw(slide, spec, (MARGIN - 6, BODY + high + 2, ROOM + 12, bottom - BODY - high - 6))
        self._speak(slide, [section.message, *spec.notes, *said])

    def _table(self, kicker: str, section: Section, sheet: Sheet, said: list[str]) -> None:
        unit = common_unit(sheet)
        notes = words.marked(section.notes)
        above = "".join(unit_line(unit))
        top = BODY + (22 if above else 0)
        room = FOOT - 10 - self._notes_height(notes)[1] - top
        made = slide_table.layout(sheet, unit, ROOM, room, self.pack.period.key)
        for part, rows in enumerate(made.pages, start=1):
            title = section.message or section.heading
            if len(made.pages) > 1:
                title = _("{title} ({part}/{parts})").format(title=title, part=part, parts=len(made.pages))
            slide = self._slide(title, kicker)
            if above:
                deck.write(deck.box(slide, MARGIN, BODY, ROOM, 20).text_frame, [above], 14, FAINT)
            slide_table.draw(slide, sheet, made, rows, MARGIN, top)
            self._notes(slide, notes)
            self._speak(slide, [section.message, *said])

    def _story(self, kicker: str, section: Section, said: list[str]) -> None:
        """A person's own words at the left, room for a picture at the right."""
        layout: Any = self.deck.slide_layouts[deck.STORY]
        place = next(shape for shape in layout.placeholders if shape.placeholder_format.type.name == "BODY")
        room, height = place.width.pt, place.height.pt
        texts = [visible(text, lines=True) for text in section.paragraphs]
        size = _paragraph_size(texts, room, height, _STORY)
        alone = section.sheet is None and section.chart is None
        title = section.message if alone and section.message else section.heading
        for part in pages(texts, size, room, height):
            slide = self._slide(title, kicker, deck.STORY)
            for shape in slide.placeholders:
                if shape.placeholder_format.type.name == "BODY":
                    deck.write(shape.text_frame, part, size, gap=size * LINE / 2)
            self._speak(slide, said)

    def _slide(self, title: str, kicker: str, layout: int = deck.ONLY_TITLE) -> Slide:
        """A slide with its title, what it belongs to above, 案 at the right, and its foot."""
        slide: Slide = self.deck.slides.add_slide(self.deck.slide_layouts[layout])
        text = visible(title)
        size = headline(text, _TITLES, ROOM, BODY - HEAD - 16)
        heading: Any = slide.shapes.title
        deck.write(heading.text_frame, [text], size, NAVY, True)
        _anchor(heading, "ctr")
        if kicker:
            deck.write(
                deck.box(slide, MARGIN, 22, ROOM - 260, 20).text_frame, [visible(kicker)], 14, FAINT, True
            )
        self._stamp(slide)
        deck.foot(slide, self._foot())
        return slide

    def _foot(self) -> str:
        """As much of who reports what and when as fits into one line."""
        parts = [self.pack.organisation, self.pack.title, words.when(self.pack)]
        lines = [
            visible("　".join(filter(None, parts[first:last]))) for first, last in ((0, 3), (1, 3), (1, 2))
        ]
        return next((line for line in lines if text_width(line, FOOT_SIZE) <= FOOT_ROOM), lines[-1])

    def _stamp(self, slide: Slide) -> None:
        text = words.stamp(self.pack)
        wide = text_width(text, 14, bold=True) + 24
        shape = deck.box(slide, WIDTH - MARGIN - wide, 16, wide, 24)
        deck.write(shape.text_frame, [text], 14, RED, True)
        _anchor(shape, "ctr")
        _centre(shape)
        _rim(shape, RED)

    def _notes_height(self, notes: Iterable[str]) -> tuple[float, float, list[str]]:
        """The size and height of a slide's ``notes``, and those for which there is room."""
        shown = [visible(note) for note in notes]
        size = fitting("\n".join(shown), _NOTES, ROOM, 40) if shown else _NOTES[0]
        while shown and sum(line_count(note, size, ROOM) for note in shown) * size * LINE > _MOST_NOTES:
            shown.pop()
        return size, sum(line_count(note, size, ROOM) for note in shown) * size * LINE, shown

    def _notes(self, slide: Slide, notes: Iterable[str]) -> float:
        """Write ``notes`` above the foot; returns where they begin. The speaker's notes have all."""
        size, height, shown = self._notes_height(notes)
        top = FOOT - 4 - height
        if shown:
            deck.write(deck.box(slide, MARGIN, top, ROOM, height).text_frame, shown, size, FAINT)
        return top - 6

    def _speak(self, slide: Slide, lines: Iterable[str]) -> None:
        """Write ``lines`` into the speaker's notes, each once."""
        frame: Any = slide.notes_slide.notes_text_frame
        frame.text = "\n".join(dict.fromkeys(visible(line) for line in lines if line))
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                deck.japanese(run._r.get_or_add_rPr())


def _paragraph_size(texts: list[str], room: float, height: float, sizes: Sequence[float]) -> float:
    """The largest of ``sizes`` in which all ``texts``, with half a line between them, fit."""

    def needed(size: float) -> float:
        return sum(text_height(text, size, room) for text in texts) + len(texts) * size * LINE / 2

    return next((size for size in sizes if needed(size) <= height), sizes[-1])


def _fill(shape: Any, colour: str) -> None:

    shape.fill.solid()
    shape.fill.fore_color.rgb = deck.colour_of(colour)
    shape.line.fill.background()


def _rim(shape: Any, colour: str) -> None:
    from pptx.util import Pt

    shape.line.color.rgb = deck.colour_of(colour)
    shape.line.width = Pt(1.5)


def _anchor(shape: Any, where: str) -> None:
    shape._element.txBody.bodyPr.set("anchor", where)


def _centre(shape: Any) -> None:
    from pptx.enum.text import PP_ALIGN

    for paragraph in shape.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.CENTER
