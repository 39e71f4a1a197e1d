"""Erasing people's own words: in the records and in every image that the history keeps of them.

The rows stay, so every count stays. What was erased must not stay readable in the file either: the file
is packed anew (VACUUM) after the transaction. Until that is done, ``history_now`` goes on naming the
forget as the command that is running; a forget that was killed in between is finished by the next writer.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from wagamachi_cli import errors
from wagamachi_cli.errors import RegisterError
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.tables import ANYWAY, MERGED_INTO, REMOVED
from wagamachi_cli.kinds.types import Words
from wagamachi_cli.language import _
from wagamachi_cli.register import opening, trouble, writing

ERASED = "…"
"""What stands where something must stand."""

PACKAGE = "datapackage.json"
"""What a folder holds into which a register was exported."""

Wanted = Mapping[str, frozenset[int]]
"""Whose words: the ids of records, by the code of their kind."""


@frozen
class Erased:
    """In how many records (gone ones too) words of a field were, or would be, erased."""

    kind: Kind
    field: Field
    records: int


def own_words(kind: Kind) -> list[Field]:
    """The fields of a kind that hold a person's own words."""
    fields = [one for one in kind.all_fields if isinstance(one.type, Words) and one.type.free and one.columns]
    return [*fields, REMOVED, ANYWAY]


def holdings(connection: sqlite3.Connection, wanted: Wanted) -> list[Erased]:
    """What there is to erase."""
    found = []
    for code, ids in wanted.items():
        kind = KINDS[code]
        for one in own_words(kind):
            records = len(ids.intersection(_holding(connection, kind, one)))
            if records:
                found.append(Erased(kind, one, records))
    return found


def forget(path: Path, command: str, today: date, wanted: Wanted) -> list[Erased]:
    """Erase the words of the ``wanted`` records, in one transaction, and pack the file; what was erased.

    ``command`` is what the log says. It is a floor, unless there was nothing to erase. Raises
    RegisterError (5): the register is then as it was.
    """
    with trouble.told(path), opening.connected(path, "rw") as raw:
        writing.prepare(raw)
        raw.execute("BEGIN IMMEDIATE")
        found = holdings(raw, wanted)
        if not found:
            raw.execute("ROLLBACK")
            return found
        command_id = writing.begin_command(raw, command, today, "floor")
        raw.execute("CREATE TEMP TABLE forgotten (row_id INTEGER PRIMARY KEY)")
        for code, ids in wanted.items():
            raw.execute("DELETE FROM forgotten")
            raw.executemany("INSERT INTO forgotten VALUES (?)", ((one,) for one in ids))
            for one in own_words(KINDS[code]):
                _erase(raw, KINDS[code], one)
        # The triggers have just written down once more what is to be forgotten.
        raw.execute("DELETE FROM history_change WHERE command_id = ?", (command_id,))
        raw.execute("DROP TABLE forgotten")
        raw.execute("COMMIT")
        errors.wrote()
        try:
            writing.finish_forgetting(raw)
        except sqlite3.OperationalError as error:
            known = trouble.explained(error, path)
            if known is None:
                raise
            errors.warn(
                _("It is erased, but the file could not be packed yet ({reason}).").format(
                    reason=known.message
                )
                + _(" The next command that writes does it.")
            )
    return found


def still_held(path: Path, folder: Path, wanted: Wanted) -> list[Path]:
    """The copies of the register and what was exported from it that hold such words; also unreadable ones.

    Looked for where they are made: in ``folder``, beside the register, in the folder that one works in.
    """
    places = {folder.resolve(), path.resolve().parent, Path.cwd()}
    held = [copy for copy in _copies(path, folder, places) if _holds(copy, wanted)]
    exported = {package.parent for place in places for package in place.glob(f"*/{PACKAGE}")}
    return [*held, *(one for one in sorted(exported) if _exported(one, wanted))]


def _copies(path: Path, folder: Path, places: Iterable[Path]) -> list[Path]:
    """What is named as copies are, and what else began as this register did, whatever it is called."""
    beside = path.resolve()
    named = (
        (folder, f"{path.stem}-*{path.suffix}"),
        (beside.parent, f"{beside.stem}.*{beside.suffix}"),
    )
    found = {copy for place, pattern in named for copy in place.glob(pattern)}
    same = (_begun(beside), None)
    others = (copy for place in places for copy in place.glob("*") if opening.marked(copy))
    found |= {copy for copy in others if copy not in found and _begun(copy) in same}
    return sorted(copy for copy in found if copy.resolve() != beside)


def _exported(folder: Path, wanted: Wanted) -> bool:
    """Whether the tables that were exported into a folder hold such words."""
    for code, ids in wanted.items():
        kind = KINDS[code]
        columns = [column for one in own_words(kind) for column in one.columns]
        try:
            with (folder / f"{kind.table}.csv").open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    if _number(row.get("id")) in ids and any(
                        row.get(column) not in (None, "", ERASED) for column in columns
                    ):
                        return True
        except FileNotFoundError:
            continue
        except (OSError, UnicodeError, csv.Error):
            return True
    return False


def _number(cell: str | None) -> int | None:
    return int(cell) if cell and cell.isascii() and cell.isdigit() else None


def _begun(path: Path) -> str | None:
    """When the first command of a register was given, which its copies have in common; None if unreadable."""
    try:
        with opening.snapshot(path) as connection:
            (at,) = connection.execute("SELECT min(at) FROM history_command").fetchone()
            return str(at)
    except (RegisterError, sqlite3.Error):
        return None


def _holds(copy: Path, wanted: Wanted) -> bool:
    try:
        with opening.snapshot(copy) as connection:
            return any(
                not ids.isdisjoint(_holding(connection, KINDS[code], one))
                for code, ids in wanted.items()
                if _has_table(connection, KINDS[code].table)
                for one in own_words(KINDS[code])
            )
    except (RegisterError, sqlite3.Error):
        return True


def _has_table(connection: sqlite3.Connection, table: str) -> bool:
    question = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
    return connection.execute(question, (table,)).fetchone() is not None


def _holding(connection: sqlite3.Connection, kind: Kind, one: Field) -> Iterator[int]:
    """The ids of the records of which such words are kept, in the record or in the history."""
    (column,) = one.columns
    for (identifier,) in connection.execute(
        f"SELECT id FROM {kind.table} WHERE {_is_words(column)}"
        f" UNION SELECT row_id FROM history_change WHERE table_name = :table"
        f" AND ({_is_words(_in_image('before', column))} OR {_is_words(_in_image('after', column))})",
        _known(kind),
    ):
        yield identifier


def _erase(connection: sqlite3.Connection, kind: Kind, one: Field) -> None:
    """Erase one field of the records in ``forgotten``."""
    (column,) = one.columns
    left = ERASED if one.required or one in (REMOVED, ANYWAY) else None
    known = _known(kind) | {"left": left}
    connection.execute(
        f"UPDATE {kind.table} SET {column} = :left"
        f" WHERE id IN (SELECT row_id FROM forgotten) AND {_is_words(column)}",
        known,
    )
    for image in ("before", "after"):
        connection.execute(
            f"UPDATE history_change SET {image} = json_replace({image}, '$.{column}', :left)"
            f" WHERE table_name = :table AND row_id IN (SELECT row_id FROM forgotten)"
            f" AND {_is_words(_in_image(image, column))}",
            known,
        )


def _is_words(value: str) -> str:
    """SQL: whether a person's own words stand there, and not ours (erased, or merged into a record)."""
    merged = f":merged || CAST(substr({value}, length(:merged) + 1) AS INTEGER)"
    return f"({value} IS NOT NULL AND {value} NOT IN (:erased, {merged}))"


def _in_image(image: str, column: str) -> str:
    return f"json_extract({image}, '$.{column}')"


def _known(kind: Kind) -> dict[str, str | None]:
    return {"table": kind.table, "erased": ERASED, "merged": MERGED_INTO.format(id="")}
