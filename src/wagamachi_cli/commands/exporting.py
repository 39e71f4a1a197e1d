"""``wagamachi template`` and ``wagamachi export``: sheets to fill in, and the whole register as files."""

from __future__ import annotations

from wagamachi_cli import register, shell
from wagamachi_cli.commands import options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.errors import UsageError
from wagamachi_cli.kinds import KINDS, Kind, names_people
from wagamachi_cli.kinds.choosing import Option, meant
from wagamachi_cli.kinds.tables import CHOICE
from wagamachi_cli.language import Label, _
from wagamachi_cli.output import Target, show_record, show_sheet
from wagamachi_cli.register.remains import wrote
from wagamachi_cli.sheet import Coded, Column, Row, Sheet
from wagamachi_cli.state import State, place

_DELIMITED = ("csv", "tsv")
_TEMPLATE = Label("記入用のシート", "sheet to fill in")


def _template(state: State, given: Given) -> None:
    from wagamachi_cli.exchange import expected, templates

    kind = kind_of(options.needed(given, "kind", "KIND"))
    target = _sheet_target(given, f"{kind.label}.xlsx")
    with register.read(state.register) as connection:
        words = given.get("for")
        scope = expected.scope_of(connection, words, state.today) if words else None
        form = templates.form(connection, kind, scope, state.today)
    if target.format == "xlsx":
        from wagamachi_cli.output.form import workbook

        target.write_bytes(workbook(form, templates.example_row(form)))
    else:
        show_sheet(templates.sheet(form), target)
    if target.path is None:
        return
    if form.rows and names_people(kind):
        wrote(state.register, "list", target.path)
    columns = (
        Column("template", str(_TEMPLATE)),
        Column("kind", _("kind")),
        Column("rows", _("rows"), kind="number"),
    )
    row: Row = {"template": str(target.path), "kind": Coded(kind.plural, kind.label), "rows": len(form.rows)}
    answer = options.target({**given, "output": None, "encoding": None})
    show_record(Sheet(columns, (row,)), answer)
    if answer.format != "json":
        shell.say(form.lines[0])


def _sheet_target(given: Given, name: str) -> Target:
    """Where the sheet goes: the file of ``-o``; stdout, where ``-f`` asks for CSV alone; else ``name``."""
    output, style = given.get("output"), given.get("format")
    if output in (None, "-") and style in _DELIMITED:
        return options.target(given)
    asked = "csv" if output == "-" else None
    target = Target.of(asked, output or name, bool(given.get("force")), given.get("encoding"))
    if target.format not in ("xlsx", *_DELIMITED):
        raise UsageError(
            _("A sheet to fill in is no {format}.").format(format=target.format),
            _("Give -o a name that ends in .xlsx or .csv."),
        )
    return target


def kind_of(words: str) -> Kind:
    """The kind that KIND means: its plural or code, its label, or a unique part. UsageError (exit 2).

    Beside the kinds of records the choices have sheets, too.
    """
    kinds = {kind.plural: kind for kind in (*KINDS.values(), CHOICE)}
    for kind in kinds.values():
        if words in (kind.plural, kind.code):
            return kind
    return kinds[meant([Option(kind.plural, kind.label) for kind in kinds.values()], words)]


def _export(state: State, given: Given) -> None:
    target = options.target({**given, "output": None})
    from wagamachi_cli.exchange import packages
    from wagamachi_cli.output import folder

    name = options.needed(given, "dir", "DIR")
    path = folder.check_folder(place(name), bool(given.get("force")), packages.files)
    with register.read(state.register) as connection, folder.built(path) as temporary:
        sheet = packages.write(connection, temporary)
    wrote(state.register, "export", path)
    show_sheet(sheet, target, title=str(path))
    if target.format != "json":
        shell.say(_("It holds names, contacts and notes: keep it as safe as the register."))


template = options.function(
    [
        options.argument(
            "kind", Label("記録の種類（activities、会議 など）", "the kind of record (activities …)"), "KIND"
        ),
        options.option(
            "for",
            Label(
                "何のためのシートか（期間・圏域・協議会）",
                "what the sheet is for: a period, an area, a council",
            ),
            "PERIOD|COUNCIL|AREA",
        ),
        *options.OUTPUT,
    ],
    _template,
)
export = options.function(
    [
        options.argument("dir", Label("書き出すフォルダー", "the folder to write"), "DIR"),
        options.flag(
            "force", Label("前に書き出したフォルダーを置き換える", "replace a folder exported before")
        ),
        options.FORMAT,
    ],
    _export,
)
