"""``wagamachi pantry``: food that comes in, what is there, and what becomes of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wagamachi_cli.commands import completing, doors, handing, options, verbs
from wagamachi_cli.commands.options import Given
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.types import Number
from wagamachi_cli.language import Label, _
from wagamachi_cli.state import State

if TYPE_CHECKING:
    from sqlmodel import Session

app, _apps = doors.group_app(
    "pantry", Label("食料の寄付・在庫・配布・つなぎ", "Food: drives, stock, handing out")
)

_LOT, _MOVEMENT = KINDS["lot"], KINDS["movement"]
_DAYS = Number(Label("日", "days"), maximum=36600)


def _donate(state: State, given: Given) -> None:
    from wagamachi_cli.commands import records

    records.add(state, _LOT, given)


def _stock(state: State, given: Given) -> None:
    from wagamachi_cli import period, register
    from wagamachi_cli.output import show_sheet
    from wagamachi_cli.queries.stock import in_stock

    at = period.parse_date(given["at"], state.today, "any") if given.get("at") else state.today
    expiring = _DAYS.read(given["expiring"], state.today) if given.get("expiring") else None
    target = options.target(given)
    with register.read(state.register) as connection:
        sheet = in_stock(connection, at, expiring)
    show_sheet(sheet, target, title=_("Stock"), sparse=True)


def _recall(state: State, given: Given) -> None:
    from wagamachi_cli import register, shell
    from wagamachi_cli.commands import taking
    from wagamachi_cli.output import show_sheet
    from wagamachi_cli.queries.stock import left, reached

    words = options.needed(given, "ref", "LOT")
    target = options.target(given)
    with register.read(state.register) as connection:
        lot = taking.pick_one(connection, _LOT, words, state)
        sheet = reached(connection, lot)
        rest = left(connection, lot)
    show_sheet(sheet, target, title=_("Recall"), sparse=True)
    if target.format != "json":
        shell.say(_("Left of lot {lot}: {left}").format(lot=lot, left=rest))


def _move(verb: str, kind: str | None, state: State, given: Given) -> None:
    """Write what happened to each lot that was named; a stocktake has no kind, it follows from its count."""
    from wagamachi_cli import register
    from wagamachi_cli.commands import records, taking

    words = {key: given.get(key) for key in ("reason", "to", "note")}
    number = "counted" if kind is None else "qty"
    if kind is None:
        options.needed(given, "qty", "--qty")
    if kind == "passed_on":
        options.needed(given, "to", "--to")
    asked = words | {"on": given.get("on") or "今日", number: given.get("qty")}
    values = taking.read(_MOVEMENT, asked, state)
    target = options.target(given)
    with register.read(state.register) as connection:
        values = taking.resolve(connection, _MOVEMENT, values, state)
        # Of all lots only those are meant of which something is left.
        lots = verbs.chosen(state, _LOT, {**given, "open": given.get("open") or given.get("all")}, connection)

    def step(session: Session) -> list[int]:
        from wagamachi_cli.model import writing

        moved = records.made(session, values, state)
        if kind is not None:
            moved["kind"] = kind
        return [
            writing.add(session, _MOVEMENT, moved | {"lot": lot}, state.today, given.get("anyway"))
            for lot in lots
        ]

    said = {key: given.get(key) for key in ("reason", "to", "note", "on", "qty")}
    command = options.log_words(_MOVEMENT, verb, said, lots).replace(" movement", "", 1)
    records.write(state, _MOVEMENT, command, step, target, told={"on": values["on"]})


def _reweigh(state: State, given: Given) -> None:
    from wagamachi_cli import register
    from wagamachi_cli.commands import records, taking

    words = options.needed(given, "ref", "REF")
    options.needed(given, "weight_kg", "--weight")
    values = taking.read(_LOT, {"weight_kg": given["weight_kg"]}, state)
    target = options.target(given)
    with register.read(state.register) as connection:
        lot = taking.pick_one(connection, _LOT, words, state)

    def step(session: Session) -> list[int]:
        from wagamachi_cli.model import stock

        stock.reweigh(session, lot, values["weight_kg"])
        return [lot]

    command = options.log_words(_LOT, "reweigh", {"weight_kg": given["weight_kg"]}, [lot])
    records.write(state, _LOT, command, step, target, told={})


options.add_command(
    app,
    "donate",
    Label("寄付された食料を記録します。", "Record donated food."),
    [*(options.of_field(one) for one in _LOT.typed_fields), options.ANYWAY, *options.OUTPUT],
    options.writing(_donate),
)
options.add_command(
    app,
    "stock",
    Label("在庫を、先に出すべき順に並べます。", "What is in stock, in the order in which it should leave."),
    [
        options.option("at", Label("この日の終わりの在庫", "the stock in the evening of this day"), "DATE"),
        options.option(
            "expiring",
            Label(
                "期限までこの日数以内のもの（期限切れを含む）",
                "good for at most so many days (or not any more)",
            ),
            "DAYS",
        ),
        *options.OUTPUT,
    ],
    _stock,
)
options.add_command(
    app,
    "recall",
    Label("ロットがどの世帯・団体に渡ったかを示します。", "Whom a lot reached, and what is left of it."),
    [options.argument("ref", options.REF, "LOT", complete=completing.of_kind(_LOT)), *options.OUTPUT],
    _recall,
)
for _verb, _kind, _fields, _label in (
    (
        "discard",
        "discarded",
        ("qty", "reason"),
        Label("食料の廃棄を記録します。", "Record that food was thrown away."),
    ),
    (
        "pass-on",
        "passed_on",
        ("qty", "to"),
        Label("食料の譲渡を記録します。", "Record that food was passed on."),
    ),
    ("count", None, ("qty",), Label("棚卸の数を記録します（差が在庫に入ります）。", "Record a stocktake.")),
):
    options.add_command(
        app,
        _verb,
        _label,
        [
            *verbs.several(_LOT),
            verbs.ON,
            *(options.of_field(_MOVEMENT.field(key)) for key in (*_fields, "note")),
            options.ANYWAY,
            *options.OUTPUT,
        ],
        options.writing(partial(_move, _verb, _kind)),
    )
options.add_command(
    _apps["lot"],
    "reweigh",
    Label(
        "ロットの重さを改め、出た分にも割り振り直します。",
        "Give a lot another weight, and share it out anew among all that left it.",
    ),
    [
        options.argument("ref", options.REF, "REF", complete=completing.of_kind(_LOT)),
        options.of_field(_LOT.field("weight_kg")),
        *options.OUTPUT,
    ],
    options.writing(_reweigh),
)
handing.add_verbs(app, _apps)
