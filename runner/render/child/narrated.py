"""What a scene needs beside its script: a narration, also for plain Manim scenes, and its times."""

from typing import Any

from manim import Scene, config

from runner.render.job import SectionFrames
from scenekit.narration import NarrationClock
from scenekit.plan import current_plan


class LaidOver(Scene):  # type: ignore[misc, unused-ignore]
    """Gives a plain Manim scene its narration, from its first frame on."""

    narration: NarrationClock

    def setup(self) -> None:
        super().setup()
        self.narration = NarrationClock(self, current_plan())

    def tear_down(self) -> None:
        self.narration.finish()
        super().tear_down()


def section_frames(scene: Any) -> SectionFrames:
    """The number of frames of a narrated scene that has ended, and the first frame of each beat in order."""
    starts = scene.narration.start_frames
    return SectionFrames(
        frame_count=round(scene.renderer.time * config.frame_rate),
        beat_start_frames=tuple(starts[number] for number in sorted(starts)),
    )
