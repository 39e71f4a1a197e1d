"""What a command that is killed leaves in the folder for temporary files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Wagamachi


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="files without a name are found there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_paste_leaves_nothing(empty: Wagamachi, tmp_path: Path, number: int) -> None:
    room = tmp_path / "room"
    room.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "wagamachi_cli", "import", "households", "-"],
        env={**os.environ, "TMPDIR": str(room), "WAGAMACHI_DB": str(empty.db)},
        stdin=subprocess.PIPE,
    ) as other:
        assert other.stdin is not None
        other.stdin.write("コード,連絡先\nH-0001,090-0000-0000\n".encode() * 9_000)
        other.stdin.flush()
        time.sleep(3)
        other.send_signal(number)
        other.wait()
    assert list(room.iterdir()) == []
