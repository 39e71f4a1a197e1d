"""What is mistyped is told in the language spoken, with the right exit code and what to do, and nothing else."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Wagamachi

WRONG = """
2 nonsense
2 activity nonsense
2 activity add --nonsense x
2 activity add さくら
2 activity add さくら --category なぞ --started 今日
2 activity add さくら --category 居場所 --started R3.13
2 activity add さくら --category 居場所 --started 2022-02-30
2 activity add さくら --category 居場所 --started R1.4.30
2 activity add さくら --category 居場所 --started 2022-01-24(火)
2 activity add さくら --category 居場所 --started 2023-01-24
2 activity add さくら --category 居場所 --started 1900-01-01
2 activity add さくら --category 居場所 --started xyz
3 activity add さくら --category 居場所 --started 今日 --council なぞ
3 activity show なぞ
2 activity session add 梅の会 --attendees たくさん
2 activity session add 梅の会 --attendees -5
2 activity session add 梅の会 --attendees
2 activity session add 梅の会 今日
4 activity resume 梅の会 --on 今日
4 activity close 梅の会 --on R2.1.1
2 activity edit 梅の会
2 activity edit 梅の会 --clear なぞ
2 activity remove 梅の会
2 activity list --status なぞ
2 activity survey add --on R3.9 --wants 買い物
2 council placement add --layer 4 --from R3.4
2 council placement add --layer 1 --from R3.4 --until R2.4
2 council meeting add --on 1/20 --kind regular --start 25:00
2 consultant concern relay 1
2 consultant list --inactive x
2 pantry donate --item 米
2 pantry donate --item 米 --qty 3 --best-before いつか
2 pantry drive add さくら --on R3.5 --min ながく
3 pantry distribute --household H-0001 --item rice=1
3 pantry reserve なぞ --household H-0001
2 report activity R9Q9
2 report activity --by なぞ
2 report placement --by task
2 report activity --chart x.jpg
2 report activity --chart x.png --size 3x3
2 report activity -o x.doc
2 report activity -f xml
6 report activity -o taken.txt
2 report why R3 activity.startd
2 report quarter R3Q3 --only docx --out x
3 report quarter R3Q3 --edition 9
2 report quarter R3Q3 --form taken.txt -o o.xlsx
2 import なぞ taken.txt
2 import sessions none.csv
2 import sessions taken.txt --encoding klingon
3 template sessions --for なぞ
6 export taken.txt
2 choice list なぞ
4 choice add category ibasho --label x
2 config set threshold たくさん
3 undo 999
4 redo
3 merge なぞ --into 梅の会
3 forget zzz
5 --db taken.txt status
5 --db none.db status
5 init
6 backup taken.txt
5 restore taken.txt
5 restore none.db
"""
CASES = [line.partition(" ")[::2] for line in WRONG.strip().splitlines()]
# What is typed is the same in both languages; so are commands in quotes.
_SENTENCE = {"ja": re.compile(r"[A-Za-z]{2,} [a-z]{2,}"), "en": re.compile(r"[ぁ-ヿ一-鿿]")}
_COMMAND = re.compile(r"`[^`]*`|wagamachi[ a-z-]*")


@pytest.fixture
def town(fuchu: Wagamachi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wagamachi:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken.txt").write_text("x,y\n1,2\n")
    fuchu.ok("activity", "add", "梅の会", "--category", "居場所", "--started", "R3.5")
    fuchu.ok("pantry", "household", "add", "H-0001", "--adults", "1")
    fuchu.ok("pantry", "household", "list")
    return fuchu


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_wrong_input_is_told_in_one_language(language: str, town: Wagamachi) -> None:
    before = town.db.read_bytes()
    wrong = []
    for code, line in CASES:
        words = shlex.split(line)
        told = town("--lang", language, *words)
        probe = _COMMAND.sub("", told.err)
        for word in words:
            probe = probe.replace(word, "")
        complaints = {
            "exit code": told.code != int(code),
            "other language": _SENTENCE[language].search(probe),
            "what to do": len(told.err.strip().splitlines()) < 2
            and not re.search("書|でしょう|です|write|between|ends|dated", told.err),
            "something printed": told.out,
            "traceback": "Traceback" in told.err,
        }
        wrong += [(line, what, told.code, told.err) for what, found in complaints.items() if found]
    assert not wrong, "\n".join(map(str, wrong))
    assert town.db.read_bytes() == before
