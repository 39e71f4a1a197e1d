"""A quarter's report to look at: the source document's own figures, and made-up ones for the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from wagamachi_cli.pack import Pack, Section
from wagamachi_cli.period import Period, Span
from wagamachi_cli.sheet import Coded, Column, Row, Sheet, Table

from .pack_sections import HIDDEN, NOTHING, Charted


class Sample(Charted):
    """The report in one language; ``edition`` None is 案."""

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


def sample(language: str = "ja", **changes: object) -> Pack:
    """The report of the third quarter of FY R3."""
    return Sample(language).pack(**changes)
