"""``wagamachi import``: a sheet into the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wagamachi_cli import errors, progress, register, shell, text
from wagamachi_cli.commands import options, receiving
from wagamachi_cli.commands.exporting import kind_of
from wagamachi_cli.commands.options import Given
from wagamachi_cli.commands.sheet_outcome import Back, findings, tell
from wagamachi_cli.commands.sheet_outcome import from_to as _from_to
from wagamachi_cli.commands.step import step
from wagamachi_cli.errors import UsageError
from wagamachi_cli.kinds import Kind
from wagamachi_cli.language import Label, _
from wagamachi_cli.register.remains import wrote
from wagamachi_cli.state import State

if TYPE_CHECKING:
    from wagamachi_cli.exchange.files import Source
    from wagamachi_cli.exchange.heads import Asked, Plan
    from wagamachi_cli.exchange.marks import Mark
    from wagamachi_cli.exchange.putting import Outcome, Problem, Wish
    from wagamachi_cli.exchange.reservations import Form

_NO_DAY = date(2000, 1, 1)  # a number is read on any day


class _TakeBack(Exception):  # noqa: N818 - nothing went wrong
    """Leaves the transaction without keeping anything of it."""


def _import(state: State, given: Given) -> None:
    from wagamachi_cli.exchange import files

    target = options.target({**given, "output": None, "encoding": None})
    kind = kind_of(options.needed(given, "kind", "KIND"))
    name = options.needed(given, "file", "FILE")
    asked = receiving.for_event(kind, _asked(given), given)
    with files.opened(
        name, given.get("encoding"), given.get("sheet"), with_hidden=bool(given.get("with_hidden"))
    ) as source:
        for told in source.told:
            errors.warn(told)
        form = receiving.form(state, kind, source, asked, given)
        dry = bool(given.get("dry_run"))
        plan = form.plan if form else _planned(state, kind, source, asked, remember=not dry)
        plan, mark = _own(state, plan, source, form, given)
        back = Back(name, bool(given.get("partial")))
        outcome = _run(state, plan, source, given, form)
        if outcome.bad and not dry:
            back.write(source, plan, outcome)
            if back.written:
                wrote(state.register, "errors", back.path)
        if form:
            receiving.give_out(state, form, source, name, outcome, given, mark)
    tell(plan, outcome, target, given)
    if not outcome.bad and not dry:
        back.clear()
    if outcome.bad:
        raise findings(outcome, given, back)


def _own(state: State, plan: Plan, source: Source, form: Form | None, given: Given) -> tuple[Plan, Mark]:
    """The plan of a sheet whose ids are of this register, and the mark of what is written from it."""
    from wagamachi_cli.exchange.foreign import mark_of, see_own

    codes = form.places.get("code", ()) if form else ()
    with register.read(state.register) as connection:
        mine = mark_of(connection, plan.kind)
        return see_own(connection, plan, source.rows(), codes, as_new=bool(given.get("as_new"))), mine


def _asked(given: Given) -> Asked:
    from wagamachi_cli.exchange.heads import Asked
    from wagamachi_cli.kinds.types import Number

    row = given.get("head_row")
    number = None
    if row is not None:
        try:
            number = Number(minimum=1, maximum=1_048_576).read(row, _NO_DAY)
        except UsageError as error:
            raise UsageError(
                f"--head-row: {error.message}", _("It is the number of a row, like 4.")
            ) from error
    return Asked(
        head_row=number,
        fill_down=tuple(given.get("fill_down") or ()),
        fields=_pairs(given.get("map") or [], "--map", "HEAD=FIELD"),
        constants=_pairs(given.get("set") or [], "--set", "FIELD=VALUE", first=True),
    )


def _pairs(words: list[str], option: str, form: str, *, first: bool = False) -> dict[str, str]:
    """HEAD=FIELD: a head may hold ``=`` itself; of FIELD=VALUE (``first``) the value may."""
    made = {}
    for word in words:
        key, equals, value = word.partition("=") if first else word.rpartition("=")
        if not equals or not key.strip():
            raise UsageError(
                _("{option}: “{text}” is not {form}.").format(
                    option=option, text=text.visible(word), form=form
                ),
                _("Write it like {option} {form}.").format(option=option, form=form),
            )
        made[key.strip()] = value.strip()
    return made


def _planned(state: State, kind: Kind, source: Source, asked: Asked, *, remember: bool) -> Plan:
    """What the columns are; unknown heads are looked up among those answered before, then asked about."""
    from wagamachi_cli.exchange.heads import UnknownHeads, planned

    try:
        return planned(kind, source.rows(), asked, state.today, source.called)
    except UnknownHeads as error:
        if not state.register.exists():
            raise
        known = _remembered(state, kind, error.heads)
    asked = replace(asked, fields={**known, **asked.fields})
    try:
        return planned(kind, source.rows(), asked, state.today, source.called)
    except UnknownHeads as error:
        if not state.interactive:
            raise
        answers = {head: _ask(kind, head) for head in error.heads}
    if remember:
        _remember(state, kind, answers)
    return planned(
        kind, source.rows(), replace(asked, fields={**asked.fields, **answers}), state.today, source.called
    )


def _setting(kind: Kind, head: str) -> str:
    return f"import.{kind.plural}.{text.fold(head)}"


def _remembered(state: State, kind: Kind, heads: list[str]) -> dict[str, str]:
    with register.read(state.register) as connection:
        rows = connection.execute(
            "SELECT key, value FROM setting WHERE substr(key, 1, :length) = :start",
            {"start": _setting(kind, ""), "length": len(_setting(kind, ""))},
        )
        known = {row["key"]: row["value"] for row in rows}
    return {head: known[_setting(kind, head)] for head in heads if _setting(kind, head) in known}


def _ask(kind: Kind, head: str) -> str:
    """Which field a column fills; blank when it is to be left out."""
    from wagamachi_cli.exchange.heads import field_of

    while True:
        answer = shell.ask(
            _("What is the column “{head}”? A field, or Enter to leave it out").format(
                head=text.visible(head)
            )
        )
        if not answer:
            return ""
        one = field_of(kind, answer)
        if one is not None and one.typed:
            return one.key
        shell.say(
            _("Fields: {fields}").format(
                fields=_(", ").join(f"{one.label} ({one.key})" for one in kind.typed_fields)
            )
        )


def _remember(state: State, kind: Kind, answers: Mapping[str, str]) -> None:
    with step(state, f"import {kind.plural} --map …") as session:
        from wagamachi_cli.model.file import put_setting

        for head, answer in answers.items():
            put_setting(session, _setting(kind, head), answer)


def _run(state: State, plan: Plan, source: Source, given: Given, form: Form | None) -> Outcome:
    """Import in one transaction, which is kept only if no row of it is bad.

    With --partial the bad rows are left out in a second one; a rule may then refuse others, which
    stood on those, and so on until what is left is right.
    """
    from wagamachi_cli.exchange.putting import Wish

    file = Path(given["file"])
    wish = Wish(
        new_only=bool(given.get("new_only")),
        replace=bool(given.get("replace")),
        origin=(str(file.resolve()), given.get("sheet")) if file.is_file() else None,
        anyway=given.get("anyway"),
        instead=bool(given.get("instead")),
    )
    dry = bool(given.get("dry_run"))
    if state.interactive and not dry and plan.year is None:
        _confirm_year(_attempt(state, plan, source, wish, form, dry=True))
    outcome = _attempt(state, plan, source, wish, form, dry=dry)
    while form and receiving.decide(state, form, outcome, given):
        outcome = _attempt(state, plan, source, wish, form, dry=dry)
    problems: list[Problem] = []
    while given.get("partial") and outcome.problems:
        problems += outcome.problems
        wish = replace(wish, without=frozenset(outcome.bad))
        outcome = _attempt(state, plan, source, wish, form, dry=dry)
    if outcome.problems:  # nothing of it is kept
        outcome.added = outcome.changed = 0
        outcome.replaced.clear()
        outcome.changes.clear()
    outcome.problems = sorted([*problems, *outcome.problems], key=lambda problem: problem.line)
    return outcome


def _confirm_year(tried: Outcome) -> None:
    """At a terminal ask whether days without a year lie where they were read; UsageError if not."""
    if tried.understood and not shell.confirm(
        _("Days without a year are read as {span}. Is it so?").format(span=_from_to(tried.understood))
    ):
        raise UsageError(_("Nothing was written."), _("Say the fiscal year with --set fy=R3."))


def _attempt(
    state: State, plan: Plan, source: Source, wish: Wish, form: Form | None, *, dry: bool
) -> Outcome:
    from wagamachi_cli.exchange.importing import Importer

    command = f"import {plan.kind.plural}"
    # What is not to be kept needs no copy of the day.
    writing = register.write(state.register, command, state.today) if dry else step(state, command)
    try:
        with writing as session, progress.telling() as say:
            importer = form.importer if form else Importer

            def told(rows: int) -> None:
                say(_("{count} rows read …").format(count=f"{rows:,}"))

            outcome = importer(session, plan, state.today, wish).run(source, told)
            if dry or outcome.problems or not (outcome.added or outcome.changed):
                raise _TakeBack
    except _TakeBack:
        pass
    return outcome


import_ = options.function(
    [
        options.argument(
            "kind", Label("種類（activities、開催 など）", "what it holds (activities …)"), "KIND"
        ),
        options.argument(
            "file",
            Label("CSV・TSV・.xlsx のファイル（- は標準入力）", "a CSV, TSV or .xlsx file (- is stdin)"),
            "FILE",
        ),
        options.flag(
            "dry_run", Label("書き込まず、どうなるかだけ示す", "write nothing, say what would happen")
        ),
        options.flag(
            "partial", Label("誤りのある行を除いて取り込む", "take in the good rows, hand back the bad ones")
        ),
        options.flag(
            "new_only",
            Label(
                "既にある記録を変えない（変わる行は誤りとする）", "change no record; a row that would is bad"
            ),
        ),
        options.flag(
            "as_new",
            Label(
                "別の台帳のシートを、番号を使わずに新しい記録として取り込む",
                "take in a sheet of another register as new records, passing over its ids",
            ),
        ),
        options.flag(
            "replace",
            Label(
                "台帳の日付より大まかな日付でも置き換える",
                "replace a time even by one that is known less exactly",
            ),
        ),
        options.option(
            "for",
            Label("この開催の予約・お渡し（フォームや受付名簿）", "of this event (a form, a reception list)"),
            "EVENT",
        ),
        options.flag(
            "with_hidden",
            Label("非表示の行や取り消し線の行も取り込む", "take in rows that are hidden or struck out, too"),
        ),
        options.option("sheet", Label("ブックのシート名", "the sheet of the workbook"), "NAME"),
        options.option("head_row", Label("見出しの行の番号", "the number of the row of heads"), "N"),
        options.option(
            "fill_down",
            Label("空欄を上の値で埋める列（結合セルなど）", "a column whose blanks mean what stands above"),
            "HEAD",
            many=True,
        ),
        options.option(
            "map",
            Label(
                "列と項目の対応（「見出し=」で読まない、「*=項目」で表の中身）",
                "which field a column fills (HEAD= leaves it out, *= is for the cells of a cross-table)",
            ),
            "HEAD=FIELD",
            many=True,
        ),
        options.option(
            "set",
            Label("すべての行に入れる値（年度=R3 など）", "a value for every row (kind=regular, year=R3)"),
            "FIELD=VALUE",
            many=True,
        ),
        options.option(
            "encoding",
            Label(
                "CSV の文字コード（省略時は UTF-8、cp932 の順に試す）",
                "the encoding of a CSV file (else UTF-8, then cp932 are tried)",
            ),
            "NAME",
        ),
        options.INSTEAD,
        options.ANYWAY,
        options.FORMAT,
    ],
    options.writing(_import),
)
"""``wagamachi import KIND FILE``."""
