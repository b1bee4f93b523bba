"""What is known of a value: the class that it is an instance of, and what a list holds. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import FunctionType, MappingProxyType


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
"""Two values in a list, tuple or array, such as a point without its third number."""
MEMBERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {_LIST: frozenset(dir(list)), FUNCTION.key: frozenset(dir(FunctionType))}
)
"""All attributes of what Python itself brings, as far as it is told apart."""


def list_of(items: InstanceOf | None) -> InstanceOf:
    """A list. What lists inside it hold is left open: they have no names by which changes could be seen."""
    return InstanceOf(_LIST, items=items and replace(items, items=None))


@dataclass(frozen=True)
class Scope:
    """The names that a function, class or module binds, and their types; None if a type is uncertain."""

    names: dict[str, InstanceOf | None]
    outer: "Scope | None" = None
    is_class: bool = False

    def find(self, name: str) -> InstanceOf | None:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None

    def binds(self, name: str) -> bool:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return True
            scope = scope.outer
        return False
