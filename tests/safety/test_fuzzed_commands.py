"""Random command lines: no traceback, no bug's exit code, a command that fails changes nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lengths import by_length

from .fuzzing import SECONDS

AT_ONCE = 1_000


@pytest.mark.long(short=True)
def test_random_command_lines(town_file: Path) -> None:
    wanted = by_length(60, 10_000)
    seen, faults, codes = 0, [], set[str]()
    for seed in range((wanted + AT_ONCE - 1) // AT_ONCE):
        count = min(AT_ONCE, wanted - seen)
        ended = subprocess.run(
            [sys.executable, "-m", "tests.safety.fuzzing", str(town_file), str(count), str(seed)],
            capture_output=True,
            text=True,
            cwd=Path(__file__).resolve().parents[2],
            timeout=SECONDS * count,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        told = json.loads(ended.stdout)
        seen += told["lines"]
        faults += told["faults"]
        codes |= told["codes"].keys()
        sys.stdout.write(f"{told['codes']}, slowest {told['slowest']}, {told['memory_mb']} MB\n")
    assert faults == []
    assert seen == wanted
    assert {"0", "2", "3"} <= codes, "most of them would test nothing"
