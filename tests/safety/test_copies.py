"""``backup`` at the command line: how many stay, where they go, what a failing one does."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Wagamachi
from tests.lengths import by_length
from wagamachi_cli.register import whose

from . import town
from .old import write_as
from .test_together import ended, in_turn


def copies(register: Wagamachi) -> set[str]:
    return {file.name for file in (register.db.parent / "backups").iterdir()}


def test_keep_leaves_the_latest(empty: Wagamachi) -> None:
    empty.ok("backup")
    folder = empty.db.parent / "backups"
    for number in range(1, 12):
        shutil.copy(empty.db, folder / f"wagamachi-{date(2022, 1, 24) - timedelta(days=number)}.db")
    shutil.copy(empty.db, folder / "wagamachi-2022-01-20-2.db")
    shutil.copy(empty.db, folder / "wagamachi-2022-01-20-10.db")
    others = {"wagamachi-2000.db", "other-2000-01-01.db", "wagamachi-2000-01-01.txt"}
    for name in others:
        (folder / name).write_text("another file")
    made = empty.json("backup", "--keep", "6")["backup"]
    assert made.endswith("wagamachi-2022-01-24-2.db")
    assert copies(empty) == others | {
        "wagamachi-2022-01-24-2.db",
        "wagamachi-2022-01-24.db",
        "wagamachi-2022-01-23.db",
        "wagamachi-2022-01-22.db",
        "wagamachi-2022-01-21.db",
        "wagamachi-2022-01-20-10.db",
    }
    empty.ok("backup", "--keep", "1")
    assert copies(empty) - others == {"wagamachi-2022-01-24-3.db"}


def test_keep_is_a_number_and_for_the_folder(empty: Wagamachi) -> None:
    for words in (("--keep", "0"), ("--keep", "x"), ("a.db", "--keep", "3")):
        empty.refused(2, "backup", *words)
    assert not (empty.db.parent / "backups").exists()


def test_a_copy_that_cannot_be_made_takes_no_other_away(empty: Wagamachi) -> None:
    empty.ok("backup")
    before = copies(empty)
    empty.db.write_bytes(empty.db.read_bytes()[:-4096])
    empty.refused(5, "backup", "--keep", "1")
    assert copies(empty) == before


@pytest.mark.long(short=True)
def test_a_copy_taken_during_writing_is_of_a_moment_that_was(town_file: Path, tmp_path: Path) -> None:
    """Whatever is being written: the copy holds what some number of whole commands had left."""
    names = [f"会{number:03}" for number in range(by_length(6, 60))]
    assert town.run(town_file, "backup", str(tmp_path / "warm.db"))[0] == 0
    before = len(town.rows(town_file, "SELECT 1 FROM council"))
    writer = in_turn(town_file, [["council", "add", name, "--area", "架空台"] for name in names])
    copies: list[Path] = []
    while not os.waitid(os.P_PID, writer, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        copies.append(tmp_path / f"copy{len(copies)}.db")
        code, _out, err = town.run(town_file, "backup", str(copies[-1]))
        assert code == 0, err
    assert ended([writer]) == [0]
    moments = set()
    for copy in copies:
        back = copy.with_name(f"back-{copy.name}")
        code, _out, err = town.run(back, "restore", str(copy))
        assert code == 0, err
        assert town.run(back, "check")[0] == 0
        there = [
            name for (name,) in town.rows(back, "SELECT name FROM council WHERE name LIKE '会%' ORDER BY id")
        ]
        assert there == names[: len(there)]
        areas = town.rows(
            back,
            "SELECT count(*) FROM council_area JOIN council ON council.id = council_id WHERE name LIKE '会%'",
        )
        assert areas == [(len(there),)], "a command is in it whole or not at all"
        assert len(town.rows(back, "SELECT 1 FROM council")) == before + len(there)
        moments.add(len(there))
    assert len(moments) > 1


@pytest.mark.parametrize("cut", [0, 50, 4_096, -4_096])
def test_a_damaged_copy_is_refused(cut: int, fuchu: Wagamachi) -> None:
    copy = fuchu.db.with_name("copy.db")
    fuchu.ok("backup", str(copy))
    copy.write_bytes(copy.read_bytes()[:cut])
    error = fuchu.refused(5, "restore", str(copy))
    assert error["hint"]
    fuchu.ok("check")
    bare = fuchu.db.with_name("bare.db")
    assert fuchu("--db", str(bare), "restore", str(copy)).code == 5
    assert not bare.exists()


def test_on_a_bare_machine(fuchu: Wagamachi, tmp_path: Path) -> None:
    """Nothing but the program and the copy: no register, no folder, no setting."""
    fuchu.ok("council", "add", "架空台の会")
    copy = tmp_path / "写し.db"
    fuchu.ok("backup", str(copy))
    home = tmp_path / "home"
    home.mkdir()
    bare = {"HOME": str(home), "PATH": os.environ["PATH"], "WAGAMACHI_TODAY": "2022-01-24"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "wagamachi_cli", *words]
        return subprocess.run(line, env=bare, capture_output=True, encoding="utf-8", check=False)

    assert run("council", "list").returncode == 5
    made = run("restore", str(copy))
    assert made.returncode == 0, made.stderr
    assert "架空台の会" in run("council", "list").stdout
    assert run("check").returncode in (0,)
    (there,) = home.rglob("*.db")
    assert there.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("what", ["pipe", "folder", "link to a pipe"])
def test_what_is_no_ordinary_file_is_not_replaced(what: str, fuchu: Wagamachi, tmp_path: Path) -> None:
    """A device, as /dev/null is one, would be gone for the whole machine."""
    target = tmp_path / "target"
    if what == "folder":
        target.mkdir()
    else:
        os.mkfifo(tmp_path / "pipe")
        target.symlink_to(tmp_path / "pipe") if what.startswith("link") else (tmp_path / "pipe").rename(
            target
        )
    kind = target.lstat().st_mode
    for words in ((), ("--force",)):
        fuchu.refused(6, "backup", str(target), *words)
        assert target.lstat().st_mode == kind


def test_a_copy_through_a_link_replaces_the_file_itself(fuchu: Wagamachi, tmp_path: Path) -> None:
    real = tmp_path / "real.db"
    real.write_text("an older copy")
    (tmp_path / "link.db").symlink_to(real)
    fuchu.ok("backup", str(tmp_path / "link.db"), "--force")
    assert (tmp_path / "link.db").is_symlink()
    assert town.run(real, "check")[0] == 0


@pytest.fixture
def two(fuchu: Wagamachi, tmp_path: Path) -> tuple[Wagamachi, str]:
    """Two registers of one file name that have one folder for their copies."""
    shared = tmp_path / "shared"
    other = str(tmp_path / "west" / fuchu.db.name)
    fuchu.ok("--db", other, "init")
    for which in (str(fuchu.db), other):
        fuchu.ok("--db", which, "config", "set", "backup_folder", str(shared))
        fuchu.ok("--db", which, "council", "add", "架空台の会")
    return fuchu, other


def whose_copies(register: Wagamachi, which: str) -> set[str]:
    """The names of the copies in the shared folder that are of the register ``which``."""
    folder = register.db.parent / "shared"
    mine = register.ok("--db", which, "status", "-f", "json").json["uuid"]
    return {file.name for file in folder.iterdir() if whose.of(file) == mine}


def test_two_registers_in_one_folder_have_their_own_copies(two: tuple[Wagamachi, str]) -> None:
    register, other = two
    mine, theirs = (whose_copies(register, which) for which in (str(register.db), other))
    assert mine == {"wagamachi-2022-01-24.db"}
    assert len(theirs) == 1
    for which, own in ((str(register.db), mine), (other, theirs)):
        last = register.ok("--db", which, "status", "-f", "json").json["last_copy"]
        assert Path(last).name in own
    register.ok("--db", other, "council", "add", "架空原の会")
    assert whose_copies(register, other) == theirs, "once a day"


def test_keep_takes_away_only_its_own(two: tuple[Wagamachi, str]) -> None:
    register, other = two
    mine = whose_copies(register, str(register.db))
    register.ok("--db", other, "backup", "--keep", "1")
    assert whose_copies(register, str(register.db)) == mine
    assert len(whose_copies(register, other)) == 1


def test_the_copy_of_another_register_is_refused(two: tuple[Wagamachi, str], tmp_path: Path) -> None:
    register, other = two
    copy = register.ok("--db", other, "status", "-f", "json").json["last_copy"]
    error = register.refused(4, "restore", copy)
    assert "--db" in error["hint"]
    register.ok("--db", str(tmp_path / "third.db"), "restore", copy)
    register.ok("--db", other, "restore", copy)


def test_forget_names_only_its_own_copies(two: tuple[Wagamachi, str]) -> None:
    register, other = two
    for which in (str(register.db), other):
        register.ok("--db", which, "pantry", "household", "add", "--contact", "042-000-0001")
        register.ok("--db", which, "backup")
    told = register.ok("forget", "H-0001", "-f", "json").json["copies"]
    assert {Path(one).name for one in told} < whose_copies(register, str(register.db))
    assert len(told) == 1


def odd(place: Path, whole: Path, what: str) -> None:
    """Something odd at ``place``, where a copy of the register ``whole`` could be."""
    if what == "pipe":
        os.mkfifo(place)
    elif what == "huge":
        with place.open("wb") as file:
            file.truncate(20 * 2**30)
    elif what == "folder":
        place.mkdir()
    else:
        shutil.copy(whole, place)
        with contextlib.closing(sqlite3.connect(place)) as connection:
            connection.execute("DROP TABLE register_identity")
            connection.execute(
                "CREATE VIEW register_identity AS WITH RECURSIVE n (id) AS"
                " (SELECT 2 UNION ALL SELECT id + 1 FROM n) SELECT id, '' AS uuid FROM n"
            )


@pytest.mark.parametrize("what", ["pipe", "huge", "folder", "view without end"])
def test_an_odd_file_beside_the_register_stops_nothing(
    what: str, fuchu: Wagamachi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whose, "PATIENCE", 0.2)
    monkeypatch.setattr(whose, "_LONG", 0.2)
    fuchu.ok("pantry", "household", "add", "--contact", "042-000-0001")
    folder = fuchu.db.parent / "backups"
    shutil.rmtree(folder)
    folder.mkdir()
    for place in (folder / "wagamachi-2022-01-24.db", fuchu.db.with_name("odd.db")):
        odd(place, fuchu.db, what)
    fuchu.ok("council", "add", "架空台の会")
    assert fuchu.json("status")["last_copy"].endswith(".db")
    fuchu.ok("backup", "--keep", "1")
    fuchu.ok("forget", "H-0001")
    assert b"042-000-0001" not in fuchu.db.read_bytes()


@pytest.mark.parametrize("version", [1, 5, 8])
def test_a_copy_of_any_version_says_whose_it_is(version: int, tmp_path: Path, town_file: Path) -> None:
    old, now = tmp_path / "old.db", tmp_path / "now.db"
    write_as(version, town_file, old)
    shutil.copy(old, now)
    assert town.run(now, "status")[0] == 0
    assert whose.of(old) == whose.of(now) is not None
