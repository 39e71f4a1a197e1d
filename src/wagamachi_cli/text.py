"""Small words on text: comparing names, measuring, and making foreign text harmless.

Stored names are only ever cleaned (``clean_name``); folding is for comparing and never for storing,
because it rewrites what belongs to a name (① becomes 1, ㈱ becomes (株)).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Characters that steer a terminal or reorder a line instead of being seen: C0 (without tab and
# newline), DEL, C1, line and paragraph separators, bidirectional overrides, halves of a surrogate pair.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\n\r\u2028\u2029]")

# What a spreadsheet would run as a formula, and the same with the apostrophes of an earlier defusing.
_FORMULA = re.compile("'*[=+\\-@＝＋－＠\t\r]")

_LONGEST_ID = 18  # digits; SQLite counts a little further
_LONGEST_NAME, _LONGEST_PATH = 215, 3_000  # bytes; disks take 255 and 4,096

_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−－ー─"), "-")
_FOLD_CHARACTERS: dict[int, str | None] = {
    **{code: chr(code - 0x60) for code in range(0x30A1, 0x30F7)},  # katakana to hiragana
    **dict.fromkeys(map(ord, "〜～∼˜"), "~"),
    **_HYPHENS,
    **dict.fromkeys(map(ord, "・·•"), None),
    ord("ヶ"): "が",
    ord("ゖ"): "が",
}
_FOLD_WORDS = (("支え", "ささえ"), ("支合", "ささえあ"), ("合い", "あい"))
_BIG_KE = "(?<=[一-鿿])ケ(?=[一-鿿])"  # compiled when there is one: that takes 2 ms, of every start
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_SEVERAL = re.compile("[,，、､]")
_QUOTED = re.compile('"(?:[^"]|"")*"')
_PARTS = re.compile(rf"\s*{_QUOTED.pattern}\s*(?=[,，、､]|$)|[^,，、､]+")
NEVER_FIRST = "、。，．・：；？！）」』】〕〉》…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}%％"
"""May not begin a line."""


def fold(text: str) -> str:
    """The key under which two spellings of a name are the same.

    Width, case, katakana and hiragana, spaces, the wave dashes, the other dashes (with the long-vowel
    mark), middle dots, variation selectors, 支え合い/支えあい/ささえあい and 清水ケ丘/清水ヶ丘/清水が丘
    make no difference.
    """
    folded = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    folded = unicodedata.normalize("NFKC", folded.casefold())
    folded = _UNSEEN.sub("", folded)
    if "ケ" in folded:
        folded = re.sub(_BIG_KE, "が", folded)
    folded = folded.translate(_FOLD_CHARACTERS)
    for spelling, plain in _FOLD_WORDS:
        folded = folded.replace(spelling, plain)
    return folded


def visible(text: str, lines: bool = False) -> str:
    r"""``text`` without power over a terminal: what cannot be seen is written as its code (``\x1b``).

    Line ends become `` / `` so that a record stays one line, unless ``lines`` keeps them; a tab
    becomes a space.
    """
    if text.isprintable():  # the usual case; separators and controls are not printable
        return text
    safe = _LINE_END.sub("\n" if lines else " / ", text).replace("\t", " ")
    return _STEERING.sub(_code, safe)


def lines(text: str) -> list[str]:
    """The lines of ``text``, whatever ends them."""
    return _LINE_END.split(text)


def has_control(text: str) -> bool:
    """Whether a character is in ``text`` that no name may hold: a control, a line end, a tab …"""
    return "\n" in text or "\t" in text or _STEERING.search(text) is not None


def escape_controls(text: str) -> str:
    r"""``text`` with steering characters as ``\uXXXX``, the way JSON writes them; tabs and newlines stay."""
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def can_be_file(path: str) -> bool:
    """Whether a disk can hold a file called so: no NUL, and room for what we add (``.errors.csv``)."""
    as_kept = path.encode("utf-8", "replace")
    longest = max(map(len, re.split(rb"[/\\]", as_kept)))
    return b"\0" not in as_kept and longest <= _LONGEST_NAME and len(as_kept) <= _LONGEST_PATH


def as_id(words: str) -> int | None:
    """The id that ``words`` are (full width, too), if they are one that the register could hold."""
    digits = unicodedata.normalize("NFKC", words)
    return int(digits) if is_digits(digits) and len(digits) <= _LONGEST_ID else None


def is_digits(words: str) -> bool:
    """Whether ``words`` are digits alone, in half or full width."""
    digits = unicodedata.normalize("NFKC", words)
    return digits.isascii() and digits.isdigit()


def clean_name(text: str) -> str:
    """``text`` as it is stored: composed (NFC), without spaces (half or full width) at its ends."""
    return unicodedata.normalize("NFC", text).strip()


def code_name(text: str) -> str:
    """A code as the code book keeps it: half width, capitals, one sort of hyphen."""
    return unicodedata.normalize("NFKC", clean_name(text)).upper().translate(_HYPHENS)


def width(text: str) -> int:
    """How many columns ``text`` takes on a terminal; wide and full-width characters take two."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def folded(words: str, columns: int) -> list[str]:
    """``words`` in lines of at most ``columns`` columns (two or more); no Latin word is torn apart."""
    lines = []
    for line in words.split("\n"):
        rest = line
        while width(rest) > columns:
            fits = next(at for at in range(len(rest), 0, -1) if at == 1 or width(rest[:at]) <= columns)
            at = fits
            while at and rest[at] != " " and rest[at - 1 : at + 1].isascii() and rest[at - 1] != " ":
                at -= 1
            if at > 1 and rest[at] in NEVER_FIRST:
                at -= 1
            at = at or fits
            lines.append(rest[:at].rstrip(" "))
            rest = rest[at:].lstrip(" ")
        lines.append(rest)
    return lines


def shorten(text: str, columns: int) -> str:
    """``text`` on one line of at most ``columns`` columns (two or more), with … where it was cut.

    Marks that are heaped on one character take no column, but are cut all the same.
    """
    line = visible(text)
    if width(line) <= columns and len(line) <= 2 * columns:
        return line
    kept: list[str] = []
    used = 2  # … is two columns wide in many Japanese terminals
    for character in line:
        used += _character_width(character)
        if used > columns or len(kept) >= 2 * columns:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def split_several(text: str) -> list[str]:
    """The parts of ``A,B`` or ``A、B``, cleaned; empty parts are left out.

    A part in double quotes is one, whatever it holds (``"A、B"、C``); a quote in it is doubled.
    """
    return [part for part in map(_part, _PARTS.findall(text)) if part]


def last_of_several(text: str) -> tuple[str, str]:
    """What stands before the last part of ``A,B``, its comma included, and that part as it was typed."""
    begin = max((comma.end() for comma in _SEVERAL.finditer(text)), default=0)
    return text[:begin], text[begin:]


def join_several(parts: Iterable[str], separator: str) -> str:
    """The parts in one text that ``split_several`` gives back; ``separator`` is a comma of any kind."""
    return separator.join(
        '"' + part.replace('"', '""') + '"' if part.startswith('"') or _SEVERAL.search(part) else part
        for part in parts
    )


def _part(raw: str) -> str:
    part = clean_name(raw)
    return clean_name(part[1:-1].replace('""', '"')) if _QUOTED.fullmatch(part) else part


def defuse(text: str) -> str:
    """``text`` so that no spreadsheet runs it as a formula: a leading ``'`` where it could."""
    return f"'{text}" if _FORMULA.match(text) else text


def undefuse(text: str) -> str:
    """What ``defuse`` was given; text that it had left alone stays as it is."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _code(match: re.Match[str]) -> str:
    """The code of one character, as short as Python writes it."""
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    """0, 1 or 2 columns."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
