"""The kinds of the group ``report``: published figures, and a person's own words for a report."""

from __future__ import annotations

from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.kinds.types import Choice, Number, Prose, Stretch, When, Words
from wagamachi_cli.language import Label

CONFIDENCE = {
    "certain": Label("確実", "certain"),
    "likely": Label("推定", "likely"),
    "unsure": Label("不確か", "unsure"),
}


class MeasureRow(Words):
    """A row of the measure of the same record: the code of a choice that the measure is told apart by."""

    cell = "choice"

    @staticmethod
    def choice(measure: str) -> Choice:
        """The choices among which the rows of a measure are."""
        return Choice(MEASURES[measure].split)


FIGURE = Kind(
    code="figure",
    plural="figures",
    group="report",
    thing="figure",
    label=Label("公表値", "figure"),
    help=Label("公表された数（出典・時点つき）", "Published numbers, with their source and date."),
    table="figure",
    answers=("measure", "period", "key"),
    keys=("measure", "period", "key", "as_of"),
    single=True,
    when="period",
    fields=(
        Field(
            "measure",
            Label("指標", "measure"),
            Choice(fixed={m.code: m.label for m in MEASURES.values()}),
            required=True,
            filter=True,
        ),
        Field("period", Label("期間", "period"), Stretch(), required=True),
        Field(
            "key",
            Label("内訳", "key"),
            MeasureRow(),
            filter=True,
            help=Label("内訳（区分や層：居場所、第1層 など）", "the row (category, layer: ibasho, 1 …)"),
        ),
        Field("value", Label("値", "value"), Number(), required=True),
        Field(
            "as_of",
            Label("時点", "as of"),
            When("any"),
            help=Label("いつの時点の数か", "the time for which it was stated"),
        ),
        Field("printed", Label("出典の表記", "as printed"), Words()),
        Field("source", Label("出典", "source"), Words()),
        Field("confidence", Label("確かさ", "confidence"), Choice(fixed=CONFIDENCE), default="certain"),
    ),
    order=("measure", "period_from", "key", "id"),
    together=("measure", "period", "key", "as_of"),
)

SECTIONS = {
    "intro": Label("はじめに", "Introduction"),
    "placement": Label("生活支援コーディネーターの配置", "Livelihood-support coordinators"),
    "councils": Label("協議会", "Councils"),
    "activities": Label("活動体", "Activity groups"),
    "food": Label("食の支援", "Food support"),
    "help": Label("ちょっとしたお手伝い", "Neighbourly help"),
    "salons": Label("サロンなどの開催とつながり", "Salons and keeping in touch"),
    "meetings": Label("タウンミーティングと会議", "Town meetings and other meetings"),
    "consultants": Label("地域なんでも相談員", "Lay consultants"),
    "prevention": Label("介護予防事業との連携", "Care prevention"),
    "network": Label("広報と連携", "Outreach and network"),
    "areas": Label("圏域別一覧", "Areas at a glance"),
    "story": Label("ものがたり", "A story"),
    "next": Label("これからの取り組み", "What comes next"),
}
"""The chapters of a report of a period, in their order."""

NARRATIVE = Kind(
    code="narrative",
    plural="narratives",
    group="report",
    thing="narrative",
    label=Label("文章", "narrative"),
    help=Label(
        "報告に載せる文章（期間と章ごと）", "A person's own words for a report, by period and section."
    ),
    table="narrative",
    arguments=("period", "text"),
    answers=("period", "section", "title"),
    keys=("period", "section", ("title", "text")),
    when="period",
    fields=(
        Field(
            "period",
            Label("期間", "period"),
            Stretch(),
            required=True,
            help=Label("どの期間の報告に載せるか", "in the report of which period it stands"),
        ),
        Field(
            "section",
            Label("章", "section"),
            Choice(fixed=SECTIONS),
            required=True,
            filter=True,
            help=Label(
                "どの章に載せるか（協議会、ものがたり、これから など）",
                "in which section (councils, story, next …)",
            ),
        ),
        Field(
            "title",
            Label("題名", "title"),
            Words(person="home"),
            help=Label("題名（ものがたりのスライドの題）", "its title (on the slide of a story)"),
        ),
        Field(
            "text",
            Label("本文", "text"),
            Prose(person="home"),
            required=True,
            help=Label(
                "本文。そのまま報告に載ります（- は標準入力）", "the text, printed as it is (-: stdin)"
            ),
        ),
    ),
    order=("period_from", "period_to", "id"),
)

KINDS = (FIGURE, NARRATIVE)
