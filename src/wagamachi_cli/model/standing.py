"""Records stand on each other: what is in use is not removed, and nothing refers to what was removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wagamachi_cli.errors import RefusedError
from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.types import Ref
from wagamachi_cli.language import _
from wagamachi_cli.model.change import asked

if TYPE_CHECKING:
    from sqlmodel import Session


def referring(kind: Kind) -> Iterator[tuple[Kind, Field, str, str]]:
    """What may refer to records of a kind: whose field, in which table and which column."""
    for other in KINDS.values():
        for one in other.refers_to(kind.code):
            assert isinstance(one.type, Ref)  # noqa: S101 - Kind.refers_to gives only references
            if one.many:
                yield other, one, one.link, f"{kind.code}_id"
            else:
                yield other, one, other.table, dict(zip(one.type.kinds, one.columns, strict=True))[kind.code]


def referring_to_any(session: Session, kind: Kind, identifier: int) -> list[tuple[str, int]]:
    """The records of another's own life that may be on any kind (dated notes) and are on this one."""
    found: list[tuple[str, int]] = []
    for other in KINDS.values():
        if other.life and not (of := other.field(other.life)).type.kinds:  # type: ignore[union-attr]
            whose, number = of.columns
            question = (
                f"SELECT id FROM {other.table} WHERE removed IS NULL AND {whose} = :kind AND {number} = :id"
            )
            rows = asked(session, question, kind=kind.code, id=identifier)
            found += [(other.code, row["id"]) for row in rows]
    return found


def refuse_removed(session: Session, kind: Kind, identifier: int) -> None:
    """RefusedError (4) when this record refers to one that was removed."""
    from sqlalchemy import text as sql

    for target in KINDS.values():
        for other, one, table, column in referring(target):
            if other is not kind:
                continue
            owner = f"{kind.table}_id" if one.many else "id"
            question = (
                f"SELECT {column} FROM {table} WHERE {owner} = :id AND {column} IN "
                f"(SELECT id FROM {target.table} WHERE removed IS NOT NULL)"
            )
            found = session.connection().execute(sql(question), {"id": identifier}).scalar()
            if found is not None:
                raise RefusedError(
                    _("{kind} {id} refers to {other} {number}, which was removed.").format(
                        kind=kind.label, id=identifier, other=target.label, number=found
                    )
                )
