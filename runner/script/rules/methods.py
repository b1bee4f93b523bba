"""Rules for methods and attributes of other Manims, and for those that seem natural. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.arguments import CallText
from runner.script.rules.former_methods import CALLED, READ
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.templates import Template
from runner.script.rules.undefined import missing_attribute

_NO_ATTRIBUTE_OF_NUMBERS = re.compile(r"'([\w.]+)' object has no attribute '(\w+)'")
_GRAPH = re.compile("graph|plot|curve")
_OF_FUNCTIONS: Mapping[str, Template] = MappingProxyType(
    {
        "function": Template("", "FunctionGraph(<owner>, <*>)"),
        **dict.fromkeys(
            ("float", "int", "numpy.float64"), Template("", "FunctionGraph(lambda _: <owner>, <*>)")
        ),
    }
)
_AXIS_LABEL_WORDS = frozenset(("x_label", "y_label", "z_label", "x_label_tex", "y_label_tex"))


def call_todays_method(patient: Patient) -> Iterator[Proposal]:
    """Calls what does the same, where a method does not exist."""
    for node, owner in _missing(patient):
        call = patient.parents.get(node)
        todays = CALLED.get(node.attr)
        if todays is None or not isinstance(call, ast.Call) or call.func is not node:
            continue
        if owner is not None and not patient.knowledge.is_a(owner, todays.owner):
            continue
        template = todays.template
        if node.attr == "add_coordinate_labels" and _AXIS_LABEL_WORDS & {word.arg for word in call.keywords}:
            template = CALLED["add_axis_labels"].template
        edit = template.fill(CallText(patient.source, call))
        if edit is not None:
            reason = f"There is no {node.attr}; `{' '.join(edit.text.split())[:60]}` does what it says."
            yield Proposal(node.lineno, _fault(node), reason, (edit,))


def read_by_method(patient: Patient) -> Iterator[Proposal]:
    """Calls the method that gives what a mobject has no attribute for."""
    for node, owner in _missing(patient):
        call = patient.parents.get(node)
        is_called = isinstance(call, ast.Call) and call.func is node
        if node.attr not in READ or is_called or owner is None or not isinstance(node.ctx, ast.Load):
            continue
        name = READ[node.attr]
        if patient.knowledge.member(owner, name.partition("(")[0]) is not None:
            reason = f"{owner} has no attribute {node.attr}; {name} gives it."
            yield Proposal(node.lineno, _fault(node), reason, (patient.source.renamed(node, name),))


def _fault(node: ast.Attribute) -> str:
    return f"attribute {node.attr} {node.col_offset} {node.end_col_offset}"


def plot_functions(patient: Patient) -> Iterator[Proposal]:
    """Draws a function's graph, where the function is asked for it."""
    found = _NO_ATTRIBUTE_OF_NUMBERS.search(patient.failure.message)
    template = _OF_FUNCTIONS.get(found[1]) if found else None
    if found is None or template is None or not _GRAPH.search(found[2]):
        return
    for node in patient.failing_of(ast.Attribute):
        call = patient.parents.get(node)
        if node.attr == found[2] and isinstance(call, ast.Call) and call.func is node:
            edit = template.fill(CallText(patient.source, call))
            if edit is not None:
                reason = f"A {found[1]} has no {node.attr}; FunctionGraph draws its graph."
                yield Proposal(node.lineno, _fault(node), reason, (edit,))


def _missing(patient: Patient) -> Iterator[tuple[ast.Attribute, str | None]]:
    """Attributes that don't exist, with the class of the object if it is known."""
    told: set[ast.AST] = set()
    if found := missing_attribute(patient):
        owner, name = found
        for node in patient.failing_of(ast.Attribute):
            if node.attr in {name, f"get_{name}", f"set_{name}"}:
                told.add(node)
                yield node, owner if owner in patient.interface.entries else None
    yield from ((node, owner) for node, owner in _certainly_missing(patient) if node not in told)


def _certainly_missing(patient: Patient) -> Iterator[tuple[ast.Attribute, str | None]]:
    """Attributes that the object's class does not have, or that no class has."""
    library = _all_members(patient)
    for node, scope in patient.places:
        kind = patient.knowledge.type_of(node.value, scope) if isinstance(node, ast.Attribute) else None
        if not isinstance(node, ast.Attribute):
            continue
        if kind is None and "_" in node.attr and node.attr not in library and _is_nowhere(node.attr, patient):
            yield node, None
        elif kind is not None and _lacks(patient, kind.key, node.attr):
            yield node, kind.key


def _lacks(patient: Patient, key: str, name: str) -> bool:
    return key in patient.interface.entries and patient.knowledge.lacks(key, name)


def _all_members(patient: Patient) -> frozenset[str]:
    entries = patient.interface.entries.values()
    return frozenset(name for entry in entries for name in entry.members)


def _is_nowhere(name: str, patient: Patient) -> bool:
    """Whether the script does not define it either."""
    return name not in patient.knowledge.stored and not patient.knowledge.is_own_member(name)


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "todays-method": call_todays_method,
        "attribute-by-method": read_by_method,
        "graph-of-function": plot_functions,
    }
)
