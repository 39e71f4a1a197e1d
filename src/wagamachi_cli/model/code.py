"""The code book: codes of households and people, never their names."""

from __future__ import annotations

import re

from sqlalchemy import Index, text

from wagamachi_cli import text as words
from wagamachi_cli.errors import RefusedError
from wagamachi_cli.kinds.code import FORM, refuse_person
from wagamachi_cli.language import _
from wagamachi_cli.model.base import Named, table_args
from wagamachi_cli.model.change import Change

_NUMBERED = re.compile(r"H-([0-9]+)")


class Code(Named, table=True):
    """A code, such as H-0001."""

    __tablename__ = "code"
    __table_args__ = table_args(
        Index("uq_code_code", "code", unique=True, sqlite_where=text("removed IS NULL"))
    )

    code: str


def keep_form(change: Change, code: str) -> None:
    """UsageError (2) where a new code has not the form of one: it could be somebody's name."""
    (row,) = change.rows("SELECT max(value) AS pattern FROM setting WHERE key = 'code.pattern'")
    refuse_person(code, row["pattern"] or FORM)


def next_code(change: Change) -> str:
    """The code after the highest that was ever given out."""
    given = (_NUMBERED.fullmatch(row["code"]) for row in change.rows("SELECT code FROM code"))
    return f"H-{max((int(match[1]) for match in given if match), default=0) + 1:04}"


def code_rule(change: Change) -> None:
    """A code looks like one; that of a household is changed or removed with the household."""
    if change.value("removed") is None and "code" in change.columns:
        change.columns["code"] = words.code_name(change.columns["code"]) or next_code(change)
        keep_form(change, change.columns["code"])
    if change.id is None or change.columns.keys().isdisjoint(("code", "removed")):
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
