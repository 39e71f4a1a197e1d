"""Activities, their sessions, keeping in touch, and who was introduced to them."""

from __future__ import annotations

from wagamachi_cli.kinds.measures.base import GROUP, HEADS, TIMES, Measure
from wagamachi_cli.language import Label

MEASURES = (
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
        short=Label("休止", "suspended"),
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
            "期間の末日に始まっていて、終了も休止もしていない活動体の数。登録した活動だけを数える。始まりが"
            "わからない活動は、開催などの記録が初めてある日から数える。",
            "Activities started, not ended and not suspended on the last day; recorded ones only. One whose "
            "start is unknown counts from the first day on which something of it is recorded.",
        ),
        split="category",
        short=Label("稼働", "running"),
    ),
    Measure(
        "session.held",
        Label("開催回数", "sessions held"),
        TIMES,
        "flow",
        "output",
        Label(
            "期間内に活動体が開催した回数。月などの合計で記録したものは、その回数。",
            "Sessions that activities held in the period; where a month's total was recorded, as many as "
            "it says.",
        ),
        split="category",
        short=Label("開催", "sessions"),
    ),
    Measure(
        "session.attendances",
        Label("参加者（延べ）", "attendances"),
        HEADS,
        "flow",
        "output",
        Label(
            "期間内の開催に参加した人を、そのつど数えた数（人数の記録がない開催は除く）。担い手は含まない。",
            "Everyone who came, each time anew, where the number is recorded; helpers apart.",
        ),
        split="category",
        short=Label("延べ", "attendances"),
    ),
    Measure(
        "session.people",
        Label("参加者（実人数）", "different people"),
        HEADS,
        "distinct",
        "output",
        Label(
            "期間内に一度でも参加した人を一人と数えた数。名簿のない開催は、"
            "団体が申告した実人数（同じ活動体では最も大きい数）だけを数える。期間ごとに数え直すので、"
            "期間の和にはならない。",
            "People who came at least once in the period, each counted once; without a roster only what "
            "the group states (of one activity the largest number). Counted anew for each period, so that "
            "periods do not add up.",
        ),
        split="category",
        short=Label("実人数", "people"),
    ),
    Measure(
        "session.helpers",
        Label("担い手（延べ）", "helpers at sessions"),
        HEADS,
        "flow",
        "output",
        Label(
            "期間内の開催を支えた担い手を、そのつど数えた数（人数の記録がない開催は除く）。",
            "Those who ran the sessions, each time anew, where the number is recorded.",
        ),
        split="category",
        short=Label("担い手", "helpers"),
    ),
    Measure(
        "contact.people",
        Label("つながりを保った人（延べ）", "people kept in touch with"),
        HEADS,
        "flow",
        "output",
        Label(
            "期間内に電話・お便り・訪問などで連絡した人を、そのつど数えた数。",
            "People reached by phone, letter, visit … to keep in touch, each time anew.",
        ),
        split="way",
        short=Label("つながり", "in touch"),
    ),
    Measure(
        "intro.occasions",
        Label("介護予防事業との連携", "occasions with care prevention"),
        TIMES,
        "flow",
        "process",
        Label(
            "期間内に介護予防事業へ加わった回数（紹介がなかった回も含む）。",
            "How often a care-prevention programme was attended in the period, also where nobody was "
            "introduced.",
        ),
        split="program",
        short=Label("連携", "occasions"),
    ),
    Measure(
        "intro.people",
        Label("地域活動への紹介", "people introduced"),
        HEADS,
        "flow",
        "output",
        Label(
            "期間内に介護予防事業から協議会・活動体・講座へ紹介した人数。",
            "People introduced from care prevention to councils, activities and courses in the period.",
        ),
        split="program",
        public=False,
        short=Label("紹介", "introduced"),
    ),
)
