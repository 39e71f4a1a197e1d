from __future__ import annotations

import sqlite3

from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.types import Choice


def test_every_field_with_choices_has_some(unfilled: sqlite3.Connection) -> None:
    have = {row[0] for row in unfilled.execute("SELECT DISTINCT field FROM choice")}
    need = {
        f.type.field for k in KINDS.values() for f in k.fields if isinstance(f.type, Choice) and f.type.field
    }
    assert need <= have


def test_no_label_stands_for_two_choices(unfilled: sqlite3.Connection) -> None:
    for label in ("label_ja", "label_en"):
        assert not unfilled.execute(
            f"SELECT field, {label} FROM choice GROUP BY 1, 2 HAVING count(*) > 1"
        ).fetchall()


def test_the_seed_is_as_large_as_the_source(seeded: sqlite3.Connection) -> None:
    def count(table: str, where: str = "1") -> int:
        return int(seeded.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])

    assert {t: count(t) for t in ("area", "council", "council_alias", "council_area", "meeting", "partner", "partner_link")} == {
        "area": 11, "council": 5, "council_alias": 1, "council_area": 5, "meeting": 2, "partner": 1, "partner_link": 1,
    }  # fmt: skip
    assert {m: count("figure", f"measure = '{m}'") for (m,) in seeded.execute("SELECT DISTINCT measure FROM figure").fetchall()} == {
        "placement.new": 8, "council.established": 1, "activity.started": 28, "consultant.registered": 1,
    }  # fmt: skip
    assert count("placement") == count("activity") == 0
    assert count("choice", "field = 'task' AND code <> 'other'") == 9
