"""What the doors of every kind do: add, list, show, edit and remove records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wagamachi_cli import errors, period, register, shell, text
from wagamachi_cli.commands import again, options, taking
from wagamachi_cli.commands.options import Given
from wagamachi_cli.commands.step import step as step_of
from wagamachi_cli.errors import UsageError
from wagamachi_cli.kinds import KINDS, Kind, names_people, reading
from wagamachi_cli.kinds.base import NOTE
from wagamachi_cli.kinds.types import Choice, Number, Ref
from wagamachi_cli.language import _
from wagamachi_cli.output import Target, show_record, show_sheet
from wagamachi_cli.queries import records
from wagamachi_cli.queries.choices import Choices
from wagamachi_cli.queries.records import Narrowing
from wagamachi_cli.queries.showing import story
from wagamachi_cli.state import State

if TYPE_CHECKING:
    from sqlmodel import Session


def narrowing(state: State, kind: Kind, given: Given) -> Callable[[Any], Narrowing]:
    """What ``list`` is narrowed by: dates are read now, the rest when the register is open."""
    span = period.parse_period(given["period"], state.today) if given.get("period") else None
    at = period.parse_date(given["at"], state.today, "any") if given.get("at") else None

    if given.get("of"):
        key = kind.arguments[0]
        given = {**given, key: [given["of"], *(given.get(key) or [])]}
    idle_since = None
    if given.get("inactive"):
        months = Number(measured="months", minimum=1, maximum=1200).read(given["inactive"], state.today)
        idle_since = period.months_before(state.today, months)

    def resolved(connection: Any) -> Narrowing:
        choices = Choices(connection)
        equal: dict[str, tuple[int | str, ...]] = {}
        for one in (one for one in kind.fields if one.filter and given.get(one.key)):
            words = [word for item in given[one.key] for word in text.split_several(item)]
            wanted: list[int | str] = []
            for word in words:
                if isinstance(one.type, Choice):
                    code = choices.of_field(replace(one, many=False), word)
                    wanted += choices.with_children(one.type, code)
                elif isinstance(one.type, Ref):
                    wanted.append(taking.pick_one(connection, KINDS[one.type.kinds[0]], word, state))
                else:
                    wanted.append(word)
            equal[one.key] = tuple(wanted)
        return Narrowing(equal, span, at, idle_since, bool(given.get("open")))

    return resolved


def add(state: State, kind: Kind, given: Given) -> None:
    """Write a record; at a terminal ask for what is missing, or, when nothing is given, for everything."""
    typed = {one.key for one in kind.typed_fields}
    if not (state.interactive and all(given.get(key) in (None, []) for key in typed)):
        add_one(state, kind, given)
        return
    target = options.target(given)
    while answered := taking.ask_missing(kind, given, state, everything=True):
        add_one(state, kind, answered, target=target)


def add_one(
    state: State, kind: Kind, given: Given, verb: str = "add", *, target: Target | None = None
) -> None:
    """Write one record from typed words and print it; ``target`` where it was looked at before."""
    if state.interactive:
        given = taking.ask_missing(kind, taking.dated(kind, given, state), state)
    values = taking.read(kind, given, state)
    typed = set(values)
    reading.add_today(kind, values, state.today)
    reading.add_defaults(kind, values, state.today)
    reading.check_required(kind, values)
    target = target or options.target(given)
    with register.read(state.register) as connection:
        resolved = taking.resolve(connection, kind, values, state)
    planned = again.ask(state, kind, resolved, given)

    gone: list[int] = []

    def step(session: Session) -> list[int]:
        if planned is None:
            values = made(session, resolved, state)
            return [again.add(session, kind, values, state, given, _instead(given, gone))]
        from wagamachi_cli.model import writing

        held = {key: resolved[key] for key in typed} | again.held(kind)
        writing.edit(
            session, kind, planned, held, state.today, given.get("anyway"), instead=_instead(given, gone)
        )
        return [planned]

    write(state, kind, options.log_words(kind, verb, given), step, target, told=resolved)
    tell_replaced(gone)


def made(session: Session, values: Mapping[str, Any], state: State) -> dict[str, Any]:
    """``values`` with every ``New`` record written and in its place its id; of a ``NewChoice`` its code."""
    from wagamachi_cli.model import writing

    def identifier(value: Any) -> Any:
        if isinstance(value, taking.New):
            kind = KINDS[value.kind]
            return writing.add(session, kind, {kind.name: value.name}, state.today)
        if isinstance(value, taking.NewChoice):
            from wagamachi_cli.model.file import add_choice

            return add_choice(session, value.field, value.label)
        return value

    return {
        key: [identifier(item) for item in value] if isinstance(value, list) else identifier(value)
        for key, value in values.items()
    }


def list_records(state: State, kind: Kind, given: Given) -> None:
    """The records of a kind, all of them unless narrowed."""
    narrow = narrowing(state, kind, given)
    target = options.target(given)
    with register.read(state.register) as connection:
        sheet = records.read(connection, kind, state.today, narrow(connection))
        if target.path is not None and target.for_spreadsheets:
            from wagamachi_cli.exchange.foreign import mark_of, marked

            sheet = marked(sheet, mark_of(connection, kind, named=target.encoding is None))
    show_sheet(sheet, target, title=str(kind.label), sparse=True)
    if target.path is not None and names_people(kind):
        from wagamachi_cli.register.remains import wrote

        wrote(state.register, "list", target.path)


def show(state: State, kind: Kind, given: Given) -> None:
    """One record with every field, and what hangs on it."""
    words = options.needed(given, "ref", "REF")
    target = options.target(given)
    with register.read(state.register) as connection:
        identifier = taking.pick_one(connection, kind, words, state)
        sheet = story(connection, kind, identifier, state.today)
    show_record(sheet, target, title=str(kind.label))


def edit(state: State, kind: Kind, given: Given) -> None:
    """Change the fields that are given, of one record or several at once."""
    words = options.needed(given, "ref", "REF")
    values = taking.read(kind, given, state)
    cleared = cleared_fields(kind, given.get("clear") or [], values)
    if not values and not cleared and not given.get("anyway"):
        raise UsageError(
            _("Nothing to change was given."),
            _("Name the fields to change: {command}").format(command=f"wagamachi {kind.command} edit --help"),
        )
    target = options.target(given)
    with register.read(state.register) as connection:
        resolved = taking.resolve(connection, kind, values, state)
        identifiers = found(connection, kind, words, state)

    gone: list[int] = []

    def step(session: Session) -> list[int]:
        from wagamachi_cli.model import writing

        changes = made(session, resolved, state) | cleared
        for identifier in identifiers:
            instead = _instead(given, gone)
            writing.edit(
                session, kind, identifier, changes, state.today, given.get("anyway"), instead=instead
            )
        return identifiers

    write(state, kind, options.log_words(kind, "edit", given, identifiers), step, target, told=resolved)
    tell_replaced(gone)


def _instead(given: Given, gone: list[int]) -> list[int] | None:
    return gone if given.get("instead") else None


def tell_replaced(gone: list[int]) -> None:
    """Name what a new record stands for, and was removed."""
    if gone:
        errors.warn(
            _("Replaced, and removed: number {ids}. To bring it back: {command}").format(
                ids=_(", ").join(map(str, gone)), command="wagamachi undo"
            )
        )


def cleared_fields(kind: Kind, words: Iterable[str], values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that ``--clear`` names, each with the value that empties it. UsageError (exit 2)."""
    cleared: dict[str, Any] = {}
    fields = {one.key: one for one in kind.typed_fields if one.stored or one.many}
    for word in (part for item in words for part in text.split_several(item)):
        folded = text.fold(word.removeprefix("--").replace("-", "_"))
        one = next(
            (
                one
                for one in fields.values()
                if folded in map(text.fold, (one.key, one.word or one.key, *one.label.known))
            ),
            None,
        )
        if one is None:
            raise UsageError(
                _("--clear: there is no field “{text}”.").format(text=text.visible(word)),
                _("There are: {choices}").format(
                    choices=_(", ").join(f"{one.label} ({key})" for key, one in fields.items())
                ),
            )
        if one.required:
            raise UsageError(
                _("--clear: {field} cannot be empty.").format(field=one.label),
                _("Give another value with {option}.").format(option=one.option),
            )
        if one.key in values:
            raise UsageError(_("{option} cannot be given and cleared at once.").format(option=one.option))
        cleared[one.key] = [] if one.many else None
    return cleared


def found(
    connection: Any, kind: Kind, words: Iterable[str], state: State, *, exact: bool = False
) -> list[int]:
    """The ids that several REF mean, each once, in the order typed."""
    return list(dict.fromkeys(taking.pick_one(connection, kind, word, state, exact=exact) for word in words))


def remove(state: State, kind: Kind, given: Given) -> None:
    """Mark records as entered by mistake, with the reason."""
    words = options.needed(given, "ref", "REF")
    reason = given.get("reason")
    if reason is None and state.interactive:
        reason = shell.ask(_("Why is it a mistake?"))
    if not reason:
        raise UsageError(_("{option} is missing.").format(option="--reason"), _("Say why it is a mistake."))
    said = NOTE.type.read(reason, state.today)
    target = options.target(given)
    with register.read(state.register) as connection:
        identifiers = found(connection, kind, words, state, exact=True)

    def step(session: Session) -> list[int]:
        from wagamachi_cli.model import removing

        along = bool(given.get("with"))
        for line in removing.remove(session, kind, identifiers, str(said), state.today, along=along):
            errors.warn(line)
        return identifiers

    words = options.log_words(kind, "remove", {"with": given.get("with")}, identifiers)
    write(state, kind, words, step, target, told={"removed": said})


def write(
    state: State,
    kind: Kind,
    command: str,
    step: Callable[[Session], list[int]],
    target: Target,
    told: Mapping[str, Any],
) -> None:
    """Do one step in one transaction, then print the records that it wrote and echo what was understood."""
    from wagamachi_cli.commands.echo import echo

    with step_of(state, command) as session:
        identifiers = step(session)
        session.info[register.RECORD] = (kind.code, identifiers[-1])
    with register.read(state.register) as connection:
        if len(identifiers) == 1:
            sheet = story(connection, kind, identifiers[0], state.today)
        else:
            sheet = records.read(connection, kind, state.today, Narrowing(ids=tuple(identifiers)))
        lines = echo(connection, kind, sheet, told, state.today) if target.format != "json" else []
    if len(identifiers) == 1:
        show_record(sheet, target, title=str(kind.label))
    else:
        show_sheet(sheet, target, title=str(kind.label))
    for line in lines:
        shell.say(text.visible(line))
