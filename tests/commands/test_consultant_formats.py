"""Every list and the report of lay consultants and of the pantry, in every format and in both languages."""

from __future__ import annotations

import pytest

from tests.conftest import Wagamachi
from tests.lengths import by_length
from tests.styles import STYLES


@pytest.mark.long(short=True)
@pytest.mark.parametrize(
    ("style", "spoken"),
    STYLES[: by_length(6, 12)],
)
def test_every_list_in_every_format(empty: Wagamachi, spoken: str, style: str) -> None:
    ok = empty.ok
    for words in (
        ("council", "partner", "add", "架空窓口", "--kind", "専門機関"),
        ("consultant", "add", "相談員001", "--registered", "R3.4.1"),
        ("consultant", "course", "add", "--on", "R3.9.3", "--title", "架空の研修", "--completed", "3"),
        (
            "consultant",
            "concern",
            "add",
            "--topic",
            "架空の困りごと",
            "--on",
            "R3.10.1",
            "--consultant",
            "相談員001",
        ),
        ("consultant", "concern", "relay", "1", "--to", "架空窓口", "--on", "R3.10.2"),
        ("consultant", "concern", "return", "1", "--on", "R3.10.9"),
        (
            "consultant",
            "visit",
            "add",
            "--consultant",
            "相談員001",
            "--on",
            "R3.10",
            "--times",
            "4",
            "--absent",
        ),
        ("pantry", "household", "add", "--contact", "090-0000-0001"),
        ("pantry", "distribute", "--household", "H-0001", "--on", "R3.10.1"),
    ):
        ok(*words)
    for words in (
        ("consultant", "list"),
        ("consultant", "show", "相談員001"),
        ("consultant", "course", "list"),
        ("consultant", "concern", "list"),
        ("consultant", "concern", "show", "1"),
        ("consultant", "visit", "list"),
        ("report", "consultant", "R3Q3"),
        ("report", "pantry", "R3Q3"),
        ("report", "why", "R3Q3", "visit.absent"),
        ("report", "why", "R3Q3", "pantry.visits"),
    ):
        out = ok("--lang", spoken, *words, "-f", style).out
        assert out.strip(), words
        assert "0000-0001" not in out, words
        if words[0] == "report":
            assert not {"相談員001", "架空の困りごと", "H-0001"} & set(out.split()), words
