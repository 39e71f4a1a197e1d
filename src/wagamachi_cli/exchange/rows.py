"""From the cells of a row to checked values: each different cell of a column is read once."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from wagamachi_cli import text
from wagamachi_cli.errors import NotFoundError, UsageError, WagamachiError
from wagamachi_cli.exchange.asides import first_of, told_by_first, told_by_name
from wagamachi_cli.exchange.heads import Plan
from wagamachi_cli.exchange.times import in_year, lacks_year, without_year
from wagamachi_cli.exchange.workbooks import UNWORKED, Yearless
from wagamachi_cli.kinds import Field, Kind, reading
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.kinds.types import Choice, Name, Prose, Ref, Stretch, Tally, When, Words
from wagamachi_cli.language import _, running
from wagamachi_cli.model.change import columns_of
from wagamachi_cli.period import Span, YearInDoubtError
from wagamachi_cli.queries.choices import Choices
from wagamachi_cli.queries.referring import Referring

_MARKS = frozenset("○◯〇●◎")
_NOTHING = frozenset({"", "-", "－", "‐", "–", "—", "−", "ー", "―", "─", "×", "…"})
_MIDNIGHT = re.compile(r"(?<=\d)[ T]0?0:00(:00)?$")
_ZERO = re.compile(r"0+(?:\.0+)?\D{0,3}")
_SPREADSHEET_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
_PEOPLE = {"coordinator"}
"""Fields in the words of which somebody is named, though they are free."""
_MOST_KEPT = 5_000

Cell: TypeAlias = tuple[Any, dict[str, Any]]
"""The value of a cell, and what its columns in the register will hold."""
Known: TypeAlias = dict[str, "Cell | str"]
"""What cells of a column were found to hold; of a bad one, what is wrong with it."""


@dataclass(slots=True)
class Record:
    """A record that a row tells of. ``given`` is by field key, ``columns`` what will be kept."""

    given: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    identifier: int | None = None


class BadRow(Exception):  # noqa: N818 - it is told, not raised to anybody
    """What is wrong with a row: pairs of a column (blank: the whole row) and a reason."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(problems)
        self.problems = problems


class Reader:
    """Reads the rows of one sheet. ``make`` writes a code that is not in the code book yet; its id.

    UsageError or NotFoundError when a value of --set cannot be understood.
    """

    def __init__(
        self,
        plan: Plan,
        connection: sqlite3.Connection,
        today: date,
        make: Callable[[Kind, str], int],
    ) -> None:
        self._plan = plan
        self._kind = plan.kind
        self._today = today
        self._make = make
        self._choices = Choices(connection)
        self.referring = Referring(connection, today)
        self._cells: dict[int, Known] = {place: {} for place in (*plan.fields, *plan.times)}
        self._columns: dict[str, list[tuple[int, Field, Known]]] = {}
        self._fields = tuple(plan.fields.items())
        self._names = tuple(
            place for place, one in self._fields if isinstance(one.type, Name | Ref) or one.key in _PEOPLE
        )
        self._happens = any(one.key == "times" for one in self._kind.fields)
        self.understood: Span | None = None
        """From when to when days without a year were read, where nothing says their year."""
        self.zeros = 0
        """Cells of a cross-table in which 0 or a sign for nothing stands (× – …)."""
        self._status = next(
            (
                place
                for place, one in self._fields
                if self._kind.planned is not None and one.key == self._kind.planned[0]
            ),
            None,
        )
        status = plan.constants.get(self._kind.planned[0]) if self._kind.planned else None
        self._constants = {
            key: self._read(self._kind.field(key), words, status) for key, words in plan.constants.items()
        }
        self.defaults = dict(self._defaults())
        self._required = {
            one.key: one for one in self._kind.typed_fields if one.required and one.key not in self.defaults
        }
        self._times = {
            place: self._of_value(self._kind.field(self._kind.when), span)
            for place, span in plan.times.items()
        }

    def aside(self, cells: list[str]) -> str:
        """Why a row is no record: an example, a total, a gap, a footnote, one left as it was; else blank."""
        told = told_by_first(first_of(cells))
        if told and (told != "footnote" or sum(bool(cell.strip()) for cell in cells) == 1):
            return told
        mark, identifier = self._plan.mark, self._plan.identifier
        if identifier is None or not self._raw(cells, identifier):
            for place in self._names:
                if (name := self._raw(cells, place)) and (told := told_by_name(name)):
                    return told
        if mark and mark.prefilled and (identifier is None or not self._raw(cells, identifier)):
            own = (place for place, one in self._fields if one.key not in mark.prefilled)
            if not any(self._raw(cells, place) for place in own):
                return "blank"
        return ""

    def read(self, cells: list[str]) -> list[Record]:
        """The records that a row tells of: one, or in a cross-table one for each cell that is filled.

        BadRow names everything that is wrong with it.
        """
        problems: list[tuple[str, str]] = []
        record = Record()
        given, columns = record.given, record.columns
        width = len(cells)
        status = self._raw(cells, self._status) if self._status is not None else ""
        for place, one, known in self._columns.get(status) or self._columns_at(status):
            raw = cells[place] if place < width else ""
            if not raw:
                continue
            cell = known.get(raw)
            if cell is None or type(raw) is Yearless:
                cell = self._cell(one, known, raw, status)
                if cell is None:
                    continue
            if isinstance(cell, str):
                problems.append((self._plan.named(place), cell))
                continue
            given[one.key] = cell[0]
            columns.update(cell[1])
        if self._plan.identifier is not None and (raw := self._raw(cells, self._plan.identifier)):
            record.identifier = self._identifier(raw, problems)
        for key, cell in self._constants.items():
            if key not in given:
                given[key] = cell[0]
                columns.update(cell[1])
        if self._kind.code == "figure":
            self._name_row_of_figure(record)
        records = list(self._crossed(record, cells, problems)) if self._plan.times else [record]
        if self._plan.mark is not None and self._plan.mark.period is not None:
            self._see_period(records, self._plan.mark.period, problems)
        if problems:
            raise BadRow(problems)
        return records

    def complete(self, record: Record) -> None:
        """Fill in what a new record holds where nothing was given. BadRow names what is missing."""
        if not self._required.keys() <= record.given.keys():
            missing = [one for key, one in self._required.items() if key not in record.given]
            heads = {one.key: self._plan.named(place) for place, one in self._fields}
            raise BadRow([(heads.get(one.key, str(one.label)), _("It is missing.")) for one in missing])
        for key, cell in self.defaults.items():
            if key not in record.given:
                record.given[key] = cell[0]
                record.columns.update(cell[1])

    def _raw(self, cells: list[str], place: int) -> str:
        return cells[place].strip() if place < len(cells) else ""

    def _columns_at(self, status: str) -> list[tuple[int, Field, Known]]:
        """The columns and what is known of their cells in rows of this status: a time may mean another."""
        columns = [
            (place, one, {} if status and isinstance(one.type, When) else self._cells[place])
            for place, one in self._fields
        ]
        _keep(self._columns, status, columns)
        return columns

    def _cell(self, one: Field, known: Known, raw: str, status: str) -> Cell | str | None:
        """What a cell holds; what is wrong with it; None when it is blank.

        It is kept, unless it names a record that a later row may write or change.
        """
        if not raw.strip():
            return None
        cell: Cell | str
        try:
            cell = self._read(one, raw, status)
        except WagamachiError as error:
            cell = reason(error, one)
        ref = one.type if isinstance(one.type, Ref) else None
        written = ref is not None and (not ref.kinds or self._kind.code in ref.kinds)
        if type(raw) is str and not written:
            _keep(known, raw, cell)
        return cell

    def _read(self, one: Field, raw: str, status: str | None) -> Cell:
        """What a cell holds, read by the rules of the command line. WagamachiError when it cannot be."""
        words = self._tidied(one, raw)
        given = {self._kind.planned[0]: status} if self._kind.planned and status else {}
        try:
            value = reading.read_field(self._kind, one, words, given, self._today)
        except YearInDoubtError as error:  # of a whole sheet the time that was understood is said
            value = Span.day(error.last)
        if isinstance(value, Span) and self._plan.year is None and lacks_year(raw):
            known = self.understood or value
            self.understood = Span(min(known.first, value.first), max(known.last, value.last))
        if isinstance(one.type, Choice | Tally):
            value = self._choices.of_field(one, value)
        elif isinstance(one.type, Ref):
            value = (
                [self._referred(one.type, word) for word in value]
                if one.many
                else self._referred(one.type, value)
            )
        return self._of_value(one, value)

    def _of_value(self, one: Field, value: Any) -> Cell:
        return value, columns_of(self._kind, {one.key: value})

    def _tidied(self, one: Field, raw: str) -> str:
        """The words of a cell without what a spreadsheet has added: an apostrophe, midnight, line ends."""
        if raw == UNWORKED:
            raise UsageError(
                _("The formula in this cell has no stored result."),
                _("Open the sheet in Excel, save it, and import it again."),
            )
        if raw.strip() in _SPREADSHEET_ERRORS:
            raise UsageError(
                _("The spreadsheet could not work this cell out ({text}).").format(text=raw.strip())
            )
        if isinstance(one.type, When | Stretch):
            return self._dated(one.type, raw)
        words = text.undefuse(raw)
        if (
            isinstance(one.type, Words)
            and not isinstance(one.type, Prose)
            and ("\n" in words or "\r" in words or "\t" in words)
        ):
            words = " ".join(words.split())
        return words

    def _dated(self, type_: When | Stretch, raw: str) -> str:
        """The words of a time: without midnight, in the year that is meant."""
        if self._plan.year is not None:
            return in_year(
                raw if isinstance(raw, Yearless) else _MIDNIGHT.sub("", raw.strip()), self._plan.year
            )
        if (
            isinstance(raw, Yearless)
            and isinstance(type_, When)
            and type_.tense == "past"
            and raw > self._today.isoformat()
        ):
            # Excel put the year of typing to a date that was typed without one.
            return without_year(raw)
        return _MIDNIGHT.sub("", text.undefuse(raw.strip()))

    def _referred(self, ref: Ref, words: str) -> Any:
        found = self.referring.meant(ref, words)
        if found is not None:
            return found
        from wagamachi_cli.kinds import KINDS

        made = self._make(KINDS[ref.kinds[0]], text.code_name(words))
        self.referring.forget(ref.kinds[0])
        return made

    def _identifier(self, raw: str, problems: list[tuple[str, str]]) -> int | None:
        identifier = text.as_id(raw)
        if identifier:
            return identifier
        assert self._plan.identifier is not None  # noqa: S101 - the caller has looked
        problems.append(
            (
                self._plan.named(self._plan.identifier),
                _("“{text}” is not an id.").format(text=text.visible(raw)),
            )
        )
        return None

    def _defaults(self) -> Iterator[tuple[str, Cell]]:
        values: dict[str, Any] = {}
        reading.add_defaults(self._kind, values, self._today)
        for key, value in values.items():
            one = self._kind.field(key)
            held = self._choices.of_field(one, value) if isinstance(one.type, Choice) else value
            yield key, self._of_value(one, held)

    def _crossed(self, base: Record, cells: list[str], problems: list[tuple[str, str]]) -> Iterator[Record]:
        """The records of the cells of a cross-table, each at the time of its column."""
        for place, time in self._times.items():
            raw = text.undefuse(self._raw(cells, place))
            if raw in _NOTHING:
                self.zeros += bool(raw)
                continue
            if self._happens and _ZERO.fullmatch(unicodedata.normalize("NFKC", raw)):
                self.zeros += 1
                continue
            record = Record(dict(base.given), dict(base.columns))
            record.given[self._kind.when] = time[0]
            record.columns.update(time[1])
            counted = self._plan.counted
            if raw not in _MARKS and counted is not None:
                known = self._cells[place]
                cell = known.get(raw) or self._cell(counted, known, raw, "")
                assert cell is not None  # noqa: S101 - the cell is not blank
                if isinstance(cell, str):
                    problems.append((self._plan.named(place), cell))
                    continue
                record.given[counted.key] = cell[0]
                record.columns.update(cell[1])
            if self._kind.code == "figure":
                self._name_row_of_figure(record)
            yield record

    def _name_row_of_figure(self, record: Record) -> None:
        """The row of a published figure by its code, where its label was written (居場所: ibasho)."""
        measure, key = record.given.get("measure"), record.given.get("key")
        split = MEASURES[measure].split if measure else ""
        if not split or not key:
            return
        try:
            code = self._choices.meant(Choice(split), key)
        except UsageError:
            return  # the rule will say so
        record.given["key"] = record.columns["key"] = code

    def _see_period(self, records: list[Record], period: Span, problems: list[tuple[str, str]]) -> None:
        for record in records:
            when = record.given.get(self._kind.when)
            if isinstance(when, Span) and (when.first < period.first or when.last > period.last):
                problems.append(
                    (
                        str(self._kind.field(self._kind.when).label),
                        _("{day} is outside the period of this sheet ({period}).").format(
                            day=when.human(), period=period.human()
                        ),
                    )
                )


def _keep(known: dict[str, Any], words: str, what: object) -> None:
    """Remember what words mean; not without bounds."""
    if len(known) >= _MOST_KEPT:
        known.clear()
    known[words] = what


def reason(error: WagamachiError, one: Field | None = None) -> str:
    """What is wrong with a cell or a row, in one line; several that could be meant are named."""
    said = [error.message.removeprefix(f"{one.option}: ") if one else error.message]
    if isinstance(error, NotFoundError) and error.candidates:
        said.append(
            _("Candidates: {names}.").format(
                names=_(", ").join(f"{name} ({identifier})" for identifier, name in error.candidates[:5])
            )
        )
    if error.hint:
        said.append(error.hint)
    return text.visible(running(*said))
