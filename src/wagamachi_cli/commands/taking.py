"""From typed words to what the register knows: choices and references, asked for where that helps."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wagamachi_cli import register, shell, text
from wagamachi_cli.errors import NotFoundError, UsageError
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import KINDS, Field, Kind, reading
from wagamachi_cli.kinds.choosing import UnknownChoiceError
from wagamachi_cli.kinds.code import NEXT, refuse_person
from wagamachi_cli.kinds.types import Choice, Ref, Tally, When
from wagamachi_cli.language import Label, _, running
from wagamachi_cli.period import Span, YearInDoubtError, see_year, weekday
from wagamachi_cli.queries import settings
from wagamachi_cli.queries.choices import Choices
from wagamachi_cli.queries.finding import find, find_any, find_code
from wagamachi_cli.sheet import human
from wagamachi_cli.state import State


@frozen
class New:
    """A record that an option names, that is not there yet and that the person wants made."""

    kind: str
    name: str


@frozen
class NewChoice:
    """A choice that an option names, that is not there yet and that the person wants made."""

    field: str
    label: str


def read(kind: Kind, given: Mapping[str, Any], state: State) -> dict[str, Any]:
    """The values of what was typed, as ``reading.read``; at a terminal a year in doubt is asked for."""
    return reading.read(kind, dated(kind, given, state), state.today)


def dated(kind: Kind, given: Mapping[str, Any], state: State) -> dict[str, Any]:
    """``given`` with the year of every day that leaves it in doubt, as the person at the terminal says.

    UsageError as ``reading.read``; elsewhere YearInDoubtError is one of them.
    """
    given = dict(given)
    while True:
        try:
            if state.interactive:
                _see_planned(kind, given, state)
            reading.read(kind, given, state.today)
        except YearInDoubtError as error:
            if not state.interactive:
                raise
            days = (error.last, error.coming)
            shown = [
                _("{day} ({weekday})").format(day=Span.day(one).human(), weekday=weekday(one)) for one in days
            ]
            question = _("Which year is meant by “{text}”?").format(text=text.visible(error.text))
            day = days[shell.pick(question, shown)].isoformat()
            given = {key: day if value == error.text else value for key, value in given.items()}
        else:
            return given


def _see_planned(kind: Kind, given: Mapping[str, Any], state: State) -> None:
    """YearInDoubtError where what may be planned, too, would lie further back than ahead."""
    if kind.planned is None or given.get(kind.planned[0]):
        return
    for one in kind.typed_fields:
        if isinstance(one.type, When) and one.type.tense == "any" and isinstance(given.get(one.key), str):
            see_year(given[one.key], state.today, nearer=True)


def resolve(
    connection: sqlite3.Connection, kind: Kind, values: Mapping[str, Any], state: State
) -> dict[str, Any]:
    """``values`` with every choice as its code and every reference as an id (or ``New``).

    UsageError (2) for a choice, all of them before the first NotFoundError (3) for a reference.
    """
    choices = Choices(connection)
    known = dict(values)
    _refuse_people(connection, kind, values)
    if kind.coded and known.get(kind.name) in NEXT:
        known[kind.name] = ""  # the rule gives the next one
    for key, value in values.items():
        one = kind.field(key)
        if isinstance(one.type, Choice) and (one.type.made or (one.type.offered and state.interactive)):
            chosen = [_offered(choices, one, one.type, words) for words in (value if one.many else [value])]
            known[key] = chosen if one.many else chosen[0]
        elif isinstance(one.type, Choice | Tally):
            known[key] = choices.of_field(one, value)
    for key, value in values.items():
        one = kind.field(key)
        if isinstance(one.type, Ref):
            found = [
                referred(connection, one.type, words, state) for words in (value if one.many else [value])
            ]
            known[key] = found if one.many else found[0]
    return known


def _refuse_people(connection: sqlite3.Connection, kind: Kind, values: Mapping[str, Any]) -> None:
    """UsageError (2) where a new code would be a name or a telephone number."""
    for key, value in values.items():
        one = kind.field(key)
        if not ((kind.coded and key == kind.name) or (isinstance(one.type, Ref) and one.type.made)):
            continue
        for words in value if one.many else [value]:
            code = text.code_name(words) if isinstance(words, str) else ""
            if code and code not in NEXT and find_code(connection, KINDS["code"], code) is None:
                refuse_person(code, settings.value(connection, "code.pattern"))


def _offered(choices: Choices, one: Field, choice: Choice, words: Any) -> str | NewChoice:
    """The code of a choice, or the new one that is made, or that the person wants made."""
    if not isinstance(words, str):
        return words  # type: ignore[no-any-return] # a NewChoice
    try:
        code: str = choices.of_field(replace(one, many=False), words)
    except UnknownChoiceError:
        label = text.clean_name(words)
        if text.has_control(label) or not (choice.made or _made(one.label, label)):
            raise
        return NewChoice(choice.field, label)
    return code


def _made(kind: Label, name: str) -> bool:
    """Whether the person wants what is not there yet to be made."""
    shown = text.visible(name)
    return shell.confirm(_("There is no {kind} “{name}” yet. Make it?").format(kind=kind, name=shown))


def referred(connection: sqlite3.Connection, ref: Ref, words: Any, state: State) -> Any:
    """The id of the record that an option names; of several kinds, the pair of kind and id.

    What was found already while it was asked for (an id, a ``New``) is given back.

    At a terminal one of several can be picked, and an unknown one is offered to be made.
    """
    if not isinstance(words, str):
        return words
    if ref.made:
        (code,) = ref.kinds
        name = text.code_name(words)
        return find_code(connection, KINDS[code], words) or New(code, "" if name in NEXT else name)
    if len(ref.kinds) != 1:
        among = [KINDS[code] for code in ref.kinds] or KINDS.values()
        kind, identifier = find_any(connection, words, state.today, among)
        return kind.code, identifier
    kind = KINDS[ref.kinds[0]]
    try:
        return pick_one(connection, kind, words, state)
    except NotFoundError as error:
        if error.candidates or not (state.interactive and ref.offered) or text.has_control(words):
            raise
        name = text.clean_name(words)
        if _made(kind.label, name):
            return New(kind.code, name)
        raise


def pick_one(
    connection: sqlite3.Connection, kind: Kind, words: str, state: State, *, exact: bool = False
) -> int:
    """The id that REF means; at a terminal one of several is picked from a list (else exit 3)."""
    try:
        return find(connection, kind, words, state.today, exact=exact)
    except NotFoundError as error:
        if not (error.candidates and state.interactive):
            raise
        shown = [f"{text.visible(name)} ({identifier})" for identifier, name in error.candidates]
        return error.candidates[shell.pick(error.message, shown)][0]


def ask_missing(
    kind: Kind, given: dict[str, Any], state: State, *, everything: bool = False
) -> dict[str, Any]:
    """``given`` with what the person answers at the terminal: what is missing, or every field.

    An answer that cannot be understood is asked again at once, so that none is lost. An empty answer to
    the first of everything ends it: then the result is empty. Elsewhere it leaves the field out, or to
    its default (a day is today unless given).
    """
    answers = dict(given)
    for position, one in enumerate(kind.typed_fields):
        missing = one.required and one.default is None and one.key != "on"
        if answers.get(one.key) not in (None, []) or not (missing or everything):
            continue
        first = everything and position == 0 and one.required
        while True:
            answer = shell.ask(_question(one, state, first=first))
            if not answer:
                if first:
                    return {}
                if not missing:
                    break
                continue
            try:
                answers[one.key] = _answered(kind, one, [answer] if one.many else answer, answers, state)
            except (UsageError, NotFoundError) as error:
                shell.say(text.visible(running(error.message, error.hint)))
                continue
            break
    return {} if everything and all(value in (None, []) for value in answers.values()) else answers


def _answered(kind: Kind, one: Field, answer: Any, answers: Mapping[str, Any], state: State) -> Any:
    """The answer, if it can be understood; a choice or a reference as what was found for it."""
    value = reading.read_field(kind, one, answer, answers, state.today)
    if not isinstance(one.type, Choice | Ref):
        return answer
    with register.read(state.register) as connection:
        found = resolve(connection, kind, {one.key: value}, state)[one.key]
    # A status stays as it was typed: it tells how the times are read.
    known = isinstance(one.type, Choice) and not one.type.offered
    return answer if known else found


_EXAMPLES = {
    "WHEN": Label("例 1/24、R3.10、R3", "e.g. 2022-01-24, 2021-10, R3"),
    "DATE": Label("例 1/24", "e.g. 2022-01-24"),
    "PERIOD": Label("例 R3、R3Q3", "e.g. R3, R3Q3"),
}


def _question(one: Field, state: State, *, first: bool) -> str:
    """What is asked for, with an example or the choices, and what an empty answer means.

    An empty answer to the ``first`` of everything ends the asking.
    """
    hints = [str(_EXAMPLES[one.type.metavar])] if one.type.metavar in _EXAMPLES else []
    if isinstance(one.type, Choice):
        with register.read(state.register) as connection:
            known = Choices(connection).options(one.type)
        hints.append(" / ".join(str(option.label) for option in known.values() if not option.retired))
    default = "今日" if one.key == "on" else one.default
    if first:
        hints.append(_("Enter to finish"))
    elif default is not None:
        read: Any = one.type.read(default, state.today)
        shown = known[default].label if isinstance(one.type, Choice) else human(read)
        hints.append(_("Enter for {default}").format(default=shown))
    elif not one.required:
        hints.append(_("Enter to leave out"))
    return f"{one.label}" + (f" ({_(', ').join(hints)})" if hints else "")
