"""The life of councils and activities: sessions, contacts, support, outreach, surveys, help, codes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make their tables."""
    op.create_table(
        "code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_code"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("uq_code_code", "code", ["code"], unique=True, sqlite_where=sa.text("removed IS NULL"))
    op.create_table(
        "helper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kana", sa.Text(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("registered_from", sa.Text(), nullable=False),
        sa.Column("registered_to", sa.Text(), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=True),
        sa.Column("retired_from", sa.Text(), nullable=True),
        sa.Column("retired_to", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(registered_from IS NULL) = (registered_to IS NULL) AND (registered_from IS NULL OR registered_from <= registered_to)",
            name="ck_helper_registered_span",
        ),
        sa.CheckConstraint(
            "(retired_from IS NULL) = (retired_to IS NULL) AND (retired_from IS NULL OR retired_from <= retired_to)",
            name="ck_helper_retired_span",
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_helper_area_id"),
        sa.PrimaryKeyConstraint("id", name="pk_helper"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_helper_area_id", "helper", ["area_id"], unique=False)
    op.create_index(
        "uq_helper_name", "helper", ["name"], unique=True, sqlite_where=sa.text("removed IS NULL")
    )
    op.create_table(
        "outreach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("reach", sa.Integer(), nullable=True),
        sa.Column("council_id", sa.Integer(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_outreach_on_span",
        ),
        sa.CheckConstraint("reach >= 0", name="ck_outreach_reach_least"),
        sa.CheckConstraint("times >= 1", name="ck_outreach_times_least"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name="fk_outreach_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outreach"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_outreach_council_id", "outreach", ["council_id"], unique=False)
    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("for_id", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("matched_from", sa.Text(), nullable=True),
        sa.Column("matched_to", sa.Text(), nullable=True),
        sa.Column("done_from", sa.Text(), nullable=True),
        sa.Column("done_to", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("unmet_from", sa.Text(), nullable=True),
        sa.Column("unmet_to", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("cancelled_from", sa.Text(), nullable=True),
        sa.Column("cancelled_to", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(cancelled_from IS NULL) = (cancelled_to IS NULL) AND (cancelled_from IS NULL OR cancelled_from <= cancelled_to)",
            name="ck_request_cancelled_span",
        ),
        sa.CheckConstraint(
            "(done_from IS NOT NULL) + (unmet_from IS NOT NULL) + (cancelled_from IS NOT NULL) <= 1",
            name="ck_request_one_end",
        ),
        sa.CheckConstraint(
            "(done_from IS NULL) = (done_to IS NULL) AND (done_from IS NULL OR done_from <= done_to)",
            name="ck_request_done_span",
        ),
        sa.CheckConstraint(
            "(matched_from IS NULL) = (matched_to IS NULL) AND (matched_from IS NULL OR matched_from <= matched_to)",
            name="ck_request_matched_span",
        ),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_request_on_span",
        ),
        sa.CheckConstraint(
            "(unmet_from IS NULL) = (unmet_to IS NULL) AND (unmet_from IS NULL OR unmet_from <= unmet_to)",
            name="ck_request_unmet_span",
        ),
        sa.CheckConstraint("minutes >= 1", name="ck_request_minutes_least"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_request_area_id"),
        sa.ForeignKeyConstraint(["for_id"], ["code.id"], name="fk_request_for_id"),
        sa.PrimaryKeyConstraint("id", name="pk_request"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_request_area_id", "request", ["area_id"], unique=False)
    op.create_index("ix_request_for_id", "request", ["for_id"], unique=False)
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("sent", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("willing", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_survey_on_span",
        ),
        sa.CheckConstraint("returned >= 0", name="ck_survey_returned_least"),
        sa.CheckConstraint("sent >= 0", name="ck_survey_sent_least"),
        sa.CheckConstraint("willing >= 0", name="ck_survey_willing_least"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_survey_area_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_survey_area_id", "survey", ["area_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_contact_on_span",
        ),
        sa.CheckConstraint("people >= 0", name="ck_contact_people_least"),
        sa.CheckConstraint("times >= 1", name="ck_contact_times_least"),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_contact_activity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_contact_activity_id", "contact", ["activity_id"], unique=False)
    op.create_table(
        "helper_can",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("helper_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["helper_id"], ["helper.id"], name="fk_helper_can_helper_id"),
        sa.PrimaryKeyConstraint("id", name="pk_helper_can"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_helper_can_helper_id", "helper_can", ["helper_id"], unique=False)
    op.create_table(
        "intro",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("led_to", sa.Text(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_intro_on_span",
        ),
        sa.CheckConstraint("people >= 0", name="ck_intro_people_least"),
        sa.CheckConstraint("times >= 1", name="ck_intro_times_least"),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_intro_activity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_intro"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_intro_activity_id", "intro", ["activity_id"], unique=False)
    op.create_table(
        "request_ask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("helper_id", sa.Integer(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.CheckConstraint("answer IN ('yes', 'no')", name="ck_request_ask_answer_known"),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_request_ask_on_span",
        ),
        sa.ForeignKeyConstraint(["helper_id"], ["helper.id"], name="fk_request_ask_helper_id"),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name="fk_request_ask_request_id"),
        sa.PrimaryKeyConstraint("id", name="pk_request_ask"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_request_ask_helper_id", "request_ask", ["helper_id"], unique=False)
    op.create_index("ix_request_ask_request_id", "request_ask", ["request_id"], unique=False)
    op.create_table(
        "request_helper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("helper_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["helper_id"], ["helper.id"], name="fk_request_helper_helper_id"),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name="fk_request_helper_request_id"),
        sa.PrimaryKeyConstraint("id", name="pk_request_helper"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_request_helper_helper_id", "request_helper", ["helper_id"], unique=False)
    op.create_index("ix_request_helper_request_id", "request_helper", ["request_id"], unique=False)
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("attendees", sa.Integer(), nullable=True),
        sa.Column("unique_people", sa.Integer(), nullable=True),
        sa.Column("helpers", sa.Integer(), nullable=True),
        sa.Column("consultants", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_session_on_span",
        ),
        sa.CheckConstraint("attendees >= 0", name="ck_session_attendees_least"),
        sa.CheckConstraint("consultants >= 0", name="ck_session_consultants_least"),
        sa.CheckConstraint("helpers >= 0", name="ck_session_helpers_least"),
        sa.CheckConstraint("minutes >= 1", name="ck_session_minutes_least"),
        sa.CheckConstraint("times >= 1", name="ck_session_times_least"),
        sa.CheckConstraint("unique_people >= 0", name="ck_session_unique_people_least"),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_session_activity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_session_activity_id", "session", ["activity_id"], unique=False)
    op.create_table(
        "support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(council_id IS NOT NULL) + (activity_id IS NOT NULL) + (partner_id IS NOT NULL) = 1",
            name="ck_support_one_end",
        ),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_support_on_span",
        ),
        sa.CheckConstraint("times >= 1", name="ck_support_times_least"),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_support_activity_id"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name="fk_support_council_id"),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name="fk_support_partner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_support"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_support_activity_id", "support", ["activity_id"], unique=False)
    op.create_index("ix_support_council_id", "support", ["council_id"], unique=False)
    op.create_index("ix_support_partner_id", "support", ["partner_id"], unique=False)
    op.create_table(
        "survey_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 1", name="ck_survey_offer_count_least"),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_survey_offer_survey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_offer"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_survey_offer_survey_id", "survey_offer", ["survey_id"], unique=False)
    op.create_table(
        "survey_want",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 1", name="ck_survey_want_count_least"),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_survey_want_survey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_want"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_survey_want_survey_id", "survey_want", ["survey_id"], unique=False)
    op.create_table(
        "session_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name="fk_session_code_code_id"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_session_code_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_session_code"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_session_code_code_id", "session_code", ["code_id"], unique=False)
    op.create_index("ix_session_code_session_id", "session_code", ["session_id"], unique=False)
