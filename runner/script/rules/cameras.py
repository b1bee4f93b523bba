"""Rules for the camera of scenes in space, which other Manims move by its frame. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.arguments import CallText
from runner.script.rules.edits import Edit
from runner.script.rules.patient import Patient, Proposal, Rule

_IN_SPACE = re.compile(r"'ThreeDCamera' object has no attribute '(?:frame|animate|set_\w+)'")
_ANGLES = frozenset("phi theta gamma".split())
_TURNING = frozenset("set_euler_angles set_orientation set_angles".split())


def move_the_camera_in_space(patient: Patient) -> Iterator[Proposal]:
    """Moves the centre, the angles or the zoom of the camera, where a frame is asked for."""
    if not _IN_SPACE.search(patient.failure.message):
        return
    for scene in patient.tree.body:
        if not isinstance(scene, ast.ClassDef) or scene.name != patient.failure.scene:
            continue
        for node in ast.walk(scene):
            edits = _edits(patient, node)
            if edits and isinstance(node, ast.expr):
                reason = "A camera in space has no frame; its centre, its angles and its zoom move it."
                fault = f"camera {node.col_offset} {node.end_col_offset}"
                yield Proposal(node.lineno, fault, reason, edits)


def _edits(patient: Patient, node: ast.AST) -> tuple[Edit, ...]:
    source = patient.source
    match node:
        case ast.Call(func=ast.Attribute(value=owner, attr=name)) if name in _TURNING and _camera(owner):
            return (source.replaced(node.func, "self.set_camera_orientation"),)
        case ast.Call(func=ast.Attribute(value=ast.Attribute(value=owner, attr="animate"), attr=name)) if (
            name in _TURNING and _camera(owner)
        ):
            return _turned(patient, node)
        case ast.Call(
            func=ast.Attribute(value=ast.Attribute(value=owner, attr="animate"), attr="set_zoom")
        ) if _camera(owner):
            return (source.replaced(node.func, "self.camera.zoom_tracker.animate.set_value"),)
        case ast.Attribute(attr="frame", value=owner) if ast.unparse(owner) == "self.camera":
            return () if _is_taken(patient, node) else (source.renamed(node, "_frame_center"),)
    return ()


def _turned(patient: Patient, call: ast.Call) -> tuple[Edit, ...]:
    """An animation for each angle; none unless all are given by their names, on one line."""
    text = CallText(patient.source, call)
    names = {part.arg for part in call.keywords}
    if call.args or not names or not names <= _ANGLES or not text.arguments:
        return ()
    turned = [
        f"self.camera.{part.name}_tracker.animate.set_value({text.text(part)})" for part in text.arguments
    ]
    lines = patient.source.segment(call).count("\n")
    return (patient.source.replaced(call, ", ".join(turned) + " " * bool(lines) + "\n" * lines),)


def _camera(node: ast.expr) -> bool:
    return ast.unparse(node) in {"self.camera", "self.camera.frame"}


def _is_taken(patient: Patient, frame: ast.Attribute) -> bool:
    """Whether the frame is part of a call that is written anew as a whole."""
    node: ast.AST | None = patient.parents.get(frame)
    while isinstance(node, ast.Attribute | ast.Call):
        if _edits(patient, node):
            return True
        node = patient.parents.get(node)
    return False


RULES: Mapping[str, Rule] = MappingProxyType({"camera-in-space": move_the_camera_in_space})
