"""``wagamachi activity``: the resident activities, and what happens to them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wagamachi_cli.commands import doors, options, verbs
from wagamachi_cli.commands.options import Given
from wagamachi_cli.kinds import KINDS, reading
from wagamachi_cli.language import Label
from wagamachi_cli.state import State

if TYPE_CHECKING:
    from sqlmodel import Session

app, _apps = doors.group_app(
    "activity", Label("活動体・開催・助け合い", "Activities, sessions, helpers, requests")
)

_ACTIVITY, _HISTORY = KINDS["activity"], KINDS["history"]


def _happened(verb: str, event: str, state: State, given: Given) -> None:
    """Write the same event into the history of each activity that was named."""
    from wagamachi_cli import register
    from wagamachi_cli.commands import records, taking

    target = options.target(given)
    words = {key: given.get(key) for key in ("reason", "measures", "note")}
    values = reading.read(_HISTORY, words | {"on": given.get("on") or "今日"}, state.today)
    with register.read(state.register) as connection:
        values = taking.resolve(connection, _HISTORY, values, state)
        identifiers = verbs.chosen(state, _ACTIVITY, given, connection)

    def step(session: Session) -> list[int]:
        from wagamachi_cli.model import writing

        for identifier in identifiers:
            entry = values | {"activity": identifier, "event": event}
            writing.add(session, _HISTORY, entry, state.today, given.get("anyway"))
        return identifiers

    command = options.log_words(_HISTORY, verb, words | {"on": given.get("on")}, identifiers)
    records.write(
        state, _ACTIVITY, command.replace(" history", "", 1), step, target, told={"on": values["on"]}
    )


for _verb, _event, _label in (
    ("suspend", "suspended", Label("活動の休止を記録します。", "Record that activities were suspended.")),
    ("resume", "resumed", Label("活動の再開を記録します。", "Record that activities resumed.")),
    ("close", "closed", Label("活動の終了を記録します。", "Record that activities ended.")),
):
    options.add_command(
        app,
        _verb,
        _label,
        [
            *verbs.several(_ACTIVITY),
            verbs.ON,
            *(options.of_field(_HISTORY.field(key)) for key in ("reason", "measures", "note")),
            options.ANYWAY,
            *options.OUTPUT,
        ],
        partial(_happened, _verb, _event),
    )
