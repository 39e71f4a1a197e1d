"""Every help page ends with an example, and every example works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Wagamachi
from tests.test_docs import tool
from wagamachi_cli.commands.examples import examples
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.samples import SAMPLES
from wagamachi_cli.language import set_language

# What an example refers to is made by the one before it.
ORDER = [
    "area",
    "council",
    "placement",
    "activity",
    "partner",
    "link",
    "meeting",
    "support",
    "outreach",
    "session",
    "contact",
    "history",
    "survey",
    "helper",
    "code",
    "household",
    "request",
    "ask",
    "intro",
    "consultant",
    "course",
    "concern",
    "relay",
    "visit",
    "drive",
    "lot",
    "event",
    "reservation",
    "movement",
    "hearing",
    "referral",
    "distribution",
    "figure",
    "narrative",
    "note",
]
# What has to be so before an example can work, where the examples of ``add`` do not make it so.
BEFORE = {
    "activity suspend": "activity history remove 1 --reason x",
    "consultant concern relay": "consultant relay remove 1 --reason x",
    "activity request done": "activity request match 1 --helper 1 --on 1/17",
    "pantry distribute": "pantry reserve 1 --adults 1",
    "import": "template sessions --for R3.12 -o {sessions}",
    "report diff": "report issue R3Q3 --out issued --only md",
    "undo": "council area add x",
    "redo": "undo",
    "restore": "backup {copy}",
    "merge": "council partner add {double}",
}
WORDS = {
    "ja": {"sessions": "開催.csv", "copy": "控え.db", "double": "さくら商店（駅前）"},
    "en": {"sessions": "sessions.csv", "copy": "copy.db", "double": '"Sakura Stores"'},
}
# They make a register of their own.
MAKING = ("init", "demo")


def paths() -> list[str]:
    return [name.removeprefix("wagamachi").strip() for _d, name, _page in tool("reference").commands()]


def typed(line: str) -> list[str]:
    return shlex.split(line.removeprefix("wagamachi "))


def test_every_command_has_an_example() -> None:
    assert [path for path in paths() if not examples(path)] == []
    assert set(KINDS) == set(ORDER) == set(SAMPLES)


def test_the_page_ends_with_it(empty: Wagamachi) -> None:
    assert empty.ok("council", "area", "add", "--help").out.endswith(
        "\n例\n  wagamachi council area add みどり --kana みどり\n"
    )
    assert empty.ok("--lang", "en", "council", "area", "--help").out.endswith(
        "\nExamples\n  wagamachi council area add Midori --kana midori\n  wagamachi council area list\n"
    )


@pytest.mark.long
def test_every_sort_of_example_works(
    empty: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that write a new record, all of the domain's own verbs, and every verb of one kind."""
    made_alike = re.compile(r"(?!council meeting ).* (list|show|edit|remove)|report (half|year)")
    try_examples("ja", made_alike, empty, tmp_path, monkeypatch)


@pytest.mark.long
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_example_works(
    language: str, empty: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try_examples(language, re.compile("(?!)"), empty, tmp_path, monkeypatch)


def try_examples(
    language: str,
    without: re.Pattern[str],
    empty: Wagamachi,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WAGAMACHI_LANG", language)
    set_language(language)
    told = {path: examples(path) for path in paths()}
    seen: set[str] = set()
    made: dict[str, bytes] = {}
    for code in ORDER:
        (line,) = told[f"{KINDS[code].command} add"]
        empty.ok(*typed(line))
        seen.add(line)
        # What others refer to cannot be removed: that is tried before there are any.
        made[f"{KINDS[code].command} remove"] = empty.db.read_bytes()
    whole, wrong = empty.db.read_bytes(), []
    for path, lines in told.items():
        for line in lines:
            if path and path not in MAKING and line not in seen and not without.fullmatch(path):
                seen.add(line)
                empty.db.write_bytes(made.get(path, whole))
                folder = tmp_path / str(len(seen))
                folder.mkdir()
                monkeypatch.chdir(folder)
                if path in BEFORE:
                    empty.ok(*typed(BEFORE[path].format(**WORDS[language])))
                result = empty(*typed(line))
                if result.code:
                    wrong.append(f"{line}\n{result.err}")
    assert not wrong, "\n".join(wrong)
