"""The HTML page for those who cannot see it, or see it badly: heads, captions, words for pictures, contrast."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from wagamachi_cli.output import pack

from .packs import sample

VOID = {"meta", "br", "img", "link"}
STYLE = Path(pack.__file__).with_name("report.css")


class Page(HTMLParser):
    """The elements of a page, each with its attributes, its text and what it stands in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str], tuple[str, ...]]] = []
        self._open: list[tuple[str, list[str]]] = []
        self.feed(text)
        assert not self._open, "an element is left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words: list[str] = []
        inside = tuple(name for name, _words in self._open)
        self.elements.append((tag, {key: value or "" for key, value in attrs}, words, inside))
        if tag not in VOID:
            self._open.append((tag, words))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _tag, words in self._open:
            words.append(data)

    def all(self, *tags: str) -> list[tuple[dict[str, str], str, tuple[str, ...]]]:
        return [
            (attrs, "".join(words).strip(), inside)
            for tag, attrs, words, inside in self.elements
            if tag in tags
        ]


@cache
def page(language: str) -> Page:
    return Page(pack.files(sample(language), frozenset({"html"}))["report.html"].decode())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_it_is_and_how_it_is_built(language: str) -> None:
    made = page(language)
    assert made.all("html")[0][0]["lang"] == language
    assert made.all("title")[0][1]
    levels = [int(tag[1]) for tag, *_rest in made.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), "a level is left out"
    assert all(text for _attrs, text, _inside in made.all("h1", "h2", "h3"))
    assert {"header", "nav", "main", "footer"} <= {tag for tag, *_rest in made.elements}
    ids = [attrs["id"] for _tag, attrs, *_rest in made.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["href"].removeprefix("#") for attrs, *_rest in made.all("a")} <= set(ids)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_tables_and_pictures(language: str) -> None:
    made = page(language)
    tables = made.all("table")
    captions = made.all("caption")
    assert len(tables) == len(captions) > 5
    assert all(text for _attrs, text, _inside in captions)
    heads = made.all("th")
    for attrs, text, inside in heads:
        assert attrs["scope"] == ("col" if "thead" in inside else "row")
        assert text
    assert any(attrs["scope"] == "row" for attrs, *_rest in heads)
    scrolling = [attrs for attrs, *_rest in made.all("div") if attrs.get("tabindex") == "0"]
    assert len(scrolling) == len(tables)
    assert all(attrs["role"] == "region" and attrs["aria-label"] for attrs in scrolling)
    pictures = made.all("img")
    assert pictures
    assert all(len(attrs["alt"]) > 20 and attrs["width"] and attrs["height"] for attrs, *_rest in pictures)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_one_file_and_no_network(language: str) -> None:
    made = page(language)
    for tag, attrs, *_rest in made.elements:
        assert tag not in ("script", "link", "iframe", "object", "embed", "base", "form"), tag
        assert not [key for key in attrs if key.startswith("on")]
        for key in ("src", "href", "srcset", "action"):
            assert attrs.get(key, "#").startswith(("#", "data:image/png;base64,")), (tag, attrs[key][:40])
    css = "".join(text for _attrs, text, _inside in made.all("style"))
    assert "url(" not in css
    assert "@import" not in css


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(one * 2 for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_letters_stand_out_from_every_ground() -> None:
    css = STYLE.read_text(encoding="utf-8")
    colours = set(re.findall(r"(?<![-\w])color: (#[0-9a-f]+)", css))
    grounds = {"#ffffff", *re.findall(r"background: (#[0-9a-f]+)", css)}
    assert len(colours) >= 4
    assert len(grounds) >= 4
    for colour in colours:
        for ground in grounds:
            light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (colour, ground)


def test_the_style_sheet_is_whole() -> None:
    """Braces that do not pair make a browser drop what follows, and every rule says something."""
    css = re.sub(r"/\*.*?\*/", "", STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)
    depth = 0
    for sign in re.findall("[{}]", css):
        depth += 1 if sign == "{" else -1
        assert 0 <= depth <= 2
    assert depth == 0
    paper = css[css.index("@media print") :]
    assert re.search(r"nav, tbody tr, \.story, td\.corrected \{ print-color-adjust: exact", paper)
