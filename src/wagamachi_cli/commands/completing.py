"""What the shell offers for a value on Tab: names of records and choices, from the file as it stands.

It only reads: no register is made or migrated, and where there is none nothing is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from typer._click.shell_completion import CompletionItem

from wagamachi_cli.commands.where import register_path
from wagamachi_cli.kinds import Field, Kind
from wagamachi_cli.kinds.types import Choice, Ref, Tally
from wagamachi_cli.text import fold, last_of_several, visible

if TYPE_CHECKING:
    import sqlite3

Complete = Callable[[Any, Any, str], list[CompletionItem]]
Source = Callable[["sqlite3.Connection", str], Iterator[CompletionItem]]
_MOST = 100
"""More than that nobody reads; a letter more narrows them."""


def of_field(one: Field) -> Complete | None:
    """What completes the value of a field: its choices, or the names of the records it refers to."""
    answer = _of_last if one.many else _offered
    if isinstance(one.type, Choice):
        return partial(answer, partial(_choices, one.type))
    if isinstance(one.type, Tally):
        return partial(answer, partial(_choices, Choice(one.type.field)))
    if isinstance(one.type, Ref) and one.type.kinds:
        return partial(answer, partial(_of_kinds, one.type.kinds))
    return None


def of_kind(kind: Kind, *, many: bool = False) -> Complete:
    """What completes a REF to a record of a kind; ``many``: the last of A,B."""
    return partial(_of_last if many else _offered, partial(_of_kinds, (kind.code,)))


def _offered(source: Source, ctx: Any, _param: Any, incomplete: str) -> list[CompletionItem]:
    """What ``source`` finds in the register; nothing where it cannot be read."""
    from itertools import islice

    from wagamachi_cli.register import opening

    try:
        path = register_path(ctx.find_root().params.get("db"))
        with opening.snapshot(path) as connection:
            return list(islice(source(connection, incomplete), _MOST))
    except Exception:  # noqa: BLE001  a shell that completes has no place for an error
        return []


def _of_last(source: Source, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
    """What completes the last of several: with what was typed before it, since that is the same word."""
    before, last = last_of_several(incomplete)
    found = _offered(source, ctx, param, last)
    for item in found:
        item.value = f"{before}{item.value}"
    return found


def _choices(choice: Choice, connection: sqlite3.Connection, incomplete: str) -> Iterator[CompletionItem]:
    """Codes with their labels; labels once something Japanese was typed."""
    from wagamachi_cli.queries.choices import Choices

    for option in Choices(connection).options(choice).values():
        label = str(option.label)
        if option.retired:
            continue
        if option.code.startswith(incomplete):
            yield CompletionItem(option.code, help=label)
        elif fold(label).startswith(fold(incomplete)):
            yield CompletionItem(label, help=option.code)


def _of_kinds(
    kinds: tuple[str, ...], connection: sqlite3.Connection, incomplete: str
) -> Iterator[CompletionItem]:
    from wagamachi_cli.kinds import KINDS

    for code in kinds:
        yield from _records(KINDS[code], connection, fold(incomplete))


def _records(kind: Kind, connection: sqlite3.Connection, begun: str) -> Iterator[CompletionItem]:
    """Names that begin so, or whose reading does; of records without a name the id, and what it is of."""
    from wagamachi_cli.queries.offering import names

    for identifier, name, reading in names(connection, kind):
        if any(fold(word).startswith(begun) for word in (name, reading, str(identifier))):
            said = visible(name)
            yield CompletionItem(said) if kind.name else CompletionItem(str(identifier), help=said)
