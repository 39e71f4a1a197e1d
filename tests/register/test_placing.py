from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from wagamachi_cli.register import placing


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    with placing.built(target) as temporary:
        temporary.write_text("whole")
        assert not target.exists()
    assert target.read_text() == "whole"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_came_first_stays(links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError(38, "no links here")

    if not links:
        monkeypatch.setattr(os, "link", none)
    target = tmp_path / "a.db"
    with pytest.raises(FileExistsError), placing.built(target) as temporary:  # noqa: PT012
        temporary.write_text("mine")
        target.write_text("another's")
    assert target.read_text() == "another's"
    assert list(tmp_path.iterdir()) == [target]
    target.unlink()
    with placing.built(target) as temporary:
        temporary.write_text("mine")
    assert target.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_process_left_is_taken_away(tmp_path: Path) -> None:
    old, young, other = (
        tmp_path / name for name in (".wagamachi-copy-1", ".wagamachi-copy-2", ".wagamachi-3")
    )
    folder = tmp_path / ".wagamachi-copy-4"
    folder.mkdir()
    for file in (old, young, other, folder / "register"):
        file.write_text("names and contacts")
    yesterday = time.time() - 90_000
    for path in (old, other, folder):
        os.utime(path, (yesterday, yesterday))
    with placing.built(tmp_path / "a.db"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [".wagamachi-3", ".wagamachi-copy-2", "a.db"]
