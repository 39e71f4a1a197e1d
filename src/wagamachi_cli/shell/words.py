"""Texts that carry both languages through the framework, and names typed in full width."""

from __future__ import annotations

import unicodedata
from inspect import cleandoc

from wagamachi_cli.language import Label

# Typer takes plain strings only and copies them (``inspect.cleandoc``), so a subclass of str would
# be lost on the way; a character that no text holds keeps the two languages in one plain string.
_BETWEEN = "\0"

# What an input method, a word processor or a page on the web makes of a hyphen.
DASHES = "-－ーｰ‐‑‒–—―−─━﹘﹣"
# One of these alone stands for two hyphens: a word processor has joined them.
LONG_DASHES = "–—―"
WIDE_SPACE = "\u3000"

_TO_HYPHEN = dict.fromkeys(map(ord, DASHES), "-")


def text(ja: str, en: str) -> str:
    """A text of a help page in both languages; ``spoken`` gives the one to be read."""
    return f"{cleandoc(ja)}{_BETWEEN}{cleandoc(en)}"


def spoken(words: str | None) -> str:
    """What ``text`` made, in the language spoken now; any other string as it is, None as ``""``."""
    if not words:
        return ""
    ja, between, en = words.partition(_BETWEEN)
    return str(Label(ja, en)) if between else words


def half_width(name: str) -> str:
    """The name of a command or option as it is declared: half width, hyphens, small letters."""
    return unicodedata.normalize("NFKC", name.translate(_TO_HYPHEN)).lower()
