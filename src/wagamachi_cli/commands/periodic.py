"""What ``wagamachi report quarter|half|year|month`` do: the report of a period, on screen or as files."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

from wagamachi_cli import __version__, period, register, shell
from wagamachi_cli.commands import issuing, options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import RegisterError, UsageError
from wagamachi_cli.language import _
from wagamachi_cli.output import show_object
from wagamachi_cli.output.target import check_path, save
from wagamachi_cli.pack import Pack
from wagamachi_cli.period import Period
from wagamachi_cli.queries import editions, settings
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports import facts
from wagamachi_cli.reports.editions import summing
from wagamachi_cli.reports.periodic import making
from wagamachi_cli.state import State
from wagamachi_cli.text import visible


def house(connection: sqlite3.Connection) -> making.House:
    """Whose reports they are, as the register says."""
    return making.House(
        settings.value(connection, "organisation"),
        int(settings.value(connection, "threshold")),
        __version__,
    )


def pack(
    connection: sqlite3.Connection,
    when: Period,
    today: date,
    as_of: date | None = None,
    *,
    internal: bool = False,
) -> Pack:
    """The report of a period (of a kind in making.NAMES), as the register says it now."""
    return _pack(connection, _making(connection, when, today, as_of), internal)


def _making(connection: sqlite3.Connection, when: Period, today: date, as_of: date | None) -> making.Making:
    return making.Making(Measuring(connection, today, as_of), when, house(connection))


def _pack(connection: sqlite3.Connection, report: making.Making, internal: bool) -> Pack:
    return summing.noted(connection, report.pack(internal=internal))


def report(name: str, state: State, given: Given) -> None:
    """The report of a period (a key of making.REPORTS), on screen or as files."""
    from wagamachi_cli.output import pack as files
    from wagamachi_cli.output.pack import manifest, showing

    words, day = given.get("period"), given.get("as_of")
    as_of = period.parse_as_of(day, state.today) if day else None
    when = making.asked(name, period.parse_period(words, state.today) if words else None, state.today, as_of)
    if given.get("form"):
        _fill(state, given, when, as_of)
        return
    number = issuing.number(given, state.today)
    if number is not None and as_of is not None:
        raise UsageError(
            _("An edition has its own day: --as-of does not go together with --edition."),
            _("Leave out one of them."),
        )
    out, force, internal = given.get("out"), bool(given.get("force")), bool(given.get("internal"))
    only = None
    if out:
        _check_alone(given)
        only = files.wanted(given["only"]) if given.get("only") or number is None else None
        files.check(out, force, alone=True)
    elif given.get("only"):
        raise UsageError(_("--only says which files a folder shall have."), _("Add --out DIR."))
    alone = _alone(given, force)
    target = options.target({**given, "output": None} if alone else given, public=not internal)
    kept: dict[str, bytes] = {}
    told: str | None = None
    with register.read(state.register) as connection:
        if number is None:
            report = _making(connection, when, state.today, as_of)
            made = _pack(connection, report, internal)
            told = _tells(connection, report, when) if (out or alone) and not internal else None
        else:
            edition = editions.one(connection, when, number)
            made = issuing.thawed(connection, edition, internal=internal, language=state.language)
            if (edition.language, edition.internal) == (made.language, internal):
                kept = editions.files(connection, edition)
    if alone:
        _handed_over(state, when, told)
        kind = alone.suffix.lower().removeprefix(".")
        data = files.again(kept, made, files.wanted(kind))[f"report.{kind}"]
        save(alone, data, public=not internal)
    if not out:
        if not alone:
            showing.show(made, target)
        return
    written = files.again(kept, made, only)
    with files.staged(written, out, force, public=not internal) as move_in:
        _handed_over(state, when, told)
        move_in()
    issuing.remember(state, out, internal=internal)
    if target.format == "json":
        show_object({"folder": str(Path(out).absolute()), **json.loads(written[manifest.NAME])}, target)
    elif state.interactive:
        shell.say(_("The report is in {folder}.").format(folder=visible(out)))


def _tells(connection: sqlite3.Connection, report: making.Making, when: Period) -> str | None:
    """What the public report tells of small numbers beside what it told before; None if nothing more."""
    before = editions.handed_over(connection, when)
    told = facts.together(before, report.hiding.facts())
    return None if told == before else editions.packed(told.encode())


def _handed_over(state: State, when: Period, told: str | None) -> None:
    """Note that a public report goes out, so that no later one gives away what it hides.

    Where the register cannot be written, the report is more urgent: it is said that nothing was noted.
    """
    from wagamachi_cli.register.handed import note

    if told is None:
        return
    try:
        note(state.register, when, state.today, told)
    except RegisterError:
        shell.say(
            _(
                "The register could not note that this report was written: a later one may tell what can be"
                " subtracted from it. When it is handed over: {command}"
            ).format(command=f"wagamachi report issue {when.label} --out DIR")
        )


def _fill(state: State, given: Given, when: Period, as_of: date | None) -> None:
    """The city's form, filled."""
    from wagamachi_cli.commands import forming
    from wagamachi_cli.output import Target

    blank, path, words = forming.read(given)
    internal = bool(given.get("internal"))
    with register.read(state.register) as connection:
        report = _making(connection, when, state.today, as_of)
        data = forming.filled(blank, words, report.numbers(internal=internal))
        told = None if internal else _tells(connection, report, when)
    _handed_over(state, when, told)
    save(path, data, public=not internal)
    if given.get("format") == "json":
        count = sum(1 for _place in blank.places())
        show_object({"form": given["form"], "output": str(path), "filled": count}, Target("json"))
    elif state.interactive:
        shell.say(_("The filled form is {file}.").format(file=visible(given["output"])))


def _alone(given: Given, force: bool) -> Path | None:
    """The one file of the pack that ``-o`` names by its suffix; None where it is a table as any other."""
    from wagamachi_cli.output import pack as files

    path = str(given.get("output") or "")
    kind = Path(path).suffix.lower().removeprefix(".")
    if kind not in files.ALONE:
        return None
    files.wanted(kind)
    return check_path(path, force)


def _check_alone(given: Given) -> None:
    """The files of a folder have their own formats; UsageError where another file is asked for besides."""
    for key in ("output", "encoding"):
        if given.get(key):
            raise UsageError(
                _("--{option} does not go together with --out.").format(option=key),
                _("Say with --only which files the folder shall have."),
            )
