"""Which record a word means: ``.`` is the one written last, digits are an id, for every kind and verb."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.commands.test_examples import ORDER, typed
from tests.conftest import Wagamachi, once
from tests.test_docs import tool
from wagamachi_cli.commands.examples import examples
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.types import Ref, Words

VERBS = {
    "council close": "council",
    "council placement end": "placement",
    "council partner link": "partner --to つくしサロン",
    "activity suspend": "activity",
    "activity resume": "activity",
    "activity close": "activity",
    "activity helper retire": "helper",
    "activity request match": "request --helper 1",
    "activity request done": "request",
    "activity request unmet": "request",
    "activity request cancel": "request",
    "activity request ask": "request --helper 1 --answer はい",
    "activity request suggest": "request",
    "consultant retire": "consultant",
    "consultant concern resolve": "concern --outcome x",
    "consultant concern relay": "concern --to coordinator",
    "consultant concern return": "concern",
    "pantry recall": "lot",
    "pantry discard": "lot --qty 1",
    "pantry pass-on": "lot --qty 1 --to さくら商店",
    "pantry count": "lot --qty 1",
    "pantry reserve": "event --adults 1",
    "pantry distribute": "event --walk-in --adults 1",
    "pantry lot reweigh": "lot --weight 1",
    "pantry event close": "event",
    "pantry event cancel": "event",
    "pantry reservation cancel": "reservation",
    "pantry referral update": "referral --status done",
}
"""The verbs of the domain: the kind whose record they take, and what else they need."""
EXACT = ("merge", "forget")


def taking() -> list[tuple[str, Kind, list[str]]]:
    """Every command that takes a record: its words, the kind of the record, what else it needs."""
    made = []
    for kind in KINDS.values():
        made.append((f"{kind.command} show", kind, []))
        made.append((f"{kind.command} edit", kind, ["--note", "x"]))
    for path, said in VERBS.items():
        code, *more = said.split()
        made.append((path, KINDS[code], more))
    return made


@pytest.fixture
@once
def every(empty: Wagamachi) -> None:
    """A register with a record of every kind, from the examples; texts and names hold digits."""
    for code in ORDER:
        kind = KINDS[code]
        (line,) = examples(f"{kind.command} add")
        empty.ok(*typed(line))
    for kind in KINDS.values():
        texts = [
            one
            for one in map(kind.field, (kind.name, *kind.answers) if kind.name else kind.answers)
            if type(one.type) is Words and one.typed and one.key != "item"
        ]
        for one in texts:
            empty.ok(*kind.command.split(), "edit", "1", one.option, "第12回")
    empty.ok("pantry", "lot", "edit", "1", "--item", "米12")
    empty.ok("pantry", "event", "edit", "1", "--parcel", "米12=1")
    empty.ok("activity", "resume", "1", "--on", "1/18")


def test_no_verb_is_left_out() -> None:
    pages = {name.removeprefix("wagamachi").strip(): page for _d, name, page in tool("reference").commands()}
    taken = {
        path for path, page in pages.items() if any(f"[{word}" in page for word in ("REF", "LOT", "EVENT"))
    }
    doors = {
        f"{kind.command} {verb}"
        for kind in KINDS.values()
        for verb in ("add", "show", "edit", "remove", "list")
    }
    assert taken - doors == {*VERBS, *EXACT}


@pytest.mark.parametrize("code", KINDS)
def test_dot_is_the_record_written_last_and_no_other(code: str, every: Wagamachi) -> None:
    kind = KINDS[code]
    every.ok(*kind.command.split(), "edit", "1", "--note", "最後に書いた")
    whole = every.db.read_bytes()
    for path, other, more in taking():
        words = (*path.split(), ".", *more)
        if other is kind:
            assert every(*words).code in (0, 4), words
            every.db.write_bytes(whole)
        else:
            error = every.refused(3, *words)
            assert f"{kind.label}「" in error["message"], words
            assert other.label.ja in error["hint"], words


@pytest.mark.parametrize(
    ("path", "kind", "more"), taking(), ids=lambda one: one if isinstance(one, str) else ""
)
def test_digits_are_an_id_and_no_part_of_anything(
    path: str, kind: Kind, more: list[str], every: Wagamachi
) -> None:
    for digits in ("12", "１２", "2022", "3"):
        every.refused(3, *path.split(), digits, *more)
    assert every(*path.split(), "１", *more).code in (0, 4)


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (kind.code, one.key)
        for kind in KINDS.values()
        for one in kind.typed_fields
        if isinstance(one.type, Ref) and not one.type.made
    ],
)
def test_digits_in_an_option_are_an_id(code: str, key: str, every: Wagamachi) -> None:
    kind = KINDS[code]
    for digits in ("12", "１２", "2022"):
        every.refused(3, *kind.command.split(), "edit", "1", kind.field(key).option, digits)


@pytest.mark.parametrize("name", ["12", "１２"])
def test_a_name_or_another_name_that_is_digits_comes_first(name: str, empty: Wagamachi) -> None:
    for number in range(1, 14):
        empty.ok("council", "add", name if number == 5 else f"第{number}の会", "--anyway", "似た名前")
    assert empty.json("council", "show", name)["id"] == 5
    empty.ok("council", "edit", "3", "--alias", "1234")
    assert empty.json("council", "show", "1234")["id"] == 3


def test_a_day_written_as_one_number_is_a_day(every: Wagamachi) -> None:
    assert every.json("council", "meeting", "show", "20220117")["id"] == 1


def test_digits_in_a_sheet_are_an_id(every: Wagamachi) -> None:
    sheet = every.db.with_name("開催.csv")
    sheet.write_text("活動体,開催日,参加者\n12,2022-01-20,5\n", encoding="utf-8")
    assert every("import", "sessions", str(sheet)).code == 1
    sheet.write_text("活動体,開催日,参加者\n1,2022-01-20,5\n", encoding="utf-8")
    every.ok("import", "sessions", str(sheet))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("pantry distribute --household H-0001 --item 米12=1 --on 1/18", "distribution"),
        ("pantry distribute 1 --walk-in --adults 2 --item 米12=1", "distribution"),
        ("pantry reserve 1 --adults 2 --contact 090-0000-0000", "reservation"),
        ("pantry donate --item 水 --qty 3 --no-date 水のため", "lot"),
        ("pantry refer --household H-0001 --to さくら商店 --consent yes --on 1/19", "referral"),
        ("pantry discard 1 --qty 1", "movement"),
        ("pantry event close 1", "event"),
        ("activity suspend 1 --on 1/20", "activity"),
        ("activity request match 1 --helper 1", "request"),
        ("activity request add --task 買い物 --for P-777", "request"),
        ("consultant concern relay 1 --to coordinator", "concern"),
        ("council partner link 1 --to つくしサロン", "link"),
    ],
)
def test_dot_is_what_a_verb_printed(words: str, shown: str, every: Wagamachi) -> None:
    made = every.json(*words.split())
    assert every.json(*KINDS[shown].command.split(), "show", ".")["id"] == made["id"]


def test_dot_after_a_sheet_is_its_last_record(every: Wagamachi) -> None:
    sheet = every.db.with_name("開催.csv")
    sheet.write_text("活動体,開催日,参加者,参加者\n1,2022-01-20,2,A-01、A-02\n", encoding="utf-8")
    every.ok("import", "sessions", str(sheet))
    assert every.json("activity", "session", "show", ".")["on"] == "2022-01-20"


def test_dot_passes_over_what_does_not_stand(every: Wagamachi) -> None:
    every.ok("council", "add", "甲の会")
    every.ok("council", "add", "乙の会")
    every.ok("undo")
    assert every.json("council", "show", ".")["name"] == "甲の会"
    every.ok("redo")
    assert every.json("council", "show", ".")["name"] == "乙の会"
    every.ok("council", "remove", "乙の会", "--reason", "誤り")
    assert every.json("council", "show", ".")["name"] == "甲の会"
    every.ok("council", "add", "甲の会 東", "--anyway", "別の会")
    every.ok("merge", "甲の会 東", "--into", "甲の会")
    assert every.json("council", "show", ".")["name"] == "甲の会"


def test_dot_of_an_empty_register(empty: Wagamachi) -> None:
    assert "まだ何も" in empty.refused(3, "council", "show", ".")["message"]


def test_dot_of_a_register_of_before(every: Wagamachi) -> None:
    """Commands that an older version wrote do not say which record they showed."""
    every.ok("activity", "session", "add", "1", "--on", "1/20", "--attendees", "3")
    with closing(sqlite3.connect(every.db)) as connection, connection:
        connection.execute("UPDATE history_command SET record_kind = NULL, record_id = NULL")
    assert every.json("activity", "session", "show", ".")["on"] == "2022-01-20"
    every.refused(3, "activity", "suspend", ".")
