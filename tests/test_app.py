"""The root command and the boundary where errors end, with toy groups; mostly as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wagamachi_cli import __version__, app, errors, language

SRC = str(Path(app.__file__).parents[1])

TOY = """
import sys
from typing import Annotated
import typer
from wagamachi_cli import errors, shell

app = shell.typer_app(help=shell.text("おもちゃ", "Toys"))

@shell.command(app, "show", help=shell.text("状態を示します。", "Show the state."))
def show(ctx: typer.Context):
    state = ctx.obj
    print(state.register, state.language, state.today, state.interactive, state.arguments, sep="|")

@shell.command(app, "fail", help=shell.text("失敗します。", "Fail."))
def fail(
    kind: str, format: Annotated[str | None, typer.Option("-f", "--format")] = None
):
    errors.warn("気をつけて")
    if kind == "several":
        candidates = ((3, "甲"), (5, "乙\\x1b[31m"))
        raise errors.NotFoundError("二つあります。", "番号で選んでください。", candidates)
    if kind == "rule":
        raise errors.RefusedError("できません\\x1b[31m。", "やめてください。")
    if kind == "bug":
        raise KeyError("秘密")
    if kind == "os":
        raise FileNotFoundError(2, "No such file", "x")
    if kind == "interrupt":
        raise KeyboardInterrupt
    print("済み")

@shell.command(app, "talk", help=shell.text("たくさん書きます。", "Write a lot."))
def talk(lines: str, wrote: Annotated[bool, typer.Option("--wrote")] = False, way: str = "print"):
    if wrote:
        errors.wrote()
    for number in range(int(lines)):
        if way == "rich":
            import rich.console
            rich.console.Console(width=80).print("歩" * 50)
        else:
            print("歩𠮷" * 20)

@shell.command(app, "wait", help=shell.text("待ちます。", "Wait."))
def wait():
    import time
    print("go", flush=True)
    time.sleep(30)
"""

START = """
import os
import sys
from wagamachi_cli import app, shell
app.Root.stubs = (
    shell.Stub("toy", shell.text("おもちゃの一行", "Toys in a line"), "toy:app", group=True),
    shell.Stub("other", shell.text("ほか", "Others"), "no_such_module:app", group=True),
    *(shell.Stub(name, shell.text("様子", "How it stands"), "toy:show") for name in sys.argv.pop(1).split()),
)
try:
    app.main()
finally:
    if os.environ.get("TOY_LOADED"):
        sys.stderr.write(chr(10).join(sys.modules))
"""

Start = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "toy.py").write_text(TOY, encoding="utf-8")
    (tmp_path / "start.py").write_text(START, encoding="utf-8")
    return tmp_path


@pytest.fixture
def environment(place: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TMPDIR")}
    return {**kept, "PYTHONPATH": os.pathsep.join((SRC, str(place))), "HOME": str(place)}


@pytest.fixture
def start(place: Path, environment: dict[str, str]) -> Start:
    """Run the toy program: ``start("toy", "show", verbs="status", stdout=…, LANG="en_GB.UTF-8")``."""

    def run(
        *words: str | bytes,
        verbs: str = "",
        encoding: str = "utf-8",
        stdout: int = subprocess.PIPE,
        **variables: str,
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, place / "start.py", verbs, *words],
            env={**environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            encoding=encoding,
            timeout=60,
            check=False,
        )

    return run


# State and global options


def test_the_state_from_options(start: Start) -> None:
    shown = start(
        "--db", "a.db", "--lang", "en", "toy", "show", WAGAMACHI_TODAY="2022-01-31", WAGAMACHI_DB="b.db"
    )
    words = "('--db', 'a.db', '--lang', 'en', 'toy', 'show')"
    assert shown.stdout == f"a.db|en|2022-01-31|False|{words}\n"
    assert shown.stderr == ""


def test_the_state_from_the_environment(start: Start, place: Path) -> None:
    assert start("toy", "show", WAGAMACHI_DB="~/b.db").stdout.startswith(f"{place}/b.db|ja|")
    assert start("toy", "show", WAGAMACHI_LANG="en").stdout.split("|")[1] == "en"
    assert start("toy", "show", LANG="en_GB.UTF-8").stdout.split("|")[1] == "en"
    assert start("toy", "show", LC_ALL="C", LANG="en_GB.UTF-8").stdout.split("|")[1] == "ja"
    assert "wagamachi" in start("toy", "show", XDG_DATA_HOME=str(place / "data")).stdout
    assert not (place / "data").exists()


def test_today_is_the_day_in_japan(start: Start) -> None:
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 9 * 3600))
    assert start("toy", "show", TZ="America/New_York").stdout.split("|")[2] == day


@pytest.mark.parametrize(
    ("words", "variables", "named"),
    [
        (("--lang", "fr", "toy", "show"), {}, "--lang"),
        (("toy", "show"), {"WAGAMACHI_LANG": "fr"}, "WAGAMACHI_LANG"),
        (("toy", "show"), {"WAGAMACHI_TODAY": "20220131"}, "WAGAMACHI_TODAY"),
        (("toy", "show"), {"WAGAMACHI_TODAY": "2022-02-30"}, "WAGAMACHI_TODAY"),
        (("--db", "", "toy", "show"), {}, "--db"),
        (("toy", "show", "--lang", "en"), {}, "--lang"),
    ],
)
def test_wrong_globals_are_usage_errors(
    start: Start, words: tuple[str, ...], variables: dict[str, str], named: str
) -> None:
    ended = start(*words, **variables)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert named in ended.stderr


def test_full_width_globals(start: Start) -> None:
    shown = start("－－ｌａｎｇ", "en", "－－db＝Ａ.db", "ｔｏｙ\u3000show")
    assert shown.stdout.startswith("Ａ.db|en|")


def test_alone_it_is_status_where_there_is_one(start: Start) -> None:
    assert start(verbs="status", WAGAMACHI_DB="a.db").stdout.startswith("a.db|ja|")
    alone = start()
    assert alone.returncode == 2
    assert "おもちゃの一行" in alone.stdout


def test_a_group_alone_is_its_help(start: Start) -> None:
    ended = start("toy")
    assert (ended.returncode, ended.stderr) == (2, "")
    assert ended.stdout.startswith("使い方: wagamachi toy [オプション] コマンド …\n")


def test_version(start: Start) -> None:
    assert start("--version").stdout == f"wagamachi {__version__}\n"


def test_help_is_in_one_language(start: Start) -> None:
    english = start("--lang", "en", "--help").stdout
    assert english.isascii() or not any(ord(character) > 0x2FFF for character in english)
    japanese = start("--help").stdout
    for line in japanese.partition("\n例\n")[0].splitlines():
        words = [word for word in line.split() if word.isascii() and word.islower() and word.isalpha()]
        assert words in ([], ["wagamachi"], ["toy"], ["other"]), line


# Errors


def test_errors_for_people(start: Start) -> None:
    ended = start("toy", "fail", "rule")
    assert ended.returncode == 4
    assert ended.stdout == ""
    assert ended.stderr == "注意: 気をつけて\nエラー: できません\\x1b[31m。\nやめてください。\n"


def test_candidates_are_named(start: Start) -> None:
    ended = start("toy", "fail", "several")
    assert ended.returncode == 3
    assert "  3  甲\n  5  乙\\x1b[31m\n番号で選んでください。\n" in ended.stderr


@pytest.mark.parametrize(
    "form", [("-f", "json"), ("--format=json",), ("--format", "json"), ("－－format＝json",)]
)
def test_errors_as_one_line_of_json(start: Start, form: tuple[str, ...]) -> None:
    ended = start("toy", "fail", "several", *form)
    assert ended.returncode == 3
    assert ended.stderr.count("\n") == 1
    assert "二つあります" in ended.stderr
    assert json.loads(ended.stderr) == {
        "error": {
            "code": 3,
            "message": "二つあります。",
            "hint": "番号で選んでください。",
            "candidates": [{"id": 3, "name": "甲"}, {"id": 5, "name": "乙\x1b[31m"}],
        },
        "warnings": ["気をつけて"],
    }


def test_warnings_of_a_success(start: Start) -> None:
    assert start("toy", "fail", "not").stderr == "注意: 気をつけて\n"
    as_json = start("toy", "fail", "not", "-f", "json")
    assert (as_json.returncode, as_json.stdout) == (0, "済み\n")
    assert as_json.stderr == '{"warnings": ["気をつけて"]}\n'


def test_usage_errors_as_json(start: Start) -> None:
    told = json.loads(start("toy", "fial", "-f", "json").stderr)["error"]
    assert told["code"] == 2
    assert "fail" in told["hint"]


@pytest.mark.parametrize("kind", ["bug", "os"])
def test_a_bug_is_70_without_a_traceback(start: Start, place: Path, kind: str) -> None:
    ended = start("toy", "fail", kind, TMPDIR=str(place))
    assert ended.returncode == 70
    assert "Traceback" not in ended.stderr
    (log,) = place.glob("wagamachi-*.log")
    assert str(log) in ended.stderr
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0
    assert "Traceback" in start("toy", "fail", kind, TMPDIR=str(place), WAGAMACHI_DEBUG="1").stderr


def test_a_missing_module_is_a_bug(start: Start) -> None:
    assert start("other", "x").returncode == 70


def test_interrupts_are_quiet(start: Start, place: Path, environment: dict[str, str]) -> None:
    assert (start("toy", "fail", "interrupt").returncode) == 130
    process = subprocess.Popen(
        [sys.executable, place / "start.py", "", "toy", "wait"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stdout.readline() == b"go\n"
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20)[1] == b""
    assert process.returncode == 130


def test_text_that_is_no_unicode(start: Start) -> None:
    ended = start("toy", "fail", b"\xff\xfe")
    assert ended.returncode == 2
    assert "Unicode" in ended.stderr or "文字として" in ended.stderr


# The output


@pytest.mark.parametrize("lines", ["1", "100", "5000"])
@pytest.mark.parametrize("way", ["print", "rich"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_closes_the_pipe_is_quiet(start: Start, lines: str, way: str, unbuffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = start("toy", "talk", lines, "--way", way, stdout=writing, PYTHONUNBUFFERED=unbuffered)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, "")


# Linux alone has a device that is always full; elsewhere nothing stands in for it.
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("lines", ["1", "5000"])
@pytest.mark.parametrize("way", ["print", "rich"])
def test_a_full_disk_says_what_became_of_the_record(start: Start, lines: str, way: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = start("toy", "talk", lines, "--way", way, stdout=full.fileno())
        assert ended.returncode == 6
        assert "空きがありません" in ended.stderr
        assert "残っています" not in ended.stderr
        ended = start("toy", "talk", lines, "--wrote", stdout=full.fileno())
        assert ended.returncode == 6
        assert "残っています" in ended.stderr
        assert start("--help", stdout=full.fileno()).returncode == 6


def test_a_closed_stdout(place: Path, environment: dict[str, str]) -> None:
    command = f'"{sys.executable}" "{place}/start.py" "" toy show'
    for closing, code in ((">&-", 6), ("2>&-", 0), ("<&-", 0)):
        ended = subprocess.run(
            ["sh", "-c", f"{command} {closing}"], env=environment, capture_output=True, text=True, check=False
        )
        assert ended.returncode == code, (closing, ended.stderr)
        assert "Traceback" not in ended.stderr


def test_a_character_that_the_encoding_lacks_is_written_as_its_code(start: Start) -> None:
    ended = start("toy", "talk", "1", encoding="cp932", PYTHONIOENCODING="cp932")
    assert ended.returncode == 0
    assert ended.stdout == "歩\\ud842\\udfb7" * 20 + "\n"
    assert json.loads(f'"{ended.stdout.strip()}"') == "歩𠮷" * 20
    assert ended.stderr.count("cp932") == 1


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LANG": "C"},
        {"PYTHONIOENCODING": "cp932:strict"},
    ],
)
def test_any_encoding_works(start: Start, variables: dict[str, str]) -> None:
    for words, code in (
        (("--help",), 0),
        (("toy", "fail", "四谷"), 0),
        (("toy", "x"), 2),
        (("toy", "talk", "9"), 0),
    ):
        ended = start(*words, encoding="latin-1", **variables)
        assert ended.returncode == code, ended.stderr
        assert "Error" not in ended.stderr


@pytest.mark.parametrize("home", ["/", "/nonexistent/home", ""])
def test_a_home_that_cannot_be_written(start: Start, home: str) -> None:
    ended = start("toy", "show", HOME=home)
    assert (ended.returncode, ended.stderr) == (0, "")


# Completion and speed


def complete(start: Start, shell: str, line: str) -> subprocess.CompletedProcess[str]:
    return start(
        _WAGAMACHI_COMPLETE=f"complete_{shell}",
        COMP_WORDS=line,
        COMP_CWORD=str(len(line.split()) - (not line.endswith(" "))),
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(start: Start, shell: str) -> None:
    top = complete(start, shell, "wagamachi ")
    assert (top.returncode, top.stderr) == (0, "")
    assert "toy" in top.stdout
    assert "other" in top.stdout
    assert ("おもちゃの一行" in top.stdout) is (shell != "bash")
    assert "talk" in complete(start, shell, "wagamachi toy ta").stdout
    assert "--wrote" in complete(start, shell, "wagamachi toy talk --w").stdout
    assert "\0" not in complete(start, shell, "wagamachi --").stdout


def test_the_completion_script_serves_both_names(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    from wagamachi_cli.shell import completion

    shown: list[str] = []
    monkeypatch.setattr(completion, "_get_shell_name", lambda: "bash")
    monkeypatch.setattr(sys.stdout, "write", shown.append)
    assert app.run(["--show-completion"]) == 0
    assert "_WAGAMACHI_COMPLETE=complete_bash" in "".join(shown)
    assert "wm" in "".join(shown)


def test_completion_is_installed_with_our_words(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from wagamachi_cli.shell import completion

    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setattr(completion, "_get_shell_name", lambda: "bash")
    assert app.run(["--install-completion"]) == 0
    assert (place / ".bash_completions" / "wm.sh").exists()
    assert "補完が使えます" in capsys.readouterr().err
    monkeypatch.setattr(completion, "_get_shell_name", lambda: "csh")
    assert app.run(["--install-completion"]) == 2
    monkeypatch.setattr(completion, "_get_shell_name", lambda: "bash")
    monkeypatch.setenv("HOME", str(place / "toy.py"))
    assert app.run(["--install-completion"]) == 6
    assert "Errno" not in capsys.readouterr().err


HEAVY = (
    "sqlmodel", "sqlalchemy", "pydantic", "typer.rich_utils", "rich.markdown", "pygments",
    "matplotlib", "numpy", "alembic", "tabulate", "openpyxl", "no_such_module",
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "toy_too"),
    [
        (("--help",), False),
        (("--version",), False),
        (("toy", "--help"), True),
        (("toy", "fail", "not"), True),
    ],
)
def test_what_a_start_loads(start: Start, words: tuple[str, ...], toy_too: bool) -> None:
    loaded = start(*words, TOY_LOADED="1").stderr.splitlines()
    assert "typer" in loaded
    assert ("toy" in loaded) is toy_too
    assert not set(HEAVY) & set(loaded)


def test_completion_of_one_group_loads_that_group_only(start: Start) -> None:
    assert complete(start, "zsh", "wagamachi toy ").returncode == 0
    assert complete(start, "zsh", "wagamachi other ").returncode == 70


# In this process


def test_run_returns_the_code_and_speaks_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["--lang", "en", "nonsense"]) == 2
    assert "has no command" in capsys.readouterr().err
    assert app.run(["--lang=ja", "nonsense"]) == 2
    assert "コマンドはありません" in capsys.readouterr().err
    assert language.language() == "ja"
    assert errors.take_warnings() == []


def test_every_stub_can_be_loaded() -> None:
    for stub in app.LAZY:
        assert stub.load().name == stub.name
