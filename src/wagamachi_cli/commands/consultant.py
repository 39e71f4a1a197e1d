"""``wagamachi consultant``: lay consultants, courses, concerns, visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagamachi_cli import text
from wagamachi_cli.commands import doors, options, verbs
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import RefusedError
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.consultant import COORDINATOR
from wagamachi_cli.language import Label, _
from wagamachi_cli.state import State

if TYPE_CHECKING:
    from sqlmodel import Session

app, _apps = doors.group_app(
    "consultant", Label("相談員・講座・困りごと・見守り", "Consultants, concerns, visits")
)
_CONCERN, _RELAY = KINDS["concern"], KINDS["relay"]

verbs.add_setting_verb(
    app,
    KINDS["consultant"],
    "retire",
    "retired",
    Label("相談員の退任を記録します。", "Record that consultants retired."),
)
verbs.add_setting_verb(
    _apps["concern"],
    _CONCERN,
    "resolve",
    "resolved",
    Label("困りごとの解決と結果を記録します。", "Record what came of concerns."),
    ("outcome", "told"),
    ("outcome",),
)


def _relay(state: State, given: Given) -> None:
    """Take concerns somewhere: each gets an entry of its own for each place."""
    from wagamachi_cli import register
    from wagamachi_cli.commands import again, records, taking

    places = [word for item in options.needed(given, "to", "--to") for word in text.split_several(item)]
    said = {"on": given.get("on") or "今日", "note": given.get("note")}
    taken = [taking.read(_RELAY, said | _place(word), state) for word in places]
    target = options.target(given)
    with register.read(state.register) as connection:
        entries = [taking.resolve(connection, _RELAY, values, state) for values in taken]
        identifiers = verbs.chosen(state, _CONCERN, given, connection)

    def step(session: Session) -> list[int]:
        for values in entries:
            entry = records.made(session, values, state)
            for identifier in identifiers:
                whole = entry | {"concern": identifier}
                again.add(session, _RELAY, whole, state, given)
        return identifiers

    command = options.log_words(_CONCERN, "relay", {"on": given.get("on")}, identifiers)
    records.write(state, _CONCERN, command, step, target, told={"happened": entries[0]["on"]})


def _place(word: str) -> dict[str, object]:
    """Where a concern is taken: to the coordinator herself, or to a record that ``word`` names."""
    (code, label), *_rest = COORDINATOR.items()
    if text.fold(word) in map(text.fold, (code, label.ja, label.en)):
        return {"coordinator": True}
    return {"to": word}


def _return(state: State, given: Given) -> None:
    """The concern is with her again: every open relay of it has come back."""
    from wagamachi_cli import register
    from wagamachi_cli.commands import records, taking
    from wagamachi_cli.queries.records import Narrowing, read

    target = options.target(given)
    values = taking.read(_RELAY, {"returned": given.get("on") or "今日"}, state)
    with register.read(state.register) as connection:
        identifiers = verbs.chosen(state, _CONCERN, given, connection)
        relays = read(connection, _RELAY, state.today, Narrowing({"concern": tuple(identifiers)}), whole=True)
    away = [(int(str(row["concern"])), int(str(row["id"]))) for row in relays.rows if row["returned"] is None]
    home = [one for one in identifiers if one not in {concern for concern, _relay in away}]
    if home:
        raise RefusedError(
            _("Concern {id} is not relayed to anybody.").format(id=home[0]),
            _("See it with: {command}").format(command=f"wagamachi consultant concern show {home[0]}"),
        )

    def step(session: Session) -> list[int]:
        from wagamachi_cli.model import writing

        for _concern, relay in away:
            writing.edit(session, _RELAY, relay, values, state.today, given.get("anyway"))
        return identifiers

    command = options.log_words(_CONCERN, "return", {"on": given.get("on")}, identifiers)
    records.write(state, _CONCERN, command, step, target, told={"happened": values["returned"]})


options.add_command(
    _apps["concern"],
    "relay",
    Label("困りごとをつなぎます。", "Relay concerns to a partner, a council or the coordinator."),
    [
        *verbs.several(_CONCERN),
        options.option(
            "to",
            Label("つなぎ先（連携先・協議会・コーディネーター）", "a partner, a council, or coordinator"),
            "REF",
            many=True,
        ),
        verbs.ON,
        options.of_field(_RELAY.field("note")),
        *options.second(_RELAY),
        options.ANYWAY,
        *options.OUTPUT,
    ],
    options.writing(_relay),
)
options.add_command(
    _apps["concern"],
    "return",
    Label("つないだ困りごとがもどったことを記録します。", "Record that concerns came back."),
    [*verbs.several(_CONCERN), verbs.ON, options.ANYWAY, *options.OUTPUT],
    options.writing(_return),
)
