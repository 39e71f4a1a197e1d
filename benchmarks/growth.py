"""What a register costs as it grows: reports and the pack beside their bare SQL, and their memory.

    .venv/bin/python benchmarks/growth.py [ROUNDS [EVENTS [FOLDER]]]

On fictional towns of 1,000 events, ten times as many and so on up to EVENTS (100,000), kept in FOLDER if one
is given. Counted are seconds of the processor, the best of ROUNDS (3), since other work on the machine can
only add to them; the reports and what they are held to are run in turn. Memory is that of the largest town,
and beside that of 10,000 events. Not a test.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import timing
from run import CHART

REPORTS = (
    "meeting",
    "requests",
    "consultant",
    "pantry",
    "areas",
    "support",
    "network",
    "activity",
    "council",
    "placement",
    "quarter R3Q2",
)
_OURS = str(Path(sys.executable).with_name("wagamachi"))
_TOWN = Path(__file__).with_name("town.py")
_BARE = str(Path(__file__).with_name("bare.py"))


class Town:
    """A town of a size, and what is measured in it."""

    def __init__(self, folder: Path, size: int, rounds: int) -> None:
        self.folder, self.size, self.rounds = folder, size, rounds
        self.file = folder / f"town-{size}.db"
        if not self.file.exists():
            # Not in this process: a child's peak counts from the memory of the one that started it.
            subprocess.run([sys.executable, _TOWN, self.file, str(size)], env=timing.plain(), check=True)

    def report(self, words: str) -> tuple[float, float, float, float]:
        """Its seconds and memory, the seconds of the plain SQL and of its own questions."""
        papers = {verb: self._paper(verb, words) for verb in ("plain", "record")}
        runs = [
            (
                *self._used(_OURS, "--db", str(self.file), "report", *words.split()),
                *(self._replay(papers[verb]) for verb in papers),
            )
            for _turn in range(self.rounds)
        ]
        return tuple(map(min, zip(*runs, strict=True)))  # type: ignore[return-value]

    def pack(self, words: str) -> tuple[float, float, int, float]:
        """Its seconds and memory, how many charts are in it, and the seconds of the smallest of a chart."""
        out = self.folder / "pack"
        command = (_OURS, "--db", str(self.file), "report", *words.split(), "--out", str(out), "--force")
        runs = [
            (*self._used(*command), self._used(sys.executable, "-c", CHART, "chart.png")[0])
            for _turn in range(self.rounds)
        ]
        took, memory, chart = map(min, zip(*runs, strict=True))
        return took, memory, len(list((out / "charts").glob("*.png"))), chart

    def _paper(self, verb: str, words: str) -> str:
        paper = str(self.folder / f"{verb}.json")
        self._used(sys.executable, _BARE, verb, str(self.file), paper, "--", "report", *words.split())
        return paper

    def _replay(self, paper: str) -> float:
        return self._used(sys.executable, _BARE, "replay", str(self.file), paper)[0]

    def _used(self, *command: str) -> tuple[float, float]:
        environment = {**timing.plain(), "MPLCONFIGDIR": str(self.folder / "matplotlib")}
        return timing.run(command, environment, self.folder)


def main() -> None:
    """Measure and print."""
    rounds, events = (int(word) for word in (*sys.argv[1:3], "3", "100000")[:2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(sys.argv[3] if len(sys.argv) > 3 else name)
        towns = [Town(folder, size, rounds) for size in (1_000, 10_000, 100_000, 1_000_000) if size <= events]
        sizes = [f"{town.size:,}" for town in towns]
        print(
            "| report |", *(f" {size} |" for size in sizes), " plain SQL | ratio | own SQL | ratio | memory |"
        )
        print("|---|", "---:|" * (len(towns) + 5), sep="")
        for words in REPORTS:
            runs = [town.report(words) for town in towns]
            took, memory, plain, own = runs[-1]
            cells = [f"{run[0]:.2f} s" for run in runs]
            least = runs[min(1, len(runs) - 1)][1]
            cells += [f"{plain:.2f} s", f"{took / plain:.2f}", f"{own:.2f} s", f"{took / own:.2f}"]
            cells += [f"{memory:.1f} MB, {memory / least:.2f} ×"]
            print(f"| `report {words}` | {' | '.join(cells)} |", flush=True)
        runs = [town.pack(REPORTS[-1]) for town in towns]
        cells = [f"{run[0]:.2f} s" for run in runs]
        least = runs[min(1, len(runs) - 1)][1]
        _took, memory, charts, chart = runs[-1]
        print(f"| its pack | {' | '.join(cells)} | | | | | {memory:.1f} MB, {memory / least:.2f} × |")
        print(f"\n{charts} charts in the pack; the smallest script of one takes {chart:.2f} s.")


if __name__ == "__main__":
    main()
