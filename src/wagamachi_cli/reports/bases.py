"""What a report can count, where it offers a choice (--basis, --source); light: help asks for it too."""

from __future__ import annotations

from wagamachi_cli.language import Label

ACTIVITY = {
    "started": Label("新規", "started"),
    "closed": Label("終了", "closed"),
    "net": Label("純増", "net"),
    "running": Label("稼働中", "running"),
    "suspended": Label("休止中", "suspended"),
}
PLACEMENT = {"new": Label("新規", "new"), "in-post": Label("在籍", "in post")}
SOURCE = {
    "combined": Label("合算", "combined"),
    "published": Label("公表値", "published"),
    "recorded": Label("登録", "recorded"),
}
