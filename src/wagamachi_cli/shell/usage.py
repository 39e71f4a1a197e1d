"""The framework's usage errors in our words, made from their class and attributes, never their text."""

from __future__ import annotations

import typer
from typer import _click
from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption
from typer._click.exceptions import UsageError as FrameworkError
from typer.core import TyperOption

from wagamachi_cli.errors import UsageError
from wagamachi_cli.language import _
from wagamachi_cli.shell.words import spoken

_LIKE = 0.7
"""Less alike than this, and another option is hardly what was meant (--date is not --note)."""
_DAYS = ("date", "day", "when", "time")


def worded(error: typer.TyperException) -> UsageError:
    """``error`` as a sentence of ours with what to do next."""
    ctx = error.ctx if isinstance(error, FrameworkError) else None
    help_hint = _("`{command} --help` shows the usage.").format(command=_path(ctx))
    if isinstance(error, NoSuchOption):
        return UsageError(
            _("{command} has no option {option}.").format(command=_path(ctx), option=error.option_name),
            f"{_instead(error.option_name, ctx)}\n{help_hint}".lstrip(),
        )
    if isinstance(error, BadOptionUsage):
        option = _declared(error.option_name, ctx)
        if option is not None and option.is_flag:
            message = _("{option} takes no value.").format(option=error.option_name)
        else:
            message = _("{option} needs a value.").format(option=error.option_name)
        return UsageError(message, help_hint)
    param = error.param if isinstance(error, typer.BadParameter) else None
    if param is None:
        return UsageError(_("The command line cannot be read."), help_hint)
    name = max(param.opts, key=len) if isinstance(param, TyperOption) else _argument(param)
    if isinstance(error, MissingParameter):
        return UsageError(_("{name} is missing.").format(name=name), help_hint)
    return UsageError(_("The value of {name} cannot be read.").format(name=name), help_hint)


def _path(ctx: _click.Context | None) -> str:
    return ctx.command_path if ctx else "wagamachi"


def _argument(param: _click.Parameter) -> str:
    return spoken(param.metavar) or (param.name or "").upper()


def _options(ctx: _click.Context) -> list[TyperOption]:
    return [param for param in ctx.command.get_params(ctx) if isinstance(param, TyperOption)]


def _declared(name: str, ctx: _click.Context | None) -> TyperOption | None:
    if ctx is None:
        return None
    return next((option for option in _options(ctx) if name in option.opts + option.secondary_opts), None)


def _instead(name: str, ctx: _click.Context | None) -> str:
    """What was probably meant by the option ``name``, or an empty text."""
    if ctx is None:
        return ""
    root = ctx.find_root()
    if root is not ctx and _declared(name, root) is not None:
        return _("{option} stands right after {program}.").format(option=name, program=root.command_path)
    names = [
        name for option in _options(ctx) if not option.hidden for name in option.opts + option.secondary_opts
    ]
    import difflib

    near = difflib.get_close_matches(name, names, cutoff=_LIKE)
    if not near and name.strip("-").lower() in _DAYS:
        near = [max(option.opts, key=len) for option in _options(ctx) if option.metavar in ("DATE", "WHEN")]
    return _("Did you mean {names}?").format(names=_(" or ").join(near)) if near else ""
