"""Every test of the room begins in Japanese."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from wagamachi_cli.language import set_language


@pytest.fixture(autouse=True)
def _japanese() -> Iterator[None]:
    set_language("ja")
    yield
    set_language("ja")
