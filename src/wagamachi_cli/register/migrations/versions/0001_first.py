"""The first version of the register."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the history, then those of the records."""
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
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kana", sa.Text(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("parent_id <> id", name="ck_area_parent_other"),
        sa.ForeignKeyConstraint(["parent_id"], ["area.id"], name="fk_area_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_area"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_area_parent_id", "area", ["parent_id"], unique=False)
    op.create_index("uq_area_name", "area", ["name"], unique=True, sqlite_where=sa.text("removed IS NULL"))
    op.create_table(
        "choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label_ja", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Integer(), nullable=False),
        sa.CheckConstraint("retired IN (0, 1)", name="ck_choice_retired_flag"),
        sa.PrimaryKeyConstraint("id", name="pk_choice"),
        sa.UniqueConstraint("field", "code", name="uq_choice_code"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "council",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kana", sa.Text(), nullable=True),
        sa.Column("established_from", sa.Text(), nullable=True),
        sa.Column("established_to", sa.Text(), nullable=True),
        sa.Column("closed_from", sa.Text(), nullable=True),
        sa.Column("closed_to", sa.Text(), nullable=True),
        sa.Column("preparing", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(closed_from IS NULL) = (closed_to IS NULL) AND (closed_from IS NULL OR closed_from <= closed_to)",
            name="ck_council_closed_span",
        ),
        sa.CheckConstraint(
            "(established_from IS NULL) = (established_to IS NULL) AND (established_from IS NULL OR established_from <= established_to)",
            name="ck_council_established_span",
        ),
        sa.CheckConstraint(
            "closed_to IS NULL OR established_from IS NULL OR closed_to >= established_from",
            name="ck_council_closed_after",
        ),
        sa.CheckConstraint("preparing IN (0, 1)", name="ck_council_preparing_flag"),
        sa.PrimaryKeyConstraint("id", name="pk_council"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        "uq_council_name", "council", ["name"], unique=True, sqlite_where=sa.text("removed IS NULL")
    )
    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Text(), nullable=False),
        sa.Column("period_to", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("as_of_from", sa.Text(), nullable=True),
        sa.Column("as_of_to", sa.Text(), nullable=True),
        sa.Column("printed", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "confidence IN ('certain', 'likely', 'unsure')", name="ck_figure_confidence_known"
        ),
        sa.CheckConstraint(
            "(as_of_from IS NULL) = (as_of_to IS NULL) AND (as_of_from IS NULL OR as_of_from <= as_of_to)",
            name="ck_figure_as_of_span",
        ),
        sa.CheckConstraint(
            "(period_from IS NULL) = (period_to IS NULL) AND (period_from IS NULL OR period_from <= period_to)",
            name="ck_figure_period_span",
        ),
        sa.CheckConstraint("value >= 0", name="ck_figure_value_least"),
        sa.PrimaryKeyConstraint("id", name="pk_figure"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_setting"),
        sa.UniqueConstraint("key", name="uq_setting_key"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("dated", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kana", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("started_from", sa.Text(), nullable=False),
        sa.Column("started_to", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(started_from IS NULL) = (started_to IS NULL) AND (started_from IS NULL OR started_from <= started_to)",
            name="ck_activity_started_span",
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_activity_area_id"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name="fk_activity_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_activity_area_id", "activity", ["area_id"], unique=False)
    op.create_index("ix_activity_council_id", "activity", ["council_id"], unique=False)
    op.create_index(
        "uq_activity_name", "activity", ["name"], unique=True, sqlite_where=sa.text("removed IS NULL")
    )
    op.create_table(
        "council_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name="fk_council_alias_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_council_alias"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_council_alias_council_id", "council_alias", ["council_id"], unique=False)
    op.create_table(
        "council_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_council_area_area_id"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name="fk_council_area_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_council_area"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_council_area_area_id", "council_area", ["area_id"], unique=False)
    op.create_index("ix_council_area_council_id", "council_area", ["council_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("start_at", sa.Text(), nullable=True),
        sa.Column("end_at", sa.Text(), nullable=True),
        sa.Column("attendees", sa.Integer(), nullable=True),
        sa.Column("online", sa.Integer(), nullable=True),
        sa.Column("consultants", sa.Integer(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.CheckConstraint("status = 'held' OR attendees IS NULL", name="ck_meeting_planned_unattended"),
        sa.CheckConstraint("status IN ('planned', 'held', 'cancelled')", name="ck_meeting_status_known"),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_meeting_on_span",
        ),
        sa.CheckConstraint("attendees >= 0", name="ck_meeting_attendees_least"),
        sa.CheckConstraint("consultants >= 0", name="ck_meeting_consultants_least"),
        sa.CheckConstraint("online >= 0", name="ck_meeting_online_least"),
        sa.CheckConstraint("times >= 1", name="ck_meeting_times_least"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_meeting_area_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_meeting_area_id", "meeting", ["area_id"], unique=False)
    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kana", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("members >= 0", name="ck_partner_members_least"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_partner_area_id"),
        sa.PrimaryKeyConstraint("id", name="pk_partner"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_partner_area_id", "partner", ["area_id"], unique=False)
    op.create_index(
        "uq_partner_name", "partner", ["name"], unique=True, sqlite_where=sa.text("removed IS NULL")
    )
    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("coordinator", sa.Text(), nullable=True),
        sa.Column("start_from", sa.Text(), nullable=False),
        sa.Column("start_to", sa.Text(), nullable=False),
        sa.Column("end_from", sa.Text(), nullable=True),
        sa.Column("end_to", sa.Text(), nullable=True),
        sa.Column("concurrent", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(end_from IS NULL) = (end_to IS NULL) AND (end_from IS NULL OR end_from <= end_to)",
            name="ck_placement_end_span",
        ),
        sa.CheckConstraint(
            "(start_from IS NULL) = (start_to IS NULL) AND (start_from IS NULL OR start_from <= start_to)",
            name="ck_placement_start_span",
        ),
        sa.CheckConstraint("concurrent IN (0, 1)", name="ck_placement_concurrent_flag"),
        sa.CheckConstraint("end_to IS NULL OR end_to >= start_from", name="ck_placement_end_after"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_placement_area_id"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name="fk_placement_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_placement"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_placement_area_id", "placement", ["area_id"], unique=False)
    op.create_index("ix_placement_council_id", "placement", ["council_id"], unique=False)
    op.create_table(
        "activity_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "event IN ('suspended', 'resumed', 'closed')", name="ck_activity_event_event_known"
        ),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_activity_event_on_span",
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_activity_event_activity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_activity_event"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_activity_event_activity_id", "activity_event", ["activity_id"], unique=False)
    op.create_table(
        "meeting_council",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name="fk_meeting_council_council_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_meeting_council_meeting_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_council"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_meeting_council_council_id", "meeting_council", ["council_id"], unique=False)
    op.create_index("ix_meeting_council_meeting_id", "meeting_council", ["meeting_id"], unique=False)
    op.create_table(
        "partner_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("start_from", sa.Text(), nullable=True),
        sa.Column("start_to", sa.Text(), nullable=True),
        sa.Column("end_from", sa.Text(), nullable=True),
        sa.Column("end_to", sa.Text(), nullable=True),
        sa.CheckConstraint("(council_id IS NULL) <> (activity_id IS NULL)", name="ck_partner_link_one_end"),
        sa.CheckConstraint(
            "(end_from IS NULL) = (end_to IS NULL) AND (end_from IS NULL OR end_from <= end_to)",
            name="ck_partner_link_end_span",
        ),
        sa.CheckConstraint(
            "(start_from IS NULL) = (start_to IS NULL) AND (start_from IS NULL OR start_from <= start_to)",
            name="ck_partner_link_start_span",
        ),
        sa.CheckConstraint(
            "end_to IS NULL OR start_from IS NULL OR end_to >= start_from", name="ck_partner_link_end_after"
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_partner_link_activity_id"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name="fk_partner_link_council_id"),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name="fk_partner_link_partner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_partner_link"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_partner_link_activity_id", "partner_link", ["activity_id"], unique=False)
    op.create_index("ix_partner_link_council_id", "partner_link", ["council_id"], unique=False)
    op.create_index("ix_partner_link_partner_id", "partner_link", ["partner_id"], unique=False)
    op.create_table(
        "activity_event_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_event_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_event_id"], ["activity_event.id"], name="fk_activity_event_measure_activity_event_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_activity_event_measure"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        "ix_activity_event_measure_activity_event_id",
        "activity_event_measure",
        ["activity_event_id"],
        unique=False,
    )
    op.create_table(
        "note_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("record_kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_note_line_on_span",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_note_line"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
