"""The files of a pack as they are kept: the pictures once, not in the HTML file again."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping

_HTML = "report.html"


def compact(made: Mapping[str, bytes]) -> dict[str, bytes]:
    """``made`` without what is in it twice."""
    kept = dict(made)
    if _HTML in kept:
        for picture, mark in _pictures(made):
            kept[_HTML] = kept[_HTML].replace(picture, mark)
    return kept


def whole(kept: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that ``compact`` was given, byte for byte."""
    made = dict(kept)
    if _HTML in made:
        for picture, mark in _pictures(kept):
            made[_HTML] = made[_HTML].replace(mark, picture)
    return made


def _pictures(made: Mapping[str, bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Each picture as it stands in the HTML file, and what stands for it; no text of ours has a NUL."""
    for name, data in made.items():
        if name.endswith(".png"):
            yield b64encode(data), b"\0" + name.encode() + b"\0"
