"""What is removed, merged away or undone counts nowhere: a record of every kind, and every measure."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.commands.test_examples import ORDER, typed
from tests.conftest import Wagamachi, once
from wagamachi_cli.commands.examples import examples
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.kinds.samples import SAMPLES
from wagamachi_cli.queries.records import sql
from wagamachi_cli.queries.rows import counted_codes, counting

_FEED = (
    "activity add 西サロン --category 居場所 --started R3.4.1",
    "activity add 南サロン --category 居場所 --started R3.4.1",
    "activity suspend 南サロン --on R3.8.1",
    *(f"activity add 昔のサロン00{n} --category 居場所 --started 不明" for n in range(1, 5)),
    "activity helper add 支え手009 --can 買い物 --registered 不明",
    *(f"consultant add 相談員00{n} --registered 不明" for n in (8, 9)),
    "activity helper add 支え手002 --can 買い物 --registered R3.4.1",
    "activity helper add 支え手003 --can 買い物 --registered R3.4.1",
    "activity request add --task 買い物 --on R4.1.12",
    "activity request match 2 --helper 支え手003 --on R4.1.20",
    *(f"consultant add 相談員00{n} --registered R3.4.1" for n in (2, 3, 4)),
    *(f"pantry household add H-000{n} --adults 1" for n in range(2, 7)),
    "pantry donate --item 水 --qty 50 --weight 100 --on R4.1.2 --no-date 水のため",
    "pantry event add 前のパントリー --on R4.1.24",
    "pantry event add 次のパントリー --on R4.1.24",
    "pantry reserve 次のパントリー --household H-0002 --delivery",
    "pantry distribute 前のパントリー --household H-0003 --on R4.1.24",
    "pantry distribute 前のパントリー --household H-0006 --on R4.1.24",
)
"""What stands beside the examples, so that there is something to add to."""

CASES = (
    "area: council area add 東区域",
    "council: council add 東の会 --established R3.5.1; council close {id} --on R3.12.1",
    "placement: council placement add --layer 第1層 --from R3.5.1; council placement end {id} --on R3.12.1",
    "meeting: council meeting add --on R4.1.10 --kind 定例会 --attendees 12 --online 5 --consultants 2"
    " --mode hybrid",
    "partner: council partner add 東商店 --kind 企業",
    "link: council partner link さくら商店 --to 西サロン --from R3.11.1",
    "support: council support add --on R4.1.10 --to 西サロン --function ネットワーク",
    "outreach: council outreach add --on R4.1.10 --channel チラシ --reach 100",
    "activity: activity add 東サロン --category 居場所 --started R3.6.1",
    "history: activity history add 西サロン --event 休止 --on R3.9.1",
    "history: activity history add 南サロン --event 再開 --on R3.9.1",
    "history: activity history add 西サロン --event 終了 --on R3.9.1",
    "session: activity session add 西サロン --on R4.1.12 --attendees 5 --distinct 4 --helpers 2",
    "session: activity session add 西サロン --on R4.1.13 --attendees 2 --people P-101,P-102",
    "contact: activity contact add 西サロン --on R4.1.12 --by 電話 --people 5",
    "session: activity session add 昔のサロン001 --on R4.1.12 --attendees 5",
    "contact: activity contact add 昔のサロン002 --on R4.1.12 --by 電話 --people 5",
    "intro: activity intro add --on R4.1.10 --program 体力測定会 --people 3 --activity 昔のサロン003",
    "history: activity history add 昔のサロン004 --event 休止 --on R3.9.1",
    "request: activity request add --task 買い物 --on R4.1.6;"
    " activity request match {id} --helper 支え手009 --on R4.1.6",
    "concern: consultant concern add --topic 架空の話 --on R4.1.10 --consultant 相談員008",
    "visit: consultant visit add --consultant 相談員009 --on R4.1.12",
    "survey: activity survey add --on R3.7.1 --sent 10 --returned 8 --willing 3 --wants 買い物=3"
    " --offers 買い物=2",
    "helper: activity helper add 支え手004 --can 買い物 --registered R3.11.1",
    "request: activity request add --task 買い物 --on R4.1.10;"
    " activity request match {id} --helper 支え手002 --on R4.1.11;"
    " activity request done {id} --on R4.1.12 --minutes 30",
    "request: activity request add --task 買い物 --on R4.1.9;"
    " activity request match {id} --helper 支え手003 --on R4.1.11",
    "request: activity request add --task 買い物 --on R4.1.8; activity request unmet {id} --on R4.1.9",
    "request: activity request add --task 買い物 --on R4.1.7; activity request cancel {id} --on R4.1.9",
    "ask: activity request ask 1 --helper 支え手002 --answer はい",
    "intro: activity intro add --on R4.1.10 --program 体力測定会 --people 3 --to council",
    "code: activity code add P-900",
    "consultant: consultant add 相談員005 --registered R3.5.1; consultant retire {id} --on R3.12.1",
    "course: consultant course add --on R3.11.1 --title 架空講座 --completed 5",
    "concern: consultant concern add --topic 架空の困りごと --on R4.1.10 --consultant 相談員003;"
    " consultant concern resolve {id} --on R4.1.12 --outcome 片づいた",
    "concern: consultant concern add --topic 架空の相談 --on R4.1.10",
    "relay: consultant relay add 1 --to さくら商店 --on R4.1.20",
    "visit: consultant visit add --consultant 相談員004 --on R4.1.12",
    "visit: consultant visit add --consultant 相談員004 --on R4.1.13 --absent",
    "drive: pantry drive add 東のドライブ --on R4.1.12",
    "lot: pantry donate --item 缶詰 --qty 6 --weight 2 --on R4.1.12 --no-date 缶詰",
    "movement: pantry discard 2 --qty 1 --reason 破損 --on R4.1.12",
    "movement: pantry pass-on 2 --qty 1 --to さくら商店 --on R4.1.12",
    "movement: pantry count 2 --qty 49 --on R4.1.12",
    "movement: pantry count 2 --qty 55 --on R4.1.12",
    "event: pantry event add 東のパントリー --on R4.1.24; pantry event close {id} --on R4.1.24",
    "reservation: pantry reserve 前のパントリー --household H-0003 --delivery --anyway 試し",
    "reservation: pantry reserve 前のパントリー --household H-0004; pantry event close 前のパントリー --on R4.1.24",
    "distribution: pantry distribute 次のパントリー --household H-0005 --item 水=2 --on R4.1.24",
    "distribution: pantry distribute --household H-0005 --item 水=2 --on R4.1.12",
    "distribution: pantry distribute --household H-0006 --item 水=2 --on R4.1.11",
    "distribution: pantry distribute 次のパントリー --household H-0002 --on R4.1.24"
    " | pantry event close 次のパントリー --on R4.1.24",
    "household: pantry household add H-0100 --adults 1",
    "hearing: pantry hearing add --household H-0002 --by 来所 --on R4.1.12",
    "referral: pantry refer --household H-0002 --to さくら商店 --on R4.1.10 --consent yes;"
    " pantry referral update {id} --status accepted --on R4.1.11;"
    " pantry referral update {id} --status done --on R4.1.12",
    "referral: pantry refer --household H-0003 --to さくら商店 --on R4.1.10 --consent yes;"
    " pantry referral update {id} --status declined --on R4.1.11",
    "figure: report figure add --measure session.held --period R2 --value 7",
    "narrative: report narrative add R3Q2 架空の文章 --section story",
    "note: note add 西サロン 架空のメモ",
)
"""Kind, the line that adds a record of it, lines that make more of it; a line for after its removal."""
SILENT = ("area", "partner", "ask", "code", "household", "figure", "narrative", "note")
"""Kinds that no measure counts."""
CANNOT = {
    "activity.closed 1": "an activity takes its own history along",
    "activity.resumed 1": "an activity takes its own history along",
    "activity.running 5": "story and activity are the same record",
    "activity.running 7": "story and activity are the same record",
    "activity.suspended 2": "an activity takes its own history along",
    "concern.relayed 1": "a concern that was relayed stands",
    "consultant.active 3": "a consultant with visits or concerns stands",
    **{f"food.stock {nth}": "the lot is looked at where it came and where it is told" for nth in (4, 5, 6)},
    "helper.first_match 2": "a helper who was matched stands",
    "pantry.no_shows 2": "an event with reservations stands",
}
"""Conditions on a record that cannot be removed while what is counted stands."""
_DAYS = tuple({"since": since, "until": "2022-01-24"} for since in ("1912-07-30", "2022-01-24"))


@pytest.fixture
@once
def whole(empty: Wagamachi) -> None:
    """A record of every kind, from the examples, and what the cases add to."""
    for code in ORDER:
        (line,) = examples(f"{KINDS[code].command} add")
        empty.ok(*typed(line))
    for line in _FEED:
        empty.ok(*line.split())


def answers(wagamachi: Wagamachi) -> dict[str, object]:
    """The rows of every measure, and every published figure."""
    with closing(sqlite3.connect(wagamachi.db)) as connection:
        found: dict[str, object] = {
            code: asked(connection, code, sql(f"measures/{MEASURES[code].rows or code}"))
            for code in counted_codes()
        }
        found["figure"] = connection.execute("SELECT id FROM figure WHERE removed IS NULL").fetchall()
    return found


def asked(connection: sqlite3.Connection, code: str, rows: str) -> list[list[str]]:
    question = counting(MEASURES[code], rows)
    return [sorted(map(repr, connection.execute(question, days))) for days in _DAYS]


def make(wagamachi: Wagamachi, case: str) -> tuple[list[str], int]:
    """Do a case: the words of its kind's commands and the id of the record."""
    code, _colon, lines = case.partition(" | ")[0].partition(": ")
    line, *more = lines.split("; ")
    made = wagamachi.json(*line.split())
    number = (made[0] if isinstance(made, list) else made)["id"]
    for line in more:
        wagamachi.ok(*line.format(id=number).split())
    return KINDS[code].command.split(), number


@pytest.mark.parametrize("case", CASES)
def test_what_is_removed_or_undone_counts_nowhere(case: str, whole: Wagamachi) -> None:
    before = answers(whole)
    steps = case.count("; ") + 1
    command, number = make(whole, case)
    there = answers(whole)
    assert (there != before) is (case.partition(":")[0] not in SILENT or case.startswith("figure"))
    whole.ok(*command, "remove", str(number), "--reason", "誤り")
    assert answers(whole) == before
    whole.ok("undo")
    assert answers(whole) == there
    for _step in range(steps):
        whole.ok("undo")
    assert answers(whole) == before
    for _step in range(steps):
        whole.ok("redo")
    assert answers(whole) == there


def test_every_kind_and_every_measure_is_tried(whole: Wagamachi) -> None:
    assert {case.partition(":")[0] for case in CASES} == set(KINDS)
    seen = set(answers(whole))
    for case in CASES:
        before, at = answers(whole), whole.db.read_bytes()
        make(whole, case)
        seen -= {code for code, rows in answers(whole).items() if rows != before[code]}
        whole.db.write_bytes(at)
    assert seen == set()


@pytest.mark.parametrize("code", [kind.code for kind in KINDS.values() if kind.name])
def test_what_was_merged_away_counts_nowhere(code: str, whole: Wagamachi) -> None:
    kind, sample = KINDS[code], SAMPLES[code]
    before = answers(whole)
    twin = "H-0900" if kind.coded else "二重の名前"
    name = str(sample[kind.name])
    (line,) = examples(f"{kind.command} add")
    whole.ok(*[twin if word == name else word for word in typed(line)])
    there = answers(whole)
    whole.ok("merge", "--kind", code, twin, "--into", name)
    assert answers(whole) == before
    whole.ok("undo")
    assert answers(whole) == there


# The conditions themselves: each is dropped, and the answer must change.

_CONDITION = re.compile(r"(?:\w+\.)?removed IS NULL")


def conditions() -> Iterator[tuple[str, int]]:
    for code in sorted(counted_codes()):
        if not MEASURES[code].rows or MEASURES[code].rows == code:
            for place, _found in enumerate(_CONDITION.finditer(sql(f"measures/{code}")), 1):
                yield code, place


@pytest.fixture(scope="module")
def gone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[sqlite3.Connection]]:
    """Registers in which each case was done and its record removed."""
    with pytest.MonkeyPatch.context() as patch:
        wagamachi = Wagamachi(tmp_path_factory.mktemp("gone") / "wagamachi.db", patch)
        wagamachi.ok("init")
        for code in ORDER:
            (line,) = examples(f"{KINDS[code].command} add")
            wagamachi.ok(*typed(line))
        for line in _FEED:
            wagamachi.ok(*line.split())
        start, made = wagamachi.db.read_bytes(), []
        for case in CASES:
            wagamachi.db.write_bytes(start)
            command, number = make(wagamachi, case)
            wagamachi.ok(*command, "remove", str(number), "--reason", "誤り")
            wagamachi.ok(*(case.partition(" | ")[2].split() or ["check"]))
            memory = sqlite3.connect(":memory:")
            memory.deserialize(wagamachi.db.read_bytes())
            made.append(memory)
    yield made
    for one in made:
        one.close()


@pytest.mark.parametrize(("code", "place"), conditions())
def test_no_condition_can_be_dropped_unseen(code: str, place: int, gone: list[sqlite3.Connection]) -> None:
    rows = sql(f"measures/{code}")
    at = [*_CONDITION.finditer(rows)][place - 1]
    without = f"{rows[: at.start()]}1{rows[at.end() :]}"
    seen = any(asked(one, code, rows) != asked(one, code, without) for one in gone)
    assert seen is (f"{code} {place}" not in CANNOT)
