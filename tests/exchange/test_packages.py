"""The whole register as files: written, read back the same, refused when they are not sound."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Wagamachi, once
from wagamachi_cli.exchange.packages import meant, told, write
from wagamachi_cli.register import VERSION, own_tables

HOSTILE = ["=1+1", "[red]x[/]", "①㈱髙", "－5", "'x", "''", 'a,"b"', "例会", "0012"]


def tables(wagamachi: Wagamachi) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, the history apart, and the ids that were given out."""
    with contextlib.closing(sqlite3.connect(wagamachi.db)) as connection:  # one: each reads the whole schema

        def asked(question: str) -> list[tuple[Any, ...]]:
            return connection.execute(question).fetchall()

        names = [
            name
            for (name,) in asked("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if not name.startswith(("history_", "sqlite_", "alembic_"))
            and (not name.startswith(own_tables.PREFIX) or name in own_tables.CARRIED)
        ]
        rows = {name: asked(f"SELECT * FROM {name} ORDER BY id") for name in names}
        rows["ids"] = asked(
            "SELECT name, seq FROM sqlite_sequence WHERE name NOT LIKE 'history_%' ORDER BY name"
        )
        return rows


def another(wagamachi: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wagamachi:
    return Wagamachi(tmp_path / "another" / "wagamachi.db", monkeypatch)


@pytest.fixture
@once
def town(fuchu: Wagamachi) -> None:
    """The sample, with what is hard to carry: removed rows, half-known times, names that bite."""
    for name in HOSTILE:
        fuchu.ok("activity", "add", "--started", "H28..R1", "--category", "ibasho", "--", name)
    fuchu.ok("activity", "suspend", "①㈱髙", "--on", "R2.4", "--reason", "other")
    fuchu.ok("activity", "resume", "①㈱髙", "--on", "R3.4.1", "--measure", "shorter,partition")
    fuchu.ok("council", "placement", "add", "--layer", "1", "--from", "不明", "--concurrent")
    fuchu.ok("activity", "add", "消えた会", "--started", "..R1", "--category", "pr")
    fuchu.ok("activity", "remove", "消えた会", "--reason", "=二重")
    fuchu.ok("config", "set", "city", "＝府中市")
    fuchu.ok("note", "add", "活動体 ①㈱髙", "'は値の一部")


def test_a_register_made_from_an_export_holds_the_same(
    town: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.ok("export", str(tmp_path / "out"))
    before = tables(town)
    new = another(town, tmp_path, monkeypatch)
    new.ok("init", "--from", str(tmp_path / "out"))
    assert tables(new) == before
    new.ok("export", str(tmp_path / "again"))
    for path in (tmp_path / "out").iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()
    # The id of a row that was deleted is not given out again.
    new.ok("council", "edit", new.json("council", "list")[0]["name"], "--alias", "甲,乙")
    assert new.rows("SELECT min(id) FROM council_alias WHERE value = '甲'") > [(1,)]


def test_a_new_register_records_its_history(
    town: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.ok("export", str(tmp_path / "out"))
    new = another(town, tmp_path, monkeypatch)
    new.ok("init", "--from", str(tmp_path / "out"))
    assert new.rows("SELECT command, kind FROM history_command") == [("init --from …", "floor")]
    new.ok("activity", "edit", "①㈱髙", "--venue", "会館")
    assert new.rows("SELECT table_name FROM history_change") == [("activity",)]


def test_the_package_describes_its_files(town: Wagamachi, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    town.ok("export", str(folder))
    package = json.loads((folder / "datapackage.json").read_bytes())
    assert package["profile"] == "tabular-data-package"
    assert {path.name for path in folder.iterdir()} == {
        "datapackage.json",
        *(resource["path"] for resource in package["resources"]),
    }
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert data.startswith(b"\xef\xbb\xbf")
        heads, *rows = csv.reader(data.decode("utf-8-sig").splitlines())
        fields = resource["schema"]["fields"]
        assert heads == [one["name"] for one in fields]
        for place, one in enumerate(fields):
            if one.get("constraints", {}).get("required"):
                assert all(row[place] for row in rows), one["name"]
            if one["type"] == "date":
                assert all(not row[place] or len(row[place]) == 10 for row in rows)
    by_name = {resource["name"]: resource for resource in package["resources"]}
    assert {
        "fields": "area_id",
        "reference": {"resource": "area", "fields": "id"},
    } in by_name["activity"]["schema"]["foreignKeys"]
    assert by_name["area"]["schema"]["foreignKeys"] == [
        {"fields": "parent_id", "reference": {"resource": "", "fields": "id"}}
    ]
    with (folder / "activity.csv").open(encoding="utf-8-sig", newline="") as file:
        assert "'=1+1" in [row["name"] for row in csv.DictReader(file)]


def test_a_folder_is_replaced_only_when_it_is_an_export(town: Wagamachi, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    town.ok("export", str(folder))
    assert town.refused(6, "export", str(folder))
    town.ok("activity", "edit", "①㈱髙", "--venue", "新しい会場")
    town.ok("export", str(folder), "--force")
    assert "新しい会場" in (folder / "activity.csv").read_text("utf-8")
    (folder / "mine.txt").write_text("")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "mine.txt" in town.refused(6, "export", str(folder), "--force")["message"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert town.refused(6, "export", str(tmp_path / "nowhere" / "out"))
    assert town.refused(6, "export", str(folder / "mine.txt"))
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_export_that_fails_leaves_the_folder_as_it_was(
    town: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wagamachi_cli.exchange import packages

    folder = tmp_path / "out"
    town.ok("export", str(folder))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packages, "_write_file", full)
    assert town.refused(6, "export", str(folder), "--force")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def edit(folder: Path, name: str, old: str, new: str, *, sign: bool = True) -> None:
    """Change a file of a package, and (``sign``) its hash as well."""
    data = (folder / name).read_text("utf-8")
    assert old in data
    (folder / name).write_bytes(data.replace(old, new, 1).encode())
    if sign:
        package = json.loads((folder / "datapackage.json").read_bytes())
        for resource in package["resources"]:
            if resource["path"] == name:
                digest = hashlib.sha256((folder / name).read_bytes())
                resource["hash"] = f"sha256:{digest.hexdigest()}"
        (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("meeting.csv", ",53,,,1,held", ",五三,,,1,held", ("meeting.csv", "2", "attendees")),
        ("meeting.csv", ",53,,,1,held", ",-3,,,1,held", ("meeting.csv", "2", "attendees")),
        ("meeting.csv", ",planned", ",soon", ("meeting.csv", "3", "status")),
        ("meeting.csv", ",held", "", ("meeting.csv", "2", "17")),
        ("meeting.csv", ",held", ",held\udcff", ("meeting.csv",)),
        ("meeting.csv", "on_from", "on", ("meeting.csv", "1", "on_from")),
        ("council_area.csv", "1,1,", "1,99,", ("council_area.csv", "1", "council_id")),
        ("placement.csv", ",1,", ",9,", ("placement", "layer", "9")),
    ],
)
def test_a_file_that_is_not_sound_is_named_with_its_place(
    town: Wagamachi,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    old: str,
    new: str,
    said: tuple[str, ...],
) -> None:
    folder = tmp_path / "out"
    town.ok("export", str(folder))
    if "\udcff" in new:
        data = (folder / name).read_bytes().replace(old.encode(), b",held\xff", 1)
        (folder / name).write_bytes(data)
        edit(folder, "datapackage.json", '"profile"', '"profile"')
        package = json.loads((folder / "datapackage.json").read_bytes())
        for resource in package["resources"]:
            if resource["path"] == name:
                resource["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
        (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    else:
        edit(folder, name, old, new)
    new_one = another(town, tmp_path, monkeypatch)
    message = new_one.refused(1, "init", "--from", str(folder))["message"]
    assert all(word in message for word in said), message
    assert not new_one.db.parent.exists()


def test_a_file_that_was_changed_or_is_missing_is_named(
    town: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    town.ok("export", str(folder))
    new = another(town, tmp_path, monkeypatch)
    edit(folder, "area.csv", "1,", "2,", sign=False)
    assert "area.csv" in new.refused(1, "init", "--from", str(folder))["message"]
    (folder / "area.csv").unlink()
    assert "area.csv" in new.refused(1, "init", "--from", str(folder))["message"]
    assert not new.db.parent.exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"wagamachi": {', '"theirs": {'),
        (f'"version": {VERSION}', '"version": 99'),
        (f'"version": {VERSION}', f'"version": "{VERSION}"'),
        ('"name": "area"', '"name": "../area"'),
        ('"resources"', '"things"'),
        ("{", "["),
    ],
)
def test_what_is_no_package_of_ours_is_refused(
    town: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    folder = tmp_path / "out"
    town.ok("export", str(folder))
    edit(folder, "datapackage.json", old, new, sign=False)
    new_one = another(town, tmp_path, monkeypatch)
    assert new_one.refused(2, "init", "--from", str(folder))["hint"]
    assert not new_one.db.parent.exists()


def test_init_takes_one_beginning_only(town: Wagamachi, tmp_path: Path) -> None:
    assert town.refused(2, "init", "--sample", "--from", str(tmp_path))
    assert town.refused(2, "init", "--from", str(tmp_path))
    town.ok("export", str(tmp_path / "out"))
    assert town.refused(5, "init", "--from", str(tmp_path / "out"))


@given(st.text())
def test_every_text_comes_back(value: str) -> None:
    cell = told(value)
    assert meant(cell) == value
    assert cell
    assert not cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))


def test_an_export_of_an_older_version_becomes_a_register_of_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows are put into the tables of their own version, and go the way of every migration from there."""
    from wagamachi_cli.register import opening, writing
    from wagamachi_cli.register.migrating import climb, shipped

    old, folder = tmp_path / "old.db", tmp_path / "out"
    old.touch()
    folder.mkdir()
    with opening.connected(old, "rw") as raw:
        with writing.transaction_on(raw, old) as connection:
            assert climb(connection, raw, shipped(), upto=1) == 1
            # The child has the lower id: what it refers to comes after it.
            raw.execute("INSERT INTO area (id, name, parent_id) VALUES (3, '西', 7), (7, '四谷', NULL)")
        write(raw, folder)
    assert json.loads((folder / "datapackage.json").read_bytes())["wagamachi"]["version"] == 1
    new = Wagamachi(tmp_path / "new" / "wagamachi.db", monkeypatch)
    new.ok("init", "--from", str(folder))
    assert new.rows("PRAGMA user_version") == [(VERSION,)]
    assert new.rows("SELECT id, name, parent_id FROM area ORDER BY id") == [(3, "西", 7), (7, "四谷", None)]
    assert new.rows("SELECT seq FROM sqlite_sequence WHERE name = 'area'") == [(7,)]
    new.ok("council", "area", "add", "東")
    assert new.rows("SELECT max(id) FROM area") == [(8,)]
    new.ok("check")
