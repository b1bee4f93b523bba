"""Rules for graphs that a scene is asked for, though its axes draw them. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.arguments import CallText
from runner.script.rules.former_methods import CALLED
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.reaching import function_around
from runner.script.rules.templates import Template

_NO_ATTRIBUTE = re.compile(r"'(\w+)' object has no attribute '(\w+)'")
_OF_AXES = "CoordinateSystem"


def ask_the_axes(patient: Patient) -> Iterator[Proposal]:
    """Asks the function's axes, or new ones, for what a scene does not have: `self.plot_function(f)`."""
    found = _NO_ATTRIBUTE.search(patient.failure.message)
    if found is None or f"script.{found[1]}" not in patient.knowledge.classes:
        return
    for call in patient.failing_of(ast.Call):
        match call.func:
            case ast.Attribute(value=ast.Name(id="self"), attr=name) if name == found[2]:
                pass
            case _:
                continue
        template = _of_axes(patient, name)
        axes = _axes(patient, call)
        written = Template(template.parameters, template.text.replace("<owner>", axes)) if template else None
        edit = written.fill(CallText(patient.source, call)) if written else None
        if edit is not None:
            reason = f"A scene has no {name}; axes have: `{' '.join(edit.text.split())[:60]}`."
            yield Proposal(call.lineno, f"axes {call.col_offset} {call.end_col_offset}", reason, (edit,))


def _of_axes(patient: Patient, name: str) -> Template | None:
    """How axes are asked for it; None if nothing like it is theirs."""
    former = CALLED.get(name)
    if former is not None:
        return former.template if former.owner == _OF_AXES else None
    is_theirs = name in patient.interface.members("Axes") and not name.startswith("_")
    is_any_objects = name in patient.interface.members("VGroup")
    return Template("", f"<owner>.{name}(<*>)") if is_theirs and not is_any_objects else None


def _axes(patient: Patient, call: ast.Call) -> str:
    """The name of the axes that the call's function knows, the last one; new axes if there are none."""
    around = function_around(patient, call)
    known = "Axes()"
    for node, _ in patient.places:
        if not isinstance(node, ast.Name | ast.Attribute) or not _is_name(node):
            continue
        if node.lineno >= call.lineno or function_around(patient, node) is not around:
            continue
        kind = patient.type_of(node)
        if kind is not None and patient.knowledge.is_a(kind.key, _OF_AXES):
            known = patient.source.segment(node)
    return known


def _is_name(node: ast.Name | ast.Attribute) -> bool:
    """Whether it is a name such as `axes` or `self.axes`."""
    return isinstance(node, ast.Name) or (isinstance(node.value, ast.Name) and node.value.id == "self")


RULES: Mapping[str, Rule] = MappingProxyType({"asked-of-the-axes": ask_the_axes})
