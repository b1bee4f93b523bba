"""What is known of a value: the class that it is an instance of, and what a list holds. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import FunctionType, MappingProxyType

import numpy as np


@dataclass(frozen=True)
class InstanceOf:
    """An instance of the class with this key, or its `.animate` proxy if `is_animate`.

    `items` is what a list holds, if all of it is alike.
    """

    key: str
    is_animate: bool = False
    items: "InstanceOf | None" = None


_LIST = "list"
FUNCTION = InstanceOf("function")
PAIR = InstanceOf("pair")
"""Two values in a list or tuple, such as a point without its third number."""
PAIR_ARRAY = InstanceOf("an array of two")
WHOLE = InstanceOf("a whole number")
NUMBER = InstanceOf("a number")
"""A number, of Python or of NumPy, that is no int."""
TEXT = InstanceOf("a text")
NOTHING = InstanceOf("None")
POINT = InstanceOf("a point")
"""An array of three numbers, or of several such points."""
_NUMBERS = frozenset((*dir(int), *dir(float), *dir(np.float64), *dir(np.int64)))
MEMBERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        _LIST: frozenset(dir(list)),
        FUNCTION.key: frozenset(dir(FunctionType)),
        WHOLE.key: _NUMBERS,
        NUMBER.key: _NUMBERS,
        TEXT.key: frozenset(dir(str)),
        NOTHING.key: frozenset(dir(None)),
        POINT.key: frozenset(dir(np.ndarray)),
        PAIR_ARRAY.key: frozenset(dir(np.ndarray)),
    }
)
"""All attributes of what Python and NumPy bring, as far as it is told apart."""


CONSTANTS: Mapping[str, InstanceOf] = MappingProxyType(
    {"int": WHOLE, "float": NUMBER, "str": TEXT, "ndarray": POINT}
)
"""The types of the script's and the library's constants, by the class of their value."""
RETURNED: Mapping[str, InstanceOf] = MappingProxyType(
    {
        "None": NOTHING,
        "float": NUMBER,
        "int": WHOLE,
        "str": TEXT,
        **dict.fromkeys(("Point3D", "Point3D_Array", "Vector3D"), POINT),
    }
)
"""The types of what the library's methods return, by its annotation."""


def list_of(items: InstanceOf | None) -> InstanceOf:
    """A list. What lists inside it hold is left open: they have no names by which changes could be seen."""
    is_open = items is not None and items.key != PAIR_ARRAY.key
    return InstanceOf(_LIST, items=replace(items, items=None) if items and is_open else items)


def is_pair(kind: InstanceOf | None) -> bool:
    """Whether it is two values, where a point needs three."""
    return kind is not None and kind.key in {PAIR.key, PAIR_ARRAY.key}


@dataclass(frozen=True)
class Scope:
    """The names that a function, class or module binds, and their types; None if a type is uncertain.

    At one place of a function, names in `unbound` have no value yet; `whole` is then what holds anywhere in
    the function.
    """

    names: dict[str, InstanceOf | None]
    outer: "Scope | None" = None
    is_class: bool = False
    unbound: frozenset[str] = frozenset()
    whole: "Scope | None" = None

    def find(self, name: str) -> InstanceOf | None:
        binder = self.binder(name)
        return binder.names[name] if binder else None

    def binds(self, name: str) -> bool:
        return self.binder(name) is not None

    def binder(self, name: str) -> "Scope | None":
        """The innermost scope that binds this name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.outer
        return scope

    def lasting(self) -> "Scope":
        """The scope for code that runs later: with what holds anywhere in each function."""
        if self.whole is not None:
            return self.whole
        if self.outer is None:
            return self
        return replace(self, outer=self.outer.lasting())
