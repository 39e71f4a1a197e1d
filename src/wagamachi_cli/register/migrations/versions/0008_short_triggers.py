"""Triggers of half the text, which SQLite reads whenever the file is opened. They are made after all steps."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """No table changes."""
