"""The kinds of the group ``council``: areas, councils, placements, meetings, outreach."""

from __future__ import annotations

from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.shared import HOW_OFTEN, KANA, PEOPLE
from wagamachi_cli.kinds.types import Choice, Clock, Flag, Name, Number, Ref, When, Words
from wagamachi_cli.language import Label

COUNCIL_STATUS = {
    "preparing": Label("準備中", "preparing"),
    "active": Label("活動中", "active"),
    "closed": Label("終了", "closed"),
}
MEETING_STATUS = {
    "planned": Label("予定", "planned"),
    "held": Label("実施", "held"),
    "cancelled": Label("中止", "cancelled"),
}
AREA = Kind(
    code="area",
    plural="areas",
    group="council",
    thing="area",
    label=Label("圏域", "area"),
    help=Label("日常生活圏域（中学校区など）", "Daily-life areas."),
    table="area",
    name="name",
    fields=(
        Field("name", Label("圏域", "area"), Name(), required=True),
        KANA,
        Field("parent", Label("上位の圏域", "within"), Ref(("area",), offered=True), filter=True),
    ),
    order=("kana", "name"),
)

COUNCIL = Kind(
    code="council",
    plural="councils",
    group="council",
    thing="",
    label=Label("協議会", "council"),
    help=Label("わがまち支えあい協議会（第2層協議体）", "Neighbourhood mutual-support councils (layer 2)."),
    table="council",
    name="name",
    fields=(
        Field("name", Label("協議会", "council"), Name(), required=True),
        KANA,
        Field(
            "aliases",
            Label("別名", "aliases"),
            Name(),
            many=True,
            word="alias",
            link="council_alias",
            help=Label("別名・略称（OKS など）", "another name, an abbreviation"),
        ),
        Field(
            "areas",
            Label("圏域", "areas"),
            Ref(("area",), offered=True),
            many=True,
            word="area",
            link="council_area",
            filter=True,
            help=Label("担当する圏域", "an area that it covers"),
        ),
        Field(
            "status",
            Label("状態", "status"),
            Choice(fixed=COUNCIL_STATUS),
            stored=False,
            filter=True,
            help=Label("準備中・活動中・終了", "preparing, active or closed"),
        ),
        Field("established", Label("設立", "established"), When()),
        Field("closed", Label("終了", "closed"), When()),
    ),
    order=("established_from", "id"),
    ends="closed",
    at=True,
    derived=True,
    ordered=(("established", "closed"),),
)

PLACEMENT = Kind(
    code="placement",
    plural="placements",
    group="council",
    thing="placement",
    label=Label("配置", "placement"),
    help=Label("生活支援コーディネーターの配置", "Placements of livelihood-support coordinators."),
    table="placement",
    answers=("layer", "council", "area", "coordinator", "from"),
    keys=("layer", "council", "area", "coordinator", "from"),
    open_until="until",
    fields=(
        Field(
            "layer",
            Label("層", "layer"),
            Choice("layer"),
            required=True,
            filter=True,
            help=Label("第1層・第2層・第3層", "layer 1, 2 or 3"),
        ),
        Field("council", Label("協議会", "council"), Ref(("council",), offered=True), filter=True),
        Field("area", Label("圏域", "area"), Ref(("area",), offered=True), filter=True),
        Field("coordinator", Label("コーディネーター", "coordinator"), Words(free=True, person="name")),
        Field("from", Label("着任", "from"), When("any"), required=True, column="start"),
        Field("until", Label("退任", "until"), When("any"), column="end"),
        Field(
            "concurrent",
            Label("兼務", "concurrent"),
            Flag(),
            help=Label("ほかの職と兼務", "holds another post as well"),
        ),
    ),
    order=("start_from", "layer", "id"),
    at=True,
    derived=True,
    ordered=(("from", "until"),),
)

MEETING = Kind(
    code="meeting",
    plural="meetings",
    group="council",
    thing="meeting",
    label=Label("会議", "meeting"),
    help=Label("定例会・タウンミーティング・準備会など", "Regular, town and preparatory meetings."),
    table="meeting",
    answers=("title", "kind", "councils", "on"),
    keys=("on", "kind", ("councils", "title"), "start"),
    when="on",
    fields=(
        Field("on", Label("開催日", "on"), When("any"), required=True),
        Field("kind", Label("種別", "kind"), Choice("meeting_kind"), required=True, filter=True),
        Field("title", Label("題名", "title"), Words(person="home")),
        Field(
            "councils",
            Label("協議会", "councils"),
            Ref(("council",), offered=True),
            many=True,
            word="council",
            link="meeting_council",
            filter=True,
            help=Label(
                "協議会（複数なら圏域をこえた会議）", "a council; several make a meeting across areas"
            ),
        ),
        Field("area", Label("圏域", "area"), Ref(("area",), offered=True), filter=True, listed=False),
        Field("mode", Label("方法", "mode"), Choice("mode"), filter=True),
        Field("venue", Label("会場", "venue"), Words(person="home"), listed=False),
        Field("start", Label("開始", "start"), Clock(), column="start_at", listed=False),
        Field("end", Label("終了", "end"), Clock(), column="end_at", listed=False),
        Field(
            "attendees",
            Label("参加者", "attendees"),
            Number(PEOPLE),
            help=Label("参加者数（オンラインを含む延べ人数）", "people present, online included"),
        ),
        Field("online", Label("うちオンライン", "online"), Number(PEOPLE), listed=False),
        Field("consultants", Label("うち相談員", "consultants"), Number(PEOPLE)),
        Field(
            "consultants_present",
            Label("出席した相談員", "consultants present"),
            Ref(("consultant",)),
            many=True,
            word="consultant",
            link="meeting_consultant",
            listed=False,
            help=Label(
                "出席した相談員（人数は --consultants）", "a consultant who came (--consultants: how many)"
            ),
        ),
        HOW_OFTEN,
        Field("status", Label("状態", "status"), Choice(fixed=MEETING_STATUS), filter=True),
    ),
    covered=("kind", "councils"),
    order=("on_from", "id"),
    ordered=(("start", "end"),),
    planned=("status", "planned", "held"),
)

OUTREACH = Kind(
    code="outreach",
    plural="outreach",
    group="council",
    thing="outreach",
    label=Label("広報", "outreach"),
    help=Label("広報紙・チラシ・対面・SNS などの広報", "Bulletins, flyers, talks, social media."),
    table="outreach",
    answers=("channel", "council", "on"),
    keys=("on", "channel", "council"),
    when="on",
    fields=(
        Field("on", Label("日付", "on"), When(), required=True),
        Field("channel", Label("媒体", "channel"), Choice("channel"), required=True, filter=True),
        Field(
            "reach",
            Label("届いた数", "reach"),
            Number(Label("人・部", "people or copies")),
            help=Label("届いた人数・部数", "how many people or copies it reached"),
        ),
        Field("council", Label("協議会", "council"), Ref(("council",), offered=True), filter=True),
        HOW_OFTEN,
    ),
    covered=("channel", "council"),
    order=("on_from", "id"),
)

KINDS = (AREA, COUNCIL, PLACEMENT, MEETING, OUTREACH)
