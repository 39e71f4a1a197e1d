"""Who came to a meeting, for whom a course is, and whom or what a partner is tied to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Wagamachi, once

_FACILITIES = tuple(f"架空施設{n:03}" for n in range(1, 9))


@pytest.fixture
@once
def met(empty: Wagamachi) -> None:
    """Two consultants, registered two years ago, of whom one came to a meeting last week."""
    for name in ("相談員001", "相談員002"):
        empty.ok("consultant", "add", name, "--registered", "R2.1.10")
    empty.ok("council", "meeting", "add", "--on", "1/17", "--kind", "定例会", "--consultant", "相談員001")


@pytest.fixture
@once
def network(empty: Wagamachi) -> None:
    """A partner of eight facilities, a food drive and a pantry day."""
    empty.ok("council", "partner", "add", "架空ご近助会", "--members", "8")
    for name in _FACILITIES:
        empty.ok("council", "partner", "add", name, "--kind", "facility")
        empty.ok("council", "partner", "link", name, "--to", "架空ご近助会", "--from", "R3.4.1")
    empty.ok("pantry", "drive", "add", "架空ドライブ", "--on", "R4.1.10")
    empty.ok("pantry", "event", "add", "架空パントリー", "--on", "R4.1.31")


def _inactive(wagamachi: Wagamachi) -> list[str]:
    return [row["name"] for row in wagamachi.json("consultant", "list", "--inactive", "6")]


def test_who_comes_to_meetings_is_not_inactive(met: Wagamachi) -> None:
    assert _inactive(met) == ["相談員002"]
    assert met.json("consultant", "show", "相談員001")["last_active"] == "2022-01-17"
    assert met.json("council", "meeting", "show", "1")["consultants_present"] == ["相談員001"]
    assert "会議への出席もない相談員が1人" in met.ok("check").out


@pytest.mark.parametrize(
    "verb",
    [("edit", "1", "--status", "cancelled", "--clear", "consultant"), ("remove", "1", "--reason", "誤り")],
)
def test_only_meetings_that_were_held_count(met: Wagamachi, verb: tuple[str, ...]) -> None:
    met.ok("council", "meeting", *verb)
    assert _inactive(met) == ["相談員001", "相談員002"]


def test_the_number_stays_unknown_where_only_names_are_given(met: Wagamachi) -> None:
    assert met.json("council", "meeting", "show", "1")["consultants"] is None
    met.ok("council", "meeting", "edit", "1", "--consultants", "5")
    assert met.json("council", "meeting", "show", "1")["consultants"] == 5


@pytest.mark.parametrize(
    "given",
    [
        ("edit", "1", "--consultant", "相談員001、相談員002", "--consultants", "1"),
        ("edit", "1", "--consultants", "0"),
        ("edit", "1", "--attendees", "0"),
        (
            "add",
            "--on",
            "1/18",
            "--kind",
            "定例会",
            "--consultant",
            "相談員001,相談員002",
            "--attendees",
            "1",
        ),
    ],
)
def test_no_more_are_named_than_came(met: Wagamachi, given: tuple[str, ...]) -> None:
    met.refused(4, "council", "meeting", *given)
    met.ok("council", "meeting", *given, "--anyway", "名簿のとおり")


@pytest.mark.parametrize(
    "given",
    [
        ("add", "--on", "2/23", "--kind", "定例会", "--status", "planned", "--consultant", "相談員001"),
        ("edit", "1", "--status", "cancelled"),
    ],
)
def test_nobody_came_to_what_was_not_held(met: Wagamachi, given: tuple[str, ...]) -> None:
    met.refused(4, "council", "meeting", *given)


def test_a_sheet_names_who_came(met: Wagamachi, tmp_path: Path) -> None:
    sheet = tmp_path / "meetings.csv"
    sheet.write_text(
        "開催日,種別,参加者,うち相談員,出席した相談員\nR4.1.10,定例会,12,3,相談員001、相談員002\n",
        encoding="utf-8",
    )
    for added in (1, 0):
        assert met.json("import", "meetings", str(sheet))["added"] == added
    assert met.json("council", "meeting", "show", "2")["consultants_present"] == ["相談員001", "相談員002"]
    met.ok("template", "meetings", "-o", str(tmp_path / "form.csv"))
    assert "出席した相談員" in (tmp_path / "form.csv").read_text(encoding="utf-8-sig")


def test_a_consultant_who_came_is_in_use_and_can_be_merged(met: Wagamachi) -> None:
    met.refused(4, "consultant", "remove", "相談員001", "--reason", "誤り")
    met.ok("merge", "相談員001", "--into", "相談員002")
    assert met.json("council", "meeting", "show", "1")["consultants_present"] == ["相談員002"]
    assert met.json("consultant", "show", "相談員002")["last_active"] == "2022-01-17"


def test_only_courses_for_consultants_are_theirs(empty: Wagamachi) -> None:
    empty.ok(
        "choice", "add", "course_kind", "step-up", "--label", "ステップアップ講座", "--under", "consultant"
    )
    for title, kind, completed in (
        ("架空養成講座", None, 20),
        ("架空ステップアップ", "ステップアップ", 3),
        ("架空ボランティア講座", "ボランティア", 100),
    ):
        words = ("--kind", kind) if kind else ()
        empty.ok(
            *("consultant", "course", "add", "--on", "1/10", "--title", title),
            *("--sessions", "2", "--completed", str(completed)),
            *words,
        )
    rows = {row["measure"]: row for row in empty.json("report", "consultant", "R3")["rows"]}
    assert rows["course.completed"]["total"] == 23
    assert rows["course.held"]["total"] == 4
    kinds = [row["kind"] for row in empty.json("consultant", "course", "list", "--kind", "ボランティア")]
    assert kinds == ["volunteer"]


def test_a_partner_has_members(network: Wagamachi) -> None:
    whole = network.json("council", "partner", "show", "架空ご近助会")
    assert whole["member_names"] == list(_FACILITIES)
    assert whole["members"] == 8
    assert network.json("council", "partner", "show", _FACILITIES[0])["links"] == ["架空ご近助会"]
    listed = network.json("council", "link", "list", "--partner", _FACILITIES[0])
    assert [(row["partner"], row["to"]) for row in listed] == [(_FACILITIES[0], "架空ご近助会")]
    network.ok("council", "link", "edit", "1", "--until", "R3.12.31")
    assert network.json("council", "partner", "show", "架空ご近助会")["member_names"] == list(_FACILITIES[1:])


@pytest.mark.parametrize(("kind", "name"), [("drive", "架空ドライブ"), ("event", "架空パントリー")])
def test_a_partner_is_tied_to_a_drive_or_a_pantry_day(network: Wagamachi, kind: str, name: str) -> None:
    network.ok("council", "partner", "link", _FACILITIES[0], "--to", name)
    assert network.json("pantry", kind, "show", name)["partners"] == [_FACILITIES[0]]
    assert name in network.json("council", "partner", "show", _FACILITIES[0])["links"]
    network.refused(4, "council", "partner", "link", _FACILITIES[0], "--to", name)
    network.refused(4, "pantry", kind, "remove", name, "--reason", "誤り")


@pytest.mark.parametrize("within", ["架空ご近助会", _FACILITIES[0], _FACILITIES[1]])
def test_no_partner_is_a_member_of_itself(network: Wagamachi, within: str) -> None:
    network.ok("council", "partner", "link", _FACILITIES[1], "--to", _FACILITIES[0])
    network.refused(4, "council", "partner", "link", "架空ご近助会", "--to", within, "--anyway", "試し")


def test_a_membership_that_has_ended_makes_no_circle(network: Wagamachi) -> None:
    network.ok("council", "link", "edit", "1", "--until", "R3.12.31")
    network.ok("council", "partner", "link", "架空ご近助会", "--to", _FACILITIES[0])
    network.refused(4, "council", "link", "edit", "1", "--clear", "until")


def test_a_merge_links_no_partner_with_itself(network: Wagamachi) -> None:
    network.ok("merge", _FACILITIES[0], "--into", "架空ご近助会")
    assert network.json("council", "partner", "show", "架空ご近助会")["links"] == []
    assert len(network.json("council", "link", "list")) == 7
    network.ok("check")
    network.ok("undo")
    assert network.json("council", "partner", "show", "架空ご近助会")["member_names"] == list(_FACILITIES)


def test_a_merge_that_would_make_a_circle_is_refused(network: Wagamachi) -> None:
    network.ok("council", "partner", "add", "架空連合会")
    network.ok("council", "partner", "link", "架空ご近助会", "--to", "架空連合会")
    network.refused(4, "merge", _FACILITIES[0], "--into", "架空連合会")


def test_memberships_are_no_links_of_the_network(network: Wagamachi) -> None:
    network.ok("council", "add", "架空支えあい会")
    network.ok("council", "partner", "link", _FACILITIES[0], "--to", "架空支えあい会", "--from", "R3.10.1")
    network.ok("council", "partner", "link", _FACILITIES[0], "--to", "架空ドライブ", "--from", "R3.10.1")
    rows: dict[str, Any] = {row["measure"]: row for row in network.json("report", "network", "R3")["rows"]}
    assert rows["partner.links"]["total"] == 1
    assert rows["partner.linked"]["total"] == 1
