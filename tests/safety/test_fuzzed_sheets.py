"""Mangled and harmful sheets: a sentence, never a traceback; what was refused changed nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.lengths import by_length

from .fuzzing import MEMORY

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 500


def imported(register: Path, count: int, seed: int, *more: str) -> dict[str, Any]:
    words = [sys.executable, "-m", "tests.safety.mangling", str(register), str(count), str(seed), *more]
    ended = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False)
    assert ended.returncode == 0, ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout)
    sys.stdout.write(f"{told['codes']}, slowest {told['slowest']}, {told['memory_mb']} MB\n")
    return told


@pytest.mark.long(short=True)
def test_mangled_sheets(town_file: Path) -> None:
    wanted, seen, faults, codes = by_length(25, 2_000), 0, [], set[str]()
    for seed in range((wanted + AT_ONCE - 1) // AT_ONCE):
        told = imported(town_file, min(AT_ONCE, wanted - seen), seed)
        seen += told["lines"]
        faults += told["faults"]
        codes |= told["codes"].keys()
    assert faults == []
    assert seen == wanted
    assert {"0", "2"} <= codes


@pytest.mark.long
def test_sheets_made_to_harm(town_file: Path) -> None:
    """Zip bombs, a row of a million columns, entities that grow: little memory, little time."""
    told = imported(town_file, 0, 0, "harmful")
    assert told["faults"] == []
    assert told["lines"] > 20
    assert told["memory_mb"] < MEMORY >> 20
