"""The demo: tables on screen, charts in a folder, and nothing of a person's own touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Wagamachi


@pytest.fixture
def here(empty: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wagamachi:
    monkeypatch.chdir(tmp_path)
    return empty


def test_tables_on_screen_and_charts_in_the_folder(here: Wagamachi, tmp_path: Path) -> None:
    shown = here.ok("demo")
    assert "生活支援コーディネーターの配置状況" in shown.out
    assert "わがまち支えあい協議会 活動体の推移" in shown.out
    assert "61" in shown.out
    assert "wagamachi --db" in shown.err
    for name in ("placement", "activity", "council"):
        picture = tmp_path / "wagamachi-demo" / f"{name}.png"
        assert picture.read_bytes().startswith(b"\x89PNG")
    page = (tmp_path / "wagamachi-demo" / "report.md").read_text(encoding="utf-8")
    assert "四半期報告" in page
    assert here.rows("SELECT count(*) FROM council") == [(0,)], "the register in use is not touched"


@pytest.mark.long
def test_fictional_records_say_so_and_change_no_number_of_the_source(here: Wagamachi) -> None:
    source, *fiction = here.ok("demo").out.split("（架空の記録による見本）")
    assert len(fiction) == 3
    assert "架空" not in source.rsplit("\n", 1)[0]
    demo = ("--db", "wagamachi-demo/wagamachi.db")
    assert here.json(*demo, "report", "activity")["rows"][-1]["total"] == 61
    assert here.json(*demo, "report", "council")["rows"][1]["total"] == 11
    names = [
        one["name"]
        for kind in ("consultant", "activity helper")
        for one in here.json(*demo, *kind.split(), "list")
    ]
    assert names
    assert all(name.startswith(("相談員0", "支え手0")) for name in names)
    for name in ("meeting", "sessions", "requests", "network", "support", "consultant", "pantry"):
        report = here.json(*demo, "report", name, "R3")
        assert sum(bool(row["total"]) for row in report["rows"]) * 2 > len(report["rows"]), name
        for table in report["tables"]:
            assert table["rows"], (name, table["key"])
    assert here.json(*demo, "check") != []


@pytest.mark.long
def test_again_replaces_what_it_made_and_leaves_the_rest(here: Wagamachi, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    here.ok("demo", str(folder))
    (folder / "mine.txt").write_text("x")
    picture = folder / "activity.png"
    first = picture.read_bytes()
    here.ok("demo", str(folder))
    assert (folder / "mine.txt").read_text() == "x"
    assert picture.read_bytes() == first


def test_a_folder_in_use_is_not_touched(here: Wagamachi, tmp_path: Path) -> None:
    (tmp_path / "in-use").mkdir()
    (tmp_path / "in-use" / "letter.txt").write_text("x")
    assert here("demo", "in-use").code == 6
    assert here("demo", "in-use/letter.txt").code == 6
    assert here("demo", "nowhere/demo").code == 6
    assert [file.name for file in (tmp_path / "in-use").iterdir()] == ["letter.txt"]


def test_what_was_typed_into_the_demo_stays(here: Wagamachi, tmp_path: Path) -> None:
    here.ok("demo")
    here.ok("demo")  # nothing was: it is made anew
    demo = ("--db", "wagamachi-demo/wagamachi.db")
    here.ok(*demo, "activity", "add", "つくしサロン", "--category", "居場所", "--started", "R3.4.1")
    before = (tmp_path / "wagamachi-demo" / "wagamachi.db").read_bytes()
    answer = here("demo")
    assert answer.code == 6
    assert "wagamachi --db wagamachi-demo/wagamachi.db" in answer.err
    assert (tmp_path / "wagamachi-demo" / "wagamachi.db").read_bytes() == before
    here.ok(*demo, "undo")
    assert here("demo").code == 6, "what was taken back is in its history still"
    here.ok("demo", "other")
