"""Draws single frames in a dry run, each exactly as a rendering of this size would."""

from collections.abc import Iterator, Sequence
from types import CodeType
from typing import Any

from manim import (
    Animation,
    AnimationGroup,
    CairoRenderer,
    Mobject,
    PhaseFlow,
    Scene,
    UpdateFromFunc,
    always_redraw,
)

from runner.render.child.stepping import DryRenderer

# What these make of a frame depends on every frame before it.
_ACCUMULATING = (UpdateFromFunc, PhaseFlow)
# The function that `always_redraw` adds as an updater makes its object anew each time.
_REDRAWING = {part for part in always_redraw.__code__.co_consts if isinstance(part, CodeType)}
_OURS_AND_MANIMS = ("manim.", "scenekit.")


class StillsRenderer(DryRenderer):
    """A dry run's renderer that draws the frames `wanted`, in ascending order, into `drawn`.

    `drawn` has the red, green and blue of each pixel, row by row.
    """

    wanted: Sequence[int] = ()
    drawn: dict[int, bytes]

    def frames_to_compute(self, scene: Scene, frame_count: int) -> Sequence[int]:
        """All of them where a frame depends on those before it, as long as a picture is still to come."""
        if len(self.drawn) < len(self.wanted) and _accumulates(scene):
            return range(frame_count)
        return super().frames_to_compute(scene, frame_count)

    def frames_to_see(self, scene: Scene, frames: range) -> Sequence[int]:
        """The wanted ones. If there are any, draws what stands still meanwhile, as Manim does."""
        found = tuple(frame for frame in self.wanted if frame in frames)
        if found:
            moving, still = scene.get_moving_and_static_mobjects(scene.animations or ())
            scene.moving_mobjects, scene.static_mobjects = moving, still
            self.save_static_frame_data(scene, still)
        return found

    def see(self, scene: Scene, frames: Sequence[int]) -> None:
        """Draws what is seen in these frames."""
        self.update_frame(scene, scene.moving_mobjects)
        pixels = self.get_frame()[:, :, :3].tobytes()
        self.drawn.update(dict.fromkeys(frames, pixels))

    def update_frame(self, scene: Scene, mobjects: Any = None, *given: Any, **options: Any) -> None:
        """Draws as Manim's own renderer does."""
        CairoRenderer.update_frame(self, scene, mobjects, *given, **options)


def _accumulates(scene: Scene) -> bool:
    members: list[Mobject] = scene.get_mobject_family_members()
    return bool(
        scene.updaters
        or any(not _redraws(updater) for mobject in members for updater in mobject.updaters)
        or any(_keeps_count(animation) for animation in _single(scene.animations or ()))
    )


def _redraws(updater: object) -> bool:
    return getattr(updater, "__code__", None) in _REDRAWING


def _keeps_count(animation: Animation) -> bool:
    # A script's own animations may do anything.
    is_known = type(animation).__module__.startswith(_OURS_AND_MANIMS)
    return isinstance(animation, _ACCUMULATING) or not is_known


def _single(animations: Sequence[Animation]) -> Iterator[Animation]:
    for animation in animations:
        if isinstance(animation, AnimationGroup):
            yield from _single(animation.animations)
        else:
            yield animation
