"""The sentence over a chapter: made from the numbers that may be seen, and claiming no more than they say."""

from __future__ import annotations

from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import _, language
from wagamachi_cli.reports.periodic.chapters import Chapter, Clause
from wagamachi_cli.reports.periodic.numbers import Numbers, number
from wagamachi_cli.reports.tables import HIDDEN as LONGER_ONLY
from wagamachi_cli.sheet import HIDDEN, Difference


def message(numbers: Numbers, chapter: Chapter) -> str:
    """What the numbers of a chapter come to in one to four short sentences."""
    said = [sentence for clause in chapter.clauses for sentence in _sentences(numbers, clause)]
    if said:
        return ("" if language() == "ja" else " ").join(said)
    seen = [numbers.shown(code, numbers.times.period) for code in chapter.codes]
    if HIDDEN in seen:
        return _("The numbers are too small to be published.")
    if LONGER_ONLY in seen:
        return _("The numbers are known for a longer period only.")
    return _("Nothing is recorded for this period.")


def _sentences(numbers: Numbers, clause: Clause) -> list[str]:
    count = number(numbers.shown(clause.code, numbers.times.period))
    if count is None:
        return []
    words = clause.some if count else clause.none
    if words is None:
        return []
    said = [str(words).format(n=f"{count:,}")]
    return [*said, *_comparison(numbers, clause.code)] if clause.compared else said


def _comparison(numbers: Numbers, code: str) -> list[str]:
    """More, less or the same as a year before; nothing of a part of a period, which would be unfair."""
    times = numbers.times
    more = numbers.difference(code)
    if not isinstance(more, Difference) or any(
        numbers.partial([code], column) for column in (times.period, times.last_year)
    ):
        return []
    unit = str(MEASURES[code].unit)
    whole_year = times.period.kind == "fy"
    if more.by == 0:
        return [_("As in the year before.") if whole_year else _("As in the same period a year before.")]
    count = f"{abs(more.by):,}"
    if more.by > 0:
        words = (
            _("An increase of {count} ({unit}) on the year before.")
            if whole_year
            else _("An increase of {count} ({unit}) on the same period a year before.")
        )
    else:
        words = (
            _("A decrease of {count} ({unit}) on the year before.")
            if whole_year
            else _("A decrease of {count} ({unit}) on the same period a year before.")
        )
    return [words.format(count=count, unit=unit)]
