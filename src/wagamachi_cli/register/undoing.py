"""Taking commands back and doing them again, played from the history.

A step is *in force* unless it was undone and not redone. Undo takes back any step in force, wherever it
stands, unless a step that was applied after it depends on it (model/ties.py says what that means): what
is left then equals never having done it. Without a number it is the step that was applied last, which
nothing can depend on. Redo does the latest undone step again, as long as no new step has touched what
it touches; several undos are redone in turn, the last one first. Nothing goes behind a floor.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from wagamachi_cli.errors import NotFoundError, RefusedError, UsageError
from wagamachi_cli.frozen import frozen
from wagamachi_cli.language import _
from wagamachi_cli.model import ties
from wagamachi_cli.model.change import plain

if TYPE_CHECKING:
    from sqlmodel import Session

# Every step above the last floor: in force since `applied` (the step itself, or the command that did it
# again), or taken back by `undone`. The command that is running now has not happened yet.
_STEPS = """
WITH turned AS (
  SELECT target_id, max(id) AS last
  FROM history_command
  WHERE kind IN ('undo', 'redo') AND id IS NOT (SELECT command_id FROM history_now)
  GROUP BY target_id
)
SELECT
  s.id,
  s.command,
  CASE WHEN t.kind = 'undo' THEN NULL ELSE coalesce(t.id, s.id) END AS applied,
  CASE WHEN t.kind = 'undo' THEN t.id END AS undone
FROM history_command AS s
LEFT JOIN turned ON turned.target_id = s.id
LEFT JOIN history_command AS t ON t.id = turned.last
WHERE s.kind = 'step' AND s.id > (SELECT max(id) FROM history_command WHERE kind = 'floor')
"""


@frozen
class _Step:
    id: int
    command: str
    applied: int | None
    undone: int | None


@frozen
class _Touch:
    """The places that a command touches, and those that it rests on."""

    touched: frozenset[ties.Place]
    rested_on: frozenset[ties.Place]


def chosen(connection: sqlite3.Connection, number: int | None) -> int:
    """The number of the step to undo: ``number``, or that of the step applied last.

    NotFoundError (3) when there is no such command, RefusedError (4) when it is none to take back.
    """
    if number is not None:
        return _standing(connection, number).id
    step = next(_steps(connection, "applied IS NOT NULL ORDER BY applied DESC LIMIT 1"), None)
    if step is None:
        raise _on_the_floor(connection)
    return step.id


def last_undone(connection: sqlite3.Connection) -> int:
    """The number of the step that was undone last. RefusedError (4) when there is none."""
    step = next(_steps(connection, "undone IS NOT NULL ORDER BY undone DESC LIMIT 1"), None)
    if step is None:
        raise _nothing_undone()
    return step.id


def undo(session: Session, number: int, today: date) -> None:
    """Take back the step ``number`` in the caller's transaction. Errors as ``chosen``, and
    RefusedError (4) when a later step depends on it.
    """
    raw = plain(session)
    step = _standing(raw, number)
    reached = _refuse_if_needed(raw, step)
    _play(raw, step.id, back=True)
    session.expire_all()
    if reached is not None:
        _judge(session, _touch(raw, step.id), today, number, reached)


def _refuse_if_needed(connection: sqlite3.Connection, step: _Step) -> _Step | None:
    """RefusedError (4) when a step that was applied after ``step`` depends on it.

    Else the last one that changed something that ``step`` itself rests on, if there is one.
    """
    later_ones = list(_steps(connection, "applied > ? ORDER BY applied DESC", step.applied))
    if not later_ones:  # nothing to look at, however much the step changed
        return None
    own = _touch(connection, step.id)
    reached: _Step | None = None
    for later in later_ones:
        touch = _touch(connection, later.id)
        if not own.touched.isdisjoint(touch.touched | touch.rested_on):
            raise RefusedError(
                _("Number {number} cannot be undone: number {later} ({words}) depends on it.").format(
                    number=step.id, later=later.id, words=later.command
                ),
                _("Undo that first ({command}), or correct the record with edit or remove.").format(
                    command=f"wagamachi undo {later.id}"
                ),
            )
        if reached is None and not own.rested_on.isdisjoint(touch.touched):
            reached = later
    return reached


def redo(session: Session, number: int) -> None:
    """Do the undone step ``number`` again in the caller's transaction.

    RefusedError (4) when it is not undone, or does not fit any more.
    """
    raw = plain(session)
    step = next(_steps(raw, "id = ? AND undone IS NOT NULL", number), None)
    if step is None:  # another process was quicker
        raise _nothing_undone()
    own = _touch(raw, step.id)
    for later in _steps(raw, "applied IS NOT NULL AND id > ? ORDER BY id DESC", step.undone):
        touch = _touch(raw, later.id)
        if own.touched & touch.touched or own.rested_on & touch.touched or own.touched & touch.rested_on:
            raise RefusedError(
                _("Number {number} does not fit any more: number {later} ({words}) came between.").format(
                    number=number, later=later.id, words=later.command
                ),
                _("Undo that first ({command}), or enter it anew.").format(
                    command=f"wagamachi undo {later.id}"
                ),
            )
    _play(raw, step.id, back=False)
    session.expire_all()


def _steps(connection: sqlite3.Connection, condition: str, value: int | None = None) -> Iterator[_Step]:
    """The steps above the last floor for which ``condition`` holds; ``value`` stands for its ``?``."""
    values = () if value is None else (value,)
    for row in connection.execute(f"SELECT * FROM ({_STEPS}) WHERE {condition}", values).fetchall():
        yield _Step(*row)


def _standing(connection: sqlite3.Connection, number: int) -> _Step:
    """The step ``number``, which can be taken back as far as it alone is looked at."""
    found = connection.execute(
        "SELECT kind, target_id FROM history_command WHERE id = ?", (number,)
    ).fetchone()
    if found is None:
        raise NotFoundError(
            _("There is no command number {number}.").format(number=number),
            _("See what was done with: {command}").format(command="wagamachi log"),
        )
    kind, target = found
    if kind in ("undo", "redo"):
        raise RefusedError(
            _("Number {number} is itself an undo or a redo, of number {target}.").format(
                number=number, target=target
            ),
            _("Use redo after an undo, and undo {target} after a redo.").format(target=target),
        )
    step = next(_steps(connection, "id = ?", number), None)
    if step is None:
        raise _on_the_floor(connection, number)
    if step.undone is not None:
        raise RefusedError(
            _("Number {number} was undone already, by number {undone}.").format(
                number=number, undone=step.undone
            ),
            _("To do it again: {command}").format(command="wagamachi redo"),
        )
    return step


def _on_the_floor(connection: sqlite3.Connection, number: int | None = None) -> RefusedError:
    floor, words = connection.execute(
        "SELECT id, command FROM history_command WHERE kind = 'floor' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    message = (
        _("There is nothing to undo after number {floor} ({words}).")
        if number is None
        else _("Number {number} cannot be undone: nothing goes back behind number {floor} ({words}).")
    )
    return RefusedError(
        message.format(number=number, floor=floor, words=words),
        _("Correct the record with edit or remove, or bring back a copy: wagamachi restore FILE"),
    )


def _nothing_undone() -> RefusedError:
    return RefusedError(
        _("There is nothing to do again, since nothing has been undone."),
        _("See what was done with: {command}").format(command="wagamachi log"),
    )


def _touch(connection: sqlite3.Connection, command_id: int) -> _Touch:
    touched: set[ties.Place] = set()
    rested_on: set[ties.Place] = set()
    for table, before, after in connection.execute(
        "SELECT table_name, before, after FROM history_change WHERE command_id = ?", (command_id,)
    ):
        for image in (before, after):
            if image is not None:
                row = json.loads(image)
                touched.update(ties.touched(table, row))
                rested_on.update(ties.rested_on(table, row))
    return _Touch(frozenset(touched), frozenset(rested_on))


def _play(connection: sqlite3.Connection, command_id: int, *, back: bool) -> None:
    """Set every row that a command changed to what it was before it (``back``) or after it.

    In the order (backwards: the reverse order) of the command itself, so that every key finds its row.
    """
    changes = connection.execute(
        "SELECT table_name, row_id, before, after FROM history_change WHERE command_id = ?"
        f" ORDER BY id {'DESC' if back else 'ASC'}",
        (command_id,),
    )
    for table, row_id, before, after in changes:
        old, new = (after, before) if back else (before, after)
        if new is None:
            done = connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))
        elif old is None:
            row = json.loads(new)
            names = ", ".join(f'"{name}"' for name in row)
            places = ", ".join("?" * len(row))
            done = connection.execute(
                f'INSERT INTO "{table}" ({names}) VALUES ({places})', tuple(row.values())
            )
        else:
            was, row = json.loads(old), json.loads(new)
            changed = {name: value for name, value in row.items() if was[name] != value}
            names = ", ".join(f'"{name}" = ?' for name in changed)
            done = connection.execute(
                f'UPDATE "{table}" SET {names} WHERE id = ?', (*changed.values(), row_id)
            )
        if done.rowcount != 1:
            raise RuntimeError(f"{table} {row_id} is not as number {command_id} left it")


def _judge(session: Session, own: _Touch, today: date, number: int, reached: _Step) -> None:
    """Look again at the rules of the records that were put back: ``reached`` changed what they rest on.

    Rules that life may bend are let through: they were looked at when the record was written.
    """
    from sqlalchemy import text as sql

    from wagamachi_cli.kinds import KINDS
    from wagamachi_cli.model import removing, standing, writing
    from wagamachi_cli.model.change import Change

    try:
        for kind in KINDS.values():
            question = sql(f"SELECT * FROM {kind.table} WHERE id = :id")
            for place in sorted(place for place in own.touched if place[0] == kind.table and len(place) == 2):
                row = session.connection().execute(question, {"id": place[1]}).mappings().first()
                if row is None or row["removed"] is not None:
                    removing.refuse_in_use(session, kind, place[1])
                else:
                    standing.refuse_removed(session, kind, place[1])
                    change = Change(session, kind, today, {}, "", place[1], dict(row))
                    writing.keep_rules(change, writing.own_rule(kind))
    except (RefusedError, UsageError) as error:
        raise RefusedError(
            _("Number {number} cannot be undone after number {later} ({words}): {reason}").format(
                number=number, later=reached.id, words=reached.command, reason=error.message
            ),
            _("Undo that first ({command}), or correct the record with edit or remove.").format(
                command=f"wagamachi undo {reached.id}"
            ),
        ) from error
