"""Writes docs/measures.md and docs/ja/measures.md from the descriptions of kinds/measures/, or compares them.

python tools/measures.py            write both
python tools/measures.py --check    exit 1 if one of them is not what the descriptions say
"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from pathlib import Path

from wagamachi_cli.kinds.measures import MEASURES, Measure
from wagamachi_cli.language import Label, set_language
from wagamachi_cli.reports.measures import measures
from wagamachi_cli.sheet import Row, human

ROOT = Path(__file__).resolve().parent.parent
FILES = {"en": ROOT / "docs" / "measures.md", "ja": ROOT / "docs" / "ja" / "measures.md"}

HEAD = Label(
    """\
# 指標と定義

数えられるものすべてです。報告の下に出る定義と同じ文で、`wagamachi report measures` でも見られます。
一つの数のもとになった記録は `wagamachi report why` でたどれます。

- **期間の合計**は、期間どうしを足せます。**末日の数**は、期間の最後の日に数えます。**実数**は期間ごとに
  数え直すので、足せません。
- **小さくても公開**が「いいえ」の数は、公開の報告では、設定した数（はじめは10）に満たないと隠れます。

このページは `tools/measures.py` がプログラムから作ります。手では直しません。
""",
    """\
# Measures

Everything that can be counted, with the definition that stands under every table; `wagamachi report
measures` shows the same, and `wagamachi report why` the records behind one number. A code leads to
the SQL that gives its rows.

- A *flow* adds up over periods, a *stock* is read on the last day, a *distinct* count is counted
  anew for each period and does not add up.
- What is not public when small is hidden in public reports below the threshold (10 unless set).

This page is made from the descriptions in `kinds/measures/` by `tools/measures.py`; it is not edited
by hand.
""",
)
_COLUMNS = {
    "ja": ("コード", "指標", "単位", "数え方", "段階", "小さくても公開", "定義"),
    "en": ("code", "measure", "unit", "kind", "level", "public when small", "definition"),
}
_TITLES = {
    "council": Label("協議会・会議・連携", "Councils, meetings, partners"),
    "activity": Label("活動体", "Activities"),
    "neighbours": Label("ちょっとしたお手伝い", "Neighbourly help"),
    "consultant": Label("相談員", "Consultants"),
    "food": Label("食料", "Food"),
    "pantry": Label("フードパントリー", "Pantry"),
}


def _room(measure: Measure) -> str:
    """The file of kinds/measures/ that describes it."""
    import importlib

    for name in _TITLES:
        if measure in importlib.import_module(f"wagamachi_cli.kinds.measures.{name}").MEASURES:
            return name
    raise LookupError(measure.code)


def written(language: str) -> str:
    """The page in ``language``."""
    set_language(language)
    rows = {str(row["code"]): row for row in measures().sheet.rows}
    parts = [str(HEAD)]
    for room, some in groupby(MEASURES.values(), _room):
        parts.append(f"## {_TITLES[room]}\n")
        columns = _COLUMNS[language]
        lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
        lines += [_line(rows[one.code], language) for one in some]
        parts.append("\n".join(lines) + "\n")
    set_language("ja")
    return "\n".join(parts)


def _line(row: Row, language: str) -> str:
    keys = ("label", "unit", "kind", "level", "public", "definition")
    code = str(row["code"])
    up = "../" * (2 if language == "ja" else 1)
    link = f"[`{code}`]({up}src/wagamachi_cli/queries/measures/{MEASURES[code].rows or code}.sql)"
    flow, less = MEASURES[code].flow, MEASURES[code].less
    if flow:  # it runs up what another one counts
        link = f"`{code}` = Σ `{flow}` − Σ `{less}`" if less else f"`{code}` = Σ `{flow}`"
    return f"| {' | '.join([link, *(human(row[key]) for key in keys)])} |"


def main(arguments: list[str] | None = None) -> int:
    """Write or compare; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args(arguments).check
    stale = []
    for language, path in FILES.items():
        text = written(language)
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
    for path in stale:
        print(f"{path.relative_to(ROOT)}: run tools/measures.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
