"""A pack without its files: on screen, as text, as one object for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator

from wagamachi_cli.output import page, show_object, show_report
from wagamachi_cli.output.data import json_report
from wagamachi_cli.output.pack import book, markdown, words
from wagamachi_cli.output.target import Target
from wagamachi_cli.pack import Pack
from wagamachi_cli.sheet import Report, Sheet


def show(pack: Pack, target: Target) -> None:
    """Show ``pack`` at ``target``; csv and tsv carry the table of every measure. Raises OutputError."""
    if target.format == "markdown":
        target.write(markdown.document(pack, False).decode())
    elif target.format in ("table", "plain"):
        target.write("\n".join(_pages(pack, target)))
    elif target.format == "json":
        show_object(_object(pack), target)
    elif target.format == "xlsx":
        target.write_bytes(book.workbook(pack))
    else:
        show_report(_main(pack), target)


def _pages(pack: Pack, target: Target) -> Iterator[str]:
    """The title, each section with its sentence and table, what to know."""

    def lines(*said: str) -> str:
        return page.lines_of(filter(None, said), target)

    yield lines(words.heading(pack), *words.head_lines(pack))
    for number, section in enumerate(words.sections(pack), start=1):
        said = lines(words.numbered(number, section), section.message)
        sheet = words.for_eyes(section)
        table = page.titled("", sheet, target) if sheet else ""
        yield said + table + lines(*words.marked(section.notes), *section.paragraphs)
    yield lines(*words.closing(pack))


def _main(pack: Pack) -> Report:
    """The table of every measure, and the others beside it."""
    first, *more = pack.annex
    return Report(
        pack.name,
        words.heading(pack),
        pack.period,
        pack.as_of,
        first.sheet,
        tuple(more),
        pack.notes,
        pack.sources,
    )


def _object(pack: Pack) -> dict[str, object]:
    """The pack as a report's object, with what it is, and its sections."""
    whole = json.loads(json_report(_main(pack)))
    sections = [
        {
            "key": section.key,
            "heading": section.heading,
            "message": section.message,
            **_table(section.sheet, pack),
            "notes": list(section.notes),
            "paragraphs": list(section.paragraphs),
        }
        for section in words.sections(pack)
    ]
    state = {"organisation": pack.organisation, "edition": pack.edition, "internal": pack.internal}
    return {**whole, **state, "sections": sections}


def _table(sheet: Sheet | None, pack: Pack) -> dict[str, object]:
    """Columns and rows as a report's object has them."""
    made = json.loads(json_report(Report("", "", pack.period, pack.as_of, sheet or Sheet((), ()))))
    return {key: made[key] for key in ("columns", "rows")}
