"""Folding, defusing and measuring text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagamachi_cli.text import (
    clean_name,
    defuse,
    escape_controls,
    fold,
    has_control,
    join_several,
    shorten,
    split_several,
    undefuse,
    visible,
    width,
)

ANY = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    "spellings",
    [
        ("わがまち支えあいの会", "わがまちささえあいの会", "わがまち支え合いの会", "わがまち 支え合い の会"),
        ("～小柳～", "〜小柳〜", "~小柳~"),
        ("清水が丘", "清水ヶ丘", "清水ケ丘"),
        ("サロンつくし", "ｻﾛﾝつくし", "さろんツクシ", "サロン　つくし"),
        ("ＯＫＳ", "oks", "OKS"),
        ("第１層", "第1層"),
        ("A－1", "A-1", "A−1", "A‐1"),
        ("コーヒー", "ｺｰﾋｰ"),
        ("住吉・分梅・南町", "住吉分梅南町", "住吉･分梅･南町"),
        ("葛飾", "葛\U000e0100飾"),
        ("見守り", "見守り\u200b", "\ufeff見守り"),
        ("が", "か\u3099"),
    ],
)
def test_spellings_of_one_name_fold_to_one_key(spellings: tuple[str, ...]) -> None:
    assert {fold(spelling) for spelling in spellings} == {fold(spellings[0])}


def test_different_names_keep_different_keys() -> None:
    names = ["中央", "中央第2", "府中が丘", "府中丘", "かき", "がき", "ケア", "がア"]
    assert len({fold(name) for name in names}) == len(names)


@given(ANY)
def test_what_was_defused_comes_back(text: str) -> None:
    assert undefuse(defuse(text)) == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"])
def test_formulas_are_defused(start: str) -> None:
    assert defuse(f"{start}1+1") == f"'{start}1+1"
    assert undefuse(f"'{start}1+1") == f"{start}1+1"
    assert defuse(f"a{start}") == f"a{start}"


def test_a_real_apostrophe_stays() -> None:
    assert undefuse("'90s") == defuse("'90s") == "'90s"


@given(ANY)
def test_nothing_visible_steers_a_terminal(text: str) -> None:
    for safe in (visible(text), visible(text, lines=True).replace("\n", "")):
        assert not has_control(safe)
    safe = escape_controls(text)
    assert not has_control(safe.replace("\n", "").replace("\t", ""))
    safe.encode()


def test_what_is_visible_says_what_was_there() -> None:
    assert visible("\x1b[31m赤") == "\\x1b[31m赤"
    assert visible("a\u202eb\x9b\ud800") == "a\\u202eb\\x9b\\ud800"
    assert visible("一行\r\n二行\n三\t行") == "一行 / 二行 / 三 行"
    assert visible("一行\r\n二行", lines=True) == "一行\n二行"
    assert visible("全角　空白①𠮷～") == "全角　空白①𠮷～"


@pytest.mark.parametrize(
    "character", ["\n", "\t", "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\udc80"]
)
def test_controls_are_found(character: str) -> None:
    assert has_control(f"名{character}前")
    assert not has_control("名　前①")


def test_names_are_trimmed_and_composed_but_not_rewritten() -> None:
    assert clean_name("　 第①か\u3099㈱神\u3000") == unicodedata.normalize("NFC", "第①が㈱神")
    assert clean_name("①㈱") == "①㈱"


def test_widths() -> None:
    assert [width(text) for text in ("abc", "全角", "ｶﾅ", "か\u3099", "～", "")] == [3, 4, 2, 2, 2, 0]


@given(st.text(), st.integers(2, 40))
def test_shortened_text_fits(text: str, columns: int) -> None:
    short = shorten(text, columns)
    assert width(short) <= columns
    assert short == visible(text) or short.endswith("…")


def test_several() -> None:
    assert split_several("A, B、C，　D ､、") == ["A", "B", "C", "D"]
    assert split_several(" ") == []


@given(
    st.lists(st.text('a,，、､" =', min_size=1).map(clean_name).filter(bool)),
    st.sampled_from(["、", ", "]),
)
def test_several_joined_are_the_same_again(parts: list[str], separator: str) -> None:
    assert split_several(join_several(parts, separator)) == parts


def test_a_quote_within_a_part_is_a_character() -> None:
    assert split_several('5" の会、"A、B",C') == ['5" の会', "A、B", "C"]
    assert join_several(["OKS", "支えあい"], "、") == "OKS、支えあい"


def test_heaped_marks_are_cut_too() -> None:
    heaped = "e" + "\u0301" * 500
    assert len(shorten(heaped, 40)) <= 81
