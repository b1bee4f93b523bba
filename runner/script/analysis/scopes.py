"""Walks through a script with the names and types that hold at each place. Pure."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from runner.script.analysis.bindings import (
    COMPREHENSIONS,
    FUNCTIONS,
    SCOPES,
    bound_names,
    inner_nodes,
    loop_bindings,
)
from runner.script.analysis.kinds import FUNCTION, InstanceOf, Scope
from runner.script.analysis.lists import list_changes
from runner.script.analysis.types import TypeTable, own_key

# Their first parameter is a class.
_OF_CLASSES = frozenset(("__new__", "__init_subclass__", "__class_getitem__"))


def visit(tree: ast.Module, knowledge: TypeTable) -> Iterator[tuple[ast.AST, Scope]]:
    """Every node of the script, with its scope."""
    waiting: list[tuple[ast.AST, Scope, ast.ClassDef | None]] = [(tree, module_scope(tree, knowledge), None)]
    while waiting:
        node, scope, owner = waiting.pop()
        yield node, scope
        inner, inner_owner = scope, owner
        if isinstance(node, SCOPES):
            inner = _inner_scope(node, scope, owner, knowledge)
            inner_owner = node if isinstance(node, ast.ClassDef) else None
        waiting += [(part, inner, inner_owner) for part in reversed(list(ast.iter_child_nodes(node)))]


def _inner_scope(node: ast.AST, scope: Scope, owner: ast.ClassDef | None, knowledge: TypeTable) -> Scope:
    # Functions don't see the names of their class.
    outer = scope.outer if scope.is_class and isinstance(node, FUNCTIONS) else scope
    inner = Scope({}, outer, is_class=isinstance(node, ast.ClassDef))
    _fill(inner, node, knowledge, _own_self(node, owner, knowledge))
    return inner


def _own_self(
    node: ast.AST, owner: ast.ClassDef | None, knowledge: TypeTable
) -> dict[str, InstanceOf | None]:
    """The first parameter of a method (`self`), as an instance of its class."""
    if owner is None or not isinstance(node, ast.FunctionDef) or node.decorator_list or not node.args.args:
        return {}
    if node.name in _OF_CLASSES:
        return {}
    first, key = node.args.args[0].arg, own_key(owner.name)
    is_rebound = len(bound_names(node)[first]) > 1
    return {first: InstanceOf(key)} if key in knowledge.classes and not is_rebound else {}


def module_scope(tree: ast.Module, knowledge: TypeTable) -> Scope:
    """The module's scope, without the names imported from the library."""
    scope = Scope({})
    _fill(scope, tree, knowledge, {})
    return scope


def _fill(scope: Scope, node: ast.AST, knowledge: TypeTable, given: dict[str, InstanceOf | None]) -> None:
    bound = _bound_by_comprehension(node) if isinstance(node, COMPREHENSIONS) else bound_names(node)
    imported = {*knowledge.imports, *knowledge.modules} if isinstance(node, ast.Module) else set()
    scope.names.update({**dict.fromkeys(bound.keys() - imported), **given})
    changes = list_changes(node, knowledge)
    # Functions inside may bind these to something else.
    unsure = {*imported, *given, *_declared_inside(node)}
    # Values may depend on names that are bound further down.
    for name, values in (*bound.items(), *bound.items()):
        if name in unsure or not all(values):
            continue
        # A later value may depend on the first one: `x = x.copy()`.
        first, *others = [value for value in values if value is not None]
        guess = changes.type_of(name, first, scope, knowledge)
        scope.names[name] = guess
        if any(knowledge.type_of(value, scope) != guess for value in others):
            scope.names[name] = None
    scope.names.update(dict.fromkeys(set(_own_functions(node, bound)) - unsure, FUNCTION))


def _declared_inside(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Global | ast.Nonlocal):
            yield from part.names


def _own_functions(node: ast.AST, bound: Mapping[str, Sequence[object]]) -> Iterator[str]:
    for part in inner_nodes(node):
        if (
            isinstance(part, ast.FunctionDef)
            and not part.decorator_list
            and len(bound.get(part.name, ())) == 1
        ):
            yield part.name


def _bound_by_comprehension(node: ast.AST) -> dict[str, list[ast.expr | None]]:
    bound: dict[str, list[ast.expr | None]] = defaultdict(list)
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.comprehension):
            for name, value in loop_bindings(part.target, part.iter):
                bound[name].append(value)
    return bound
