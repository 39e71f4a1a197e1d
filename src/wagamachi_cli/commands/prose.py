"""Paragraphs for a record: from a file, from stdin, or from the person's editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from wagamachi_cli.commands import options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import UsageError
from wagamachi_cli.kinds import Field, Kind
from wagamachi_cli.kinds.types import Prose
from wagamachi_cli.language import Label, _
from wagamachi_cli.state import State
from wagamachi_cli.text import visible

FILE = options.option(
    "file",
    Label("本文を読むテキストファイル（- は標準入力）", "a text file that holds it (-: stdin)"),
    "FILE",
)
_LARGEST = 1_000_000


def of(kind: Kind) -> Field | None:
    """The field of a kind that holds paragraphs."""
    return next((one for one in kind.typed_fields if isinstance(one.type, Prose)), None)


def taken(kind: Kind, verb: str, state: State, given: Given) -> Given:
    """``given`` with the text itself: of ``--file``, of stdin for ``-``, at a terminal of the editor.

    UsageError (exit 2) for a file that cannot be read, and for a text given twice.
    """
    one = of(kind)
    if one is None:
        return given
    more = {key: value for key, value in given.items() if key != "file"}
    typed, file = given.get(one.key), given.get("file")
    if typed and file:
        raise UsageError(_("The text is given twice."), _("Give it on the command line or with --file."))
    source = file or ("-" if typed == "-" else None)
    if source:
        return {**more, one.key: _read(source)}
    others = any(given.get(other.key) for other in kind.typed_fields)
    if verb == "add" and not typed and others and state.interactive and _editor():
        return {**more, one.key: _edited(_editor(), str(one.label))}
    return more


def _read(name: str) -> str:
    shown = visible(_("stdin") if name == "-" else name)
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(_LARGEST + 1)
    except OSError as error:
        from wagamachi_cli.exchange.files import cannot_read

        raise cannot_read(shown, error) from error
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(_("{file} is not text.").format(file=shown), _("Save it as plain text (UTF-8)."))


def _editor() -> str:
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""


def _edited(editor: str, title: str) -> str:
    """What the person writes in the editor; an empty text ends it and nothing is written."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="wagamachi-") as folder:
        file = Path(folder) / f"{title}.txt"
        file.touch(mode=0o600)
        try:
            code = subprocess.run([*shlex.split(editor), str(file)], check=False).returncode  # noqa: S603 - hers
        except OSError as error:
            raise UsageError(
                _("The editor {name} cannot be started.").format(name=visible(editor)),
                _("Give the text with --file, or set EDITOR."),
            ) from error
        if code:
            raise UsageError(_("The editor ended with an error; nothing was written."))
        return _read(str(file))
