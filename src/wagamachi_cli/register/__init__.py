"""The one file: opened for reading or writing, made, brought up to date, recorded, kept safe.

This face is light: SQLAlchemy and Alembic are imported only by what writes.
"""

from wagamachi_cli.register.check import findings
from wagamachi_cli.register.copying import backup, backup_into, daily_backup
from wagamachi_cli.register.creating import create
from wagamachi_cli.register.opening import APPLICATION_ID, VERSION
from wagamachi_cli.register.reading import ensure_current, read
from wagamachi_cli.register.restoring import restore
from wagamachi_cli.register.writing import write

__all__ = [
    "APPLICATION_ID",
    "VERSION",
    "backup",
    "backup_into",
    "create",
    "daily_backup",
    "ensure_current",
    "findings",
    "read",
    "restore",
    "write",
]
