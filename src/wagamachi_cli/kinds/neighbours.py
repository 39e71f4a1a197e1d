"""The kinds of neighbourly help in the group ``activity``: surveys, helpers, requests, introductions."""

from __future__ import annotations

from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.shared import HOW_OFTEN, PEOPLE, PERSONS_KANA
from wagamachi_cli.kinds.types import Choice, Name, Number, Ref, Tally, When, Words
from wagamachi_cli.language import Label

SHEETS = Label("枚", "sheets")

HELPER_STATUS = {"active": Label("登録中", "active"), "retired": Label("退会", "retired")}
REQUEST_STATUS = {
    "open": Label("受付", "open"),
    "matched": Label("成立", "matched"),
    "done": Label("実施", "done"),
    "unmet": Label("不成立", "unmet"),
    "cancelled": Label("取消", "cancelled"),
}
ANSWER = {"yes": Label("はい", "yes"), "no": Label("いいえ", "no")}

SURVEY = Kind(
    code="survey",
    plural="surveys",
    group="activity",
    thing="survey",
    label=Label("住民アンケート", "survey"),
    help=Label(
        "住民アンケートの配布・回収と、できること・してほしいこと",
        "Surveys: sent, returned, wanted, offered.",
    ),
    table="survey",
    answers=("area", "on"),
    keys=("on", "area"),
    when="on",
    fields=(
        Field("on", Label("実施", "on"), When(), required=True),
        Field("area", Label("圏域", "area"), Ref(("area",), offered=True), filter=True),
        Field("sent", Label("配布", "sent"), Number(SHEETS)),
        Field("returned", Label("回収", "returned"), Number(SHEETS)),
        Field(
            "willing",
            Label("手伝いたい人", "willing"),
            Number(PEOPLE),
            help=Label("「手伝いたい」と答えた人", "people who would like to help"),
        ),
        Field(
            "wants",
            Label("してほしいこと", "wanted"),
            Tally("task", PEOPLE),
            many=True,
            link="survey_want",
            listed=False,
            help=Label("してほしいことと人数（買い物=3）", "what is wanted, by how many (shopping=3)"),
        ),
        Field(
            "offers",
            Label("できること", "offered"),
            Tally("task", PEOPLE),
            many=True,
            link="survey_offer",
            listed=False,
            help=Label("できることと人数（掃除=5）", "what is offered, by how many (cleaning=5)"),
        ),
    ),
    order=("on_from", "id"),
)

HELPER = Kind(
    code="helper",
    plural="helpers",
    group="activity",
    thing="helper",
    label=Label("支え手", "helper"),
    help=Label("ちょっとしたお手伝いの支え手", "Residents who help their neighbours."),
    table="helper",
    name="name",
    fields=(
        Field("name", Label("支え手", "helper"), Name(person="name"), required=True),
        PERSONS_KANA,
        Field("area", Label("圏域", "area"), Ref(("area",), offered=True), filter=True),
        Field(
            "can",
            Label("できること", "can do"),
            Choice("task", offered=True),
            many=True,
            link="helper_can",
            filter=True,
            required=True,
        ),
        Field("registered", Label("登録", "registered"), When(), required=True, default="今日"),
        Field("found_by", Label("きっかけ", "found by"), Choice("found_by"), filter=True),
        Field("retired", Label("退会", "retired"), When("any"), listed=False),
        Field(
            "status",
            Label("状態", "status"),
            Choice(fixed=HELPER_STATUS),
            stored=False,
            typed=False,
            filter=True,
        ),
        Field("done", Label("実施", "done"), Number(Label("回", "times")), stored=False, typed=False),
        Field("last_asked", Label("最後に頼んだ日", "last asked"), When(), stored=False, typed=False),
        Field("last_helped", Label("最後に手伝った日", "last helped"), When(), stored=False, typed=False),
    ),
    order=("kana", "name"),
    ends="retired",
    telling=("area", "kana", "registered"),
    at=True,
    derived=True,
    ordered=(("registered", "retired"),),
)

REQUEST = Kind(
    code="request",
    plural="requests",
    group="activity",
    thing="request",
    label=Label("依頼", "request"),
    help=Label("ちょっとしたお手伝いの依頼（受付から実施まで）", "Requests for help, from taken to done."),
    table="request",
    answers=("task", "wanted", "for", "on"),
    keys=("task", "on", "area", ("for", "wanted")),
    unlike=("for", "wanted"),
    open_until="closed",
    when="on",
    fields=(
        Field("task", Label("内容", "task"), Choice("task", offered=True), required=True, filter=True),
        Field("on", Label("受付", "on"), When(), required=True, default="今日"),
        Field("area", Label("圏域", "area"), Ref(("area",), offered=True), filter=True),
        Field(
            "for",
            Label("依頼者", "for"),
            Ref(("code",), made=True),
            listed=False,
            help=Label("依頼者のコード（H-0001 など）", "the code of who asks (H-0001)"),
        ),
        Field("wanted", Label("希望", "wanted"), Words(free=True), listed=False),
        Field("source", Label("受付経路", "source"), Choice("request_source"), filter=True, listed=False),
        Field(
            "status",
            Label("状態", "status"),
            Choice(fixed=REQUEST_STATUS),
            stored=False,
            typed=False,
            filter=True,
        ),
        Field(
            "helpers",
            Label("支え手", "helpers"),
            Ref(("helper",)),
            many=True,
            word="helper",
            link="request_helper",
            filter=True,
        ),
        Field("matched", Label("成立", "matched"), When(), listed=False),
        Field("done", Label("実施", "done"), When(), listed=False),
        Field(
            "minutes", Label("時間", "minutes"), Number(Label("分", "minutes"), measured="minutes", minimum=1)
        ),
        Field("unmet", Label("不成立", "unmet"), When(), listed=False),
        Field(
            "reason",
            Label("不成立の理由", "reason"),
            Choice("unmet_reason", made=True),
            listed=False,
            help=Label(
                "不成立の理由（選択肢、または自由な言葉）", "why nobody could (a choice, or your own words)"
            ),
        ),
        Field("cancelled", Label("取消", "cancelled"), When(), listed=False),
        Field("closed", Label("終わり", "closed"), When(), stored=False, typed=False, listed=False),
    ),
    order=("on_from", "id"),
    derived=True,
    ordered=(("on", "matched"), ("on", "done"), ("on", "unmet"), ("on", "cancelled"), ("matched", "done")),
)

ASK = Kind(
    code="ask",
    plural="asks",
    group="activity",
    thing="ask",
    label=Label("打診", "ask"),
    help=Label("支え手への打診と返事", "Whom a request was put to, and the answer."),
    table="request_ask",
    answers=("request", "helper", "on"),
    keys=("request", "helper", "on"),
    when="on",
    fields=(
        Field("request", Label("依頼", "request"), Ref(("request",)), required=True),
        Field("helper", Label("支え手", "helper"), Ref(("helper",)), required=True, filter=True),
        Field("on", Label("打診", "on"), When(), required=True, default="今日"),
        Field("answer", Label("返事", "answer"), Choice(fixed=ANSWER), filter=True),
    ),
    order=("on_from", "id"),
)

INTRO = Kind(
    code="intro",
    plural="intros",
    group="activity",
    thing="intro",
    label=Label("参加紹介", "introduction"),
    help=Label(
        "介護予防事業などから地域活動への紹介", "Introductions from care prevention to local activities."
    ),
    table="intro",
    answers=("program", "activity", "on"),
    keys=("on", "program", "to", "activity"),
    when="on",
    fields=(
        Field("on", Label("日付", "on"), When(), required=True),
        Field("program", Label("事業", "program"), Choice("program"), required=True, filter=True),
        Field("people", Label("紹介した人", "people"), Number(PEOPLE), required=True),
        Field("to", Label("紹介先", "to"), Choice("intro_to"), column="led_to", filter=True),
        Field("activity", Label("活動体", "activity"), Ref(("activity",)), filter=True),
        HOW_OFTEN,
    ),
    covered=("program", "activity"),
    order=("on_from", "id"),
)

KINDS = (SURVEY, HELPER, REQUEST, ASK, INTRO)
