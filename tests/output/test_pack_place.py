"""Where a pack is put: all of it or nothing, and nothing of anybody else's is touched."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from wagamachi_cli.errors import OutputError, take_warnings
from wagamachi_cli.output import folder, pack
from wagamachi_cli.output.pack import manifest

from .packs import sample

ROOT = Path(__file__).resolve().parents[2]


def files(word: str, more: int = 3) -> dict[str, bytes]:
    """A small pack whose files all say ``word``."""
    made = {f"tables/{number}.csv": f"{word} {number}".encode() * 1000 for number in range(more)}
    made["report.md"] = word.encode()
    return {**made, manifest.NAME: manifest.written(sample(), made)}


def tree(path: Path) -> dict[str, bytes]:
    return {
        file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()
    }


@pytest.fixture
def place(tmp_path: Path) -> Path:
    take_warnings()
    return tmp_path / "四半期"


@pytest.fixture
def old(place: Path) -> Path:
    pack.write(files("old", 5), place, force=False)
    return place


def alone(place: Path) -> bool:
    return [entry.name for entry in place.parent.iterdir()] == [place.name]


def test_a_new_and_an_empty_folder(place: Path, tmp_path: Path) -> None:
    pack.write(files("new"), place, force=False)
    assert tree(place) == files("new")
    empty = tmp_path / "empty"
    empty.mkdir()
    pack.write(files("new"), empty, force=False)
    assert tree(empty) == files("new")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["empty", "四半期"]
    if os.name == "posix":
        assert place.stat().st_mode == empty.stat().st_mode
        assert place.stat().st_mode & 0o700 == 0o700


def test_ours_is_replaced_with_force_alone(old: Path) -> None:
    with pytest.raises(OutputError, match="空ではありません"):
        pack.check(old, force=False)
    pack.write(files("new"), old, force=True)
    assert tree(old) == files("new"), "what the new one does not have is gone"
    assert alone(old)
    assert take_warnings() == []


@pytest.mark.parametrize("text", [None, "{}", "[]", "not json", '{"made_by": "another", "files": []}'])
def test_a_folder_that_is_not_ours_is_never_touched(place: Path, text: str | None) -> None:
    place.mkdir()
    (place / "report.md").write_text("mine")
    if text is not None:
        (place / manifest.NAME).write_text(text)
    before = tree(place)
    with pytest.raises(OutputError, match="書き出した報告書ではありません"):
        pack.write(files("new"), place, force=True)
    assert tree(place) == before
    assert alone(place)


@pytest.mark.parametrize("name", ["../victim.txt", "/etc/passwd", "tables/../../victim.txt", "c:/x", "..\\x"])
def test_a_manifest_that_leads_out_is_not_ours(place: Path, tmp_path: Path, name: str) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    place.mkdir()
    entry = {"path": name, "sha256": sha256(b"mine").hexdigest()}
    (place / manifest.NAME).write_text(json.dumps({"made_by": "wagamachi-cli", "files": [entry]}))
    with pytest.raises(OutputError):
        pack.write(files("new"), place, force=True)
    assert victim.read_text() == "mine"


def test_what_others_put_there_stays(old: Path) -> None:
    (old / "メモ.txt").write_text("mine")
    (old / "tables" / "mine.csv").write_text("1")
    (old / "photos" / "2021").mkdir(parents=True)
    (old / "photos" / "2021" / "a.jpg").write_bytes(b"picture")
    (old / "empty").mkdir()
    (old / "link").symlink_to("メモ.txt")
    pack.write(files("new"), old, force=True)
    expected = {
        "メモ.txt": b"mine",
        "tables/mine.csv": b"1",
        "photos/2021/a.jpg": b"picture",
        "link": b"mine",
    }
    assert tree(old) == {**files("new"), **expected}
    assert (old / "empty").is_dir()
    assert (old / "link").is_symlink()
    assert alone(old)


def test_what_was_changed_by_hand_is_kept_beside(old: Path) -> None:
    (old / "report.md").write_text("corrected by hand")
    pack.write(files("new"), old, force=True)
    assert tree(old) == {**files("new"), "report-2.md": b"corrected by hand"}
    assert any("report-2.md" in warning for warning in take_warnings())
    (old / "report.md").write_text("again")
    pack.write(files("newer"), old, force=True)
    assert tree(old) == {**files("newer"), "report-2.md": b"corrected by hand", "report-3.md": b"again"}


def test_a_file_of_others_in_the_way_of_a_new_one_is_kept(old: Path) -> None:
    (old / "tables" / "7.csv").write_text("mine")
    pack.write(files("new", 9), old, force=True)
    assert tree(old) == {**files("new", 9), "tables/7-2.csv": b"mine"}


def test_a_folder_that_cannot_be(place: Path) -> None:
    place.write_text("a file")
    with pytest.raises(OutputError):
        pack.check(place / "x", force=False)
    with pytest.raises(OutputError):
        pack.check(place, force=True)
    assert place.read_text() == "a file"


@pytest.mark.parametrize("fails", ["write", "link", "move"])
def test_a_failure_in_the_middle_changes_nothing(
    old: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    (old / "mine.txt").write_text("mine")
    before = tree(old)
    rename = Path.rename

    def no_space(*_arguments: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    if fails == "write":
        monkeypatch.setattr(os, "fsync", no_space)
    elif fails == "link":
        monkeypatch.setattr(folder, "link", no_space)
    else:

        def stuck(self: Path, target: Path) -> Path:
            if self.suffix == ".tmp":
                raise PermissionError(13, "in use")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", stuck)
    with pytest.raises(OutputError):
        pack.write(files("new"), old, force=True)
    assert tree(old) == before
    assert alone(old)


# Windows has no such limit to set; what it answers on a full disk is the same OSError.
@pytest.mark.skipif(os.name != "posix", reason="a limit for the size of files is set as POSIX does")
def test_no_space(old: Path) -> None:
    code = (
        "import resource, signal, sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests.output.test_pack_place import files\n"
        "from wagamachi_cli.output import pack\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "try:\n    pack.write(files('new'), sys.argv[2], force=True)\n"
        "except pack.OutputError as error:\n    print('told', error.code)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(ROOT), str(old)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=_env(),
    )
    assert told.stdout == "told 6\n", told.stderr
    assert tree(old) == files("old", 5)
    assert alone(old)


def test_killed_between_the_two_moves(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is gone for a moment then; the next run, whatever it is about, puts it back."""
    (old / "mine.txt").write_text("mine")
    before = tree(old)

    class Killed(BaseException):
        pass

    rename = Path.rename

    def killed(self: Path, target: Path) -> Path:
        if self.suffix in (".tmp", ".old"):
            raise Killed
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        patch.setattr(folder.shutil, "rmtree", lambda *_a, **_k: None)
        with pytest.raises(Killed):
            pack.write(files("new"), old, force=True)
    assert not old.exists()
    with pytest.raises(OutputError, match="空ではありません"):
        pack.check(old, force=False)
    assert tree(old) == before
    left = [entry for entry in old.parent.iterdir() if entry != old]
    for entry in left:
        os.utime(entry, (time.time() - 3600,) * 2)
    pack.write(files("new"), old, force=True)
    assert tree(old) == {**files("new"), "mine.txt": b"mine"}
    assert alone(old)


_LOOP = """
import sys
sys.path.insert(0, sys.argv[1])
from tests.output.test_pack_place import files
from wagamachi_cli.output import pack
print("ready", flush=True)
while True:
    for word in ("one", "two"):
        pack.write(files(word, 12), sys.argv[2], force=True)
"""


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


@pytest.mark.long
def test_killed_at_any_moment(place: Path) -> None:
    states = [files("one", 12), files("two", 12)]
    pack.write(states[0], place, force=False)
    (place / "mine.txt").write_text("mine")
    chance = random.Random(7)
    for _time in range(25):
        process = subprocess.Popen(
            [sys.executable, "-c", _LOOP, str(ROOT), str(place)], stdout=subprocess.PIPE, cwd=ROOT, env=_env()
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.3)
        process.kill()  # which no program can hear, on any system
        process.wait()
        process.stdout.close()
        pack.check(place, force=True)
        now = tree(place)
        assert now.pop("mine.txt") == b"mine"
        assert now in states
