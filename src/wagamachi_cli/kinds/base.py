"""How a kind of record is described: once, here; every door is made from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from functools import cached_property

from wagamachi_cli.frozen import described
from wagamachi_cli.kinds.types import Ref, Type, Words
from wagamachi_cli.language import Label

AGAIN = "again"
"""Why a record has the keys of another (its ``anyway``), when only ``--again`` was said."""


@described
class Field:
    """A field: its promised key (and option ``--key``), what it is called, what it can hold.

    - ``word``: the option, when it is not the key (``--area`` fills ``areas``).
    - ``column``: where it is kept, when not under its key (``from`` is a word of SQL).
    - ``link``: the table that keeps the several values of a ``many`` field.
    - ``stored``: False when it is worked out from others (a status); ``typed`` says if it can be
      given all the same, for a rule in model/ to take apart.
    - ``also``: heads of a sheet that another field has, too; this one is meant where the cells are not
      what the other can hold (参加者: a number, or the codes of those who came).
    - ``filter``: ``list`` can be narrowed by it.  ``listed``: False keeps it out of ``list``.
    """

    key: str
    label: Label
    type: Type
    help: Label | None = None
    required: bool = False
    many: bool = False
    word: str = ""
    column: str = ""
    link: str = ""
    stored: bool = True
    typed: bool = True
    filter: bool = False
    listed: bool = True
    default: str | None = None
    also: tuple[str, ...] = ()

    @property
    def option(self) -> str:
        """The option on the command line."""
        return "--" + (self.word or self.key).replace("_", "-")

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of the record's own table that keep it."""
        return () if self.many or not self.stored else self.type.columns(self.column or self.key)


NOTE = Field(
    "note",
    Label("メモ", "note"),
    Words(free=True),
    help=Label("メモ（報告には出ません）", "a note (never in a report)"),
    listed=False,
)


@described
class Kind:
    """A kind of record.

    - ``code`` its word in code and JSON, ``plural`` its word in ``import`` and ``template``,
      ``group`` and ``thing`` where its commands stand (``thing`` empty: the group's own record).
    - ``name``: the field that names it, typed as the argument of ``add``; empty for events.
    - ``coded``: its name is a code, to which it answers as a whole, never to a part of it.
    - ``telling``: the fields that tell people of one name apart: a row of a sheet that says one of them
      otherwise may be about somebody else.
    - ``arguments``: the fields that ``add`` takes without an option's name, when not just the name.
    - ``answers``: the fields by whose words REF finds a record without a name, its time among them.
    - ``keys``: the fields that tell its records apart where it has no name; of several in a tuple the first
      that is filled. A time of day tells apart only records that both have one.
    - ``unlike``: fields without any of which the keys tell nothing: two people ask for a bulb on one day.
    - ``single``: a rule lets no two records have the same keys.
    - ``open_until``: the field that is empty while the record is open; REF looks there first.
    - ``ends``: the field that says when a lasting thing came to its end.
    - ``when``: the field by which ``list --period`` narrows; ``at``: ``list --at`` shows what was there.
    - ``ordered``: pairs of times, the second of which is not before the first.
    - ``planned``: the field and its codes that say it lies ahead (a day without a year is the next one)
      and that it has happened (no day in the future).
    - ``idle``: the time of the last activity; ``list --inactive`` shows where it lies long ago.
    - ``life``: the field that says of which record's own life it is (an activity's history): it goes
      with that record.
    - ``derived``: queries/kinds/CODE.sql works out the fields that are not stored, and ``there``.
    - ``covered``: the fields beside its time by which a total (``times``) counts the same as the records
      of days that lie in it.
    - ``together``: the fields by which a rule judges several records at once (the history of one
      activity): an earlier one cannot be undone while a later one stands.
    """

    code: str
    plural: str
    group: str
    thing: str
    label: Label
    table: str
    fields: tuple[Field, ...]
    help: Label
    name: str = ""
    arguments: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    keys: tuple[str | tuple[str, ...], ...] = ()
    unlike: tuple[str, ...] = ()
    single: bool = False
    open_until: str = ""
    when: str = ""
    at: bool = False
    order: tuple[str, ...] = ()
    derived: bool = False
    ordered: tuple[tuple[str, str], ...] = ()
    planned: tuple[str, str, str] | None = None
    idle: str = ""
    together: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    coded: bool = False
    telling: tuple[str, ...] = ()
    ends: str = ""
    life: str = ""
    _by_key: Mapping[str, Field] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A field is looked up several times for each row of an import.
        object.__setattr__(self, "_by_key", {one.key: one for one in self.all_fields})

    def field(self, key: str) -> Field:
        """The field with this key; KeyError if there is none."""
        return self._by_key[key]

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Its own fields and those that every record has."""
        return (*self.fields, NOTE)

    @property
    def typed_fields(self) -> Iterator[Field]:
        """The fields that a person can give."""
        return (one for one in self.all_fields if one.typed)

    @property
    def positional(self) -> tuple[str, ...]:
        """The fields that ``add`` takes without an option's name."""
        return self.arguments or ((self.name,) if self.name else ())

    @property
    def again(self) -> bool:
        """Whether a second record with the same keys may be meant, and has to be asked for."""
        return bool(self.keys) and not self.single

    @property
    def over(self) -> str:
        """The field that says when the time of a record is over; empty for what has no time (an area)."""
        return self.ends or self.open_until or self.when

    @property
    def command(self) -> str:
        """What precedes a verb on the command line: ``council meeting``."""
        return f"{self.group} {self.thing}".strip()

    def refers_to(self, code: str) -> Iterator[Field]:
        """The fields that refer to records of kind ``code`` (not those that may refer to any)."""
        return (one for one in self.fields if isinstance(one.type, Ref) and code in one.type.kinds)
