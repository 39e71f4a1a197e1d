"""Reads the words of a command line; command and option names may be typed in full width.

A word is an option only if it begins like one and, where that could be data, names an option of
this command. What follows an option that takes a value, what stands after ``=``, and every other
word is data and never touched.
"""

from __future__ import annotations

import re
import unicodedata

from typer._click.parser import _OptionParser, _ParsingState

from wagamachi_cli.shell.words import DASHES, LONG_DASHES, WIDE_SPACE, half_width

_OPTION = re.compile(f"{WIDE_SPACE}*([{DASHES}]+)([^=＝{WIDE_SPACE}]*)([=＝]|{WIDE_SPACE}+)?(.*)", re.DOTALL)
_PLAIN_NAME = re.compile("--[a-z][a-z0-9-]+")
_GLUE = re.compile(f"{WIDE_SPACE}+(?=[{DASHES}])")


class Parser(_OptionParser):
    """The framework's parser, except for what begins an option."""

    def _process_args_for_options(self, state: _ParsingState) -> None:
        while state.rargs:
            word = state.rargs.pop(0)
            if word == "--":
                return
            option = self._option(word)
            if option is not None:
                state.rargs[:0] = option[1:]
                self._process_opts(option[0], state)
                continue
            data, *glued = self._unglued(word)
            state.rargs[:0] = glued
            if not self.allow_interspersed_args:
                state.rargs.insert(0, data)
                return
            state.largs.append(data)

    def _option(self, word: str) -> list[str] | None:
        """The words that ``word`` stands for if it begins with an option of ours, else None."""
        found = _OPTION.fullmatch(word)
        if found is None or word == "-":
            return None
        dashes, name, mark, rest = found.groups()
        if dashes == "-" and mark is None and name.isascii():
            return [word]  # -f, -fjson: the framework knows them
        written = self._declared(dashes, name)
        if written is None:
            return [word] if word.startswith("-") else None
        if mark is None:
            return [written]
        if mark in "=＝":
            return [f"{written}={rest}"]
        return [written, *self._unglued(rest)]

    def _declared(self, dashes: str, name: str) -> str | None:
        """How the option is written in half width; None if it can only be data."""
        if len(dashes) > 1 or dashes in LONG_DASHES:
            long = f"--{half_width(name)}"
            known = long in self._long_opt
            meant = len(dashes) > 1 and _PLAIN_NAME.fullmatch(long) is not None
            return long if known or meant else None
        short = f"-{unicodedata.normalize('NFKC', name)}"
        return short if short in self._short_opt else None

    def _unglued(self, word: str) -> list[str]:
        """``word``, apart from options of ours that full-width spaces have joined to it."""
        for glue in _GLUE.finditer(word):
            found = _OPTION.fullmatch(word, glue.end())
            if glue.start() and found and self._declared(found[1], found[2]) is not None:
                return [word[: glue.start()], word[glue.end() :]]
        return [word]
