"""The issued editions: what was issued when, and what is kept of it."""

from __future__ import annotations

import json
import sqlite3
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import date

from wagamachi_cli.errors import NotFoundError
from wagamachi_cli.frozen import frozen
from wagamachi_cli.kinds.tables import kept
from wagamachi_cli.language import _
from wagamachi_cli.period import Period, Span
from wagamachi_cli.sheet import Row


@frozen
class Edition:
    """An issued report; ``at`` is the moment (UTC, ISO) up to which the register is in it.

    It counts up to ``as_of``; ``bounded`` says that somebody asked for that day.
    """

    id: int
    report: str
    period: Period
    number: int
    as_of: date
    bounded: bool
    issued: date
    at: str
    language: str
    internal: bool
    reason: str | None
    version: str

    @property
    def day(self) -> date:
        """The day that its numbers are of."""
        return min(self.as_of, self.period.last)

    @property
    def counted_to(self) -> date | None:
        """The day up to which the register has to be counted to compare it; None for all of the period."""
        return self.as_of if self.bounded or self.as_of < self.period.last else None


def packed(data: bytes) -> str:
    """Bytes as a table keeps them: text, as short as may be."""
    return b64encode(zlib.compress(data, 9)).decode("ascii")


def unpacked(text: str) -> bytes:
    """What ``packed`` was given; nothing where the text is damaged."""
    try:
        return zlib.decompress(b64decode(text))
    except (ValueError, zlib.error):
        return b""


def issued(connection: sqlite3.Connection, period: Period | None = None) -> list[Edition]:
    """Every edition, or those of a period, by period and number."""
    rows = connection.execute(
        "SELECT id, report, period_from, period_to, number, as_of, bounded, issued, at, language, internal,"
        " reason, version FROM edition ORDER BY period_from, period_to, number"
    )
    made = [_edition(row) for row in rows]
    return [one for one in made if period in (None, one.period)]


def latest(connection: sqlite3.Connection) -> list[Edition]:
    """The last edition of each period."""
    return list({one.period: one for one in issued(connection)}.values())


def one(connection: sqlite3.Connection, period: Period, number: int | None = None) -> Edition:
    """The edition ``number`` of a period, or its last one. NotFoundError (3)."""
    editions = issued(connection, period)
    for edition in reversed(editions):
        if number in (None, edition.number):
            return edition
    if editions:
        raise NotFoundError(
            _("{period} has no edition {number}; the last one is {last}.").format(
                period=period.label, number=number, last=editions[-1].number
            ),
            _("See what was issued: {command}").format(command="wagamachi report editions"),
        )
    raise NotFoundError(
        _("{period} has not been issued.").format(period=period.label),
        _("To issue it: {command}").format(command=f"wagamachi report issue {period.label} --out DIR"),
    )


def words(connection: sqlite3.Connection, edition: Edition, language: str, *, internal: bool) -> str:
    """The whole report of an edition, as it was frozen."""
    row = connection.execute(
        "SELECT content FROM edition_pack WHERE edition_id = ? AND language = ? AND internal = ?",
        (edition.id, language, int(internal)),
    ).fetchone()
    return unpacked(row[0]).decode()


def numbers(connection: sqlite3.Connection, edition: Edition) -> Iterator[Row]:
    """The numbers of an edition."""
    rows = connection.execute(
        "SELECT measure, split, key, period, value, sign, hidden FROM edition_number"
        " WHERE edition_id = ? ORDER BY id",
        (edition.id,),
    )
    for row in rows:
        yield dict(zip(("measure", "split", "key", "period", "value", "sign", "hidden"), row, strict=True))


def bases(connection: sqlite3.Connection, edition: Edition) -> dict[str, str]:
    """What the numbers of an edition rest on, by the code of the measure."""
    rows = connection.execute(
        "SELECT measure, content FROM edition_basis WHERE edition_id = ?", (edition.id,)
    )
    return {code: unpacked(content).decode() for code, content in rows}


def files(connection: sqlite3.Connection, edition: Edition) -> dict[str, bytes]:
    """The files of an edition as they are kept, in the order in which they were made."""
    rows = connection.execute(
        "SELECT path, content FROM edition_file WHERE edition_id = ? ORDER BY id", (edition.id,)
    )
    return {path: unpacked(content) for path, content in rows}


def checksums(connection: sqlite3.Connection, edition: Edition) -> dict[str, str]:
    """The SHA-256 of every file of an edition as it was handed over."""
    rows = connection.execute(
        "SELECT path, sha256 FROM edition_file WHERE edition_id = ? ORDER BY id", (edition.id,)
    )
    return dict(rows.fetchall())


def _edition(row: sqlite3.Row) -> Edition:
    number, report, first, last, *rest = tuple(row)
    period = Span(date.fromisoformat(first), date.fromisoformat(last)).period
    assert period is not None  # noqa: S101 - only whole months are issued
    edition, as_of, bounded, day, at, language, internal, reason, version = rest
    return Edition(
        number,
        report,
        period,
        edition,
        date.fromisoformat(as_of),
        bool(bounded),
        date.fromisoformat(day),
        at,
        language,
        bool(internal),
        reason,
        version,
    )


def changed_since(connection: sqlite3.Connection, at: str) -> dict[tuple[str, int], list[int]]:
    """The records that commands have touched since a moment: kind and id, and the numbers of the commands.

    What a floor did (a migration, the making of the register from a package) changed no record.
    """
    found: dict[tuple[str, int], list[int]] = {}
    for number, table, row_id, before, after in connection.execute(
        "SELECT c.id, h.table_name, h.row_id, h.before, h.after"
        " FROM history_change AS h JOIN history_command AS c ON c.id = h.command_id"
        " WHERE c.at >= ? AND c.kind <> 'floor' ORDER BY h.id",
        (at,),
    ):
        whose = kept(table)
        images = [json.loads(image) for image in (before, after) if image is not None]
        for owner in {row_id} if whose.part is None else {image[whose.owner] for image in images}:
            numbers = found.setdefault((whose.kind.code, owner), [])
            if number not in numbers:
                numbers.append(number)
    return found


def handed_over(connection: sqlite3.Connection, period: Period) -> str | None:
    """What the public reports of a period that were written told of small numbers; None without any."""
    row = connection.execute(
        "SELECT told FROM register_pack WHERE period_from = ? AND period_to = ?",
        (period.start.isoformat(), period.last.isoformat()),
    ).fetchone()
    return None if row is None else unpacked(row[0]).decode()


def told(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """What editions, and public reports that were written, told of small numbers; and their periods."""
    rows = connection.execute(
        "SELECT * FROM (SELECT period_from, period_to, told FROM edition ORDER BY id)"
        " UNION ALL SELECT * FROM (SELECT period_from, period_to, told FROM register_pack ORDER BY id)"
    )
    spans = [(Span(*map(date.fromisoformat, row[:2])), row[2]) for row in rows]
    return [(span.machine(), unpacked(kept).decode()) for span, kept in spans]
