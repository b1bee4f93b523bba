"""Which objects can be seen, in the order of drawing, and where the camera sees them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import (
    BackgroundRectangle,
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

from runner.render.record import BoundingBox, Camera

TEXTS = (Text, MarkupText, SingleStringMathTex, DecimalNumber)


@dataclass(frozen=True)
class Visible:
    """An object, the part whose colours stand for it (a text's first letter), and what it is a part of."""

    mobject: Mobject
    face: Mobject
    top: Mobject


def visible(scene: Scene) -> Iterator[Visible]:
    """Texts as a whole and all other objects with points, in the order of drawing, if they can be seen."""
    parts_of_texts: set[Mobject] = set()
    for mobject, top in _drawn(scene):
        if mobject in parts_of_texts:
            continue
        shown = [(mobject, mobject)]
        if isinstance(mobject, TEXTS):
            parts_of_texts.update(mobject.get_family())
            face = next((part for part in letters_of(mobject) if part.has_points()), mobject)
            shown = [*((panel, panel) for panel in _panels_of(mobject)), (mobject, face)]
        for each, face in shown:
            if face.has_points() and opacity(face) > 0:
                yield Visible(each, face, top)


def letters_of(text: Mobject) -> list[Mobject]:
    """Its parts without what a script has put behind them."""
    return [part for part in text.get_family() if not isinstance(part, BackgroundRectangle)]


def _panels_of(text: Mobject) -> list[Mobject]:
    return [part for part in text.get_family() if isinstance(part, BackgroundRectangle)]


def _drawn(scene: Scene) -> list[tuple[Mobject, Mobject]]:
    """Each object with the one of the scene's that it is a part of; the last place counts, as in Manim."""
    drawn: dict[Mobject, Mobject] = {}
    for top in (*scene.mobjects, *scene.foreground_mobjects):
        for part in top.get_family():
            drawn.pop(part, None)
            drawn[part] = top
    order = list(drawn.items())
    if scene.renderer.camera.use_z_index:
        order.sort(key=lambda pair: pair[0].z_index)
    return order


def is_drawn(face: VMobject) -> bool:
    """Whether its lines can be seen."""
    return bool(face.get_stroke_width() > 0 and face.get_stroke_opacity() > 0)


def opacity(face: Mobject) -> float:
    """That of its filling or its lines, whichever is more opaque."""
    if not isinstance(face, VMobject):
        return 1.0
    stroke = face.get_stroke_opacity() if is_drawn(face) else 0.0
    return as_share(max(float(face.get_fill_opacity()), float(stroke)))


def as_share(number: float) -> float:
    return min(max(float(number), 0.0), 1.0)


def box_of(mobject: Mobject, camera: Any) -> BoundingBox:
    """Its box as the camera sees it."""
    points = seen(np.asarray(mobject.get_points_defining_boundary()), mobject, camera)
    # A graph may have points that no frame has: 1 / x at 0.
    points = points[np.isfinite(points).all(axis=1)]
    left, bottom = points.min(axis=0)[:2].tolist()
    right, top = points.max(axis=0)[:2].tolist()
    return BoundingBox(left=round(left, 3), bottom=round(bottom, 3), right=round(right, 3), top=round(top, 3))


def seen(points: Any, mobject: Mobject, camera: Any) -> Any:
    """Where the camera sees these points, in units of the frame."""
    if isinstance(camera, ThreeDCamera):
        if is_pinned(mobject, camera):
            return points
        # The camera itself does this only before it draws.
        camera.reset_rotation_matrix()
        return np.asarray(camera.project_points(points))
    if isinstance(camera, MovingCamera):
        return (points - camera.frame.get_center()) * zoom_of(camera)
    return points


def is_pinned(mobject: Mobject, camera: Any) -> bool:
    """Whether a camera in space leaves it where it is."""
    return isinstance(camera, ThreeDCamera) and mobject in camera.fixed_in_frame_mobjects


def zoom_of(camera: Any) -> float:
    """How many units of the frame a unit of the scene has."""
    return float(config.frame_width / camera.frame.width) if isinstance(camera, MovingCamera) else 1.0


def view_of(camera: Any) -> Camera:
    """How this camera sees the scene."""
    if isinstance(camera, ThreeDCamera):
        return Camera.THREE_D
    if isinstance(camera, MovingCamera):
        x, y = camera.frame.get_center()[:2]
        if max(abs(x), abs(y), abs(zoom_of(camera) - 1)) > 0.01:
            return Camera.MOVED
    return Camera.STRAIGHT
