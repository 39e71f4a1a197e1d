from __future__ import annotations

import os
import stat
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from wagamachi_cli import errors, register
from wagamachi_cli.errors import OutputError, RegisterError
from wagamachi_cli.register import copying, opening

from .conftest import TODAY, add, cut_off_write, everything, holding, in_child, names, plain


def test_a_copy_is_a_whole_private_register(path: Path) -> None:
    copy = path.with_name("copy.db")
    former = os.umask(0)
    try:
        register.backup(path, copy)
    finally:
        os.umask(former)
    assert names(copy) == ["つくし"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert {file.name for file in path.parent.iterdir()} == {"register.db", "copy.db"}


def test_an_existing_copy_is_replaced_only_by_force(path: Path) -> None:
    copy = path.with_name("copy.db")
    copy.write_bytes(b"important")
    with pytest.raises(OutputError, match="a file already"):
        register.backup(path, copy)
    assert copy.read_bytes() == b"important"
    register.backup(path, copy, force=True)
    assert names(copy) == ["つくし"]


def test_the_register_is_not_its_own_copy(path: Path) -> None:
    before = everything(path.parent)
    (path.parent / "link.db").symlink_to(path)
    for target in (path, path.parent / "link.db"):
        with pytest.raises(OutputError, match="the register itself"):
            register.backup(path, target, force=True)
    assert everything(path.parent) == before | {"link.db": before["register.db"]}


def test_a_copy_that_cannot_be_made(path: Path, open_folder: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        register.backup(path, path.with_name("none") / "copy.db")
    moved = open_folder / "register.db"
    path.rename(moved)
    moved.chmod(0o444)
    open_folder.chmod(0o555)
    kind, _ = in_child(lambda: register.backup(moved, open_folder / "copy.db"), user=65534)  # type: ignore[misc]
    assert kind == "OutputError"
    assert [file.name for file in open_folder.iterdir()] == ["register.db"]


def test_a_damaged_register_gives_no_copy(path: Path) -> None:
    with closing(plain(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'thing'")
    before = everything(path.parent)
    with pytest.raises(RegisterError, match="damaged"):
        register.backup(path, path.with_name("copy.db"))
    assert everything(path.parent) == before


def test_a_register_with_a_dead_key_gives_no_copy(path: Path) -> None:
    with closing(plain(path)) as connection:
        connection.execute("DROP TRIGGER history_thing_update")
        connection.execute("UPDATE thing SET parent_id = 99")
    with pytest.raises(RegisterError, match="damaged"):
        register.backup(path, path.with_name("copy.db"))


def test_copies_of_a_day_have_names_of_their_own(path: Path) -> None:
    folder = path.parent / "写し"
    made = [register.backup_into(path, folder, TODAY).name for _ in range(3)]
    assert made == ["register-2022-01-31.db", "register-2022-01-31-2.db", "register-2022-01-31-3.db"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_copy_of_the_day_is_made_once(path: Path) -> None:
    folder = path.parent / "backups"
    register.daily_backup(path, folder, TODAY)
    add(path, "よもぎ")
    register.daily_backup(path, folder, TODAY)
    assert names(folder / "register-2022-01-31.db") == ["つくし"]
    assert len(list(folder.iterdir())) == 1
    assert errors.take_warnings() == []


def test_thirty_daily_copies_are_kept_and_nothing_else_is_touched(path: Path) -> None:
    folder = path.parent / "backups"
    folder.mkdir()
    others = {
        "register-2000-01-01-2.db",
        "register-old.db",
        "other-2000-01-01.db",
        "register-2000-01-01.txt",
        "xregister-2000-01-01.db",
    }
    for name in others:
        (folder / name).write_text(name)
    days = [date(2021, 12, 1) + timedelta(days=number) for number in range(32)]
    whole = path.read_bytes()
    for day in days:
        (folder / f"register-{day}.db").write_bytes(whole)
    register.daily_backup(path, folder, TODAY)
    assert {file.name for file in folder.iterdir()} == others | {
        f"register-{day}.db" for day in [*days[-29:], TODAY]
    }


def test_copies_of_days_that_have_not_come_push_out_none_and_are_not_the_last(path: Path) -> None:
    folder = path.parent / "backups"
    folder.mkdir()
    whole = path.read_bytes()
    for number in range(30):
        for first in (date(2023, 1, 1), date(2021, 12, 1)):
            (folder / f"register-{first + timedelta(days=number)}.db").write_bytes(whole)
    register.daily_backup(path, folder, TODAY)
    there = {file.name for file in folder.iterdir()}
    assert "register-2022-01-31.db" in there
    assert sum(name.startswith("register-2023") for name in there) == 30
    assert sum(name.startswith("register-2021") for name in there) == 29
    assert register.last_copy(path, folder, TODAY) == folder / "register-2022-01-31.db"


def test_a_daily_copy_that_fails_only_warns(path: Path) -> None:
    (path.parent / "backups").write_text("a file")
    register.daily_backup(path, path.parent / "backups", TODAY)
    [warning] = errors.take_warnings()
    assert "could not be made" in warning
    add(path, "よもぎ")


# restore


@pytest.fixture
def copy(path: Path) -> Path:
    """A copy of the register, which has gone on since."""
    register.backup(path, path.with_name("copy.db"))
    add(path, "よもぎ")
    return path.with_name("copy.db")


ASIDE = "register.before-restore-2022-01-31.db"


def test_a_restore_brings_the_rows_back_and_keeps_the_present_file(path: Path, copy: Path) -> None:
    inode = path.stat().st_ino
    source = copy.read_bytes()
    assert register.restore(path, copy, TODAY) == path.with_name(ASIDE)
    assert names(path) == ["つくし"]
    assert names(path.with_name(ASIDE)) == ["つくし", "よもぎ"]
    assert path.stat().st_ino == inode, "other programs have this very file open"
    assert copy.read_bytes() == source
    assert {file.name for file in path.parent.iterdir()} == {"register.db", "copy.db", ASIDE}
    with register.read(path) as connection:
        last = connection.execute("SELECT kind, command FROM history_command ORDER BY id DESC").fetchone()
        assert tuple(last) == ("floor", "restore")
    add(path, "せり")


def test_a_restore_where_there_is_none_yet(path: Path, copy: Path) -> None:
    new = path.parent / "a" / "new.db"
    assert register.restore(new, copy, TODAY) is None
    assert names(new) == ["つくし"]
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert [file.name for file in new.parent.iterdir()] == ["new.db"]


def test_a_second_restore_keeps_both_files(path: Path, copy: Path) -> None:
    register.restore(path, copy, TODAY)
    add(path, "せり")
    aside = register.restore(path, copy, TODAY)
    assert aside is not None
    assert names(aside) == ["つくし", "せり"]
    assert names(path.with_name(ASIDE)) == ["つくし", "よもぎ"]


@pytest.mark.parametrize("cut", [0, 9, 99, 100, 5000, 8192, -4096])
def test_a_restore_over_a_file_that_was_cut_off(cut: int, path: Path, copy: Path) -> None:
    broken = path.read_bytes()[:cut]
    path.write_bytes(broken)
    aside = register.restore(path, copy, TODAY)
    assert names(path) == ["つくし"]
    if broken:
        assert aside is not None
        assert aside.read_bytes() == broken
    else:
        assert aside is None


def test_a_restore_over_a_file_that_is_damaged_within(path: Path, copy: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    register.restore(path, copy, TODAY)
    assert names(path) == ["つくし"]
    assert path.with_name(ASIDE).read_bytes()[4096:] == b"\xff" * (len(whole) - 4096)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    flips=st.dictionaries(st.integers(0, 2**31), st.integers(0, 255), max_size=30),
    cut=st.one_of(st.none(), st.integers(0, 2**31)),
)
@example(flips={1931003: 0}, cut=None)  # what names the running command cannot be read
def test_whatever_happened_to_the_file_a_restore_brings_it_back(
    flips: dict[int, int], cut: int | None, path: Path
) -> None:
    with TemporaryDirectory(dir=path.parent) as folder:
        broken = Path(folder) / "register.db"
        content = bytearray(path.read_bytes())
        for place, byte in flips.items():
            content[72 + place % (len(content) - 72)] = byte  # the mark itself stays
        broken.write_bytes(content[: None if cut is None else cut % len(content)])
        register.restore(broken, path, TODAY)
        assert names(broken) == ["つくし"]


def test_a_restore_over_a_newer_register(path: Path, copy: Path) -> None:
    with closing(plain(path)) as connection:
        connection.execute(f"PRAGMA user_version = {opening.VERSION + 1}")
    register.restore(path, copy, TODAY)
    assert names(path) == ["つくし"]


def test_a_restore_over_a_cut_off_write_takes_it_back_first(path: Path, copy: Path) -> None:
    cut_off_write(path)
    register.restore(path, copy, TODAY)
    assert names(path) == ["つくし"]
    assert names(path.with_name(ASIDE)) == ["つくし", "よもぎ"]


def test_a_restore_over_a_register_with_larger_pages(path: Path, copy: Path) -> None:
    with closing(plain(path)) as connection:
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("VACUUM")
    register.restore(path, copy, TODAY)
    assert names(path) == ["つくし"]


def test_a_restore_through_a_link_writes_the_file_itself(path: Path, copy: Path) -> None:
    link = path.parent / "a" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)
    path.write_bytes(path.read_bytes()[:5000])
    register.restore(link, copy, TODAY)
    assert link.is_symlink()
    assert names(path) == ["つくし"]


def test_a_file_that_is_no_register_is_not_written_over(path: Path, copy: Path) -> None:
    path.write_text("important")
    before = everything(path.parent)
    with pytest.raises(RegisterError, match="something else"):
        register.restore(path, copy, TODAY)
    assert everything(path.parent) == before


def test_a_copy_that_is_missing_or_damaged_changes_nothing(path: Path, copy: Path) -> None:
    before = everything(path.parent)
    with pytest.raises(RegisterError, match="no copy"):
        register.restore(path, path.with_name("none.db"), TODAY)
    assert everything(path.parent) == before
    copy.write_bytes(copy.read_bytes()[:-4096])
    before = everything(path.parent)
    with pytest.raises(RegisterError, match="damaged"):
        register.restore(path, copy, TODAY)
    assert everything(path.parent) == before


@pytest.mark.parametrize("held", ["BEGIN EXCLUSIVE", "BEGIN IMMEDIATE", "BEGIN;SELECT count(*) FROM thing"])
def test_a_restore_waits_for_nobody_for_ever(held: str, path: Path, copy: Path) -> None:
    before = path.read_bytes()
    with holding(path, held), pytest.raises(RegisterError, match="in use"):
        register.restore(path, copy, TODAY)
    assert path.read_bytes() == before
    assert names(path) == ["つくし", "よもぎ"]


def test_a_restore_that_is_killed_leaves_the_register_as_it_was(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = copying.copy_pages

    def killed(source, target, where):  # type: ignore[no-untyped-def]
        if where == path and target.execute("PRAGMA query_only").fetchone() and source.total_changes == 0:
            database = target.execute("PRAGMA database_list").fetchone()[2]
            if Path(database) == path:
                source.backup(target, pages=2, progress=lambda *_: os.kill(os.getpid(), 9))
        pages(source, target, where)

    monkeypatch.setattr(copying, "copy_pages", killed)
    assert in_child(lambda: register.restore(path, copy, TODAY)) is None
    assert names(path) == ["つくし", "よもぎ"]
