"""Tab runs nothing that stands in a name: each shell gets it quoted for all that it does with it."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands.test_completing import offered
from tests.conftest import Wagamachi
from wagamachi_cli.shell.completion import VARIABLE

HOSTILE = [
    r"\$(touch ran)",
    "$(touch ran)",
    "`touch ran`",
    r"\`touch ran\`",
    "'; touch ran; '",
    '"; touch ran; "',
    r"\'; touch ran; \'",
    "x)); touch ran; ((",
    "a:b$(touch ran)",
    r"a\:$(touch ran)",
    "$HOME*?[x]{y}~!#&|<>",
]

PROMPT = "READY> "


def typed_in_zsh(folder: Path, wagamachi: Wagamachi, *keys: str) -> str:
    """What a real zsh shows on a pseudo-terminal when ``keys`` are pressed one after another."""
    bin_folder = Path(sys.executable).parent
    environment = {
        "HOME": str(folder),
        "ZDOTDIR": str(folder),
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "TERM": "dumb",
        "LC_ALL": "C.UTF-8",
        "WAGAMACHI_DB": str(wagamachi.db),
        "WAGAMACHI_TODAY": "2022-01-24",
    }
    script = subprocess.run(
        [sys.executable, "-m", "wagamachi_cli"],
        env={**os.environ, **environment, VARIABLE: "source_zsh"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    begin = f"autoload -Uz compinit\ncompinit -u -D\nPS1='{PROMPT}'\nunsetopt ZLE_BRACKETED 2>/dev/null\n"
    (folder / ".zshrc").write_text(
        f"{begin}{script}\ncompdef _wagamachi_completion wagamachi\n", encoding="utf-8"
    )
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe("zsh", ["zsh", "-i"], environment)
    shown = ""
    try:
        for key in ("", *keys):
            os.write(terminal, key.encode())
            quiet = time.monotonic() + (8 if not key or key == "\t" else 1)
            while time.monotonic() < quiet:
                if select.select([terminal], [], [], 0.2)[0]:
                    shown += os.read(terminal, 65536).decode(errors="replace")
                    quiet = min(quiet, time.monotonic() + 2)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)
    return shown


@pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh here")
@pytest.mark.parametrize("name", HOSTILE)
def test_in_a_real_zsh(empty: Wagamachi, tmp_path: Path, name: str) -> None:
    empty.ok("activity", "add", f"架空{name}", "--category", "居場所", "--started", "R2.4.1")
    home = tmp_path / "home"
    home.mkdir()
    shown = typed_in_zsh(home, empty, "wagamachi activity show 架", "\t", "\t", " -f json > answer\r")
    assert not list(home.glob("ran*")), shown
    deadline = time.monotonic() + 5
    while not (home / "answer").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert "ran" not in [one.name for one in home.iterdir()], shown


def test_in_zsh_what_is_chosen_is_the_name(empty: Wagamachi, tmp_path: Path) -> None:
    if shutil.which("zsh") is None:
        pytest.skip("there is no zsh here")
    name = "架空 $(touch ran):'\"サロン"
    empty.ok("activity", "add", name, "--category", "居場所", "--started", "R2.4.1")
    home = tmp_path / "home"
    home.mkdir()
    shown = typed_in_zsh(home, empty, "wagamachi activity show 架", "\t", "-f plain\r", "")
    assert "居場所づくり" in shown, shown
    assert "ran" not in [one.name for one in home.iterdir()]


@pytest.mark.parametrize("name", [*HOSTILE, "a:::$(touch ran)", "it’s; touch ran", "”; touch ran"])
def test_by_the_rules_of_powershell(empty: Wagamachi, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    empty.ok("activity", "add", f"架空 {name}", "--category", "居場所", "--started", "R2.4.1")
    said = offered(empty, monkeypatch, "pwsh", "wagamachi activity show 架").splitlines()[0]
    value = said.split(":::")[0]
    assert literal(value) == f"架空 {name}"


def literal(word: str) -> str:
    """The text that one quoted word stands for in PowerShell; AssertionError for anything but one."""
    if re.match("['‘’‚‛]", word):
        assert re.fullmatch("(['‘’‚‛])(?:[^'‘’‚‛]|([’‘‚‛'])\\2)*(['‘’‚‛])", word), word
        return re.sub("(['‘’‚‛])\\1", r"\1", word[1:-1])
    assert re.fullmatch('"(?:[^`$"“”„]|`.)*"', word), word
    return re.sub("`(.)", r"\1", word[1:-1])
