"""The contract's own words, where no other page of the tests holds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Wagamachi


@pytest.mark.parametrize("word", ["2/23", "2月23日", "23日", "R4.2.23", "地域活動"])
def test_a_day_without_a_year_finds_what_is_planned(fuchu: Wagamachi, word: str) -> None:
    assert fuchu.json("council", "meeting", "show", word)["on"] == "2022-02-23"


def test_a_day_without_a_year_that_was_and_will_be_names_both(fuchu: Wagamachi) -> None:
    fuchu.ok("council", "meeting", "add", "--on", "R3.2.23", "--kind", "定例会")
    error = fuchu.refused(3, "council", "meeting", "show", "2/23")
    assert [one["id"] for one in error["candidates"]] == [3, 2]


def test_the_nearest_is_named_though_little_of_it_was_typed(fuchu: Wagamachi) -> None:
    assert "ささえあい四谷" in fuchu.refused(3, "council", "show", "四屋")["hint"]


def test_what_lies_ahead_was_not_held(fuchu: Wagamachi) -> None:
    ahead = ("council", "meeting", "add", "--on", "R4.2.20", "--kind", "定例会")
    fuchu.refused(2, *ahead, "--status", "held")
    assert fuchu.json(*ahead)["status"] == "planned"
    fuchu.refused(4, "council", "meeting", "edit", "2/23", "--status", "held")


@pytest.mark.parametrize(
    ("words", "number"),
    [("15人", 15), ("15名", 15), ("１，２００部", 1200), ("8 人", 8)],
)
def test_a_number_may_have_its_own_unit(fuchu: Wagamachi, words: str, number: int) -> None:
    made = fuchu.json("council", "outreach", "add", "--on", "1/20", "--channel", "チラシ", "--reach", words)
    assert made["reach"] == number


def test_pieces_may_be_called_so(empty: Wagamachi) -> None:
    assert empty.json("pantry", "donate", "--item", "米", "--qty", "３個")["qty"] == 3
    empty.refused(2, "pantry", "donate", "--item", "米", "--qty", "3人")


def test_a_concern_is_relayed_to_several_and_the_coordinator_has_a_label(fuchu: Wagamachi) -> None:
    fuchu.ok("consultant", "concern", "add", "--topic", "ごみ出し")
    relayed = fuchu.json("consultant", "concern", "relay", "ごみ", "--to", "コーディネーター、四谷")
    assert relayed["relayed_to"] == ["coordinator", "ささえあい四谷"]
    assert "コーディネーター、ささえあい四谷" in fuchu.ok("consultant", "concern", "list").out


def test_removing_says_so(fuchu: Wagamachi) -> None:
    fuchu.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R3.5")
    assert "取り除きました" in fuchu.ok("activity", "remove", "つくし", "--reason", "二重").err


@pytest.mark.parametrize(
    ("made", "verb"),
    [
        (("council", "add", "準備会"), ("council", "close", "準備会")),
        (
            ("council", "placement", "add", "--layer", "1", "--from", "H28"),
            ("council", "placement", "end", "1"),
        ),
        (("consultant", "add", "相談員001", "--registered", "R3.4.1"), ("consultant", "retire", "相談員001")),
        (
            ("activity", "helper", "add", "支え手001", "--can", "電球", "--registered", "R3"),
            ("activity", "helper", "retire", "支え手001"),
        ),
    ],
)
def test_an_end_that_stands_is_not_written_over(
    empty: Wagamachi, made: tuple[str, ...], verb: tuple[str, ...]
) -> None:
    empty.ok(*made)
    empty.ok(*verb, "--on", "1/20")
    before = empty.json(verb[0], *verb[1:-2], "list")
    assert "R4.1.20" in empty.refused(4, *verb)["message"]
    empty.ok(*verb, "--on", "1/20")  # the very same again changes nothing
    assert empty.json(verb[0], *verb[1:-2], "list") == before


def test_an_end_known_in_part_can_be_told_exactly(empty: Wagamachi) -> None:
    empty.ok("council", "add", "準備会", "--status", "closed")
    assert empty.json("council", "close", "準備会", "--on", "1/20")["closed"] == "2022-01-20"


def test_a_request_is_done_once(empty: Wagamachi) -> None:
    empty.ok("activity", "helper", "add", "支え手001", "--can", "電球")
    empty.ok("activity", "request", "add", "--task", "電球")
    empty.ok("activity", "request", "match", "電球", "--helper", "支え手001")
    empty.ok("activity", "request", "done", "電球", "--minutes", "30分")
    empty.refused(4, "activity", "request", "done", "電球", "--minutes", "40分")
    assert empty.json("activity", "request", "list")[0]["minutes"] == 30


def test_all_means_what_has_not_ended(empty: Wagamachi) -> None:
    for day in ("R3.4.1", "R3.5.1"):
        empty.ok("council", "placement", "add", "--layer", "2", "--from", day)
    empty.ok("council", "placement", "end", "1", "--on", "R3.12.31")
    empty.ok("council", "placement", "end", "--all", "--layer", "第2層", "--on", "1/20")
    ends = [one["until"] for one in empty.json("council", "placement", "list")]
    assert ends == ["2021-12-31", "2022-01-20"]


@pytest.mark.parametrize(
    "words",
    [
        ("activity", "add", "Z", "--category", "居場所", "--started", "R3.13"),
        ("activity", "add", "Z"),
        ("council", "list", "--at", "R3.13"),
        ("activity", "edit", "1"),
        ("council", "remove", "ささえあい四谷"),
        ("pantry", "stock", "--at", "R3.13"),
        ("report", "activity", "R3.13"),
        ("pantry", "distribute", "--household", "H-1", "--on", "R3.13"),
        ("consultant", "concern", "relay", "1", "--to", "四谷", "--on", "R3.13"),
    ],
)
def test_the_command_line_is_looked_at_before_the_output_and_the_register(
    fuchu: Wagamachi, tmp_path: Path, words: tuple[str, ...]
) -> None:
    there = tmp_path / "there.csv"
    there.write_text("x", encoding="utf-8")
    missing = ("--db", str(tmp_path / "missing.db"))
    assert fuchu(*missing, *words, "-o", str(there)).code == 2
    assert fuchu(*missing, "council", "list", "-o", str(there)).code == 6
    assert fuchu(*missing, "council", "show", "ない").code == 5
    assert there.read_text(encoding="utf-8") == "x"


def test_a_reminder_calls_a_meeting_without_title_by_its_kind(fuchu: Wagamachi) -> None:
    fuchu.ok("council", "meeting", "add", "--on", "1/20", "--kind", "定例会")
    assert "「定例会」" in fuchu.ok("check").out
    assert "Regular meeting" in fuchu.ok("--lang", "en", "check").out


def test_the_log_names_options_as_they_are_typed(empty: Wagamachi) -> None:
    empty.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R1.5.1")
    empty.ok("activity", "suspend", "つくし", "--on", "R2.4.7")
    empty.ok("activity", "resume", "つくし", "--on", "R2.11.1", "--measure", "会場変更")
    assert "--measure 会場変更" in empty.ok("log", "-n", "1").out


@pytest.mark.parametrize(
    "words",
    [
        ("activity", "session", "add", "つくし", "--attendees", "5"),
        ("activity", "contact", "add", "つくし", "--by", "電話", "--people", "3"),
        ("activity", "survey", "add", "--sent", "100"),
        ("activity", "intro", "add", "--program", "体力", "--people", "2"),
        ("council", "meeting", "add", "--kind", "定例会"),
        ("council", "support", "add", "--to", "つくし", "--function", "network"),
        ("council", "outreach", "add", "--channel", "sns"),
        ("consultant", "course", "add", "--title", "養成講座"),
        ("pantry", "donate", "--item", "米", "--qty", "1"),
    ],
)
def test_on_is_today_unless_given(empty: Wagamachi, words: tuple[str, ...]) -> None:
    empty.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R1.5.1")
    assert empty.json(*words)["on"] == "2022-01-24"


class Person:
    """Somebody at a terminal, with answers ready; ``asked`` is what was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        self.asked: list[str] = []
        self._answers = list(answers)
        monkeypatch.setattr("wagamachi_cli.shell.interactive", lambda: True)
        monkeypatch.setattr("wagamachi_cli.shell.ask", self._answer)
        monkeypatch.setattr("wagamachi_cli.shell.confirm", lambda question: self._answer(question) == "y")
        monkeypatch.setattr("wagamachi_cli.shell.pick", lambda title, _options: int(self._answer(title)) - 1)

    def _answer(self, question: str) -> str:
        self.asked.append(question)
        return self._answers.pop(0)


def test_what_has_a_default_is_not_asked_for(empty: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    her = Person(monkeypatch, "3")
    given = empty.json("pantry", "donate", "--item", "米")
    assert (given["qty"], given["unit"], given["on"]) == (3, "点", "2022-01-24")
    assert len(her.asked) == 1


def test_everything_is_asked_until_an_empty_line(empty: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    her = Person(monkeypatch, "ごみ出し", "", "", "", "", "", "", "", "")
    empty.ok("consultant", "concern", "add")
    assert "R4.1.24" in her.asked[1], "the day is today unless another is given"
    assert her.asked[-1] == her.asked[0]
    assert [one["topic"] for one in empty.json("consultant", "concern", "list")] == ["ごみ出し"]


def test_an_unknown_task_is_offered_to_be_made(empty: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    Person(monkeypatch, "n", "y")
    words = ("activity", "helper", "add", "支え手001", "--can", "電球、草刈り")
    empty.refused(2, *words)
    assert empty.json(*words)["can"] == ["light_bulb", "草刈り"]
    assert "草刈り" in empty.ok("activity", "helper", "list").out


def test_a_dated_note_is_shown_with_its_record(fuchu: Wagamachi) -> None:
    fuchu.ok("note", "add", "ささえあい四谷", "見学あり", "--on", "1/10")
    shown = fuchu.json("council", "show", "四谷")
    assert shown["notes"] == [{"on": "2022-01-10", "text": "見学あり"}]
    assert "R4.1.10 見学あり" in fuchu.ok("council", "show", "四谷").out


def test_a_setting_is_not_taken_for_another(empty: Wagamachi) -> None:
    empty.refused(2, "config", "set", "foo", "1")
    assert empty.json("config", "set", "団体名", "府中社協")["key"] == "organisation"
    assert empty.json("config", "get", "thresh")["key"] == "threshold"


def test_choices_have_a_sheet_and_their_list_comes_back(
    empty: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "メモ" not in empty.ok("template", "choices", "-f", "csv").out
    empty.ok("choice", "list", "task", "-o", "tasks.xlsx")
    assert empty.json("import", "choices", "tasks.xlsx")["same"] == 9


def test_a_reason_of_the_system_is_told_in_the_language(empty: Wagamachi) -> None:
    assert "No such file" not in empty.refused(2, "import", "sessions", "missing.csv")["message"]


def test_among_several_kinds_too_the_nearest_is_named_and_the_kind_can_stand_before(fuchu: Wagamachi) -> None:
    support = ("council", "support", "add", "--function", "network", "--to")
    assert "ささえあい四谷" in fuchu.refused(3, *support, "四屋")["hint"]
    fuchu.ok("council", "partner", "add", "ささえあい四谷")
    hint = fuchu.refused(3, *support, "ささえあい四谷")["hint"]
    assert "協議会 ささえあい四谷" in hint
    assert fuchu.json(*support, "協議会 ささえあい四谷")["to"] == "ささえあい四谷"


def test_a_reason_may_be_in_her_own_words(empty: Wagamachi) -> None:
    empty.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R1.5.1")
    empty.ok("activity", "add", "ひまわり", "--category", "居場所", "--started", "R1.5.1")
    told = empty.json("activity", "suspend", "つくし", "--on", "R2.4.10", "--reason", "コロナ")
    assert told["history"][1]["reason"] == "コロナ"
    assert (
        empty.json("activity", "close", "ひまわり", "--reason", "コロナ")["history"][1]["reason"] == "コロナ"
    )
    empty.ok("activity", "request", "add", "--task", "電球")
    unmet = empty.json("activity", "request", "unmet", "電球", "--reason", "遠すぎる")
    assert (unmet["status"], unmet["reason"]) == ("unmet", "遠すぎる")


def test_dot_is_the_last_written_of_several_kinds_too(fuchu: Wagamachi) -> None:
    fuchu.ok("council", "add", "新しい会")
    fuchu.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R3.5")
    for text in ("一つ目", "二つ目"):
        assert fuchu.json("note", "add", ".", text)["record"] == {"kind": "activity", "name": "つくし"}
    assert fuchu.json("council", "support", "add", "--to", ".", "--function", "network")["to"] == "つくし"
    fuchu.ok("council", "edit", "新しい会", "--kana", "あたらしいかい")
    linked = fuchu.json("council", "partner", "link", "ご近助会", "--to", ".")
    assert linked["to"] == "新しい会"


def test_an_id_may_be_full_width(fuchu: Wagamachi) -> None:
    assert fuchu.json("council", "show", "２")["id"] == 2
    fuchu.refused(3, "council", "show", "9" * 5000)
