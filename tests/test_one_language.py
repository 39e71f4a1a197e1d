"""Every text that a person can meet, shown or hidden, is in the language that it is meant for.

The help pages are looked at as they are printed (tests/test_docs.py). This looks at the source: each
message with its Japanese (errors, hints, warnings, prompts, progress), each pair of labels (fields, kinds,
choices, measures, headings), and that no sentence goes to a person without being one of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from wagamachi_cli import seed

PACKAGE = Path(seed.__file__).parent
JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")
# Two words of a sentence. Names of programs and codes are the same everywhere, and so is what is typed.
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]+|[A-Z][a-z]+ [a-z]+")
TYPED = re.compile(r"`[^`]*`|\{[^}]*\}|(?:wagamachi|pip install)[ a-z-]*|--[a-z-]+")
# What a person is told with a text as the first or second word of the call.
TELLING = {"warn", "say", "ask", "confirm", "pick", "Findings"}
# Said by the program to its makers: exit 70.
INSIDE = {"ValueError", "RuntimeError", "TypeError", "KeyError", "AssertionError"}


def calls() -> Iterator[tuple[str, str, list[ast.expr]]]:
    """Where, of what name, with which words each call of the program stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", name, node.args


def literal(word: ast.expr) -> str:
    """The letters of a text that stands in the source; those of an f-string without its places."""
    if isinstance(word, ast.JoinedStr):
        return "".join(map(literal, word.values))
    return word.value if isinstance(word, ast.Constant) and isinstance(word.value, str) else ""


def test_every_message_is_english_and_its_translation_japanese() -> None:
    found = [
        (path.name, text)
        for path in (PACKAGE / "locale" / "po").glob("*.po")
        for message in read_po(path.open("rb"))
        if message.id
        for text, other in ((str(message.id), JAPANESE), (str(message.string), ENGLISH))
        if other.search(TYPED.sub("", text))
    ]
    assert found == []


def test_every_label_is_in_both_languages() -> None:
    pairs = [
        (place, literal(words[0]), literal(words[1]))
        for place, name, words in calls()
        if name in ("Label", "text") and len(words) == 2 and not place.startswith("commands/examples.py")
    ]
    assert len(pairs) > 800
    assert [pair for pair in pairs if ENGLISH.search(TYPED.sub("", pair[1]))] == []
    assert [pair for pair in pairs if JAPANESE.search(TYPED.sub("", pair[2]))] == []


def test_every_choice_is_in_both_languages() -> None:
    shipped = re.findall(r"^  \('[^']+', '[^']+', '([^']*)', '([^']*)'", seed.choices_sql(), re.MULTILINE)
    assert len(shipped) > 80
    assert [pair for pair in shipped if ENGLISH.search(pair[0]) or JAPANESE.search(pair[1])] == []


def test_nothing_is_told_but_messages() -> None:
    """A sentence in an error, a warning or a question goes through ``_``."""
    found = [
        (place, text)
        for place, name, words in calls()
        if (name in TELLING or name.endswith("Error")) and name not in INSIDE
        for text in map(literal, words[:2])
        if " " in text.strip() and re.search(r"[A-Za-zぁ-ヿ一-鿿]", TYPED.sub("", text))
    ]
    assert found == []
