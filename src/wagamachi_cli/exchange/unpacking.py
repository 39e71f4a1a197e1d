"""A package of ours read back into a new register, every file and every cell checked."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import field
from pathlib import Path
from typing import Any

from wagamachi_cli.errors import Findings, UsageError, reason
from wagamachi_cli.exchange.packages import MANIFEST, OURS, columns, meant, tables
from wagamachi_cli.frozen import frozen
from wagamachi_cli.language import _
from wagamachi_cli.register import VERSION
from wagamachi_cli.text import shorten, visible

_INTEGER = re.compile(r"-?[0-9]{1,18}")
_PIECE = 1 << 20
_HIGHEST = 1 << 62
"""No id has come near it; after the last that SQLite has, no record could be added."""
_CELL = 1 << 30
"""Characters that a cell may have: a picture of an issued report is one."""


@frozen
class Package:
    """A package whose files are as they were written: where, of which version, the last id of each table."""

    folder: Path
    version: int
    sequence: dict[str, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def fill(self, connection: sqlite3.Connection) -> None:
        """Write every row into the empty tables of ``connection``, inside the caller's transaction.

        Findings (exit 1) names the file, line and column of what cannot be right.
        """
        wanted = tables(connection)
        different = sorted(set(wanted) ^ set(self.names))
        if different:
            raise Findings(
                _("{file}: the tables are not those of version {version} ({names}).").format(
                    file=MANIFEST, version=self.version, names=_(", ").join(map(visible, different))
                ),
                _anew(),
            )
        for table in wanted:
            connection.execute(f'DELETE FROM "{table}"')
            _Filling(self.folder / f"{table}.csv", connection, table).run()
        self._see_references(connection)
        for table, last in self.sequence.items():
            changed = connection.execute(
                "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, table)
            )
            if not changed.rowcount:
                connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))

    def _see_references(self, connection: sqlite3.Connection) -> None:
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is None:
            return
        table, identifier, parent, number = broken
        column = connection.execute(
            'SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ?', (table, number)
        ).fetchone()[0]
        raise Findings(
            _("{file}, id {id}, column {column}: {parent} has no such row.").format(
                file=f"{table}.csv", id=identifier, column=column, parent=f"{parent}.csv"
            ),
            _anew(),
        )


def _anew() -> str:
    return _("Export it anew: {command}").format(command="wagamachi export DIR")


def read(folder: Path) -> Package:
    """The package in ``folder``, each file looked at.

    UsageError (exit 2) when it is none, or of a newer version; Findings (exit 1) when a file is
    missing or is not as it was written.
    """
    manifest = _manifest(folder)
    ours = manifest[OURS]
    if ours["version"] > VERSION:
        raise UsageError(
            _("The package is of a newer version ({version}) than this program ({ours}).").format(
                version=ours["version"], ours=VERSION
            ),
            _("Update the program: pip install --upgrade wagamachi-cli"),
        )
    for resource in manifest["resources"]:
        _see_whole(folder / f"{resource['name']}.csv", resource)
    names = tuple(resource["name"] for resource in manifest["resources"])
    return Package(folder, ours["version"], ours["sequence"], names)


def _manifest(folder: Path) -> dict[str, Any]:
    shown = visible(str(folder))
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except OSError as error:
        raise UsageError(
            _("There is no exported register in {folder}: {file} cannot be read.").format(
                folder=shown, file=MANIFEST
            ),
            _("Give the folder that “wagamachi export” wrote."),
        ) from error
    except (ValueError, RecursionError) as error:
        raise _strange(folder) from error
    if not _fits(manifest):
        raise _strange(folder)
    return manifest  # type: ignore[no-any-return]


def _fits(manifest: Any) -> bool:
    """Whether the manifest has what we write into one; what it names is a table, never a path."""
    if not isinstance(manifest, dict) or not isinstance(manifest.get(OURS), dict):
        return False
    ours, resources = manifest[OURS], manifest.get("resources")
    sequence = ours.get("sequence")
    return (
        isinstance(ours.get("version"), int)
        and ours["version"] >= 1
        and isinstance(sequence, dict)
        and all(isinstance(last, int) and 0 <= last < _HIGHEST for last in sequence.values())
        and isinstance(resources, list)
        and all(
            isinstance(one, dict)
            and re.fullmatch("[a-z_]+", str(one.get("name")))
            and isinstance(one.get("hash"), str)
            for one in resources
        )
        and set(sequence) <= {one["name"] for one in resources}
        and len({one["name"] for one in resources}) == len(resources)
    )


def _strange(folder: Path) -> UsageError:
    return UsageError(
        _("{file} in {folder} does not describe a register of wagamachi.").format(
            file=MANIFEST, folder=visible(str(folder))
        ),
        _("Give the folder that “wagamachi export” wrote."),
    )


def _see_whole(path: Path, resource: dict[str, Any]) -> None:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError as error:
        raise Findings(
            _("{file} cannot be read: {reason}.").format(file=path.name, reason=reason(error)),
            _anew(),
        ) from error
    if resource["hash"] != f"sha256:{digest.hexdigest()}":
        raise Findings(
            _("{file} is not as it was exported: it was changed or cut off since.").format(file=path.name),
            _("Change records in the register and export it anew: {command}").format(
                command="wagamachi export DIR"
            ),
        )


class _Filling:
    """One file on its way into its table; knows the line that is being read."""

    def __init__(self, path: Path, connection: sqlite3.Connection, table: str) -> None:
        self._path, self._connection, self._table = path, connection, table
        self._line = 1
        self._columns = columns(connection, table)
        rows = connection.execute("SELECT type FROM pragma_table_info(?)", (table,))
        self._readers: list[Callable[[str], int | str | None]] = [
            _integer if row[0] == "INTEGER" else meant for row in rows
        ]

    def run(self) -> None:
        marks = ", ".join("?" * len(self._columns))
        names = ", ".join(f'"{name}"' for name in self._columns)
        try:
            self._connection.executemany(
                f'INSERT INTO "{self._table}" ({names}) VALUES ({marks})', self._rows()
            )
        except (sqlite3.IntegrityError, csv.Error, UnicodeDecodeError) as error:
            raise self._wrong(str(error)) from error

    def _rows(self) -> Iterator[list[int | str | None]]:
        csv.field_size_limit(_CELL)
        with self._path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            if next(lines, None) != self._columns:
                raise self._wrong(_("the heads are not {heads}").format(heads=_(", ").join(self._columns)))
            for cells in lines:
                self._line = lines.line_num
                if len(cells) != len(self._columns):
                    raise self._wrong(
                        _("{count} cells instead of {wanted}").format(
                            count=len(cells), wanted=len(self._columns)
                        )
                    )
                try:
                    yield [read(cell) for read, cell in zip(self._readers, cells, strict=True)]
                except ValueError as error:
                    place = next(
                        place
                        for place, read in enumerate(self._readers)
                        if read is _integer and cells[place] and not _INTEGER.fullmatch(cells[place])
                    )
                    raise self._wrong(
                        _("“{text}” is not a whole number").format(text=visible(shorten(cells[place], 40))),
                        self._columns[place],
                    ) from error

    def _wrong(self, reason: str, column: str = "") -> Findings:
        where = _("{file}, line {line}").format(file=self._path.name, line=self._line)
        if column:
            where += _(", column {column}").format(column=column)
        return Findings(f"{where}: {reason}", _anew())


def _integer(cell: str) -> int | None:
    if not cell:
        return None
    if not _INTEGER.fullmatch(cell):
        raise ValueError(cell)
    return int(cell)
