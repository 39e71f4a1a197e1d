"""What the rows of a measure can be told apart by: the fields of ``--by`` and their choices."""

from __future__ import annotations

from wagamachi_cli.kinds import KINDS
from wagamachi_cli.kinds.measures import Measure
from wagamachi_cli.kinds.types import Choice
from wagamachi_cli.language import Label

FIELDS: dict[str, Label] = {
    "area": Label("圏域", "area"),
    "council": Label("協議会", "council"),
    "category": Label("区分", "category"),
    "layer": Label("層", "layer"),
    "kind": Label("種別", "kind"),
    "mode": Label("開催方法", "mode"),
    "task": Label("内容", "task"),
    "source": Label("受付経路", "source"),
    "reason": Label("理由", "reason"),
    "found_by": Label("きっかけ", "found by"),
    "program": Label("事業", "programme"),
    "function": Label("機能", "function"),
    "target": Label("相手", "to whom"),
    "way": Label("方法", "way"),
    "channel": Label("媒体", "channel"),
    "age": Label("年代", "age"),
    "donor": Label("寄付者", "donor"),
}
"""The fields, and what each is called."""

_CHOICES = {"source": "request_source", "reason": "unmet_reason", "way": "by"}
_NAMES = ("area", "council", "donor")
_AGES = {
    "adults": Label("大人", "adults"),
    "children": Label("子ども", "children"),
    "seniors": Label("高齢者", "seniors"),
}
_TARGETS = {
    **{code: KINDS[code].label for code in ("council", "activity", "partner")},
    "coordinator": Label("コーディネーター", "coordinator"),
}


def column_of(measure: Measure, field: str) -> str:
    """The column of a measure's rows that holds a field; its plural holds several, as JSON."""
    return measure.named.get(field, "" if field == "kind" else field)


def choice_of(measure: Measure, field: str) -> Choice | None:
    """The choices that a field's values are labelled with; None where a value is a name."""
    if not field or field in _NAMES:
        return None
    if field == "target":
        return Choice(fixed=_TARGETS)
    if field == "age":
        return Choice(fixed=_AGES)
    column = column_of(measure, field)
    return Choice(_CHOICES.get(column, column))
