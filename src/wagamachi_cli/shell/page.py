"""The help page: ours, since the framework's is English, cuts Japanese and is slow to import.

It is plain text folded to the width: without rich it appears in two thirds of the time.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator

from typer import _click
from typer.core import TyperArgument, TyperGroup, TyperOption

from wagamachi_cli.language import _
from wagamachi_cli.shell.words import spoken
from wagamachi_cli.text import folded, width

# Columns of a page that goes to a file or a pipe.
_AMPLE = 100
# Share of the width that the left column may take; a wider entry stands above its text.
_LEFT = 0.4
_INDENT = "  "
_GAP = "  "

Row = tuple[str, str]


def show(ctx: _click.Context) -> None:
    """Print the help page of the command of ``ctx`` on stdout."""
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else _AMPLE
    sys.stdout.write(_render(ctx, columns))


def plain(ctx: _click.Context) -> str:
    """The help page as plain text."""
    return _render(ctx, _AMPLE).rstrip("\n")


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


def _render(ctx: _click.Context, columns: int) -> str:
    sections = [(title, rows) for title, rows in _sections(ctx) if rows]
    limit = int(columns * _LEFT)
    left_columns = max(
        (width(left) for _title, rows in sections for left, _right in rows if width(left) <= limit), default=0
    )
    lines = folded(f"{_('Usage:')} {usage(ctx)}", columns)
    about = spoken(ctx.command.help)
    if about:
        lines += ["", *folded(about, columns)]
    for title, rows in sections:
        lines += ["", title]
        for row in rows:
            lines += _beside(row, left_columns, columns)
    lines += _examples(ctx)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _examples(ctx: _click.Context) -> list[str]:
    """How the command is typed; never folded, so that a line can be taken over as it stands."""
    root = ctx.find_root()
    path = ctx.command_path.removeprefix(root.command_path).strip()
    examples: Callable[[str], list[str]] | None = getattr(root.command, "examples", None)
    shown = examples(path) if examples else []
    if not shown:
        return []
    title = _("Examples") if len(shown) > 1 else _("Example")
    return ["", title, *(f"{_INDENT}{line}" for line in shown)]


def _beside(row: Row, left_columns: int, columns: int) -> Iterator[str]:
    """The two texts of a row side by side; a left one that is too wide stands above."""
    left, right = row
    before = f"{_INDENT}{' ' * left_columns}{_GAP}"
    if width(left) > left_columns:
        yield from (f"{_INDENT}{line}" for line in folded(left, columns - len(_INDENT)))
        left = ""
    elif not right:
        yield f"{_INDENT}{left}"
    for line in folded(right, columns - len(before)) if right else ():
        yield f"{_INDENT}{left}{' ' * (left_columns - width(left))}{_GAP}{line}"
        left = ""


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
    named = (sorted(names, key=len) for names in (param.opts, param.secondary_opts) if names)
    names = " / ".join(", ".join(names) for names in named)
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
