"""Which expressions a value may come from, as they are written in the script. Pure."""

import ast
from collections.abc import Iterator, Sequence

from runner.script.analysis.bindings import FUNCTIONS, bound_names, inner_nodes
from runner.script.rules.patient import Patient

_DEPTH = 4


def origins(patient: Patient, node: ast.expr, depth: int = _DEPTH) -> Iterator[ast.expr]:
    """The expressions whose value this one may have; itself if it is not a name or a call of the script's."""
    found = list(_one_step(patient, node)) if depth else []
    if not found:
        yield node
    for part in found:
        yield from origins(patient, part, depth - 1)


def _one_step(patient: Patient, node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Name(id=name):
            yield from _values(patient, node, name)
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            yield from _values_on_self(patient, name)
        case ast.Call(func=ast.Name(id=name)):
            yield from _returned(patient, name)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr=name)):
            yield from _returned(patient, name)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case ast.Starred(value=value):
            yield value


def function_around(patient: Patient, node: ast.AST) -> ast.AST:
    """The innermost function around a node, or the module."""
    place = patient.parents.get(node)
    while place is not None and not isinstance(place, FUNCTIONS):
        place = patient.parents.get(place)
    return place or patient.tree


def _values(patient: Patient, node: ast.AST, name: str) -> Sequence[ast.expr]:
    """What the name is set to, in the innermost function that sets it."""
    place: ast.AST = function_around(patient, node)
    while True:
        bound = bound_names(place).get(name)
        if bound is not None:
            return [value for value in bound if value is not None and value in patient.parents]
        if isinstance(place, ast.Module):
            return ()
        place = function_around(patient, place)


def _values_on_self(patient: Patient, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(patient.tree):
        match node:
            case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=found)], value=value) if (
                found == name
            ):
                yield value


def _returned(patient: Patient, name: str) -> Iterator[ast.expr]:
    """What the script's functions of this name return."""
    for node in ast.walk(patient.tree):
        match node:
            case ast.FunctionDef(name=found) if found == name:
                yield from results(node)
            case ast.Assign(targets=[ast.Name(id=found)], value=ast.Lambda(body=body)) if found == name:
                yield body


def results(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """What a function returns."""
    for node in inner_nodes(function):
        if isinstance(node, ast.Return) and node.value is not None:
            yield node.value
