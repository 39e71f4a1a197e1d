"""``wagamachi demo``: a scratch register of the source document: its tables, its charts, a whole report."""

from __future__ import annotations

import json
import secrets
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wagamachi_cli import output, register, seed, shell
from wagamachi_cli.commands import options, periodic
from wagamachi_cli.commands.fiction import Fiction
from wagamachi_cli.commands.fictional_food import WRITTEN
from wagamachi_cli.commands.options import Given
from wagamachi_cli.commands.start import run_script
from wagamachi_cli.errors import OutputError, RegisterError, reason
from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import Label, _
from wagamachi_cli.output import Target
from wagamachi_cli.pack import Pack
from wagamachi_cli.period import Period
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.register import opening
from wagamachi_cli.reports.activity import activity
from wagamachi_cli.reports.areas import areas
from wagamachi_cli.reports.council import council
from wagamachi_cli.reports.meeting import meeting
from wagamachi_cli.reports.placement import placement
from wagamachi_cli.reports.requests import requests
from wagamachi_cli.reports.sessions import sessions
from wagamachi_cli.reports.trend import Question
from wagamachi_cli.sheet import Report
from wagamachi_cli.state import State
from wagamachi_cli.text import visible

if TYPE_CHECKING:
    from sqlmodel import Session

FOLDER = "wagamachi-demo"
_HAPPENED = ("meeting.held", "session.held", "help.requests")
"""The quarter's report is of the last quarter in which one of these was recorded."""
REGISTER = "wagamachi.db"
_MARK = "wagamachi-demo.json"
_CHARTS = ("placement", "council", "activity")


def _demo(state: State, given: Given) -> None:
    from wagamachi_cli.output.pack import place

    asked = given.get("dir") or FOLDER
    folder = _checked(asked)
    building = folder.parent / f".wagamachi-{secrets.token_hex(6)}"
    try:
        building.mkdir()
        reports, made = _build(building, state.today)
        names = sorted([*(path.name for path in building.iterdir()), _MARK])
        (building / _MARK).write_text(json.dumps({"files": names}, indent=2) + "\n", encoding="utf-8")
        folder.mkdir(exist_ok=True)
        for name in names:
            (building / name).replace(folder / name)
        place.put(folder, made, public=True)
    except OSError as error:
        raise OutputError(
            _("The folder {folder} cannot be written: {reason}.").format(
                folder=visible(str(folder)), reason=reason(error)
            ),
            _("Give another folder: {command}").format(command="wagamachi demo DIR"),
        ) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    for number, report in enumerate(reports):
        if number:
            sys.stdout.write("\n")
        output.show_report(report, Target.of())
    _say_next(Path(asked), [page for page in made if page.startswith("report.")])


def _checked(name: str) -> Path:
    """The folder, if it is new, empty, or one that a demo made; OutputError elsewise."""
    from wagamachi_cli.output.folder import check_place, names

    folder = check_place(name)
    present = names(folder)
    if present and _MARK not in present:
        raise OutputError(
            _("The folder {folder} holds other files.").format(folder=visible(name)),
            _("Give another folder: {command}").format(command="wagamachi demo DIR"),
        )
    if (folder / REGISTER).exists() and not _untouched(folder / REGISTER):
        raise OutputError(
            _("The register of the demo has been written to since: {path}").format(
                path=visible(str(folder / REGISTER))
            ),
            _("Go on with it: {command}; or give another folder: {demo}").format(
                command=f"wagamachi --db {shell.quoted(str(Path(name) / REGISTER))} …",
                demo="wagamachi demo DIR",
            ),
        )
    return folder


def _untouched(path: Path) -> bool:
    """Whether a demo's register holds what the demo wrote and nothing else, as far as it can be read."""
    with suppress(RegisterError), opening.snapshot(path) as connection:
        further = connection.execute(
            "SELECT 1 FROM history_command WHERE command <> 'demo'"
            " AND NOT (kind = 'floor' AND command LIKE 'migrate %') LIMIT 1"
        ).fetchone()
        return further is None
    return False


def _build(folder: Path, today: date) -> tuple[list[Report], dict[str, bytes]]:
    """Make the register and the charts in ``folder``; the reports to be shown, the files of a quarter's.

    The source document's reports are read before anything fictional is written.
    """

    def fill(session: Session) -> None:
        run_script(session, seed.choices_sql())
        run_script(session, seed.seed_sql())

    register.create(folder / REGISTER, "demo", today, fill)
    with register.read(folder / REGISTER) as connection:
        reader = Measuring(connection, today)
        year = Period.containing(reader.last_day(MEASURES["meeting.held"]) or today, "fy")
        reports = [
            placement(reader, Question()),
            council(reader, Question()),
            activity(reader, Question()),
            meeting(reader, Question(year)),
        ]
    for report in reports:
        if report.name in _CHARTS and report.chart:
            output.write_chart(report.chart, folder / f"{report.name}.png")
    with register.write(folder / REGISTER, "demo", WRITTEN) as session:
        Fiction(session).fill()
    with register.read(folder / REGISTER) as connection:
        reader = Measuring(connection, today)
        fictional = [made(reader, Question(year)) for made in (sessions, requests, areas)]
        last = max(reader.last_day(MEASURES[code]) or year.start for code in _HAPPENED)
        quarter = periodic.pack(connection, Period.containing(last, "quarter"), today)
    return [*reports, *(_marked(report) for report in fictional)], _files(quarter)


def _files(pack: Pack) -> dict[str, bytes]:
    """The files of a report, as far as what they need is installed."""
    from wagamachi_cli.output import pack as files

    title = _("{title} (fictional records)").format(title=pack.title)
    try:
        kinds = files.wanted(None)
    except OutputError:
        kinds = files.wanted("md,html,csv,png")
    return files.files(replace(pack, title=title), kinds)


def _marked(report: Report) -> Report:
    """A report that says of itself that it counts what never happened."""
    return replace(report, title=_("{title} (fictional records)").format(title=report.title))


def _say_next(folder: Path, pages: Sequence[str]) -> None:
    """Where things are (``pages``: the report's), and what to try."""
    database = folder / REGISTER
    with suppress(ValueError):
        database = database.relative_to(Path.cwd())
    begin = f"{shell.called()} --db {shell.quoted(str(database))}"
    shell.say("")
    shell.say(
        _("The charts are in {folder}: {names}").format(
            folder=folder, names=" ".join(f"{name}.png" for name in _CHARTS)
        )
    )
    shell.say(_("A whole quarterly report is there too: {names}").format(names=" ".join(pages)))
    shell.say(_("To try next, on the scratch register:"))
    for command in (
        "report activity --cumulative",
        "report consultant R3",
        "report pantry R3Q3",
        "report network R3",
        "report support R3 --by council",
        "report why R3 activity.started",
        "activity add つくしサロン --category 居場所 --started 今日 --council 架空台",
        "report reconcile",
    ):
        shell.say(f"  {begin} {command}")
    shell.say(_("To begin a register of your own:"))
    shell.say(f"  {shell.called()} init")


demo = options.function(
    [
        options.argument(
            "dir",
            Label(f"図と台帳を置くフォルダー（省略時は {FOLDER}）", f"where to put them (else {FOLDER})"),
            "DIR",
        )
    ],
    _demo,
)
