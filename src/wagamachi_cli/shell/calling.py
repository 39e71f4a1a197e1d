"""How this program is called from where the person stands, for a command that is to be typed next."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

_NAMES = ("wagamachi", "wm")


def called() -> str:
    """``wagamachi`` where the shell finds it, else as it was called: a path, relative if it is below."""
    path = Path(sys.argv[0])
    if path.stem not in _NAMES or shutil.which(_NAMES[0]):
        return _NAMES[0]
    with suppress(ValueError):
        path = Path(os.path.abspath(path)).relative_to(Path.cwd())  # noqa: PTH100 - links are kept
    return quoted(str(path))


def quoted(path: str) -> str:
    """A path as a shell takes it; Windows knows double quotes only."""
    if os.name == "nt":
        return f'"{path}"' if " " in path else path
    import shlex

    return shlex.quote(path)
