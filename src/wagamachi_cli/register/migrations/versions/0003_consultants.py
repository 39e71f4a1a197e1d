"""Lay consultants, their courses, concerns and visits."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make their tables."""
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=True),
        sa.Column("completed", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_course_on_span",
        ),
        sa.CheckConstraint("completed >= 0", name="ck_course_completed_least"),
        sa.CheckConstraint("sessions >= 1", name="ck_course_sessions_least"),
        sa.PrimaryKeyConstraint("id", name="pk_course"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "consultant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kana", sa.Text(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("registered_from", sa.Text(), nullable=False),
        sa.Column("registered_to", sa.Text(), nullable=False),
        sa.Column("trained_from", sa.Text(), nullable=True),
        sa.Column("trained_to", sa.Text(), nullable=True),
        sa.Column("retired_from", sa.Text(), nullable=True),
        sa.Column("retired_to", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(registered_from IS NULL) = (registered_to IS NULL) AND (registered_from IS NULL OR registered_from <= registered_to)",
            name="ck_consultant_registered_span",
        ),
        sa.CheckConstraint(
            "(retired_from IS NULL) = (retired_to IS NULL) AND (retired_from IS NULL OR retired_from <= retired_to)",
            name="ck_consultant_retired_span",
        ),
        sa.CheckConstraint(
            "(trained_from IS NULL) = (trained_to IS NULL) AND (trained_from IS NULL OR trained_from <= trained_to)",
            name="ck_consultant_trained_span",
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_consultant_area_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consultant"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_consultant_area_id", "consultant", ["area_id"], unique=False)
    op.create_index(
        "uq_consultant_name", "consultant", ["name"], unique=True, sqlite_where=sa.text("removed IS NULL")
    )
    op.create_table(
        "concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("consultant_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("resolved_from", sa.Text(), nullable=True),
        sa.Column("resolved_to", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("told_from", sa.Text(), nullable=True),
        sa.Column("told_to", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_concern_on_span",
        ),
        sa.CheckConstraint(
            "(resolved_from IS NULL) = (resolved_to IS NULL) AND (resolved_from IS NULL OR resolved_from <= resolved_to)",
            name="ck_concern_resolved_span",
        ),
        sa.CheckConstraint(
            "(told_from IS NULL) = (told_to IS NULL) AND (told_from IS NULL OR told_from <= told_to)",
            name="ck_concern_told_span",
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_concern_area_id"),
        sa.ForeignKeyConstraint(["consultant_id"], ["consultant.id"], name="fk_concern_consultant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_concern"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_concern_area_id", "concern", ["area_id"], unique=False)
    op.create_index("ix_concern_consultant_id", "concern", ["consultant_id"], unique=False)
    op.create_table(
        "consultant_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("consultant_id", sa.Integer(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("for_id", sa.Integer(), nullable=True),
        sa.Column("absent", sa.Integer(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_consultant_visit_on_span",
        ),
        sa.CheckConstraint("times >= 1", name="ck_consultant_visit_times_least"),
        sa.ForeignKeyConstraint(
            ["consultant_id"], ["consultant.id"], name="fk_consultant_visit_consultant_id"
        ),
        sa.ForeignKeyConstraint(["for_id"], ["code.id"], name="fk_consultant_visit_for_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consultant_visit"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_consultant_visit_consultant_id", "consultant_visit", ["consultant_id"], unique=False)
    op.create_index("ix_consultant_visit_for_id", "consultant_visit", ["for_id"], unique=False)
    op.create_table(
        "concern_relay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("council_id", sa.Integer(), nullable=True),
        sa.Column("coordinator", sa.Integer(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("returned_from", sa.Text(), nullable=True),
        sa.Column("returned_to", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_concern_relay_on_span",
        ),
        sa.CheckConstraint(
            "(partner_id IS NOT NULL) + (council_id IS NOT NULL) + coordinator = 1",
            name="ck_concern_relay_one_end",
        ),
        sa.CheckConstraint(
            "(returned_from IS NULL) = (returned_to IS NULL) AND (returned_from IS NULL OR returned_from <= returned_to)",
            name="ck_concern_relay_returned_span",
        ),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name="fk_concern_relay_concern_id"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name="fk_concern_relay_council_id"),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name="fk_concern_relay_partner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_concern_relay"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_concern_relay_concern_id", "concern_relay", ["concern_id"], unique=False)
    op.create_index("ix_concern_relay_council_id", "concern_relay", ["council_id"], unique=False)
    op.create_index("ix_concern_relay_partner_id", "concern_relay", ["partner_id"], unique=False)
