"""A pantry in a made-up town: words that the tests of this room share."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Wagamachi


class Pantry:
    """``wagamachi pantry`` on one register."""

    def __init__(self, wagamachi: Wagamachi) -> None:
        self.wagamachi = wagamachi
        self.today = wagamachi.today
        self.rows = wagamachi.rows

    def __call__(self, *words: str) -> Any:
        return self.wagamachi.json("pantry", *words)

    def refused(self, code: int, *words: str) -> str:
        error = self.wagamachi.refused(code, "pantry", *words)
        return f"{error['message']} {error['hint']}"

    def donate(self, item: str, qty: int, *words: str) -> int:
        return int(self("donate", "--item", item, "--qty", str(qty), *words)["id"])

    def household(self, *words: str) -> str:
        return str(self("household", "add", *words)["code"])

    def give(self, household: str, *words: str) -> dict[int, int]:
        """What a visit was given, by lot."""
        visit = self("distribute", "--household", household, *words)
        return {line["lot"]: line["qty"] for line in visit["lines"]}

    def stock(self, *words: str) -> dict[int, int]:
        return {row["id"]: row["qty"] for row in self("stock", *words)}


@pytest.fixture
def pantry(empty: Wagamachi) -> Pantry:
    """An empty pantry on Monday 2022-01-24."""
    return Pantry(empty)
