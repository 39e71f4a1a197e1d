"""What was forgotten is taken out of the reports that were issued; their numbers stay as they were."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from html import escape
from typing import Any
from zipfile import BadZipFile, ZipFile

from wagamachi_cli.language import _
from wagamachi_cli.period import Span
from wagamachi_cli.queries.editions import packed, unpacked

_ZIPPED = (".xlsx", ".pptx", ".docx")
_MANIFEST = "manifest.json"


def redact(connection: sqlite3.Connection, words: Sequence[str], today: date) -> int:
    """Replace the lines of issued reports in which any of ``words`` stands; in how many editions.

    Inside the transaction that forgets them. The file refuses to change what was issued: these guards
    are taken away and put back with the very text that they had.
    """
    line = _("This passage was erased on {day}.").format(day=Span.day(today).human())
    passages: set[str] = set(words)
    packs = _changed(connection, "edition_pack", words, lambda data, _: _json(data, words, line, passages))
    whole = sorted(passages, key=len, reverse=True)  # a passage in one piece, where it stands so
    files = _changed(connection, "edition_file", words, lambda data, name: _file(data, name, whole, line))
    editions = {edition for edition, _id, _data in (*packs, *files)}
    if not editions:
        return 0
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND substr(name, 1, 13) = 'guard_edition'"
    ).fetchall()
    for name, _sql in guards:
        connection.execute(f'DROP TRIGGER "{name}"')
    for _edition, identifier, data in packs:
        connection.execute("UPDATE edition_pack SET content = ? WHERE id = ?", (packed(data), identifier))
    for edition in editions:
        new = {identifier: data for one, identifier, data in files if one == edition}
        _keep(connection, edition, new, today)
    for _name, sql in guards:
        connection.execute(sql)
    return len(editions)


def _changed(
    connection: sqlite3.Connection, table: str, words: Sequence[str], change: Callable[[bytes, str], bytes]
) -> list[tuple[int, int, bytes]]:
    """The rows of a table that hold any of the words: their edition, their id, what they are to hold."""
    if not words:
        return []
    name = "path" if table == "edition_file" else "''"
    found = []
    for edition, identifier, path, content in connection.execute(
        f"SELECT edition_id, id, {name}, content FROM {table} ORDER BY id"
    ).fetchall():
        data = unpacked(content)
        new = change(data, path)
        if new != data:
            found.append((edition, identifier, new))
    return found


def _keep(connection: sqlite3.Connection, edition: int, new: Mapping[int, bytes], today: date) -> None:
    """Write the new files of an edition, and what its manifest says of them."""
    from wagamachi_cli.output.data import json_object
    from wagamachi_cli.output.pack import keeping

    rows = connection.execute(
        "SELECT id, path, content FROM edition_file WHERE edition_id = ? ORDER BY id", (edition,)
    ).fetchall()
    ids = {path: identifier for identifier, path, _content in rows}
    kept = {path: new.get(identifier) or unpacked(content) for identifier, path, content in rows}
    whole = keeping.whole(kept)
    if _MANIFEST in kept:
        item = json.loads(kept[_MANIFEST])
        item["erased"] = today.isoformat()
        for file in item.get("files", []):
            if file.get("path") in whole:
                data = whole[file["path"]]
                file |= {"bytes": len(data), "sha256": sha256(data).hexdigest()}
        kept[_MANIFEST] = whole[_MANIFEST] = json_object(item).encode()
    for path, identifier in ids.items():
        if identifier in new or path == _MANIFEST:
            connection.execute(
                "UPDATE edition_file SET content = ?, sha256 = ? WHERE id = ?",
                (packed(kept[path]), sha256(whole[path]).hexdigest(), identifier),
            )


def _json(data: bytes, words: Sequence[str], line: str, passages: set[str]) -> bytes:
    """A frozen report: every text in it that holds any of the words is the line instead, and a passage."""
    found = False

    def told(value: Any) -> Any:
        nonlocal found
        if isinstance(value, str) and any(one in value for one in words):
            found = True
            passages.add(value)
            return line
        if isinstance(value, list):
            return [told(one) for one in value]
        if isinstance(value, dict):
            return {key: told(one) for key, one in value.items()}
        return value

    item = told(json.loads(data)) if data else None
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode() if found else data


def _file(data: bytes, name: str, words: Sequence[str], line: str) -> bytes:
    """A file as it was handed over: the words in it are the line instead; if that cannot be, all of it."""
    if name.endswith(_ZIPPED):
        return _zip(data, words, line)
    new = _text(data, words, line)
    return new if not _holds(new, words) else line.encode()


def _zip(data: bytes, words: Sequence[str], line: str) -> bytes:
    from wagamachi_cli.output.pack import zipped

    out, found = io.BytesIO(), False
    try:
        with ZipFile(io.BytesIO(data)) as source, ZipFile(out, "w") as target:
            for entry in source.infolist():
                part = source.read(entry)
                new = (
                    _zip(part, words, line) if entry.filename.endswith(_ZIPPED) else _text(part, words, line)
                )
                found |= new != part
                target.writestr(entry, new)
    except BadZipFile:
        return data
    return zipped.settled(out.getvalue()) if found else data


def _text(data: bytes, words: Sequence[str], line: str) -> bytes:
    for one in words:
        for written in _ways(one):
            data = data.replace(written, escape(line).encode())
    return data


def _holds(data: bytes, words: Sequence[str]) -> bool:
    return any(written in data for one in words for written in _ways(one))


def _ways(words: str) -> set[bytes]:
    """How words are written in plain text, in HTML and XML, and in JSON."""
    ways = {words, escape(words), escape(words, quote=False), json.dumps(words, ensure_ascii=False)[1:-1]}
    return {way.encode() for way in ways}
