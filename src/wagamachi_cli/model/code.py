"""The code book: codes of households and people, never their names."""

from __future__ import annotations

from sqlalchemy import Index, text

from wagamachi_cli.model.base import Record, table_args


class Code(Record, table=True):
    """A code, such as H-0001."""

    __tablename__ = "code"
    __table_args__ = table_args(
        Index("uq_code_code", "code", unique=True, sqlite_where=text("removed IS NULL"))
    )

    code: str
