"""A colleague's sheet: its ids mean other records there than here."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import Wagamachi

THERE = ("activity", "add", "架空西サロン", "--category", "居場所", "--started", "R3.5.1")
HERE = ("activity", "add", "架空東サロン", "--category", "居場所", "--started", "R2.5.1")


@pytest.fixture
def other(empty: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wagamachi:
    """A colleague's register, whose activity number 1 is another."""
    there = Wagamachi(tmp_path / "west" / "wagamachi.db", monkeypatch)
    there.ok("init")
    there.ok("config", "set", "organisation", "架空西 社協")
    there.ok(*THERE)
    monkeypatch.setenv("WAGAMACHI_DB", str(empty.db))
    empty.ok(*HERE)
    return there


def of(register: Wagamachi, *words: str) -> tuple[str, ...]:
    return ("--db", str(register.db), *words)


def uuid(register: Wagamachi) -> str:
    return str(register.json(*of(register, "status"))["uuid"])


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "tsv"])
@pytest.mark.parametrize("made", [("activity", "list"), ("template", "activities", "--for", "R3")])
def test_a_sheet_of_another_register_is_refused(
    made: tuple[str, ...], suffix: str, other: Wagamachi, empty: Wagamachi, tmp_path: Path
) -> None:
    if suffix == "tsv" and made[0] == "template":
        pytest.skip("a sheet to fill in is .xlsx or .csv")
    sheet = str(tmp_path / f"w.{suffix}")
    other.ok(*of(other, *made, "-o", sheet))
    error = empty.refused(1, "import", "activities", sheet)
    assert uuid(other) in error["message"]
    assert "架空西 社協" in error["message"]
    assert "--as-new" in error["hint"]
    empty.ok("import", "activities", sheet, "--as-new")
    assert {one["name"] for one in empty.json("activity", "list")} == {"架空東サロン", "架空西サロン"}
    empty.ok("import", "activities", sheet, "--as-new")
    assert len(empty.json("activity", "list")) == 2


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_its_own_list_goes_back_also_into_a_copy(suffix: str, empty: Wagamachi, tmp_path: Path) -> None:
    empty.ok(*HERE)
    sheet, copy = str(tmp_path / f"own.{suffix}"), str(tmp_path / "copy.db")
    empty.ok("activity", "list", "-o", sheet)
    empty.ok("backup", copy)
    empty.ok("export", str(tmp_path / "tables"))
    empty.ok("activity", "edit", "1", "--name", "架空新サロン")
    empty.ok("import", "activities", sheet)
    assert empty.json("activity", "list")[0]["name"] == "架空東サロン"
    for name, words in (
        ("restored.db", ("restore", copy)),
        ("made.db", ("init", "--from", str(tmp_path / "tables"))),
    ):
        empty.ok("--db", str(tmp_path / name), *words)
        empty.ok("--db", str(tmp_path / name), "import", "activities", sheet)


def test_a_blank_sheet_of_another_register_is_as_good_as_any(
    other: Wagamachi, empty: Wagamachi, tmp_path: Path
) -> None:
    sheet = tmp_path / "blank.csv"
    other.ok(*of(other, "template", "activities", "-o", str(sheet)))
    heads = sheet.read_text("utf-8-sig").splitlines()[0].split(",")
    row = ["" for _head in heads]
    for place, head in enumerate(heads):
        row[place] = {"活動体": "架空南サロン", "区分": "居場所", "開始": "R3.6.1"}.get(head, "")
    with sheet.open("a", encoding="utf-8") as file:
        file.write(",".join(row) + "\r\n")
    empty.ok("import", "activities", str(sheet))


def test_what_names_other_records_by_codes_is_not_taken_as_new(
    other: Wagamachi, empty: Wagamachi, tmp_path: Path
) -> None:
    for register, adults in ((other, "2"), (empty, "1")):
        register.ok(*of(register, "pantry", "household", "add", "--adults", adults))
    other.ok(*of(other, "pantry", "hearing", "add", "--household", "H-0001", "--by", "電話"))
    hearings, households = str(tmp_path / "h.csv"), str(tmp_path / "f.csv")
    other.ok(*of(other, "pantry", "hearing", "list", "-o", hearings))
    other.ok(*of(other, "pantry", "household", "list", "-o", households))
    assert "世帯" in empty.refused(1, "import", "hearings", hearings, "--as-new")["hint"]
    empty.ok("import", "households", households, "--as-new")
    assert [one["code"] for one in empty.json("pantry", "household", "list")] == ["H-0001", "H-0002"]


def test_the_reception_list_says_whose_its_codes_are(
    other: Wagamachi, empty: Wagamachi, tmp_path: Path
) -> None:
    form = tmp_path / "form.csv"
    form.write_text("電話番号,大人\n042-000-0009,2\n", encoding="utf-8")
    for register in (other, empty):
        register.ok(*of(register, "pantry", "event", "add", "架空の会", "--on", "1/24"))
    other.ok(*of(other, "import", "reservations", str(form), "--for", "架空の会"))
    codes = tmp_path / "form.codes.csv"
    assert uuid(other) in codes.read_text("utf-8-sig")
    lines = codes.read_text("utf-8-sig").splitlines()
    codes.write_text("\n".join([lines[0], *(f"{line}○" for line in lines[1:])]), encoding="utf-8")
    refused = empty("import", "distributions", str(codes), "--for", "架空の会")
    assert refused.code == 1
    assert uuid(other) in refused.err
    other.ok(*of(other, "import", "distributions", str(codes), "--for", "架空の会"))


def test_the_mark_of_a_list_is_hidden_and_stdout_has_none(empty: Wagamachi, tmp_path: Path) -> None:
    empty.ok(*HERE)
    empty.ok("activity", "list", "-o", str(tmp_path / "list.xlsx"))
    page = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    last = page.cell(1, page.max_column)
    assert last.value == f"wagamachi activities register={uuid(empty)}"
    assert page.column_dimensions[last.column_letter].hidden
    assert "wagamachi" not in empty.ok("activity", "list", "-f", "csv").out
    empty.ok("export", str(tmp_path / "tables"))
    manifest = json.loads((tmp_path / "tables" / "datapackage.json").read_text())
    assert manifest["wagamachi"]["register"] == uuid(empty)


def test_every_new_register_is_another(empty: Wagamachi, other: Wagamachi) -> None:
    assert uuid(empty) != uuid(other)
