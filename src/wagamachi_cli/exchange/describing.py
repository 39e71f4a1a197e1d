"""What a Frictionless description says of a table: made from the file's schema and the kinds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.types import Choice, Clock, Flag, Ref, Stretch, When

_COLUMNS = {
    "id": "番号（いちど使った番号は二度と使わない）",
    "anyway": "規則を曲げて記録した理由",
    "removed": "誤って記録したとされた理由（値があれば、どこにも数えない）",
    "preparing": "準備中",
    "field": "選択肢の種類",
    "code": "コード",
    "label_ja": "日本語の名",
    "label_en": "英語の名",
    "parent": "上位の選択肢のコード",
    "position": "並び順",
    "retired": "もう使わない",
    "value": "値",
}
_TABLES = {
    "choice": "選択肢",
    "setting": "設定",
    "source": "出典",
    "edition": "発行した報告（版）",
    "edition_number": "発行した報告の数",
    "edition_pack": "発行した報告の全文（zlib、base64）",
    "edition_file": "発行した報告のファイル（zlib、base64）",
    "edition_basis": "発行した報告の数のもとになった記録の番号（zlib、base64）",
}


def descriptor(connection: sqlite3.Connection, table: str) -> dict[str, Any]:
    """The resource of a table, without its path, size and hash."""
    owner = {kind.table: kind for kind in KINDS.values()}.get(table)
    links = {one.link: (kind, one) for kind in KINDS.values() for one in kind.fields if one.link}
    if owner is not None:
        title, description = owner.label.ja, owner.help.ja
    elif table in links:
        kind, one = links[table]
        title = f"{kind.label.ja}の{one.label.ja}"
        description = one.help.ja if one.help else title
    else:
        title = description = _TABLES.get(table, table)
    return {
        "name": table,
        "profile": "tabular-data-resource",
        "title": title,
        "description": description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": _schema(connection, table, owner),
    }


def _schema(connection: sqlite3.Connection, table: str, owner: Kind | None) -> dict[str, Any]:
    described = dict(_described(owner)) if owner is not None else {}
    unique = _unique(connection, table)
    fields = []
    for row in connection.execute('SELECT name, type, "notnull" FROM pragma_table_info(?)', (table,)):
        name = row[0]
        said: dict[str, Any] = {
            "name": name,
            "type": "integer" if row[1] == "INTEGER" else "string",
            "description": _COLUMNS.get(name, name),
            **described.get(name, {}),
        }
        rules = dict(said.pop("constraints", {}))
        if row[2] or name == "id":
            rules["required"] = True
        if name in unique or name == "id":
            rules["unique"] = True
        fields.append({**said, **({"constraints": rules} if rules else {})})
    keys = connection.execute(
        'SELECT "from", "table" FROM pragma_foreign_key_list(?) ORDER BY "from"', (table,)
    )
    return {
        "fields": fields,
        "missingValues": [""],
        "primaryKey": "id",
        "foreignKeys": [
            {"fields": key[0], "reference": {"resource": "" if key[1] == table else key[1], "fields": "id"}}
            for key in keys
        ],
    }


def _unique(connection: sqlite3.Connection, table: str) -> set[str]:
    """The columns that hold each value once."""
    indexes = connection.execute(
        'SELECT name FROM pragma_index_list(?) WHERE "unique" AND NOT partial', (table,)
    ).fetchall()
    found = set()
    for index in indexes:
        members = [row[0] for row in connection.execute("SELECT name FROM pragma_index_info(?)", (index[0],))]
        if len(members) == 1:
            found.add(members[0])
    return found


def _described(kind: Kind) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is known of the columns that keep the fields of a kind."""
    for one in kind.all_fields:
        for place, column in enumerate(one.columns):
            yield column, _of_column(one, place)


def _of_column(one: Field, place: int) -> dict[str, Any]:
    said: dict[str, Any] = {"title": one.label.ja, "description": one.help.ja if one.help else one.label.ja}
    if isinstance(one.type, When | Stretch):
        end = ("とみられる最初の日", "とみられる最後の日")[place]
        return {"type": "date", "title": one.label.ja, "description": one.label.ja + end}
    if isinstance(one.type, Clock):
        said |= {"constraints": {"pattern": "[0-2][0-9]:[0-5][0-9]"}}
    elif isinstance(one.type, Flag):
        said |= {"constraints": {"minimum": 0, "maximum": 1}}
    elif isinstance(one.type, Choice) and one.type.fixed:
        said |= {"constraints": {"enum": list(one.type.fixed)}}
    elif isinstance(one.type, Choice):
        said["description"] += f"（choice.csv の field が {one.type.field} のコード）"
    elif isinstance(one.type, Ref) and not one.type.kinds:
        said["description"] += ("（記録の種類）", "（その番号）")[place]
    return said
