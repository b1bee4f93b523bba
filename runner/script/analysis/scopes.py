"""Walks through a script with the names and types that hold at each place. Pure."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from runner.script.analysis.bindings import (
    COMPREHENSIONS,
    FUNCTIONS,
    SCOPES,
    bound_names,
    inner_nodes,
    loop_bindings,
    parameters,
)
from runner.script.analysis.flow import FlowStep, FunctionFlow, start
from runner.script.analysis.kinds import FUNCTION, InstanceOf, Scope
from runner.script.analysis.lists import list_changes
from runner.script.analysis.types import TypeTable, own_key

# Their first parameter is a class.
_OF_CLASSES = frozenset(("__new__", "__init_subclass__", "__class_getitem__"))


def visit(tree: ast.Module, knowledge: TypeTable) -> Iterator[tuple[ast.AST, Scope]]:
    """Every node of the script, with its scope."""
    waiting = [_Visit(tree, module_scope(tree, knowledge))]
    while waiting:
        visit = waiting.pop()
        yield visit.node, visit.scope
        waiting += reversed(list(_inside(visit, knowledge)))


@dataclass(frozen=True)
class _Visit:
    """A node to visit, in its scope; `owner` is the class whose body it belongs to."""

    node: ast.AST
    scope: Scope
    owner: ast.ClassDef | None = None
    is_head: bool = False


def _inside(visit: _Visit, knowledge: TypeTable) -> Iterator[_Visit]:
    """What stands directly inside a node; nothing if its parts are visited by themselves."""
    node, scope, owner = visit.node, visit.scope, visit.owner
    if visit.is_head:
        return
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        outside = (node.args, *node.decorator_list, *([node.returns] if node.returns else ()))
        yield from (_Visit(part, scope) for part in outside)
        yield from (
            _Visit(step.node, step.scope, is_head=step.is_head)
            for step in _steps(node, scope, owner, knowledge)
        )
        return
    if isinstance(node, SCOPES):
        # A comprehension runs where it stands; other code, and a generator's, later.
        is_now = isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp)
        scope = _inner_scope(node, scope if is_now else scope.lasting(), owner, knowledge)
        owner = node if isinstance(node, ast.ClassDef) else None
    yield from (_Visit(part, scope, owner) for part in ast.iter_child_nodes(node))


def _steps(
    node: ast.FunctionDef | ast.AsyncFunctionDef,
    scope: Scope,
    owner: ast.ClassDef | None,
    knowledge: TypeTable,
) -> Sequence[FlowStep]:
    """The parts of a function's body, each with what its names hold there."""
    whole = _inner_scope(node, scope.lasting(), owner, knowledge)
    changes, unsure = list_changes(node, knowledge), _unsure(node)

    def type_of(name: str, value: ast.expr, here: Scope) -> InstanceOf | None:
        return None if name in unsure else changes.type_of(name, value, here, knowledge)

    flow = FunctionFlow(whole, _fixed(node), type_of)
    flow.follow(node.body, start(whole, parameters(node), flow.fixed))
    return flow.steps


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
    unsure = {*imported, *given, *_unsure(node)}
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


@lru_cache(maxsize=1024)
def _unsure(node: ast.AST) -> frozenset[str]:
    """Names whose values functions inside may change, or whose types the script tells apart itself."""
    return frozenset((*_declared_inside(node), *_told_apart(node)))


@lru_cache(maxsize=1024)
def _fixed(node: ast.AST) -> frozenset[str]:
    """Names that are not followed from statement to statement."""
    return frozenset((*_declared_inside(node), *_bound_within(node)))


def _bound_within(node: ast.AST) -> Iterator[str]:
    """Names that get a value in the middle of a statement, which may use them too."""
    for part in ast.walk(node):
        match part:
            case ast.NamedExpr(target=ast.Name(id=name)):
                yield name


def _told_apart(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        match part:
            case ast.Call(func=ast.Name(id="isinstance" | "type" | "callable"), args=[ast.Name(id=name), *_]):
                yield name


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
