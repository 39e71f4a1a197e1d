"""Joining one thing that was entered twice: all that stands on the one stands on the other afterwards."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from wagamachi_cli import errors
from wagamachi_cli.errors import NotFoundError, RefusedError
from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.tables import MERGED_INTO
from wagamachi_cli.kinds.types import Ref
from wagamachi_cli.language import _
from wagamachi_cli.model import writing
from wagamachi_cli.model.change import Change
from wagamachi_cli.model.standing import referring

if TYPE_CHECKING:
    from sqlmodel import Session


def merge(session: Session, kind: Kind, source: int, target: int, today: date) -> None:
    """Join the record ``source`` into ``target``, inside one transaction of the caller.

    What refers to the first refers to the second; its several values (areas, aliases) are added, each
    once; its name becomes an alias where the kind has them; a field that is empty in the second is
    filled from the first, which is then removed. RefusedError (4) when both are one, or when what is
    joined would not hold together.
    """
    if source == target:
        raise RefusedError(_("A record cannot be merged into itself."), _("Give two records."))
    _Merge(session, kind, source, target, today).run()


class _Merge:
    def __init__(self, session: Session, kind: Kind, source: int, target: int, today: date) -> None:
        self._session, self._kind, self._today = session, kind, today
        self._source, self._target = source, target
        self._apart: dict[str, str] = {}

    def run(self) -> None:
        """Do it, in an order in which no rule of the file is broken on the way."""
        source, target = self._standing(self._source), self._standing(self._target)
        name, other = source[self._kind.name], target[self._kind.name]
        reason = MERGED_INTO.format(id=self._target)
        gone = Change(
            self._session, self._kind, self._today, {}, "", self._source, source, {"removed": reason}
        )
        writing.own_rule(self._kind)(gone)
        self._do(
            f"UPDATE {self._kind.table} SET removed = :reason, merged_into_id = :target WHERE id = :source",
            reason=reason,
        )
        self._repoint()
        self._add_values(name if name != other else None)
        try:
            self._fill()
            self._judge()
        except RefusedError as error:
            raise RefusedError(
                _("They cannot be joined: {reason}").format(reason=error.message),
                _("Correct that first: {source} / {target}").format(
                    source=f"wagamachi {self._kind.command} show {self._source}",
                    target=f"wagamachi {self._kind.command} show {self._target}",
                ),
            ) from error

    def _repoint(self) -> None:
        """Let all that refers to the source refer to the target."""
        for other, one, _table, column in referring(self._kind):
            if other is not self._kind and not one.many:
                self._empty_beside(other, one, column)
        for other, one, table, column in referring(self._kind):
            if other is self._kind:
                # A target within the source takes the source's place: it cannot lie within itself.
                self._do(
                    f"UPDATE {table} SET {column} = "
                    f"(SELECT nullif({column}, :target) FROM {table} WHERE id = :source) "
                    f"WHERE id = :target AND {column} = :source"
                )
            self._do(
                f"UPDATE {table} SET {column} = :target WHERE {column} = :source{self._apart.get(table, '')}"
            )
            if one.many:
                self._drop_doubles(table, f"{other.table}_id", column)
        for other in KINDS.values():
            for one in other.fields:
                if isinstance(one.type, Ref) and not one.type.kinds:
                    of, column = one.columns
                    which = f"{of} = :kind AND {column} = :source"
                    self._do(
                        f"UPDATE {other.table} SET {column} = :target WHERE {which}", kind=self._kind.code
                    )

    def _empty_beside(self, other: Kind, one: Field, column: str) -> None:
        """Where a record would name the target twice, as whom it is of and as another, it names it once."""
        whose = next(other.refers_to(self._kind.code))  # whom it is of is told first
        if whose is one or whose.many:
            return
        (of,) = whose.columns
        both = f"{column} IN (:source, :target) AND {of} IN (:source, :target)"
        if not one.required:
            self._do(f"UPDATE {other.table} SET {column} = NULL WHERE {both}")
            return
        # It tied the one to the other; now it would tie it to itself. It ends, and stays as it was written.
        self._do(f"UPDATE {other.table} SET removed = 'both ends merged' WHERE {both} AND removed IS NULL")
        self._apart[other.table] = f" AND NOT ({both})"

    def _add_values(self, name: str | None) -> None:
        """Add the source's several values to the target's, and its name to the aliases."""
        owner = f"{self._kind.table}_id"
        for one in self._kind.fields:
            if not one.link:
                continue
            self._do(f"UPDATE {one.link} SET {owner} = :target WHERE {owner} = :source")
            if one.key == "aliases" and name is not None:
                self._do(f"INSERT INTO {one.link} ({owner}, value) VALUES (:target, :name)", name=name)
            columns, _values = writing.linked(one, ())
            self._drop_doubles(one.link, owner, columns[0])

    def _drop_doubles(self, table: str, owner: str, column: str) -> None:
        """Keep the first of equal rows of a link table."""
        self._do(
            f"DELETE FROM {table} WHERE EXISTS (SELECT 1 FROM {table} AS first "
            f"WHERE first.{owner} = {table}.{owner} AND first.{column} = {table}.{column} "
            f"AND first.id < {table}.id) AND :target IN ({owner}, {column})"
        )

    def _fill(self) -> None:
        """Fill what is empty in the target from the source, and look at the rules of what it is then."""
        source, target = self._row(self._source), self._row(self._target)
        filled: dict[str, Any] = {}
        for one in self._kind.all_fields:
            values = {column: source[column] for column in one.columns}
            within_itself = isinstance(one.type, Ref) and one.type.kinds == (self._kind.code,)
            if within_itself and self._target in values.values():
                continue
            if all(target[column] is None for column in values):
                filled |= {column: value for column, value in values.items() if value is not None}
        change = Change(self._session, self._kind, self._today, {}, "", self._target, target, filled)
        writing.keep_rules(change, writing.own_rule(self._kind))
        if change.columns:
            columns = ", ".join(f'"{column}" = :{column}' for column in change.columns)
            self._do(f"UPDATE {self._kind.table} SET {columns} WHERE id = :target", **change.columns)

    def _judge(self) -> None:
        """Look at the rules of the records that are judged together with others of the target.

        What life may bend is told, but not refused.
        """
        for other, one, table, column in referring(self._kind):
            if one.key not in other.together:
                continue
            for row in self._rows(f"SELECT * FROM {table} WHERE {column} = :target AND removed IS NULL"):
                rule = writing.own_rule(other)
                record = dict(row)
                rule(Change(self._session, other, self._today, {}, "", record["id"], record))
                try:
                    rule(Change(self._session, other, self._today, {}, None, record["id"], record))
                except RefusedError as error:
                    errors.warn(error.message)

    def _standing(self, identifier: int) -> dict[str, Any]:
        row = self._row(identifier)
        if not row or row["removed"] is not None:
            raise NotFoundError(
                _("There is no {kind} “{text}”.").format(kind=self._kind.label, text=identifier)
            )
        return row

    def _row(self, identifier: int) -> dict[str, Any]:
        question = f"SELECT * FROM {self._kind.table} WHERE id = :id"
        return next((dict(row) for row in self._rows(question, id=identifier)), {})

    def _rows(self, question: str, **values: Any) -> list[Any]:
        from sqlalchemy import text as sql

        known = {"source": self._source, "target": self._target} | values
        return list(self._session.connection().execute(sql(question), known).mappings())

    def _do(self, statement: str, **values: Any) -> None:
        from sqlalchemy import text as sql

        known = {"source": self._source, "target": self._target} | values
        self._session.connection().execute(sql(statement), known)
