"""The kind of codes: for households and for people on a roster, whose names are not kept."""

from __future__ import annotations

import re
from datetime import date

from wagamachi_cli import text
from wagamachi_cli.errors import UsageError
from wagamachi_cli.frozen import described
from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.types import Flag, Name, Number, Words
from wagamachi_cli.language import Label, _

FORM = "[A-Z0-9][A-Z0-9-]*"
"""What a code looks like while ``code.pattern`` is not set."""
NEXT = frozenset({"NEW", "新規"})
"""In place of a code: make the next one. No code is called so."""
_OURS = re.compile(r"H-[0-9]+")
_LONGEST = 40
# A simple pattern: signs and classes of them, each perhaps repeated; no groups. With a few repeats at
# most, no code takes long to be compared.
_SIMPLE = re.compile(r"(?:(?:\\[dw]|\.|\[[^][\\|]+\]|[^\W_]|[-_])(?:[*+?]|\{[0-9]{1,2}(?:,[0-9]{0,2})?\})?)+")
_MOST_REPEATS = 3


@described
class CodeName(Name):
    """A code, half width and in capitals, however it was typed."""

    metavar = "CODE"

    def read(self, raw: str, today: date) -> str:
        """The code; whether it has the form of one is judged where it is kept."""
        return text.code_name(super().read(raw, today))


@described
class CodePattern(Words):
    """The form of codes, as a simple regular expression that a whole code matches."""

    metavar = "REGEX"

    def read(self, raw: str, today: date) -> str:
        """The pattern without ^ and $; UsageError where it is none, or no simple one."""
        pattern = super().read(raw, today).removeprefix("^").removesuffix("$")
        simple = all(
            _SIMPLE.fullmatch(part) and len(re.findall(r"[*+?{]", part)) <= _MOST_REPEATS
            for part in pattern.split("|")
        )
        try:
            re.compile(pattern)
        except re.error:
            simple = False
        if not simple:
            raise UsageError(
                _("“{text}” is not a simple pattern of a code.").format(text=text.visible(raw)),
                _("Write it like {example}: letters, digits, -, [A-Z], + and {{4}}, with | between.").format(
                    example="[A-Z]{2}-[0-9]{4}"
                ),
            )
        return pattern


def is_code(code: str, pattern: str) -> bool:
    """Whether it has the form of a code, and is no telephone number."""
    if code in NEXT or len(code) > _LONGEST:
        return False
    if re.fullmatch("[0-9-]+", code) and len(code.replace("-", "")) in (10, 11):
        return False
    if _OURS.fullmatch(code):
        return True
    return re.fullmatch(pattern, code, re.IGNORECASE | re.ASCII) is not None


def refuse_person(code: str, pattern: str) -> None:
    """UsageError where it is not a code: a name, a telephone number."""
    if is_code(code, pattern):
        return
    form = _("letters, digits and -") if pattern == FORM else pattern
    raise UsageError(
        _("“{text}” is not a code ({form}); names and telephone numbers are not kept.").format(
            text=text.visible(code), form=form
        ),
        _(
            "Give a code like H-0012, or “new” for the next one. In a sheet leave the cell blank, "
            "or the whole column out with --map HEAD=."
        ),
    )


_TIMES = Label("回", "times")

CODE = Kind(
    code="code",
    plural="codes",
    group="activity",
    thing="code",
    label=Label("コード", "code"),
    help=Label(
        "世帯や参加者のコード（名前は記録しません）", "Codes of households and people; names are not kept."
    ),
    table="code",
    name="code",
    fields=(
        Field("code", Label("コード", "code"), CodeName(person="name"), required=True),
        Field("household", Label("世帯", "household"), Flag(), stored=False, typed=False),
        Field("sessions", Label("参加", "sessions"), Number(_TIMES), stored=False, typed=False),
        Field("requests", Label("依頼", "requests"), Number(_TIMES), stored=False, typed=False),
        Field("visits", Label("見守り", "visits"), Number(_TIMES), stored=False, typed=False),
    ),
    order=("code",),
    derived=True,
    coded=True,
)

KINDS = (CODE,)
