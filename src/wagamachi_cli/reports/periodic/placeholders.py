"""The words of a form: ``{MEASURE|KEY|ytd}``, and what the report of the period has to say there.

A form is handed over as the rest of the report is: what is hidden there is hidden here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.choosing import ChoiceError, Option, meant
from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.language import Label
from wagamachi_cli.period import Period
from wagamachi_cli.queries.dimensions import choice_of
from wagamachi_cli.reports import wording
from wagamachi_cli.reports.periodic.numbers import (
    DIFFERENCE,
    LAST_YEAR,
    NO_COMPARISON,
    PREVIOUS,
    SO_FAR,
    Numbers,
    difference,
)
from wagamachi_cli.reports.tables import value
from wagamachi_cli.sheet import HIDDEN, Value
from wagamachi_cli.text import fold

_TIMES: Mapping[str, tuple[str, ...]] = {
    SO_FAR: ("年度累計", "累計"),
    LAST_YEAR: ("前年同期", "前年"),
    DIFFERENCE: ("増減", "前年差"),
    PREVIOUS: ("前期",),
}
"""The columns beside the period itself, each with what else it may be called."""
_PERIOD, _DAY = Label("期間", "period"), Label("時点", "as of")
_MOST_NEAR = 3


class UnknownWordError(Exception):
    """A word that no form can have; ``near`` are those that may have been meant."""

    def __init__(self, near: Sequence[str] = ()) -> None:
        super().__init__(*near)
        self.near = tuple(near)


@frozen
class Asked:
    """A word taken apart: a measure (None: the period, or the day, in words), the rest as it was written."""

    measure: Measure | None
    key: str = ""
    time: str = ""
    label: Label | None = None


def asked(word: str) -> Asked:
    """What a word asks for, as far as it can be told without the register. Raises UnknownWordError."""
    first, *more = (part.strip() for part in unicodedata.normalize("NFKC", word).split("|"))
    for label in (_PERIOD, _DAY):
        if not more and fold(first) in (fold(label.ja), fold(label.en)):
            return Asked(None, label=label)
    code = _found([Option(one.code, one.label) for one in MEASURES.values()], first)
    times = [time for part in more for time in [_time(part)] if time]
    keys = [part for part in more if not _time(part)]
    if len(times) > 1 or len(keys) > 1 or "" in more:
        raise UnknownWordError([f"{code}|{time}" for time in _TIMES])
    return Asked(MEASURES[code], keys[0] if keys else "", times[0] if times else "")


class Placeholders:
    """What the words of a form stand for in the report of a period."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def value(self, one: Asked) -> Value:
        """What stands there. Raises UnknownWordError for a row that the measure has not."""
        if one.measure is None:
            return self._period if one.label == _PERIOD else self._day
        columns = self._columns
        if one.time == DIFFERENCE:
            if not one.key:
                return self._numbers.difference(one.measure.code)
            return difference(*(self._keyed(one, columns[time]) for time in ("", LAST_YEAR)))
        shown = (
            self._keyed(one, columns[one.time])
            if one.key
            else self._numbers.shown(one.measure.code, columns[one.time])
        )
        return NO_COMPARISON if shown is None and one.time in (LAST_YEAR, PREVIOUS) else shown

    @cached_property
    def _columns(self) -> Mapping[str, Period]:
        times = self._numbers.times
        return {
            "": times.period,
            SO_FAR: times.so_far,
            LAST_YEAR: times.last_year,
            PREVIOUS: times.previous,
        }

    @property
    def _period(self) -> str:
        return self._numbers.times.period.long()

    @property
    def _day(self) -> str:
        return wording.long_day(min(self._numbers.reader.as_of, self._numbers.times.period.last))

    def _keyed(self, one: Asked, column: Period) -> Value:
        """A row of a measure; of what may not be told apart, nothing."""
        measure = one.measure
        assert measure is not None  # noqa: S101 - a row is of a measure
        field, key = self._row(measure, one.key)
        if self._numbers.hiding is not None and self._numbers.hiding.hides_row(measure, field, column):
            return HIDDEN
        apart = self._numbers.counted.trend(measure.code, field)
        place = apart.columns.index(column)
        if key in apart.rows:
            return value(apart.rows[key].cells[place], measure)
        return None if apart.total.cells[place].value is None else 0

    def _row(self, measure: Measure, words: str) -> tuple[str, str]:
        """The field and the key that ``words`` mean (code, label, part of one); its own split first."""
        reader = self._numbers.reader
        near: list[str] = []
        fields = sorted(reader.fields(measure), key=lambda field: field != measure.split)
        for field in fields:
            options = [
                Option(
                    code, _label(reader.choices.coded(choice, code).label) if choice else Label(code, code)
                )
                for choice in [choice_of(measure, field)]
                for code in reader.order(measure, field)
            ]
            try:
                return field, _found(options, words)
            except UnknownWordError as error:
                near += error.near
        raise UnknownWordError([f"{measure.code}|{one}" for one in near[:_MOST_NEAR]])


def _label(label: Label | str) -> Label:
    return label if isinstance(label, Label) else Label(label, label)


def _time(part: str) -> str:
    """The column that a part of a word names; empty where it names none."""
    folded = fold(part)
    return next(
        (key for key, names in _TIMES.items() if folded in (fold(key), *map(fold, names))),
        "",
    )


def _found(options: Sequence[Option], words: str) -> str:
    """The code of the option that is meant, as where a choice is typed. Raises UnknownWordError."""
    try:
        return meant(options, words)
    except ChoiceError as error:
        raise UnknownWordError(error.near[:_MOST_NEAR]) from error
