"""What can be counted: each measure described once. Its rows come from queries/measures/CODE.sql."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wagamachi_cli.language import Label

MeasureKind = Literal["flow", "stock", "distinct"]
Level = Literal["structure", "process", "output", "outcome"]

PERSON = Label("名", "people")
GROUP = Label("団体", "groups")
TIMES = Label("回", "times")
HEADS = Label("人", "people")
LINKS = Label("件", "links")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure.

    ``kind``: a flow adds up over periods, a stock is read on the last day, a distinct count is counted
    anew for each period. ``public``: shown in public output however small. ``split``: the field that
    its rows and its published figures are told apart by. ``flow``: of a stock, the flow whose figures
    it runs up, and ``less`` the flow that is taken off.
    """

    code: str
    label: Label
    unit: Label
    kind: MeasureKind
    level: Level
    definition: Label
    public: bool = True
    split: str = ""
    flow: str = ""
    less: str = ""


_ALL = (
    Measure(
        "placement.new",
        Label("新規配置数", "new placements"),
        PERSON,
        "flow",
        "structure",
        Label(
            "期間内に着任した生活支援コーディネーターの数（年度の計は各期間の和）。",
            "Coordinators whose placement began in the period; periods add up.",
        ),
        split="layer",
    ),
    Measure(
        "placement.in_post",
        Label("配置数（在籍）", "coordinators in post"),
        PERSON,
        "stock",
        "structure",
        Label(
            "期間の末日に在籍する生活支援コーディネーターの数。新規配置の累計から退任を引いたもの。",
            "Coordinators in post on the last day: new placements so far less those ended.",
        ),
        split="layer",
        flow="placement.new",
        less="placement.ended",
    ),
    Measure(
        "placement.ended",
        Label("退任数", "placements ended"),
        PERSON,
        "flow",
        "structure",
        Label("期間内に退任した生活支援コーディネーターの数。", "Placements that ended in the period."),
        split="layer",
    ),
    Measure(
        "council.established",
        Label("協議会 設立数", "councils established"),
        GROUP,
        "flow",
        "structure",
        Label(
            "期間内に設立された協議会の数。設立時期が期間内と言い切れるものだけを数える。",
            "Councils established in the period, as far as the time is known to lie inside it.",
        ),
    ),
    Measure(
        "council.total",
        Label("協議会 設置数（累計）", "councils in existence"),
        GROUP,
        "stock",
        "structure",
        Label(
            "期間の末日にある協議会の数（設立の累計から終了を引いたもの）。",
            "Councils in existence on the last day: established so far less those closed.",
        ),
        flow="council.established",
        less="council.closed",
    ),
    Measure(
        "council.closed",
        Label("協議会 終了数", "councils closed"),
        GROUP,
        "flow",
        "structure",
        Label("期間内に終了した協議会の数。", "Councils closed in the period."),
    ),
    Measure(
        "activity.started",
        Label("活動体 新規数", "activities started"),
        GROUP,
        "flow",
        "output",
        Label(
            "期間内に始まった活動体の数（いま活動中の数ではない）。",
            "Activities that started in the period (not those still running).",
        ),
        split="category",
    ),
    Measure(
        "activity.closed",
        Label("活動体 終了数", "activities closed"),
        GROUP,
        "flow",
        "output",
        Label("期間内に終了した活動体の数。", "Activities that ended in the period."),
        split="category",
    ),
    Measure(
        "activity.suspended",
        Label("活動体 休止数", "activities suspended"),
        GROUP,
        "stock",
        "output",
        Label("期間の末日に休止している活動体の数。", "Activities that are suspended on the last day."),
        split="category",
    ),
    Measure(
        "activity.resumed",
        Label("活動体 再開数", "activities resumed"),
        GROUP,
        "flow",
        "output",
        Label(
            "期間内に再開した活動体の数（同じ活動の再開は回数分）。", "Returns from suspension in the period."
        ),
        split="category",
    ),
    Measure(
        "activity.running",
        Label("活動体 稼働数", "activities running"),
        GROUP,
        "stock",
        "output",
        Label(
            "期間の末日に始まっていて、終了も休止もしていない活動体の数。登録した活動だけを数える。",
            "Activities started, not ended and not suspended on the last day; recorded ones only.",
        ),
        split="category",
    ),
    Measure(
        "consultant.registered",
        Label("地域なんでも相談員 登録数", "consultants registered"),
        PERSON,
        "stock",
        "structure",
        Label(
            "期間の末日に登録している地域なんでも相談員の数。", "Lay consultants registered on the last day."
        ),
    ),
    Measure(
        "meeting.held",
        Label("会議 開催回数", "meetings held"),
        TIMES,
        "flow",
        "process",
        Label(
            "期間内に開かれた会議の回数（中止・予定は除く）。複数の協議会の会議は全体で1回。",
            "Meetings held in the period (not planned, not cancelled); one of several councils counts once.",
        ),
        split="kind",
    ),
    Measure(
        "meeting.attendees",
        Label("会議 参加者（延べ）", "meeting attendances"),
        HEADS,
        "flow",
        "process",
        Label(
            "期間内に開かれた会議の参加者の延べ人数（オンラインを含む。人数の記録がない会議は除く）。",
            "People present at meetings held, online included, each time anew; unless no number is known.",
        ),
        split="kind",
    ),
    Measure(
        "partner.links",
        Label("新しい連携", "new links"),
        LINKS,
        "flow",
        "process",
        Label("期間内に始まった連携先とのつながりの数。", "Links with partners that began in the period."),
    ),
)

MEASURES: dict[str, Measure] = {measure.code: measure for measure in _ALL}
