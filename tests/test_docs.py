"""What the pages say is so: every dialogue, every command named, every link, the picture, the reference."""

from __future__ import annotations

import importlib.util
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from wagamachi_cli.language import set_language

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")))
# Blocks that a person runs to install and to test, held to .ci/run by test_packaging.py.
INSTALLING = ("sh", "powershell")


@cache
def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", tool("dialogues").PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_dialogue_goes_as_it_is_written(page: Path, tmp_path: Path) -> None:
    """To write the answers anew: python tools/dialogues.py."""
    for turn in (turn for block in tool("dialogues").run(page, tmp_path) for turn in block):
        assert turn.code == 0, (turn.command, turn.answered)
        assert turn.agrees, (turn.command, turn.answered)


def test_a_dialogue_that_differs_is_noticed() -> None:
    text = "```console\n$ a\none\n…\nlast\n$ b\n```\n"
    ((first, second),) = tool("dialogues").turns(text)
    first.answered, second.answered = ["one", "two", "three", "last"], ["anything"]
    assert first.agrees
    assert second.agrees
    first.answered = ["one", "two", "third"]
    assert not first.agrees
    assert (
        tool("dialogues").written(text, [[first, second]]) == "```console\n$ a\none\ntwo\nthird\n$ b\n```\n"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_block_escapes_the_tests(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    for language, body in blocks:
        assert language, (page.name, body)
        if language not in ("console", *INSTALLING):
            assert not re.search(r"^\$ |^wagamachi ", body, re.MULTILINE), (page.name, body)
        if language in INSTALLING:
            assert all(
                re.match(r"(python3|py) -m (venv|pip wheel) |bash \.ci/run|Set-Alias ", line)
                for line in body.splitlines()
            )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_named_exists(page: Path, names: set[str]) -> None:
    if page.name.startswith("reference"):
        return
    for said in re.findall(r"`((?:wagamachi|wm) [^`\n]+)`", page.read_text(encoding="utf-8")):
        words = said.replace("wm ", "wagamachi ", 1).split()
        named = [word for word in words if re.fullmatch(r"[a-z][a-z-]*", word)]
        assert any(" ".join(named[:length]) in names for length in range(2, len(named) + 1)) or any(
            word.startswith("-") for word in words[1:2]
        ), said


@pytest.fixture(scope="module")
def names() -> set[str]:
    return {name for _depth, name, _text in tool("reference").commands()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        target, _hash, anchor = link.partition("#")
        where = (page.parent / target).resolve() if target else page
        assert where.exists(), link
        if anchor:
            heads = re.findall(r"^#+ (.+)$", where.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {head.lower().replace(" ", "-") for head in heads}, link


def test_the_reference_is_what_the_program_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert tool("reference").main(["--check"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("made", ["datamodel", "measures"])
def test_a_page_made_from_descriptions_says_what_they_say(
    made: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tool(made).main(["--check"]) == 0, capsys.readouterr().err


def test_every_command_has_its_help(names: set[str]) -> None:
    assert {"wagamachi", "wagamachi council add", "wagamachi report activity"} <= names


# A sentence, or two words of one: names of programs, codes and what is typed are the same everywhere.
OTHER = {
    "ja": re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]+|[A-Z][a-z]+ [a-z]+"),
    "en": re.compile(r"[ぁ-ヿ一-鿿]"),
}


@pytest.mark.parametrize("spoken", ["ja", "en"])
def test_help_is_in_one_language(spoken: str) -> None:
    """Everything but the examples, whose data may be in any."""
    set_language(spoken)
    try:
        pages = {name: text for _depth, name, text in tool("reference").commands()}
    finally:
        set_language("ja")
    assert len(pages) > 200
    found = [
        (name, line)
        for name, text in pages.items()
        # A command in quotes is the same everywhere, also where a line ends within it.
        for line in re.sub("`[^`]*`", "", re.split(r"\n(?:例|Examples?)\n", text)[0]).splitlines()[1:]
        if OTHER[spoken].search(line)
    ]
    assert found == []


def test_the_picture_shows_what_the_sample_says(tmp_path: Path) -> None:
    """The words beside each picture, since its bytes depend on the versions that drew it."""
    tool("picture").draw(tmp_path)
    images = ROOT / "docs" / "images"
    pages = {f"pack.{language}.png" for language in ("ja", "en")}  # drawn by Chromium, not here
    assert {path.name for path in tmp_path.iterdir()} | pages == {path.name for path in images.iterdir()}
    for made in tmp_path.glob("*.txt"):
        assert made.read_text(encoding="utf-8") == (images / made.name).read_text(encoding="utf-8")
