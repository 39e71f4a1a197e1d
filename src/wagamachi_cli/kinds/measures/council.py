"""Placements, councils, their meetings and partners, and the coordinator's own work."""

from __future__ import annotations

from wagamachi_cli.kinds.measures.base import CASES, GROUP, HEADS, PERSON, TIMES, Measure
from wagamachi_cli.language import Label

MEASURES = (
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
            "期間の末日に在籍する生活支援コーディネーターの数。新規配置の累計から、それまでの退任を引いたもの"
            "（退任の日は在籍に数える）。",
            "Coordinators in post on the last day: new placements so far less those ended before it (the "
            "last day of a post is one in post).",
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
        short=Label("協議会", "councils"),
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
        named={"kind": "meeting_kind"},
        short=Label("会議", "meetings"),
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
        named={"kind": "meeting_kind"},
        short=Label("会議参加者", "attendances"),
    ),
    Measure(
        "meeting.at_venue",
        Label("会議 会場の参加者（延べ）", "meeting attendances at the venue"),
        HEADS,
        "flow",
        "process",
        Label(
            "会議の参加者のうち会場に来た延べ人数。会場とオンラインの内訳がわからない会議と、"
            "紙面での会議は除く。",
            "Of the attendances those at the venue; not of meetings in writing, nor where it is not known "
            "who was online.",
        ),
        split="kind",
        named={"kind": "meeting_kind"},
        short=Label("うち会場", "at the venue"),
    ),
    Measure(
        "meeting.online",
        Label("会議 オンラインの参加者（延べ）", "meeting attendances online"),
        HEADS,
        "flow",
        "process",
        Label(
            "会議の参加者のうちオンラインの延べ人数。会場とオンラインの内訳がわからない会議と、"
            "紙面での会議は除く。",
            "Of the attendances those online; not of meetings in writing, nor where it is not known who "
            "was online.",
        ),
        split="kind",
        named={"kind": "meeting_kind"},
        short=Label("うちオンライン", "online"),
    ),
    Measure(
        "meeting.consultants",
        Label("会議 相談員の参加（延べ）", "consultants at meetings"),
        HEADS,
        "flow",
        "process",
        Label(
            "会議の参加者のうち地域なんでも相談員の延べ人数（人数の記録がない会議は除く）。",
            "Of the attendances those of lay consultants, where their number is recorded.",
        ),
        split="kind",
        named={"kind": "meeting_kind"},
        short=Label("うち相談員", "consultants"),
    ),
    Measure(
        "partner.links",
        Label("新しい連携", "new links"),
        CASES,
        "flow",
        "process",
        Label(
            "期間内に始まった、連携先と協議会・活動体とのつながりの数（始まりがわからないものと、"
            "連携先どうし・フードドライブ・パントリーとのつながりは除く）。",
            "Links of partners with councils and activities that began in the period; not those whose "
            "beginning is unknown, nor those with other partners, drives and pantry days.",
        ),
        named={"kind": "partner_kind"},
        short=Label("新規", "new"),
    ),
    Measure(
        "partner.linked",
        Label("連携中", "links in force"),
        CASES,
        "stock",
        "structure",
        Label(
            "期間の末日に続いている、連携先と協議会・活動体とのつながりの数（終わりの日は続いている日に"
            "数える）。始まりがわからないものは、相手の協議会・活動体の始まりから数える。連携先どうし・"
            "フードドライブ・パントリーとのつながりは数えない。",
            "Links of partners with councils and activities in force on the last day, their own last day "
            "included; one whose beginning is unknown counts from the beginning of the council or activity. "
            "Those with other partners, drives and pantry days are not counted.",
        ),
        named={"kind": "partner_kind"},
    ),
    Measure(
        "support.made",
        Label("コーディネーターの支援", "coordinator's support"),
        TIMES,
        "flow",
        "process",
        Label(
            "期間内に協議会・活動体・連携先へおこなった支援の回数。",
            "How often the coordinator worked for a council, an activity or a partner in the period.",
        ),
        split="function",
        short=Label("支援", "support"),
    ),
    Measure(
        "outreach.count",
        Label("広報 回数", "outreach"),
        TIMES,
        "flow",
        "process",
        Label(
            "期間内におこなった広報・説明の回数。",
            "How often something was published or explained in the period.",
        ),
        split="channel",
        short=Label("回数", "times"),
    ),
    Measure(
        "outreach.reach",
        Label("広報 届いた数（延べ）", "outreach reached"),
        Label("人・部", "people or copies"),
        "flow",
        "process",
        Label(
            "期間内の広報が届いた人数・部数の和（数の記録がない広報は除く）。"
            "同じ人に届いた分も重ねて数える。",
            "People and copies that outreach came to, each time anew, where the number is recorded.",
        ),
        split="channel",
        short=Label("届いた数", "reached"),
    ),
)
