"""The forms in which people write dates and periods, and what makes no difference to them.

Patterns are plain text: ``re`` compiles one when it is first used and keeps it, so that a command that
reads no date does not pay for them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from wagamachi_cli.period.eras import ERAS, WEEKDAYS
from wagamachi_cli.period.spans import Unit

_SAME = str.maketrans("‐–—−ー─〜", "------~")
_KANJI_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_KANJI_NUMBER = f"[{''.join(_KANJI_DIGITS)}十]+"


def fold(text: str) -> str:
    """``text`` without what makes no difference: width, case, spaces, dashes, kanji numerals."""
    folded = "".join(unicodedata.normalize("NFKC", text).upper().split()).translate(_SAME)
    # 四半期 holds a numeral that counts nothing
    return re.sub(_KANJI_NUMBER, _arabic, folded.replace("四半期", "Q"))


def _arabic(kanji: re.Match[str]) -> str:
    digits = "".join(_KANJI_DIGITS.get(char, char) for char in kanji[0])
    if tens := re.fullmatch("([0-9]?)十([0-9]?)", digits):
        return f"{tens[1] or 1}{tens[2] or 0}"
    return digits


WORDS: dict[str, tuple[Unit | Literal["day"], int]] = {
    "今日": ("day", 0),
    "本日": ("day", 0),
    "昨日": ("day", -1),
    "明日": ("day", 1),
    "TODAY": ("day", 0),
    "YESTERDAY": ("day", -1),
    "TOMORROW": ("day", 1),
    "今月": ("month", 0),
    "先月": ("month", -1),
    "来月": ("month", 1),
    "今Q": ("quarter", 0),
    "前Q": ("quarter", -1),
    "次Q": ("quarter", 1),
    "今年度": ("fy", 0),
    "本年度": ("fy", 0),
    "前年度": ("fy", -1),
    "昨年度": ("fy", -1),
    "来年度": ("fy", 1),
    "翌年度": ("fy", 1),
}
_ENGLISH_UNITS: dict[str, Unit] = {
    "MONTH": "month",
    "QUARTER": "quarter",
    "HALF": "half",
    "YEAR": "fy",
    "FY": "fy",
    "FISCALYEAR": "fy",
}
for _which, _offset in (("THIS", 0), ("LAST", -1), ("NEXT", 1)):
    for _unit_word, _unit in _ENGLISH_UNITS.items():
        WORDS[_which + _unit_word] = (_unit, _offset)

UNKNOWN = ("不明", "時期不明", "UNKNOWN")

ERA_OF = {name: era for era in ERAS for name in (era.letter, era.name.ja)}
_YEAR = (
    rf"(?:(?P<named>{'|'.join(word for word in WORDS if word.endswith('年度'))})"
    rf"|(?P<fy>FY)?(?:(?P<era>{'|'.join(ERA_OF)})(?P<nth>元|[0-9]{{1,3}})|(?P<year>[0-9]{{4}}))(?P<unit>年度|年)?)"
)
_NUMBER = "[0-9]{1,2}"
FORMS = (
    _YEAR,
    rf"(?:{_YEAR}[-.]?)?第?(?P<quarter>[0-9])Q",
    rf"(?:{_YEAR}[-.]?)?Q(?P<quarter>[0-9])",
    rf"(?:{_YEAR}[-.]?)?(?P<half>上半?期|下半?期|H[0-9])",
    rf"(?:{_YEAR}(?P<dotted>[-./])?(?<=[-./年度]))?(?P<month>{_NUMBER})月(?:(?P<day>{_NUMBER})日)?",
    rf"{_YEAR}(?P<sep>[-./])(?P<month>{_NUMBER})(?:(?P=sep)(?P<day>{_NUMBER}))?",
    rf"(?P<month>{_NUMBER})/(?P<day>{_NUMBER})",
    rf"(?P<day>{_NUMBER})日",
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
)
YEARLESS = rf"{_NUMBER}(?:/{_NUMBER}|月{_NUMBER}日)"
WEEKDAY = (
    rf"\((?:(?P<ja>[{''.join(day.ja for day in WEEKDAYS)}])(?:曜日?)?(?:[・･,]?(?:祝日?|休日?))?"
    rf"|(?P<en>{'|'.join(day.en.upper() for day in WEEKDAYS)})[A-Z]{{0,6}}|祝日?)\)$"
)
RANGE = r"\.{2,3}|~"
MACHINE_RANGE = r"([0-9]{4}-[0-9]{2}-[0-9]{2}|\.\.)/([0-9]{4}-[0-9]{2}-[0-9]{2}|\.\.)"
