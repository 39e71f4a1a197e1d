"""A fictional town in a file, made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Wagamachi
from wagamachi_cli import language

from . import town


@pytest.fixture(scope="session")
def _town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("town") / "wagamachi.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAGAMACHI_TODAY", "2022-01-24")
        patch.setattr("wagamachi_cli.register.writing._user", lambda: "tester")
        town.build(path)
    assert town.of_every_kind(path) == []
    return path


@pytest.fixture
def town_file(_town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The town's register on 2022-01-24, in a folder of its own, without a copy of the day."""
    monkeypatch.setenv("WAGAMACHI_TODAY", "2022-01-24")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "WAGAMACHI_LANG", "WAGAMACHI_DB"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "town"
    folder.mkdir()
    yield Path(shutil.copy2(_town, folder / "wagamachi.db"))
    language.set_language("ja")


@pytest.fixture
def empty(empty: Wagamachi) -> Wagamachi:
    """Here nobody has written today: the copy of the day is still to be made."""
    shutil.rmtree(empty.db.parent / "backups")
    return empty
