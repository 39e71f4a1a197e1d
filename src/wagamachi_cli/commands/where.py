"""Which file is the register: what was typed, else what the environment says, else the person's own."""

from __future__ import annotations

import os
from pathlib import Path

from wagamachi_cli.errors import UsageError
from wagamachi_cli.language import _
from wagamachi_cli.state import place


def register_path(asked: str | None) -> Path:
    """``--db``, else WAGAMACHI_DB, else the per-user data folder. UsageError for an empty name."""
    if asked == "":
        raise UsageError(_("{option} needs a value.").format(option="--db"))
    named = asked or os.environ.get("WAGAMACHI_DB")
    if named:
        return place(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("wagamachi", appauthor=False)) / "wagamachi.db"
