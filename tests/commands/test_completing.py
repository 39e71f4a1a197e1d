"""What Tab offers for a value: names and choices, as each shell asks for them and wants to hear them."""

from __future__ import annotations

import pytest

from tests.conftest import Wagamachi


def offered(wagamachi: Wagamachi, patch: pytest.MonkeyPatch, shell: str, line: str) -> str:
    """What is answered when Tab is pressed at the end of ``line``."""
    words = line.split(" ")
    with patch.context() as asking:
        asking.setenv("_WAGAMACHI_COMPLETE", f"complete_{shell}")
        asking.setenv("COMP_WORDS", line)
        asking.setenv("COMP_CWORD", str(len(words) - 1))
        asking.setenv("_TYPER_COMPLETE_ARGS", line)
        asking.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        asking.setenv("_TYPER_COMPLETE_WORD_TO_COMPLETE", words[-1])
        result = wagamachi()
    assert result.err == ""
    return result.out


ANSWERS = {
    "bash": "押立・車返ささえあい協議会\n",
    "zsh": r"""_arguments '*: :(('\''押立・車返ささえあい協議会'\''))'""",
    "fish": "押立・車返ささえあい協議会\n",
    "powershell": "押立・車返ささえあい協議会::: \n",
    "pwsh": "押立・車返ささえあい協議会::: \n",
}


@pytest.mark.parametrize("shell", ANSWERS)
def test_a_name_in_every_shell(fuchu: Wagamachi, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    said = offered(fuchu, monkeypatch, shell, "wagamachi council show 押立")
    assert said.split() == ANSWERS[shell].split()


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("wagamachi activity add --category iba", "ibasho"),
        ("wagamachi activity add --category 居場所", "居場所づくり"),
        ("wagamachi council meeting add --council 押", "押立・車返ささえあい協議会"),
        ("wagamachi council list --area 白糸", "白糸台"),
        ("wagamachi consultant show 架空", "架空相談員001"),
        ("wagamachi activity helper show カクウ", "架空サポーター001"),
        ("wagamachi pantry lot show 架空の", "1"),
        ("wagamachi pantry recall 架空の", "1"),
        ("wagamachi pantry distribute 架空の会 --household H-0001,", "H-0001,H-0001"),
        ("wagamachi pantry reserve 架空の", "架空の会"),
        ("wagamachi council partner link 架空商", "架空商店"),
        ("wagamachi activity request suggest 架空の買", "1"),
        ("wagamachi activity helper add 架空002 --can 電球、買", "電球、買い物"),
    ],
)
def test_names_choices_and_lots(
    fuchu: Wagamachi, monkeypatch: pytest.MonkeyPatch, line: str, first: str
) -> None:
    fuchu.ok("consultant", "add", "架空相談員001", "--registered", "R3.4")
    fuchu.ok("activity", "helper", "add", "架空サポーター001", "--kana", "かくうさぽーたー", "--can", "電球")
    fuchu.ok("pantry", "donate", "--item", "架空の米", "--qty", "3", "--best-before", "R5.1")
    fuchu.ok("pantry", "household", "add", "--adults", "1")
    fuchu.ok("pantry", "event", "add", "架空の会", "--on", "2/1")
    fuchu.ok("council", "partner", "add", "架空商店", "--kind", "company")
    fuchu.ok("activity", "request", "add", "--task", "買い物", "--wanted", "架空の買い物")
    before = fuchu.db.read_bytes()
    assert offered(fuchu, monkeypatch, "bash", line).split("\n")[0] == first
    assert fuchu.db.read_bytes() == before


def test_a_space_stays_in_the_word(empty: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    empty.ok("council", "add", "架空 ささえあい")
    assert offered(empty, monkeypatch, "bash", "wagamachi council show 架空") == "架空\\ ささえあい\n"


def test_what_was_removed_is_not_offered(empty: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    empty.ok("council", "add", "架空協議会")
    empty.ok("council", "remove", "架空協議会", "--reason", "試し")
    assert offered(empty, monkeypatch, "bash", "wagamachi council show 架空").strip() == ""


def test_without_a_register_nothing_is_offered(empty: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    empty.db.unlink()
    assert offered(empty, monkeypatch, "bash", "wagamachi council show 架空").strip() == ""
    assert not empty.db.exists()
