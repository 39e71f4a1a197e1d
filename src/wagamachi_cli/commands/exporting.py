"""``wagamachi template`` and ``wagamachi export``: sheets to fill in, and the whole register as files."""

from __future__ import annotations

from pathlib import Path

from wagamachi_cli import register, shell
from wagamachi_cli.commands import options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.language import Label, _
from wagamachi_cli.output import show_sheet
from wagamachi_cli.state import State
from wagamachi_cli.text import visible


def _export(state: State, given: Given) -> None:
    target = options.target({**given, "output": None})
    from wagamachi_cli.exchange import packages
    from wagamachi_cli.output import folder

    name = options.needed(given, "dir", "DIR")
    path = folder.check_folder(Path(name).expanduser(), bool(given.get("force")), packages.files)
    with register.read(state.register) as connection, folder.built(path) as temporary:
        sheet = packages.write(connection, temporary)
    show_sheet(sheet, target)
    if target.format != "json":
        shell.say(_("Written: {file}").format(file=visible(str(path))))
        shell.say(_("It holds names, contacts and notes: keep it as safe as the register."))


export = options.function(
    [
        options.argument("dir", Label("書き出すフォルダー", "the folder to write"), "DIR"),
        options.flag(
            "force", Label("前に書き出したフォルダーを置き換える", "replace a folder exported before")
        ),
        options.FORMAT,
    ],
    _export,
)
