"""A quarter's report to look at: the source document's own figures, and made-up ones for the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from wagamachi_cli.pack import Pack, Section
from wagamachi_cli.period import Period, Span
from wagamachi_cli.sheet import (
    ChartSpec,
    Coded,
    Column,
    Corrected,
    Difference,
    Row,
    Sheet,
    Sign,
    Table,
    Value,
)

NOTHING, VAGUE, HIDDEN = Sign("–"), Sign("…"), Sign("x")
_YEARS = ("H28年度", "H29", "H30", "R1", "R2", "R3※")
_YEARS_EN = ("FY2016", "2017", "2018", "2019", "2020", "2021※")

Words = tuple[str, str]
Numbers = tuple[Value, ...]
# A measure: code, label, unit; three months, the quarter, the year so far, a year before, the quarter before.
Line = tuple[str, Words, Words, Numbers]


class Sample:
    """The report in one language; ``edition`` None is 案."""

    def __init__(self, language: str = "ja") -> None:
        self.language = language

    def __call__(self, ja: str, en: str) -> str:
        return ja if self.language == "ja" else en

    def pack(self, **changes: object) -> Pack:
        pack = Pack(
            name="quarter",
            title=self(
                "令和3年度第3四半期 生活支援体制整備事業 進捗状況",
                "Livelihood Support System Development Program, progress in FY2021 Q3",
            ),
            organisation=self("府中市社会福祉協議会", "Fuchu Council of Social Welfare"),
            period=Period.quarter(2021, 3),
            as_of=date(2021, 12, 31),
            language=self.language,
            sections=self.sections(),
            annex=(self.history(), self.meetings()),
            definitions=self.definitions(),
            notes=(
                self(
                    "… は年度のみが分かる数、– は比べる数がないこと、x は秘匿（10未満）を表します。",
                    "… is known for the fiscal year only, – has nothing to compare with, x is hidden (below 10).",
                ),
                self(
                    "食の支援の数は見本のための架空の数です。", "The numbers of food support are fictional."
                ),
            ),
            sources=(
                self(
                    "府中市社会福祉協議会「生活支援体制整備事業の進捗状況について」（活動体 新規数 H28年度～R3年度、R4.1現在）",
                    'Fuchu Council of Social Welfare, "Progress of the programme" (activity bodies FY2016..FY2021)',
                ),
            ),
            version="0.2.0",
            records={"activity": 61, "council": 11, "meeting": 33, "session": 148},
        )
        return replace(pack, **changes)  # type: ignore[arg-type]

    def sections(self) -> tuple[Section, ...]:
        return (
            self.placement(),
            self.councils(),
            self.activities(),
            self.food(),
            self.help(),
            self.salons(),
            self.town_meeting(),
            self.consultants(),
            self.prevention(),
            self.outreach(),
            self.areas(),
            self.next_steps(),
        )

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("measure", self("指標", "measure"), kind="choice"),
            Column("unit", self("単位", "unit")),
            *(
                Column(f"2021-{month}", self(f"{month}月", f"2021-{month}"), kind="number")
                for month in ("10", "11", "12")
            ),
            Column("2021Q3", self("第3四半期", "Q3"), kind="number"),
            Column("ytd", self("年度累計", "year so far"), kind="number"),
            Column("2020Q3", self("前年同期", "a year before"), kind="number"),
            Column("difference", self("増減", "difference"), kind="number"),
            Column("2021Q2", self("前四半期", "quarter before"), kind="number"),
        )

    def sheet(self, *lines: Line) -> Sheet:
        rows: list[Row] = []
        for code, label, unit, numbers in lines:
            now, before = numbers[3], numbers[5]
            plain = now.now if isinstance(now, Corrected) else now
            compared = isinstance(plain, int | float) and isinstance(before, int | float)
            rows.append(
                {
                    "measure": Coded(code, self(*label)),
                    "unit": self(*unit),
                    **dict(zip(("2021-10", "2021-11", "2021-12"), numbers[:3], strict=True)),
                    "2021Q3": now,
                    "ytd": numbers[4],
                    "2020Q3": before,
                    "difference": Difference(plain - before) if compared else NOTHING,  # type: ignore[operator]
                    "2021Q2": numbers[6],
                }
            )
        return Sheet(self.columns(), tuple(rows))

    def section(self, key: str, heading: Words, message: Words, *lines: Line, **more: object) -> Section:
        return Section(
            key,
            self(*heading),
            self(*message),
            sheet=self.sheet(*lines) if lines else None,
            measures=tuple(line[0] for line in lines),
            aside=("2021Q2",),
            **more,  # type: ignore[arg-type]
        )

    def years(self) -> tuple[str, ...]:
        return _YEARS if self.language == "ja" else _YEARS_EN

    def placement(self) -> Section:
        years = ("H28年度", "H29", "H30", "R1", "R2")
        chart = ChartSpec(
            self("生活支援コーディネーターの配置", "Placements of livelihood-support coordinators"),
            self(
                "新規配置数と累計、令和4年1月現在", "new placements and their running total, as of Jan 2022"
            ),
            self("名", "people"),
            years if self.language == "ja" else _YEARS_EN[:5],
            (
                (self("第1層", "layer 1"), (1, None, None, None, None)),
                (self("第2層", "layer 2"), (2, 1, 1, 2, 5)),
            ),
            line=(self("累計", "running total"), (3, 4, 5, 7, 12)),
            notes=(
                self(
                    "出典：府中市社会福祉協議会「進捗状況について」",
                    "Source: Fuchu Council of Social Welfare",
                ),
            ),
        )
        return self.section(
            "placement",
            ("コーディネーターの配置", "Placement of coordinators"),
            (
                "第1層に1名、第2層に11名、合わせて12名を配置しています",
                "12 coordinators are in post: 1 in layer 1 and 11 in layer 2",
            ),
            ("placement.new", ("新規配置", "new placements"), ("名", "people"), (0, 0, 0, 0, 0, VAGUE, 0)),
            ("placement.in_post", ("在籍", "in post"), ("名", "people"), (12, 12, 12, 12, 12, 7, 12)),
            chart=chart,
        )

    def councils(self) -> Section:
        chart = ChartSpec(
            self("わがまち支えあい協議会の立ち上げ", "Wagamachi mutual-support councils established"),
            self("新規と累計、令和3年12月31日現在", "new and in total, as of 2021-12-31"),
            self("団体", "councils"),
            self.years(),
            ((self("新規", "new"), (1, 0, 1, 1, 2, 6)),),
            line=(self("累計", "in total"), (1, 1, 2, 3, 5, 11)),
            notes=(
                self("※ R3年度は12月までの数です。", "※ FY2021: until December."),
                self(
                    "出典：府中市社会福祉協議会「進捗状況について」",
                    "Source: Fuchu Council of Social Welfare",
                ),
            ),
        )
        return self.section(
            "councils",
            ("わがまち支えあい協議会", "Wagamachi mutual-support councils"),
            (
                "全11エリアで協議会が活動し、定例会を33回開きました",
                "Councils work in all 11 areas and met 33 times",
            ),
            ("council.total", ("協議会", "councils"), ("団体", "councils"), (11, 11, 11, 11, 11, 5, 11)),
            (
                "meeting.held",
                ("会議", "meetings held"),
                ("回", "times"),
                (11, Corrected(11, 10), 11, Corrected(33, 32), 96, 14, 31),
            ),
            (
                "meeting.attendees",
                ("会議の参加者（延べ）", "attendances at meetings"),
                ("人", "people"),
                (214, 198, 1032, 1444, 4310, 1501, 590),
            ),
            chart=chart,
            notes=(
                self(
                    "11月の会議は1回多く開かれていました（第1版のあとの記録）。",
                    "One more meeting in November was recorded after edition 1.",
                ),
            ),
        )

    def activities(self) -> Section:
        source = self(
            "出典の表記は「R3.1月現在」。列の年度は原資料に記載がなく、H28～R3年度と推定しています。",
            'The source says "as of R3.1"; that its columns are FY2016 to FY2021 is inferred.',
        )
        chart = ChartSpec(
            self("わがまち支えあい協議会 活動体の推移", "Activity bodies of the councils"),
            self("新規数、令和4年1月現在", "new in each fiscal year, as of Jan 2022"),
            self("団体", "bodies"),
            self.years(),
            (
                (self("居場所づくり", "places to belong"), (3, 4, 6, 5, 1, 2)),
                (self("生活支援", "daily-life support"), (0, 1, 3, 5, 1, 1)),
                (self("子どもの見守り", "child watch"), (0, 3, 2, 1, 5, 1)),
                (self("その他（PR・食の支援）", "other (PR, food support)"), (0, 1, 0, 0, 9, 7)),
            ),
            notes=(
                f"※ {source}",
                self(
                    "出典：府中市社会福祉協議会「進捗状況について」",
                    "Source: Fuchu Council of Social Welfare",
                ),
            ),
            stack_total=self("計", "total"),
        )
        return self.section(
            "activities",
            ("活動体", "Activity bodies"),
            (
                "活動体は平成28年度から61団体が立ち上がりました",
                "61 activity bodies have been started since FY2016",
            ),
            ("activity.started", ("新規", "started"), ("団体", "bodies"), (1, 0, 1, 2, 9, VAGUE, 4)),
            ("activity.closed", ("終了", "closed"), ("団体", "bodies"), (0, 0, 1, 1, 1, VAGUE, 0)),
            ("activity.running", ("活動中", "running"), ("団体", "bodies"), (49, 49, 49, 49, 49, 41, 48)),
            chart=chart,
            notes=(source,),
        )

    def food(self) -> Section:
        chart = ChartSpec(
            self("フードパントリー", "Food pantries"),
            self("月別の来所・配達世帯数（延べ、見本）", "household visits a month (sample)"),
            self("世帯", "households"),
            ("R3.4", "5", "6", "7", "8", "9", "10", "11", "12")
            if self.language == "ja"
            else ("2021-04", "05", "06", "07", "08", "09", "10", "11", "12"),
            (
                (self("来所", "collected"), (31, 0, 44, 29, 0, 52, 38, 61, 118)),
                (self("配達", "delivered"), (12, 0, 15, 10, 0, 21, 14, 22, 35)),
            ),
            stack_total=self("計", "total"),
            notes=(self("※ 見本のための架空の数です。", "※ Fictional numbers."),),
        )
        return self.section(
            "food",
            ("食の支援", "Food support"),
            (
                "フードパントリーで延べ288世帯に1,254.5kgの食品をお渡しし、5世帯を専門機関につなぎました",
                "Pantries gave 1,254.5 kg of food to 288 households; 5 were connected to agencies",
            ),
            (
                "food.received",
                ("食品の受け入れ", "food received"),
                ("kg", "kg"),
                (310.25, 402, 880, 1592.25, 3120.5, 640, 702),
            ),
            (
                "food.distributed",
                ("食品の配布", "food distributed"),
                ("kg", "kg"),
                (212.5, 351, 691, 1254.5, 2890, 512.5, 600),
            ),
            (
                "pantry.households",
                ("利用世帯（実）", "households"),
                ("世帯", "households"),
                (41, 66, 97, 131, 204, 88, 79),
            ),
            (
                "pantry.visits",
                ("利用世帯（延べ）", "household visits"),
                ("世帯", "households"),
                (52, 83, 153, 288, 502, 160, 112),
            ),
            (
                "referral.sent",
                ("専門機関へのつなぎ", "referrals"),
                ("件", "cases"),
                (HIDDEN, HIDDEN, HIDDEN, HIDDEN, 12, HIDDEN, HIDDEN),
            ),
            chart=chart,
            paragraphs=(
                self(
                    "「子どもが多くて、お米が本当に助かります」という声が届いています。ささえあい四谷と『ご近助会』（福祉施設等8施設）との"
                    "取り組みでは、12月のパントリーで施設の職員が受け渡しを手伝い、帰りがけに暮らしの話を聞く時間を設けました。",
                    '"With many children, the rice really helps." In December the staff of eight welfare facilities '
                    "helped to hand over the food, and made time to listen to how people are getting on.",
                ),
                self(
                    "予約フォームの利用が増え、訪問や来所での聞き取りから、必要に応じて専門機関へつないでいます。",
                    "More and more people book by the form; from talks at the door, some are connected to agencies.",
                ),
            ),
        )

    def help(self) -> Section:
        return self.section(
            "help",
            ("ちょっとしたお手伝い", "Neighbourly help"),
            (
                "30分程度のお手伝いを42件おこない、いちばん多いのは電球交換でした",
                "42 small tasks were done, most of all changing light bulbs",
            ),
            ("help.requests", ("依頼", "requests"), ("件", "cases"), (15, 17, 19, 51, 140, 33, 44)),
            ("help.done", ("実施", "done"), ("件", "cases"), (12, 14, 16, 42, 121, 30, 39)),
            ("help.minutes", ("時間", "minutes"), ("分", "min"), (380, 410, 525, 1315, 3700, 960, 1190)),
            (
                "helper.active",
                ("活動した担い手（実）", "active helpers"),
                ("人", "people"),
                (9, 11, 12, 19, 31, 15, 17),
            ),
        )

    def salons(self) -> Section:
        return self.section(
            "salons",
            ("居場所・サロン", "Places to belong, salons"),
            (
                "サロンは148回開かれ、休止中の3団体も電話やお便りでつながりを保ちました",
                "148 sessions were held; three suspended salons kept in touch by phone and letters",
            ),
            ("session.held", ("開催", "sessions"), ("回", "times"), (45, 51, 52, 148, 371, 88, 120)),
            (
                "session.attendances",
                ("参加（延べ）", "attendances"),
                ("人", "people"),
                (512, 604, 588, 1704, 4120, 1102, 1320),
            ),
            ("activity.suspended", ("休止", "suspended"), ("団体", "bodies"), (0, 1, 0, 1, 12, 6, 9)),
            (
                "contact.people",
                ("休止中の連絡（延べ）", "contacts while suspended"),
                ("人", "people"),
                (44, 39, 51, 134, 610, NOTHING, 240),
            ),
        )

    def town_meeting(self) -> Section:
        sheet = Sheet(
            (
                Column("on", self("開催日", "date"), kind="when"),
                Column("mode", self("方法", "mode"), kind="choice"),
                Column("title", self("内容", "title")),
                Column("attendees", self("参加者", "attendees"), self("名", "people"), "number"),
            ),
            (
                {
                    "on": Span.parse_machine("2021-08"),
                    "mode": Coded("online", self("オンライン", "online")),
                    "title": self(
                        "ほんの一歩からはじまった地域とのつながり ～私の場合～",
                        "It began with one small step",
                    ),
                    "attendees": 53,
                },
                {
                    "on": Span.day(date(2022, 2, 23)),
                    "mode": Coded("hybrid", self("会場とオンライン", "hybrid")),
                    "title": self(
                        "地域活動のヒント ～仲間づくり編～", "Hints for local activities: finding companions"
                    ),
                    "attendees": None,
                },
            ),
        )
        return Section(
            "town",
            self("わがまちタウンミーティング", "Wagamachi Town Meeting"),
            self(
                "8月の第1回は53名、第2回は2月23日に開きます",
                "53 people came in August; the second is on 23 February",
            ),
            sheet=sheet,
        )

    def consultants(self) -> Section:
        return self.section(
            "consultants",
            ("地域なんでも相談員", "Community consultants"),
            ("地域なんでも相談員は152名になりました", "There are now 152 community consultants"),
            (
                "consultant.registered",
                ("登録", "registered"),
                ("名", "people"),
                (148, 148, 152, 152, 152, 121, 146),
            ),
            ("visit.made", ("見守り訪問", "visits"), ("回", "times"), (88, 91, 102, 281, 790, 205, 260)),
            (
                "concern.received",
                ("気づき・心配ごと", "concerns"),
                ("件", "cases"),
                (7, 9, 6, 22, 61, NOTHING, 20),
            ),
            ("concern.resolved", ("解決", "resolved"), ("件", "cases"), (5, 8, 6, 19, 52, NOTHING, 18)),
        )

    def prevention(self) -> Section:
        return self.section(
            "prevention",
            ("介護予防との連携", "With care prevention"),
            (
                "体力測定会などで延べ86人に活動を紹介し、12人が参加を始めました",
                "86 people heard about activities at fitness tests; 12 have begun to take part",
            ),
            ("intro.occasions", ("紹介した機会", "occasions"), ("回", "times"), (2, 1, 3, 6, 15, 2, 5)),
            (
                "intro.people",
                ("紹介した人（延べ）", "people introduced"),
                ("人", "people"),
                (31, 18, 37, 86, 210, 24, 70),
            ),
        )

    def outreach(self) -> Section:
        return self.section(
            "outreach",
            ("普及啓発とネットワーク", "Outreach and network"),
            ("企業・団体など38か所とつながっています", "The councils are connected with 38 partners"),
            (
                "partner.links",
                ("つながる企業・団体", "partners"),
                ("か所", "partners"),
                (36, 37, 38, 38, 38, 22, 35),
            ),
            ("outreach.count", ("広報", "outreach"), ("回", "times"), (4, 3, 5, 12, 34, 8, 11)),
            (
                "support.made",
                ("コーディネーターの支援", "support by coordinators"),
                ("回", "times"),
                (61, 58, 64, 183, 540, 120, 170),
            ),
        )

    def areas(self) -> Section:
        names = ("中央", "白糸台", "西府", "武蔵台", "新町", "住吉", "是政", "紅葉丘", "押立", "四谷", "片町")
        heads = (
            ("meeting.held", ("会議", "meetings"), ("回", "times")),
            ("activity.running", ("活動体", "bodies"), ("団体", "bodies")),
            ("session.held", ("サロン", "sessions"), ("回", "times")),
            ("session.attendances", ("参加（延べ）", "attendances"), ("人", "people")),
            ("help.done", ("お手伝い", "help"), ("件", "cases")),
            ("consultant.registered", ("相談員", "consultants"), ("名", "people")),
            ("visit.made", ("見守り", "visits"), ("回", "times")),
            ("pantry.visits", ("パントリー", "pantry"), ("世帯", "households")),
        )
        rows: list[Row] = []
        for number, name in enumerate(names):
            values = [
                3,
                4 + number % 3,
                10 + number,
                120 + 17 * number,
                3 + number % 4,
                12 + number,
                20 + number,
            ]
            rows.append(
                {
                    "area": name if self.language == "ja" else f"Area {number + 1}",
                    **{code: value for (code, _l, _u), value in zip(heads, [*values, HIDDEN], strict=True)},
                }
            )
        columns = [Column("area", self("圏域", "area"))]
        columns += [Column(code, self(*label), self(*unit), "number") for code, label, unit in heads]
        return Section(
            "areas",
            self("圏域別一覧", "Area by area"),
            self(
                "全11圏域で協議会・活動体・相談員が動いています",
                "Councils, bodies and consultants are at work in all 11 areas",
            ),
            sheet=Sheet(tuple(columns), tuple(rows)),
            notes=(self("x は10未満のため秘匿しています。", "x: hidden, below 10."),),
        )

    def next_steps(self) -> Section:
        return Section(
            "next",
            self("これからの取り組み", "What comes next"),
            "",
            paragraphs=(
                self(
                    "協議会のPR：広報紙やチラシの配布、対面での説明の機会づくり、SNSの活用など、様々な機会を活用します。",
                    "Making the councils known: bulletins, flyers, talks face to face and social media.",
                ),
                self(
                    "各協議会のエリアを超えた連携をすすめます。",
                    "Working together across the areas of the councils.",
                ),
                self(
                    "企業や団体、事業所等へ地域貢献を働きかけ、協議会への参加や連携につなげます。",
                    "Asking companies and groups to take part in the councils.",
                ),
            ),
        )

    def history(self) -> Table:
        columns = [Column("category", self("区分", "category"), kind="choice")]
        columns += [
            Column(
                f"FY{2016 + place}",
                name.removesuffix("※"),
                self("団体", "bodies"),
                "number",
                mark="※" * (place == 5),
            )
            for place, name in enumerate(self.years())
        ]
        columns.append(Column("total", self("計", "total"), self("団体", "bodies"), "number"))
        bars = self.activities().chart
        assert bars is not None
        codes = ("ibasho", "life_support", "child_watch", "other")
        rows = tuple(
            {
                "category": Coded(code, name),
                **{f"FY{2016 + place}": value for place, value in enumerate(values)},
                "total": sum(value or 0 for value in values),
            }
            for code, (name, values) in zip(codes, bars.bars, strict=True)
        )
        return Table(
            "activity-years", self("活動体の推移", "Activity bodies by year"), Sheet(tuple(columns), rows)
        )

    def meetings(self) -> Table:
        columns = (
            Column("on", self("開催日", "date"), kind="when"),
            Column("council", self("協議会", "council")),
            Column("attendees", self("参加者", "attendees"), self("人", "people"), "number"),
        )
        rows = tuple(
            {
                "on": Span.day(date(2021, 10 + number % 3, 1 + number % 28)),
                "council": self(f"協議会{number:03}", f"Council {number:03}"),
                "attendees": 10 + number % 9,
            }
            for number in range(60)
        )
        return Table("meetings", self("会議の一覧", "Meetings"), Sheet(columns, rows))

    def definitions(self) -> Sheet:
        said = {
            "placement.in_post": ("在籍", "in post", "名", "people", "期間の末日に配置されているコーディネーターの数。", "Coordinators in post on the last day of the period."),
            "council.total": ("協議会", "councils", "団体", "councils", "期間の末日に設置されている第2層協議体の数。準備会は数えない。", "Layer-2 councils established by the last day of the period, without preparatory groups."),
            "meeting.held": ("会議", "meetings held", "回", "times", "期間中に開かれた会議。書面・オンラインを含み、中止は数えない。", "Meetings held in the period, on paper and online too, cancelled ones not."),
            "meeting.attendees": ("会議の参加者（延べ）", "attendances at meetings", "人", "people", "会議ごとの参加者を足した数。同じ人が2回来れば2人と数える。", "The sum of those who came to each meeting; who came twice counts twice."),
            "activity.started": ("新規", "started", "団体", "bodies", "期間中に始まった活動体の数。今も活動しているとは限らない。", "Activity bodies begun in the period; not all of them still run."),
            "pantry.households": ("利用世帯（実）", "households", "世帯", "households", "期間中に1回以上利用した世帯の数。期間ごとに数え直し、月の数を足さない。", "Households that came at least once in the period; counted anew for each period."),
            "help.done": ("実施", "done", "件", "cases", "期間中に終わった、30分程度のちょっとしたお手伝いの数。", "Small tasks of about 30 minutes finished in the period."),
            "visit.made": ("見守り訪問", "visits", "回", "times", "相談員による訪問・声掛け・状況確認の回数。留守を含む。", "Visits, calls and checks by consultants, also where nobody was met."),
        }  # fmt: skip
        columns = (
            Column("code", self("記号", "code")),
            Column("label", self("指標", "measure")),
            Column("unit", self("単位", "unit")),
            Column("definition", self("定義", "definition")),
        )
        rows = tuple(
            {
                "code": code,
                "label": self(ja, en),
                "unit": self(unit, unit_en),
                "definition": self(definition, definition_en),
            }
            for code, (ja, en, unit, unit_en, definition, definition_en) in said.items()
        )
        return Sheet(columns, rows)


def sample(language: str = "ja", **changes: object) -> Pack:
    """The report of the third quarter of FY R3."""
    return Sample(language).pack(**changes)
