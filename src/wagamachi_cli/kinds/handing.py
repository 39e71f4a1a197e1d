"""The kinds of people in the group ``pantry``: households, events, visits, hearings, referrals."""

from __future__ import annotations

from dataclasses import replace

from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.council import PEOPLE, TIMES
from wagamachi_cli.kinds.pantry import DAYS, ON, PIECES
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
REFERRAL_STATUS = {
    "sent": Label("照会中", "sent"),
    "accepted": Label("受入れ", "accepted"),
    "declined": Label("辞退", "declined"),
    "done": Label("つながった", "done"),
}
_HOUSEHOLDS = Label("世帯", "households")
_CODE = Label("世帯のコード（H-0001 など）", "the code of the household (H-0001)")

SIZE = (
    Field("adults", Label("大人", "adults"), Number(PEOPLE, maximum=99)),
    Field("children", Label("子ども", "children"), Number(PEOPLE, maximum=99)),
    Field("seniors", Label("高齢者", "seniors"), Number(PEOPLE, maximum=99)),
)

HOUSEHOLD = Kind(
    code="household",
    plural="households",
    group="pantry",
    thing="household",
    label=Label("世帯", "household"),
    help=Label("世帯（コードと人数だけ。名前は記録しません）", "Households: a code and a size, no names."),
    table="household",
    name="code",
    fields=(
        Field(
            "code",
            Label("コード", "code"),
            Name(),
            help=Label("コード（省略時は次の番号）", "the code (the next one unless given)"),
        ),
        *SIZE,
        Field("area", Label("圏域", "area"), Ref(("area",), offered=True), filter=True),
        Field(
            "contact",
            Label("連絡先", "contact"),
            Words(free=True),
            listed=False,
            help=Label(
                "電話・メール（一覧や報告には出ません）", "phone or mail (never in a list or a report)"
            ),
        ),
        Field("first_visit", Label("初回", "first visit"), When(), stored=False, typed=False),
        Field(  # nothing as long as a referral is open
            "last_seen", Label("最後の記録", "last seen"), When(), stored=False, typed=False, listed=False
        ),
    ),
    order=("code",),
    ends="last_seen",
    derived=True,
    coded=True,
)

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
        Field("place", Label("会場", "place"), Words()),
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
    when="on",
    fields=(
        Field(
            "household",
            Label("世帯", "household"),
            Ref(("household",)),
            filter=True,
            help=_CODE,
        ),
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

HEARING = Kind(
    code="hearing",
    plural="hearings",
    group="pantry",
    thing="hearing",
    label=Label("聞き取り", "hearing"),
    help=Label("聞き取り・情報提供", "Hearings: what households need, what they were told."),
    table="hearing",
    answers=("household", "on", "by"),
    when="on",
    fields=(
        Field("household", Label("世帯", "household"), Ref(("household",)), filter=True, help=_CODE),
        Field("on", Label("日付", "on"), When(), required=True, default="今日"),
        Field("by", Label("方法", "by"), Choice("by"), required=True, filter=True),
        Field(
            "informed",
            Label("情報提供", "informed"),
            Words(free=True),
            listed=False,
            help=Label("伝えた情報（報告には出ません）", "what they were told (never in a report)"),
        ),
        TIMES,
    ),
    order=("on_from", "id"),
)

REFERRAL = Kind(
    code="referral",
    plural="referrals",
    group="pantry",
    thing="referral",
    label=Label("照会", "referral"),
    help=Label("専門機関などへのつなぎ", "Referrals to agencies, and what came of them."),
    table="referral",
    answers=("household", "to", "on"),
    open_until="settled",
    when="on",
    fields=(
        Field(
            "household",
            Label("世帯", "household"),
            Ref(("household",)),
            required=True,
            filter=True,
            help=_CODE,
        ),
        Field("to", Label("つなぎ先", "to"), Ref(("partner",), offered=True), required=True, filter=True),
        ON,
        Field(
            "status",
            Label("状態", "status"),
            Choice(fixed=REFERRAL_STATUS),
            stored=False,
            typed=False,
            filter=True,
        ),
        Field("consent", Label("同意", "consent"), Choice("consent"), required=True),
        Field("reason", Label("理由", "reason"), Words(free=True), listed=False),
        Field("accepted", Label("受入れ", "accepted"), Day(), listed=False),
        Field("declined", Label("辞退", "declined"), Day(), listed=False),
        Field("done", Label("つながった日", "done"), Day(), listed=False),
        Field("settled", Label("決着", "settled"), When(), stored=False, typed=False, listed=False),
        Field("age_days", Label("経過日数", "age"), Number(DAYS), stored=False, typed=False),
    ),
    order=("on_from", "id"),
    derived=True,
    ordered=(("on", "accepted"), ("on", "declined"), ("on", "done"), ("accepted", "done")),
)

KINDS = (EVENT, RESERVATION, DISTRIBUTION, HOUSEHOLD, HEARING, REFERRAL)
