"""The settings of the register."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from wagamachi_cli.kinds.settings import SETTINGS
from wagamachi_cli.language import _
from wagamachi_cli.sheet import Column, Sheet


def value(connection: sqlite3.Connection, key: str) -> str:
    """What is set under ``key``, else its default."""
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else SETTINGS[key].default


def sheet(connection: sqlite3.Connection, keys: tuple[str, ...] = tuple(SETTINGS)) -> Sheet:
    """Settings with what is set and what each means."""
    columns = (
        Column("key", _("setting")),
        Column("value", _("value")),
        Column("label", _("meaning")),
    )
    return Sheet(
        columns,
        tuple(
            {"key": key, "value": value(connection, key) or None, "label": SETTINGS[key].label.ours}
            for key in keys
        ),
    )


def backup_folder(connection: sqlite3.Connection, register: Path) -> Path:
    """Where copies go: the folder that is set, else ``backups`` beside the register."""
    set_folder = value(connection, "backup_folder")
    return Path(set_folder) if set_folder else register.resolve().parent / "backups"
