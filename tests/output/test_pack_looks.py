"""A pack as programs draw it: nothing runs over, no slide is empty. Skipped where they are not installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from wagamachi_cli.output import pack

from .packs import sample

pytestmark = pytest.mark.long

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
needs_office = pytest.mark.skipif(
    not (SOFFICE and PDFTOTEXT), reason="LibreOffice Impress or poppler-utils is not installed"
)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)')
Box = tuple[float, float, float, float, str]


def run(*command: str | None, home: Path) -> str:
    done = subprocess.run(
        [part for part in command if part],
        capture_output=True,
        text=True,
        timeout=180,
        env={**os.environ, "HOME": str(home)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def boxes(file: Path) -> list[list[Box]]:
    """The words of every page of a PDF, with their left, upper, right and lower edge in points."""
    page_by_page = run(PDFTOTEXT, "-bbox", str(file), "-", home=file.parent).split("<page ")[1:]
    return [
        [(*map(float, found.groups()[:4]), found[5]) for found in _WORD.finditer(page)]  # type: ignore[misc]
        for page in page_by_page
    ]


@pytest.fixture(params=["ja", "en"])
def made(request: pytest.FixtureRequest) -> Callable[[str], bytes]:
    more = {"edition": 2, "internal": True, "reason": "x"} if request.param == "en" else {}
    files = pack.files(sample(request.param, **more), frozenset({"html", "pptx"}))
    return files.__getitem__


@needs_office
def test_slides(made: Callable[[str], bytes], tmp_path: Path) -> None:
    (tmp_path / "a.pptx").write_bytes(made("report.pptx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    run(
        SOFFICE,
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        f"{tmp_path}/a.pptx",
        home=tmp_path,
    )
    pages = boxes(tmp_path / "a.pdf")
    assert len(pages) == 15
    for page in pages:
        body = [box for box in page if box[1] < 505]
        assert all(box[0] >= 0 and box[2] <= 960 for box in page)
        assert max(box[3] for box in body) <= 508, "something runs into the foot"
        foot = [box for box in page if box[1] >= 505]
        assert len({round(box[3]) for box in foot}) <= 2, "the foot is one line"
        assert sum(len(box[4]) for box in body) > 20, "an empty slide"


def measured(page: bytes, width: int, folder: Path) -> tuple[int, int]:
    """How wide ``page`` is in a window of ``width`` pixels: its content, and the window."""
    file = folder / "a.html"
    script = "<script>document.title=document.documentElement.scrollWidth+' '+innerWidth</script></body>"
    text = re.sub("<meta http-equiv[^>]*>", "", page.decode()).replace("</body>", script)
    framed = f'<iframe width="{width}" height="800" src="inner.html"></iframe>'
    (folder / "inner.html").write_text(
        text.replace("document.title", "parent.document.title"), encoding="utf-8"
    )
    file.write_text(f"<!DOCTYPE html><title>-</title>{framed}", encoding="utf-8")
    told = run(
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--allow-file-access-from-files",
        "--virtual-time-budget=5000",
        f"--user-data-dir={folder}/profile",
        "--dump-dom",
        file.as_uri(),
        home=folder,
    )
    found = re.search(r"<title>(\d+) (\d+)</title>", told)
    assert found, told[:500]
    return int(found[1]), int(found[2])


@needs_chromium
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_no_wider_than_its_window(
    made: Callable[[str], bytes], width: int, tmp_path: Path
) -> None:
    content, window = measured(made("report.html"), width, tmp_path)
    assert window == width
    assert content <= window


@needs_chromium
@pytest.mark.skipif(PDFTOTEXT is None, reason="poppler-utils is not installed")
def test_paper(made: Callable[[str], bytes], tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(made("report.html"))
    run(
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={tmp_path}/profile",
        f"--print-to-pdf={tmp_path}/a.pdf",
        f"{tmp_path}/a.html",
        home=tmp_path,
    )
    pages = boxes(tmp_path / "a.pdf")
    assert 4 <= len(pages) <= 9
    for number, page in enumerate(pages, start=1):
        words = " ".join(box[4] for box in page)
        assert "案" in words or "edition 2 / Handle with care" in words
        assert f"{number} / {len(pages)}" in words
        assert all(box[0] >= 40 and box[2] <= 556 for box in page), "something runs into the margin"
