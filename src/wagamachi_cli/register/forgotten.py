"""Which records were forgotten: kept in the register and, for the copies of it, beside the user's data.

Nothing but kinds and ids. A register that comes back from an older copy is told by them what to forget
again, also where the file itself is lost.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from wagamachi_cli.kinds import KINDS
from wagamachi_cli.register import own_tables, placing, whose

Wanted: TypeAlias = Mapping[str, frozenset[int]]
"""Whose words: ids of records, by the code of their kind (``helper``: what people wrote about them), with
what else of them is meant after a point (``helper.name``, ``activity.home``)."""


def remember(connection: sqlite3.Connection, wanted: Wanted) -> None:
    """Write down what is forgotten, inside the transaction that forgets it.

    In an older copy the ids may not be given out yet: they never will be to somebody else.
    """
    connection.executemany(
        "INSERT OR IGNORE INTO register_forgotten (kind, record_id) VALUES (?, ?)",
        ((kind, one) for kind, ids in sorted(wanted.items()) for one in sorted(ids)),
    )
    for aspect, ids in wanted.items():
        kind = KINDS.get(aspect.partition(".")[0])
        known = {"name": kind.table if kind else "", "last": max(ids)}
        raised = connection.execute(
            "UPDATE sqlite_sequence SET seq = max(seq, :last) WHERE name = :name", known
        )
        if kind and not raised.rowcount:
            connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)", known)


def since(path: Path, source: Path) -> Wanted:
    """What was forgotten of the register that ``source`` is a copy of, as far as is known here.

    ``path`` is where it stands, in whatever state.
    """
    mine = whose.of(source)
    if mine is None:
        return {}
    found = list(_pairs(ledger(mine)))
    if whose.of(path) == mine:
        with suppress(whose.Unreadable), whose.looked_into(path) as connection:
            found += _kept(connection)
    return _grouped(found)


def ledger(uuid: str) -> Wanted:
    """What was forgotten of a register, as this user's data says."""
    try:
        with beside("forgotten", uuid).open(encoding="utf-8", newline="") as file:
            return _grouped((row[0], int(row[1])) for row in csv.reader(file) if _sound(row))
    except (OSError, UnicodeError, csv.Error):
        return {}


def keep_ledger(connection: sqlite3.Connection) -> None:
    """Bring the ledger up to what the register says. Whatever goes wrong: the register itself knows."""
    with suppress(OSError, sqlite3.Error):
        uuid = own_tables.identity(connection)
        known = sorted({*_pairs(ledger(uuid)), *_kept(connection)})
        place = beside("forgotten", uuid)
        placing.make_folders(place.parent, [])
        with placing.built(place, force=True) as temporary, temporary.open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(known)


def _kept(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    try:
        rows = connection.execute("SELECT kind, record_id FROM register_forgotten").fetchall()
    except sqlite3.OperationalError:  # of an older version
        return []
    return [(str(kind), int(one)) for kind, one in rows]


def beside(folder: str, uuid: str) -> Path:
    """The file beside the user's data in which something of a register is kept."""
    import platformdirs

    data = Path(platformdirs.user_data_dir("wagamachi", appauthor=False))
    return data / folder / f"{Path(uuid).name}.csv"


def _sound(row: list[str]) -> bool:
    return len(row) == 2 and row[1].isascii() and row[1].isdigit()


def _pairs(wanted: Wanted) -> Iterable[tuple[str, int]]:
    return ((kind, one) for kind, ids in wanted.items() for one in ids)


def _grouped(pairs: Iterable[tuple[str, int]]) -> Wanted:
    found: dict[str, set[int]] = {}
    for kind, one in pairs:
        found.setdefault(kind, set()).add(one)
    return {kind: frozenset(ids) for kind, ids in found.items()}
