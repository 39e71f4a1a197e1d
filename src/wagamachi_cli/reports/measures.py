"""The list of everything that can be counted."""

from __future__ import annotations

from wagamachi_cli.kinds.measures import MEASURES
from wagamachi_cli.language import Label, _
from wagamachi_cli.sheet import Coded, Column, Report, Row, Sheet

_KINDS = {
    "flow": Label("期間の合計", "flow"),
    "stock": Label("末日の数", "stock"),
    "distinct": Label("実数", "distinct"),
}
_LEVELS = {
    "structure": Label("ストラクチャー", "structure"),
    "process": Label("プロセス", "process"),
    "output": Label("アウトプット", "output"),
    "outcome": Label("アウトカム", "outcome"),
}


def measures() -> Report:
    """Every measure with its unit, kind, level and definition."""
    rows: list[Row] = [
        {
            "code": one.code,
            "label": str(one.label),
            "label_en": one.label.en,
            "unit": str(one.unit),
            "kind": Coded(one.kind, str(_KINDS[one.kind])),
            "level": Coded(one.level, str(_LEVELS[one.level])),
            "public": one.public,
            "definition": str(one.definition),
        }
        for one in MEASURES.values()
    ]
    columns = (
        Column("code", _("code")),
        Column("label", _("measure")),
        Column("label_en", _("in English")),
        Column("unit", _("unit")),
        Column("kind", _("kind of number"), kind="choice"),
        Column("level", _("level"), kind="choice"),
        Column("public", _("public even when small"), kind="flag"),
        Column("definition", _("definition")),
    )
    return Report("measures", _("Measures"), None, None, Sheet(columns, tuple(rows)))
