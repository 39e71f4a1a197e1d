"""The language that a person reads: messages by gettext, labels of the data in both languages.

The source text of a message is English, the Japanese catalogue is complete. Nothing is translated
when a module is imported: ``_("…")`` is called when the text is needed.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from wagamachi_cli.frozen import frozen

LANGUAGES = ("ja", "en")

_current = "ja"
_catalogue: gettext.NullTranslations | None = None

# What our texts call the things that each town has a word of its own for, in Japanese and English.
_OUR_WORDS = {
    "council": ("わがまち支えあい協議会|(?<!福祉)協議会", r"\bcouncils?\b"),
    "activity": ("活動体", r"\bactivit(?:y|ies)\b"),
    "consultant": ("(?:地域)?(?:なんでも)?相談員", r"\bconsultants?\b"),
}
_terms: Mapping[str, str] = {}
_ours: re.Pattern[str] | None = None


def set_terms(terms: Mapping[str, str]) -> None:
    """Call a council, an activity, a consultant as ``terms`` say from now on; without one as ever.

    A word that is not Latin leaves the English texts as they are.
    """
    global _terms, _ours
    # The words go into messages that are still to be filled in: a brace would be taken for a place in them.
    terms = {name: term.replace("{", "｛").replace("}", "｝") for name, term in terms.items()}
    _terms, _ours = terms, None
    place = LANGUAGES.index(_current)
    known = [name for name in _OUR_WORDS if terms.get(name) and (place == 0 or terms[name].isascii())]
    if known:
        parts = (f"(?P<{name}>{_OUR_WORDS[name][place]})" for name in known)
        _ours = re.compile("|".join(parts), re.IGNORECASE)


def _theirs(said: str) -> str:
    """``said`` with the words of this town."""
    return said if _ours is None else _ours.sub(_their_word, said)


def _their_word(found: re.Match[str]) -> str:
    term = _terms[str(found.lastgroup)]
    if _current == "ja":
        return term
    many = "s" if found[0].lower().endswith("s") else ""
    return f"{term[0].upper() if found[0][0].isupper() else term[0]}{term[1:]}{many}"


def set_language(code: str) -> None:
    """Speak ``code`` (``ja`` or ``en``) from now on."""
    global _current, _catalogue
    if code not in LANGUAGES:
        raise ValueError(code)
    _current = code
    _catalogue = None
    set_terms(_terms)


def language() -> str:
    """The language spoken now: ``ja`` or ``en``."""
    return _current


def running(*sentences: str) -> str:
    """Sentences one after another on a line: English with a space between, Japanese without after 。."""
    said = ""
    for sentence in filter(None, sentences):
        apart = " " if said and not said.endswith(("。", "．")) else ""
        said += apart + sentence
    return said


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak ``code`` for a while."""
    before = _current
    set_language(code)
    try:
        yield
    finally:
        set_language(before)


def _(message: str) -> str:
    """``message`` in the language spoken now."""
    global _catalogue
    if _current == "en":
        return _theirs(message)
    if _catalogue is None:
        _catalogue = gettext.translation("wagamachi", Path(__file__).parent / "locale", languages=[_current])
    return _theirs(_catalogue.gettext(message))


def from_environment(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for: WAGAMACHI_LANG, else the locale.

    The first of LC_ALL, LC_MESSAGES, LANG that is set decides; ``en…`` means English, everything
    else Japanese. WAGAMACHI_LANG that is not one of ours is passed over here (app.py refuses it).
    """
    asked = environment.get("WAGAMACHI_LANG", "")
    if asked in LANGUAGES:
        return asked
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "ja"
    return "ja"


def asked_in(arguments: Sequence[str]) -> str | None:
    """What ``--lang`` says among ``arguments``, before the command line is really parsed."""
    for position, word in enumerate(arguments):
        if word == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return None


@frozen
class Label:
    """A name of our data in both languages; ``str()`` gives the one that is spoken now, in their words."""

    ja: str
    en: str

    def __str__(self) -> str:
        return _theirs(self.ours)

    @property
    def ours(self) -> str:
        """As we call it, whatever this town's word is."""
        return self.ja if _current == "ja" else self.en

    @property
    def known(self) -> tuple[str, ...]:
        """All that it may be called by those who type it."""
        return tuple(dict.fromkeys((self.ja, self.en, str(self))))
