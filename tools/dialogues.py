"""Runs the dialogues in README and docs, and compares or writes what the commands answer.

python tools/dialogues.py            write what the commands answer into the pages whose commands
                                     all succeed
python tools/dialogues.py --check    exit 1 if a command fails, or answers something else

A dialogue is a block marked ``console``: lines that begin with "$ " are run one after the other, in
one folder a page, on 2022-01-24 (or the day of a line "<!-- today: 2022-04-04 -->"), in the page's
language. What follows a command is its answer, both
streams; a command without an answer has only to succeed. A line "…" stands for any lines.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md"))
    if "```console" in path.read_text(encoding="utf-8")
)
_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_TODAY = re.compile(r"<!-- today: ([0-9]{4}-[0-9]{2}-[0-9]{2}) -->")
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_SHOWN = "01234567-89ab-4cde-8f01-23456789abcd"  # each register has another
_SHELL = re.compile(r"[|&;<>$`~*?(){}\[\]!#\\\n]")
"""What only a shell understands."""
_PROMPT = "$ "
_ANY = "…"


@dataclass
class Turn:
    """A command of a dialogue, the answer that the page gives, and the one that came."""

    command: str
    said: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    code: int = 0

    @property
    def agrees(self) -> bool:
        """Whether the answer is what the page says."""
        if not self.said:
            return True
        pattern = "\n".join(".*?" if line == _ANY else re.escape(line) for line in self.said)
        return re.fullmatch(pattern, "\n".join(self.answered), re.DOTALL) is not None

    @property
    def lines(self) -> list[str]:
        """The turn as the page should have it."""
        return [_PROMPT + self.command, *(self.said if self.agrees else self.answered)]


def turns(text: str) -> list[list[Turn]]:
    """The dialogues of a page."""
    blocks = []
    for block in _BLOCK.findall(text):
        found: list[Turn] = []
        for line in block.splitlines():
            if line.startswith(_PROMPT):
                found.append(Turn(line.removeprefix(_PROMPT)))
            else:
                found[-1].said.append(line)
        blocks.append(found)
    return blocks


def run(page: Path, folder: Path) -> list[list[Turn]]:
    """Hold the dialogues of ``page`` in ``folder``, an empty one; they come back with the answers."""
    programs = folder / ".bin"
    programs.mkdir()
    # Python is the one that has what is installed with the program.
    for name, module in {"wagamachi": "-m wagamachi_cli ", "wm": "-m wagamachi_cli ", "python3": ""}.items():
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {module}"$@"\n')
        program.chmod(0o755)
    text = page.read_text(encoding="utf-8")
    today = _TODAY.search(text)
    environment = {
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONPATH": str(ROOT / "src"),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "WAGAMACHI_DB": str(folder / ".local" / "share" / "wagamachi" / "wagamachi.db"),
        "WAGAMACHI_LANG": "ja" if page.name.endswith(".ja.md") or page.parent.name == "ja" else "en",
        "WAGAMACHI_TODAY": today[1] if today else "2022-01-24",
    }
    blocks = turns(text)
    for turn in (turn for block in blocks for turn in block):
        simple = turn.command.startswith("wagamachi ") and not _SHELL.search(turn.command)
        turn.code, answer = (_here if simple else _in_shell)(turn.command, folder, environment)
        turn.answered = [
            line.rstrip()
            for line in _UUID.sub(_SHOWN, answer.decode("utf-8").replace(str(folder), "~")).splitlines()
        ]
    return blocks


def _in_shell(command: str, folder: Path, environment: dict[str, str]) -> tuple[int, bytes]:
    """Its exit code and what it said on both streams."""
    answer = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return answer.returncode, answer.stdout


def _here(command: str, folder: Path, environment: dict[str, str]) -> tuple[int, bytes]:
    """As ``_in_shell``, for a command that needs no shell: in this process, where everything is imported."""
    from wagamachi_cli import app, errors, language

    both = io.StringIO()
    ours = dict(os.environ)
    errors.take_warnings()
    try:
        os.environ.clear()
        os.environ.update(environment)
        with (
            contextlib.chdir(folder),
            open(os.devnull, encoding="utf-8") as nobody,  # noqa: PTH123
            mock.patch.object(sys, "stdin", nobody),
            contextlib.redirect_stdout(both),
            contextlib.redirect_stderr(both),
        ):
            code = app.run(shlex.split(command)[1:])
    finally:
        os.environ.clear()
        os.environ.update(ours)
        language.set_language("ja")
        language.set_terms({})
    return code, both.getvalue().encode("utf-8")


def written(text: str, blocks: list[list[Turn]]) -> str:
    """``text`` with the answers that the dialogues gave."""
    made = iter(blocks)
    return _BLOCK.sub(lambda _match: "".join(f"{line}\n" for turn in next(made) for line in turn.lines), text)


def main(arguments: list[str] | None = None) -> int:
    """Run every page; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args(arguments).check
    wrong = 0
    for page in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            blocks = run(page, Path(folder))
        for turn in (turn for block in blocks for turn in block):
            if turn.code or (check and not turn.agrees):
                wrong += 1
                answer = "\n".join(turn.answered)
                print(
                    f"{page.relative_to(ROOT)}: $ {turn.command}\n{answer}\n(exit {turn.code})",
                    file=sys.stderr,
                )
        if not check and not any(turn.code for block in blocks for turn in block):
            text = page.read_text(encoding="utf-8")
            page.write_text(written(text, blocks), encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
