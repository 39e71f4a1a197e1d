"""REF: which record a typed word means."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import TypeAlias

from wagamachi_cli import text
from wagamachi_cli.errors import NotFoundError, UsageError
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import Kind
from wagamachi_cli.kinds.types import Stretch, When
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Span, Tense, parse_when
from wagamachi_cli.queries.last_written import last_written
from wagamachi_cli.queries.records import Narrowing, described, read
from wagamachi_cli.sheet import Coded, Row, Value

Found: TypeAlias = tuple[Kind, int, str]
"""A record of any kind: its kind, its id, what it is called."""


class MergedAwayError(NotFoundError):
    """The record that is meant was merged into another."""


_NEAR = 3
"""So many of the nearest are named."""


@frozen
class Candidate:
    """A record as REF looks at it: what it is called, its times, and whether it is open."""

    id: int
    shown: str
    words: tuple[str, ...]
    folded: tuple[str, ...]
    times: tuple[Span, ...]
    is_open: bool


def _words(value: Value) -> Iterable[str]:
    if isinstance(value, dict):
        yield str(value["name"])
    elif isinstance(value, Coded):
        yield value.code
        yield from (value.label.ja, value.label.en) if isinstance(value.label, Label) else (value.label,)
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, str):
        yield value


def candidates(
    connection: sqlite3.Connection, kind: Kind, today: date, ids: tuple[int, ...] | None = None
) -> list[Candidate]:
    """The records of a kind that REF may mean, or of these ``ids``."""
    keys = (kind.name, "aliases", "kana") if kind.name else kind.answers

    def made(row: Row) -> Candidate:
        words = tuple(word for key in keys for word in _words(row.get(key)))
        identifier = row["id"]
        assert isinstance(identifier, int)  # noqa: S101 - the primary key
        return Candidate(
            identifier,
            described(kind, row),
            words,
            tuple(text.fold(word) for word in words),
            tuple(value for key in keys if isinstance(value := row.get(key), Span)),
            not kind.open_until or row.get(kind.open_until) is None,
        )

    narrowed = Narrowing(ids=ids) if ids is not None else Narrowing()
    return [made(row) for row in read(connection, kind, today, narrowed, whole=True).rows]


def _last_written(
    connection: sqlite3.Connection, kinds: Sequence[Kind], today: date, without: Collection[str] = ()
) -> tuple[Kind, int]:
    """The record written last, if it is of one of these kinds; NotFoundError (exit 3) names it if not.

    Records of the kinds ``without`` are passed over.
    """
    found = last_written(connection, without)
    if found is None:
        raise NotFoundError(_("Nothing has been written yet."), "wagamachi log")
    kind, identifier = found
    if kind.code in {one.code for one in kinds}:
        return found
    (row,) = read(connection, kind, today, Narrowing(ids=(identifier,)), whole=True).rows
    hint = _("Write the name or the id of the record that you mean instead of the dot.")
    if len(kinds) == 1:
        hint = _("Write the name or the id of the {kind} instead of the dot; to see them: {command}").format(
            kind=kinds[0].label, command=f"wagamachi {kinds[0].command} list"
        )
    raise NotFoundError(
        _("The record written last is {kind} “{name}” (number {id}), which cannot be meant here.").format(
            kind=kind.label, name=text.visible(described(kind, row)), id=identifier
        ),
        hint,
    )


def _times(words: str, kind: Kind, today: date) -> tuple[Span, ...]:
    """The times that ``words`` may say: without a year the last such day, and the next one (planned)."""
    if kind.name or not any(isinstance(kind.field(key).type, When | Stretch) for key in kind.answers):
        return ()
    said: list[Span] = []
    tenses: tuple[Tense, ...] = ("any", "future")
    for tense in tenses:
        with suppress(UsageError):
            said.append(parse_when(words, today, tense))
    return tuple(said)


def find(
    connection: sqlite3.Connection,
    kind: Kind,
    words: str,
    today: date,
    *,
    exact: bool = False,
    among: list[Candidate] | None = None,
) -> int:
    """The id of the one record that ``words`` mean (contract: REF).

    An exact name or alias, else an id, else the same after folding, else (for a record without a name)
    its time, else a unique part, among the open ones first. ``exact``: the first two only. Digits alone
    are a name, an id or a day written as one number, and never a part of anything.
    ``among``: the kind's ``candidates``, where they are asked for many times.
    NotFoundError (exit 3): none, with the nearest; or several, with all of them as candidates.
    """
    words = words.strip()
    if words == "." and not exact:
        return _last_written(connection, (kind,), today)[1]
    among = candidates(connection, kind, today) if among is None else among
    folded = text.fold(words)
    times = _times(words, kind, today)
    ways: list[Callable[[Candidate], bool]] = []
    if kind.name:
        # What it is called itself comes before what others are called as well.
        ways += [lambda one: words == one.shown, lambda one: words in one.words]
    number = text.as_id(words)
    ways.append(lambda one: number == one.id)
    chosen = _first(ways, among, kind, words)
    if chosen is None:
        _refuse_merged(connection, kind, words)
    if chosen is None and not exact and folded:
        digits = text.is_digits(words)
        ways = [lambda one: any(time in one.times for time in times if time.exact or not digits)]
        if not digits:
            ways.append(
                lambda one: any(w.first <= t.first and t.last <= w.last for w in times for t in one.times)
            )
        if kind.name or not digits:  # the code of a choice (layer 1) is no name
            ways.append(lambda one: folded in one.folded)
        if not (kind.coded or digits):  # a wrong code must not hit another household
            ways += [
                lambda one: one.is_open and any(folded in word for word in one.folded),
                lambda one: any(folded in word for word in one.folded),
            ]
        chosen = _first(ways, among, kind, words)
    if chosen is not None:
        return chosen
    raise NotFoundError(
        _("There is no {kind} “{text}”.").format(kind=kind.label, text=text.visible(words)),
        _nearest(folded, among, kind),
    )


def _first(
    ways: Iterable[Callable[[Candidate], bool]], among: list[Candidate], kind: Kind, words: str
) -> int | None:
    """The id of the record that the first way to find any finds; NotFoundError if it finds several."""
    for way in ways:
        found = [one for one in among if way(one)]
        if len(found) > 1:
            found = [one for one in found if one.is_open] or found
        if len(found) == 1:
            return found[0].id
        if found:
            raise NotFoundError(
                _("“{text}” could mean several of: {kind}.").format(
                    text=text.visible(words), kind=kind.label
                ),
                _("Write more of it, or its id."),
                [(one.id, one.shown) for one in found],
            )
    return None


def _refuse_merged(connection: sqlite3.Connection, kind: Kind, words: str) -> None:
    """MergedAwayError when this very name or id belonged to a record that was merged into another."""
    if not kind.name:
        return
    went = {
        identifier: (name, into)
        for identifier, name, into in connection.execute(
            f"SELECT id, {kind.name}, merged_into_id FROM {kind.table} WHERE merged_into_id IS NOT NULL"
        )
    }
    at = next((one for one, (name, _into) in went.items() if words in (name, str(one))), None)
    if at is None:
        return
    while at in went:  # each once: a ring, which only a damaged register has, ends as well
        at = went.pop(at)[1]
    there = connection.execute(f"SELECT {kind.name} FROM {kind.table} WHERE id = ?", (at,)).fetchone()
    if there is None:
        return
    (name,) = there
    raise MergedAwayError(
        _("{kind} “{text}” was merged into “{name}” (number {id}).").format(
            kind=kind.label, text=text.visible(words), name=text.visible(name), id=at
        ),
        f"wagamachi {kind.command} show {at}",
    )


def find_code(connection: sqlite3.Connection, kind: Kind, words: str) -> int | None:
    """The id of the record with this very code, letter case and width set aside; None if there is none."""
    wanted = text.fold(words)
    for identifier, code in connection.execute(
        f"SELECT id, {kind.name} FROM {kind.table} WHERE removed IS NULL"
    ):
        if text.fold(code) == wanted:
            return int(identifier)
    return None


def find_any(
    connection: sqlite3.Connection, words: str, today: date, kinds: Iterable[Kind], *, exact: bool = False
) -> tuple[Kind, int]:
    """The one record among several kinds that ``words`` mean, as its kind and id.

    An exact name of any of them comes before a part of another. The kind may stand before the words
    (協議会 みどり支えあい会, meeting 12). NotFoundError (exit 3): none, or several, named with their kinds.
    """
    kinds = tuple(kinds)
    if words.strip() == "." and not exact:
        # A line that was put on a record is not what the next line is for.
        return _last_written(connection, kinds, today, without=("note",))
    try:
        found = find_all(connection, words, today, kinds, exact=True)
    except NotFoundError:
        if exact:
            raise
        found = find_all(connection, words, today, kinds)
    if len(found) > 1:
        raise several(words, found)
    return found[0][:2]


def find_all(
    connection: sqlite3.Connection, words: str, today: date, kinds: Iterable[Kind], *, exact: bool = False
) -> list[Found]:
    """Every record among several kinds that ``words`` may mean, as ``find_any``: kind, id, what it is called.

    NotFoundError (exit 3): none.
    """
    found: list[Found] = []
    merged: MergedAwayError | None = None
    first, _space, rest = text.clean_name(words).partition(" ")
    told = [kind for kind in kinds if text.fold(first) in map(text.fold, (kind.code, *kind.label.known))]
    if told and rest:
        kinds, words = told, rest
    for kind in kinds:
        try:
            identifier = find(connection, kind, words, today, exact=exact)
        except MergedAwayError as error:
            merged = merged or error
        except NotFoundError as error:
            found += [(kind, number, shown) for number, shown in error.candidates]
        else:
            (row,) = read(connection, kind, today, Narrowing(ids=(identifier,)), whole=True).rows
            found.append((kind, identifier, described(kind, row)))
    if found:
        households = {shown for kind, _number, shown in found if kind.code == "household"}
        # The code book's entry says nothing beside the household that bears the code.
        return [one for one in found if one[0].code != "code" or one[2] not in households]
    if merged:
        raise merged
    near = [name for kind in kinds for name in _near(text.fold(words), candidates(connection, kind, today))]
    raise NotFoundError(
        _("There is no record “{text}”.").format(text=text.visible(words)),
        _meant(near) or _("Search for it with: {command}").format(command="wagamachi find …"),
    )


def several(words: str, found: Iterable[Found]) -> NotFoundError:
    """Words that could mean several records, of several kinds."""
    found = list(found)
    kind, _number, shown = found[0]
    return NotFoundError(
        _("“{text}” could mean several records.").format(text=text.visible(words)),
        _("Write more of it, or its kind before it: “{example}”").format(example=f"{kind.label} {shown}"),
        [(number, f"{kind.label} {shown}") for kind, number, shown in found],
    )


def _nearest(folded: str, among: list[Candidate], kind: Kind) -> str:
    if not among:
        return _("None is recorded yet. To record one: {command}").format(
            command=f"wagamachi {kind.command} add …"
        )
    return _meant(_near(folded, among)) or _("See what there is with: {command}").format(
        command=f"wagamachi {kind.command} list"
    )


def _meant(names: Iterable[str]) -> str:
    """Which records may have been meant; empty where none is near."""
    shown = list(dict.fromkeys(names))[:_NEAR]
    return _("Did you mean: {names}?").format(names=_(", ").join(shown)) if shown else ""


def _near(folded: str, among: list[Candidate]) -> list[str]:
    """What the records are called that are nearest to what was typed, at most a few."""
    import difflib

    by_word = {word: one.shown for one in among for word in one.folded}
    near = difflib.get_close_matches(folded, by_word, n=_NEAR, cutoff=0.4)
    if not near:  # a half of what was typed stands in it: 三屋 in ささえあい三谷
        half = (len(folded) + 1) // 2
        pieces = {folded[start : start + half] for start in range(len(folded) - half + 1)} - {""}
        near = [word for word in by_word if any(piece in word for piece in pieces)][:_NEAR]
    return [by_word[word] for word in near]
