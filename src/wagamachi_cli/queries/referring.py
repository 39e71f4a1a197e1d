"""Many references, one after another: each word is looked up once, each kind is read once."""

from __future__ import annotations

import sqlite3
from datetime import date

from wagamachi_cli import text
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.types import Ref
from wagamachi_cli.queries.finding import Candidate, candidates, find, find_any


class Referring:
    """What references mean, where nobody can be asked. One for each reading of the register."""

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        self._connection = connection
        self._today = today
        self._among: dict[str, list[Candidate]] = {}
        self._codes: dict[str, dict[str, int]] = {}

    def forget(self, kind: str) -> None:
        """Records of ``kind`` were written: read them again when they are asked for."""
        self._among.pop(kind, None)
        self._codes.pop(kind, None)

    def added(self, kind: Kind, identifier: int) -> None:
        """A record of ``kind`` was written: it may be meant, too."""
        self._codes.pop(kind.code, None)
        if kind.code in self._among:
            self._among[kind.code] += candidates(self._connection, kind, self._today, (identifier,))

    def meant(self, ref: Ref, words: str) -> int | tuple[str, int] | None:
        """The id that ``words`` mean; of several kinds, the pair of kind and id.

        None for a code that is not in the code book yet. NotFoundError (exit 3): none, or several.
        """
        if ref.made:
            return self._code(ref.kinds[0], words)
        if len(ref.kinds) != 1:
            among = [KINDS[code] for code in ref.kinds] or KINDS.values()
            kind, identifier = find_any(self._connection, words, self._today, among)
            return kind.code, identifier
        (code,) = ref.kinds
        if code not in self._among:
            self._among[code] = candidates(self._connection, KINDS[code], self._today)
        return find(self._connection, KINDS[code], words, self._today, among=self._among[code])

    def _code(self, kind: str, words: str) -> int | None:
        if kind not in self._codes:
            name, table = KINDS[kind].name, KINDS[kind].table
            self._codes[kind] = {
                text.fold(row[1]): int(row[0])
                for row in self._connection.execute(f"SELECT id, {name} FROM {table} WHERE removed IS NULL")
            }
        return self._codes[kind].get(text.fold(words))
