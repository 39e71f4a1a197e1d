"""What the register knows of itself: its settings, its choices, its source documents."""

from __future__ import annotations

from collections.abc import Mapping
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


class Siblings:
    """The choices of a field as they stand, read once; ``put_choice`` keeps them in step."""

    def __init__(self, session: Session, field: str) -> None:
        choices = table_of(Choice)
        rows = session.connection().execute(choices.select().where(choices.c.field == field)).mappings()
        self.by_code: dict[str, dict[str, Any]] = {row["code"]: dict(row) for row in rows}
        self._called: dict[tuple[str, str], str] = {}
        for code, row in self.by_code.items():
            self._name(code, row)
        self.last = max((row["position"] for row in self.by_code.values()), default=0)
        self.parents = {row["parent"] for row in self.by_code.values()}

    def _name(self, code: str, columns: Mapping[str, Any]) -> None:
        self._called |= {(label, columns[label]): code for label in _LABELS if columns.get(label) is not None}

    def namesake(self, code: str, changes: Mapping[str, Any]) -> str | None:
        """Another choice that bears one of the labels."""
        bearers = (self._called.get((label, changes[label])) for label in _LABELS if label in changes)
        return next((other for other in bearers if other not in (None, code)), None)

    def put(self, code: str, columns: Mapping[str, Any]) -> None:
        """A choice was written so."""
        former = self.by_code.get(code, {})
        for label in _LABELS:
            if label in columns and label in former:
                self._called.pop((label, former[label]), None)
        self.by_code[code] = {**former, **columns}
        self._name(code, columns)
        self.last = max(self.last, columns.get("position") or 0)
        self.parents.add(columns.get("parent"))


_LABELS = ("label_ja", "label_en")


def put_choice(
    session: Session,
    field: str,
    code: str,
    changes: dict[str, Any],
    *,
    new: bool,
    siblings: Siblings | None = None,
) -> int:
    """Add a choice or change one: label_ja, label_en, parent, position, retired; its id.

    ``siblings``: the choices of the field, where many are put one after another. RefusedError (4) when
    the code or a label is taken, or the choice would stand two levels deep.
    """
    choices, connection = table_of(Choice), session.connection()
    siblings = siblings or Siblings(session, field)
    if new and code in siblings.by_code:
        raise RefusedError(
            _("The choice {code} exists already.").format(code=code),
            _("To change it: {command}").format(command=f"wagamachi choice edit {field} {code} …"),
        )
    if namesake := siblings.namesake(code, changes):
        raise RefusedError(
            _("The choice {code} is called so already.").format(code=namesake),
            _("Give another label, so that they can be told apart."),
        )
    parent = changes.get("parent")
    if parent is not None and (
        parent == code or siblings.by_code[parent].get("parent") or code in siblings.parents
    ):
        raise RefusedError(
            _("Choices stand at most one level under another."), _("Give another --under, or leave it out.")
        )
    if new:
        changes = {"position": siblings.last + 1} | changes
        identifier = put(session, Choice(field=field, code=code, **changes))
        siblings.put(code, {"id": identifier, **changes})
        return identifier
    identifier = int(siblings.by_code[code]["id"])
    connection.execute(choices.update().where(choices.c.id == identifier), changes)
    siblings.put(code, changes)
    return identifier
