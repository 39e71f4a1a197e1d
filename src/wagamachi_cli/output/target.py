"""Where an answer goes, and in which format: decided and checked before anything else is done."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from wagamachi_cli.errors import OutputError, UsageError, reason
from wagamachi_cli.frozen import frozen
from wagamachi_cli.language import _
from wagamachi_cli.text import visible

FORMATS = ("table", "plain", "markdown", "csv", "tsv", "json")
_FOR_EYES = ("table", "plain", "markdown")
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".md": "markdown",
    ".txt": "plain",
    ".xlsx": "xlsx",
}
ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "utf8-sig": "utf-8-sig",
    "cp932": "cp932",
    "ms932": "cp932",
    "windows-31j": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
}


@frozen
class Target:
    """The format of an answer, and the file that it goes to (None: stdout).

    ``encoding`` is set only where it was asked for; ``tty``: stdout is a terminal. A file is for this user
    alone unless the answer is ``public``: whoever it may name, nobody else on this machine reads it.
    """

    format: str
    path: Path | None = None
    encoding: str | None = None
    tty: bool = False
    public: bool = False

    @property
    def for_eyes(self) -> bool:
        """Whether a person reads it, who misses nothing where nothing stands."""
        return self.format in _FOR_EYES

    @property
    def for_spreadsheets(self) -> bool:
        """Whether it is opened in a spreadsheet, and may come back from there."""
        return self.format in ("csv", "tsv", "xlsx")

    @classmethod
    def of(
        cls,
        format: str | None = None,  # noqa: A002 - the option is called so
        output: str | None = None,
        force: bool = False,
        encoding: str | None = None,
        tty: bool | None = None,
        *,
        public: bool = False,
    ) -> Target:
        """What ``-f``, ``-o``, ``--force`` and ``--encoding`` ask for.

        Without ``-f`` a file's suffix decides, else ``table`` at a terminal and ``plain`` elsewhere;
        ``-o -`` is stdout. Raises UsageError for an unknown format, suffix or encoding, OutputError
        when the file exists (without ``force``) or cannot be made. Nothing is written here.
        """
        at_terminal = sys.stdout.isatty() if tty is None else tty
        if format is not None and format not in FORMATS:
            raise UsageError(
                _("There is no format {name}.").format(name=visible(format)),
                _("Formats: {names}.").format(names=_(", ").join(FORMATS)),
            )
        to_file = output if output not in (None, "-") else None
        chosen = _format_of(format, to_file, at_terminal)
        return cls(
            format=chosen,
            path=None if to_file is None else check_path(to_file, force),
            encoding=None if encoding is None else _encoding_of(encoding, chosen),
            tty=at_terminal and to_file is None,
            public=public,
        )

    def write(self, text: str) -> None:
        """Write ``text`` to the file (UTF-8) or to stdout. Raises OutputError."""
        if self.path is None:
            sys.stdout.write(text)
        else:
            self.write_bytes(text.encode("utf-8", "backslashreplace"))

    def write_bytes(self, data: bytes) -> None:
        """Write ``data`` as it is. Raises OutputError."""
        if self.path is not None:
            save(self.path, data, public=self.public)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)


def check_path(name: str | Path, force: bool) -> Path:
    """The file that ``name`` means (links followed), if it may be written.

    Raises OutputError when it exists and ``force`` is not given, is no ordinary file, or its folder is
    missing or not writable.
    """
    path = Path(os.path.realpath(name))
    shown = visible(str(name))
    if path.is_dir():
        raise OutputError(_("{file} is a folder.").format(file=shown), _("Give the name of a file in it."))
    if path.exists():
        if not path.is_file():
            raise OutputError(
                _("{file} is not an ordinary file.").format(file=shown),
                _("Give the name of a file that may be replaced."),
            )
        if not force:
            raise OutputError(
                _("{file} exists already.").format(file=shown),
                _("Give another name, or replace it with --force."),
            )
    folder = path.parent
    if not folder.is_dir():
        raise OutputError(
            _("There is no folder {folder}.").format(folder=visible(str(folder))),
            _("Make the folder first, or give another place."),
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(
            _("Nothing can be written in the folder {folder}.").format(folder=visible(str(folder))),
            _("Give another place."),
        )
    return path


def save(path: Path, data: bytes, *, public: bool = False) -> None:
    """Put ``data`` at ``path``, whole or not at all: a temporary file beside it, then a rename.

    It is for this user alone, whatever the umask; what is ``public`` for whom the file that was there was,
    or for whom new files are. Raises OutputError; the temporary file is removed whatever happens, a file
    that was there stays.
    """
    import secrets

    # A short name of its own: a long file name with more added could exceed what the disk allows.
    temporary = path.parent / f".wagamachi-{secrets.token_hex(6)}.tmp"
    try:
        write_new(temporary, data, public=public)
        if public and path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_new(path: Path, data: bytes, *, public: bool) -> None:
    """Write a new file and have the disk keep it; no moment passes in which others could read it."""

    def opened(name: str, flags: int) -> int:
        return os.open(name, flags, 0o666 if public else 0o600)

    with open(path, "xb", opener=opened) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _format_of(asked: str | None, file: str | None, tty: bool) -> str:
    """The format: the one asked for, else the file's, else the one that suits stdout."""
    if file is None:
        return asked or ("table" if tty else "plain")
    of_file = SUFFIXES.get(Path(file).suffix.lower())
    if asked is not None and of_file != "xlsx":
        return asked
    if asked is not None:
        raise UsageError(
            _("A file .xlsx is always a workbook; it cannot be {format}.").format(format=asked),
            _("Leave out -f, or give the file another suffix."),
        )
    if of_file is None:
        raise UsageError(
            _("The suffix of {file} does not say which format it should have.").format(file=visible(file)),
            _("Known suffixes: {names}.").format(names=" ".join(SUFFIXES)),
        )
    return of_file


def _encoding_of(name: str, chosen: str) -> str:
    """The encoding that ``name`` means; only tables for spreadsheets can have another than UTF-8."""
    encoding = ENCODINGS.get(name.strip().lower())
    if encoding is None:
        raise UsageError(
            _("There is no encoding {name}.").format(name=visible(name)),
            _("Encodings: {names}.").format(names=_(", ").join(("utf-8", "utf-8-sig", "cp932"))),
        )
    if chosen not in ("csv", "tsv"):
        raise UsageError(
            _("--encoding is for csv and tsv, not for {format}.").format(format=chosen),
            _("Leave it out, or add -f csv."),
        )
    return encoding


def cannot_write(path: Path, error: OSError) -> OutputError:
    """The sentence for a file that could not be written."""
    shown = visible(str(path))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(
            _("There is no space left for {file}.").format(file=shown),
            _("Make room or give another place, then try again."),
        )
    if isinstance(error, PermissionError):
        return OutputError(
            _("{file} cannot be written: it is open in another program, or protected.").format(file=shown),
            _("Close it (in Excel, for example) and try again, or give another name."),
        )
    return OutputError(
        _("{file} cannot be written: {reason}.").format(file=shown, reason=reason(error)),
        _("Give another name or place."),
    )
