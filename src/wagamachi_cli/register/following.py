"""What was erased in its own place may stand elsewhere: in another's note, a title, a command of the log.

What tells who somebody is (a name, a telephone number) is replaced wherever people write freely. What else
was erased is only looked for: the same few words may well be of somebody else.
"""

from __future__ import annotations

import mmap
import re
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.tables import ANYWAY, REMOVED, kept
from wagamachi_cli.kinds.types import Prose, Words

ERASED = "…"
"""What stands where something must stand."""

_PARTS = re.compile(r"[、,，/／;；|\s]+|または")
_SHORTEST_NAME, _SHORTEST_REACH, _SHORTEST_WORDS = 3, 6, 8
_AT_ONCE = 1_000
_EFFORT = 4_000_000_000
"""Bytes times strings that are gone through in the file itself at most."""
_APART = ("sqlite_", "alembic_", "edition", "register_", "choice")


@frozen
class Left:
    """Where words that were erased still stand: a record, or ``place``."""

    kind: Kind | None
    id: int | None
    place: str = ""


class Strings:
    """What was erased: who somebody is, with what stands for it now; and other words."""

    def __init__(self) -> None:
        self.telling: dict[str, str] = {}
        self.others: set[str] = set()
        self._prose: set[str] = set()

    def add(self, one: Field, stood: Mapping[str, str]) -> None:
        """Words that stood in a field, and what stands there now."""
        person = one.type.person if isinstance(one.type, Words) else ""
        for words, now in stood.items():
            if person == "name":
                bare = re.sub(r"\s", "", words)
                if len(bare) >= _SHORTEST_NAME:
                    self.telling |= {words: now, bare: now}
            elif person == "reach":
                parts = {words, *_PARTS.split(words)}
                self.telling |= {part: ERASED for part in parts if len(part) >= _SHORTEST_REACH}
            else:
                lines = {line for line in words.split("\n") if len(line) >= _SHORTEST_WORDS}
                self.others |= lines if person != "home" or isinstance(one.type, Prose) else set()

    def in_print(self) -> list[str]:
        """What is looked for in issued reports, the longest first."""
        return sorted({*self.telling, *self.others}, key=len, reverse=True)


def follow(raw: sqlite3.Connection, strings: Strings) -> None:
    """Replace who somebody is wherever people write freely, in the history and in the log.

    Not what somebody is called who is still there: that one may be meant.
    """
    living = {re.sub(r"\s", "", name) for name in _names(raw)}
    for words in [words for words in strings.telling if re.sub(r"\s", "", words) in living]:
        strings.others.add(words)
        del strings.telling[words]
    present = {words for words, _table, _id in _places(raw, [*strings.telling])}
    for words in sorted(present, key=len, reverse=True):
        for kind in KINDS.values():
            for one in (*kind.all_fields, REMOVED, ANYWAY):
                if (
                    one.columns
                    and isinstance(one.type, Words)
                    and (one.type.free or one.type.person == "home")
                ):
                    _replace(raw, kind.table, one.columns[0], words, strings.telling[words])
        raw.execute(
            "UPDATE history_command SET command = replace(command, ?1, ?2) WHERE instr(command, ?1)",
            (words, strings.telling[words]),
        )


def _replace(raw: sqlite3.Connection, table: str, column: str, words: str, now: str) -> None:
    known = {"words": words, "now": now, "table": table}
    raw.execute(
        f"UPDATE {table} SET {column} = replace({column}, :words, :now) WHERE instr({column}, :words)", known
    )
    for image in ("before", "after"):
        value = f"json_extract({image}, '$.{column}')"
        raw.execute(
            f"UPDATE history_change SET {image} = json_replace({image}, '$.{column}',"
            f" replace({value}, :words, :now))"
            f" WHERE table_name = :table AND instr({image}, :words) AND instr({value}, :words)",
            known,
        )


def _names(raw: sqlite3.Connection) -> Iterator[str]:
    """What people are called who are in the register."""
    for kind in KINDS.values():
        for one in kind.fields:
            if one.columns and isinstance(one.type, Words) and one.type.person == "name" and not kind.coded:
                (column,) = one.columns
                yield from (
                    row[0]
                    for row in raw.execute(
                        f"SELECT {column} FROM {kind.table} WHERE removed IS NULL AND {column} IS NOT NULL"
                    )
                )


def left(raw: sqlite3.Connection, strings: Strings) -> list[Left]:
    """The records, and what else, in which words that were erased still stand."""
    found: dict[tuple[str, int | None], Left] = {}
    for _words, table, identifier in _places(raw, [*strings.telling, *strings.others]):
        if table.startswith("history_"):
            found.setdefault((table, None), Left(None, None, "log"))
        else:
            whose = kept(table)
            found.setdefault((table, identifier), Left(whose.kind, None if whose.part else identifier))
    return list(found.values())


def _places(raw: sqlite3.Connection, strings: list[str]) -> Iterator[tuple[str, str, int]]:
    """Every row in which one of the strings stands: the string, the table, the id."""
    if not strings:
        return
    tables = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in tables:
        columns = raw.execute(
            "SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'", (table,)
        ).fetchall()
        if table.startswith(_APART) or not columns:
            continue
        whole = " || char(10) || ".join(f"coalesce(\"{name}\", '')" for (name,) in columns)
        rows = raw.execute(f'SELECT id, {whole} FROM "{table}"')
        while chunk := rows.fetchmany(_AT_ONCE):
            together = "\n".join(row[1] for row in chunk)
            for words in strings:
                if words in together:
                    yield from ((words, table, row[0]) for row in chunk if words in row[1])


def in_file(path: Path, strings: Strings) -> bool:
    """Whether who somebody is can still be read in the bytes of the file."""
    wanted = sorted(strings.telling, key=len, reverse=True)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return any(data.find(words.encode()) >= 0 for words in wanted[: max(8, _EFFORT // len(data))])
