"""The framework's group and command, made ours: parsing, help, and groups that are loaded late."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar, NamedTuple, ParamSpec, TypeVar

import typer
import typer.main
from typer import _click
from typer._click.core import Parameter
from typer._click.exceptions import UsageError as FrameworkError
from typer._click.shell_completion import CompletionItem
from typer.core import TyperCommand, TyperGroup, TyperOption

from wagamachi_cli.errors import UsageError
from wagamachi_cli.language import _
from wagamachi_cli.shell import page
from wagamachi_cli.shell.parser import Parser
from wagamachi_cli.shell.prompts import interactive
from wagamachi_cli.shell.words import WIDE_SPACE, half_width, spoken, text

HELP_NAMES = ["--help", "-h"]
_FEW = 3
"""So many commands of the same name are named, when one of them may be meant."""
_SURELY = 0.75
"""So much alike, and it is what was meant."""
_HELP = text("この使い方を表示して終わります。", "Show this page and exit.")

P = ParamSpec("P")
R = TypeVar("R")


def _show_help(ctx: _click.Context, _param: Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        page.show(ctx)
        ctx.exit()


class _Ours(_click.Command):
    """What groups and commands have in common; stands before the framework's class."""

    def make_parser(self, ctx: _click.Context) -> Parser:
        """Our parser with the parameters of this command."""
        parser = Parser(ctx)
        for param in self.get_params(ctx):
            param.add_to_parser(parser, ctx)
        return parser

    def parse_args(self, ctx: _click.Context, args: list[str]) -> list[str]:
        """Parse ``args``; words left over are our usage error."""
        allowed, ctx.allow_extra_args = ctx.allow_extra_args, True
        try:
            rest = super().parse_args(ctx, args)
        except FrameworkError as error:
            error.ctx = error.ctx or ctx  # some of them do not say where they happened
            raise
        ctx.allow_extra_args = allowed
        if rest and not allowed and not ctx.resilient_parsing:
            raise UsageError(
                _("There is one word too many: {words}").format(words=" ".join(rest)),
                _(
                    "Put a name with spaces in quotes; everything else is given by options. "
                    "`{command} --help` shows the usage."
                ).format(command=ctx.command_path),
            )
        return rest

    def get_help_option_names(self, ctx: _click.Context) -> list[str]:
        """``--help`` and ``-h``, always in this order (the framework's is a set's)."""
        names = super().get_help_option_names(ctx)
        return [name for name in HELP_NAMES if name in names]

    def get_help_option(self, ctx: _click.Context) -> TyperOption | None:
        """The help option in our words, showing our page."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
            option.callback = _show_help
        return option

    def get_help(self, ctx: _click.Context) -> str:
        """The help page as plain text of ample width."""
        return page.plain(ctx)

    def get_usage(self, ctx: _click.Context) -> str:
        """The usage line."""
        return page.usage(ctx)

    def get_short_help_str(self, limit: int = 0) -> str:  # noqa: ARG002  the framework asks for a limit
        """The first line of the help, never cut."""
        return spoken(self.help).partition("\n")[0]

    def shell_complete(self, ctx: _click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options that begin with ``incomplete``, described in the language spoken."""
        items = super().shell_complete(ctx, incomplete)
        for item in items:
            item.help = spoken(item.help)
        return items


class Command(_Ours, TyperCommand):
    """A verb."""


class Group(_Ours, TyperGroup):
    """A group of verbs and further groups; alone it shows its help and exits with 2."""

    default: ClassVar[str] = ""
    """The verb that is meant when none is given, if the group has it."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self._promised: dict[str, Callable[[], _click.Command]] = {}

    def promise(
        self,
        name: str,
        help: str | None,  # noqa: A002  typer's own word
        build: Callable[[], _click.Command],
        kind: type[Command | Group],
    ) -> None:
        """Put a command in the group that ``build`` makes when it is to run.

        Help and completion of the group see its name and help only: to build every command of a
        group takes longer than to run one.
        """
        self.add_command(kind(name=name, help=help))
        self._promised[name] = build

    def parse_args(self, ctx: _click.Context, args: list[str]) -> list[str]:
        """Parse the group's own options; without a verb the default one is meant, else help, exit 2."""
        rest = super().parse_args(ctx, args)
        if ctx._protected_args or ctx.resilient_parsing:
            return rest
        if self.default not in self.commands:
            page.show(ctx)
            ctx.exit(2)
        ctx._protected_args = [self.default]
        return rest

    def resolve_command(
        self, ctx: _click.Context, args: list[str]
    ) -> tuple[str | None, _click.Command | None, list[str]]:
        """The command that the first word names, perhaps in full width or joined to what follows."""
        word, *rest = args
        name = self._named(ctx, word)
        if name is None:
            first, _space, glued = word.strip(WIDE_SPACE).partition(WIDE_SPACE)
            name = self._named(ctx, first)
            if glued:
                rest.insert(0, glued.lstrip(WIDE_SPACE))
        if name is not None:
            return name, self.loaded(ctx, name), rest
        if ctx.resilient_parsing:
            return None, None, rest
        begun = self._begun(ctx, word)
        if len(begun) == 1 and interactive():
            return begun[0], self.loaded(ctx, begun[0]), rest
        raise self._unknown(ctx, word, begun)

    def loaded(self, ctx: _click.Context, name: str) -> _click.Command | None:
        """The command called ``name``, ready to run."""
        if name in self._promised:
            self.commands[name] = self._promised.pop(name)()
        return self.get_command(ctx, name)

    def _named(self, ctx: _click.Context, word: str) -> str | None:
        for name in (word, half_width(word)):
            if self.get_command(ctx, name) is not None:
                return name
        return None

    def _shown(self, ctx: _click.Context) -> list[str]:
        return [
            name
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) and not command.hidden
        ]

    def _begun(self, ctx: _click.Context, word: str) -> list[str]:
        """The commands that begin with ``word``.

        By hand a beginning that only one has is enough. In a script it would mean something else, or
        nothing, once there is a further command; so it is not taken there.
        """
        beginning = half_width(word.strip(WIDE_SPACE))
        return [name for name in self._shown(ctx) if beginning and name.startswith(beginning)]

    def _unknown(self, ctx: _click.Context, word: str, begun: list[str]) -> UsageError:
        import difflib

        typed, shown = half_width(word), self._shown(ctx)
        near = begun or difflib.get_close_matches(typed, shown, cutoff=_SURELY)
        if not near:  # only then every group is imported, to look there
            elsewhere = [f"`{path}`" for path in _elsewhere(ctx.find_root(), typed)]
            near = [*elsewhere, *difflib.get_close_matches(typed, shown)]
        hint = _("`{command} --help` lists the commands.").format(command=ctx.command_path)
        if near:
            hint = f"{_('Did you mean {names}?').format(names=_(' or ').join(near))}\n{hint}"
        message = _("{command} has no command “{word}”.")
        if len(begun) > 1:
            message = _("{command} has several commands that begin with “{word}”.")
        return UsageError(message.format(command=ctx.command_path, word=word), hint)


def _elsewhere(root: _click.Context, word: str) -> list[str]:
    """The commands of other groups that are called ``word``; none where many are, as with a verb."""
    found: list[str] = []

    def look(group: Group, ctx: _click.Context) -> None:
        for name in group.list_commands(ctx):
            below = None
            with suppress(ImportError):  # the error to be told is that of the person
                below = group.loaded(ctx, name)
            if below is None or below.hidden:
                continue
            path = f"{ctx.command_path} {name}"
            if name == word:
                found.append(path)
            if isinstance(below, Group):
                look(below, _click.Context(below, ctx, name))

    if isinstance(root.command, Group):
        look(root.command, root)
    return found if len(found) <= _FEW else []


class Stub(NamedTuple):
    """A group or verb whose module is imported only when it is called.

    ``target`` is ``module:attribute``: a Typer made by ``typer_app``, or a function with the
    parameters of a command. ``help`` comes from ``text``. ``group`` says where the help lists it.
    """

    name: str
    help: str
    target: str
    group: bool = False

    def load(self) -> _click.Command:
        """Import the module and build the group or command."""
        module, _colon, attribute = self.target.partition(":")
        found = getattr(importlib.import_module(module), attribute)
        if isinstance(found, typer.Typer):
            return built(found, self.name)
        app = typer_app(help=self.help)
        command(app, self.name, help=self.help)(found)
        return typer.main.get_command(app)


class LazyGroup(Group):
    """A group made of stubs."""

    stubs: ClassVar[tuple[Stub, ...]] = ()

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for stub in self.stubs:
            self.promise(stub.name, stub.help, stub.load, Group if stub.group else Command)


def built(app: typer.Typer, name: str) -> Group:
    """The group that ``app`` describes (one of ``typer_app``, without a callback), called ``name``."""
    group = Group(name=name, help=app.info.help, context_settings=app.info.context_settings)
    for verb in app.registered_commands:
        build = partial(
            typer.main.get_command_from_info, verb, pretty_exceptions_short=False, rich_markup_mode=None
        )
        group.promise(verb.name or "", verb.help, build, Command)
    for thing in app.registered_groups:
        below = thing.typer_instance
        if below is not None and thing.name:
            group.promise(thing.name, below.info.help, partial(built, below, thing.name), Group)
    return group


def typer_app(
    *,
    help: str,  # noqa: A002  typer's own word
    cls: type[Group] = Group,
    completion: bool = False,
) -> typer.Typer:
    """A Typer for a group of commands, in our ways; ``help`` comes from ``text``.

    ``completion`` adds the options that set completion up; the root command alone has them.
    """
    return typer.Typer(
        cls=cls,
        help=help,
        add_completion=completion,
        context_settings={"help_option_names": HELP_NAMES},
        rich_markup_mode=None,
        suggest_commands=False,
        pretty_exceptions_enable=False,
    )


def command(
    app: typer.Typer,
    name: str,
    *,
    help: str,  # noqa: A002  typer's own word
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorator: the function becomes the verb ``name`` of ``app``; texts come from ``text``."""
    return app.command(name, cls=Command, help=help)
