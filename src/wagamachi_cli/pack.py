"""A report that is handed over: what it says, section by section, and no format.

reports/ fills it, output/ writes it as Markdown, HTML, a workbook, slides, CSV and pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from wagamachi_cli.frozen import frozen
from wagamachi_cli.period import Period
from wagamachi_cli.sheet import ChartSpec, Sheet, Table


@frozen
class Section:
    """One message: a slide, a chapter.

    ``message`` is the sentence made from the numbers (a slide's title), ``heading`` the matter (協議会).
    ``paragraphs`` are a person's own words for it. ``measures`` are the codes of the definitions that
    it needs, ``aside`` the keys of columns that only the workbook and CSV show. A section without rows,
    chart and paragraphs is left out.
    """

    key: str
    heading: str
    message: str
    sheet: Sheet | None = None
    chart: ChartSpec | None = None
    notes: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


@frozen
class Pack:
    """A whole report.

    ``edition`` is None for one that was not issued (案). ``internal``: names and small numbers are in
    it, 取扱注意 stands on every page. ``annex`` are the further tables of the workbook and tables/*.csv,
    ``definitions`` the measures used, whose codes stand in the column ``code``; ``records`` are how
    many records of each kind it rests on. The keys of sections and annex are names of files, each once.
    """

    name: str
    title: str
    organisation: str
    period: Period
    as_of: date
    language: str
    sections: tuple[Section, ...]
    annex: tuple[Table, ...]
    definitions: Sheet
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    version: str
    edition: int | None = None
    reason: str = ""
    internal: bool = False
    records: Mapping[str, int] = field(default_factory=dict)
