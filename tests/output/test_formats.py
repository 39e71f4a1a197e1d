"""Every sheet in every format: nothing lost, nothing cut, nothing that acts."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wagamachi_cli.errors import OutputError
from wagamachi_cli.language import set_language
from wagamachi_cli.output import Target, show_record, show_report, show_sheet
from wagamachi_cli.output.target import FORMATS, SUFFIXES
from wagamachi_cli.sheet import Column, Sheet, machine
from wagamachi_cli.text import has_control, undefuse, width

from .samples import (
    ACTIVITY,
    EMPTY_SHEET,
    HOSTILE,
    HOSTILE_SHEET,
    LONG,
    NONE_OR_ZERO,
    SHEETS,
)


def shown(sheet: Sheet, style: str, capsys: pytest.CaptureFixture[str], tty: bool = False) -> str:
    show_sheet(sheet, Target.of(style, tty=tty), title="一覧")
    return capsys.readouterr().out


@pytest.mark.parametrize("tty", [True, False])
@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("name", SHEETS)
def test_no_format_lets_anything_act_on_a_terminal(
    name: str,
    style: str,
    tty: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "1000")
    text = shown(SHEETS[name], style, capsys, tty)
    assert text.endswith("\n")
    assert not has_control(text.replace("\n", "").replace("\t", ""))
    if style not in ("csv", "tsv"):
        assert "\t" not in text
    if SHEETS[name].rows and name == "hostile" and style not in ("csv", "tsv", "json"):
        assert ":smile:" in text
        assert "[red]x[/]" in text


@pytest.mark.parametrize("style", ["table", "plain", "markdown", "csv", "tsv", "json"])
def test_nothing_is_cut_on_a_pipe(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(HOSTILE_SHEET, style, capsys)
    assert LONG in text
    assert "…" not in text


@pytest.mark.parametrize("style", ["table", "plain", "markdown"])
def test_no_spaces_hang_over(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert not any(line.endswith(" ") for line in shown(HOSTILE_SHEET, style, capsys).splitlines())


def test_columns_stand_under_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(HOSTILE_SHEET, "plain", capsys).splitlines()[1:]
    assert len(lines) == 1 + len(HOSTILE), "a record is a line"
    before = {width(line[: line.index("R4.1.31")]) for line in lines[1:]}
    assert len(before) == 1


def test_zero_and_nothing_are_not_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    plain = shown(NONE_OR_ZERO, "plain", capsys).splitlines()[2:]
    assert [line.split() for line in plain] == [["zero", "0"], ["none"], ["minus", "-5"]]
    assert shown(NONE_OR_ZERO, "csv", capsys) == "名前,数\nzero,0\nnone,\nminus,-5\n"
    assert [item["n"] for item in json.loads(shown(NONE_OR_ZERO, "json", capsys))] == [0, None, -5]


@pytest.mark.parametrize(("width_", "folded"), [("60", False), ("200", True)])
def test_a_terminal_folds_and_never_cuts(
    width_: str, folded: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width_)
    monkeypatch.setenv("NO_COLOR", "1")
    text = shown(HOSTILE_SHEET, "table", capsys, tty=True)
    assert max(map(width, text.splitlines())) <= int(width_)
    assert text.count("あ") == 2 * len(LONG)
    assert "…" not in text
    heads = [line for line in text.splitlines() if "名前" in line]
    assert (len(heads) == 1) is folded, "too narrow: a block of lines for each record"


def test_empty_sheets(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(EMPTY_SHEET, "table", capsys, tty=True) == "一覧\n該当なし\n"
    assert shown(EMPTY_SHEET, "plain", capsys) == "一覧\n該当なし\n"
    assert shown(EMPTY_SHEET, "csv", capsys).count("\n") == 1
    assert json.loads(shown(EMPTY_SHEET, "json", capsys)) == []


@pytest.mark.parametrize(("style", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_spreadsheet_text_comes_back(style: str, delimiter: str, tmp_path: Path) -> None:
    file = tmp_path / f"out.{style}"
    show_sheet(HOSTILE_SHEET, Target.of(None, str(file)))
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    assert [undefuse(row["名前"]) for row in rows] == [*HOSTILE.values()]
    assert rows[1]["名前"] == "'=1+1"
    assert (rows[0]["日付"], rows[0]["区分"], rows[0]["活動中"]) == ("2022-01-31", "居場所づくり", "はい")


def test_csv_on_disk_and_on_a_pipe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "out.csv"
    show_sheet(NONE_OR_ZERO, Target.of(None, str(file)))
    assert file.read_bytes() == "\ufeff名前,数\r\nzero,0\r\nnone,\r\nminus,-5\r\n".encode()
    show_sheet(NONE_OR_ZERO, Target.of(None, str(file), force=True, encoding="shift_jis"))
    assert file.read_bytes() == "名前,数\r\nzero,0\r\nnone,\r\nminus,-5\r\n".encode("cp932")
    show_sheet(NONE_OR_ZERO, Target.of(None, str(file), force=True, encoding="utf-8"))
    assert file.read_bytes().startswith("名前".encode())


def test_a_character_that_cp932_lacks_is_named_before_anything_is_written(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    sheet = Sheet(
        (Column("id", "番号"), Column("name", "名前")), ({"id": 1, "name": "①～"}, {"id": 2, "name": "進步"})
    )
    with pytest.raises(OutputError, match=r"步.*U\+6B65.*3行目.*名前") as error:
        show_sheet(sheet, Target.of(None, str(file), encoding="cp932"))
    assert error.value.code == 6
    assert list(tmp_path.iterdir()) == []


def test_json_keeps_every_key_and_every_character(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(HOSTILE_SHEET, "json", capsys)
    assert "居場所" not in text
    assert "押立" in text
    items = json.loads(text)
    assert items == [
        {column.key: machine(row[column.key]) for column in HOSTILE_SHEET.columns}
        for row in HOSTILE_SHEET.rows
    ]


def test_markdown_stays_one_table(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(HOSTILE_SHEET, "markdown", capsys).splitlines()
    assert lines[:2] == ["## 一覧", ""]
    assert len(lines) == 4 + len(HOSTILE)
    assert any("a\\|b\\\\\\|c" in line for line in lines)
    assert any("one<br>two<br>three" in line for line in lines)


def test_a_record_by_field(capsys: pytest.CaptureFixture[str]) -> None:
    one = Sheet(HOSTILE_SHEET.columns, HOSTILE_SHEET.rows[:1])
    for style in ("table", "plain", "markdown"):
        show_record(one, Target.of(style, tty=False))
        text = capsys.readouterr().out
        assert "[red]x[/] =1+1" in text
        assert "人数（人）" in text
    show_record(one, Target.of("json", tty=False))
    assert json.loads(capsys.readouterr().out)["category"] == "ibasho"
    show_record(one, Target.of("csv", tty=False))
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_report_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    show_report(ACTIVITY, Target.of("plain", tty=False))
    assert capsys.readouterr().out == (
        "活動体の推移\n"
        f"{ACTIVITY.period.long()}　R4.1.31現在\n"
        "\n"
        "（単位：団体）\n"
        "区分            R2    R3※    計\n"
        "居場所づくり     1      2    21\n"
        "その他           0           17\n"
        "\n"
        "内訳\n"
        "（単位：件）\n"
        "名前      数\n"
        "zero       0\n"
        "none\n"
        "minus     -5\n"
        "\n"
        "※ R3は年度の途中です。\n"
        "出典：進捗状況について\n"
    )


def test_a_report_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    show_report(ACTIVITY, Target.of("json", tty=False))
    report = json.loads(capsys.readouterr().out)
    assert list(report)[:6] == ["report", "title", "period", "as_of", "columns", "rows"]
    assert report["period"] == {"label": "H28..R3", "from": "2016-04-01", "to": "2022-03-31"}
    assert report["as_of"] == "2022-01-31"
    assert report["columns"][2] == {"key": "FY2021", "label": "R3", "unit": "団体"}
    assert report["rows"][1] == {
        "category": "other",
        "label": "その他",
        "FY2020": 0,
        "FY2021": None,
        "total": 17,
    }
    assert report["tables"][0]["key"] == "more"
    assert report["notes"] == ["R3は年度の途中です。"]
    show_report(ACTIVITY, Target.of("csv", tty=False))
    assert capsys.readouterr().out == "区分,R2,R3※,計\n居場所づくり,1,2,21\nその他,0,,17\n"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_reports_go_to_every_file(suffix: str, language: str, tmp_path: Path) -> None:
    set_language(language)
    file = tmp_path / f"out{suffix}"
    show_report(ACTIVITY, Target.of(None, str(file)))
    first = file.read_bytes()
    assert first
    show_report(ACTIVITY, Target.of(None, str(file), force=True))
    assert file.read_bytes() == first


def test_a_terminal_of_another_encoding_does_not_crash() -> None:
    script = (
        "from output.samples import HOSTILE_SHEET\n"
        "from wagamachi_cli.output import Target, show_sheet\n"
        "import sys; sys.stdout.reconfigure(errors='backslashreplace')\n"
        "for style in ('table', 'plain', 'csv', 'json'):\n"
        "    for tty in (True, False):\n"
        "        show_sheet(HOSTILE_SHEET, Target.of(style, tty=tty))\n"
    )
    here = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "cp932", "PYTHONPATH": os.pathsep.join([str(here), *sys.path])},
    )
    assert done.stderr == b""
    assert b"\\U00020bb7" in done.stdout
    assert "居場所づくり".encode("cp932") in done.stdout


def test_tabulate_comes_without_the_packaging_machinery() -> None:
    script = (
        "import sys\n"
        "from wagamachi_cli.output.text import _load\n"
        "print(_load()([['全角', '1']], tablefmt='plain'))\n"
        "assert 'importlib.metadata' not in sys.modules\n"
        "from importlib.metadata import version\n"
        "assert version('tabulate')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "全角  1\n"
