"""Food: drives, what came, where it went, what is left. Each in kilograms and in pieces."""

from __future__ import annotations

from wagamachi_cli.kinds.measures.base import KG, PIECES, TIMES, Level, Measure, MeasureKind
from wagamachi_cli.language import Label

_LOT = {"kind": "partner_kind", "category": "food_category"}
_UNWEIGHED = Label("重さの記録がないものを除く。", "What was not weighed is left out.")


def _both(
    code: str,
    label: Label,
    short: Label,
    definition: Label,
    *,
    kind: MeasureKind = "flow",
    level: Level = "output",
    **named: str,
) -> tuple[Measure, Measure]:
    """The measure in kilograms (``code``) and in pieces (``code_items``)."""
    fields = _LOT | named
    weight = Label(f"{definition.ja}{_UNWEIGHED.ja}", f"{definition.en} {_UNWEIGHED.en}")
    return (
        Measure(
            code,
            Label(f"{label.ja}（重さ）", f"{label.en} (weight)"),
            KG,
            kind,
            level,
            weight,
            named=fields,
            counts="grams",
            short=short,
        ),
        Measure(
            f"{code}_items",
            Label(f"{label.ja}（点数）", f"{label.en} (pieces)"),
            PIECES,
            kind,
            level,
            definition,
            named=fields,
            rows=code,
            counts="qty",
            short=short,
        ),
    )


MEASURES = (
    Measure(
        "drive.held",
        Label("フードドライブ 回数", "food drives"),
        TIMES,
        "flow",
        "process",
        Label("期間内に始まったフードドライブの数。", "Food drives that began in the period."),
    ),
    *_both(
        "food.received",
        Label("食料の受け入れ", "food received"),
        Label("受け入れ", "received"),
        Label("期間内に寄付された食料。", "Food that was donated in the period."),
    ),
    *_both(
        "food.distributed",
        Label("食料の配布", "food distributed"),
        Label("配布", "distributed"),
        Label("期間内に世帯へ渡した食料。", "Food that was handed out to households in the period."),
    ),
    *_both(
        "food.passed_on",
        Label("食料の譲渡", "food passed on"),
        Label("譲渡", "passed on"),
        Label("期間内にほかの団体へ譲った食料。", "Food that was passed on to other bodies in the period."),
    ),
    *_both(
        "food.discarded",
        Label("食料の廃棄", "food discarded"),
        Label("廃棄", "discarded"),
        Label("期間内に廃棄した食料。", "Food that was thrown away in the period."),
        level="process",
        reason="discard_reason",
    ),
    *_both(
        "food.found",
        Label("棚卸の増", "food found"),
        Label("棚卸の増", "found"),
        Label(
            "期間内の棚卸で帳簿より多かった食料。",
            "Food that stocktakes of the period found beyond the books.",
        ),
        level="process",
    ),
    *_both(
        "food.lost",
        Label("棚卸の減", "food lost"),
        Label("棚卸の減", "lost"),
        Label("期間内の棚卸で帳簿より少なかった食料。", "Food that stocktakes of the period missed."),
        level="process",
    ),
    *_both(
        "food.stock",
        Label("食料の在庫", "food in stock"),
        Label("在庫", "in stock"),
        Label("期間の末日の終わりに残っている食料。", "Food that is left in the evening of the last day."),
        kind="stock",
        level="structure",
    ),
)
