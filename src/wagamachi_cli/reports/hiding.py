"""Small numbers of people in need: what a public report does not tell, so that it cannot be worked out.

Every number is a sum of unknowns. What the editions told, and the public reports that were written, is
taken as told; the report tells more, from the totals to the parts, as long as every small number of the
two fiscal years stays as uncertain as the threshold is wide, and every number that is hidden with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.facts import Facts, Past, Years, taken
from wagamachi_cli.reports.knowable import Sum, System
from wagamachi_cli.reports.knowable import value as number
from wagamachi_cli.reports.periodic.times import Times
from wagamachi_cli.reports.unknowns import CHANGES, FROM_APRIL, Unknowns

_FOLLOWS = {"help.minutes": "help.done"}
"""What is told just where the number of cases behind it is."""
_WHERE = {"food.distributed": "pantry.visits", "food.distributed_items": "pantry.visits"}
"""What is told only where the number of households is: a parcel is a parcel."""
_TIED = {
    **{flow: stock for stock, flows in CHANGES.items() for flow in flows},
    **{since: code for code, since in FROM_APRIL.items()},
}
"""Measures of which one helps to compute the other, by one of them; the others stand for themselves."""
_Cells = tuple[tuple[str, Period], ...]


class Hiding:
    """What the public report of a period may tell of the measures that are not public when small.

    ``apart`` are the tables of parts: a field, and the measures that are told apart by it. What is less
    than ``threshold`` and not 0 is small.
    """

    def __init__(
        self, reader: Measuring, period: Period, threshold: int, apart: Mapping[str, Sequence[str]]
    ) -> None:
        self.reader, self.times, self.threshold, self.apart = reader, Times.of(period), threshold, apart
        self.told: set[tuple[str, Period]] = set()
        self.told_apart: set[tuple[str, str]] = set()
        self._facts: Years = {}

    @staticmethod
    def guards(code: str) -> bool:
        """Whether a measure may have to be hidden."""
        return not MEASURES[code].public or code in _WHERE or code in CHANGES

    def hides(self, measure: Measure, column: Period) -> bool:
        """Whether the report has to hide a measure in a column of time."""
        if not self.guards(measure.code):
            return False
        self._decide()
        if measure.kind == "stock" and column.end == self.times.period.end:
            column = self.times.period  # the same number
        return (_FOLLOWS.get(measure.code, measure.code), column) not in self.told

    def hides_parts(self, measure: Measure, field: str) -> bool:
        """Whether the report has to hide the rows of a measure by ``field``."""
        if not self.guards(measure.code):
            return False
        self._decide()
        return (_FOLLOWS.get(measure.code, measure.code), field) not in self.told_apart

    def hides_row(self, measure: Measure, field: str, column: Period) -> bool:
        """Whether the report has to hide a row of a measure; of people it tells rows of its period alone."""
        if not self.guards(measure.code):
            return False
        if column == self.times.period:
            return self.hides_parts(measure, field)
        where = _WHERE.get(measure.code)
        people = field in self.reader.fields(MEASURES[where]) if where else not measure.public
        return people or self.hides(measure, column)

    def facts(self) -> Years:
        """What the report tells and what it keeps, to be known when others follow."""
        self._decide()
        return self._facts

    @cached_property
    def past(self) -> Past:
        """What was told before, of the fiscal year and of the one before it."""
        return Past((key, taken(content)) for key, content in self.reader.told())

    @cached_property
    def unknowns(self) -> Unknowns:
        """What the numbers are made of."""
        monthly = self.past.monthly or self.times.period.kind == "month"
        return Unknowns(self.reader, self.times.period.year - 1, monthly=monthly)

    def _decide(self) -> None:
        if self._facts:
            return
        self._facts = {year: Facts() for year in self.unknowns.columns}
        groups: dict[str, list[str]] = {}
        for code in MEASURES:
            if self.guards(code) and code not in _FOLLOWS:
                groups.setdefault(_TIED.get(code, code), []).append(code)
        # Food comes after the visits that it goes with, what is part of a number after it.
        for first, codes in sorted(groups.items(), key=lambda group: group[0].startswith("food.")):
            codes.sort(key=lambda code: (code in FROM_APRIL.values(), code == first and code in CHANGES))
            banned: set[_Cells] = set()
            while (group := _Group(self, codes, banned)).narrow:
                banned.add(group.narrow)
            self.told |= group.told
            self.told_apart |= group.told_apart
            for year, facts in group.facts.items():
                self._facts[year].told += facts.told
                self._facts[year].kept += facts.kept


class _Group:
    """Measures that hang together: what the report tells of them (``told``, ``told_apart``, ``facts``).

    ``banned`` is not told. ``narrow``: what was told last, if what had to be hidden after it lies too open.
    """

    def __init__(self, hiding: Hiding, codes: Sequence[str], banned: set[_Cells]) -> None:
        self._hiding, self._unknowns, self._banned = hiding, hiding.unknowns, banned
        self._food = any(code in _WHERE for code in codes)
        self.told: set[tuple[str, Period]] = set()
        self.told_apart: set[tuple[str, str]] = set()
        self.facts: Years = {year: Facts() for year in self._unknowns.columns}
        self.narrow: _Cells = ()
        self._last: _Cells = ()
        stock = next((code for code in codes if code in CHANGES), None)
        levels = self._unknowns.levels(stock) if stock else ()
        whole = _Known(System(1 if self._food else hiding.threshold, levels))
        told, kept = self._told_before(codes)
        if stock:
            opening = self._unknowns.opening(stock, min(self._unknowns.columns))
            known = opening[-1] == "None" or hiding.past.ends(stock, self._unknowns.before)
            (told if known else kept).append({opening: 1})
        whole.begin((told, kept), chain(self._secrets(codes), self._beside_months(codes)))
        self._whole = whole
        self._rows: dict[tuple[str, str], _Known] = {}
        for field, told_apart in hiding.apart.items():
            for code in codes if not self._food else ():
                if code in told_apart and field in hiding.reader.fields(MEASURES[code]):
                    self._rows[code, field] = self._known_apart(code, field)
        self._tell(codes)

    def _tell(self, codes: Sequence[str]) -> None:
        """The year so far, the period, what it is compared with, its parts, its rows."""
        times, begun = self._hiding.times, self._hiding.reader.as_of
        groups = [(times.so_far,), (times.period,), (times.last_year,), (times.previous,), times.parts]
        for columns in dict.fromkeys(groups):
            for code in codes:
                cells = tuple((code, column) for column in columns if column.start <= begun)
                if MEASURES[code].kind == "stock":  # the year so far ends as the period does
                    cells = tuple(
                        one for one in cells if one[1] == times.period or one[1].end != times.period.end
                    )
                if cells:
                    self._tell_cells(cells)
                if self.narrow:
                    return
        for field in self._hiding.apart:
            for code in codes:
                self._tell_apart(code, field)

    def _tell_cells(self, cells: _Cells) -> None:
        """Numbers of a measure: all or none."""
        may = cells not in self._banned and not any(self._kept_back(*cell) for cell in cells)
        if may and self._all_tell(cells):
            self.told |= set(cells)
            self._last = cells
            for code, column in cells:
                self.facts[column.year].told.append(self._unknowns.form(code, column))
                if any(of == code for of, _field in self._rows) and MEASURES[code].kind == "stock":
                    self.facts[column.year].told.append(self._unknowns.total(code, column))
            return
        late = [cell for cell in cells if self._hiding.past.late(self._unknowns.form(*cell))]
        for code, column in cells:
            form = self._unknowns.form(code, column)
            whole = self._unknowns.whole(form, column.year)
            if not (late or self._kept_back(code, column)) and self._whole.system.knows(whole):
                self.told.add((code, column))  # it could be worked out anyway
            elif (code, column) not in late:
                self.facts[column.year].kept.append(form)
                self._keep(self._whole, whole, careful=not late)

    def _kept_back(self, code: str, column: Period) -> bool:
        """Whether a number must not be told, whatever else is."""
        if code in _WHERE:
            return (_WHERE[code], column) not in self._hiding.told
        return not self._food and self._small(self._unknowns.value(code, column))

    def _all_tell(self, cells: _Cells) -> bool:
        """Tell numbers everywhere where they say something."""
        code = cells[0][0]
        wholes = [self._unknowns.whole(self._unknowns.form(*one), one[1].year) for one in cells]
        asked = [(self._whole, wholes)]
        for (of, _field), known in self._rows.items():
            if of == code:
                inside = [one for one in cells if one[1].year in known.years]
                asked.append((known, [known.apart(self._unknowns.total(*one)) for one in inside]))
        states = [known.system.state for known, _sums in asked]
        if all(known.system.tell(sums) for known, sums in asked):
            return True
        for (known, _sums), state in zip(asked, states, strict=True):
            known.system.state = state
        return False

    def _tell_apart(self, code: str, field: str) -> None:
        """The rows of a measure: all or none, and none without the total."""
        period = self._hiding.times.period
        if self._food:
            where = _WHERE.get(code, "")
            beside = field not in self._hiding.reader.fields(MEASURES[where]) if where else False
            if (code, period) in self.told and (
                beside or not where or (where, field) in self._hiding.told_apart
            ):
                self.told_apart.add((code, field))
            return
        known = self._rows.get((code, field))
        if known is None:
            return
        rows = self._unknowns.values(code, field, period.year)
        sums = [self._unknowns.form(code, period, field, key) for key in rows]
        facts = self.facts[period.year]
        facts.told += [
            {**dict.fromkeys(parts, -1), whole: 1}
            for whole, parts in self._unknowns.identities(code, field, period.year).items()
        ]
        small = any(self._small(line.get(period)) for line in rows.values())
        if (code, period) in self.told and not small and known.system.tell(sums):
            self.told_apart.add((code, field))
            facts.told += sums
            return
        kept = [one for one in sums if not self._hiding.past.late(one)]
        facts.kept += kept
        for one in kept:
            self._keep(known, one, careful=len(kept) == len(sums))

    def _keep(self, known: _Known, one: Sum, *, careful: bool) -> None:
        """Keep what is hidden; where it lies open by what this report has told (``careful``), say so."""
        if not known.system.keep(one) and careful and self._last and known.system.surely(one, known.before):
            self.narrow = self.narrow or self._last

    def _told_before(self, codes: Sequence[str]) -> tuple[list[Sum], list[Sum]]:
        """What was told and kept of the measures as a whole."""
        made: tuple[list[Sum], list[Sum]] = [], []
        for year in self._unknowns.columns:
            for sums, past in zip(made, self._hiding.past.of(year), strict=True):
                for one in past:
                    if one and all(
                        unknown[0] == "" and unknown[1] in (*codes, *_changes(codes)) for unknown in one
                    ):
                        form = self._unknowns.whole(self._unknowns.explained(one, year), year)
                        sums += [form] if form else []
        return made

    def _secrets(self, codes: Sequence[str]) -> Iterator[Sum]:
        """What is small, or goes with what is."""
        for year, columns in self._unknowns.columns.items():
            for code in codes:
                for column in columns:
                    behind = _WHERE.get(code, code) if self._food else code
                    if self._food and code not in _WHERE:
                        continue
                    if self._small(self._unknowns.value(behind, column)):
                        form = self._unknowns.form(code, column)
                        if not self._hiding.past.late(form):
                            yield self._unknowns.whole(form, year)

    def _beside_months(self, codes: Sequence[str]) -> Iterator[Sum]:
        """What is small and known of a longer time only, so that it stands out from its months."""
        for year in self._unknowns.columns:
            for code in codes if not self._food else ():
                if MEASURES[code].kind == "flow":
                    leaves = self._unknowns.leaves(code, year).items()
                    yield from (
                        {leaf: 1}
                        for column, leaf in leaves
                        if column.kind != "month" and self._small(number(leaf))
                    )

    def _known_apart(self, code: str, field: str) -> _Known:
        """What is known of the rows of a measure: what was told of them, and how they make up the whole."""
        past, year = self._hiding.past, self._hiding.times.period.year
        years = [one for one in self._unknowns.columns if one == year or past.tells_apart(one, code, field)]
        known = _Known(System(self._hiding.threshold), years)
        told: list[Sum] = []
        kept: list[Sum] = []
        for one_year in years:
            known.parts |= self._unknowns.identities(code, field, one_year)
            for sums, before in zip((told, kept), past.of(one_year), strict=True):
                for one in before:
                    if one and all(unknown[0] in ("", field) and unknown[1] == code for unknown in one):
                        sums += known.learned(one)
        known.begin((told, kept), self._secrets_apart(code, field, years))
        return known

    def _secrets_apart(self, code: str, field: str, years: Sequence[int]) -> Iterator[Sum]:
        for year in years:
            for key, line in self._unknowns.values(code, field, year).items():
                for column, count in line.items():
                    reported = column.kind != "range" and (column.kind != "month" or self._unknowns.monthly)
                    if reported and self._small(count):
                        form = self._unknowns.form(code, column, field, key)
                        if not self._hiding.past.late(form):
                            yield form

    def _small(self, value: int | None) -> bool:
        return value is not None and 0 < abs(value) < self._hiding.threshold


class _Known:
    """All that is known of some numbers: as a whole, or of their rows (``parts`` make up the whole)."""

    def __init__(self, system: System, years: Sequence[int] = ()) -> None:
        self.system, self.years = system, years
        self.parts: dict[tuple[str, ...], Sum] = {}
        self.before: list[Sum] = []

    def begin(self, past: tuple[Sequence[Sum], Sequence[Sum]], secrets: Iterator[Sum]) -> None:
        """Begin with what was told and kept before, and with what is to be kept."""
        told, kept = past
        self.before = list(told)
        self.system.force(told)
        known = set()
        for one in (*secrets, *kept):
            if (shape := frozenset(one.items())) not in known:
                known.add(shape)
                self.system.keep(one)

    def apart(self, one: Sum) -> Sum:
        """A sum of wholes as one of their rows."""
        made: dict[tuple[str, ...], int] = {}
        for unknown, weight in one.items():
            for part, by in self.parts.get(unknown, {unknown: 1}).items():
                made[part] = made.get(part, 0) + by * weight
        return {part: weight for part, weight in made.items() if weight}

    def learned(self, one: Sum) -> list[Sum]:
        """What a sum that was told before says of the rows; how rows made up a whole then is taken over."""
        whole = [unknown for unknown in one if not unknown[0]]
        if len(whole) == 1 and len(one) > 1 and whole[0] not in self.parts:
            self.parts[whole[0]] = {part: -by for part, by in one.items() if part[0]}
            return []
        made = self.apart(one)
        return [made] if made else []


def _changes(codes: Sequence[str]) -> list[str]:
    """The flows of the stocks among measures."""
    return [flow for code in codes for flow in CHANGES.get(code, ())]
