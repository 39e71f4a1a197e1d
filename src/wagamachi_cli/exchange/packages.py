"""The whole register as CSV files with a description that machines read: a Frictionless Data Package.

In the files an empty cell is NULL. A leading apostrophe is taken off again: it stands before text that
a spreadsheet would run as a formula, before an empty text, and before one that begins with it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import wagamachi_cli
from wagamachi_cli import model, progress, text
from wagamachi_cli.exchange.describing import descriptor
from wagamachi_cli.language import _
from wagamachi_cli.register import own_tables
from wagamachi_cli.sheet import Column, Row, Sheet

MANIFEST = "datapackage.json"
OURS = "wagamachi"
"""The property of the manifest that says that the package is ours, and of which version."""

_OURS = {table for room in model.ROOMS.values() for table in room} | own_tables.CARRIED
_AT_ONCE = 2_000


def tables(connection: sqlite3.Connection) -> list[str]:
    """The tables of the register: what others refer to first, the choices before all.

    Without the history, and what other tools keep in the file.
    """
    names = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name <> 'choice', name"
        )
        if row[0] in _OURS
    ]
    needs = {
        name: {
            row[0] for row in connection.execute('SELECT "table" FROM pragma_foreign_key_list(?)', (name,))
        }
        - {name}
        for name in names
    }
    ordered: list[str] = []
    while len(ordered) < len(names):
        ready = [name for name in names if name not in ordered and needs[name] <= set(ordered)]
        ordered += ready or [name for name in names if name not in ordered]
    return ordered


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table, in their order."""
    return [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def write(connection: sqlite3.Connection, folder: Path) -> Sheet:
    """Write every table and the manifest into the empty ``folder``; what was written, a row a table.

    The same register gives the same bytes. Raises OSError.
    """
    resources: list[dict[str, Any]] = []
    written: list[Row] = []
    with progress.telling() as say:
        for table in tables(connection):
            rows = connection.execute(f'SELECT * FROM "{table}" ORDER BY id')
            path = folder / f"{table}.csv"
            count, size, digest = _write_file(path, columns(connection, table), rows, say)
            resources.append(
                {
                    **descriptor(connection, table),
                    "path": path.name,
                    "bytes": size,
                    "hash": f"sha256:{digest}",
                }
            )
            written.append({"file": path.name, "rows": count})
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    given = dict(connection.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name").fetchall())
    manifest = {
        "profile": "tabular-data-package",
        "name": "wagamachi-register",
        "title": "地域福祉コーディネーターの台帳",
        "description": "空の欄は「値なし」です。先頭の ' は値に含みません（式にしないための印です）。",
        OURS: {
            "version": version,
            "program": wagamachi_cli.__version__,
            "register": own_tables.identity(connection),
            # Ids are never given out twice, also those of rows that are gone.
            "sequence": {table: given[table] for table in tables(connection) if table in given},
        },
        "resources": resources,
    }
    body = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_bytes(body.encode())
    (folder / MANIFEST).chmod(0o600)
    return Sheet((Column("file", _("file")), Column("rows", _("rows"), kind="number")), tuple(written))


def _write_file(
    path: Path, heads: list[str], rows: Iterable[Any], say: Callable[[str], None]
) -> tuple[int, int, str]:
    """Write one table; how many rows, how many bytes, and their SHA-256."""
    digest, size, count = hashlib.sha256(), 0, 0
    with path.open("xb") as file:
        path.chmod(0o600)
        # With a mark at its beginning, or Excel would not read it as UTF-8.
        for lines, number in _lines(heads, rows):
            data = lines.encode("utf-8-sig" if size == 0 else "utf-8")
            digest.update(data)
            file.write(data)
            size += len(data)
            count += number
            say(_("{file}: {count} rows …").format(file=path.name, count=f"{count:,}"))
    return count, size, digest.hexdigest()


def _lines(heads: list[str], rows: Iterable[Any]) -> Iterator[tuple[str, int]]:
    """The file in pieces, each with how many rows are in it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    count = 0
    for row in rows:
        writer.writerow([told(value) if isinstance(value, str) else value for value in row])
        count += 1
        if count == _AT_ONCE:
            yield out.getvalue(), count
            out.seek(0)
            out.truncate()
            count = 0
    yield out.getvalue(), count


def told(value: str) -> str:
    """A text as it stands in a cell."""
    return f"'{value}" if not value or value.startswith("'") else text.defuse(value)


def meant(cell: str) -> str | None:
    """The text that a cell stands for; None for NULL."""
    return (cell[1:] if cell.startswith("'") else cell) if cell else None


def files(folder: Path) -> frozenset[str]:
    """The names of the files of a package of ours, as its manifest says; empty where there is none."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if OURS not in manifest:
            return frozenset()
        return frozenset([MANIFEST, *(resource["path"] for resource in manifest["resources"])])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return frozenset()
