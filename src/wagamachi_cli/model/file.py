"""What the register knows of itself: its settings, its choices, its source documents."""

from __future__ import annotations

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session

from wagamachi_cli.errors import RefusedError
from wagamachi_cli.language import _
from wagamachi_cli.model.base import Row, check, put, table_args, table_of


class Setting(Row, table=True):
    """A setting, such as the organisation's name."""

    __tablename__ = "setting"

    key: str = Field(unique=True)
    value: str


class Choice(Row, table=True):
    """One of the values that a field can take, with its label in both languages."""

    __tablename__ = "choice"
    __table_args__ = (
        UniqueConstraint("field", "code", name="uq_choice_code"),
        *table_args(check("retired_flag", "retired IN (0, 1)")),
    )

    field: str
    code: str
    label_ja: str
    label_en: str
    parent: str | None = None
    position: int
    retired: int = 0


class Source(Row, table=True):
    """A document that published figures come from; ``dated`` as it says, ``note`` on how that is read."""

    __tablename__ = "source"

    title: str
    publisher: str
    section: str | None = None
    dated: str | None = None
    note: str | None = None
    note_en: str | None = None


def put_setting(session: Session, key: str, value: str | None) -> None:
    """Set ``key``, or with None let its default hold again."""
    settings, connection = table_of(Setting), session.connection()
    this = settings.c.key == key
    if value is None:
        connection.execute(settings.delete().where(this))
    elif not connection.execute(settings.update().where(this), {"value": value}).rowcount:
        put(session, Setting(key=key, value=value))


def add_choice(session: Session, field: str, label: str) -> str:
    """Add a choice of which only the label is known; its code, which is the label as well."""
    put_choice(session, field, label, {"label_ja": label, "label_en": label, "retired": 0}, new=True)
    return label


def put_choice(session: Session, field: str, code: str, changes: dict[str, Any], *, new: bool) -> int:
    """Add a choice or change one: label_ja, label_en, parent, position, retired; its id.

    RefusedError (4) when the code or a label is taken, or the choice would stand two levels deep.
    """
    choices, connection = table_of(Choice), session.connection()
    siblings = {row.code: row for row in connection.execute(choices.select().where(choices.c.field == field))}
    if new and code in siblings:
        raise RefusedError(
            _("The choice {code} exists already.").format(code=code),
            _("To change it: {command}").format(command=f"wagamachi choice edit {field} {code} …"),
        )
    for column in ("label_ja", "label_en"):
        namesakes = [
            row
            for row in siblings.values()
            if row.code != code and getattr(row, column) == changes.get(column)
        ]
        if namesakes:
            raise RefusedError(
                _("The choice {code} is called so already.").format(code=namesakes[0].code),
                _("Give another label, so that they can be told apart."),
            )
    parent = changes.get("parent")
    if parent is not None and (
        parent == code or siblings[parent].parent or any(row.parent == code for row in siblings.values())
    ):
        raise RefusedError(
            _("Choices stand at most one level under another."), _("Give another --under, or leave it out.")
        )
    if new:
        changes = {"position": max((row.position for row in siblings.values()), default=0) + 1} | changes
        return put(session, Choice(field=field, code=code, **changes))
    identifier = int(siblings[code].id)
    connection.execute(choices.update().where(choices.c.id == identifier), changes)
    return identifier
