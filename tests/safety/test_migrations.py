"""From every former version, with a town's rows in it; interrupted at every step, and within the steps."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.lengths import is_long
from wagamachi_cli.register import migrating, opening, writing

from . import old, town

VERSIONS = range(1, opening.VERSION)
STEPS = [(version, step) for version in VERSIONS for step in range(1, opening.VERSION - version + 1)]


def former(version: int, town_file: Path) -> Path:
    path = town_file.with_name(f"of-{version}.db")
    old.write_as(version, town_file, path)
    return path


def carried(path: Path) -> int:
    return int(town.rows(path, "PRAGMA user_version")[0][0])


def in_a_child(path: Path, disturb: Callable[[], None]) -> int:
    """How a process that looks at the register ends, when ``disturb`` has been done to it before."""
    child = os.fork()
    if not child:
        code = 70
        try:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            disturb()
            code = town.run(path, "council", "list")[0]
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise RuntimeError("half way")


def after_step(number: int, happens: Callable[[], None]) -> Callable[[], None]:
    """Something happens when so many steps are done."""

    def disturb() -> None:
        from alembic.runtime.migration import MigrationContext

        stamp, done = MigrationContext.stamp, [0]

        def stamped(*words):  # type: ignore[no-untyped-def]
            stamp(*words)
            done[0] += 1
            if done[0] == number:
                happens()

        MigrationContext.stamp = stamped

    return disturb


def at_statement(number: int, *, killed: bool) -> Callable[[], None]:
    """The process is killed, or the statement broken off, at this one of all that are run."""

    def disturb() -> None:
        prepare, run = writing.prepare, [0]

        def prepared(connection):  # type: ignore[no-untyped-def]
            prepare(connection)

            def traced(_statement: str) -> None:
                run[0] += 1
                if run[0] == number:
                    if killed:
                        kill()
                    connection.interrupt()

            connection.set_trace_callback(traced)

        writing.prepare = prepared

    return disturb


def see_untouched(path: Path, version: int, before: town.Content) -> None:
    """It is still the old one, whole; and the next look at it brings it up to date."""
    town.rows(path, "SELECT 1 FROM sqlite_schema")  # plays a hot journal back
    assert carried(path) == version
    assert town.content(path) == before
    assert town.rows(path, "PRAGMA integrity_check") == [("ok",)]
    code, _out, err = town.run(path, "council", "list")
    assert code == 0, err
    assert carried(path) == opening.VERSION
    code, out, _err = town.run(path, "check")
    assert code == 0, out


_SCHEMA = "SELECT name, type FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY name"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, ...]]:
    """What a new register consists of."""
    path = tmp_path_factory.mktemp("fresh") / "wagamachi.db"
    assert town.run(path, "init")[0] == 0
    return town.rows(path, _SCHEMA)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_row_is_there_afterwards(version: int, town_file: Path, fresh: list[tuple[Any, ...]]) -> None:
    path = former(version, town_file)
    before = town.content(path)
    code, out, err = town.run(path, "check")
    assert code == 0, (out, err)
    after = town.content(path)
    for table, rows in before.items():
        if table in after and not table.startswith("alembic") and not table.startswith("history_command"):
            assert len(after[table]) >= len(rows), table
    kept = path.with_name(f"of-{version}.version-{version}.db")
    assert town.content(kept) == before
    assert town.rows(path, _SCHEMA) == fresh
    code, _out, err = town.run(path, "council", "add", "新しい会")
    assert code == 0, err
    assert town.run(path, "undo")[0] == 0


@pytest.mark.parametrize(("version", "step"), STEPS if is_long() else STEPS[:2])
def test_killed_and_failing_after_a_step(version: int, step: int, town_file: Path) -> None:
    path = former(version, town_file)
    before, whole = town.content(path), path.read_bytes()
    assert in_a_child(path, after_step(step, kill)) == -signal.SIGKILL
    see_untouched(path, version, before)
    path.write_bytes(whole)
    assert in_a_child(path, after_step(step, fail)) == 5
    see_untouched(path, version, before)


@pytest.mark.long
@pytest.mark.parametrize("version", VERSIONS)
def test_killed_and_broken_off_within_the_steps(version: int, town_file: Path) -> None:
    path = former(version, town_file)
    before, whole = town.content(path), path.read_bytes()
    assert migrating.shipped()  # imported once, for all children
    number, tried = 1, 0
    while True:
        codes = []
        for killed in (True, False):
            folder = path.with_name(f"at-{number}-{killed}")
            folder.mkdir()
            copy = folder / path.name
            copy.write_bytes(whole)
            codes.append(in_a_child(copy, at_statement(number, killed=killed)))
            if codes[-1] != 0:
                see_untouched(copy, version, before)
            shutil.rmtree(folder)
        if codes[0] == 0:
            break
        assert codes[0] == -signal.SIGKILL
        assert codes[1] in (0, 5, 130), codes  # a statement that is over cannot be broken off
        number += max(1, number // 6)
        tried += 1
    assert tried > 10
