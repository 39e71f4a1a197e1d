"""Draws the charts that README shows, docs/images/activity*.png, from the sample; their words beside them."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
PICTURES = {"ja": "activity.ja.png", "en": "activity.en.png"}


def draw(folder: Path) -> None:
    """Draw every picture in ``folder``."""
    with tempfile.TemporaryDirectory() as scratch:
        begin = [sys.executable, "-m", "wagamachi_cli", "--db", str(Path(scratch, "sample.db"))]
        subprocess.run([*begin, "init", "--sample"], check=True, capture_output=True)
        for language, name in PICTURES.items():
            report = ["--lang", language, "report", "activity", "--as-of", "R4.1"]
            picture = ["--chart", str(folder / name), "--force"]
            subprocess.run([*begin, *report, *picture], check=True, capture_output=True)


if __name__ == "__main__":
    draw(IMAGES)
