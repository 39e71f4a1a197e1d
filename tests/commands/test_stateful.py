"""Any sequence of commands, taken back and done again: the register is what it was."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.lengths import by_length
from wagamachi_cli.kinds import KINDS

from .typing_at_random import Register, Word, command, typed

pytestmark = pytest.mark.long(short=True)
_QUIET = settings(
    max_examples=by_length(3, 25),
    deadline=None,
    stateful_step_count=12,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
_FIRST = (
    ("council", "area", "add", "東"),
    ("council", "area", "add", "西"),
    ("council", "add", "東の会", "--area", "東", "--established", "H30"),
    ("council", "add", "西の会", "--established", "H30"),
    ("activity", "add", "つくし", "--category", "居場所", "--started", "H30", "--council", "東の会"),
    ("activity", "add", "よもぎ", "--category", "居場所", "--started", "H30"),
    ("council", "partner", "add", "商店会"),
    ("council", "partner", "add", "商店街"),
)


@pytest.fixture(scope="module", autouse=True)
def _town(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A small town behind a floor, made once and copied."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAGAMACHI_TODAY", "2022-01-24")
        patch.setenv("WAGAMACHI_LANG", "ja")
        folder = tmp_path_factory.mktemp("town")
        made = Register(folder / "made.db")
        assert made("init")[0] == 0
        for words in _FIRST:
            code, said = made(*words)
            assert code == 0, said
        assert Register(folder / "town.db")("restore", str(made.path))[0] == 0
        patch.setattr(Town, "made", folder / "town.db")
        yield


class Town:
    """Copies of the small town."""

    made = Path()

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wagamachi-test-"))
        self.registers: list[Register] = []

    def new(self, name: str) -> Register:
        self.registers.append(Register(Path(shutil.copy2(self.made, self.folder / f"{name}.db"))))
        return self.registers[-1]

    def close(self) -> None:
        for register in self.registers:
            register.close()
        shutil.rmtree(self.folder)


class Mending(RuleBasedStateMachine):
    """Commands, undos of the last and of any step, and redos, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.town = Town()
        self.register = self.town.new("register")
        self.floor = self.register.last()
        self.start = self.register.dump()

    @rule(data=st.data())
    def write(self, data: st.DataObject) -> None:
        words = typed(command(data.draw, self.register))
        code, said = self.register(*words)
        assert code in (0, 2, 3, 4), (words, said)

    @rule()
    def undo(self) -> None:
        assert self.register("undo")[0] in (0, 4)

    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(self.floor, self.register.last()))
        before = self.register.dump()
        tried, said = self.register("undo", str(number), "--dry-run")
        assert self.register.dump() == before
        code, said = self.register("undo", str(number))
        assert code in (0, 4), said
        assert code == tried, said

    @rule()
    def redo(self) -> None:
        code, said = self.register("redo")
        assert code in (0, 4), said

    def teardown(self) -> None:
        try:
            self.back_and_forth()
        finally:
            self.town.close()

    def back_and_forth(self) -> None:
        """Everything undone is the start, everything redone the end."""
        end = self.register.dump()
        undone = 0
        while True:
            code, said = self.register("undo")
            if code != 0:
                break
            undone += 1
        assert str(self.floor) in said, said
        assert self.register.dump() == self.start
        for _number in range(undone):
            code, said = self.register("redo")
            assert code == 0, said
        assert self.register.dump() == end
        assert self.register("check")[0] == 0


TestMending = Mending.TestCase
TestMending.settings = _QUIET


@given(data=st.data())
@_QUIET
def test_undo_in_the_middle_is_never_having_done_it(data: st.DataObject) -> None:
    town = Town()
    try:
        _compare(data, town)
    finally:
        town.close()


def _compare(data: st.DataObject, town: Town) -> None:
    with_it = town.new("with")
    done: list[tuple[int, list[Word], dict[str, list[int]]]] = []
    for _number in range(data.draw(st.integers(2, 12))):
        words = command(data.draw, with_it)
        before, given_out = with_it.last(), _highest(with_it)
        code, _said = with_it(*typed(words))
        if code == 0 and with_it.last() > before:
            done.append((with_it.last(), words, _new(with_it, given_out)))
    if not done:
        return
    number = data.draw(st.sampled_from([number for number, *_rest in done[:-1] or done]))
    code, said = with_it("undo", str(number))
    assert code in (0, 4), said
    if code == 4:
        return
    without = town.new("without")
    known: dict[tuple[str, int], int] = {}
    for one, words, made in done:
        if one == number:
            continue
        given_out = _highest(without)
        line = typed(words, known)
        code, said = without(*line)
        assert code == 0, (number, line, said)
        for table, ids in _new(without, given_out).items():
            known |= {(table, old): new for old, new in zip(made[table], ids, strict=True)}
    assert _by_rank(with_it) == _by_rank(without)


def _highest(register: Register) -> dict[str, int]:
    return dict(register.rows("SELECT name, seq FROM sqlite_sequence"))  # type: ignore[arg-type]


def _new(register: Register, given_out: dict[str, int]) -> dict[str, list[int]]:
    """The ids that were given out since."""
    return {
        table: [row[0] for row in rows if row[0] > given_out.get(table, 0)]
        for table, rows in register.dump().items()
    }


def _by_rank(register: Register) -> dict[str, list[tuple[Any, ...]]]:
    """Every row, with each id as the place among those of its table: ids are never given out twice."""
    dump = register.dump()
    rank = {(table, row[0]): place for table, rows in dump.items() for place, row in enumerate(rows)}
    ranked: dict[str, list[tuple[Any, ...]]] = {}
    for table, rows in dump.items():
        keys = {
            column: other
            for other, column in register.rows(
                f'SELECT "table", "from" FROM pragma_foreign_key_list(\'{table}\')'
            )
        } | {"id": table}
        names = [row[0] for row in register.rows(f"SELECT name FROM pragma_table_info('{table}')")]
        ranked[table] = [
            tuple(
                _merged(rank, table, rank.get((_other(keys, names, row, name), value), value))
                if name in keys or name == "record_id"
                else _merged(rank, table, value)
                for name, value in zip(names, row, strict=True)
            )
            for row in rows
        ]
    return ranked


def _other(keys: dict[str, str], names: list[str], row: tuple[Any, ...], name: str) -> str:
    if name == "record_id":
        return KINDS[row[names.index("record_kind")]].table
    return keys[name]


def _merged(rank: dict[tuple[str, int], int], table: str, value: Any) -> Any:
    """A record that was merged away names the other by its id."""
    if isinstance(value, str) and value.startswith("merged into "):
        return f"merged into {rank[table, int(value.split()[-1])]}"
    return value
