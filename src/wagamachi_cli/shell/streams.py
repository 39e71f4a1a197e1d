r"""stdout and stderr of the process: no character that stops them, no failure that goes unnoticed.

A character that an encoding lacks is written as its code, ``\u6b65``, which JSON reads back. A
failing write to stdout is an ``OutputLostError`` wherever it happens, so that nobody on the way
mistakes it for a failing file (or, as rich does with a closed pipe, leaves the program).
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from typing import TYPE_CHECKING

from wagamachi_cli.errors import warn
from wagamachi_cli.language import _

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class OutputLostError(Exception):
    """stdout does not take what is written; ``number`` is the errno."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def closed_by_reader(self) -> bool:
        """Whether a reader closed the pipe, which is no failure of anybody's."""
        return self.number == errno.EPIPE


class _Stdout(io.FileIO):
    """The file behind stdout, its failures named."""

    def write(self, data: ReadableBuffer, /) -> int | None:  # type: ignore[override]
        try:
            return super().write(data)
        except OSError as error:
            raise OutputLostError(error.errno or errno.EIO) from error


def own() -> None:
    """Take over the standard streams of this process; ``run`` in app.py works without."""
    codecs.register_error("wagamachi.stdout", _code_with_warning)
    codecs.register_error("wagamachi.stderr", _code)
    # A descriptor left closed would be given to the next file opened: the register. What is written
    # to the stand-in for stdout fails, as it would on the closed one.
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stdout is None:
        unwritable = os.open(os.devnull, os.O_RDONLY)
        sys.stdout = open(unwritable, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if isinstance(sys.stdout, io.TextIOWrapper):
        raw = getattr(sys.stdout.buffer, "raw", sys.stdout.buffer)  # unbuffered, it is the file itself
        if type(raw) is io.FileIO:  # not a console of Windows
            sys.stdout = _guarded(sys.stdout, raw)
        sys.stdout.reconfigure(errors="wagamachi.stdout")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="wagamachi.stderr")


def _guarded(stream: io.TextIOWrapper, raw: io.FileIO) -> io.TextIOWrapper:
    buffer = io.BufferedWriter(_Stdout(raw.fileno(), "wb", closefd=False))
    return io.TextIOWrapper(buffer, encoding=stream.encoding, line_buffering=raw.isatty())


def leave_stderr() -> None:
    """Before the end: what stderr does not take goes nowhere; else the interpreter would end with 120."""
    try:
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def abandon_stdout() -> None:
    """Send what is still in the buffers nowhere: the interpreter flushes them when it ends."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def _code(error: UnicodeError) -> tuple[str, int]:
    r"""The characters that the encoding lacks as ``\uXXXX``, beyond the first plane as two of them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2].hex() for at in range(0, len(units), 2))
    return "".join(f"\\u{pair}" for pair in pairs), error.end


def _code_with_warning(error: UnicodeError) -> tuple[str, int]:
    written = _code(error)
    encoding = error.encoding if isinstance(error, UnicodeEncodeError) else ""
    warn(
        _("The output's encoding ({encoding}) lacks characters; they are written as codes.").format(
            encoding=encoding
        )
    )
    return written
