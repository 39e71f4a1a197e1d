"""How fast the commands are, as ratios to anchors that are measured in the same run, alternately.

    .venv/bin/python benchmarks/run.py [ROUNDS]     where wagamachi[office] is installed

The anchor sqlite-utils gets an environment of its own, made with pip in a temporary folder. Each
command is started afresh every time; the median of ROUNDS (15) after a warm-up counts, in seconds of the
processor (user and system), which other work on the machine disturbs less than the clock. Not a test.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import importing
from timing import plain, seconds, sqlite_utils

# What matplotlib needs at the least to draw the chart of activities in the same size and font.
CHART = """
import sys
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
import matplotlib_fontja, pathlib

font = FontProperties(fname=pathlib.Path(matplotlib_fontja.__file__).parent / "fonts" / "ipaexg.ttf", size=24)
rows = {"居場所づくり": (3, 4, 6, 5, 1, 2), "生活支援": (0, 1, 3, 5, 1, 1),
        "子どもの見守り": (0, 3, 2, 1, 5, 1), "その他": (0, 1, 0, 0, 9, 7)}
figure = Figure(figsize=(19.2, 10.8), dpi=100)
FigureCanvasAgg(figure)
axes = figure.add_subplot()
base = [0] * 6
for label, values in rows.items():
    axes.bar(range(6), values, bottom=base, label=label)
    for x, (low, value) in enumerate(zip(base, values)):
        axes.text(x, low + value / 2, str(value), fontproperties=font)
    base = [low + value for low, value in zip(base, values)]
axes.set_xticks(range(6), ["H28", "H29", "H30", "R1", "R2", "R3"], fontproperties=font)
axes.legend(prop=font)
figure.text(0.02, 0.95, "活動体の推移", fontproperties=font)
figure.savefig(sys.argv[1])
"""


@dataclass(frozen=True)
class Line:
    """A line of the table: what is measured, against which anchor, and the ratio that it may have.

    ``typed``: what stands before the cursor when Tab is pressed, instead of a command.
    """

    name: str
    command: tuple[str, ...]
    anchor: str
    bound: float
    typed: str = ""


LINES = (
    Line("--help", ("--help",), "floor", 1.3),
    Line("--version", ("--version",), "floor", 1.3),
    Line("completion of a command", (), "floor", 1.3, typed="wagamachi cou"),
    Line("completion of a name", (), "floor", 1.3, typed="wagamachi council show 押"),
    Line("council --help", ("council", "--help"), "floor", 1.5),
    Line("activity add --help", ("activity", "add", "--help"), "floor", 1.5),
    Line("council list (plain)", ("council", "list"), "rows", 1.0),
    Line("council list -f table", ("council", "list", "-f", "table"), "rows", 1.0),
    Line("council list -f json", ("council", "list", "-f", "json"), "rows", 1.0),
    Line("report activity (plain)", ("report", "activity"), "rows", 1.0),
    Line("report activity -f table", ("report", "activity", "-f", "table"), "rows", 1.0),
    Line("council area add", ("council", "area", "add", "圏域{round}"), "models", 1.4),
    Line(
        "activity add",
        ("activity", "add", "活動{round}", "--category", "居場所", "--started", "R4.1"),
        "models",
        1.4,
    ),
    Line("report activity --chart", ("report", "activity", "--chart", "chart{round}.png"), "chart", 1.25),
)


def measure(folder: Path, rounds: int) -> list[str]:
    """The table as lines of Markdown."""
    database = folder / "register.db"
    environment = {
        **plain(),
        "WAGAMACHI_DB": str(database),
        "MPLCONFIGDIR": str(folder / "matplotlib"),
    }
    ours = (str(Path(sys.executable).with_name("wagamachi")),)
    seconds((*ours, "init", "--sample"), environment, folder)
    anchors: dict[str, tuple[str, ...]] = {
        "floor": (sys.executable, "-c", "import typer, rich.table"),
        "rows": (sqlite_utils(folder / "rows"), "rows", str(database), "council", "-t"),
        "models": (sys.executable, "-c", "import sqlmodel, typer"),
        "chart": (sys.executable, "-c", CHART, "smallest.png"),
    }
    seconds(anchors["chart"], environment, folder)  # matplotlib's list of fonts is made once
    taken: dict[str, list[float]] = {}
    for turn in range(-1, rounds):  # the first round warms up
        for name, command in anchors.items():
            taken.setdefault(name, []).append(seconds(command, environment, folder))
        for line in LINES:
            words = [word.replace("{round}", str(turn + 1)) for word in line.command]
            variables = {**environment, **_tab(line.typed)} if line.typed else environment
            taken.setdefault(line.name, []).append(seconds((*ours, *words), variables, folder))
    middle = {name: median(runs[1:]) for name, runs in taken.items()}
    table = ["| command | anchor | ratio | at most | |", "|---|---|---:|---:|---|"]
    for line in LINES:
        ratio = middle[line.name] / middle[line.anchor]
        table.append(_row(line.name, line.anchor, ratio, line.bound))
    told = ", ".join(f"{name} {middle[name]:.3f} s" for name in anchors)
    return [*table, "", f"Anchors: {told}; medians of {rounds}, Python {sys.version.split()[0]}."]


def _tab(typed: str) -> dict[str, str]:
    """What bash tells a command when Tab is pressed."""
    return {
        "_WAGAMACHI_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(typed.count(" ")),
    }


def _row(name: str, anchor: str, ratio: float, bound: float) -> str:
    return f"| {name} | {anchor} | {ratio:.2f} | {bound} | {'' if ratio <= bound else 'missed'} |"


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(*measure(folder, rounds), "", sep="\n", flush=True)
        print(*importing.measure(folder, min(rounds, 5)), sep="\n", flush=True)


if __name__ == "__main__":
    main()
