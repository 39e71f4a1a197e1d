"""Which of several choices a typed word means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagamachi_cli import text
from wagamachi_cli.errors import UsageError
from wagamachi_cli.language import Label, _


class UnknownChoiceError(UsageError):
    """No choice is called so."""


@dataclass(frozen=True, eq=False, repr=False)
class Option:
    """One choice; ``parent`` is the code of the choice that it stands under."""

    code: str
    label: Label
    parent: str | None = None
    retired: bool = False


def meant(options: Iterable[Option], words: str) -> str:
    """The code of the one option that ``words`` mean; UsageError (exit 2) if several do, or none
    (UnknownChoiceError)."""
    options = list(options)
    wanted = text.fold(words)
    ways = (
        lambda option: option.code == words,
        lambda option: (
            wanted in (text.fold(option.code), text.fold(option.label.ja), text.fold(option.label.en))
        ),
        lambda option: (
            not option.retired
            and bool(wanted)
            and (wanted in text.fold(option.label.ja) or wanted in text.fold(option.label.en))
        ),
    )
    for way in ways:
        found = [option for option in options if way(option)]
        if len(found) == 1:
            return found[0].code
        if found:
            raise UsageError(
                _("“{text}” could mean {several}.").format(
                    text=text.visible(words), several=_(", ").join(str(option.label) for option in found)
                ),
                _("Write one of them out."),
            )
    raise UnknownChoiceError(
        _("“{text}” is not among the choices.").format(text=text.visible(words)),
        _("There are: {choices}").format(
            choices=_(", ").join(
                f"{option.label} ({option.code})" for option in options if not option.retired
            )
        ),
    )
