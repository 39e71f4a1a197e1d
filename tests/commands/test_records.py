"""The doors that every kind has, as a coordinator uses them."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from tests.conftest import Wagamachi


def test_what_she_types_works_as_it_stands(fuchu: Wagamachi) -> None:
    made = fuchu.json(
        "activity", "add", "つくしサロン", "--category", "居場所", "--started", "5/12", "--council", "四谷"
    )
    assert made["name"] == "つくしサロン"
    assert made["category"] == "ibasho"
    assert made["council"] == "ささえあい四谷"
    assert made["started"] == "2021-05-12"
    assert made["status"] == "active"
    assert made["history"] == [{"event": "started", "on": "2021-05-12", "reason": None, "measures": []}]


def test_echo_has_the_full_date_its_weekday_and_fiscal_year(fuchu: Wagamachi) -> None:
    told = fuchu.ok("activity", "add", "つくしサロン", "--category", "居場所", "--started", "1/17").err
    assert "令和4年1月17日（月）" in told
    assert "R3年度" in told or "令和3年度" in told
    told = fuchu.ok("activity", "add", "すぎなサロン", "--category", "居場所", "--started", "12/20").err
    assert "令和3年12月20日（月）" in told


@pytest.mark.parametrize(
    "words",
    [
        ("council　list",),
        ("council", "list", "－－area", "四谷"),
        ("ｃｏｕｎｃｉｌ", "list", "ーーarea", "四谷"),
        ("council", "list", "--area=四谷"),
    ],
)
def test_full_width_commands_and_options(fuchu: Wagamachi, words: tuple[str, ...]) -> None:
    assert "ささえあい四谷" in fuchu.ok(*words).out


def test_full_width_data_is_not_touched(empty: Wagamachi) -> None:
    assert empty.json("council", "area", "add", "ＡＢ　①－－")["name"] == "ＡＢ　①－－"


def test_choices_by_code_label_in_either_language_or_part(fuchu: Wagamachi) -> None:
    for number, word in enumerate(("2", "第2層", "Layer 2", "２")):
        placed = fuchu.json("council", "placement", "add", "--layer", word, "--from", f"R2.{number + 4}")
        assert placed["layer"] == "2"
    assert "第1層" in fuchu.refused(2, "council", "placement", "add", "--layer", "9", "--from", "R2")["hint"]


def test_placement_answers_to_its_layer(fuchu: Wagamachi) -> None:
    fuchu.ok("council", "placement", "add", "--layer", "第1層", "--from", "H28.4.1")
    fuchu.ok("council", "placement", "add", "--layer", "第2層", "--from", "H28.4.1")
    fuchu.refused(3, "council", "placement", "end", "層")
    assert fuchu.json("council", "placement", "end", "第1層")["until"] == "2022-01-24"
    assert fuchu.json("council", "placement", "end", "層")["layer"] == "2", "the only one that is open"


def test_refs_in_the_promised_order(fuchu: Wagamachi) -> None:
    shown = [
        fuchu.json("council", "show", word)["id"]
        for word in (
            "OKS",
            "ｏｋｓ",
            "2",
            "ささえあい四谷",
            "支え合い 四谷",
            "小柳・是政",
            "わがまち支えあいの会~小柳",
        )
    ]
    assert shown == [1, 1, 2, 2, 2, 5, 5]


def test_two_candidates_are_both_named(fuchu: Wagamachi) -> None:
    result = fuchu("council", "show", "ささえあい")
    assert result.code == 3
    assert "ささえあい四谷" in result.err
    assert "押立・車返ささえあい協議会" in result.err


def test_none_names_the_nearest(fuchu: Wagamachi) -> None:
    assert "ささえあい四谷" in fuchu.refused(3, "council", "show", "ささえあい四屋")["hint"]


def test_dot_is_the_record_written_last(fuchu: Wagamachi) -> None:
    fuchu.ok("council", "edit", "四谷", "--kana", "ささえあいよつや")
    assert fuchu.json("council", "show", ".")["id"] == 2


def test_remove_wants_an_exact_name_or_id_and_a_reason(fuchu: Wagamachi) -> None:
    fuchu.ok("activity", "add", "つくしサロン", "--category", "居場所", "--started", "R3.5")
    fuchu.refused(3, "activity", "remove", "つくし", "--reason", "二重")
    fuchu.refused(2, "activity", "remove", "つくしサロン")
    fuchu.ok("activity", "remove", "つくしサロン", "--reason", "二重")
    assert fuchu.json("activity", "list") == []
    assert fuchu.rows("SELECT removed FROM activity") == [("二重",)]
    again = fuchu.json("activity", "add", "つくしサロン", "--category", "居場所", "--started", "R3.5")
    assert again["id"] == 2


def test_remove_names_what_stands_on_it(fuchu: Wagamachi) -> None:
    assert "連携" in fuchu.refused(4, "council", "remove", "ささえあい四谷", "--reason", "誤り")["message"]


def test_edit_changes_clears_and_replaces(fuchu: Wagamachi) -> None:
    fuchu.ok("council", "area", "add", "日新町")
    edited = fuchu.json(
        "council", "edit", "四谷", "--name", "ささえあい四谷の会", "--area", "四谷、日新町", "--alias", "SY"
    )
    assert (edited["name"], edited["areas"], edited["aliases"]) == (
        "ささえあい四谷の会",
        ["四谷", "日新町"],
        ["SY"],
    )
    cleared = fuchu.json("council", "edit", "SY", "--clear", "alias,圏域")
    assert (cleared["areas"], cleared["aliases"]) == ([], [])
    assert "name" in fuchu.refused(2, "council", "edit", "2", "--clear", "x")["hint"]
    fuchu.refused(2, "council", "edit", "2", "--clear", "name")
    fuchu.refused(2, "council", "edit", "2")


def test_names_that_cannot_be_told_apart(fuchu: Wagamachi) -> None:
    fuchu.refused(4, "council", "add", "ささえあい四谷")
    fuchu.refused(4, "council", "add", "支え合い四谷")
    made = fuchu.json("council", "add", "支え合い四谷", "--anyway", "別の団体")
    assert made["id"] == 6
    fuchu.refused(4, "council", "add", "ささえあい四谷", "--anyway", "同じ名")


@pytest.mark.parametrize(
    ("words", "right"),
    [
        (("activity", "add", "甲", "--category", "居場所", "--started", "R1.4.30"), "H31.4.30"),
        (("activity", "add", "甲", "--category", "居場所", "--started", "R3.13"), "12"),
        (("council", "meeting", "add", "--kind", "定例会", "--on", "2022年2月23日（火）"), "水"),
        (("council", "placement", "add", "--layer", "1", "--from", "R3.4", "--until", "R2.4"), "--until"),
        (("activity", "add", "甲", "--category", "居場所", "--started", "2022-01-25"), "--started"),
        (("activity", "add", "甲", "--category", "居場所", "--started", "9999-01-01"), "--started"),
        (("activity", "add", "甲", "--category", "温泉", "--started", "R3"), "--category"),
        (("activity", "add", "　", "--category", "居場所", "--started", "R3"), "空"),
        (("activity", "add", "甲"), "--category"),
        (("activity", "list", "--nowhere"), "--nowhere"),
        (
            ("council", "meeting", "add", "--kind", "定例会", "--on", "R3.4", "--attendees", "－1"),
            "--attendees",
        ),
        (
            ("council", "meeting", "add", "--kind", "定例会", "--on", "R3.4", "--attendees", "十五"),
            "--attendees",
        ),
    ],
)
def test_wrong_words_end_with_two_and_the_way_out(
    fuchu: Wagamachi, words: tuple[str, ...], right: str
) -> None:
    error = fuchu.refused(2, *words)
    assert right in error["message"] + error["hint"]


def test_numbers_with_units(fuchu: Wagamachi) -> None:
    made = fuchu.json(
        "council", "meeting", "add", "--kind", "定例会", "--on", "R4.1.20", "--attendees", "１５人",
        "--consultants", "3", "--mode", "会場", "--council", "四谷,OKS", "--start", "午後1時半", "--end", "15時",
    )  # fmt: skip
    assert (made["attendees"], made["consultants"], made["mode"]) == (15, 3, "in-person")
    assert made["councils"] == ["ささえあい四谷", "押立・車返ささえあい協議会"]
    assert (made["start"], made["end"], made["status"]) == ("13:30", "15:00", "held")


def test_the_future_has_no_attendance(fuchu: Wagamachi) -> None:
    planned = fuchu.json("council", "meeting", "add", "--kind", "定例会", "--on", "2/23", "--status", "予定")
    assert (planned["on"], planned["status"], planned["attendees"]) == ("2022-02-23", "planned", None)
    fuchu.refused(4, "council", "meeting", "edit", str(planned["id"]), "--attendees", "12")
    fuchu.refused(
        4, "council", "meeting", "add", "--kind", "定例会", "--on", "2022-02-23", "--attendees", "9"
    )
    fuchu.today("2022-02-24")
    held = fuchu.json("council", "meeting", "edit", str(planned["id"]), "--attendees", "12")
    assert (held["status"], held["attendees"]) == ("held", 12)


def test_meetings_of_a_month_at_once(fuchu: Wagamachi) -> None:
    fuchu.ok(
        "council",
        "meeting",
        "add",
        "--kind",
        "定例会",
        "--on",
        "R3.10",
        "--times",
        "11",
        "--attendees",
        "130",
    )
    fuchu.refused(4, "council", "meeting", "add", "--kind", "定例会", "--on", "R3.10.5", "--times", "2")


def test_the_story_of_an_activity(fuchu: Wagamachi) -> None:
    fuchu.ok("activity", "add", "つくしサロン", "--category", "居場所", "--started", "R1.6")
    fuchu.ok("activity", "add", "すぎなサロン", "--category", "居場所", "--started", "R1.6")
    fuchu.ok("activity", "suspend", "--all", "--category", "居場所", "--on", "R2.4.10", "--reason", "感染症")
    assert {row["status"] for row in fuchu.json("activity", "list")} == {"suspended"}
    assert fuchu.json("activity", "list", "--status", "休止", "--at", "R2.4.9") == []
    fuchu.ok("activity", "resume", "つくし", "--on", "R2.11.1", "--measure", "会場変更、capacity")
    story = fuchu.json("activity", "show", "つくし")
    assert [(event["event"], event["on"]) for event in story["history"]] == [
        ("started", "2019-06"),
        ("suspended", "2020-04-10"),
        ("resumed", "2020-11-01"),
    ]
    assert story["history"][2]["measures"] == ["venue-change", "capacity"]
    fuchu.refused(4, "activity", "resume", "つくし")
    fuchu.refused(4, "activity", "suspend", "つくし", "--on", "R1.5.31")
    fuchu.refused(4, "activity", "edit", "つくし", "--started", "R2.5")
    fuchu.ok("activity", "close", "つくし", "--on", "R3.12.31")
    closed = fuchu.json("activity", "show", "つくし")
    assert (closed["status"], closed["closed"]) == ("closed", "2021-12-31")
    error = fuchu.refused(4, "activity", "history", "remove", "1", "--reason", "誤り")
    assert "再開" in error["message"], "the entry that would break is named"


def test_all_or_none(fuchu: Wagamachi) -> None:
    for name in ("甲サロン", "乙サロン"):
        fuchu.ok("activity", "add", name, "--category", "居場所", "--started", "R1.6")
    fuchu.ok("activity", "close", "甲", "--on", "R2.3.31")
    fuchu.refused(4, "activity", "suspend", "乙", "甲", "--on", "R2.6.1")
    fuchu.refused(2, "activity", "suspend", "--category", "居場所")
    fuchu.refused(2, "activity", "suspend", "甲", "--all")


def test_one_command_is_one_entry_of_the_history(fuchu: Wagamachi) -> None:
    fuchu.ok(
        "activity", "add", "つくしサロン", "--category", "居場所", "--started", "R1.6", "--note", "秘密のメモ"
    )
    (command,) = fuchu.rows("SELECT command FROM history_command ORDER BY id DESC LIMIT 1")[0]
    assert command.startswith("activity add")
    assert "秘密" not in command
    assert "つくし" not in command
    assert "--started R1.6" in command
    before = len(fuchu.rows("SELECT id FROM history_command"))
    fuchu.ok("activity", "edit", "つくし", "--started", "R1.6")
    assert len(fuchu.rows("SELECT id FROM history_command")) == before


def test_council_status_follows_from_its_dates(empty: Wagamachi) -> None:
    assert empty.json("council", "add", "甲", "--status", "準備中")["status"] == "preparing"
    assert empty.json("council", "add", "乙", "--established", "R3.4")["status"] == "active"
    assert empty.json("council", "edit", "甲", "--established", "R3.4")["status"] == "active"
    assert empty.json("council", "close", "甲", "--on", "R3.12.1")["status"] == "closed"
    assert [row["name"] for row in empty.json("council", "list", "--at", "R3.12.1")] == ["乙"]
    assert [row["name"] for row in empty.json("council", "list", "--at", "R3.11.30")] == ["甲", "乙"]
    assert [row["name"] for row in empty.json("council", "list", "--status", "終了")] == ["甲"]


def test_json_has_the_promised_keys(fuchu: Wagamachi) -> None:
    promised = {
        ("council", "area"): {"id", "name", "kana", "parent"},
        ("council",): {"id", "name", "kana", "aliases", "areas", "status", "established", "closed"},
        ("council", "placement"): {"id", "layer", "council", "area", "coordinator", "from", "until", "concurrent"},
        ("council", "meeting"): {"id", "on", "kind", "title", "councils", "mode", "attendees", "consultants", "status"},
        ("council", "partner"): {"id", "name", "kind", "members", "area", "links"},
        ("activity",): {"id", "name", "category", "council", "area", "started", "closed", "status"},
        ("report", "figure"): {"id", "measure", "period", "key", "value", "as_of", "printed", "source", "confidence"},
    }  # fmt: skip
    fuchu.ok("activity", "add", "つくしサロン", "--category", "居場所", "--started", "R1.6")
    fuchu.ok("council", "placement", "add", "--layer", "1", "--from", "H28")
    for group, keys in promised.items():
        rows = fuchu.json(*group, "list")
        assert rows, group
        assert keys <= set(rows[0]), group


def test_a_command_opens_the_file_once(fuchu: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    connected = sqlite3.connect

    def connect(place: str, *rest: Any, **given: Any) -> sqlite3.Connection:
        if place.partition("?")[0].endswith(f"/{fuchu.db.name}"):  # and not the copy of the day
            opened.append(place.rpartition("mode=")[2])
        return connected(place, *rest, **given)

    fuchu.ok("council", "area", "add", "第1圏域")  # makes the copy of the day as well
    monkeypatch.setattr(sqlite3, "connect", connect)
    fuchu.ok("council", "area", "add", "第2圏域")
    fuchu.ok("council", "area", "list")
    assert opened == ["rw", "ro"], "one that only reads cannot write"
