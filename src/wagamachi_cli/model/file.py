"""What the register knows of itself: its settings, its choices, its source documents."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from wagamachi_cli.model.base import Row, check, table_args


class Setting(Row, table=True):
    """A setting, such as the organisation's name."""

    __tablename__ = "setting"

    key: str = Field(unique=True)
    value: str


class Choice(Row, table=True):
    """One of the values that a field can take, with its label in both languages."""

    __tablename__ = "choice"
    __table_args__ = (
        UniqueConstraint("field", "code", name="uq_choice_code"),
        *table_args(check("retired_flag", "retired IN (0, 1)")),
    )

    field: str
    code: str
    label_ja: str
    label_en: str
    parent: str | None = None
    position: int
    retired: int = 0


class Source(Row, table=True):
    """A document that published figures come from; ``dated`` as it says, ``note`` on how that is read."""

    __tablename__ = "source"

    title: str
    publisher: str
    section: str | None = None
    dated: str | None = None
    note: str | None = None
    note_en: str | None = None
