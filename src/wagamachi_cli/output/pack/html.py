"""The pack as one HTML file: for the screen, for a phone, for paper, for Word; nothing is fetched.

Everything that comes from data is escaped here, in ``_text`` and ``_attribute``.
"""

from __future__ import annotations

import html
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from wagamachi_cli.language import _, language
from wagamachi_cli.output.alt_text import alt_text
from wagamachi_cli.output.chart import SIZES
from wagamachi_cli.output.pack import words
from wagamachi_cli.output.words import RIGHT, common_unit, heads
from wagamachi_cli.pack import Pack, Section
from wagamachi_cli.sheet import ChartSpec, Column, Corrected, Row, Sheet
from wagamachi_cli.text import visible

# A reader that obeys it fetches and runs nothing, whatever the data hold.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_BROAD = 10  # columns; a table with more is printed in smaller letters
_STYLE = Path(__file__).with_name("report.css")
# For Word, which shows a picture as large as it says; elsewhere the style sheet decides.
_WIDTH, _HEIGHT = (pixels // 3 for pixels in SIZES["16x9"])


def document(pack: Pack, pictures: Mapping[str, bytes]) -> bytes:
    """The whole report; ``pictures`` are the charts (png) by the key of their section."""
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{pack.language}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(words.heading(pack))}</title>",
        f"<style>\n{_STYLE.read_text(encoding='utf-8')}{_paper(pack)}</style>",
        "</head>",
        "<body>",
        *_head(pack),
        "<main>",
        *_sections(pack, pictures),
        *_last(pack),
        "</main>",
        f"<footer><p>{_text(words.made_by(pack))}</p></footer>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def _paper(pack: Pack) -> str:
    """What stands in the margins of every printed page."""
    left, right = f"{pack.organisation} {pack.title}".strip(), words.stamp(pack)
    return (
        f"@page {{ @top-left {{ content: {_css(left)} }} @top-right {{ content: {_css(right)} }} "
        '@bottom-center { content: counter(page) " / " counter(pages) } }\n'
    )


def _head(pack: Pack) -> Iterator[str]:
    yield '<header class="cover">'
    yield f"<h1>{_text(words.heading(pack))}</h1>"
    for line in words.head_lines(pack):
        kind = ' class="secret"' if pack.internal and line == words.secret(pack) else ""
        yield f"<p{kind}>{_text(line)}</p>"
    yield "</header>"
    yield f'<nav aria-label="{_attribute(_("Contents"))}">'
    yield "<ol>"
    for section in words.sections(pack):
        message = f"<br>{_text(section.message)}" if section.message else ""
        yield f'<li><a href="#{_attribute(section.key)}">{_text(section.heading)}</a>{message}</li>'
    yield "</ol>"
    yield "</nav>"


def _sections(pack: Pack, pictures: Mapping[str, bytes]) -> Iterator[str]:
    for number, section in enumerate(words.sections(pack), start=1):
        yield f'<section id="{_attribute(section.key)}">'
        yield f'<p class="stamp">{_text(words.stamp(pack))}</p>'
        yield f"<h2>{_text(words.numbered(number, section))}</h2>"
        if section.message:
            yield f'<p class="message">{_text(section.message)}</p>'
        yield from _body(section, pictures, pack.period.key)
        yield "</section>"


def _body(section: Section, pictures: Mapping[str, bytes], strong: str) -> Iterator[str]:
    sheet = words.for_eyes(section)
    if sheet is not None:
        yield from _table(sheet, section.heading, strong)
    if section.chart is not None:
        yield from _figure(section.chart, pictures[section.key])
    yield from _notes(words.marked(section.notes))
    for paragraph in section.paragraphs:
        yield f'<p class="story">{_text(paragraph)}</p>'


def _last(pack: Pack) -> Iterator[str]:
    """Definitions, once; notes and sources."""
    yield '<section class="last">'
    yield f'<p class="stamp">{_text(words.stamp(pack))}</p>'
    yield f"<h2>{_text(_('Definitions'))}</h2>"
    yield from _table(words.glossary(pack), _("Definitions"))
    yield f"<h2>{_text(_('Notes and sources'))}</h2>"
    yield from _notes(words.closing(pack))
    yield "</section>"


def _notes(lines: Iterable[str]) -> Iterator[str]:
    listed = [f"<li>{_text(line)}</li>" for line in lines]
    if listed:
        yield from ('<ul class="notes">', *listed, "</ul>")


def _figure(spec: ChartSpec, picture: bytes) -> Iterator[str]:
    source = b64encode(picture).decode("ascii")
    yield "<figure>"
    yield (
        f'<img src="data:image/png;base64,{source}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'alt="{_attribute(alt_text(spec))}">'
    )
    yield "</figure>"


def _table(sheet: Sheet, title: str, strong: str = "") -> Iterator[str]:
    """A table that scrolls by itself where the screen is narrower, with heads for every row and column.

    ``strong`` is the key of the column that counts most.
    """
    unit = common_unit(sheet)
    between = "" if language() == "ja" else " "
    caption = title if unit is None else title + between + _("(unit: {unit})").format(unit=unit)
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{_attribute(title)}">'
    broad = ' class="broad"' if len(sheet.columns) > _BROAD else ""
    yield f"<table{broad}><caption>{_text(caption)}</caption>"
    titles = zip(sheet.columns, heads(sheet, unit), strict=True)
    cells = "".join(f'<th scope="col"{_side(column)}>{_text(head)}</th>' for column, head in titles)
    yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for row in sheet.rows:
        yield f"<tr>{_cells(sheet, row, strong)}</tr>"
    yield "</tbody>"
    yield "</table></div>"


def _cells(sheet: Sheet, row: Row, strong: str) -> str:
    """A row; the first cell is its head if it is no number."""
    cells = []
    for place, column in enumerate(sheet.columns):
        value = row[column.key]
        text = _text(words.shown(value))
        if place == 0 and column.kind not in RIGHT and text:
            cells.append(f'<th scope="row">{text}</th>')
        else:
            names = {"corrected": isinstance(value, Corrected), "strong": column.key == strong}
            cells.append(f"<td{_side(column, *(name for name in names if names[name]))}>{text}</td>")
    return "".join(cells)


def _side(column: Column, *more: str) -> str:
    names = ("number", *more) if column.kind in RIGHT else more
    return f' class="{" ".join(names)}"' if names else ""


def _text(text: str) -> str:
    return html.escape(visible(text, lines=True), quote=False).replace("\n", "<br>")


def _attribute(text: str) -> str:
    return html.escape(visible(text, lines=True).rstrip("\n"))


def _css(text: str) -> str:
    """``text`` as a string of CSS; what could end it or the style sheet is written as its code."""
    safe = "".join(
        character if character.isalnum() or character in " 　（）()・、。" else f"\\{ord(character):x} "
        for character in visible(text)
    )
    return f'"{safe}"'
