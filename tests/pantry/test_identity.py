"""Whatever is done: donated + found = distributed + passed on + discarded + lost + in stock."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.lengths import by_length
from wagamachi_cli import register
from wagamachi_cli.errors import RefusedError
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.model import removing, writing
from wagamachi_cli.period import Span
from wagamachi_cli.queries.records import read
from wagamachi_cli.queries.stock import in_stock, violations
from wagamachi_cli.register import undoing
from wagamachi_cli.sheet import Line, kilograms

TODAY = date(2022, 1, 24)
ITEMS = ("米", "茶")
DAYS = st.integers(0, 8).map(lambda back: Span.day(TODAY - timedelta(days=back)))
QTY = st.integers(1, 7)
_MADE: dict[str, bytes] = {}


def _register(path: Path) -> None:
    if "db" not in _MADE:
        from wagamachi_cli import app

        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("WAGAMACHI_DB", str(path))
            patch.setenv("WAGAMACHI_TODAY", TODAY.isoformat())
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                assert app.run(["init"]) == 0
        _MADE["db"] = path.read_bytes()
    path.write_bytes(_MADE["db"])


def _grams(value: Any) -> int:
    return round((value or 0) * 1000)


class Pantry(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "wagamachi.db"
        _register(self.path)
        with self.step() as session:
            self.partner = writing.add(session, KINDS["partner"], {"name": "団体甲"}, TODAY)
            self.households = [writing.add(session, KINDS["household"], {}, TODAY) for _ in range(2)]

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    @contextlib.contextmanager
    def step(self, command: str = "test", kind: str = "step", target: int | None = None) -> Iterator[Any]:
        with register.write(self.path, command, TODAY, kind, target) as session:
            yield session

    def do(self, work: Callable[[Any], object]) -> None:
        """A refusal is an answer, too: it changes nothing."""
        before = self.path.read_bytes()
        try:
            with self.step() as session:
                work(session)
        except RefusedError:
            assert self.path.read_bytes() == before

    def ids(self, kind: str) -> list[int]:
        with register.read(self.path) as connection:
            return [int(str(row["id"])) for row in read(connection, KINDS[kind], TODAY).rows]

    def some(self, data: Any, kind: str) -> int:
        return int(data.draw(st.sampled_from(self.ids(kind) or [0])))

    def add(self, kind: str, given: dict[str, Any], anyway: str | None = "試し") -> None:
        self.do(lambda session: writing.add(session, KINDS[kind], given, TODAY, anyway))

    def edit(self, kind: str, identifier: int, given: dict[str, Any]) -> None:
        if identifier:
            self.do(lambda session: writing.edit(session, KINDS[kind], identifier, given, TODAY, "試し"))

    @rule(
        item=st.sampled_from(ITEMS),
        qty=QTY,
        grams=st.none() | st.integers(1, 30),
        on=DAYS,
        last=st.none() | st.integers(-12, 5),
        use_by=st.booleans(),
    )
    def donate(
        self, item: str, qty: int, grams: int | None, on: Span, last: int | None, use_by: bool
    ) -> None:
        given = {"item": item, "qty": qty, "unit": "点", "weight_kg": grams, "on": on}
        if last is not None:
            given["use_by" if use_by else "best_before"] = Span.day(TODAY + timedelta(days=last))
        self.add("lot", given)

    @rule(data=st.data(), qty=st.none() | QTY, on=DAYS, items=st.sets(st.sampled_from(ITEMS), min_size=1))
    def distribute(self, data: Any, qty: int | None, on: Span, items: set[str]) -> None:
        household = data.draw(st.sampled_from(self.households))
        stocked = {item for item in items if any(row["item"] == item for row in self.lots())}
        lines = dict.fromkeys(sorted(stocked), qty or 1)
        self.add("distribution", {"household": household, "on": on, "lines": lines})

    @rule(
        data=st.data(),
        kind=st.sampled_from(["discarded", "passed_on", "found", "lost"]),
        qty=QTY,
        on=DAYS,
    )
    def move(self, data: Any, kind: str, qty: int, on: Span) -> None:
        lot = self.some(data, "lot")
        if lot:
            to = {"to": self.partner} if kind == "passed_on" else {}
            self.add("movement", {"lot": lot, "kind": kind, "qty": qty, "on": on, **to})

    @rule(data=st.data(), counted=st.integers(0, 8), on=DAYS)
    def count(self, data: Any, counted: int, on: Span) -> None:
        lot = self.some(data, "lot")
        if lot:
            self.add("movement", {"lot": lot, "counted": counted, "on": on})

    @rule(data=st.data(), qty=st.none() | QTY, grams=st.none() | st.integers(1, 30), on=st.none() | DAYS)
    def mend_lot(self, data: Any, qty: int | None, grams: int | None, on: Span | None) -> None:
        given = {"qty": qty, "weight_kg": grams, "on": on}
        self.edit("lot", self.some(data, "lot"), {key: value for key, value in given.items() if value})

    @rule(data=st.data(), qty=QTY, on=st.none() | DAYS)
    def mend_visit(self, data: Any, qty: int, on: Span | None) -> None:
        lots = self.lots()
        if lots:
            lines = {data.draw(st.sampled_from([str(row["item"]) for row in lots])): qty}
            given = {"lines": lines} | ({"on": on} if on else {})
            self.edit("distribution", self.some(data, "distribution"), given)

    @rule(data=st.data(), qty=QTY, on=DAYS)
    def mend_movement(self, data: Any, qty: int, on: Span) -> None:
        self.edit("movement", self.some(data, "movement"), {"qty": qty, "on": on})

    @rule(data=st.data(), kind=st.sampled_from(["lot", "distribution", "movement"]))
    def remove(self, data: Any, kind: str) -> None:
        identifier = self.some(data, kind)
        if identifier:
            self.do(lambda session: removing.remove(session, KINDS[kind], [identifier], "誤り", TODAY))

    @rule(data=st.data(), grams=st.integers(1, 30))
    def reweigh(self, data: Any, grams: int) -> None:
        from wagamachi_cli.model import stock

        lot = self.some(data, "lot")
        if lot:
            self.do(lambda session: stock.reweigh(session, lot, grams))

    @rule(data=st.data())
    def undo(self, data: Any) -> None:
        with register.read(self.path) as connection:
            steps = [
                row[0] for row in connection.execute("SELECT id FROM history_command WHERE kind = 'step'")
            ]
            number = data.draw(st.sampled_from(steps[1:] or [0]))
            try:
                number = undoing.chosen(connection, number) if number else 0
            except RefusedError:
                return
        if number:
            before = self.path.read_bytes()
            try:
                with self.step("undo", "undo", number) as session:
                    undoing.undo(session, number, TODAY)
            except RefusedError:
                assert self.path.read_bytes() == before

    @precondition(lambda self: hasattr(self, "path"))
    @rule()
    def redo(self) -> None:
        with register.read(self.path) as connection:
            try:
                number = undoing.last_undone(connection)
            except RefusedError:
                return
        with contextlib.suppress(RefusedError), self.step("redo", "redo", number) as session:
            undoing.redo(session, number)

    def lots(self) -> list[Any]:
        with register.read(self.path) as connection:
            return list(read(connection, KINDS["lot"], TODAY, whole=True).rows)

    @invariant()
    def adds_up(self) -> None:
        """Per lot, in pieces and in grams, from what the lists say; and never below zero on an evening."""
        if not hasattr(self, "path"):
            return
        with register.read(self.path) as connection:
            assert violations(connection) == []
            pieces, grams = Counter[int](), Counter[int]()
            unweighed = set()
            for row in read(connection, KINDS["lot"], TODAY, whole=True).rows:
                pieces[int(str(row["id"]))] += int(str(row["qty"]))
                grams[int(str(row["id"]))] += _grams(row["weight_kg"])
                if row["weight_kg"] is None:
                    unweighed.add(row["id"])
            for row in read(connection, KINDS["movement"], TODAY, whole=True).rows:
                sign = 1 if row["kind"].code == "found" else -1  # type: ignore[union-attr]
                pieces[int(str(row["lot"]))] += sign * int(str(row["qty"]))
                grams[int(str(row["lot"]))] += sign * _grams(row["weight_kg"])
            for row in read(connection, KINDS["distribution"], TODAY, whole=True).rows:
                lines = row["lines"]
                assert isinstance(lines, list)
                for line in lines:
                    assert isinstance(line, Line)
                    pieces[int(str(line.parts["lot"]))] -= int(str(line.parts["qty"]))
                    grams[int(str(line.parts["lot"]))] -= _grams(line.parts["weight_kg"])
            for day in range(13):
                for row in in_stock(connection, TODAY - timedelta(days=day)).rows:
                    assert int(str(row["qty"])) >= 0
            for row in in_stock(connection, TODAY).rows:
                lot = int(str(row["id"]))
                assert pieces.pop(lot, 0) == row["qty"]
                weight = grams.pop(lot, 0)
                assert row["weight_kg"] == (None if lot in unweighed else kilograms(weight))
            assert not any(pieces.values())
            assert not any(grams.values())


Pantry.TestCase.settings = settings(
    max_examples=by_length(6, 60),
    stateful_step_count=by_length(20, 25),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestIdentity = pytest.mark.long(short=True)(Pantry.TestCase)
