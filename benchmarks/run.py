"""How fast the commands are, as ratios to anchors that are measured in the same run, alternately.

    .venv/bin/python benchmarks/run.py [ROUNDS]     in an environment where wagamachi is installed

One anchor, sqlite-utils, needs an environment of its own, which is made with pip in a temporary
folder. Each command is started afresh every time; the fastest of ROUNDS (15) counts. Not a test: a
machine that is busy gives other ratios.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    """A line of the table: what is measured, against which anchor, and the ratio that it may have."""

    name: str
    command: tuple[str, ...]
    anchor: str
    bound: float
    completing: bool = False


LINES = (
    Line("--help", ("--help",), "floor", 1.3),
    Line("--version", ("--version",), "floor", 1.3),
    Line("completion", (), "floor", 1.3, completing=True),
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


def seconds(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> float:
    """The time that one run takes; a command that fails ends the benchmark."""
    begun = time.perf_counter()
    run = subprocess.run(command, env=environment, cwd=folder, capture_output=True)
    taken = time.perf_counter() - begun
    if run.returncode:
        sys.exit(f"{' '.join(command)}: exit {run.returncode}\n{run.stderr.decode()}")
    return taken


def rows_environment(folder: Path) -> str:
    """The sqlite-utils of a new environment (alone: it is slower beside numpy and pandas)."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "-q", "sqlite-utils"], check=True)
    return str(folder / "bin" / "sqlite-utils")


def measure(folder: Path, rounds: int) -> list[str]:
    """The table as lines of Markdown."""
    database = folder / "register.db"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("WAGAMACHI_")},
        "WAGAMACHI_DB": str(database),
        "WAGAMACHI_TODAY": "2022-01-24",
        "MPLCONFIGDIR": str(folder / "matplotlib"),
    }
    completing = {
        **environment,
        "_WAGAMACHI_COMPLETE": "complete_bash",
        "COMP_WORDS": "wagamachi cou",
        "COMP_CWORD": "1",
    }
    ours = (str(Path(sys.executable).with_name("wagamachi")),)
    seconds((*ours, "init", "--sample"), environment, folder)
    anchors: dict[str, tuple[str, ...]] = {
        "floor": (sys.executable, "-c", "import typer, rich.table"),
        "rows": (rows_environment(folder / "rows"), "rows", str(database), "council", "-t"),
        "models": (sys.executable, "-c", "import sqlmodel, typer"),
        "chart": (sys.executable, "-c", CHART, "smallest.png"),
    }
    seconds(anchors["chart"], environment, folder)  # matplotlib's list of fonts is made once
    best: dict[str, float] = {}
    for turn in range(rounds):
        for name, command in anchors.items():
            best[name] = min(best.get(name, 9e9), seconds(command, environment, folder))
        for line in LINES:
            words = [word.replace("{round}", str(turn)) for word in line.command]
            variables = completing if line.completing else environment
            best[line.name] = min(best.get(line.name, 9e9), seconds((*ours, *words), variables, folder))
    table = ["| command | anchor | ratio | at most | |", "|---|---|---:|---:|---|"]
    for line in LINES:
        ratio = best[line.name] / best[line.anchor]
        missed = "" if ratio <= line.bound else "missed"
        table.append(f"| {line.name} | {line.anchor} | {ratio:.2f} | {line.bound} | {missed} |")
    told = ", ".join(f"{name} {best[name]:.3f} s" for name in anchors)
    return [*table, "", f"Anchors: {told}; the fastest of {rounds}, Python {sys.version.split()[0]}."]


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        print(*measure(Path(folder), rounds), sep="\n")


if __name__ == "__main__":
    main()
