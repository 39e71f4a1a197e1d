"""The bundled Japanese font, and matplotlib made quiet and independent of the person's settings."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from wagamachi_cli.errors import OutputError
from wagamachi_cli.language import _
from wagamachi_cli.text import visible

# Which shape of a character is meant; the font draws its own, so they are no missing characters.
_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def font_file() -> str:
    """The path of IPAexGothic, found without importing its package (that would change matplotlib).

    Raises OutputError when it is not installed.
    """
    spec = find_spec("matplotlib_fontja")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        file = Path(folder) / "fonts" / "ipaexg.ttf"
        if file.is_file():
            return str(file)
    raise OutputError(
        _("The Japanese font for charts is missing."),
        _("Install it with: pip install matplotlib-fontja"),
    )


def drawable(text: str) -> str:
    """``text`` as it can be drawn: nothing unseen, one line."""
    return _VARIANTS.sub("", visible(text))


def check_characters(texts: Iterable[str], font: str) -> None:
    """Raise OutputError for the first character in ``texts`` that the file ``font`` has no picture of."""
    quiet_matplotlib()
    from matplotlib.ft2font import FT2Font

    known = FT2Font(font).get_charmap()
    for text in texts:
        for character in text:
            if ord(character) not in known:
                raise OutputError(
                    _("The font for charts has no character {character}, which is in “{text}”.").format(
                        character=f"{character} (U+{ord(character):04X})", text=text
                    ),
                    _("Write it differently (for example in kana) and draw the chart again."),
                )


def quiet_matplotlib() -> None:
    """Give matplotlib a cache folder and a backend of our own, and nothing to say; before importing it.

    Where that folder cannot be written matplotlib takes a temporary one.
    """
    os.environ["MPLBACKEND"] = "agg"  # a notebook's own may not be there, and matplotlib then does not start
    logging.getLogger("matplotlib").setLevel(logging.CRITICAL + 1)
    if "MPLCONFIGDIR" not in os.environ:
        from platformdirs import user_cache_path

        folder = user_cache_path("wagamachi", appauthor=False) / "matplotlib"
        if folder.is_absolute():  # it is not where there is no home
            os.environ["MPLCONFIGDIR"] = str(folder)
