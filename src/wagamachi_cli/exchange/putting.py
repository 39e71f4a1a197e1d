"""Records from rows into the register: added, changed, or the same as they were."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from wagamachi_cli import text
from wagamachi_cli.errors import UsageError
from wagamachi_cli.exchange.heads import Plan
from wagamachi_cli.exchange.matching import Standing
from wagamachi_cli.exchange.rows import BadRow, Reader, Record
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.choosing import Option, meant
from wagamachi_cli.language import Label, _
from wagamachi_cli.model.bulk import Bulk
from wagamachi_cli.period import Span
from wagamachi_cli.queries.choice_fields import choice_fields

if TYPE_CHECKING:
    from sqlmodel import Session

    from wagamachi_cli.model.file import Siblings


@frozen
class Problem:
    """What is wrong with a row: its number, the column (blank: the whole row), the reason."""

    line: int
    column: str
    reason: str


@dataclass(slots=True)
class Outcome:
    """What became of the rows. ``added``, ``changed`` and ``same`` count records, the others rows.

    ``asides``: why rows were skipped (example, total, gap, footnote, blank), and which. ``zeros``: cells of
    a cross-table that say that nothing happened. ``crossed``: rows of which single cells are struck out.
    ``understood``: the time of what names no year.
    ``ended``: rows whose remark says that something is over. ``replaced``: the ids of what new records stand
    for. ``left_out``: columns with something in them that no field takes.
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    asides: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    zeros: int = 0
    crossed: list[int] = field(default_factory=list)
    ended: dict[int, str] = field(default_factory=dict)
    understood: Span | None = None
    replaced: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    bad: set[int] = field(default_factory=set)
    left_out: set[int] = field(default_factory=set)

    @property
    def skipped(self) -> int:
        """The rows that are no records."""
        return sum(map(len, self.asides.values()))


@frozen
class Wish:
    """How an import is wanted. ``without``: rows that are known to be bad and left out."""

    new_only: bool = False
    anyway: str | None = None
    instead: bool = False
    without: frozenset[int] = frozenset()


class Records:
    """The records of a kind, in one transaction. ``put`` raises BadRow, or what a rule says."""

    def __init__(
        self,
        session: Session,
        reader: Reader,
        connection: sqlite3.Connection,
        plan: Plan,
        today: date,
        wish: Wish,
        outcome: Outcome,
    ) -> None:
        self._reader, self._kind, self._wish, self._outcome = reader, plan.kind, wish, outcome
        self._standing = Standing(connection, plan.kind, today)
        instead = outcome.replaced if wish.instead and not wish.new_only else None
        self._bulk = Bulk(session, plan.kind, today, wish.anyway, instead)
        self._refers_to_itself = any(True for _one in plan.kind.refers_to(plan.kind.code))
        self._written: dict[int, int] = {}

    def put(self, record: Record, line: int) -> None:
        """Add the record, or change the one that it is about where it differs."""
        identifier = record.identifier
        if identifier is None:
            identifier = self._standing.find(record.given, record.columns)
            if identifier is not None and self._kind.telling:
                self._refuse_namesake(identifier, record)
        if identifier is not None:
            self._compare(identifier, record, line)
            return
        self._reader.complete(record)
        identifier = self._bulk.add(record.given, record.columns, line)
        self._outcome.added += 1
        if self._kind.name in record.given:
            self._standing.named(record.given[self._kind.name], identifier)
            self._written[identifier] = line
        if self._refers_to_itself:
            self._bulk.flush()
            self._reader.referring.added(self._kind, identifier)

    def finish(self) -> list[tuple[int, str]]:
        """Write what waits; the rows that the file itself refused, and why."""
        self._bulk.flush()
        return self._bulk.refused

    def _refuse_namesake(self, identifier: int, record: Record) -> None:
        """BadRow where a row of the same name tells of another person than the one that stands."""
        self._bulk.flush()
        others = self._standing.contradicted(identifier, record.columns)
        if others:
            said = _(
                "{name} (number {id}) has another {fields}: is it the same person? If so, give {id} in a "
                "column id; if not, write the name of this one differently, with the area for instance."
            )
            raise BadRow(
                [
                    (
                        str(self._kind.field(self._kind.name).label),
                        said.format(
                            name=text.visible(record.given[self._kind.name]),
                            id=identifier,
                            fields=_(", ").join(str(self._kind.field(key).label) for key in others),
                        ),
                    )
                ]
            )

    def _compare(self, identifier: int, record: Record, line: int) -> None:
        """A row about a record that stands already."""
        self._bulk.flush()
        changes = self._standing.differing(identifier, record.given, record.columns)
        if changes is None:
            said = _("There is no {kind} with the number {id}.")
            raise BadRow([("id", said.format(kind=self._kind.label, id=identifier))])
        if not changes:
            self._outcome.same += 1
            return
        if identifier in self._written:
            said = _("Row {row} says something else about the same record.")
            raise BadRow([("", said.format(row=self._written[identifier]))])
        if self._wish.new_only:
            raise would_change(identifier, [str(self._kind.field(key).label) for key in changes])
        self._bulk.edit(identifier, changes)
        self._written[identifier] = line
        self._outcome.changed += 1
        if self._kind.name in changes:
            self._standing.named(changes[self._kind.name], identifier)
        if self._refers_to_itself:
            self._reader.referring.forget(self._kind.code)


class Choices:
    """The choices of the register, known by their field and code. ``put`` raises as that of Records."""

    def __init__(
        self,
        session: Session,
        reader: Reader,  # noqa: ARG002 - made like Records
        connection: sqlite3.Connection,
        plan: Plan,
        today: date,  # noqa: ARG002
        wish: Wish,
        outcome: Outcome,
    ) -> None:
        self._session, self._connection, self._plan = session, connection, plan
        self._wish, self._outcome = wish, outcome
        self._fields = choice_fields(connection)
        self._known: dict[str, Siblings] = {}

    def put(self, record: Record, line: int) -> None:  # noqa: ARG002 - as that of Records
        """Add the choice, or change the one that it is about where it differs."""
        from wagamachi_cli.model import file

        lacking = [key for key in ("field", "code") if key not in record.given]
        if lacking:
            raise BadRow([(str(self._plan.kind.field(key).label), _("It is missing.")) for key in lacking])
        chosen, code = meant(self._fields, record.given["field"]), record.given["code"]
        wanted = {
            name: held for name, held in record.columns.items() if name not in ("field", "code", "note")
        }
        if "parent" in wanted:
            wanted["parent"] = meant(self._siblings(chosen), wanted["parent"])
        standing = self._connection.execute(
            "SELECT * FROM choice WHERE field = ? AND code = ?", (chosen, code)
        ).fetchone()
        if chosen not in self._known:
            self._known[chosen] = file.Siblings(self._session, chosen)
        known = self._known[chosen]
        if standing is None:
            file.put_choice(self._session, chosen, code, self._new(code, wanted), new=True, siblings=known)
            self._outcome.added += 1
            return
        changes = {name: held for name, held in wanted.items() if standing[name] != held}
        if not changes:
            self._outcome.same += 1
            return
        if self._wish.new_only:
            raise would_change(standing["id"], list(changes))
        file.put_choice(self._session, chosen, code, changes, new=False, siblings=known)
        self._outcome.changed += 1

    def finish(self) -> list[tuple[int, str]]:
        """Nothing waits."""
        return []

    def _siblings(self, chosen: str) -> list[Option]:
        rows = self._connection.execute(
            "SELECT code, label_ja, label_en FROM choice WHERE field = ? ORDER BY position, id", (chosen,)
        )
        return [Option(row[0], Label(row[1], row[2])) for row in rows]

    def _new(self, code: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
        if "label_ja" not in wanted:
            raise BadRow([(str(self._plan.kind.field("label").label), _("It is missing."))])
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", code):
            raise UsageError(
                _("“{text}” cannot be a code.").format(text=text.visible(code)),
                _("A code has small letters, digits, - and _ only, like walk-group."),
            )
        return {"label_en": wanted["label_ja"], "retired": 0, **wanted}


def would_change(identifier: int, fields: list[str]) -> BadRow:
    """The row would change a record, and --new-only forbids it."""
    said = _("It would change the record number {id} ({fields}); --new-only was given.")
    return BadRow([("", said.format(id=identifier, fields=_(", ").join(fields)))])
