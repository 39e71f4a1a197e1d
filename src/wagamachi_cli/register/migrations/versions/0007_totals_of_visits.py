"""Visits to the pantry of which only a month's total is known: of no household, so many times."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_KEPT = "id, note, anyway, removed, household_id, event_id, on_from, on_to, adults, children, seniors, collected_by_id"


def upgrade() -> None:
    """Build the table anew, since a column may now be empty, and give it back its sequence of ids."""
    op.create_table(
        "distribution_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("adults", sa.Integer(), nullable=True),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("seniors", sa.Integer(), nullable=True),
        sa.Column("collected_by_id", sa.Integer(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("unique_households", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_distribution_on_span",
        ),
        sa.CheckConstraint("(household_id IS NULL) = (times > 1)", name="ck_distribution_of_household"),
        sa.CheckConstraint("adults >= 0", name="ck_distribution_adults_least"),
        sa.CheckConstraint("children >= 0", name="ck_distribution_children_least"),
        sa.CheckConstraint("collected_by_id <> household_id", name="ck_distribution_other_collects"),
        sa.CheckConstraint("seniors >= 0", name="ck_distribution_seniors_least"),
        sa.CheckConstraint("times > 1 OR on_from = on_to", name="ck_distribution_on_day"),
        sa.CheckConstraint("times >= 1", name="ck_distribution_times_least"),
        sa.CheckConstraint("unique_households >= 0", name="ck_distribution_unique_households_least"),
        sa.ForeignKeyConstraint(
            ["collected_by_id"], ["household.id"], name="fk_distribution_collected_by_id"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_distribution_event_id"),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name="fk_distribution_household_id"),
        sa.PrimaryKeyConstraint("id", name="pk_distribution"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.execute(f"INSERT INTO distribution_new ({_KEPT}, times) SELECT {_KEPT}, 1 FROM distribution")
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'distribution_new'")
    op.execute(
        "INSERT INTO sqlite_sequence (name, seq)"
        " SELECT 'distribution_new', seq FROM sqlite_sequence WHERE name = 'distribution'"
    )
    op.execute("DROP TABLE distribution")
    op.execute("ALTER TABLE distribution_new RENAME TO distribution")
    op.create_index("ix_distribution_collected_by_id", "distribution", ["collected_by_id"], unique=False)
    op.create_index("ix_distribution_event_id", "distribution", ["event_id"], unique=False)
    op.create_index("ix_distribution_household_id", "distribution", ["household_id"], unique=False)
