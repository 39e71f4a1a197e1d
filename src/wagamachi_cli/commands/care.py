"""``wagamachi check``, ``backup`` and ``restore``: keeping the file whole."""

from __future__ import annotations

import sqlite3

from wagamachi_cli import errors, register, shell
from wagamachi_cli.commands import options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.commands.redacting import redact
from wagamachi_cli.errors import Findings, UsageError
from wagamachi_cli.kinds.types import Number
from wagamachi_cli.language import Label, _
from wagamachi_cli.output import show_record, show_sheet
from wagamachi_cli.queries import editions, settings
from wagamachi_cli.queries.alike import look_alikes
from wagamachi_cli.queries.attention import reminders
from wagamachi_cli.queries.codes import odd_codes
from wagamachi_cli.queries.stock import violations
from wagamachi_cli.queries.twice import counted_twice, told
from wagamachi_cli.register import whereabouts
from wagamachi_cli.register.remains import wrote
from wagamachi_cli.sheet import Coded, Column, Row, Sheet
from wagamachi_cli.state import State, place

_FINDING = Label("誤り", "finding")
_REMINDER = Label("確認", "reminder")


def _check(state: State, given: Given) -> None:
    from wagamachi_cli.model import metadata

    target = options.target(given)
    with register.read(state.register) as connection:
        wrong = [*register.findings(connection, metadata()), *violations(connection)]
        wrong += [] if wrong else _editions(connection)  # of a damaged file nothing is read again
        broken = bool(wrong)
        wrong += [] if wrong else odd_codes(connection)
        twice = [] if broken else counted_twice(connection)
        wrong += [told(one) for one in twice if one.surely]
        folder = settings.backup_folder(connection, state.register)
        waiting = [] if broken else [*reminders(connection, state.today), *_look_alikes(connection)]
        waiting += [told(one) for one in twice if not one.surely]
    waiting += whereabouts.notices(state.register, folder)
    rows: list[Row] = [
        {"level": Coded(code, label), "message": line}
        for code, label, lines in (("finding", _FINDING, wrong), ("reminder", _REMINDER, waiting))
        for line in lines
    ]
    columns = (Column("level", _("sort"), kind="choice"), Column("message", _("what")))
    if rows or target.path is not None or not target.for_eyes:
        show_sheet(Sheet(columns, tuple(rows)), target)
    else:
        shell.say(_("Nothing is wrong, and nothing waits."))
    if wrong:
        raise Findings(
            _("{count} findings in the register.").format(count=len(wrong)),
            _("Keep this file, and bring back a copy: wagamachi restore FILE")
            if broken
            else _("Each line says how it is put right."),
        )


def _editions(connection: sqlite3.Connection) -> list[str]:
    """The files of editions that are not as they were issued."""
    from hashlib import sha256

    from wagamachi_cli.output.pack import keeping

    found = []
    for edition in editions.issued(connection):
        issued = editions.checksums(connection, edition)
        found += [
            _("Edition {number} of {period}: {file} is not as it was issued").format(
                number=edition.number, period=edition.period.label, file=path
            )
            for path, data in keeping.whole(editions.files(connection, edition)).items()
            if sha256(data).hexdigest() != issued[path]
        ]
    return found


def _look_alikes(connection: sqlite3.Connection) -> list[str]:
    """Records that may have been entered twice; what was meant so (--again, --anyway) is none of them."""
    from wagamachi_cli.model.change import shown

    return [
        _("{kind}: recorded more than once for the same ({count}): {ids}; to see one: {command}").format(
            kind=kind.label,
            count=len(groups),
            ids=shown(_(" and ").join(map(str, group)) for group in groups),
            command=f"wagamachi {kind.command} show {groups[0][0]}",
        )
        for kind, groups in look_alikes(connection)
    ]


def _backup(state: State, given: Given) -> None:
    target = options.target({**given, "output": None})
    keep = None if given.get("keep") is None else Number(minimum=1).read(given["keep"], state.today)
    if given.get("file"):
        if keep is not None:
            raise UsageError(
                _("--keep is for the folder of copies, not for a file."), _("Leave out FILE, or --keep.")
            )
        made = place(given["file"]).resolve()  # a link stays one, the file behind it is replaced
        register.backup(state.register, made, force=bool(given.get("force")))
        wrote(state.register, "copy", made)
    else:
        with register.read(state.register) as connection:
            folder = settings.backup_folder(connection, state.register)
        made = register.backup_into(state.register, folder, state.today, keep)
        wrote(state.register, "copies", folder)
    for notice in whereabouts.of_copies(made.parent):
        errors.warn(notice)
    sheet = Sheet((Column("backup", _("copy")),), ({"backup": str(made.resolve())},))
    show_record(sheet, target)


def _restore(state: State, given: Given) -> None:
    target = options.target({**given, "output": None})
    source = place(options.needed(given, "file", "FILE"))
    kept = register.restore(state.register, source, state.today, redact)
    for notice in whereabouts.of_register(state.register):
        errors.warn(notice)
    columns = (Column("register", _("register")), Column("former", _("the former register, kept")))
    row: Row = {"register": str(state.register), "former": None if kept is None else str(kept)}
    show_record(Sheet(columns, (row,)), target)


check = options.function(options.OUTPUT, _check)
backup = options.function(
    [
        options.argument(
            "file",
            Label("控えのファイル（省略時は控えのフォルダー）", "the copy (else in the folder)"),
            "FILE",
        ),
        options.option(
            "keep",
            Label(
                "控えのフォルダーには、新しいほうから N 個だけを残す",
                "of the dated copies in the folder, only the latest N stay",
            ),
            "N",
        ),
        options.flag("force", Label("既にあるファイルを置き換える", "replace a file that exists")),
        options.FORMAT,
    ],
    _backup,
)
restore = options.function(
    [options.argument("file", Label("控えのファイル", "the copy"), "FILE"), options.FORMAT], _restore
)
