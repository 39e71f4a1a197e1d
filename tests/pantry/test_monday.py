"""The form before a pantry Monday, and the Monday itself, as a coordinator lives through it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.lengths import by_length
from tests.pantry.conftest import Pantry
from tests.styles import STYLES

HEADS = (
    "タイムスタンプ",
    "お名前",
    "電話番号",
    "メールアドレス",
    "大人の人数",
    "お子さんの人数",
    "65歳以上の人数",
    "受け取り方法",
)


def form(folder: Path, rows: range, encoding: str = "utf-8-sig") -> str:
    """What the form has gathered: fictional people, each with a phone number."""
    path = folder / "form.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        for n in rows:
            way = "配達" if n == 3 else "来所"
            writer.writerow(
                [f"2022/01/{n:02} 10:00:00", f"架空の人{n:03}", f"090-0000-{n:04}", "", "２", n % 3, "", way]
            )
    return str(path)


@pytest.fixture
def event(pantry: Pantry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pantry:
    monkeypatch.chdir(tmp_path)
    pantry("event", "add", "1月の会", "--on", "R4.1.24", "--capacity", "20", "--parcel", "米=1")
    return pantry


def test_eight_on_thursday_and_four_more_on_monday(event: Pantry, tmp_path: Path) -> None:
    take = ("import", "reservations", form(tmp_path, range(1, 9)), "--for", "1月の会")
    event.today("2022-01-20")
    assert event.wagamachi.json(*take)["added"] == 8
    event.today("2022-01-24")
    form(tmp_path, range(1, 13))
    told = event.wagamachi.json(*take)
    assert (told["added"], told["same"]) == (4, 8)
    again = event.wagamachi.json(*take)
    assert (again["added"], again["same"]) == (0, 12)
    reserved = event("reservation", "list", "1月の会")
    assert [row["household"] for row in reserved] == [f"H-{n:04}" for n in range(1, 13)]
    assert {row["channel"] for row in reserved} == {"form"}
    assert [row["household"] for row in reserved if row["delivery"]] == ["H-0003"]
    first = event("household", "show", "H-0001")
    assert (first["adults"], first["children"], first["seniors"]) == (2, 1, None)
    assert "架空の人".encode() not in event.wagamachi.db.read_bytes(), "names never enter"


def test_the_list_that_goes_out_and_comes_back(event: Pantry, tmp_path: Path) -> None:
    event.donate("米", 20, "--best-before", "2022-06", "--on", "1/10")
    event.wagamachi.ok("import", "reservations", form(tmp_path, range(1, 5)), "--for", "1月の会")
    with (tmp_path / "form.codes.csv").open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = csv.reader(file)
    assert heads[-2:] == ["コード", "受取"]
    assert [(row[1], row[-2], row[-1]) for row in rows] == [
        (f"架空の人{n:03}", f"H-{n:04}", "") for n in range(1, 5)
    ]
    back = tmp_path / "back.csv"
    for row, mark in zip(rows, ("○", "", "〇", "×"), strict=True):
        row[-1] = mark
    with back.open("w", encoding="cp932", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
    for added, same in ((2, 0), (0, 2)):
        told = event.wagamachi.json("import", "distributions", str(back), "--for", "1月")
        assert (told["added"], told["same"]) == (added, same)
    visits = event("visit", "list")
    assert [(row["household"], row["on"], row["lines"][0]["qty"]) for row in visits] == [
        ("H-0001", "2022-01-24", 1),
        ("H-0003", "2022-01-24", 1),
    ]


def test_a_list_with_marks_on_it_is_not_replaced(event: Pantry, tmp_path: Path) -> None:
    take = ("import", "reservations", form(tmp_path, range(1, 3)), "--for", "1月の会")
    event.wagamachi.ok(*take)
    event.wagamachi.ok(*take)
    codes = tmp_path / "form.codes.csv"
    codes.write_text(
        codes.read_text(encoding="utf-8-sig").replace("H-0001,", "H-0001,○"), encoding="utf-8-sig"
    )
    event.wagamachi.refused(6, *take)


def test_bad_rows_are_named_and_nothing_is_kept(event: Pantry, tmp_path: Path) -> None:
    name = form(tmp_path, range(1, 4))
    path = Path(name)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text(
        "\n".join([*lines, "x,架空の人099,,,2,,,来所", "x,架空の人098,090-0000-0098,,たくさん,,,来所"]),
        encoding="utf-8-sig",
    )
    result = event.wagamachi("import", "reservations", name, "--for", "1月の会")
    assert result.code == 1
    assert "たくさん" in result.out + result.err
    assert event("household", "list") == []
    assert not (tmp_path / "form.codes.csv").exists()
    assert event.wagamachi("import", "reservations", name, "--for", "1月の会", "--partial").code in (0, 1)
    assert len(event("reservation", "list", "1月の会")) == 3


def test_what_is_full_is_full(event: Pantry, tmp_path: Path) -> None:
    event("event", "edit", "1月の会", "--capacity", "2")
    name = form(tmp_path, range(1, 4))
    assert event.wagamachi("import", "reservations", name, "--for", "1月の会").code == 1
    assert event("reservation", "list", "1月の会") == []
    event.wagamachi.ok("import", "reservations", name, "--for", "1月の会", "--anyway", "米は足りる")
    assert len(event("reservation", "list", "1月の会")) == 3


def test_wrong_command_lines(event: Pantry, tmp_path: Path) -> None:
    name = form(tmp_path, range(1, 3))
    event.wagamachi.refused(3, "import", "reservations", name, "--for", "ない会")
    event.wagamachi.refused(2, "import", "meetings", name, "--for", "1月の会")
    bare = tmp_path / "bare.csv"
    bare.write_text("お名前,大人\n架空の人,2\n", encoding="utf-8")
    event.wagamachi.refused(2, "import", "reservations", str(bare), "--for", "1月の会")


def test_a_pantry_monday(event: Pantry, tmp_path: Path) -> None:
    """12 reservations by form, 8 donations, 10 served, 2 no-shows, 1 walk-in, 1 referral: nine commands."""
    ok = event.wagamachi.ok
    ok("council", "partner", "add", "自立相談窓口")
    lots = tmp_path / "lots.csv"
    lots.write_text(
        "品目,数,重さ,賞味期限,受け取り\n"
        + "".join(f"{item},{qty},{kg},2022-0{month},R4.1.24\n" for item, qty, kg, month in (
            ("米", 6, "12kg", 6), ("米", 6, "12kg", 5), ("カレー", 10, "2kg", 3), ("カレー", 10, "2kg", 4),
            ("茶", 5, "500g", 8), ("乾麺", 8, "4kg", 7), ("缶詰", 9, "1.8kg", 9), ("菓子", 4, "400g", 3),
        )),
        encoding="utf-8",
    )  # fmt: skip
    name = form(tmp_path, range(1, 13))
    before = len(event.rows("SELECT id FROM history_command"))
    for words in (
        ("import", "lots", str(lots)),
        ("import", "reservations", name, "--for", "1月の会"),
        ("pantry", "distribute", "1月の会", "--booked", "--except", "H-0005,H-0011"),
        ("pantry", "distribute", "1月の会", "--walk-in", "--adults", "1"),
        ("pantry", "hearing", "add", "--household", "H-0013", "--by", "来所"),
        ("pantry", "refer", "--household", "H-0013", "--to", "自立相談", "--consent", "yes"),
        ("pantry", "event", "close", "1月の会"),
        ("pantry", "stock"),
        ("check",),
    ):
        ok(*words)
    assert len(event.rows("SELECT id FROM history_command")) == before + 7
    shown = event("event", "show", "1月の会")
    assert (shown["reserved"], shown["served"], shown["status"]) == (12, 11, "closed")
    statuses = [row["status"] for row in event("reservation", "list", "1月の会")]
    assert (statuses.count("served"), statuses.count("no_show")) == (10, 2)
    assert event.stock() == {3: 10, 8: 4, 4: 10, 1: 1, 6: 8, 5: 5, 7: 9}
    assert len(event("referral", "list", "--open")) == 1
    ok("undo")
    assert event("event", "show", "1月の会")["status"] == "planned"


def test_a_sheet_that_knows_who_is_booked(event: Pantry, tmp_path: Path) -> None:
    event.donate("米", 20, "--on", "1/10")
    event.wagamachi.ok("import", "reservations", form(tmp_path, range(1, 4)), "--for", "1月の会")
    event("distribute", "1月の会", "--household", "H-0002")
    event.wagamachi.ok("template", "distributions", "--for", "1月の会", "-o", "sheet.csv")
    path = tmp_path / "sheet.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        heads, _example, *rows = csv.reader(file)
    household, on = heads.index("世帯"), heads.index("日付")
    assert [row[household] for row in rows] == ["H-0002", "H-0001", "H-0003"]
    rows[1][on] = "1/24"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
    told = event.wagamachi.json("import", "distributions", str(path), "--for", "1月の会")
    assert (told["added"], told["same"]) == (1, 1)
    assert [row["household"] for row in event("visit", "list")] == ["H-0002", "H-0001"]
    assert event.stock() == {1: 18}


@pytest.mark.long(short=True)
@pytest.mark.parametrize(
    ("style", "spoken"),
    STYLES[: by_length(6, 12)],
)
def test_every_list_in_every_format(event: Pantry, spoken: str, style: str) -> None:
    event.donate("=1+1", 3, "--best-before", "2022-02", "--on", "1/10", "--weight", "1.5")
    code = event.household("--adults", "2", "--contact", "090-0000-0001")
    event("event", "edit", "1月の会", "--clear", "parcel")
    event("reserve", "1月の会", "--household", code)
    event("distribute", "1月の会", "--household", code, "--item", "=1+1=2")
    event("count", "1", "--qty", "0")
    for words in (
        ("drive", "list"), ("lot", "list"), ("stock",), ("household", "list"), ("event", "list"), ("hearing", "list"),
        ("reservation", "list"), ("visit", "list"), ("movement", "list"), ("referral", "list"), ("recall", "1"),
        ("lot", "show", "1"), ("visit", "show", "1"), ("movement", "show", "1"), ("event", "show", "1月の会"),
    ):  # fmt: skip
        out = event.wagamachi.ok("--lang", spoken, "pantry", *words, "-f", style).out
        assert out, words
        if words[0] != "household":
            assert "0000-0001" not in out, words
