"""Why a number is what it is: the records and figures behind it, whose counts add up to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.kinds.types import Ref, When, Words
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Period
from wagamachi_cli.queries.dimensions import choice_of
from wagamachi_cli.queries.figures import Figure
from wagamachi_cli.queries.measuring import Item, Measuring
from wagamachi_cli.queries.windows import Window
from wagamachi_cli.reports import wording
from wagamachi_cli.reports.published import Cell, crosses
from wagamachi_cli.reports.running import Books
from wagamachi_cli.reports.trend import Question, Trend, as_of, trend
from wagamachi_cli.sheet import Coded, Column, Report, Row, Sheet, human, machine

_PEOPLE = {
    "helper",
    "consultant",
    "code",
    "household",
}  # the kinds whose names are people's, which no report tells
_FIGURE = Label("公表値（記録より多い分）", "published figure (beyond what is recorded)")


@frozen
class Answer:
    """A number and the rows that it is the sum of."""

    measure: Measure
    period: Period
    trend: Trend
    rows: tuple[Row, ...]

    @property
    def value(self) -> int | float | None:
        """The number as the reports print it."""
        counted = self.trend.total.total.value
        return None if counted is None else self.measure.told(counted)

    def as_object(self) -> dict[str, object]:
        """The answer as machines read it."""
        return {
            "measure": self.measure.code,
            "unit": str(self.measure.unit),
            "period": {
                "label": self.period.label,
                "from": self.period.start.isoformat(),
                "to": self.period.last.isoformat(),
            },
            "value": self.value,
            "rows": [{key: machine(value) for key, value in row.items()} for row in self.rows],
        }

    def report(self, reader: Measuring) -> Report:
        """The answer as people read it."""
        unit = str(self.measure.unit)
        columns = (
            Column("kind", _("kind"), kind="choice"),
            Column("id", "id", kind="id"),
            Column("on", _("when"), kind="when"),
            Column("key", _("row"), kind="choice"),
            Column("name", _("record")),
            Column("counts", _("counts"), unit, "number"),
        )
        title = _("{measure}: {value}").format(
            measure=self.measure.label,
            value=_("nothing stated")
            if self.value is None
            else _("{value} {unit}").format(value=self.value, unit=unit),
        )
        return Report(
            "why",
            title,
            self.period,
            as_of(reader, [self.trend], self.period),
            Sheet(columns, self.rows),
            notes=tuple(wording.notes([self.trend], reader)),
            sources=tuple(wording.sources([self.trend], reader)),
        )


def why(reader: Measuring, period: Period, measure: Measure) -> Answer:
    """The records and figures behind the number of a measure for a period."""
    whole, items = behind(reader, period, measure)
    return Answer(measure, period, whole, tuple(_named(reader, measure, items)))


def behind(reader: Measuring, period: Period, measure: Measure) -> tuple[Trend, list[Item]]:
    """A measure over a period, and what its number is the sum of, not named yet."""
    whole = trend(reader, measure, period, Question(period))
    items: list[Item] = []
    if whole.total.total.value is None:
        return whole, items
    if measure.flow:
        cells = zip(whole.columns, whole.total.cells, strict=True)
        column, cell = [(column, cell) for column, cell in cells if cell.value is not None][-1]
        items = _run_up(reader, measure, column, cell)
    elif measure.kind == "stock":
        items = _held(reader, measure, period, whole.total.total)
    elif measure.kind == "distinct":
        items = reader.items(measure, [Window.of(period)], inside=True)
        items += _beyond(whole.total.total, items)
    else:
        items = _flow(reader, whole)
    return whole, items


def _flow(reader: Measuring, shown: Trend) -> list[Item]:
    """What was recorded in the cells that state something, and for each figure what it has beyond that."""
    measure, columns = shown.measure, shown.columns
    crossing = [figure for figure in shown.total.total.figures if crosses(figure, columns)]
    windows = [Window.of(column) for column in columns]
    windows += [Window(figure.span.first, figure.span.last) for figure in crossing]
    every = reader.items(measure, windows, inside=True)
    counted: list[Item] = []
    items: list[Item] = []
    for place, column in enumerate(columns):
        total = shown.total.cells[place]
        whole = {one.key for one in crossing}
        stated = {key for key, line in shown.rows.items() if line.cells[place].value is not None}
        stated = {key for key in stated if total.value is not None or crossing} | whole
        if any(figure.key is None for figure in (*total.figures, *crossing)):
            stated |= {item.key for item in every}
        counted += [item for item in every if item.key in stated and item.on.within(column)]
    counted += [
        item
        for item in every
        if item not in counted and any(_counted_by(figure, item) for figure in crossing)
    ]
    used = shown.total.total.figures

    def beyond(figure: Figure) -> list[Item]:
        more = figure.value - sum(item.counts for item in counted if _counted_by(figure, item))
        return [Item("figure", figure.id, figure.span, more, figure.key)] if more > 0 else []

    for column in columns:
        items += [item for item in counted if item.on.within(column)]
        for figure in used:
            items += [] if crosses(figure, (column,)) else beyond(figure)
    items += [item for item in counted if item not in items]
    for figure in crossing:
        items += beyond(figure)
    return items


def _counted_by(figure: Figure, item: Item) -> bool:
    """Whether a record of the same column is one of those that the figure stands for."""
    same_row = figure.key is None or figure.key == item.key
    inside = figure.span.first <= item.on.first and item.on.last <= figure.span.last
    return same_row and inside and item.on.first <= figure.stands_to


def _run_up(reader: Measuring, measure: Measure, column: Period, total: Cell) -> list[Item]:
    """What had come, and what of it was over, which counts against it."""
    books = Books.of(reader, measure, (column,))
    assert books is not None  # noqa: S101 - there is a number
    found = books.behind(column, total.figures, books.lives)
    ended = reader.items(MEASURES[measure.less], [Window.of(piece) for piece in books.every], inside=True)
    days = {(item.kind, item.id): item.on for item in ended}
    items: list[Item] = []
    for piece in books.every:
        items += [life.came for life in found.came if life.came.on.within(piece)]
        items += [
            Item("figure", figure.id, figure.span, beyond, figure.key)
            for figure, beyond in found.beyond.items()
            if beyond and not crosses(figure, (piece,))
        ]
    items += [life.came for life in found.came if life.came not in items]
    items += [
        Item("figure", figure.id, figure.span, beyond, figure.key)
        for figure, beyond in found.beyond.items()
        if beyond and crosses(figure, books.every)
    ]
    gone = [
        item._replace(on=days.get((item.kind, item.id), item.on), counts=-item.counts)
        for item in (life.came for life in found.over)
    ]
    return [*items, *sorted(gone, key=lambda item: (item.on, item.id))]


def _held(reader: Measuring, measure: Measure, period: Period, total: Cell) -> list[Item]:
    """What holds on the last day, and what a figure has beyond that."""
    items = reader.held_items(measure, min(period.last, reader.as_of))
    return [*items, *_beyond(total, items)]


def _beyond(total: Cell, items: Sequence[Item]) -> list[Item]:
    """What the latest figure has beyond the records."""
    beyond = (total.value or 0) - sum(item.counts for item in items)
    if not beyond or not total.figures:
        return []
    figure = total.figures[-1]
    return [Item("figure", figure.id, figure.span, beyond, figure.key)]


def _named(reader: Measuring, measure: Measure, items: Sequence[Item]) -> Iterator[Row]:
    """The items as rows, with what each record is called (never a person's own words)."""
    names: dict[tuple[str, int], str | None] = {}
    for code in {item.kind for item in items}:
        kind = KINDS[code]
        for row in reader.some(code, [item.id for item in items if item.kind == code]):
            names[code, _id(row)] = _name(kind, row)
    choice = choice_of(measure, measure.split)
    for item in items:
        yield {
            "kind": Coded(item.kind, str(_FIGURE if item.kind == "figure" else KINDS[item.kind].label)),
            "id": item.id,
            "on": item.on,
            "key": None
            if item.key is None
            else reader.choices.coded(choice, item.key)
            if choice
            else item.key,
            "name": names.get((item.kind, item.id)),
            "counts": measure.told(item.counts),
        }


def _id(row: Row) -> int:
    identifier = row["id"]
    assert isinstance(identifier, int)  # noqa: S101 - the primary key
    return identifier


def _name(kind: Kind, row: Row) -> str | None:
    if kind.code == "figure":
        return human(row["source"]) or None
    if kind.code in _PEOPLE:
        return None
    if kind.name:
        return str(row[kind.name])
    said = (
        human(row[one.key])
        for one in kind.fields
        if one.key in kind.answers
        and not isinstance(one.type, When)
        and not (isinstance(one.type, Words) and one.type.free)
        and not (isinstance(one.type, Ref) and _PEOPLE.intersection(one.type.kinds))
    )
    return " ".join(part for part in said if part) or None
