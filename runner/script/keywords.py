"""The keywords that a class's constructor accepts, following its `**kwargs`. For trusted classes only."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FunctionType
from typing import Any


@dataclass(frozen=True)
class Keywords:
    """Names of keywords. `takes_any` means that unknown ones are accepted, or that this is not known."""

    names: frozenset[str]
    takes_any: bool

    def __or__(self, other: "Keywords") -> "Keywords":
        return Keywords(self.names | other.names, self.takes_any or other.takes_any)


_NOTHING = Keywords(frozenset(), False)
_ANYTHING = Keywords(frozenset(), True)


def accepted_keywords(thing: type) -> Keywords:
    """The keywords of a class's constructor, and of the functions that it passes them on to."""
    return _from(thing.__mro__, frozenset())


def method_keywords(method: FunctionType) -> frozenset[str] | None:
    """All keywords of a method that hands on its `**kwargs`; None if it has none, or accepts others too."""
    if not any(part.kind is part.VAR_KEYWORD for part in inspect.signature(method).parameters.values()):
        return None
    found = _of_function(method, (), frozenset({method}))
    return None if found.takes_any else found.names


def _from(order: tuple[type, ...], seen: frozenset[Any]) -> Keywords:
    """The keywords of the first constructor in this method resolution order."""
    for index, part in enumerate(order):
        constructor = vars(part).get("__init__")
        if constructor is None:
            continue
        if part is object:
            return _NOTHING
        if not isinstance(constructor, FunctionType) or constructor in seen:
            return _ANYTHING
        return _of_function(constructor, order[index + 1 :], seen | {constructor})
    return _NOTHING


def _of_function(function: FunctionType, rest: tuple[type, ...], seen: frozenset[Any]) -> Keywords:
    parameters = list(inspect.signature(function).parameters.values())[1:]
    names = frozenset(
        part.name for part in parameters if part.kind in {part.POSITIONAL_OR_KEYWORD, part.KEYWORD_ONLY}
    )
    own = Keywords(names, False)
    rest_name = next((part.name for part in parameters if part.kind is part.VAR_KEYWORD), None)
    if rest_name is None:
        return own
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return own | _ANYTHING
    return own | _handed_on(tree, rest_name, _Place(function, rest, seen))


@dataclass(frozen=True)
class _Place:
    function: FunctionType
    rest: tuple[type, ...]
    seen: frozenset[Any]


def _handed_on(tree: ast.AST, name: str, place: _Place) -> Keywords:
    """All keywords that the uses of `**name` accept; any keyword if it is not passed on at all."""
    found = Keywords(frozenset(_taken_out(tree, name)), False)
    is_handed_on = False
    for node, parent in _uses(tree, name):
        if isinstance(parent, ast.Call) and isinstance(node, ast.keyword):
            is_handed_on = True
            found |= _of_call(parent.func, place)
        else:
            found |= _looked_up(parent)
    return found if is_handed_on else found | _ANYTHING


def _uses(tree: ast.AST, name: str) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Each read of `name`, with its parent node."""
    for parent in ast.walk(tree):
        for node in ast.iter_child_nodes(parent):
            inner = node.value if isinstance(node, ast.keyword) and node.arg is None else node
            if isinstance(inner, ast.Name) and inner.id == name and not isinstance(parent, ast.keyword):
                yield node, parent


def _taken_out(tree: ast.AST, name: str) -> Iterator[str]:
    """The keys of `kwargs.pop("x")` and similar calls."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=owner)), args=[ast.Constant(value=str(key)), *_]
            ):
                if owner == name:
                    yield key


def _looked_up(parent: ast.AST) -> Keywords:
    """The keywords that a use such as `kwargs["x"]`, `"x" in kwargs` or `kwargs.pop` implies."""
    match parent:
        case ast.Subscript(slice=ast.Constant(value=str(key))):
            return Keywords(frozenset({key}), False)
        case ast.Compare(left=ast.Constant(value=str(key))):
            return Keywords(frozenset({key}), False)
        case ast.Attribute(attr="pop" | "get" | "setdefault" | "update" | "copy"):
            return _NOTHING
    return _ANYTHING


def _of_call(callee: ast.expr, place: _Place) -> Keywords:
    text = ast.unparse(callee)
    if text == "super().__init__":
        return _from(place.rest, place.seen)
    target = place.function.__globals__.get(text.removesuffix(".__init__"))
    if inspect.isclass(target):
        return _from(target.__mro__, place.seen)
    return _of_plain(target) if isinstance(target, FunctionType) else _ANYTHING


def _of_plain(function: Callable[..., Any]) -> Keywords:
    parameters = inspect.signature(function).parameters.values()
    takes_any = any(part.kind is part.VAR_KEYWORD for part in parameters)
    return Keywords(frozenset(part.name for part in parameters), takes_any)
