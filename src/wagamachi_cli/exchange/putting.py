"""Records from rows into the register: added, changed, or the same as they were."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from wagamachi_cli import text
from wagamachi_cli.errors import NotFoundError, RefusedError, UsageError
from wagamachi_cli.exchange.heads import Plan
from wagamachi_cli.exchange.matching import Standing
from wagamachi_cli.exchange.pairing import paired
from wagamachi_cli.exchange.rows import BadRow, Reader, Record, reason
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import Field
from wagamachi_cli.kinds.choosing import Option, meant
from wagamachi_cli.language import Label, _
from wagamachi_cli.model.bulk import Bulk
from wagamachi_cli.period import Span
from wagamachi_cli.queries.choice_fields import choice_fields
from wagamachi_cli.queries.records import Narrowing, described, read
from wagamachi_cli.sheet import Row, Value

if TYPE_CHECKING:
    from sqlmodel import Session

    from wagamachi_cli.model.file import Siblings


@frozen
class Problem:
    """What is wrong with a row: its number, the column (blank: the whole row), the reason."""

    line: int
    column: str
    reason: str


@frozen
class Changed:
    """A field of a record as it was and as a row has it; ``name`` is what the record is called."""

    line: int
    id: int
    name: str
    field: Field
    before: Value
    after: Value


@dataclass(slots=True)
class Outcome:
    """What became of the rows. ``added``, ``changed`` and ``same`` count records, the others rows.

    ``asides``: why rows were skipped (example, total, gap, footnote, blank), and which. ``zeros``: cells of
    a cross-table that say that nothing happened. ``crossed``: rows of which single cells are struck out.
    ``understood``: the time of what names no year.
    ``ended``: rows whose remark says that something is over. ``replaced``: the ids of what new records stand
    for. ``left_out``: columns with something in them that no field takes.
    ``changes``: field by field. ``vaguer``: what a row knows less exactly than the record, which stays.
    ``gone``: records (id, what they are called) that came from this file before and that no row of it is
    about any more.
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    changes: list[Changed] = field(default_factory=list)
    vaguer: list[Changed] = field(default_factory=list)
    gone: list[tuple[int, str]] = field(default_factory=list)
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
    """How an import is wanted. ``without``: rows that are known to be bad and left out.

    ``replace``: a time that is known less exactly than the one that stands replaces it. ``origin``: the
    file and its sheet, where there is a file.
    """

    new_only: bool = False
    replace: bool = False
    origin: tuple[str, str | None] | None = None
    anyway: str | None = None
    instead: bool = False
    without: frozenset[int] = frozenset()


class Records:
    """The records of a kind, in one transaction. ``put`` raises BadRow, or what a rule says.

    ``earlier``: records of which it is asked whether any row is about them; those that are go out of it.
    """

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
        self._connection, self._today = connection, today
        self._held: dict[tuple[Any, ...], list[tuple[int, Record]]] = {}
        self.earlier: set[int] = set()

    def put(self, record: Record, line: int) -> None:
        """Add the record, or change the one that it is about where it differs."""
        identifier = record.identifier
        if identifier is not None:
            self._standing.take(identifier)
        else:
            identifier = self._standing.find(record.given, record.columns)
            if identifier is not None and self._kind.telling:
                self._refuse_namesake(identifier, record)
        if identifier is not None:
            self._compare(identifier, record, line)
            return
        keys = self._standing.rivals(record.given, record.columns)
        if keys is None:
            self._add(record, line)
        else:  # another row may equal the record that has these keys
            self._held.setdefault(keys, []).append((line, record))

    def finish(self) -> list[tuple[int, list[tuple[str, str]]]]:
        """Write what waits; the rows that were refused at that, and why."""
        refused: list[tuple[int, list[tuple[str, str]]]] = []
        for keys, rows in self._held.items():
            for line, record, found in paired(self._standing, keys, rows):
                try:
                    if not found:
                        self._add(record, line)
                    elif len(found) == 1:
                        self._compare(found[0], record, line)
                    else:
                        raise BadRow([("", _several(found))])
                except BadRow as error:
                    refused.append((line, error.problems))
                except (RefusedError, UsageError, NotFoundError) as error:
                    refused.append((line, [("", reason(error))]))
        self._bulk.flush()
        return [*refused, *((line, [("", said)]) for line, said in self._bulk.refused)]

    def _add(self, record: Record, line: int) -> None:
        self._reader.complete(record)
        identifier = self._bulk.add(record.given, record.columns, line)
        self._outcome.added += 1
        if self._kind.name in record.given:
            self._standing.named(record.given[self._kind.name], identifier)
            self._written[identifier] = line
        if self._refers_to_itself:
            self._bulk.flush()
            self._reader.referring.added(self._kind, identifier)

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
        self.earlier.discard(identifier)
        changes = self._standing.differing(identifier, record.given, record.columns)
        if changes is None:
            said = _("There is no {kind} with the number {id}.")
            raise BadRow([("id", said.format(kind=self._kind.label, id=identifier))])
        before = self._told(identifier, changes) if changes else {}
        for key in [
            key for key in changes if not self._wish.replace and vaguer(changes[key], before.get(key))
        ]:
            self._outcome.vaguer.append(self._changed(line, identifier, before, key, changes.pop(key)))
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
        after = self._told(identifier, changes)
        self._outcome.changes += [
            self._changed(line, identifier, before, key, after.get(key)) for key in changes
        ]
        if self._kind.name in changes:
            self._standing.named(changes[self._kind.name], identifier)
        if self._refers_to_itself:
            self._reader.referring.forget(self._kind.code)

    def _told(self, identifier: int, keys: Iterable[str]) -> Row:
        """These fields of a record and what it is called, as a person reads them."""
        kind = self._kind
        only = {*keys, *((kind.name,) if kind.name else kind.answers)}
        narrowing = Narrowing(ids=(identifier,))
        return read(self._connection, kind, self._today, narrowing, only=only).rows[0]

    def _changed(self, line: int, identifier: int, before: Row, key: str, after: Value) -> Changed:
        name = described(self._kind, before)
        return Changed(line, identifier, name, self._kind.field(key), before.get(key), after)


def vaguer(told: object, stands: object) -> bool:
    """Whether a time is known less exactly than the one that stands, and may be the same."""
    if not isinstance(told, Span) or not isinstance(stands, Span):
        return False
    return told != stands and told.first <= stands.first and stands.last <= told.last


def _several(identifiers: list[int]) -> str:
    said = _("It may be any of these: number {ids}. Say which: put its number into a column “id”.")
    return said.format(ids=_(", ").join(map(str, identifiers)))


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

    def finish(self) -> list[tuple[int, list[tuple[str, str]]]]:
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
