"""``wagamachi merge``: one thing that was entered twice becomes one again."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from wagamachi_cli import register, text
from wagamachi_cli.commands import options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import RefusedError
from wagamachi_cli.kinds import KINDS, Kind
from wagamachi_cli.kinds.choosing import Option, meant
from wagamachi_cli.language import Label, _
from wagamachi_cli.queries.finding import find_all, several
from wagamachi_cli.state import State

if TYPE_CHECKING:
    from sqlmodel import Session

KIND = options.option(
    "kind",
    Label("種類（協議会、活動体など。名前で分かるときは不要）", "which kind (council, activity …)"),
    "KIND",
)


def of_kind(given: Given, kinds: list[Kind]) -> list[Kind]:
    """The kind that ``--kind`` says, alone, or all of ``kinds``. UsageError (2)."""
    if not given.get("kind"):
        return kinds
    return [KINDS[meant([Option(kind.code, kind.label) for kind in kinds], given["kind"])]]


def _merge(state: State, given: Given) -> None:
    from wagamachi_cli.commands import records

    words = options.needed(given, "ref", "REF"), options.needed(given, "into", "--into")
    kinds = of_kind(given, [kind for kind in KINDS.values() if kind.name])
    target = options.target(given)
    with register.read(state.register) as connection:
        kind, source, into = _pair(connection, words, kinds, state)

    def step(session: Session) -> list[int]:
        from wagamachi_cli.model import merging

        merging.merge(session, kind, source, into, state.today)
        return [into]

    command = f"merge --kind {kind.code} {source} --into {into}"
    records.write(state, kind, command, step, target, told={})


def _pair(
    connection: sqlite3.Connection, words: tuple[str, str], kinds: list[Kind], state: State
) -> tuple[Kind, int, int]:
    """The two records and their kind: the one kind of which both may be.

    NotFoundError (3) when there is none, or several kinds are possible; RefusedError (4) when the
    records are of different kinds.
    """
    first, second = (find_all(connection, word, state.today, kinds, exact=True) for word in words)
    common = {kind.code for kind, *_rest in first} & {kind.code for kind, *_rest in second}
    if not common:
        raise RefusedError(
            _("“{first}” is of the kind {kind}, “{second}” of the kind {other}.").format(
                first=text.visible(words[0]),
                kind=first[0][0].label,
                second=text.visible(words[1]),
                other=second[0][0].label,
            ),
            _("Only two records of one kind can be joined."),
        )
    sources, targets = ([one for one in side if one[0].code in common] for side in (first, second))
    for word, side in zip(words, (sources, targets), strict=True):
        if len(side) > 1:
            raise several(word, side)
    return sources[0][0], sources[0][1], targets[0][1]


merge = options.function(
    [
        options.argument("ref", options.EXACT, "REF"),
        options.option(
            "into", Label("残すほうの正確な名前または番号", "the exact name or id that stays"), "REF"
        ),
        KIND,
        *options.OUTPUT,
    ],
    options.writing(_merge),
)
