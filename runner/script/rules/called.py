"""Calls by the name of what they call. Pure."""

import ast
from collections.abc import Collection, Iterator, Sequence

from runner.script.rules.patient import Patient


def name_called(call: ast.Call) -> str:
    """The last name of what is called: `play` in `self.play()`; empty if it has no name."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def failing_calls(patient: Patient, names: Collection[str]) -> Iterator[ast.Call]:
    """The failing statement's calls by these names, those that Python marks first."""
    return (call for call in patient.failing_of(ast.Call) if name_called(call) in names)


def block_around(patient: Patient, statement: ast.stmt) -> Sequence[ast.stmt]:
    """The statements among which this one stands."""
    parent = patient.parents.get(statement)
    for name in ("body", "orelse", "finalbody"):
        block = getattr(parent, name, None)
        if isinstance(block, list) and statement in block:
            return block
    return [statement]


def is_mobject(patient: Patient, node: ast.expr) -> bool:
    """Whether it is certainly an object that can be shown."""
    kind = patient.type_of(node)
    return kind is not None and not kind.is_animate and patient.knowledge.is_a(kind.key, "Mobject")
