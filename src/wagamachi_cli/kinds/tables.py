"""Whose row a row is: each table as the record, or the part of a record, that it keeps.

What the register keeps for itself (settings, choices, sources) is described here as well, so that the
log can speak of it; these have no commands made from their description.
"""

from __future__ import annotations

from functools import cache

from wagamachi_cli.frozen import described
from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.types import Flag, Name, Number, Ref, Words
from wagamachi_cli.language import Label

CHOICE = Kind(
    code="choice",
    plural="choices",
    group="",
    thing="choice",
    label=Label("選択肢", "choice"),
    help=Label("選択肢", "The choices of a field."),
    table="choice",
    answers=("field", "code"),
    together=("field",),
    fields=(
        Field("field", Label("項目", "field"), Words()),
        Field("code", Label("コード", "code"), Words()),
        Field("label", Label("名前", "label"), Words(), column="label_ja"),
        Field("label_en", Label("英語の名前", "label in English"), Words()),
        Field("under", Label("上位", "under"), Words(), column="parent"),
        Field("order", Label("並び順", "order"), Number(), column="position"),
        Field("retired", Label("使用しない", "retired"), Flag()),
    ),
)
_SETTING = Kind(
    code="setting",
    plural="settings",
    group="",
    thing="config",
    label=Label("設定", "setting"),
    help=Label("設定", "The settings."),
    table="setting",
    name="key",
    fields=(Field("key", Label("設定", "setting"), Name()), Field("value", Label("値", "value"), Words())),
)
_SOURCE = Kind(
    code="source",
    plural="sources",
    group="",
    thing="source",
    label=Label("出典", "source"),
    help=Label("出典", "Source documents."),
    table="source",
    answers=("title", "section"),
    fields=(
        Field("title", Label("題名", "title"), Words()),
        Field("publisher", Label("発行", "publisher"), Words()),
        Field("section", Label("箇所", "section"), Words()),
        Field("dated", Label("日付", "dated"), Words()),
        Field("note_en", Label("英語の注", "note in English"), Words()),
    ),
)


MERGED_INTO = "merged into {id}"
"""What ``removed`` tells people of a record that was merged; which one it was, ``merged_into_id`` says."""


def counted(kind: Kind, row: str) -> str:
    """SQL: the record (alias ``row``) is counted, neither removed nor merely planned or cancelled."""
    held = f" AND {row}.{kind.planned[0]} = '{kind.planned[2]}'" if kind.planned else ""
    return f"{row}.removed IS NULL{held}"


def counted_as(kind: Kind, row: str, *keys: str) -> list[str]:
    """SQL for what else than its time tells what a record (alias ``row``) counts for (Kind.covered)."""
    said = []
    for one in map(kind.field, keys or kind.covered):
        if one.link:
            value = f"{one.type.kinds[0]}_id" if isinstance(one.type, Ref) else "value"
            said.append(
                f"(SELECT group_concat(v) FROM (SELECT {value} AS v FROM {one.link}"
                f" WHERE {kind.table}_id = {row}.id ORDER BY v))"
            )
        else:
            said += [f'{row}."{column}"' for column in one.columns]
    return said


def is_total(kind: Kind, row: str) -> str:
    """SQL: the record (alias ``row``) tells of several, or of an unknown number, in more than one day."""
    first, last = kind.field(kind.when).columns
    return f"({row}.{first} <> {row}.{last} AND {row}.times IS NOT 1)"


REPLACED_BY = "replaced by {id}"
"""What ``removed`` says of a record for which another stands (``--instead``)."""

REMOVED = Field("removed", Label("取り除いた理由", "why removed"), Words(free=True))
ANYWAY = Field("anyway", Label("規則を曲げた理由", "why against a rule"), Words(free=True))
"""What every record has beside its fields."""


@described
class Kept:
    """A row is a record of ``kind``, or one of the values of its field ``part``."""

    kind: Kind
    part: Field | None = None

    @property
    def owner(self) -> str:
        """The column that holds the id of the record."""
        return f"{self.kind.table}_id" if self.part else "id"


def kept(table: str) -> Kept:
    """What the rows of a table are; those of a table that no description knows stand for themselves."""
    if table not in _by_table():
        _by_table.cache_clear()  # perhaps a kind that was described later
    return _by_table().get(table) or Kept(_undescribed(table))


# Parts that no field describes, since they belong to two records at once (a visit and a lot).
_SHARED = {"distribution_line": Label("渡した品", "item handed out")}


def _undescribed(table: str) -> Kind:
    label = _SHARED.get(table) or Label(table, table)
    return Kind(
        code=table, plural=table, group="", thing=table, label=label, help=label, table=table, fields=()
    )


@cache
def _by_table() -> dict[str, Kept]:
    made: dict[str, Kept] = {}
    for kind in (*KINDS.values(), CHOICE, _SETTING, _SOURCE):
        made[kind.table] = Kept(kind)
        made |= {one.link: Kept(kind, one) for one in kind.fields if one.link}
    return made
