"""Records stand on each other: what is in use is not removed, and nothing refers to what was removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wagamachi_cli.errors import RefusedError
from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.types import Ref
from wagamachi_cli.language import _
from wagamachi_cli.model.change import shown

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


def refuse_in_use(session: Session, kind: Kind, identifier: int) -> None:
    """RefusedError (4) that names the records that refer to this one."""
    from sqlalchemy import text as sql

    for other, one, table, column in referring(kind):
        where = f"{column} = :id"
        if one.many:
            where = f"id IN (SELECT {other.table}_id FROM {table} WHERE {where})"
        question = f"SELECT id FROM {other.table} WHERE removed IS NULL AND {where} ORDER BY id"
        standing = session.connection().execute(sql(question), {"id": identifier}).scalars().all()
        if standing:
            raise RefusedError(
                _("It is still used by: {kind} {names}.").format(
                    kind=other.label, names=shown(str(number) for number in standing)
                ),
                _("Correct or remove that first: {command}").format(
                    command=f"wagamachi {other.command} show {standing[0]}"
                ),
            )


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
