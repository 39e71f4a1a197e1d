"""What is in stock, whom a lot reached, and whether the books add up."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.pantry import KG, STATE
from wagamachi_cli.language import _
from wagamachi_cli.period import LATEST, Span
from wagamachi_cli.queries import settings
from wagamachi_cli.queries.records import sql
from wagamachi_cli.sheet import Coded, Column, Row, Sheet, kilograms

_LOT = KINDS["lot"]


def in_stock(connection: sqlite3.Connection, at: date, expiring: int | None = None) -> Sheet:
    """The lots that are there on the evening of ``at``, in the order in which they should leave.

    ``expiring``: only those that are good for at most so many days more, or not any more.
    """
    labels = {one.key: str(one.label) for one in _LOT.fields}
    columns = (
        Column("id", _("lot"), kind="id"),
        Column("item", labels["item"]),
        Column("qty", labels["qty"], kind="number"),
        Column("unit", labels["unit"]),
        Column("weight_kg", labels["weight_kg"], unit=str(KG), kind="number"),
        Column("on", labels["on"], kind="when"),
        Column("best_before", labels["best_before"], kind="when"),
        Column("use_by", labels["use_by"], kind="when"),
        Column("state", labels["state"], kind="choice"),
    )
    until = None if expiring is None else min(LATEST, at + timedelta(days=expiring)).isoformat()
    soon = settings.value(connection, "stock.soon")
    rows = connection.execute(sql("stock"), {"at": at.isoformat(), "soon": soon, "until": until})
    return Sheet(columns, tuple(_lot(row) for row in rows))


def _lot(row: sqlite3.Row) -> Row:
    return {
        "id": row["id"],
        "item": row["item"],
        "qty": row["qty"],
        "unit": row["unit"],
        "weight_kg": None if row["grams"] is None else kilograms(row["grams"]),
        "on": Span.day(date.fromisoformat(row["on_from"])),
        "best_before": _span(row, "best_before"),
        "use_by": _span(row, "use_by"),
        "state": Coded(row["state"], STATE[row["state"]]),
    }


def _span(row: sqlite3.Row, key: str) -> Span | None:
    first, last = row[f"{key}_from"], row[f"{key}_to"]
    return None if first is None else Span(date.fromisoformat(first), date.fromisoformat(last))


def left(connection: sqlite3.Connection, lot_id: int) -> int:
    """The pieces that are left of a lot after everything that is written."""
    return sum(int(str(row["qty"])) for row in in_stock(connection, LATEST).rows if row["id"] == lot_id)


def reached(connection: sqlite3.Connection, lot_id: int) -> Sheet:
    """Whom a lot reached: the visit or the partner, when and how much; ``left`` is what is still there."""
    rest = left(connection, lot_id)
    labels = {one.key: str(one.label) for one in KINDS["distribution"].fields}
    columns = (
        Column("id", "id", kind="id"),
        Column("household", labels["household"]),
        Column("event", labels["event"]),
        Column("on", labels["on"], kind="when"),
        Column("qty", str(_LOT.field("qty").label), kind="number"),
        Column("to", str(KINDS["movement"].field("to").label)),
        Column("left", str(_LOT.field("left").label), kind="number"),
    )
    rows: list[Row] = [
        {
            "id": row["id"],
            "household": row["household"],
            "event": row["event"],
            "on": Span.day(date.fromisoformat(row["day"])),
            "qty": row["qty"],
            "to": row["passed_to"],
            "left": rest,
        }
        for row in connection.execute(sql("recall"), {"lot": lot_id})
    ]
    return Sheet(columns, tuple(rows))


def violations(connection: sqlite3.Connection) -> list[str]:
    """A line for each lot whose books do not add up."""
    said = {
        "below_zero": _("Lot {lot} is below zero on {day}: {number}"),
        "overweight": _("More weight has left lot {lot} than it had: {number} g"),
        "unweighed": _("Lot {lot}: the weight of {number} entries is missing"),
        "stocktake": _("Lot {lot}: the stocktake on {day} began with {number}, which is not so any more"),
    }
    return [
        said[row["code"]].format(
            lot=row["lot"], day=Span.day(date.fromisoformat(row["day"])).human(), number=row["number"]
        )
        for row in connection.execute(sql("stock_identity"))
    ]
