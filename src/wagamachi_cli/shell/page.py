"""The help page: ours, since the framework's is English, cuts Japanese and is slow to import."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from typer import _click
from typer.core import TyperArgument, TyperGroup, TyperOption

from wagamachi_cli.language import _
from wagamachi_cli.shell.words import spoken

# Columns of a page that goes to a file or a pipe.
_AMPLE = 100
# Share of the width that the left column may take before its entries are folded.
_LEFT = 0.4

Row = tuple[str, str]


def show(ctx: _click.Context) -> None:
    """Print the help page of the command of ``ctx`` on stdout."""
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else _AMPLE
    sys.stdout.write(_render(ctx, width, terminal))


def plain(ctx: _click.Context) -> str:
    """The help page as plain text."""
    return _render(ctx, _AMPLE, terminal=False).rstrip("\n")


def usage(ctx: _click.Context) -> str:
    """The usage line: the command, then what it takes."""
    pieces = [ctx.command_path, _("[OPTIONS]")]
    for param in ctx.command.params:
        if isinstance(param, TyperArgument) and not param.hidden:
            word = _argument(param)
            pieces.append(word if param.required else f"[{word}]")
    if isinstance(ctx.command, TyperGroup):
        pieces.append(_("COMMAND …"))
    return " ".join(pieces)


def _render(ctx: _click.Context, width: int, terminal: bool) -> str:
    sections = [(title, rows) for title, rows in _sections(ctx) if rows]
    widest = max(cell_len(left) for _title, rows in sections for left, _right in rows)
    left_width = min(widest, int(width * _LEFT))
    out = io.StringIO()
    # A height must be given too, or a dumb terminal makes rich forget the width.
    console = Console(file=out, width=width, height=100, force_terminal=terminal, highlight=False)
    console.print(Text.assemble((_("Usage:"), "bold"), " ", usage(ctx)), overflow="fold")
    about = spoken(ctx.command.help)
    if about:
        console.print(Text(f"\n{about}"), overflow="fold")
    for title, rows in sections:
        console.print(Text(f"\n{title}", style="bold"))
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(width=left_width, overflow="fold")
        table.add_column(overflow="fold")
        for left, right in rows:
            table.add_row(Text(left), Text(right))
        console.print(Padding(table, (0, 0, 0, 2)))
    epilog = spoken(ctx.command.epilog)
    if epilog:
        console.print(Text(f"\n{epilog}"), overflow="fold")
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _sections(ctx: _click.Context) -> Iterator[tuple[str, list[Row]]]:
    params = ctx.command.get_params(ctx)
    arguments = [param for param in params if isinstance(param, TyperArgument) and not param.hidden]
    options = [param for param in params if isinstance(param, TyperOption) and not param.hidden]
    yield _("Arguments"), [(_argument(param), _described(param)) for param in arguments]
    yield _("Options"), [(_option(param), _described(param)) for param in options]
    if isinstance(ctx.command, TyperGroup):
        commands = [
            (name, command)
            for name in ctx.command.list_commands(ctx)
            if (command := ctx.command.get_command(ctx, name)) and not command.hidden
        ]
        for title, groups in ((_("Groups"), True), (_("Commands"), False)):
            yield (
                title,
                [
                    (name, command.get_short_help_str())
                    for name, command in commands
                    if isinstance(command, TyperGroup) is groups
                ],
            )


def _argument(param: TyperArgument) -> str:
    word = spoken(param.metavar) or (param.name or "").upper()
    return word if param.nargs == 1 else f"{word} …"


def _option(param: TyperOption) -> str:
    names = " / ".join(", ".join(names) for names in (param.opts, param.secondary_opts) if names)
    if param.is_flag:
        return names
    word = spoken(param.metavar) or "TEXT"
    return f"{names} {word} …" if param.multiple else f"{names} {word}"


def _described(param: TyperArgument | TyperOption) -> str:
    """The help of a parameter, what it is by default, whether it must be given."""
    notes = []
    if isinstance(param.default, str) and param.default and param.show_default:
        notes.append(_("default: {value}").format(value=param.default))
    if param.required and isinstance(param, TyperOption):
        notes.append(_("required"))
    described = spoken(param.help)
    return "".join([described, *(_(" ({note})").format(note=note) for note in notes)]).strip()
