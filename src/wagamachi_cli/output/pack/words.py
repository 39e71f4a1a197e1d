"""The words and cells of a pack that all its formats share."""

from __future__ import annotations

from collections.abc import Iterable

from wagamachi_cli.language import _
from wagamachi_cli.output.words import as_of
from wagamachi_cli.pack import Pack, Section
from wagamachi_cli.sheet import Corrected, Difference, Sheet, Value, human, machine, without_empty
from wagamachi_cli.text import visible


def sections(pack: Pack) -> list[Section]:
    """The sections that say something."""
    return [
        section
        for section in pack.sections
        if section.paragraphs or section.chart or (section.sheet and section.sheet.rows)
    ]


def state(pack: Pack) -> str:
    """案, or 第2版."""
    if pack.edition is None:
        return _("draft")
    return _("edition {number}").format(number=pack.edition)


def secret(pack: Pack) -> str:
    """取扱注意 for an internal report, else nothing."""
    return _("Handle with care") if pack.internal else ""


def stamp(pack: Pack) -> str:
    """What stands on every page: 案, 第2版, 案・取扱注意."""
    return _(" / ").join(word for word in (state(pack), secret(pack)) if word)


def heading(pack: Pack) -> str:
    """The title with the state: 四半期報告（案）."""
    return _("{title} ({state})").format(title=pack.title, state=state(pack))


def when(pack: Pack) -> str:
    """令和3年度第3四半期　R3.12.31現在"""
    return _("{first} {second}").format(first=pack.period.long(), second=as_of(pack.as_of))


def head_lines(pack: Pack) -> list[str]:
    """What stands under the title: 取扱注意, who reports, on what, why there is another edition."""
    reason = _("Why this edition: {reason}").format(reason=pack.reason) if pack.reason else ""
    return [line for line in (secret(pack), pack.organisation, when(pack), reason) if line]


def numbered(number: int, section: Section) -> str:
    """3. 協議会"""
    return f"{number}. {section.heading}"


def marked(notes: Iterable[str]) -> list[str]:
    """Each note with ※ before it."""
    return [note if note.startswith("※") else f"※ {note}" for note in notes]


def sourced(pack: Pack) -> list[str]:
    """The sources, a line each."""
    return [_("Source: {source}").format(source=source) for source in pack.sources]


def closing(pack: Pack) -> list[str]:
    """The notes and sources of the whole report."""
    return [*marked(pack.notes), *sourced(pack)]


def made_by(pack: Pack) -> str:
    """The last line: which program made it."""
    return _("Made by wagamachi-cli {version}.").format(version=pack.version)


def for_eyes(section: Section) -> Sheet | None:
    """The table of a section without what only the workbook and CSV show, and without empty columns."""
    if section.sheet is None or not section.sheet.rows:
        return None
    kept = tuple(column for column in section.sheet.columns if column.key not in section.aside)
    return without_empty(Sheet(kept, section.sheet.rows))


def glossary(pack: Pack) -> Sheet:
    """The definitions for eyes: of the measures that the sections show, without their codes."""
    sheet = pack.definitions
    used = {code for section in sections(pack) for code in section.measures}
    rows = tuple(row for row in sheet.rows if machine(row["code"]) in used)
    return Sheet(tuple(column for column in sheet.columns if column.key != "code"), rows)


def definitions(pack: Pack, section: Section | None = None) -> list[str]:
    """The definitions, of ``section`` those that its numbers need, a line each."""
    sheet = glossary(pack)
    return [
        "　".join(filter(None, (shown(row[column.key]) for column in sheet.columns)))
        for row in sheet.rows
        if section is None or machine(row["code"]) in section.measures
    ]


def shown(value: Value) -> str:
    """``value`` as a report prints it: 1,200, ▲3, 12（訂正前 10）; no control character, lines stay lines."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, Difference):
        return f"▲{-value.by:,}" if value.by < 0 else f"{value.by:,}"
    if isinstance(value, Corrected):
        return _("{now} (corrected, was {was})").format(now=shown(value.now), was=formerly(value))
    return visible(human(value), lines=True)


def formerly(value: Corrected) -> str:
    """What stood there before."""
    return shown(value.was) or _("blank")


def readable(sheet: Sheet) -> Sheet:
    """``sheet`` with every cell as ``shown`` gives it."""
    rows = tuple({column.key: shown(row[column.key]) for column in sheet.columns} for row in sheet.rows)
    return Sheet(sheet.columns, rows)
