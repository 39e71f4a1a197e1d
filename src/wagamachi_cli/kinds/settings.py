"""What can be set in a register: each setting described once."""

from __future__ import annotations

from wagamachi_cli.frozen import described
from wagamachi_cli.kinds.code import FORM, CodePattern
from wagamachi_cli.kinds.types import Folder, Number, Words
from wagamachi_cli.language import Label


@described
class Setting:
    """A setting: its key, what it is called, how it is read, what holds while it is not set."""

    key: str
    label: Label
    type: Words | Number
    default: str = ""


_ALL = (
    Setting("organisation", Label("団体名", "organisation"), Words()),
    Setting("city", Label("市区町村", "city"), Words()),
    Setting(
        "threshold",
        Label(
            "この数に満たない人・世帯の数は公開の報告で隠す", "smaller counts of people are hidden in public"
        ),
        Number(minimum=1, maximum=1000),
        "10",
    ),
    Setting(
        "stock.soon",
        Label("期限間近とする日数", "food is to be given away soon when it is good for so many days"),
        Number(minimum=0, maximum=3660),
        "30",
    ),
    Setting("backup_folder", Label("控えを置くフォルダー", "folder for copies"), Folder()),
    Setting(
        "code.pattern",
        Label("コードの形（正規表現）", "the form of a code (a regular expression)"),
        CodePattern(),
        FORM,
    ),
    Setting("term.council", Label("協議会の呼び名", "the word for a council"), Words()),
    Setting("term.activity", Label("活動体の呼び名", "the word for an activity"), Words()),
    Setting("term.consultant", Label("相談員の呼び名", "the word for a consultant"), Words()),
)

SETTINGS: dict[str, Setting] = {setting.key: setting for setting in _ALL}
