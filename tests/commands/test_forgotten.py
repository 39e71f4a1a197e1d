"""Whoever is forgotten is forgotten wherever they stand, and stays so when an older copy comes back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Wagamachi

CONTACT, NOTE = "042-000-0011", "架空のひみつの話"
NAME, KANA = "架空 支太郎", "かくうしたろう"


def holds(wagamachi: Wagamachi, *words: str) -> list[str]:
    """Those of the words that can be read in the file."""
    data = wagamachi.db.read_bytes()
    return [word for word in words if word.encode() in data]


def family(wagamachi: Wagamachi, *more: str) -> str:
    words = ("pantry", "household", "add", "--contact", CONTACT, "--note", NOTE, *more)
    return str(wagamachi.json(*words)["code"])


def helper(wagamachi: Wagamachi, name: str = NAME) -> None:
    wagamachi.ok("activity", "helper", "add", name, "--kana", KANA, "--can", "買い物", "--registered", "R2")


def test_a_household_that_was_removed(empty: Wagamachi) -> None:
    code = family(empty)
    empty.ok("pantry", "household", "remove", code, "--reason", "架空のまちがい")
    told = empty.json("forget", code)
    assert {one["field"] for one in told["erased"]} == {"contact", "note", "removed"}
    assert holds(empty, CONTACT, NOTE, "架空のまちがい") == []


@pytest.mark.parametrize("which", [0, 1])
def test_a_household_that_was_merged(which: int, empty: Wagamachi) -> None:
    codes = [family(empty), str(empty.json("pantry", "household", "add", "--adults", "2")["code"])]
    empty.ok("pantry", "hearing", "add", "--household", codes[0], "--by", "電話", "--informed", NOTE)
    empty.ok("merge", codes[0], "--into", codes[1])
    empty.ok("forget", codes[which])
    assert holds(empty, CONTACT, NOTE) == []
    assert empty("check").code == 0


def test_one_that_was_undone_answers_to_its_name(empty: Wagamachi) -> None:
    helper(empty)
    empty.ok("undo")
    empty.ok("forget", NAME)
    assert holds(empty, NAME, KANA) == []


@pytest.mark.parametrize(
    ("add", "leave", "label"),
    [
        (
            ("activity", "helper", "add", NAME, "--kana", KANA, "--can", "買い物", "--registered", "R2.4.1"),
            ("activity", "helper", "retire", NAME, "--on", "R3.9.30"),
            "支え手-001",
        ),
        (
            ("consultant", "add", NAME, "--kana", KANA, "--registered", "R2.4.1"),
            ("consultant", "retire", NAME, "--on", "R3.9.30"),
            "相談員-001",
        ),
        (
            ("council", "placement", "add", "--layer", "1", "--from", "R2.4.1", "--coordinator", NAME),
            ("council", "placement", "end", "1", "--on", "R3.9.30"),
            "コーディネーター-001",
        ),
    ],
    ids=["helper", "consultant", "placement"],
)
def test_of_who_has_left_only_a_label_stays(
    add: tuple[str, ...], leave: tuple[str, ...], label: str, empty: Wagamachi
) -> None:
    empty.ok(*add)
    kind = {"支": "helper", "相": "consultant", "コ": "placement"}[label[0]]
    who = ("1", "--kind", kind)
    empty.ok("forget", *who)
    assert holds(empty, NAME) == [NAME], "still in office"
    empty.ok(*leave)
    reports = [("report", name) for name in ("consultant", "placement", "activity")]
    before = [empty.json(*words) for words in reports]
    empty.ok("forget", *who)
    assert [empty.json(*words) for words in reports] == before
    assert holds(empty, NAME, KANA) == []
    assert NAME not in empty.ok("log", "-f", "json").out
    listed = empty.json(*add[: add.index("add")], "list")
    assert label in json.dumps(listed, ensure_ascii=False)
    assert empty("check").code == 0
    assert empty.json("forget", *who)["erased"] == []


def test_who_is_still_in_office_keeps_the_name_and_that_is_said(empty: Wagamachi) -> None:
    helper(empty)
    empty.ok("note", "add", NAME, NOTE)
    assert "まだ在任中" in empty.ok("forget", NAME).err
    assert holds(empty, NOTE) == []
    assert holds(empty, NAME) == [NAME]


def test_a_name_is_followed_into_what_others_wrote(empty: Wagamachi) -> None:
    helper(empty)
    bare = NAME.replace(" ", "")
    meeting = ("--on", "1/10", "--kind", "定例会", "--title", f"{bare}さんの話", "--venue", f"{bare}宅")
    empty.ok("council", "meeting", "add", *meeting)
    empty.ok("council", "meeting", "edit", "1", "--venue", "市民会館", "--note", f"{NAME}さんが司会")
    empty.ok("report", "narrative", "add", "R3Q3", f"{bare}さんのおかげです", "--section", "story")
    empty.ok("activity", "helper", "retire", NAME, "--on", "R4.1.20")
    told = empty.json("forget", NAME)
    assert told["left"] == []
    assert holds(empty, NAME, bare) == []
    assert empty.json("council", "meeting", "show", "1")["title"] == "支え手-001さんの話"
    assert empty.json("council", "meeting", "show", "1")["venue"] == "市民会館"
    assert empty("check").code == 0


def test_somebody_else_of_that_name_who_is_still_there_is_left_and_named(empty: Wagamachi) -> None:
    helper(empty)
    empty.ok("consultant", "add", NAME, "--registered", "R3.4.1")
    empty.ok("activity", "helper", "retire", NAME, "--on", "R4.1.20")
    told = empty.json("forget", NAME, "--kind", "helper")
    assert {"kind": "consultant", "id": 1} in told["left"]
    assert empty.json("consultant", "show", NAME)["name"] == NAME


def test_a_place_that_is_somebodys_home_goes_with_what_took_place_there(empty: Wagamachi) -> None:
    home = "架空支太郎宅"
    empty.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R3.5", "--venue", home)
    empty.ok("activity", "session", "add", "つくし", "--on", "1/10", "--attendees", "5", "--venue", home)
    empty.ok("forget", "つくし")
    assert holds(empty, home) == []
    assert empty.json("activity", "session", "list")[0]["attendees"] == 5


def test_names_of_those_who_left_before_a_day(empty: Wagamachi) -> None:
    helper(empty, "架空 前太郎")
    helper(empty, "架空 今太郎")
    empty.ok("activity", "helper", "retire", "架空 前太郎", "--on", "R2.9.30")
    empty.ok("activity", "helper", "retire", "架空 今太郎", "--on", "R4.9.30")
    empty.ok("forget", "--before", "R5.4.1")
    assert holds(empty, "架空 前太郎") == []
    assert holds(empty, "架空 今太郎") == ["架空 今太郎"], "not gone before September"


@pytest.mark.parametrize(("day", "left"), [("R4.12.31", [CONTACT]), ("R5.2.1", [])])
def test_a_household_that_never_came_is_over_a_year_later(
    day: str, left: list[str], empty: Wagamachi
) -> None:
    family(empty)
    empty.today("2023-03-01")
    empty.ok("forget", "--before", day)
    assert holds(empty, CONTACT) == left


def test_what_was_written_from_the_register_is_named(empty: Wagamachi, tmp_path: Path) -> None:
    code = family(empty)
    folder = tmp_path / "far" / "away"
    folder.mkdir(parents=True)
    empty.ok("backup", str(folder / "mine.db"))
    empty.ok("export", str(folder / "tables"))
    empty.ok("pantry", "household", "list", "-o", str(folder / "list.xlsx"))
    (folder / "gone.csv").write_text("")
    empty.ok("pantry", "household", "list", "-o", str(folder / "gone.csv"), "--force")
    (folder / "gone.csv").unlink()
    told = empty.json("forget", code)
    assert {str(folder / "mine.db"), str(folder / "tables")} <= set(told["copies"])
    assert told["files"] == [str(folder / "list.xlsx")]


# an older copy comes back


@pytest.fixture
def forgotten(empty: Wagamachi, tmp_path: Path) -> Path:
    """A copy and an export that are older than what was forgotten since: a family and a helper's name."""
    code = family(empty)
    helper(empty)
    empty.ok("activity", "helper", "retire", NAME, "--on", "R4.1.20")
    empty.ok("backup", str(tmp_path / "copy.db"))
    empty.ok("export", str(tmp_path / "tables"))
    empty.ok("forget", code)
    empty.ok("forget", NAME)
    return tmp_path


WORDS = (CONTACT, NOTE, NAME, KANA)


@pytest.mark.parametrize("state", ["as it is", "lost", "damaged", "older, too"])
def test_what_was_forgotten_stays_so_after_a_restore(state: str, forgotten: Path, empty: Wagamachi) -> None:
    copy = forgotten / "copy.db"
    if state == "lost":
        empty.db.unlink()
    elif state == "damaged":
        empty.db.write_bytes(empty.db.read_bytes()[:5000])
    elif state == "older, too":
        shutil.copy(copy, empty.db)
    before = len(empty.rows("SELECT 1 FROM household")) if state == "as it is" else 1
    said = empty.ok("restore", str(copy))
    assert "もう一度消しました" in said.err
    assert holds(empty, *WORDS) == []
    assert len(empty.rows("SELECT 1 FROM household")) == before
    log = [one["command"] for one in empty.json("log")]
    assert log[:2] == ["restore", "forget"]
    assert empty("check").code == 0
    again = empty.ok("restore", str(copy))
    assert "もう一度消しました" in again.err, "the restored register still knows"


def test_an_export_that_is_older_is_forgotten_in_again(forgotten: Path, empty: Wagamachi) -> None:
    new = Wagamachi(forgotten / "new.db", empty._patch)
    said = new.ok("init", "--from", str(forgotten / "tables"))
    assert "もう一度消しました" in said.err
    assert holds(new, *WORDS) == []
    assert new.json("status")["uuid"] == empty.ok("--db", str(empty.db), "status", "-f", "json").json["uuid"]
    assert new("check").code == 0


def test_a_newcomer_never_gets_the_number_of_who_was_forgotten(empty: Wagamachi, tmp_path: Path) -> None:
    empty.ok("backup", str(tmp_path / "copy.db"))
    code = family(empty)
    empty.ok("forget", code)
    empty.ok("restore", str(tmp_path / "copy.db"))
    family(empty)
    empty.ok("backup", str(tmp_path / "later.db"))
    empty.ok("restore", str(tmp_path / "later.db"))
    assert holds(empty, CONTACT, NOTE) == [CONTACT, NOTE]


_CHILD = """
import os, signal, sys
from wagamachi_cli import app
from wagamachi_cli.register import copying, forgetting, forgotten, placing, writing

module, name = {
    "erasing": (forgetting, "erase_again"),
    "the ledger": (forgotten, "keep_ledger"),
    "packing": (writing, "finish_forgetting"),
    "the last copy": (copying, "copy_pages"),
}[sys.argv[1]]
work = getattr(module, name)

def killed(*given, **named):
    made = work(*given, **named)
    if name != "copy_pages" or "wagamachi.db" in str(given[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return made

setattr(module, name, killed)
app.main(sys.argv[2:])
"""


def killed(when: str, *words: str) -> None:
    line = [sys.executable, "-c", _CHILD, when, *words]
    assert subprocess.run(line, capture_output=True, check=False).returncode == -signal.SIGKILL


@pytest.mark.parametrize("when", ["erasing", "the ledger", "packing", "the last copy"])
def test_a_restore_that_is_killed_brings_nothing_back(when: str, forgotten: Path, empty: Wagamachi) -> None:
    killed(when, "restore", str(forgotten / "copy.db"))
    assert holds(empty, *WORDS) == []
    empty.ok("council", "add", "架空台の会")
    assert holds(empty, *WORDS) == []
    assert empty("check").code == 0
    empty.ok("restore", str(forgotten / "copy.db"))
    assert holds(empty, *WORDS) == []


@pytest.mark.parametrize("when", ["erasing", "packing"])
def test_an_init_that_is_killed_leaves_nothing(when: str, forgotten: Path, empty: Wagamachi) -> None:
    new = forgotten / "sub" / "new.db"
    killed(when, "--db", str(new), "init", "--from", str(forgotten / "tables"))
    assert not new.exists()


def test_a_forget_that_was_killed_is_in_the_ledger_once_it_is_finished(
    empty: Wagamachi, tmp_path: Path
) -> None:
    code = family(empty)
    empty.ok("backup", str(tmp_path / "copy.db"))
    killed("the ledger", "forget", code)
    shutil.rmtree(os.environ["XDG_DATA_HOME"], ignore_errors=True)
    empty.ok("council", "add", "架空台の会")
    empty.db.unlink()
    empty.ok("restore", str(tmp_path / "copy.db"))
    assert holds(empty, CONTACT, NOTE) == []


def test_the_ledger_holds_kinds_and_numbers_and_is_private(forgotten: Path, empty: Wagamachi) -> None:
    (ledger,) = Path(os.environ["XDG_DATA_HOME"]).rglob("forgotten/*.csv")
    assert ledger.stem == empty.json("status")["uuid"]
    assert ledger.stat().st_mode & 0o777 == 0o600
    lines = ledger.read_text().splitlines()
    assert "household,1" in lines
    assert "helper.name,1" in lines
    ledger.write_bytes(b"\xff\x00,9\nodd")
    empty.db.unlink()
    empty.ok("restore", str(forgotten / "copy.db"))


# what was issued


@pytest.fixture
def issued(fuchu: Wagamachi, tmp_path: Path) -> Any:
    """An edition in which a narrative names a person."""
    helper(fuchu)
    fuchu.ok(
        "report", "narrative", "add", "R3Q3", "架空支太郎さんの買い物支援のおかげです", "--section", "story"
    )
    fuchu.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "issued"))
    fuchu.ok("activity", "helper", "retire", NAME, "--on", "R4.1.20")
    return fuchu


def contents(wagamachi: Wagamachi) -> str:
    """All that the editions keep, as text; of office files what is inside."""
    import io
    import zipfile

    from wagamachi_cli.queries.editions import unpacked

    found = []
    rows = wagamachi.rows(
        "SELECT '', content FROM edition_pack UNION ALL SELECT path, content FROM edition_file"
    )
    for path, content in rows:
        data = unpacked(content)
        if path.endswith((".xlsx", ".pptx")):
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                data = b"".join(file.read(name) for name in file.namelist())
        found.append(data.decode("utf-8", "replace"))
    return "\n".join(found)


@pytest.mark.parametrize("who", [(NAME,), ("1", "--kind", "narrative")])
def test_an_issued_edition_keeps_its_numbers_and_no_words(who: tuple[str, ...], issued: Wagamachi) -> None:
    numbers = issued.rows("SELECT * FROM edition_number")
    assert "架空支太郎" in contents(issued)
    told = issued.json("forget", *who)
    assert told["editions"] == 1
    assert "架空支太郎" not in contents(issued)
    assert "消去しました" in contents(issued)
    assert '"erased": "2022-01-24"' in contents(issued)
    assert issued.rows("SELECT * FROM edition_number") == numbers
    assert issued("check").code == 0, "the checksums are those of the files as they are now"
    with pytest.raises(Exception, match="what was issued stays"):
        issued.rows("UPDATE edition SET number = 7")
