"""Indices for what a report asks: the events of a period, and the first visit of a household.

The triggers, which are made after all steps, have half the text from here on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_EVENTS = (
    "concern",
    "consultant_visit",
    "contact",
    "distribution",
    "lot",
    "meeting",
    "movement",
    "request",
    "session",
    "support",
)

_LATER = (
    ("concern", "resolved"),
    ("request", "matched"),
    ("request", "done"),
    ("request", "unmet"),
    ("request", "cancelled"),
)


def upgrade() -> None:
    """Index the days, those known in part apart, and the visits of a household in their order."""
    for table in _EVENTS:
        op.create_index(f"ix_{table}_on_from", table, ["on_from"])
        op.create_index(f"ix_{table}_on_to", table, ["on_to"], sqlite_where=sa.text("on_from <> on_to"))
    for table, column in _LATER:
        first, last = f"{column}_from", f"{column}_to"
        known, apart = sa.text(f"{first} IS NOT NULL"), sa.text(f"{first} <> {last}")
        op.create_index(f"ix_{table}_{first}", table, [first], sqlite_where=known)
        op.create_index(f"ix_{table}_{last}", table, [last], sqlite_where=apart)
    collected = sa.text("collected_by_id IS NOT NULL")
    op.drop_index("ix_distribution_collected_by_id", "distribution")
    op.create_index(
        "ix_distribution_collected_by_id", "distribution", ["collected_by_id"], sqlite_where=collected
    )
    op.drop_index("ix_distribution_household_id", "distribution")
    op.create_index("ix_distribution_household_id", "distribution", ["household_id", "on_from"])
