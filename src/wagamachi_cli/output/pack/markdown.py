"""The pack as Markdown: to paste, to mail, to read anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wagamachi_cli.language import _
from wagamachi_cli.output.alt_text import alt_text
from wagamachi_cli.output.pack import words
from wagamachi_cli.output.text import escape, markdown
from wagamachi_cli.output.words import common_unit, unit_line
from wagamachi_cli.pack import Pack, Section
from wagamachi_cli.sheet import ChartSpec, Sheet

# What makes a heading, a list, a quotation, a rule or where a link leads at the beginning of a line.
_BLOCK = re.compile(r"^(\s*)([#>+=\[-]|\d+(?=[.)]))", re.MULTILINE)


def document(pack: Pack, pictures: bool) -> bytes:
    """The whole report; its charts are ``pictures`` in charts/, or words where these are not made."""
    return ("\n\n".join(_blocks(pack, pictures)) + "\n").encode("utf-8", "backslashreplace")


def _blocks(pack: Pack, pictures: bool) -> Iterator[str]:
    yield f"# {escape(words.heading(pack))}"
    yield _lines(words.head_lines(pack))
    for number, section in enumerate(words.sections(pack), start=1):
        yield f"## {escape(words.numbered(number, section))}"
        yield from _section(section, pictures)
    yield f"## {_('Definitions')}"
    yield _table(words.glossary(pack))
    yield f"## {_('Notes and sources')}"
    yield _lines([*words.closing(pack), words.made_by(pack)])


def _section(section: Section, pictures: bool) -> Iterator[str]:
    if section.message:
        yield f"**{_text(section.message)}**"
    sheet = words.for_eyes(section)
    if sheet is not None:
        yield _table(sheet)
    if section.chart is not None:
        yield (
            _picture(section.key, section.chart) if pictures else _lines(alt_text(section.chart).splitlines())
        )
    if section.notes:
        yield _lines(words.marked(section.notes))
    for paragraph in section.paragraphs:
        yield _lines(paragraph.splitlines())


def _table(sheet: Sheet) -> str:
    unit = common_unit(sheet)
    above = "".join(f"{_text(line)}\n\n" for line in unit_line(unit))
    return above + markdown(words.readable(sheet), unit).rstrip("\n")


def _picture(key: str, spec: ChartSpec) -> str:
    return f"![{_text(' '.join(alt_text(spec).splitlines()))}](charts/{key}.png)"


def _lines(lines: Iterable[str]) -> str:
    return "  \n".join(_text(line) for line in lines)


def _text(text: str) -> str:
    """``text`` of which nothing is markup."""
    return _BLOCK.sub(_blocked, escape(text))


def _blocked(match: re.Match[str]) -> str:
    sign = match[2]
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"
