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
    Subclasses may look at frames: `frames_to_see` tells which, and `see` is called when they are computed.
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
            self._step_through(scene, start)
        else:
            self._hold(scene, start)
        self.num_plays += 1
        self.after_play(start, moves)

    def frames_to_compute(self, scene: Scene, frame_count: int) -> Sequence[int]:
        """The frames of the current animations at which the scene is computed, the last one included."""
        last = frame_count - 1
        if scene.stop_condition is not None:
            return range(frame_count)
        if _integrates_time(scene):
            step = max(round(config.frame_rate / _STEPS_A_SECOND), 1)
            return sorted({*range(0, frame_count, step), last})
        return sorted({0, *(round(share * last) for share in _MOMENTS_BETWEEN), last})

    def frames_to_see(self, scene: Scene, frames: range) -> Sequence[int]:
        """Which of these frames, that the scene is about to play, `see` wants to look at."""
        return ()

    def see(self, scene: Scene, frames: Sequence[int]) -> None:
        """Called when the scene is as in these frames, which are all the same."""

    def _hold(self, scene: Scene, start: int) -> None:
        frame_count = int(scene.duration / self._frame_seconds)
        if frames := self.frames_to_see(scene, range(start, start + frame_count)):
            self.see(scene, frames)
        self._pass(frame_count)

    def _step_through(self, scene: Scene, start: int) -> None:
        frame_count, start_time = len(np.arange(0, scene.duration, self._frame_seconds)), self.time
        seen = {frame - start for frame in self.frames_to_see(scene, range(start, start + frame_count))}
        for frame in sorted({*self.frames_to_compute(scene, frame_count), *seen}):
            seconds = frame * self._frame_seconds
            # A script's updaters may ask for it.
            self.time = start_time + seconds
            scene.update_to_time(seconds)
            if frame in seen:
                self.see(scene, (start + frame,))
            if scene.stop_condition is not None and scene.stop_condition():
                frame_count = frame + 1
                break
        self.time = start_time
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


def _integrates_time(scene: Scene) -> bool:
    return bool(scene.updaters) or any(
        mobject.has_time_based_updater() for mobject in scene.get_mobject_family_members()
    )
