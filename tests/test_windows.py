"""A Japanese Windows, as far as it can be played elsewhere: cp932, CRLF, no chmod, no modules of Unix."""

from __future__ import annotations

import builtins
import csv
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Wagamachi
from wagamachi_cli import shell

SRC = str(Path(shell.__file__).parents[2])
UNIX_MODULES = {"fcntl", "grp", "pwd", "readline", "resource", "termios"}
UNIX_CALLS = ("fchmod", "chown", "fchown", "getuid", "geteuid", "getgid", "ttyname", "mkfifo", "O_NOFOLLOW")


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what Windows has not; chmod there knows no owners, which is as if it did nothing."""
    for name in UNIX_CALLS:
        monkeypatch.delattr(os, name, raising=False)
    monkeypatch.setattr(os, "chmod", lambda *_args, **_options: None)
    real = builtins.__import__

    def importing(name: str, *rest: Any, **options: Any) -> Any:
        if name.partition(".")[0] in UNIX_MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", importing)
    for name in UNIX_MODULES:
        monkeypatch.delitem(sys.modules, name, raising=False)


def test_a_day_of_work_without_what_unix_alone_has(
    windows: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wagamachi = Wagamachi(tmp_path / "台帳 フォルダー" / "wagamachi.db", monkeypatch)
    wagamachi.ok("init")
    wagamachi.ok("activity", "add", "つくしサロン", "--category", "居場所", "--started", "R3.5.12")
    sheet = tmp_path / "開催 12月.csv"
    sheet.write_bytes(
        "活動体,開催日,参加者（人）\r\nつくしサロン,12/3,14\r\nつくしサロン,12/10,１５人\r\n".encode("cp932")
    )
    assert wagamachi.json("import", "sessions", str(sheet))["added"] == 2
    wagamachi.ok("report", "activity", "R3", "--chart", str(tmp_path / "図.png"))
    wagamachi.ok("report", "quarter", "R3Q3", "--out", str(tmp_path / "報告"), "--only", "md,xlsx,csv")
    copy = tmp_path / "控え.db"
    wagamachi.ok("backup", str(copy))
    wagamachi.ok("activity", "session", "edit", "12/3", "--attendees", "99")
    wagamachi.ok("restore", str(copy))
    assert [row["attendees"] for row in wagamachi.json("activity", "session", "list")] == [14, 15]
    wagamachi.ok("check")


def test_a_sheet_for_excel_has_its_line_ends_and_its_encoding(fuchu: Wagamachi, tmp_path: Path) -> None:
    for encoding, options in (("utf-8-sig", ()), ("cp932", ("--encoding", "cp932"))):
        path = tmp_path / f"{encoding}.csv"
        fuchu.ok("council", "area", "list", "-o", str(path), *options)
        raw = path.read_bytes()
        assert raw.count(b"\r\n") == raw.count(b"\n") == 12
        rows = list(csv.reader(raw.decode(encoding).splitlines()))
        assert [rows[0][1], next(row[1] for row in rows if "四谷" in row)] == ["圏域", "四谷"]


def at_console(wagamachi: Wagamachi, *words: str) -> subprocess.CompletedProcess[bytes]:
    """What a redirected console of cp932 gets."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": SRC, "PYTHONIOENCODING": "cp932"}
    return subprocess.run(
        [sys.executable, "-m", "wagamachi_cli", *words],
        capture_output=True,
        check=False,
        env={**environment, "WAGAMACHI_DB": str(wagamachi.db), "WAGAMACHI_TODAY": "2022-01-24"},
    )


def test_a_console_of_cp932_gets_its_characters(fuchu: Wagamachi) -> None:
    for words in (("report", "activity"), ("--help",), ("report", "activity", "-f", "table"), ("status",)):
        ended = at_console(fuchu, *words)
        assert ended.returncode == 0, ended.stderr
        assert "\\u" not in ended.stdout.decode("cp932"), words


def test_what_a_console_of_cp932_lacks_is_a_code_and_a_warning(fuchu: Wagamachi) -> None:
    fuchu.ok("activity", "add", "ほんの一步", "--category", "居場所", "--started", "R3.5.12")
    ended = at_console(fuchu, "activity", "list")
    assert ended.returncode == 0
    assert r"ほんの一\u6b65" in ended.stdout.decode("cp932")
    assert "cp932" in ended.stderr.decode("cp932")
