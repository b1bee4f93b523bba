"""Rules for attributes and methods that an object does not have. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.analysis.signatures import read_form
from runner.script.rules.calls import accepts
from runner.script.rules.nearness import nearest
from runner.script.rules.patient import Patient, Proposal, Rule

_NO_ATTRIBUTE = re.compile(r"'?(\w+)'? object has no attribute '(\w+)'")


def take_the_nearest_attribute(patient: Patient) -> Iterator[Proposal]:
    """Writes the nearest method or attribute that exists, and that takes the arguments."""
    for node, key in _missing(patient):
        members = patient.interface.members(key)
        for name in nearest(node.attr, (name for name in members if not name.startswith("_"))):
            if _fits(patient, node, members[name]):
                reason = f"{key} has no {node.attr}; {name} is what it has."
                edits = (patient.source.renamed(node, name),)
                yield Proposal(node.lineno, f"attribute {node.attr}", reason, edits)


def _missing(patient: Patient) -> Iterator[tuple[ast.Attribute, str]]:
    """Attributes that don't exist, each with the class of the object: the failing one, then certain ones."""
    failing = None
    if found := _NO_ATTRIBUTE.search(patient.failure.message):
        owner, name = found.groups()
        failing = next((node for node in patient.failing_of(ast.Attribute) if node.attr == name), None)
        if failing is not None and owner in patient.interface.entries:
            yield failing, owner
    for node, scope in patient.places:
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node is not failing:
            kind = patient.knowledge.type_of(node.value, scope)
            if (
                kind is not None
                and kind.key in patient.interface.entries
                and patient.knowledge.lacks(kind.key, node.attr)
                and not node.attr.startswith(("set_", "get_"))
            ):
                yield node, kind.key


def _fits(patient: Patient, node: ast.Attribute, signature: str) -> bool:
    """Whether the member can be used as the script uses it: called with these arguments, or read."""
    call = patient.parents.get(node)
    is_called = isinstance(call, ast.Call) and call.func is node
    if not isinstance(call, ast.Call) or not is_called:
        return not signature.startswith("(")
    form = read_form(signature) if signature.startswith("(") else None
    return form is not None and accepts(form, call)


RULES: Mapping[str, Rule] = MappingProxyType({"nearest-attribute": take_the_nearest_attribute})
