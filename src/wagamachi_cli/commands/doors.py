"""The doors that every kind has: add, list, show, edit, remove, hung on its group from its description.

What they do stands in records.py, which is imported only when one of them is called.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import typer

from wagamachi_cli import shell
from wagamachi_cli.commands import completing, options, prose
from wagamachi_cli.commands.options import Given, option
from wagamachi_cli.kinds import Kind, in_group
from wagamachi_cli.language import Label
from wagamachi_cli.state import State


def group_app(group: str, label: Label) -> tuple[typer.Typer, dict[str, typer.Typer]]:
    """The commands of a group: its own record's verbs, and a sub-group for each thing in it.

    The sub-groups come by the code of their kind, to hang the domain's own verbs on.
    """
    app = shell.typer_app(help=shell.text(label.ja, label.en))
    apps: dict[str, typer.Typer] = {}
    for kind in in_group(group):
        here = app
        if kind.thing:
            here = shell.typer_app(help=shell.text(kind.help.ja, kind.help.en))
            app.add_typer(here, name=kind.thing)
        apps[kind.code] = here
        add_verbs(here, kind)
    return app, apps


def add_verbs(app: typer.Typer, kind: Kind) -> None:
    """Hang the five verbs of a kind on a group."""
    ja, en = kind.label.ja, kind.label.en
    fields = [options.of_field(one) for one in kind.typed_fields if one.key not in kind.positional]
    named = [options.of_field(one) for one in kind.typed_fields]
    head = [
        options.argument(one.key, one.help or one.label, one.type.metavar, complete=completing.of_field(one))
        for one in map(kind.field, kind.positional)
    ]
    files = [prose.FILE] if prose.of(kind) else []
    against = [*([options.INSTEAD] if kind.covered else []), options.ANYWAY]
    ref = options.argument("ref", options.REF, "REF", complete=completing.of_kind(kind))
    several = options.argument("ref", options.REF, "REF", many=True, complete=completing.of_kind(kind))

    options.add_command(
        app,
        "add",
        Label(f"{ja}を記録します。", f"Record: {en}."),
        [*head, *fields, *files, *options.second(kind), *against, *options.OUTPUT],
        options.writing(partial(_run, "add", kind)),
    )
    options.add_command(
        app,
        "list",
        Label(f"{ja}の一覧です。", f"List: {en}."),
        [*_of(kind), *filters(kind), *options.OUTPUT],
        partial(_run, "list_records", kind),
    )
    options.add_command(
        app,
        "show",
        Label(f"{ja}を一件、すべて見ます。", f"Show everything of one: {en}."),
        [ref, *options.OUTPUT],
        partial(_run, "show", kind),
    )
    options.add_command(
        app,
        "edit",
        Label(f"{ja}を直します（挙げた項目だけ）。", f"Correct the fields that are given: {en}."),
        [
            several,
            *named,
            *files,
            option("clear", Label("空にする項目", "a field to empty"), "FIELD", many=True),
            *against,
            *options.OUTPUT,
        ],
        options.writing(partial(_run, "edit", kind)),
    )
    options.add_command(
        app,
        "remove",
        Label(
            f"誤って記録した{ja}を取り除きます（数えなくなり、履歴には残ります）。",
            f"Take back what was entered by mistake: {en}. It is counted nowhere, the history keeps it.",
        ),
        [
            options.argument("ref", options.EXACT, "REF", many=True, complete=completing.of_kind(kind)),
            option("reason", Label("なぜ誤りか", "why it is a mistake")),
            options.flag(
                "with",
                Label("それなしでは成り立たない記録も一緒に取り除く", "take along what hangs on it"),
            ),
            *options.OUTPUT,
        ],
        options.writing(partial(_run, "remove", kind)),
    )


def _of(kind: Kind) -> list[Any]:
    """``list`` takes the record that its records belong to without an option's name, as ``add`` does."""
    belongs = [kind.field(key) for key in kind.arguments[:1] if kind.field(key).filter]
    return [
        options.argument("of", one.label, one.type.metavar, complete=completing.of_field(one))
        for one in belongs
    ]


def filters(kind: Kind) -> list[Any]:
    """The options by which ``list`` is narrowed (and ``--all`` of the domain's verbs)."""
    made = [
        option(
            one.key,
            one.label,
            one.type.metavar,
            many=True,
            names=(one.option,),
            complete=completing.of_field(one),
        )
        for one in kind.fields
        if one.filter
    ]
    if kind.when:
        made.append(option("period", Label("この期間のもの", "of this period"), "PERIOD"))
    if kind.idle:
        made.append(
            option("inactive", Label("この月数より長く活動がない", "not active for so many months"), "MONTHS")
        )
    if kind.open_until:
        made.append(options.flag("open", Label("終わっていないもの", "only what has not ended")))
    if kind.at:
        made.append(option("at", Label("この日にあったもの", "what was there on this day"), "DATE"))
    return made


def _run(verb: str, kind: Kind, state: State, given: Given) -> None:
    from wagamachi_cli.commands import records

    run: Any = getattr(records, verb)
    run(state, kind, prose.taken(kind, verb, state, given))
