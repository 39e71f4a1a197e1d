"""Sheets come in: what is added, changed, the same, passed over, bad; and what is handed back."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Wagamachi

HEADS = "活動体,区分,協議会,開始"
TSUKUSHI = "つくしサロン,居場所,四谷,R3.10"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def sheet(*lines: str, name: str = "sheet.csv", encoding: str = "utf-8") -> str:
    Path(name).write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return name


def counts(result: dict[str, object]) -> tuple[object, ...]:
    return tuple(result[key] for key in ("added", "changed", "same", "skipped", "bad"))


def fifty(bad: int) -> list[str]:
    """Fifty meetings on fifty days, one of them on a day that there never was."""
    return ["開催日,種別,協議会,参加者"] + [
        f"{'2021-02-30' if row == bad else f'2021-{4 + row % 8:02}-{1 + row % 28:02}'},定例会,四谷,{10 + row}"
        for row in range(50)
    ]


def test_activities_come_in_once(fuchu: Wagamachi) -> None:
    name = sheet(HEADS, TSUKUSHI, "たんぽぽの会,life_support,住吉,2021/11/5")
    assert counts(fuchu.json("import", "activities", name)) == (2, 0, 0, 0, 0)
    assert counts(fuchu.json("import", "活動体", name)) == (0, 0, 2, 0, 0)
    first, second = fuchu.json("activity", "list")
    assert (first["name"], first["category"], first["council"], first["started"]) == (
        "つくしサロン", "ibasho", "ささえあい四谷", "2021-10",
    )  # fmt: skip
    assert second["started"] == "2021-11-05"


def test_a_row_with_the_name_of_a_record_edits_it_where_it_differs(fuchu: Wagamachi) -> None:
    fuchu.ok("import", "activities", sheet(HEADS + ",会場", TSUKUSHI + ",公会堂"))
    name = sheet(HEADS + ",会場", "つくしサロン,居場所,四谷,R3.11,")
    assert counts(fuchu.json("import", "activities", name)) == (0, 1, 0, 0, 0)
    (shown,) = fuchu.rows("SELECT started_from, venue FROM activity")
    assert shown == ("2021-11-01", "公会堂")  # a blank cell leaves it as it is
    refused = fuchu("import", "activities", sheet(HEADS, TSUKUSHI), "--new-only", "-f", "json")
    assert (refused.code, refused.json["bad"]) == (1, 1)
    assert "番号 1" in refused.json["errors"][0]["reason"]


def test_an_import_is_one_step(fuchu: Wagamachi) -> None:
    before = fuchu.rows("SELECT count(*) FROM history_command")[0][0]
    name = sheet(*fifty(bad=-1))
    fuchu.ok("import", "meetings", name)
    fuchu.ok("import", "meetings", name)
    commands = fuchu.rows("SELECT command FROM history_command")[before:]
    assert commands == [("import meetings",)]


def test_one_bad_row_of_fifty(fuchu: Wagamachi) -> None:
    name = sheet(*fifty(bad=33))
    before = fuchu.db.read_bytes()
    refused = fuchu("import", "meetings", name, "-f", "json")
    assert refused.code == 1
    assert counts(refused.json) == (0, 0, 0, 0, 1)
    (error,) = refused.json["errors"]
    assert (error["line"], error["column"]) == (35, "開催日")
    assert "2021-02-30" in error["reason"]
    assert fuchu.db.read_bytes() == before

    partial = fuchu("import", "meetings", name, "--partial", "-f", "json")
    assert partial.code == 1
    assert counts(partial.json) == (49, 0, 0, 0, 1)
    back = Path("sheet.csv.errors.csv").read_text(encoding="utf-8-sig").splitlines()
    assert back[0] == "開催日,種別,協議会,参加者,取り込めない理由"
    assert len(back) == 2
    assert back[1].startswith("2021-02-30,定例会,四谷,43,開催日: ")

    mended = sheet(*(line.replace("2021-02-30", "2021-02-28") for line in back), name="mended.csv")
    assert counts(fuchu.json("import", "meetings", mended)) == (1, 0, 0, 0, 0)
    whole = sheet(*(line.replace("2021-02-30", "2021-02-28") for line in fifty(bad=33)), name="whole.csv")
    assert counts(fuchu.json("import", "meetings", whole)) == (0, 0, 50, 0, 0)


def test_equal_rows_are_equal_records_one_by_one(fuchu: Wagamachi) -> None:
    row = "R3.6.1,定例会,四谷,12"
    twice = sheet("開催日,種別,協議会,参加者", row, row)
    assert counts(fuchu.json("import", "meetings", twice)) == (2, 0, 0, 0, 0)
    thrice = sheet("参加者,協議会,種別,開催日", *["12人,ささえあい四谷,regular,2021-06-01"] * 3)
    assert counts(fuchu.json("import", "meetings", thrice)) == (1, 0, 2, 0, 0)


def test_a_dry_run_writes_nothing(fuchu: Wagamachi) -> None:
    before = fuchu.db.read_bytes()
    told = fuchu.json("import", "meetings", sheet(*fifty(bad=-1)), "--dry-run")
    assert counts(told) == (50, 0, 0, 0, 0)
    refused = fuchu("import", "meetings", sheet(*fifty(bad=3)), "--dry-run", "-f", "json")
    assert (refused.code, refused.json["bad"]) == (1, 1)
    assert fuchu.db.read_bytes() == before
    assert not Path("sheet.csv.errors.csv").exists()


def test_rules_hold_for_rows(fuchu: Wagamachi) -> None:
    name = sheet(
        "開催日,種別,参加者,うちオンライン,回数",
        "2022-03-01,定例会,12,,",
        "2021-06-01,定例会,3,5,",
        "2021-06-01,定例会,5,,2",
        "2021-06-01,,5,,",
    )
    refused = fuchu("import", "meetings", name, "-f", "json")
    assert refused.code == 1
    assert [error["line"] for error in refused.json["errors"]] == [2, 3, 4, 5]
    assert refused.json["errors"][3]["column"] == "種別"


def test_names_are_looked_up_by_the_rules_of_ref_and_never_asked(fuchu: Wagamachi) -> None:
    name = sheet(HEADS, "い,居場所,会,R3.10", "ろ,居場所,よつば,R3.10", "は,居場所,ｻｻｴｱｲ四谷,R3.10")
    refused = fuchu("import", "activities", name, "-f", "json")
    several, none = (error["reason"] for error in refused.json["errors"])
    assert "中央ささえあいの会" in several
    assert "よつば" in none
    assert refused.json["bad"] == 2


def test_rows_may_refer_to_rows_above(empty: Wagamachi) -> None:
    name = sheet("圏域,上位の圏域", "東部,", "押立,東部", "押立一丁目,押立")
    assert counts(empty.json("import", "areas", name)) == (3, 0, 0, 0, 0)
    assert counts(empty.json("import", "areas", name)) == (0, 0, 3, 0, 0)
    assert empty.rows("SELECT name, parent_id FROM area") == [("東部", None), ("押立", 1), ("押立一丁目", 2)]


def test_two_rows_of_one_name_must_say_the_same(empty: Wagamachi) -> None:
    assert counts(empty.json("import", "areas", sheet("圏域,よみ", "東部,とうぶ", "東部,とうぶ"))) == (
        1,
        0,
        1,
        0,
        0,
    )
    refused = empty("import", "areas", sheet("圏域,よみ", "西部,せいぶ", "西部,にしぶ"), "-f", "json")
    assert refused.json["errors"][0]["line"] == 3
    assert "2" in refused.json["errors"][0]["reason"]


def test_an_id_must_be_one_that_is_there(fuchu: Wagamachi) -> None:
    name = sheet("番号,圏域", "1,中央区", "99,どこか", "x,どこか")
    refused = fuchu("import", "areas", name, "-f", "json")
    assert [error["line"] for error in refused.json["errors"]] == [3, 4]
    fuchu.ok("import", "areas", sheet("番号,圏域", "1,中央区"))
    assert fuchu.rows("SELECT name FROM area WHERE id = 1") == [("中央区",)]


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8", ""), ("utf-8-sig", ""), ("cp932", "cp932"), ("utf-16", "utf-16")]
)
def test_what_offices_save(empty: Wagamachi, encoding: str, told: str) -> None:
    names = "①髙㈱〜～−", "ﾊﾝｶｸ"
    if encoding == "cp932":
        names = "①髙㈱～", "ﾊﾝｶｸ"
    name = sheet("圏域,よみ,,", *(f"{one},よみ,," for one in names), encoding=encoding)
    done = empty.ok("import", "areas", name)
    assert (told in done.err) if told else not done.err
    assert [row[0] for row in empty.rows("SELECT name FROM area")] == list(names)


def test_a_paste_from_a_spreadsheet(fuchu: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> None:
    pasted = "活動体\t区分\t開始\nつくし\t居場所\tR3.10\n".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(pasted)))
    assert counts(fuchu.json("import", "activities", "-")) == (1, 0, 0, 0, 0)


def test_what_defuses_a_formula_is_taken_off(empty: Wagamachi) -> None:
    empty.ok("import", "areas", sheet("圏域,メモ", "東部,'=1+1", "西部,'ただの文"))
    assert empty.rows("SELECT note FROM area") == [("=1+1",), ("'ただの文",)]


def test_an_unknown_head_wants_to_be_mapped(empty: Wagamachi) -> None:
    name = sheet("エリア名,担当者,よみ", "東部,相談員001,とうぶ")
    error = empty.refused(2, "import", "areas", name)
    assert "エリア名" in error["message"]
    assert "担当者" in error["message"]
    done = empty.json("import", "areas", name, "--map", "エリア名=圏域", "--map", "担当者=")
    assert counts(done) == (1, 0, 0, 0, 0)
    assert empty.refused(2, "import", "areas", name, "--map", "ない=圏域")
    assert empty.refused(2, "import", "areas", name, "--map", "エリア名=ない")


def test_a_constant_fills_what_is_blank(fuchu: Wagamachi) -> None:
    name = sheet("開催日,種別", "R3.6.1,", "R3.6.2,準備会")
    fuchu.ok("import", "meetings", name, "--set", "種別=定例会", "--set", "協議会=四谷")
    assert fuchu.rows("SELECT kind FROM meeting WHERE on_from LIKE '2021-06%'") == [
        ("regular",),
        ("preparatory",),
    ]
    assert fuchu.refused(2, "import", "meetings", name, "--set", "種別=なぞ")
    assert fuchu.refused(3, "import", "meetings", name, "--set", "種別=定例会", "--set", "協議会=なぞ")
    assert fuchu.refused(2, "import", "meetings", name, "--set", "なぞ=1")


def test_days_without_a_year_lie_in_the_year_that_is_said(fuchu: Wagamachi) -> None:
    name = sheet("開催日,種別", "4/15,定例会", "1月12日（火）,定例会", "6月,定例会")
    fuchu.ok("import", "meetings", name, "--set", "年度=R2")
    assert fuchu.rows("SELECT on_from, on_to FROM meeting ORDER BY id DESC LIMIT 3") == [
        ("2020-06-01", "2020-06-30"), ("2021-01-12", "2021-01-12"), ("2020-04-15", "2020-04-15"),
    ]  # fmt: skip


def test_the_example_totals_and_footnotes_are_no_records(empty: Wagamachi) -> None:
    name = sheet("圏域,よみ", "例: 中央,ちゅうおう", "東部,とうぶ", ",", "合　計,2", "※ 令和3年4月現在,")
    done = empty("import", "areas", name, "-f", "json")
    assert counts(done.json) == (1, 0, 0, 3, 0)
    assert "合計の行" in done.err


def test_a_foreign_errors_file_is_left_alone(fuchu: Wagamachi) -> None:
    name = sheet(HEADS, "つくし,なぞ,四谷,R3.10")
    back = Path("sheet.csv.errors.csv")
    back.write_text("mine", encoding="utf-8")
    assert "sheet.csv.errors.csv" in fuchu.refused(6, "import", "activities", name)["message"]
    assert back.read_text(encoding="utf-8") == "mine"
    back.unlink()
    for _time in range(2):
        assert fuchu("import", "activities", name).code == 1
    assert len(back.read_text(encoding="utf-8-sig").splitlines()) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
        ("old.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
        ("page.csv", b"<!DOCTYPE html><html></html>"),
        ("page.xlsx", b"<html></html>"),
        ("text.xlsx", "圏域\n東部\n".encode()),
        ("book.csv", b"PK\x03\x04" + bytes(64)),
        ("book.xlsx", b"PK\x03\x04" + bytes(64)),
        ("letter.docx", b"PK\x03\x04"),
        ("bytes.csv", bytes(range(256))),
        ("empty.csv", b""),
        ("blank.csv", b",,\r\n,,\r\n"),
        ("wide.csv", b"a" + b",a" * 5000),
        ("open.csv", "圏域\n\"東部\n".encode() + "あ\n".encode() * 50_000),
        ("long.csv", "圏域\n".encode() + b"a" * 3_000_000),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_refused_in_a_sentence(empty: Wagamachi, name: str, content: bytes) -> None:
    Path(name).write_bytes(content)
    error = empty.refused(2, "import", "areas", name)
    assert error["message"]
    assert error["hint"]


def test_what_is_not_there(empty: Wagamachi) -> None:
    assert empty.refused(2, "import", "areas", "nothing.csv")
    assert empty.refused(2, "import", "nothing", "nothing.csv")
    assert empty.refused(2, "import", "areas", ".")
    assert empty.refused(2, "import", "areas", sheet("圏域", "東部"), "--encoding", "klingon")
    assert empty.refused(2, "import", "areas", sheet("圏域", "東部"), "--head-row", "x")
    assert empty.refused(2, "import", "areas", sheet("圏域", "東部"), "--sheet", "x")


def test_equal_reasons_are_told_together(empty: Wagamachi) -> None:
    lines = ["圏域,上位の圏域"] + [f"区域{row},なぞ" for row in range(30)]
    refused = empty("import", "areas", sheet(*lines))
    assert refused.code == 1
    (told,) = (line for line in refused.err.splitlines() if "なぞ" in line)
    assert "2、3、4、5、6 ほか 25" in told
    assert "30 行" in refused.err


def test_a_refused_file_constraint_names_its_row(fuchu: Wagamachi) -> None:
    """What only the file itself knows to refuse is told of the row, and the others still go in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wagamachi_cli.model.writing.keep_rules", lambda change, rule: rule(change))
        patch.setattr("wagamachi_cli.model.council.RULES", {})
        name = sheet("圏域", "東部", "西部", "東部", "北部", name="twice.csv")
        patch.setattr("wagamachi_cli.exchange.matching.Standing.find", lambda *_: None)
        partial = fuchu("import", "areas", name, "--partial", "-f", "json")
    assert counts(partial.json) == (3, 0, 0, 0, 1)
    assert partial.json["errors"][0]["line"] == 4
    assert fuchu.rows("SELECT name FROM area ORDER BY id DESC LIMIT 3") == [("北部",), ("西部",), ("東部",)]


def test_ten_thousand_rows_come_in_once(fuchu: Wagamachi) -> None:
    heads, *_rows = fifty(bad=-1)
    lines = [heads] + [
        f"{2016 + row % 6}-{1 + row % 12:02}-{1 + row % 28:02},定例会,四谷,{row % 50}"
        for row in range(10_000)
    ]
    name = sheet(*lines)
    assert counts(fuchu.json("import", "meetings", name))[0] == 10_000
    assert counts(fuchu.json("import", "meetings", name))[:3] == (0, 0, 10_000)


def test_what_the_file_itself_refuses_is_a_bad_row_among_good_ones(fuchu: Wagamachi) -> None:
    with closing(sqlite3.connect(fuchu.db)) as connection:
        connection.execute(
            "CREATE TRIGGER guard_meeting_thirteen BEFORE INSERT ON meeting WHEN NEW.attendees = 13"
            " BEGIN SELECT RAISE(ABORT, 'thirteen'); END"
        )
    rows = [f"2021-{4 + row // 28:02}-{1 + row % 28:02},定例会,四谷,{10 + row % 100}" for row in range(220)]
    name = sheet("開催日,種別,協議会,参加者", *rows)
    refused = fuchu("import", "meetings", name, "-f", "json")
    assert refused.code == 1
    assert [(one["line"], "thirteen" in one["reason"]) for one in refused.json["errors"]] == [
        (5, True), (105, True), (205, True),
    ]  # fmt: skip
    (before,) = fuchu.rows("SELECT max(id) FROM meeting")
    assert before == (2,)
    assert counts(fuchu("import", "meetings", name, "--partial", "-f", "json").json) == (217, 0, 0, 0, 3)
    kept = fuchu.rows(
        "SELECT count(*), count(DISTINCT m.on_from) FROM meeting AS m"
        " JOIN meeting_council AS c ON c.meeting_id = m.id WHERE m.id > 2"
    )
    assert kept == [(217, 217)]
    told = "SELECT row_id FROM history_change WHERE table_name = 'meeting' ORDER BY id"
    assert fuchu.rows(told) == fuchu.rows("SELECT id FROM meeting ORDER BY id")


def test_no_column_of_the_file_has_a_value_of_its_own(fuchu: Wagamachi) -> None:
    """A new row of an import names only the columns that something fills: the others must be null."""
    told = fuchu.rows(
        "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
        " WHERE t.type = 'table' AND c.dflt_value IS NOT NULL"
    )
    assert told == []
