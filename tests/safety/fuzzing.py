"""Random command lines, made from what the program says of itself: its commands, their options, the kinds.

``python -m tests.safety.fuzzing REGISTER COUNT SEED`` runs as many on copies of a register, in a folder
of its own and within the memory that it is given, and prints what went wrong as JSON.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.safety import town
from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.types import Choice, Ref

MEMORY = 3 << 30
"""Bytes of address space that a process may take (RLIMIT_AS); a chart alone needs half of it."""
SECONDS = 30
"""of the processor; no command takes longer."""

HOSTILE = (
    "",
    " ",
    "　",
    "-",
    "--",
    "=1+1",
    "@SUM(1)",
    "[red]x[/]",
    "[/]",
    "[link=file:///etc/passwd]x",
    "{0}{name}",
    "%s%n",
    "\x1b[31m赤\x1b[0m",
    "\x1b]0;題\x07",
    "\u202e逆\u202c",
    "\0",
    "\udc80",
    "\ud800",
    "a\nb",
    "a\tb",
    "|",
    "<script>alert(1)</script>",
    "'; DROP TABLE council; --",
    '"',
    "'",
    "`",
    "𠮷野家",
    "ｶﾞ",
    "か\u3099",
    "é" * 40,
    "Ａ" * 300,
    "長" * 40_000,
    "\u0300" * 500,
    "🍙👨‍👩‍👧‍👦",
    "٣",
    "½",
    "①",
    "1e999",
    "NaN",
    "../../etc/passwd",
    "~",
    "$HOME",
    "A、B,C",
    "=",
    "==",
    "米=",
    "=2",
    "*=",
)
NAMES = (
    "架空サロン",
    "架空体操",
    "架空台の会",
    "架空町の会",
    "架空台",
    "架空商店",
    "架空の窓口",
    "相談員001",
    "支え手001",
    "秋の食品",
    "1月の会",
    "H-0009",
    "H-0001",
    "架空",
    "の",
    ".",
    "1",
    "2",
    "999",
    "-1",
    "米",
    "新しい名前",
)
WHENS = (
    "R3", "R4.1.24", "2021-10", "R3Q2", "今日", "昨日", "1/24", "24日", "不明", "..R1", "H28..", "R3.13", "2022-02-30",
    "R1.4.30", "H31.5.1", "令和四年一月三日", "2100-03-31", "2100-04-01", "1912-07-29", "R4.1.24（月）", "R4.1.24（火）",
    "9999-99-99", "0000-00-00", "R99999", "R3..R2", "FY2021", "令和元年度", "..", "H28..R3", "R3H1", "先月", "前四半期",
)  # fmt: skip
NUMBERS = (
    "0", "1", "3", "12", "１２", "1,200", "15人", "2.5kg", "500g", "30分", "1時間半", "-1", "9999999", "10000000",
    "1" * 400, "1.5", "∞", "²", "1_000", "0x10", "+5", "10％",
)  # fmt: skip
CAREFUL = {
    "WHEN": ("R3", "R3.12.24", "2021-10", "R3Q2", "今日", "昨日", "1/23", "R2.4.1"),
    "DATE": ("R3.12.24", "今日", "昨日", "1/23", "R2.4.1", "2022-01-24"),
    "DATE|MONTH": ("R3.12.24", "今日", "R3.12", "2022-01"),
    "PERIOD": ("R3", "R3Q2", "R3.10", "H28..R3", "今年度", "先月", "R3H1"),
    "FY": ("R3", "R2"),
    "N": ("1", "3", "12", "１２", "1,200", "2", "30"),
    "MONTHS": ("1", "6"),
    "DAYS": ("7", "30"),
    "MONTHS|DAYS": ("1か月", "30日"),
    "HH:MM": ("13:30", "13時30分"),
    "ITEM=QTY": ("米=2", "米=1"),
    "CHOICE=N": ("shopping=3", "cleaning=2", "買い物=3"),
    "FILE": ("a.csv", "b.xlsx", "c.json", "d.md", "e.txt", "g.png", "rows.csv", "rows.xlsx", "copy.db"),
    "CODE": ("H-0009", "ibasho", "new-1"),
}
HARMLESS = ("=1+1", "[red]x[/]", "<script>x</script>", "a|b", "{0}", "%s", "🍙", "か\u3099", "𠮷")
CLOCKS = ("13:30", "13時30分", "午後1時半", "25:00", "24:00", "0:0")
FORMATS = ("table", "plain", "markdown", "csv", "tsv", "json", "xlsx")
FILES = ("a.csv", "b.xlsx", "c.json", "d.md", "e.txt", "f.db", "g.png", "h.svg", "no/such/x.csv", "folder", "rows.csv", "rows.xlsx", "copy.db", "broken.db", "-", "/dev/null", "/dev/full", "名 前.csv")  # fmt: skip
SLOW = (("demo",), ("report", "quarter"), ("report", "half"), ("report", "year"), ("report", "month"))


@dataclass
class Outcome:
    """What the command lines did."""

    lines: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    slowest: tuple[float, list[str]] = (0.0, [])
    memory_mb: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)


def commands() -> list[tuple[tuple[str, ...], list[Any]]]:
    """Every command of the program, with its parameters."""
    import typer.main

    from wagamachi_cli.app import app

    found: list[tuple[tuple[str, ...], list[Any]]] = []

    def walk(command: Any, path: tuple[str, ...]) -> None:
        if hasattr(command, "list_commands"):
            ctx = command.make_context("wagamachi", [], resilient_parsing=True)
            for name in command.list_commands(ctx):
                walk(command.resolve_command(ctx, [name])[1], (*path, name))
        else:
            found.append((path, command.params))

    walk(typer.main.get_command(app), ())
    return found


class Typist:
    """Types at random; what is typed looks right more often than not."""

    def __init__(self, register: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.commands = commands()
        self.choices = [code for (code,) in town.rows(register, "SELECT DISTINCT code FROM choice")]
        self.labels = [label for (label,) in town.rows(register, "SELECT DISTINCT label_ja FROM choice")]
        self.kinds = {kind.command: kind for kind in KINDS.values()}
        self.kind: Kind | None = None
        self.verb = ""
        self.register = register
        self.of_field: dict[str, list[str]] = {}
        for name, code in town.rows(register, "SELECT field, code FROM choice"):
            self.of_field.setdefault(name, []).append(code)

    def line(self) -> list[str]:
        one = self.chance
        self.careful = one.random() < 0.7
        path, params = one.choice(self.commands)
        if (path[:2] in SLOW or path[:1] in SLOW) and one.random() < 0.9:
            return self.line()
        words = [*path]
        self.kind, self.verb = self.kinds.get(" ".join(path[:-1])), path[-1]
        likely = one.choice((0.1, 0.3, 0.6))
        for param in params:
            if param.param_type_name == "argument":
                if one.random() < 0.9:
                    words += self._values(
                        param, one.choice((1, 1, 1, 2)) if param.multiple or param.nargs == -1 else 1
                    )
            elif self._wanted(param, likely):
                words += self._option(param)
        if path[:1] == ("demo",):
            words = ["demo", "demo-folder"]
        if self.careful:
            return words
        if one.random() < 0.1:
            words.insert(
                one.randrange(len(words) + 1), one.choice((*HOSTILE, *NAMES, "--no-such", "-x", "--help"))
            )
        if one.random() < 0.1 and len(words) > 1:
            del words[one.randrange(len(words))]
        if one.random() < 0.1:
            words = [_wide(word) if word.startswith("-") else word for word in words]
        return words

    def _wanted(self, param: Any, likely: float) -> bool:
        if param.name in ("output_", "chart_", "out_", "form_"):
            return self.chance.random() < 0.08
        if param.name == "help":
            return self.chance.random() < 0.005
        if self.careful:
            if param.name in ("encoding_", "force_", "anyway_", "note_", "size_"):
                return self.chance.random() < 0.03
            if param.name == "reason_" and self.verb == "remove":
                return True
            one = self._field(param)
            if one is not None and one.required and self.verb == "add":
                return True
            if one is None and self.verb in ("list", "show", "edit", "add"):
                likely = 0.05
        return self.chance.random() < likely

    def _option(self, param: Any) -> list[str]:
        names = [*param.opts, *param.secondary_opts]
        name = self.chance.choice(names)
        if param.is_flag:
            return [name]
        value = self.value(param)
        return [f"{name}={value}"] if self.chance.random() < 0.1 and name.startswith("--") else [name, value]

    def _values(self, param: Any, count: int) -> list[str]:
        return [self.value(param) for _number in range(count)]

    def value(self, param: Any) -> str:
        one = self.chance
        if not self.careful and one.random() < 0.15:
            return one.choice(HOSTILE)
        key, metavar = param.name.removesuffix("_"), str(param.metavar)
        if self.careful:
            if key == "encoding":
                return one.choice(("utf-8", "cp932"))
            of = self._field(param)
            known = self._known(of) if of is not None else []
            if key in ("ref", "clear") and self.kind is not None:
                known = (
                    self._names(self.kind)
                    if key == "ref"
                    else [f.key for f in self.kind.fields if not f.required]
                )
            if known and one.random() < 0.95:
                return one.choice(known)
        if key in self.of_field and (self.careful or one.random() < 0.7):
            return one.choice(self.of_field[key])
        if metavar.startswith("table|"):
            return one.choice(FORMATS[:6] if self.careful else FORMATS)
        if "|" in metavar and metavar not in ("DATE|MONTH", "MONTHS|DAYS") and one.random() < 0.9:
            return one.choice(metavar.split("|"))
        if self.careful and metavar in CAREFUL:
            return one.choice(CAREFUL[metavar])
        if self.careful and metavar == "TEXT":
            return one.choice(("一言", "another word", *HARMLESS))
        pools: dict[str, tuple[str, ...] | list[str]] = {
            "REF": NAMES,
            "EVENT": NAMES,
            "LOT": NAMES,
            "NAME": (*NAMES, "新しい会", "sheet1", "cp932", "utf-8"),
            "WHEN": WHENS,
            "DATE": WHENS,
            "PERIOD": WHENS,
            "FY": WHENS,
            "DATE|MONTH": WHENS,
            "N": NUMBERS,
            "MONTHS": NUMBERS,
            "DAYS": NUMBERS,
            "MONTHS|DAYS": ("1か月", "30日", "2週間", *NUMBERS),
            "HH:MM": CLOCKS,
            "CHOICE": [*self.choices, *self.labels],
            "ITEM=QTY": ("米=2", "米=0", "茶=1", "米=２", "米"),
            "CHOICE=N": ("買い物=3", "掃除=x", "買い物"),
            "FILE": FILES,
            "DIR": ("out", "folder", "pack", "rows.csv"),
            "KIND": self._kinds(),
            "MEASURE": self._measures(),
            "KEY": self._settings(),
            "FIELD": (*self.of_field, *self._fields()),
        }  # fmt: skip
        return one.choice(pools.get(metavar, (*NAMES, *WHENS[:4], *NUMBERS[:4], "一言")))

    def _field(self, param: Any) -> Field | None:
        """The field of the kind that an option fills."""
        if self.kind is None:
            return None
        key = param.name.removesuffix("_")
        return next((one for one in self.kind.all_fields if one.key == key), None)

    def _known(self, of: Field) -> list[str]:
        """What could stand in a field that names a choice or a record."""
        if isinstance(of.type, Choice):
            return [*of.type.fixed] or self.of_field.get(of.type.field, [])
        if isinstance(of.type, Ref) and not of.type.made:
            return [
                name for code in of.type.kinds or ("activity", "council") for name in self._names(KINDS[code])
            ]
        return []

    def _names(self, kind: Kind) -> list[str]:
        """How the records of a kind may be called: by id, and by name where they have one."""
        column = kind.field(kind.name).columns[0] if kind.name else "id"
        found = town.rows(self.register, f"SELECT id, {column} FROM {kind.table} WHERE removed IS NULL")
        return [str(word) for row in found for word in dict.fromkeys(row)]

    @staticmethod
    def _kinds() -> list[str]:
        from wagamachi_cli.kinds import KINDS

        return [name for kind in KINDS.values() for name in (kind.plural, kind.code)] + ["choices"]

    @staticmethod
    def _measures() -> list[str]:
        from wagamachi_cli.kinds.measures import MEASURES

        return list(MEASURES)

    @staticmethod
    def _settings() -> list[str]:
        from wagamachi_cli.kinds.settings import SETTINGS

        return list(SETTINGS)

    @staticmethod
    def _fields() -> list[str]:
        from wagamachi_cli.kinds import KINDS

        return sorted({one.key for kind in KINDS.values() for one in kind.all_fields})


def _wide(word: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word)


def furnish(folder: Path, register: Path) -> None:
    """Files that a command may be given."""
    (folder / "folder").mkdir()
    (folder / "rows.csv").write_text("名称,区分,開始\n新しい会,居場所,R3.5.1\n=1+1,x,y\n", encoding="utf-8")
    assert (
        town.run(register, "template", "sessions", "--for", "R3Q3", "-o", str(folder / "rows.xlsx"))[0] == 0
    )
    shutil.copy2(register, folder / "copy.db")
    (folder / "broken.db").write_bytes(register.read_bytes()[:9000])


def main(register: Path, count: int, seed: int) -> Outcome:
    """Run the command lines, on a register that is put back when little is left of it."""
    outcome, codes, typist = Outcome(), Counter[str](), Typist(register, seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)
        os.environ["MPLCONFIGDIR"] = str(folder)
        path = folder / "wagamachi.db"
        furnish(folder, register)
        shutil.copy2(register, path)
        before = path.read_bytes()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        for number in range(count):
            if number % 200 == 0:
                shutil.copy2(register, path)
                before = path.read_bytes()
            line = typist.line()
            begin = time.process_time()
            try:
                code, out, err = town.run(path, *line)
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is a fault
                code, out, err = -1, "", repr(error)
            seconds = time.process_time() - begin
            outcome.slowest = max(outcome.slowest, (round(seconds, 2), line[:12]))
            after = path.read_bytes()
            if "cp932" in line:  # no text of ours
                out = ""
            wrong = _wrong(code, out, err, seconds, changed=after != before)
            if wrong:
                outcome.faults.append({"line": line, "code": code, "wrong": wrong, "err": err[:600]})
            before = after
            codes[str(code)] += 1
            outcome.lines += 1
        if town.run(path, "check")[0] not in (0,):
            outcome.faults.append(
                {"line": ["check"], "wrong": "not clean", "err": town.run(path, "check")[1]}
            )
    outcome.codes = dict(codes)
    outcome.memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return outcome


def _wrong(code: int, out: str, err: str, seconds: float, *, changed: bool) -> str:
    if code not in range(7):
        return "exit code"
    if code and changed and "--partial" not in err and code != 1 and "記録は書き込まれ" not in err:
        return "it failed and changed the file"
    if "Traceback" in err + out:
        return "traceback"
    if seconds > SECONDS:
        return "too slow"
    for stream in (out, err):
        steering = {c for c in stream if (ord(c) < 32 and c not in "\n\t\r") or 0x7F <= ord(c) < 0xA0}
        if steering:
            return f"control characters {steering!r}"
    return ""


if __name__ == "__main__":
    made = main(Path(sys.argv[1]).resolve(), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(asdict(made), ensure_ascii=True))
