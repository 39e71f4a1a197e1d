"""Dated lines on any record: the table."""

from __future__ import annotations

from wagamachi_cli.model.base import Record, span, table_args


class NoteLine(Record, table=True):
    """A dated line on the record of a kind and an id."""

    __tablename__ = "note_line"
    __table_args__ = table_args(span("on"))

    record_kind: str
    record_id: int
    on_from: str
    on_to: str
    text: str
