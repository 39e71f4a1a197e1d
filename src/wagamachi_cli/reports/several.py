"""What the reports of several measures share: the measures over a period, a row each, and tables of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports import wording
from wagamachi_cli.reports.picture import bars, chart, lines, whole
from wagamachi_cli.reports.published import Key
from wagamachi_cli.reports.tables import (
    check_field,
    field_label,
    labelled,
    measure_sheet,
    ordered,
    sheet,
    value,
)
from wagamachi_cli.reports.trend import Line, Question, Trend, as_of, trend
from wagamachi_cli.sheet import ChartSpec, Coded, Column, Report, Row, Sheet, Table, Value

_AGES = (
    ("0-14", 14, Label("14日まで", "up to 14 days")),
    ("15-30", 30, Label("15～30日", "15 to 30 days")),
    ("31-90", 90, Label("31～90日", "31 to 90 days")),
    ("91-", None, Label("91日以上", "91 days or more")),
)


@frozen
class Gathered:
    """Measures over a period (``trends``, by the field asked for where they have it), as of ``day``."""

    reader: Measuring
    question: Question
    period: Period
    columns: tuple[Period, ...] | None
    trends: tuple[Trend, ...]
    day: date

    @classmethod
    def of(cls, reader: Measuring, question: Question, codes: Sequence[str]) -> Gathered:
        """The measures ``codes``; this fiscal year unless a period is asked for, a year by quarter.

        UsageError for a field that tells none of them apart.
        """
        measures = [MEASURES[code] for code in codes]
        check_field(reader, measures, question.field)
        period = question.period or Period.containing(reader.today, "fy")
        # A year is asked about quarter by quarter; several stand side by side.
        columns = period.split("quarter") if period.kind == "fy" and question.by != "month" else None
        plain = Question(period, question.by if not question.field else "", source=question.source)
        trends = tuple(
            trend(
                reader,
                measure,
                period,
                question if question.field in reader.fields(measure) else plain,
                columns=columns,
            )
            for measure in measures
        )
        return cls(reader, question, period, columns, trends, as_of(reader, trends, period))

    @property
    def last(self) -> date:
        """The day on which the latest number of a stock is read."""
        return min(self.period.last, self.reader.as_of)

    def one(self, code: str) -> Trend:
        """The trend of one of the measures."""
        return next(one for one in self.trends if one.measure.code == code)

    def by(self, code: str, field: str = "", keys: Sequence[Key] = ()) -> Trend:
        """Any measure over the same period and columns, by ``field`` (empty: its own split)."""
        asked = Question(self.period, field, source=self.question.source)
        columns = self.trends[0].columns
        return trend(self.reader, MEASURES[code], self.period, asked, keys, columns)

    def apart(self, field: str, codes: Sequence[str], *, every: bool = False) -> Sheet:
        """A row for each value of a field (``every``: all of its choices), a column a measure."""
        first = MEASURES[codes[0]]
        order = self.reader.order(first, field)
        parts = [self.by(code, field) for code in codes]
        found = dict.fromkeys(key for part in parts for key in part.rows)
        if every and found:
            found = dict.fromkeys([*order, *found])
        rows: list[Row] = [
            {
                field: labelled(self.reader, first, field, key),
                **{part.measure.code: total_of(part, key) for part in parts},
            }
            for key in ordered(found, order)
        ]
        return Sheet((Column(field, field_label(field), kind="choice"), *heads(codes)), tuple(rows))

    def running(self, one: Trend) -> Trend:
        """A trend as the table shows it: a flow summed up over time where that is asked for."""
        return (
            one.changed(Line.cumulative) if self.question.cumulative and one.measure.kind == "flow" else one
        )

    def stacked(self, title: str, code: str, field: str) -> tuple[ChartSpec, tuple[Table, ...]]:
        """The chart of a measure by the field asked for, else by ``field``, and the table of what it draws.

        There is none where the main table shows these rows.
        """
        reader, asked = self.reader, self.question.field
        own = asked in reader.fields(MEASURES[code])
        field = asked if own else field
        one = self.running(self.one(code) if own else self.by(code, field))
        keys = reader.order(one.measure, field)
        what = str(one.measure.label)
        spec = chart(reader, title, what, self.day, [one], bars(reader, one, field, keys), total=whole(one))
        if own or not one.rows:
            return spec, ()
        heading = _("{measure} by {field}, over time").format(measure=what, field=field_label(field))
        drawn = sheet(one, reader, field, keys, total_row=True)
        return spec, (Table("over_time", heading, drawn),)

    def beside(self, title: str, what: str, codes: Sequence[str], total: str = "") -> ChartSpec:
        """The chart of several measures, stacked; over them the measure ``total``, or their sum."""
        trends = [self.running(self.one(code)) for code in codes]
        over = whole(self.running(self.one(total))) if total else None
        return chart(
            self.reader, title, what, self.day, trends, lines(trends), total=over, stack_total=_("total")
        )

    def ages(self, code: str) -> Sheet:
        """How long what a stock counts on the last day has been open."""
        began = self.reader.began(MEASURES[code], self.last)
        days = {(self.last - day) // timedelta(days=1): number for day, number in began.items()}
        ages = _AGES if days else ()
        rows: list[Row] = []
        for place, (key, most, label) in enumerate(ages):
            least = (_AGES[place - 1][1] or 0) + 1 if place else 0
            count = sum(
                number for age, number in days.items() if least <= age and (most is None or age <= most)
            )
            rows.append({"age": Coded(key, label), code: count})
        return Sheet((Column("age", _("open for"), kind="choice"), *heads([code])), tuple(rows))

    def report(
        self,
        name: str,
        title: str,
        tables: Iterable[Table],
        chart: ChartSpec,
        about: Iterable[str] = (),
    ) -> Report:
        """The report: a row a measure, then ``tables`` as far as they have rows, then what to know."""
        shown = [self.running(one) for one in self.trends]
        field = self.question.field
        main = measure_sheet(shown, self.reader, field)
        more = tuple(table for table in tables if table.sheet.rows)
        signs = wording.unknown_in(main, *(table.sheet for table in more))
        said = [*wording.undivided(self.trends, self.reader, field), *about, *self._totals()]
        return Report(
            name,
            title,
            self.period,
            self.day,
            main,
            more,
            notes=(*wording.marked(said), *wording.notes(self.trends, self.reader, signs=signs)),
            sources=tuple(wording.sources(self.trends, self.reader)),
            chart=chart,
        )

    def _totals(self) -> list[str]:
        """What the total column says of measures that do not add up."""
        names = [str(one.measure.label) for one in self.trends if one.measure.kind == "stock"]
        if not names or len(names) == len(self.trends):
            return []
        return [_("In the total column the latest number: {names}.").format(names=_(", ").join(names))]


def heads(codes: Sequence[str]) -> tuple[Column, ...]:
    """Columns of measures."""
    measures = [MEASURES[code] for code in codes]
    return tuple(Column(one.code, str(one.short or one.label), str(one.unit), "number") for one in measures)


def total_of(part: Trend, key: Key) -> Value:
    """The total of a row; none where the measure is stated, but nothing of it is in that row."""
    if key in part.rows:
        return value(part.rows[key].total, part.measure)
    return None if part.total.total.value is None else 0
