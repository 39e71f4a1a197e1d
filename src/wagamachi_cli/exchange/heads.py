"""The heads of a sheet: which column fills which field, and what was said about it on the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from itertools import pairwise

from wagamachi_cli import text
from wagamachi_cli.errors import UsageError
from wagamachi_cli.exchange.asides import is_total
from wagamachi_cli.exchange.files import Line
from wagamachi_cli.exchange.marks import Mark
from wagamachi_cli.exchange.times import head_time, named_year, yearless
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import Field, Kind
from wagamachi_cli.kinds.types import Number
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import LATEST, Span, parse_when

REASON = Label("取り込めない理由", "why it was not taken in")
"""The head of the column that is added to rows that are handed back; import passes it over."""

_IDS = frozenset(map(text.fold, ("id", "番号")))
_YEARS = frozenset(map(text.fold, ("year", "fy", "年度", "年", "period", "期間")))
_USUAL = {"name": ("名称", "名前"), "when": ("日付", "年月日", "日時"), "note": ("備考",)}
_LOOKED_AT = 30
_LONGEST_TIME = 12


@frozen
class Asked:
    """What the command line says about a sheet; heads are as typed, blank fields leave a column out."""

    head_row: int | None = None
    fill_down: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)


@frozen
class Plan:
    """What each column of a sheet is, by its place from 0.

    ``times``: the columns of a cross-table, whose cells fill ``counted`` (None: a mark is all there is).
    ``constants``: what fills a field where its own cell is blank. ``year``: in which a day without a
    year lies. ``unread``: columns that no field takes, and nobody said so. ``private``: those that were to
    be left out. ``reasons``: those of ours that say what was wrong with a row.
    """

    kind: Kind
    row: int
    before: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...]
    identifier: int | None
    fields: Mapping[int, Field]
    times: Mapping[int, Span]
    counted: Field | None
    filled_down: tuple[int, ...]
    constants: Mapping[str, str]
    year: Span | None
    mark: Mark | None
    unread: tuple[int, ...]
    private: tuple[int, ...] = ()
    reasons: tuple[int, ...] = ()

    def named(self, place: int) -> str:
        """The column for a person: its head, or its letter."""
        head = self.heads[place].strip() if place < len(self.heads) else ""
        return head or letter(place)


class UnknownHeads(UsageError):  # noqa: N818 - it says which heads are asked about
    """Exit 2: heads that mean no field; at a terminal they can be asked about."""

    def __init__(self, heads: list[str], kind: Kind) -> None:
        super().__init__(
            _("Unknown columns: {heads}").format(heads=_(", ").join(text.visible(head) for head in heads)),
            _(
                "Say what each is with --map HEAD=FIELD, or leave it out with --map HEAD=. Fields: {fields}"
            ).format(fields=_(", ").join(f"{one.label} ({one.key})" for one in kind.typed_fields)),
        )
        self.heads = heads


def letter(place: int) -> str:
    """The letter by which a spreadsheet calls the column: 0 is A, 26 is AA."""
    name, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def field_of(kind: Kind, words: str) -> Field | None:
    """The field that a head or the word of an option means; None when it means none."""
    known = _known(kind)
    return known.get(text.fold(words)) or known.get(_base(words))


def planned(kind: Kind, rows: Iterable[Line], asked: Asked, today: date, called: Sequence[str] = ()) -> Plan:
    """What the columns of a sheet are. UsageError (exit 2); ``UnknownHeads`` where asking helps.

    ``called``: how the sheet and its file are called; they may name the year, as a title does.
    """
    rows = iter(rows)
    row, before, cells = _head_row(kind, rows, asked)
    following = list(_next(rows, row))
    _refuse_two_lines(kind, [*before[-1:], cells, *(others for _row, others in following[:1])])
    heads = tuple(cell.strip() for cell in cells)
    marks = {place: mark for place, head in enumerate(heads) if (mark := Mark.of(head))}
    mark = next(iter(marks.values()), None)
    if mark is not None and mark.kind != kind.plural:
        raise UsageError(
            _("This sheet was made for {other}, not for {kind}.").format(other=mark.kind, kind=kind.plural),
            _("Import it with: {command}").format(command=f"wagamachi import {mark.kind} …"),
        )
    year = _year(kind, asked, mark, today) or named_year(
        [*(cell for above in before for cell in above), *called]
    )
    mapped, counted = _mapped(kind, heads, asked)
    chosen = {
        place: mapped[place] if place in mapped else _meant(kind, head)
        for place, head in enumerate(heads)
        if place not in marks and (head or place in mapped) and text.fold(head) not in _REASONS
    }
    apart = {place: one for place, one in chosen.items() if place not in mapped}
    chosen |= _by_their_cells(kind, heads, apart, following, today)
    constants = dict(_constants(kind, asked))
    fields = {place: one for place, one in chosen.items() if isinstance(one, Field) and one.typed}
    _refuse_twice(heads, [(place, one.key) for place, one in fields.items()])
    identifiers = [place for place, one in chosen.items() if one == "id"]
    _refuse_twice(heads, [(place, "id") for place in identifiers])
    unknown = {place: cells[place] for place, one in chosen.items() if one is None}
    when_known = kind.when in {one.key for one in fields.values()} | constants.keys()
    times = _times(unknown, today, year) if kind.when and not when_known else {}
    left = [heads[place] for place in unknown if place not in times and not is_total(heads[place])]
    if left:
        raise UnknownHeads(left, kind)
    return Plan(
        kind=kind,
        row=row,
        before=before,
        heads=heads,
        identifier=identifiers[0] if identifiers else None,
        fields=fields,
        times=times,
        counted=counted or _main_number(kind),
        filled_down=tuple(_places(heads, head, "--fill-down") for head in asked.fill_down),
        constants=constants,
        year=year,
        mark=mark,
        unread=tuple(
            place
            for place, head in enumerate(heads)
            if place not in {*marks, *fields, *identifiers, *times}
            and mapped.get(place) != ""
            and text.fold(head) not in _REASONS
        ),
        private=tuple(place for place, said in mapped.items() if said == ""),
        reasons=tuple(place for place, head in enumerate(heads) if text.fold(head) in _REASONS),
    )


def _meant(kind: Kind, head: str) -> Field | str | None:
    """What a head means: a field, ``id``, or None when it means neither."""
    return "id" if text.fold(head) in _IDS else field_of(kind, head)


def _by_their_cells(
    kind: Kind, heads: Sequence[str], chosen: Mapping[int, object], rows: Iterable[Line], today: date
) -> dict[int, Field]:
    """The columns whose head two fields have, and none of whose cells is what the first of them can hold."""
    both = {text.fold(word): one for one in kind.fields for word in one.also}
    open_to = {
        place: (one, other)
        for place, one in chosen.items()
        if isinstance(one, Field) and (other := both.get(_base(heads[place]))) and other is not one
    }
    cells = {place: [row[place].strip() for _, row in rows if place < len(row)] for place in open_to}
    return {
        place: other
        for place, (one, other) in open_to.items()
        if any(cells[place]) and not any(_can_hold(one, cell, today) for cell in cells[place] if cell)
    }


def _can_hold(one: Field, cell: str, today: date) -> bool:
    try:
        one.type.read(cell, today)
    except UsageError:
        return False
    return True


def _times(heads: Mapping[int, str], today: date, year: Span | None) -> dict[int, Span]:
    """The columns of a cross-table. UsageError when some do not say their year and it was not said."""
    times: dict[int, Span] = {}
    lacking: list[str] = []
    for place, head in heads.items():
        span = head_time(head, today, year)
        if span is not None:
            times[place] = span
        elif yearless(head, today):
            lacking.append(head)
    if lacking:
        raise UsageError(
            _("These columns do not say their year: {heads}").format(heads=_(", ").join(lacking)),
            _("Say the fiscal year with --set fy=R3."),
        )
    return times


def _base(words: str) -> str:
    """A head without its unit: 参加者（人） is 参加者."""
    return text.fold(words).partition("(")[0]


_REASONS = frozenset(map(text.fold, (REASON.ja, REASON.en)))


def _known(kind: Kind) -> dict[str, Field]:
    """Every word for a field, folded; the promised keys first."""
    fields = kind.all_fields
    ways: tuple[Callable[[Field], tuple[str, ...]], ...] = (
        lambda one: (one.key, one.key.replace("_", " "), one.word or one.key),
        lambda one: one.label.known,
        lambda one: _USUAL["name"] if one.key == kind.name else (),
        lambda one: _USUAL["when"] if one.key == kind.when else (),
        lambda one: _USUAL["note"] if one.key == "note" else (),
    )
    known: dict[str, Field] = {}
    for way in ways:
        for one in fields:
            for word in way(one):
                known.setdefault(text.fold(word), one)
    return known


def _head_row(
    kind: Kind, rows: Iterable[Line], asked: Asked
) -> tuple[int, tuple[tuple[str, ...], ...], list[str]]:
    """The number of the row of heads, the rows above it, and its cells."""
    seen: list[Line] = []
    for number, cells in rows:
        seen.append((number, cells))
        if number >= (asked.head_row or 0) and any(cell.strip() for cell in cells):
            break
    number, cells = seen[-1] if seen else (0, [])
    if not any(cell.strip() for cell in cells) or (asked.head_row and number != asked.head_row):
        raise UsageError(
            _("There are no heads in row {row}.").format(row=asked.head_row or 1),
            _("The first row of the table names its columns; say which row it is with --head-row N."),
        )
    told = asked.head_row or any(text.fold(head) in map(text.fold, cells) for head in asked.fields)
    if not told and not _like_heads(kind, cells):
        better = next((row for row, others in _next(rows, number) if _like_heads(kind, others) > 1), None)
        if better:  # else each head is unknown, and is asked about
            raise UsageError(
                _("Row {row} has no head that is known: {heads}").format(
                    row=number, heads=text.shorten(_(", ").join(filter(None, cells)), 60)
                ),
                _("The heads may be in row {row}: --head-row {row}").format(row=better),
            )
    return number, tuple(tuple(others) for _number, others in seen[:-1]), cells


def _refuse_two_lines(kind: Kind, lines: Sequence[Sequence[str]]) -> None:
    """UsageError for heads in two lines, of which each month has several: they cannot be read yet."""
    for above, below in pairwise(lines):
        months = sum(len(cell) < _LONGEST_TIME and _spoken_time(cell) for cell in above if cell.strip())
        fields = Counter(one.key for cell in below if cell.strip() and (one := field_of(kind, cell)))
        if kind.when and months > 1 and any(count > 1 for count in fields.values()):
            raise UsageError(
                _("The heads stand in two lines, several columns to each month; this cannot be read yet."),
                _("Make a sheet with one kind of number a month, or one row for each month."),
            )


def _next(rows: Iterable[Line], after: int) -> Iterator[Line]:
    """Some more rows, to look for heads in."""
    for number, cells in rows:
        if number > after + _LOOKED_AT:
            return
        yield number, cells


def _like_heads(kind: Kind, cells: list[str]) -> int:
    """How many cells look like heads of the kind: a known field, an id, our mark, a time."""
    return sum(
        text.fold(cell) in _IDS
        or field_of(kind, cell) is not None
        or Mark.of(cell) is not None
        or (bool(kind.when) and len(cell) < _LONGEST_TIME and _spoken_time(cell))
        for cell in cells
        if cell.strip()
    )


def _spoken_time(words: str) -> bool:
    return head_time(words, LATEST, None) is not None or yearless(words, LATEST) is not None


def _year(kind: Kind, asked: Asked, mark: Mark | None, today: date) -> Span | None:
    """In which year days without one lie: as said, else the period that the sheet was made for."""
    for key, words in asked.constants.items():
        if text.fold(key) in _YEARS and field_of(kind, key) is None:
            span = parse_when(words, today, "any")
            if (span.last - span.first).days > 366:
                raise UsageError(
                    _("--set {key}={text} is longer than a year.").format(key=key, text=text.visible(words)),
                    _("Give one fiscal year, like R3."),
                )
            return span
    period = mark.period if mark else None
    return period if period is not None and (period.last - period.first).days <= 366 else None


def _constants(kind: Kind, asked: Asked) -> Iterator[tuple[str, str]]:
    for key, words in asked.constants.items():
        one = field_of(kind, key)
        if one is None and text.fold(key) in _YEARS:
            continue
        if one is None or not one.typed:
            raise UsageError(
                _("--set: there is no field “{text}”.").format(text=text.visible(key)),
                _("Fields: {fields}").format(
                    fields=_(", ").join(f"{field.label} ({field.key})" for field in kind.typed_fields)
                ),
            )
        yield one.key, words


def _mapped(kind: Kind, heads: Sequence[str], asked: Asked) -> tuple[dict[int, Field | str], Field | None]:
    """What --map says: place → a field, ``id``, or nothing; and the field that ``*`` names."""
    mapped: dict[int, Field | str] = {}
    counted: Field | None = None
    handed_back = any(text.fold(head) in _REASONS for head in heads)  # without what was to be left out
    for head, words in asked.fields.items():
        chosen: Field | str | None = words if words in ("", "id") else field_of(kind, words)
        if chosen is None or (isinstance(chosen, Field) and not chosen.typed):
            raise UsageError(
                _("--map: there is no field “{text}”.").format(text=text.visible(words)),
                _("Fields: {fields}").format(
                    fields=_(", ").join(f"{one.label} ({one.key})" for one in kind.typed_fields)
                ),
            )
        if head == "*":
            counted = chosen if isinstance(chosen, Field) else None
        elif chosen != "" or not handed_back or any(text.fold(one) == text.fold(head) for one in heads):
            mapped[_places(heads, head, "--map")] = chosen
    return mapped, counted


def _places(heads: Sequence[str], words: str, option: str) -> int:
    """The place of the column with this head, else with this letter. UsageError for none, or two."""
    wanted = text.fold(words)
    found = [place for place, head in enumerate(heads) if head and text.fold(head) == wanted]
    found = found or [place for place, head in enumerate(heads) if head and _base(head) == wanted]
    found = found or [place for place in range(len(heads)) if letter(place) == words.upper()]
    if len(found) == 1:
        return found[0]
    raise UsageError(
        _("{option}: there is no column “{text}”.").format(option=option, text=text.visible(words))
        if not found
        else _("{option}: several columns are called “{text}”.").format(
            option=option, text=text.visible(words)
        ),
        _("There are: {choices}").format(
            choices=_(", ").join(
                f"{letter(place)} {text.visible(head)}".strip() for place, head in enumerate(heads)
            )
        ),
    )


def _refuse_twice(heads: Sequence[str], filled: list[tuple[int, str]]) -> None:
    """UsageError when two columns fill the same."""
    seen: dict[str, int] = {}
    for place, key in filled:
        if key in seen:
            raise UsageError(
                _("Two columns fill the same field: {first} and {second}.").format(
                    first=f"{letter(seen[key])} {text.visible(heads[seen[key]])}",
                    second=f"{letter(place)} {text.visible(heads[place])}",
                ),
                _("Leave one out: --map {letter}=").format(letter=letter(place)),
            )
        seen[key] = place


def _main_number(kind: Kind) -> Field | None:
    """The number that the cells of a cross-table are, unless it is said."""
    numbers = [one for one in kind.typed_fields if isinstance(one.type, Number)]
    return next((one for one in numbers if one.key != "times"), next(iter(numbers), None))
