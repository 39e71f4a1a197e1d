"""The kinds of partners in the group ``council``: partners, their links, the coordinator's own support."""

from __future__ import annotations

from dataclasses import replace

from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.shared import KANA, TIMES
from wagamachi_cli.kinds.types import Choice, Name, Number, Ref, When, Words
from wagamachi_cli.language import Label

PARTNER = Kind(
    code="partner",
    plural="partners",
    group="council",
    thing="partner",
    label=Label("連携先", "partner"),
    help=Label("連携する団体・企業・施設・機関", "Groups, companies, facilities and agencies."),
    table="partner",
    name="name",
    fields=(
        Field("name", Label("連携先", "partner"), Name(), required=True),
        KANA,
        Field("kind", Label("種別", "kind"), Choice("partner_kind"), filter=True),
        Field("members", Label("構成数", "members"), Number(Label("団体", "members"))),
        Field("area", Label("圏域", "area"), Ref(("area",), offered=True), filter=True),
        Field("links", Label("連携", "links"), Words(), many=True, stored=False, typed=False),
        Field(
            "member_names",
            Label("構成員", "members by name"),
            Words(),
            many=True,
            stored=False,
            typed=False,
            listed=False,
        ),
    ),
    order=("kana", "name"),
    derived=True,
)

LINK = Kind(
    code="link",
    plural="links",
    group="council",
    thing="link",
    label=Label("連携", "link"),
    help=Label("連携先のつながり（協議会・活動など）", "Whom each partner works with or belongs to."),
    table="partner_link",
    arguments=("partner",),
    answers=("partner", "to", "from"),
    keys=("partner", "to", "from"),
    open_until="until",
    fields=(
        Field(
            "partner", Label("連携先", "partner"), Ref(("partner",), offered=True), required=True, filter=True
        ),
        Field(
            "to",
            Label("つながる先", "to"),
            Ref(("council", "activity", "partner", "drive", "event"), named={"partner": "to_partner_id"}),
            required=True,
            help=Label(
                "協議会・活動体・連携先（その構成員）・フードドライブ・パントリーの開催",
                "a council, an activity, a partner (as its member), a drive or a pantry day",
            ),
        ),
        Field("from", Label("開始", "from"), When("any"), column="start"),
        Field("until", Label("終了", "until"), When("any"), column="end"),
    ),
    order=("start_from", "id"),
    at=True,
    derived=True,
    ordered=(("from", "until"),),
    together=("partner", "to"),
)

SUPPORT = Kind(
    code="support",
    plural="supports",
    group="council",
    thing="support",
    label=Label("支援活動", "support"),
    help=Label("コーディネーターの支援（資源開発・ネットワーク・マッチング）", "The coordinator's own work."),
    table="support",
    answers=("to", "function", "on"),
    keys=("on", "to", "function", "by"),
    when="on",
    fields=(
        Field("on", Label("日付", "on"), When(), required=True),
        Field(
            "to",
            Label("支援先", "to"),
            Ref(("council", "activity", "partner")),
            required=True,
            help=Label("協議会・活動体・連携先", "a council, an activity or a partner"),
        ),
        Field("function", Label("機能", "function"), Choice("function"), required=True, filter=True),
        Field("by", Label("方法", "by"), Choice("by"), filter=True),
        replace(TIMES, listed=True),
    ),
    covered=("to", "function", "by"),
    order=("on_from", "id"),
)

KINDS = (PARTNER, LINK, SUPPORT)
