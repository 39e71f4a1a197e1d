"""What the two sorts of unchanging classes promise; that they do not change, the type checker holds."""

from __future__ import annotations

from dataclasses import field, replace

from wagamachi_cli.frozen import described, frozen


@frozen
class Point:
    x: int
    y: int = 0
    names: tuple[str, ...] = field(default=())
    seen: list[str] = field(default_factory=list, compare=False)


@frozen
class Called:
    name: str

    def __repr__(self) -> str:
        return self.name


@described
class Thing:
    x: int


def test_values_are_compared_by_what_they_hold() -> None:
    assert Point(1) == Point(1, 0)
    assert Point(1) != Point(2)
    assert Point(1) != (1, 0, ())
    assert Point(1, seen=["a"]) == Point(1)
    assert {Point(1), Point(1), Point(2)} == {Point(1), Point(2)}
    assert replace(Point(1), y=3) == Point(1, 3)


def test_values_show_what_they_hold_unless_they_say_otherwise() -> None:
    assert repr(Point(1, names=("あ",))) == "Point(x=1, y=0, names=('あ',), seen=[])"
    assert repr(Called("つくし")) == "つくし"


def test_a_description_is_the_same_as_itself_alone() -> None:
    thing = Thing(1)
    assert thing == thing
    assert thing != Thing(1)
