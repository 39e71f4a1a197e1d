"""``wagamachi config`` and ``wagamachi choice``: what makes a register one town's own."""

from __future__ import annotations

import re
import sqlite3
from functools import partial
from typing import TYPE_CHECKING, Any

from wagamachi_cli import errors, register, shell, text
from wagamachi_cli.commands import options
from wagamachi_cli.commands.options import Given
from wagamachi_cli.commands.step import step
from wagamachi_cli.errors import UsageError
from wagamachi_cli.kinds.choosing import Option, UnknownChoiceError, meant
from wagamachi_cli.kinds.settings import SETTINGS
from wagamachi_cli.kinds.types import Choice, Number, Words
from wagamachi_cli.language import Label, _
from wagamachi_cli.output import show_record, show_sheet
from wagamachi_cli.queries import settings
from wagamachi_cli.queries.choice_fields import choice_fields
from wagamachi_cli.queries.choices import Choices
from wagamachi_cli.register import whereabouts
from wagamachi_cli.sheet import Column, Row, Sheet
from wagamachi_cli.state import State

if TYPE_CHECKING:
    from sqlmodel import Session

config = shell.typer_app(help=shell.text("設定を見ます・変えます。", "Read and change settings."))
choice = shell.typer_app(help=shell.text("選択肢を見ます・変えます。", "Read and change the choices."))

_KEY = options.argument(
    "key", Label("設定の名前（organisation など）", "the setting (organisation …)"), "KEY"
)


def _setting(given: Given) -> str:
    """The setting that KEY means: its key or a part of that, or its label written out."""
    words = options.needed(given, "key", "KEY")
    called = {
        text.fold(str(label)): one.key for one in SETTINGS.values() for label in (one.label.ja, one.label.en)
    }
    known = [Option(key, Label(key, key)) for key in SETTINGS]
    try:
        return called.get(text.fold(words)) or meant(known, words)
    except UnknownChoiceError as error:
        shown = _(", ").join(f"{one.label} ({one.key})" for one in SETTINGS.values())
        raise UsageError(error.message, _("There are: {choices}").format(choices=shown)) from error


def _config_list(state: State, given: Given) -> None:
    target = options.target(given)
    with register.read(state.register) as connection:
        sheet = settings.sheet(connection)
    show_sheet(sheet, target)


def _config_get(state: State, given: Given) -> None:
    key = _setting(given)
    target = options.target(given)
    with register.read(state.register) as connection:
        sheet = settings.sheet(connection, (key,))
    show_record(sheet, target)


def _config_set(state: State, given: Given) -> None:
    key = _setting(given)
    raw = options.needed(given, "value", "VALUE")
    value = None if raw == "" else str(SETTINGS[key].type.read(raw, state.today))
    target = options.target(given)
    with step(state, f"config set {key}") as session:
        from wagamachi_cli.model.file import put_setting

        put_setting(session, key, value)
    with register.read(state.register) as connection:
        sheet = settings.sheet(connection, (key,))
        folder = settings.backup_folder(connection, state.register)
    if key == "backup_folder":
        for notice in whereabouts.of_copies(folder):
            errors.warn(notice)
    show_record(sheet, target)


options.add_command(
    config, "list", Label("設定の一覧です。", "List the settings."), options.OUTPUT, _config_list
)
options.add_command(
    config, "get", Label("設定を一つ見ます。", "Show one setting."), [_KEY, *options.OUTPUT], _config_get
)
options.add_command(
    config,
    "set",
    Label("設定を変えます（空の文字で既定に戻ります）。", "Change a setting (an empty text resets it)."),
    [_KEY, options.argument("value", Label("値", "the value"), "VALUE"), *options.OUTPUT],
    options.writing(_config_set),
)


def _sheet(connection: sqlite3.Connection, field: str | None, code: str | None = None) -> Sheet:
    columns = (
        Column("id", "id", kind="id"),
        Column("field", _("field")),
        Column("code", _("code")),
        Column("label", _("label")),
        Column("label_en", _("label in English")),
        Column("under", _("under")),
        Column("order", _("order"), kind="number"),
        Column("retired", _("retired"), kind="flag"),
    )
    rows: list[Row] = [
        dict(row) | {"retired": bool(row["retired"])}
        for row in connection.execute(
            "SELECT id, field, code, label_ja AS label, label_en, parent AS under, position AS 'order', "
            "retired FROM choice "
            "WHERE (:field IS NULL OR field = :field) AND (:code IS NULL OR code = :code) "
            "ORDER BY field, position, id",
            {"field": field, "code": code},
        )
    ]
    return Sheet(columns, tuple(rows))


def _choice_list(state: State, given: Given) -> None:
    target = options.target(given)
    with register.read(state.register) as connection:
        field = meant(choice_fields(connection), given["field"]) if given.get("field") else None
        sheet = _sheet(connection, field)
    show_sheet(sheet, target)


def _choice_put(verb: str, state: State, given: Given) -> None:
    words = options.needed(given, "field", "FIELD"), options.needed(given, "code", "CODE")
    new = verb == "add"
    changes: dict[str, Any] = {"retired": 1} if verb == "retire" else {}
    for key, column in (("label", "label_ja"), ("label_en", "label_en")):
        if given.get(key):
            changes[column] = Words().read(given[key], state.today)
    if given.get("order"):
        changes["position"] = Number(minimum=1).read(given["order"], state.today)
    if new:
        label = options.needed(given, "label", "--label")
        changes = {"label_en": label, "retired": 0} | changes
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", words[1]):
            raise UsageError(
                _("“{text}” cannot be a code.").format(text=text.visible(words[1])),
                _("A code has small letters, digits, - and _ only, like walk-group."),
            )
    target = options.target(given)
    with register.read(state.register) as connection:
        field = meant(choice_fields(connection), words[0])
        choices = Choices(connection)
        code = words[1] if new else choices.meant(Choice(field), words[1])
        if given.get("under"):
            changes["parent"] = choices.meant(Choice(field), given["under"])
    if not changes:
        raise UsageError(
            _("Nothing to change was given."), _("Give --label, --label-en, --under or --order.")
        )
    with step(state, f"choice {verb} {field} {code}") as session:
        _put(session, field, code, changes, new)
    with register.read(state.register) as connection:
        sheet = _sheet(connection, field, code)
    show_record(sheet, target)


def _put(session: Session, field: str, code: str, changes: dict[str, Any], new: bool) -> None:
    from wagamachi_cli.model.file import put_choice

    put_choice(session, field, code, changes, new=new)


_FIELD = options.argument("field", Label("項目（category、区分 など）", "the field (category …)"), "FIELD")
_CODE = options.argument("code", Label("コード（変えるときは名前でもよい）", "the code"), "CODE")
_LABEL = options.option("label", Label("日本語の名前", "the label in Japanese"))
_LABEL_EN = options.option("label_en", Label("英語の名前", "the label in English"))
_UNDER = options.option("under", Label("上位の選択肢", "the choice that it stands under"), "CODE")
_ORDER = options.option("order", Label("並び順", "its place in the order"), "N")

options.add_command(
    choice, "list", Label("選択肢の一覧です。", "List the choices."), [_FIELD, *options.OUTPUT], _choice_list
)
for _verb, _label, _parameters in (
    ("add", Label("選択肢を加えます。", "Add a choice."), (_LABEL, _LABEL_EN, _UNDER, _ORDER)),
    (
        "edit",
        Label("選択肢の名前や並びを変えます。", "Change a choice."),
        (_LABEL, _LABEL_EN, _UNDER, _ORDER),
    ),
    ("retire", Label("選択肢を使わなくします（記録は残ります）。", "Retire a choice; records keep it."), ()),
):
    options.add_command(
        choice,
        _verb,
        _label,
        [_FIELD, _CODE, *_parameters, *options.OUTPUT],
        options.writing(partial(_choice_put, _verb)),
    )
