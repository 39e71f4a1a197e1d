"""The options that set up completion in the person's shell, in our words and for both our names."""

from __future__ import annotations

import re
import sys

from typer import _click, _completion_classes
from typer._click.core import Parameter
from typer._click.shell_completion import CompletionItem
from typer._completion_shared import _get_shell_name, get_completion_script, install
from typer.core import TyperOption

from wagamachi_cli.errors import OutputError, UsageError
from wagamachi_cli.language import _
from wagamachi_cli.shell import words
from wagamachi_cli.shell.prompts import say

NAMES = ("wagamachi", "wm")
VARIABLE = "_WAGAMACHI_COMPLETE"
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")

_INSTALL = words.text(
    "今お使いのシェルに、Tab キーでの補完を設定します。", "Install completion for the current shell."
)
_SHOW = words.text(
    "補完の設定を表示します（自分で組み込むとき）。", "Show the completion script for the current shell."
)


def own(command: _click.Command) -> None:
    """Make the two options that typer adds to the root command ours, and completion fast."""
    # It would import rich's Markdown to take markup out of our texts, which hold none.
    _completion_classes._sanitize_help_text = _as_it_is
    # Bash puts into the line what it is given as it is: a space would end the word there.
    _completion_classes.BashComplete.format_completion = _in_bash  # type: ignore[method-assign,assignment]
    _completion_classes.ZshComplete.format_completion = _in_zsh  # type: ignore[method-assign,assignment]
    _completion_classes.ZshComplete.complete = _for_zsh  # type: ignore[method-assign,assignment]
    _completion_classes.PowerShellComplete.format_completion = (  # type: ignore[method-assign]
        _in_powershell  # type: ignore[assignment]
    )
    for param in command.params:
        if isinstance(param, TyperOption) and param.name == "install_completion":
            param.help, param.callback = _INSTALL, _install
        elif isinstance(param, TyperOption) and param.name == "show_completion":
            param.help, param.callback = _SHOW, _show


def _in_bash(_complete: object, item: CompletionItem) -> str:
    return re.sub(r"([\s'\"\\$`!&|;<>()*?#~])", r"\\\1", str(item.value))


def _in_zsh(_complete: object, item: CompletionItem) -> str:
    """A word of the list that `_arguments` evaluates: value and help, with a colon between them."""
    told = [re.sub(r"([\\:])", r"\\\1", part) for part in (str(item.value), item.help or "") if part]
    return _quoted(":".join(told))


def _for_zsh(complete: _completion_classes.ZshComplete) -> str:
    """The command that zsh evaluates: the list in it was quoted for one evaluation, this is for the other."""
    found = [
        complete.format_completion(item) for item in complete.get_completions(*complete.get_completion_args())
    ]
    return f"_arguments {_quoted(f'*: :(({chr(10).join(found)}))')}" if found else "_files"


def _quoted(text: str) -> str:
    """One word for a shell of Unix, whatever stands in it."""
    return "'" + text.replace("'", r"'\''") + "'"


_QUOTES = "'\u2018\u2019\u201a\u201b"
"""What begins and ends a word in PowerShell; doubled, it stands for itself."""


def _in_powershell(_complete: object, item: CompletionItem) -> str:
    """PowerShell puts the value into the line as it is; its script splits off the help at three colons."""
    value = str(item.value)
    if ":::" in value:  # within such a word alone could a colon be told from a colon
        value = '"' + re.sub(r"([`$\"\u201c\u201d\u201e:])", r"`\1", value) + '"'
    elif not re.fullmatch(r"[\w./・-]+", value):
        value = "'" + re.sub(f"([{_QUOTES}])", r"\1\1", value) + "'"
    return f"{value}:::{item.help or ' '}"


def _as_it_is(text: str) -> str:
    return text


def _shell() -> str:
    shell = _get_shell_name()
    if shell not in _SHELLS:
        raise UsageError(
            _("Completion cannot be set up for this shell."),
            _("It works in {shells}; run the command there.").format(shells=_(", ").join(_SHELLS)),
        )
    return shell


def _install(ctx: _click.Context, _param: Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    shell = _shell()
    for name in NAMES:
        try:
            _installed, path = install(shell=shell, prog_name=name, complete_var=VARIABLE)
        except OSError as error:
            raise OutputError(
                _("The completion for {shell} could not be written: {path}").format(
                    shell=shell, path=error.filename or ""
                ),
                _("`wagamachi --show-completion` prints it, to be put in place by hand."),
            ) from error
        say(_("Written: {path}").format(path=path))
    say(_("Completion works in every shell opened from now on."))
    ctx.exit()


def _show(ctx: _click.Context, _param: Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    shell = _shell()
    for name in NAMES:
        script = get_completion_script(prog_name=name, complete_var=VARIABLE, shell=shell)
        sys.stdout.write(f"{script}\n")
    ctx.exit()
