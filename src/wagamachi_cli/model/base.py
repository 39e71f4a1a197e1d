"""What every table of records has in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import CheckConstraint, Index, Table, insert, text
from sqlalchemy.ext.compiler import compiles
from sqlmodel import Field, Session, SQLModel
from sqlmodel.sql.sqltypes import AutoString

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


@compiles(AutoString, "sqlite")
def _text(*_: Any, **__: Any) -> str:
    """SQLite's own word: tables hold INTEGER and TEXT only."""
    return "TEXT"


class Row(SQLModel):
    """A row with an id that is never given out twice."""

    __table_args__: Any = {"sqlite_autoincrement": True, "sqlite_strict": True}

    id: int | None = Field(default=None, primary_key=True)


class Record(Row):
    """A record: ``removed`` holds why it was entered by mistake, ``anyway`` why a rule was bent for it."""

    note: str | None = None
    anyway: str | None = None
    removed: str | None = None


class Named(Record):
    """A record with a name: ``merged_into_id`` is the one that it was merged into, and removed by that."""

    merged_into_id: int | None = None


def table_of(row: Row | type[Row]) -> Table:
    """The table of a row or of its class."""
    table = row.__table__  # type: ignore[union-attr]
    assert isinstance(table, Table)  # noqa: S101 - SQLModel sets it
    return table


def put(session: Session, row: Row) -> int:
    """Write a new row; its id.

    Not as an object of the session: that would map every table that its keys refer to, in each command.
    """
    written = session.connection().execute(insert(table_of(row)), row.model_dump(exclude={"id"}))
    return int(written.lastrowid)


def put_all(session: Session, rows: Sequence[Row]) -> None:
    """Write new rows as ``put`` does, those of a table in one statement."""
    for kind in dict.fromkeys(map(type, rows)):
        values = [row.model_dump(exclude={"id"}) for row in rows if type(row) is kind]
        session.connection().execute(insert(table_of(kind)), values)


def choice(field: str, **options: Any) -> Any:
    """A column that holds a code of the choices of ``field``; triggers in the file guard it."""
    return Field(sa_column_kwargs={"info": {"choice": field}}, **options)


def refers(table: str, **options: Any) -> Any:
    """A column that refers to a row of ``table``."""
    return Field(foreign_key=f"{table}.id", **{"index": True, **options})


def table_args(*rules: CheckConstraint | Index) -> Any:
    """The arguments of a table with named rules."""
    return (*rules, {"sqlite_autoincrement": True, "sqlite_strict": True})


def check(name: str, condition: str) -> CheckConstraint:
    """A named rule that the file itself keeps."""
    return CheckConstraint(condition, name=name)


def span(column: str) -> CheckConstraint:
    """Both ends of a partly known time are known or none is, and they are in order."""
    first, last = f"{column}_from", f"{column}_to"
    return check(
        f"{column}_span",
        f"({first} IS NULL) = ({last} IS NULL) AND ({first} IS NULL OR {first} <= {last})",
    )


def one_of(column: str, *codes: str) -> CheckConstraint:
    """A status: one of these codes."""
    return check(f"{column}_known", f"{column} IN ({', '.join(repr(code) for code in codes)})")


def at_least(column: str, least: int = 0) -> CheckConstraint:
    """A count that is not below ``least``."""
    return check(f"{column}_least", f"{column} >= {least}")


def by_day(table: str, *columns: str) -> Iterator[Index]:
    """How the events of a period are found: by the day on which their time (``on``, or another) begins.

    Those of a time known in part, which may have begun before it, by its end: they are few, and a row whose
    day is known costs nothing there, as one without the time costs nothing at all.
    """
    for column in columns or ("on",):
        first, last = f"{column}_from", f"{column}_to"
        yield known(table, first) if columns else Index(f"ix_{table}_{first}", first)
        yield Index(f"ix_{table}_{last}", last, sqlite_where=text(f"{first} <> {last}"))


def known(table: str, column: str) -> Index:
    """An index on a column that is empty in most rows, which cost nothing there and are not looked for."""
    return Index(f"ix_{table}_{column}", column, sqlite_where=text(f"{column} IS NOT NULL"))


def unique_name(table: str) -> Index:
    """A name is borne by one record only, those removed apart."""
    return Index(f"uq_{table}_name", "name", unique=True, sqlite_where=text("removed IS NULL"))
