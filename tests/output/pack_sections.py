"""The sections of the sample report: those that have a chart, and how all are made."""

from __future__ import annotations

from wagamachi_cli.pack import Section
from wagamachi_cli.sheet import ChartSpec, Coded, Column, Corrected, Difference, Row, Sheet, Sign, Value

NOTHING, VAGUE, HIDDEN = Sign("–"), Sign("…"), Sign("x")
YEARS = ("H28年度", "H29", "H30", "R1", "R2", "R3※")
YEARS_EN = ("FY2016", "2017", "2018", "2019", "2020", "2021※")

Words = tuple[str, str]
Numbers = tuple[Value, ...]
# A measure: code, label, unit; three months, the quarter, the year so far, a year before, the quarter before.
Line = tuple[str, Words, Words, Numbers]


class Charted:
    """The sections with charts, in one language."""

    def __init__(self, language: str = "ja") -> None:
        self.language = language

    def __call__(self, ja: str, en: str) -> str:
        return ja if self.language == "ja" else en

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
        return YEARS if self.language == "ja" else YEARS_EN

    def placement(self) -> Section:
        years = ("H28年度", "H29", "H30", "R1", "R2")
        chart = ChartSpec(
            self("生活支援コーディネーターの配置", "Placements of livelihood-support coordinators"),
            self(
                "新規配置数と累計、令和4年1月現在", "new placements and their running total, as of Jan 2022"
            ),
            self("名", "people"),
            years if self.language == "ja" else YEARS_EN[:5],
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
