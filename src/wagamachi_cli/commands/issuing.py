"""What ``wagamachi report issue``, ``editions`` and ``diff`` do: a report kept as it was handed over."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from wagamachi_cli import __version__, output, period, register, shell
from wagamachi_cli.commands import options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.commands.step import step
from wagamachi_cli.errors import UsageError
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.base import NOTE
from wagamachi_cli.language import LANGUAGES, _, speaking
from wagamachi_cli.pack import Pack
from wagamachi_cli.period import Period, Span
from wagamachi_cli.queries import editions
from wagamachi_cli.queries.editions import Edition
from wagamachi_cli.queries.measuring import Measuring
from wagamachi_cli.reports.editions import basis, correcting, figures, freezing, listing, summing
from wagamachi_cli.reports.editions.differing import Difference, differences
from wagamachi_cli.reports.facts import put
from wagamachi_cli.reports.periodic import making
from wagamachi_cli.sheet import Row
from wagamachi_cli.state import State, place
from wagamachi_cli.text import visible

if TYPE_CHECKING:
    from wagamachi_cli.model.base import Row as TableRow
    from wagamachi_cli.model.edition import Edition as Kept


def asked(given: Given, today: date, as_of: date | None = None) -> Period:
    """The period of a report that PERIOD means. UsageError (2)."""
    when = period.parse_period(options.needed(given, "period", "PERIOD"), today)
    name = making.NAMES.get(when.kind) if isinstance(when, Period) else None
    if not isinstance(when, Period) or name is None:
        raise UsageError(
            _("{period} is neither a month nor a quarter, half or year.").format(period=when.label),
            _("For example: {command}").format(command="wagamachi report issue R3Q3 --out DIR"),
        )
    return making.asked(name, when, today, as_of)


def number(given: Given, today: date) -> int | None:
    """The number of the edition that is asked for. UsageError (2)."""
    from wagamachi_cli.kinds.types import Number

    words = given.get("edition")
    return None if words is None else Number(minimum=1).read(words, today)


def thawed(connection: sqlite3.Connection, edition: Edition, *, internal: bool, language: str) -> Pack:
    """The report of an edition as it was frozen."""
    return freezing.thawed(editions.words(connection, edition, language, internal=internal))


def issue(state: State, given: Given) -> None:
    """Keep a report as it is and hand it over."""
    from wagamachi_cli.output import pack as files

    day = period.parse_as_of(given["as_of"], state.today) if given.get("as_of") else None
    when = asked(given, state.today, day)
    out, force = options.needed(given, "out", "--out"), bool(given.get("force"))
    target = options.target({**given, "output": None})
    only, internal = files.wanted(given.get("only")), bool(given.get("internal"))
    reason = given.get("reason")
    said = str(NOTE.type.read(reason, state.today)) if reason else None
    files.check(out, force)
    if state.interactive and not given.get("yes") and not _sure(state, when):
        shell.say(_("Nothing was issued."))
        return
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with register.read(state.register) as connection:
        former = editions.issued(connection, when)[-1:]
        said = _reason(state, when, former, said)
        reader = Measuring(connection, state.today, day)
        frozen = _frozen(connection, reader, when, former, said)
    mine = frozen.packs[state.language, internal]
    made = files.files(mine, only)
    edition = _edition(state, reader, mine, frozen, at)
    parts = _parts(mine, frozen, made)
    with ExitStack() as stack:
        # First the folder, then the commit: if that fails, the folder goes back to what it was.
        move_in = stack.enter_context(files.staged(made, out, force, public=not internal))
        with step(state, f"report issue {when.label}") as session:
            from wagamachi_cli.model.edition import keep

            keep(session, edition, parts)
            move_in()
    remember(state, out, internal=internal)
    _show(state, when, mine, out, target)


def _sure(state: State, when: Period) -> bool:
    """Whether the person at the terminal wants it issued."""
    with register.read(state.register) as connection:
        number = len(editions.issued(connection, when)) + 1
    question = _("Issue {period} as edition {number}? It is kept as it is, for good.")
    return shell.confirm(question.format(period=when.label, number=number))


def remember(state: State, out: str, *, internal: bool) -> None:
    """Keep in mind where a report that shows everything was written."""
    if internal:
        from wagamachi_cli.register.remains import wrote

        wrote(state.register, "pack", place(out))


def _reason(state: State, when: Period, former: list[Edition], said: str | None) -> str | None:
    """Why there is another edition: needed from the second on."""
    if not former or said:
        return said
    if state.interactive and (answer := shell.ask(_("Why is another edition issued?"))):
        return answer
    raise UsageError(
        _("{period} was issued already (edition {number}, {day}): another edition needs --reason.").format(
            period=when.label, number=former[0].number, day=Span.day(former[0].issued).human()
        ),
        _("See what has changed: {command}").format(command=f"wagamachi report diff {when.label}"),
    )


@frozen
class _Frozen:
    """What is kept of the register.

    The report for every reader in every language, marked where it differs from the edition before;
    what its numbers rest on, by measure; what it tells of small ones.
    """

    packs: Mapping[tuple[str, bool], Pack]
    bases: Mapping[str, str]
    told: str


def _frozen(
    connection: sqlite3.Connection,
    reader: Measuring,
    when: Period,
    former: list[Edition],
    reason: str | None,
) -> _Frozen:
    from wagamachi_cli.commands.periodic import house

    report = making.Making(reader, when, house(connection))
    packs = {}
    for language in LANGUAGES:
        with speaking(language):
            for internal in (False, True):
                pack = summing.noted(connection, report.pack(internal=internal))
                pack = replace(pack, edition=1, reason=reason or "")
                for edition in former:
                    then = thawed(connection, edition, internal=internal, language=language)
                    pack = replace(correcting.corrected(pack, then), edition=edition.number + 1)
                packs[language, internal] = pack
    return _Frozen(packs, basis.every(reader, when), put(report.hiding.facts()))


def _edition(state: State, reader: Measuring, mine: Pack, frozen: _Frozen, at: str) -> Kept:
    """The edition as a row."""
    from wagamachi_cli.model import edition as kept

    return kept.Edition(
        report=mine.name,
        period_from=mine.period.start.isoformat(),
        period_to=mine.period.last.isoformat(),
        number=mine.edition or 1,
        as_of=reader.as_of.isoformat(),
        bounded=int(reader.bounded),
        issued=state.today.isoformat(),
        at=at,
        language=mine.language,
        internal=int(mine.internal),
        reason=mine.reason or None,
        version=__version__,
        told=editions.packed(frozen.told.encode()),
    )


def _parts(mine: Pack, frozen: _Frozen, made: Mapping[str, bytes]) -> list[TableRow]:
    """What belongs to the edition: its numbers, words, files, and what they rest on."""
    from wagamachi_cli.model import edition as kept
    from wagamachi_cli.output.pack.keeping import compact

    seen = figures.seen(frozen.packs[mine.language, True], frozen.packs[mine.language, False])
    numbers = [
        kept.EditionNumber(
            edition_id=0,
            **place._asdict(),
            value=None if one.value is None else str(one.value),
            sign=one.sign,
            hidden=int(one.hidden),
        )
        for place, one in seen.items()
    ]
    words = [
        kept.EditionPack(
            edition_id=0,
            language=language,
            internal=int(internal),
            content=editions.packed(freezing.frozen(pack).encode()),
        )
        for (language, internal), pack in frozen.packs.items()
    ]
    files = [
        kept.EditionFile(
            edition_id=0,
            path=path,
            sha256=sha256(made[path]).hexdigest(),
            content=editions.packed(data),
        )
        for path, data in compact(made).items()
    ]
    rests = [
        kept.EditionBasis(edition_id=0, measure=code, content=editions.packed(text.encode()))
        for code, text in frozen.bases.items()
    ]
    return [*numbers, *words, *files, *rests]


def _show(state: State, when: Period, mine: Pack, out: str, target: output.Target) -> None:
    with register.read(state.register) as connection:
        sheet = listing.listed([editions.one(connection, when, mine.edition)])
    output.show_record(sheet, target, title=_("Issued"))
    if target.format != "json":
        shell.say(
            _("Edition {number} of {period} is issued; its files are in {folder}.").format(
                number=mine.edition, period=when.label, folder=visible(out)
            )
        )


def issued(state: State, given: Given) -> None:
    """What was issued."""
    target = options.target(given)
    when = asked(given, state.today) if given.get("period") else None
    with register.read(state.register) as connection:
        sheet = listing.listed(editions.issued(connection, when))
    output.show_sheet(sheet, target, title=_("Issued editions"))


def diff(state: State, given: Given) -> None:
    """What the register now says differently from an edition."""
    target = options.target(given)
    wanted, when = number(given, state.today), asked(given, state.today)
    with register.read(state.register) as connection:
        edition, found, names = difference(connection, when, wanted, state.today)
    if target.format == "json":
        output.show_object(listing.as_object(edition, found), target)
        return
    output.show_sheet(listing.changes(edition, found, names), target, title=listing.headline(edition))
    if not found:
        shell.say(_("The register says what edition {number} says.").format(number=edition.number))


def difference(
    connection: sqlite3.Connection, when: Period, wanted: int | None, today: date
) -> tuple[Edition, list[Difference], dict[tuple[str, str], str]]:
    """What the register now says differently from an edition (the last one), and the names of parts.

    NotFoundError (3).
    """
    from wagamachi_cli.commands.periodic import house

    edition = editions.one(connection, when, wanted)
    reader = Measuring(connection, today, edition.counted_to)
    pack = making.Making(reader, when, house(connection)).pack(internal=True)
    rows: list[Row] = [*editions.numbers(connection, edition)]
    found = differences(connection, reader, edition, figures.by_place(rows), figures.numbers(pack))
    former = thawed(connection, edition, internal=True, language=pack.language)
    return edition, found, figures.names(former) | figures.names(pack)
