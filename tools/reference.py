"""Writes docs/reference.md and docs/ja/reference.md from the program itself, or compares them.

python tools/reference.py            write both
python tools/reference.py --check    exit 1 if one of them is not what the program says
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import typer.main
from typer._click import Command, Context

from wagamachi_cli import errors
from wagamachi_cli.app import app
from wagamachi_cli.language import Label, set_language
from wagamachi_cli.shell import Group, completion, page

DOCS = Path(__file__).resolve().parent.parent / "docs"
FILES = {"en": DOCS / "reference.md", "ja": DOCS / "ja" / "reference.md"}

HEAD = Label(
    "# コマンド一覧\n\n"
    "どのコマンドも `--help` で同じ説明を表示します。`wm` と `python -m wagamachi_cli` は\n"
    "`wagamachi` と同じです。\n"
    "このページは `tools/reference.py` がプログラムから作ります。手では直しません。",
    "# Reference\n\n"
    "Every command shows the same with `--help`. `wm` and `python -m wagamachi_cli` are the same as\n"
    "`wagamachi`. This page is made from the program by `tools/reference.py`; it is not edited by hand.",
)

EXIT_CODES = {
    0: Label("できました", "done"),
    1: Label("誤りや食い違いが見つかりました（`check` など）", "findings (`check` found something)"),
    2: Label(
        "書き方の誤り（使い方・選択肢・数・日付・期間）", "the command line: usage, choice, number, date"
    ),
    3: Label("その記録がない、または複数あります", "no such record, or several"),
    4: Label("規則に反するため断りました", "refused by a rule"),
    5: Label(
        "台帳の問題（ない・使用中・別のもの・壊れている・新しすぎる・空きがない）",
        "the register: missing, locked, not ours, damaged, newer, no space",
    ),
    6: Label(
        "出力の問題（既にある・書けない・文字がない）",
        "the output: exists, not writable, a character missing",
    ),
    70: Label("プログラムの誤り", "a bug in the program"),
    130: Label("途中で止めました（Ctrl+C）", "interrupted (Ctrl+C)"),
    141: Label("出力を読む側が先に閉じました", "the reader closed the pipe"),
}

VARIABLES = {
    "WAGAMACHI_DB": Label("台帳のファイル（`--db` が先）", "the register (`--db` comes first)"),
    "WAGAMACHI_LANG": Label(
        "表示のことば `ja` `en`（`--lang` が先）", "the language `ja` or `en` (`--lang` comes first)"
    ),
    "WAGAMACHI_TODAY": Label(
        "今日とする日付（例 2022-01-31）。同じ結果をもう一度出すために使います",
        "the date that counts as today, like 2022-01-31, for results that can be repeated",
    ),
    "WAGAMACHI_DEBUG": Label(
        "`1` なら、プログラムの誤りの詳細も表示します", "`1` also prints the details of a bug"
    ),
}


def commands() -> Iterator[tuple[int, str, str]]:
    """Depth, name and help page of every command in the language spoken, in the order of the help."""
    root = typer.main.get_command(app)
    completion.own(root)
    with root.make_context("wagamachi", [], resilient_parsing=True) as ctx:
        yield from _below(ctx, root, 0)


def _below(ctx: Context, command: Command, depth: int) -> Iterator[tuple[int, str, str]]:
    yield depth, ctx.command_path, page.plain(ctx)
    if not isinstance(command, Group):
        return
    for name in command.list_commands(ctx):
        child = command.loaded(ctx, name)
        assert child is not None
        if not child.hidden:
            with child.make_context(name, [], parent=ctx, resilient_parsing=True) as below:
                yield from _below(below, child, depth + 1)


def written(language: str) -> str:
    """The page in ``language``."""
    set_language(language)
    base = errors.WagamachiError
    ours = {base.code, *(kind.code for kind in base.__subclasses__())}
    assert ours <= set(EXIT_CODES), "an error has an exit code that the reference does not name"
    parts = [str(HEAD), f"## {Label('終了コード', 'Exit codes')}", _table(EXIT_CODES)]
    parts += [f"## {Label('環境変数', 'Environment')}", _table({f"`{k}`": v for k, v in VARIABLES.items()})]
    parts.append(f"## {Label('コマンド', 'Commands')}")
    for depth, name, text in commands():
        parts.append(f"{'#' * min(depth + 3, 5)} {name}\n\n```text\n{text}\n```")
    return "\n\n".join(parts) + "\n"


def _table(rows: dict[int, Label] | dict[str, Label]) -> str:
    lines = [f"| {key} | {label} |" for key, label in rows.items()]
    return "\n".join(["| | |", "|---|---|", *lines])


def main(arguments: list[str] | None = None) -> int:
    """Write or compare; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args(arguments).check
    os.environ.pop("WAGAMACHI_LANG", None)
    stale = []
    for language, path in FILES.items():
        text = written(language)
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
    for path in stale:
        print(f"{path.relative_to(DOCS.parent)}: run tools/reference.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
