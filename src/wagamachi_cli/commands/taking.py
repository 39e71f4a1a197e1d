"""From typed words to values: first what needs no register, then choices and references, in that order."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from wagamachi_cli import shell, text
from wagamachi_cli.errors import NotFoundError, UsageError
from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.types import Choice, Ref, When
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Span
from wagamachi_cli.queries.choices import Choices, Option, meant
from wagamachi_cli.queries.finding import find
from wagamachi_cli.sheet import human
from wagamachi_cli.state import State


@dataclass(frozen=True, slots=True)
class New:
    """A record that an option names, that is not there yet and that the person wants made."""

    kind: str
    name: str


def read(kind: Kind, given: Mapping[str, Any], state: State) -> dict[str, Any]:
    """The values of the fields in ``given``, as far as they need no register.

    UsageError (exit 2) names the option. An end before its start is one, too.
    """
    values: dict[str, Any] = {}
    for one in kind.typed_fields:
        raw = given.get(one.key)
        if raw is None or raw == []:
            continue
        values[one.key] = raw if isinstance(raw, bool) else read_field(kind, one, raw, given, state)
    for earlier, later in kind.ordered:
        first, last = values.get(earlier), values.get(later)
        if first is None or last is None:
            continue
        if last.last < first.first if isinstance(first, Span) else last < first:
            raise UsageError(
                _("{later} ({end}) is before {earlier} ({start}).").format(
                    later=kind.field(later).option,
                    end=human(last),
                    earlier=kind.field(earlier).option,
                    start=human(first),
                ),
                _("Exchange them, or correct one."),
            )
    return values


def read_field(kind: Kind, one: Field, raw: Any, given: Mapping[str, Any], state: State) -> Any:
    """The value of one field; see ``read``."""
    reader = one.type
    if isinstance(reader, When) and kind.planned is not None and reader.tense == "any":
        key, code = kind.planned
        status = given.get(key)
        if isinstance(status, str) and _fixed(kind.field(key), status) == code:
            reader = replace(reader, tense="future")
    try:
        if one.many:
            several = [
                word for item in ([raw] if isinstance(raw, str) else raw) for word in text.split_several(item)
            ]
            return [reader.read(word, state.today) for word in several]
        return reader.read(raw, state.today)
    except UsageError as error:
        raise _named(one, error) from error


def _fixed(one: Field, words: str) -> str | None:
    """The code of a status that was typed; None when it is none (that is told later)."""
    assert isinstance(one.type, Choice)  # noqa: S101 - a status
    try:
        return meant([Option(code, label) for code, label in one.type.fixed.items()], words)
    except UsageError:
        return None


def _named(one: Field, error: UsageError) -> UsageError:
    return UsageError(f"{one.option}: {error.message}", error.hint)


def check_required(kind: Kind, values: Mapping[str, Any]) -> None:
    """UsageError (exit 2) that names every required field that is missing."""
    missing = [one for one in kind.typed_fields if one.required and one.key not in values]
    if missing:
        shown = (
            one.type.metavar if one.key == kind.positional else f"{one.option} {one.type.metavar}"
            for one in missing
        )
        raise UsageError(
            _("Missing: {options}").format(options=_(", ").join(shown)),
            _("See: {command}").format(command=f"wagamachi {kind.command} add --help"),
        )


def resolve(
    connection: sqlite3.Connection, kind: Kind, values: Mapping[str, Any], state: State
) -> dict[str, Any]:
    """``values`` with every choice as its code and every reference as an id (or ``New``).

    UsageError (2) for a choice, all of them before the first NotFoundError (3) for a reference.
    """
    choices = Choices(connection)
    known = dict(values)
    for key, value in values.items():
        one = kind.field(key)
        if isinstance(one.type, Choice):
            several = value if one.many else [value]
            try:
                codes = [choices.meant(one.type, words) for words in several]
            except UsageError as error:
                raise _named(one, error) from error
            known[key] = codes if one.many else codes[0]
    for key, value in values.items():
        one = kind.field(key)
        if isinstance(one.type, Ref):
            found = [
                referred(connection, one.type, words, state) for words in (value if one.many else [value])
            ]
            known[key] = found if one.many else found[0]
    return known


def referred(connection: sqlite3.Connection, ref: Ref, words: str, state: State) -> Any:
    """The id of the record that an option names; of several kinds, the pair of kind and id.

    At a terminal one of several can be picked, and an unknown one is offered to be made.
    """
    missing: NotFoundError | None = None
    for code in ref.kinds:
        try:
            identifier = pick_one(connection, KINDS[code], words, state)
        except NotFoundError as error:
            if error.candidates:
                raise
            missing = missing or error
            continue
        return identifier if len(ref.kinds) == 1 else (code, identifier)
    assert missing is not None  # noqa: S101 - a reference has at least one kind
    kind = KINDS[ref.kinds[0]]
    if state.interactive and ref.offered and not text.has_control(words):
        name = text.clean_name(words)
        if shell.confirm(
            _("There is no {kind} “{name}” yet. Make it?").format(kind=kind.label, name=text.visible(name))
        ):
            return New(kind.code, name)
    if len(ref.kinds) > 1:
        raise NotFoundError(
            _("There is no {kind} “{text}”.").format(
                kind=_(" or ").join(str(KINDS[code].label) for code in ref.kinds), text=text.visible(words)
            ),
            missing.hint,
        )
    raise missing


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
    """``given`` with what the person answers at the terminal: required fields, or every field.

    An answer that cannot be read is asked again. An empty answer to the first of everything ends it:
    then the result is empty. An empty answer elsewhere leaves the field out.
    """
    answers = dict(given)
    for position, one in enumerate(kind.typed_fields):
        if answers.get(one.key) not in (None, []) or not (one.required or everything):
            continue
        while True:
            answer = shell.ask(_question(one))
            if not answer:
                if everything and position == 0:
                    return {}
                if not one.required:
                    break
                continue
            try:
                read_field(kind, one, answer, answers, state)
            except UsageError as error:
                shell.say(text.visible(f"{error.message} {error.hint}".strip()))
                continue
            answers[one.key] = [answer] if one.many else answer
            break
    return answers


def _question(one: Field) -> str:
    example = {"WHEN": Label("例 1/24、R3年度", "e.g. 1/24, R3"), "DATE": Label("例 1/24", "e.g. 1/24")}
    hints = [str(example[one.type.metavar])] if one.type.metavar in example else []
    if isinstance(one.type, Choice) and one.type.fixed:
        hints.append("/".join(str(label) for label in one.type.fixed.values()))
    if not one.required:
        hints.append(_("Enter to leave out"))
    return f"{one.label}" + (f" ({_(', ').join(hints)})" if hints else "")
