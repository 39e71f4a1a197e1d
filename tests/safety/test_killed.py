"""kill -9 at any moment: the file opens, ``check`` is clean, the change is whole or absent."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.lengths import by_length

from .killing import OPERATIONS, TRIED, Scene, Tally

pytestmark = pytest.mark.long(short=True)

KILLS = by_length(2, 12)
"""For each operation; there are eighteen."""


@pytest.mark.parametrize("what", TRIED)
def test_killed_at_any_moment(what: str, town_file: Path, tmp_path: Path) -> None:
    scene, tally, chance = Scene(OPERATIONS[what], town_file, tmp_path), Tally(), random.Random(what)
    for number in range(KILLS):
        scene.kill_one(tmp_path / str(number), chance, tally)
    assert tally.before + tally.after == tally.kills == KILLS
    sys.stdout.write(f"{what}: {tally}\n")  # seen with -rP
