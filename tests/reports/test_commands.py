"""The commands of ``report`` and ``demo``, as a person or a script calls them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Wagamachi
from tests.lengths import is_long

YEARS = [f"FY{year}" for year in range(2016, 2022)]


def test_a_report_as_one_object(fuchu: Wagamachi) -> None:
    report = fuchu.json("report", "activity")
    assert report["report"] == "activity"
    assert report["period"] == {"label": "H28..R3", "from": "2016-04-01", "to": "2022-03-31"}
    assert report["as_of"] == "2022-01-31"
    assert [column["key"] for column in report["columns"]] == ["category", *YEARS, "total"]
    assert report["columns"][1] == {"key": "FY2016", "label": "H28", "unit": "団体"}
    first = report["rows"][0]
    assert (first["category"], first["label"]) == ("ibasho", "居場所づくり")
    assert [first[year] for year in YEARS] == [3, 4, 6, 5, 1, 2]


@pytest.mark.parametrize("words", ["R1", "令和元年度", "2019", "FY2019", "H31"])
def test_a_year_by_any_name(fuchu: Wagamachi, words: str) -> None:
    report = fuchu.json("report", "activity", words)
    assert report["period"]["from"] == "2019-04-01"
    assert [row["FY2019"] for row in report["rows"]] == [5, 5, 1, 0, 11]


def test_options_by_code_label_or_part(fuchu: Wagamachi) -> None:
    for by in ("council", "協議会", "協議"):
        assert fuchu.json("report", "activity", "--by", by)["rows"][0]["label"] == "内訳なし"
    assert fuchu.json("report", "placement", "--basis", "在籍")["rows"][1]["FY2020"] == 11
    published = fuchu.json("report", "activity", "--source", "公表")
    assert published["rows"][4]["total"] == 61
    recorded = fuchu.json("report", "activity", "--source", "recorded")
    assert recorded["rows"][4]["total"] is None


def test_language_changes_words_only(fuchu: Wagamachi) -> None:
    ja, en = fuchu.json("report", "council"), fuchu.json("--lang", "en", "report", "council")
    assert [column["key"] for column in ja["columns"]] == [column["key"] for column in en["columns"]]
    numbers = [[row[year] for year in (*YEARS, "total")] for row in ja["rows"]]
    assert numbers == [[row[year] for year in (*YEARS, "total")] for row in en["rows"]]
    words = json.dumps([en["title"], en["columns"], en["notes"]])
    assert words.isascii() or "※" in json.dumps(en["notes"], ensure_ascii=False)
    assert en["rows"][0]["label"] == "councils established"


def test_on_screen_blank_is_not_none(fuchu: Wagamachi) -> None:
    out = fuchu.ok("report", "placement", "-f", "csv").out
    assert "第1層,1,,,,,1" in out
    assert "生活支援,0,1,3,5,1,1,11" in fuchu.ok("report", "activity", "-f", "csv").out
    assert "…" in fuchu.ok("report", "activity", "R3", "--by", "quarter").out
    assert "None" not in fuchu.ok("report", "placement").out


def test_the_command_line_is_looked_at_before_the_register(fuchu: Wagamachi, tmp_path: Path) -> None:
    missing = str(tmp_path / "none.db")
    for words in (
        ("R3.13",),
        ("--as-of", "R3.2.30"),
        ("--by", "colour"),
        ("--basis", "x"),
        ("--size", "4x3"),
    ):
        assert fuchu("--db", missing, "report", "activity", *words).code == 2
    taken = tmp_path / "taken.png"
    taken.write_bytes(b"mine")
    assert fuchu("--db", missing, "report", "activity", "--chart", str(taken)).code == 6
    assert fuchu("--db", missing, "report", "activity", "--chart", str(tmp_path / "c.gif")).code == 2
    assert fuchu("--db", missing, "report", "activity").code == 5
    assert taken.read_bytes() == b"mine"
    assert fuchu("report", "placement", "--by", "category").code == 2


def test_a_chart_and_its_words(fuchu: Wagamachi, tmp_path: Path) -> None:
    for name in ("placement", "council", "activity", "meeting"):
        file = tmp_path / f"{name}.png"
        fuchu.ok("report", name, "--chart", str(file))
        first = file.read_bytes()
        fuchu.ok("report", name, "--chart", str(file), "--force")
        assert file.read_bytes() == first
    words = (tmp_path / "activity.txt").read_text(encoding="utf-8")
    for said in ("わがまち支えあい協議会 活動体の推移", "R3.1月現在", "R3※", "出典：", "令和4年1月"):
        assert said in words
    words = (tmp_path / "placement.txt").read_text(encoding="utf-8")
    assert "生活支援コーディネーターの配置状況" in words
    assert "累計" in words


# --- why -------------------------------------------------------------------------------------------


def test_why_adds_up_to_what_is_printed(fuchu: Wagamachi) -> None:
    fuchu.today("2022-03-01")
    fuchu.ok(
        "activity",
        "add",
        "例のサロン",
        "--category",
        "居場所",
        "--started",
        "2021-06-01",
        "--council",
        "四谷",
    )
    fuchu.ok("activity", "add", "例の会", "--category", "food", "--started", "2022-02-10")
    printed = {
        "activity.started": fuchu.json("report", "activity", "R3")["rows"][-1]["total"],
        "council.total": fuchu.json("report", "council", "R3")["rows"][1]["total"],
        "meeting.attendees": fuchu.json("report", "meeting", "R3")["rows"][1]["total"],
    }
    assert printed == {"activity.started": 12, "council.total": 11, "meeting.attendees": 53}
    for measure, number in printed.items():
        answer = fuchu.json("report", "why", "R3", measure)
        assert (answer["measure"], answer["value"]) == (measure, number)
        assert sum(row["counts"] for row in answer["rows"]) == number
    rows = fuchu.json("report", "why", "R3", "活動体 新規数")["rows"]
    assert {row["name"]: row["counts"] for row in rows if row["kind"] == "activity"} == {
        "例のサロン": 1,
        "例の会": 1,
    }
    assert sorted(row["counts"] for row in rows if row["kind"] == "figure") == [1, 1, 1, 7]


@pytest.mark.long(short=True)
def test_why_of_every_measure_in_every_period(fuchu: Wagamachi) -> None:
    fuchu.today("2022-03-01")
    fuchu.ok("council", "placement", "add", "--layer", "2", "--from", "R2.6.1", "--until", "R3.2.28")
    fuchu.ok("council", "close", "OKS", "--on", "R3.9.30")
    codes = [row["code"] for row in fuchu.json("report", "measures")["rows"]]
    for period in ("H28..R3", "R3Q3..R4.2", "R2") if is_long() else ("H28..R3",):
        for code in codes:
            answer = fuchu.json("report", "why", period, code)
            counts = [row["counts"] for row in answer["rows"]]
            assert sum(counts) == (answer["value"] or 0), (period, code, answer)
    assert fuchu.json("report", "why", "R3", "council.total")["value"] == 10
    assert fuchu.json("report", "why", "R3", "consultant.registered")["value"] == 152


def test_why_names_what_is_missing(fuchu: Wagamachi) -> None:
    assert fuchu.refused(2, "report", "why")["code"] == 2
    assert fuchu.refused(2, "report", "why", "R3", "nothing")["hint"]


# --- reconcile -------------------------------------------------------------------------------------


def test_the_source_agrees_with_itself(fuchu: Wagamachi) -> None:
    report = fuchu.json("report", "reconcile")
    assert len(report["rows"]) == 38
    totals = report["tables"][0]["rows"]
    assert [row["printed"] for row in totals] == [1, 11, 21, 11, 12, 17]
    assert all(row["printed"] == row["sum"] for row in totals)
    figure = next(row for row in report["rows"] if row["measure"] == "council.established")
    assert (figure["published"], figure["recorded"], figure["difference"]) == (6, 0, 6)


def test_more_recorded_than_published_is_a_finding(fuchu: Wagamachi) -> None:
    for number in range(8):
        fuchu.ok("activity", "add", f"例{number}", "--category", "その他", "--started", "R3.6.1")
    assert fuchu.json("report", "activity", "R3")["rows"][3]["FY2021"] == 8
    result = fuchu("report", "reconcile", "-f", "json")
    assert result.code == 1
    row = next(row for row in result.json["rows"] if row["finding"])
    assert (row["key"], row["published"], row["recorded"], row["difference"]) == ("other", 7, 8, -1)
    assert result.error["code"] == 1


def test_a_total_that_is_not_its_sum_is_a_finding(fuchu: Wagamachi) -> None:
    fuchu.ok(
        "report",
        "figure",
        "add",
        "--measure",
        "activity.started",
        "--period",
        "R4",
        "--key",
        "other",
        "--value",
        "3",
    )
    fuchu.ok(
        "report",
        "figure",
        "add",
        "--measure",
        "activity.started",
        "--period",
        "R4",
        "--key",
        "ibasho",
        "--value",
        "1",
    )
    fuchu.ok("report", "figure", "add", "--measure", "activity.started", "--period", "R4", "--value", "5")
    result = fuchu("report", "reconcile", "-f", "json")
    assert result.code == 1
    row = next(row for row in result.json["tables"][0]["rows"] if row["finding"])
    assert (row["printed"], row["sum"]) == (5, 4)


# --- the demo, and what a report loads -------------------------------------------------------------


@pytest.mark.long
def test_demo(fuchu: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = fuchu.ok("demo", "見本")
    for said in ("生活支援コーディネーターの配置状況", "61", "53", "他6エリア（公表値）"):
        assert said in result.out
    assert "report reconcile" in result.err
    folder = tmp_path / "見本"
    assert {"wagamachi.db", "placement.png", "activity.png", "report.md", "manifest.json", "charts"} <= {
        path.name for path in folder.iterdir()
    }
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    fuchu.ok("demo", "見本")
    assert (folder / "mine.txt").read_text(encoding="utf-8") == "mine"
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").write_text("mine", encoding="utf-8")
    assert fuchu("demo", str(other)).code == 6
    assert [path.name for path in other.iterdir()] == ["mine.txt"]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".wagamachi")]


def test_a_report_on_screen_loads_nothing_heavy(fuchu: Wagamachi) -> None:
    script = (
        "import sys; from wagamachi_cli.app import run; run(sys.argv[1:]);"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'alembic', 'matplotlib', 'numpy', 'typer.rich_utils'};"
        "sys.stderr.write(' '.join(heavy & set(sys.modules)))"
    )
    for report in ("activity", "council", "meeting", "reconcile"):
        words = [sys.executable, "-c", script, "--db", str(fuchu.db), "report", report]
        done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=True)
        assert done.stderr == ""
        assert done.stdout


def test_people_see_what_a_figures_row_is_called_and_machines_its_code(fuchu: Wagamachi) -> None:
    shown = fuchu.ok("report", "figure", "list").out
    assert "居場所づくり" in shown
    assert "第1層" in shown
    assert "ibasho" not in shown
    assert {row["key"] for row in fuchu.json("report", "figure", "list")} >= {"ibasho", "1", None}
