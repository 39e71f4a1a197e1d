"""What shell/ makes of typer, on a toy program: parsing, help, usage errors, prompts."""

from __future__ import annotations

import inspect
import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import pytest
import typer

from wagamachi_cli import language, shell
from wagamachi_cli.errors import UsageError
from wagamachi_cli.shell.usage import worded
from wagamachi_cli.text import folded, width

SEEN: dict[str, object] = {}
SRC = str(Path(shell.__file__).parents[2])


def toy() -> typer.Typer:
    """``toy add NAME --area A … --note TEXT -o FILE --dry-run`` and ``toy meeting pass-on [REF …]``."""
    top = shell.typer_app(
        help=shell.text("おもちゃの台帳です。\n\n続きの説明。", "A toy register.\n\nMore of it.")
    )
    sub = shell.typer_app(help=shell.text("会議", "Meetings"))
    top.add_typer(sub, name="meeting")

    @shell.command(top, "add", help=shell.text("名前を足します。\n長い説明。", "Add a name.\nAt length."))
    def add(
        name: Annotated[str, typer.Argument(help=shell.text("つける名前", "The name"))],
        area: Annotated[
            list[str] | None,
            typer.Option("--area", metavar="NAME", help=shell.text("圏域", "The area")),
        ] = None,
        note: Annotated[
            str | None, typer.Option("--note", help=shell.text("メモ [必読]", "A note [read it]"))
        ] = None,
        output: Annotated[
            str, typer.Option("-o", "--output", metavar="FILE", help=shell.text("書き出し先", "Where"))
        ] = "x.csv",
        dry_run: Annotated[bool, typer.Option("--dry-run", help=shell.text("試すだけ", "Only try"))] = False,
    ) -> None:
        SEEN.update(name=name, area=area, note=note, output=output, dry_run=dry_run)

    @shell.command(sub, "pass-on", help=shell.text("渡します。", "Pass on."))
    def pass_on(refs: Annotated[list[str] | None, typer.Argument(metavar="REF")] = None) -> None:
        SEEN.update(refs=refs)

    shell.command(top, "made", help=shell.text("作られたもの", "Made"))(generated())
    return top


def generated() -> Callable[..., None]:
    """A function as the generator of commands builds it."""

    def do(**values: object) -> None:
        SEEN.update(values)

    do.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
            for name, kind, default in (
                ("name", str | None, typer.Argument(None, metavar="NAME", help=shell.text("名前", "Name"))),
                ("kind", str | None, typer.Option(None, "--kind", help=shell.text("種別", "Kind"))),
                ("force", bool, typer.Option(False, "--force", help=shell.text("上書き", "Replace"))),
                ("alias", list[str] | None, typer.Option(None, "--alias", help=shell.text("別名", "Alias"))),
            )
        ]
    )
    return do


@pytest.fixture(autouse=True)
def _japanese() -> Iterator[None]:
    SEEN.clear()
    language.set_language("ja")
    yield
    language.set_language("ja")


def run(*words: str) -> dict[str, object]:
    """Run the toy; what its function was given."""
    command = shell.built(toy(), "toy")
    with command.make_context("toy", list(words)) as ctx:
        command.invoke(ctx)
    return dict(SEEN)


def refused(*words: str) -> UsageError:
    """The usage error that the words end in."""
    with pytest.raises((UsageError, typer.TyperException)) as caught:
        run(*words)
    error = caught.value
    return error if isinstance(error, UsageError) else worded(error)  # type: ignore[arg-type]


def page(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(typer.Exit):
        run(*words)
    return capsys.readouterr().out


# Names in full width; data untouched


@pytest.mark.parametrize(
    "words",
    [
        ("add", "四谷", "--area", "Ａ"),
        ("ａｄｄ", "四谷", "－－ａｒｅａ", "Ａ"),
        ("ＡＤＤ", "四谷", "ーーarea", "Ａ"),
        ("add\u3000四谷", "--area\u3000Ａ"),
        ("\u3000add\u3000四谷\u3000－－area\u3000Ａ",),
        ("add", "四谷\u3000--area\u3000Ａ"),
        ("add", "—area", "Ａ", "四谷"),
        ("add", "－－area＝Ａ", "四谷"),
        ("add", "--area=Ａ", "四谷"),
    ],
)
def test_names_in_full_width_are_read_as_half_width(words: tuple[str, ...]) -> None:
    assert run(*words) == {
        "name": "四谷",
        "area": ["Ａ"],
        "note": None,
        "output": "x.csv",
        "dry_run": False,
    }


@pytest.mark.parametrize(
    "value",
    [
        "－－area",
        "ーーarea",
        "－5",
        "ささえあい\u3000四谷",
        "Ａ＝Ｂ",
        "電話で\u3000--area\u3000と",
        "－",
        "—area",
        "\u3000",
    ],
)
def test_a_value_is_data_whatever_it_looks_like(value: str) -> None:
    assert run("add", "四谷", "--note", value)["note"] == value
    assert run("add", "四谷", f"--note={value}")["note"] == value
    assert run("add", "四谷", f"－－note={value}")["note"] == value
    assert run("add", "--", value)["name"] == value


@pytest.mark.parametrize(
    "name", ["ささえあい\u3000四谷", "ＡＤＤ", "－５℃冷凍", "ー", "ーー", "—エリア", "Ａ＝Ｂ", "－"]
)
def test_a_name_is_data(name: str) -> None:
    assert run("add", name)["name"] == name
    assert run("meeting", "pass-on", name, name)["refs"] == [name, name]


def test_short_options_and_flags_in_full_width() -> None:
    seen = run("add", "四谷", "－ｏ", "ｙ.csv", "－－dry－run")
    assert (seen["output"], seen["dry_run"]) == ("ｙ.csv", True)
    assert run("add", "四谷", "-oｙ.csv")["output"] == "ｙ.csv"


@pytest.mark.parametrize("verb", ["pass－on", "passーon", "ｐａｓｓ－ｏｎ"])
def test_verbs_with_a_hyphen(verb: str) -> None:
    assert run("meeting", verb, "1")["refs"] == ["1"]
    assert run(f"meeting\u3000{verb}\u30001")["refs"] == ["1"]


def test_a_generated_function_becomes_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("made", "四谷", "--alias", "A", "--alias", "B", "--force") == {
        "name": "四谷",
        "kind": None,
        "force": True,
        "alias": ["A", "B"],
    }
    assert run("made")["alias"] is None
    assert "--alias TEXT …" in page(capsys, "made", "--help")


# The help page


def test_the_help_page_in_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        page(capsys, "add", "--help")
        == """\
使い方: toy add [オプション] NAME

名前を足します。
長い説明。

引数
  NAME               つける名前

オプション
  --area NAME …      圏域
  --note TEXT        メモ [必読]
  -o, --output FILE  書き出し先（省略時は x.csv）
  --dry-run          試すだけ
  -h, --help         この使い方を表示して終わります。
"""
    )


def test_the_help_of_a_group_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    language.set_language("en")
    assert (
        page(capsys, "-h")
        == """\
Usage: toy [OPTIONS] COMMAND …

A toy register.

More of it.

Options
  -h, --help  Show this page and exit.

Groups
  meeting     Meetings

Commands
  add         Add a name.
  made        Made
"""
    )


def test_a_group_without_a_verb_shows_its_help_on_stdout_and_exits_with_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(typer.Exit) as leaving:
        run("meeting")
    assert leaving.value.exit_code == 2
    assert "pass-on" in capsys.readouterr().out


@pytest.mark.parametrize("columns", ["24", "50", "200"])
def test_nothing_is_cut_at_any_width(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    piped = page(capsys, "add", "--help")
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    shown = page(capsys, "add", "--help")
    assert sorted("".join(shown.split())) == sorted("".join(piped.split()))
    assert max(width(line) for line in shown.splitlines()) <= int(columns)


def test_lines_are_broken_where_one_may_break_them() -> None:
    assert folded("to be or not", 6) == ["to be", "or not"]
    assert folded("複数は A,B と並べる。", 9) == ["複数は", "A,B と並", "べる。"]
    assert folded("並べる。", 6) == ["並べ", "る。"]
    assert folded("unbreakable", 4) == ["unbr", "eaka", "ble"]
    assert folded("一\n二", 2) == ["一", "二"]
    assert folded("", 5) == [""]


# Usage errors


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("ad", "x"), "toy に「ad」というコマンドはありません。", "add のことでしょうか。"),
        (("add", "x", "--aera", "y"), "toy add に --aera というオプションはありません。", "--area"),
        (("add", "x", "－－aera", "y"), "toy add に --aera というオプションはありません。", "--area"),
        (("add", "x", "-q"), "toy add に -q というオプションはありません。", "toy add --help"),
        (("add",), "NAME がありません。", "toy add --help"),
        (("add", "x", "--note"), "--note には値が必要です。", "toy add --help"),
        (("add", "x", "--dry-run=1"), "--dry-run に値は付けられません。", "toy add --help"),
        (("add", "x", "y", "z"), "余分なことばがあります: y z", "引用符"),
        (("meeting", "--kind", "x"), "toy meeting に --kind というオプションはありません。", "--help"),
    ],
)
def test_usage_errors_in_our_words(words: tuple[str, ...], message: str, hint: str) -> None:
    error = refused(*words)
    assert error.message == message
    assert hint in error.hint
    language.set_language("en")
    english = refused(*words)
    assert not any(ord(character) > 0x2FFF for character in english.message + english.hint)


# Prompts, at a real terminal


def at_terminal(code: str, *answers: str, stdout_too: bool) -> tuple[str, str, int]:
    """Run ``code`` with stdin and stderr at a terminal, each answer given after a prompt (``: ``).

    Returns what stood on the terminal, stdout, the exit code.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", f"from wagamachi_cli import shell\n{code}"],
        stdin=theirs,
        stderr=theirs,
        stdout=theirs if stdout_too else subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": SRC, "PYTHONUTF8": "1", "TERM": "dumb"},
    )
    os.close(theirs)
    shown, unread = b"", list(answers)
    while select.select([ours], [], [], 20)[0]:
        try:
            shown += os.read(ours, 4096)
        except OSError:  # the other side is closed
            break
        if unread and shown.endswith(b": "):
            os.write(ours, unread.pop(0).encode())
    os.close(ours)
    process.kill()
    out = process.stdout.read().decode() if process.stdout else ""
    return shown.decode(), out, process.wait()


@pytest.mark.parametrize("stdout_too", [False, True])
def test_prompts_ask_on_the_terminal(stdout_too: bool) -> None:
    code = (
        "print([shell.ask('名前'), shell.ask('数', '5'), shell.confirm('作りますか'),"
        " shell.pick('どれ', ['甲', '乙'])])"
    )
    shown, out, status = at_terminal(
        code, "四谷\n", "\n", "え\n", "はい\n", "９\n", "２\n", stdout_too=stdout_too
    )
    assert "['四谷', '5', True, 1]" in (shown if stdout_too else out)
    assert "名前: " in shown
    assert "数 [5]: " in shown
    assert "2) 乙" in shown
    assert status == 0
    if not stdout_too:
        assert out == "['四谷', '5', True, 1]\n"


@pytest.mark.parametrize("stdout_too", [False, True])
def test_the_end_of_the_input_is_a_usage_error(stdout_too: bool) -> None:
    code = (
        "from wagamachi_cli.errors import UsageError\n"
        "try: shell.ask('名前')\n"
        "except UsageError as e: raise SystemExit(e.code)"
    )
    assert at_terminal(code, "\x04", stdout_too=stdout_too)[2] == 2


def test_nothing_is_asked_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(RuntimeError):
        shell.ask("名前")
