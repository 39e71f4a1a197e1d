"""The kinds of pantry events in the group ``pantry``: events, reservations, visits of households."""

from __future__ import annotations

from dataclasses import replace

from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.household import SIZE, WHOSE
from wagamachi_cli.kinds.pantry import ON, PIECES
from wagamachi_cli.kinds.shared import PARTNERS, PEOPLE, TIMES
from wagamachi_cli.kinds.types import Choice, Day, Flag, Items, Name, Number, Ref, When, Words
from wagamachi_cli.language import Label

EVENT_STATUS = {
    "planned": Label("予定", "planned"),
    "closed": Label("終了", "closed"),
    "cancelled": Label("中止", "cancelled"),
}
RESERVATION_STATUS = {
    "booked": Label("予約中", "booked"),
    "served": Label("お渡し済み", "served"),
    "no_show": Label("来所なし", "no-show"),
    "cancelled": Label("取消", "cancelled"),
}
_HOUSEHOLDS = Label("世帯", "households")

EVENT = Kind(
    code="event",
    plural="events",
    group="pantry",
    thing="event",
    label=Label("フードパントリー", "pantry event"),
    help=Label("フードパントリーの開催", "Pantry events."),
    table="event",
    name="name",
    open_until="ended",
    when="on",
    fields=(
        Field("name", Label("フードパントリー", "pantry event"), Name(), required=True),
        Field("on", Label("開催日", "on"), Day("future"), required=True),
        Field("place", Label("会場", "place"), Words(person="home")),
        Field("area", Label("圏域", "area"), Ref(("area",), offered=True), filter=True, listed=False),
        Field(
            "council",
            Label("協議会", "council"),
            Ref(("council",), offered=True),
            filter=True,
            listed=False,
        ),
        Field("capacity", Label("定員", "capacity"), Number(_HOUSEHOLDS, minimum=1)),
        Field(
            "parcel",
            Label("標準の品", "parcel"),
            Items("", PIECES),
            many=True,
            link="event_parcel",
            listed=False,
            help=Label("一世帯に渡す標準の品（米=1）", "what a household gets (rice=1)"),
        ),
        Field(
            "status",
            Label("状態", "status"),
            Choice(fixed=EVENT_STATUS),
            stored=False,
            typed=False,
            filter=True,
        ),
        Field("reserved", Label("予約", "reserved"), Number(_HOUSEHOLDS), stored=False, typed=False),
        Field("served", Label("お渡し", "served"), Number(_HOUSEHOLDS), stored=False, typed=False),
        PARTNERS,
        Field("closed", Label("終了", "closed"), Day(), listed=False),
        Field("cancelled", Label("中止", "cancelled"), Day(), listed=False),
        Field("ended", Label("終わり", "ended"), When(), stored=False, typed=False, listed=False),
    ),
    order=("on_from", "id"),
    derived=True,
    ordered=(("on", "closed"),),
)

RESERVATION = Kind(
    code="reservation",
    plural="reservations",
    group="pantry",
    thing="reservation",
    label=Label("予約", "reservation"),
    help=Label("フードパントリーの予約", "Reservations for a pantry event."),
    table="reservation",
    arguments=("event",),
    answers=("household", "event"),
    open_until="settled",
    when="on",
    fields=(
        Field(
            "event", Label("フードパントリー", "pantry event"), Ref(("event",)), required=True, filter=True
        ),
        Field("household", Label("世帯", "household"), Ref(("household",)), required=True, filter=True),
        Field("on", Label("受付", "taken"), Day(), required=True, default="今日"),
        Field("channel", Label("経路", "channel"), Choice("reservation_channel"), filter=True),
        Field("delivery", Label("配達", "delivery"), Flag(), default="no"),
        Field(
            "status",
            Label("状態", "status"),
            Choice(fixed=RESERVATION_STATUS),
            stored=False,
            typed=False,
            filter=True,
        ),
        Field("cancelled", Label("取消", "cancelled"), Day(), listed=False),
        Field("settled", Label("済み", "settled"), When(), stored=False, typed=False, listed=False),
    ),
    order=("event_id", "id"),
    derived=True,
    ordered=(("on", "cancelled"),),
    together=("event",),
)

DISTRIBUTION = Kind(
    code="distribution",
    plural="distributions",
    group="pantry",
    thing="visit",
    label=Label("お渡し", "pantry visit"),
    help=Label("世帯への食料のお渡し", "Visits of households, and what they were given."),
    table="distribution",
    answers=("household", "event", "on"),
    keys=("household", "event", "on"),
    when="on",
    fields=(
        WHOSE,
        Field("event", Label("フードパントリー", "pantry event"), Ref(("event",)), filter=True),
        replace(ON, type=When()),
        Field("people", Label("人数", "people"), Number(PEOPLE), stored=False, typed=False),
        *(replace(one, listed=False) for one in SIZE),
        Field(
            "collected_by",
            Label("代理受取", "collected by"),
            Ref(("household",)),
            help=Label("代わりに受け取った世帯", "the household that collected it for them"),
        ),
        Field(
            "walk_in",
            Label("予約なし", "walk-in"),
            Flag(),
            stored=False,
            typed=False,
        ),
        Field(
            "lines",
            Label("品目", "items"),
            Items("", PIECES),
            many=True,
            stored=False,
            word="item",
            help=Label("渡した品と数（米=1）", "what was given (rice=1)"),
        ),
        replace(TIMES, listed=True),
        Field(
            "distinct",
            Label("実世帯数", "distinct"),
            Number(_HOUSEHOLDS),
            column="unique_households",
            listed=False,
            help=Label(
                "月などの合計でまとめるときの実世帯数", "how many different households, of a month's total"
            ),
        ),
    ),
    order=("on_from", "id"),
    derived=True,
)

KINDS = (EVENT, RESERVATION, DISTRIBUTION)
