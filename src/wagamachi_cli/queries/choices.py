"""The choices of the register: codes, labels in both languages, and what a typed word means."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wagamachi_cli import text
from wagamachi_cli.errors import UsageError
from wagamachi_cli.kinds.types import Choice
from wagamachi_cli.language import Label, _
from wagamachi_cli.sheet import Coded


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; ``parent`` is the code of the choice that it stands under."""

    code: str
    label: Label
    parent: str | None = None
    retired: bool = False


class Choices:
    """Every choice of the register, read once; in the order in which people want to see them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._fields: dict[str, dict[str, Option]] = {}
        for row in connection.execute(
            "SELECT field, code, label_ja, label_en, parent, retired FROM choice ORDER BY field, position, id"
        ):
            option = Option(row[1], Label(row[2], row[3]), row[4], bool(row[5]))
            self._fields.setdefault(row[0], {})[row[1]] = option

    def fields(self) -> tuple[str, ...]:
        """The fields that have choices in the register."""
        return tuple(self._fields)

    def options(self, choice: Choice) -> Mapping[str, Option]:
        """The choices of a field, by code."""
        if choice.fixed:
            return {code: Option(code, label) for code, label in choice.fixed.items()}
        return self._fields.get(choice.field, {})

    def coded(self, choice: Choice, code: str) -> Coded:
        """A code with its label; an unknown code is its own label."""
        option = self.options(choice).get(code)
        return Coded(code, option.label if option else code)

    def with_children(self, choice: Choice, code: str) -> list[str]:
        """The code and those of the choices under it."""
        return [code, *(one.code for one in self.options(choice).values() if one.parent == code)]

    def parent(self, choice: Choice, code: str) -> str:
        """The code that a trend's row has for ``code``: its parent's, or itself."""
        option = self.options(choice).get(code)
        return (option.parent or code) if option else code

    def meant(self, choice: Choice, words: str) -> str:
        """The code that ``words`` mean: a code, a label in either language, or a unique part of one.

        Retired choices are understood when written out. UsageError names what there is.
        """
        return meant(list(self.options(choice).values()), words)


def meant(options: Iterable[Option], words: str) -> str:
    """The code of the one option that ``words`` mean; UsageError (exit 2) if none or several do."""
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
    raise UsageError(
        _("“{text}” is not among the choices.").format(text=text.visible(words)),
        _("There are: {choices}").format(
            choices=_(", ").join(
                f"{option.label} ({option.code})" for option in options if not option.retired
            )
        ),
    )
