"""How the program behaves at a terminal: what is typed in part, what is drawn for eyes alone."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Wagamachi
from wagamachi_cli import shell
from wagamachi_cli.kinds.tables import kept
from wagamachi_cli.language import Label
from wagamachi_cli.output.screen import table
from wagamachi_cli.output.sparks import sparks
from wagamachi_cli.sheet import Coded, Column, Sheet
from wagamachi_cli.text import width

SRC = str(Path(shell.__file__).parents[2])
BARS = "▁▂▃▄▅▆▇█"


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wagamachi_cli.shell.framework.interactive", lambda: True)


def at_terminal(wagamachi: Wagamachi, columns: int, *words: str, **variables: str) -> list[str]:
    """The lines that stand on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "wagamachi_cli", *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**environment, "PYTHONPATH": SRC, "PYTHONUTF8": "1", "TERM": "xterm-256color", **variables},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert process.wait() == 0, shown.decode()
    return shown.decode().replace("\r\n", "\n").splitlines()


# Beginnings of commands, and what was meant


def test_by_hand_the_beginning_of_a_command_is_enough(by_hand: None, fuchu: Wagamachi) -> None:
    assert (
        fuchu.ok("rep", "pla", "H28", "-f", "csv").out
        == fuchu.ok("report", "placement", "H28", "-f", "csv").out
    )
    assert fuchu.ok("ｒｅｐ", "ｐｌａ", "H28", "-f", "csv").code == 0


def test_a_beginning_that_several_have_names_them(by_hand: None, fuchu: Wagamachi) -> None:
    error = fuchu.refused(2, "re", "activity")
    assert "「re」で始まるコマンドがいくつか" in error["message"]
    assert "report か redo か restore" in error["hint"]


def test_a_script_writes_commands_out(fuchu: Wagamachi) -> None:
    """A further command would change what a beginning means."""
    error = fuchu.refused(2, "rep", "placement")
    assert "report のことでしょうか。" in error["hint"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("activty", "list"), "activity"),
        (("activity", "list", "--categry", "PR"), "--category"),
        (("activity", "list", "--category", "ibashi"), "居場所づくり (ibasho)"),
        (("activity", "list", "--category", "居場所作り"), "居場所づくり (ibasho)"),
        (("report", "why", "R3", "activity.startd"), "活動体 新規数 (activity.started)"),
        (("choice", "list", "categories"), "category"),
        (("report", "activity", "--by", "montth"), "月 (month)"),
    ],
)
def test_what_was_probably_meant_is_asked(words: tuple[str, ...], named: str, fuchu: Wagamachi) -> None:
    hint = fuchu.refused(2, *words)["hint"]
    assert named in hint.partition("のことでしょうか。")[0]


def test_of_many_choices_only_the_near_ones_are_named(fuchu: Wagamachi) -> None:
    assert len(fuchu.refused(2, "report", "why", "R3", "activity.startd")["hint"]) < 200


# Tables at a terminal


@pytest.fixture
def screen(fuchu: Wagamachi) -> Callable[..., list[str]]:
    return lambda columns, *words, **variables: at_terminal(fuchu, columns, *words, **variables)


@pytest.mark.parametrize("columns", [80, 140])
def test_tables_stand_in_line_and_fit(columns: int, screen: Callable[..., list[str]]) -> None:
    for words in (("report", "activity"), ("report", "areas", "R3"), ("council", "list")):
        lines = screen(columns, *words, NO_COLOR="1")
        assert max(width(plain(line)) for line in lines) <= columns, words
    # The numbers of a column end under each other, whatever stands before them.
    lines = [plain(line) for line in screen(columns, "report", "activity", NO_COLOR="1")]
    rows = [line for line in lines if line[:2] in ("居場", "生活", "子ど", "その", "計 ")]
    ends = {width(line.rstrip(" " + BARS)) for line in rows}
    assert (len(rows), len(ends)) == (5, 1)


def test_notes_are_not_torn_within_a_word(screen: Callable[..., list[str]]) -> None:
    lines = screen(80, "--lang", "en", "report", "activity", NO_COLOR="1")
    notes = lines[next(place for place, line in enumerate(lines) if line.startswith("※")) :]
    assert max(map(width, notes)) <= 80
    whole = notes_of(screen(400, "--lang", "en", "report", "activity", NO_COLOR="1"))
    assert ["".join(one.split()) for one in notes_of(notes)] == ["".join(one.split()) for one in whole]


def notes_of(lines: list[str]) -> list[str]:
    """The notes under a report, each on one line again."""
    notes: list[str] = []
    for line in lines:
        if line.startswith(("※", "Source")):
            notes.append(line)
        elif notes:
            assert line.startswith("  ")
            notes[-1] += line
    return notes


def test_a_record_that_is_a_block_keeps_its_heads_whole(screen: Callable[..., list[str]]) -> None:
    assert any(
        line.startswith("参加者（人）") for line in map(plain, screen(50, "council", "meeting", "list"))
    )


def plain(line: str) -> str:
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", line)


def test_no_color_means_none(screen: Callable[..., list[str]]) -> None:
    coloured = "\n".join(screen(80, "report", "activity"))
    assert "\x1b[36m" in coloured
    bare = "\n".join(screen(80, "report", "activity", NO_COLOR="1"))
    assert not any(f"\x1b[{code}" in bare for code in ("3", "4", "9"))
    assert plain(coloured) == plain(bare)


def test_a_trend_has_bars_at_a_terminal_only(fuchu: Wagamachi) -> None:
    assert any(BARS[7] in line for line in at_terminal(fuchu, 80, "report", "activity"))
    for form in ("table", "plain", "markdown", "csv", "tsv", "json"):
        assert not set(BARS) & set(fuchu.ok("report", "activity", "-f", form).out)


@pytest.fixture
def trend() -> Sheet:
    columns = (
        Column("what", "何", kind="choice"),
        *(Column(f"FY{year}", f"H{year - 1988}", kind="number") for year in range(2014, 2018)),
        Column("total", "計", kind="number"),
    )
    rows = (
        {
            "what": Coded("a", Label("甲", "a")),
            "FY2014": None,
            "FY2015": 0,
            "FY2016": 1,
            "FY2017": 80,
            "total": 81,
        },
        {
            "what": Coded("b", Label("乙", "b")),
            **dict.fromkeys(["FY2014", "FY2015", "FY2016", "FY2017"]),
            "total": None,
        },
    )
    return Sheet(columns, rows)


def test_bars_tell_blank_zero_and_little_apart(trend: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    assert sparks(trend) == [" ▁▂█", ""]


def test_there_are_no_bars_where_the_terminal_lacks_them(
    trend: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", open(os.devnull, "w", encoding="cp932"))  # noqa: SIM115, PTH123
    assert sparks(trend) == []


def test_a_table_of_numbers_too_wide_is_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    columns = (Column("area", "圏域"), *(Column(f"m{n}", f"数の{n}", "人", "number") for n in range(8)))
    rows = tuple({"area": area, **{f"m{n}": n for n in range(8)}} for area in ("東", "西"))
    lines = table(Sheet(columns, rows), tty=True).splitlines()
    assert max(map(width, map(plain, lines))) <= 40
    assert sum("東" in line for line in lines) == sum("西" in line for line in lines) > 1
    assert all(any(f"数の{n}" in line for line in lines) for n in range(8))


def test_at_a_terminal_it_is_said_where_the_files_are(
    screen: Callable[..., list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = screen(80, "report", "activity", "H28", "--chart", "図.png", "-o", "表.csv")
    assert "図.png に書き出しました。" in lines
    assert any(line.endswith("表.csv に書き出しました。") for line in lines)


# The log


def test_every_table_has_a_name_that_people_read() -> None:
    from wagamachi_cli.register.migrating import shipped

    # Nothing of what the history and the editions keep for themselves is ever shown in the log.
    names = [
        table.name
        for table in shipped().metadata.sorted_tables
        if not table.name.startswith(("history_", "register_", "edition"))
    ]
    assert [name for name in names if str(kept(name).kind.label) == name] == []


# What is said when a word is not known here


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("session", "add", "つくし"), "`wagamachi activity session`"),
        (("area", "add", "みどり"), "`wagamachi council area`"),
        (("ｌｏｔ", "list"), "`wagamachi pantry lot` か log"),
        (("report", "session"), "sessions"),
        (("activity", "session", "add", "つくし", "--date", "今日"), "--on"),
    ],
)
def test_a_command_is_found_wherever_it_is(words: tuple[str, ...], named: str, fuchu: Wagamachi) -> None:
    assert fuchu.refused(2, *words)["hint"].partition(" のことでしょうか。")[0] == named


def test_a_verb_that_many_have_is_not_asked_for(fuchu: Wagamachi) -> None:
    assert "でしょうか" not in fuchu.refused(2, "add")["hint"]


def test_where_nothing_is_yet_the_way_to_the_first_is_shown(empty: Wagamachi) -> None:
    hint = empty.refused(3, "council", "add", "わたしの町", "--area", "みどり")["hint"]
    assert hint == "まだ一件も記録がありません。記録するには: wagamachi council area add …"


# How the program is called by somebody who has not put it on the PATH


def test_what_is_to_be_typed_next_can_be_typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    for typed, said in (
        (".venv/bin/wagamachi", ".venv/bin/wagamachi"),
        (str(tmp_path / "b c" / "wm"), "'b c/wm'"),
        ("/opt/bin/wagamachi", "/opt/bin/wagamachi"),
        ("somebody/__main__.py", "wagamachi"),
    ):
        monkeypatch.setattr(sys, "argv", [typed])
        assert shell.called() == said
    found = tmp_path / "wagamachi"
    found.touch(0o700)
    monkeypatch.setattr(sys, "argv", [".venv/bin/wagamachi"])
    assert shell.called() == "wagamachi"


def test_a_log_of_both_streams_is_in_order(fuchu: Wagamachi) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "wagamachi_cli", "council", "area", "add", "北"],
        env={**os.environ, "PYTHONPATH": SRC, "PYTHONUTF8": "1", "WAGAMACHI_LANG": "ja"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=True,
    )
    first, *_record, last = run.stdout.splitlines()
    assert first == "圏域"
    assert last.startswith("記録しました")


def test_nobody_to_be_told_is_no_failure(fuchu: Wagamachi) -> None:
    """As with ``2>&1 | head -1``: the pipe is closed before everything is said."""
    ours, theirs = os.pipe()
    os.close(ours)
    run = subprocess.run(
        [sys.executable, "-m", "wagamachi_cli", "council", "area", "add", "北"],
        env={**os.environ, "PYTHONPATH": SRC, "PYTHONUTF8": "1", "WAGAMACHI_LANG": "ja"},
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    assert run.returncode == 0
    assert fuchu.rows("SELECT name FROM area WHERE name = '北'") == [("北",)]
