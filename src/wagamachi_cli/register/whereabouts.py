"""Where the register and its copies lie, and what of that a person should know.

A file is harmed by what is done to it from outside: a service that copies it elsewhere while it is
written, a drive whose locks do not hold, an account that may read it.
"""

from __future__ import annotations

import os
import re
import shlex
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from wagamachi_cli.language import _

# The folders of the services, as their programs name them: the name, and what a part of the path is called.
_SERVICES = (
    ("OneDrive", re.compile(r"onedrive([ -].*)?", re.IGNORECASE)),
    ("Dropbox", re.compile(r"dropbox([ -].*)?", re.IGNORECASE)),
    ("Google Drive", re.compile(r"google ?drive([ -].*)?|my drive|マイドライブ", re.IGNORECASE)),
    ("iCloud", re.compile(r"icloud ?drive.*|com~apple~clouddocs|mobile documents", re.IGNORECASE)),
    ("Box", re.compile(r"Box|Box Sync|Box-Box")),
    ("Nextcloud", re.compile(r"nextcloud|owncloud", re.IGNORECASE)),
)
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")  # set by its program, on Windows

_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE = re.compile(r"nfs\d?|cifs|smb\d?|smbfs|afs|ncpfs|davfs\d?|fuse\.(sshfs|rclone|davfs\d?|gvfsd-fuse)")
_REMOTE_DRIVE = 4


def notices(register: Path, copies: Path) -> list[str]:
    """What a person should know of the places of the register and of the folder for its copies."""
    said = [*_too_open(register), *of_register(register)]
    if synced_by(copies) != synced_by(register):
        said += of_copies(copies)
    return said


def of_copies(place: Path) -> Iterator[str]:
    """What it means when copies of the register are put into ``place``."""
    service = synced_by(place)
    if service:
        yield _(
            "The copies lie where {service} sends them elsewhere: {path}. They hold names and contacts, and "
            "“forget” does not reach them there. See whether your organisation allows that, or choose "
            "another folder: {command}"
        ).format(service=service, path=place, command="wagamachi config set backup_folder …")


def of_register(path: Path) -> Iterator[str]:
    """What it means that the register lies where it does."""
    service = synced_by(path)
    if service:
        yield _(
            "The register lies where {service} copies it to other machines: {path}. A file that is copied "
            "while it is written can be damaged, two machines leave two registers, and names leave this "
            "computer. Move it into a folder of this computer alone and name it with --db or WAGAMACHI_DB."
        ).format(service=service, path=path.absolute())
    elif on_network(path):
        yield _(
            "The register lies on a network drive: {path}. Two machines that write at once can damage it "
            "there. Let one machine at a time use it, or move it to a disk of this computer and name it "
            "with --db or WAGAMACHI_DB; copies may go to the drive."
        ).format(path=path.absolute())


def _too_open(path: Path) -> Iterator[str]:
    """The register holds what people have confided: nobody but its user should read it."""
    if os.name == "nt":  # rights are no mode there; the user's own folder is closed to others
        return
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return
    if mode & 0o077:
        yield _(
            "The register is too open: other users of this computer may read it or write to it "
            "(mode {mode}). Close it: {command}"
        ).format(mode=f"{mode:04o}", command=f"chmod 600 {shlex.quote(str(path))}")


def synced_by(path: Path) -> str | None:
    """The service that keeps the folder of ``path`` in step with other machines; None if none does."""
    for place in _ways(path):
        for variable in _ONEDRIVE:
            root = os.environ.get(variable)
            if root and place.is_relative_to(root):
                return "OneDrive"
        for part in place.parts:
            for service, name in _SERVICES:
                if name.fullmatch(part):
                    return service
        with suppress(OSError):  # a name that is too long for the disk
            if any((folder / ".dropbox.cache").exists() for folder in place.parents):
                return "Dropbox"
    return None


def on_network(path: Path) -> bool:
    """Whether ``path`` lies on another machine's disk, as far as the system says."""
    if any(str(place).startswith(("//", "\\\\")) for place in _ways(path)):
        return True
    real = path.resolve()
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(real.anchor) == _REMOTE_DRIVE)
    return _REMOTE.fullmatch(_filesystem(real)) is not None


def _filesystem(path: Path) -> str:
    """The type of the file system that holds ``path``; empty where the system does not say (macOS)."""
    found, depth = "", 0
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    for line in lines:
        before, _dash, after = line.partition(" - ")
        place = re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), before.split()[4])
        if path.is_relative_to(place) and len(Path(place).parts) >= depth:
            found, depth = after.split()[0], len(Path(place).parts)
    return found


def _ways(path: Path) -> tuple[Path, ...]:
    """The path as it was given, and as it is when links are followed."""
    return path.absolute(), path.resolve()
