"""``template KIND``: what a sheet to fill in holds, made from the description of the kind."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

from wagamachi_cli.exchange import expected
from wagamachi_cli.exchange.expected import Scope
from wagamachi_cli.exchange.foreign import mark_of
from wagamachi_cli.exchange.marks import example
from wagamachi_cli.form import Entry, Form
from wagamachi_cli.kinds import NOTE, Field, Kind
from wagamachi_cli.kinds.tables import CHOICE
from wagamachi_cli.kinds.types import Choice, Clock, Day, Flag, Number, Ref, Stretch, Tally, Type, When
from wagamachi_cli.language import Label, _
from wagamachi_cli.period import Period, Span
from wagamachi_cli.queries.choices import Choices
from wagamachi_cli.sheet import Column, Row, Sheet, Value, human

_ACCEPTED: dict[type[Type], Label] = {
    Day: Label("日付（R3.10.5、2021-10-05、10/5）", "a date (2021-10-05, 10/5, R3.10.5)"),
    When: Label(
        "日付（R3.10.5、10/5）。月や年度だけなら R3.10、R3年度。わからなければ 不明",
        "a date (2021-10-05, 10/5); if only its month or year is known 2021-10, FY2021; or unknown",
    ),
    Stretch: Label("期間（R3年度、R3Q3、R3.10）", "a period (FY2021, 2021Q3, 2021-10)"),
    Clock: Label("時刻（13:30）", "a time (13:30)"),
    Flag: Label("はい か いいえ（○ か ×）", "yes or no (○ or ×)"),
    Number: Label(
        "数。わからなければ空欄のまま（0 とは別のことです）",
        "a number; leave it blank when it is not known (0 is something else)",
    ),
    Choice: Label("一覧から選びます", "pick from the list"),
    Ref: Label("名前、または番号", "a name, or an id"),
    Tally: Label("名と数（買い物=3）", "a choice and its number (shopping=3)"),
}


def form(connection: sqlite3.Connection, kind: Kind, scope: Scope | None, today: date) -> Form:
    """A sheet for records of ``kind``; with a scope, the expected rows are in it.

    UsageError (exit 2) when the kind has nothing to do with what the scope names.
    """
    choices = Choices(connection)
    recorded, lacking = expected.rows(connection, kind, scope) if scope else ([], [])
    # What is told for a person's eyes alone (the item of a lot) is passed over by import.
    told = {key for known in lacking for key in known}
    fields = [one for one in kind.all_fields if one.typed or one.key in told]
    if kind is CHOICE:  # no record: there is no place for a note on it
        fields.remove(NOTE)
    blank: dict[str, Value] = {"id": None, **{one.key: [] if one.many else None for one in fields}}
    rows: list[Row] = [*recorded, *({**blank, **known} for known in lacking)]
    shown = scope.period.start if scope and scope.period else today
    entries = [_entry(connection, one, choices, shown) for one in fields]
    if scope is not None:
        entries.insert(0, Entry(Column("id", "id", kind="id"), _("Leave it as it is; a new row has none.")))
    prefilled = tuple(one.key for one in fields if one.typed and one.key in told)
    period = scope.period.span if scope and scope.period and kind.when else None
    return Form(
        title=str(kind.label),
        entries=tuple(entries),
        rows=tuple(rows),
        mark=replace(mark_of(connection, kind), period=period, prefilled=prefilled).head,
        lines=tuple(_lines(kind, scope, period)),
    )


def sheet(form: Form) -> Sheet:
    """The form where there are no lists and prompts (CSV): heads, the example row, the rows, the mark."""
    columns = tuple(entry.column for entry in form.entries)
    shown: Row = {column.key: words for column, words in zip(columns, example_row(form), strict=True)}
    mark = Column("", form.mark)
    return Sheet((*columns, mark), tuple({**row, "": None} for row in (shown, *form.rows)))


def example_row(form: Form) -> list[str]:
    """The cells of the row that shows how to fill in; import knows it by the first."""
    first, *others = form.entries
    return [example(first.example), *(entry.example for entry in others)]


def _entry(connection: sqlite3.Connection, one: Field, choices: Choices, day: date) -> Entry:
    unit = one.type.unit if isinstance(one.type, Number) else None
    head = str(one.label)
    if unit and str(unit) != head:
        head = _("{label} ({unit})").format(label=one.label, unit=unit)
    options: tuple[str, ...] = ()
    if isinstance(one.type, Choice):
        known = choices.options(one.type).values()
        options = tuple(str(option.label) for option in known if not option.retired)
    elif isinstance(one.type, Ref) and not one.type.made:
        options = expected.names(connection, one.type)
    elif isinstance(one.type, Flag):
        options = (human(True), human(False))
    said = [str(one.help)] if one.help else []
    if type(one.type) in _ACCEPTED:
        said.append(str(_ACCEPTED[type(one.type)]))
    if one.many:
        said.append(_("Several are written A, B."))
    if one.default is not None:
        said.append(_("If left blank: {value}").format(value=_default(one, choices)))
    return Entry(
        Column(one.key, head, kind="several" if one.many else one.type.cell),
        prompt=" / ".join(said),
        example=_example(one, options, day),
        required=one.required and one.default is None,
        options=options,
        open=one.many or not isinstance(one.type, Choice),
    )


def _default(one: Field, choices: Choices) -> str:
    if isinstance(one.type, Choice):
        return human(choices.coded(one.type, str(one.default)))
    return str(Label("今日", "today")) if one.default == "今日" else str(one.default)


def _example(one: Field, options: tuple[str, ...], day: date) -> str:
    """A value that fits beside those of the other fields: of what may be left out, no times and no status."""
    if isinstance(one.type, Number):
        return str(max(one.type.minimum, 1) if one.default or one.key == "times" else 15)
    if not one.required and (isinstance(one.type, When | Clock | Flag) or _is_status(one)):
        return ""
    if options:
        return options[0]
    if isinstance(one.type, Stretch):
        return Period.containing(day, "fy").span.human()
    if isinstance(one.type, When):
        return Span.day(day).human()
    return _("({label})").format(label=one.label) if one.required else ""


def _is_status(one: Field) -> bool:
    return isinstance(one.type, Choice) and bool(one.type.fixed)


def _lines(kind: Kind, scope: Scope | None, period: Span | None) -> list[str]:
    lines = [
        _("Fill in a row for each record, save, and take it in with: {command}").format(
            command=f"wagamachi import {kind.plural} FILE"
        ),
        _("Coloured heads are required. The row of the example is not taken in."),
        _("Columns may be moved or left out, but their heads stay as they are."),
    ]
    if scope is not None:
        lines.append(
            _("Rows with an id are there already: change what is wrong. An empty cell changes nothing.")
        )
        lines.append(_("Rows without an id that are left as they are do not become records."))
    if period is not None:
        lines.append(
            _("This sheet is for {period}: every {time} lies in it.").format(
                period=period.human(), time=kind.field(kind.when).label
            )
        )
    return lines
