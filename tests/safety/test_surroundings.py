"""What the surroundings of a command hand it: each oddity is a sentence or nothing, never a fault of ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Wagamachi


@pytest.mark.parametrize(
    "odd",
    [
        {"MPLBACKEND": "module://no_such.backend_inline"},
        {"MPLBACKEND": "module://matplotlib_inline.backend_inline"},
        {"MPLBACKEND": "no backend at all"},
        {"PYTHONWARNINGS": "error"},
    ],
    ids=lambda odd: "-".join(*odd.items()),
)
@pytest.mark.parametrize("more", [("--chart", "made.png"), ("-o", "made.xlsx")], ids=lambda more: more[1])
def test_settings_for_other_programs(
    fuchu: Wagamachi, tmp_path: Path, odd: dict[str, str], more: tuple[str, str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wagamachi_cli", "report", "activity", *more],
        cwd=tmp_path,
        env={**os.environ, **odd},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, (tmp_path / more[1]).exists()) == (0, True), done.stderr


@pytest.mark.parametrize("day", ["9999-12-31", "2100-04-01", "1912-07-29", "0001-01-01"])
def test_a_today_outside_the_calendar(empty: Wagamachi, day: str) -> None:
    empty.today(day)
    error = empty.refused(2, "status")
    assert day in error["message"]


@pytest.mark.parametrize("last", [10**30, 2**63 - 1, 2**62, -1])
def test_a_package_whose_ids_have_run_out(
    empty: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    out = tmp_path / "out"
    empty.ok("export", str(out))
    manifest = json.loads((out / "datapackage.json").read_bytes())
    manifest["wagamachi"]["sequence"]["choice"] = last
    refuses(empty, out, json.dumps(manifest), monkeypatch)


def test_a_package_nested_without_end(
    empty: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    empty.ok("export", str(out))
    refuses(empty, out, "[" * 200_000 + "]" * 200_000, monkeypatch)
    (out / "more.txt").write_text("x", encoding="utf-8")
    assert empty("export", str(out), "--force").code == 6, "nor is it taken for an export of ours"


def refuses(wagamachi: Wagamachi, out: Path, manifest: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (out / "datapackage.json").write_text(manifest, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setenv("WAGAMACHI_DB", str(out.parent / "new.db"))
        assert wagamachi("init", "--from", str(out)).code == 2
    assert not (out.parent / "new.db").exists()


def took(wagamachi: Wagamachi, kind: str, lines: list[str]) -> float:
    sheet = wagamachi.db.parent / f"{kind}{len(lines)}.csv"
    sheet.write_text("\n".join(lines), encoding="utf-8")
    before = time.process_time()
    wagamachi.ok("import", kind, str(sheet))
    return time.process_time() - before


def choices(count: int) -> list[str]:
    return [
        "項目,コード,名前",
        *(f"task,t{count}-{number},架空{count}の作業{number}" for number in range(count)),
    ]


def areas(count: int) -> list[str]:
    return [
        "名前,上位の圏域",
        *(f"架空{count}の{one},{f'架空{count}の{one - 1}' if one else ''}" for one in range(count)),
    ]


@pytest.mark.parametrize(
    ("kind", "lines"), [("choices", choices), ("areas", areas)], ids=["choices", "areas"]
)
def test_eight_times_as_much_takes_not_sixty_four_times_as_long(
    empty: Wagamachi, kind: str, lines: object
) -> None:
    assert callable(lines)
    took(empty, kind, lines(10))  # what is imported first is paid here
    few, many = took(empty, kind, lines(100)), took(empty, kind, lines(800))
    assert many < 25 * max(few, 0.05), (few, many)
