"""Issued editions: the reports that were handed over, their numbers, words and files."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make their tables."""
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Text(), nullable=False),
        sa.Column("period_to", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("issued", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("internal", sa.Integer(), nullable=False),
        sa.Column("bounded", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.CheckConstraint("language IN ('ja', 'en')", name="ck_edition_language_known"),
        sa.CheckConstraint("bounded IN (0, 1)", name="ck_edition_bounded_flag"),
        sa.CheckConstraint("internal IN (0, 1)", name="ck_edition_internal_flag"),
        sa.CheckConstraint("number >= 1", name="ck_edition_number_least"),
        sa.CheckConstraint("period_from <= period_to", name="ck_edition_period_span"),
        sa.PrimaryKeyConstraint("id", name="pk_edition"),
        sa.UniqueConstraint("period_from", "period_to", "number", name="uq_edition_number"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "edition_basis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_edition_basis_edition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_edition_basis"),
        sa.UniqueConstraint("edition_id", "measure", name="uq_edition_basis_measure"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_edition_basis_edition_id", "edition_basis", ["edition_id"], unique=False)
    op.create_table(
        "edition_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_edition_file_edition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_edition_file"),
        sa.UniqueConstraint("edition_id", "path", name="uq_edition_file_path"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_edition_file_edition_id", "edition_file", ["edition_id"], unique=False)
    op.create_table(
        "edition_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("split", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("sign", sa.Text(), nullable=True),
        sa.Column("hidden", sa.Integer(), nullable=False),
        sa.CheckConstraint("hidden IN (0, 1)", name="ck_edition_number_hidden_flag"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_edition_number_edition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_edition_number"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_edition_number_edition_id", "edition_number", ["edition_id"], unique=False)
    op.create_table(
        "edition_pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("internal", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.CheckConstraint("language IN ('ja', 'en')", name="ck_edition_pack_language_known"),
        sa.CheckConstraint("internal IN (0, 1)", name="ck_edition_pack_internal_flag"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_edition_pack_edition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_edition_pack"),
        sa.UniqueConstraint("edition_id", "language", "internal", name="uq_edition_pack_words"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_edition_pack_edition_id", "edition_pack", ["edition_id"], unique=False)
