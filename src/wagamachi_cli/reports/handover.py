"""What a successor has to know: what is open, planned, running out, resting, and not reported yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from wagamachi_cli.kinds import KINDS
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Period, months_before
from wagamachi_cli.queries import editions, settings
from wagamachi_cli.queries.attention import IDLE_MONTHS
from wagamachi_cli.queries.due import due
from wagamachi_cli.queries.records import Narrowing, read
from wagamachi_cli.queries.stock import in_stock
from wagamachi_cli.sheet import Coded, Column, Report, Row, Sheet, Table

_QUARTERS = 8
"""How far back a quarter is looked for that was not issued."""
_QUARTER = Label("四半期", "quarter")
_RUNNING = Label("期間の途中", "not over yet")
_NOT_ISSUED = Label("終了、未発行", "over, not issued")

# key, title, kind, how it is narrowed, the columns (with the id), the command that goes on with it
_OPEN: tuple[tuple[str, Label, str, Narrowing, tuple[str, ...], str], ...] = (
    (
        "concerns",
        Label("解決していない困りごと", "Open concerns"),
        "concern",
        Narrowing(open_only=True),
        ("topic", "on", "consultant", "area", "status", "relayed_to", "age_days"),
        "consultant concern list --open",
    ),
    (
        "requests",
        Label("終わっていないお手伝いの依頼", "Open requests for help"),
        "request",
        Narrowing(open_only=True),
        ("task", "on", "area", "for", "wanted", "status", "helpers", "matched"),
        "activity request list --open",
    ),
    (
        "referrals",
        Label("終わっていない照会", "Open referrals"),
        "referral",
        Narrowing(open_only=True),
        ("household", "to", "on", "status", "age_days"),
        "pantry referral list --open",
    ),
    (
        "meetings",
        Label("予定の会議", "Planned meetings"),
        "meeting",
        Narrowing({"status": ("planned",)}),
        ("on", "start", "kind", "title", "councils", "venue"),
        "council meeting list --status planned",
    ),
    (
        "events",
        Label("予定のフードパントリー", "Planned pantry events"),
        "event",
        Narrowing({"status": ("planned",)}),
        ("name", "on", "place", "capacity", "reserved"),
        "pantry event list --status planned",
    ),
    (
        "activities",
        Label("休止中の活動体", "Suspended activities"),
        "activity",
        Narrowing({"status": ("suspended",)}),
        ("name", "category", "council", "area"),
        "activity list --status suspended",
    ),
)


def handover(connection: sqlite3.Connection, today: date) -> Report:
    """Everything that the next coordinator takes over, a table each, and how many of each there are."""
    soon = int(settings.value(connection, "stock.soon"))
    tables = [(_narrowed(connection, today, *one[:5]), one[5]) for one in _OPEN]
    tables += [
        (
            Table("stock", _("Food to give away soon, or past its date"), in_stock(connection, today, soon)),
            f"pantry stock --expiring {soon}",
        ),
        (_inactive(connection, today), f"consultant list --status active --inactive {IDLE_MONTHS}"),
        (_quarters(connection, today), "report issue PERIOD --out DIR"),
    ]
    return Report(
        "handover",
        _("Handover (handle with care)"),
        None,
        today,
        _summary(tables),
        tuple(table for table, _command in tables if table.sheet.rows),
        notes=(
            _("※Handle with care: names, codes and people's own words are in it."),
            _("※Inactive: without a visit or a concern for {count} months.").format(count=IDLE_MONTHS),
        ),
    )


def _summary(tables: Sequence[tuple[Table, str]]) -> Sheet:
    """How many of each there are, and the command that lists or settles them."""
    columns = (
        Column("matter", _("matter"), kind="choice"),
        Column("count", _("how many"), kind="number"),
        Column("command", _("command")),
    )
    rows: list[Row] = [
        {
            "matter": Coded(table.key, table.title),
            "count": len(table.sheet.rows),
            "command": f"wagamachi {command}",
        }
        for table, command in tables
    ]
    return Sheet(columns, tuple(rows))


def _narrowed(
    connection: sqlite3.Connection,
    today: date,
    key: str,
    title: Label,
    kind: str,
    narrowing: Narrowing,
    keys: tuple[str, ...],
) -> Table:
    """The records of a kind that are in some state, with the columns that say what to do."""
    sheet = read(connection, KINDS[kind], today, narrowing, whole=True)
    columns = {column.key: column for column in sheet.columns}
    return Table(key, str(title), Sheet(tuple(columns[one] for one in ("id", *keys)), sheet.rows))


def _inactive(connection: sqlite3.Connection, today: date) -> Table:
    """Consultants of whom nothing was heard for long."""
    return _narrowed(
        connection,
        today,
        "consultants",
        Label("しばらく活動の記録がない相談員", "Inactive consultants"),
        "consultant",
        Narrowing({"status": ("active",)}, idle_since=months_before(today, IDLE_MONTHS)),
        ("name", "area", "registered", "last_active"),
    )


def _quarters(connection: sqlite3.Connection, today: date) -> Table:
    """The quarter that is running, and those before it with records that were never issued."""
    columns = (
        Column("period", str(_QUARTER), kind="choice"),
        Column("state", _("state"), kind="choice"),
    )
    return Table(
        "quarters",
        _("Quarters that are not reported yet"),
        Sheet(columns, tuple(_open_quarters(connection, today))),
    )


def _open_quarters(connection: sqlite3.Connection, today: date) -> Iterator[Row]:
    running = Period.containing(today, "quarter")
    if not editions.issued(connection, running):
        yield {"period": Coded(running.key, running.long()), "state": Coded("running", _RUNNING)}
    for quarter in reversed(due(connection, today, _QUARTERS)):
        yield {"period": Coded(quarter.key, quarter.long()), "state": Coded("not_issued", _NOT_ISSUED)}
