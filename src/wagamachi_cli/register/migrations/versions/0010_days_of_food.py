"""Indices for the food that came and went in a period."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Index the days of lots and movements, those known in part apart."""
    for table in ("lot", "movement"):
        op.create_index(f"ix_{table}_on_from", table, ["on_from"])
        op.create_index(f"ix_{table}_on_to", table, ["on_to"], sqlite_where=sa.text("on_from <> on_to"))
