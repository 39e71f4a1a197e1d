"""Issued reports: what was handed over, kept as it was and never changed.

These tables have no history: nothing in them is ever undone, edited or removed, and the file itself
refuses to change a row. What is long is packed (zlib, base64), since a table holds text.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Session

from wagamachi_cli.errors import RefusedError
from wagamachi_cli.language import _
from wagamachi_cli.model.base import Row, at_least, check, one_of, put, put_all, refers

_FIXED: dict[str, Any] = {
    "sqlite_autoincrement": True,
    "sqlite_strict": True,
    "info": {"history": False},
}


class Edition(Row, table=True):
    """A report as it was issued: ``number`` is 1, 2 … for each period.

    ``as_of`` is the day up to which it counts (``bounded``: it was asked for), ``issued`` the day of
    issue, ``at`` the moment (UTC, ISO) after which what was written is not in it. ``language`` and
    ``internal`` are those of its files. ``told`` is what its public report told of numbers that may be
    small, and what it kept, so that what follows does not give it away.
    """

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("period_from", "period_to", "number", name="uq_edition_number"),
        check("period_span", "period_from <= period_to"),
        at_least("number", 1),
        one_of("language", "ja", "en"),
        check("internal_flag", "internal IN (0, 1)"),
        check("bounded_flag", "bounded IN (0, 1)"),
        _FIXED,
    )

    report: str
    period_from: str
    period_to: str
    number: int
    as_of: str
    issued: str
    at: str
    language: str
    internal: int
    bounded: int
    reason: str | None = None
    version: str
    told: str


class EditionNumber(Row, table=True):
    """A number of an edition as it is without hiding; ``hidden``: the public report has ``x`` instead.

    ``split`` is the field that it is told apart by (empty: it is the whole), ``key`` the row. ``period``
    is the column: ``2021Q3``, ``2021-10``, ``ytd``, ``last-year``, ``previous``. ``value`` is a decimal
    number as text (kilograms may have a part), null where nothing is stated; ``sign`` says why (``…``).
    """

    __tablename__ = "edition_number"
    __table_args__ = (check("hidden_flag", "hidden IN (0, 1)"), _FIXED)

    edition_id: int = refers("edition")
    measure: str
    split: str
    key: str | None = None
    period: str
    value: str | None = None
    sign: str | None = None
    hidden: int


class EditionPack(Row, table=True):
    """The whole report in one language, for the public or with everything shown, to be printed again."""

    __tablename__ = "edition_pack"
    __table_args__ = (
        UniqueConstraint("edition_id", "language", "internal", name="uq_edition_pack_words"),
        one_of("language", "ja", "en"),
        check("internal_flag", "internal IN (0, 1)"),
        _FIXED,
    )

    edition_id: int = refers("edition")
    language: str
    internal: int
    content: str


class EditionFile(Row, table=True):
    """A file of the edition as it was handed over, byte for byte."""

    __tablename__ = "edition_file"
    __table_args__ = (UniqueConstraint("edition_id", "path", name="uq_edition_file_path"), _FIXED)

    edition_id: int = refers("edition")
    path: str
    sha256: str
    content: str


class EditionBasis(Row, table=True):
    """Which records a measure of the edition rests on, column by column: their kinds, ids and counts."""

    __tablename__ = "edition_basis"
    __table_args__ = (UniqueConstraint("edition_id", "measure", name="uq_edition_basis_measure"), _FIXED)

    edition_id: int = refers("edition")
    measure: str
    content: str


def keep(session: Session, edition: Edition, parts: list[Row]) -> None:
    """Keep an edition and its ``parts`` for ever.

    RefusedError (4) when another was issued under the same number in the meantime.
    """
    from sqlalchemy.exc import IntegrityError

    try:
        identifier = put(session, edition)
    except IntegrityError as error:
        raise RefusedError(
            _("Edition {number} was issued by another process just now.").format(number=edition.number),
            _("See what was issued: {command}").format(command="wagamachi report editions"),
        ) from error
    for part in parts:
        part.edition_id = identifier
    put_all(session, parts)
