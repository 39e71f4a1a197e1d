"""The code book: codes of households and people, never their names."""

from __future__ import annotations

from sqlalchemy import Index, text

from wagamachi_cli.errors import RefusedError
from wagamachi_cli.language import _
from wagamachi_cli.model.base import Named, table_args
from wagamachi_cli.model.change import Change


class Code(Named, table=True):
    """A code, such as H-0001."""

    __tablename__ = "code"
    __table_args__ = table_args(
        Index("uq_code_code", "code", unique=True, sqlite_where=text("removed IS NULL"))
    )

    code: str


def code_rule(change: Change) -> None:
    """The code of a household is changed or removed with the household."""
    if change.id is None:
        return
    for row in change.rows(
        "SELECT id, code FROM household WHERE code_id = :id AND removed IS NULL", id=change.id
    ):
        raise RefusedError(
            _("{code} is the code of a household.").format(code=row["code"]),
            _("Change the household instead: {command}").format(
                command=f"wagamachi pantry household edit {row['id']} --code …"
            ),
        )


RULES = {"code": code_rule}
