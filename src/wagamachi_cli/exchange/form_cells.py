"""The cells of a sheet of a workbook, where they stand in its XML, and how one is written anew.

A workbook that was made by hand is never loaded and saved again: what no library knows would be lost.
Only the bytes of the cells that change are exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple
from xml.parsers import expat

from wagamachi_cli.frozen import frozen

_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_TAG = re.compile(rb"""<(?P<prefix>[^\s/>:"']+:)?[^\s/>"']+(?:"[^"]*"|'[^']*'|[^>"'])*>""")
_TYPE = re.compile(rb"""\s+t\s*=\s*(?:"[^"]*"|'[^']*')""")
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")


class Part(NamedTuple):
    """A stretch of bytes, and the text in it."""

    start: int
    end: int
    text: str = ""


@frozen
class Text:
    """The text of a cell as it stands in the XML: its runs, and its reading aids, which fit no new text."""

    raw: bytes
    prefix: bytes
    runs: tuple[Part, ...]
    aids: tuple[Part, ...]

    @property
    def whole(self) -> str:
        """What a person reads."""
        return "".join(run.text for run in self.runs)

    def replaced(self, pattern: re.Pattern[str], words: Callable[[str], str], prefix: bytes) -> bytes:
        """The XML of the text with each match replaced; every letter keeps the font of its run."""
        texts = [run.text for run in self.runs]
        starts = [sum(map(len, texts[:number])) for number in range(len(texts))]
        for match in reversed(list(pattern.finditer(self.whole))):
            new = words(match[0])
            for number, start in enumerate(starts):
                text = texts[number]
                first, last = (
                    max(match.start() - start, 0),
                    min(match.end() - start, len(self.runs[number].text)),
                )
                if first < last:
                    texts[number] = text[:first] + new + text[last:]
                    new = ""
        if prefix != self.prefix:
            return _run("".join(texts), prefix)
        pieces = [(part, b"") for part in self.aids]
        pieces += [(run, _run(text, prefix)) for run, text in zip(self.runs, texts, strict=True)]
        return spliced(self.raw, pieces)


@frozen
class Cell:
    """A cell with text in it: its address, its place in the XML, its text."""

    address: str
    place: Part
    text: Text


@dataclass(slots=True)
class Sheet:
    """The cells of a sheet that hold text, and the kept results of its formulas."""

    cells: list[Cell] = field(default_factory=list)
    results: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class _Element:
    """An element: its name (without the namespace of workbooks), where its tag and what it holds end."""

    name: str
    attributes: Mapping[str, str]
    start: int
    tag_end: int
    closed: bool
    last: int = 0
    texts: list[str] = field(default_factory=list)


class _Walk:
    """A walk through XML whose visitor knows where in the bytes each element stands.

    ValueError for XML that cannot be read, that defines entities, or is not in UTF-8.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.path: list[_Element] = []

    def run(self) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._refused
        parser.StartElementHandler = lambda name, attributes: self._began(name, attributes, parser)
        parser.EndElementHandler = lambda _name: self._ended(parser)
        parser.CharacterDataHandler = self._said
        if self.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise ValueError("UTF-16")
        try:
            parser.Parse(self.data, True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error

    def began(self, element: _Element) -> None:
        """What is to be done where an element of the workbook begins."""

    def ended(self, element: _Element, place: Part) -> None:
        """What is to be done where it ends; ``place`` is that of the whole element."""

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise ValueError(encoding)

    def _refused(self, *_words: object) -> None:
        raise ValueError("DOCTYPE")

    def _began(self, name: str, attributes: dict[str, str], parser: expat.XMLParserType) -> None:
        space, _, local = name.rpartition(" ")
        start = parser.CurrentByteIndex
        tag = _TAG.match(self.data, start)
        if tag is None:
            raise ValueError(name)
        element = _Element(
            local if space in _MAIN else name, attributes, start, tag.end(), tag[0].endswith(b"/>")
        )
        self.path.append(element)
        self.began(element)

    def _ended(self, parser: expat.XMLParserType) -> None:
        element = self.path.pop()
        last = element.tag_end if element.closed else parser.CurrentByteIndex
        end = last if element.closed else self.data.index(b">", last) + 1
        text = "".join(element.texts)
        element.last = last
        self.ended(element, Part(element.start, end, text))

    def _said(self, text: str) -> None:
        if self.path:
            self.path[-1].texts.append(text)

    def prefix(self, element: _Element) -> bytes:
        """The prefix of the element's name, with its colon."""
        tag = _TAG.match(self.data, element.start)
        return tag["prefix"] or b"" if tag else b""

    def inside(self, name: str) -> bool:
        """Whether the walk is in an element of this name."""
        return any(one.name == name for one in self.path)


class _Texts(_Walk):
    """Gathers the texts of ``si`` or ``is`` elements."""

    container = "si"

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.found: list[Text] = []
        self._runs: list[Part] = []
        self._aids: list[Part] = []

    def ended(self, element: _Element, place: Part) -> None:
        if element.name == "t" and self.inside(self.container) and not self.inside("rPh"):
            self._runs.append(place)
        elif element.name in ("rPh", "phoneticPr") and self.inside(self.container):
            self._aids.append(place)
        elif element.name == self.container:
            self.found.append(
                Text(
                    self.data[element.tag_end : element.last],
                    self.prefix(element),
                    tuple(_moved(part, element.tag_end) for part in self._runs),
                    tuple(_moved(part, element.tag_end) for part in self._aids),
                )
            )
            self._runs, self._aids = [], []


class _Cells(_Texts):
    """Gathers the cells of a sheet."""

    container = "is"

    def __init__(self, data: bytes, shared: list[Text]) -> None:
        super().__init__(data)
        self.sheet = Sheet()
        self._shared = shared
        self._row = self._column = 0
        self._value: Part | None = None
        self._formula = False

    def began(self, element: _Element) -> None:
        if element.name == "row":
            self._row, self._column = int(element.attributes.get("r", self._row + 1)), 0
        elif element.name == "c":
            known = _REFERENCE.fullmatch(element.attributes.get("r", ""))
            self._column = column_number(known[1]) if known else self._column + 1
            self._value, self._formula = None, False

    def ended(self, element: _Element, place: Part) -> None:
        super().ended(element, place)
        if element.name == "v" and self.inside("c"):
            self._value = place
        elif element.name == "f" and self.inside("c"):
            self._formula = True
        elif element.name == "c":
            self._cell(element, place)

    def _cell(self, element: _Element, place: Part) -> None:
        kind = element.attributes.get("t", "n")
        text = None
        if self._formula:
            if self._value is not None:
                self.sheet.results.append(self._value)
        elif kind == "inlineStr" and self.found:
            text = self.found[-1]
        elif kind == "s" and self._value is not None:
            text = self._shared[int(self._value.text)]
        if text is not None:
            self.sheet.cells.append(Cell(f"{column_letters(self._column)}{self._row}", place, text))
        self.found.clear()


class _Calculation(_Walk):
    """Finds where a workbook says how it is calculated, or could say it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.tag: Part | None = None
        self.said = False
        self.before: Part | None = None

    def ended(self, element: _Element, place: Part) -> None:
        if element.name == "calcPr":
            self.tag = Part(element.start, element.tag_end)
            self.said = element.attributes.get("fullCalcOnLoad") in ("1", "true")
        elif element.name in _BEFORE_CALCULATION:
            self.before = place


class _Elements(_Walk):
    """Gathers the names and attributes of all elements."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.found: list[tuple[str, Mapping[str, str]]] = []

    def began(self, element: _Element) -> None:
        self.found.append((element.name, element.attributes))


def coordinates(address: str) -> tuple[int, int]:
    """The row and the column of a cell, from 1; ValueError for what is no address."""
    found = _REFERENCE.fullmatch(address.replace("$", ""))
    if found is None:
        raise ValueError(address)
    return int(found[2]), column_number(found[1])


def elements(data: bytes) -> list[tuple[str, Mapping[str, str]]]:
    """The elements of a small part: name and attributes; those of other namespaces begin with theirs."""
    walk = _Elements(data)
    walk.run()
    return walk.found


def texts(data: bytes) -> list[Text]:
    """The texts that the sheets of a workbook share."""
    walk = _Texts(data)
    walk.run()
    return walk.found


def sheet(data: bytes, shared: list[Text]) -> Sheet:
    """The cells of a sheet; ValueError or IndexError where it is damaged."""
    walk = _Cells(data, shared)
    walk.run()
    return walk.sheet


def calculated_anew(data: bytes) -> bytes:
    """The workbook part, saying that every formula is to be calculated when it is opened."""
    walk = _Calculation(data)
    walk.run()
    if walk.said:
        return data
    if walk.tag is None:
        if walk.before is None:
            return data
        tag = _TAG.match(data, walk.before.start)
        prefix = (tag["prefix"] or b"") if tag else b""
        place = Part(walk.before.end, walk.before.end)
        return spliced(data, [(place, b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>')])
    old = data[walk.tag.start : walk.tag.end]
    old = re.sub(rb"""\s+fullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')""", b"", old)
    end = b"/>" if old.endswith(b"/>") else b">"
    return spliced(data, [(walk.tag, old[: -len(end)].rstrip() + b' fullCalcOnLoad="1"' + end)])


def with_number(data: bytes, cell: Cell, number: int | float) -> bytes:
    """The XML of a cell that holds a number; its style stays."""
    prefix = _prefix(data, cell)
    value = b"<" + prefix + b"v>" + repr(number).encode() + b"</" + prefix + b"v>"
    return _start(data, cell) + b">" + value + b"</" + prefix + b"c>"


def without_value(data: bytes, cell: Cell) -> bytes:
    """The XML of a cell that is blank; its style stays."""
    return _start(data, cell) + b"/>"


def with_text(data: bytes, cell: Cell, pattern: re.Pattern[str], words: Callable[[str], str]) -> bytes:
    """The XML of a cell in whose text each match is replaced."""
    prefix = _prefix(data, cell)
    inner = cell.text.replaced(pattern, words, prefix)
    inline = b"<" + prefix + b"is>" + inner + b"</" + prefix + b"is>"
    return _start(data, cell) + b' t="inlineStr">' + inline + b"</" + prefix + b"c>"


def spliced(data: bytes, pieces: Iterable[tuple[Part, bytes]]) -> bytes:
    """``data`` with each part replaced by other bytes; the parts do not overlap."""
    made, at = [], 0
    for part, new in sorted(pieces):
        made += [data[at : part.start], new]
        at = part.end
    return b"".join([*made, data[at:]])


def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, left = divmod(number - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def _start(data: bytes, cell: Cell) -> bytes:
    """The start of a cell's tag without its type and end."""
    tag = _TAG.match(data, cell.place.start)
    raw = tag[0] if tag else b""
    return _TYPE.sub(b"", raw.rstrip(b"/>").rstrip())


def _prefix(data: bytes, cell: Cell) -> bytes:
    tag = _TAG.match(data, cell.place.start)
    return (tag["prefix"] or b"") if tag else b""


def _run(text: str, prefix: bytes) -> bytes:
    return b'<%bt xml:space="preserve">%b</%bt>' % (prefix, escape(text, quote=False).encode(), prefix)


def _moved(part: Part, by: int) -> Part:
    return Part(part.start - by, part.end - by, part.text)
