"""The examples at the end of every help page; each one runs in a test.

Those of add, list, show, edit and remove are made from the samples of their kind; those of the
domain's own verbs stand here. Read only when a help page is shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds import samples as of
from wagamachi_cli.kinds.types import Flag
from wagamachi_cli.language import Label

PROGRAM = "wagamachi"

_DAY = "--on R4.1.20"
_BULB = Label("電球", "bulb")
_RUBBISH = Label("ごみ出し", "rubbish")
_SESSIONS = Label("開催.csv", "sessions.csv")

# After the words of the command: a Label is one word (put in quotes where it needs them), a text is
# one or several as they stand. A command with two examples has two tuples.
_OWN: dict[str, tuple[tuple[of.Sample, ...], ...]] = {
    "": (
        ("init",),
        ("activity session add", of.ACTIVITY, "--on 1/17 --attendees 14"),
        ("report quarter --out", Label("報告", "report")),
    ),
    "council close": ((of.COUNCIL, _DAY),),
    "council placement end": ((of.COUNCIL, _DAY),),
    "council partner link": ((of.PARTNER, "--to", of.ACTIVITY, "--from R3.11"),),
    "activity suspend": (
        (of.ACTIVITY, _DAY, "--reason", Label("感染症", "infection")),
        ("--all --category", Label("居場所", "ibasho"), _DAY),
    ),
    "activity resume": (
        (of.ACTIVITY, _DAY, "--measure", Label("会場変更、人数制限", "venue-change,capacity")),
    ),
    "activity close": ((of.ACTIVITY, _DAY),),
    "activity helper retire": ((of.HELPER, _DAY),),
    "activity request match": ((_BULB, "--helper", of.HELPER),),
    "activity request done": ((_BULB, _DAY, "--minutes", Label("30分", "30")),),
    "activity request unmet": ((_BULB, "--reason", Label("日程", "schedule")),),
    "activity request cancel": ((_BULB, _DAY),),
    "activity request ask": ((_BULB, "--helper", of.HELPER, "--answer", Label("はい", "yes"), "--again"),),
    "activity request suggest": ((_BULB,),),
    "consultant retire": ((of.CONSULTANT, _DAY),),
    "consultant concern relay": ((_RUBBISH, "--to", of.PARTNER, _DAY),),
    "consultant concern return": ((_RUBBISH, _DAY),),
    "consultant concern resolve": (
        (_RUBBISH, _DAY, "--outcome", Label("近所の方が引き受けた", "a neighbour takes it out")),
    ),
    "pantry": (("donate --item", Label("米", "Rice"), "--qty 6 --best-before R4.6"), ("stock",)),
    "pantry donate": (
        ("--item", Label("米", "Rice"), "--qty 6 --weight 12kg --best-before R4.6 --donor", of.PARTNER),
    ),
    "pantry stock": (("--expiring 30",),),
    "pantry recall": (("1",),),
    "pantry discard": (("1 --qty 1 --reason", Label("破損", "damaged")),),
    "pantry pass-on": (("1 --qty 2 --to", of.PARTNER),),
    "pantry count": (("1 --qty 5",),),
    "pantry lot reweigh": (("1 --weight 12.5kg",),),
    "pantry reserve": ((of.EVENT, "--adults 2 --children 1 --contact 090-0000-0000"),),
    "pantry distribute": (
        (of.EVENT, "--booked --except H-0001"),
        ("--household H-0001 --item", Label("米=1", "Rice=1")),
    ),
    "pantry refer": (("--household H-0001 --to", of.PARTNER, "--consent yes"),),
    "pantry event close": ((of.EVENT,),),
    "pantry event cancel": ((of.EVENT,),),
    "pantry reservation cancel": (("H-0001",),),
    "pantry referral update": (("H-0001 --status", Label("受入れ", "accepted"), _DAY),),
    "report": (("activity",), ("quarter R3Q3 --out", Label("報告", "report"))),
    "report placement": (("H28..R3 --cumulative",),),
    "report council": (("H28..R3",),),
    "report activity": (("H28..R3 --chart", Label("活動体.png", "activities.png")),),
    "report meeting": (("R3 --by", Label("圏域", "area")),),
    "report sessions": (("R3Q3 --by month",),),
    "report requests": (("R3 --by", Label("内容", "task")),),
    "report network": (("R3",),),
    "report support": (("R3",),),
    "report consultant": (("R3",),),
    "report pantry": (("R3",),),
    "report areas": (("R3Q3",),),
    "report measures": ((),),
    "report why": (("R3 activity.started",),),
    "report reconcile": ((),),
    "report handover": (("-o", Label("引き継ぎ.md", "handover.md")),),
    "report quarter": (("R3Q3 --out", Label("報告", "report")),),
    "report half": (("R3H1 --out", Label("報告", "report")),),
    "report year": (("R2 --out", Label("報告", "report")),),
    "report month": (("R3.12",),),
    "report issue": (("R3Q3 --out", Label("第3四半期", "q3")),),
    "report editions": ((),),
    "report diff": (("R3Q3",),),
    "init": ((), ("--sample",)),
    "demo": ((Label("お試し", "demo"),),),
    "status": ((),),
    "config": (("set organisation", Label("みどり市社会福祉協議会", "Midori Shakyo")),),
    "config list": ((),),
    "config get": (("organisation",),),
    "config set": (
        ("organisation", Label("みどり市社会福祉協議会", "Midori Shakyo")),
        ("term.council", Label("地区社協", "district council")),
    ),
    "choice": (("list category",),),
    "choice list": (("category",),),
    "choice add": (
        ("category walk --label", Label("散歩の会", "散歩の会"), "--label-en", Label("Walks", "Walks")),
    ),
    "choice edit": (("category ibasho --label", Label("サロン", "サロン")),),
    "choice retire": (("category pr",),),
    "template": (("sessions --for R3.12 -o", _SESSIONS),),
    "import": (("sessions", _SESSIONS, "--dry-run"), ("sessions", _SESSIONS)),
    "export": ((Label("書き出し", "export"),),),
    "log": (("-n 5",),),
    "undo": ((), ("--dry-run",)),
    "redo": ((),),
    "merge": ((Label("さくら商店（駅前）", "Sakura Stores"), "--into", of.PARTNER),),
    "find": ((Label("つくし", "tsukushi"),),),
    "forget": (("--before R2.4.1 --dry-run",),),
    "check": ((),),
    "backup": ((), (Label("控え.db", "copy.db"),)),
    "restore": ((Label("控え.db", "copy.db"),),),
}


def examples(path: str) -> list[str]:
    """The examples of the command with these words after the program's name (``council add``).

    Lines as a person types them, in the language spoken; none if the command is not known.
    """
    return [f"{PROGRAM} {line}".rstrip() for line in _lines(path)]


def _lines(path: str) -> Iterator[str]:
    for words in _OWN.get(path, ()):
        yield " ".join([path, *map(_typed, words)]).strip().replace("  ", " ")
    if path in _OWN:
        return
    before, _space, verb = path.rpartition(" ")
    by_command = {kind.command: kind for kind in KINDS.values()}
    if path in by_command:
        for one in ("add", "list"):
            yield _of_kind(by_command[path], one)
    elif before in by_command and verb in _VERBS:
        yield _of_kind(by_command[before], verb)


_VERBS = ("add", "list", "show", "edit", "remove")


def _of_kind(kind: Kind, verb: str) -> str:
    sample = of.SAMPLES.get(kind.code, {})
    given = [(kind.field(key), value) for key, value in sample.items()]
    words: list[str] = []
    if verb == "add":
        words = [_typed(value, quoted=True) for one, value in given if one.key in kind.positional]
        words += [_option(one, value) for one, value in given if one.key not in kind.positional]
    elif verb == "list":
        narrowing = [_option(one, value) for one, value in given if one.filter and not one.required]
        words = [*narrowing[:1]] or (["--period R3"] if kind.when else [])
    else:
        words = [_ref(kind, sample, exact=verb == "remove")]
        if verb == "edit":
            one, value = given[-1]
            words.append(_option(one, value))
        elif verb == "remove":
            words.append(f"--reason {_typed(of.REASON)}")
    return " ".join([kind.command, verb, *words])


def _ref(kind: Kind, sample: dict[str, of.Sample], *, exact: bool) -> str:
    """What is typed for the record: its name, its day, or the number that it got as the first one."""
    key = kind.name or ("on" if "on" in kind.answers and not exact else "")
    return _typed(sample[key], quoted=True) if key in sample else "1"


def _option(one: Field, value: of.Sample) -> str:
    return one.option if isinstance(one.type, Flag) else f"{one.option} {_typed(value, quoted=True)}"


def _typed(value: of.Sample, *, quoted: bool = False) -> str:
    """A word of a command line, in quotes where a shell would take it apart."""
    word = str(value)
    if isinstance(value, str) and not quoted:
        return word
    return f'"{word}"' if set(word) & set(" ()（）") else word
