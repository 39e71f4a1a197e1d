"""The kind of dated lines that can be put on any record."""

from __future__ import annotations

from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.types import Ref, When, Words
from wagamachi_cli.language import Label

NOTE_LINE = Kind(
    code="note",
    plural="notes",
    group="",
    thing="note",
    label=Label("メモ", "note"),
    help=Label("記録に付ける日付つきのメモ", "Dated lines on any record."),
    table="note_line",
    arguments=("record", "text"),
    answers=("record", "on"),
    when="on",
    life="record",
    fields=(
        Field("record", Label("記録", "record"), Ref(), required=True),
        Field("on", Label("日付", "on"), When("any"), required=True, default="今日"),
        Field("text", Label("内容", "text"), Words(free=True), required=True),
    ),
    order=("on_from", "id"),
)

KINDS = (NOTE_LINE,)
