"""Sheets that something has gone wrong with, and sheets that somebody has made in order to harm.

``python -m tests.safety.mangling REGISTER COUNT SEED`` imports as many mangled sheets, and all the
harmful ones once, into a copy of a register, and prints what went wrong as JSON.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from tests.safety import town
from tests.safety.fuzzing import HOSTILE, MEMORY, NAMES, NUMBERS, WHENS, Outcome, _wrong
from wagamachi_cli.kinds import KINDS

SHEET = "xl/worksheets/sheet1.xml"


def sheets(register: Path, folder: Path) -> list[tuple[str, Path]]:
    """Good sheets to begin with: what ``list`` gives of every kind, and templates."""
    found = []
    for kind in KINDS.values():
        for suffix in ("csv", "xlsx"):
            path = folder / f"{kind.plural}.{suffix}"
            code, _out, _err = town.run(register, *kind.command.split(), "list", "-o", str(path))
            if code == 0:
                found.append((kind.plural, path))
    for name in ("sessions", "meetings"):
        path = folder / f"template-{name}.xlsx"
        assert town.run(register, "template", name, "--for", "R3Q3", "-o", str(path))[0] == 0
        found.append((name, path))
    return found


def mangled(path: Path, chance: random.Random) -> bytes:
    """The file after something has happened to it."""
    data = path.read_bytes()
    how = chance.random()
    if how < 0.15:
        return _flipped(data, chance)
    if how < 0.25:
        return data[: chance.randrange(len(data))]
    if path.suffix == ".csv":
        return _csv(data, chance)
    return _book(data, chance)


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _number in range(chance.choice((1, 3, 30))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _csv(data: bytes, chance: random.Random) -> bytes:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    rows = _rows(rows, chance)
    if chance.random() < 0.15:
        text = "\n".join(",".join(row) for row in rows)  # nothing is quoted
    else:
        out = io.StringIO()
        csv.writer(out, lineterminator=chance.choice(("\n", "\r\n", "\r"))).writerows(rows)
        text = out.getvalue()
    if chance.random() < 0.1:
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice(('"', "\0", "\x1b[2J", "\ufeff", ",", "\n")) + text[place:]
    encoding = chance.choice(("utf-8", "utf-8-sig", "cp932", "utf-16", "euc-jp", "utf-32", "latin-1"))
    return text.encode(encoding, "replace" if encoding != "utf-8" else "surrogatepass")


def _rows(rows: list[list[str]], chance: random.Random) -> list[list[str]]:
    """A few cells, rows or columns changed, lost, doubled or added."""
    rows = [list(row) for row in rows] or [[""]]
    pool = (*HOSTILE, *NAMES, *WHENS, *NUMBERS)
    for _number in range(chance.choice((0, 1, 3, 10))):
        row = chance.choice(rows)
        what = chance.randrange(7)
        if what < 3 and row:
            row[chance.randrange(len(row))] = chance.choice(pool)
        elif what == 3:
            rows.insert(chance.randrange(len(rows) + 1), [*chance.choice(rows)])
        elif what == 4 and len(rows) > 1:
            rows.remove(row)
        elif what == 5:
            row.insert(chance.randrange(len(row) + 1), chance.choice(pool))
        elif row:
            del row[chance.randrange(len(row))]
    if chance.random() < 0.1:
        rows += [[*row] for row in rows] * 20
    if chance.random() < 0.1:
        rows.insert(0, [chance.choice(pool)])
    return rows


def _book(data: bytes, chance: random.Random) -> bytes:
    """A workbook, one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice((SHEET, SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", *parts))
    if name in parts:
        part = parts[name]
        what = chance.randrange(6)
        if what == 0:
            part = _flipped(part, chance) if part else part
        elif what == 1:
            del parts[name]
            part = b""
        elif what == 2:
            part = part[: chance.randrange(len(part) + 1)]
        elif what == 3:
            part = re.sub(
                rb'r="([A-Z]+)(\d+)"',
                lambda m: (
                    b'r="'
                    + chance.choice((m[1], b"XFD", b"ZZZZ", b""))
                    + chance.choice((m[2], b"0", b"-1", b"99999999"))
                    + b'"'
                ),
                part,
                count=chance.choice((1, 5)),
            )
        elif what == 4:
            part = re.sub(
                rb"<v>[^<]*</v>",
                lambda _: (
                    b"<v>"
                    + chance.choice((b"1e999", b"nan", b"-1", b"99999999", b"x", b"", b"44586.75", b"1e15"))
                    + b"</v>"
                ),
                part,
                count=chance.choice((1, 8)),
            )
        else:
            part = re.sub(
                rb' t="\w+"',
                lambda _: (
                    b' t="' + chance.choice((b"s", b"d", b"b", b"e", b"str", b"inlineStr", b"x")) + b'"'
                ),
                part,
                count=chance.choice((1, 8)),
            )
        if name in parts:
            parts[name] = part
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def _sheet_xml(rows: Iterator[bytes] | list[bytes], before: bytes = b"") -> bytes:
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        b'<?xml version="1.0"?>'
        + before
        + b'<worksheet xmlns="'
        + main
        + b'"><sheetData>'
        + b"".join(rows)
        + b"</sheetData></worksheet>"
    )


def harmful(book: bytes) -> dict[str, Callable[[], bytes]]:
    """Sheets made to fill the memory or the day; ``book`` is a good workbook."""
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        parts = {name: package.read(name) for name in package.namelist()}

    def with_part(name: str, part: bytes) -> bytes:
        return packed({**parts, name: part})

    head = b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    doctype = (
        b'<!DOCTYPE z [<!ENTITY a "' + b"ha" * 50 + b'">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 40) for n in range(8)) + b"]>"
    )  # fmt: skip
    return {
        "zeros.xlsx": lambda: with_part(SHEET, b"\0" * (520 << 20)),
        "one-string.xlsx": lambda: with_part(
            "xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * (400 << 20) + b"</t></si></sst>"
        ),
        "many-strings.xlsx": lambda: with_part(
            "xl/sharedStrings.xml",
            b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            + b"".join(b"<si><t>%x</t></si>" % (n * 2654435761 % (1 << 64)) for n in range(400_000))
            + b"</sst>",
        ),
        "just-below.xlsx": lambda: with_part(SHEET, _sheet_xml([head, b"<row/>" * (9_000_000 // 6)])),
        "far-column.xlsx": lambda: with_part(
            SHEET,
            _sheet_xml([head, *(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(2, 100_000))]),
        ),
        "far-row.xlsx": lambda: with_part(
            SHEET, _sheet_xml([head, b'<row r="999999999"><c r="A999999999"><v>1</v></c></row>'])
        ),
        "million-columns.xlsx": lambda: with_part(
            SHEET,
            _sheet_xml([b'<row r="1">', *(b"<c><v>%d</v></c>" % n for n in range(1_000_000)), b"</row>"]),
        ),
        "laughs.xlsx": lambda: with_part(
            SHEET, _sheet_xml([b'<row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>'], doctype)
        ),
        "outside.xlsx": lambda: with_part(
            SHEET,
            _sheet_xml(
                [b'<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'],
                b'<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            ),
        ),
        "deep.xlsx": lambda: with_part(SHEET, _sheet_xml([b"<row>" * 300_000])),
        "itself.xlsx": lambda: packed({**parts, "a.xlsx": book, "../../evil": b"x", "/etc/evil": b"x"}),
        "empty.xlsx": lambda: packed({}),
        "million-columns.csv": lambda: b"a," * 1_000_000 + b"\n",
        "million-columns-below.csv": lambda: b"name\n" + b"," * 1_000_000 + b"\n",
        "one-line.csv": lambda: b"a" * (50 << 20),
        "open-quote.csv": lambda: b'name\n"' + b"a\n" * (2 << 20),
        "blank-lines.csv": lambda: b"name\n" + b"\n" * 500_000,
        "zero-bytes.csv": lambda: b"name\n" + b"\0" * 1_000_000,
        "long-cell.csv": lambda: ("名称\n" + "あ" * 32_767 + "\n").encode(),
        "combining.csv": lambda: ("名称\n" + "か" + "\u3099" * 30_000 + "\n").encode(),
        "utf16.csv": lambda: ("名称,設立\n" + "新しい会,R3\n" * 3).encode("utf-16"),
    }


def main(register: Path, count: int, seed: int, *, with_harmful: bool) -> Outcome:
    """Import the sheets, each into the register as it then is."""
    outcome, codes, chance = Outcome(), Counter[str](), random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "wagamachi.db"
        shutil.copy2(register, path)
        good = sheets(path, folder)
        os.chdir(folder)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        if with_harmful:
            book = next(sheet for kind, sheet in good if sheet.name == "councils.xlsx").read_bytes()
            for title, make in harmful(book).items():
                Path(title).write_bytes(make())
                _take_in(path, ["import", "councils", title], outcome, codes)
                Path(title).unlink()
        for number in range(count):
            if number % 100 == 0:
                shutil.copy2(register, path)
            kind, sheet = chance.choice(good)
            given = folder / f"in{sheet.suffix}"
            given.write_bytes(mangled(sheet, chance))
            line = ["import", kind, given.name, "-f", chance.choice(("plain", "json"))]
            line += [word for word in ("--partial", "--dry-run", "--new-only") if chance.random() < 0.1]
            _take_in(path, line, outcome, codes)
            Path(f"{given.name}.errors.csv").unlink(missing_ok=True)
        code, out, _err = town.run(path, "check")
        if code:
            outcome.faults.append({"line": ["check"], "wrong": "not clean", "err": out})
    outcome.codes = dict(codes)
    outcome.memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return outcome


def _take_in(path: Path, line: list[str], outcome: Outcome, codes: Counter[str]) -> None:
    before = path.read_bytes()
    begin = time.process_time()
    try:
        code, out, err = town.run(path, *line)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is a fault
        code, out, err = -1, "", repr(error)
    seconds = time.process_time() - begin
    changed = path.read_bytes() != before
    wrong = _wrong(code, out, err, seconds, changed=changed and not (code == 1 and "--partial" in line))
    if not wrong and code == 1 and changed and "--partial" not in line:
        wrong = "rows were refused and the file was changed"
    if wrong:
        kept = Path(tempfile.mkdtemp(prefix="wagamachi-fault-")) / line[2]
        shutil.copy2(line[2], kept)
        outcome.faults.append({"line": [*line, str(kept)], "code": code, "wrong": wrong, "err": err[:600]})
    outcome.slowest = max(outcome.slowest, (round(seconds, 2), line))
    codes[str(code)] += 1
    outcome.lines += 1


if __name__ == "__main__":
    made = main(
        Path(sys.argv[1]).resolve(), int(sys.argv[2]), int(sys.argv[3]), with_harmful="harmful" in sys.argv
    )
    sys.stdout.write(json.dumps(asdict(made), ensure_ascii=True))
