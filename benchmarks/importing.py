"""Imports of many rows, everything checked and with their history, beside ``sqlite-utils insert --csv``.

    .venv/bin/python benchmarks/importing.py [ROUNDS [ROWS]]

Both take the same file, by turns. Of ROUNDS pairs (5) after a warm-up the median counts, of the seconds as
of the ratios. ROWS is 100,000; a tenth of it is measured for the memory.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from timing import Used, plain, run, sqlite_utils

_RUNNING = (1, 2, 4, 5, 7, 8)  # every third activity of the town has rested since 2020


def _day(n: int) -> str:
    return f"{2015 + n % 6}-{n % 12 + 1:02}-{n % 28 + 1:02}"


def _activity(n: int) -> str:
    return f"架空活動{_RUNNING[n % 6]:05}"


@dataclass(frozen=True)
class Sheet:
    """A sheet for the town of ``town.py``: the word for its kind, its heads, its n-th row."""

    name: str
    kind: str
    heads: str
    row: Callable[[int], str]


SHEETS = (
    Sheet("sessions", "sessions", "activity,on,attendees", lambda n: f"{_activity(n)},{_day(n)},{n % 30}"),
    Sheet(
        "sessions, 5 columns",
        "sessions",
        "activity,on,attendees,minutes,note",
        lambda n: f"{_activity(n)},{_day(n)},{n % 30},{60 + n % 40},メモ{n}",
    ),
    Sheet(
        "meetings of councils",
        "meetings",
        "on,kind,councils,attendees,mode",
        lambda n: f"{_day(n)},定例会,架空協議会0{n % 2 + 1},{n % 40},{('会場', 'hybrid')[n % 2]}",
    ),
    Sheet(
        "visits",
        "visits",
        "consultant,on,kind,absent",
        lambda n: f"架空相談員{n % 31 + 1:05},{_day(n)},{('visit', 'call')[n % 2]},{('', '○')[n % 2]}",
    ),
    Sheet(
        "contacts",
        "contacts",
        "activity,on,by,people",
        lambda n: f"{_activity(n)},{_day(n)},{('phone', 'お便り')[n % 2]},{n % 20}",
    ),
    Sheet(
        "requests",
        "requests",
        "task,on,area,wanted",
        lambda n: f"{('買い物', 'cleaning')[n % 2]},{_day(n)},架空圏域0{n % 2 + 1},希望{n}",
    ),
)


def measure(folder: Path, rounds: int, rows: int = 100_000) -> list[str]:
    """The table as lines of Markdown."""
    town = folder / "empty.db"
    # Not in this process: a child's peak counts from the memory of the one that started it.
    maker = Path(__file__).with_name("town.py")
    subprocess.run([sys.executable, maker, town, "1000"], env=plain(), check=True)
    table = [
        "| import | rows | seconds | sqlite-utils | ratio | memory | sqlite-utils |",
        "|---|" + "---:|" * 6,
    ]
    for sheet in SHEETS:
        for number in (rows // 10, rows) if sheet is SHEETS[0] else (rows,):
            pairs = _pairs(folder, town, sheet, number, rounds)
            mine, theirs = (median(pair[side].seconds for pair in pairs) for side in (0, 1))
            ratio = median(pair[0].seconds / pair[1].seconds for pair in pairs)
            memory = [max(pair[side].memory for pair in pairs) for side in (0, 1)]
            table.append(
                f"| {sheet.name} | {number:,} | {mine:.2f} | {theirs:.2f} | {ratio:.2f}"
                f" | {memory[0]:.0f} MB | {memory[1]:.0f} MB |"
            )
    return table


def _pairs(folder: Path, town: Path, sheet: Sheet, rows: int, rounds: int) -> list[tuple[Used, Used]]:
    """What we took and what they took, by turns, each on a file as it was before."""
    file = folder / "sheet.csv"
    file.write_text("\n".join([sheet.heads, *map(sheet.row, range(rows))]), encoding="utf-8")
    ours = str(Path(sys.executable).with_name("wagamachi"))
    theirs = sqlite_utils(folder / "rows")
    pairs = []
    for _turn in range(rounds + 1):
        shutil.copy(town, folder / "import.db")
        (folder / "other.db").unlink(missing_ok=True)
        mine = run((ours, "--db", "import.db", "import", sheet.kind, str(file)), plain(), folder)
        other = run((theirs, "insert", "other.db", "sheet", str(file), "--csv"), plain(), folder)
        pairs.append((mine, other))
    return pairs[1:]


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as name:
        print(*measure(Path(name), rounds, rows), sep="\n", flush=True)


if __name__ == "__main__":
    main()
