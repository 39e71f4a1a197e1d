"""Which household a row of the form is: by its code, by a contact of its own, or one that is new.

Two families must not become one, nor one two: where a match would change what is known, or two rows
are of one household, it is in doubt, and a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from wagamachi_cli import text
from wagamachi_cli.exchange.rows import BadRow
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.code import NEXT
from wagamachi_cli.kinds.contact_keys import contact_keys
from wagamachi_cli.language import Label, _
from wagamachi_cli.model import writing
from wagamachi_cli.model.change import plain

if TYPE_CHECKING:
    from sqlmodel import Session

_HOUSEHOLD = KINDS["household"]
SIZE = ("adults", "children", "seniors")
_APART = "、"


@frozen
class Told:
    """What a row tells of its household. Of its contacts only the ``own`` say which one it is."""

    size: dict[str, int]
    own: tuple[str, ...]
    second: str
    emergency: str


@frozen
class Doubt:
    """A row that may be of a household, or of another: why, and the codes of those that it may be."""

    said: str
    codes: tuple[str, ...]


@dataclass(slots=True)
class _Standing:
    id: int
    code: str
    values: dict[str, Any]
    apart: bool
    own: set[str] = field(default_factory=set)
    second: set[str] = field(default_factory=set)

    @property
    def known(self) -> set[str]:
        return self.own | self.second


class Households:
    """The households of the register, as the rows of one form find them.

    ``before``: who was booked by the form. ``doubts``: the rows that a person decides.
    ``edited``: the households of which a row told more.
    """

    def __init__(self, session: Session, today: date, before: Iterable[int]) -> None:
        self._session, self._today = session, today
        self._all: dict[int, _Standing] = {}
        self._codes: dict[str, int] = {}
        self._own: dict[str, set[int]] = {}
        self._known: dict[str, set[int]] = {}
        self._rows: dict[int, int] = {}
        self.doubts: dict[int, Doubt] = {}
        self.edited: set[int] = set()
        columns = (*SIZE, "contact", "second_contact", "emergency_contact")
        for identifier, code, anyway, *values in plain(session).execute(
            f"SELECT id, code, anyway, {', '.join(columns)} FROM household WHERE removed IS NULL"
        ):
            self._keep(identifier, code, anyway is not None, dict(zip(columns, values, strict=True)))
        self._before = self._all.keys() & set(before)

    def _keep(self, identifier: int, code: str, apart: bool, values: dict[str, Any]) -> None:
        one = _Standing(identifier, code, values, apart)
        one.own = set(contact_keys(values["contact"])) if values.get("contact") else set()
        second = values.get("second_contact")
        one.second = set(contact_keys(second)) if second else set()
        self._all[identifier] = one
        self._codes[text.fold(code)] = identifier
        for key in one.own:
            self._own.setdefault(key, set()).add(identifier)
        for key in one.known:
            self._known.setdefault(key, set()).add(identifier)

    def by_code(self, code: str) -> _Standing | None:
        """The household with this code."""
        return self._all.get(self._codes.get(text.fold(code), 0))

    def by_contact(self, own: tuple[str, ...]) -> list[_Standing]:
        """Those that a row with these contacts may be of."""
        keys = _keys(own)
        found = self._those(self._own, keys)
        if len(found) > 1:
            # A number that several share does not count where another of the row's is of one alone.
            sure = [one for one in found if keys <= one.known and self._alone(one, keys)]
            return sure if len(sure) == 1 else found
        return self._those(self._known, keys) if found and not self._alone(found[0], keys) else found

    def _those(self, index: dict[str, set[int]], keys: set[str]) -> list[_Standing]:
        return [self._all[one] for one in sorted(set().union(*(index.get(key, ()) for key in keys)))]

    def _alone(self, one: _Standing, keys: set[str]) -> bool:
        """Whether one of the keys is of this household and of no other."""
        return any(self._known[key] == {one.id} for key in keys & one.own)

    def _taken(self, value: str, by: int = 0) -> bool:
        """Whether another than ``by`` answers at this contact."""
        return any(self._known.get(key, set()) - {by} for key in contact_keys(value))

    def of(self, line: int, told: Told, word: str, booking: Callable[[int], str], *, decided: bool) -> int:
        """The household of a row; ``word`` is its code, or says that it is another than is known.

        ``booking``: what the row would change of the booking of each household. ``decided``: a person has
        said so of this very row. BadRow where it is in doubt.
        """
        if text.code_name(word) in NEXT:
            return self._claimed(
                line, self._booked(told, booking, apart=True) or self._make(told, apart=True)
            )
        if word:
            one = self.by_code(word)
            if one is None:
                raise BadRow([("", _("There is no household {code}.").format(code=text.visible(word)))])
            if not decided:
                self._see_first(line, one)
            self._fill(one, told, decided=True)
            return self._claimed(line, one.id)
        found = self.by_contact(told.own)
        if not found:
            return self._claimed(line, self._make(told))
        why = ""
        if len(found) > 1:
            why = _("Several households have this contact.")
        elif found[0].id in self._rows:
            why = _("By its contact it is {code}, as is row {row}.").format(
                code=found[0].code, row=self._rows[found[0].id]
            )
        elif changes := self._changes(found[0], told, booking):
            why = _("By its contact it is {code}, but it says otherwise: {changes}.").format(
                code=found[0].code, changes=_(", ").join(changes)
            )
        if why:
            return self._claimed(line, self._booked(told, booking) or self._doubt(line, why, found))
        self._fill(found[0], told)
        return self._claimed(line, found[0].id)

    def _doubt(self, line: int, why: str, found: Iterable[_Standing] = ()) -> NoReturn:
        """Raise BadRow, with what can be done about it; a person at a terminal may be asked."""
        codes = tuple(one.code for one in found)
        if codes:
            self.doubts[line] = Doubt(why, codes)
            why = _(
                "{why} In a column “{head}” give {codes} if it is the same household, “{new}” if it is "
                "another; a number that many share tells nobody with --map HEAD=second_contact."
            ).format(
                why=why,
                head=_HOUSEHOLD.field("code").label,
                codes=_(", ").join(codes),
                new=Label("新規", "new"),
            )
        raise BadRow([("", why)])

    def claimed(self, line: int, one: _Standing) -> int:
        """The household that a row names by its code, if no row has before. BadRow."""
        self._see_first(line, one)
        return self._claimed(line, one.id)

    def _see_first(self, line: int, one: _Standing) -> None:
        if one.id in self._rows:
            self._doubt(
                line,
                _("Row {row} is of {code} already. Leave one of them out, or correct the code.").format(
                    row=self._rows[one.id], code=one.code
                ),
            )

    def _claimed(self, line: int, identifier: int) -> int:
        self._rows.setdefault(identifier, line)
        return identifier

    def _changes(self, one: _Standing, told: Told, booking: Callable[[int], str]) -> list[str]:
        """What a row says otherwise than is known: size, another contact of the same sort, booking."""
        changes = [
            f"{_HOUSEHOLD.field(key).label} {one.values[key]} → {said}"
            for key, said in told.size.items()
            if one.values[key] not in (None, said)
        ]
        keys = _keys(told.own)
        if any(
            sort(keys) and sort(one.known) and not sort(keys) & sort(one.known) for sort in (_mails, _numbers)
        ):
            changes.append(str(_HOUSEHOLD.field("contact").label))
        return [*changes, *filter(None, [booking(one.id)])]

    def _booked(self, told: Told, booking: Callable[[int], str], *, apart: bool = False) -> int | None:
        """The household that was booked of this very row when the form came in before.

        ``apart``: only one that was made as another than is known.
        """
        keys = _keys(told.own)
        agreeing = [
            (one.apart, one.id)
            for one in map(self._all.__getitem__, self._before - self._rows.keys())
            if keys <= one.known
            and (one.apart or not apart)
            and not booking(one.id)
            and all(one.values[key] == said for key, said in told.size.items())
        ]
        return min(agreeing, default=(False, None))[1]

    def _make(self, told: Told, *, apart: bool = False) -> int:
        """A new household; ``apart``: what another answers at as well is no contact of its own."""
        own = [value for value in told.own if not (apart and self._taken(value))]
        second = [*(value for value in told.own if value not in own), *filter(None, [told.second])]
        given: dict[str, Any] = {
            **told.size,
            "contact": _APART.join(own),
            "second_contact": _APART.join(second),
            "emergency_contact": told.emergency,
        }
        given = {key: value for key, value in given.items() if value != ""}
        why = _("It is another household than the one at the same contact.") if apart else None
        identifier = writing.add(self._session, _HOUSEHOLD, given, self._today, why)
        (code,) = (
            plain(self._session).execute("SELECT code FROM household WHERE id = ?", (identifier,)).fetchone()
        )
        self._keep(identifier, code, apart, {**dict.fromkeys(SIZE), **given})
        return identifier

    def _fill(self, one: _Standing, told: Told, *, decided: bool = False) -> None:
        """Write what a row tells beyond what is known of its household."""
        given: dict[str, Any] = {
            key: said
            for key, said in (
                *told.size.items(),
                ("second_contact", told.second),
                ("emergency_contact", told.emergency),
            )
            if said != "" and one.values.get(key) != said
        }
        new = [
            value
            for value in told.own
            if not contact_keys(value) & one.known
            and not self._taken(value, one.id)
            and (
                decided or not any(sort(contact_keys(value)) and sort(one.own) for sort in (_mails, _numbers))
            )
        ]
        if new:
            given["contact"] = _APART.join([*filter(None, [one.values.get("contact")]), *new])
        if given:
            writing.edit(self._session, _HOUSEHOLD, one.id, given, self._today)
            self.edited.add(one.id)
            self._keep(one.id, one.code, one.apart, {**one.values, **given})


def _keys(own: Iterable[str]) -> set[str]:
    return {key for value in own for key in contact_keys(value)}


def _mails(keys: Iterable[str]) -> set[str]:
    return {key for key in keys if "@" in key}


def _numbers(keys: Iterable[str]) -> set[str]:
    return {key for key in keys if key.isdigit()}
