"""The reservation form around a pantry event: who reserved, and the reception list that comes back.

A form has the heads that somebody gave it. What is known of them is read; all else, names above all,
never enters the register.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from wagamachi_cli import text
from wagamachi_cli.errors import NotFoundError, RefusedError, UsageError
from wagamachi_cli.exchange.files import Line, Source
from wagamachi_cli.exchange.heads import REASON, Asked, Plan
from wagamachi_cli.exchange.households import SIZE, Doubt, Households, Told
from wagamachi_cli.exchange.marks import Mark
from wagamachi_cli.exchange.putting import Outcome, Problem, Wish, would_change
from wagamachi_cli.exchange.rows import BadRow, reason
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.types import Day, Flag
from wagamachi_cli.language import Label, _
from wagamachi_cli.model import writing
from wagamachi_cli.model.change import plain
from wagamachi_cli.period import Span
from wagamachi_cli.sheet import human

if TYPE_CHECKING:
    from sqlmodel import Session

CODE, RECEIVED = Label("コード", "code"), Label("受取", "received")
_HOUSEHOLD = KINDS["household"]
_REACHED = r"電話|携帯|連絡先|メール|mail|phone|\btel|contact"
_OTHERS = (
    r"勤務|職場|会社|施設|学校|保育園|代理|紹介|担当|支援者|支援員|相談員|相談窓口|ケアマネ|民生|親族|実家"
    r"|知人|友人|別の|予備|その他|work|office|facility|school|\bother|second|agent|guardian"
)
# What heads say, first match first; a head about a name or a bond means nothing here.
_HEADS = (
    ("name", r"名前|氏名|お名|フリガナ|ふりがな|よみ|カナ|かな|続柄|関係|\bname\b|relation"),
    ("on", r"タイムスタンプ|time ?stamp|送信日|回答日|完了時刻|completion time|^受付日?時?$"),
    ("code", r"^(世帯の?)?コード$|^code$|^household$|^世帯$"),
    ("received", r"^受取り?$|^受け取り$|^received$"),
    ("delivery", r"配達|宅配|delivery|受け?取り?(の?方法|場所)"),
    ("emergency_contact", rf"(?=.*(緊急|emergency)).*({_REACHED})"),
    ("second_contact", rf"(?=.*({_OTHERS})).*({_REACHED})"),
    ("contact", _REACHED),
    ("adults", r"大人|おとな|成人|adults?"),
    ("seniors", r"高齢|シニア|6[05] ?歳|seniors?"),
    ("children", r"子ども|こども|子供|お子|児童|乳幼児|child"),
)
_SEVERAL = ("contact", "second_contact", "emergency_contact")
"""What several columns may hold."""
_STAMP = re.compile(r"\s*(?:([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})|([^\sT　]+))")
"""The day of a time stamp; the first three as an American form has them."""
_DELIVERED = re.compile(r"配達|宅配|届け|deliver", re.IGNORECASE)
_MARKED = frozenset(
    map(text.fold, ("○", "◯", "〇", "●", "◎", "✓", "✔", "レ", "済", "はい", "yes", "y", "1", "受取"))
)
_NOT_MARKED = frozenset(map(text.fold, ("", "×", "-", "－", "ー", "いいえ", "no", "n", "0", "不在", "来ず")))


@dataclass(slots=True)
class Form:
    """A sheet around the event ``event``: what its columns are, and in the end the code of each row.

    ``unread``: the columns that nothing is made of. ``doubts``: rows that may be of several households;
    ``decided``: what a person said of them, a code, or that it is another.
    """

    kind: Kind
    plan: Plan
    places: Mapping[str, tuple[int, ...]]
    event: int
    unread: tuple[int, ...] = ()
    codes: dict[int, str] = field(default_factory=dict)
    doubts: dict[int, Doubt] = field(default_factory=dict)
    decided: dict[int, str] = field(default_factory=dict)

    def importer(self, session: Session, _plan: Plan, today: date, wish: Wish) -> Reception:
        """What takes its rows into one transaction."""
        self.codes.clear()
        self.doubts.clear()
        return Reception(session, self, today, wish)


def form_of(kind: Kind, source: Source, asked: Asked, event: int) -> Form | None:
    """The form that a sheet is; None for a sheet of visits without a column 受取. UsageError (exit 2)."""
    row, before, heads = _headed(source.rows(), asked.head_row or 1)
    places: dict[str, list[int]] = {}
    said = {text.fold(head): key for head, key in asked.fields.items()}
    for place, head in enumerate(heads):
        key = said.get(text.fold(head), "" if Mark.of(head) else _meaning(head))
        if key in _KEYS:
            places.setdefault(key, []).append(place)
    if kind.code == "distribution" and "received" not in places:
        return None
    places["on"] = places.get("on", [])[:1]
    for key, several in places.items():
        if len(several) > 1 and key not in _SEVERAL:
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
    mark = next(filter(None, map(Mark.of, heads)), None)
    plan = Plan(kind, row, before, heads, None, {}, {}, None, (), {}, None, mark, ())
    read = {place for several in places.values() for place in several}
    unread = tuple(
        place
        for place, head in enumerate(heads)
        if place not in read
        and head not in (REASON.ja, REASON.en)
        and said.get(text.fold(head)) != ""
        and Mark.of(head) is None
    )
    return Form(kind, plan, {key: tuple(several) for key, several in places.items()}, event, unread)


_KEYS = frozenset(key for key, _pattern in _HEADS) - {"name"}


def _meaning(head: str) -> str:
    plain_head = text.fold(head)
    if plain_head in _KEYS:
        return plain_head
    wide = unicodedata.normalize("NFKC", head).strip()
    return next((key for key, pattern in _HEADS if re.search(pattern, wide, re.IGNORECASE)), "")


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
        self._visits = form.kind.code == "distribution"
        raw = plain(session)
        columns = "NULL, NULL" if self._visits else "delivery, coalesce(channel, 'form')"
        booked = raw.execute(
            f"SELECT household_id, id, {columns} FROM {form.kind.table} "
            "WHERE event_id = ? AND removed IS NULL ORDER BY id DESC",
            (form.event,),
        ).fetchall()
        self._there = {household: (identifier, delivery) for household, identifier, delivery, _by in booked}
        before = [household for household, _identifier, _delivery, by in booked if by == "form"]
        self._households = Households(session, today, before)
        form.doubts = self._households.doubts
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
            if why := source.passed.get(line):
                self._outcome.asides[why].append(line)
                continue
            self._outcome.left_out.update(
                place for place in self._form.unread if place < len(cells) and cells[place].strip()
            )
            try:
                self._take(line, [text.undefuse(cell.strip()) for cell in cells])
            except BadRow as error:
                self._refuse(line, error.problems)
            except (RefusedError, UsageError, NotFoundError) as error:
                self._refuse(line, [("", reason(error))])
        self._outcome.crossed = [line for line in sorted(source.crossed) if line > self._form.plan.row]
        return self._outcome

    def _refuse(self, line: int, problems: list[tuple[str, str]]) -> None:
        self._outcome.bad.add(line)
        self._outcome.problems += [Problem(line, column, said) for column, said in problems]

    def _take(self, line: int, cells: list[str]) -> None:
        if self._visits and not self._received(cells):
            self._outcome.asides["blank"].append(line)
            return
        household = self._household(line, cells)
        (code,) = (
            plain(self._session).execute("SELECT code FROM household WHERE id = ?", (household,)).fetchone()
        )
        self._form.codes[line] = code
        if household in self._there:
            self._again(household, cells)
            return
        given: dict[str, Any] = {"event": self._form.event, "household": household, "on": self._day(cells)}
        if not self._visits:
            given |= {"delivery": bool(self._delivery(cells))}
            given |= {"channel": "form"} if self._knows_forms() else {}
        identifier = writing.add(self._session, self._form.kind, given, self._today, self._wish.anyway)
        self._there[household] = identifier, given.get("delivery")
        self._outcome.added += 1

    def _again(self, household: int, cells: list[str]) -> None:
        """The household is booked already: what the row says of that holds from now on."""
        delivery = self._delivery(cells)
        changed = [str(_HOUSEHOLD.label)] if household in self._households.edited else []
        if self._booking(household, delivery):
            (identifier, _booked) = self._there[household]
            writing.edit(self._session, self._form.kind, identifier, {"delivery": delivery}, self._today)
            changed.append(str(self._form.kind.field("delivery").label))
        if changed and self._wish.new_only:
            raise would_change(self._there[household][0], changed)
        self._outcome.changed += bool(changed)
        self._outcome.same += not changed

    def _day(self, cells: list[str]) -> Span:
        """When it was booked: the day of the time stamp; when it was handed over: that of the event."""
        raw = self._cell(cells, "on")
        stamp = _STAMP.match(raw)
        if self._visits or stamp is None:
            return self._on if self._visits else Span.day(self._today)
        month, day, year, said = stamp.groups()
        try:
            return Day().read(said or f"{year}-{int(month):02}-{int(day):02}", self._today)
        except UsageError as error:
            raise BadRow([(self._head("on"), reason(error))]) from error

    def _knows_forms(self) -> bool:
        """Whether the register still has a choice for reservations by form."""
        found = plain(self._session).execute(
            "SELECT 1 FROM choice WHERE field = 'reservation_channel' AND code = 'form'"
        )
        return found.fetchone() is not None

    def _household(self, line: int, cells: list[str]) -> int:
        """The household of a row: by its code or what was decided, else by its contact, else a new one."""
        decided = self._form.decided.get(line, "")
        code = decided or self._cell(cells, "code")
        if code and self._visits:  # the list of the reception says no more than who came
            known = self._households.by_code(code)
            if known is not None:
                return self._households.claimed(line, known)
        own = tuple(filter(None, self._cells(cells, "contact")))
        if not own and not code:
            raise BadRow([("", _("There is neither a code nor a contact."))])
        told = Told(
            self._size(cells),
            own,
            "、".join(filter(None, self._cells(cells, "second_contact"))),
            "、".join(filter(None, self._cells(cells, "emergency_contact"))),
        )
        delivery = self._delivery(cells)
        return self._households.of(
            line, told, code, lambda one: self._booking(one, delivery), decided=bool(decided)
        )

    def _booking(self, household: int, delivery: bool | None) -> str:
        """What a row would change of a booking that stands."""
        booked = bool(self._there.get(household, (0, delivery))[1])
        if delivery is None or booked == delivery:
            return ""
        return f"{self._form.kind.field('delivery').label} {human(booked)} → {human(delivery)}"

    def _size(self, cells: list[str]) -> dict[str, int]:
        read: dict[str, int] = {}
        problems = []
        for key in SIZE:
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

    def _delivery(self, cells: list[str]) -> bool | None:
        """Whether it is to be delivered; None where the form does not say."""
        raw = self._cell(cells, "delivery")
        if self._visits or not raw:
            return None
        try:
            return bool(_DELIVERED.search(raw)) or Flag().read(raw, self._today)
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


def reception_list(form: Form, source: Source, mark: Mark) -> bytes:
    """The form's rows with the code of each and an empty 受取, as a CSV file to be printed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = [*map(text.defuse, form.plan.heads)]
    heads += [] if form.plan.mark else [mark.head]
    place = form.places["code"][0] if "code" in form.places else len(heads)
    heads[place : place + 1] = [str(CODE)]
    writer.writerow([*heads, str(RECEIVED)])
    for line, cells in source.rows():
        if line in form.codes:
            padded = [*map(text.defuse, cells), *[""] * len(heads)][: len(heads)]
            padded[place] = form.codes[line]
            writer.writerow([*padded, ""])
    return out.getvalue().encode("utf-8-sig")
