"""A fictional town in which there is something of every kind, written through the commands."""

from __future__ import annotations

import contextlib
import io
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from wagamachi_cli import app, errors, language
from wagamachi_cli.kinds import KINDS

Content = dict[str, list[tuple[Any, ...]]]

COMMANDS = (
    "council area add 架空台 --kana かくうだい",
    "council area add 架空町",
    "council add 架空台の会 --area 架空台 --established R2.4.1 --alias 台の会 --note 覚え",
    "council add 架空町の会 --area 架空町 --established R2.5.1",
    "council placement add --layer 1 --from R2.4.1 --coordinator 担当者001 --council 架空台の会",
    "council meeting add --on R3.5.1 --kind 定例会 --council 架空台の会 --attendees 12 --title 春の会",
    "council meeting add --on R4.3.1 --kind 定例会 --council 架空町の会 --title 春の予定",
    "council partner add 架空商店 --kind company --members 4",
    "council partner add 架空の窓口 --kind agency",
    "activity add 架空サロン --category 居場所 --started R2.6.1 --council 架空台の会 --venue 集会所 --note 覚え",
    "activity add 架空体操 --category 居場所 --started R2.7.1 --area 架空町",
    "activity suspend 架空サロン --on R2.8.1 --reason 感染症 --measure shorter",
    "activity resume 架空サロン --on R2.10.1",
    "council partner link 架空商店 --to 架空サロン --from R3.4.1",
    "council support add --on R3.6.1 --to 架空サロン --function match --by visit",
    "council outreach add --on R3.6.1 --channel flyer --reach 300 --council 架空台の会",
    "activity session add 架空サロン --on R3.6.10 --attendees 12 --helpers 3 --minutes 90",
    "activity session add 架空体操 --on R3.10 --times 2 --attendees 31 --distinct 18",
    "activity contact add 架空体操 --on R3.6.11 --by phone --people 4",
    "activity survey add --on R3.7.1 --sent 100 --returned 40 --willing 8 --wants 買い物=3 --offers 掃除=2",
    "activity helper add 支え手001 --can 買い物 --area 架空台",
    "activity helper add 支え手002 --can 掃除",
    "activity request add --task 買い物 --on R3.9.1 --for H-0001 --wanted 牛乳 --area 架空台",
    "activity request ask 1 --helper 支え手001 --answer yes --on R3.9.1",
    "activity request match 1 --helper 支え手001 --on R3.9.2",
    "activity request done 1 --on R3.9.3 --minutes 30",
    "activity request add --task 掃除 --on R3.12.1",
    "activity intro add --on R3.9.1 --program fitness-test --people 3 --to activity --activity 架空サロン",
    "consultant add 相談員001 --registered R3.4.1 --area 架空台",
    "consultant add 相談員002 --registered R3.4.1",
    "consultant course add --on R3.5.1 --title 入門 --sessions 3 --completed 8",
    "consultant concern add --topic ごみ出し --on R3.11.1 --consultant 相談員001 --area 架空台",
    "consultant concern relay 1 --to 架空の窓口 --on R3.11.3",
    "consultant concern resolve 1 --on R3.11.9 --outcome つながった",
    "consultant visit add --consultant 相談員001 --on R3.11.2 --for H-0002",
    "pantry drive add 秋の食品 --on R3.10.1 --place 集会所 --min 1か月",
    "pantry donate --item 米 --qty 20 --weight 40 --donor 架空商店 --drive 秋の食品 --best-before R4.10.1 --on R3.10.2",
    "pantry donate --item 牛乳 --qty 10 --use-by R4.2.1 --on R4.1.20",
    "pantry household add --adults 2 --children 1 --contact 042-000-0000",
    "pantry household add H-0009 --seniors 1",
    "pantry event add 1月の会 --on R4.1.23 --capacity 10 --parcel 米=2",
    "pantry reserve 1月の会 --household H-0009 --channel phone",
    "pantry distribute 1月の会 --household H-0009",
    "pantry discard 2 --qty 1 --on R4.1.21 --reason damaged",
    "pantry hearing add --household H-0009 --on R4.1.23 --by visit --informed 窓口の案内",
    "pantry refer --household H-0009 --to 架空の窓口 --on R4.1.23 --consent yes --reason 生活の相談",
    "report figure add --measure session.held --period R2 --value 7 --printed ７回 --source 架空だより",
    "report narrative add R3Q3 ほんの一歩から --section ものがたり --title 一歩",
    "note add 架空サロン 見学あり --on R3.8.1",
    "activity close 架空体操 --on R3.12.1 --reason 会場の都合",
    "activity edit 架空サロン --note 直した覚え",
    "config set organisation 架空社協",
)


def run(path: Path, *words: str) -> tuple[int, str, str]:
    """A command line in this process: its exit code and both streams."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()  # some formats are written as bytes
    errors.take_warnings()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = app.run(["--db", str(path), *words])
    language.set_language("ja")
    out.seek(0)
    return code, out.buffer.read().decode("utf-8", "replace"), err.getvalue()


def build(path: Path, commands: Iterable[str] = COMMANDS) -> None:
    """The town's register at ``path``, the day's copy made."""
    for words in ("init", *commands):
        code, _out, err = run(path, *words.split())
        assert code == 0, (words, err)


def rows(path: Path, question: str, *values: object) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(question, values).fetchall()


def content(path: Path, *, history: bool = True) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table; of commands and editions not at which second, nor by whom."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if not name.startswith(("sqlite_", "history_command"))
            and (history or not name.startswith(("history", "alembic")))
        ]
        found = {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in tables}
        if "edition" in found:
            found["edition"] = connection.execute(
                "SELECT report, period_from, period_to, number, as_of, issued, told FROM edition ORDER BY id"
            ).fetchall()
        if history:
            found["history_command"] = connection.execute(
                "SELECT id, command, kind, target_id FROM history_command ORDER BY id"
            ).fetchall()
        return found


def of_every_kind(path: Path) -> list[str]:
    """The kinds of which the register holds nothing."""
    return [kind.code for kind in KINDS.values() if not rows(path, f"SELECT 1 FROM {kind.table} LIMIT 1")]
