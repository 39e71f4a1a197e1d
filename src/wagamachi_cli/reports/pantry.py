"""The report on the pantry: food that came and went, who was reached and referred. No codes, no names."""

from __future__ import annotations

from datetime import date, timedelta

from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import Label, _
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.queries.windows import Window
from wagamachi_cli.reports.several import Gathered, total_of
from wagamachi_cli.reports.trend import Question
from wagamachi_cli.sheet import Coded, Column, Report, Row, Sheet, Table, Value

_CAME = ("received", "found")
_WENT = ("distributed", "passed_on", "discarded", "lost")
_FOOD = (*_CAME, *_WENT, "stock")
_VISITS = (
    "pantry.visits",
    "pantry.households",
    "pantry.new_households",
    "pantry.new_in_year",
    "pantry.people",
    "pantry.handovers",
    "pantry.deliveries",
    "pantry.walk_ins",
    "pantry.no_shows",
)
_SENT = ("referral.sent", "referral.accepted", "referral.done", "referral.declined")
_CODES = (
    "drive.held",
    *(f"food.{one}{suffix}" for one in _FOOD for suffix in ("", "_items")),
    "pantry.days",
    *_VISITS,
    "hearing.made",
    *_SENT,
    "referral.open",
)
WHERE = ("food.distributed_items", "food.passed_on_items", "food.discarded_items")
"""Where food went; in pieces, since not all of it is weighed."""
_OPENING = Label("期間の前の残り", "left before the period")
_CLOSING = Label("期間の終わりの残り", "left at the end")


def pantry(reader: Measuring, question: Question) -> Report:
    """Food and households over a period, a year by quarter. UsageError for a field that no measure has."""
    gathered = Gathered.of(reader, question, _CODES)
    title = _("Food drives and pantry")
    return gathered.report(
        "pantry",
        title,
        (
            Table("balance", _("What came, what went, what is left"), _balance(gathered)),
            Table("donors", _("Donations by kind of donor"), _apart(gathered, "kind", "received")),
            Table(
                "categories",
                _("Food by category"),
                _apart(gathered, "category", "received", "distributed", "discarded", "stock"),
            ),
            Table("discards", _("What was thrown away, by reason"), _apart(gathered, "reason", "discarded")),
            Table("ages", _("People reached, by age"), gathered.apart("age", ("pantry.people",))),
            Table("hearings", _("Hearings, by way"), gathered.apart("way", ("hearing.made",))),
            Table("referrals", _("Where households were referred"), gathered.apart("kind", _SENT)),
            Table("waiting", _("How long open referrals have waited"), gathered.ages("referral.open")),
        ),
        gathered.beside(title, _("where food went"), WHERE),
        about=_unweighed(gathered),
    )


def _apart(gathered: Gathered, field: str, *names: str) -> Sheet:
    return gathered.apart(field, [f"food.{name}{suffix}" for name in names for suffix in ("", "_items")])


def _balance(gathered: Gathered) -> Sheet:
    """In kilograms and in pieces: what there was and what came is what went and what is left."""
    codes = ("food.stock", "food.stock_items")

    def held(entry: str, label: Label, day: date) -> Row:
        row: dict[str, Value] = {"entry": Coded(entry, label)}
        for code in codes:
            count = gathered.reader.held(MEASURES[code], [day], None).get((day, None), 0)
            row[code] = MEASURES[code].told(count)
        return row

    def moved(name: str) -> Row:
        parts = [gathered.by(f"food.{name}{suffix}") for suffix in ("", "_items")]
        row: dict[str, Value] = {"entry": Coded(name, str(parts[0].measure.short or parts[0].measure.label))}
        return row | {code: total_of(part, None) for code, part in zip(codes, parts, strict=True)}

    rows = [
        held("opening", _OPENING, gathered.period.start - timedelta(days=1)),
        *map(moved, (*_CAME, *_WENT)),
        held("closing", _CLOSING, gathered.last),
    ]
    known = any(row[code] for row in rows for code in codes)
    columns = (
        Column("entry", _("entry"), kind="choice"),
        *(
            Column(code, label, str(MEASURES[code].unit), "number")
            for code, label in zip(codes, (_("weight"), _("pieces")), strict=True)
        ),
    )
    return Sheet(columns, tuple(rows) if known else ())


def _unweighed(gathered: Gathered) -> list[str]:
    """How many of the lots of the period nobody has weighed."""
    windows = [Window.of(gathered.period)]
    every, weighed = (
        {item.id for item in gathered.reader.items(MEASURES[code], windows, inside=True)}
        for code in ("food.received_items", "food.received")
    )
    if not every - weighed:
        return []
    return [_("{count} lots were not weighed; they are in no weight.").format(count=len(every - weighed))]
