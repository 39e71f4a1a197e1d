"""``report … --form``: the city's own workbook, filled with the numbers of the report of a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from wagamachi_cli.commands import options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import UsageError
from wagamachi_cli.exchange import forms
from wagamachi_cli.exchange.forms import Blank, Filled, Place
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import _, running
from wagamachi_cli.reports.periodic import placeholders
from wagamachi_cli.reports.periodic.numbers import Numbers
from wagamachi_cli.reports.periodic.placeholders import Asked, Placeholders, UnknownWordError
from wagamachi_cli.sheet import HIDDEN, Sign, Value, machine
from wagamachi_cli.text import visible

_MOST_NAMED = 5
_ALONE = ("out", "only", "encoding", "edition")


def read(given: Given) -> tuple[Blank, Path, dict[str, Asked]]:
    """The form, where the filled one goes, and what its words ask for: all that needs no register.

    UsageError (exit 2) for what is no form, a word that there is not, an option beside; OutputError
    (exit 6) where the file exists or cannot be made.
    """
    from wagamachi_cli.output import target

    for key in _ALONE:
        if given.get(key):
            raise UsageError(
                _("--{option} does not go together with --form.").format(option=key),
                _("Give the form and where the filled one goes: {command}").format(
                    command="--form FILE.xlsx -o OUT.xlsx"
                ),
            )
    form, out = str(given["form"]), options.needed(given, "output", "-o OUT.xlsx")
    blank = forms.opened(form)
    if Path(out).suffix.lower() != Path(form).suffix.lower():
        raise UsageError(
            _("The filled form needs the suffix of the form, {suffix}.").format(
                suffix=visible(Path(form).suffix)
            ),
            _("Give {name} such a name.").format(name="-o"),
        )
    words: dict[str, Asked] = {}
    wrong: dict[str, UnknownWordError] = {}
    for word in dict.fromkeys(place.word for place in blank.places()):
        try:
            words[word] = placeholders.asked(word)
        except UnknownWordError as error:
            wrong[word] = error
    _refuse(blank, wrong)
    _refuse_heads(blank)
    return blank, target.check_path(out, bool(given.get("force"))), words


def filled(blank: Blank, words: Mapping[str, Asked], numbers: Numbers) -> bytes:
    """The form with what the report of the period says. UsageError for a row that a measure has not."""
    answers, wrong = Placeholders(numbers), {}
    values: dict[str, Filled] = {}
    for word, one in words.items():
        try:
            values[word] = _filled(answers.value(one))
        except UnknownWordError as error:
            wrong[word] = error
    _refuse(blank, wrong)
    return blank.filled(values)


def _filled(value: Value) -> Filled:
    from wagamachi_cli.output.pack.words import shown

    number, words = machine(value), shown(value)
    if isinstance(value, Sign) and value != HIDDEN:  # a formula on the cell would fail
        return Filled(None, words)
    return Filled(number if isinstance(number, int | float) else words or None, words)


def _refuse(blank: Blank, wrong: Mapping[str, UnknownWordError]) -> None:
    """UsageError with sheet and cell of each word that there is not, and with what may have been meant."""
    found = [place for place in blank.places() if place.word in wrong]
    if not found:
        return
    near = dict.fromkeys(one for place in found[:_MOST_NAMED] for one in wrong[place.word].near)
    listed = _("All words: {command}").format(command="wagamachi report measures")
    hint = _("Near it: {words}.").format(words=_(", ").join(_named(near))) if near else ""
    raise UsageError(
        _("The form asks for what there is not: {places}.").format(places=_listed(found)),
        running(hint, listed),
    )


def _refuse_heads(blank: Blank) -> None:
    """UsageError with sheet and cell of each word in the head of a table, where nothing can be filled in."""
    fixed = list(blank.fixed())
    if fixed:
        raise UsageError(
            _("The head of a table in Excel cannot be filled: {places}.").format(places=_listed(fixed)),
            _(
                "Put it into a cell outside the table's head, or turn the table into ordinary cells first "
                "(in Excel: Table Design, Convert to Range)."
            ),
        )


def _listed(places: Sequence[Place]) -> str:
    """Words of the form with their sheets and cells; of many the first few."""
    named = [
        _("{sheet}!{cell} {word}").format(
            sheet=visible(place.sheet), cell=place.address, word=f"{{{visible(place.word)}}}"
        )
        for place in places[:_MOST_NAMED]
    ]
    more = len(places) - len(named)
    if more:
        named.append(_("{count} more").format(count=more))
    return _("; ").join(named)


def _named(near: Iterable[str]) -> Iterable[str]:
    """Words that may have been meant, as they are typed, with what they are called."""
    for word in near:
        measure = MEASURES.get(word)
        yield f"{{{word}}} {measure.label}" if measure else f"{{{word}}}"
