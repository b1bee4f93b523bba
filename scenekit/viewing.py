"""A camera that goes closer to a part of the picture and back, while the title stays where it is."""

from typing import Any

import numpy as np
from manim import Camera, Group, Mobject, MovingCamera, Rectangle, Scene, config
from manim.animation.animation import Animation

from scenekit.layout import Layout, Region

_MARGIN = 0.85
_CLOSEST = 3.0


class CameraMove(Animation):
    """Moves the view so that `target` fills the body; the whole frame comes back without a target.

    What stands in the title band stays there. Only one such move at a time.
    """

    def __init__(self, scene: Scene, layout: Layout, target: Mobject | None = None, **options: Any) -> None:
        self.camera = _moving_camera(scene)
        self.layout = layout
        self.pinned = [mobject for mobject in scene.mobjects if self._is_in_title(mobject)]
        self.band = next((each for each in self.pinned if isinstance(each, _TitleBand)), _TitleBand(layout))
        self.before = self._view()
        self.after = _view_of(target, layout) if target is not None else layout.frame
        super().__init__(Group(*scene.mobjects), introducer=True, **options)

    def _setup_scene(self, scene: Scene) -> None:
        """Brings only the band on screen that keeps the picture from behind the title."""
        if self.pinned and self.band not in self.pinned:
            self.band.set_fill(self.camera.background_color, opacity=1)
            scene.add(self.band, *self.pinned)
            self.pinned.insert(0, self.band)

    def clean_up_from_scene(self, scene: Scene) -> None:
        super().clean_up_from_scene(scene)
        if self.after == self.layout.frame:
            scene.remove(self.band)

    def begin(self) -> None:
        self.starts = [mobject.copy() for mobject in self.pinned]
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        old, new = self.before, self.after
        # A zoom looks even if each moment magnifies by the same factor.
        width = old.width * (new.width / old.width) ** share
        done = share if old.width == new.width else (width - old.width) / (new.width - old.width)
        x, y = old.x + done * (new.x - old.x), old.y + done * (new.y - old.y)
        self.camera.frame.set(width=width).move_to((x, y, 0))
        for mobject, start in zip(self.pinned, self.starts, strict=True):
            mobject.become(start)
            mobject.shift(-old.center).scale(width / old.width, about_point=np.zeros(3)).shift((x, y, 0))

    def _is_in_title(self, mobject: Mobject) -> bool:
        view = self._view()
        factor = view.width / self.layout.frame.width
        bottom = view.y + factor * self.layout.title.bottom
        return bool(mobject.height > 0 and mobject.get_bottom()[1] >= bottom - 0.05)

    def _view(self) -> Region:
        frame = self.camera.frame
        return Region(float(frame.get_x()), float(frame.get_y()), float(frame.width), float(frame.height))


class _TitleBand(Rectangle):
    """From the upper edge of the frame to the lower one of the title."""

    def __init__(self, layout: Layout) -> None:
        frame, bottom = layout.frame, layout.title.bottom
        super().__init__(width=frame.width, height=frame.top - bottom, stroke_width=0)
        self.move_to((frame.x, (frame.top + bottom) / 2, 0))


def _view_of(target: Mobject, layout: Layout) -> Region:
    """The frame in which the target fills the body."""
    body = layout.body
    factor = max(target.width / (body.width * _MARGIN), target.height / (body.height * _MARGIN), 1 / _CLOSEST)
    factor = min(factor, 1.0)
    x, y = target.get_center()[:2]
    frame = layout.frame
    return Region(
        float(x) - factor * body.x, float(y) - factor * body.y, frame.width * factor, frame.height * factor
    )


def _moving_camera(scene: Scene) -> MovingCamera:
    """The scene's camera; a plain one becomes one that can move."""
    camera = scene.renderer.camera
    if isinstance(camera, MovingCamera):
        return camera
    if not isinstance(camera, Camera) or type(camera) is not Camera:
        raise ValueError("only a flat scene's camera goes closer: in space, use move_camera")
    frame = Rectangle(width=config.frame_width, height=config.frame_height, stroke_width=0)
    moving = MovingCamera(frame=frame, background_color=camera.background_color)
    scene.renderer.camera = moving
    return moving
