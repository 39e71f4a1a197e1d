"""What an import says afterwards: the summary, the bad rows, and the file that hands them back."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wagamachi_cli import errors, shell, text
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import Findings, OutputError, UsageError
from wagamachi_cli.language import _, running
from wagamachi_cli.period import Span, era_date
from wagamachi_cli.sheet import Column, Sheet

if TYPE_CHECKING:
    from wagamachi_cli.exchange.files import Source
    from wagamachi_cli.exchange.heads import Plan
    from wagamachi_cli.exchange.putting import Changed, Outcome, Problem
    from wagamachi_cli.output import Target
    from wagamachi_cli.sheet import Value

_MOST_SHOWN, _MOST_LINES = 20, 5
_MOST_IN_JSON = 1_000


class Back:
    """The file that hands bad rows back: beside the sheet, or in the current folder for stdin.

    OutputError (6) when a file of that name is not one that an import has written, or, where rows
    will be written all the same (``partial``), when it cannot be made.
    """

    def __init__(self, name: str, partial: bool) -> None:
        self.path = Path("import.errors.csv" if name == "-" else f"{name}.errors.csv")
        self.shown = text.visible(str(self.path))
        self.written, self._partial, self._name = False, partial, name
        self._refuse_foreign()
        if partial:
            from wagamachi_cli.output.target import check_path

            check_path(self.path, force=True)

    def _refuse_foreign(self) -> None:
        if self.path.exists() and not _is_ours(self.path):
            raise OutputError(
                _("{file} is there already, and no import has written it.").format(file=self.shown),
                _("Move it away: bad rows would be handed back in it."),
            )

    def write(self, source: Source, plan: Plan, outcome: Outcome) -> None:
        """Write the bad rows (where nothing was taken, all); if that fails, the screen is all there is."""
        from wagamachi_cli.exchange.importing import handed_back
        from wagamachi_cli.output.target import check_path, save

        try:
            rows = handed_back(source, plan, outcome, all_rows=not self._partial)
            save(check_path(self.path, force=True), rows)
            self.written = True
        except OutputError as error:
            errors.warn(error.message)

    def clear(self) -> None:
        """All rows have come in: what an earlier import handed back of them is not needed any more."""
        mine = [Path(self._name)] if self._name.endswith(".errors.csv") else []
        for path in (self.path, *mine):
            if path.is_file() and _is_ours(path):
                with contextlib.suppress(OSError):
                    path.unlink()
                    errors.warn(
                        _("{file} was removed: its rows are in.").format(file=text.visible(str(path)))
                    )


def _is_ours(path: Path) -> bool:
    """Whether an import has written this file of bad rows."""
    from wagamachi_cli.exchange import files
    from wagamachi_cli.exchange.heads import REASON

    try:
        with files.opened(str(path)) as source:
            return any(
                cells and cells[-1] in (REASON.ja, REASON.en)
                for number, cells in source.rows()
                if number < 100
            )
    except UsageError:
        return False


def tell(plan: Plan, outcome: Outcome, target: Target, given: Given) -> None:
    """The summary on stdout; what was noticed, and the bad rows, on stderr."""
    from wagamachi_cli.output import show_object, show_record

    if outcome.replaced and not given.get("dry_run"):
        from wagamachi_cli.commands.records import tell_replaced

        tell_replaced(outcome.replaced)
    _mention(outcome, [plan.named(place) for place in sorted(outcome.left_out)])
    _warn_of_times(outcome)
    _warn_of_gone(plan, outcome)
    counts = {
        "added": outcome.added,
        "changed": outcome.changed,
        "same": outcome.same,
        "skipped": outcome.skipped,
        "bad": len(outcome.bad),
    }
    if target.format == "json":
        listed = [
            {"line": problem.line, "column": problem.column or None, "reason": problem.reason}
            for problem in outcome.problems[:_MOST_IN_JSON]
        ]
        aside = sorted((line, why) for why, lines in outcome.asides.items() for line in lines)
        show_object(
            {
                "kind": plan.kind.plural,
                **counts,
                "zeros": outcome.zeros,
                "replaced": outcome.replaced,
                "dry_run": bool(given.get("dry_run")),
                "asides": [{"line": line, "why": why} for line, why in aside[:_MOST_IN_JSON]],
                "changes": [_as_data(one) for one in outcome.changes],
                "stands": [{"line": one.line, **_as_data(one)} for one in outcome.vaguer],
                "gone": [identifier for identifier, _name in outcome.gone],
                "errors": listed,
            },
            target,
        )
        return
    labels = (_("added"), _("changed"), _("same as before"), _("passed over"), _("bad rows"))
    columns = (
        Column("kind", _("kind")),
        *(Column(key, label, kind="number") for key, label in zip(counts, labels, strict=True)),
    )
    show_record(Sheet(columns, ({"kind": str(plan.kind.label), **counts},)), target)
    if target.for_eyes:
        _tell_changes(plan, outcome.changes, whole=bool(given.get("dry_run")))
    _tell_problems(outcome.problems)
    if given.get("dry_run"):
        shell.say(_("Nothing was written: --dry-run."))


def _tell_changes(plan: Plan, changes: list[Changed], *, whole: bool) -> None:
    """What becomes of each field; of what is written only the first, the log knows the rest."""
    shown = changes if whole else changes[:_MOST_SHOWN]
    for one in shown:
        shell.say(
            _("{kind} {id} {name}: {field} {before} → {after}").format(
                kind=plan.kind.label,
                id=one.id,
                name=one.name,
                field=one.field.label,
                before=_told(one, one.before),
                after=_told(one, one.after),
            )
        )
    if len(shown) < len(changes):
        shell.say(
            _("… and {count} more changes; all of them: {command}").format(
                count=len(changes) - len(shown), command="wagamachi log"
            )
        )


def _told(one: Changed, value: Value) -> str:
    """A value as ``list`` would show it: free text that no list has stays out of sight."""
    from wagamachi_cli.sheet import human

    return "…" if _is_private(one) else human(value) or _("(blank)")


def _is_private(one: Changed) -> bool:
    from wagamachi_cli.kinds.types import Words

    return isinstance(one.field.type, Words) and one.field.type.free and not one.field.listed


def _as_data(one: Changed) -> dict[str, Any]:
    from wagamachi_cli.sheet import machine

    before, after = ("…", "…") if _is_private(one) else (machine(one.before), machine(one.after))
    return {"id": one.id, "field": one.field.key, "before": before, "after": after}


def _warn_of_times(outcome: Outcome) -> None:
    """Times that the sheet knows less exactly than the register, which stand."""
    for one in outcome.vaguer[:_MOST_SHOWN]:
        errors.warn(
            _("Row {row}: {field} {before} of {name} ({id}) stands; the sheet says only {after}.").format(
                row=one.line,
                field=one.field.label,
                before=_told(one, one.before),
                name=one.name,
                id=one.id,
                after=_told(one, one.after),
            )
        )
    if outcome.vaguer:
        errors.warn(
            _("{count} times stand as they are known exactly; to replace them: --replace").format(
                count=len(outcome.vaguer)
            )
        )


def _warn_of_gone(plan: Plan, outcome: Outcome) -> None:
    """Records of which this file told before and tells no more."""
    if not outcome.gone:
        return
    shown = [f"{name} ({identifier})" for identifier, name in outcome.gone[:_MOST_LINES]]
    names = _(", ").join(shown)
    if len(outcome.gone) > _MOST_LINES:
        names = _("{names} and {count} more").format(names=names, count=len(outcome.gone) - _MOST_LINES)
    identifiers = " ".join(str(identifier) for identifier, _name in outcome.gone[:_MOST_LINES])
    errors.warn(
        _(
            "These came from this file before and are not in it now: {names}. If their rows were mended, "
            "remove the old ones: {command}"
        ).format(names=names, command=f"wagamachi {plan.kind.command} remove {identifiers} --reason …")
    )


def _mention(outcome: Outcome, left_out: list[str]) -> None:
    """What a person might wonder about: rows and columns that were passed over."""
    said = {
        "example": _("the example row"),
        "total": _("rows of totals"),
        "gap": _("rows of vacant posts"),
        "hidden": _("hidden rows (--with-hidden takes them)"),
        "struck": _("rows that are struck out (--with-hidden takes them)"),
        "footnote": _("footnotes"),
        "blank": _("rows left blank"),
    }
    if outcome.asides:
        errors.warn(
            _("Passed over: {what}.").format(
                what=_(", ").join(
                    _("{what} ({count}; row {rows})").format(
                        what=said[aside], count=len(lines), rows=_some(lines)
                    )
                    for aside, lines in outcome.asides.items()
                )
            )
        )
    if outcome.understood:
        errors.warn(
            _("Days without a year were read as {span}; say another year with --set fy=R3.").format(
                span=from_to(outcome.understood)
            )
        )
    if outcome.ended:
        rows = [f"{line} {text.shorten(said, 30)}" for line, said in outcome.ended.items()]
        errors.warn(
            _("Remarks say that something rests or is over; record it as well: row {rows}").format(
                rows=_(", ").join(rows[:_MOST_SHOWN])
            )
        )
    if outcome.zeros:
        errors.warn(
            _("Cells with 0 or a sign for nothing (× – …) were passed over: {count}.").format(
                count=outcome.zeros
            )
        )
    if outcome.crossed:
        errors.warn(
            _("Single cells are struck out and were taken in all the same: row {rows}.").format(
                rows=_some(outcome.crossed)
            )
        )
    if left_out:
        errors.warn(_("Columns that were not read: {heads}.").format(heads=_(", ").join(left_out)))


def from_to(span: Span) -> str:
    """From the first day to the last, by era: R3.4.5 – R4.3.1."""
    first, last = era_date(span.first), era_date(span.last)
    return first if first == last else f"{first} – {last}"


def _some(lines: list[int]) -> str:
    """The numbers of the first few rows, and how many more there are."""
    rows = _(", ").join(map(str, lines[:_MOST_LINES]))
    if len(lines) > _MOST_LINES:
        rows = _("{rows} and {count} more").format(rows=rows, count=len(lines) - _MOST_LINES)
    return rows


def _tell_problems(problems: list[Problem]) -> None:
    """The bad rows, those with the same reason together."""
    grouped: dict[tuple[str, str], list[int]] = {}
    for problem in problems:
        grouped.setdefault((problem.column, problem.reason), []).append(problem.line)
    for (column, reason), lines in list(grouped.items())[:_MOST_SHOWN]:
        said = _("Row {rows}, {column}: {reason}") if column else _("Row {rows}: {reason}")
        shell.say(said.format(rows=_some(lines), column=column, reason=reason))
    if len(grouped) > _MOST_SHOWN:
        shell.say(_("… and {count} more reasons").format(count=len(grouped) - _MOST_SHOWN))


def findings(outcome: Outcome, given: Given, back: Back) -> Findings:
    """Exit 1: how many rows are bad, and what to do about them."""
    count = len(outcome.bad)
    if given.get("partial") and not given.get("dry_run"):
        message = _("{count} rows are bad and were left out; the others are in.").format(count=count)
    else:
        message = _("{count} rows are bad: nothing was written.").format(count=count)
    hint = _("Correct the sheet and import it again; what is in already is not added twice.")
    if back.written:
        hint = _("Mend {file} and import it in the same way; what is in already is not added twice.").format(
            file=back.shown
        )
        if not given.get("partial"):
            hint = running(
                _("Mend the sheet, or {file}, which holds all rows, and import it in the same way.").format(
                    file=back.shown
                ),
                _("With --partial the good rows go in now."),
            )
    return Findings(message, hint)
