"""What can be counted: each measure described once. Its rows come from queries/measures/CODE.sql."""

from __future__ import annotations

from wagamachi_cli.kinds.measures import activity, consultant, council, food, neighbours, pantry
from wagamachi_cli.kinds.measures.base import Measure

_ALL = (
    *council.MEASURES,
    *activity.MEASURES,
    *neighbours.MEASURES,
    *consultant.MEASURES,
    *food.MEASURES,
    *pantry.MEASURES,
)

MEASURES: dict[str, Measure] = {measure.code: measure for measure in _ALL}

__all__ = ["MEASURES", "Measure"]
