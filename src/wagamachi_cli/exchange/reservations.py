"""The reservation form around a pantry event: who reserved, and the reception list that comes back.

A form has the heads that somebody gave it. What is known of them is read; all else, names above all,
never enters the register.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from wagamachi_cli import text
from wagamachi_cli.errors import NotFoundError, RefusedError, UsageError
from wagamachi_cli.exchange.files import Line, Source
from wagamachi_cli.exchange.heads import Asked, Plan
from wagamachi_cli.exchange.putting import Outcome, Problem, Wish
from wagamachi_cli.exchange.rows import BadRow, reason
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.contact_keys import contact_keys
from wagamachi_cli.kinds.types import Flag
from wagamachi_cli.language import Label, _
from wagamachi_cli.model import writing
from wagamachi_cli.model.change import plain
from wagamachi_cli.period import Span

if TYPE_CHECKING:
    from sqlmodel import Session

CODE, RECEIVED = Label("コード", "code"), Label("受取", "received")
_HOUSEHOLD = KINDS["household"]
_SIZE = ("adults", "children", "seniors")
# What heads say, first match first; a head about a name means nothing here.
_HEADS = (
    ("name", r"名前|氏名|お名|フリガナ|ふりがな|よみ|カナ|かな|\bname\b"),
    ("code", r"^(世帯の?)?コード$|^code$|^household$|^世帯$"),
    ("received", r"^受取り?$|^受け取り$|^received$"),
    ("delivery", r"配達|宅配|delivery|受け?取り?(の?方法|場所)"),
    ("contact", r"電話|携帯|連絡先|メール|mail|phone|^tel|contact"),
    ("adults", r"大人|おとな|成人|adults?"),
    ("seniors", r"高齢|シニア|6[05] ?歳|seniors?"),
    ("children", r"子ども|こども|子供|お子|児童|乳幼児|child"),
)
_DELIVERED = re.compile(r"配達|宅配|届け|deliver", re.IGNORECASE)
_MARKED = frozenset(
    map(text.fold, ("○", "◯", "〇", "●", "◎", "✓", "✔", "レ", "済", "はい", "yes", "y", "1", "受取"))
)
_NOT_MARKED = frozenset(map(text.fold, ("", "×", "-", "－", "ー", "いいえ", "no", "n", "0", "不在", "来ず")))


@dataclass(slots=True)
class Form:
    """A sheet around the event ``event``: what its columns are, and in the end the code of each row."""

    kind: Kind
    plan: Plan
    places: Mapping[str, tuple[int, ...]]
    event: int
    codes: dict[int, str] = field(default_factory=dict)

    def importer(self, session: Session, _plan: Plan, today: date, wish: Wish) -> Reception:
        """What takes its rows into one transaction."""
        self.codes.clear()
        return Reception(session, self, today, wish)


def form_of(kind: Kind, source: Source, asked: Asked, event: int) -> Form | None:
    """The form that a sheet is; None for a sheet of visits without a column 受取. UsageError (exit 2)."""
    row, before, heads = _headed(source.rows(), asked.head_row or 1)
    places: dict[str, list[int]] = {}
    said = {text.fold(head): key for head, key in asked.fields.items()}
    for place, head in enumerate(heads):
        key = said.get(text.fold(head), _meaning(head))
        if key in _KEYS:
            places.setdefault(key, []).append(place)
    if kind.code == "distribution" and "received" not in places:
        return None
    for key, several in places.items():
        if len(several) > 1 and key != "contact":
            raise UsageError(
                _("Several columns could be {field}: {heads}").format(
                    field=key, heads=_(", ").join(text.visible(heads[place]) for place in several)
                ),
                _("Leave all but one out with --map HEAD="),
            )
    if "contact" not in places and "code" not in places:
        raise UsageError(
            _("No column holds a contact."),
            _("Say which does with --map HEAD=contact (a phone number or a mail address)."),
        )
    plan = Plan(kind, row, before, heads, None, {}, {}, None, (), {}, None, None, ())
    return Form(kind, plan, {key: tuple(several) for key, several in places.items()}, event)


_KEYS = frozenset(key for key, _pattern in _HEADS) - {"name"}


def _meaning(head: str) -> str:
    plain_head = text.fold(head)
    for key, pattern in _HEADS:
        if re.search(pattern, head.strip(), re.IGNORECASE) or plain_head == key:
            return key
    return ""


def _headed(rows: Iterable[Line], wanted: int) -> tuple[int, tuple[tuple[str, ...], ...], tuple[str, ...]]:
    before: list[tuple[str, ...]] = []
    for row, cells in rows:
        if row >= wanted and any(cells):
            return row, tuple(before), tuple(cell.strip() for cell in cells)
        before.append(tuple(cells))
    raise UsageError(_("There are no heads in row {row}.").format(row=wanted), _("Give --head-row N."))


class Reception:
    """The rows of a form, in one transaction; see ``run``."""

    def __init__(self, session: Session, form: Form, today: date, wish: Wish) -> None:
        self._session, self._form, self._today, self._wish = session, form, today, wish
        self._outcome = Outcome(bad=set(wish.without))
        raw = plain(session)
        self._households: dict[str, tuple[int, str | None]] = {
            text.fold(code): (identifier, contact)
            for identifier, code, contact in raw.execute(
                "SELECT id, code, contact FROM household WHERE removed IS NULL"
            )
        }
        self._known: dict[str, set[int]] = {}
        for identifier, contact in self._households.values():
            if contact:
                self._reachable(contact, identifier)
        table = form.kind.table
        self._there = {
            household
            for (household,) in raw.execute(
                f"SELECT household_id FROM {table} WHERE event_id = ? AND removed IS NULL", (form.event,)
            )
        }
        (day,) = raw.execute("SELECT on_from FROM event WHERE id = ?", (form.event,)).fetchone()
        self._on = Span.day(min(date.fromisoformat(day), today))

    def run(self, source: Source, told: Callable[[int], None]) -> Outcome:
        """Take in every row; ``told`` hears how many were read. The caller takes all back if one is bad."""
        for line, cells in source.rows():
            if line <= self._form.plan.row or not any(cell.strip() for cell in cells):
                continue
            if line in self._wish.without:
                continue
            told(line)
            try:
                self._take(line, [text.undefuse(cell.strip()) for cell in cells])
            except BadRow as error:
                self._refuse(line, error.problems)
            except (RefusedError, UsageError, NotFoundError) as error:
                self._refuse(line, [("", reason(error))])
        return self._outcome

    def _refuse(self, line: int, problems: list[tuple[str, str]]) -> None:
        self._outcome.bad.add(line)
        self._outcome.problems += [Problem(line, column, said) for column, said in problems]

    def _take(self, line: int, cells: list[str]) -> None:
        visit = self._form.kind.code == "distribution"
        if visit and not self._received(cells):
            self._outcome.asides["blank"].append(line)
            return
        household = self._household(cells)
        (code,) = (
            plain(self._session).execute("SELECT code FROM household WHERE id = ?", (household,)).fetchone()
        )
        self._form.codes[line] = code
        if household in self._there:
            self._outcome.same += 1
            return
        given: dict[str, Any] = {"event": self._form.event, "household": household}
        if visit:
            given["on"] = self._on
        else:
            given |= {"on": Span.day(self._today), "delivery": self._delivery(cells)}
            given |= {"channel": "form"} if self._knows_forms() else {}
        writing.add(self._session, self._form.kind, given, self._today, self._wish.anyway)
        self._there.add(household)
        self._outcome.added += 1

    def _knows_forms(self) -> bool:
        """Whether the register still has a choice for reservations by form."""
        found = plain(self._session).execute(
            "SELECT 1 FROM choice WHERE field = 'reservation_channel' AND code = 'form'"
        )
        return found.fetchone() is not None

    def _household(self, cells: list[str]) -> int:
        """The household of a row: by its code, else by its contact, else a new one."""
        code = self._cell(cells, "code")
        if code:
            known = self._households.get(text.fold(code))
            if known is None:
                raise BadRow([(self._head("code"), _("There is no household {code}.").format(code=code))])
            return known[0]
        contact = "、".join(filter(None, self._cells(cells, "contact")))
        if not contact:
            raise BadRow([("", _("There is neither a code nor a contact."))])
        size = self._size(cells)
        found = set().union(*(self._known.get(key, set()) for key in contact_keys(contact)))
        if len(found) > 1:
            raise BadRow([(self._head("contact"), _("Several households have this contact."))])
        for household in found:
            if size:
                writing.edit(self._session, _HOUSEHOLD, household, size, self._today)
            return household
        made = writing.add(self._session, _HOUSEHOLD, {**size, "contact": contact}, self._today)
        self._reachable(contact, made)
        return made

    def _reachable(self, contact: str, household: int) -> None:
        for key in contact_keys(contact):
            self._known.setdefault(key, set()).add(household)

    def _size(self, cells: list[str]) -> dict[str, int]:
        read: dict[str, int] = {}
        problems = []
        for key in _SIZE:
            raw = self._cell(cells, key)
            if not raw:
                continue
            try:
                value = _HOUSEHOLD.field(key).type.read(raw, self._today)
            except UsageError as error:
                problems.append((self._head(key), error.message))
                continue
            assert isinstance(value, int)  # noqa: S101 - a number
            read[key] = value
        if problems:
            raise BadRow(problems)
        return read

    def _delivery(self, cells: list[str]) -> bool:
        raw = self._cell(cells, "delivery")
        try:
            return bool(raw) and (bool(_DELIVERED.search(raw)) or Flag().read(raw, self._today))
        except UsageError:
            return False  # 来所, 会場で …

    def _received(self, cells: list[str]) -> bool:
        raw = text.fold(self._cell(cells, "received"))
        if raw in _MARKED:
            return True
        if raw in _NOT_MARKED:
            return False
        raise BadRow(
            [
                (
                    self._head("received"),
                    _("“{text}” is neither a mark nor blank.").format(text=text.visible(raw)),
                )
            ]
        )

    def _head(self, key: str) -> str:
        places = self._form.places.get(key)
        return self._form.plan.named(places[0]) if places else ""

    def _cells(self, cells: list[str], key: str) -> Iterator[str]:
        for place in self._form.places.get(key, ()):
            yield cells[place] if place < len(cells) else ""

    def _cell(self, cells: list[str], key: str) -> str:
        return next(self._cells(cells, key), "")


def reception_list(form: Form, source: Source) -> bytes:
    """The form's rows with the code of each and an empty 受取, as a CSV file to be printed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    width = len(form.plan.heads)
    writer.writerow([*map(text.defuse, form.plan.heads), str(CODE), str(RECEIVED)])
    for line, cells in source.rows():
        if line in form.codes:
            padded = [*cells[:width], *[""] * (width - len(cells))]
            writer.writerow([*map(text.defuse, padded), form.codes[line], ""])
    return out.getvalue().encode("utf-8-sig")
