"""Names that no disk takes, and names that some programs stumble over."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from tests.conftest import Wagamachi
from wagamachi_cli import register
from wagamachi_cli.model.file import put_setting

from . import town

LINES = (
    "council list -o {}",
    "report activity --chart {}.png",
    "report quarter R3Q3 --out {} --only md",
    "report issue R3Q3 --out {} --only md",
    "report handover -o {}.md",
    "report activity --form {}.xlsx -o out.xlsx",
    "report narrative add R3Q3 --section これから --file {}",
    "export {}",
    "backup {}",
    "restore {}",
    "import councils {}",
    "template sessions -o {}.xlsx",
    "demo {}",
    "init --from {}",
    "config set backup_folder {}",
    "--db {} init",
    "--db {} status",
    "--db {} restore wagamachi.db",
)
BAD = {
    "a long name": "長" * 80 + ".csv",
    "a long path": "x/" * 3_000 + "a.csv",
    "NUL": "a\0b.csv",
    "very long": "長" * 40_000,
}


@pytest.mark.parametrize("what", BAD)
def test_a_name_that_no_disk_takes(what: str, empty: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(empty.db.parent)
    before, there = empty.db.read_bytes(), {path.name for path in Path().iterdir()}
    for line in LINES:
        words = [word.replace("{}", BAD[what]) for word in line.split()]
        result = empty(*words)
        assert result.code in (2, 5, 6), (line, result)
        assert 0 < len(result.err) < 700, line
        assert empty.db.read_bytes() == before
    assert {path.name for path in Path().iterdir()} == there


def test_a_folder_for_copies_that_cannot_be_only_warns(empty: Wagamachi) -> None:
    for number, folder in enumerate(("長" * 90, "/dev/null/x", "/proc/x")):
        with register.write(empty.db, "config set backup_folder", date(2022, 1, 24)) as session:
            put_setting(session, "backup_folder", folder)
        assert empty.ok("activity", "list").err == ""
        assert empty("status").code == 0
        assert empty.refused(6, "backup")["message"]
        assert "控えを作れませんでした" in empty.ok("council", "add", f"会{number}").err


def test_a_folder_for_copies_is_the_same_from_everywhere(
    empty: Wagamachi, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = empty.db.parent
    monkeypatch.chdir(here)
    empty.ok("config", "set", "backup_folder", "写し")
    (here / "elsewhere").mkdir()
    monkeypatch.chdir(here / "elsewhere")
    assert empty.json("backup")["backup"] == str(here / "写し" / "wagamachi-2022-01-24.db")
    assert list(Path().iterdir()) == []
    monkeypatch.setenv("HOME", str(here / "home"))
    empty.ok("config", "set", "backup_folder", "~/写し")
    assert empty.json("backup")["backup"].startswith(str(here / "home" / "写し"))
    empty.ok("config", "set", "backup_folder", "~nobody-of-that-name/x")


@pytest.mark.parametrize(
    "name",
    ["名 前/台 帳.db", 'a b/it\'s "so".db', "%20?mode=ro#x/a.db", "-x/-y.db", "😀/𠮷.db", "か\u3099/a"],
)
def test_a_place_with_any_name(name: str, fuchu: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    there = fuchu.db.parent / name
    there.parent.mkdir()
    fuchu.db.rename(there)
    monkeypatch.chdir(fuchu.db.parent)
    moved = Wagamachi(there, monkeypatch)
    moved.ok("council", "add", "架空台の会")
    moved.ok("backup", str(there.with_name("写し 1.db")))
    moved.ok("council", "list", "-o", str(there.with_name("一 覧.csv")))
    moved.ok("import", "councils", str(there.with_name("一 覧.csv")))
    moved.ok("export", str(there.with_name("書き 出し")))
    moved.ok("restore", str(there.with_name("写し 1.db")))
    moved.ok("check")


def test_through_a_link(fuchu: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    """A symbolic link is followed: the file itself is written, its side files and copies lie beside it."""
    desk = fuchu.db.parent / "desk"
    desk.mkdir()
    (desk / "link.db").symlink_to(fuchu.db)
    linked = Wagamachi(desk / "link.db", monkeypatch)
    linked.ok("council", "add", "架空台の会")
    linked.ok("undo")
    linked.ok("backup", str(desk / "copy.db"))
    linked.ok("restore", str(desk / "copy.db"))
    linked.ok("forget", "--before", "R4.12.31")
    linked.ok("check")
    assert (desk / "link.db").is_symlink()
    assert {path.name for path in desk.iterdir()} == {"link.db", "copy.db"}
    (desk / "lost.db").symlink_to(desk / "nowhere.db")
    lost = Wagamachi(desk / "lost.db", monkeypatch)
    lost.refused(5, "council", "list")
    lost.refused(5, "init")


def test_the_register_moved_away_during_a_command(fuchu: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that has it open writes on where it now lies; the next command says that it is gone."""
    away = fuchu.db.with_name("away.db")
    flush = Session.flush

    def moving(session: Session, *words: object) -> None:
        if fuchu.db.exists():
            fuchu.db.rename(away)
        flush(session, *words)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Session, "flush", moving)
        said = fuchu("council", "add", "架空台の会")
    assert not fuchu.db.exists(), "no empty register is made in its place"
    code, out, err = town.run(away, "check")
    assert code == 0, (out, err)
    (found,) = town.rows(away, "SELECT count(*) FROM council WHERE name = '架空台の会'")
    assert said.code == 5
    assert ("台帳への記録は済んでいて" in said.err) == (found == (1,)), said.err
    fuchu.refused(5, "council", "list")
    away.rename(fuchu.db)
    fuchu.ok("council", "list")


def test_the_folder_that_vanishes(fuchu: Wagamachi) -> None:
    shutil.rmtree(fuchu.db.parent)
    for words in (("council", "list"), ("council", "add", "x"), ("backup",), ("check",), ("status",)):
        assert fuchu.refused(5, *words)["hint"]
