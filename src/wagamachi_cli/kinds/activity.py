"""The kinds of the group ``activity``: the resident activities and their history."""

from __future__ import annotations

from dataclasses import replace

from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.shared import HOW_OFTEN, KANA, PEOPLE
from wagamachi_cli.kinds.types import Choice, Clock, Name, Number, Ref, When, Words
from wagamachi_cli.language import Label

STATUS = {
    "active": Label("活動中", "active"),
    "suspended": Label("休止中", "suspended"),
    "closed": Label("終了", "closed"),
}
EVENT = {
    "suspended": Label("休止", "suspended"),
    "resumed": Label("再開", "resumed"),
    "closed": Label("終了", "closed"),
}

ACTIVITY = Kind(
    code="activity",
    plural="activities",
    group="activity",
    thing="",
    label=Label("活動体", "activity"),
    help=Label(
        "住民の活動（居場所・生活支援・見守りなど）", "Resident activities: salons, help, child watch."
    ),
    table="activity",
    name="name",
    fields=(
        Field("name", Label("活動体", "activity"), Name(), required=True),
        KANA,
        Field("category", Label("区分", "category"), Choice("category"), required=True, filter=True),
        Field("council", Label("協議会", "council"), Ref(("council",), offered=True), filter=True),
        Field("area", Label("圏域", "area"), Ref(("area",), offered=True), filter=True),
        Field("venue", Label("会場", "venue"), Words(person="home"), listed=False),
        Field("started", Label("開始", "started"), When(), required=True),
        Field("closed", Label("終了", "closed"), When(), stored=False, typed=False),
        Field(
            "status", Label("状態", "status"), Choice(fixed=STATUS), stored=False, typed=False, filter=True
        ),
    ),
    order=("started_from", "id"),
    ends="closed",
    at=True,
    derived=True,
)

HISTORY = Kind(
    code="history",
    plural="history",
    group="activity",
    thing="history",
    label=Label("経過", "history"),
    help=Label("活動の休止・再開・終了", "When activities were suspended, resumed or closed."),
    table="activity_event",
    arguments=("activity",),
    answers=("activity", "event", "on"),
    keys=("activity", "event", "on"),
    when="on",
    life="activity",
    fields=(
        Field("activity", Label("活動体", "activity"), Ref(("activity",)), required=True, filter=True),
        Field("event", Label("できごと", "event"), Choice(fixed=EVENT), required=True, filter=True),
        Field("on", Label("日付", "on"), When(), required=True),
        Field(
            "reason",
            Label("理由", "reason"),
            Choice("reason", made=True),
            help=Label("理由（選択肢、または自由な言葉）", "why (a choice, or your own words)"),
        ),
        Field(
            "measures",
            Label("工夫", "measures"),
            Choice("measure"),
            many=True,
            word="measure",
            link="activity_event_measure",
            help=Label("再開の工夫（会場変更・時間短縮など）", "what was done to reopen (venue change …)"),
        ),
    ),
    order=("on_from", "id"),
    together=("activity",),
)

SESSION = Kind(
    code="session",
    plural="sessions",
    group="activity",
    thing="session",
    label=Label("開催", "session"),
    help=Label("サロンなどの開催と参加者", "Sessions of an activity and who came."),
    table="session",
    arguments=("activity",),
    answers=("activity", "on"),
    keys=("activity", "on", "start"),
    when="on",
    fields=(
        Field("activity", Label("活動体", "activity"), Ref(("activity",)), required=True, filter=True),
        Field("on", Label("開催日", "on"), When(), required=True),
        Field("start", Label("開始時刻", "start"), Clock(), column="start_at", listed=False),
        replace(HOW_OFTEN, listed=True),
        Field(
            "attendees",
            Label("参加者", "attendees"),
            Number(PEOPLE),
            help=Label("参加者（延べ人数）", "attendances, everyone each time"),
        ),
        Field(
            "distinct",
            Label("実人数", "distinct"),
            Number(PEOPLE),
            column="unique_people",
            help=Label("名簿によらない実人数（団体の申告）", "different people, as the group states it"),
        ),
        Field("helpers", Label("担い手", "helpers"), Number(PEOPLE)),
        Field("consultants", Label("相談員", "consultants"), Number(PEOPLE), listed=False),
        Field(
            "minutes", Label("時間", "minutes"), Number(Label("分", "minutes"), measured="minutes", minimum=1)
        ),
        Field("venue", Label("会場", "venue"), Words(person="home"), listed=False),
        Field("mode", Label("方法", "mode"), Choice("mode"), listed=False),
        Field(
            "people",
            Label("参加者名簿", "people"),
            Ref(("code",), made=True),
            many=True,
            link="session_code",
            listed=False,
            also=("参加者", "attendees"),
            help=Label("参加した人のコード", "the codes of those who came"),
        ),
    ),
    covered=("activity",),
    order=("on_from", "id"),
)

CONTACT = Kind(
    code="contact",
    plural="contacts",
    group="activity",
    thing="contact",
    label=Label("つながり", "contact"),
    help=Label("休止中の電話・お便りなどのつながり", "Keeping in touch while an activity is suspended."),
    table="contact",
    arguments=("activity",),
    answers=("activity", "on", "by"),
    keys=("activity", "on", "by"),
    when="on",
    fields=(
        Field("activity", Label("活動体", "activity"), Ref(("activity",)), required=True, filter=True),
        Field("on", Label("日付", "on"), When(), required=True),
        Field("by", Label("方法", "by"), Choice("by"), required=True, filter=True),
        Field("people", Label("人数", "people"), Number(PEOPLE), required=True),
        HOW_OFTEN,
    ),
    covered=("activity", "by"),
    order=("on_from", "id"),
)

KINDS = (ACTIVITY, SESSION, CONTACT, HISTORY)
