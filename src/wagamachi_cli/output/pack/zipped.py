"""Office files packed again, so that the same content gives the same bytes."""

from __future__ import annotations

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# A zip file knows no earlier time; the day of making is no part of a report.
_TIME = (1980, 1, 1, 0, 0, 0)
_MADE = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
_STAMP = rb"\g<1>2000-01-01T00:00:00Z"
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def settled(data: bytes) -> bytes:
    """The zip file ``data`` with fixed times and order, the workbooks that are embedded in it too."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name not in _FIRST, name)):
            part = source.read(name)
            if name.endswith(".xlsx"):
                part = settled(part)
            elif name == "docProps/core.xml":
                part = _MADE.sub(_STAMP, part)
            entry = ZipInfo(name, _TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # not the one that it is made on
            target.writestr(entry, part)
    return out.getvalue()
