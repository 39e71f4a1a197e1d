"""Charts as files: the picture, and beside it the same in words."""

from __future__ import annotations

from pathlib import Path

from wagamachi_cli.errors import UsageError
from wagamachi_cli.language import _
from wagamachi_cli.output.alt_text import alt_text
from wagamachi_cli.output.target import check_path, save
from wagamachi_cli.sheet import ChartSpec
from wagamachi_cli.text import visible

# Pixels at 150 dpi: a 16:9 and a 4:3 slide, an A4 page on its side.
SIZES = {"16x9": (1920, 1080), "4x3": (1440, 1080), "a4": (1754, 1240)}
KINDS = {".png": "png", ".svg": "svg"}


def check(path: str | Path, size: str, force: bool) -> tuple[Path, Path]:
    """The two files that a chart at ``path`` makes: the picture and its words.

    Raises UsageError for a suffix or size that there is none of, OutputError when one of the files
    exists (without ``force``) or cannot be made. Nothing is drawn and nothing heavy imported.
    """
    suffix = Path(path).suffix
    if suffix.lower() not in KINDS:
        raise UsageError(
            _("A chart is a file .png or .svg, not {file}.").format(file=visible(str(path))),
            _("Give it one of these suffixes."),
        )
    if size not in SIZES:
        raise UsageError(
            _("There is no size {name}.").format(name=visible(size)),
            _("Sizes: {names}.").format(names=_(", ").join(SIZES)),
        )
    return check_path(path, force), check_path(Path(path).with_suffix(".txt"), force)


def write(spec: ChartSpec, path: str | Path, size: str = "16x9", force: bool = False) -> None:
    """Draw ``spec`` at ``path`` and write the .txt beside it. Raises what ``check`` and ``picture`` raise."""
    picture_file, words_file = check(path, size, force)
    drawn = picture(spec, KINDS[Path(path).suffix.lower()], size)
    save(picture_file, drawn, public=True)
    save(words_file, alt_text(spec).encode("utf-8", "backslashreplace"), public=True)


def picture(spec: ChartSpec, kind: str = "png", size: str = "16x9") -> bytes:
    """``spec`` drawn as ``png`` or ``svg``; the same spec gives the same bytes.

    Raises OutputError for a character that the font lacks.
    """
    from wagamachi_cli.output import drawing

    return drawing.draw(spec, kind, SIZES[size])
