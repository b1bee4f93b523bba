"""Rules for scenes that use what another kind of scene has: a moving camera, three dimensions. Pure."""

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.arguments import CallText
from runner.script.rules.edits import Edit
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.undefined import missing_attribute, unknown_names

# Scenes of other programs and versions, and the one that has most of what they have.
_FORMER = {
    **dict.fromkeys(
        """GraphScene InteractiveScene Slide VoiceoverScene TeacherStudentsScene PiCreatureScene
        ReconfigurableScene SceneFromVideo BaseScene""".split(),
        "MovingCameraScene",
    ),
    **dict.fromkeys(
        ("ThreeDSlide", "Scene3D", "ThreeDimensionalScene", "VoiceoverThreeDScene"), "ThreeDScene"
    ),
}
_PLAIN = frozenset(("Scene", "MovingCameraScene"))
_CAMERA_OF_3D = frozenset(
    """rotate reorient set_euler_angles set_theta set_phi set_gamma increment_theta increment_phi
    increment_gamma""".split()
)


def derive_from_the_right_scene(patient: Patient) -> Iterator[Proposal]:
    """Derives a scene from the kind of scene whose methods or camera it uses."""
    found = missing_attribute(patient)
    if found is None or patient.failure.line is None:
        return
    owner, name = found
    node = _class_of(patient, patient.failure.scene)
    if node is None:
        return
    kind = _kind_with(patient, owner, name)
    base = next((base for base in node.bases if isinstance(base, ast.Name)), None)
    if kind and base is not None and patient.knowledge.imports.get(base.id) in _PLAIN - {kind}:
        reason = f"{name} belongs to {kind}, so the scene is one."
        edits = [patient.source.replaced(base, kind)]
        if name == "frame" and owner == patient.failure.scene:
            edits += [patient.source.renamed(part, "camera.frame") for part in _frames_of(node)]
        yield Proposal(patient.failure.line, "scene", reason, tuple(edits))


def _kind_with(patient: Patient, owner: str, name: str) -> str:
    """The kind of scene that has this method, or whose camera has this attribute; empty if there is none."""
    if owner in {"Camera", "MovingCamera", "Scene"} and name in {"frame", *_CAMERA_OF_3D}:
        return "MovingCameraScene" if name == "frame" else "ThreeDScene"
    if owner != patient.failure.scene:
        return ""
    if name == "frame":
        return "MovingCameraScene"
    kinds = ("MovingCameraScene", "ThreeDScene", "ZoomedScene", "VectorScene", "LinearTransformationScene")
    entries = patient.interface.entries
    return next((kind for kind in kinds if kind in entries and name in patient.interface.members(kind)), "")


def _frames_of(node: ast.ClassDef) -> Iterator[ast.Attribute]:
    """Where a scene's frame is taken for its own, and not for its camera's."""
    for part in ast.walk(node):
        match part:
            case ast.Attribute(value=ast.Name(id="self"), attr="frame"):
                yield part


def _class_of(patient: Patient, name: str) -> ast.ClassDef | None:
    """The class of the script, at or above the scene, that is derived from the library alone."""
    classes = {node.name: node for node in patient.tree.body if isinstance(node, ast.ClassDef)}
    node = classes.get(name)
    while node is not None:
        above = [base.id for base in node.bases if isinstance(base, ast.Name) and base.id in classes]
        if not above:
            return node
        node = classes[above[0]] if above[0] != node.name else None
    return None


def replace_former_scenes(patient: Patient) -> Iterator[Proposal]:
    """Derives scenes from Manim's own, where the script names one of another program or version."""
    for node in unknown_names(patient):
        kind = _FORMER.get(node.id)
        if kind is not None and isinstance(patient.parents.get(node), ast.ClassDef):
            reason = f"There is no {node.id} here; {kind} has most of what it has."
            yield Proposal(
                node.lineno,
                f"name {node.id} {node.col_offset}",
                reason,
                (patient.source.replaced(node, kind),),
            )


def turn_the_camera(patient: Patient) -> Iterator[Proposal]:
    """Turns the camera by the scene's own method, where a camera or its frame has none."""
    found = missing_attribute(patient)
    if found is None or found[1] not in _CAMERA_OF_3D | {"frame"}:
        return
    for call in patient.failing_of(ast.Call):
        match call.func:
            case ast.Attribute(value=owner, attr=name) if name in _CAMERA_OF_3D:
                pass
            case _:
                continue
        angles = _angles(CallText(patient.source, call), name)
        is_camera = "camera" in ast.unparse(owner) or "frame" in ast.unparse(owner)
        if angles and is_camera:
            yield Proposal(
                call.lineno,
                "camera",
                "The camera is turned by its own trackers.",
                (_turned(patient, call, owner, angles),),
            )
            return


def _angles(call: CallText, name: str) -> Mapping[str, str]:
    """The angles that the call sets, in radians."""
    order = {
        "reorient": ("theta", "phi"),
        "set_euler_angles": ("theta", "phi", "gamma"),
        "rotate": ("theta",),
    }
    single = name.rpartition("_")[2]
    names = order.get(name, (single,))
    factor = " * DEGREES" if name == "reorient" else ""
    found: dict[str, str] = {}
    for number, argument in enumerate(call.arguments):
        key = argument.name or (names[number] if number < len(names) else "")
        key = key.removesuffix("_degrees")
        if key in {"theta", "phi", "gamma", "angle"}:
            found["theta" if key == "angle" else key] = (
                f"({call.text(argument)}){factor}" if factor else call.text(argument)
            )
    return found


def _turned(patient: Patient, call: ast.Call, owner: ast.expr, angles: Mapping[str, str]) -> Edit:
    is_animated = "animate" in ast.unparse(owner)
    if is_animated:
        parts = [f"self.camera.{angle}_tracker.animate.set_value({value})" for angle, value in angles.items()]
        return patient.source.replaced(call, ", ".join(parts))
    given = ", ".join(f"{angle}={value}" for angle, value in angles.items())
    return patient.source.replaced(call, f"self.set_camera_orientation({given})")


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "former-scene": replace_former_scenes,
        "scene-with-camera": derive_from_the_right_scene,
        "turned-camera": turn_the_camera,
    }
)
