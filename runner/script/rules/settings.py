"""Rules for Manim's settings that hold only for other renderers. Pure."""

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.patient import Patient, Proposal, Rule


def draw_with_cairo(patient: Patient) -> Iterator[Proposal]:
    """Sets the renderer that draws here, where a script asks for OpenGL."""
    for node in ast.walk(patient.tree):
        match node:
            case ast.Assign(
                targets=[
                    ast.Attribute(value=ast.Name(id="config"), attr="renderer")
                    | ast.Subscript(value=ast.Name(id="config"), slice=ast.Constant(value="renderer"))
                ],
                value=ast.Constant(value=str(name)) as value,
            ) if name.lower() == "opengl":
                reason = "There is no OpenGL here; Manim's other renderer, Cairo, draws the same scenes."
                edit = patient.source.replaced(value, '"cairo"')
                yield Proposal(node.lineno, "renderer", reason, (edit,))


RULES: Mapping[str, Rule] = MappingProxyType({"renderer": draw_with_cairo})
