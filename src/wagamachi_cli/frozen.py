"""What never changes once it is made: values, compared by what they hold, and descriptions.

The type checker holds that they do not change. To hold it at run time as well, and to compare and show
each class by functions of its own, took a tenth of every command: a dataclass compiles each of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Made]) -> type[Made]:
    """Make a class of annotated fields one of values, as ``dataclass(frozen=True, slots=True)`` would."""
    for name, method in (("__eq__", _same), ("__hash__", _hash), ("__repr__", _shown)):
        if name not in cls.__dict__:
            setattr(cls, name, method)
    return dataclass(eq=False, repr=False, slots=True)(cls)


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def described(cls: type[Made]) -> type[Made]:
    """Make a class of annotated fields one of descriptions: made once, each the same as itself alone."""
    return dataclass(eq=False, repr=False)(cls)


def _held(one: Any) -> tuple[Any, ...]:
    return tuple([getattr(one, name) for name, held in one.__dataclass_fields__.items() if held.compare])


def _same(one: Any, other: object) -> bool:
    if one is other:
        return True
    return _held(one) == _held(other) if type(other) is type(one) else NotImplemented


def _hash(one: Any) -> int:
    return hash(_held(one))


def _shown(one: Any) -> str:
    held = ", ".join(f"{name}={getattr(one, name)!r}" for name in one.__dataclass_fields__)
    return f"{type(one).__name__}({held})"
