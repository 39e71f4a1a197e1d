"""Editions and their differences as tables and objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import _
from wagamachi_cli.period import Period, Span
from wagamachi_cli.queries.dimensions import FIELDS
from wagamachi_cli.queries.editions import Edition
from wagamachi_cli.reports.editions import basis
from wagamachi_cli.reports.editions.differing import Difference, Responsible
from wagamachi_cli.reports.editions.figures import Number, Place
from wagamachi_cli.reports.periodic import making
from wagamachi_cli.reports.periodic.numbers import LAST_YEAR, PREVIOUS, SO_FAR
from wagamachi_cli.reports.tables import heading
from wagamachi_cli.sheet import Coded, Column, Row, Sheet, Sign, Value


def listed(editions: Iterable[Edition]) -> Sheet:
    """A row an edition."""
    columns = (
        Column("id", "id", kind="id"),
        Column("period", _("period"), kind="choice"),
        Column("report", _("report"), kind="choice"),
        Column("edition", _("edition"), kind="number"),
        Column("issued", _("issued on"), kind="when"),
        Column("as_of", _("as of"), kind="when"),
        Column("reason", _("reason")),
        Column("language", _("language")),
        Column("internal", _("internal"), kind="flag"),
        Column("version", _("program")),
    )
    rows: list[Row] = [
        {
            "id": one.id,
            "period": Coded(one.period.key, heading(one.period)),
            "report": Coded(one.report, making.TITLES[one.report]),
            "edition": one.number,
            "issued": Span.day(one.issued),
            "as_of": Span.day(one.day),
            "reason": one.reason,
            "language": one.language,
            "internal": one.internal,
            "version": one.version,
        }
        for one in editions
    ]
    return Sheet(columns, tuple(rows))


def headline(edition: Edition) -> str:
    """What the table of differences is called."""
    return _("{period}: the register beside edition {number} of {day}").format(
        period=edition.period.label, number=edition.number, day=Span.day(edition.issued).human()
    )


def changes(edition: Edition, found: Sequence[Difference], names: Mapping[tuple[str, str], str]) -> Sheet:
    """A row a number: what it was, what it is now, the records responsible; ``names`` are of the parts."""
    columns = (
        Column("measure", _("measure"), kind="choice"),
        Column("place", _("which number")),
        Column("issued", _("issued"), kind="number"),
        Column("now", _("now"), kind="number"),
        Column("records", _("records responsible")),
    )
    rows: list[Row] = [
        {
            "measure": Coded(one.place.measure, str(MEASURES[one.place.measure].label)),
            "place": _called(edition, one.place, names),
            "issued": _cell(one.issued),
            "now": _cell(one.now),
            "records": _(", ").join(map(_told, one.records)),
        }
        for one in found
    ]
    return Sheet(columns, tuple(rows))


def _called(edition: Edition, place: Place, names: Mapping[tuple[str, str], str]) -> str:
    """Which of the numbers of a measure it is, for people."""
    if place.split:
        field = str(FIELDS[place.split]) if place.split in FIELDS else place.split
        return _("{field}: {row}").format(
            field=field, row=names.get((place.split, place.key or ""), place.key)
        )
    named = {
        SO_FAR: _("year so far"),
        LAST_YEAR: _("year before"),
        PREVIOUS: _("period before"),
    }
    if place.period in named:
        return named[place.period]
    column = basis.columns(edition.period).get(place.period)
    return heading(column) if isinstance(column, Period) else place.period


def _cell(number: Number) -> Value:
    return Sign(number.sign) if number.sign is not None else number.value


def _told(one: Responsible) -> str:
    """会議 12（– → 1、log 45）"""
    numbers = _(", ").join(map(str, one.commands))
    said = _("{kind} {id} ({issued} → {now})").format(
        kind=one.kind.label, id=one.id, issued=_count(one.issued), now=_count(one.now)
    )
    return said + (_(" log {numbers}").format(numbers=numbers) if numbers else "")


def _count(counts: int | None) -> str:
    return "–" if counts is None else f"{counts:,}"


def as_object(edition: Edition, found: Sequence[Difference]) -> dict[str, object]:
    """The differences as machines read them; ``key`` is null for the number of the period itself."""
    period = edition.period
    return {
        "period": {
            "label": period.label,
            "from": period.start.isoformat(),
            "to": period.last.isoformat(),
        },
        "edition": edition.number,
        "issued": edition.issued.isoformat(),
        "changes": [
            {
                "measure": one.place.measure,
                "key": _key(period, one.place),
                "by": one.place.split or None,
                "issued": one.issued.value,
                "now": one.now.value,
                "hidden": one.issued.hidden,
                "records": [
                    {
                        "kind": record.kind.code,
                        "id": record.id,
                        "issued": record.issued,
                        "now": record.now,
                        "log": list(record.commands),
                    }
                    for record in one.records
                ],
            }
            for one in found
        ],
    }


def _key(period: Period, place: Place) -> str | None:
    return place.key if place.split or place.period == period.key else place.period
