"""Rules for pictures and sounds that are not there. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.arguments import CallText
from runner.script.rules.literals import is_text
from runner.script.rules.patient import Patient, Proposal, Rule

_MISSING = re.compile(r"could not find|No such file or directory|Could not find|cannot find|not find file")
_SHAPES = {
    "ImageMobject": "Group(Rectangle(width=4, height=3, color=GRAY), Text({name}, font_size=24))",
    "SVGMobject": "VGroup(Square(color=GRAY), Text({name}, font_size=24))",
}
_TAKEN = frozenset(("color", "fill_color", "fill_opacity", "stroke_color", "stroke_width"))


def draw_a_placeholder(patient: Patient) -> Iterator[Proposal]:
    """Draws a frame with the file's name for a picture that is not there."""
    if patient.failure.kind not in {"OSError", "FileNotFoundError", "ValueError"}:
        return
    if not _MISSING.search(patient.failure.message):
        return
    for call in patient.failing_of(ast.Call):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name not in _SHAPES or not (call.args or call.keywords):
            continue
        text = CallText(patient.source, call)
        first = text.arguments[0] if text.arguments else None
        if first is None:
            continue
        shape = _SHAPES[name].format(
            name=text.text(first) if is_text(first.value) else f"str({text.text(first)})"
        )
        height = next((argument for argument in text.arguments if argument.name in {"height", "width"}), None)
        if height is not None:
            scaled = "scale_to_fit_height" if height.name == "height" else "scale_to_fit_width"
            shape += f".{scaled}({text.text(height)})"
        reason = "The picture's file is not there; a frame with its name stands in its place."
        missing = patient.source.segment(call).count("\n")
        shape = shape[:-1] + "\n" * missing + ")"
        yield Proposal(
            call.lineno, f"file {call.col_offset}", reason, (patient.source.replaced(call, shape),)
        )


def play_no_sound(patient: Patient) -> Iterator[Proposal]:
    """Leaves a sound out whose file is not there."""
    if not _MISSING.search(patient.failure.message):
        return
    for node in patient.failing:
        match node:
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr="add_sound"))):
                reason = "The sound's file is not there; the narration is heard alone."
                yield Proposal(node.lineno, "sound", reason, (patient.source.replaced(node, "pass"),))


RULES: Mapping[str, Rule] = MappingProxyType(
    {"missing-picture": draw_a_placeholder, "missing-sound": play_no_sound}
)
