"""The kinds of the group ``consultant``: lay consultants, courses, concerns, visits."""

from __future__ import annotations

from dataclasses import replace

from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.shared import PEOPLE, PERSONS_KANA, TIMES
from wagamachi_cli.kinds.types import Choice, Flag, Name, Number, Ref, Stretch, When, Words
from wagamachi_cli.language import Label

CONSULTANT_STATUS = {"active": Label("登録中", "active"), "retired": Label("退任", "retired")}
CONCERN_STATUS = {
    "open": Label("受付", "open"),
    "relayed": Label("つなぎ中", "relayed"),
    "resolved": Label("解決", "resolved"),
}

COORDINATOR = {"coordinator": Label("コーディネーター", "coordinator")}

CONSULTANT = Kind(
    code="consultant",
    plural="consultants",
    group="consultant",
    thing="",
    label=Label("相談員", "consultant"),
    help=Label("地域なんでも相談員", "Trained residents who connect people with help."),
    table="consultant",
    name="name",
    fields=(
        Field("name", Label("相談員", "consultant"), Name(person="name"), required=True),
        PERSONS_KANA,
        Field("area", Label("圏域", "area"), Ref(("area",), offered=True), filter=True),
        Field("registered", Label("登録", "registered"), When(), required=True, default="今日"),
        Field("trained", Label("研修の年度", "trained"), Stretch(), listed=False),
        Field("retired", Label("退任", "retired"), When("any")),
        Field(
            "status",
            Label("状態", "status"),
            Choice(fixed=CONSULTANT_STATUS),
            stored=False,
            typed=False,
            filter=True,
        ),
        Field("last_active", Label("最後の活動", "last active"), When(), stored=False, typed=False),
    ),
    order=("kana", "name"),
    ends="retired",
    telling=("area", "kana", "registered"),
    at=True,
    derived=True,
    ordered=(("registered", "retired"),),
    idle="last_active",
)

COURSE = Kind(
    code="course",
    plural="courses",
    group="consultant",
    thing="course",
    label=Label("研修", "course"),
    help=Label("相談員の養成講座・研修、ほかの講座", "Courses for consultants and others."),
    table="course",
    answers=("title", "on"),
    keys=("on", "title"),
    when="on",
    fields=(
        Field("on", Label("日付", "on"), When(), required=True),
        Field("title", Label("題名", "title"), Words(person="home"), required=True),
        Field(
            "kind",
            Label("種別", "kind"),
            Choice("course_kind"),
            filter=True,
            default="consultant",
            help=Label("相談員講座・ボランティア講座など", "for consultants, for volunteers …"),
        ),
        Field("sessions", Label("回数", "sessions"), Number(Label("回", "sessions"), minimum=1)),
        Field("completed", Label("修了者", "completed"), Number(PEOPLE)),
    ),
    order=("on_from", "id"),
)

CONCERN = Kind(
    code="concern",
    plural="concerns",
    group="consultant",
    thing="concern",
    label=Label("困りごと", "concern"),
    help=Label(
        "相談員からの困りごとと、つないだ先・結果", "Concerns, whom they were relayed to, what came of them."
    ),
    table="concern",
    answers=("topic", "on"),
    keys=("topic", "on", "consultant"),
    open_until="resolved",
    when="on",
    fields=(
        Field("topic", Label("内容", "topic"), Words(free=True), required=True),
        Field("on", Label("受付", "on"), When(), required=True, default="今日"),
        Field("consultant", Label("相談員", "consultant"), Ref(("consultant",)), filter=True),
        Field("area", Label("圏域", "area"), Ref(("area",), offered=True), filter=True),
        Field(
            "status",
            Label("状態", "status"),
            Choice(fixed=CONCERN_STATUS),
            stored=False,
            typed=False,
            filter=True,
        ),
        Field(
            "relayed_to",
            Label("つなぎ先", "relayed to"),
            Choice(fixed=COORDINATOR),  # anybody else is called by name
            many=True,
            stored=False,
            typed=False,
        ),
        Field("resolved", Label("解決", "resolved"), When()),
        Field("outcome", Label("結果", "outcome"), Words(free=True), listed=False),
        Field(
            "told",
            Label("相談員への報告", "told"),
            When(),
            listed=False,
            help=Label("結果を相談員に伝えた日", "when the consultant was told"),
        ),
        Field("age_days", Label("経過日数", "age"), Number(Label("日", "days")), stored=False, typed=False),
    ),
    order=("on_from", "id"),
    derived=True,
    ordered=(("on", "resolved"), ("resolved", "told")),
)

RELAY = Kind(
    code="relay",
    plural="relays",
    group="consultant",
    thing="relay",
    label=Label("つなぎ", "relay"),
    help=Label("困りごとをつないだ先と、もどった日", "Where a concern was taken, and when it came back."),
    table="concern_relay",
    arguments=("concern",),
    answers=("concern", "to", "on"),
    keys=("concern", "to", "on"),
    open_until="returned",
    when="on",
    fields=(
        Field("concern", Label("困りごと", "concern"), Ref(("concern",)), required=True, filter=True),
        Field(
            "to",
            Label("つなぎ先", "to"),
            Ref(("partner", "council")),
            help=Label("連携先・協議会（コーディネーターなら --coordinator）", "a partner or a council"),
        ),
        Field("coordinator", Label("コーディネーター", "coordinator"), Flag()),
        Field("on", Label("つないだ日", "on"), When(), required=True, default="今日"),
        Field("returned", Label("もどった日", "returned"), When()),
    ),
    order=("on_from", "id"),
    ordered=(("on", "returned"),),
)

VISIT = Kind(
    code="visit",
    plural="visits",
    group="consultant",
    thing="visit",
    label=Label("見守り", "visit"),
    help=Label(
        "相談員の訪問・声掛け・状況確認", "Visits and calls by consultants, who was met and who was not."
    ),
    table="consultant_visit",
    answers=("consultant", "kind", "on"),
    keys=("consultant", "on", "for"),
    when="on",
    fields=(
        Field("consultant", Label("相談員", "consultant"), Ref(("consultant",)), required=True, filter=True),
        Field("on", Label("日付", "on"), When(), required=True),
        Field("kind", Label("種別", "kind"), Choice("visit_kind"), filter=True, default="visit"),
        Field(
            "for",
            Label("相手", "for"),
            Ref(("code",), made=True),
            help=Label("相手のコード（H-0001 など）", "the code of whom they visited"),
        ),
        Field("absent", Label("不在", "absent"), Flag(), listed=False),
        Field("met", Label("会えた", "met"), Flag(), stored=False, typed=False),
        replace(TIMES, listed=True),
    ),
    covered=("consultant", "kind"),
    order=("on_from", "id"),
    derived=True,
)

KINDS = (CONSULTANT, COURSE, CONCERN, RELAY, VISIT)
