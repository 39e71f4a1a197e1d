"""The Japanese catalogue is complete, and the tool that says so notices what it should."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
PO_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "tools" / "catalogue.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["catalogue"] = module  # where a dataclass looks for its module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package with one message and its fragment."""
    made = tmp_path / "src" / "toy"
    (made / "locale" / "po").mkdir(parents=True)
    (made / "a.py").write_text('from x import _\n\nprint(_("Hello " "{name}"))\n', encoding="utf-8")
    fragment(made, "a", "Hello {name}", "こんにちは、{name}さん")
    return made


def fragment(package: Path, name: str, *pairs: str) -> None:
    entries = (
        f'msgid "{text}"\nmsgstr "{japanese}"\n\n'
        for text, japanese in zip(pairs[::2], pairs[1::2], strict=True)
    )
    path = package / "locale" / "po" / f"{name}.po"
    path.write_text(PO_HEAD + "".join(entries), encoding="utf-8")


def test_every_message_has_its_japanese(tool: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert tool.main(["--check"]) == 0, capsys.readouterr().err


def test_build_and_check(tool: ModuleType, package: Path) -> None:
    assert tool.main(["--check"], package) == 1
    assert tool.main([], package) == 0
    built = package / "locale" / "ja" / "LC_MESSAGES" / "wagamachi.mo"
    first = built.read_bytes()
    assert tool.main(["--check"], package) == 0
    assert tool.main([], package) == 0
    assert built.read_bytes() == first
    assert b"Babel" not in first


@pytest.mark.parametrize(
    ("source", "pairs", "told"),
    [
        ('_("New")', (), "src/toy/b.py:1: no Japanese for 'New'"),
        ("_(name)", (), "src/toy/b.py:1: _() takes a literal string"),
        ('_(f"{name}")', (), "src/toy/b.py:1: _() takes a literal string"),
        ("", ("Gone", "なくなった"), "src/toy/locale/po/b.po:5: nothing says 'Gone'"),
        ('_("New")', ("New", ""), "no Japanese for 'New'"),
        ('_("{a} of {b}")', ("{a} of {b}", "{b}のうち{c}"), "differ"),
    ],
)
def test_what_check_finds(
    tool: ModuleType,
    package: Path,
    capsys: pytest.CaptureFixture[str],
    source: str,
    pairs: tuple[str, ...],
    told: str,
) -> None:
    (package / "b.py").write_text(f"{source}\n", encoding="utf-8")
    fragment(package, "b", *pairs)
    assert tool.main([], package) == 0
    assert tool.main(["--check"], package) == 1
    assert told in capsys.readouterr().err


def test_fragments_that_contradict_each_other(
    tool: ModuleType, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fragment(package, "b", "Hello {name}", "こんにちは、{name}さん")
    assert tool.main([], package) == 0
    fragment(package, "c", "Hello {name}", "やあ {name}")
    assert tool.main([], package) == 1
    assert "c.po:5" in capsys.readouterr().err


def test_a_message_stands_in_the_fragment_of_its_room(
    tool: ModuleType, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = '_("Both")\n_("Its \\"own\\"\\n")\n_("ROOM")\n'
    for room in ("commands", "model"):
        (package / room).mkdir()
        (package / room / "c.py").write_text(said.replace("ROOM", room), encoding="utf-8")
    fragment(package, "topic", "Both", "両方", "model", "型", "commands", "命令", 'Its \\"own\\"\\n', "自分")
    assert tool.main(["--check"], package) == 1
    assert "locale/po: run tools/catalogue.py" in capsys.readouterr().err
    assert tool.main([], package) == 0
    assert tool.main(["--check"], package) == 0
    po = package / "locale" / "po"
    assert {path.name for path in po.iterdir()} == {"a.po", "commands.po", "model.po"}
    assert 'msgid "Both"' in (po / "model.po").read_text(encoding="utf-8")
    assert (po / "commands.po").read_text(encoding="utf-8") == tool.HEAD + (
        '\n# commands/c.py\n\nmsgid "commands"\nmsgstr "命令"\n'
    )
