"""Which of several choices a typed word means."""

from __future__ import annotations

from collections.abc import Iterable

from wagamachi_cli import text
from wagamachi_cli.errors import UsageError
from wagamachi_cli.frozen import described
from wagamachi_cli.language import Label, _

# Of so many choices a person reads the list.
_READABLE = 30


class ChoiceError(UsageError):
    """No choice is meant, or several are; ``near`` are the codes of those that may have been."""

    def __init__(self, message: str, hint: str = "", near: Iterable[str] = ()) -> None:
        super().__init__(message, hint)
        self.near = tuple(near)


class UnknownChoiceError(ChoiceError):
    """No choice is called so."""


@described
class Option:
    """One choice; ``parent`` is the code of the choice that it stands under."""

    code: str
    label: Label
    parent: str | None = None
    retired: bool = False


def meant(options: Iterable[Option], words: str) -> str:
    """The code of the one option that ``words`` mean; ChoiceError (exit 2) if several do, or none
    (UnknownChoiceError)."""
    options = list(options)
    wanted = text.fold(words)
    ways = (
        lambda option: option.code == words,
        lambda option: wanted in map(text.fold, (option.code, *option.label.known)),
        lambda option: (
            not option.retired
            and bool(wanted)
            and any(wanted in text.fold(word) for word in (*option.label.known, option.code))
        ),
    )
    for way in ways:
        found = [option for option in options if way(option)]
        if len(found) == 1:
            return found[0].code
        if found:
            raise ChoiceError(
                _("“{text}” could mean {several}.").format(
                    text=text.visible(words), several=_(", ").join(str(option.label) for option in found)
                ),
                _("Write one of them out."),
                [option.code for option in found],
            )
    offered = [option for option in options if not option.retired]
    near = _near(offered, wanted)
    raise UnknownChoiceError(
        _("“{text}” is not among the choices.").format(text=text.visible(words)),
        _hint(offered, near),
        [option.code for option in near],
    )


def _near(options: list[Option], wanted: str) -> list[Option]:
    """Those that are written nearly so."""
    import difflib

    named = {text.fold(word): option for option in options for word in (*option.label.known, option.code)}
    return list(dict.fromkeys(named[word] for word in difflib.get_close_matches(wanted, named)))


def _hint(options: list[Option], near: list[Option]) -> str:
    """What was probably meant, and all that there is, unless that is more than a person reads."""
    parts = []
    if near:
        parts.append(_("Did you mean {names}?").format(names=_(" or ").join(map(_shown, near))))
    if not near or len(options) <= _READABLE:
        parts.append(_("There are: {choices}").format(choices=_(", ").join(map(_shown, options))))
    return "\n".join(parts)


def _shown(option: Option) -> str:
    label = str(option.label)
    return label if label == option.code else f"{label} ({option.code})"
