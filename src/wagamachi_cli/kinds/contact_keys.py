"""When two ways to reach a household are the same: by digits or by mail address."""

from __future__ import annotations

import re
import unicodedata

from wagamachi_cli.text import fold

_MAIL = re.compile(r"[\w.+-]+@[\w.-]+")
_APART = re.compile(r"[/,;、・|]|または|or")
_RUN = re.compile(r"\+?[0-9][0-9()‐-―ー−.-]{7,}[0-9]")
_DIGITS = range(9, 14)


def contact_keys(contact: str) -> frozenset[str]:
    """What tells contacts apart: the digits of its phone numbers and its mail addresses.

    A number is the same with and without its first 0, which a spreadsheet drops. Where there are
    neither, the words themselves, however they are spelled.
    """
    plain = unicodedata.normalize("NFKC", contact).casefold()
    found = {mail.rstrip(".") for mail in _MAIL.findall(plain)}
    for part in _APART.split(_MAIL.sub(" ", plain)):
        numbers = [_digits(part)]
        if len(numbers[0]) not in _DIGITS:
            numbers = [_digits(run) for run in _RUN.findall(part)]
        found |= {number.lstrip("0") for number in numbers if len(number) in _DIGITS}
    return frozenset(found or {fold(contact)})


def _digits(part: str) -> str:
    digits = "".join(character for character in part if character in "0123456789")
    return digits[2:] if "+81" in part.replace(" ", "") and digits.startswith("81") else digits
