"""``backup`` at the command line: how many stay, where they go, what a failing one does."""

from __future__ import annotations

from datetime import date, timedelta

from tests.conftest import Wagamachi


def copies(register: Wagamachi) -> set[str]:
    return {file.name for file in (register.db.parent / "backups").iterdir()}


def test_keep_leaves_the_latest(empty: Wagamachi) -> None:
    empty.ok("backup")
    folder = empty.db.parent / "backups"
    for number in range(1, 12):
        (folder / f"wagamachi-{date(2022, 1, 24) - timedelta(days=number)}.db").write_text("copy")
    (folder / "wagamachi-2022-01-20-2.db").write_text("copy")
    (folder / "wagamachi-2022-01-20-10.db").write_text("copy")
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
