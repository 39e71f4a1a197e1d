"""``wagamachi council``: areas, councils, placements, meetings, partners and their links."""

from __future__ import annotations

from wagamachi_cli.commands import completing, doors, options, verbs
from wagamachi_cli.commands.options import Given
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.language import Label
from wagamachi_cli.state import State

app, _apps = doors.group_app(
    "council", Label("協議会・圏域・会議・団体", "Councils, areas, meetings, partners")
)

verbs.add_setting_verb(
    app,
    KINDS["council"],
    "close",
    "closed",
    Label("協議会の終了を記録します。", "Record that councils closed."),
)
verbs.add_setting_verb(
    _apps["placement"],
    KINDS["placement"],
    "end",
    "until",
    Label("配置の終わりを記録します。", "Record that placements ended."),
)


def _link(state: State, given: Given) -> None:
    from wagamachi_cli.commands import records

    partner = options.needed(given, "ref", "REF")
    records.add_one(state, KINDS["link"], {**given, "partner": partner}, "link")


_LINK = KINDS["link"]
options.add_command(
    _apps["partner"],
    "link",
    Label(
        "連携先を協議会・活動・ほかの連携先・行事とつなぎます。",
        "Link a partner to a council, an activity, a partner, a drive or a pantry day.",
    ),
    [
        options.argument("ref", options.REF, "REF", complete=completing.of_kind(KINDS["partner"])),
        *(options.of_field(one) for one in _LINK.typed_fields if one.key != "partner"),
        *options.second(_LINK),
        options.ANYWAY,
        *options.OUTPUT,
    ],
    options.writing(_link),
)
