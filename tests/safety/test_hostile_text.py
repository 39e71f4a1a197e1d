"""Hostile text in every field of every kind, through every door out.

Nothing of it steers a terminal, runs as a formula, becomes markup, or makes a door fail.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.lengths import is_long
from wagamachi_cli import register
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.types import Choice, Words

from . import town

HOSTILE = {
    "markup of the screen": "[red]x[/]",
    "a closing mark alone": "[/]",
    "a formula": "=1+1",
    "a formula of old": "@SUM(1)",
    "a command of the terminal": "\x1b[2J\x1b]0;t\x07",
    "right to left": "\u202eabc\u202c",
    "NUL": "a\0b",
    "a line break": "a\nb\r\nc",
    "a tab": "\ta",
    "half a character": "a\ud800b",
    "a wall": "a|b`c*d_e#",
    "a script": "<script>alert(1)</script>",
    "a link": "[x](javascript:alert(1))",
    "an ampersand": "&lt;b&gt;\"'",
    "very long": "長" * 5_000,
    "braces": "{0}{name}%s%(x)s",
    "a mark of C1": "\x9b31m",
}
TRIED = (
    HOSTILE
    if is_long()
    else {"all at once": "=1+1[red]x[/]\x1b[2J\u202e|<script>&lt;[x](javascript:alert(1)){0}%s" + "長" * 400}
)

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = re.compile("[=+\\-@＝＋－＠\t\r]")


def columns(kind: Kind) -> list[str]:
    """Where a kind keeps text that a person typed."""
    return [
        column
        for one in kind.all_fields
        if isinstance(one.type, Words) and not isinstance(one.type, Choice)
        for column in one.columns
    ]


def harm(path: Path, text: str) -> int:
    """Put ``text`` into every such column, as a program could that minds no rule; how many cells it took."""
    kept = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if "\ud800" in text else text
    cells = 0
    with register.write(path, "test", date(2022, 1, 24)) as session:
        connection = session.connection()
        for kind in KINDS.values():
            for column in columns(kind):
                unique = " || id" if column == kind.name or kind.coded else ""
                done = connection.exec_driver_sql(
                    f"UPDATE OR IGNORE {kind.table} SET {column} = ?{unique} WHERE {column} IS NOT NULL",
                    (kept,),
                )
                cells += done.rowcount
        for key in ("organisation", "city", "term.council", "term.activity"):
            connection.exec_driver_sql(
                "INSERT OR IGNORE INTO setting (key, value) VALUES (?, ?)", (key, kept)
            )
            connection.exec_driver_sql("UPDATE setting SET value = ? WHERE key = ?", (kept, key))
        connection.exec_driver_sql("UPDATE choice SET label_ja = ? || id, label_en = ? || id", (kept, kept))
    return cells


@pytest.fixture
def harmed(town_file: Path, request: pytest.FixtureRequest) -> tuple[Path, str]:
    text = TRIED[request.param]
    assert harm(town_file, text) > 40
    return town_file, text


def commands() -> Iterator[tuple[str, ...]]:
    """Every way to see what is kept."""
    every = ("table", "plain", "markdown", "csv", "tsv", "json") if is_long() else ("table", "csv")
    for kind in KINDS.values():
        for form in every:
            yield (*kind.command.split(), "list", "-f", form)
        yield (*kind.command.split(), "show", "1")
    for name in (
        "placement",
        "council",
        "activity",
        "consultant",
        "pantry",
        "meeting",
        "requests",
        "network",
        "support",
        "areas",
    ):
        for form in ("table", "markdown", "csv", "json") if is_long() else ("table",):
            yield (
                "report",
                name,
                "H28..R3" if name in ("placement", "council", "activity") else "R3",
                "-f",
                form,
            )
    for words in (
        "log",
        "log 5",
        "check",
        "status",
        "find a",
        "config list",
        "choice list",
        "pantry stock",
        "report why R3 session.held",
        "report reconcile",
        "report narrative list",
        "undo --dry-run",
    ):
        for form in ("table", "plain", "json") if is_long() else ("plain",):
            yield (*words.split(), "-f", form)


@pytest.mark.long(short=True)
@pytest.mark.parametrize("harmed", TRIED, indirect=True)
def test_on_the_screen_and_through_a_pipe(harmed: tuple[Path, str]) -> None:
    path, _text = harmed
    for line in commands():
        code, out, err = town.run(path, *line)
        assert code in (0, 1, 3, 4), (line, err)
        assert "Traceback" not in err
        for stream in (out, err):
            found = _STEERING.search(stream.replace("\r\n", "\n"))
            assert found is None, (line, found)
        form = line[-1] if "-f" in line else ""
        if form == "json" and out:
            json.loads(out)
        if form in ("csv", "tsv") and code == 0:
            _see_defused(
                csv.reader(io.StringIO(out, newline=""), delimiter="," if form == "csv" else "\t"), line
            )


def _see_defused(rows: Iterator[list[str]], line: object) -> None:
    for row in rows:
        for cell in row:
            assert not _FORMULA.match(cell) or re.fullmatch(r"-?[0-9.]+", cell), (line, cell)


@pytest.mark.long(short=True)
@pytest.mark.parametrize("harmed", TRIED, indirect=True)
def test_into_files(harmed: tuple[Path, str], tmp_path: Path) -> None:
    """xlsx, csv, html, md, pptx, png: whole files, in which the text is text."""
    path, _text = harmed
    for kind in KINDS.values():
        for suffix in ("xlsx", "csv", "md") if is_long() else ("xlsx",):
            target = tmp_path / f"{kind.code}.{suffix}"
            code, _out, err = town.run(path, *kind.command.split(), "list", "-o", str(target))
            assert code == 0, (kind.code, err)
            _see_file(target)
    for number, extra in enumerate(((), ("--internal",)) if is_long() else (("--internal",),)):
        folder = tmp_path / f"pack{number}"
        code, _out, err = town.run(path, "report", "quarter", "R3Q3", "--out", str(folder), *extra)
        if code == 6:  # a picture in a font that lacks the character says so
            assert "文字" in err, err
            code, _out, err = town.run(
                path, "report", "quarter", "R3Q3", "--out", str(folder), "--only", "md,xlsx,csv", *extra
            )
        assert code == 0, err
        for file in folder.rglob("*"):
            if file.is_file():
                _see_file(file)
    for name in ("sessions", "visits"):
        code, _out, err = town.run(path, "template", name, "-o", str(tmp_path / f"{name}.xlsx"))
        assert code == 0, err
    code, _out, err = town.run(path, "export", str(tmp_path / "out"))
    assert code == 0, err
    assert town.run(tmp_path / "again.db", "init", "--from", str(tmp_path / "out"))[0] == 0


def _see_file(file: Path) -> None:
    data = file.read_bytes()
    if file.suffix in (".xlsx", ".pptx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert package.testzip() is None
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    _see_xml(package.read(name), f"{file.name}:{name}")
        return
    if file.suffix == ".png":
        assert data.startswith(b"\x89PNG")
        return
    said = data.decode("utf-8-sig")
    if file.suffix != ".csv":  # which goes back through import as it is
        assert not _STEERING.search(said.replace("\r\n", "\n")), file
    if file.suffix == ".html":
        tags = _Tags()
        tags.feed(said)
        assert "script" not in tags.seen, file
        assert not any("javascript:" in link for link in tags.links), file
    elif file.suffix == ".csv":
        _see_defused(csv.reader(io.StringIO(said, newline="")), file)
    elif file.suffix == ".md":
        assert not re.search(r"(?<!\\)<script>", said), file
        assert not re.search(r"(?<!\\)\]\(javascript", said), file


def _see_xml(part: bytes, name: str) -> None:
    from xml.etree import ElementTree as Tree

    root = Tree.fromstring(part)  # raises when it is not well formed
    for one in root.iter():
        if one.tag.endswith("}f") and not _CELLS.fullmatch(one.text or ""):  # a formula: none is made of text
            assert one.text is None or "SUM(1)" not in one.text, name
            assert one.text != "1+1", name


_CELLS = re.compile(r"'(?:[^']|'')*'!\$[A-Z]+\$[0-9]+(?::\$[A-Z]+\$[0-9]+)?")
"""Cells of a sheet that is called somehow, as a chart names them."""


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.links += [value or "" for key, value in attrs if key in ("href", "src")]


@pytest.mark.parametrize("what", HOSTILE)
def test_what_an_import_hands_back(what: str, town_file: Path, tmp_path: Path) -> None:
    """The errors file and the message name the bad cell without doing what it says."""
    sheet = tmp_path / "councils.csv"
    with sheet.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(
            [["名称", "設立", HOSTILE[what]], ["架空の会", HOSTILE[what], "x"], [HOSTILE[what], "R3", ""]]
        )
    for extra in (("--map", f"{HOSTILE[what]}=note"), ()):
        code, out, err = town.run(town_file, "import", "councils", str(sheet), *extra)
        assert code in (0, 1, 2), err
        assert not _STEERING.search(out + err), what
        back = sheet.with_name("councils.csv.errors.csv")
        if back.exists():
            said = back.read_text(encoding="utf-8-sig")
            assert "\x1b" not in said or what == "a command of the terminal"
            _see_defused(csv.reader(io.StringIO(said, newline="")), what)
