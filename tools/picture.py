"""Draws the pictures of README into docs/images, from the sample; the words of each stand beside it.

activity*.png are charts. pack*.png are the first page of the report of a year as Chromium shows it, which
has to be installed for them.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import mock

from wagamachi_cli import app, language

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
LANGUAGES = ("ja", "en")
REPORT = ["report", "year", "R3", "--as-of", "R4.1"]
_TODAY = "2022-01-31"
"""The day on which they are drawn, the last of R4.1: what has no known beginning counts on it alone."""
_SIZE = (1000, 1180)


def draw(folder: Path, *, pages: bool = False) -> None:
    """Draw the charts in ``folder`` (and the ``pages``), and write the words of all of them."""
    with tempfile.TemporaryDirectory() as scratch:
        begin = ["--db", str(Path(scratch, "sample.db"))]
        _answer([*begin, "init", "--sample"])
        for language in LANGUAGES:
            speaking = [*begin, "--lang", language]
            chart = str(folder / f"activity.{language}.png")
            _answer([*speaking, "report", "activity", "--as-of", "R4.1", "--chart", chart, "--force"])
            (folder / f"pack.{language}.txt").write_text(
                _words(_answer([*speaking, *REPORT, "-f", "json"])), "utf-8"
            )
            if pages:
                pack = Path(scratch, language)
                _answer([*speaking, *REPORT, "--out", str(pack), "--only", "html"])
                _photograph(pack / "report.html", folder / f"pack.{language}.png", Path(scratch, "profile"))


def _words(report: str) -> str:
    """The title and what each section says."""
    item = json.loads(report)
    said = [f"{section['heading']}: {section['message']}" for section in item["sections"]]
    return "\n".join([item["title"], *said, ""])


def _photograph(page: Path, picture: Path, profile: Path) -> None:
    """The top of a page as Chromium draws it."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("Chromium is needed to draw pack*.png.")
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={profile}",
    ]
    size = f"--window-size={_SIZE[0]},{_SIZE[1]}"
    command = [browser, *options, size, f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


def _answer(words: list[str]) -> str:
    """What the command with these words answers, on the day on which the pictures are drawn."""
    said = io.StringIO()
    with (
        mock.patch.dict(os.environ, {"WAGAMACHI_TODAY": _TODAY}),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(io.StringIO()) as told,
    ):
        code = app.run(words)
    language.set_language("ja")
    if code:
        sys.exit(told.getvalue())
    return said.getvalue()


if __name__ == "__main__":
    draw(IMAGES, pages=True)
