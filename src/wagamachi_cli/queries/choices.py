"""The choices of the register: codes, labels in both languages, and what a typed word means."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from wagamachi_cli.errors import UsageError
from wagamachi_cli.kinds import Field
from wagamachi_cli.kinds.choosing import Option, meant
from wagamachi_cli.kinds.types import Choice, Tally
from wagamachi_cli.language import Label, _
from wagamachi_cli.sheet import Coded
from wagamachi_cli.text import visible


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

    def of_field(self, one: Field, value: Any) -> Any:
        """The code (of a ``many`` field the codes, of a tally code → number) that was given in words.

        UsageError (exit 2) names the option.
        """
        try:
            if isinstance(one.type, Tally):
                return self._tallied(one.type, value)
            assert isinstance(one.type, Choice)  # noqa: S101 - the caller asks for choices only
            codes = [self.meant(one.type, words) for words in (value if one.many else [value])]
        except UsageError as error:
            raise error.of(one.option) from error
        return codes if one.many else codes[0]

    def _tallied(self, tally: Tally, value: Iterable[tuple[str, int]]) -> dict[str, int]:
        """Code → number; free words → number where there are no choices. UsageError for one given twice."""
        counted: dict[str, int] = {}
        for words, number in value:
            code = self.meant(Choice(tally.field), words) if tally.field else words
            if code in counted:
                raise UsageError(
                    _("“{text}” is given twice.").format(text=visible(words)),
                    _("Give it once, with the sum."),
                )
            counted[code] = number
        return counted
