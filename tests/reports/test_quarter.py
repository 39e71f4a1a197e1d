"""The report of a quarter, half, year and month: its numbers, columns, sentences, signs and folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Wagamachi, once
from wagamachi_cli.kinds.measures import MEASURES

TODAY = "2022-01-05"


@pytest.fixture
@once
def town(empty: Wagamachi) -> None:
    """Sessions in two years, one request, on 5 January 2022."""
    empty.today(TODAY)
    empty.ok("council", "area", "add", "山手")
    empty.ok("council", "add", "山手の会", "--area", "山手", "--established", "R2.4.10")
    empty.ok(
        "activity", "add", "架空サロン", "--category", "居場所", "--council", "山手の会", "--started", "R2.5"
    )
    for day, came in (("R2.10.5", 9), ("R2.12.1", 8), ("R3.4.12", 3), ("R3.10.4", 12), ("R3.11.9", 4)):
        empty.ok("activity", "session", "add", "架空サロン", "--on", day, "--attendees", str(came))
    empty.ok("activity", "session", "add", "架空サロン", "--on", "R3.12.7", "--people", "P-1,P-2")
    empty.ok("activity", "session", "add", "架空サロン", "--on", "R3.12.8", "--people", "P-2,P-3")
    empty.ok("activity", "request", "add", "--task", "買い物", "--on", "R3.11.1", "--area", "山手")


def rows(report: dict[str, object], key: str = "") -> dict[str, dict[str, object]]:
    """The rows of a report, or of one of its sections, by measure."""
    sections = report["sections"]
    assert isinstance(sections, list)
    part = next(one for one in sections if one["key"] == key) if key else report
    return {row["measure"]: row for row in part["rows"]}


def columns(report: dict[str, object], key: str) -> list[str]:
    sections = report["sections"]
    assert isinstance(sections, list)
    part = next(one for one in sections if one["key"] == key)
    return [column["key"] for column in part["columns"]]


def test_columns_of_a_quarter(town: Wagamachi) -> None:
    report = town.json("report", "quarter", "R3Q3")
    assert report["report"] == "quarter"
    assert report["period"] == {"label": "R3Q3", "from": "2021-10-01", "to": "2021-12-31"}
    assert (report["as_of"], report["edition"], report["internal"]) == ("2021-12-31", None, False)
    held = rows(report, "salons")["session.attendances"]
    assert [held[key] for key in ("2021-10", "2021-11", "2021-12", "2021Q3", "ytd")] == [12, 4, 4, 20, 23]
    assert [held[key] for key in ("last-year", "diff", "previous")] == [17, 3, 0]
    people = rows(report, "salons")["session.people"]
    assert (people["2021-12"], people["2021Q3"]) == (3, 3), "counted anew, not added up"


def test_every_number_is_the_one_that_why_explains(town: Wagamachi) -> None:
    report = town.json("report", "quarter", "R3Q3", "--internal")
    shown = rows(report)
    assert set(shown) == set(MEASURES)
    for code, row in shown.items():
        answer = town.json("report", "why", "R3Q3", code)
        assert answer["value"] == row["2021Q3"], code
        assert sum(one["counts"] for one in answer["rows"]) == (row["2021Q3"] or 0), code


def test_a_year_is_the_sum_of_its_quarters_for_flows(town: Wagamachi) -> None:
    year = rows(town.json("report", "year", "R3", "--internal"))
    quarters = ("2021Q1", "2021Q2", "2021Q3", "2021Q4")
    for code, row in year.items():
        if MEASURES[code].kind == "flow":
            assert sum(row[key] or 0 for key in quarters if key in row) == (row["FY2021"] or 0), code
    for number, quarter in enumerate(quarters, start=1):
        report = rows(town.json("report", "quarter", f"R3Q{number}", "--internal"))
        for code, row in report.items():
            assert row.get(quarter) == year[code].get(quarter), (quarter, code)


def test_columns_that_say_nothing_are_left_out(town: Wagamachi) -> None:
    report = town.json("report", "quarter", "R2Q3")
    assert not {"last-year", "diff", "previous"} & set(columns(report, "salons"))
    first = town.json("report", "quarter", "R3Q1")
    assert "ytd" not in columns(first, "salons"), "the first quarter is the year so far"
    assert "previous" in columns(first, "salons")
    assert "前期" not in town.ok("report", "quarter", "R3Q1").out, "for the workbook and csv only"


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (("quarter",), "R3Q3"),
        (("half",), "R3H1"),
        (("year",), "R2"),
        (("month",), "R3.12"),
        (("quarter", "--as-of", "R3.9"), "R3Q2"),
        (("quarter", "--as-of", "R3.9.29"), "R3Q1"),
        (("quarter", "R3.4..R3.6"), "R3Q1"),
    ],
)
def test_the_last_period_that_is_over(town: Wagamachi, words: tuple[str, ...], label: str) -> None:
    assert town.json("report", *words)["period"]["label"] == label


def test_what_is_said(town: Wagamachi) -> None:
    def said(key: str, *words: str) -> str:
        sections = town.json(*words)["sections"]
        return str(next(one["message"] for one in sections if one["key"] == key))

    now = ("report", "quarter", "R3Q3")
    assert said("salons", *now) == "活動体は4回開催しました。前年同期より2回増えました。参加は延べ20人です。"
    assert said("salons", "--lang", "en", *now).startswith("Sessions held: 4. An increase of 2 (times) on")
    assert said("salons", "report", "quarter", "R3Q2") == "開催の記録はありません。"
    assert said("help", *now) == "数が小さいため、公表していません。"
    assert said("help", *now, "--internal") == "お手伝いの依頼を1件受けました。"
    partly = said("salons", *now, "--as-of", "R3.11.30")
    assert partly == "活動体は2回開催しました。参加は延べ16人です。", "a part is not compared with a whole"


def test_small_numbers_of_people_in_need(town: Wagamachi) -> None:
    public = town.ok("report", "quarter").out
    assert "x" in public
    assert "10に満たない" in public
    assert "取扱注意" not in public
    inside = town.ok("report", "quarter", "--internal").out
    assert "取扱注意" in inside
    assert "に満たない" not in inside
    town.ok("config", "set", "threshold", "1")
    assert rows(town.json("report", "quarter"), "help")["help.requests"]["2021Q3"] == 1


def test_refused(town: Wagamachi, tmp_path: Path) -> None:
    missing = ("--db", str(tmp_path / "none.db"))
    for words in (
        ("quarter", "R3"),
        ("year", "R3Q3"),
        ("quarter", "R4Q1"),
        ("month", "R3Q1"),
        ("quarter", "R3Q5"),
    ):
        assert town(*missing, "report", *words).code == 2, words
    assert town(*missing, "report", "quarter", "--only", "md").code == 2
    assert town(*missing, "report", "quarter", "--out", str(tmp_path / "a"), "--only", "docx").code == 2
    assert town(*missing, "report", "quarter", "--out", str(tmp_path / "a"), "-o", "b.csv").code == 2
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("x")
    assert town(*missing, "report", "quarter", "--out", str(mine)).code == 6
    assert town(*missing, "report", "quarter", "--out", str(mine), "--force").code == 6
    assert town(*missing, "report", "quarter", "--out", str(tmp_path / "no" / "where")).code == 5
    assert not (tmp_path / "no").exists()
    assert town(*missing, "report", "quarter").code == 5
    assert [file.name for file in mine.iterdir()] == ["letter.txt"]


def test_a_folder_the_same_each_time(town: Wagamachi, tmp_path: Path) -> None:
    only = ("--only", "md,csv,png")
    town.ok("report", "quarter", "--out", str(tmp_path / "a"), *only)
    town.ok("report", "quarter", "--out", str(tmp_path / "b"), *only)
    manifests = [(tmp_path / name / "manifest.json").read_bytes() for name in "ab"]
    assert manifests[0] == manifests[1]
    item = json.loads(manifests[0])
    assert item["edition"] is None
    assert item["records"]["session"] == 4
    assert "request" not in item["records"], "so small a number stays inside"
    text = (tmp_path / "a" / "report.md").read_text(encoding="utf-8")
    assert "四半期報告（案）" in text
    assert "▲" not in text
    assert (tmp_path / "a" / "charts" / "salons.png").is_file()
    assert "前期" in (tmp_path / "a" / "tables" / "salons.csv").read_text(encoding="utf-8-sig")
    assert town("report", "quarter", "--out", str(tmp_path / "a"), *only).code == 6
    town.ok("report", "quarter", "R3Q2", "--out", str(tmp_path / "a"), *only, "--force")


def test_no_names_in_public(town: Wagamachi) -> None:
    town.ok("council", "partner", "add", "架空商店", "--kind", "企業")
    town.ok("council", "partner", "link", "架空商店", "--to", "山手の会", "--from", "R3.10.15")
    town.ok("council", "meeting", "add", "--on", "R3.11.1", "--kind", "その他", "--title", "架空の題")
    public = town.ok("report", "quarter", "-f", "json").out
    for words in ("架空商店", "架空の題", "P-1"):
        assert words not in public
    assert "架空の題" in town.ok("report", "quarter", "--internal", "-f", "json").out


def test_the_february_deck(fuchu: Wagamachi, tmp_path: Path) -> None:
    fuchu.today("2022-02-10")
    asked = ("report", "year", "R3", "--as-of", "R4.1")
    out = fuchu.ok(*asked).out
    assert "R4.1.31現在" in out
    assert "R3※" in out
    assert "活動体は新たに11団体が始まりました。" in out
    assert "61" not in out, "launches are not survivors"
    assert "着任の記録はありません" not in out, "nothing is stated of new placements in R3"
    report = fuchu.json(*asked)
    assert rows(report, "placement")["placement.new"]["FY2021"] is None
    assert rows(report, "consultants")["consultant.registered"]["FY2021"] == 152
    fuchu.ok(*asked, "--out", str(tmp_path / "deck"), "--only", "png")
    for name, key in (("placement", "placement"), ("activity", "activities"), ("council", "councils")):
        fuchu.ok("report", name, "--as-of", "R4.1", "--chart", str(tmp_path / f"{name}.png"))
        assert (tmp_path / "deck" / "charts" / f"{key}.png").read_bytes() == (
            tmp_path / f"{name}.png"
        ).read_bytes(), name


def test_only_the_year_is_known(fuchu: Wagamachi) -> None:
    out = fuchu.ok("report", "quarter", "R2Q3").out
    assert "…" in out
    assert "この期間だけの数はわかっていません。" in out


def test_a_total_is_not_known_where_one_of_its_rows_is_not(fuchu: Wagamachi) -> None:
    """Of R3 two places to belong were published; both are itemised, the other nine are not."""
    for name in ("架空の居場所一", "架空の居場所二"):
        fuchu.ok("activity", "add", name, "--category", "居場所", "--started", "R3.5.1", "--council", "四谷")
    started = rows(fuchu.json("report", "quarter", "R3Q3"), "activities")["activity.started"]
    assert started["2021Q3"] is None
    assert started["ytd"] is None
    assert rows(fuchu.json("report", "year", "R3"), "activities")["activity.started"]["FY2021"] == 11
