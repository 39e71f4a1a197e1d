"""Numbers that are larger than anything that counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import town


@pytest.mark.parametrize("digits", [19, 30, 400, 6_000])
def test_a_number_without_end(digits: int, town_file: Path) -> None:
    large = "9" * digits
    sheet = town_file.with_name("codes.csv")
    sheet.write_text(f"id,名称,設立\n{large},新しい会,R3\n1,架空台の会,R{large}\n", encoding="utf-8")
    before = town_file.read_bytes()
    for line in (
        f"import councils {sheet}",
        f"council show {large}",
        f"council edit {large} --note x",
        f"forget {large} --kind council",
        f"forget {large}",
        f"merge {large} --into 1 --kind council",
        f"undo {large}",
        f"log {large}",
        f"log -n {large}",
        f"pantry recall {large}",
        f"council meeting add --kind regular --on R3 --attendees {large}",
        f"council meeting add --kind regular --on R{large}",
        f"council meeting add --kind regular --on {large}",
        f"council meeting add --kind regular --on FY{large}",
        f"council meeting add --kind regular --on R3.{large}.1",
        f"council meeting add --kind regular --on R3.5.1 --start {large}:00",
        f"pantry donate --item 米 --qty 1 --weight {large}.5kg",
        f"pantry drive add x --on R3 --min {large}か月",
        f"pantry stock --expiring {large}",
        f"activity request add --task 買い物 --minutes {large}時間{large}分",
        f"report activity R{large}",
        f"report quarter {large}Q3",
        f"report activity H28..R{large}",
        f"report activity --as-of {large}-{large}-{large}",
        f"consultant list --inactive {large}",
        f"config set threshold {large}",
        f"backup --keep {large}",
        f"import councils {sheet} --head-row {large}",
    ):
        code, _out, err = town.run(town_file, *line.split())
        assert code in (1, 2, 3, 4), (line[:40], code, err[:300])
        assert town_file.read_bytes() == before
