"""What a command is run with: which register, which language, which day is today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class State:
    """Made once in app.py and handed to every command as ``ctx.obj``.

    ``today`` is the date at UTC+9 or WAGAMACHI_TODAY; nothing else asks a clock for it.
    ``interactive``: a person sits at a terminal (stdin and stderr), so something may be asked.
    ``arguments``: the command line after the program's name, for the log.
    """

    register: Path
    language: str
    today: date
    interactive: bool
    arguments: tuple[str, ...] = ()
