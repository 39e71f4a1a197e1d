"""Where the register and its copies lie: what is said of it, and when."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Wagamachi
from wagamachi_cli.register import whereabouts


@pytest.fixture
def english(empty: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> Wagamachi:
    monkeypatch.setenv("WAGAMACHI_LANG", "en")
    return empty


def moved(register: Wagamachi, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Wagamachi:
    folder.mkdir(parents=True)
    register.db.rename(folder / register.db.name)
    return at(folder / register.db.name, monkeypatch)


def at(path: Path, monkeypatch: pytest.MonkeyPatch) -> Wagamachi:
    register = Wagamachi(path, monkeypatch)
    monkeypatch.setenv("WAGAMACHI_LANG", "en")
    return register


def test_a_register_that_lies_well_is_not_spoken_of(empty: Wagamachi) -> None:
    assert empty("check").err == "誤りも、確認を待つものもありません。\n"
    assert empty.json("status")["attention"] == []
    assert empty.ok("config", "set", "city", "架空市").err == ""


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o666])
def test_a_file_that_others_may_read_is_too_open(mode: int, english: Wagamachi) -> None:
    english.db.chmod(mode)
    (said,) = english.json("status")["attention"]
    assert f"too open: other users of this computer may read it or write to it (mode {mode:04o})" in said
    assert said.endswith(f"Close it: chmod 600 {english.db}")
    checked = english("check", "-f", "json")
    assert checked.code == 0
    assert checked.json == [{"level": "reminder", "message": said}]
    english.db.chmod(0o600)
    assert english.json("status")["attention"] == []


def test_it_is_said_once_a_day_by_what_writes(english: Wagamachi) -> None:
    english.db.chmod(0o644)
    assert "too open" in english.ok("config", "set", "city", "架空市").err
    assert english.ok("config", "set", "city", "別の市").err == ""
    english.today("2022-01-25")
    assert "too open" in english.ok("config", "set", "city", "架空市").err
    assert english.ok("council", "list").err == ""


def test_a_name_with_spaces_is_quoted(english: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    there = moved(english, english.db.parent / "a b", monkeypatch)
    there.db.chmod(0o644)
    assert there.json("status")["attention"][0].endswith(f"chmod 600 '{there.db}'")


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - 架空社協/台帳", "OneDrive"),
        ("Dropbox (個人)/a", "Dropbox"),
        ("Library/CloudStorage/GoogleDrive-soudanin001@example.com/マイドライブ", "Google Drive"),
        ("Google Drive/a", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Box/台帳", "Box"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_a_folder_that_a_service_copies_elsewhere(
    folder: str, service: str, english: Wagamachi, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = moved(english, english.db.parent / folder, monkeypatch)
    (said,) = there.json("status")["attention"]
    assert said.startswith(f"The register lies where {service} copies it to other machines: {there.db}. ")
    assert "can be damaged" in said
    assert "--db or WAGAMACHI_DB" in said
    assert said in there.ok("config", "set", "city", "架空市").err
    assert there("check").code == 0


@pytest.mark.parametrize("folder", ["boxes", "box", "onedriver", "my drives", "dropboxes", "Documents"])
def test_another_folder_is_not_taken_for_one(folder: str, tmp_path: Path) -> None:
    assert whereabouts.notices(tmp_path / folder / "a.db", tmp_path / folder / "backups") == []


def test_a_link_into_such_a_folder(english: Wagamachi, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "desk").symlink_to(tmp_path / "Dropbox")
    assert whereabouts.synced_by(tmp_path / "desk" / "a.db") == "Dropbox"
    (tmp_path / "mine").mkdir()
    (tmp_path / ".dropbox.cache").mkdir()
    assert whereabouts.synced_by(tmp_path / "mine" / "a.db") == "Dropbox"


def test_onedrive_under_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "仕事"))
    assert whereabouts.synced_by(tmp_path / "仕事" / "a.db") == "OneDrive"
    assert whereabouts.synced_by(tmp_path / "a.db") is None


def test_copies_that_go_elsewhere_are_spoken_of_where_the_folder_is_chosen(english: Wagamachi) -> None:
    folder = english.db.parent / "OneDrive" / "copies"
    said = english.ok("config", "set", "backup_folder", str(folder)).err
    assert f"The copies lie where OneDrive sends them elsewhere: {folder}." in said
    assert "“forget” does not reach them there" in said
    assert "OneDrive sends" in english.ok("backup").err
    assert "OneDrive" not in english.ok("council", "add", "架空台の会").err  # the copy of the day is there
    assert "OneDrive sends" in english.json("status")["attention"][0]
    assert english("check").code == 0


def test_what_a_new_register_is_told(english: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    new = at(english.db.parent / "OneDrive" / "new.db", monkeypatch)
    assert "copies it to other machines" in new.ok("init").err
    copied = at(english.db.parent / "Dropbox" / "new.db", monkeypatch)
    assert "Dropbox copies it" in copied.ok("restore", str(english.db)).err


def test_network_drives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    monkeypatch.setattr(whereabouts, "_MOUNTS", mounts)
    mounts.write_text(
        "22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n"
        f"40 22 0:35 / {tmp_path}/office\\040share rw shared:9 - cifs //server/share rw\n"
        f"41 40 0:36 / {tmp_path}/office\\040share/here rw - tmpfs none rw\n"
    )
    assert whereabouts.on_network(tmp_path / "office share" / "a.db")
    assert not whereabouts.on_network(tmp_path / "office share" / "here" / "a.db")
    assert not whereabouts.on_network(tmp_path / "a.db")
    assert whereabouts.on_network(Path("//server/share/a.db"))
    (said,) = whereabouts.notices(tmp_path / "office share" / "a.db", tmp_path / "backups")
    assert "ネットワークドライブ" in said
    mounts.unlink()
    assert not whereabouts.on_network(tmp_path / "office share" / "a.db")
