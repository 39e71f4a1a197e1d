"""The kinds of the group ``activity``: the resident activities and their history."""

from __future__ import annotations

from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.council import KANA
from wagamachi_cli.kinds.types import Choice, Name, Ref, When, Words
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
        Field("venue", Label("会場", "venue"), Words(), listed=False),
        Field("started", Label("開始", "started"), When(), required=True),
        Field("closed", Label("終了", "closed"), When(), stored=False, typed=False),
        Field(
            "status", Label("状態", "status"), Choice(fixed=STATUS), stored=False, typed=False, filter=True
        ),
    ),
    order=("started_from", "id"),
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
    when="on",
    fields=(
        Field("activity", Label("活動体", "activity"), Ref(("activity",)), required=True, filter=True),
        Field("event", Label("できごと", "event"), Choice(fixed=EVENT), required=True, filter=True),
        Field("on", Label("日付", "on"), When(), required=True),
        Field("reason", Label("理由", "reason"), Choice("reason")),
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
)

KINDS = (ACTIVITY, HISTORY)
