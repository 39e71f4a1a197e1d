"""The words of a report: what to know about its numbers, and where the published ones come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.language import _, language
from wagamachi_cli.period import Period, Span
from wagamachi_cli.period.eras import era_date_long
from wagamachi_cli.queries.figures import Figure
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.published import Cell
from wagamachi_cli.reports.tables import HIDDEN, PARTIAL, field_label
from wagamachi_cli.reports.trend import Trend, partial_day
from wagamachi_cli.sheet import Sheet


def chart_notes(trends: Sequence[Trend], reader: Measuring) -> list[str]:
    """What has to stand beside the numbers, on a chart too: how figures were read, what stops short."""
    return marked([*_readings(trends, reader), *_partial(trends, reader)])


def notes(
    trends: Sequence[Trend], reader: Measuring, measures: Iterable[Measure] = (), *, signs: bool = False
) -> list[str]:
    """Everything to know about the numbers; the definitions, of further ``measures`` too, last."""
    defined = [one.measure for one in trends] + list(measures)
    return [*remarks(trends, reader, signs=signs), *marked(_definitions(defined))]


def remarks(trends: Sequence[Trend], reader: Measuring, *, signs: bool = False) -> list[str]:
    """What to know about the numbers beside their definitions; ``signs``: a row shows one (…)."""
    return [
        *chart_notes(trends, reader),
        *marked(
            [
                *_left_out(trends, reader),
                *_hidden(trends, signs),
                *_vague(trends),
                *_unsaid(trends, reader),
                *_undated(trends),
                *_beginnings(trends, reader),
                *_shared(trends),
                *_rosters(trends, reader),
            ]
        ),
    ]


def sources(trends: Iterable[Trend], reader: Measuring) -> list[str]:
    """The documents behind the figures, and which figures each is the source of."""
    used = list(dict.fromkeys(figure for one in trends for figure in one.figures))
    named: dict[str, list[str]] = {}
    for title, figures in _by_source(used):
        for code, of_measure in groupby(figures, key=lambda figure: figure.measure):
            named.setdefault(cited(title, reader), []).append(figure_names(MEASURES[code], of_measure))
    return [
        _("{source} ({figures})").format(source=source, figures=_("; ").join(names))
        for source, names in named.items()
    ]


def chart_sources(trends: Iterable[Trend], reader: Measuring) -> list[str]:
    """The documents behind the figures, for the bottom of a chart."""
    titles = dict.fromkeys(title for one in trends for title, _figures in _by_source(one.figures))
    return [_("Source: {source}").format(source=cited(title, reader)) for title in titles]


def cited(title: str, reader: Measuring) -> str:
    """A source document as it is cited."""
    if not title:
        return _("published figures without a stated source")
    document = reader.document(title)
    if document is None:
        return title
    return _('{publisher}, "{title}"').format(publisher=document.publisher, title=title)


def figure_names(measure: Measure, figures: Iterable[Figure]) -> str:
    """Several figures of a measure by their time: 活動体 新規数 H28年度～R3年度、R4.1現在."""
    figures = list(figures)
    span = Span(min(figure.span.first for figure in figures), max(figure.span.last for figure in figures))
    stated = max((figure.as_of for figure in figures if figure.as_of), key=lambda day: day.last, default=None)
    words = f"{measure.label} {span.human()}"
    return _("{figures}, as of {day}").format(figures=words, day=stated.human()) if stated else words


def _by_source(figures: Iterable[Figure]) -> list[tuple[str, list[Figure]]]:
    ordered = sorted(figures, key=lambda figure: figure.source or "")
    return [(title, list(group)) for title, group in groupby(ordered, key=lambda figure: figure.source or "")]


def _readings(trends: Sequence[Trend], reader: Measuring) -> list[str]:
    """How figures are read whose meaning is not certain."""
    said: dict[str, None] = {}
    for one in trends:
        for figure in one.figures:
            if figure.confidence == "certain" or not figure.printed:
                continue
            document = reader.document(figure.source) if figure.source else None
            reading = (
                next((r for r in document.readings if r[0] == figure.printed), None) if document else None
            )
            words = _('The source says "{printed}".').format(printed=figure.printed)
            if reading is None:
                more = _("How it is to be read is inferred.")
            else:
                more = reading[1] if language() == "ja" else reading[2]
            said[words + ("" if language() == "ja" else " ") + more] = None
    return list(said)


def _partial(trends: Sequence[Trend], reader: Measuring) -> list[str]:
    """Which columns stop short; for which measures, where they do not all stop on the same day."""
    said: dict[Period, dict[str, list[str]]] = {}
    for one in trends:
        for column, cell in zip(one.columns, one.total.cells, strict=True):
            day = partial_day(column, (cell,), reader)
            if day is not None:
                names = said.setdefault(column, {}).setdefault(_stops(one.measure, column, cell, day), [])
                names.append(str(one.measure.label))
    return [
        words if len(of_column) == 1 else _("{names}: {words}").format(names=_(", ").join(names), words=words)
        for of_column in said.values()
        for words, names in of_column.items()
    ]


def _stops(measure: Measure, column: Period, cell: Cell, day: date) -> str:
    if cell.figures and cell.after:
        return _("{period}: figures as of {day}, and {count} recorded after it.").format(
            period=column.short(), day=long_day(day), count=measure.told(cell.after)
        )
    if column.kind == "fy":
        words = _("{period}: as of {day}, part of the year.")
    else:
        words = _("{period}: as of {day}, before its end.")
    return words.format(period=column.short(), day=long_day(day))


def long_day(day: date) -> str:
    """A day written out, in the language spoken."""
    return era_date_long(day) if language() == "ja" else day.isoformat()


def _left_out(trends: Sequence[Trend], reader: Measuring) -> list[str]:
    names: dict[str, bool] = {}
    for one in trends:
        for _span, figures in groupby(one.left_out, key=lambda figure: (figure.span, figure.measure)):
            same = list(figures)
            names[figure_names(MEASURES[same[0].measure], same)] = True
    if not names:
        return []
    return [
        _("Left out, since published for a later day than {day}: {figures}.").format(
            day=long_day(reader.as_of), figures=_("; ").join(names)
        )
    ]


def _hidden(trends: Sequence[Trend], signs: bool) -> list[str]:
    hidden = {cell.hidden: one for one in trends for cell in one.total.cells if cell.hidden}
    said = []
    if hidden.keys() - {"before"} or (signs and not hidden):
        said.append(_("… is known for a longer period only."))
    said += [
        _("{measure}: not known before the first published figure (…).").format(measure=one.measure.label)
        for one in trends
        if any(cell.hidden == "before" for cell in one.total.cells)
    ]
    return said


def unknown_in(*sheets: Sheet) -> bool:
    """Whether a cell of these tables is known for a longer period only."""
    return any(value == HIDDEN for sheet in sheets for row in sheet.rows for value in row.values())


def _vague(trends: Sequence[Trend]) -> list[str]:
    return [
        _("{measure}: {count} recorded without a time that lies in one column; they are in none.").format(
            measure=one.measure.label, count=one.measure.told(one.vague)
        )
        for one in trends
        if one.vague
    ]


def _unsaid(trends: Sequence[Trend], reader: Measuring) -> list[str]:
    return [
        _("{measure}: {count} totals do not say how often it was; their other numbers are counted.").format(
            measure=one.measure.label, count=count
        )
        for one in trends
        if (count := reader.unsaid(one.measure, one.period))
    ]


def _undated(trends: Sequence[Trend]) -> list[str]:
    """How many may have been counted by a figure, or not."""
    return [
        _(
            "{measure}: {count} recorded without an exact day may be in the published figure; they are not"
            " added to it."
        ).format(measure=one.measure.label, count=one.measure.told(one.total.total.vague))
        for one in trends
        if one.total.total.vague
    ]


def _beginnings(trends: Sequence[Trend], reader: Measuring) -> list[str]:
    """How many there are of which nobody knows since when."""
    said = []
    for one in trends:
        if one.measure.kind != "stock":
            continue
        seen, never = reader.undated(one.measure, one.period.last)
        if seen:
            said.append(
                _(
                    "{measure}: of {count} the beginning is unknown; they count from the first day on which"
                    " something of them is known."
                ).format(measure=one.measure.label, count=seen)
            )
        if never:
            said.append(
                _(
                    "{measure}: of {count} the beginning is unknown and nothing dated is recorded; they count"
                    " in no column."
                ).format(measure=one.measure.label, count=never)
            )
    return said


def _shared(trends: Sequence[Trend]) -> list[str]:
    """Where the rows come to more than their total, and why."""
    return [
        _(
            "{measure}: who or what belongs to several rows is counted in each, and once in the total"
            " (the rows come to {count} more)."
        ).format(measure=one.measure.label, count=one.measure.told(one.shared))
        for one in trends
        if one.shared
    ]


def _rosters(trends: Sequence[Trend], reader: Measuring) -> list[str]:
    """What a number of different people rests on."""
    said = []
    for one in trends:
        if one.measure.code != "session.people":
            continue
        held = reader.rosters(one.period)
        if held.stated:
            said.append(
                _("{measure}: for {count} sessions it rests on what the activity states.").format(
                    measure=one.measure.label, count=held.stated
                )
            )
        if held.unknown:
            said.append(
                _("{measure}: {count} sessions without a roster or a stated number are left out.").format(
                    measure=one.measure.label, count=held.unknown
                )
            )
    return said


def undivided(trends: Sequence[Trend], reader: Measuring, field: str) -> list[str]:
    """Which measures a field does not tell apart; only their total is shown."""
    names = [str(one.measure.label) for one in trends if field and field not in reader.fields(one.measure)]
    if not names:
        return []
    return [
        _("Not told apart by {field}: {names}.").format(field=field_label(field), names=_(", ").join(names))
    ]


def _definitions(measures: Iterable[Measure]) -> list[str]:
    return [
        _("{measure}: {definition}").format(measure=measure.label, definition=measure.definition)
        for measure in dict.fromkeys(measures)
    ]


def marked(lines: Iterable[str]) -> list[str]:
    """Each line with the mark of a note before it."""
    return [line if line.startswith(PARTIAL) else PARTIAL + line for line in lines]
