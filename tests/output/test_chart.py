"""Charts: what is drawn where, the words beside them, and what is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from PIL import Image

from wagamachi_cli.errors import OutputError, UsageError
from wagamachi_cli.language import set_language
from wagamachi_cli.output import check_chart, write_chart
from wagamachi_cli.output.alt_text import alt_text, totals
from wagamachi_cli.output.chart import SIZES, picture
from wagamachi_cli.output.drawing import draw
from wagamachi_cli.output.frame import PALETTE, SMALL, ticks
from wagamachi_cli.output.pen import Box, Pen
from wagamachi_cli.sheet import ChartSpec

YEARS = ("H28", "H29", "H30", "R1", "R2", "R3※")
ACTIVITY = ChartSpec(
    title="活動体の推移",
    subtitle="H28～R3年度　R4.1.31現在",
    unit="団体",
    categories=YEARS,
    bars=(
        ("居場所づくり", (3, 4, 6, 5, 1, 2)),
        ("生活支援", (0, 1, 3, 5, 1, 1)),
        ("子どもの見守り", (0, 3, 2, 1, 5, 1)),
        ("その他（PR・食の支援）", (0, 1, 0, 0, 9, 7)),
    ),
    notes=("※ R3は年度の途中です。", "出典：進捗状況について"),
    stack_total="計",
)
PLACEMENT = ChartSpec(
    title="生活支援コーディネーターの配置状況",
    subtitle="H28～R2年度",
    unit="人",
    categories=YEARS[:5],
    bars=(("第1層", (1, None, None, None, None)), ("第2層", (2, 1, 1, 2, 5))),
    line=("累計", (3, 4, 5, 7, 12)),
    stack_total="計",
)
THIRTY = tuple(f"R{n}" for n in range(1, 31))
SPECS = {
    "activity": ACTIVITY,
    "placement": PLACEMENT,
    "no category": replace(ACTIVITY, categories=(), bars=()),
    "one": replace(ACTIVITY, categories=("R3",), bars=(("a", (1,)),)),
    "nothing stated": replace(PLACEMENT, bars=(("a", (None,) * 5), ("b", (0,) * 5)), line=("c", (None,) * 5)),
    "negative": replace(
        ACTIVITY, bars=(("新規", (3, 5, 1, 0, 0, None)), ("閉鎖", (-2, -7, -1, -4, 0, None)))
    ),
    "thirty years": replace(
        ACTIVITY,
        categories=THIRTY,
        bars=tuple((f"系列{n}", tuple((n * 37 + y * 11) % 200 for y in range(30))) for n in range(10)),
        line=("累計", tuple(y * 900 for y in range(30))),
    ),
    "long words": replace(
        ACTIVITY,
        title="とても長い題" * 12,
        bars=(
            ("四十文字を超えるとても長い系列の名前" * 3, (12345, 1, 2, 0, None, 9)),
            ("平", (1, 20000, 3, 4, 5, 6)),
        ),
        notes=("長い注記です。" * 30,) * 3,
    ),
}


class Watched(Pen):
    """A pen that remembers which text it wrote where."""

    written: list[tuple[str, float, Box]]

    def start(self, scale: float) -> None:
        super().start(scale)
        self.written = []

    def text(self, x: float, y: float, text: str, points: float, *more: object, **words: object) -> None:
        super().text(x, y, text, points, *more, **words)
        self.written.append((text, points * self.scale, self._taken[-1]))


@pytest.fixture
def pens(monkeypatch: pytest.MonkeyPatch) -> list[Watched]:
    made: list[Watched] = []

    def make(*arguments: object) -> Watched:
        made.append(Watched(*arguments))
        return made[-1]

    monkeypatch.setattr("wagamachi_cli.output.drawing.Pen", make)
    return made


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] - 1 and other[0] < one[2] - 1 and one[1] < other[3] - 1 and other[1] < one[3] - 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SPECS)
@pytest.mark.filterwarnings("error")
def test_nothing_overlaps_and_nothing_leaves_the_page(name: str, size: str, pens: list[Watched]) -> None:
    drawn = draw(SPECS[name], "png", SIZES[size])
    assert Image.open(BytesIO(drawn)).size == SIZES[size]
    written = pens[0].written
    page_width, page_height = SIZES[size]
    for text, _points, (left, low, right, high) in written:
        assert left >= 0, text
        assert low >= 0, text
        assert right <= page_width, text
        assert high <= page_height, text
    clashes = [(one[0], other[0]) for one, other in combinations(written, 2) if overlap(one[2], other[2])]
    assert not clashes
    if name != "long words" and size == "16x9":
        assert min(points for _text, points, _box in written) >= SMALL == 14


def test_every_number_of_the_source_is_on_the_charts(pens: list[Watched]) -> None:
    draw(ACTIVITY, "png", SIZES["16x9"])
    numbers = sorted(text for text, _points, _box in pens[0].written if text.isdigit() and text not in "0")
    values = [value for _name, values in ACTIVITY.bars for value in values if value]
    wanted = [*map(str, values), *map(str, totals(ACTIVITY)), "5", "10", "15"]
    assert numbers == sorted(wanted)
    texts = {text for text, _points, _box in pens[0].written}
    assert {"（単位：団体）", "上の数字：計", *YEARS, *ACTIVITY.notes, ACTIVITY.title} <= texts
    draw(PLACEMENT, "png", SIZES["4x3"])
    texts = [text for text, _points, _box in pens[1].written]
    assert [text for text in ("12", "7", "4") if text in texts] == ["12", "7", "4"]


def test_the_legend_stands_in_the_order_of_the_stack(pens: list[Watched]) -> None:
    draw(ACTIVITY, "png", SIZES["16x9"])
    heights = {text: box[1] for text, _points, box in pens[0].written}
    names = [name for name, _values in ACTIVITY.bars]
    assert sorted(names, key=heights.__getitem__) == names


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        (0, 1, [0, 1]),
        (0, 16, [0, 5, 10, 15]),
        (0, 18.4, [0, 5, 10, 15]),
        (-7, 5, [-6, -4, -2, 0, 2, 4]),
        (-7.9, -0.0, [-6, -4, -2, 0]),
        (0, 45_000, [0, 10_000, 20_000, 30_000, 40_000]),
    ],
)
def test_ticks_are_whole_and_few(low: float, high: float, wanted: list[int]) -> None:
    assert ticks(low, high) == wanted


def test_neighbouring_colours_differ_in_grey_and_carry_readable_digits() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: float, other: float) -> float:
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)

    light = [luminance(fill) for fill, _ink in PALETTE]
    assert all(contrast(one, other) >= 1.5 for one, other in combinations(light[:4], 2))
    assert all(contrast(one, other) >= 1.5 for one, other in pairwise(light))
    inks = {"white": 1.0, "black": 0.0}
    assert all(contrast(luminance(fill), inks[ink]) >= 4.5 for fill, ink in PALETTE)


def test_the_same_chart_is_the_same_bytes(tmp_path: Path) -> None:
    for kind in ("png", "svg"):
        script = (
            "import sys\n"
            "sys.path.insert(0, sys.argv[1])\n"
            "from output.test_chart import ACTIVITY, picture\n"
            f"sys.stdout.buffer.write(picture(ACTIVITY, {kind!r}))\n"
        )
        (tmp_path / "matplotlibrc").write_text("axes.facecolor: red\ntext.usetex: True\n")
        other = subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).parent.parent)],
            capture_output=True,
            check=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": "7"},
        )
        assert other.stdout == picture(ACTIVITY, kind) == picture(ACTIVITY, kind)
        assert other.stderr == b""
        assert b"matplotlib.org" not in other.stdout or kind == "svg"


def test_svg_needs_no_font() -> None:
    drawn = picture(ACTIVITY, "svg").decode()
    assert "<text" not in drawn
    assert "<title>" in drawn or "<dc:title>" in drawn
    assert not re.search(r"20\d\d-\d\d-\d\dT", drawn)


def test_text_is_drawn_as_it_stands(tmp_path: Path) -> None:
    hostile = replace(
        ACTIVITY, title="$x_1$ [red] \\frac", notes=("_a_ $ \x1b[31m\n次の行",), bars=(("_内部", (1,) * 6),)
    )
    write_chart(hostile, tmp_path / "a.png")
    assert "$x_1$ [red] \\frac" in (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert "\x1b" not in (tmp_path / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "where", ["title", "subtitle", "unit", "categories", "bars", "line", "notes", "stack_total"]
)
def test_a_character_that_the_font_lacks_is_named_before_drawing(where: str, tmp_path: Path) -> None:
    odd = "𠮷田"
    changes: dict[str, object] = {
        "categories": (odd, *YEARS[1:]),
        "bars": ((odd, (1,) * 6),),
        "line": (odd, (1,) * 6),
        "notes": (odd,),
    }
    spec = replace(ACTIVITY, **{where: changes.get(where, odd)})
    with pytest.raises(OutputError, match=r"𠮷 \(U\+20BB7\)") as error:
        write_chart(spec, tmp_path / "a.png")
    assert error.value.code == 6
    assert list(tmp_path.iterdir()) == []


def test_every_character_of_the_source_can_be_drawn() -> None:
    spec = replace(ACTIVITY, title="步々◎⇒■※㋿①㈱髙～『』・－−", notes=("葛\U000e0100飾",))
    assert picture(spec)


def test_the_words_say_what_the_picture_says() -> None:
    assert alt_text(PLACEMENT) == (
        "生活支援コーディネーターの配置状況\n"
        "H28～R2年度\n"
        "（単位：人）\n"
        "H28からR2までの積み上げ棒グラフ。\n"
        "第1層：H28 1、H29 記載なし、H30 記載なし、R1 記載なし、R2 記載なし\n"
        "第2層：H28 2、H29 1、H30 1、R1 2、R2 5\n"
        "計：H28 3、H29 1、H30 1、R1 2、R2 5\n"
        "計がもっとも多いのはR2の5。\n"
        "折れ線　累計：H28 3、H29 4、H30 5、R1 7、R2 12\n"
    )
    set_language("en")
    assert "計 is highest in R2: 16." in alt_text(ACTIVITY)
    for spec in SPECS.values():
        assert alt_text(spec).endswith("\n")


def test_totals_tell_nothing_from_zero() -> None:
    spec = replace(PLACEMENT, bars=(("a", (None, 0, 1, None, -1)), ("b", (None, None, 2, 0, 1))))
    assert totals(spec) == (None, 0, 3, 0, 0)


def test_what_is_refused_before_anything_is_drawn(tmp_path: Path) -> None:
    for name, size, error in (
        ("a.jpg", "16x9", UsageError),
        ("a.png", "a5", UsageError),
        ("no/a.png", "a4", OutputError),
    ):
        with pytest.raises(error):
            check_chart(tmp_path / name, size)
    (tmp_path / "a.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"a\.txt"):
        write_chart(ACTIVITY, tmp_path / "a.svg")
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]
    write_chart(ACTIVITY, tmp_path / "a.svg", force=True)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == alt_text(ACTIVITY)


def test_matplotlib_keeps_its_cache_with_us_and_is_silent_where_it_cannot(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from output.test_chart import PLACEMENT, picture\n"
        "picture(PLACEMENT)\n"
        "import matplotlib; print(matplotlib.get_cachedir())\n"
    )
    (tmp_path / "file").write_text("")
    for cache, ours in ((tmp_path / "cache", True), (tmp_path / "file", False)):
        kept = {k: v for k, v in os.environ.items() if k not in ("MPLCONFIGDIR", "HOME")}
        done = subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).parent.parent)],
            capture_output=True,
            text=True,
            check=True,
            env={**kept, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert done.stderr == ""
        assert (done.stdout.strip() == str(cache / "wagamachi" / "matplotlib")) is ours
