"""The first version of the register."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the history; the records' tables follow."""
    op.create_table(
        "history_command",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('step', 'floor', 'undo', 'redo')", name="ck_history_command_kind"),
        sa.ForeignKeyConstraint(["target_id"], ["history_command.id"], name="fk_history_command_target_id"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "history_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("command_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name="ck_history_change_image"),
        sa.ForeignKeyConstraint(["command_id"], ["history_command.id"], name="fk_history_change_command_id"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_history_change_command_id", "history_change", ["command_id"])
    op.create_index("ix_history_change_row", "history_change", ["table_name", "row_id"])
    op.create_table(
        "history_now",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("command_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("id = 1", name="ck_history_now_one"),
        sa.ForeignKeyConstraint(["command_id"], ["history_command.id"], name="fk_history_now_command_id"),
        sa.PrimaryKeyConstraint("id", name="pk_history_now"),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO history_now (id) VALUES (1)")
