"""Published figures and the words of a report: the tables and the rule."""

from __future__ import annotations

from wagamachi_cli.errors import RefusedError, UsageError
from wagamachi_cli.kinds.choosing import Option, meant
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.kinds.report import SECTIONS
from wagamachi_cli.language import Label, _
from wagamachi_cli.model.base import Record, at_least, one_of, span, table_args
from wagamachi_cli.model.change import Change


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


class Narrative(Record, table=True):
    """A person's own words for a section of the report of a period."""

    __tablename__ = "narrative"
    __table_args__ = table_args(span("period"), one_of("section", *SECTIONS))

    period_from: str
    period_to: str
    section: str
    title: str | None = None
    text: str


def figure_rule(change: Change) -> None:
    """A figure's row is one that its measure has, and each is entered once per as-of time."""
    key, split = change.value("key"), MEASURES[change.value("measure")].split
    if key is not None:
        known = [
            Option(row["code"], Label(row["label_ja"], row["label_en"]))
            for row in change.rows(
                "SELECT code, label_ja, label_en FROM choice WHERE field = :field ORDER BY position",
                field=split,
            )
        ]
        if not known:
            raise UsageError(
                _("--key: {measure} has one number only.").format(
                    measure=MEASURES[change.value("measure")].label
                ),
                _("Leave --key out."),
            )
        key = change.columns["key"] = meant(known, key)
    for row in change.rows(
        "SELECT id FROM figure WHERE removed IS NULL AND measure = :measure AND period_from = :first "
        "AND period_to = :last AND key IS :key AND as_of_to IS :as_of",
        measure=change.value("measure"),
        first=change.value("period_from"),
        last=change.value("period_to"),
        key=key,
        as_of=change.value("as_of_to"),
    ):
        if row["id"] != change.id:
            raise RefusedError(
                _("This figure exists already (number {id}).").format(id=row["id"]),
                _("To change it: {command}").format(command=f"wagamachi report figure edit {row['id']} …"),
            )


RULES = {"figure": figure_rule}
