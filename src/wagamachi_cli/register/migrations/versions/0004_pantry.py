"""The pantry: drives, lots, households, events, reservations, visits, hearings, referrals."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make their tables."""
    op.create_table(
        "drive",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("until_from", sa.Text(), nullable=True),
        sa.Column("until_to", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("council_id", sa.Integer(), nullable=True),
        sa.Column("least", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_drive_on_span",
        ),
        sa.CheckConstraint(
            "(until_from IS NULL) = (until_to IS NULL) AND (until_from IS NULL OR until_from <= until_to)",
            name="ck_drive_until_span",
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_drive_area_id"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name="fk_drive_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_drive"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_drive_area_id", "drive", ["area_id"], unique=False)
    op.create_index("ix_drive_council_id", "drive", ["council_id"], unique=False)
    op.create_index("uq_drive_name", "drive", ["name"], unique=True, sqlite_where=sa.text("removed IS NULL"))
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("council_id", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("closed_from", sa.Text(), nullable=True),
        sa.Column("closed_to", sa.Text(), nullable=True),
        sa.Column("cancelled_from", sa.Text(), nullable=True),
        sa.Column("cancelled_to", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(cancelled_from IS NULL) = (cancelled_to IS NULL) AND (cancelled_from IS NULL OR cancelled_from <= cancelled_to)",
            name="ck_event_cancelled_span",
        ),
        sa.CheckConstraint(
            "(closed_from IS NULL) = (closed_to IS NULL) AND (closed_from IS NULL OR closed_from <= closed_to)",
            name="ck_event_closed_span",
        ),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_event_on_span",
        ),
        sa.CheckConstraint("capacity >= 1", name="ck_event_capacity_least"),
        sa.CheckConstraint("closed_from IS NULL OR cancelled_from IS NULL", name="ck_event_one_end"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_event_area_id"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name="fk_event_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_event_area_id", "event", ["area_id"], unique=False)
    op.create_index("ix_event_council_id", "event", ["council_id"], unique=False)
    op.create_index("uq_event_name", "event", ["name"], unique=True, sqlite_where=sa.text("removed IS NULL"))
    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("adults", sa.Integer(), nullable=True),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("seniors", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.CheckConstraint("adults >= 0", name="ck_household_adults_least"),
        sa.CheckConstraint("children >= 0", name="ck_household_children_least"),
        sa.CheckConstraint("seniors >= 0", name="ck_household_seniors_least"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_household_area_id"),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name="fk_household_code_id"),
        sa.PrimaryKeyConstraint("id", name="pk_household"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_household_area_id", "household", ["area_id"], unique=False)
    op.create_index("ix_household_code_id", "household", ["code_id"], unique=False)
    op.create_index(
        "uq_household_code", "household", ["code"], unique=True, sqlite_where=sa.text("removed IS NULL")
    )
    op.create_table(
        "distribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("adults", sa.Integer(), nullable=True),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("seniors", sa.Integer(), nullable=True),
        sa.Column("collected_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_distribution_on_span",
        ),
        sa.CheckConstraint("adults >= 0", name="ck_distribution_adults_least"),
        sa.CheckConstraint("children >= 0", name="ck_distribution_children_least"),
        sa.CheckConstraint("collected_by_id <> household_id", name="ck_distribution_other_collects"),
        sa.CheckConstraint("on_from = on_to", name="ck_distribution_on_day"),
        sa.CheckConstraint("seniors >= 0", name="ck_distribution_seniors_least"),
        sa.ForeignKeyConstraint(
            ["collected_by_id"], ["household.id"], name="fk_distribution_collected_by_id"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_distribution_event_id"),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name="fk_distribution_household_id"),
        sa.PrimaryKeyConstraint("id", name="pk_distribution"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_distribution_collected_by_id", "distribution", ["collected_by_id"], unique=False)
    op.create_index("ix_distribution_event_id", "distribution", ["event_id"], unique=False)
    op.create_index("ix_distribution_household_id", "distribution", ["household_id"], unique=False)
    op.create_table(
        "event_parcel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 1", name="ck_event_parcel_count_least"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_event_parcel_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event_parcel"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_event_parcel_event_id", "event_parcel", ["event_id"], unique=False)
    op.create_table(
        "hearing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("informed", sa.Text(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_hearing_on_span",
        ),
        sa.CheckConstraint("times >= 1", name="ck_hearing_times_least"),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name="fk_hearing_household_id"),
        sa.PrimaryKeyConstraint("id", name="pk_hearing"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_hearing_household_id", "hearing", ["household_id"], unique=False)
    op.create_table(
        "lot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("qty", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("grams", sa.Integer(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("donor_id", sa.Integer(), nullable=True),
        sa.Column("drive_id", sa.Integer(), nullable=True),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("best_before_from", sa.Text(), nullable=True),
        sa.Column("best_before_to", sa.Text(), nullable=True),
        sa.Column("use_by_from", sa.Text(), nullable=True),
        sa.Column("use_by_to", sa.Text(), nullable=True),
        sa.Column("no_date", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(best_before_from IS NOT NULL) + (use_by_from IS NOT NULL) + (no_date IS NOT NULL) <= 1",
            name="ck_lot_one_date",
        ),
        sa.CheckConstraint(
            "(best_before_from IS NULL) = (best_before_to IS NULL) AND (best_before_from IS NULL OR best_before_from <= best_before_to)",
            name="ck_lot_best_before_span",
        ),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_lot_on_span",
        ),
        sa.CheckConstraint(
            "(use_by_from IS NULL) = (use_by_to IS NULL) AND (use_by_from IS NULL OR use_by_from <= use_by_to)",
            name="ck_lot_use_by_span",
        ),
        sa.CheckConstraint("grams >= 1", name="ck_lot_grams_least"),
        sa.CheckConstraint("on_from = on_to", name="ck_lot_on_day"),
        sa.CheckConstraint("qty >= 1", name="ck_lot_qty_least"),
        sa.ForeignKeyConstraint(["donor_id"], ["partner.id"], name="fk_lot_donor_id"),
        sa.ForeignKeyConstraint(["drive_id"], ["drive.id"], name="fk_lot_drive_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lot"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_lot_donor_id", "lot", ["donor_id"], unique=False)
    op.create_index("ix_lot_drive_id", "lot", ["drive_id"], unique=False)
    op.create_index("ix_lot_item", "lot", ["item"], unique=False)
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("accepted_from", sa.Text(), nullable=True),
        sa.Column("accepted_to", sa.Text(), nullable=True),
        sa.Column("declined_from", sa.Text(), nullable=True),
        sa.Column("declined_to", sa.Text(), nullable=True),
        sa.Column("done_from", sa.Text(), nullable=True),
        sa.Column("done_to", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(accepted_from IS NULL) = (accepted_to IS NULL) AND (accepted_from IS NULL OR accepted_from <= accepted_to)",
            name="ck_referral_accepted_span",
        ),
        sa.CheckConstraint(
            "(declined_from IS NULL) = (declined_to IS NULL) AND (declined_from IS NULL OR declined_from <= declined_to)",
            name="ck_referral_declined_span",
        ),
        sa.CheckConstraint(
            "(done_from IS NULL) = (done_to IS NULL) AND (done_from IS NULL OR done_from <= done_to)",
            name="ck_referral_done_span",
        ),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_referral_on_span",
        ),
        sa.CheckConstraint("declined_from IS NULL OR done_from IS NULL", name="ck_referral_one_end"),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name="fk_referral_household_id"),
        sa.ForeignKeyConstraint(["to_id"], ["partner.id"], name="fk_referral_to_id"),
        sa.PrimaryKeyConstraint("id", name="pk_referral"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_referral_household_id", "referral", ["household_id"], unique=False)
    op.create_index("ix_referral_to_id", "referral", ["to_id"], unique=False)
    op.create_table(
        "reservation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("delivery", sa.Integer(), nullable=False),
        sa.Column("cancelled_from", sa.Text(), nullable=True),
        sa.Column("cancelled_to", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(cancelled_from IS NULL) = (cancelled_to IS NULL) AND (cancelled_from IS NULL OR cancelled_from <= cancelled_to)",
            name="ck_reservation_cancelled_span",
        ),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_reservation_on_span",
        ),
        sa.CheckConstraint("delivery IN (0, 1)", name="ck_reservation_delivery_flag"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_reservation_event_id"),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name="fk_reservation_household_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reservation"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_reservation_event_id", "reservation", ["event_id"], unique=False)
    op.create_index("ix_reservation_household_id", "reservation", ["household_id"], unique=False)
    op.create_index(
        "uq_reservation_household_id",
        "reservation",
        ["event_id", "household_id"],
        unique=True,
        sqlite_where=sa.text("removed IS NULL AND cancelled_from IS NULL"),
    )
    op.create_table(
        "distribution_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("distribution_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("qty", sa.Integer(), nullable=False),
        sa.Column("grams", sa.Integer(), nullable=True),
        sa.CheckConstraint("grams >= 0", name="ck_distribution_line_grams_least"),
        sa.CheckConstraint("qty >= 1", name="ck_distribution_line_qty_least"),
        sa.ForeignKeyConstraint(
            ["distribution_id"], ["distribution.id"], name="fk_distribution_line_distribution_id"
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name="fk_distribution_line_lot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_distribution_line"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        "ix_distribution_line_distribution_id", "distribution_line", ["distribution_id"], unique=False
    )
    op.create_index("ix_distribution_line_lot_id", "distribution_line", ["lot_id"], unique=False)
    op.create_table(
        "movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("on_from", sa.Text(), nullable=False),
        sa.Column("on_to", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("qty", sa.Integer(), nullable=False),
        sa.Column("grams", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.Column("opening", sa.Integer(), nullable=True),
        sa.CheckConstraint("(kind = 'passed_on') = (to_id IS NOT NULL)", name="ck_movement_passed_to"),
        sa.CheckConstraint(
            "kind IN ('discarded', 'passed_on', 'found', 'lost', 'counted')", name="ck_movement_kind_known"
        ),
        sa.CheckConstraint("qty >= (kind <> 'counted')", name="ck_movement_qty_least"),
        sa.CheckConstraint("(counted IS NULL) = (opening IS NULL)", name="ck_movement_stocktake"),
        sa.CheckConstraint(
            "(on_from IS NULL) = (on_to IS NULL) AND (on_from IS NULL OR on_from <= on_to)",
            name="ck_movement_on_span",
        ),
        sa.CheckConstraint("counted >= 0", name="ck_movement_counted_least"),
        sa.CheckConstraint("grams >= 0", name="ck_movement_grams_least"),
        sa.CheckConstraint("on_from = on_to", name="ck_movement_on_day"),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name="fk_movement_lot_id"),
        sa.ForeignKeyConstraint(["to_id"], ["partner.id"], name="fk_movement_to_id"),
        sa.PrimaryKeyConstraint("id", name="pk_movement"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_movement_lot_id", "movement", ["lot_id"], unique=False)
    op.create_index("ix_movement_to_id", "movement", ["to_id"], unique=False)
