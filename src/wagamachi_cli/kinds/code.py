"""The kind of codes: for households and for people on a roster, whose names are not kept."""

from __future__ import annotations

from wagamachi_cli.kinds.base import Field, Kind
from wagamachi_cli.kinds.types import Name
from wagamachi_cli.language import Label

CODE = Kind(
    code="code",
    plural="codes",
    group="activity",
    thing="code",
    label=Label("コード", "code"),
    help=Label(
        "世帯や参加者のコード（名前は記録しません）", "Codes of households and people; names are not kept."
    ),
    table="code",
    name="code",
    fields=(Field("code", Label("コード", "code"), Name(), required=True),),
    order=("code",),
    coded=True,
)

KINDS = (CODE,)
