"""A pack is gathered in one short look at the register, which is over before anything is drawn."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Wagamachi
from wagamachi_cli.output import chart


def test_nobody_has_to_wait_while_charts_are_drawn(
    fuchu: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[object] = []

    def picture(spec: object, *_rest: object) -> bytes:
        with closing(sqlite3.connect(fuchu.db, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            other.execute("ROLLBACK")
        drawn.append(spec)
        return b""

    monkeypatch.setattr(chart, "picture", picture)
    fuchu.ok("report", "year", "R2", "--out", str(tmp_path / "pack"), "--only", "png")
    assert drawn


def test_every_table_of_a_pack_is_of_one_moment(
    fuchu: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    connected = sqlite3.connect

    class Counting(sqlite3.Connection):
        def execute(self, question: str, values: object = ()) -> sqlite3.Cursor:  # type: ignore[override]
            begun.extend([question] if question.startswith("BEGIN") else [])
            return super().execute(question, values)  # type: ignore[arg-type]

    def connect(*place: object, **given: object) -> sqlite3.Connection:
        return connected(*place, factory=Counting, **given)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(sqlite3, "connect", connect)
    fuchu.ok("report", "year", "R2", "--out", str(tmp_path / "pack"), "--only", "csv")
    assert begun == ["BEGIN"]
