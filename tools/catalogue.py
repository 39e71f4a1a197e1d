"""Builds the Japanese message catalogue from its fragments, or checks that it is complete.

python tools/catalogue.py            put each message of locale/po/*.po into the fragment of the room that
                                     says it (of several the lowest), under the file that says it, and
                                     merge the fragments into the compiled catalogue
python tools/catalogue.py --check    exit 1 if a message of the program has no Japanese, a
                                     fragment holds one that nothing says, fields differ, or
                                     fragments or compiled catalogue are not what the first call makes
"""

from __future__ import annotations

import argparse
import ast
import io
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "wagamachi_cli"
COMPILED = Path("ja", "LC_MESSAGES", "wagamachi.mo")
# From the lowest: what is said in several rooms stands with the one that the others import.
ROOMS = (
    "period",
    "kinds",
    "model",
    "register",
    "queries",
    "reports",
    "exchange",
    "output",
    "shell",
    "commands",
)
_NOWHERE = "\uffff"  # behind every file
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


class _Reproducible(Catalog):
    """A catalogue whose head names no time and no version of a tool."""

    mime_headers = [("Content-Type", "text/plain; charset=UTF-8")]  # noqa: RUF012  babel's property


@dataclass
class Found:
    """What the fragments and the program hold, and what is wrong with them (``path:line: …``)."""

    translations: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    said: dict[str, list[tuple[Path, int]]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)


def messages(path: Path) -> Iterator[tuple[int, str | None]]:
    """Line and text of each ``_("…")`` in a source file; None where the text is no literal."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            text = node.args[0] if node.args else None
            literal = isinstance(text, ast.Constant) and isinstance(text.value, str)
            yield node.lineno, text.value if literal else None


def fields(text: str) -> set[str]:
    """The names in braces that ``str.format`` fills in."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def look(package: Path) -> Found:
    """Read every source file and every fragment of ``package``."""
    found = Found()
    base = package.parent.parent
    for path in sorted(package.rglob("*.py")):
        for line, text in messages(path):
            if text is None:
                found.problems.append(f"{path.relative_to(base)}:{line}: _() takes a literal string")
            else:
                found.said.setdefault(text, []).append((path.relative_to(package), line))
    for path in sorted((package / "locale" / "po").glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale="ja", abort_invalid=True)
        for message in catalogue:
            if message.id:
                _take(
                    found, str(message.id), str(message.string), f"{path.relative_to(base)}:{message.lineno}"
                )
    for text, places in found.said.items():
        if not found.translations.get(text):
            path, line = places[0]
            found.problems.append(f"{(package / path).relative_to(base)}:{line}: no Japanese for {text!r}")
    for text, place in found.places.items():
        if text not in found.said:
            found.problems.append(f"{place}: nothing says {text!r}")
    return found


def _take(found: Found, text: str, japanese: str, place: str) -> None:
    known = found.translations.get(text)
    if known is not None and known != japanese:
        found.contradictions.append(f"{place}: {text!r} is {known!r} in {found.places[text]}")
        return
    if japanese and fields(text) != fields(japanese):
        found.problems.append(f"{place}: the fields of {text!r} and {japanese!r} differ")
    found.translations[text] = japanese
    found.places.setdefault(text, place)


def sorted_fragments(found: Found) -> dict[str, str]:
    """What each fragment holds, by its name; a message that nothing says stays where it is."""
    entries: dict[str, list[tuple[str, int, str]]] = {}
    for text in found.translations:
        if text in found.said:
            path, line = min(found.said[text], key=_lowest)
            entries.setdefault(_room(path), []).append((path.as_posix(), line, text))
        else:
            fragment = Path(found.places[text].rpartition(":")[0]).stem
            entries.setdefault(fragment, []).append((_NOWHERE, 0, text))
    return {room: _written(each, found.translations) for room, each in entries.items()}


def _room(path: Path) -> str:
    """The room of a source file: its folder, or for a small word of its own the file."""
    return path.with_suffix("").parts[0]


def _lowest(place: tuple[Path, int]) -> tuple[int, str, int]:
    path, line = place
    room = _room(path)
    return ROOMS.index(room) if room in ROOMS else -1, path.as_posix(), line


def _written(entries: list[tuple[str, int, str]], translations: dict[str, str]) -> str:
    lines, under = [HEAD], ""
    for path, _line, text in sorted(entries):
        if path != under:
            lines.append(f"\n# {path}\n" if path != _NOWHERE else "")
            under = path
        lines.append(f"\nmsgid {_quoted(text)}\nmsgstr {_quoted(translations[text])}\n")
    return "".join(lines)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def compiled(translations: dict[str, str]) -> bytes:
    """The catalogue as gettext reads it: the same translations give the same bytes."""
    catalogue = _Reproducible(locale="ja", fuzzy=False)
    for text in sorted(translations):
        if translations[text]:
            catalogue.add(text, translations[text])
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main(arguments: list[str] | None = None, package: Path = PACKAGE) -> int:
    """Build or check; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args(arguments).check
    found = look(package)
    target = package / "locale" / COMPILED
    if found.contradictions:
        print(*found.contradictions, sep="\n", file=sys.stderr)
        return 1
    wanted = compiled(found.translations)
    folder = package / "locale" / "po"
    fragments = sorted_fragments(found)
    if not check:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(wanted)
        for path in folder.glob("*.po"):
            if path.stem not in fragments:
                path.unlink()
        for room, text in fragments.items():
            (folder / f"{room}.po").write_text(text, encoding="utf-8", newline="\n")
        return 0
    present = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.po")}
    if not target.exists() or target.read_bytes() != wanted:
        found.problems.append(f"{target.relative_to(package.parent.parent)}:1: run tools/catalogue.py")
    if present != fragments:
        found.problems.append(f"{folder.relative_to(package.parent.parent)}: run tools/catalogue.py")
    print(*found.problems, sep="\n", end="\n" if found.problems else "", file=sys.stderr)
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main())
