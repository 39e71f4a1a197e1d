"""The kinds of food in the group ``pantry``: drives, lots, what happens to them beside visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from wagamachi_cli import text
from wagamachi_cli.errors import UsageError
from wagamachi_cli.frozen import described
from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.shared import PARTNERS
from wagamachi_cli.kinds.types import Choice, Day, Lasting, Name, Number, Ref, When, Words
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Span

PIECES = Label("点", "pieces")
COUNTED = ("点", "個", "pieces")
KG = Label("kg", "kg")
DAYS = Label("日", "days")

STATE = {
    "ok": Label("余裕あり", "good"),
    "soon": Label("期限間近", "soon"),
    "expired": Label("期限切れ", "expired"),
}
MOVEMENT = {
    "discarded": Label("廃棄", "discarded"),
    "passed_on": Label("譲渡", "passed on"),
    "found": Label("棚卸の増", "found"),
    "lost": Label("棚卸の減", "lost"),
    "counted": Label("棚卸（差なし）", "counted, no difference"),
}
_LONGEST_MONTH = 31


@described
class BestBefore(When):
    """A best-before date: a day, or a month, to whose last day the food is good."""

    def read(self, raw: str, today: date) -> Span:
        """The day or the month; UsageError for anything longer or unknown."""
        value = When("future").read(raw, today)
        if (value.last - value.first).days >= _LONGEST_MONTH:
            raise UsageError(
                _("“{text}” is neither a day nor a month.").format(text=text.visible(raw)),
                _("Write the date as printed, or say why there is none: --no-date REASON"),
            )
        return value


WEIGHT = Field(
    "weight_kg",
    Label("重さ", "weight"),
    Number(KG, measured="grams", minimum=1),
    word="weight",
    column="grams",
    help=Label("全部の重さ（kg。500g とも書けます）", "the weight of all of it in kg (or 500g)"),
)
ON = Field("on", Label("日付", "on"), Day(), required=True, default="今日")

DRIVE = Kind(
    code="drive",
    plural="drives",
    group="pantry",
    thing="drive",
    label=Label("フードドライブ", "food drive"),
    help=Label("フードドライブ（食料の寄付を募る催し）", "Food drives."),
    table="drive",
    name="name",
    fields=(
        Field("name", Label("フードドライブ", "food drive"), Name(), required=True),
        Field("on", Label("開始", "on"), When("any"), required=True),
        Field("until", Label("終了", "until"), When("any")),
        Field("place", Label("会場", "place"), Words(person="home")),
        Field("area", Label("圏域", "area"), Ref(("area",), offered=True), filter=True, listed=False),
        Field("council", Label("協議会", "council"), Ref(("council",), offered=True), listed=False),
        Field(
            "min",
            Label("賞味期限までの最短", "least time left"),
            Lasting(),
            column="least",
            help=Label(
                "受け取る時に賞味期限まで最低これだけ（1か月、30日）",
                "least time to best-before at intake (30 days)",
            ),
        ),
        Field("items", Label("点数", "pieces"), Number(PIECES), stored=False, typed=False),
        replace(WEIGHT, stored=False, typed=False),
        PARTNERS,
    ),
    when="on",
    order=("on_from", "id"),
    derived=True,
    ordered=(("on", "until"),),
)

LOT = Kind(
    code="lot",
    plural="lots",
    group="pantry",
    thing="lot",
    label=Label("ロット", "lot"),
    help=Label("寄付された食料（品目・数・期限ごと）", "Donated food, a lot for each item and date."),
    table="lot",
    answers=("item", "on"),
    open_until="emptied",
    when="on",
    fields=(
        Field("item", Label("品目", "item"), Words(), required=True),
        Field("qty", Label("数", "quantity"), Number(minimum=1, also=COUNTED), required=True),
        Field("unit", Label("単位", "unit"), Words(), required=True, default="点"),
        WEIGHT,
        Field("category", Label("分類", "category"), Choice("food_category"), filter=True),
        Field("donor", Label("寄付者", "donor"), Ref(("partner",), offered=True), filter=True),
        Field("drive", Label("フードドライブ", "food drive"), Ref(("drive",), offered=True), filter=True),
        replace(ON, label=Label("受け取り", "received")),
        Field("best_before", Label("賞味期限", "best before"), BestBefore("future")),
        Field("use_by", Label("消費期限", "use by"), Day("future")),
        Field(
            "no_date",
            Label("期限なしの理由", "why no date"),
            Choice("no_date", made=True),
            help=Label(
                "期限の表示がない理由（選択肢、または自由な言葉）",
                "why there is no date (a choice, or your own words)",
            ),
        ),
        Field("left", Label("残り", "left"), Number(), stored=False, typed=False),
        Field("state", Label("状態", "state"), Choice(fixed=STATE), stored=False, typed=False, filter=True),
        Field(
            "emptied",
            Label("なくなった日", "emptied"),
            When(),
            stored=False,
            typed=False,
            listed=False,
        ),
    ),
    order=("on_from", "id"),
    derived=True,
)

MOVE = Kind(
    code="movement",
    plural="movements",
    group="pantry",
    thing="movement",
    label=Label("在庫の動き", "movement"),
    help=Label("廃棄・譲渡・棚卸", "What was discarded, passed on, found or lost."),
    table="movement",
    arguments=("lot",),
    answers=("item", "kind", "on"),
    when="on",
    fields=(
        Field("lot", Label("ロット", "lot"), Ref(("lot",)), required=True, filter=True),
        Field("item", Label("品目", "item"), Words(), stored=False, typed=False),
        ON,
        Field("kind", Label("種別", "kind"), Choice(fixed=MOVEMENT), filter=True),
        Field(
            "qty",
            Label("数", "quantity"),
            Number(minimum=1, also=COUNTED),
            help=Label("数（省略時は残り全部）", "how many (all that is left unless given)"),
        ),
        replace(WEIGHT, typed=False),
        Field("reason", Label("理由", "reason"), Choice("discard_reason"), filter=True),
        Field("to", Label("譲渡先", "to"), Ref(("partner",), offered=True), filter=True),
        Field(
            "counted",
            Label("棚卸の数", "counted"),
            Number(also=COUNTED),
            listed=False,
            help=Label("棚卸で数えた数", "how many were counted"),
        ),
        Field(
            "opening",
            Label("前日の残り", "left the day before"),
            Number(),
            typed=False,
            listed=False,
        ),
    ),
    order=("on_from", "id"),
    derived=True,
    together=("lot",),
)

KINDS = (DRIVE, LOT, MOVE)
