"""Seeing what was written, taking it back and doing it again."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import text

from tests.conftest import Wagamachi
from wagamachi_cli import register


def salon(wagamachi: Wagamachi, name: str = "つくしサロン", *more: str) -> None:
    wagamachi.ok("activity", "add", name, "--category", "居場所", "--started", "R3.5.12", *more)


def test_the_log_tells_who_when_what_and_each_value(fuchu: Wagamachi) -> None:
    salon(fuchu, "つくしサロン", "--council", "四谷", "--note", "電話は昼に")
    fuchu.ok("activity", "edit", "つくし", "--venue", "会館", "--started", "R3.4", "--note", "夜に")
    edited, added, *_rest = fuchu.json("log", "-n", "2")
    assert list(edited) == [
        "number", "at", "day", "user", "command", "kind", "target", "undone", "rows", "changes"
    ]  # fmt: skip
    assert (edited["number"], edited["day"], edited["kind"], edited["undone"]) == (
        3,
        "2022-01-24",
        "step",
        None,
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", edited["at"])
    assert edited["changes"] == [
        {
            "table": "activity",
            "kind": "activity",
            "id": 1,
            "before": {"venue": None, "started": "2021-05-12", "note": "…"},
            "after": {"venue": "会館", "started": "2021-04", "note": "…"},
        }
    ]
    assert added["changes"][0]["before"] is None
    assert added["changes"][0]["after"] == {
        "name": "つくしサロン",
        "category": "ibasho",
        "council": "ささえあい四谷",
        "started": "2021-05-12",
        "note": "…",
    }


def test_the_log_speaks_as_people_do_and_on_japans_clock(fuchu: Wagamachi) -> None:
    salon(fuchu)
    fuchu.ok("activity", "edit", "つくし", "--category", "見守り", "--started", "R3.4")
    told = fuchu.ok("log").out
    assert "活動体「つくしサロン」の区分 居場所づくり → 子どもの見守り、開始 R3.5.12 → R3.4" in told
    assert re.search(r"\bR\d+\.\d+\.\d+ \d\d:\d\d\b", told)
    details = fuchu.ok("log", "3").out
    assert re.search(r"活動体 +1 +つくしサロン +開始 +R3.5.12 +R3.4", details)


def test_a_persons_own_words_never_enter_the_log(fuchu: Wagamachi) -> None:
    salon(fuchu, "つくしサロン", "--note", "ひみつ一")
    fuchu.ok("council", "placement", "add", "--layer", "2", "--from", "R2.4", "--coordinator", "ひみつ二")
    fuchu.ok("note", "add", "活動体 つくしサロン", "ひみつ三")
    fuchu.ok("activity", "remove", "つくしサロン", "--reason", "ひみつ四")
    for words in (("log",), ("log", "-f", "json"), *(("log", str(number)) for number in range(2, 6))):
        assert "ひみつ" not in fuchu.ok(*words).out
    for _number in range(4):
        assert "ひみつ" not in fuchu.ok("undo", "--dry-run").out + fuchu.ok("undo", "-f", "json").out


def test_several_values_are_their_owners(fuchu: Wagamachi) -> None:
    fuchu.ok("council", "edit", "四谷", "--area", "四谷、片町")
    (edited,) = fuchu.json("log", "-n", "1")
    (change,) = edited["changes"]
    assert (change["kind"], change["id"]) == ("council", 2)
    assert (change["before"], change["after"]) == ({"areas": ["四谷"]}, {"areas": ["四谷", "片町"]})


def test_the_log_shows_the_last_twenty(empty: Wagamachi) -> None:
    for number in range(25):
        empty.ok("config", "set", "city", f"{number}市")
    assert [row["number"] for row in empty.json("log")] == list(range(26, 6, -1))
    assert [row["number"] for row in empty.json("log", "-n", "２")] == [26, 25]
    empty.refused(3, "log", "99")
    empty.refused(2, "log", "-n", "zero")


def test_undo_shows_first_what_it_will_change(fuchu: Wagamachi) -> None:
    salon(fuchu)
    before = fuchu.db.read_bytes()
    tried = fuchu.json("undo", "--dry-run")
    assert fuchu.db.read_bytes() == before
    done = fuchu.json("undo")
    assert tried["changes"] == done["changes"]
    assert (tried["number"], done["number"], done["kind"], done["target"]) == (None, 3, "undo", 2)
    (change,) = done["changes"]
    assert change["after"] is None
    assert change["before"]["name"] == "つくしサロン"
    assert [row["undone"] for row in fuchu.json("log")] == [None, 3, None]


def test_ids_given_out_stay_given_out(fuchu: Wagamachi) -> None:
    salon(fuchu)
    fuchu.ok("undo")
    salon(fuchu)
    assert fuchu.rows("SELECT id FROM activity") == [(2,)]


def test_several_undos_are_redone_in_turn(empty: Wagamachi) -> None:
    for city in ("甲市", "乙市", "丙市"):
        empty.ok("config", "set", "city", city)

    def city() -> str | None:
        return empty.json("config", "get", "city")["value"]  # type: ignore[no-any-return]

    told = [city()]
    for verb in ("undo", "undo", "undo", "redo", "redo", "undo", "redo", "redo"):
        empty.ok(verb)
        told.append(city())
    assert told == ["丙市", "乙市", "甲市", None, "甲市", "乙市", "甲市", "乙市", "丙市"]
    assert "やり直せるもの" in empty.refused(4, "redo")["message"]


def test_a_new_step_elsewhere_does_not_hinder_redo_but_one_on_the_same_record_does(empty: Wagamachi) -> None:
    empty.ok("config", "set", "city", "甲市")
    empty.ok("undo")
    empty.ok("config", "set", "organisation", "社協")
    empty.ok("redo", "-f", "json")
    empty.ok("undo")
    empty.ok("config", "set", "city", "乙市")
    error = empty.refused(4, "redo")
    assert "7番（config set city）" in error["message"]
    assert "wagamachi undo 7" in error["hint"]
    empty.ok("undo", "7")
    assert empty.json("redo")["target"] == 7


def test_undo_after_a_redo_takes_back_what_was_redone(empty: Wagamachi) -> None:
    empty.ok("config", "set", "city", "甲市")
    empty.ok("undo")
    empty.ok("config", "set", "organisation", "社協")
    empty.ok("redo")
    assert empty.json("undo")["target"] == 2


def test_nothing_goes_behind_a_floor(fuchu: Wagamachi) -> None:
    error = fuchu.refused(4, "undo")
    assert "1番（init --sample）" in error["message"]
    assert "1番（init --sample）" in fuchu.refused(4, "undo", "1")["message"]
    salon(fuchu)
    fuchu.ok("backup", str(fuchu.db.with_name("copy.db")))
    fuchu.ok("restore", str(fuchu.db.with_name("copy.db")))
    error = fuchu.refused(4, "undo", "2")
    assert "3番（restore）" in error["message"]
    assert "edit" in error["hint"]


def test_a_number_that_is_no_step(fuchu: Wagamachi) -> None:
    salon(fuchu)
    fuchu.ok("undo")
    fuchu.refused(3, "undo", "99")
    assert "3番" in fuchu.refused(4, "undo", "2")["message"]
    assert "redo" in fuchu.refused(4, "undo", "3")["hint"]
    fuchu.refused(2, "undo", "つくし")


def test_a_command_that_changed_nothing_is_no_step(fuchu: Wagamachi) -> None:
    salon(fuchu)
    fuchu.ok("activity", "edit", "つくし", "--category", "居場所")
    assert [row["number"] for row in fuchu.json("log")] == [2, 1]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        # the same record
        (("activity", "edit", "1", "--kana", "あ"), ("activity", "edit", "1", "--venue", "会館")),
        (("council", "edit", "2", "--area", "片町"), ("council", "edit", "2", "--kana", "よつや")),
        # a record that points to it
        (("council", "add", "北の会"), ("activity", "edit", "1", "--council", "北の会")),
        (("council", "area", "add", "北"), ("council", "edit", "2", "--area", "北")),
        (("council", "add", "北の会"), ("note", "add", "協議会 北の会", "一言")),
        # a choice in use
        (("choice", "add", "category", "walk", "--label", "散歩"), ("activity", "edit", "1", "--category", "walk")),
        # the story of one activity
        (("activity", "suspend", "1", "--on", "R3.6.1"), ("activity", "resume", "1", "--on", "R3.7.1")),
        # a name that was free
        (("activity", "edit", "1", "--name", "よもぎ"), ("activity", "add", "つくしサロン", "--category", "other", "--started", "R3")),
        # the same figure
        (("report", "figure", "remove", "1", "--reason", "誤り"), ("report", "figure", "add", "--measure", "placement.new", "--period", "H27", "--key", "1", "--value", "9")),
        # the same link
        (("council", "link", "edit", "1", "--until", "R3.3.31"), ("council", "partner", "link", "ご近助会", "--to", "ささえあい四谷")),
    ],
)  # fmt: skip
def test_a_later_command_that_depends_on_it_is_named(
    fuchu: Wagamachi, earlier: tuple[str, ...], later: tuple[str, ...]
) -> None:
    salon(fuchu)
    if "figure" in earlier:
        first = fuchu.json("report", "figure", "list", "--measure", "placement.new")[0]
        later = (
            *later[:4],
            "placement.new",
            "--period",
            first["period"],
            "--key",
            first["key"],
            "--value",
            "9",
        )
        later = (*later, *(("--as-of", first["as_of"]) if first["as_of"] else ()))
        earlier = ("report", "figure", "remove", str(first["id"]), "--reason", "誤り")
    fuchu.ok(*earlier)
    fuchu.ok(*later)
    last = fuchu.json("log", "-n", "1")[0]
    error = fuchu.refused(4, "undo", "3")
    assert f"{last['number']}番（{last['command']}）" in error["message"]
    assert f"wagamachi undo {last['number']}" in error["hint"]
    fuchu.ok("undo", str(last["number"]))
    fuchu.ok("undo", "3")


def test_what_was_put_back_must_still_be_right(fuchu: Wagamachi) -> None:
    fuchu.ok("council", "add", "北の会")
    salon(fuchu, "つくしサロン", "--council", "北の会")
    fuchu.ok("activity", "edit", "つくし", "--council", "四谷")
    fuchu.ok("council", "remove", "北の会", "--reason", "二重")
    error = fuchu.refused(4, "undo", "4")
    assert "council remove" in error["message"]
    assert "取り除いた協議会" in error["message"]
    fuchu.refused(4, "undo", "4", "--dry-run")


def test_settings_and_choices_are_taken_back(fuchu: Wagamachi) -> None:
    before = fuchu.rows("SELECT * FROM choice UNION ALL SELECT *, 1, 1, 1, 1, 1 FROM setting")
    fuchu.ok("config", "set", "threshold", "5")
    fuchu.ok("choice", "add", "category", "walk", "--label", "散歩")
    fuchu.ok("choice", "edit", "category", "walk", "--label", "散歩の会")
    fuchu.ok("choice", "retire", "category", "walk")
    for _number in range(4):
        fuchu.ok("undo")
    assert fuchu.rows("SELECT * FROM choice UNION ALL SELECT *, 1, 1, 1, 1, 1 FROM setting") == before


def test_thursdays_three_mistakes(fuchu: Wagamachi) -> None:
    """Of forty entries one was put on the wrong council, one entered twice, one never happened."""
    for number in range(1, 36):
        salon(fuchu, f"サロン{number}号", "--council", "四谷")
    salon(fuchu, "さくらサロン", "--council", "四谷")
    salon(fuchu, "あおばサロン", "--council", "中央")
    salon(fuchu, "わかばサロン", "--council", "中央")
    fuchu.ok("activity", "suspend", "わかばサロン", "--on", "R3.9.1")
    salon(fuchu, "桜サロン", "--council", "四谷", "--venue", "四谷文化センター")
    never = next(row["number"] for row in fuchu.json("log") if "suspend" in row["command"])

    fuchu.ok("activity", "edit", "あおばサロン", "--council", "住吉・分梅・南町ささえあい協議会")
    fuchu.ok("undo", str(never))
    fuchu.ok("merge", "桜サロン", "--into", "さくらサロン")

    made = fuchu.json("activity", "list")
    assert len(made) == 38
    by_name = {row["name"]: row for row in made}
    assert by_name["あおばサロン"]["council"] == "住吉・分梅・南町ささえあい協議会"
    assert by_name["わかばサロン"]["status"] == "active"
    assert fuchu.json("activity", "show", "さくらサロン")["venue"] == "四谷文化センター"
    rows = fuchu.json("report", "activity", "R3", "--source", "recorded")["rows"]
    assert {row["category"]: row["FY2021"] for row in rows}["ibasho"] == 38
    assert fuchu("check").code == 0


def test_a_step_of_thousands_of_rows_is_one_step(fuchu: Wagamachi) -> None:
    count = 2_000
    rows = [{"on": f"2021-{1 + number % 12:02}-15"} for number in range(count)]
    with register.write(fuchu.db, "import meetings", date(2022, 1, 24)) as session:
        session.connection().execute(
            text(
                "INSERT INTO meeting (on_from, on_to, kind, status, times) VALUES (:on, :on, 'regular', 'held', 1)"
            ),
            rows,
        )
    told = fuchu.ok("undo")
    assert fuchu.rows("SELECT count(*) FROM meeting") == [(2,)]
    assert "会議 取り消し 2000件" in told.out, "summed up, not told row by row"
    assert len(fuchu.json("log", "3")["changes"]) == count
    assert (fuchu.json("log")[0]["rows"], fuchu.json("log")[0]["changes"]) == (count, None)
    fuchu.ok("redo")
    assert fuchu.rows("SELECT count(*) FROM meeting") == [(count + 2,)]
