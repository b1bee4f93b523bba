"""Describes what is on screen: each object's box as the camera sees it, its text, size, colours and order."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from manim import (
    DecimalNumber,
    MarkupText,
    Mobject,
    MovingCamera,
    Scene,
    Text,
    ThreeDCamera,
    VMobject,
    config,
)
from manim.mobject.text.tex_mobject import SingleStringMathTex
from manim.utils.family import extract_mobject_family_members

from runner.render.record import (
    MAX_MOMENTS,
    MAX_OBJECTS,
    MAX_TEXT_CHARACTERS,
    BoundingBox,
    Moment,
    ShownObject,
)

_TEXTS = (Text, MarkupText, SingleStringMathTex, DecimalNumber)
# Marks of direction that Podreel's own texts hold.
_MARKS = dict.fromkeys(map(ord, "\u200e\u202a\u202b\u202c"))
_MAX_OBJECTS_IN_ALL = 10_000


class ScreenObserver:
    """Collects the moments of one scene; later ones are left out when there are too many."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._listed = 0
        self.moments: list[Moment] = []

    def observe(self, beat: int) -> None:
        """Records what is on screen now, at the end of this beat's pictures (0: in a scene without beats)."""
        room = min(MAX_OBJECTS, _MAX_OBJECTS_IN_ALL - self._listed)
        if len(self.moments) == MAX_MOMENTS or room == 0:
            return
        found = list(_visible(self._scene))
        described = [_describe_if_possible(*parts, self._scene.camera) for parts in found[:room]]
        objects = tuple(shown for shown in described if shown is not None)
        self._listed += len(described)
        frame = round(self._scene.renderer.time * config.frame_rate)
        self.moments.append(
            Moment(frame=frame, beat=beat, objects=objects, omitted=len(found) - len(objects))
        )


def _visible(scene: Scene) -> Iterator[tuple[Mobject, Mobject]]:
    """Texts as a whole and all other objects with points, in the order of drawing, if they can be seen.

    With each comes the part whose colours stand for it: a text's first letter.
    """
    letters: set[Mobject] = set()
    for mobject in extract_mobject_family_members(
        [*scene.mobjects, *scene.foreground_mobjects], use_z_index=scene.renderer.camera.use_z_index
    ):
        if mobject in letters:
            continue
        face = mobject
        if isinstance(mobject, _TEXTS):
            family = mobject.get_family()
            letters.update(family)
            face = next((part for part in family if part.has_points()), mobject)
        if face.has_points() and _opacity(face) > 0:
            yield mobject, face


def _describe_if_possible(mobject: Mobject, face: Mobject, camera: Any) -> ShownObject | None:
    """The object; None if it can't be told, since a script whose pictures can be drawn must not fail here."""
    try:
        return _describe(mobject, face, camera)
    except Exception:  # best effort: the script's own classes may answer anything
        return None


def _describe(mobject: Mobject, face: Mobject, camera: Any) -> ShownObject:
    is_text = isinstance(mobject, _TEXTS)
    return ShownObject(
        kind=type(mobject).__name__[:MAX_TEXT_CHARACTERS],
        box=_box(mobject, camera),
        text=_text(mobject)[:MAX_TEXT_CHARACTERS] if is_text else "",
        font_size=_font_size(mobject) if is_text and mobject.height > 0 else None,
        fill=_fill(face),
        stroke=_stroke(face),
        opacity=_opacity(face),
        z_index=float(mobject.z_index),
    )


def _font_size(mobject: Any) -> float:
    return round(float(mobject.font_size), 2)


def _text(mobject: Any) -> str:
    if isinstance(mobject, SingleStringMathTex):
        return str(mobject.tex_string)
    if isinstance(mobject, DecimalNumber):
        return f"{mobject.get_value():.{mobject.num_decimal_places}f}"
    return str(getattr(mobject, "original_text", mobject.text)).translate(_MARKS)


def _fill(face: Mobject) -> str:
    return _hex(face.get_fill_color()) if isinstance(face, VMobject) and face.get_fill_opacity() > 0 else ""


def _stroke(face: Mobject) -> str:
    return _hex(face.get_stroke_color()) if isinstance(face, VMobject) and _is_drawn(face) else ""


def _hex(color: Any) -> str:
    return str(color.to_hex()) if color is not None else ""


def _is_drawn(face: VMobject) -> bool:
    return bool(face.get_stroke_width() > 0 and face.get_stroke_opacity() > 0)


def _opacity(face: Mobject) -> float:
    if not isinstance(face, VMobject):
        return 1.0
    stroke = face.get_stroke_opacity() if _is_drawn(face) else 0.0
    return min(max(float(face.get_fill_opacity()), float(stroke), 0.0), 1.0)


def _box(mobject: Mobject, camera: Any) -> BoundingBox:
    points = _seen(np.asarray(mobject.get_points_defining_boundary()), mobject, camera)
    # A graph may have points that no frame has: 1 / x at 0.
    points = points[np.isfinite(points).all(axis=1)]
    left, bottom = points.min(axis=0)[:2]
    right, top = points.max(axis=0)[:2]
    return BoundingBox(left=_rounded(left), bottom=_rounded(bottom), right=_rounded(right), top=_rounded(top))


def _rounded(length: float) -> float:
    return round(float(length), 3)


def _seen(points: Any, mobject: Mobject, camera: Any) -> Any:
    """Where the camera sees these points, in units of the frame."""
    if isinstance(camera, ThreeDCamera):
        if mobject in camera.fixed_in_frame_mobjects:
            return points
        # The camera itself does this only before it draws.
        camera.reset_rotation_matrix()
        return np.asarray(camera.project_points(points))
    if isinstance(camera, MovingCamera):
        frame = camera.frame
        return (points - frame.get_center()) * (config.frame_width / frame.width)
    return points
