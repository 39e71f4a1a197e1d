"""The rows of a sheet into the register: added, changed, the same as they were, or bad and why."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from wagamachi_cli import text
from wagamachi_cli.errors import NotFoundError, RefusedError, UsageError
from wagamachi_cli.exchange import earlier
from wagamachi_cli.exchange.asides import first_of, told_by_name
from wagamachi_cli.exchange.files import Line, Source
from wagamachi_cli.exchange.heads import REASON, Plan
from wagamachi_cli.exchange.putting import Choices, Outcome, Problem, Records, Wish
from wagamachi_cli.exchange.rows import BadRow, Reader, reason
from wagamachi_cli.kinds import Kind
from wagamachi_cli.kinds.tables import CHOICE
from wagamachi_cli.model import writing
from wagamachi_cli.model.change import plain
from wagamachi_cli.queries.records import Narrowing, described, read

if TYPE_CHECKING:
    from sqlmodel import Session

_TOLD_EVERY = 1_000
_LIVES = {"activity", "council", "consultant", "helper", "placement"}
_ENDED = re.compile("解散|休止|休会|終了|廃止|閉会|閉鎖|退任|辞任|退会|逝去")
"""What a remark says of something whose end or rest is recorded by a command of its own."""
_MOST_NAMED = 100


class _Rows:
    """The plain connection of a transaction, with rows that are read by name."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def execute(self, question: str, values: Any = ()) -> sqlite3.Cursor:
        """As sqlite3.Connection.execute."""
        cursor = self._raw.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(question, values)


class Importer:
    """Takes the rows of one sheet into one transaction; see ``run``."""

    def __init__(self, session: Session, plan: Plan, today: date, wish: Wish) -> None:
        self._plan, self._wish, self._today = plan, wish, today
        raw = plain(session)
        connection = cast("sqlite3.Connection", _Rows(raw))

        def make(kind: Kind, words: str) -> int:
            return writing.add(session, kind, {kind.name: words}, today)

        self._reader = Reader(plan, connection, today, make)
        self.outcome = Outcome(bad=set(wish.without))
        made = Choices if plan.kind is CHOICE else Records
        self._register = made(session, self._reader, connection, plan, today, wish, self.outcome)
        self._connection = connection
        if wish.origin and isinstance(self._register, Records):
            self._register.earlier = earlier.added(connection, plan.kind, *wish.origin)

    def run(self, source: Source, told: Callable[[int], None]) -> Outcome:
        """Read every row and write what it says; ``told`` hears from time to time how many were read.

        The caller takes everything back when a row is bad.
        """
        for line, cells in _rows(source, self._plan):
            if line % _TOLD_EVERY == 0:
                told(line)
            if why := source.passed.get(line):
                self.outcome.asides[why].append(line)
            elif line not in self._wish.without:
                self._take(line, cells)
        for line, said in self._register.finish():
            self._refuse(line, said)
        self.outcome.crossed = [line for line in sorted(source.crossed) if line > self._plan.row]
        self.outcome.zeros, self.outcome.understood = self._reader.zeros, self._reader.understood
        self._look_back()
        return self.outcome

    def _look_back(self) -> None:
        """Name what came from this file before and is not in it now; remember that this came from it."""
        if not self._wish.origin or not isinstance(self._register, Records) or self.outcome.problems:
            return
        kind, gone = self._plan.kind, sorted(self._register.earlier)
        if gone and not self.outcome.bad:
            narrowing = Narrowing(ids=tuple(gone[:_MOST_NAMED]))
            only = (kind.name,) if kind.name else kind.answers
            rows = read(self._connection, kind, self._today, narrowing, only=only).rows
            names = {row["id"]: described(kind, row) for row in rows}
            self.outcome.gone = [(identifier, names.get(identifier, "")) for identifier in gone]
        if self.outcome.added or self.outcome.changed:
            earlier.remember(self._connection, kind, *self._wish.origin)

    def _take(self, line: int, cells: list[str]) -> None:
        outcome, plan = self.outcome, self._plan
        aside = self._reader.aside(cells)
        if aside:
            outcome.asides[aside].append(line)
            return
        if plan.unread or len(cells) > len(plan.heads):
            places = (*plan.unread, *range(len(plan.heads), len(cells)))
            outcome.left_out.update(place for place in places if place < len(cells) and cells[place].strip())
        try:
            records = self._reader.read(cells)
            if not records:  # of a cross-table, in which the row says nothing
                outcome.asides["blank"].append(line)
            for record in records:
                self._register.put(record, line)
                note = record.given.get("note")
                if plan.kind.code in _LIVES and isinstance(note, str) and _ENDED.search(note):
                    outcome.ended[line] = note
        except BadRow as error:
            self._refuse(line, error.problems)
        except (RefusedError, UsageError, NotFoundError) as error:
            self._refuse(line, [("", reason(error))])

    def _refuse(self, line: int, problems: list[tuple[str, str]]) -> None:
        self.outcome.bad.add(line)
        self.outcome.problems += [Problem(line, column, said) for column, said in problems]


def handed_back(source: Source, plan: Plan, outcome: Outcome, *, all_rows: bool) -> bytes:
    """The bad rows (or all of them) as a CSV file that can be mended and imported with the same options.

    What stood above the heads stands there again; the last column says what is wrong with a row. Columns
    that were to be left out are.
    """
    reasons: dict[int, list[str]] = {}
    for problem in outcome.problems:
        reasons.setdefault(problem.line, []).append(": ".join(filter(None, (problem.column, problem.reason))))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for above in plan.before:
        writer.writerow(map(text.defuse, above))
    given = [(line, cells) for line, cells in _rows(source, plan) if all_rows or line in outcome.bad]
    width = max(len(plan.heads), *(len(cells) for _line, cells in given), 1)
    kept = [place for place in range(width) if place not in plan.private and place not in plan.reasons]
    for line, cells in [(0, [*plan.heads]), *given]:
        padded = _padded(cells, width)
        said = " / ".join(reasons.get(line, [])) if line else str(REASON)
        writer.writerow([*(text.defuse(padded[place]) for place in kept), said])
    return out.getvalue().encode("utf-8-sig")


def _rows(source: Source, plan: Plan) -> Iterator[Line]:
    """The rows below the heads that are not blank, with what stands above in the columns of --fill-down."""
    above: dict[int, str] = {}
    for line, cells in source.rows():
        if line <= plan.row or not any(cells):
            continue
        if plan.filled_down and not told_by_name(first_of(cells)):
            for place in plan.filled_down:
                cells += [""] * (place + 1 - len(cells))
                if cells[place].strip():
                    above[place] = cells[place]
                cells[place] = above.get(place, "")
        yield line, cells


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))
