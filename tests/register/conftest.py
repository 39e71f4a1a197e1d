"""A small register of its own: toy tables, toy steps, and other processes that get in the way."""

from __future__ import annotations

import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

from wagamachi_cli import errors, language, register
from wagamachi_cli.register import history, opening, own_tables
from wagamachi_cli.register.migrating import Schema

TODAY = date(2022, 1, 31)

FIRST = '''
"""The toy register's first version."""
from alembic import op
from sqlalchemy import MetaData

from wagamachi_cli.register import history, own_tables

revision, down_revision = "0001", None


def upgrade():
    metadata = MetaData()
    history.define(metadata)
    own_tables.define(metadata)
    metadata.create_all(op.get_bind())
    op.execute("INSERT INTO history_now (id) VALUES (1)")
    op.execute(
        "CREATE TABLE choice (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
        " field TEXT NOT NULL, code TEXT NOT NULL, UNIQUE (field, code)) STRICT"
    )
    op.execute(
        "CREATE TABLE thing (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
        " name TEXT NOT NULL UNIQUE COLLATE NOCASE, size INTEGER CONSTRAINT ck_thing_size CHECK (size >= 0),"
        " kind TEXT, parent_id INTEGER REFERENCES thing (id)) STRICT"
    )
'''


def toy_metadata() -> MetaData:
    metadata = MetaData()
    history.define(metadata)
    own_tables.define(metadata)
    strict: dict[str, Any] = {"sqlite_autoincrement": True, "sqlite_strict": True}
    Table(
        "choice",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("field", Text, nullable=False),
        Column("code", Text, nullable=False),
        UniqueConstraint("field", "code"),
        **strict,
    )
    Table(
        "thing",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("name", Text(collation="NOCASE"), nullable=False, unique=True),
        Column("size", Integer),
        Column("kind", Text, info={"choice": "kind"}),
        Column("parent_id", Integer, ForeignKey("thing.id")),
        CheckConstraint("size >= 0", name="ck_thing_size"),
        **strict,
    )
    return metadata


def toy_schema(folder: Path, *further: str) -> Schema:
    """The toy schema with ``further`` steps, each the body of an upgrade()."""
    versions = folder / "versions"
    versions.mkdir(parents=True)
    (versions / "0001_first.py").write_text(FIRST, encoding="utf-8")
    for number, body in enumerate(further, start=2):
        (versions / f"{number:04}_next.py").write_text(
            f"from alembic import op\nrevision, down_revision = '{number:04}', '{number - 1:04}'\n"
            f"def upgrade():\n" + "".join(f"    {line}\n" for line in body.strip().splitlines()),
            encoding="utf-8",
        )
    return Schema(toy_metadata(), folder)


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    language.set_language("en")
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.2)
    monkeypatch.setattr(opening, "VERSION", 1)  # the toy register's, whatever steps we ship
    errors.take_warnings()
    yield
    errors.take_warnings()
    language.set_language("ja")


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    return toy_schema(tmp_path_factory.mktemp("steps") / "toy")


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Path:
    path = tmp_path_factory.mktemp("made") / "register.db"

    def fill(session: Any) -> None:
        raw = session.connection().connection.driver_connection
        raw.executemany("INSERT INTO choice (field, code) VALUES ('kind', ?)", [("a",), ("b",)])
        raw.execute("INSERT INTO thing (name, size, kind) VALUES ('つくし', 3, 'a')")

    language.set_language("en")
    register.create(path, "init", TODAY, fill, schema)
    return path


@pytest.fixture
def path(_made: Path, tmp_path: Path) -> Path:
    """A toy register with one thing in it."""
    return Path(shutil.copy2(_made, tmp_path / "register.db"))


def names(path: Path) -> list[str]:
    with register.read(path) as connection:
        return [row["name"] for row in connection.execute("SELECT name FROM thing ORDER BY id")]


def add(path: Path, name: str, size: int | None = None) -> None:
    with register.write(path, "thing add", TODAY) as session:
        session.connection().exec_driver_sql("INSERT INTO thing (name, size) VALUES (?, ?)", (name, size))


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` and what it holds."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@contextmanager
def holding(path: Path, statement: str) -> Iterator[None]:
    """Another process that has run ``statement`` on the file and does not let go."""
    script = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "for one in sys.argv[2].split(';'): connection.execute(one).fetchall()\n"
        "print('ready', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path), statement],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        try:
            yield
        finally:
            other.communicate("")


def in_child(work: Callable[[], object], user: int | None = None) -> object:
    """What ``work`` returns or raises in a forked process, as another user where we are root."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if user is not None and os.getuid() == 0:
                os.setgroups([])
                os.setgid(user)
                os.setuid(user)
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - whatever it is, the parent looks at it
                result = error
            with os.fdopen(writer, "wb") as pipe:
                pipe.write(pickle.dumps((type(result).__name__, getattr(result, "message", result))))
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(answer) if answer else None


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user reaches, too (pytest's own is closed to others)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o700)


def cut_off_write(path: Path) -> None:
    """Kill a writer when half of its write has reached the file."""
    script = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('PRAGMA cache_size = 2')\n"
        "connection.execute('BEGIN IMMEDIATE')\n"
        "connection.execute('INSERT INTO history_command (at, day, user, command, version, kind)'\n"
        "                   \" VALUES ('', '', '', '', '', 'step')\")\n"
        "connection.execute('UPDATE history_now SET command_id = 2')\n"
        "rows = ((str(n) * 99,) for n in range(999))\n"
        "connection.executemany('INSERT INTO thing (name) VALUES (?)', rows)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    before = path.read_bytes()
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == -9
    assert path.read_bytes() != before, "nothing was spilled: the test would test nothing"
    assert path.with_name(path.name + "-journal").stat().st_size > 0


def open_all_ways(path: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every door of the register, to be tried on a file that cannot be opened."""

    def reading() -> None:
        with register.read(path) as connection:
            connection.execute("SELECT count(*) FROM thing").fetchone()

    yield "read", reading
    yield "write", lambda: add(path, "よもぎ")
    yield "backup", lambda: register.backup(path, path.with_name("copy.db"))
    yield "create", lambda: register.create(path, "init", TODAY)
    yield "as a copy", lambda: register.restore(path.with_name("other.db"), path, TODAY)


def plain(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)
