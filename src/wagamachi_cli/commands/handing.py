"""The verbs of ``wagamachi pantry`` about people: reserving, handing out, referring."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from wagamachi_cli import text
from wagamachi_cli.commands import completing, options, verbs
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import NotFoundError, UsageError, warn
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import KINDS, reading
from wagamachi_cli.kinds.choosing import Option, meant
from wagamachi_cli.kinds.household import REFERRAL_STATUS
from wagamachi_cli.language import Label, _
from wagamachi_cli.state import State

if TYPE_CHECKING:
    from sqlmodel import Session

_HOUSEHOLD, _EVENT, _RESERVATION = KINDS["household"], KINDS["event"], KINDS["reservation"]
_VISIT, _REFERRAL = KINDS["distribution"], KINDS["referral"]
_SIZE = ("adults", "children", "seniors")
_NEWCOMER = (*_SIZE, "area", "contact")


@frozen
class _Who:
    """A household that is there (``id``), or one to be made; ``values`` are what was said of it."""

    id: int | None
    values: Mapping[str, Any]

    def found(self, session: Session, state: State, anyway: str | None) -> int:
        """Its id, once it is written as it was said to be."""
        from wagamachi_cli.commands import records
        from wagamachi_cli.model import writing

        values = records.made(session, self.values, state)
        if self.id is None:
            return writing.add(session, _HOUSEHOLD, values, state.today, anyway)
        if values:
            writing.edit(session, _HOUSEHOLD, self.id, values, state.today)
        return self.id


def _newcomer(state: State, connection: sqlite3.Connection, said: Mapping[str, Any]) -> _Who:
    """The household at this contact, else a new one. ``said`` are values that were read already."""
    from wagamachi_cli.commands import taking
    from wagamachi_cli.queries.reserving import by_contact

    values = taking.resolve(connection, _HOUSEHOLD, said, state)
    known = by_contact(connection, values["contact"]) if "contact" in values else None
    if known is None:
        return _Who(None, values)
    stands = dict(connection.execute("SELECT * FROM household WHERE id = ?", (known,)).fetchone())
    changes = [
        f"{_HOUSEHOLD.field(key).label} {stands[key]} → {values[key]}"
        for key in _SIZE
        if key in values and stands[key] not in (None, values[key])
    ]
    if changes:
        warn(
            _(
                "By its contact it is {code}, whose size changes: {changes}. If it is another: undo this."
            ).format(code=stands["code"], changes=_(", ").join(changes))
        )
    return _Who(known, {key: value for key, value in values.items() if key != "contact"})


def _reserve(state: State, given: Given) -> None:
    from wagamachi_cli import register
    from wagamachi_cli.commands import records, taking

    event_words = options.needed(given, "event", "EVENT")
    said = taking.read(_HOUSEHOLD, {key: given.get(key) for key in _NEWCOMER}, state)
    if not given.get("household") and not said:
        raise UsageError(
            _("Who reserves is missing."),
            _("Give --household CODE, or --adults … --contact … of a new household."),
        )
    own = ("on", "channel", "delivery", "note")
    values = taking.read(_RESERVATION, {key: given.get(key) for key in own}, state)
    reading.add_defaults(_RESERVATION, values, state.today)
    target = options.target(given)
    with register.read(state.register) as connection:
        values = taking.resolve(connection, _RESERVATION, values, state)
        values["event"] = taking.pick_one(connection, _EVENT, event_words, state)
        if given.get("household"):
            household = taking.pick_one(connection, _HOUSEHOLD, given["household"], state)
            who = _Who(household, taking.resolve(connection, _HOUSEHOLD, said, state))
        else:
            who = _newcomer(state, connection, said)

    def step(session: Session) -> list[int]:
        from wagamachi_cli.model import writing

        household = who.found(session, state, given.get("anyway"))
        reserved = values | {"household": household}
        return [writing.add(session, _RESERVATION, reserved, state.today, given.get("anyway"))]

    command = options.log_words(_RESERVATION, "reserve", {**given, "contact": None}).replace(
        " reservation", "", 1
    )
    records.write(state, _RESERVATION, command, step, target, told={"on": values["on"]})


def _listed(given: Given, key: str) -> list[str]:
    """The codes of an option that may be repeated or hold several."""
    return list(dict.fromkeys(code for word in given.get(key) or [] for code in text.split_several(word)))


def _check_who(given: Given) -> None:
    """UsageError (2) when the options about who was served do not go together."""
    households, booked = _listed(given, "household"), bool(given.get("booked"))
    sized = [f"--{key}" for key in _NEWCOMER if given.get(key)]
    for wrong, message in (
        (
            not (households or booked or given.get("walk_in") or given.get("times")),
            _("Who was served is missing."),
        ),
        (
            bool(given.get("times")) and bool(households or booked or given.get("walk_in")),
            _("--times is for the total of many visits, which is of no household."),
        ),
        (bool(households) and booked, _("--household and --booked exclude each other.")),
        (booked and bool(given.get("walk_in")), _("--booked and --walk-in exclude each other.")),
        (booked and not given.get("event"), _("--booked needs an EVENT.")),
        (bool(given.get("walk_in")) and not given.get("event"), _("--walk-in needs an EVENT.")),
        (bool(given.get("except")) and not booked, _("--except goes with --booked.")),
        (bool(given.get("proxy_for")) and len(households) != 1, _("--proxy-for needs one --household.")),
        (
            bool(sized) and (booked or len(households) > 1 or bool(given.get("proxy_for"))),
            _("{option} goes with one household.").format(option=sized[0] if sized else ""),
        ),
        (
            bool(households) and bool(given.get("contact") or given.get("area")),
            _("--contact and --area are for a new household (--walk-in)."),
        ),
    ):
        if wrong:
            raise UsageError(message, _("Add --help to see what the command takes."))


def _distribute(state: State, given: Given) -> None:
    from wagamachi_cli import register
    from wagamachi_cli.commands import records, taking

    _check_who(given)
    total = bool(given.get("times"))
    own = ("on", "lines", "note", "times", "distinct", *(_SIZE if given.get("household") or total else ()))
    values = taking.read(_VISIT, {key: given.get(key) for key in own}, state)
    reading.add_defaults(_VISIT, values, state.today)
    said = taking.read(_HOUSEHOLD, {key: given.get(key) for key in _NEWCOMER}, state)
    target = options.target(given)
    with register.read(state.register) as connection:
        values = taking.resolve(connection, _VISIT, values, state)
        if given.get("event"):
            values["event"] = taking.pick_one(connection, _EVENT, given["event"], state)
            _mind_the_day(connection, values)
        served = [] if total else _served(state, connection, given, values.get("event"), said)
        others = records.found(connection, _HOUSEHOLD, _listed(given, "proxy_for"), state)

    def step(session: Session) -> list[int]:
        from wagamachi_cli.model import writing

        anyway = given.get("anyway")
        households = [who.found(session, state, anyway) for who in served]
        visits = [values] if total else [values | {"household": one} for one in households]
        visits += [values | {"household": one, "collected_by": households[0]} for one in others]
        return [writing.add(session, _VISIT, visit, state.today, anyway) for visit in visits]

    command = options.log_words(_VISIT, "distribute", {**given, "contact": None}).replace(" visit", "", 1)
    records.write(state, _VISIT, command, step, target, told={"on": values["on"]})


def _served(
    state: State, connection: sqlite3.Connection, given: Given, event: int | None, said: Mapping[str, Any]
) -> list[_Who]:
    """The households that were served: named, all that are booked, or one that just walked in."""
    from wagamachi_cli.commands import records
    from wagamachi_cli.queries.reserving import booked

    codes = _listed(given, "household")
    if codes:
        return [_Who(one, {}) for one in records.found(connection, _HOUSEHOLD, codes, state)]
    if not given.get("booked"):
        return [_newcomer(state, connection, said)]
    assert event is not None  # noqa: S101 - _check_who has seen to it
    expected = booked(connection, event)
    absent = records.found(connection, _HOUSEHOLD, _listed(given, "except"), state)
    unknown = [one for one in absent if one not in expected]
    if unknown:
        (code,) = connection.execute("SELECT code FROM household WHERE id = ?", (unknown[0],)).fetchone()
        raise NotFoundError(
            _("{code} is not booked.").format(code=code),
            _("See who is: {command}").format(command=f"wagamachi pantry reservation list {event}"),
        )
    served = [_Who(one, {}) for one in expected if one not in absent]
    if not served:
        raise NotFoundError(
            _("Nobody is booked."),
            _("See who reserved: {command}").format(command=f"wagamachi pantry reservation list {event}"),
        )
    return served


def _mind_the_day(connection: sqlite3.Connection, values: Mapping[str, Any]) -> None:
    """Say so when a visit is written on another day than its event's."""
    (on,) = connection.execute("SELECT on_from FROM event WHERE id = ?", (values["event"],)).fetchone()
    if on < values["on"].first.isoformat():
        warn(
            _("The event was on {day}; the visit is written on {on}. If it was then, add --on {day}.").format(
                day=on, on=values["on"].first.isoformat()
            )
        )


def _refer(state: State, given: Given) -> None:
    from wagamachi_cli.commands import records

    records.add(state, _REFERRAL, given)


def _update(state: State, given: Given) -> None:
    """Set the day on which a referral was accepted, declined or done."""
    from wagamachi_cli import register
    from wagamachi_cli.commands import records, taking

    words = options.needed(given, "status", "--status")
    states = [Option(code, label) for code, label in REFERRAL_STATUS.items() if code != "sent"]
    key = meant(states, words)
    asked = {key: given.get("on") or "今日", "note": given.get("note")}
    values = taking.read(_REFERRAL, asked, state)
    refs = options.needed(given, "ref", "REF")
    target = options.target(given)
    with register.read(state.register) as connection:
        identifiers = records.found(connection, _REFERRAL, refs, state)

    def step(session: Session) -> list[int]:
        from wagamachi_cli.model import writing

        for identifier in identifiers:
            writing.settle(session, _REFERRAL, identifier, key, values, state.today, given.get("anyway"))
        return identifiers

    command = options.log_words(_REFERRAL, "update", {**asked, "status": key}, identifiers)
    records.write(state, _REFERRAL, command, step, target, told=values)


def add_verbs(app: typer.Typer, apps: Mapping[str, typer.Typer]) -> None:
    """Hang these verbs on the group and on its things."""
    newcomer = [options.of_field(_HOUSEHOLD.field(key)) for key in _NEWCOMER]
    event = options.argument("event", _EVENT.label, "EVENT", complete=completing.of_kind(_EVENT))
    households = completing.of_kind(_HOUSEHOLD, many=True)
    options.add_command(
        app,
        "reserve",
        Label("フードパントリーの予約を記録します。", "Record a reservation."),
        [
            event,
            *(options.of_field(_RESERVATION.field(key)) for key in ("household", "channel", "delivery")),
            *newcomer,
            verbs.ON,
            options.of_field(_RESERVATION.field("note")),
            options.ANYWAY,
            *options.OUTPUT,
        ],
        options.writing(_reserve),
    )
    codes = Label(
        "世帯のコード（A,B と並べる、または繰り返す）", "codes of households (A,B or several times)"
    )
    options.add_command(
        app,
        "distribute",
        Label(
            "世帯に食料を渡したことを記録します（期限の早いものから）。",
            "Record that food was handed out, the earliest date first.",
        ),
        [
            event,
            options.option("household", codes, "CODE", many=True, complete=households),
            options.flag("booked", Label("予約した世帯すべて", "all who are booked")),
            options.option(
                "except",
                Label("来なかった世帯のコード", "but not these"),
                "CODE",
                many=True,
                complete=households,
            ),
            options.flag("walk_in", Label("予約なしで来た世帯", "a household that had not reserved")),
            options.of_field(_VISIT.field("lines")),
            options.option(
                "proxy_for",
                Label("代わりに受け取った先の世帯", "they collected for these too"),
                "CODE",
                many=True,
                complete=households,
            ),
            *newcomer,
            verbs.ON,
            *(options.of_field(_VISIT.field(key)) for key in ("times", "distinct", "note")),
            options.ANYWAY,
            *options.OUTPUT,
        ],
        options.writing(_distribute),
    )
    options.add_command(
        app,
        "refer",
        Label("専門機関などにつないだことを記録します。", "Record that a household was referred."),
        [
            *(options.of_field(one) for one in _REFERRAL.typed_fields),
            *options.second(_REFERRAL),
            options.ANYWAY,
            *options.OUTPUT,
        ],
        options.writing(_refer),
    )
    options.add_command(
        apps["referral"],
        "update",
        Label("照会のその後を記録します。", "Record what came of a referral."),
        [
            options.argument("ref", options.REF, "REF", many=True, complete=completing.of_kind(_REFERRAL)),
            options.option(
                "status", Label("受入れ・辞退・つながった", "accepted, declined or done"), "STATUS"
            ),
            verbs.ON,
            options.of_field(_REFERRAL.field("note")),
            options.ANYWAY,
            *options.OUTPUT,
        ],
        options.writing(_update),
    )
    verbs.add_setting_verb(
        apps["event"],
        _EVENT,
        "close",
        "closed",
        Label(
            "開催を終えます（予約中の世帯は来所なしになります）。",
            "Close events; who is still booked did not come.",
        ),
    )
    verbs.add_setting_verb(
        apps["event"],
        _EVENT,
        "cancel",
        "cancelled",
        Label("開催の中止を記録します。", "Record that events were cancelled."),
    )
    verbs.add_setting_verb(
        apps["reservation"],
        _RESERVATION,
        "cancel",
        "cancelled",
        Label("予約の取消を記録します。", "Record that reservations were cancelled."),
    )
