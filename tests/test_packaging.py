"""What is shipped: the wheel, the commands that install it, and what must stand nowhere."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "wagamachi_cli"
LEFT_OVER = re.compile(r"__pycache__|\.pyc$|(^|/)\.[a-z_]+_?cache/|(^|/)\.hypothesis/")
MADE = {".git", ".venv"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel that is built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_package_and_the_data(wheel: set[str]) -> None:
    wanted = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and not LEFT_OVER.search(path.as_posix())
    } | {"wagamachi_cli/data/seed.sql"}
    assert {"wagamachi_cli/register/choices.sql", "wagamachi_cli/locale/ja/LC_MESSAGES/wagamachi.mo"} < wanted
    assert any("/migrations/versions/0001" in name for name in wanted)
    assert wanted - wheel == set()
    assert {name for name in wheel if ".dist-info/" not in name} - wanted == set()


def test_the_wheel_carries_the_licences(wheel: set[str]) -> None:
    carried = {name.partition(".dist-info/licenses/")[2] for name in wheel if "/licenses/" in name}
    assert carried == {"LICENSE", "LICENSES/IPA.txt"}


def _readme(name: str, begin: str) -> str:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    (line,) = {line.removeprefix("$ ") for line in lines if line.startswith(begin) and "pytest" in line}
    return line


def test_ci_runs_the_very_tests_of_the_readme() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    for readme in ("README.md", "README.ja.md", "CONTRIBUTING.md"):
        said = [
            part.replace(".venv/", '"$venv"/').replace("venv .venv", 'venv "$venv"')
            for part in _readme(readme, "python3 -m venv").split(" && ")
        ]
        assert [line for line in lines if line in said] == said, readme


def test_constraints_pin_every_dependency() -> None:
    pin = re.compile(r"([A-Za-z0-9_.-]+)==[A-Za-z0-9_.]+")
    for name in ("constraints.txt", "constraints-oldest.txt"):
        lines = [
            line
            for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
            if not line.startswith("#")
        ]
        assert all(pin.fullmatch(line) for line in lines), name


def test_the_oldest_versions_are_the_lower_bounds() -> None:
    """constraints-oldest.txt and pyproject.toml say the same."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = dict(
        line.lower().replace("_", "-").split("==")
        for line in (ROOT / "constraints-oldest.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    )
    for wish in (*project["dependencies"], *project["optional-dependencies"]["office"]):
        name, _bound, rest = wish.partition(">=")
        lowest = rest.partition(",")[0]
        assert re.fullmatch(re.escape(lowest) + r"(\.0)*", pinned[name.partition("[")[0]]), wish


def _texts() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.rglob("*")):
        where = path.relative_to(ROOT)
        if not path.is_file() or MADE & set(where.parts) or LEFT_OVER.search(where.as_posix()):
            continue
        try:
            yield where.as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


# Written apart, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a package registry": re.compile("|".join(["pypi" + r"\.", "index" + "-url", "find" + "-links"])),
    "a folder of one machine": re.compile("|".join(["/wor" + "k/", "/ro" + "ot/", "/ho" + "me/[a-z]"])),
}
# The family name of the person who presented the source document, so that it stands not even here.
PRESENTER = "98285b28c148335bfb9e8d6e7ed607cdda6cde2d4bc02e7826bed2202f5b5958"


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    found = [name for name, text in _texts() if FORBIDDEN[what].search(text)]
    assert found == []


def test_no_file_names_the_presenter() -> None:
    # Every two kanji that stand side by side, also where they are part of a longer run.
    found = [
        name
        for name, text in _texts()
        for pair in set(re.findall(r"(?=([\u4e00-\u9fff]{2}))", text))
        if hashlib.sha256(pair.encode()).hexdigest() == PRESENTER
    ]
    assert found == []
