"""Steps through a scene's animations without drawing: each one runs to its end, but no picture is made.

The frames are counted as Manim counts them, so a dry run and a rendering report the same times.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import CairoRenderer, Scene, config

# What only moves is looked at three times on its way; an updater that integrates time gets small steps.
_MOMENTS_BETWEEN = (0.25, 0.5, 0.75)
_STEPS_A_SECOND = 10


class DryRenderer(CairoRenderer):
    """Manim's renderer without pictures and files. `drawn_objects` is that of `DryRunRecord`.

    After each play, `after_play` is called with its first frame, and whether anything may have moved.
    """

    drawn_objects: int = 0
    after_play: Callable[[int, bool], None] = staticmethod(lambda _start, _moves: None)

    def play(self, scene: Scene, *animations: Any, **options: Any) -> None:
        """Runs the animations to their end. Raises whatever the script raises."""
        scene.compile_animation_data(*animations, **options)
        for animation in scene.animations or ():
            animation._setup_scene(scene)
            animation.begin()
        start = round(self.time * config.frame_rate)
        moves = not scene.is_current_animation_frozen_frame()
        if moves:
            self._step_through(scene)
        else:
            self._pass(int(scene.duration / self._frame_seconds))
        self.num_plays += 1
        self.after_play(start, moves)

    def _step_through(self, scene: Scene) -> None:
        frame_count = len(np.arange(0, scene.duration, self._frame_seconds))
        for frame in _frames_to_look_at(scene, frame_count):
            scene.update_to_time(frame / config.frame_rate)
            if scene.stop_condition is not None and scene.stop_condition():
                frame_count = frame + 1
                break
        self.drawn_objects += frame_count * len(scene.get_moving_mobjects(*(scene.animations or ())))
        self._pass(frame_count)
        for animation in scene.animations or ():
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)

    def _pass(self, frame_count: int) -> None:
        self.time += frame_count * self._frame_seconds

    @property
    def _frame_seconds(self) -> float:
        return float(1 / config.frame_rate)

    def update_frame(self, *_: Any, **__: Any) -> None:
        """Draws nothing."""

    def scene_finished(self, scene: Scene) -> None:
        """Writes nothing."""


def _frames_to_look_at(scene: Scene, frame_count: int) -> Sequence[int]:
    """The frames of the current animations at which the scene is computed, the last one included."""
    last = frame_count - 1
    if scene.stop_condition is not None:
        return range(frame_count)
    if _integrates_time(scene):
        step = max(round(config.frame_rate / _STEPS_A_SECOND), 1)
        return sorted({*range(0, frame_count, step), last})
    return sorted({0, *(round(share * last) for share in _MOMENTS_BETWEEN), last})


def _integrates_time(scene: Scene) -> bool:
    return bool(scene.updaters) or any(
        mobject.has_time_based_updater() for mobject in scene.get_mobject_family_members()
    )
