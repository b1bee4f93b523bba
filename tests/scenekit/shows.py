"""Scenes with a narration, without pictures, for tests of the clock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from manim import Scene, tempconfig

from scenekit.narration import NarrationClock
from scenekit.plan import BeatPlan, SectionPlan
from tests.fakes.scene import FakeScene

RATE = 30


@dataclass(frozen=True)
class Show:
    """A scene with its narration."""

    scene: FakeScene
    narration: NarrationClock

    @property
    def frame(self) -> int:
        return round(self.scene.renderer.time * self.scene.frame_rate)

    @property
    def starts(self) -> list[int]:
        return [self.narration.start_frames[number] for number in sorted(self.narration.start_frames)]


@contextmanager
def show(plan: SectionPlan, rate: int = RATE, round_wait: Callable[[float], int] = int) -> Iterator[Show]:
    with tempconfig({"frame_rate": rate}):
        scene = FakeScene(rate, round_wait)
        yield Show(scene, NarrationClock(cast(Scene, scene), plan))


def plan(*seconds: float, beat_pause: float = 0.35, section_pause: float = 0.4) -> SectionPlan:
    beats = tuple(BeatPlan(length) for length in seconds)
    return SectionPlan(beats, beat_pause_seconds=beat_pause, section_pause_seconds=section_pause)
