"""Who may read what is written: this user alone, unless it is a report for the public; whatever the umask."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Wagamachi
from tests.exchange.city_form import make
from wagamachi_cli.kinds import KINDS

BAD_SHEET = "日付,活動体,参加者\nR4.1.11,架空サロン,12人\nR4.1.12,架空サロン,多数\n"
BOOKINGS = "名前,人数,電話番号\n架空 一郎,3,090-0000-0001\n"

PRIVATE = (
    *(f"{kind.command} list -o out.csv" for kind in KINDS.values() if kind.name or kind.when),
    "activity list -o out.xlsx",
    "activity list -o out.json",
    "activity show 架空サロン -o out.md",
    "council add 架空の新しい会 -o out.txt",
    "find 架空 -o out.txt",
    "log -o out.csv",
    "check -o out.csv",
    "template helpers -o out.xlsx",
    "template households -o out.csv",
    "template sessions --for R4.1 -o out.xlsx",
    "report handover -o out.md",
    "report why R3 session.held -o out.csv",
    "report quarter R3Q3 --internal -o out.html",
    "report quarter R3Q3 --internal -o out.json",
    "report quarter R3Q3 --internal --out new/out --only md,csv",
    "report quarter R3Q3 --internal --form form.xlsx -o out.xlsx",
    "report issue R3Q3 --internal --out new/out --only md,csv --yes",
    "export out",
    "backup",
    "backup out.db",
    "import sessions bad.csv",
    "import sessions bad.csv --partial",
    "import reservations bookings.csv --for 1月の会",
    "--db new/out.db init",
    "restore copy.db",
)
PUBLIC = (
    "report activity -o out.csv",
    "report activity --chart out.png",
    "report measures -o out.csv",
    "report reconcile -o out.csv",
    "report quarter R3Q3 -o out.html",
    "report quarter R3Q3 --out new/out --only md,csv",
    "report quarter R3Q3 --form form.xlsx -o out.xlsx",
    "report issue R3Q3 --out new/out --only md,csv --yes",
)


@pytest.fixture(params=[0o022, 0o000], ids=["022", "000"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    former = os.umask(request.param)
    yield request.param
    os.umask(former)


@pytest.fixture
def house(town_file: Path, monkeypatch: pytest.MonkeyPatch) -> Wagamachi:
    """The town's register, and beside it the sheets that are taken in, which anybody may read."""
    folder = town_file.parent
    monkeypatch.chdir(folder)
    town_file.chmod(0o600)
    Path("bad.csv").write_text(BAD_SHEET)
    Path("bookings.csv").write_text(BOOKINGS)
    make(folder / "form.xlsx")
    found = Wagamachi(town_file, monkeypatch)
    found.ok("backup", "copy.db")
    return found


def written(house: Wagamachi, line: str) -> dict[str, int]:
    """The rights of everything that a command has made, files and folders."""
    before = set(Path().rglob("*"))
    result = house(*line.split())
    made = {str(path): stat.S_IMODE(path.stat().st_mode) for path in set(Path().rglob("*")) - before}
    assert made, (line, result)
    return made


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize("line", PRIVATE)
def test_what_may_name_somebody_is_for_this_user_alone(line: str, umask: int, house: Wagamachi) -> None:
    for name, mode in written(house, line).items():
        assert mode == (0o700 if Path(name).is_dir() else 0o600), (name, oct(mode))


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize("line", PUBLIC)
def test_a_report_for_the_public_has_the_usual_rights(line: str, umask: int, house: Wagamachi) -> None:
    made = {name: mode for name, mode in written(house, line).items() if "backups" not in name}
    for name, mode in made.items():
        assert mode == (0o777 if Path(name).is_dir() else 0o666) & ~umask, (name, oct(mode))


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_what_was_open_to_all_is_closed_when_it_is_written_again(house: Wagamachi) -> None:
    folder = Path("out")
    house.ok("report", "quarter", "R3Q3", "--out", "out", "--only", "md")
    folder.chmod(0o755)
    Path("list.csv").write_text("old")
    Path("list.csv").chmod(0o644)
    house.ok("activity", "helper", "list", "-o", "list.csv", "--force")
    house.ok("report", "quarter", "R3Q3", "--internal", "--out", "out", "--only", "md", "--force")
    modes = {str(path): stat.S_IMODE(path.stat().st_mode) for path in (Path("list.csv"), folder)}
    modes |= {str(path): stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {"list.csv": 0o600, "out": 0o700, "out/report.md": 0o600, "out/manifest.json": 0o600}
