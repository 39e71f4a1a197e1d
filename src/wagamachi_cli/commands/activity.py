"""``wagamachi activity``: the resident activities, and what happens to them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wagamachi_cli.commands import completing, doors, options, verbs
from wagamachi_cli.commands.options import Given
from wagamachi_cli.kinds import KINDS
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

    words = {key: given.get(key) for key in ("reason", "measures", "note")}
    values = taking.read(_HISTORY, words | {"on": given.get("on") or "今日"}, state)
    target = options.target(given)
    with register.read(state.register) as connection:
        values = taking.resolve(connection, _HISTORY, values, state)
        identifiers = verbs.chosen(state, _ACTIVITY, given, connection)

    def step(session: Session) -> list[int]:
        from wagamachi_cli.model import writing

        known = records.made(session, values, state)
        for identifier in identifiers:
            entry = known | {"activity": identifier, "event": event}
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
        options.writing(partial(_happened, _verb, _event)),
    )

verbs.add_setting_verb(
    _apps["helper"],
    KINDS["helper"],
    "retire",
    "retired",
    Label("支え手の退会を記録します。", "Record that helpers left; what they did stays."),
)
_REQUEST, _ASK = KINDS["request"], KINDS["ask"]
for _verb, _key, _also, _needed, _label in (
    (
        "match",
        "matched",
        ("helpers",),
        ("helpers",),
        Label("だれが手伝うかを決めます（もう一度で入れ替え）。", "Say who helps; again replaces them."),
    ),
    ("done", "done", ("minutes",), (), Label("実施を記録します。", "Record that it was done.")),
    ("unmet", "unmet", ("reason",), (), Label("不成立を記録します。", "Record that nobody could.")),
    ("cancel", "cancelled", (), (), Label("取消を記録します。", "Record that it was cancelled.")),
):
    verbs.add_setting_verb(
        _apps["request"], _REQUEST, _verb, _key, _label, _also, _needed, again=_verb == "match"
    )


def _ask(state: State, given: Given) -> None:
    from wagamachi_cli.commands import records

    request = options.needed(given, "ref", "REF")
    records.add_one(state, _ASK, {**given, "request": request}, "ask")


def _suggest(state: State, given: Given) -> None:
    from wagamachi_cli import register
    from wagamachi_cli.commands import taking
    from wagamachi_cli.output import show_sheet
    from wagamachi_cli.queries.suggesting import suggestions

    words = options.needed(given, "ref", "REF")
    target = options.target(given)
    with register.read(state.register) as connection:
        request = taking.pick_one(connection, _REQUEST, words, state)
        sheet = suggestions(connection, request, state.today)
    show_sheet(sheet, target)


_REF = options.argument("ref", options.REF, "REF", complete=completing.of_kind(_REQUEST))
options.add_command(
    _apps["request"],
    "ask",
    Label("支え手に打診したことと返事を記録します。", "Record that a helper was asked, and the answer."),
    [
        _REF,
        *(options.of_field(one) for one in _ASK.typed_fields if one.key != "request"),
        *options.second(_ASK),
        options.ANYWAY,
        *options.OUTPUT,
    ],
    options.writing(_ask),
)
options.add_command(
    _apps["request"],
    "suggest",
    Label("だれに頼むとよいかを、理由とともに並べます。", "Whom to ask, in order, and why."),
    [_REF, *options.OUTPUT],
    _suggest,
)
