"""The one file: opened for reading or writing, made, brought up to date, recorded, kept safe.

This face is light: what only few commands need is imported when it is first asked for, SQLAlchemy and
Alembic only by what writes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from wagamachi_cli.register.opening import APPLICATION_ID, VERSION
from wagamachi_cli.register.reading import ensure_current, expect_writing, read

if TYPE_CHECKING:
    from wagamachi_cli.register.check import findings
    from wagamachi_cli.register.copying import backup, backup_into, daily_backup, last_copy
    from wagamachi_cli.register.creating import create
    from wagamachi_cli.register.restoring import restore
    from wagamachi_cli.register.writing import RECORD, write

_LATER = {
    "RECORD": "writing",
    "backup": "copying",
    "backup_into": "copying",
    "create": "creating",
    "daily_backup": "copying",
    "findings": "check",
    "last_copy": "copying",
    "restore": "restoring",
    "write": "writing",
}

__all__ = [
    "APPLICATION_ID",
    "RECORD",
    "VERSION",
    "backup",
    "backup_into",
    "create",
    "daily_backup",
    "ensure_current",
    "expect_writing",
    "findings",
    "last_copy",
    "read",
    "restore",
    "write",
]


def __getattr__(name: str) -> Any:
    """What stands in a module of its own, imported now."""
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"wagamachi_cli.register.{_LATER[name]}"), name)
