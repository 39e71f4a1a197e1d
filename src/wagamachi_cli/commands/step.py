"""One writing command: the copy of the day first, then one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wagamachi_cli import errors, register
from wagamachi_cli.language import _
from wagamachi_cli.period import Span
from wagamachi_cli.queries import settings
from wagamachi_cli.state import State

if TYPE_CHECKING:
    from sqlmodel import Session


@contextmanager
def step(state: State, command: str, kind: str = "step", target: int | None = None) -> Iterator[Session]:
    """A session on the register; the command is told as to ``register.write``. Errors as there."""
    with register.read(state.register) as connection:
        folder = settings.backup_folder(connection, state.register)
    register.daily_backup(state.register, folder, state.today)
    with register.write(state.register, command, state.today, kind, target) as session:
        yield session
        late = _late(session)
    for warning in late:
        errors.warn(warning)


def _late(session: Session) -> list[str]:
    """What to say of the issued periods into which the command has written."""
    from wagamachi_cli.model.change import plain
    from wagamachi_cli.queries.late import touched

    return [
        _("{period} was issued on {day} (edition {number}); to see what differs now: {command}").format(
            period=one.period.label,
            day=Span.day(one.issued).human(),
            number=one.number,
            command=f"wagamachi report diff {one.period.label}",
        )
        for one in touched(plain(session))
    ]
