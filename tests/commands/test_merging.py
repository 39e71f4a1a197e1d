"""One thing entered twice becomes one again."""

from __future__ import annotations

import pytest

from tests.conftest import Wagamachi, once


@pytest.fixture
@once
def twice(fuchu: Wagamachi) -> None:
    """四谷's council once more, as number 6, with everything that may stand on a council."""
    fuchu.ok(
        "council",
        "add",
        "四谷の会",
        "--area",
        "片町、四谷",
        "--kana",
        "よつや",
        "--alias",
        "四会",
        "--note",
        "旧名簿から",
    )
    fuchu.ok(
        "council",
        "meeting",
        "add",
        "--on",
        "1/20",
        "--kind",
        "定例会",
        "--council",
        "四谷の会、ささえあい四谷",
    )
    fuchu.ok("council", "meeting", "add", "--on", "1/21", "--kind", "定例会", "--council", "四谷の会")
    fuchu.ok("activity", "add", "つくし", "--category", "居場所", "--started", "R3", "--council", "四谷の会")
    fuchu.ok("council", "placement", "add", "--layer", "2", "--from", "R3.4", "--council", "四谷の会")
    fuchu.ok("note", "add", "協議会 四谷の会", "よく集まる")


def test_what_stands_on_the_one_stands_on_the_other(twice: Wagamachi) -> None:
    meetings = twice.rows("SELECT count(*) FROM meeting WHERE removed IS NULL")
    joined = twice.json("merge", "四谷の会", "--into", "ささえあい四谷")
    assert joined["id"] == 2
    assert joined["name"] == "ささえあい四谷"
    assert joined["kana"] == "よつや", "empty fields are filled"
    assert joined["note"] == "旧名簿から"
    assert joined["established"] == "FY2018", "others stay"
    assert joined["aliases"] == ["四会", "四谷の会"]
    assert joined["areas"] == ["四谷", "片町"]
    assert [row["councils"] for row in twice.json("council", "meeting", "list") if row["on"] > "2022-01-01"][
        :2
    ] == [
        ["ささえあい四谷"],
        ["ささえあい四谷"],
    ]
    assert twice.json("activity", "show", "つくし")["council"] == "ささえあい四谷"
    assert twice.json("council", "placement", "list")[0]["council"] == "ささえあい四谷"
    assert twice.json("note", "list")[0]["record"] == {"kind": "council", "name": "ささえあい四谷"}
    assert twice.rows("SELECT count(*) FROM meeting WHERE removed IS NULL") == meetings
    assert twice.rows("SELECT removed FROM council WHERE id = 6") == [("merged into 2",)]
    assert twice("check").code == 0


def test_it_is_one_step(twice: Wagamachi) -> None:
    def rows() -> list[object]:
        return [
            twice.rows(f"SELECT * FROM {table} ORDER BY id")
            for table in (
                "council",
                "council_area",
                "council_alias",
                "meeting_council",
                "placement",
                "note_line",
            )
        ]

    before = rows()
    twice.ok("merge", "四谷の会", "--into", "ささえあい四谷")
    after = rows()
    twice.ok("undo")
    assert rows() == before
    twice.ok("redo")
    assert rows() == after


def test_who_went_away_says_where(twice: Wagamachi) -> None:
    twice.ok("merge", "四谷の会", "--into", "ささえあい四谷")
    assert "「ささえあい四谷」（番号 2）" in twice.refused(3, "council", "show", "6")["message"]
    assert twice.json("council", "show", "四谷の会")["id"] == 2, "its name is an alias now"


def test_a_chain_leads_to_the_last(fuchu: Wagamachi) -> None:
    for name in ("甲商店", "乙商店", "丙商店", "甲商店の隣"):
        fuchu.ok("council", "partner", "add", name)
    fuchu.ok("merge", "甲商店", "--into", "乙商店")
    fuchu.ok("merge", "乙商店", "--into", "丙商店")
    for word in ("甲商店", "乙商店"):
        error = fuchu.refused(3, "council", "partner", "show", word)
        assert "「丙商店」" in error["message"], "not a part of another's name"
    fuchu.refused(3, "note", "add", "甲商店", "一言")
    fuchu.refused(3, "merge", "甲商店", "--into", "丙商店", "--kind", "連携先")
    fuchu.ok("council", "partner", "add", "甲商店")
    assert fuchu.json("council", "partner", "show", "甲商店")["id"] == 6, "the name is free again"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ささえあい四谷", "--into", "ささえあい四谷"), 4),
        (("2", "--into", "2", "--kind", "協議会"), 4),
        (("四谷", "--into", "ささえあい四谷"), 4),
        (("ささえあい", "--into", "ささえあい四谷"), 3),
        (("ささえあい四谷", "--into", "ない会"), 3),
        (("2", "--into", "3"), 3),
        (("2", "--into", "3", "--kind", "ない"), 2),
        (("2",), 2),
        (("--into", "2"), 2),
    ],
)
def test_what_cannot_be_joined(fuchu: Wagamachi, words: tuple[str, ...], code: int) -> None:
    fuchu.refused(code, "merge", *words)


def test_several_kinds_are_named_with_their_kinds(fuchu: Wagamachi) -> None:
    error = fuchu("merge", "2", "--into", "3", "-f", "json").error
    assert {"id": 2, "name": "圏域 白糸台"} in error["candidates"]
    assert {"id": 2, "name": "協議会 ささえあい四谷"} in error["candidates"]
    assert "圏域 白糸台" in error["hint"]


def test_the_stories_of_two_activities_must_hold_together(fuchu: Wagamachi) -> None:
    for name in ("つくし", "土筆"):
        fuchu.ok("activity", "add", name, "--category", "居場所", "--started", "R2.4.1")
    fuchu.ok("activity", "suspend", "つくし", "--on", "R3.1.7")
    fuchu.ok("activity", "suspend", "土筆", "--on", "R3.1.8")
    error = fuchu.refused(4, "merge", "土筆", "--into", "つくし")
    assert "R3.1.8" in error["message"]
    assert "activity show 2" in error["hint"]
    fuchu.ok("activity", "history", "remove", "2", "--reason", "二重")
    fuchu.ok("activity", "add", "つくしんぼ", "--category", "居場所", "--started", "R2.4.1")
    fuchu.ok("activity", "suspend", "つくしんぼ", "--on", "R2.4.7")
    fuchu.ok("activity", "resume", "つくしんぼ", "--on", "R2.7.1")
    fuchu.ok("merge", "土筆", "--into", "つくし")
    fuchu.ok("merge", "つくしんぼ", "--into", "つくし")
    told = [(event["event"], event["on"]) for event in fuchu.json("activity", "show", "つくし")["history"]]
    assert told == [
        ("started", "2020-04-01"),
        ("suspended", "2020-04-07"),
        ("resumed", "2020-07-01"),
        ("suspended", "2021-01-07"),
    ]


def test_an_area_within_the_other(fuchu: Wagamachi) -> None:
    for name, within in (("北", None), ("北の一", "北"), ("北の一の一", "北の一"), ("北の二", "北")):
        fuchu.ok("council", "area", "add", name, *(("--parent", within) if within else ()))
    fuchu.ok("merge", "北", "--into", "北の一")
    within = {row["name"]: row["parent"] for row in fuchu.json("council", "area", "list")}
    assert (within["北の一"], within["北の一の一"], within["北の二"]) == (None, "北の一", "北の一")
    fuchu.ok("council", "area", "add", "北の一の一の一", "--parent", "北の一の一")
    error = fuchu.refused(4, "merge", "北の一", "--into", "北の一の一の一")
    assert "圏域" in error["message"]


def test_a_partner_linked_through_both_is_told(twice: Wagamachi) -> None:
    twice.ok("council", "partner", "link", "ご近助会", "--to", "四谷の会")
    assert "既につながっています" in twice.ok("merge", "四谷の会", "--into", "ささえあい四谷").err


@pytest.mark.parametrize("number", ["99999999999999999999", "1", "3"])
def test_a_reason_that_reads_like_a_merge_is_a_reason(empty: Wagamachi, number: str) -> None:
    for name in ("架空の会001", "架空の会002", "架空の会003"):
        empty.ok("council", "add", name)
    empty.ok("council", "remove", "架空の会001", "--reason", f"merged into {number}")
    assert "見つかりません" not in empty.refused(3, "council", "show", "架空の会001")["message"]
    assert "統合" not in empty.refused(3, "council", "show", "1")["message"]


def test_one_merged_away_twice_is_told_where_it_went_in_the_end(empty: Wagamachi) -> None:
    for name in ("甲の会", "乙の会", "丙の会"):
        empty.ok("council", "add", name)
    empty.ok("merge", "甲の会", "--into", "乙の会")
    empty.ok("merge", "乙の会", "--into", "丙の会")
    assert "「丙の会」（番号 3）" in empty.refused(3, "council", "show", "1")["message"]
    assert empty.rows("SELECT id, merged_into_id FROM council ORDER BY id") == [(1, 2), (2, 3), (3, None)]
    empty.ok("undo")
    assert empty.rows("SELECT id, merged_into_id FROM council ORDER BY id") == [(1, 2), (2, None), (3, None)]
