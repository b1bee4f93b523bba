"""What a script does to its lists after it has made them. Pure."""

import ast
import builtins
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from runner.script.analysis.bindings import inner_nodes
from runner.script.analysis.kinds import NOTHING, InstanceOf, Scope, is_pair, list_of
from runner.script.analysis.types import TypeTable

CHANGES = frozenset("append extend insert resize __setitem__".split())
"""Methods after which a list may hold something else."""
_BUILT_IN = frozenset(dir(builtins))


@dataclass(frozen=True)
class ListChanges:
    """What is appended to each name in a scope, and the names whose lists may change in any other way."""

    appended: Mapping[str, Sequence[ast.expr]]
    others: frozenset[str]

    def type_of(self, name: str, value: ast.expr, scope: Scope, knowledge: TypeTable) -> InstanceOf | None:
        """The type that the name keeps, if it is bound to this value."""
        added = self.appended.get(name, ())
        if isinstance(value, ast.List) and not value.elts:
            kinds = {knowledge.type_of(part, scope) for part in added}
            return list_of(kinds.pop() if len(kinds) == 1 and name not in self.others else None)
        guess = knowledge.type_of(value, scope)
        # A name that holds nothing yet is tested before it is used.
        guess = None if guess == NOTHING else guess
        if guess is None or not (added or name in self.others):
            return guess
        if is_pair(guess):
            return None
        return list_of(None) if guess.items is not None else guess


def list_changes(node: ast.AST, knowledge: TypeTable) -> ListChanges:
    """What this scope, with all inside it, does to lists by their names."""
    appended: dict[str, list[ast.expr]] = defaultdict(list)
    for part in inner_nodes(node):
        match part:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[value]):
                appended[name].append(value)
    parts = list(ast.walk(node))
    changes = Counter(name for part in parts for name in _changed(part))
    handed = {name for part in parts for name in _handed_on(part, knowledge)}
    others = {name for name, count in changes.items() if count != len(appended[name])} | handed
    return ListChanges(appended, frozenset(others))


def _changed(part: ast.AST) -> Iterator[str]:
    match part:
        case ast.Attribute(value=changed, attr=method) if method in CHANGES:
            yield from _root(changed)
        case ast.Subscript(ctx=ast.Store() | ast.Del()):
            yield from _root(part)


def _root(node: ast.expr) -> Iterator[str]:
    """The name of a list that a place such as `rows[0]` lies in."""
    while isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _handed_on(part: ast.AST, knowledge: TypeTable) -> Iterator[str]:
    """Names whose lists get another name, or go to code of the script, which may change them."""
    match part:
        case ast.Assign(value=ast.Name(id=name)) | ast.NamedExpr(value=ast.Name(id=name)):
            yield name
        case ast.Call(func=function) if _is_own(function, knowledge):
            values = (*part.args, *(word.value for word in part.keywords))
            yield from (value.id for value in values if isinstance(value, ast.Name))


def _is_own(function: ast.expr, knowledge: TypeTable) -> bool:
    match function:
        case ast.Name(id=name):
            return name not in knowledge.imports and name not in _BUILT_IN
        case ast.Attribute(attr=name):
            return knowledge.is_own_member(name)
    return True
