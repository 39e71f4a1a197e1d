"""Parameters of commands, and the function that the framework calls: both made from descriptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any

import typer

from wagamachi_cli import shell
from wagamachi_cli.commands import completing
from wagamachi_cli.commands.completing import Complete
from wagamachi_cli.errors import UsageError
from wagamachi_cli.kinds import Field, Kind
from wagamachi_cli.kinds.types import Choice, Flag
from wagamachi_cli.language import Label, _
from wagamachi_cli.state import State, place

if TYPE_CHECKING:
    from wagamachi_cli.output import Target

Given = dict[str, Any]
_FILES = ("FILE", "DIR", "FILE.xlsx")
Run = Callable[[State, Given], None]


def option(
    key: str,
    label: Label,
    metavar: str = "TEXT",
    *,
    many: bool = False,
    names: tuple[str, ...] = (),
    complete: Complete | None = None,
) -> Parameter:
    """An option ``--key`` (or as ``names`` say); its value, or list of values, stands under ``key``."""
    said = shell.text(label.ja, label.en)
    info = typer.Option(None, *names or ("--" + key.replace("_", "-"),), metavar=metavar, help=said)
    info.shell_complete = complete
    return _parameter(key, list[str] if many else str, info)


def flag(key: str, label: Label, *names: str) -> Parameter:
    """An option that is there or not; None when it was not given and can be given either way."""
    said = shell.text(label.ja, label.en)
    return _parameter(key, bool, typer.Option(None, *names or ("--" + key.replace("_", "-"),), help=said))


def argument(
    key: str, label: Label, metavar: str, *, many: bool = False, complete: Complete | None = None
) -> Parameter:
    """A word without an option's name. The framework never misses it, since we may ask for it."""
    said = shell.text(label.ja, label.en)
    info = typer.Argument(None, metavar=metavar, help=said, shell_complete=complete)
    return _parameter(key, list[str] if many else str, info)


def _parameter(key: str, annotation: Any, info: Any) -> Parameter:
    # A keyword of Python (from) may be a key of ours.
    return Parameter(f"{key}_", Parameter.KEYWORD_ONLY, default=info, annotation=annotation | None)


def of_field(one: Field) -> Parameter:
    """The option of a field."""
    label = one.help or one.label
    if isinstance(one.type, Flag):
        return flag(one.key, label, f"{one.option}/{one.option.replace('--', '--no-', 1)}")
    if isinstance(one.type, Choice) and one.type.field:
        listed = f"`choice list {one.type.field}`"
        label = Label(f"{label.ja}（一覧は {listed}）", f"{label.en} (see {listed})")
    if one.many:
        label = Label(f"{label.ja}（A,B と並べる、または繰り返す）", f"{label.en} (A,B or several times)")
    complete = completing.of_field(one)
    return option(one.key, label, one.type.metavar, many=one.many, names=(one.option,), complete=complete)


REF = Label(
    "名前・番号・その一部（. は直前に書いた記録）", "a name, an id, a part of one (. is the last written)"
)
EXACT = Label("正確な名前または番号", "an exact name or an id")
ANYWAY = option(
    "anyway", Label("規則を曲げて記録する（理由を残す）", "do it against a rule, with the reason"), "REASON"
)
INSTEAD = flag(
    "instead",
    Label(
        "合計と明細が重なるとき、新しいほうに置き換える（古いほうは取り除く）",
        "where a total meets what is in it, the new one stands and the old one is removed",
    ),
)
AGAIN = flag(
    "again",
    Label(
        "同じ内容の記録があっても、もう一件として記録する", "write a second one where one stands for the same"
    ),
)
FORMAT = option(
    "format",
    Label("出力の形", "the format"),
    "table|plain|markdown|csv|tsv|json",
    names=("--format", "-f"),
)
AS_OF = option(
    "as_of", Label("この日（月ならその末日）までを数える", "count what happened up to this day"), "DATE|MONTH"
)
YES = flag("yes", Label("端末でも確認しない", "do not ask at a terminal"), "--yes", "-y")
OUTPUT = (
    FORMAT,
    option(
        "output",
        Label("ファイルに書く（形は拡張子で決まる）", "write to a file, the format by its suffix"),
        "FILE",
        names=("--output", "-o"),
    ),
    flag("force", Label("既にあるファイルを置き換える", "replace a file that exists")),
    option(
        "encoding", Label("CSV の文字コード（cp932 など）", "the encoding of a CSV file (cp932 …)"), "NAME"
    ),
)


def second(kind: Kind) -> list[Parameter]:
    """``--again``, where two records of a kind can have the same keys."""
    return [AGAIN] if kind.again else []


def target(given: Given, *, public: bool = False) -> Target:
    """Where the answer goes, checked before anything else happens (exit 2 or 6).

    ``public``: it names nobody, so that its file is for whom new files are; else for this user alone.
    """
    from wagamachi_cli.output import Target

    force = bool(given.get("force"))
    return Target.of(given.get("format"), given.get("output"), force, given.get("encoding"), public=public)


def function(parameters: Iterable[Parameter], run: Run) -> Callable[..., None]:
    """A function that the framework can call: it hands what was given, by key, and the state to ``run``."""

    parameters = list(parameters)
    files = [one.name for one in parameters if one.default.metavar in _FILES]

    def called(ctx: typer.Context, **values: Any) -> None:
        for name in files:
            see_nameable(values.get(name))
        run(ctx.obj, {name.removesuffix("_"): value for name, value in values.items()})

    context = Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    called.__signature__ = Signature([context, *parameters])  # type: ignore[attr-defined]
    called.__annotations__ = {p.name: p.annotation for p in (context, *parameters)}
    return called


def later(module: str, verb: str, *first: Any) -> Run:
    """What a command does that stands in commands/MODULE.py, imported only when it is called.

    The function ``verb`` there takes what is ``first``, then the state and what was given.
    """

    def run(state: State, given: Given) -> None:
        getattr(import_module(f"wagamachi_cli.commands.{module}"), verb)(*first, state, given)

    return run


def writing(run: Run) -> Run:
    """What a command does that writes: it reads, too, through the connection that it then writes with."""

    def ran(state: State, given: Given) -> None:
        from wagamachi_cli import register

        register.expect_writing()
        run(state, given)

    return ran


def see_nameable(path: str | None) -> None:
    """UsageError (2) when no file can be called so."""
    if path is not None:
        place(path)


def add_command(
    app: typer.Typer,
    name: str,
    label: Label,
    parameters: Iterable[Parameter],
    run: Run,
) -> None:
    """Hang a command on a group."""
    shell.command(app, name, help=shell.text(label.ja, label.en))(function(parameters, run))


def needed(given: Given, key: str, shown: str) -> Any:
    """What must be given; UsageError (exit 2) when it was not."""
    value = given.get(key)
    if value is None or value == []:
        raise UsageError(
            _("{option} is missing.").format(option=shown), _("Add --help to see what the command takes.")
        )
    return value


def log_words(kind: Kind, verb: str, given: Given, identifiers: Iterable[int] = ()) -> str:
    """The command as the log keeps it: its options, but no free text and no names."""
    from wagamachi_cli.kinds.types import Ref, Words

    words = [*kind.command.split(), verb, *map(str, identifiers)]
    for key, value in given.items():
        if value in (None, False, []) or key in ("format", "output", "force", "encoding", "ref", "reason"):
            continue
        known = next((one for one in kind.all_fields if one.key == key), None)
        secret = known is None or isinstance(known.type, Words | Ref)
        shown = "…" if secret else ",".join(map(str, value)) if isinstance(value, list) else str(value)
        name = known.option if known else f"--{key.replace('_', '-')}"
        words.append(name + ("" if value is True else f" {shown}"))
    return " ".join(words)
