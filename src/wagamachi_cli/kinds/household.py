"""The kinds of people in the group ``pantry``: households, hearings, referrals to agencies."""

from __future__ import annotations

from dataclasses import replace

from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.code import CodeName
from wagamachi_cli.kinds.pantry import DAYS, ON
from wagamachi_cli.kinds.shared import PEOPLE, TIMES
from wagamachi_cli.kinds.types import Choice, Day, Number, Ref, When, Words
from wagamachi_cli.language import Label

REFERRAL_STATUS = {
    "sent": Label("照会中", "sent"),
    "accepted": Label("受入れ", "accepted"),
    "declined": Label("辞退", "declined"),
    "done": Label("つながった", "done"),
}
WHOSE = Field(
    "household",
    Label("世帯", "household"),
    Ref(("household",)),
    filter=True,
    help=Label("世帯のコード（H-0001 など）", "the code of the household (H-0001)"),
)

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
            CodeName(person="name"),
            help=Label("コード（省略時は次の番号）", "the code (the next one unless given)"),
        ),
        *SIZE,
        Field("area", Label("圏域", "area"), Ref(("area",), offered=True), filter=True),
        Field(
            "contact",
            Label("連絡先", "contact"),
            Words(free=True, person="reach"),
            listed=False,
            help=Label(
                "電話・メール（一覧や報告には出ません）", "phone or mail (never in a list or a report)"
            ),
        ),
        Field(
            "second_contact",
            Label("別の連絡先", "second contact"),
            Words(free=True, person="reach"),
            listed=False,
            help=Label("ほかの電話・メール（共用など）", "another phone or mail (a shared one, say)"),
        ),
        Field(
            "emergency_contact",
            Label("緊急連絡先", "emergency contact"),
            Words(free=True, person="reach"),
            listed=False,
            help=Label("緊急時の連絡先（本人のものではない）", "whom to reach in an emergency"),
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

HEARING = Kind(
    code="hearing",
    plural="hearings",
    group="pantry",
    thing="hearing",
    label=Label("聞き取り", "hearing"),
    help=Label("聞き取り・情報提供", "Hearings: what households need, what they were told."),
    table="hearing",
    answers=("household", "on", "by"),
    keys=("household", "on", "by"),
    when="on",
    fields=(
        WHOSE,
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
    covered=("by",),
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
    keys=("household", "to", "on"),
    open_until="settled",
    when="on",
    fields=(
        replace(WHOSE, required=True),
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

KINDS = (HOUSEHOLD, HEARING, REFERRAL)
