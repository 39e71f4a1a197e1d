"""The root command: global options, the groups and verbs, and the one place where errors end."""

from __future__ import annotations

import contextlib
import errno
import gc
import importlib.util
import os
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Annotated, NoReturn

import typer
import typer.main
from typer.core import TyperGroup

from wagamachi_cli import __version__, errors, language, shell
from wagamachi_cli.commands.where import register_path
from wagamachi_cli.errors import NotFoundError, OutputError, RegisterError, UsageError, WagamachiError
from wagamachi_cli.language import _
from wagamachi_cli.shell import Stub, completion, streams, text
from wagamachi_cli.shell.usage import worded
from wagamachi_cli.shell.words import half_width
from wagamachi_cli.state import State, at_end
from wagamachi_cli.text import escape_controls, visible

# One line each: name, help in both languages, module:attribute below commands/.
_GROUPS = (
    ("council", "協議会・圏域・会議・団体", "Councils, areas, meetings, partners", "council:app"),
    ("activity", "活動体・開催・助け合い", "Activities, sessions, helpers, requests", "activity:app"),
    ("consultant", "相談員・講座・困りごと・見守り", "Consultants, concerns, visits", "consultant:app"),
    ("pantry", "食料の寄付・在庫・配布・つなぎ", "Food: drives, stock, handing out", "pantry:app"),
    ("report", "集計・推移・四半期の報告", "Tables, trends, the quarter's report", "report:app"),
)
_VERBS = (
    ("init", "台帳を作ります。", "Make the register.", "start:init"),
    ("demo", "お試しの台帳と報告を作ります。", "Make a scratch register and its report.", "demo:demo"),
    ("status", "台帳のようすを示します。", "How the register stands.", "start:status"),
    ("config", "設定を見ます・変えます。", "Read and change settings.", "settings:config"),
    ("choice", "選択肢を見ます・変えます。", "Read and change the choices.", "settings:choice"),
    ("template", "記入用のシートを作ります。", "Make a sheet to fill in.", "exporting:template"),
    ("import", "シートを取り込みます。", "Take a sheet into the register.", "sheets:import_"),
    ("export", "すべての表を書き出します。", "Write every table as CSV.", "exporting:export"),
    ("log", "変更の履歴を示します。", "What each command changed.", "mending:log"),
    ("undo", "変更を取り消します。", "Take back what a command changed.", "mending:undo"),
    ("redo", "取り消した変更をやり直します。", "Do again what was taken back.", "mending:redo"),
    ("merge", "二重の登録を一つにします。", "Join one thing that was entered twice.", "merging:merge"),
    ("note", "記録に日付つきのメモを付けます。", "Put a dated line on a record.", "finding:note"),
    ("find", "ことばを含む記録を探します。", "Find the records that mention it.", "finding:find"),
    ("forget", "連絡先や人についての文を消します。", "Erase contacts and free text.", "forgetting:forget"),
    ("check", "台帳に誤りがないか調べます。", "Check the register.", "care:check"),
    ("backup", "台帳の控えを取ります。", "Copy the register.", "care:backup"),
    ("restore", "台帳を控えから戻します。", "Bring the register back from a copy.", "care:restore"),
)


def _stubs() -> Iterator[Stub]:
    for kind in (_GROUPS, _VERBS):
        for name, ja, en, target in kind:
            module, _colon, attribute = target.partition(":")
            full = f"wagamachi_cli.commands.{module}"
            if importlib.util.find_spec(full):
                yield Stub(name, text(ja, en), f"{full}:{attribute}", group=kind is _GROUPS)


LAZY = tuple(_stubs())

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_JAPAN = timedelta(hours=9)


class Root(shell.LazyGroup):
    """``wagamachi``: the groups, the verbs for the file itself; alone it is ``status``."""

    stubs = LAZY
    default = "status"

    def examples(self, path: str) -> list[str]:
        """How the command with these words after ``wagamachi`` is typed."""
        from wagamachi_cli.commands.examples import examples

        return examples(path)


app = shell.typer_app(
    cls=Root,
    completion=True,
    help=text(
        "地域福祉コーディネーターの台帳です。できごとを記録し、四半期の報告にまとめます。",
        "The register of a community-welfare coordinator: what happened, and the quarter's report.",
    ),
)


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"wagamachi {__version__}\n")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    db: Annotated[
        str | None,
        typer.Option(
            "--db",
            metavar="FILE",
            help=text(
                "台帳のファイル（省略時は WAGAMACHI_DB、なければ利用者ごとのフォルダー）",
                "The register (else WAGAMACHI_DB, else in the per-user data folder).",
            ),
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="ja|en",
            help=text(
                "表示のことば（省略時は WAGAMACHI_LANG、なければロケール）",
                "The language (else WAGAMACHI_LANG, else the locale).",
            ),
        ),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help=text("版を表示して終わります。", "Show the version and exit."),
        ),
    ] = False,
) -> None:
    """Make the state that every command is run with."""
    _speak(lang)
    ctx.obj = State(
        register=register_path(db),
        language=language.language(),
        today=_today(),
        interactive=shell.interactive(),
        arguments=ctx.obj,
    )


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command line ``argv`` (by default the process's own) and leave with its exit code."""
    streams.own()
    # Of libraries: English, and nothing a person could act on. PYTHONWARNINGS=error is for other programs.
    warnings.simplefilter("ignore")
    try:
        code = run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:  # once more, while the first was being dealt with
        streams.abandon_stdout()
        code = 130
    streams.leave_stderr()
    gc.freeze()  # else Python would look through everything once more before it goes
    sys.exit(code)


def run(argv: Sequence[str]) -> int:
    """Run the command line ``argv``; errors are told on stderr, and the exit code is returned."""
    as_json = _asks_json(argv)
    asked = language.asked_in(argv)
    spoken = asked if asked in language.LANGUAGES else language.from_environment(os.environ)
    language.set_language(spoken)
    code = 0
    failure: WagamachiError | None = None
    errors.record_stands()  # of a command before, in the same process
    try:
        with at_end:
            code = _perform(argv)
        sys.stdout.flush()
    except typer.TyperException as error:
        failure = worded(error)
    except WagamachiError as error:
        failure = error
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    except streams.OutputLostError as error:
        return _lost(error, as_json)
    except Exception as error:  # noqa: BLE001  the last resort: no traceback reaches a person
        failure = _bug(error)
    try:
        sys.stdout.flush()
    except streams.OutputLostError as error:
        return _lost(error, as_json)
    if isinstance(failure, RegisterError) and errors.record_stands():  # it vanished before it was shown
        stands = _(" The record itself was written and stands.").strip()
        failure = RegisterError(f"{failure.message} {stands}", failure.hint)
    _tell(failure, as_json)
    return failure.code if failure else code


def _perform(argv: Sequence[str]) -> int:
    """Parse and run; what the framework would do about exceptions is left to ``run``."""
    arguments = [_readable(word) for word in argv]
    command = root_command()
    try:
        command._main_shell_completion({}, "wagamachi", completion.VARIABLE)
        with command.make_context("wagamachi", arguments, obj=tuple(arguments)) as ctx:
            command.invoke(ctx)
    except typer.Exit as leaving:
        return leaving.exit_code
    except SystemExit as leaving:  # the framework's completion
        return leaving.code if isinstance(leaving.code, int) else 0
    return 0


@cache
def root_command() -> TyperGroup:
    """The root command; what is below it is built when it is first called."""
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)  # noqa: S101 - it has commands
    completion.own(command)
    return command


def _readable(word: str) -> str:
    """``word`` as valid Unicode; in an ASCII locale its bytes may still be good UTF-8."""
    if not any("\ud800" <= character <= "\udfff" for character in word):
        return word
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeError as error:
        raise UsageError(
            _("The command line holds text that is not valid Unicode: {word}").format(word=visible(word)),
            _("Type it again, or set the terminal to UTF-8."),
        ) from error


def _speak(asked: str | None) -> None:
    """Set the language from ``--lang``, else WAGAMACHI_LANG; the locale was looked at before."""
    source, value = "--lang", asked
    if value is None:
        source, value = "WAGAMACHI_LANG", os.environ.get("WAGAMACHI_LANG") or language.language()
    if value not in language.LANGUAGES:
        raise UsageError(
            _("{source} cannot be “{value}”.").format(source=source, value=value), _("It is ja or en.")
        )
    language.set_language(value)


def _today() -> date:
    """WAGAMACHI_TODAY, else the date in Japan, wherever the machine's clock is set."""
    fixed = os.environ.get("WAGAMACHI_TODAY")
    if not fixed:
        return (datetime.now(UTC) + _JAPAN).date()
    with contextlib.suppress(ValueError):
        if _DATE.fullmatch(fixed):
            return _within_calendar(date.fromisoformat(fixed))
    raise UsageError(
        _("{source} cannot be “{value}”.").format(source="WAGAMACHI_TODAY", value=fixed),
        _("It is a date like 2022-01-31."),
    )


def _within_calendar(today: date) -> date:
    from wagamachi_cli.period.eras import EARLIEST, LATEST

    if not EARLIEST <= today <= LATEST:
        raise UsageError(
            _("{source} lies outside the calendar that is known: {value}").format(
                source="WAGAMACHI_TODAY", value=today.isoformat()
            ),
            _("From {first} to {last}.").format(first=EARLIEST.isoformat(), last=LATEST.isoformat()),
        )
    return today


def _asks_json(argv: Sequence[str]) -> bool:
    words = [half_width(word) for word in (*argv, "")]
    return any(
        word in ("--format=json", "-fjson") or (word in ("--format", "-f") and value == "json")
        for word, value in pairwise(words)
    )


def _lost(error: streams.OutputLostError, as_json: bool) -> int:
    """stdout is gone: quiet for a reader that closed the pipe, else what became of the record."""
    streams.abandon_stdout()
    if error.closed_by_reader:
        return 141
    if error.number == errno.ENOSPC:
        message = _("The output could not be written: no space left.")
    else:
        message = _("The output could not be written.")
    if errors.record_stands():
        message += _(" The record itself was written and stands.")
    failure = OutputError(message, _("Choose another place for the output and show it again."))
    _tell(failure, as_json)
    return failure.code


def _bug(error: Exception) -> WagamachiError:
    """A sentence about ``error``; its traceback goes to a file that only this person can read."""
    import tempfile
    import traceback

    story = "".join(traceback.format_exception(error))
    if os.environ.get("WAGAMACHI_DEBUG") == "1":
        sys.stderr.write(story)
    hint = _("Please report it with the command that you typed.")
    with contextlib.suppress(OSError):
        descriptor, path = tempfile.mkstemp(prefix="wagamachi-", suffix=".log")
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:  # noqa: PTH123
            file.write(story)
        hint = _(
            "Please report it with the command that you typed and this file "
            "(look first whether it names anybody): {path}"
        ).format(path=path)
    return WagamachiError(
        _("Something went wrong inside the program ({kind}).").format(kind=type(error).__name__), hint
    )


def _tell(failure: WagamachiError | None, as_json: bool) -> None:
    """Warnings and the error, on stderr: for people line by line, or as one line of JSON."""
    told = errors.take_warnings()
    if as_json:
        if failure or told:
            import json

            _write(escape_controls(json.dumps(_document(failure, told), ensure_ascii=False)))
        return
    for warning in told:
        _write(_("Note: {message}").format(message=visible(warning, lines=True)))
    if failure is None:
        return
    _write(_("Error: {message}").format(message=visible(failure.message, lines=True)))
    if isinstance(failure, NotFoundError):
        for number, name in failure.candidates:
            _write(f"  {number}  {visible(name)}")
    if failure.hint:
        _write(visible(failure.hint, lines=True))


def _document(failure: WagamachiError | None, told: list[str]) -> dict[str, object]:
    if failure is None:
        return {"warnings": told}
    error: dict[str, object] = {"code": failure.code, "message": failure.message, "hint": failure.hint}
    if isinstance(failure, NotFoundError) and failure.candidates:
        error["candidates"] = [{"id": number, "name": name} for number, name in failure.candidates]
    return {"error": error, "warnings": told}


def _write(line: str) -> None:
    """A line on stderr; where that is gone too, nobody is left to be told."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
