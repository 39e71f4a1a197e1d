"""What a command costs: seconds of the processor, memory at its peak."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Used(NamedTuple):
    """Seconds of the processor (user and system), and megabytes of memory at the peak."""

    seconds: float
    memory: float


def run(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Used:
    """What one run takes; a command that fails ends the benchmark."""
    with (folder / "errors.txt").open("w+") as errors:
        child = subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        _pid, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            sys.exit(f"{' '.join(command)}: exit {child.returncode}\n{errors.read()}")
    megabyte = 1 << 20 if sys.platform == "darwin" else 1 << 10  # there bytes are counted
    return Used(used.ru_utime + used.ru_stime, used.ru_maxrss / megabyte)


def seconds(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> float:
    """The processor time alone."""
    return run(command, environment, folder).seconds


def plain() -> dict[str, str]:
    """The caller's environment, without what would change how we or Python behave."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("WAGAMACHI_", "PYTHON"))
    }
    return {**kept, "WAGAMACHI_TODAY": "2022-01-24"}


def sqlite_utils(folder: Path) -> str:
    """The sqlite-utils of an environment of its own (alone: it is slower beside numpy and pandas)."""
    program = folder / "bin" / "sqlite-utils"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "-q", "sqlite-utils"], check=True)
    return str(program)
