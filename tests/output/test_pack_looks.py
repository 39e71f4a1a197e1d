"""A pack as programs draw it: nothing runs over, no slide is empty. Skipped where they are not installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from wagamachi_cli.output import pack

from .packs import sample

# Only other people's programs can say how a page looks. .ci/run installs them, so that these tests run there;
# on a machine without them, README's test command still has to end well.
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
needs_office = pytest.mark.skipif(
    not (SOFFICE and PDFTOTEXT), reason="LibreOffice Impress or poppler-utils is not installed"
)
needs_poppler = pytest.mark.skipif(PDFTOTEXT is None, reason="poppler-utils is not installed")
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)')
_WIDTHS = (360, 1280)
Box = tuple[float, float, float, float, str]


def run(*command: str | None, home: Path) -> str:
    done = subprocess.run(
        [part for part in command if part],
        capture_output=True,
        text=True,
        timeout=240,
        env={**os.environ, "HOME": str(home)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def drawn(*words: str, home: Path) -> str:
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={home}/profile")
    return run(CHROMIUM, *options, *words, home=home)


def boxes(file: Path) -> list[list[Box]]:
    """The words of every page of a PDF, with their left, upper, right and lower edge in points."""
    page_by_page = run(PDFTOTEXT, "-bbox", str(file), "-", home=file.parent).split("<page ")[1:]
    return [
        [(*map(float, found.groups()[:4]), found[5]) for found in _WORD.finditer(page)]  # type: ignore[misc]
        for page in page_by_page
    ]


@cache
def made(language: str) -> dict[str, bytes]:
    more = {"edition": 2, "internal": True, "reason": "x"} if language == "en" else {}
    return pack.files(sample(language, **more), frozenset({"html", "pptx"}))


@needs_office
def test_slides(tmp_path: Path) -> None:
    """Both languages in one run of LibreOffice, which takes longer to start than to draw."""
    decks = [tmp_path / f"{language}.pptx" for language in ("ja", "en")]
    for deck in decks:
        deck.write_bytes(made(deck.stem)["report.pptx"])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    outdir = ("--convert-to", "pdf", "--outdir", str(tmp_path))
    run(SOFFICE, "--headless", profile, *outdir, *map(str, decks), home=tmp_path)
    for deck in decks:
        pages = boxes(deck.with_suffix(".pdf"))
        assert len(pages) == 15
        for page in pages:
            body = [box for box in page if box[1] < 505]
            assert all(box[0] >= 0 and box[2] <= 960 for box in page)
            assert max(box[3] for box in body) <= 508, "something runs into the foot"
            foot = [box for box in page if box[1] >= 505]
            assert len({round(box[3]) for box in foot}) <= 2, "the foot is one line"
            assert sum(len(box[4]) for box in body) > 20, "an empty slide"


@needs_chromium
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_is_no_wider_than_its_window(language: str, tmp_path: Path) -> None:
    """On a phone and on a desk, both in frames of one page."""
    script = "<script>parent.document.title+=document.documentElement.scrollWidth+' '+innerWidth+';'</script></body>"
    text = re.sub("<meta http-equiv[^>]*>", "", made(language)["report.html"].decode())
    (tmp_path / "inner.html").write_text(text.replace("</body>", script), encoding="utf-8")
    frames = "".join(f'<iframe width="{width}" height="800" src="inner.html"></iframe>' for width in _WIDTHS)
    file = tmp_path / "a.html"
    file.write_text(f"<!DOCTYPE html><title></title>{frames}", encoding="utf-8")
    options = ("--allow-file-access-from-files", "--virtual-time-budget=5000", "--dump-dom")
    told = drawn(*options, file.as_uri(), home=tmp_path)
    found = re.search(r"<title>([^<]*)</title>", told)
    assert found, told[:500]
    sizes = [tuple(map(int, pair.split())) for pair in found[1].strip(";").split(";")]
    assert sorted(window for _content, window in sizes) == list(_WIDTHS)
    assert all(content <= window for content, window in sizes), sizes


@needs_chromium
@needs_poppler
@pytest.mark.parametrize("language", ["ja", "en"])
def test_paper(language: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(made(language)["report.html"])
    printed = ("--no-pdf-header-footer", f"--print-to-pdf={tmp_path}/a.pdf")
    drawn(*printed, f"{tmp_path}/a.html", home=tmp_path)
    pages = boxes(tmp_path / "a.pdf")
    assert 4 <= len(pages) <= 9
    for number, page in enumerate(pages, start=1):
        words = " ".join(box[4] for box in page)
        assert "案" in words or "edition 2 / Handle with care" in words
        assert f"{number} / {len(pages)}" in words
        assert all(box[0] >= 40 and box[2] <= 556 for box in page), "something runs into the margin"
