"""The form tells families apart: none becomes another's, none becomes two, no booking is lost."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.conftest import Result
from tests.pantry.conftest import Pantry
from wagamachi_cli import shell

_DAY = "1月の会"


class Forms:
    """Forms for one event, as they come in."""

    def __init__(self, pantry: Pantry, folder: Path) -> None:
        self.pantry, self._folder = pantry, folder

    def __call__(self, sheet: str, *words: str, event: str = _DAY) -> Result:
        path = self._folder / "form.csv"
        path.write_text(sheet, encoding="utf-8")
        return self.pantry.wagamachi("import", "reservations", str(path), "--for", event, *words)

    def taken(self, sheet: str, *words: str, event: str = _DAY) -> tuple[int, int, int]:
        result = self(sheet, *words, "-f", "json", event=event)
        assert result.code == 0, result
        return result.json["added"], result.json["changed"], result.json["same"]

    def refused(self, sheet: str, *words: str, event: str = _DAY) -> str:
        """What is said of a form of which nothing was taken in."""
        before = self.pantry.wagamachi.db.read_bytes()
        result = self(sheet, *words, event=event)
        assert result.code == 1, result
        assert self.pantry.wagamachi.db.read_bytes() == before
        return result.err

    @property
    def households(self) -> list[Any]:
        return [self.pantry("household", "show", row["code"]) for row in self.pantry("household", "list")]

    def booked(self, event: str = _DAY) -> list[str]:
        return [row["household"] for row in self.pantry("reservation", "list", event)]


@pytest.fixture
def forms(pantry: Pantry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Forms:
    monkeypatch.chdir(tmp_path)
    pantry("event", "add", _DAY, "--on", "R4.1.24")
    pantry("event", "add", "2月の会", "--on", "R4.2.28")
    return Forms(pantry, tmp_path)


_SHARED = (
    "お名前,電話,連絡先,大人\n"
    "架空の人001,090-0000-0001,042-000-0009,1\n"
    "架空の人002,090-0000-0002,042-000-0009,2\n"
    "架空の人003,090-0000-0003,042-000-0009,3\n"
)


def test_a_common_number_makes_three_families_no_one_family(forms: Forms) -> None:
    said = forms.refused(_SHARED)
    assert "3" in said
    assert "H-0001" in said
    assert "--map" in said
    for counts in ((3, 0, 0), (0, 0, 3)):
        assert forms.taken(_SHARED, "--map", "連絡先=second_contact") == counts
    assert [one["adults"] for one in forms.households] == [1, 2, 3]
    assert {one["second_contact"] for one in forms.households} == {"042-000-0009"}
    assert forms.booked() == ["H-0001", "H-0002", "H-0003"]


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("緊急連絡先", "emergency_contact"),
        ("緊急時の電話番号", "emergency_contact"),
        ("Emergency phone", "emergency_contact"),
        ("勤務先の電話", "second_contact"),
        ("連絡先（ご紹介者）", "second_contact"),
        ("施設のメール", "second_contact"),
        ("代理の方の携帯", "second_contact"),
    ],
)
def test_what_is_not_their_own_tells_nobody(forms: Forms, head: str, field: str) -> None:
    sheet = _SHARED.replace("連絡先", head)
    for counts in ((3, 0, 0), (0, 0, 3)):
        assert forms.taken(sheet) == counts
    assert [one[field] for one in forms.households] == ["042-000-0009"] * 3
    assert [one["contact"] for one in forms.households] == [f"090-0000-000{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("again", ["9000000001", "090-0000-0001", "+81 90-0000-0001", "０９０００００００01"])
def test_one_family_stays_one_however_its_number_is_written(forms: Forms, again: str) -> None:
    assert forms.taken("電話\n090-0000-0001\n") == (1, 0, 0)
    assert forms.taken(f"電話\n{again}\n", event="2月の会") == (1, 0, 0)
    assert len(forms.households) == 1


_FIRST = "電話,メール,大人,配達\n090-0000-0001,a@example.jp,2,×\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("090-0000-0001,a@example.jp,4,×", "大人 2 → 4"),
        ("090-0000-0001,b@example.jp,2,×", "連絡先"),
        ("090-0000-0002,a@example.jp,2,×", "連絡先"),
        ("090-0000-0001,a@example.jp,2,○", "配達 いいえ → はい"),
    ],
)
def test_a_match_that_changes_something_is_decided(forms: Forms, row: str, said: str) -> None:
    forms.taken(_FIRST)
    heads = _FIRST.splitlines()[0]
    assert said in forms.refused(f"{heads}\n{row}\n")
    for counts in ((0, 1, 0), (0, 0, 1)):
        assert forms.taken(f"{heads},コード\n{row},H-0001\n") == counts
    assert len(forms.households) == 1
    assert forms.taken(f"{heads}\n{row}\n") == (0, 0, 1), "what was decided is known"


@pytest.mark.parametrize("word", ["新規", "new"])
def test_another_family_at_the_same_number(forms: Forms, word: str) -> None:
    sheet = f"お名前,電話,大人,コード\n架空の人001,090-0000-0001,2,\n架空の人002,090-0000-0001,2,{word}\n"
    assert "H-0001" in forms.refused(sheet.replace(word, ""))
    for counts in ((2, 0, 0), (0, 0, 2)):
        assert forms.taken(sheet) == counts
    assert forms.booked() == ["H-0001", "H-0002"]
    assert [(one["contact"], one["second_contact"]) for one in forms.households] == [
        ("090-0000-0001", None),
        (None, "090-0000-0001"),
    ]
    assert "H-0002" in forms.refused("電話,大人\n090-0000-0001,2\n", event="2月の会")
    listed = (Path("form.codes.csv")).read_text(encoding="utf-8-sig").splitlines()
    heads = listed[0].split(",")
    assert [*heads[:4], heads[-1]] == ["お名前", "電話", "大人", "コード", "受取"]
    assert listed[2] == "架空の人002,090-0000-0001,2,H-0002,,"


def test_another_than_who_was_booked_before(forms: Forms) -> None:
    forms.taken("電話,大人\n090-0000-0001,2\n")
    for counts in ((1, 0, 0), (0, 0, 1)):
        assert forms.taken("電話,大人,コード\n090-0000-0001,2,新規\n") == counts
    assert forms.booked() == ["H-0001", "H-0002"]


def test_three_families_at_one_number_stay_three(forms: Forms) -> None:
    sheet = "電話,コード\n090-0000-0001,\n090-0000-0001,新規\n090-0000-0001,新規\n"
    for counts in ((3, 0, 0), (0, 0, 3)):
        assert forms.taken(sheet) == counts
        listed = Path("form.codes.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
        assert [row.split(",")[1] for row in listed] == ["H-0001", "H-0002", "H-0003"]


def test_their_own_number_decides_where_another_is_shared(forms: Forms) -> None:
    forms.taken("電話,連絡先,コード\n090-0000-0001,042-000-0009,\n090-0000-0002,042-000-0009,新規\n")
    again = "電話,連絡先\n090-0000-0002,042-000-0009\n090-0000-0001,042-000-0009\n"
    assert forms.taken(again, event="2月の会") == (2, 0, 0)
    assert sorted(forms.booked("2月の会")) == ["H-0001", "H-0002"]
    assert len(forms.households) == 2


def test_two_rows_of_one_code(forms: Forms) -> None:
    forms.taken("電話\n090-0000-0001\n")
    assert "H-0001" in forms.refused("コード,電話\nH-0001,\nH-0001,\n")
    assert "H-0009" in forms.refused("コード,電話\nH-0009,090-0000-0009\n")


def test_a_further_contact_is_kept_beside_the_first(forms: Forms) -> None:
    forms.taken("電話,メール,大人\n090-0000-0001,,\n")
    assert forms.taken("電話,メール,大人\n090-0000-0001,a@example.jp,2\n") == (0, 1, 0)
    (one,) = forms.households
    assert (one["contact"], one["adults"]) == ("090-0000-0001、a@example.jp", 2)
    assert forms.taken("電話,メール\n,A@example.jp\n", event="2月の会") == (1, 0, 0)
    assert "H-0001" in forms.refused("電話,メール,大人\n090-0000-0001,,5\n", "--new-only")


def test_the_contact_of_another_does_not_become_theirs(forms: Forms) -> None:
    forms.taken("電話\n090-0000-0001\n090-0000-0002\n")
    assert forms.taken("電話,コード\n090-0000-0002,H-0001\n", event="2月の会") == (1, 0, 0)
    assert [one["contact"] for one in forms.households] == ["090-0000-0001", "090-0000-0002"]


def test_a_command_says_what_a_contact_changes(forms: Forms) -> None:
    code = forms.pantry.household("--contact", "090-0000-0001", "--adults", "2")
    said = ("pantry", "reserve", _DAY, "--contact", "9000000001", "--adults")
    assert f"{code} です。人数が変わります（大人 2 → 4）" in forms.pantry.wagamachi.ok(*said, "4").err


def test_no_contact_outlives_the_household(forms: Forms) -> None:
    forms.taken("電話,勤務先の電話,緊急連絡先\n090-0000-0001,042-000-0001,042-000-0002\n")
    forms.pantry.wagamachi.ok("pantry", "event", "cancel", _DAY)
    forms.pantry.wagamachi.ok("forget", "H-0001")
    content = forms.pantry.wagamachi.db.read_bytes()
    assert not [
        number for number in (b"090-0000-0001", b"042-000-0001", b"042-000-0002") if number in content
    ]


def test_new_only_changes_no_household(forms: Forms) -> None:
    forms.taken("電話,メール\n090-0000-0001,\n")
    forms.refused("電話,メール\n090-0000-0001,a@example.jp\n", "--new-only")


def test_what_is_not_kept_is_named(forms: Forms) -> None:
    heads = "タイムスタンプ,お名前,電話,アレルギー,同意,備考,緊急連絡先の続柄"
    result = forms(f"{heads}\n2022/01/12 10:00:00,架空の人001,090-0000-0001,卵,同意する,,母\n")
    assert result.code == 0
    for head in ("お名前", "アレルギー", "同意", "続柄"):
        assert head in result.err
    for head in ("備考", "タイムスタンプ", "電話"):
        assert head not in result.err
    assert "アレルギー" not in forms(f"{heads}\n,,090-0000-0001,卵,,,\n", "--map", "アレルギー=").err


@pytest.mark.parametrize(
    ("head", "stamp"),
    [
        ("タイムスタンプ", "2022/01/12 10:00:00"),
        ("Timestamp", "1/12/2022 10:00:00"),
        ("完了時刻", "2022-01-12T10:00:00"),
        ("送信日時", "2022年1月12日 午後3時"),
        ("受付日", "R4.1.12"),
        ("タイムスタンプ", "2022/01/12 5:13:22 午後 GMT+9"),
    ],
)
def test_a_booking_is_of_the_day_of_its_time_stamp(forms: Forms, head: str, stamp: str) -> None:
    forms.taken(f"{head},電話\n{stamp},090-0000-0001\n")
    assert [row["on"] for row in forms.pantry("reservation", "list", _DAY)] == ["2022-01-12"]


@pytest.mark.parametrize("stamp", ["2022/02/12 10:00:00", "きのうの夜", "2022/13/01"])
def test_a_time_stamp_that_cannot_be_is_a_bad_row(forms: Forms, stamp: str) -> None:
    assert "タイムスタンプ" in forms.refused(f"タイムスタンプ,電話\n{stamp},090-0000-0001\n")


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Somebody at a terminal, who picks these places of the lists, one after another."""
    picks: list[int] = []
    monkeypatch.setattr(shell, "interactive", lambda: True)
    monkeypatch.setattr(shell, "pick", lambda _title, _options: picks.pop(0))
    return picks


@pytest.mark.parametrize(
    ("picked", "households", "booked"), [(0, 1, ["H-0001"]), (1, 2, ["H-0001", "H-0002"])]
)
def test_at_a_terminal_a_person_decides(
    forms: Forms, person: list[int], picked: int, households: int, booked: list[str]
) -> None:
    forms.taken("電話,大人\n090-0000-0001,2\n")
    person += [picked]
    forms.taken("電話,大人\n090-0000-0001,4\n")
    assert len(forms.households) == households
    assert forms.households[-1]["adults"] == 4
    assert forms.booked() == booked
    assert person == []


def test_at_a_terminal_it_can_be_left(forms: Forms, person: list[int]) -> None:
    forms.taken("電話,大人\n090-0000-0001,2\n")
    person += [2]
    forms.refused("電話,大人\n090-0000-0001,4\n")


def test_the_list_of_the_reception_serves_each_once(forms: Forms, tmp_path: Path) -> None:
    forms.taken("お名前,電話\n架空の人001,090-0000-0001\n架空の人002,090-0000-0002\n")
    back = tmp_path / "back.csv"
    with back.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["コード", "受取"], ["H-0001", "○"], ["H-0001", "○"]])
    assert forms.pantry.wagamachi("import", "distributions", str(back), "--for", _DAY).code == 1
    assert forms.pantry("visit", "list") == []


def test_rows_that_nobody_sees_are_told_and_left_out(forms: Forms, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    page: Any = made.active
    for row in (
        ("お名前", "電話", "大人"), ("架空の人001", "090-0000-0001", 1), ("架空の人002", "090-0000-0002", 2),
        ("架空の人003", "090-0000-0003", 3), ("架空の人004", "090-0000-0004", 4),
    ):  # fmt: skip
        page.append(row)
    page.auto_filter.ref = "A1:C5"
    page.row_dimensions[3].hidden = True
    for cell in page[4]:
        cell.font = Font(strike=True)
    page["C5"].font = Font(strike=True)
    made.save(tmp_path / "form.xlsx")
    taking = ("import", "reservations", str(tmp_path / "form.xlsx"), "--for", _DAY, "-f", "json")
    done = forms.pantry.wagamachi.ok(*taking)
    assert done.json["asides"] == [{"line": 3, "why": "hidden"}, {"line": 4, "why": "struck"}]
    assert "一部のセルに取り消し線" in done.err
    assert [one["adults"] for one in forms.households] == [1, 4]
    assert forms.pantry.wagamachi.ok(*taking, "--with-hidden").json["added"] == 2
    assert sorted(one["adults"] for one in forms.households) == [1, 2, 3, 4]
