"""Runs a scene dry, and draws single frames meanwhile if they are asked for."""

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from manim import Camera, ManimColor, Scene, config

from runner.render.child.drawing import StillsRenderer
from runner.render.child.narrated import LaidOver, section_frames
from runner.render.child.observing import ScreenObserver
from runner.render.child.pace import PaceKeeper, regions_of
from runner.render.child.stepping import DryRenderer
from runner.render.record import DryRunRecord
from scenekit.narration import NarrationClock

Renderer = TypeVar("Renderer", bound=DryRenderer)


class Observed(Scene):  # type: ignore[misc, unused-ignore]
    """Put before a narrated scene's class: records what is on screen when a beat's pictures have ended."""

    narration: NarrationClock
    observer: ScreenObserver

    def setup(self) -> None:
        super().setup()
        self.observer = ScreenObserver(self)
        self.narration.at_pictures_end = self.observer.observe

    def play(self, *animations: Any, **options: Any) -> None:
        super().play(*animations, **options)
        if not self.narration.start_frames:
            self.observer.observe(0)


def run_dry(scene: Observed) -> DryRunRecord:
    """Runs the scene to its end without drawing. Raises whatever the script raises."""
    return _run(scene, _turned_into(DryRenderer, scene))


def draw_stills(scene: Observed, frames: Sequence[int]) -> tuple[DryRunRecord, tuple[bytes, ...]]:
    """Runs the scene as above, and draws these frames, in ascending order, as red, green and blue.

    There are fewer pictures if the scene has fewer frames. Raises whatever the script raises.
    """
    renderer = _turned_into(StillsRenderer, scene)
    renderer.wanted, renderer.drawn = frames, {}
    record = _run(scene, renderer)
    return record, tuple(renderer.drawn[frame] for frame in sorted(renderer.drawn))


def _turned_into(kind: type[Renderer], scene: Scene) -> Renderer:
    # The script's class may not pass a renderer on, so the one that it made is turned into another one.
    scene.renderer.__class__ = kind
    return cast(Renderer, scene.renderer)


def _run(scene: Observed, renderer: DryRenderer) -> DryRunRecord:
    pace = PaceKeeper(scene)

    def after_play(start: int, moves: bool) -> None:
        scene.observer.becoming.note(scene.animations)
        pace.note(start, round(renderer.time * config.frame_rate), moves=moves)

    renderer.after_play = after_play
    scene.render()
    ends = scene.narration.pictures_end_frames
    return DryRunRecord(
        times=section_frames(scene),
        pictures_end_frames=tuple(ends[number] for number in sorted(ends)),
        background=_background(scene),
        plays=renderer.num_plays - scene.narration.holds,
        drawn_objects=renderer.drawn_objects,
        regions=regions_of(is_kit=not isinstance(scene, LaidOver)),
        moments=tuple(scene.observer.moments),
        outlines=scene.observer.outlines,
        spans=tuple(pace.spans),
    )


def _background(scene: Scene) -> str:
    camera = scene.camera
    return ManimColor(camera.background_color).to_hex() if isinstance(camera, Camera) else ""
