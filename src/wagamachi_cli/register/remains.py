"""What a forget does not reach: copies of the register and files that were written from it."""

from __future__ import annotations

import csv
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from wagamachi_cli.register import copying, forgetting, forgotten, opening, placing, whose
from wagamachi_cli.register.following import ERASED
from wagamachi_cli.register.forgotten import Wanted
from wagamachi_cli.text import can_be_file

PACKAGE = "datapackage.json"
"""What a folder holds into which a register was exported."""


def wrote(path: Path, what: str, place: Path) -> None:
    """Remember that something of the register at ``path`` was written to ``place``, as well as may be.

    ``what``: copies (a folder), copy, export, list, codes, errors, pack. It is kept beside the user's data,
    since the places are of this machine, and what only reads changes nothing in a register.
    """
    with suppress(OSError, csv.Error):
        said = (what, str(place.resolve()))
        if said in [(kind, str(known)) for kind, known in _written(path)] or (uuid := whose.of(path)) is None:
            return
        file = forgotten.beside("written", uuid)
        placing.make_folders(file.parent, [])
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", newline="") as kept:
            csv.writer(kept, lineterminator="\n").writerow(said)


def still_held(path: Path, folder: Path, wanted: Wanted) -> list[Path]:
    """The copies of this very register and what was exported from it that hold such words.

    Looked for where they were ever written, in ``folder``, beside the register, and in the folder that one
    works in; also what is called like a copy and cannot be read.
    """
    written = list(_written(path))
    files = {place for what, place in written if what == "copy"}
    places = {folder.resolve(), path.resolve().parent, Path.cwd()}
    places |= {place for what, place in written if what == "copies"} | {file.parent for file in files}
    held = [copy for copy in _copies(path, places, files) if _holds(copy, wanted)]
    exported = {package.parent for place in places for package in place.glob(f"*/{PACKAGE}")}
    exported |= {place for what, place in written if what == "export" and (place / PACKAGE).is_file()}
    return [*held, *(one for one in sorted(exported) if _exported(one, wanted))]


def handed_out(path: Path) -> list[Path]:
    """The sheets, lists and reports that were written from the register and are still there."""
    kinds = ("list", "codes", "errors", "pack")
    return sorted({place for what, place in _written(path) if what in kinds and place.exists()})


def _written(path: Path) -> Iterator[tuple[str, Path]]:
    uuid = whose.of(path)
    with suppress(OSError, UnicodeError, csv.Error):
        if uuid is not None:
            with forgotten.beside("written", uuid).open(encoding="utf-8", newline="") as file:
                yield from (
                    (row[0], Path(row[1]))
                    for row in csv.reader(file)
                    if len(row) == 2 and can_be_file(row[1])
                )


def _copies(path: Path, places: Iterable[Path], files: Iterable[Path]) -> list[Path]:
    """What is named as copies are, and what else bears our mark, unless it is of another register."""
    beside = path.resolve()
    found = set(files)
    for place in places:
        with suppress(OSError):
            found |= set(copying.dated_copies(beside, place)) | set(
                place.glob(f"{beside.stem}[-.]*{beside.suffix}")
            )
            found |= {file for file in place.glob("*") if opening.marked(file)}
    mine = whose.of(beside)
    return sorted(
        copy
        for copy in found
        if copy.is_file() and copy.resolve() != beside and whose.of(copy) in (mine, None)
    )


def _exported(folder: Path, wanted: Wanted) -> bool:
    """Whether the tables that were exported into a folder hold such words."""
    for aspect, ids in wanted.items():
        kind, fields = forgetting.meant(aspect)
        columns = [column for one in fields for column in one.columns]
        table = folder / f"{kind.table}.csv"
        if not table.is_file():
            continue
        try:
            with table.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    if _number(row.get("id")) in ids and any(
                        row.get(column) not in (None, "", ERASED) for column in columns
                    ):
                        return True
        except (OSError, UnicodeError, csv.Error):
            return True
    return False


def _number(cell: str | None) -> int | None:
    return int(cell) if cell and cell.isascii() and cell.isdigit() else None


def _holds(copy: Path, wanted: Wanted) -> bool:
    try:
        with whose.looked_into(copy) as connection:
            forgetting.teach(connection)
            return any(
                not ids.isdisjoint(forgetting.holding(connection, kind, one))
                for aspect, ids in wanted.items()
                for kind, fields in [forgetting.meant(aspect)]
                for one in fields
                if _has(connection, kind.table, one.columns)
            )
    except whose.Unreadable:
        return True


def _has(connection: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> bool:
    there = {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    return there.issuperset(columns)
