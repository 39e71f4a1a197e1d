"""``template KIND --for …``: the rows that are expected, with their ids where they are recorded already."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from wagamachi_cli.errors import NotFoundError, UsageError
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.types import Choice, Ref
from wagamachi_cli.language import _
from wagamachi_cli.period import Period, Span, parse_period
from wagamachi_cli.queries.choices import Choices
from wagamachi_cli.queries.finding import find_any
from wagamachi_cli.queries.records import Narrowing, read
from wagamachi_cli.queries.reserving import booked
from wagamachi_cli.queries.stock import in_stock
from wagamachi_cli.queries.within import touches, within
from wagamachi_cli.sheet import Row, Value, human
from wagamachi_cli.text import visible

SCOPES = ("area", "council", "event")
"""The kinds of the records that a template can be made for."""

_MOST = 10_000
_LIKE_A_PERIOD = re.compile(r"([MTSHR]|FY|令和|平成|昭和|大正|明治)?[0-9元]+[./年Q-]", re.IGNORECASE)


@frozen
class Scope:
    """What a template is for: a period, or all that belongs to a record (its kind and id)."""

    today: date
    period: Period | None = None
    record: tuple[str, int] | None = None

    @property
    def day(self) -> date:
        """The day whose running records it is about: the last of the period, today while it lasts."""
        if self.period is None:
            return self.today
        return min(self.period.last, max(self.today, self.period.start))


def scope_of(connection: sqlite3.Connection, words: str, today: date) -> Scope:
    """What ``--for`` means: a period, else the name of an area or a council.

    UsageError (exit 2) for a period that cannot be, NotFoundError (exit 3) for a name that nothing has.
    """
    try:
        return Scope(today, period=parse_period(words, today))
    except UsageError:
        if _LIKE_A_PERIOD.match(unicodedata.normalize("NFKC", words).strip()):
            raise
    kinds = [KINDS[code] for code in SCOPES]
    for exact in (True, False):
        try:
            kind, identifier = find_any(connection, words, today, kinds, exact=exact)
        except NotFoundError as error:
            if error.candidates:
                raise
            continue
        return Scope(today, record=(kind.code, identifier))
    raise NotFoundError(
        _("“{text}” is neither a period nor the name of one of: {kinds}.").format(
            text=visible(words), kinds=_(", ").join(str(kind.label) for kind in kinds)
        ),
        _("Write a period like R3Q3 or R3.10, or the whole name."),
    )


Lacking: TypeAlias = Callable[[sqlite3.Connection, Scope, list[Row]], list[dict[str, Value]]]
"""The rows that are expected beside those that are recorded: the values that are known of each."""


def each(kind: str, key: str, *, again: bool = False) -> Lacking:
    """A row for each record of ``kind`` that is there, named in the field ``key``.

    One that has a recorded row already gets another only where things happen ``again``.
    """

    def lacking(connection: sqlite3.Connection, scope: Scope, recorded: list[Row]) -> list[dict[str, Value]]:
        other = KINDS[kind]
        named = {row[key] for row in recorded}
        return [
            {key: row[other.name]}
            for row in _there(connection, other, scope)
            if again or row[other.name] not in named
        ]

    return lacking


def running_activities(
    connection: sqlite3.Connection, scope: Scope, recorded: list[Row]
) -> list[dict[str, Value]]:
    """A session of each activity that has none yet, those apart that rested all the time."""
    first = scope.period.start if scope.period else scope.day
    resting = _suspended(connection, first) & _suspended(connection, scope.day)
    expected = each("activity", "activity")(connection, scope, recorded)
    return [row for row in expected if row["activity"] not in resting]


def _suspended(connection: sqlite3.Connection, day: date) -> set[Value]:
    """The names of the activities that are suspended on a day."""
    kind = KINDS["activity"]
    rows = read(connection, kind, day, Narrowing({"status": ("suspended",)}, at=day)).rows
    return {row[kind.name] for row in rows}


def regular_meetings(
    connection: sqlite3.Connection, scope: Scope, recorded: list[Row]
) -> list[dict[str, Value]]:
    """A regular meeting of each council in each month of the period that has none yet."""
    field = KINDS["meeting"].field("kind").type
    assert isinstance(field, Choice)  # noqa: S101 - the kind of a meeting
    choices = Choices(connection)
    if scope.period is None or "regular" not in choices.options(field):
        return []
    regular = choices.coded(field, "regular")
    had = {
        (name, on.first.replace(day=1))
        for row in recorded
        if row["kind"] == regular and isinstance(on := row["on"], Span) and on.first.month == on.last.month
        for name in _several(row["councils"])
    }
    return [
        {"councils": [council["name"]], "kind": regular}
        for month in scope.period.split("month")
        for council in _there(connection, KINDS["council"], Scope(month.last, month))
        if (council["name"], month.start) not in had
    ]


def booked_visits(
    connection: sqlite3.Connection, scope: Scope, _recorded: list[Row]
) -> list[dict[str, Value]]:
    """A visit of each household that is booked for an event and has not come yet."""
    if scope.record is None or scope.record[0] != "event":
        return []
    (event,) = connection.execute("SELECT name FROM event WHERE id = ?", (scope.record[1],)).fetchone()
    return [{"household": code, "event": event} for code in booked(connection, scope.record[1]).values()]


def lots_in_stock(
    connection: sqlite3.Connection, scope: Scope, _recorded: list[Row]
) -> list[dict[str, Value]]:
    """A movement of each lot of which something is left, to be counted or thrown away, and what it is."""
    rows = in_stock(connection, scope.day).rows
    if scope.record is not None:
        ids = within(connection, KINDS["lot"], *scope.record)
        rows = tuple(row for row in rows if row["id"] in ids)
    return [{"lot": row["id"], "item": _described(row)} for row in rows]


def _described(lot: Row) -> str:
    """An item with how many are left and to when it is good, for whoever stands before the shelf."""
    last = human(lot["use_by"]) or human(lot["best_before"])
    words = {"item": lot["item"], "qty": lot["qty"], "unit": lot["unit"], "last": last}
    if last:
        return _("{item} (left: {qty} {unit}, good to {last})").format(**words)
    return _("{item} (left: {qty} {unit})").format(**words)


LACKING: dict[str, Lacking] = {
    "meeting": regular_meetings,
    "history": each("activity", "activity", again=True),
    "session": running_activities,
    "contact": each("activity", "activity", again=True),
    "visit": each("consultant", "consultant", again=True),
    "distribution": booked_visits,
    "movement": lots_in_stock,
}
"""What is expected beside the recorded rows, by kind; a kind that is not here has those alone."""


def rows(
    connection: sqlite3.Connection, kind: Kind, scope: Scope
) -> tuple[list[Row], list[dict[str, Value]]]:
    """The recorded rows, whole and with their ids, and what is known of the further ones.

    UsageError (exit 2) when records of this kind cannot belong to what the scope names.
    """
    if scope.record is not None and not touches(kind, scope.record[0]):
        raise UsageError(
            _("A sheet of {kind} cannot be made for one {other}.").format(
                kind=kind.label, other=KINDS[scope.record[0]].label
            ),
            _("Give a period, or leave out --for."),
        )
    recorded = _recorded(connection, kind, scope)
    lacking = LACKING.get(kind.code)
    return recorded, lacking(connection, scope, recorded) if lacking else []


def _recorded(connection: sqlite3.Connection, kind: Kind, scope: Scope) -> list[Row]:
    narrowing = Narrowing()
    if scope.record is not None:
        ids = within(connection, kind, *scope.record)
        if len(ids) > _MOST:
            raise UsageError(
                _("{count} rows are too many for a sheet to fill in.").format(count=f"{len(ids):,}"),
                _("Give a period with --for."),
            )
        narrowing = Narrowing(ids=tuple(sorted(ids)))
    elif scope.period is not None and kind.when:
        narrowing = Narrowing(period=scope.period)
    elif scope.period is not None and kind.at:
        narrowing = Narrowing(at=scope.day)
    found = read(connection, kind, scope.today, narrowing, whole=True).rows
    if scope.period is None or not kind.when:
        return list(found)
    # What may have been at another time as well is no row of this period's sheet.
    return [row for row in found if isinstance(on := row[kind.when], Span) and on.within(scope.period)]


def _there(connection: sqlite3.Connection, kind: Kind, scope: Scope) -> list[Row]:
    """The records of a kind that are there, and belong to what the scope names."""
    found = read(connection, kind, scope.today, Narrowing(at=scope.day), whole=True).rows
    if scope.record is None:
        return list(found)
    ids = within(connection, kind, *scope.record)
    return [row for row in found if row["id"] in ids]


def _several(value: Value) -> list[Value]:
    return list(value) if isinstance(value, list) else []


def names(connection: sqlite3.Connection, ref: Ref) -> tuple[str, ...]:
    """The names of the records that a reference can mean; none where it can mean any."""
    found: list[str] = []
    for code in ref.kinds:
        kind = KINDS[code]
        if kind.name:
            order = ", ".join(kind.order)
            found += [
                row[0]
                for row in connection.execute(
                    f"SELECT {kind.name} FROM {kind.table} WHERE removed IS NULL ORDER BY {order}, id"
                )
            ]
    return tuple(found)
