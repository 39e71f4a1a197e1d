"""Who the register is, what it has forgotten; merges in a column; totals without a number of times.

Contacts apart, the start of a session, kinds of courses, consultants at meetings, partners of partners.
"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_NAMED = (
    "area",
    "council",
    "activity",
    "partner",
    "helper",
    "code",
    "consultant",
    "drive",
    "household",
    "event",
)
_OWN = (
    "CREATE TABLE register_identity (id INTEGER NOT NULL, uuid TEXT NOT NULL,"
    " CONSTRAINT pk_register_identity PRIMARY KEY (id), CONSTRAINT ck_register_identity_one CHECK (id = 1)) STRICT",
    "CREATE TABLE register_forgotten (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL,"
    " record_id INTEGER NOT NULL, CONSTRAINT uq_register_forgotten_record UNIQUE (kind, record_id)) STRICT",
    "CREATE TABLE register_intent (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, work TEXT NOT NULL) STRICT",
    "CREATE TABLE register_import (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, command_id INTEGER NOT NULL,"
    " kind TEXT NOT NULL, file TEXT NOT NULL, sheet TEXT, CONSTRAINT fk_register_import_command_id"
    " FOREIGN KEY (command_id) REFERENCES history_command (id)) STRICT",
    "CREATE TABLE register_pack (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, period_from TEXT NOT NULL,"
    " period_to TEXT NOT NULL, day TEXT NOT NULL, told TEXT NOT NULL,"
    " CONSTRAINT uq_register_pack_period UNIQUE (period_from, period_to)) STRICT",
)


def _rebuild(table: str, *changes: tuple[str, str]) -> None:
    """Build a table anew with its very text but for ``changes``, and give it back its ids and indices."""
    connection = op.get_bind()
    (text,) = connection.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).one()
    indices = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
    ).all()
    names = ", ".join(
        row[0] for row in connection.exec_driver_sql(f"SELECT name FROM pragma_table_info('{table}')")
    )
    for old, new in (
        *changes,
        (f"TABLE {table} ", f"TABLE {table}_new ")
        if f"TABLE {table} " in text
        else (f'TABLE "{table}" ', f"TABLE {table}_new "),
    ):
        if old not in text:
            raise ValueError(f"{table}: {old} is not in {text}")
        text = text.replace(old, new, 1)
    op.execute(sa.text(text.replace(":", r"\:")))
    op.execute(f"INSERT INTO {table}_new ({names}) SELECT {names} FROM {table}")
    op.execute(f"DELETE FROM sqlite_sequence WHERE name = '{table}_new'")
    op.execute(
        f"INSERT INTO sqlite_sequence (name, seq)"
        f" SELECT '{table}_new', seq FROM sqlite_sequence WHERE name = '{table}'"
    )
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
    for (index,) in indices:
        op.execute(index)


def upgrade() -> None:
    """Make and fill what is new."""
    connection = op.get_bind()
    for statement in _OWN:
        op.execute(statement)
    first = connection.exec_driver_sql(
        "SELECT at, day, user, command, version FROM history_command ORDER BY id LIMIT 1"
    ).one_or_none()
    if first is not None:  # the same in every copy of it
        known = str(uuid.uuid5(uuid.NAMESPACE_OID, "|".join(map(str, first))))
        connection.exec_driver_sql("INSERT INTO register_identity (id, uuid) VALUES (1, ?)", (known,))
    op.execute("ALTER TABLE history_command ADD COLUMN record_kind TEXT")
    op.execute("ALTER TABLE history_command ADD COLUMN record_id INTEGER")
    for table in _NAMED:
        op.execute(f"ALTER TABLE {table} ADD COLUMN merged_into_id INTEGER")
        op.execute(
            f"UPDATE {table} SET merged_into_id = CAST(substr(removed, 13) AS INTEGER)"
            f" WHERE removed = 'merged into ' || CAST(substr(removed, 13) AS INTEGER)"
            f" AND EXISTS (SELECT 1 FROM {table} AS other WHERE other.id = CAST(substr({table}.removed, 13) AS INTEGER))"
        )
    for table in ("session", "meeting", "contact", "outreach", "intro"):
        _rebuild(table, ("times INTEGER NOT NULL", "times INTEGER"))
    op.execute("ALTER TABLE session ADD COLUMN start_at TEXT")
    op.execute("ALTER TABLE household ADD COLUMN second_contact TEXT")
    op.execute("ALTER TABLE household ADD COLUMN emergency_contact TEXT")
    op.execute("ALTER TABLE course ADD COLUMN kind TEXT")
    op.execute("UPDATE course SET kind = 'consultant'")
    if connection.exec_driver_sql("SELECT 1 FROM choice LIMIT 1").first():
        op.execute(
            "INSERT OR IGNORE INTO choice (field, code, label_ja, label_en, parent, position, retired) VALUES"
            " ('course_kind', 'consultant', '相談員講座', 'For consultants', NULL, 1, 0),"
            " ('course_kind', 'volunteer', 'ボランティア講座', 'For volunteers', NULL, 2, 0),"
            " ('course_kind', 'other', 'その他', 'Other', NULL, 3, 0)"
        )
    op.create_table(
        "meeting_consultant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("consultant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultant_id"], ["consultant.id"], name="fk_meeting_consultant_consultant_id"
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_meeting_consultant_meeting_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_consultant"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_meeting_consultant_consultant_id", "meeting_consultant", ["consultant_id"])
    op.create_index("ix_meeting_consultant_meeting_id", "meeting_consultant", ["meeting_id"])
    for column, other in (("to_partner_id", "partner"), ("drive_id", "drive"), ("event_id", "event")):
        op.execute(
            f"ALTER TABLE partner_link ADD COLUMN {column} INTEGER"
            f" CONSTRAINT fk_partner_link_{column} REFERENCES {other} (id)"
        )
        op.create_index(f"ix_partner_link_{column}", "partner_link", [column])
    ends = ("council_id", "activity_id", "to_partner_id", "drive_id", "event_id")
    _rebuild(
        "partner_link",
        (
            "(council_id IS NULL) <> (activity_id IS NULL)",
            f"{' + '.join(f'({end} IS NOT NULL)' for end in ends)} = 1",
        ),
        (
            "CONSTRAINT ck_partner_link_one_end",
            "CONSTRAINT ck_partner_link_another CHECK (to_partner_id <> partner_id), CONSTRAINT ck_partner_link_one_end",
        ),
    )
