"""Tables as plain text and Markdown, by tabulate: nothing is cut, whatever the width."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any

from wagamachi_cli.language import _
from wagamachi_cli.output.words import RIGHT, field_text, heads
from wagamachi_cli.sheet import Sheet, human
from wagamachi_cli.text import visible, width

_MARKED = re.compile(r"[\\|<`*_~&]|\](?=\()")


def plain(sheet: Sheet, unit: str | None = None) -> str:
    """``sheet`` in aligned columns, a record a line. Heads carry their unit unless it is ``unit``."""
    return _tabulated(sheet, unit, "plain", visible)


def markdown(sheet: Sheet, unit: str | None = None) -> str:
    """``sheet`` as a Markdown table. Heads carry their unit unless it is ``unit``."""
    return _tabulated(sheet, unit, "pipe", escape)


def plain_record(sheet: Sheet) -> str:
    """The one row of ``sheet``, a line a field; fields that are not stated are left out."""
    return (
        _load()(_fields(sheet, partial(visible, lines=True)), tablefmt="plain", disable_numparse=True) + "\n"
    )


def markdown_record(sheet: Sheet) -> str:
    """The one row of ``sheet`` as a Markdown table of fields and values."""
    head = [_("Field"), _("Value")]
    return _load()(_fields(sheet, escape), headers=head, tablefmt="pipe", disable_numparse=True) + "\n"


def escape(text: str) -> str:
    """``text`` as a Markdown cell: its own ``|``, marks and line ends mean nothing."""
    safe = _MARKED.sub(lambda match: f"\\{match[0]}", visible(text, lines=True))
    return safe.replace("\n", "<br>")


def _fields(sheet: Sheet, clean: Callable[[str], str]) -> list[list[str]]:
    """Head and value of every field of the one row that is stated."""
    row = sheet.rows[0]
    values = (field_text(row[column.key]) for column in sheet.columns)
    return [[clean(head), clean(value)] for head, value in zip(heads(sheet), values, strict=True) if value]


def _tabulated(sheet: Sheet, unit: str | None, style: str, clean: Callable[[str], str]) -> str:
    if not sheet.rows:
        return _("No records.") + "\n"
    columns = sheet.columns
    text = _load()(
        [[clean(human(row[column.key])) for column in columns] for row in sheet.rows],
        headers=[clean(head) for head in heads(sheet, unit)],
        tablefmt=style,
        disable_numparse=True,
        colalign=["right" if column.kind in RIGHT else "left" for column in columns],
    )
    return text + "\n"


def _load() -> Callable[..., str]:
    """Tabulate, without what takes it longer to import than to draw a table.

    It imports importlib.metadata (email, zipfile, socket …) for nothing but ``__version__`` and takes
    PackageNotFoundError for an answer, so that is what it gets, unless someone has paid already. And of
    wcwidth (with secrets, hashlib …) it needs one function: how wide a text is, which we know ourselves,
    and as the tables of the screen have it.
    """
    if "tabulate" not in sys.modules:
        answer: Any = ModuleType("importlib.metadata")
        answer.PackageNotFoundError = LookupError
        answer.version = _no_version
        measure: Any = ModuleType("wcwidth")
        measure.wcswidth = measure.wcwidth = width
        with _standing_in("importlib.metadata", answer), _standing_in("wcwidth", measure):
            import tabulate
    import tabulate

    return tabulate.tabulate


@contextmanager
def _standing_in(name: str, module: ModuleType) -> Iterator[None]:
    """Let ``module`` be what is imported under a name, unless someone has imported the real one."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = module
    try:
        yield
    finally:
        del sys.modules[name]


def _no_version(name: str) -> str:
    raise LookupError(name)
