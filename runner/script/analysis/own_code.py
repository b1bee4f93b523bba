"""What the script's own functions and methods take and return, as far as it is certain. Pure."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from runner.script.analysis.bindings import bound_names, inner_nodes
from runner.script.analysis.kinds import NOTHING, InstanceOf
from runner.script.analysis.scopes import visit
from runner.script.analysis.signatures import Form, form_of
from runner.script.analysis.types import OwnClass, TypeTable, own_key

# Functions use each other's results.
_ROUNDS = 2


def know_own_code(tree: ast.Module, knowledge: TypeTable) -> TypeTable:
    """The table with the script's functions and methods, and what they return."""
    knowledge = replace(knowledge, functions=_functions(tree), methods=_methods(knowledge))
    for _ in range(_ROUNDS if knowledge.functions or knowledge.methods else 0):
        knowledge = replace(knowledge, results=_results(tree, knowledge))
    return knowledge


def _functions(tree: ast.Module) -> Mapping[str, ast.FunctionDef]:
    """The functions of the module that keep their names."""
    bound = bound_names(tree)
    given = {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
    plain = (node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.decorator_list)
    return {node.name: node for node in plain if len(bound[node.name]) == 1 and node.name not in given}


def _methods(knowledge: TypeTable) -> Mapping[str, ast.FunctionDef]:
    """The methods whose name only one class of the script has, once, and that nothing replaces."""
    nodes = [own.node for own in knowledge.classes.values()]
    counts = Counter(name for node in nodes for name, values in bound_names(node).items() for _ in values)
    return {
        part.name: part
        for node in nodes
        for part in node.body
        if isinstance(part, ast.FunctionDef)
        and not part.decorator_list
        and part.args.args
        and counts[part.name] == 1
        and part.name not in knowledge.stored
    }


def _results(tree: ast.Module, knowledge: TypeTable) -> Mapping[ast.FunctionDef, InstanceOf | None]:
    kinds: dict[ast.FunctionDef, set[InstanceOf | None]] = {}
    owners: dict[int, ast.FunctionDef] = {}
    for function in (*knowledge.functions.values(), *knowledge.methods.values()):
        parts = list(inner_nodes(function))
        if any(isinstance(part, ast.Yield | ast.YieldFrom) for part in parts):
            continue
        kinds[function] = {NOTHING} if _may_fall_off(function.body) else set()
        owners |= {id(part): function for part in parts if isinstance(part, ast.Return)}
    for node, scope in visit(tree, knowledge):
        if isinstance(node, ast.Return) and id(node) in owners:
            kinds[owners[id(node)]].add(knowledge.type_of(node.value, scope) if node.value else NOTHING)
    return {function: found.pop() for function, found in kinds.items() if len(found) == 1}


def _may_fall_off(body: Sequence[ast.stmt]) -> bool:
    """Whether the end of these statements may be reached."""
    match body[-1] if body else None:
        case ast.Return() | ast.Raise():
            return False
        case ast.If(body=one, orelse=other):
            return _may_fall_off(one) or _may_fall_off(other)
        case ast.With(body=inner):
            return _may_fall_off(inner)
        case ast.For() | ast.While() | ast.Try() | ast.Match():
            # These may end in many ways: what the function returns is left open.
            return not any(isinstance(part, ast.Return) for part in ast.walk(body[-1]))
    return True


def constructor_form(own: OwnClass, knowledge: TypeTable) -> Form | None:
    """What a class of the script is made of; None if that is not certain."""
    if own.library is None or "__new__" in own.members:
        return None
    for node in _own_bases(own.node, knowledge):
        for part in node.body:
            if isinstance(part, ast.FunctionDef) and part.name == "__init__":
                return None if part.decorator_list else form_of(part)
    return None if own.library else Form((), (), 0, frozenset(), False, "")


def _own_bases(node: ast.ClassDef, knowledge: TypeTable) -> Iterator[ast.ClassDef]:
    """The class and those of the script that it is derived from, if each has one base only."""
    seen: set[str] = set()
    while node.name not in seen:
        seen.add(node.name)
        yield node
        base = node.bases[0] if len(node.bases) == 1 else None
        own = knowledge.classes.get(own_key(base.id)) if isinstance(base, ast.Name) else None
        if own is None:
            return
        node = own.node
