"""Packages that are small outside and would fill the memory when they are unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence

_SUSPICIOUS, _MOST_PACKED = 20_000_000, 200


def is_bomb(members: Sequence[zipfile.ZipInfo], largest: int) -> bool:
    """Whether they hold more than ``largest`` bytes, or one of them is packed as no real file is.

    What a member declares, zipfile holds it to.
    """
    packed = any(
        one.file_size > _SUSPICIOUS and one.file_size > _MOST_PACKED * one.compress_size for one in members
    )
    return packed or sum(one.file_size for one in members) > largest
