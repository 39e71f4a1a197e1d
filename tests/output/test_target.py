"""The chosen format and file: what is refused, and that nothing half written is left."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from wagamachi_cli.errors import OutputError, UsageError
from wagamachi_cli.output import Target
from wagamachi_cli.output.target import check_path, save


def test_the_default_is_for_eyes_at_a_terminal_and_uncut_elsewhere() -> None:
    assert Target.of(tty=True).format == "table"
    assert Target.of(tty=False).format == "plain"
    assert Target.of("json", tty=True).format == "json"
    assert Target.of("csv", "-", tty=True).path is None


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("a.csv", "csv"),
        ("a.TSV", "tsv"),
        ("a.json", "json"),
        ("a.md", "markdown"),
        ("a.txt", "plain"),
        ("a.xlsx", "xlsx"),
    ],
)
def test_the_suffix_says_the_format(name: str, style: str, tmp_path: Path) -> None:
    target = Target.of(None, str(tmp_path / name), tty=True)
    assert (target.format, target.tty) == (style, False)


def test_the_format_asked_for_wins_over_the_suffix(tmp_path: Path) -> None:
    assert Target.of("json", str(tmp_path / "a.data")).format == "json"
    with pytest.raises(UsageError, match="xlsx"):
        Target.of("csv", str(tmp_path / "a.xlsx"))


@pytest.mark.parametrize(
    ("style", "output", "encoding", "says"),
    [
        ("yaml", None, None, "json"),
        ("xlsx", None, None, "table"),
        (None, "a.doc", None, ".xlsx"),
        (None, "a", None, ".csv"),
        ("csv", None, "latin-1", "cp932"),
        ("json", None, "cp932", "csv"),
    ],
)
def test_what_the_command_line_cannot_say(
    style: str | None, output: str | None, encoding: str | None, says: str
) -> None:
    with pytest.raises(UsageError) as error:
        Target.of(style, output, encoding=encoding, tty=False)
    assert error.value.code == 2
    assert says in error.value.message + error.value.hint


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    there = tmp_path / "there.csv"
    there.write_text("old")
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    for name in ("there.csv", "folder.csv", "missing/a.csv", "there.csv/a.csv", "pipe.csv"):
        with pytest.raises(OutputError) as error:
            Target.of(None, str(tmp_path / name))
        assert error.value.code == 6
        assert error.value.hint
    assert Target.of(None, str(there), force=True).path == there
    with pytest.raises(OutputError):
        Target.of(None, str(tmp_path / "pipe.csv"), force=True)
    assert there.read_text() == "old"


def test_a_file_that_is_replaced_keeps_its_rights_and_a_new_one_has_the_usual(tmp_path: Path) -> None:
    file = tmp_path / ("長" * 80 + ".csv")
    before = os.umask(0o027)
    try:
        save(file, b"1", public=True)
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        file.chmod(0o604)
        save(file, b"2", public=True)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o604
    assert file.read_bytes() == b"2"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to("real.csv")
    save(check_path(link, force=True), b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(28, "No space left on device"), "空き容量"),
        (PermissionError(13, "denied"), "Excel"),
        (OSError(5, "Input/output error"), "ディスクの誤り"),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    error: OSError, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("old")

    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError) as refused:
        save(file, b"new")
    assert says in refused.value.message + refused.value.hint
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]
    assert file.read_text() == "old"


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "a.csv", b"new")
    assert list(tmp_path.iterdir()) == []
