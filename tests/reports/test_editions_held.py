"""What an issued report promises: the same bytes everywhere, the same number in every format, all or nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from tests.conftest import Wagamachi

from .test_editions import QUICK, _made, content, town

__all__ = ["_made", "town"]  # fixtures


def command(town: Wagamachi, *words: str, **environment: str) -> subprocess.Popen[str]:
    """A command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "wagamachi_cli", "--db", str(town.db), *words],
        env={**os.environ, "WAGAMACHI_TODAY": "2022-01-05", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_places_seeds_and_locales_give_the_same_bytes(town: Wagamachi, tmp_path: Path) -> None:
    issued = tmp_path / "issued"
    town.ok("report", "issue", "R3Q3", "--out", str(issued))
    places = (
        {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "LC_ALL": "ja_JP.UTF-8"},
        {"TZ": "America/Lima", "PYTHONHASHSEED": "2", "LC_ALL": "C"},
    )
    made = []
    for number, environment in enumerate(places):
        for name, more in (("draft", ()), ("again", ("--edition", "1"))):
            folder = tmp_path / f"{name}{number}"
            run = command(
                town, "--lang", "ja", "report", "quarter", "R3Q3", "--out", str(folder), *more, **environment
            )
            assert run.communicate() == ("", ""), "a job of the night says nothing when all is well"
            assert run.returncode == 0
            made.append(content(folder))
    assert made[0] == made[2]
    assert made[1] == made[3] == content(issued)


def test_a_number_is_the_same_in_every_format(town: Wagamachi, tmp_path: Path) -> None:
    folder = tmp_path / "1"
    town.ok("report", "issue", "R3Q3", "--out", str(folder))
    rows = csv.reader(io.StringIO((folder / "tables" / "salons.csv").read_text(encoding="utf-8-sig")))
    head, *lines = list(rows)
    place = next(number for number, name in enumerate(head) if name.startswith("R3Q3"))
    label = 1 if head[0] == "measure" else 0
    told = {line[label]: line[place] for line in lines}
    assert told
    assert "26" in told.values()
    book = openpyxl.load_workbook(folder / "report.xlsx", data_only=True)
    cells = [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]
    markdown = (folder / "report.md").read_text(encoding="utf-8")
    html = (folder / "report.html").read_text(encoding="utf-8")
    with ZipFile(folder / "report.pptx") as deck:
        names = [name for name in deck.namelist() if name.startswith("ppt/slides/slide")]
        slides = "".join(re.sub(r"<[^>]*>", "", deck.read(name).decode()) for name in names)
    for measure, number in told.items():
        assert re.search(rf"\| {re.escape(measure)} .*\| +{number} \|", markdown), measure
        assert any(row and row[0] == measure and int(number) in row for row in cells), measure
        assert re.search(rf">{re.escape(measure)}</th>.*?>{number}</td>", html), measure
    # A slide says in its title what its chart does not draw.
    assert f"活動体は{told['開催回数']}回開催しました。参加は延べ{told['参加者（延べ）']}人です。" in slides


@pytest.mark.parametrize(
    "pauses",
    [(0.9,), pytest.param([0.05 * number for number in range(10, 70)], marks=pytest.mark.long)],
    ids=["once", "at any moment"],
)
def test_killed_at_any_moment_there_is_all_or_nothing(
    pauses: list[float], town: Wagamachi, tmp_path: Path
) -> None:
    folder = tmp_path / "1"
    town.ok("report", "quarter", "R3Q2", "--out", str(folder), *QUICK)
    before, fresh = content(folder), town.db.read_bytes()
    for pause in pauses:
        run = command(town, "report", "issue", "R3Q3", "--out", str(folder), "--force", *QUICK)
        time.sleep(pause)
        run.send_signal(signal.SIGKILL)
        run.communicate()
        editions = town.json("report", "editions")
        town.ok("report", "month", "R3.10", "--out", str(tmp_path / "other"), "--force", *QUICK)
        if editions:
            assert json.loads(content(folder)["manifest.json"])["edition"] == 1
            town.db.write_bytes(fresh)
            town.ok("report", "quarter", "R3Q2", "--out", str(folder), "--force", *QUICK)
        else:
            assert content(folder) == before
        assert town.ok("check").code == 0


def test_nothing_that_may_be_forgotten_is_in_an_edition(town: Wagamachi, tmp_path: Path) -> None:
    secrets = ["秘密の連絡先", "秘密のメモ", "秘密の困りごと", "秘密の結果", "秘密の依頼", "秘密の理由"]
    contact, note, topic, outcome, wanted, reason = secrets
    town.ok("pantry", "household", "add", "H-2", "--adults", "1", "--contact", contact, "--note", note)
    town.ok(
        "pantry",
        "hearing",
        "add",
        "--household",
        "H-2",
        "--on",
        "R3.11.1",
        "--by",
        "visit",
        "--informed",
        note,
    )
    town.ok("consultant", "concern", "add", "--topic", topic, "--on", "R3.11.1", "--note", note)
    town.ok("consultant", "concern", "resolve", "1", "--on", "R3.11.20", "--outcome", outcome)
    town.ok("activity", "request", "add", "--task", "買い物", "--on", "R3.11.2", "--wanted", wanted)
    town.ok("activity", "session", "remove", "2", "--reason", reason)
    town.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "1"), "--internal", *QUICK)
    kept = town.json("report", "quarter", "R3Q3", "--edition", "1", "--internal")
    from wagamachi_cli.queries.editions import unpacked

    packed = [
        row[0] for row in town.rows("SELECT content FROM edition_pack UNION SELECT content FROM edition_file")
    ]
    packed += [
        row[0] for row in town.rows("SELECT content FROM edition_basis UNION SELECT told FROM edition")
    ]
    held = "".join(unpacked(one).decode("utf-8", "replace") for one in packed)
    assert "H-2" not in held
    for secret in secrets:
        assert secret not in held
    town.ok("forget", "--before", "R4.4.1")
    town.ok("forget", "H-2")
    assert town.json("report", "quarter", "R3Q3", "--edition", "1", "--internal") == kept
    assert town.json("report", "diff", "R3Q3")["changes"] == []


def test_an_edition_that_is_not_as_it_was_issued_is_a_finding(town: Wagamachi, tmp_path: Path) -> None:
    import sqlite3

    town.ok("report", "issue", "R3Q3", "--out", str(tmp_path / "1"), *QUICK)
    assert town.ok("check").code == 0
    with sqlite3.connect(town.db) as connection:
        (trigger,) = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'guard_edition_file_update'"
        ).fetchone()
        connection.execute("DROP TRIGGER guard_edition_file_update")
        connection.execute(
            "UPDATE edition_file SET content = (SELECT content FROM edition_file WHERE path LIKE '%.csv' LIMIT 1)"
            " WHERE path = 'report.md'"
        )
        connection.execute(trigger)
    result = town("check")
    assert result.code == 1
    assert "R3Q3" in result.out
    assert "report.md" in result.out
