"""Writes docs/data-model.md from the tables of model/ and the descriptions of kinds/, or compares it.

python tools/datamodel.py            write it
python tools/datamodel.py --check    exit 1 if it is not what the tables and descriptions give
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sqlalchemy import Column, Table
from sqlmodel import SQLModel

from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.tables import kept
from wagamachi_cli.model import ROOMS
from wagamachi_cli.register.migrating import shipped

PAGE = Path(__file__).resolve().parent.parent / "docs" / "data-model.md"

HEAD = """\
# Data model

One SQLite file. This page is made from the tables of `model/` and the descriptions of `kinds/` by
`tools/datamodel.py`; it is not edited by hand. What the columns mean in words stands in their
description; what is counted from them in [measures](measures.md).

Everywhere the same:

- `id` is never given out twice. Tables hold INTEGER and TEXT only; dates are ISO, weights grams.
- A time that is known in part is two columns, `…_from` and `…_to`: the interval that it could be.
- A record has `note` (free words, in no report), `anyway` (why a rule was bent for it) and `removed`
  (why it was entered by mistake; no query counts it then). They are left out below.
- A column that is *a choice* holds a code of the table `choice`, which is the register's own data.
- Triggers write every change of a row into `history_change`, under the command of
  `history_command` that made it; a write that names no command is refused.
"""
_OF_EVERY_RECORD = {"id", "note", "anyway", "removed"}
_TITLES = {
    "file": "What the register keeps for itself",
    "council": "Councils, areas, placements, meetings",
    "activity": "Activities",
    "partner": "Partners, and the coordinator's own work",
    "code": "The code book",
    "neighbours": "Neighbourly help",
    "consultant": "Consultants",
    "pantry": "Food",
    "household": "Households",
    "event": "Pantry events",
    "report": "Published figures and words",
    "note": "Dated notes",
    "edition": "Reports as they were issued",
}


def written() -> str:
    """The page."""
    tables = shipped().metadata.tables
    parts = [HEAD]
    for room, names in ROOMS.items():
        here = [tables[name] for name in names]
        parts.append(f"## {_TITLES[room]}\n\n`model/{room}.py`\n")
        drawing = "\n".join(_drawn(here))
        if drawing:
            parts.append(f"```mermaid\nerDiagram\n{drawing}\n```\n")
        parts += ["\n".join(_described(table)) + "\n" for table in here]
    return "\n".join(parts)


def _drawn(here: list[Table]) -> Iterator[str]:
    """A line for each reference from one of these tables; one that can be blank is dotted."""
    for table in here:
        for column in table.columns:
            for key in column.foreign_keys:
                line = "}o..o|" if column.nullable else "}o--||"
                yield f"    {table.name} {line} {key.column.table.name} : {column.name.removesuffix('_id')}"


def _described(table: Table) -> Iterator[str]:
    """The heading of a table, whose rows its rows are, and a line a column."""
    whose = kept(table.name)
    kind = whose.kind
    yield f"### {table.name}"
    yield ""
    if whose.part:
        yield f"The {whose.part.label.en} ({whose.part.label.ja}) of a {kind.label.en}."
    elif kind.fields:
        command = f" `wagamachi {kind.command}`" if kind.code in KINDS else ""
        yield f"**{kind.label.en}** ({kind.label.ja}): {kind.help.en.rstrip('.')}.{command}"
    elif kind.label.en != table.name:
        yield f"**{kind.label.en}** ({kind.label.ja})"
    if not kind.fields:
        yield _documented()[table.name]
    yield ""
    yield "| column | holds | |"
    yield "|---|---|---|"
    for column in table.columns:
        if column.name not in _OF_EVERY_RECORD:
            yield f"| `{column.name}` | {_holds(column)} | {_says(kind, column)} |"


@cache
def _documented() -> dict[str, str]:
    """What the class of each table says of it, in its first line."""
    classes = [mapper.class_ for mapper in SQLModel._sa_registry.mappers]
    return {one.__tablename__: (one.__doc__ or "").strip().partition("\n")[0] for one in classes}


def _holds(column: Column[object]) -> str:
    sort = "INTEGER" if "INT" in str(column.type) else "TEXT"
    parts = [sort if column.nullable else f"{sort}, always"]
    parts += [f"→ [{key.column.table.name}](#{key.column.table.name})" for key in column.foreign_keys]
    choices = column.info.get("choice")
    if choices:
        parts.append(f"a choice of `{choices}`")
    return " ".join(parts)


def _says(kind: Kind, column: Column[object]) -> str:
    field = _field(kind, column.name)
    if field is None:
        return ""
    said = f"{field.label.en} · {field.label.ja}"
    return f"{said} – {field.help.en}" if field.help else said


def _field(kind: Kind, column: str) -> Field | None:
    return next((field for field in kind.fields if column in field.columns), None)


def main(arguments: list[str] | None = None) -> int:
    """Write or compare; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    text = written()
    if not parser.parse_args(arguments).check:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print("docs/data-model.md: run tools/datamodel.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
