"""Rules for names and imports of ManimGL and of older Manims. Pure."""

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.arguments import CallText
from runner.script.rules.edits import Edit
from runner.script.rules.former_names import MODULES, OTHER_CALL, SAME_CALL
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.undefined import unknown_names


def take_todays_name(patient: Patient) -> Iterator[Proposal]:
    """Writes today's name, and its arguments, for a name of ManimGL or of an older Manim."""
    for node in unknown_names(patient):
        edit = _todays(patient, node)
        if edit is not None:
            shown = edit.text.split("(")[0].lstrip()
            yield Proposal(
                node.lineno,
                f"name {node.id} {node.col_offset}",
                f"This Manim has no {node.id}; {shown} does the same.",
                (edit,),
            )


def _todays(patient: Patient, node: ast.Name) -> Edit | None:
    call = patient.parents.get(node)
    if node.id in OTHER_CALL and isinstance(call, ast.Call) and call.func is node:
        return OTHER_CALL[node.id].fill(CallText(patient.source, call))
    other = SAME_CALL.get(node.id)
    if other is None:
        return None
    is_alone = not isinstance(call, ast.BinOp | ast.UnaryOp | ast.Attribute | ast.Subscript)
    return patient.source.replaced(node, other if is_alone or "*" not in other else f"({other})")


def import_this_manim(patient: Patient) -> Iterator[Proposal]:
    """Imports Manim, where another Manim or a module inside of an older one is imported."""
    for node in patient.tree.body:
        if isinstance(node, ast.ImportFrom | ast.Import) and _is_foreign(node, patient):
            old = patient.source.segment(node).splitlines()[0]
            edit = patient.source.replaced(node, "from manim import *")
            yield Proposal(node.lineno, "import", f"What `{old}` gives comes from manim here.", (edit,))


def _is_foreign(node: ast.ImportFrom | ast.Import, patient: Patient) -> bool:
    if isinstance(node, ast.Import):
        return any(alias.name.split(".")[0] in MODULES and not alias.asname for alias in node.names)
    module = node.module or ""
    if module.split(".")[0] in MODULES:
        return True
    failed = f"No module named '{module}'" in patient.failure.message
    return module.startswith("manim.") and failed


RULES: Mapping[str, Rule] = MappingProxyType(
    {"other-manim": import_this_manim, "todays-name": take_todays_name}
)
