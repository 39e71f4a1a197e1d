"""People are matched by name alone only where nothing else in the row contradicts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Wagamachi, once

_KINDS = {"consultants": ("consultant", ""), "helpers": ("activity", "helper")}


@pytest.fixture
@once
def people(empty: Wagamachi) -> None:
    """One of each kind, of one area, registered on a day."""
    for area in ("押立", "四谷"):
        empty.ok("council", "area", "add", area)
    said = ("架空の人001", "--area", "押立", "--kana", "かくうの ひと", "--registered", "R3.5.12")
    empty.ok("consultant", "add", *said)
    empty.ok("activity", "helper", "add", *said, "--can", "掃除")


def _sheet(folder: Path, kind: str, heads: str, *rows: str) -> str:
    path = folder / f"{kind}.csv"
    can = kind == "helpers"
    lines = [heads + (",できること" if can else ""), *(row + (",掃除" if can else "") for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("kind", _KINDS)
@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("名前,圏域", "架空の人001,四谷"),
        ("名前,よみ", "架空の人001,べつのひと"),
        ("名前,登録", "架空の人001,R2.4.1"),
        ("名前,登録", "架空の人001,R2年度"),
    ],
)
def test_a_namesake_does_not_become_another(
    people: Wagamachi, tmp_path: Path, kind: str, heads: str, row: str
) -> None:
    name = _sheet(tmp_path, kind, heads.replace("名前", "name"), row)
    before = people.db.read_bytes()
    result = people("import", kind, name)
    assert result.code == 1, result
    assert "番号 1" in result.err
    assert people.db.read_bytes() == before
    with_id = _sheet(tmp_path, kind, f"id,{heads.replace('名前', 'name')}", f"1,{row}")
    assert people.json("import", kind, with_id)["changed"] == 1
    another = _sheet(tmp_path, kind, heads.replace("名前", "name"), row.replace("001", "001（四谷）"))
    assert people.json("import", kind, another)["added"] == 1


@pytest.mark.parametrize("kind", _KINDS)
@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("name,圏域,よみ", "架空の人001,押立,カクウノヒト"),
        ("name,登録", "架空の人001,R3年度"),
        ("name,登録,メモ", "架空の人001,R3.5,新しいメモ"),
        ("name,圏域", "架空の人001,"),
    ],
)
def test_what_agrees_is_the_same_person(
    people: Wagamachi, tmp_path: Path, kind: str, heads: str, row: str
) -> None:
    told = people.json("import", kind, _sheet(tmp_path, kind, heads, row))
    assert (told["added"], told["bad"]) == (0, 0)


def test_two_of_one_name_in_one_sheet(people: Wagamachi, tmp_path: Path) -> None:
    name = _sheet(
        tmp_path, "consultants", "name,圏域,登録", "架空の人002,押立,R3.4.1", "架空の人002,四谷,R3.4.1"
    )
    result = people("import", "consultants", name, "--partial")
    assert result.code == 1
    mended = people("import", "consultants", f"{name}.errors.csv")
    assert mended.code == 1, "the row that was handed back is still about somebody else"
    assert people.json("consultant", "show", "架空の人002")["area"] == "押立"
