"""A report that is handed over, made from the register: its sections, further tables, notes and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from wagamachi_cli.errors import UsageError
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import Label, _, language
from wagamachi_cli.pack import Pack, Section
from wagamachi_cli.period import Period, Unit
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.queries.windows import Window
from wagamachi_cli.reports import areas, council, meeting, network, wording
from wagamachi_cli.reports.hiding import Hiding
from wagamachi_cli.reports.periodic.chapters import AREAS, CHAPTERS, EVERY, Chapter
from wagamachi_cli.reports.periodic.charts import drawn
from wagamachi_cli.reports.periodic.narrative import with_words
from wagamachi_cli.reports.periodic.numbers import NO_COMPARISON, PREVIOUS, Counted, Numbers, number
from wagamachi_cli.reports.periodic.sentences import message
from wagamachi_cli.reports.periodic.times import Times
from wagamachi_cli.reports.several import Gathered
from wagamachi_cli.reports.trend import Question, years
from wagamachi_cli.sheet import HIDDEN, Column, Report, Row, Sheet, Table, Value

REPORTS: dict[str, Unit] = {"quarter": "quarter", "half": "half", "year": "fy", "month": "month"}
"""The reports of a period by name, and what they are of."""
NAMES: dict[str, str] = {unit: name for name, unit in REPORTS.items()}
"""The report of a period, by the period's kind."""
TITLES = {
    "quarter": Label("四半期報告", "Quarterly report"),
    "half": Label("半期報告", "Half-year report"),
    "year": Label("年度報告", "Annual report"),
    "month": Label("月次報告", "Monthly report"),
}


@frozen
class House:
    """Whose report it is, from how small on numbers of people are hidden, and which program makes it."""

    organisation: str
    threshold: int
    version: str


def asked(name: str, period: Period | None, today: date, as_of: date | None) -> Period:
    """The period of the report ``name``: the one given, else the last that is over.

    UsageError for a period of another length, and for one that has not begun.
    """
    unit = REPORTS[name]
    if period is None:
        here = Period.containing(as_of or today, unit)
        return here if here.last < today and here.last == as_of else here.previous()
    if period.kind != unit:
        raise UsageError(
            _("{period} is not what this report is of.").format(period=period.label),
            _("For example: {command}").format(
                command=f"wagamachi report {name} {Period.containing(today, unit).previous().label}"
            ),
        )
    if period.start > (as_of or today):
        raise UsageError(
            _("{period} has not begun.").format(period=period.label), _("Give a period that has begun.")
        )
    return period


class Making:
    """The report of ``period`` (of a kind in NAMES) in the making, as the register says it now.

    What it rests on is worked out once, for all who read it, in every language.
    """

    def __init__(self, reader: Measuring, period: Period, house: House) -> None:
        self._reader, self._period, self._house = reader, period, house
        self._counted = Counted(reader, Times.of(period))

    @cached_property
    def hiding(self) -> Hiding:
        """What the public report has to keep to itself."""
        return Hiding(self._reader, self._period, self._house.threshold, _apart_by())

    def numbers(self, *, internal: bool) -> Numbers:
        """The numbers of the report; of a public one, what may be seen of them."""
        return Numbers(self._counted, None if internal else self.hiding)

    def pack(self, *, internal: bool) -> Pack:
        """The report in the language spoken. Public unless ``internal``."""
        reader, period = self._reader, self._period
        name = NAMES[period.kind]
        numbers = self.numbers(internal=internal)
        day = min(reader.as_of, period.last)
        gathered = Gathered.of(reader, Question(period), ("meeting.held",))
        sections = [*(_section(numbers, chapter, day) for chapter in CHAPTERS), _areas(numbers)]
        annex = [
            Table("measures", str(EVERY), numbers.sheet(list(MEASURES))),
            *_parts(numbers, gathered),
            *_lists(reader, period, internal=internal),
        ]
        said = Counter(note for section in sections for note in section.notes)
        common = [note for note, times_said in said.items() if times_said > 1]
        kept = [
            replace(section, notes=tuple(note for note in section.notes if note not in common))
            for section in sections
        ]
        return Pack(
            name=name,
            title=str(TITLES[name]),
            organisation=self._house.organisation,
            period=period,
            as_of=day,
            language=language(),
            sections=with_words(kept, reader, period),
            annex=tuple(table for table in annex if table.sheet.rows),
            definitions=_definitions(),
            notes=(*common, *_signs([*sections, *annex], self._house.threshold)),
            sources=tuple(wording.sources(numbers.trends(MEASURES), reader)),
            version=self._house.version,
            internal=internal,
            records=self._records(internal=internal),
        )

    @cached_property
    def _used(self) -> dict[str, set[tuple[str, int]]]:
        """The records behind each measure of the period, by kind and id."""
        window = Window.of(self._period)
        return {one.code: self._reader.used(one, window) for one in MEASURES.values()}

    def _records(self, *, internal: bool) -> dict[str, int]:
        """How many records of each kind the numbers rest on; none that would tell a small one."""
        told: set[tuple[str, int]] = set()
        secret: set[str] = set()
        for code, records in self._used.items():
            if internal or MEASURES[code].public:
                told |= records
            else:
                secret |= {kind for kind, _id in records}
        return dict(sorted(Counter(kind for kind, _id in told if kind not in secret).items()))


def _section(numbers: Numbers, chapter: Chapter, day: date) -> Section:
    """A chapter: the headline measures of which anything is stated, its sentence and its chart."""
    codes = [code for code in chapter.codes if numbers.stated(code)]
    return Section(
        chapter.key,
        str(chapter.heading),
        message(numbers, chapter),
        numbers.sheet(codes) if codes else None,
        drawn(numbers, chapter, day),
        notes=tuple(_remarks(numbers, codes)),
        measures=tuple(codes),
        aside=(PREVIOUS,),
    )


def _remarks(numbers: Numbers, codes: Iterable[str]) -> list[str]:
    """What to know about the numbers; how much of hidden ones is left out of them would give them away."""
    hiding, period = numbers.hiding, numbers.times.period
    told = [
        code
        for code in codes
        if hiding is None or (MEASURES[code].public and not hiding.hides(MEASURES[code], period))
    ]
    return wording.remarks(numbers.trends(told), numbers.reader)


def _areas(numbers: Numbers) -> Section:
    """The page of areas: a table, since a picture of one measure would hide the others."""
    period = numbers.times.period
    report = areas.areas(numbers.reader, Question(period))
    columns = [
        replace(column, label=str(areas.HEADLINES.get(column.key, column.label)))
        for column in report.sheet.columns
        if column.key not in MEASURES or any(row[column.key] is not None for row in report.sheet.rows)
    ]
    codes = [column.key for column in columns if column.key in MEASURES]
    sheet = numbers.hide_parts(Sheet(tuple(columns), report.sheet.rows), "area") if codes else None
    telling = [code for code in codes if sheet and any(number(row[code]) for row in sheet.rows)]
    page = [code for code in areas.HEADLINES if code in telling] or telling
    return Section(
        "areas",
        str(AREAS),
        _("The main numbers of {period} by area.").format(period=period.short()) if codes else "",
        sheet,
        measures=tuple(page),
        aside=tuple(code for code in codes if code not in page),
    )


def _apart_by() -> dict[str, list[str]]:
    """Which measures the report tells apart by which field."""
    made = {"area": list(areas.CODES)}
    for chapter in CHAPTERS:
        for field, _title, codes in chapter.apart:
            made.setdefault(field, []).extend(codes)
    return made


def _parts(numbers: Numbers, gathered: Gathered) -> list[Table]:
    """The further tables of parts, named after their chapter and field."""
    return [
        Table(f"{chapter.key}-{field}", str(title), numbers.apart(gathered, field, codes))
        for chapter in CHAPTERS
        for field, title, codes in chapter.apart
    ]


def _lists(reader: Measuring, period: Period, *, internal: bool) -> list[Table]:
    """The councils, and to those inside the meetings and who works with whom."""
    until = Question(Period(min(_beginning(reader), period.start), period.end))
    tables: list[tuple[str, Report, tuple[str, ...]]] = [
        ("councils", council.council(reader, until), ("timeline", "coverage"))
    ]
    if internal:
        inside = Question(period)
        tables.append(("meetings", meeting.meeting(reader, inside), ("meetings",)))
        tables.append(("network", network.network(reader, inside), ("links",)))
    return [
        Table(f"{prefix}-{table.key}", table.title, table.sheet)
        for prefix, report, keys in tables
        for table in report.tables
        if table.key in keys
    ]


def _beginning(reader: Measuring) -> date:
    """The first day of the fiscal year in which the first council began."""
    return years(reader, [MEASURES["council.established"]]).start


def _definitions() -> Sheet:
    rows: list[Row] = [
        {"code": one.code, "measure": str(one.label), "definition": str(one.definition)}
        for one in MEASURES.values()
    ]
    columns = (
        Column("code", _("code")),
        Column("measure", _("measure")),
        Column("definition", _("definition")),
    )
    return Sheet(columns, tuple(rows))


def _signs(parts: Sequence[Section | Table], threshold: int) -> list[str]:
    """What the signs mean that stand in the tables."""
    cells: list[Value] = [
        cell for part in parts if part.sheet is not None for row in part.sheet.rows for cell in row.values()
    ]
    said = []
    if HIDDEN in cells:
        said.append(
            _(
                "x: not shown, since it is smaller than {threshold} (people or households in need), or since "
                "such a number could be worked out from it."
            ).format(threshold=threshold)
        )
    if NO_COMPARISON in cells:
        said.append(_("–: there is nothing to compare with."))
    return said
