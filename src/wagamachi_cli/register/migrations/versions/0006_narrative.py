"""A person's own words for the report of a period."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make their table."""
    op.create_table(
        "narrative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("period_from", sa.Text(), nullable=False),
        sa.Column("period_to", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "section IN ('intro', 'placement', 'councils', 'activities', 'food', 'help', 'salons', 'meetings', "
            "'consultants', 'prevention', 'network', 'areas', 'story', 'next')",
            name="ck_narrative_section_known",
        ),
        sa.CheckConstraint(
            "(period_from IS NULL) = (period_to IS NULL) AND (period_from IS NULL OR period_from <= period_to)",
            name="ck_narrative_period_span",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_narrative"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
