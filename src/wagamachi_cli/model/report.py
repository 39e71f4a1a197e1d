"""Published figures: the table."""

from __future__ import annotations

from wagamachi_cli.model.base import Record, at_least, one_of, span, table_args


class Figure(Record, table=True):
    """A published number with its measure, period, row, as-of time, wording, source and confidence."""

    __tablename__ = "figure"
    __table_args__ = table_args(
        span("period"), span("as_of"), at_least("value"), one_of("confidence", "certain", "likely", "unsure")
    )

    measure: str
    period_from: str
    period_to: str
    key: str | None = None
    value: int
    as_of_from: str | None = None
    as_of_to: str | None = None
    printed: str | None = None
    source: str | None = None
    confidence: str = "certain"
