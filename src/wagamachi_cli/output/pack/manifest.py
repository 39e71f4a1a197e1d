"""The manifest of a pack: what it is, and every other file with its checksum."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from wagamachi_cli.output.data import json_object
from wagamachi_cli.pack import Pack

NAME = "manifest.json"
_MADE_BY = "wagamachi-cli"


def written(pack: Pack, files: Mapping[str, bytes]) -> bytes:
    """The manifest of ``pack``, whose other ``files`` are these."""
    item = {
        "made_by": _MADE_BY,
        "version": pack.version,
        "report": pack.name,
        "title": pack.title,
        "organisation": pack.organisation,
        "period": {
            "label": pack.period.label,
            "from": pack.period.start.isoformat(),
            "to": pack.period.last.isoformat(),
        },
        "as_of": pack.as_of.isoformat(),
        "edition": pack.edition,
        "reason": pack.reason,
        "internal": pack.internal,
        "language": pack.language,
        "records": {kind: pack.records[kind] for kind in sorted(pack.records)},
        "files": [
            {"path": name, "bytes": len(files[name]), "sha256": sha256(files[name]).hexdigest()}
            for name in sorted(files)
        ],
    }
    return json_object(item).encode()


def described(folder: Path) -> dict[str, str]:
    """The files that the manifest in ``folder`` names, with their checksums; empty where it is not ours.

    Names that lead out of the folder are none of ours.
    """
    try:
        item = json.loads((folder / NAME).read_bytes())
        if item["made_by"] != _MADE_BY:
            return {}
        files = {str(file["path"]): str(file["sha256"]) for file in item["files"]}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    return {} if any(_leads_out(name) for name in files) else files


def _leads_out(name: str) -> bool:
    path = Path(name)
    return path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name or ":" in name
