"""Described once: the descriptions agree with the tables, and a made-up kind gets every door."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import pytest
import typer.main
from sqlalchemy import MetaData

from tests.conftest import Wagamachi
from wagamachi_cli import app, kinds, model, register, shell
from wagamachi_cli.commands import doors
from wagamachi_cli.kinds import KINDS, Field, Kind
from wagamachi_cli.kinds.types import Choice, Flag, Name, Number, Ref, Tally, When
from wagamachi_cli.language import Label
from wagamachi_cli.model.base import Named
from wagamachi_cli.register.history import make_triggers
from wagamachi_cli.register.migrating import shipped


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_every_field_has_its_column_and_every_column_its_field(kind: Kind) -> None:
    tables = model.metadata().tables
    table = tables[kind.table]
    described = {column for one in kind.all_fields for column in one.columns}
    hidden = {"council": {"preparing"}, "household": {"code_id"}}
    own = {"id", "removed", "anyway"} | hidden.get(kind.code, set())
    own |= {"merged_into_id"} if kind.name else set()
    assert described | own == set(table.columns.keys())
    for one in kind.all_fields:
        if one.required and one.columns and not (isinstance(one.type, Ref) and len(one.columns) > 1):
            assert not table.columns[one.columns[0]].nullable, one.key
        if isinstance(one.type, Choice) and one.type.field and one.columns:
            assert table.columns[one.columns[0]].info == {"choice": one.type.field}, one.key
        if one.link:
            kept = {f"{one.type.kinds[0]}_id"} if isinstance(one.type, Ref) else {"value"}
            kept |= {"count"} if isinstance(one.type, Tally) else set()
            assert set(tables[one.link].columns.keys()) == {"id", f"{kind.table}_id", *kept}, one.key


def test_every_table_has_its_room() -> None:
    rooms = {table for tables in model.ROOMS.values() for table in tables}
    ours = {name for name in model.metadata().tables if not name.startswith(("history_", "register_"))}
    assert rooms == ours


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_a_field_and_its_column_stand_in_files_of_one_name(kind: Kind) -> None:
    (room,) = (room for room, tables in model.ROOMS.items() if kind.table in tables)
    assert kind in import_module(f"wagamachi_cli.kinds.{room}").KINDS


def test_no_two_kinds_share_a_word() -> None:
    for words in (
        [kind.code for kind in kinds._ALL],
        [kind.plural for kind in kinds._ALL],
        [kind.label.ja for kind in kinds._ALL],
        [kind.command for kind in kinds._ALL],
    ):
        assert len(set(words)) == len(words)


def test_options_and_keys_are_told_apart() -> None:
    for kind in KINDS.values():
        options = [one.option for one in kind.all_fields]
        assert len(set(options)) == len(options), kind.code


class Bench(Named, table=True):
    __tablename__ = "bench"
    metadata = MetaData()  # its own: the schema that we ship knows no benches

    name: str
    seats: int | None = None
    set_from: str
    set_to: str
    roofed: int | None = None


BENCH = Kind(
    code="bench",
    plural="benches",
    group="council",
    thing="bench",
    label=Label("ベンチ", "bench"),
    help=Label("まちのベンチ", "Benches in the town."),
    table="bench",
    name="name",
    fields=(
        Field("name", Label("ベンチ", "bench"), Name(), required=True),
        Field("seats", Label("席", "seats"), Number(Label("席", "seats"), minimum=1)),
        Field("set", Label("設置", "set up"), When(), required=True),
        Field("roofed", Label("屋根", "roofed"), Flag(), filter=False),
    ),
)


@pytest.fixture
def town(empty: Wagamachi, monkeypatch: pytest.MonkeyPatch) -> Wagamachi:
    """A register and a command line that have learned of benches from the description above alone."""
    monkeypatch.setitem(KINDS, "bench", BENCH)
    schema = MetaData()
    for table in (*shipped().metadata.sorted_tables, *Bench.metadata.sorted_tables):
        table.to_metadata(schema)
    with register.write(empty.db, "bench", date(2022, 1, 24), kind="floor") as session:
        connection: Any = session.connection()
        Bench.metadata.create_all(connection)
        make_triggers(connection.connection.dbapi_connection, schema)
    group = shell.typer_app(help=shell.text("ベンチ", "Benches"))
    doors.add_verbs(group, BENCH)
    monkeypatch.setitem(app.root_command().commands, "bench", typer.main.get_command(group))
    return empty


def test_a_made_up_kind_has_every_door(town: Wagamachi) -> None:
    made = town.json("bench", "add", "四谷のベンチ", "--seats", "３席", "--set", "1/17", "--roofed")
    assert made == {
        "id": 1,
        "name": "四谷のベンチ",
        "seats": 3,
        "set": "2022-01-17",
        "roofed": True,
        "note": None,
    }
    assert town.json("bench", "edit", "四谷", "--seats", "4", "--clear", "屋根")["seats"] == 4
    (row,) = town.json("bench", "list")
    assert (row["seats"], row["roofed"]) == (4, None)
    town.refused(2, "bench", "add", "甲", "--set", "R3", "--seats", "0")
    town.refused(4, "bench", "add", "四谷のベンチ", "--set", "R3")
    town.ok("bench", "remove", "四谷のベンチ", "--reason", "撤去ではなく誤記")
    assert town.json("bench", "list") == []
    assert town.rows("SELECT count(*) FROM history_change WHERE table_name = 'bench'") == [(3,)]


@pytest.mark.parametrize(
    ("spoken", "words"), [("ja", ("設置", "ベンチを記録します")), ("en", ("set up", "Record: bench"))]
)
def test_a_made_up_kind_has_help_in_both_languages(
    town: Wagamachi, spoken: str, words: tuple[str, ...]
) -> None:
    page = town.ok("--lang", spoken, "bench", "add", "--help").out
    for word in (*words, "--seats", "--roofed", "WHEN"):
        assert word in page
