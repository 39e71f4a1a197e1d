"""What a report says, in the order of the slides: its chapters, their headline numbers and sentences."""

from __future__ import annotations

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.report import SECTIONS
from wagamachi_cli.language import Label


@frozen
class Clause:
    """A sentence on one number ``{n}``; ``none`` is said of 0, and nothing where there is no sentence.

    ``compared``: the number is compared with the year before in a sentence of its own.
    """

    code: str
    some: Label
    none: Label | None = None
    compared: bool = False


@frozen
class Chapter:
    """A chapter: the codes of its headline measures, what is said of them, its tables of parts.

    ``apart`` are (field, title, measures).
    """

    key: str
    heading: Label
    codes: tuple[str, ...]
    clauses: tuple[Clause, ...]
    apart: tuple[tuple[str, Label, tuple[str, ...]], ...] = ()


CHAPTERS = (
    Chapter(
        "placement",
        SECTIONS["placement"],
        ("placement.new", "placement.in_post"),
        (
            Clause(
                "placement.new",
                Label("新たに{n}名が着任しました。", "New placements: {n}."),
                Label("新たな着任の記録はありません。", "No new placement is recorded."),
                compared=True,
            ),
            Clause(
                "placement.in_post",
                Label("末日の在籍は{n}名です。", "In post on the last day: {n}."),
            ),
        ),
        (("layer", Label("配置（層ごと）", "Placements by layer"), ("placement.new", "placement.in_post")),),
    ),
    Chapter(
        "councils",
        SECTIONS["councils"],
        ("council.established", "council.total"),
        (
            Clause(
                "council.established",
                Label("新たに{n}団体が設立されました。", "Councils established: {n}."),
                Label("新たな設立の記録はありません。", "No new council is recorded."),
            ),
            Clause(
                "council.total",
                Label("協議会は合わせて{n}団体です。", "Councils in existence: {n}."),
            ),
        ),
    ),
    Chapter(
        "activities",
        SECTIONS["activities"],
        ("activity.started", "activity.closed", "activity.running", "activity.suspended"),
        (
            Clause(
                "activity.started",
                Label("活動体は新たに{n}団体が始まりました。", "Activities started: {n}."),
                Label("新たに始まった活動体の記録はありません。", "No new activity is recorded."),
                compared=True,
            ),
            Clause(
                "activity.running",
                Label("台帳では{n}団体が活動しています。", "Running, of those on the register: {n}."),
            ),
            Clause(
                "activity.suspended",
                Label("{n}団体が休止しています。", "Suspended: {n}."),
            ),
        ),
        (
            (
                "category",
                Label("活動体（区分ごと）", "Activities by category"),
                ("activity.started", "activity.closed", "activity.running", "activity.suspended"),
            ),
        ),
    ),
    Chapter(
        "food",
        SECTIONS["food"],
        (
            "food.received",
            "food.distributed",
            "pantry.days",
            "pantry.visits",
            "pantry.households",
            "referral.sent",
        ),
        (
            Clause(
                "food.received",
                Label("食料の寄付を{n}kg受けました。", "Food donated: {n} kg."),
                Label("食料の寄付の記録はありません。", "No donation of food is recorded."),
                compared=True,
            ),
            Clause("food.distributed", Label("{n}kgを世帯に渡しました。", "Handed out: {n} kg.")),
            Clause(
                "pantry.visits",
                Label("延べ{n}世帯が食料を受け取りました。", "Visits of households: {n}."),
                Label("食料を受け取った世帯の記録はありません。", "No visit of a household is recorded."),
            ),
            Clause(
                "referral.sent",
                Label("{n}件を専門機関などへつなぎました。", "Households referred to agencies: {n}."),
            ),
        ),
        (
            (
                "kind",
                Label("食料の寄付（寄付者の種別ごと）", "Donations by kind of donor"),
                ("food.received", "food.received_items"),
            ),
            (
                "category",
                Label("食料（分類ごと）", "Food by category"),
                (
                    "food.received",
                    "food.received_items",
                    "food.distributed",
                    "food.distributed_items",
                    "food.discarded",
                    "food.discarded_items",
                ),
            ),
            (
                "reason",
                Label("食料の廃棄（理由ごと）", "What was thrown away, by reason"),
                ("food.discarded", "food.discarded_items"),
            ),
            ("age", Label("利用人数（年代ごと）", "People reached by age"), ("pantry.people",)),
        ),
    ),
    Chapter(
        "help",
        SECTIONS["help"],
        ("help.requests", "help.done", "help.unmet", "helper.active"),
        (
            Clause(
                "help.requests",
                Label("お手伝いの依頼を{n}件受けました。", "Requests for help: {n}."),
                Label("お手伝いの依頼はありませんでした。", "No request for help was recorded."),
                compared=True,
            ),
            Clause("help.done", Label("{n}件の手伝いを終えました。", "Done: {n}.")),
            Clause(
                "help.unmet",
                Label("{n}件には応えられませんでした。", "Could not be met: {n}."),
            ),
        ),
        (
            (
                "task",
                Label("お手伝い（内容ごと）", "Neighbourly help by task"),
                ("help.requests", "help.done", "help.unmet", "help.minutes"),
            ),
        ),
    ),
    Chapter(
        "salons",
        SECTIONS["salons"],
        ("session.held", "session.attendances", "session.people", "contact.people"),
        (
            Clause(
                "session.held",
                Label("活動体は{n}回開催しました。", "Sessions held: {n}."),
                Label("開催の記録はありません。", "No session is recorded."),
                compared=True,
            ),
            Clause("session.attendances", Label("参加は延べ{n}人です。", "Attendances: {n}.")),
            Clause(
                "contact.people",
                Label("電話や訪問などで延べ{n}人とつながりを保ちました。", "Kept in touch with: {n}."),
            ),
        ),
        (
            (
                "category",
                Label("開催（区分ごと）", "Sessions by category"),
                ("session.held", "session.attendances", "session.people", "session.helpers"),
            ),
            ("way", Label("つながり（方法ごと）", "Keeping in touch by way"), ("contact.people",)),
        ),
    ),
    Chapter(
        "meetings",
        SECTIONS["meetings"],
        ("meeting.held", "meeting.attendees", "meeting.online"),
        (
            Clause(
                "meeting.held",
                Label("会議を{n}回開きました。", "Meetings held: {n}."),
                Label("開かれた会議の記録はありません。", "No meeting is recorded."),
                compared=True,
            ),
            Clause("meeting.attendees", Label("参加は延べ{n}人です。", "Attendances: {n}.")),
        ),
        (
            (
                "kind",
                Label("会議（種別ごと）", "Meetings by kind"),
                ("meeting.held", "meeting.attendees", "meeting.online"),
            ),
            (
                "mode",
                Label("会議（開催方法ごと）", "Meetings by mode"),
                ("meeting.held", "meeting.attendees"),
            ),
        ),
    ),
    Chapter(
        "consultants",
        SECTIONS["consultants"],
        ("consultant.registered", "consultant.active", "concern.received", "concern.resolved", "visit.made"),
        (
            Clause(
                "consultant.registered", Label("末日の登録は{n}名です。", "Registered on the last day: {n}.")
            ),
            Clause("concern.received", Label("困りごとを{n}件受けました。", "Concerns received: {n}.")),
            Clause(
                "visit.made",
                Label("見守りを{n}回おこないました。", "Visits made: {n}."),
                Label("見守りの記録はありません。", "No visit is recorded."),
                compared=True,
            ),
        ),
        (
            (
                "kind",
                Label("見守り（種別ごと）", "Visits by kind"),
                ("visit.made", "visit.met", "visit.absent"),
            ),
        ),
    ),
    Chapter(
        "prevention",
        SECTIONS["prevention"],
        ("intro.occasions", "intro.people"),
        (
            Clause(
                "intro.occasions",
                Label("介護予防事業に{n}回加わりました。", "Occasions with care prevention: {n}."),
                Label(
                    "介護予防事業との連携の記録はありません。",
                    "No occasion with care prevention is recorded.",
                ),
                compared=True,
            ),
            Clause(
                "intro.people",
                Label("{n}人を地域の活動へ紹介しました。", "People introduced: {n}."),
            ),
        ),
        (
            (
                "program",
                Label("介護予防事業（事業ごと）", "Care prevention by programme"),
                ("intro.occasions", "intro.people"),
            ),
        ),
    ),
    Chapter(
        "network",
        SECTIONS["network"],
        ("outreach.count", "partner.links", "partner.linked", "support.made"),
        (
            Clause(
                "outreach.count",
                Label("広報を{n}回おこないました。", "Occasions of outreach: {n}."),
                Label("広報の記録はありません。", "No outreach is recorded."),
                compared=True,
            ),
            Clause("partner.links", Label("新しい連携は{n}件です。", "New links with partners: {n}.")),
            Clause("partner.linked", Label("{n}件の連携が続いています。", "Links in force: {n}.")),
        ),
        (
            (
                "channel",
                Label("広報（媒体ごと）", "Outreach by channel"),
                ("outreach.count", "outreach.reach"),
            ),
            (
                "function",
                Label("コーディネーターの支援（機能ごと）", "The coordinator's work by function"),
                ("support.made",),
            ),
        ),
    ),
)

AREAS = SECTIONS["areas"]
EVERY = Label("すべての指標", "Every measure")
