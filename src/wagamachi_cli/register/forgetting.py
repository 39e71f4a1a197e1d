"""Erasing people's own words: in the records and in every image that the history keeps of them.

The rows stay, so every count stays; where a name must stand, a label stands for it (支え手-012). What was
erased must not stay readable in the file either: the file is packed anew (VACUUM) after the transaction.
Until that is done, ``history_now`` goes on naming the forget as the command that is running; a forget that
was killed in between is finished by the next writer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from wagamachi_cli import errors
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.code import FORM, is_code
from wagamachi_cli.kinds.tables import ANYWAY, MERGED_INTO, REMOVED
from wagamachi_cli.kinds.types import Words
from wagamachi_cli.language import _
from wagamachi_cli.register import following, forgotten, opening, trouble, writing
from wagamachi_cli.register.following import ERASED, Left, Strings
from wagamachi_cli.register.forgotten import Wanted

Redact = Callable[[sqlite3.Connection, Sequence[str], date], int]
"""Takes strings out of what was issued, inside the transaction; in how many editions there were any."""


@frozen
class Erased:
    """In how many records (gone ones too) words of a field were, or would be, erased."""

    kind: Kind
    field: Field
    records: int


@frozen
class Outcome:
    """What was erased, where the same words still stand, in how many editions they were replaced."""

    erased: tuple[Erased, ...] = ()
    left: tuple[Left, ...] = ()
    editions: int = 0


def meant(aspect: str) -> tuple[Kind, list[Field]]:
    """The kind, and its fields, of which a key of ``Wanted`` speaks; KeyError for an unknown kind."""
    code, _point, person = aspect.partition(".")
    kind = KINDS[code]
    fields = [one for one in kind.all_fields if isinstance(one.type, Words) and one.columns]
    if person:
        return kind, [one for one in fields if _person(one) == person]
    free = [one for one in fields if isinstance(one.type, Words) and one.type.free]
    return kind, [*(one for one in free if _person(one) != "name"), REMOVED, ANYWAY]


def holdings(connection: sqlite3.Connection, wanted: Wanted) -> list[Erased]:
    """What there is to erase."""
    teach(connection)
    found = []
    for aspect, ids in wanted.items():
        kind, fields = meant(aspect)
        for one in fields:
            records = len(ids.intersection(holding(connection, kind, one)))
            if records:
                found.append(Erased(kind, one, records))
    return found


def forget(path: Path, command: str, today: date, wanted: Wanted, redact: Redact) -> Outcome:
    """Erase the words of the ``wanted`` records, in one transaction, and pack the file; what was erased.

    ``command`` is what the log says. It is a floor, unless there was nothing to erase. Raises
    RegisterError (5): the register is then as it was.
    """
    with trouble.told(path), opening.connected(path, "rw") as raw:
        writing.prepare(raw)
        raw.execute("BEGIN IMMEDIATE")
        outcome, strings = erase(raw, command, today, wanted, redact)
        if not outcome.erased:
            raw.execute("ROLLBACK")
            return outcome
        raw.execute("COMMIT")
        errors.wrote()
        try:
            writing.finish_forgetting(raw)
        except sqlite3.OperationalError as error:
            known = trouble.explained(error, path)
            if known is None:
                raise
            errors.warn(
                _("It is erased, but the file could not be packed yet ({reason}).").format(
                    reason=known.message
                )
                + _(" The next command that writes does it.")
            )
            return outcome
    if not outcome.left and following.in_file(path, strings):
        left = (Left(None, None, _("somewhere in the file itself")),)
        return Outcome(outcome.erased, left, outcome.editions)
    return outcome


def erase(
    raw: sqlite3.Connection, command: str, today: date, wanted: Wanted, redact: Redact
) -> tuple[Outcome, Strings]:
    """Erase inside the caller's transaction, under a command of its own, which stays the running one.

    Nothing is written, not even the command, where there is nothing to erase.
    """
    wanted = {aspect: ids for aspect, ids in wanted.items() if aspect.partition(".")[0] in KINDS}
    found = holdings(raw, wanted)
    strings = Strings()
    if not found:
        return Outcome(), strings
    command_id = writing.begin_command(raw, command, today, "floor")
    raw.execute("CREATE TEMP TABLE wanted (row_id INTEGER PRIMARY KEY)")
    held: dict[str, frozenset[int]] = {}
    for aspect, ids in wanted.items():
        kind, fields = meant(aspect)
        raw.execute("DELETE FROM wanted")
        raw.executemany("INSERT INTO wanted VALUES (?)", ((one,) for one in ids))
        there = frozenset().union(*(ids.intersection(holding(raw, kind, one)) for one in fields))
        held |= {aspect: there} if there else {}
        for one in fields:
            strings.add(one, _erase(raw, kind, one))
    following.follow(raw, strings)
    # The triggers have just written down once more what is to be forgotten.
    raw.execute("DELETE FROM history_change WHERE command_id = ?", (command_id,))
    raw.execute("DROP TABLE wanted")
    editions = redact(raw, strings.in_print(), today)
    forgotten.remember(raw, held)
    return Outcome(tuple(found), tuple(following.left(raw, strings)), editions), strings


def erase_again(raw: sqlite3.Connection, today: date, wanted: Wanted, redact: Redact) -> Outcome:
    """Erase what came back with an older copy, inside the caller's transaction, and keep that in mind."""
    outcome, _strings = erase(raw, "forget", today, wanted, redact)
    forgotten.remember(raw, wanted)
    return outcome


def say_again(outcome: Outcome) -> None:
    """Say what was forgotten again."""
    if outcome.erased:
        errors.warn(
            _("What was forgotten since this copy was made was forgotten again: {what}").format(
                what=_(", ").join(
                    _("{field} of {count} × {kind}").format(
                        kind=one.kind.label, field=one.field.label, count=one.records
                    )
                    for one in outcome.erased
                )
            )
        )


def leave(_connection: sqlite3.Connection, _words: Sequence[str], _today: date) -> int:
    """For a register in which nothing was issued."""
    return 0


def holding(connection: sqlite3.Connection, kind: Kind, one: Field) -> set[int]:
    """The ids of the records of which such words are kept, in the record or in the history."""
    before, after = (_is_words(kind, one, image) for image in ("before", "after"))
    rows = connection.execute(
        f"SELECT id FROM {kind.table} WHERE {_is_words(kind, one)}"
        " UNION SELECT row_id FROM history_change WHERE table_name = :table"
        f" AND ({before} OR {after})",
        _known(kind),
    )
    return {row[0] for row in rows}


def _person(one: Field) -> str:
    return one.type.person if isinstance(one.type, Words) else ""


def _erase(connection: sqlite3.Connection, kind: Kind, one: Field) -> dict[str, str]:
    """Erase one field of the records in ``wanted``; what stood there, and what stands for it now."""
    (column,) = one.columns
    known = _known(kind)
    mine = "(SELECT row_id FROM wanted)"
    stood: dict[str, str] = {}
    for place, value, whose in (
        (kind.table, column, f"id IN {mine}"),
        *(
            ("history_change", _in(image, column), f"table_name = :table AND row_id IN {mine}")
            for image in ("before", "after")
        ),
    ):
        image = None if place == kind.table else ("before" if "before" in value else "after")
        left, which = _left(kind, one, image), f"{whose} AND {_is_words(kind, one, image)}"
        stood |= {
            row[0]: row[1] or ERASED
            for row in connection.execute(
                f"SELECT DISTINCT {value}, {left} FROM {place} WHERE {which}", known
            ).fetchall()
            if isinstance(row[0], str)
        }
        changed = (
            f"{column} = {left}"
            if image is None
            else f"{image} = json_replace({image}, '$.{column}', {left})"
        )
        connection.execute(f"UPDATE {place} SET {changed} WHERE {which}", known)
    return stood


def _left(kind: Kind, one: Field, image: str | None) -> str:
    """SQL: what stands there afterwards."""
    if one in (REMOVED, ANYWAY):
        return ":erased"
    if _person(one) != "name":
        return ":erased" if one.required else "NULL"
    if kind.name and one.key != kind.name:  # how a name is read
        return "NULL"
    number = "id" if image is None else "row_id"
    if kind.code == "household":  # it has the code of the code book
        number = "code_id" if image is None else _in(image, "code_id")
    return f"'{'C' if kind.coded else one.label.ja}-' || printf('%03d', {number})"


def _is_words(kind: Kind, one: Field, image: str | None = None) -> str:
    """SQL: whether a person's own words stand there, and not ours (erased, or merged into a record)."""
    (column,) = one.columns
    value = column if image is None else _in(image, column)
    said = f"({value} IS NOT NULL AND {value} IS NOT {_left(kind, one, image)} AND {value} <> :erased"
    if one is REMOVED:
        said += f" AND {value} <> :merged || CAST(substr({value}, length(:merged) + 1) AS INTEGER)"
    if kind.coded and _person(one) == "name":
        said += f" AND is_name({value})"
    return f"{said})"


def _in(image: str, column: str) -> str:
    return f"json_extract({image}, '$.{column}')"


def _known(kind: Kind) -> dict[str, str]:
    return {"table": kind.table, "erased": ERASED, "merged": MERGED_INTO.format(id="")}


def teach(connection: sqlite3.Connection) -> None:
    """Let SQL tell a code from a name or a telephone number that stands in its place."""
    said = connection.execute("SELECT value FROM setting WHERE key = 'code.pattern'").fetchone()
    pattern = said[0] if said and said[0] else FORM
    connection.create_function("is_name", 1, lambda code: not is_code(str(code), pattern))
